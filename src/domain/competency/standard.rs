//! The arithmetic behind a cut: how sure k right answers of n make us that the true score reaches the standard.

use super::Standard;

/// P(true score >= cut | k of n, Beta(1,1)) >= confidence.
#[must_use]
pub fn meets_standard(_standard: &Standard, _right: u32, _questions: u32) -> bool {
    false
}

/// The smallest k of `questions` that meets the standard; none where even all right do not.
#[must_use]
pub fn smallest_cut(_standard: &Standard, _questions: u32) -> Option<u32> {
    None
}
