//! Data on oneself, and the desk of who answers what people ask about theirs.

use super::{FormState, Link, When};
use serde::Serialize;

/// `people/data.html`: posts `display_name`, `phone`, `email` to `/me/data`; `purpose`, `given` to `/me/data/consents`;
/// `note` to `/me/data/requests`.
#[derive(Debug, Clone, Serialize)]
pub struct DataPage {
    /// Login, where there is one.
    pub login: Option<String>,
    /// When the account was made.
    pub since: When,
    /// Name of the place, where one is known.
    pub place: Option<String>,
    /// Word of the audience.
    pub audience: &'static str,
    /// What was typed last, or what is kept.
    pub form: FormState,
    /// What was typed to ask for something.
    pub ask: FormState,
    /// Purposes beyond the courses.
    pub purposes: Vec<PurposeView>,
    /// Who looked.
    pub looks: Vec<LookRow>,
    /// What was asked.
    pub requests: Vec<RequestRow>,
}

/// A purpose, and what was said to it.
#[derive(Debug, Clone, Serialize)]
pub struct PurposeView {
    /// Word.
    pub word: &'static str,
    /// Version of its words.
    pub version: u32,
    /// Yes.
    pub given: bool,
    /// It needs an e-mail address.
    pub by_mail: bool,
    /// When it was said; none where nobody was asked yet, or the words are new.
    pub said: Option<When>,
}

/// Somebody looked.
#[derive(Debug, Clone, Serialize)]
pub struct LookRow {
    /// Name of who looked.
    pub viewer: String,
    /// What of it, as a word.
    pub what: String,
    /// When.
    pub when: When,
}

/// A request in a list.
#[derive(Debug, Clone, Serialize)]
pub struct RequestRow {
    /// Who asks, and the page of the request; for the desk.
    pub person: Option<Link>,
    /// Word of what is asked.
    pub kind: &'static str,
    /// In the person's words.
    pub note: String,
    /// When it was asked.
    pub asked: When,
    /// By when it is answered.
    pub due: When,
    /// That has passed.
    pub late: bool,
    /// Word of the outcome; none while it is open.
    pub outcome: Option<&'static str>,
    /// When it was answered.
    pub answered: Option<When>,
    /// What was answered.
    pub answer: String,
}

/// `people/erasure.html`: posts `sure` to `/me/data/erasure`.
#[derive(Debug, Clone, Serialize)]
pub struct ErasurePage {
    /// How many certificates would be worth nothing.
    pub certificates: usize,
    /// What does not fit.
    pub form: FormState,
}

/// `people/requests.html`: `/admin/requests?which=`.
#[derive(Debug, Clone, Serialize)]
pub struct RequestsPage {
    /// Those that wait, else those that were answered.
    pub open: bool,
    /// A year of which no public holidays are known, where the next days lie in it.
    pub unknown_year: Option<String>,
    /// A page of them.
    pub rows: Vec<RequestRow>,
    /// The page after it.
    pub next_url: Option<String>,
}

/// `people/request.html`: posts `outcome`, `answer`, `sure` to its own address.
#[derive(Debug, Clone, Serialize)]
pub struct RequestPage {
    /// Name of who asks, and their account.
    pub person: Link,
    /// The request.
    pub row: RequestRow,
    /// How many certificates would be worth nothing.
    pub certificates: usize,
    /// Where the form goes.
    pub action: String,
    /// What was typed.
    pub form: FormState,
}
