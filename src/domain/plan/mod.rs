//! Plans of units: what a figure is to be by which day, how far that is behind, and milestones. A plan is a line through its
//! points; it begins where the figure stood when the first point was set.

pub mod milestone;
pub mod typed;

pub use milestone::{Happened, Milestone, Outcome, Way, final_kind, state};

use crate::instant::{DAY, Instant};
use std::collections::BTreeMap;

/// What somebody plans of a figure for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Id of the figure, as in `P2p`.
    pub figure: String,
    /// The day, `2027-03-31`.
    pub day: String,
    /// When that day is over.
    pub due: Instant,
    /// What it is to be: percent, or a count where the figure is counted against its plan.
    pub value: u32,
    /// Where the figure stood when this was set, in tenths; none where that could not be told.
    pub base: Option<u32>,
    /// When it was set.
    pub set_at: Instant,
    /// The document that says so.
    pub source: String,
    /// Path of the scope of the leader who set it; none where that leader leads everything.
    pub scope: Option<String>,
}

/// A target as it was set, or taken back; nothing of a plan is forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What was set.
    pub target: Target,
    /// It was taken back.
    pub withdrawn: bool,
}

/// What counts of everything that was ever set, given in the order in which it was: of each figure and day the newest. The
/// line of a figure begins where it began first, so that a plan set anew hides no delay.
#[must_use]
pub fn current(versions: &[Version]) -> Vec<Target> {
    let mut newest: BTreeMap<(&str, &str), &Version> = BTreeMap::new();
    let mut first: BTreeMap<&str, (Instant, Option<u32>)> = BTreeMap::new();
    for version in versions {
        let of = &version.target;
        newest.insert((&of.figure, &of.day), version);
        first.entry(&of.figure).or_insert((of.set_at, of.base));
    }
    let lasting = newest.into_values().filter(|version| !version.withdrawn);
    let begun = lasting.map(|version| {
        let (set_at, base) =
            first.get(version.target.figure.as_str()).copied().unwrap_or((version.target.set_at, None));
        Target { set_at, base, ..version.target.clone() }
    });
    begun.collect()
}

/// Whether a leader of a scope may change what was set from another: what stands above is not theirs to change. None is
/// everything.
#[must_use]
pub fn may_change(set_from: Option<&str>, mine: Option<&str>) -> bool {
    match (set_from, mine) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(theirs), Some(mine)) => theirs.starts_with(mine),
    }
}

/// The points of a line, from where it begins.
fn points(targets: &[Target]) -> Vec<(Instant, f64)> {
    let mut points: Vec<(Instant, f64)> = targets.iter().map(|one| (one.due, f64::from(one.value))).collect();
    points.sort_by_key(|one| one.0);
    let first = targets.iter().min_by_key(|one| one.set_at);
    let begin = first.map(|one| (one.set_at, f64::from(one.base.unwrap_or(0)) / 10.0));
    // A point that was set for a day already over has no line before it.
    let begin = begin.filter(|(at, _)| points.first().is_some_and(|(due, _)| at < due));
    begin.into_iter().chain(points).collect()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of centuries are far below 2^52")]
fn between(one: (Instant, f64), other: (Instant, f64), at: Instant) -> f64 {
    let (length, part) = (other.0.since(one.0) as f64, at.since(one.0) as f64);
    if length <= 0.0 { other.1 } else { one.1 + (other.1 - one.1) * part / length }
}

/// What a plan says for an instant: straight between its points, the last one ever after. The targets are those of one figure.
#[must_use]
pub fn planned(targets: &[Target], at: Instant) -> Option<f64> {
    let points = points(targets);
    let (first, last) = (points.first()?, points.last()?);
    if at <= first.0 {
        return Some(first.1);
    }
    let leg = points.windows(2).find(|leg| at <= leg[1].0);
    Some(leg.map_or(last.1, |leg| between(leg[0], leg[1], at)))
}

/// When a plan first says that much; none where it never does.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "an instant between two others")]
pub fn reached_at(targets: &[Target], value: f64) -> Option<Instant> {
    let points = points(targets);
    if points.first()?.1 >= value {
        return Some(points.first()?.0);
    }
    let leg = points.windows(2).find(|leg| leg[1].1 >= value)?;
    let share = (value - leg[0].1) / (leg[1].1 - leg[0].1);
    Some(leg[0].0.plus((leg[1].0.since(leg[0].0) as f64 * share).round() as i64))
}

/// How a figure stands against its plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// What the plan says for now.
    pub planned: f64,
    /// What the figure is.
    pub actual: f64,
    /// How much is missing; 0 where nothing is.
    pub missing: f64,
    /// Whole days ago the plan said what the figure is now; 0 where nothing is missing.
    pub days: i64,
}

/// Compares a figure with its plan.
#[must_use]
pub fn standing(targets: &[Target], actual: f64, now: Instant) -> Option<Standing> {
    let planned = planned(targets, now)?;
    let missing = (planned - actual).max(0.0);
    let since = if missing > 0.0 { reached_at(targets, actual) } else { None };
    let days = since.map_or(0, |since| now.since(since).max(0) / DAY);
    Some(Standing { planned, actual, missing, days })
}

/// The point that is to be reached next; the last one where all days are over.
#[must_use]
pub fn next_target(targets: &[Target], now: Instant) -> Option<&Target> {
    let ahead = targets.iter().filter(|one| one.due > now).min_by_key(|one| one.due);
    ahead.or_else(|| targets.iter().max_by_key(|one| one.due))
}

/// How many people are missing to a share in percent of so many.
#[must_use]
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "people")]
pub fn people_to(share: f64, numerator: u64, denominator: u64) -> u64 {
    let wanted = (share.max(0.0) * denominator as f64 / 100.0 - 1e-9).ceil() as u64;
    wanted.saturating_sub(numerator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(super) fn target(day: i64, value: u32, base: u32, set: i64) -> Target {
        Target {
            figure: "P2p".into(),
            day: format!("day {day}"),
            due: Instant(day * DAY),
            value,
            base: Some(base),
            set_at: Instant(set * DAY),
            source: "KH 12".into(),
            scope: None,
        }
    }

    #[test]
    fn a_plan_is_a_line_from_where_things_stood_through_its_points() {
        let plan = [target(300, 40, 0, 50), target(100, 20, 100, 0)];
        for (day, said) in [(-5, 10.0), (0, 10.0), (50, 15.0), (100, 20.0), (200, 30.0), (300, 40.0), (999, 40.0)] {
            assert_eq!(planned(&plan, Instant(day * DAY)), Some(said), "day {day}");
        }
        assert_eq!(planned(&[], Instant(0)), None);
        assert_eq!(planned(&[target(10, 20, 0, 30)], Instant(0)), Some(20.0), "set after its day");
    }

    #[test]
    fn the_newest_word_counts_and_the_line_begins_where_it_began_first() {
        let version = |target, withdrawn| Version { target, withdrawn };
        let of = |versions: &[Version]| -> Vec<(u32, i64, Option<u32>)> {
            current(versions).iter().map(|one| (one.value, one.set_at.0 / DAY, one.base)).collect()
        };
        let (old, new, later) = (target(100, 20, 50, 0), target(100, 15, 70, 40), target(300, 40, 80, 50));
        let mut all = vec![version(old, false), version(new.clone(), false), version(later, false)];
        assert_eq!(of(&all), [(15, 0, Some(50)), (40, 0, Some(50))]);
        all.push(version(new, true));
        assert_eq!(of(&all), [(40, 0, Some(50))]);
        assert_eq!(of(&[]), []);
    }

    #[test]
    fn who_is_behind_is_told_in_points_days_and_people() {
        let plan = [target(100, 20, 0, 0)];
        let found = standing(&plan, 12.0, Instant(70 * DAY)).expect("a plan");
        assert_eq!((found.planned, found.missing, found.days), (14.0, 2.0, 10));
        let ahead = standing(&plan, 30.0, Instant(70 * DAY)).expect("a plan");
        assert_eq!((ahead.missing, ahead.days), (0.0, 0));
        let never = standing(&plan, 20.0, Instant(150 * DAY)).expect("a plan");
        assert_eq!((never.missing, never.days), (0.0, 0));
        assert_eq!((people_to(20.0, 150, 1_000), people_to(20.0, 250, 1_000), people_to(33.4, 0, 3)), (50, 0, 2));
    }

    #[test]
    fn the_next_point_is_the_first_whose_day_is_not_over() {
        let plan = [target(300, 40, 0, 0), target(100, 20, 0, 0)];
        for (day, value) in [(0, 20), (99, 20), (100, 40), (400, 40)] {
            assert_eq!(next_target(&plan, Instant(day * DAY)).map(|one| one.value), Some(value), "day {day}");
        }
    }

    #[test]
    fn what_was_set_from_above_is_not_for_who_stands_below() {
        for (set, mine, may) in [
            (None, None, true),
            (None, Some("/1/"), false),
            (Some("/1/"), None, true),
            (Some("/1/"), Some("/1/"), true),
            (Some("/1/"), Some("/1/7/"), false),
            (Some("/1/7/"), Some("/1/"), true),
            (Some("/1/7/"), Some("/1/70/"), false),
        ] {
            assert_eq!(may_change(set, mine), may, "{set:?} {mine:?}");
        }
    }

    proptest! {
        #[test]
        fn what_a_plan_says_lies_between_its_points_and_is_first_said_when_it_is_reached(
            days in prop::collection::btree_set(1i64..1_000, 1..6), values in prop::collection::vec(0u32..100, 6),
            base in 0u32..1_000, at in 0i64..1_200,
        ) {
            let plan: Vec<Target> = days.iter().zip(&values).map(|(day, value)| target(*day, *value, base, 0)).collect();
            let now = Instant(at * DAY);
            let said = planned(&plan, now).expect("a plan");
            let least = plan.iter().map(|one| f64::from(one.value)).fold(f64::from(base) / 10.0, f64::min);
            let most = plan.iter().map(|one| f64::from(one.value)).fold(f64::from(base) / 10.0, f64::max);
            prop_assert!(said >= least - 1e-9 && said <= most + 1e-9);
            let first = reached_at(&plan, said - 1e-6).expect("it is said now");
            prop_assert!(first <= now || at == 0);
            prop_assert!(planned(&plan, first).is_some_and(|then| then >= said - 1e-3));
        }
    }
}
