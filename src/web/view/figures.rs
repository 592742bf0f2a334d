//! Figures of units: a board, one figure, and whose boards somebody sees.

use super::{Link, SortHead, When};
use serde::Serialize;

/// `figures/units.html`: `/units`.
#[derive(Debug, Clone, Serialize)]
pub struct UnitsPage {
    /// Units at the top of what the reader sees.
    pub units: Vec<Link>,
}

/// `figures/board.html`: `/units/{unit}/figures?tree=&audience=&sort=&page=`.
#[derive(Debug, Clone, Serialize)]
pub struct BoardPage {
    /// What it lies in, as far as the reader sees it.
    pub above: Vec<Link>,
    /// Name.
    pub name: String,
    /// Its own address.
    pub url: String,
    /// Figures.
    pub cards: Vec<Card>,
    /// Figures of which nothing is collected yet, by the end of their keys.
    pub untold: Vec<Untold>,
    /// The two trees of a province, or nothing.
    pub trees: Vec<Choice>,
    /// Audiences to narrow to.
    pub audiences: Vec<Choice>,
    /// Units below, in a table.
    pub table: Option<Below>,
    /// The same as tiles.
    pub tiles: Option<Tiles>,
    /// When it was counted.
    pub at: When,
    /// Version of the definitions.
    pub version: String,
    /// Working age, from and to.
    pub ages: (u32, u32),
    /// Files with the same.
    pub csv_url: String,
    /// Likewise.
    pub xlsx_url: String,
}

/// Something to choose, of which one is chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// The end of its key, empty for all.
    pub word: &'static str,
    /// Where it leads.
    pub url: String,
    /// It is shown now.
    pub chosen: bool,
}

/// A figure of a unit.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// The end of its keys.
    pub word: String,
    /// What it counts: people, or places.
    pub counts: &'static str,
    /// Its page.
    pub url: String,
    /// Share with its sign.
    pub percent: Option<String>,
    /// Its share of the bar.
    pub width: u32,
    /// How many.
    pub numerator: Option<String>,
    /// Out of how many.
    pub denominator: Option<String>,
    /// Percent that are to be reached.
    pub target: u32,
    /// People who are missing to the target.
    pub gap: Option<String>,
    /// The target is reached.
    pub met: bool,
    /// More than there can be.
    pub over: bool,
    /// The end of the key that says why there is no percentage.
    pub untold: Option<&'static str>,
    /// Parts.
    pub lines: Vec<LineView>,
    /// How many are left by audits of their records.
    pub adjusted: Option<AdjustedView>,
    /// People whose age nobody has said.
    pub unknown: Option<String>,
}

/// A figure as far as audits bear it out.
#[derive(Debug, Clone, Serialize)]
pub struct AdjustedView {
    /// How many.
    pub value: String,
    /// The lower end of its interval.
    pub low: String,
    /// The upper end.
    pub high: String,
    /// Records that held.
    pub passed: String,
    /// Records that were looked at.
    pub judged: String,
}

/// A part of a figure.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// The end of its key.
    pub part: &'static str,
    /// How many.
    pub numerator: String,
    /// Out of how many.
    pub denominator: Option<String>,
    /// Share with its sign.
    pub percent: Option<String>,
}

/// A figure that cannot be told yet.
#[derive(Debug, Clone, Serialize)]
pub struct Untold {
    /// Its id.
    pub id: String,
    /// The end of its keys.
    pub word: String,
    /// Its page.
    pub url: String,
    /// The end of the key that says why.
    pub why: &'static str,
}

/// Units below.
#[derive(Debug, Clone, Serialize)]
pub struct Below {
    /// Sorts by name.
    pub by_name: SortHead,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows of this page.
    pub rows: Vec<Row>,
    /// How many there are.
    pub count: usize,
    /// Where the list goes on.
    pub next_url: Option<String>,
}

/// A figure as a column.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// The end of its keys.
    pub word: String,
    /// Sorts by it.
    pub head: SortHead,
}

/// A unit below.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Its board.
    pub unit: Link,
    /// Its figures, in the order of the columns.
    pub cells: Vec<Card>,
}

/// Units as tiles, by one figure.
#[derive(Debug, Clone, Serialize)]
pub struct Tiles {
    /// The end of the figure's keys.
    pub word: String,
    /// Height of the picture.
    pub height: usize,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

/// A unit as a tile.
#[derive(Debug, Clone, Serialize)]
pub struct Tile {
    /// Its board.
    pub unit: Link,
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: usize,
    /// `a` to `d`, or `none`.
    pub band: &'static str,
    /// Share with its sign.
    pub percent: Option<String>,
}

/// `figures/figure.html`: `/units/{unit}/figures/{figure}`.
#[derive(Debug, Clone, Serialize)]
pub struct FigurePage {
    /// The unit's board.
    pub up: Link,
    /// The figure.
    pub card: Card,
    /// Version of the definitions.
    pub version: String,
    /// When it was counted.
    pub at: When,
    /// The figure of the units below.
    pub rows: Vec<Row>,
    /// Those whom it counts, where it counts people and the unit is small enough.
    pub people: Option<Vec<PersonView>>,
    /// Where that list goes on.
    pub next_url: Option<String>,
    /// What it was on past days, the newest last.
    pub history: Vec<Past>,
    /// The same as a line, in a picture of 280 by 120.
    pub line: String,
}

/// Somebody whom a figure counts.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// Name.
    pub name: String,
    /// The unit that they count for.
    pub unit: String,
}

/// A figure on a past day.
#[derive(Debug, Clone, Serialize)]
pub struct Past {
    /// The day.
    pub day: String,
    /// How many.
    pub numerator: String,
    /// Out of how many.
    pub denominator: Option<String>,
    /// Share with its sign.
    pub percent: Option<String>,
}
