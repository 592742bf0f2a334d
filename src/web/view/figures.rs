//! Figures of units: a board, one figure, and whose boards somebody sees.

use super::boundary::{BandCount, MapView};
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
    /// The same as a map, where boundaries are known.
    pub map: Option<MapView>,
    /// The same as tiles; beside a map, those that are not on it.
    pub tiles: Option<Tiles>,
    /// How many units are in each band, where there is a picture.
    pub bands: Vec<BandCount>,
    /// The unit's plan.
    pub plan_url: String,
    /// When it was counted.
    pub at: When,
    /// Version of the definitions.
    pub version: String,
    /// Working age, from and to.
    pub ages: (u32, u32),
    /// The re-checks of a commune, for who inspects it.
    pub rechecks_url: Option<String>,
    /// What was found there, for its leaders and inspectors.
    pub findings_url: Option<String>,
    /// Where anybody tells of it without a name.
    pub tell_url: String,
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
    /// A commune under review: what re-checks bear out stands for what was counted.
    pub under_review: bool,
    /// How many were counted.
    pub counted: Option<String>,
    /// How many are left by audits of their records, or by re-checks.
    pub adjusted: Option<AdjustedView>,
    /// People whose age nobody has said.
    pub unknown: Option<String>,
}

/// A figure as far as audits or re-checks bear it out.
#[derive(Debug, Clone, Serialize)]
pub struct AdjustedView {
    /// `audits` or `rechecks`.
    pub by: &'static str,
    /// Shares of the ends of its interval.
    pub span: Option<(String, String)>,
    /// How many.
    pub value: String,
    /// The lower end of its interval.
    pub low: String,
    /// The upper end.
    pub high: String,
    /// Records that held, or people who were confirmed.
    pub passed: String,
    /// Records that were looked at, or people who were asked.
    pub judged: String,
}

/// A part of a figure.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// The end of its key.
    pub part: &'static str,
    /// What it counts: people, or places.
    pub counts: &'static str,
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
    /// It was sorted or turned over: then it is open on a phone, too.
    pub turned: bool,
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
    /// What stands beside it always: of P2p, what re-checks bear out.
    pub beside: Option<Card>,
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
    /// The same as a line, where there are two days or more.
    pub trend: Option<Trend>,
}

/// A figure over days as a line, in a picture of 320 by 150.
#[derive(Debug, Clone, Serialize)]
pub struct Trend {
    /// It shows shares, and else how many.
    pub is_share: bool,
    /// Lines across, the lowest first.
    pub axis: Vec<TrendLabel>,
    /// The target.
    pub target: Option<TrendLabel>,
    /// The line, broken where a day is missing.
    pub path: String,
    /// The first day.
    pub begin: String,
    /// The last day.
    pub end: String,
    /// What it was when it could first be told.
    pub from: String,
    /// What it was when it could last be told.
    pub to: String,
    /// Days between them of which nothing can be told.
    pub missing: usize,
}

/// A height of a picture, and what it stands for.
#[derive(Debug, Clone, Serialize)]
pub struct TrendLabel {
    /// From the top.
    pub y: String,
    /// What it stands for.
    pub text: String,
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
