//! Practice cards of units: the list, one card, its form.

use super::{FormState, Link, When};
use serde::Serialize;

/// `exemplar/list.html`: `/practice-cards`.
#[derive(Debug, Clone, Serialize)]
pub struct CardsPage {
    /// Published, the newest first.
    pub published: Vec<CardRow>,
    /// Those that wait or came back, as far as they are the reader's affair.
    pub open: Vec<CardRow>,
    /// Where the reader may write one, by unit.
    pub write: Vec<Link>,
}

/// A card in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CardRow {
    /// Its page.
    pub link: Link,
    /// Name of its unit.
    pub unit: String,
    /// Its unit led when it was published.
    pub leading: bool,
    /// The end of the key of its state.
    pub state: &'static str,
    /// Units that will try it.
    pub promised: u64,
    /// Units that have.
    pub done: u64,
}

/// `exemplar/card.html`: `/practice-cards/{card}`.
#[derive(Debug, Clone, Serialize)]
pub struct CardPage {
    /// What the list says of it.
    pub row: CardRow,
    /// The end of the key of each field, and what it says.
    pub fields: Vec<(&'static str, String)>,
    /// When it was published.
    pub published: Option<When>,
    /// Why it came back, for who may put it right.
    pub reason: Option<String>,
    /// Where that is done.
    pub edit_url: Option<String>,
    /// Where it is checked, for who may.
    pub check_url: Option<String>,
    /// Units that try it.
    pub trials: Vec<TrialRow>,
    /// What the reader may say for units that they lead.
    pub own: Vec<OwnTrial>,
    /// Where that is sent.
    pub trial_url: String,
    /// What was typed.
    pub form: FormState,
}

/// A unit that tries it.
#[derive(Debug, Clone, Serialize)]
pub struct TrialRow {
    /// Name of the unit.
    pub unit: String,
    /// When it said so.
    pub at: When,
    /// When it was done, and what came of it.
    pub done: Option<(When, String)>,
}

/// A unit that the reader leads.
#[derive(Debug, Clone, Serialize)]
pub struct OwnTrial {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `none`, `promised` or `done`.
    pub state: &'static str,
}

/// `exemplar/form.html`: a new card, or one that came back.
#[derive(Debug, Clone, Serialize)]
pub struct CardForm {
    /// Where one came from.
    pub up: Link,
    /// Name of the unit.
    pub unit: String,
    /// Where it is sent.
    pub action: String,
    /// Why it came back.
    pub reason: Option<String>,
    /// What was typed.
    pub form: FormState,
}
