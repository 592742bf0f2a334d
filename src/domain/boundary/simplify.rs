//! Which points of a line matter, after Visvalingam and Whyatt: the point that makes the smallest triangle with its
//! neighbours goes first. Each point gets its weight once, so that a line can be thinned to any degree.

use super::frame::Point;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The weight of each point: twice the area of its triangle when its turn came, never less than that of any point before
/// it. The ends always stay. The same line backwards has the same weights.
pub(super) fn weigh(line: &[Point]) -> Vec<u64> {
    if line.iter().rev().lt(line.iter()) {
        let turned: Vec<Point> = line.iter().rev().copied().collect();
        let mut weights = weigh_forward(&turned);
        weights.reverse();
        return weights;
    }
    weigh_forward(line)
}

fn weigh_forward(line: &[Point]) -> Vec<u64> {
    let mut weights = vec![u64::MAX; line.len()];
    let Some(end) = line.len().checked_sub(1) else { return weights };
    let mut next: Vec<usize> = (1..=line.len()).collect();
    let mut previous: Vec<usize> = (0..line.len()).map(|at| at.saturating_sub(1)).collect();
    let mut areas = vec![u64::MAX; line.len()];
    let mut waiting = BinaryHeap::new();
    for at in 1..end {
        areas[at] = twice_area(line[at - 1], line[at], line[at + 1]);
        waiting.push(Reverse((areas[at], at)));
    }
    let mut heaviest = 0;
    while let Some(Reverse((area, at))) = waiting.pop() {
        // It is gone already, or its neighbours have changed since.
        if weights[at] != u64::MAX || areas[at] != area {
            continue;
        }
        heaviest = area.max(heaviest);
        weights[at] = heaviest;
        let (before, after) = (previous[at], next[at]);
        next[before] = after;
        previous[after] = before;
        for one in [before, after].into_iter().filter(|one| (1..end).contains(one)) {
            areas[one] = twice_area(line[previous[one]], line[one], line[next[one]]);
            waiting.push(Reverse((areas[one], one)));
        }
    }
    weights
}

/// Twice the area of a triangle.
pub(super) fn twice_area(a: Point, b: Point, c: Point) -> u64 {
    let (a, b, c) = (wide(a), wide(b), wide(c));
    ((b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)).unsigned_abs()
}

pub(super) fn wide(point: Point) -> (i64, i64) {
    (i64::from(point.0), i64::from(point.1))
}
