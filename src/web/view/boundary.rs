//! Maps of units by their boundaries, and the files that those come from.

use super::{FormState, Link, When};
use serde::Serialize;

/// A picture of the units right below one.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// Where its box begins, from the left and from the top.
    pub corner: (i32, i32),
    /// How wide and how high it is.
    pub size: (i32, i32),
    /// The units.
    pub places: Vec<Region>,
}

/// A unit on a map.
#[derive(Debug, Clone, Serialize)]
pub struct Region {
    /// Its name and its board; no address in a picture that is only looked at.
    pub unit: Link,
    /// Path of an SVG.
    pub path: String,
    /// `a` to `d`, or `none`.
    pub band: &'static str,
    /// Share with its sign.
    pub percent: Option<String>,
    /// Where its letter stands, where there is room for one.
    pub letter: Option<(i32, i32)>,
}

/// How many units are in a band.
#[derive(Debug, Clone, Serialize)]
pub struct BandCount {
    /// `a` to `d`, or `none`.
    pub band: &'static str,
    /// How many.
    pub count: usize,
}

/// `boundary/boundaries.html`: `/admin/boundaries`; posts `file` in parts.
#[derive(Debug, Clone, Serialize)]
pub struct BoundariesPage {
    /// Units whose parts have boundaries.
    pub maps: Vec<MapRow>,
    /// Files that wait.
    pub drafts: Vec<DraftRow>,
    /// The form for a new one.
    pub form: FormState,
}

/// A unit whose parts have boundaries.
#[derive(Debug, Clone, Serialize)]
pub struct MapRow {
    /// Its board.
    pub unit: Link,
    /// How many of its parts have one.
    pub drawn: u64,
    /// How many parts there are.
    pub parts: u64,
    /// When one was set last.
    pub when: When,
    /// Where they are taken away.
    pub remove_url: String,
}

/// A file that waits.
#[derive(Debug, Clone, Serialize)]
pub struct DraftRow {
    /// Name of the file, and its page.
    pub file: Link,
    /// When it came.
    pub when: When,
}

/// `boundary/draft.html`: `/admin/boundaries/{draft}?property=`; posts `property` to its own address.
#[derive(Debug, Clone, Serialize)]
pub struct DraftPage {
    /// The file.
    pub file: Link,
    /// When it came.
    pub when: When,
    /// How many features it has.
    pub features: usize,
    /// How many units it draws.
    pub drawn: usize,
    /// How many of those have a boundary already.
    pub replaced: usize,
    /// Properties that it may be read by, with those that are chosen.
    pub properties: Vec<Link>,
    /// The one that it is read by.
    pub property: String,
    /// The pictures that it draws.
    pub maps: Vec<DraftMap>,
    /// Features that are left out, as many as are shown.
    pub left_out: Vec<LeftOutView>,
    /// How many there are.
    pub left_all: usize,
    /// How many more than are shown.
    pub left_more: usize,
    /// Where it is thrown away.
    pub remove_url: String,
    /// What has to be mended.
    pub form: FormState,
}

/// A picture that a file draws.
#[derive(Debug, Clone, Serialize)]
pub struct DraftMap {
    /// The unit that it shows.
    pub unit: String,
    /// How many units it draws.
    pub drawn: usize,
    /// Units without a feature, as many as are shown.
    pub missing: Vec<String>,
    /// How many there are.
    pub missing_all: usize,
    /// How many more than are shown.
    pub missing_more: usize,
    /// The picture, of the first few.
    pub map: Option<MapView>,
}

/// A feature that is left out.
#[derive(Debug, Clone, Serialize)]
pub struct LeftOutView {
    /// Which it is in the file.
    pub number: usize,
    /// What it says under the property.
    pub value: String,
    /// Why, in a sentence.
    pub why: String,
}

/// `boundary/removal.html`: `/admin/units/{unit}/boundaries`; posts `sure` to its own address.
#[derive(Debug, Clone, Serialize)]
pub struct RemovalPage {
    /// The unit whose map it is.
    pub unit: Link,
    /// How many boundaries go.
    pub drawn: usize,
    /// Where the form goes.
    pub action: String,
    /// What has to be mended.
    pub form: FormState,
}
