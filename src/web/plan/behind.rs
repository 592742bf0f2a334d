//! Who is behind: the units below by how far their worst figure is from its plan, as the figures were frozen last.

use super::{actual, amount, plan_url};
use crate::numbers::{number, whole};
use crate::web::actor::{Observer, query_value};
use crate::web::error::AppError;
use crate::web::view::Link;
use crate::web::view::plan::{BehindPage, BehindRow};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::web::Path;
use std::collections::BTreeSet;
use xutra_domain::instant::Instant;
use xutra_domain::people::search_key;
use xutra_domain::plan::{Standing, Target, planned, standing};
use xutra_domain::reporting::{Definition, Definitions, Facts, read};
use xutra_domain::unit::UnitKind;
use xutra_store::plan::{self, Planning};
use xutra_store::snapshot;

/// Units of a page.
const PAGE: usize = 50;

/// A unit with the figure that is furthest behind, and how it stands; none where it cannot be told.
type Found = (Planning, &'static Definition, Option<Standing>);

/// `/units/{unit}/plan/behind?kind=&page=`
///
/// # Errors
/// 404 outside of what the person sees.
pub async fn show_behind(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = observer.unit(&code).await?;
    let reader = observer.app.store.reader();
    let value = |name: &str| query_value(observer.request().query_string(), name).unwrap_or_default();
    let kind = UnitKind::parse(&value("kind"));
    let number: usize = value("page").parse().unwrap_or(0);
    let below = plan::list_below(reader, &unit, observer.now).await?;
    let ids: Vec<i64> = below.keys().copied().collect();
    let today = observer.app.zone.day(observer.now).map(|(day, ..)| day).unwrap_or_default();
    let frozen = snapshot::newest_of(reader, &ids, &today).await?;
    // Both are told for the end of the frozen day.
    let at = frozen.as_ref().and_then(|(day, _)| observer.app.zone.end_of(day)).unwrap_or(observer.now);
    let facts = |id: &i64| frozen.as_ref().and_then(|(_, rows)| rows.get(id));
    let kinds: BTreeSet<&'static str> = below.values().map(|one| one.kind.word()).collect();
    let told = below.iter().filter(|(_, one)| kind.is_none_or(|kind| kind == one.kind));
    let mut found: Vec<Found> = told.filter_map(|(id, one)| worst(one, facts(id), at)).collect();
    found.sort_by(|one, other| {
        let missing = |of: &Found| of.2.map_or(-1.0, |found| found.missing);
        let names = || search_key(&one.0.name).cmp(&search_key(&other.0.name));
        missing(other).total_cmp(&missing(one)).then_with(names)
    });
    let (count, start) = (found.len(), number.saturating_mul(PAGE));
    let url = format!("{}/behind", plan_url(&unit.code));
    let next = format!("{url}?kind={}&page={}", kind.map_or("", UnitKind::word), number.saturating_add(1));
    let view = BehindPage {
        up: Link { title: observer.word("plan-title-short"), url: plan_url(&unit.code) },
        name: unit.name,
        kinds: kinds.into_iter().collect(),
        kind: kind.map_or("", UnitKind::word).to_owned(),
        frozen: frozen.as_ref().map(|(day, _)| show::day_named(&observer, day)),
        rows: found.iter().skip(start).take(PAGE).map(|of| row(observer.lang, of, at)).collect(),
        count,
        next_url: (count > start.saturating_add(PAGE)).then_some(next),
        url,
    };
    page::show(&observer, "plan/behind.html", &view)
}

/// The figure of a unit that is furthest behind; one that cannot be told comes after all others.
fn worst(of: &Planning, facts: Option<&Facts>, at: Instant) -> Option<Found> {
    let nothing = Facts::default();
    let facts = facts.unwrap_or(&nothing);
    let stands = |figure: &'static Definition| {
        let targets: Vec<Target> = of.targets.iter().filter(|one| one.figure == figure.id).cloned().collect();
        planned(&targets, at)?;
        let value = actual(figure, &read(figure, facts));
        Some((figure, value.and_then(|value| standing(&targets, value, at))))
    };
    let all = Definitions::current().figures.iter().filter_map(stands);
    let missing = |found: &Option<Standing>| found.map_or(-1.0, |found| found.missing);
    let (figure, found) = all.max_by(|one, other| missing(&one.1).total_cmp(&missing(&other.1)))?;
    Some((of.clone(), figure, found))
}

fn row(lang: &str, (of, figure, found): &Found, at: Instant) -> BehindRow {
    let targets: Vec<Target> = of.targets.iter().filter(|one| one.figure == figure.id).cloned().collect();
    let missing = |found: &Standing| {
        if figure.denominator.is_planned() {
            return whole(lang, people(found.missing));
        }
        number(lang, (found.missing * 10.0).ceil() / 10.0)
    };
    BehindRow {
        unit: Link { title: of.name.clone(), url: plan_url(&of.code) },
        kind: of.kind.word(),
        figure: figure.id.clone(),
        planned: amount(lang, figure, planned(&targets, at).unwrap_or_default()),
        actual: found.map(|found| amount(lang, figure, found.actual)),
        missing: found.as_ref().filter(|found| found.missing > 0.0).map(missing),
        days: found.map_or(0, |found| found.days),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of people")]
fn people(count: f64) -> u64 {
    count.ceil().max(0.0) as u64
}
