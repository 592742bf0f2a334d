//! The figures of units, for those whose duty it is to know them: boards, from the province down to hamlets and divisions.

pub mod card;
pub mod export;
mod map;
pub mod one;
pub(super) mod trend;

use super::actor::{Observer, query_value};
use super::error::AppError;
use super::view::figures::{Below, BoardPage, Choice, Column, Row, UnitsPage, Untold};
use super::view::{Link, SortHead};
use super::{page, show};
use crate::actions::draw_recheck::quarter;
use crate::actions::settle_finding::{inspects, may_see};
use actix_web::HttpResponse;
use actix_web::web::Path;
use card::{board_url, card};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use xutra_domain::people::{Audience, search_key};
use xutra_domain::reporting::{self, Definition, Definitions, Reading, Where, read};
use xutra_domain::unit::{Tree, Unit, UnitKind};
use xutra_store::board::{self, Board};
use xutra_store::unit;

/// Units of a page of the table.
const PAGE: usize = 50;

/// `/units`: the units at the top of what somebody sees.
///
/// # Errors
/// Where the store fails.
pub async fn list(observer: Observer) -> Result<HttpResponse, AppError> {
    let units = unit::list_lasting(observer.app.store.reader(), observer.now).await?;
    let scopes = observer.scopes();
    let is_top = |unit: &&Unit| match &scopes {
        None => unit.parent.is_none(),
        Some(scopes) => scopes.contains(&unit.path),
    };
    let tops: Vec<Link> = units.iter().filter(is_top).map(link).collect();
    match tops.as_slice() {
        [only] => Ok(page::see_other(&only.url)),
        _ => page::show(&observer, "figures/units.html", &UnitsPage { units: tops }),
    }
}

fn link(unit: &Unit) -> Link {
    Link { title: unit.name.clone(), url: board_url(&unit.code) }
}

/// How a board is looked at.
struct Look {
    work: bool,
    audience: Option<Audience>,
    sort: String,
    page: usize,
}

impl Look {
    fn of(observer: &Observer, kind: UnitKind) -> Self {
        let value = |name: &str| query_value(observer.request().query_string(), name).unwrap_or_default();
        Self {
            work: kind.tree() == Tree::Workplace || kind == UnitKind::Province && value("tree") == "work",
            audience: Audience::parse(&value("audience")),
            sort: value("sort"),
            page: value("page").parse().unwrap_or(0),
        }
    }

    fn address(&self, code: &str, sort: &str, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.work {
            query.append_pair("tree", "work");
        }
        if let Some(audience) = self.audience {
            query.append_pair("audience", audience.word());
        }
        if !sort.is_empty() {
            query.append_pair("sort", sort);
        }
        if page > 0 {
            query.append_pair("page", &page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { board_url(code) } else { format!("{}?{query}", board_url(code)) }
    }

    /// The figures that are told of this tree.
    fn figures(&self, kind: UnitKind) -> impl Iterator<Item = &'static Definition> {
        let other = if self.work { Where::Residence } else { Where::Workplace };
        Definitions::current().figures.iter().filter(move |one| one.fits(kind) && one.tree != other)
    }

    fn shows(&self, child: &Unit) -> bool {
        (child.kind.tree() == Tree::Workplace) == self.work
    }
}

/// `/units/{unit}/figures?tree=&audience=&sort=&page=`
///
/// # Errors
/// 404 outside of what the person sees.
pub async fn show_board(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let found = observer.unit(&code).await?;
    let look = Look::of(&observer, found.kind);
    let told = board::read(&observer.app.store, &found, look.audience, (observer.now, &quarter(&observer.app))).await?;
    let readings: Vec<Reading> = look.figures(found.kind).map(|figure| read(figure, &told.facts)).collect();
    let (cards, untold): (Vec<_>, Vec<_>) =
        readings.iter().partition(|reading| reading.untold != Some(reporting::Untold::NoData));
    let basis = observer.app.basis();
    let pictures = map::pictures(observer.app.store.reader(), observer.lang, &look, &found, &told).await?;
    let view = BoardPage {
        above: above(&observer, &found).await?,
        name: found.name.clone(),
        url: board_url(&found.code),
        cards: cards.into_iter().map(|reading| card(observer.lang, &found.code, reading)).collect(),
        untold: untold.into_iter().map(|reading| nothing(&found.code, reading)).collect(),
        trees: trees(&look, &found),
        audiences: audiences(&look, &found),
        table: below(observer.lang, &look, &found, &told),
        map: pictures.map,
        tiles: pictures.tiles,
        bands: pictures.bands,
        at: show::when(&observer, observer.now),
        plan_url: format!("/units/{}/plan", found.code),
        version: Definitions::current().version.clone(),
        ages: (basis.working_from, basis.working_to),
        rechecks_url: (found.kind == UnitKind::Commune && inspects(observer.me(), &found.path, observer.now))
            .then(|| format!("/inspection/rechecks/{}", found.code)),
        findings_url: may_see(observer.me(), &found.path, observer.now)
            .then(|| format!("/units/{}/findings", found.code)),
        tell_url: format!("/report?unit={}", found.code),
        csv_url: format!("{}.csv", board_url(&found.code)),
        xlsx_url: format!("{}.xlsx", board_url(&found.code)),
    };
    page::show(&observer, "figures/board.html", &view)
}

/// What a unit lies in, from the root on, as far as the person sees it.
async fn above(observer: &Observer, of: &Unit) -> Result<Vec<Link>, AppError> {
    let (reader, mut links, mut parent) = (observer.app.store.reader(), Vec::new(), of.parent.clone());
    while let Some(code) = parent {
        let Some(unit) = unit::find(reader, &code).await?.filter(|unit| observer.sees(&unit.path)) else { break };
        links.insert(0, link(&unit));
        parent = unit.parent;
    }
    Ok(links)
}

fn nothing(unit: &str, reading: &Reading) -> Untold {
    let word = reading.id.to_lowercase();
    let why = reading.untold.map_or("no-data", reporting::Untold::word);
    Untold { id: reading.id.to_owned(), url: format!("{}/{word}", board_url(unit)), word, why }
}

fn trees(look: &Look, of: &Unit) -> Vec<Choice> {
    if of.kind != UnitKind::Province {
        return Vec::new();
    }
    let choice = |(word, work)| {
        let other = Look { work, audience: look.audience, sort: String::new(), page: 0 };
        Choice { word, url: other.address(&of.code, "", 0), chosen: look.work == work }
    };
    [("home", false), ("work", true)].into_iter().map(choice).collect()
}

fn audiences(look: &Look, of: &Unit) -> Vec<Choice> {
    let choice = |audience: Option<Audience>| {
        let other = Look { work: look.work, audience, sort: String::new(), page: 0 };
        let word = audience.map_or("", Audience::word);
        Choice { word, url: other.address(&of.code, "", 0), chosen: look.audience == audience }
    };
    std::iter::once(None).chain(Audience::ALL.iter().copied().map(Some)).map(choice).collect()
}

/// The figures that a table of units has as columns.
fn columns(look: &Look) -> Vec<&'static Definition> {
    let ids: &[&str] = if look.work { &["P3a", "P4a"] } else { &["P1", "P2", "P2p", "P2v"] };
    ids.iter().filter_map(|id| Definitions::current().find(id)).collect()
}

fn below(lang: &str, look: &Look, of: &Unit, told: &Board) -> Option<Below> {
    let columns = columns(look);
    let mut rows: Vec<(&Unit, Vec<Reading>)> = told
        .children
        .iter()
        .filter(|(child, _)| look.shows(child))
        .map(|(child, facts)| (child, columns.iter().map(|figure| read(figure, facts)).collect()))
        .collect();
    if rows.is_empty() {
        return None;
    }
    sort(&mut rows, &look.sort, &columns);
    let count = rows.len();
    let head = |word: &str| {
        let (now, then) = match look.sort.strip_prefix('-') {
            Some(sort) if sort == word => ("descending", word.to_owned()),
            None if look.sort == word || look.sort.is_empty() && word == "name" => ("ascending", format!("-{word}")),
            _ => ("none", word.to_owned()),
        };
        SortHead { url: look.address(&of.code, &then, 0), now }
    };
    let start = look.page.saturating_mul(PAGE);
    Some(Below {
        by_name: head("name"),
        columns: columns.iter().map(|one| Column { word: one.word(), head: head(&one.word()) }).collect(),
        turned: look.page > 0 || !look.sort.is_empty(),
        next_url: (count > start.saturating_add(PAGE)).then(|| look.address(&of.code, &look.sort, look.page + 1)),
        rows: rows.into_iter().skip(start).take(PAGE).map(|(child, readings)| row(lang, child, &readings)).collect(),
        count,
    })
}

fn row(lang: &str, unit: &Unit, readings: &[Reading]) -> Row {
    Row { unit: link(unit), cells: readings.iter().map(|reading| card(lang, &unit.code, reading)).collect() }
}

/// By name, or by a figure; what has no percentage comes last either way.
fn sort(rows: &mut [(&Unit, Vec<Reading>)], by: &str, columns: &[&Definition]) {
    let (word, back) = by.strip_prefix('-').map_or((by, false), |word| (word, true));
    let column = columns.iter().position(|one| one.word() == word);
    let turn = |order: Ordering| if back { order.reverse() } else { order };
    let names: BTreeMap<&str, String> =
        rows.iter().map(|(unit, _)| (unit.code.as_str(), search_key(&unit.name))).collect();
    rows.sort_by(|(one, mine), (other, theirs)| {
        let names = || names.get(one.code.as_str()).cmp(&names.get(other.code.as_str()));
        let Some(column) = column else { return turn(names()) };
        match (mine[column].percent(), theirs[column].percent()) {
            (Some(mine), Some(theirs)) => turn(mine.total_cmp(&theirs)).then_with(names),
            (mine, theirs) => theirs.is_some().cmp(&mine.is_some()).then_with(names),
        }
    });
}
