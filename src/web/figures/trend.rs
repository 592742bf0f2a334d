//! A figure over frozen days as a line: true to the calendar, broken where a day is missing or could not be told, with its
//! target. The table beside it says the same day by day.

use super::card::{percent, whole};
use crate::web::view::figures::{Trend, TrendLabel};
use xutra_domain::reporting::Reading;

/// The picture's inner box: left, top, width, height.
const BOX: (f64, f64, f64, f64) = (46.0, 12.0, 264.0, 110.0);

/// A frozen day: its name as people read it, its place in the calendar, what the figure was.
pub(super) struct Frozen<'a> {
    pub(super) day: String,
    pub(super) number: i64,
    pub(super) reading: &'a Reading,
}

/// The picture of days, the oldest first: of shares, or of how many where no day has a share. None where there is nothing.
pub(super) fn trend(lang: &str, days: &[Frozen<'_>]) -> Option<Trend> {
    let is_share = days.iter().any(|one| one.reading.percent().is_some());
    let value = |one: &Frozen<'_>| if is_share { one.reading.percent() } else { one.reading.numerator.map(amount) };
    let values: Vec<(i64, Option<f64>)> = days.iter().map(|one| (one.number, value(one))).collect();
    let known: Vec<f64> = values.iter().filter_map(|(_, value)| *value).collect();
    let (first, last) = (days.first()?, days.last()?);
    let most = known.iter().copied().reduce(f64::max)?;
    let top = if is_share { if most > 100.0 { (most / 50.0).ceil() * 50.0 } else { 100.0 } } else { round_up(most) };
    let (begin, end) = (values.first()?.0, values.last()?.0);
    let (left, above, width, height) = BOX;
    let x = |day: i64| left + width * share_of(day - begin, end - begin);
    let y = |value: f64| above + height * (1.0 - (value / top).clamp(0.0, 1.0));
    let said = |value: f64| if is_share { percent(lang, value) } else { whole(lang, rounded(value)) };
    let label = |value: f64| TrendLabel { y: format!("{:.1}", y(value)), text: said(value) };
    let target = Some(last.reading.target).filter(|_| is_share);
    let path = stretches(values.iter().map(|(day, value)| (*day, value.map(|value| (x(*day), y(value))))));
    Some(Trend {
        is_share,
        axis: [0.0, top / 2.0, top].map(label).into(),
        target: target.map(|target| label(f64::from(target))),
        path,
        begin: first.day.clone(),
        end: last.day.clone(),
        // The first and the last day that could be told.
        from: said(*known.first()?),
        to: said(*known.last()?),
        missing: usize::try_from(end - begin + 1).unwrap_or(known.len()).saturating_sub(known.len()),
    })
}

/// Stretches of days that follow each other; a day alone is a dot, which round ends of lines draw.
pub(in crate::web) fn stretches(days: impl Iterator<Item = (i64, Option<(f64, f64)>)>) -> String {
    let mut path = String::new();
    let mut before = None;
    for (day, point) in days {
        let Some((x, y)) = point else {
            before = None;
            continue;
        };
        let (command, dot) = if before == Some(day - 1) { ('L', "") } else { ('M', "h0") };
        path.push_str(&format!("{command}{x:.1} {y:.1}{dot}"));
        before = Some(day);
    }
    path
}

/// How far along a day lies; in the middle where there is only one.
#[expect(clippy::cast_precision_loss, reason = "days of centuries are far below 2^52")]
fn share_of(days: i64, all: i64) -> f64 {
    if all == 0 { 0.5 } else { days as f64 / all as f64 }
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^52 people")]
fn amount(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count, and never below zero")]
fn rounded(value: f64) -> u64 {
    value.round() as u64
}

/// A number that reads well at the top of an axis, and has a half.
fn round_up(most: f64) -> f64 {
    let step = 10_f64.powf(most.max(2.0).log10().floor());
    let fits = [1.0, 2.0, 4.0, 6.0, 8.0, 10.0].into_iter().map(|times| times * step).find(|top| *top >= most);
    fits.unwrap_or(most).max(2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::reporting::{Definitions, Facts, read};

    fn reading(numerator: u64, denominator: Option<u64>) -> Reading {
        let mut of = read(Definitions::current().find("P1").unwrap(), &Facts::default());
        (of.numerator, of.denominator, of.untold) = (Some(numerator), denominator, None);
        if denominator.is_none() {
            of.untold = Some(xutra_domain::reporting::Untold::NoDenominator);
        }
        of
    }

    fn drawn(days: &[(i64, u64, Option<u64>)]) -> Option<Trend> {
        let readings: Vec<Reading> = days.iter().map(|(_, count, of)| reading(*count, *of)).collect();
        let frozen: Vec<Frozen<'_>> = days
            .iter()
            .zip(&readings)
            .map(|((day, ..), reading)| Frozen { day: format!("ngày {day}"), number: *day, reading })
            .collect();
        trend("vi", &frozen)
    }

    #[test]
    fn days_stand_where_the_calendar_has_them_and_what_is_missing_breaks_the_line() {
        let found =
            drawn(&[(0, 0, Some(10)), (1, 5, Some(10)), (2, 7, None), (3, 8, Some(10)), (10, 10, Some(10))]).unwrap();
        assert_eq!(found.path, "M46.0 122.0h0L72.4 67.0M125.2 34.0h0M310.0 12.0h0");
        assert_eq!((found.from.as_str(), found.to.as_str(), found.missing), ("0%", "100%", 7));
        assert_eq!((found.begin.as_str(), found.end.as_str()), ("ngày 0", "ngày 10"));
        assert_eq!(found.axis.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["0%", "50%", "100%"]);
        assert_eq!(found.target.unwrap().y, "34.0", "80%");
    }

    #[test]
    fn more_than_the_register_knows_stays_in_the_picture() {
        let found = drawn(&[(0, 13, Some(10)), (1, 9, Some(10))]).unwrap();
        assert_eq!(found.axis.last().unwrap().text, "150%");
        assert!(found.path.starts_with("M46.0 26.7"), "{}", found.path);
    }

    #[test]
    fn without_any_share_the_picture_counts_and_has_no_target() {
        let found = drawn(&[(0, 90, None), (1, 317, None)]).unwrap();
        assert_eq!(found.axis.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["0", "200", "400"]);
        assert!(!found.is_share && found.target.is_none());
        assert_eq!(drawn(&[(4, 0, None)]).unwrap().path, "M178.0 122.0h0", "a single day is a dot");
        assert!(drawn(&[]).is_none());
    }

    #[test]
    fn the_top_of_an_axis_is_round() {
        for (most, top) in
            [(0.0, 2.0), (1.0, 2.0), (3.0, 4.0), (9.0, 10.0), (10.0, 10.0), (317.0, 400.0), (999.0, 1_000.0)]
        {
            assert!((round_up(most) - top).abs() < 1e-9, "{most}: {}", round_up(most));
        }
    }
}
