//! Units right below one as a picture, by how many people take part: a map where boundaries are known, tiles for whoever has
//! none, so that nobody is left out of sight.

use super::card::{band, percent};
use super::{Look, link};
use crate::web::boundary::{picture, region};
use crate::web::view::boundary::{BandCount, MapView, Region};
use crate::web::view::figures::{Tile, Tiles};
use std::collections::BTreeMap;
use xutra_domain::boundary::in_one_frame;
use xutra_domain::reporting::{Definitions, Facts, Reading, read};
use xutra_domain::unit::{Unit, UnitKind};
use xutra_store::board::Board;
use xutra_store::{Reader, StoreError, boundary};

/// Tiles in a row, and the side of one.
const TILES: (usize, usize) = (6, 50);
/// The bands, in the order in which they are told.
const BANDS: [&str; 5] = ["a", "b", "c", "d", "none"];

/// What a board shows of the units below.
pub(super) struct Pictures {
    pub(super) map: Option<MapView>,
    pub(super) tiles: Option<Tiles>,
    pub(super) bands: Vec<BandCount>,
}

/// A map and tiles of the units where people live; of workplaces there is no map.
pub(super) async fn pictures(
    reader: &Reader,
    lang: &str,
    look: &Look,
    of: &Unit,
    told: &Board,
) -> Result<Pictures, StoreError> {
    let mut shown = Pictures { map: None, tiles: None, bands: Vec::new() };
    let Some(figure) = Definitions::current().find("P1").filter(|_| !look.work) else { return Ok(shown) };
    let parts: Vec<(&Unit, Reading)> = told
        .children
        .iter()
        .filter(|(child, _)| look.shows(child))
        .map(|(child, facts): &(Unit, Facts)| (child, read(figure, facts)))
        .collect();
    let drawn = boundary::list_below(reader, &of.code).await?;
    let mut drawn: BTreeMap<String, _> = drawn.into_iter().map(|(code, frame, one)| (code, (frame, one))).collect();
    let (on_map, left): (Vec<_>, Vec<_>) = parts.iter().partition(|(unit, _)| drawn.contains_key(&unit.code));
    let boundaries = in_one_frame(on_map.iter().filter_map(|(unit, _)| drawn.remove(&unit.code)).collect());
    let regions: Vec<Region> = on_map
        .iter()
        .zip(&boundaries)
        .map(|((unit, reading), one)| region(link(unit), one.clone(), band(reading), share(lang, reading)))
        .collect();
    shown.map = picture(boundaries.iter(), regions);
    // Without a map tiles are for communes alone, as before; beside one they are for whoever is not on it.
    let in_tiles: Vec<&(&Unit, Reading)> =
        left.into_iter().filter(|(unit, _)| shown.map.is_some() || unit.kind == UnitKind::Commune).collect();
    if shown.map.is_some() || in_tiles.len() > 1 {
        shown.tiles = tiles(lang, &figure.word(), &in_tiles);
        shown.bands = bands(on_map.iter().chain(&in_tiles).map(|(_, reading)| reading));
    }
    Ok(shown)
}

fn share(lang: &str, reading: &Reading) -> Option<String> {
    reading.percent().map(|value| percent(lang, value))
}

fn tiles(lang: &str, word: &str, units: &[&(&Unit, Reading)]) -> Option<Tiles> {
    let (columns, side) = TILES;
    let tile = |(index, (unit, reading)): (usize, &&(&Unit, Reading))| Tile {
        unit: link(unit),
        x: index % columns * side,
        y: index / columns * side,
        band: band(reading),
        percent: share(lang, reading),
    };
    let height = units.len().div_ceil(columns) * side;
    let tiles: Vec<Tile> = units.iter().enumerate().map(tile).collect();
    (!tiles.is_empty()).then(|| Tiles { word: word.to_owned(), height, tiles })
}

/// How many units are in each band.
fn bands<'a>(readings: impl Iterator<Item = &'a Reading>) -> Vec<BandCount> {
    let mut counts = BANDS.map(|band| BandCount { band, count: 0 });
    for reading in readings {
        let own = band(reading);
        if let Some(one) = counts.iter_mut().find(|one| one.band == own) {
            one.count += 1;
        }
    }
    counts.into()
}
