//! What inspectors decide: the page that asks first.

use super::FormState;
use serde::Serialize;

/// `competency/act.html`
#[derive(Debug, Clone, Serialize)]
pub struct ActPage {
    /// Name of the person.
    pub person: String,
    /// `void`, `suspend` or `reinstate`.
    pub what: &'static str,
    /// The attempt or the flag, in words.
    pub subject: String,
    /// Id of the attempt, or the flag.
    pub about: String,
    /// Words of reasons for a void.
    pub reasons: Vec<&'static str>,
    /// One's own flag is not one's to decide about.
    pub own: bool,
    /// Where the form goes.
    pub action: String,
    /// Where one came from.
    pub back_url: String,
    /// What was typed.
    pub form: FormState,
}
