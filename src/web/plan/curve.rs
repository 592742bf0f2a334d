//! Planned and actual as two lines of one picture, and as the table that says the same.

use super::{actual, amount};
use crate::web::actor::Observer;
use crate::web::figures::trend::stretches;
use crate::web::show;
use crate::web::view::plan::{Curve, PointRow};
use crate::zone::Zone;
use std::collections::BTreeMap;
use xutra_domain::instant::Instant;
use xutra_domain::plan::{Target, planned};
use xutra_domain::reporting::{Definition, Facts, read};

/// Sides of the picture inside its margin of 10.
const SIDES: (f64, f64) = (280.0, 100.0);
/// Points of the plan's line.
const STEPS: i64 = 40;
/// Frozen days that the table shows.
const ROWS: usize = 8;

/// A frozen day: its name, its end, what the figure was.
pub(super) type Past = (String, Instant, f64);

/// What a figure was on frozen days, the oldest first.
pub(super) fn past(observer: &Observer, figure: &'static Definition, frozen: &[(String, Facts)]) -> Vec<Past> {
    let of = |(day, facts): &(String, Facts)| {
        Some((day.clone(), observer.app.zone.end_of(day)?, actual(figure, &read(figure, facts))?))
    };
    frozen.iter().filter_map(of).collect()
}

/// The picture. It begins with the plan, or with the first frozen day after it was set.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of centuries are far below 2^52")]
pub(super) fn curve(lang: &str, figure: &Definition, targets: &[Target], past: &[Past], now: Instant) -> Curve {
    let begin = targets.iter().map(|one| one.set_at).min().unwrap_or(now);
    let end = targets.iter().map(|one| one.due).max().unwrap_or(now).max(now);
    let length = end.since(begin).max(1);
    let said = |at: Instant| planned(targets, at).unwrap_or_default();
    let shown: Vec<&Past> = past.iter().filter(|(_, at, _)| *at >= begin).collect();
    let most = shown.iter().map(|(.., value)| *value).chain(targets.iter().map(|one| f64::from(one.value)));
    // A share is drawn on a whole hundred, unless the plan stays far below it.
    let most = most.fold(1.0, f64::max);
    let top = if figure.denominator.is_planned() { most } else { ((most / 20.0).ceil() * 20.0).clamp(20.0, 200.0) };
    let point = |at: Instant, value: f64| {
        let (x, y) = (at.since(begin) as f64 / length as f64, (value / top).clamp(0.0, 1.0));
        (10.0 + SIDES.0 * x, 110.0 - SIDES.1 * y)
    };
    let plan = (0..=STEPS).map(|step| begin.plus(length * step / STEPS)).map(|at| point(at, said(at)));
    let real = shown.iter().filter_map(|(day, at, value)| Some((Zone::number_of(day)?, Some(point(*at, *value)))));
    Curve {
        planned: plan.map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" "),
        actual: stretches(real),
        now: format!("{:.1}", 10.0 + SIDES.0 * (now.since(begin) as f64 / length as f64).clamp(0.0, 1.0)),
        top: amount(lang, figure, top),
    }
}

/// The table: days with a target, and some of those that were frozen.
pub(super) fn rows(observer: &Observer, figure: &Definition, targets: &[Target], past: &[Past]) -> Vec<PointRow> {
    let mut days: BTreeMap<&str, (Instant, Option<f64>, bool)> = BTreeMap::new();
    let step = past.len().div_ceil(ROWS).max(1);
    for (index, (day, at, value)) in past.iter().rev().enumerate() {
        if index % step == 0 || targets.iter().any(|one| one.day == *day) {
            days.insert(day, (*at, Some(*value), false));
        }
    }
    for target in targets {
        let of = days.entry(&target.day).or_insert((target.due, None, true));
        of.2 = true;
    }
    let row = |(day, (at, value, target)): (&str, (Instant, Option<f64>, bool))| PointRow {
        day: show::day_named(observer, day),
        planned: amount(observer.lang, figure, planned(targets, at).unwrap_or_default()),
        actual: value.map(|value| amount(observer.lang, figure, value)),
        target,
    };
    days.into_iter().map(row).collect()
}
