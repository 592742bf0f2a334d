//! What items require: known items, and no circles (E122).

use super::build::Build;
use super::page::Span;
use super::suggest::nearest;
use std::collections::{BTreeMap, VecDeque};

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

/// Every circle once, from its first page back to it, with the place where it begins.
fn circles(edges: &BTreeMap<usize, Vec<(usize, Span)>>) -> Vec<(Vec<usize>, Span)> {
    let mut found = Vec::new();
    for (start, first) in edges {
        for (next, span) in first.iter().filter(|(next, _)| next >= start) {
            found.extend(way(edges, *next, *start).map(|mut way| {
                way.insert(0, *start);
                (way, span.clone())
            }));
        }
    }
    found
}

/// The shortest way between two pages that passes none before `to`.
fn way(edges: &BTreeMap<usize, Vec<(usize, Span)>>, from: usize, to: usize) -> Option<Vec<usize>> {
    let mut before = BTreeMap::from([(from, from)]);
    let mut waiting = VecDeque::from([from]);
    while let Some(at) = waiting.pop_front() {
        if at == to {
            let mut way = vec![at];
            while *way.last()? != from {
                way.push(before[way.last()?]);
            }
            way.reverse();
            return Some(way);
        }
        for (next, _) in edges.get(&at).into_iter().flatten().filter(|(next, _)| *next >= to) {
            before.entry(*next).or_insert_with(|| {
                waiting.push_back(*next);
                at
            });
        }
    }
    None
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
