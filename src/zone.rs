//! The site's time zone: how instants read to people.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use xutra_domain::instant::Instant;

/// A time zone by its IANA name.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of that name; UTC where there is none (the settings were checked before).
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(TimeZone::get(name).unwrap_or(TimeZone::UTC))
    }

    /// The zone itself.
    #[must_use]
    pub fn inner(&self) -> &TimeZone {
        &self.0
    }

    fn at(&self, instant: Instant) -> jiff::Zoned {
        Timestamp::from_millisecond(instant.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.0.clone())
    }

    /// The calendar year, at least 0.
    #[must_use]
    pub fn year(&self, instant: Instant) -> u32 {
        u32::try_from(self.at(instant).year()).unwrap_or(0)
    }

    /// The day of the week, 0 for Monday to 6.
    #[must_use]
    pub fn weekday(&self, instant: Instant) -> u32 {
        u32::try_from(self.at(instant).weekday().to_monday_zero_offset()).unwrap_or(0)
    }

    /// The week of the calendar, as year and week of ISO 8601 in one number: 202647.
    #[must_use]
    pub fn week(&self, instant: Instant) -> u32 {
        let week = self.at(instant).date().iso_week_date();
        u32::try_from(i32::from(week.year()) * 100 + i32::from(week.week())).unwrap_or(0)
    }

    /// Day, month and year.
    #[must_use]
    pub fn day_month_year(&self, instant: Instant) -> (u32, u32, u32) {
        let at = self.at(instant);
        let whole = |number: i8| u32::try_from(number).unwrap_or(0);
        (whole(at.day()), whole(at.month()), self.year(instant))
    }

    /// The day of an instant: its name (`2027-03-05`), when it begins and when the next one does. None at the ends of time.
    #[must_use]
    pub fn day(&self, instant: Instant) -> Option<(String, Instant, Instant)> {
        let date = self.at(instant).date();
        let begin =
            |date: jiff::civil::Date| Some(Instant(date.to_zoned(self.0.clone()).ok()?.timestamp().as_millisecond()));
        Some((date.to_string(), begin(date)?, begin(date.tomorrow().ok()?)?))
    }

    /// When a day of the calendar, `2027-03-05`, is over.
    #[must_use]
    pub fn end_of(&self, day: &str) -> Option<Instant> {
        let next = day.trim().parse::<jiff::civil::Date>().ok()?.tomorrow().ok()?;
        Some(Instant(next.to_zoned(self.0.clone()).ok()?.timestamp().as_millisecond()))
    }

    /// Which day of the calendar it is, `2027-03-05`, counted from 1970: days that follow each other have numbers that do.
    #[must_use]
    pub fn number_of(day: &str) -> Option<i64> {
        let first = jiff::civil::Date::constant(1970, 1, 1);
        Some(day.trim().parse::<jiff::civil::Date>().ok()?.duration_since(first).as_hours() / 24)
    }

    /// `05/03/2027` in Vietnamese, `5 March 2027` in English.
    #[must_use]
    pub fn date(&self, instant: Instant, language: &str) -> String {
        self.at(instant).strftime(if language == "en" { "%-d %B %Y" } else { "%d/%m/%Y" }).to_string()
    }

    /// Time of day and date.
    #[must_use]
    pub fn date_time(&self, instant: Instant, language: &str) -> String {
        self.at(instant).strftime(if language == "en" { "%H:%M, %-d %B %Y" } else { "%H:%M ngày %d/%m/%Y" }).to_string()
    }

    /// The hour of the day, 0 to 23.
    #[must_use]
    pub fn hour(&self, instant: Instant) -> u8 {
        u8::try_from(self.at(instant).hour()).unwrap_or(0)
    }

    /// Time of day.
    #[must_use]
    pub fn time(&self, instant: Instant) -> String {
        self.at(instant).strftime("%H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_over_when_the_next_begins_where_people_are() {
        let zone = Zone::named("Asia/Ho_Chi_Minh");
        assert_eq!(zone.end_of("2027-03-05"), Instant::parse_rfc3339("2027-03-05T17:00:00Z"));
        assert_eq!((zone.end_of("2027-02-30"), zone.end_of("mai"), zone.end_of("")), (None, None, None));
    }

    #[test]
    fn an_instant_reads_in_the_sites_zone() {
        let zone = Zone::named("Asia/Ho_Chi_Minh");
        let instant = Instant::parse_rfc3339("2027-03-04T18:05:00Z").expect("an instant");
        assert_eq!(zone.date_time(instant, "vi"), "01:05 ngày 05/03/2027");
        assert_eq!(zone.date(instant, "en"), "5 March 2027");
        assert_eq!(zone.week(instant), 202_709);
        assert_eq!(zone.day_month_year(instant), (5, 3, 2027));
        let at = |text: &str| Instant::parse_rfc3339(text).expect("an instant");
        let day = ("2027-03-05".to_owned(), at("2027-03-05T00:00:00+07:00"), at("2027-03-06T00:00:00+07:00"));
        assert_eq!(zone.day(instant), Some(day));
    }
}
