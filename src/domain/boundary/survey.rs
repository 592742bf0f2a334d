//! A file looked at as a whole: which units it draws, in whose pictures, and what of it is left out.

use super::matching::{Names, Verdict, guess, properties, verdicts};
use super::{Area, Boundary, Feature, FeatureFault, Frame, draw};
use crate::unit::Unit;
use std::collections::BTreeMap;

/// What a file comes to by a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Properties that it may be read by.
    pub properties: Vec<String>,
    /// The one that it was read by; empty where features say nothing of themselves.
    pub property: String,
    /// How many features it has.
    pub features: usize,
    /// The pictures that it draws, by the code of the unit that each shows.
    pub maps: Vec<SurveyedMap>,
    /// Features that are nobody's boundary.
    pub left_out: Vec<LeftOut>,
}

impl Survey {
    /// How many units get a boundary.
    #[must_use]
    pub fn drawn(&self) -> usize {
        self.maps.iter().map(|map| map.parts.len()).sum()
    }
}

/// The units right below one, drawn together.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyedMap {
    /// Code of the unit above.
    pub parent: String,
    /// The frame of the picture.
    pub frame: Frame,
    /// Codes of the units with their boundaries, in the order of the file.
    pub parts: Vec<(String, Boundary)>,
}

/// A feature that is nobody's boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Which it is in the file, from 1.
    pub number: usize,
    /// What it says under the property.
    pub value: Option<String>,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why a feature is nobody's boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// No unit has that code or name.
    NoUnit,
    /// An earlier feature, of that number, is that unit already.
    Twice(usize),
    /// It cannot be drawn.
    Faulty(FeatureFault),
}

/// Looks at a file by a property that it has, else by the one that finds most units.
#[must_use]
pub fn survey(features: &[Feature], units: &[Unit], property: Option<&str>) -> Survey {
    let names = Names::of(units);
    let properties = properties(features);
    let asked = property.filter(|asked| properties.contains(asked));
    let property = asked.or_else(|| guess(features, &names)).or(properties.first().copied()).unwrap_or_default();
    let mut left_out = Vec::new();
    let mut parents: BTreeMap<&str, Vec<(&Unit, &Area)>> = BTreeMap::new();
    for (feature, verdict) in features.iter().zip(verdicts(features, property, &names)) {
        let why = match verdict {
            Verdict::Of(unit, area) => {
                parents.entry(unit.parent.as_deref().unwrap_or_default()).or_default().push((unit, area));
                continue;
            }
            Verdict::NoUnit => WhyLeftOut::NoUnit,
            Verdict::Twice(first) => WhyLeftOut::Twice(first),
            Verdict::Faulty(fault) => WhyLeftOut::Faulty(fault),
        };
        let value = feature.property(property).map(str::to_owned);
        left_out.push(LeftOut { number: feature.number, value, why });
    }
    let map = |(parent, parts): (&str, Vec<(&Unit, &Area)>)| {
        let areas: Vec<&Area> = parts.iter().map(|(_, area)| *area).collect();
        let (frame, drawn) = draw(&areas)?;
        let parts = parts.iter().zip(drawn).map(|((unit, _), boundary)| (unit.code.clone(), boundary)).collect();
        Some(SurveyedMap { parent: parent.to_owned(), frame, parts })
    };
    Survey {
        properties: properties.iter().map(|name| (*name).to_owned()).collect(),
        property: property.to_owned(),
        features: features.len(),
        maps: parents.into_iter().filter_map(map).collect(),
        left_out,
    }
}
