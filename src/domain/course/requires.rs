//! What items require: known items, and no circles (E122).

use super::build::Build;
use super::page::Span;
use super::suggest::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// Checks `requires` of every item.
pub(super) fn check(build: &mut Build<'_>) {
    let items: Vec<usize> = build.originals().filter(|at| build.pages[*at].place.role.is_item()).collect();
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for at in &items {
        ids.entry(build.pages[*at].id.clone()).or_insert(*at);
    }
    let mut edges: BTreeMap<usize, Vec<(usize, Span)>> = BTreeMap::new();
    for at in items {
        for (id, span) in build.pages[at].front.list("requires").to_vec() {
            if let Some(target) = ids.get(&id) {
                edges.entry(at).or_default().push((*target, span));
                continue;
            }
            let meant = nearest(&id, ids.keys().map(String::as_str));
            let diagnostic = build.pages[at].reporter.report("E122", span).arg("id", id);
            if let Some(meant) = meant {
                diagnostic.variant("nearest").arg("nearest", meant);
            }
        }
    }
    for (circle, span) in circles(&edges) {
        let names: Vec<&str> = circle.iter().map(|at| build.pages[*at].id.as_str()).collect();
        let names = names.join(" → ");
        build.pages[circle[0]].reporter.report("E122", span).variant("cycle").arg("cycle", names);
    }
}

/// More circles than this are not told.
const MOST: usize = 100;

/// At least one circle of each knot, from its first page back to it, with the place where it begins. Goes once over
/// every edge, so that no course takes long.
fn circles(edges: &BTreeMap<usize, Vec<(usize, Span)>>) -> Vec<(Vec<usize>, Span)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for start in edges.keys() {
        // The way that is being walked: a page, and how many of its edges were taken.
        let mut way: Vec<(usize, usize)> = Vec::new();
        if seen.insert(*start) {
            way.push((*start, 0));
        }
        while let Some((at, taken)) = way.last_mut() {
            let Some((next, _)) = edges.get(at).and_then(|edges| edges.get(*taken)) else {
                way.pop();
                continue;
            };
            *taken += 1;
            if let Some(place) = way.iter().position(|(at, _)| at == next) {
                let (first, taken) = way[place];
                let span = edges[&first][taken - 1].1.clone();
                let circle = way[place..].iter().map(|(at, _)| *at).chain([first]).collect();
                found.push((circle, span));
            } else if seen.insert(*next) {
                way.push((*next, 0));
            }
            if found.len() >= MOST {
                return found;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_told_once_from_its_first_page() {
        let edge = |to: usize| (to, to..to + 1);
        let edges = BTreeMap::from([
            (0, vec![edge(1)]),
            (1, vec![edge(2), edge(4)]),
            (2, vec![edge(1)]),
            (3, vec![edge(3)]),
            (4, vec![]),
        ]);
        assert_eq!(circles(&edges), [(vec![1, 2, 1], 2..3), (vec![3, 3], 3..4)]);
    }
}
