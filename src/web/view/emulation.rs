//! The emulation board: communes in bands.

use super::Link;
use serde::Serialize;

/// `emulation/board.html`: `/emulation`.
#[derive(Debug, Clone, Serialize)]
pub struct EmulationPage {
    /// The quarter, as in `1/2027`.
    pub quarter: String,
    /// Percent that are to be reached.
    pub target: u32,
    /// The frozen day that is compared; none where no day is frozen.
    pub frozen: Option<String>,
    /// The frozen day before the quarter, with which each is compared.
    pub before: Option<String>,
    /// Bands with their communes by name, the best first.
    pub bands: Vec<BandView>,
    /// The same as tiles, in the order of names.
    pub tiles: Vec<TileView>,
    /// Height of the picture.
    pub height: usize,
}

/// A band.
#[derive(Debug, Clone, Serialize)]
pub struct BandView {
    /// The end of its key.
    pub word: &'static str,
    /// Communes by name.
    pub rows: Vec<CommuneRow>,
}

/// A commune.
#[derive(Debug, Clone, Serialize)]
pub struct CommuneRow {
    /// Its name, and its board where that is the reader's affair.
    pub name: String,
    /// That board.
    pub url: Option<String>,
    /// The end of the key of its size class.
    pub size: &'static str,
    /// The interval of P2v, from and to.
    pub interval: Option<(String, String)>,
    /// Why it is under review.
    pub gate: Option<&'static str>,
    /// How P2p changed since the quarter before, with its sign.
    pub change: Option<String>,
    /// The weakest hamlet: its name where that is the reader's affair, and the share of those who take part.
    pub weakest: Option<(Option<String>, String)>,
    /// Share of the people over 50 who take part that are capable.
    pub older: Option<String>,
}

/// A commune as a tile.
#[derive(Debug, Clone, Serialize)]
pub struct TileView {
    /// Its name, and its board where that is the reader's affair.
    pub unit: Link,
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: usize,
    /// `a` to `c`, or `none`.
    pub tile: &'static str,
    /// The end of the key of its band.
    pub band: &'static str,
}
