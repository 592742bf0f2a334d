//! Marks by a rubric: one level of each criterion, no more and no less.

use crate::course::question::{Criterion, Level};
use std::collections::{BTreeMap, BTreeSet};

/// Points that differ by less are the same.
const DUST: f64 = 1e-9;

/// What a marker gave, in the order of the rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkSheet {
    /// Points of each criterion.
    pub points: Vec<f64>,
    /// The rank of the level that was picked of each criterion, from 0 for the one with the fewest points.
    pub ranks: Vec<u32>,
}

/// Why marks do not fit a rubric.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{criterion}: {reason}")]
pub struct MarkError {
    /// What the marker called the criterion, or its place where it is missing.
    pub criterion: String,
    /// Key of a message.
    pub reason: &'static str,
}

impl MarkSheet {
    /// The points in all.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.points.iter().sum()
    }
}

/// The most that a rubric gives.
#[must_use]
pub fn most(rubric: &[Criterion]) -> f64 {
    rubric.iter().map(|row| row.levels.iter().map(|level| level.points).fold(0.0, f64::max)).sum()
}

/// Reads marks by criterion, named by its text in any language or by its place from `1`.
///
/// # Errors
/// Says which criterion is unknown, named twice, missing, or given points that no level of it has.
pub fn read_marks(rubric: &[Criterion], given: &BTreeMap<String, f64>) -> Result<MarkSheet, MarkError> {
    let refuse = |criterion: String, reason| Err(MarkError { criterion, reason });
    let mut found: BTreeMap<usize, f64> = BTreeMap::new();
    for (name, points) in given {
        match place_of(rubric, name) {
            Some(place) if !found.contains_key(&place) => found.insert(place, *points),
            _ => return refuse(name.clone(), "mark-unknown-criterion"),
        };
    }
    let mut sheet = MarkSheet { points: Vec::new(), ranks: Vec::new() };
    for (place, row) in rubric.iter().enumerate() {
        let Some(points) = found.get(&place) else { return refuse((place + 1).to_string(), "mark-missing") };
        let Some(level) = row.levels.iter().find(|level| (level.points - points).abs() < DUST) else {
            return refuse((place + 1).to_string(), "mark-no-level");
        };
        sheet.points.push(level.points);
        sheet.ranks.push(rank_of(row, level));
    }
    Ok(sheet)
}

fn place_of(rubric: &[Criterion], name: &str) -> Option<usize> {
    let called = |row: &Criterion| row.name.original == name || row.name.translations.values().any(|one| one == name);
    let by_place = || {
        let place = name.parse::<usize>().ok().filter(|place| place.to_string() == name)?;
        place.checked_sub(1).filter(|place| *place < rubric.len())
    };
    rubric.iter().position(called).or_else(by_place)
}

/// How many different numbers of points below the level's the criterion has.
fn rank_of(row: &Criterion, level: &Level) -> u32 {
    let below = row.levels.iter().filter(|one| one.points < level.points - DUST).map(|one| one.points.to_bits());
    u32::try_from(below.collect::<BTreeSet<u64>>().len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::language::Localized;
    use proptest::prelude::*;

    /// Criteria called A, B … each with levels of these points.
    pub(crate) fn rubric(rows: &[&[f64]]) -> Vec<Criterion> {
        let level = |points: &f64| Level {
            title: Localized::new(format!("mức {points}")),
            points: *points,
            says: Localized::default(),
        };
        let names = ["A", "B", "C", "D", "E", "F"].iter();
        let row = |(name, points): (&&str, &&[f64])| Criterion {
            name: Localized::new((*name).to_owned()),
            levels: points.iter().map(level).collect(),
        };
        names.zip(rows).map(row).collect()
    }

    fn given(marks: &[(&str, f64)]) -> BTreeMap<String, f64> {
        marks.iter().map(|(name, points)| ((*name).to_owned(), *points)).collect()
    }

    #[test]
    fn one_level_of_each_criterion_is_read_by_name_or_by_place() {
        let mut rubric = rubric(&[&[2.0, 1.0, 0.0], &[3.0, 0.0]]);
        rubric[1].name.translations.insert("en".into(), "Clear".into());
        let expected = MarkSheet { points: vec![1.0, 3.0], ranks: vec![1, 1] };
        for second in ["B", "Clear", "2"] {
            assert_eq!(read_marks(&rubric, &given(&[("A", 1.0), (second, 3.0)])), Ok(expected.clone()), "{second}");
        }
        assert!((most(&rubric) - 5.0).abs() < 1e-9 && (expected.total() - 4.0).abs() < 1e-9);
    }

    #[test]
    fn anything_else_is_refused_with_its_criterion() {
        let rubric = rubric(&[&[2.0, 1.0, 0.0], &[3.0, 0.0]]);
        for (marks, criterion, reason) in [
            (given(&[("A", 1.0)]), "2", "mark-missing"),
            (given(&[]), "1", "mark-missing"),
            (given(&[("A", 1.0), ("B", 2.0)]), "2", "mark-no-level"),
            (given(&[("A", -1.0), ("B", 3.0)]), "1", "mark-no-level"),
            (given(&[("A", f64::NAN), ("B", 3.0)]), "1", "mark-no-level"),
            (given(&[("A", f64::INFINITY), ("B", 3.0)]), "1", "mark-no-level"),
            (given(&[("A", 1.0), ("B", 3.0), ("C", 0.0)]), "C", "mark-unknown-criterion"),
            (given(&[("A", 1.0), ("B", 3.0), ("3", 0.0)]), "3", "mark-unknown-criterion"),
            (given(&[("A", 1.0), ("B", 3.0), ("01", 1.0)]), "01", "mark-unknown-criterion"),
            (given(&[("A", 1.0), ("B", 3.0), ("0", 1.0)]), "0", "mark-unknown-criterion"),
            (given(&[("1", 1.0), ("A", 2.0), ("B", 3.0)]), "A", "mark-unknown-criterion"),
        ] {
            let expected = MarkError { criterion: criterion.into(), reason };
            assert_eq!(read_marks(&rubric, &marks), Err(expected), "{marks:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_lies_within_the_rubric(first in -1.0..4.0_f64, second in 0..5_i32) {
            let rubric = rubric(&[&[2.0, 1.0, 0.0], &[3.0, 0.0]]);
            let marks = given(&[("A", first.round()), ("B", f64::from(second))]);
            if let Ok(sheet) = read_marks(&rubric, &marks) {
                prop_assert!((0.0..=most(&rubric)).contains(&sheet.total()));
                prop_assert!(sheet.ranks[0] <= 2 && sheet.ranks[1] <= 1);
            }
        }
    }
}
