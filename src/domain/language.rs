//! Languages of content, and texts that exist in several of them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in the course's default language, and its translations. Asking for a language that is missing gives the
/// default: a page falls back rather than vanish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Localized<T = String> {
    /// In the course's default language.
    pub original: T,
    /// By language tag (`en`), without the default language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, T>,
}

impl<T> Localized<T> {
    /// A text without translations.
    pub fn new(original: T) -> Self {
        Self { original, translations: BTreeMap::new() }
    }

    /// The text in `language`, else the original.
    pub fn get(&self, language: &str) -> &T {
        self.translations.get(language).unwrap_or(&self.original)
    }

    /// Whether a translation into `language` stands here (the original is none).
    pub fn is_translated(&self, language: &str) -> bool {
        self.translations.contains_key(language)
    }
}
