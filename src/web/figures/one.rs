//! One figure of a unit: what it counts and out of what, in which units below, whom, and what it was.

use super::card::{board_url, card, percent, whole};
use super::trend::{Frozen, trend};
use super::{link, row};
use crate::actions::draw_recheck::quarter;
use crate::web::actor::{Observer, query_value};
use crate::web::error::AppError;
use crate::web::view::Link;
use crate::web::view::figures::{FigurePage, Past, PersonView, Trend};
use crate::web::{page, show};
use crate::zone::Zone;
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
    let told = board::read(&observer.app.store, &found, None, (observer.now, &quarter(&observer.app))).await?;
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
    // Nobody reads how many are capable without what re-checks bear out.
    let beside = (figure.id == "P2p").then(|| Definitions::current().find("P2v")).flatten();
    let view = FigurePage {
        up: Link { title: found.name.clone(), url: link(&found).url },
        card: card(observer.lang, &found.code, &read(figure, &told.facts)),
        beside: beside.map(|one| card(observer.lang, &found.code, &read(one, &told.facts))),
        version: Definitions::current().version.clone(),
        at: show::when(&observer, observer.now),
        rows: below
            .map(|(child, facts)| {
                let readings: Vec<Reading> =
                    std::iter::once(figure).chain(beside).map(|one| read(one, facts)).collect();
                row(observer.lang, child, &readings)
            })
            .collect(),
        people: people.map(names),
        next_url: more.then(|| format!("{}/{word}?after={}", board_url(&found.code), after + PAGE)),
        trend: trend_of(&observer, &past),
        history: past.iter().rev().map(|(day, reading)| past_of(&observer, day, reading)).collect(),
    };
    page::show(&observer, "figures/figure.html", &view)
}

fn past_of(observer: &Observer, day: &str, reading: &Reading) -> Past {
    let lang = observer.lang;
    Past {
        day: show::day_named(observer, day),
        numerator: reading.numerator.map_or_else(|| "–".to_owned(), |number| whole(lang, number)),
        denominator: reading.denominator.map(|number| whole(lang, number)),
        percent: reading.percent().map(|value| percent(lang, value)),
    }
}

/// Past days as a line; nothing where there are fewer than two.
fn trend_of(observer: &Observer, past: &[(String, Reading)]) -> Option<Trend> {
    let days = past.iter().filter_map(|(day, reading)| {
        Zone::number_of(day).map(|number| Frozen { day: show::day_named(observer, day), number, reading })
    });
    let days: Vec<Frozen<'_>> = days.collect();
    if days.len() < 2 { None } else { trend(observer.lang, &days) }
}

/// The tree whose units a figure is not told of.
fn tree_left(figure: &xutra_domain::reporting::Definition) -> xutra_domain::unit::Tree {
    match figure.tree {
        xutra_domain::reporting::Where::Workplace => xutra_domain::unit::Tree::Residence,
        _ => xutra_domain::unit::Tree::Workplace,
    }
}
