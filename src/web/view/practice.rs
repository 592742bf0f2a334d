//! Practice: what is due, one question, and the end of a session.

use super::learning::CheckView;
use super::{Link, When};
use serde::Serialize;

/// `practice/home.html`
#[derive(Debug, Clone, Serialize)]
pub struct PracticeHome {
    /// How many questions are due today, over all courses.
    pub due: usize,
    /// Courses in which one takes part.
    pub courses: Vec<PracticeRow>,
}

/// A course in the list.
#[derive(Debug, Clone, Serialize)]
pub struct PracticeRow {
    /// The course.
    pub course: Link,
    /// How many questions are due today.
    pub due: usize,
    /// How many are new.
    pub fresh: usize,
    /// When the next one becomes due, where there is nothing now.
    pub then: Option<When>,
    /// Where to begin; none where there is nothing now.
    pub start_url: Option<String>,
}

/// `practice/question.html`: a question, or what was answered with what is right. The form posts `question`, `reps`, `n`
/// and the fields of a self-check to `check.action`; the button `unknown` says that one does not know.
#[derive(Debug, Clone, Serialize)]
pub struct PracticePage {
    /// The course.
    pub course: Link,
    /// Place in the session, from 1.
    pub place: usize,
    /// How many questions the session has.
    pub of: usize,
    /// Safe HTML shared by a group of questions.
    pub group_html: Option<String>,
    /// The question.
    pub check: CheckView,
    /// How often it was answered before this.
    pub reps: u32,
    /// The person said that they do not know.
    pub unknown: bool,
    /// What is wrong with what was sent: a sentence.
    pub error: Option<String>,
    /// Once answered: where the next question is.
    pub next_url: Option<String>,
}

/// `practice/done.html`
#[derive(Debug, Clone, Serialize)]
pub struct PracticeDone {
    /// The course.
    pub course: Link,
    /// How many were practised in this session.
    pub practised: usize,
    /// How many are still due or new.
    pub left: usize,
    /// Where more of them are.
    pub more_url: Option<String>,
    /// When the next one becomes due.
    pub then: Option<When>,
}
