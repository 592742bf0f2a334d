//! Instants and spans of time as integer milliseconds, the same on every database.

use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{Duration, Month, OffsetDateTime};

/// Milliseconds since 1970-01-01T00:00:00Z. Handed in, never read from a clock here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// Milliseconds in a second, a minute, an hour and a day.
pub const SECOND: i64 = 1_000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day.
pub const DAY: i64 = 24 * HOUR;

impl Instant {
    /// This instant moved by a number of milliseconds; saturates at the ends of time.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this instant, negative where it lies before.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The same day and time of day some calendar months later; the last day of a shorter month.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let Some(at) = self.to_utc() else { return self };
        let index = i64::from(at.year()) * 12 + i64::from(u8::from(at.month())) - 1 + i64::from(months);
        let (Ok(year), Ok(month)) = (i32::try_from(index.div_euclid(12)), u8::try_from(index.rem_euclid(12) + 1))
        else {
            return self;
        };
        let Ok(month) = Month::try_from(month) else { return self };
        let day = at.day().min(month.length(year));
        time::Date::from_calendar_date(year, month, day).map_or(self, |date| Self::from_utc(at.replace_date(date)))
    }

    /// RFC 3339 in UTC with milliseconds, as the API writes it.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.to_utc().and_then(|at| at.format(&Rfc3339).ok()).unwrap_or_default()
    }

    /// Reads RFC 3339.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        OffsetDateTime::parse(text, &Rfc3339).ok().map(Self::from_utc)
    }

    /// The calendar view in UTC; none for instants past the year 9999.
    #[must_use]
    pub fn to_utc(self) -> Option<OffsetDateTime> {
        OffsetDateTime::UNIX_EPOCH.checked_add(Duration::milliseconds(self.0))
    }

    /// From the calendar view.
    #[must_use]
    pub fn from_utc(at: OffsetDateTime) -> Self {
        Self(i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).expect("an instant")
    }

    #[test]
    fn months_end_on_the_last_day_of_a_shorter_month() {
        assert_eq!(at("2026-01-31T10:00:00Z").plus_months(1), at("2026-02-28T10:00:00Z"));
        assert_eq!(at("2028-02-29T10:00:00Z").plus_months(12), at("2029-02-28T10:00:00Z"));
        assert_eq!(at("2026-11-22T00:00:00.123Z").plus_months(24), at("2028-11-22T00:00:00.123Z"));
    }

    #[test]
    fn rfc3339_is_utc_and_reads_back() {
        let instant = at("2026-11-22T09:30:00.250+07:00");
        assert_eq!(instant.rfc3339(), "2026-11-22T02:30:00.25Z");
        assert_eq!(Instant::parse_rfc3339(&instant.rfc3339()), Some(instant));
    }
}
