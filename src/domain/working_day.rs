//! Working days: what is no weekend and no public holiday. Holidays are data with a version; a year that is not among them
//! has weekends alone, which brings a day nearer and never moves it back.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use time::{Date, Month, Weekday};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    year: Vec<Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i32,
    days: Vec<String>,
}

struct Holidays {
    version: String,
    years: BTreeSet<i32>,
    days: BTreeSet<Date>,
}

static KNOWN: LazyLock<Holidays> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("holidays.toml")).expect("the file is read by a test");
    let day = |year: &Year, day: &String| parse_day(&format!("{}-{day}", year.year)).expect("likewise");
    Holidays {
        version: file.version,
        years: file.year.iter().map(|year| year.year).collect(),
        days: file.year.iter().flat_map(|year| year.days.iter().map(move |one| day(year, one))).collect(),
    }
});

/// A day of the calendar, `2027-03-05`.
#[must_use]
pub fn parse_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// Which edition of the holidays this is.
#[must_use]
pub fn holidays_version() -> &'static str {
    &KNOWN.version
}

/// Whether the holidays of a year are known.
#[must_use]
pub fn knows_holidays(year: i32) -> bool {
    KNOWN.years.contains(&year)
}

/// Whether people work on that day.
#[must_use]
pub fn is_working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !KNOWN.days.contains(&day)
}

/// The last of so many working days after a day.
#[must_use]
pub fn after(day: Date, working_days: u32) -> Date {
    let (mut at, mut left) = (day, working_days);
    while left > 0 {
        let Some(next) = at.next_day() else { return at };
        (at, left) = (next, left - u32::from(is_working(next)));
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        parse_day(text).expect("a day")
    }

    #[test]
    fn two_working_days_after_a_day() {
        for (from, to, why) in [
            ("2026-11-23", "2026-11-25", "Monday"),
            ("2026-11-26", "2026-11-30", "Thursday: over the weekend"),
            ("2026-11-27", "2026-12-01", "Friday"),
            ("2026-11-28", "2026-12-01", "Saturday"),
            ("2026-11-29", "2026-12-01", "Sunday"),
            ("2026-12-30", "2027-01-04", "New Year and a weekend"),
            ("2026-02-13", "2026-02-24", "the Friday before Tết Bính Ngọ"),
            ("2026-02-16", "2026-02-24", "asked during Tết"),
            ("2026-04-24", "2026-04-29", "Hùng Vương on a Sunday, kept on Monday"),
            ("2026-04-29", "2026-05-05", "30/4, 1/5 and a weekend"),
            ("2026-08-31", "2026-09-04", "1/9 and 2/9"),
            ("2027-02-04", "2027-02-12", "Tết Đinh Mùi on a Saturday"),
            ("2027-04-15", "2027-04-20", "Hùng Vương on a Friday"),
            ("2027-04-29", "2027-05-05", "1/5 on a Saturday, kept on Monday"),
            ("2027-12-31", "2028-01-05", "1/1 on a Saturday, kept on Monday"),
            ("2028-01-24", "2028-02-01", "Tết Mậu Thân"),
            ("2028-04-28", "2028-05-04", "30/4 on a Sunday, kept on the day after 1/5"),
            ("2028-09-01", "2028-09-06", "2/9 on a Saturday, kept on Monday"),
            ("2029-04-27", "2029-05-01", "a year that is not known: weekends alone"),
        ] {
            assert_eq!(after(day(from), 2), day(to), "{from}: {why}");
        }
        assert_eq!(after(day("2026-11-22"), 0), day("2026-11-22"));
    }

    #[test]
    fn the_file_names_weekdays_of_known_years() {
        assert!(!holidays_version().is_empty());
        assert_eq!([2025, 2026, 2027, 2028, 2029].map(knows_holidays), [false, true, true, true, false]);
        for one in &KNOWN.days {
            assert!(!matches!(one.weekday(), Weekday::Saturday | Weekday::Sunday), "{one} is a weekend");
        }
        // New Year, at least four days of Tết, Hùng Vương, 30/4, 1/5 and 2/9.
        for year in &KNOWN.years {
            assert!((8..=12).contains(&KNOWN.days.iter().filter(|one| one.year() == *year).count()), "{year}");
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        assert_eq!(parse_day("2027-02-28"), Date::from_calendar_date(2027, Month::February, 28).ok());
        for bad in ["", "2027-02-29", "2027-13-01", "mai", "2027-02"] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn between_a_day_and_its_end_lie_so_many_working_days(start in 2_461_000_i32..2_462_200, count in 0_u32..12) {
            let from = Date::from_julian_day(start).expect("a day");
            let to = after(from, count);
            let (mut at, mut found) = (from, 0);
            while at < to {
                at = at.next_day().expect("a day");
                found += u32::from(is_working(at));
            }
            prop_assert_eq!(found, count);
            prop_assert!(count == 0 || is_working(to));
        }
    }
}
