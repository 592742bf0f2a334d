//! What the page of signals shows.

use super::When;
use serde::Serialize;
use std::collections::BTreeMap;

/// `signal/signals.html`
#[derive(Debug, Clone, Serialize)]
pub struct SignalsPage {
    /// Whether those are listed that somebody looked at.
    pub seen: bool,
    /// Signals, the newest first.
    pub rows: Vec<SignalView>,
    /// Older ones.
    pub next_url: Option<String>,
}

/// A signal.
#[derive(Debug, Clone, Serialize)]
pub struct SignalView {
    /// Key.
    pub id: i64,
    /// `rapid`, `perfect`, `similar`, `night`, `pass_rate` or `pace`.
    pub kind: &'static str,
    /// Attempts, or a unit and a month.
    pub subject: String,
    /// Title of the course.
    pub course: String,
    /// Figures by name.
    pub figures: BTreeMap<String, String>,
    /// When it was found.
    pub when: When,
    /// What came of looking.
    pub seen: Option<SeenView>,
    /// Where the form goes.
    pub action: String,
}

/// What came of looking.
#[derive(Debug, Clone, Serialize)]
pub struct SeenView {
    /// Who looked.
    pub by: String,
    /// When.
    pub when: When,
    /// What they wrote.
    pub note: String,
}
