//! How degrees become places of a picture. Equirectangular, with the middle latitude true: right for a province, which is
//! too small for the earth to be round.

use super::Position;
use serde::{Deserialize, Serialize};

/// The longer side of a picture.
pub const SIDE: f64 = 1_000.0;
/// Steps within one place, to which points are snapped before they are simplified.
pub(super) const STEPS: i32 = 16;

/// A place of a picture, in steps: from the left, from the top.
pub(super) type Point = (i32, i32);

/// What a picture shows: its corner, and how large a degree is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The longitude of its left side.
    pub west: f64,
    /// The latitude of its upper side.
    pub north: f64,
    /// How much shorter a degree of longitude is than one of latitude.
    pub squeeze: f64,
    /// How long a degree of latitude is in the picture.
    pub scale: f64,
}

impl Frame {
    /// The frame in which all of them just fit; none without any, or where all are one.
    #[must_use]
    pub fn around(positions: impl Iterator<Item = Position>) -> Option<Self> {
        let all = positions.map(|at| (at.lon, at.lon, at.lat, at.lat));
        let (west, east, south, north) = all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1), a.2.min(b.2), a.3.max(b.3)))?;
        // At the poles themselves a degree of longitude has no length.
        let squeeze = f64::midpoint(south, north).to_radians().cos().max(0.01);
        let longest = ((east - west) * squeeze).max(north - south);
        let scale = SIDE / longest;
        (longest > 0.0 && scale.is_finite()).then_some(Self { west, north, squeeze, scale })
    }

    /// Where a position stands, in steps.
    pub(super) fn place(&self, at: Position) -> Point {
        let steps = self.scale * f64::from(STEPS);
        (whole((at.lon - self.west) * self.squeeze * steps), whole((self.north - at.lat) * steps))
    }

    /// What stands at a place.
    pub(super) fn position(&self, (x, y): (i32, i32)) -> Position {
        let lon = self.west + f64::from(x) / self.scale / self.squeeze;
        Position { lon, lat: self.north - f64::from(y) / self.scale }
    }
}

/// The nearest whole number; what lies far outside of every picture stays outside.
#[expect(clippy::cast_possible_truncation, reason = "clamped before")]
fn whole(number: f64) -> i32 {
    number.round().clamp(-1e8, 1e8) as i32
}
