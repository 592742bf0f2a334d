//! Attempts that ended without a result.

use super::assessment::AttemptHead;
use serde::Serialize;

/// `assessment/void.html`
#[derive(Debug, Clone, Serialize)]
pub struct VoidPage {
    /// What every page of an attempt says of it.
    pub head: AttemptHead,
}
