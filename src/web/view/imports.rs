//! Lists that were uploaded, and what comes of their lines.

use super::{FormState, When};
use serde::Serialize;

/// `import/imports.html`: `/admin/imports`; posts `kind` and `file` in parts.
#[derive(Debug, Clone, Serialize)]
pub struct ImportsPage {
    /// Words of what a list may hold.
    pub kinds: Vec<&'static str>,
    /// Lists, the newest first.
    pub rows: Vec<ImportRow>,
    /// Older ones.
    pub next_url: Option<String>,
    /// The form for a new one.
    pub form: FormState,
}

/// A list.
#[derive(Debug, Clone, Serialize)]
pub struct ImportRow {
    /// Name of the file.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Word of what it holds.
    pub kind: &'static str,
    /// Word of how far it is.
    pub state: &'static str,
    /// When it was uploaded.
    pub when: When,
    /// Lines, where they were counted.
    pub lines: u64,
}

/// `import/import.html`: `/admin/imports/{import}?only=&after=`; posts to `run_url` and `remove_url`.
#[derive(Debug, Clone, Serialize)]
pub struct ImportPage {
    /// The list.
    pub list: ImportRow,
    /// Who uploaded it.
    pub by: String,
    /// It is worked at: the page is asked for again by itself.
    pub active: bool,
    /// Lines that are done.
    pub done: u64,
    /// In percent, where the lines were counted.
    pub percent: Option<u64>,
    /// Why it cannot be read any further.
    pub trouble: Option<String>,
    /// How many lines come to what: word and number.
    pub counts: Vec<(&'static str, u64)>,
    /// How many lines would change anything.
    pub to_do: u64,
    /// The outcome that lines are narrowed to.
    pub only: Option<&'static str>,
    /// Lines.
    pub lines: Vec<LineView>,
    /// Further lines.
    pub next_url: Option<String>,
    /// Where 'take in' goes, where it may be pressed.
    pub run_url: Option<String>,
    /// Where 'throw away' goes, where it may be pressed.
    pub remove_url: Option<String>,
    /// All results as CSV.
    pub results_url: String,
}

/// What comes of a line.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// Its number in the file; the headings are the first.
    pub line: u64,
    /// Word of what comes of it.
    pub outcome: &'static str,
    /// What is wrong with it, in sentences.
    pub faults: Vec<String>,
}
