//! Areas that lie beside each other, simplified together. Their rings are cut where a third one joins or a neighbour ends;
//! what lies between two cuts is the same line for both sides, and thinned to the same points. So no gap opens between
//! neighbours, which no library that simplifies one polygon at a time can promise.

use super::frame::{Frame, Point, STEPS};
use super::outline::{Outline, dot, shape};
use super::simplify::{weigh, wide};
use super::{Area, Boundary};
use std::collections::{HashMap, HashSet};

/// So many bytes of paths at most, where thinning can reach it: what a page of a board bears on a slow network.
const BUDGET: usize = 28_000;
/// Twice the area of the smallest triangle that is seen: one place of the picture.
const SEEN: u64 = 2 * (STEPS as u64) * (STEPS as u64);
/// How often the bar is doubled at most.
const DOUBLINGS: u32 = 14;

/// A line between two cuts, with the weight of each point.
type Line = Vec<(Point, u64)>;

/// The areas in one frame, simplified until their paths are short enough; a boundary for each of them, in their order. None
/// where there is nothing to draw.
#[must_use]
pub fn draw(areas: &[&Area]) -> Option<(Frame, Vec<Boundary>)> {
    let all = areas.iter().flat_map(|area| area.rings.iter().flatten());
    let frame = Frame::around(all.copied())?;
    let snapped: Vec<Vec<Vec<Point>>> = areas.iter().map(|area| snap(&frame, area)).collect();
    let cuts = cuts(snapped.iter().flatten());
    let lines: Vec<Vec<Vec<Line>>> =
        snapped.iter().map(|rings| rings.iter().map(|ring| cut(ring, &cuts)).collect()).collect();
    let centres: Vec<Point> = areas.iter().map(|area| centre(&frame, area)).collect();
    let mut bar = SEEN;
    for _ in 0..DOUBLINGS {
        let drawn = thinned(&centres, &lines, bar);
        if drawn.iter().map(|one| one.path.len()).sum::<usize>() <= BUDGET {
            return Some((frame, drawn));
        }
        bar *= 2;
    }
    Some((frame, thinned(&centres, &lines, bar)))
}

/// The rings of an area on the grid of steps, without points that stand twice; what is smaller than a step is gone.
fn snap(frame: &Frame, area: &Area) -> Vec<Vec<Point>> {
    let ring = |ring: &Vec<super::Position>| {
        let mut points: Vec<Point> = ring.iter().map(|at| frame.place(*at)).collect();
        points.dedup();
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    };
    area.rings.iter().map(ring).filter(|ring| ring.len() >= 3).collect()
}

/// Points at which rings part: those whose neighbours differ from one ring to another.
fn cuts<'a>(rings: impl Iterator<Item = &'a Vec<Point>>) -> HashSet<Point> {
    let mut neighbours: HashMap<Point, (Point, Point)> = HashMap::new();
    let mut cuts = HashSet::new();
    for ring in rings {
        for (at, point) in ring.iter().enumerate() {
            let (before, after) = (ring[(at + ring.len() - 1) % ring.len()], ring[(at + 1) % ring.len()]);
            let pair = (before.min(after), before.max(after));
            if *neighbours.entry(*point).or_insert(pair) != pair {
                cuts.insert(*point);
            }
        }
    }
    cuts
}

/// A ring as the lines between its cuts. One without any begins at its least point, wherever the file began it.
fn cut(ring: &[Point], cuts: &HashSet<Point>) -> Vec<Line> {
    let first_cut = ring.iter().position(|point| cuts.contains(point));
    let least = || ring.iter().enumerate().min_by_key(|(_, point)| **point).map_or(0, |(at, _)| at);
    let begin = first_cut.unwrap_or_else(least);
    let mut turned = ring[begin..].to_vec();
    turned.extend(&ring[..=begin]);
    let mut lines = Vec::new();
    let mut from = 0;
    for at in 1..turned.len() {
        if at + 1 == turned.len() || cuts.contains(&turned[at]) {
            let line = &turned[from..=at];
            lines.push(line.iter().copied().zip(weigh(line)).collect());
            from = at;
        }
    }
    lines
}

/// Where an area is drawn that is too small to be seen: somewhere in it.
fn centre(frame: &Frame, area: &Area) -> Point {
    area.rings.iter().flatten().next().map_or((0, 0), |at| rounded(frame.place(*at)))
}

fn thinned(centres: &[Point], lines: &[Vec<Vec<Line>>], bar: u64) -> Vec<Boundary> {
    let one = |(centre, rings): (&Point, &Vec<Vec<Line>>)| {
        let left: Vec<Vec<Point>> = rings.iter().filter_map(|ring| thin(ring, bar)).collect();
        shape(&if left.is_empty() { dot(*centre) } else { Outline { rings: left } })
    };
    centres.iter().zip(lines).map(one).collect()
}

/// A ring with the points that weigh enough, in whole places; none where nothing is left to see of it.
fn thin(ring: &[Line], bar: u64) -> Option<Vec<Point>> {
    let mut bar = bar;
    loop {
        let kept = ring.iter().flat_map(|line| {
            let inner = &line[..line.len() - 1];
            inner.iter().filter(move |(_, weight)| *weight >= bar)
        });
        let mut points: Vec<Point> = kept.map(|(point, _)| rounded(*point)).collect();
        points.dedup();
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() >= 3 && encloses(&points) {
            return Some(points);
        }
        // A narrow one would fall flat: it keeps more points than its neighbours do.
        bar /= 4;
        if bar < 4 {
            return None;
        }
    }
}

fn encloses(points: &[Point]) -> bool {
    let next = points.iter().cycle().skip(1);
    let twice: i64 =
        points.iter().zip(next).map(|(a, b)| (wide(*a), wide(*b))).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    twice != 0
}

fn rounded((x, y): Point) -> Point {
    let round = |steps: i32| (steps + STEPS / 2).div_euclid(STEPS);
    (round(x), round(y))
}
