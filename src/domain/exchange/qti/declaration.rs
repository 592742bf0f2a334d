//! What an item declares of a response: the right answer and what each answer is worth.

use crate::exchange::text::decimal;
use crate::exchange::xml::Element;

/// Values and keys of one declaration.
const MOST: usize = 500;

/// A response declaration.
#[derive(Debug, Clone, Default)]
pub(super) struct Declaration {
    /// `single`, `multiple`, `ordered`.
    pub(super) cardinality: String,
    /// `identifier`, `string`, `float`, `pair` …
    pub(super) base: String,
    /// The correct response.
    pub(super) correct: Vec<String>,
    /// Keys of the mapping with their points, and whether capitals matter.
    pub(super) mapping: Vec<(String, f64, bool)>,
    /// The most that the mapping gives.
    pub(super) upper: Option<f64>,
}

impl Declaration {
    /// The declaration of a response; empty where the item has none.
    pub(super) fn of(item: &Element, response: &str) -> Self {
        let found = item.all("responsedeclaration").find(|found| found.attribute("identifier") == Some(response));
        let Some(found) = found else { return Self::default() };
        let word = |name: &str| found.attribute(name).unwrap_or_default().to_ascii_lowercase();
        let correct = found.first("correctresponse").into_iter().flat_map(|correct| correct.all("value"));
        let mapping = found.first("mapping").or_else(|| found.first("areamapping"));
        let entry = |entry: &Element| {
            let key = entry.attribute("mapkey")?.to_owned();
            let value = decimal(entry.attribute("mappedvalue")?)?;
            Some((key, value, entry.attribute("casesensitive") == Some("true")))
        };
        Self {
            cardinality: word("cardinality"),
            base: word("basetype"),
            correct: correct.take(MOST).map(Element::text).collect(),
            mapping: mapping
                .into_iter()
                .flat_map(|mapping| mapping.all("mapentry"))
                .filter_map(entry)
                .take(MOST)
                .collect(),
            upper: mapping.and_then(|mapping| decimal(mapping.attribute("upperbound")?)).filter(|upper| *upper > 0.0),
        }
    }

    /// Points of a key.
    pub(super) fn points(&self, key: &str) -> Option<f64> {
        self.mapping.iter().find(|(known, ..)| known == key).map(|(_, points, _)| *points)
    }

    /// The best that can be had: the bound, the best key, or all good keys together.
    pub(super) fn most(&self, together: bool) -> f64 {
        let good = self.mapping.iter().map(|(_, points, _)| points.max(0.0));
        let most = if together { good.sum() } else { good.fold(0.0, f64::max) };
        self.upper.map_or(most, |upper| upper.min(most))
    }

    /// Accepted texts with their share in percent, the correct response first.
    pub(super) fn texts(&self) -> Vec<(String, f64)> {
        let mut found: Vec<(String, f64)> = self.correct.iter().map(|text| (text.clone(), 100.0)).collect();
        let most = self.most(false);
        for (key, points, _) in &self.mapping {
            if !found.iter().any(|(text, _)| text == key) {
                found.push((key.clone(), if most > 0.0 { points / most * 100.0 } else { 0.0 }));
            }
        }
        found
    }

    /// Whether any key says that capitals matter.
    pub(super) fn case_strict(&self) -> bool {
        self.mapping.iter().any(|(_, _, strict)| *strict)
    }

    /// Whether the answer is a number.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.base.as_str(), "float" | "integer")
    }
}
