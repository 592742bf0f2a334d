//! Plans of units, for those whose affair their figures are; their leaders set what is to be reached by when.

pub mod behind;
mod curve;
pub mod decisions;
pub mod milestone;
pub mod target;

use super::actor::Observer;
use super::error::AppError;
use super::figures::card::{board_url, counts};
use super::view::Link;
use super::view::plan::{MilestoneRow, Next, PlanLine, PlanPage, SetRow, StateView};
use super::{page, show};
use crate::actions::draw_recheck::quarter;
use crate::actions::plan_unit::leads;
use crate::numbers::{number, percent, whole};
use actix_web::HttpResponse;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::plan::{Target, Version, Way, current, next_target, people_to, standing, state};
use xutra_domain::reporting::{Definition, Definitions, Facts, Reading, read};
use xutra_domain::unit::Unit;
use xutra_store::milestone::StoredMilestone;
use xutra_store::{board, milestone as milestones, plan, snapshot};

/// Frozen days that a curve looks back on.
const DAYS: u64 = 400;

/// The address of a unit's plan.
#[must_use]
pub fn plan_url(code: &str) -> String {
    format!("/units/{code}/plan")
}

/// What a figure is, or is to be: percent, or a count where it is counted against its plan.
fn amount(lang: &str, figure: &Definition, value: f64) -> String {
    if figure.denominator.is_planned() { number(lang, (value * 10.0).floor() / 10.0) } else { percent(lang, value) }
}

/// What a figure is as a number; none where it cannot be told.
fn actual(figure: &Definition, reading: &Reading) -> Option<f64> {
    if figure.denominator.is_planned() {
        return reading.numerator.and_then(|count| u32::try_from(count).ok()).map(f64::from);
    }
    reading.percent()
}

/// How many are missing to a value.
fn gap(figure: &Definition, reading: &Reading, value: f64) -> Option<u64> {
    match (reading.numerator, reading.denominator) {
        (Some(count), _) if figure.denominator.is_planned() => Some(people_to(value, count, 100)),
        (Some(count), Some(of)) if reading.untold.is_none() => Some(people_to(value, count, of)),
        _ => None,
    }
}

/// Figures that are told of a unit, to choose from.
fn figures_of(observer: &Observer, unit: &Unit) -> Vec<Link> {
    let told = Definitions::current().figures.iter().filter(|one| one.fits(unit.kind));
    let title = |one: &Definition| format!("{} · {}", one.id, observer.word(&format!("figure-{}", one.word())));
    told.map(|one| Link { title: title(one), url: one.id.clone() }).collect()
}

/// `/units/{unit}/plan`
///
/// # Errors
/// 404 outside of what the person sees.
pub async fn show_plan(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = observer.unit(&code).await?;
    let reader = observer.app.store.reader();
    let versions: Vec<Version> =
        plan::list_targets(reader, &unit.code).await?.into_iter().map(|one| one.version).collect();
    let mut by_figure: BTreeMap<String, Vec<Target>> = BTreeMap::new();
    for target in current(&versions) {
        by_figure.entry(target.figure.clone()).or_default().push(target);
    }
    let told = board::read(&observer.app.store, &unit, None, (observer.now, &quarter(&observer.app))).await?;
    let frozen = snapshot::list_of(reader, &unit.code, DAYS).await?;
    let found = milestones::list_of(reader, &unit.code).await?;
    let set = versions.iter().rev().map(|version| set_row(&observer, &unit, version));
    let planned = Definitions::current().figures.iter().filter_map(|one| Some((one, by_figure.get(&one.id)?)));
    let view = PlanPage {
        up: Link { title: unit.name.clone(), url: board_url(&unit.code) },
        url: plan_url(&unit.code),
        leads: leads(observer.me(), &unit.path, observer.now).is_some(),
        has_below: !told.children.is_empty(),
        decisions_url: format!("/units/{}/decisions", unit.code),
        frozen: frozen.last().map(|(day, _)| show::day_named(&observer, day)),
        lines: planned.map(|(one, targets)| line(&observer, &unit, one, targets, &told.facts, &frozen)).collect(),
        milestones: found.iter().map(|one| milestone_row(&observer, one)).collect(),
        set: set.collect(),
        name: unit.name,
    };
    page::show(&observer, "plan/plan.html", &view)
}

fn line(
    observer: &Observer,
    unit: &Unit,
    figure: &'static Definition,
    targets: &[Target],
    facts: &Facts,
    frozen: &[(String, Facts)],
) -> PlanLine {
    let (lang, now) = (observer.lang, observer.now);
    let reading = read(figure, facts);
    let value = actual(figure, &reading);
    let found = value.and_then(|value| standing(targets, value, now));
    let said = xutra_domain::plan::planned(targets, now).unwrap_or_default();
    let next = next_target(targets, now);
    let missing = |wanted: f64| gap(figure, &reading, wanted).filter(|gap| *gap > 0).map(|gap| whole(lang, gap));
    let past = curve::past(observer, figure, frozen);
    PlanLine {
        id: figure.id.clone(),
        word: figure.word(),
        counts: counts(&figure.id),
        url: format!("{}/{}", board_url(&unit.code), figure.word()),
        planned: amount(lang, figure, said),
        actual: value.map(|value| amount(lang, figure, value)),
        untold: reading.untold.filter(|_| value.is_none()).map(xutra_domain::reporting::Untold::word),
        days: found.filter(|found| found.missing > 0.0).map(|found| found.days),
        on_track: found.is_some_and(|found| found.missing <= 0.0),
        gap_now: missing(said),
        next: Next {
            value: next.map(|one| amount(lang, figure, f64::from(one.value))).unwrap_or_default(),
            day: next.map(|one| show::day_named(observer, &one.day)).unwrap_or_default(),
            gap: next.and_then(|one| missing(f64::from(one.value))),
        },
        curve: curve::curve(lang, figure, targets, &past, now),
        rows: curve::rows(observer, figure, targets, &past),
    }
}

fn set_row(observer: &Observer, unit: &Unit, version: &Version) -> SetRow {
    let of = &version.target;
    let figure = Definitions::current().find(&of.figure);
    let value = figure.map(|figure| amount(observer.lang, figure, f64::from(of.value)));
    SetRow {
        figure: of.figure.clone(),
        day: show::day_named(observer, &of.day),
        value: value.filter(|_| !version.withdrawn),
        source: of.source.clone(),
        above: of.scope.as_deref() != Some(unit.path.as_str()),
        at: show::when(observer, of.set_at),
    }
}

fn milestone_row(observer: &Observer, of: &StoredMilestone) -> MilestoneRow {
    let outcome = state(of.milestone.due, &of.happened(), observer.now);
    let figure = match &of.milestone.way {
        Way::Figure(id, value) => Definitions::current()
            .find(id)
            .map(|figure| (figure.id.clone(), amount(observer.lang, figure, f64::from(*value)))),
        Way::Mark => None,
    };
    MilestoneRow {
        link: Link { title: of.milestone.title.clone(), url: format!("{}/milestones/{}", plan_url(&of.unit), of.id) },
        day: show::day_named(observer, &of.milestone.day),
        state: StateView { word: outcome.word(), days: outcome.days() },
        figure,
    }
}
