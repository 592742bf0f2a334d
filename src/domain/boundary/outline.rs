//! An outline in whole places of a picture: as the path of an SVG and back, its box, and where its label stands.

use super::Position;
use super::frame::{Frame, Point, STEPS};
use std::fmt::Write as _;

/// What is kept of a unit's boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// The path of an SVG: rings, each closed; to be filled by the rule `evenodd`.
    pub path: String,
    /// The box around it.
    pub bounds: Bounds,
    /// Where its label stands.
    pub label: Label,
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Its left side.
    pub left: i32,
    /// Its upper side.
    pub top: i32,
    /// Its right side.
    pub right: i32,
    /// Its lower side.
    pub bottom: i32,
}

impl Bounds {
    /// The box around both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A place well inside of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
    /// How wide and how high there is room around it.
    pub room: i32,
}

/// Rings of whole places, without their last point, which is the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) rings: Vec<Vec<Point>>,
}

/// Boundaries that were drawn in frames of their own, all in one. Those of one file stay as they are.
#[must_use]
pub fn in_one_frame(all: Vec<(Frame, Boundary)>) -> Vec<Boundary> {
    let is_one = all.windows(2).all(|pair| pair[0].0 == pair[1].0);
    let corners = all.iter().flat_map(|(frame, one)| {
        let Bounds { left, top, right, bottom } = one.bounds;
        [frame.position((left, top)), frame.position((right, bottom))]
    });
    match Frame::around(corners) {
        Some(into) if !is_one => all.into_iter().map(|(frame, one)| moved(one, &frame, &into)).collect(),
        _ => all.into_iter().map(|(_, one)| one).collect(),
    }
}

/// A boundary in another frame; what cannot be read stays as it is.
fn moved(one: Boundary, from: &Frame, into: &Frame) -> Boundary {
    let Some(outline) = parse(&one.path) else { return one };
    let place = |at: Point| {
        let position: Position = from.position(at);
        let (x, y) = into.place(position);
        (x.div_euclid(STEPS), y.div_euclid(STEPS))
    };
    let ring = |ring: &Vec<Point>| {
        let mut points: Vec<Point> = ring.iter().copied().map(place).collect();
        points.dedup();
        points
    };
    let rings: Vec<Vec<Point>> = outline.rings.iter().map(ring).filter(|ring| ring.len() >= 3).collect();
    let first = outline.rings.iter().flatten().next().map_or((0, 0), |at| place(*at));
    shape(&if rings.is_empty() { dot(first) } else { Outline { rings } })
}

/// What is too small to be seen is a small square on its corner: nobody's unit is left out.
pub(super) fn dot((x, y): Point) -> Outline {
    const HALF: i32 = 3;
    Outline { rings: vec![vec![(x - HALF, y), (x, y - HALF), (x + HALF, y), (x, y + HALF)]] }
}

/// What is kept of an outline.
pub(super) fn shape(outline: &Outline) -> Boundary {
    let points = || outline.rings.iter().flatten();
    let box_of = |(x, y): &Point| Bounds { left: *x, top: *y, right: *x, bottom: *y };
    let bounds = points().map(box_of).reduce(Bounds::with);
    let bounds = bounds.unwrap_or(Bounds { left: 0, top: 0, right: 0, bottom: 0 });
    Boundary { path: path(outline), bounds, label: label(outline, bounds) }
}

/// The path: absolute where a ring begins, from point to point after it, with no more characters than it takes.
fn path(outline: &Outline) -> String {
    let mut text = String::new();
    for ring in &outline.rings {
        let Some((first, rest)) = ring.split_first() else { continue };
        let _ = write!(text, "M{} {}l", first.0, first.1);
        let mut last = *first;
        for (at, point) in rest.iter().enumerate() {
            let step = (point.0 - last.0, point.1 - last.1);
            let before = if at == 0 || step.0 < 0 { "" } else { " " };
            let between = if step.1 < 0 { "" } else { " " };
            let _ = write!(text, "{before}{}{between}{}", step.0, step.1);
            last = *point;
        }
        text.push('z');
    }
    text
}

/// The rings of a path as `path` writes it; none for any other.
pub(super) fn parse(path: &str) -> Option<Outline> {
    let mut rings = Vec::new();
    for ring in path.strip_suffix('z')?.split('z') {
        let (first, steps) = ring.strip_prefix('M')?.split_once('l')?;
        let mut at = *pairs(first)?.first()?;
        let mut points = vec![at];
        for step in pairs(steps)? {
            at = (at.0.checked_add(step.0)?, at.1.checked_add(step.1)?);
            points.push(at);
        }
        rings.push(points);
    }
    Some(Outline { rings })
}

fn pairs(text: &str) -> Option<Vec<Point>> {
    let spaced = text.replace('-', " -");
    let numbers: Vec<i32> = spaced.split_whitespace().map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let pairs = numbers.chunks_exact(2);
    pairs.remainder().is_empty().then(|| numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
}

/// The place with most room around it on a few lines through the box.
fn label(outline: &Outline, bounds: Bounds) -> Label {
    const LINES: i32 = 16;
    let mut best =
        Label { x: i32::midpoint(bounds.left, bounds.right), y: i32::midpoint(bounds.top, bounds.bottom), room: 0 };
    let mut last = None;
    for line in 1..LINES {
        let y = bounds.top + (bounds.bottom - bounds.top) * line / LINES;
        if last.replace(y) == Some(y) {
            continue;
        }
        for (left, right) in inside(outline, y, false) {
            let x = i32::midpoint(left, right);
            let Some((top, bottom)) =
                inside(outline, x, true).into_iter().find(|(top, bottom)| (*top..=*bottom).contains(&y))
            else {
                continue;
            };
            // Twice the way to the nearer end: a label stands in the middle of its place.
            let room = (right - left).min(2 * (y - top).min(bottom - y));
            if room > best.room {
                best = Label { x, y, room };
            }
        }
    }
    best
}

/// Stretches of a line that lie inside: of the row `at`, or of the column.
fn inside(outline: &Outline, at: i32, is_column: bool) -> Vec<(i32, i32)> {
    let turn = |(x, y): Point| if is_column { (y, x) } else { (x, y) };
    // Half a place further, so that the line passes through no point.
    let level = f64::from(at) + 0.5;
    let mut crossings: Vec<f64> = Vec::new();
    for ring in &outline.rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let ((ax, ay), (bx, by)) = (turn(*a), turn(*b));
            if (f64::from(ay) < level) != (f64::from(by) < level) {
                let way = (level - f64::from(ay)) / f64::from(by - ay);
                crossings.push(f64::from(ax) + way * f64::from(bx - ax));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    crossings.chunks_exact(2).map(|pair| (whole(pair[0].ceil()), whole(pair[1].floor()))).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "between two places, which are whole numbers of 32 bits")]
fn whole(number: f64) -> i32 {
    number as i32
}
