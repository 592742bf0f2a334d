//! An attempt with all its questions on one page.

use super::When;
use super::assessment::{AttemptHead, QuestionView};
use serde::Serialize;

/// `assessment/all.html`: all questions on one page. The form posts to `action`; the fields are those of `question.html`
/// with `qN-` before their names, and buttons named `go` say `stay`, `submit`, `hint-N`, `files-N` or `remove-N-ID`.
#[derive(Debug, Clone, Serialize)]
pub struct AllPage {
    /// Of the attempt.
    pub head: AttemptHead,
    /// How many questions.
    pub total: usize,
    /// How many are answered.
    pub answered: usize,
    /// How many answers do not fit.
    pub wrong: usize,
    /// The questions.
    pub questions: Vec<AskedView>,
    /// Practical work is among them.
    pub with_work: bool,
    /// Address of the form.
    pub action: String,
}

/// One of all questions.
#[derive(Debug, Clone, Serialize)]
pub struct AskedView {
    /// Place from 1.
    pub place: usize,
    /// How many questions.
    pub total: usize,
    /// A mark of the answer that the page shows.
    pub was: String,
    /// When its answer was stored (the server's clock).
    pub saved: Option<When>,
    /// The question.
    pub question: QuestionView,
    /// Safe HTML that it and those after it share.
    pub group_html: Option<String>,
    /// Safe HTML of the hints taken so far.
    pub hints: Vec<String>,
    /// Hints left.
    pub hints_left: usize,
    /// What is wrong with what was typed: a sentence.
    pub error: Option<String>,
}
