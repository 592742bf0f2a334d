//! Boundaries of units, from a GeoJSON file to the path of a picture.
//!
//! 1. [`read`] takes the file as hostile: bounded, WGS 84 alone, and says which feature is wrong and why.
//! 2. [`matching`] says which feature is which unit, by a property that is chosen or guessed.
//! 3. [`draw`] lays the areas of the units of one parent into a [`Frame`] and simplifies them together: what two neighbours
//!    share is simplified once, as otherwise gaps would open between them.
//! 4. [`survey`] is all of that for a file. [`Boundary`] is what is kept: a path of whole numbers, its box, and where its label stands.

mod coordinates;
mod coverage;
mod frame;
pub mod matching;
mod outline;
mod read;
mod simplify;
mod survey;

pub use coverage::draw;
pub use frame::{Frame, SIDE};
pub use outline::{Boundary, Bounds, Label, in_one_frame};
pub use read::{MOST_FEATURES, MOST_POINTS, read};
pub use survey::{LeftOut, Survey, SurveyedMap, WhyLeftOut, survey};

/// A place on the earth, in degrees of WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// East of Greenwich.
    pub lon: f64,
    /// North of the equator.
    pub lat: f64,
}

impl Position {
    /// Whether it lies on the earth.
    #[must_use]
    pub fn is_on_earth(self) -> bool {
        (-180.0..=180.0).contains(&self.lon) && (-90.0..=90.0).contains(&self.lat)
    }
}

/// What a feature encloses: rings without their last point, which is the first. Insides of insides are holes.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The rings, of all polygons.
    pub rings: Vec<Vec<Position>>,
}

/// A feature of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Which it is in the file, from 1.
    pub number: usize,
    /// What it says of itself, as text, in its order; its own `id` among it.
    pub properties: Vec<(String, String)>,
    /// What it encloses.
    pub area: Result<Area, FeatureFault>,
}

impl Feature {
    /// What it says under a name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Why a feature cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeatureFault {
    /// It has no geometry.
    NoGeometry,
    /// It is a point or a line.
    NoArea,
    /// Its coordinates are not nested as its type has them.
    Malformed,
    /// A point is nowhere on earth: metres of another system, or latitude first.
    OffEarth,
    /// A ring has fewer than four points.
    TooShort,
    /// A ring does not end where it began.
    NotClosed,
    /// It encloses nothing.
    Flat,
}

impl FeatureFault {
    /// The end of the key that says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoGeometry => "no-geometry",
            Self::NoArea => "no-area",
            Self::Malformed => "malformed",
            Self::OffEarth => "off-earth",
            Self::TooShort => "too-short",
            Self::NotClosed => "not-closed",
            Self::Flat => "flat",
        }
    }
}

/// Why a file cannot be taken at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It is no JSON, or not as GeoJSON has it, from there on.
    Unreadable {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// It is JSON, and no collection of features.
    NoCollection,
    /// It is in another system of coordinates than WGS 84; its name, cut short.
    OtherSystem(String),
    /// It has no features.
    Empty,
    /// It has more features than a map has room for.
    TooManyFeatures,
    /// It has more points than are worth drawing.
    TooManyPoints,
}

#[cfg(test)]
mod tests;
