//! One figure of a unit: what it counts and out of what, in which units below, whom, and what it was.

use super::card::{board_url, card, percent, whole};
use super::{link, row};
use crate::web::actor::{Observer, query_value};
use crate::web::error::AppError;
use crate::web::view::Link;
use crate::web::view::figures::{FigurePage, Past, PersonView};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::web::Path;
use xutra_domain::reporting::{Definitions, Reading, read};
use xutra_domain::unit::UnitKind;
use xutra_store::{board, snapshot, tally};

/// People of a page.
const PAGE: u64 = 50;
/// Past days that are shown.
const DAYS: u64 = 90;

/// `/units/{unit}/figures/{figure}?after=`
///
/// # Errors
/// 404 outside of what the person sees.
pub async fn show_figure(observer: Observer, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let found = observer.unit(&path.0).await?;
    let figure = Definitions::current().find(&path.1).filter(|figure| figure.fits(found.kind));
    let figure = figure.ok_or_else(AppError::not_found)?;
    let reader = observer.app.store.reader();
    let told = board::read(reader, &found, None, observer.now).await?;
    let after = query_value(observer.request().query_string(), "after").and_then(|text| text.parse().ok()).unwrap_or(0);
    // A whole province is no list of names: its communes are.
    let people = match found.kind {
        UnitKind::Province => None,
        _ => tally::page_people(reader, &found, figure.numerator, after, PAGE + 1).await?,
    };
    let more = people.as_ref().is_some_and(|people| people.len() as u64 > PAGE);
    let word = figure.word();
    let names = |people: Vec<tally::Person>| {
        let names = people.into_iter().take(usize::try_from(PAGE).unwrap_or(usize::MAX));
        names.map(|person| PersonView { name: person.name, unit: person.unit }).collect()
    };
    let below =
        told.children.iter().filter(|(child, _)| figure.fits(child.kind) && child.kind.tree() != tree_left(figure));
    let frozen = snapshot::list_of(reader, &found.code, DAYS).await?;
    let past: Vec<(String, Reading)> = frozen.into_iter().map(|(day, facts)| (day, read(figure, &facts))).collect();
    let view = FigurePage {
        up: Link { title: found.name.clone(), url: link(&found).url },
        card: card(observer.lang, &found.code, &read(figure, &told.facts)),
        version: Definitions::current().version.clone(),
        at: show::when(&observer, observer.now),
        rows: below.map(|(child, facts)| row(observer.lang, child, &[read(figure, facts)])).collect(),
        people: people.map(names),
        next_url: more.then(|| format!("{}/{word}?after={}", board_url(&found.code), after + PAGE)),
        line: line(&past),
        history: past.iter().rev().map(|(day, reading)| past_of(observer.lang, day, reading)).collect(),
    };
    page::show(&observer, "figures/figure.html", &view)
}

fn past_of(lang: &str, day: &str, reading: &Reading) -> Past {
    Past {
        day: day.to_owned(),
        numerator: reading.numerator.map_or_else(|| "–".to_owned(), |number| whole(lang, number)),
        denominator: reading.denominator.map(|number| whole(lang, number)),
        percent: reading.percent().map(|value| percent(lang, value)),
    }
}

/// Shares of past days as a line in a picture of 280 by 120; nothing where there are fewer than two.
fn line(past: &[(String, Reading)]) -> String {
    let shares: Vec<f64> = past.iter().filter_map(|(_, reading)| reading.percent()).collect();
    if shares.len() < 2 {
        return String::new();
    }
    let step = 260.0 / f64::from(u32::try_from(shares.len() - 1).unwrap_or(u32::MAX));
    let mut x = 10.0;
    let mut points = Vec::new();
    for share in shares {
        points.push(format!("{x:.1},{:.1}", 110.0 - share.clamp(0.0, 100.0)));
        x += step;
    }
    points.join(" ")
}

/// The tree whose units a figure is not told of.
fn tree_left(figure: &xutra_domain::reporting::Definition) -> xutra_domain::unit::Tree {
    match figure.tree {
        xutra_domain::reporting::Where::Workplace => xutra_domain::unit::Tree::Residence,
        _ => xutra_domain::unit::Tree::Workplace,
    }
}
