//! `/emulation`: the communes in bands by what re-checks bear out, for those whose duty it is to know figures. It is read from
//! the frozen days alone, so that everybody sees the same all day and nobody waits for it.

use super::actor::Observer;
use super::error::AppError;
use super::figures::card::board_url;
use super::view::Link;
use super::view::emulation::{BandView, CommuneRow, EmulationPage, TileView};
use super::{page, show};
use crate::actions::draw_recheck;
use crate::app::App;
use crate::numbers::{number, percent};
use actix_web::HttpResponse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use xutra_domain::emulation::{Band, Known, LotResult, Placed, place};
use xutra_domain::instant::{DAY, HOUR, Instant};
use xutra_domain::people::search_key;
use xutra_domain::recheck::quarter_of;
use xutra_domain::reporting::{Definition, Definitions, Facts, SMALL, read, share};
use xutra_domain::unit::{Unit, UnitKind};
use xutra_store::snapshot::Places;
use xutra_store::{recheck, snapshot, unit};

/// Tiles in a row, and the side of one.
const TILES: (usize, usize) = (6, 50);
/// Bands, the best first.
const BANDS: [&str; 4] = ["leading", "on-track", "needs-support", "under-review"];

/// Codes of the communes that were drawn in this quarter. Of a lot that is drawn and not asked through, no frozen day says
/// anything; what came of lots is read from there alone, so that nobody moves in the middle of a day.
async fn drawn(app: &App) -> Result<BTreeSet<String>, AppError> {
    let rows = recheck::list_lots(app.store.reader(), &draw_recheck::quarter(app)).await?;
    Ok(rows.into_iter().map(|row| row.unit).collect())
}

/// A quarter: its name, and the day before its first.
fn quarter(app: &App, now: Instant) -> (String, String) {
    let (_, month, year) = app.zone.day_month_year(now);
    let number = month.saturating_sub(1) / 3;
    let first = format!("{year}-{:02}-01", number * 3 + 1);
    let eve = app.zone.end_of(&first).and_then(|end| app.zone.day(end.plus(-DAY - HOUR)));
    (format!("{}/{year}", number + 1), eve.map(|(day, ..)| day).unwrap_or_default())
}

/// A commune with what is told of it, and the row number of its unit.
struct Commune<'a> {
    unit: &'a Unit,
    id: i64,
    placed: Placed,
}

/// The communes in bands, with the frozen days that they were compared by.
pub(super) struct Board {
    /// Communes that last, by name, with their band and size.
    pub(super) placed: Vec<(Unit, Placed)>,
    frozen: Option<(String, Arc<Places>)>,
    before: Option<(String, Arc<Places>)>,
    hamlets: Vec<Unit>,
    target: u32,
    name: String,
}

fn row_of(unit: &Unit) -> Option<i64> {
    unit.path.split('/').filter_map(|part| part.parse().ok()).next_back()
}

/// Reads the board as it stands today.
pub(super) async fn board(app: &App, now: Instant) -> Result<Board, AppError> {
    let reader = app.store.reader();
    let (name, eve) = quarter(app, now);
    let today = app.zone.day(now).map(|(day, ..)| day).unwrap_or_default();
    let frozen = snapshot::places_of(&app.store, &today).await?;
    let before = snapshot::places_of(&app.store, &eve).await?;
    let drawn = drawn(app).await?;
    // On the first day of a quarter the frozen day is of the one before, whose lots say nothing of this one.
    let counts = frozen.as_ref().is_some_and(|(day, _)| quarter_of(day) == Some(draw_recheck::quarter(app)));
    let units = unit::list_lasting(reader, now).await?;
    let (mut communes, hamlets): (Vec<Unit>, Vec<Unit>) = units
        .into_iter()
        .filter(|unit| matches!(unit.kind, UnitKind::Commune | UnitKind::Hamlet))
        .partition(|unit| unit.kind == UnitKind::Commune);
    communes.sort_by_cached_key(|unit| search_key(&unit.name));
    let target = Definitions::current().find("P2v").map_or(0, |figure| figure.target);
    let known = |unit: &Unit| {
        let facts = row_of(unit).and_then(|id| frozen.as_ref()?.1.get(&id));
        let reading = figure("P2p").zip(facts).map(|(figure, facts)| read(figure, facts));
        Known {
            working_age: reading.as_ref().and_then(|reading| reading.denominator),
            capable: reading.and_then(|reading| reading.counted).unwrap_or(0),
            lot: drawn
                .contains(&unit.code)
                .then(|| LotResult::frozen(facts.filter(|_| counts).map(|facts| facts.rechecks).unwrap_or_default())),
        }
    };
    let placed = place(&communes.iter().map(known).collect::<Vec<_>>(), f64::from(target));
    let placed = communes.into_iter().zip(placed).collect();
    Ok(Board { placed, frozen, before, hamlets, target, name })
}

fn figure(id: &str) -> Option<&'static Definition> {
    Definitions::current().find(id)
}

/// `/emulation`
///
/// # Errors
/// Where the store fails.
pub async fn show_board(observer: Observer) -> Result<HttpResponse, AppError> {
    let board = board(&observer.app, observer.now).await?;
    let communes: Vec<Commune<'_>> = board
        .placed
        .iter()
        .filter_map(|(unit, placed)| Some(Commune { unit, id: row_of(unit)?, placed: *placed }))
        .collect();
    let weakest = weakest(&board);
    let band = |word: &'static str| BandView {
        word,
        rows: communes
            .iter()
            .filter(|one| one.placed.band.word() == word)
            .map(|one| row(&observer, &board, one, weakest.get(&one.unit.code.as_str())))
            .collect(),
    };
    let (columns, side) = TILES;
    let view = EmulationPage {
        quarter: board.name.clone(),
        target: board.target,
        frozen: board.frozen.as_ref().map(|(name, _)| show::day_named(&observer, name)),
        before: board.before.as_ref().map(|(name, _)| show::day_named(&observer, name)),
        bands: BANDS.into_iter().map(band).collect(),
        tiles: communes.iter().enumerate().map(|(index, one)| tile(&observer, index, one)).collect(),
        height: communes.len().div_ceil(columns) * side,
    };
    page::show(&observer, "emulation/board.html", &view)
}

fn url(observer: &Observer, unit: &Unit) -> Option<String> {
    observer.sees(&unit.path).then(|| board_url(&unit.code))
}

fn tile(observer: &Observer, index: usize, of: &Commune<'_>) -> TileView {
    let (columns, side) = TILES;
    TileView {
        unit: Link { title: of.unit.name.clone(), url: url(observer, of.unit).unwrap_or_default() },
        x: index % columns * side,
        y: index / columns * side,
        tile: match of.placed.band {
            Band::Leading => "a",
            Band::OnTrack => "b",
            Band::NeedsSupport => "c",
            Band::UnderReview(_) => "none",
        },
        band: of.placed.band.word(),
    }
}

fn row(observer: &Observer, board: &Board, of: &Commune<'_>, weakest: Option<&(&Unit, f64)>) -> CommuneRow {
    let lang = observer.lang;
    let facts = |frozen: &Option<(String, Arc<Places>)>| frozen.as_ref()?.1.get(&of.id).cloned();
    let capable = |facts: &Facts| figure("P2p").and_then(|figure| read(figure, facts).percent());
    let now = facts(&board.frozen);
    let change = now.as_ref().and_then(capable).zip(facts(&board.before).as_ref().and_then(capable));
    let own = observer.sees(&of.unit.path);
    let older = now.map(|facts| facts.older).filter(|older| older.taking_part >= SMALL);
    CommuneRow {
        name: of.unit.name.clone(),
        url: url(observer, of.unit),
        size: of.placed.size.word(),
        interval: of.placed.interval.map(|(low, high)| (percent(lang, low), percent(lang, high))),
        gate: match of.placed.band {
            Band::UnderReview(gate) => Some(gate.word()),
            _ => None,
        },
        change: change.map(|(now, then)| signed(lang, now - then)),
        weakest: weakest.map(|(hamlet, value)| (own.then(|| hamlet.name.clone()), percent(lang, *value))),
        older: older.and_then(|older| share(older.capable, older.taking_part)).map(|value| percent(lang, value)),
    }
}

/// Points with their sign.
fn signed(lang: &str, points: f64) -> String {
    let tenths = (points * 10.0).round() / 10.0;
    let sign = if tenths > 0.0 { "+" } else { "" };
    format!("{sign}{}", number(lang, tenths))
}

/// The weakest hamlet of each commune, by its code: the least share of those who take part that are capable. Where few take
/// part nothing is told.
fn weakest(board: &Board) -> BTreeMap<&str, (&Unit, f64)> {
    let mut found: BTreeMap<&str, (&Unit, f64)> = BTreeMap::new();
    let Some((figure, (_, rows))) = figure("P2").zip(board.frozen.as_ref()) else { return found };
    for hamlet in &board.hamlets {
        let reading = row_of(hamlet).and_then(|id| rows.get(&id)).map(|facts| read(figure, facts));
        let told = reading.filter(|reading| reading.denominator.is_some_and(|count| count >= SMALL));
        let Some((parent, value)) = hamlet.parent.as_deref().zip(told.and_then(|reading| reading.percent())) else {
            continue;
        };
        let least = found.entry(parent).or_insert((hamlet, value));
        if value < least.1 {
            *least = (hamlet, value);
        }
    }
    found
}
