//! Attempts that ended without a result.

use super::assessment::AttemptHead;
use serde::Serialize;

/// `assessment/void.html`
#[derive(Debug, Clone, Serialize)]
pub struct VoidPage {
    /// What every page of an attempt says of it.
    pub head: AttemptHead,
    /// How many answers were too fast, where that is why.
    pub rapid: Option<u64>,
    /// What an inspector gave as the reason: a word.
    pub reason: Option<String>,
    /// What there is to say to it.
    pub note: String,
}
