//! Which feature is which unit: by the code or the name that a property holds. Files of surveyors call it `ma_xa`, `MAXA`,
//! `code` or `id`, so that it is guessed, and may be chosen.

use super::{Area, Feature, FeatureFault};
use crate::unit::{Tree, Unit, UnitKind};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization as _;

/// Most names of properties that are offered.
const MOST: usize = 40;

/// What a feature comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict<'a> {
    /// It is the boundary of a unit.
    Of(&'a Unit, &'a Area),
    /// No unit has that code or name.
    NoUnit,
    /// An earlier feature, of that number, is that unit already.
    Twice(usize),
    /// It cannot be drawn.
    Faulty(FeatureFault),
}

/// Units by what features call them.
pub struct Names<'a> {
    codes: BTreeMap<String, &'a Unit>,
    /// None where several bear it.
    others: BTreeMap<String, Option<&'a Unit>>,
}

impl<'a> Names<'a> {
    /// Of all units that people live in, but the province: it lies in no other unit's picture.
    #[must_use]
    pub fn of(units: &'a [Unit]) -> Self {
        let drawn =
            || units.iter().filter(|unit| unit.kind.tree() == Tree::Residence && unit.kind != UnitKind::Province);
        let mut others: BTreeMap<String, Option<&Unit>> = BTreeMap::new();
        for unit in drawn() {
            let names = [Some(plain(&unit.name)), bare(&unit.code)];
            for name in names.into_iter().flatten() {
                others.entry(name).and_modify(|other| *other = None).or_insert(Some(unit));
            }
        }
        Self { codes: drawn().map(|unit| (plain(&unit.code), unit)).collect(), others }
    }

    /// The unit of that code, with or without zeros before it, or of that name where no other bears it.
    #[must_use]
    pub fn find(&self, value: &str) -> Option<&'a Unit> {
        let value = plain(value);
        let other = |name: &str| self.others.get(name).copied().flatten();
        self.codes.get(&value).copied().or_else(|| other(&value)).or_else(|| bare(&value).and_then(|code| other(&code)))
    }
}

/// A name in small letters, composed, with single spaces.
fn plain(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A code of digits without the zeros before it, marked as such: a hamlet may be called '3'.
fn bare(code: &str) -> Option<String> {
    let is_number = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("0{}", code.trim_start_matches('0')))
}

/// What each feature comes to by a property.
#[must_use]
pub fn verdicts<'a>(features: &'a [Feature], property: &str, names: &Names<'a>) -> Vec<Verdict<'a>> {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let verdict = |feature: &'a Feature| {
        let Some(unit) = feature.property(property).and_then(|value| names.find(value)) else { return Verdict::NoUnit };
        let area = match &feature.area {
            Ok(area) => area,
            Err(fault) => return Verdict::Faulty(*fault),
        };
        match *taken.entry(unit.code.as_str()).or_insert(feature.number) {
            first if first == feature.number => Verdict::Of(unit, area),
            first => Verdict::Twice(first),
        }
    };
    features.iter().map(verdict).collect()
}

/// Names of the properties that features have, in the order in which they come.
#[must_use]
pub fn properties(features: &[Feature]) -> Vec<&str> {
    let (mut names, mut seen) = (Vec::new(), BTreeSet::new());
    for (name, _) in features.iter().flat_map(|feature| &feature.properties) {
        if names.len() < MOST && seen.insert(name.as_str()) {
            names.push(name.as_str());
        }
    }
    names
}

/// The property by which most units are found; the first of them, and none where none finds any.
#[must_use]
pub fn guess<'a>(features: &'a [Feature], names: &Names<'_>) -> Option<&'a str> {
    let found = |property: &str| {
        let units = features.iter().filter_map(|feature| names.find(feature.property(property)?));
        units.map(|unit| unit.code.as_str()).collect::<BTreeSet<_>>().len()
    };
    let counted = properties(features).into_iter().map(|property| (found(property), property));
    let best = counted.filter(|(units, _)| *units > 0).reduce(|best, one| if one.0 > best.0 { one } else { best });
    best.map(|(_, property)| property)
}
