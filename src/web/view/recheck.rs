//! Re-checks: communes with their lots, whom a draw called, the desk of a session, what somebody is asked.

use super::one_page::AskedView;
use super::sitting::CodeView;
use super::{FormState, Link, When};
use serde::Serialize;

/// `recheck/list.html`: `/inspection/rechecks`.
#[derive(Debug, Clone, Serialize)]
pub struct RechecksPage {
    /// The quarter.
    pub quarter: String,
    /// Communes of the scope.
    pub rows: Vec<LotView>,
}

/// A commune with its lot.
#[derive(Debug, Clone, Serialize)]
pub struct LotView {
    /// The commune.
    pub unit: Link,
    /// It was drawn in this quarter.
    pub drawn: bool,
    /// How many were asked.
    pub asked: u32,
    /// How many are called by now.
    pub called: u32,
    /// How many were confirmed.
    pub confirmed: u32,
    /// How many did not come, and were replaced.
    pub absent: u32,
    /// The end of the verdict's key.
    pub verdict: &'static str,
}

/// `recheck/lot.html`: `/inspection/rechecks/{unit}`.
#[derive(Debug, Clone, Serialize)]
pub struct LotPage {
    /// The quarter.
    pub quarter: String,
    /// The commune and its numbers.
    pub lot: LotView,
    /// Where a draw is made, where there is none yet.
    pub draw_action: Option<String>,
    /// The published draw as a file.
    pub draw_url: Option<String>,
    /// Who is called, in the order of the draw.
    pub people: Vec<DrawnView>,
    /// Where a session is opened.
    pub open_action: String,
    /// Lengths to pick from.
    pub lengths: Vec<Link>,
    /// What was typed.
    pub form: FormState,
}

/// Somebody who was drawn.
#[derive(Debug, Clone, Serialize)]
pub struct DrawnView {
    /// Their flag and evidence.
    pub person: Link,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// The end of the outcome's key.
    pub outcome: &'static str,
    /// How often they did not come.
    pub absences: u32,
    /// They cannot come any more.
    pub gone: bool,
    /// Where it is noted that they did not come.
    pub absence_action: Option<String>,
}

/// `recheck/desk.html`: `/recheck-sessions/{recheck_session}`.
#[derive(Debug, Clone, Serialize)]
pub struct RecheckDeskPage {
    /// Name of the commune.
    pub unit: String,
    /// When it is over.
    pub over: When,
    /// The code of the minute, while it is open.
    pub code: Option<CodeView>,
    /// Who joined.
    pub people: Vec<JoinedView>,
    /// Where it is ended.
    pub end_action: Option<String>,
}

/// Somebody who joined.
#[derive(Debug, Clone, Serialize)]
pub struct JoinedView {
    /// Name.
    pub name: String,
    /// They have handed in.
    pub done: bool,
}

/// `recheck/enter.html`: `/recheck`.
#[derive(Debug, Clone, Serialize)]
pub struct EnterRecheckPage {
    /// What was typed.
    pub form: FormState,
    /// Sessions that the reader watches.
    pub desks: Vec<Link>,
    /// What the reader was asked before.
    pub mine: Vec<MineView>,
}

/// A re-check of one's own.
#[derive(Debug, Clone, Serialize)]
pub struct MineView {
    /// Its page.
    pub url: String,
    /// When it was begun.
    pub at: When,
    /// The end of the outcome's key.
    pub outcome: &'static str,
}

/// `recheck/answer.html`: the questions. The fields are those of an attempt on one page; buttons named `go` say `stay` or
/// `submit`.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerPage {
    /// Name of the commune.
    pub unit: String,
    /// How many right answers confirm.
    pub needed: u32,
    /// When the session is over.
    pub over: When,
    /// The questions.
    pub questions: Vec<AskedView>,
    /// How many answers do not fit.
    pub wrong: usize,
    /// Where the form goes.
    pub action: String,
}

/// `recheck/result.html`
#[derive(Debug, Clone, Serialize)]
pub struct RecheckResultPage {
    /// It is handed in; else the session is over and it is about to be.
    pub done: bool,
    /// The person was confirmed.
    pub confirmed: bool,
    /// How many answers were right.
    pub correct: u32,
    /// Out of how many.
    pub total: usize,
    /// How many confirm.
    pub needed: u32,
    /// Where one practises.
    pub practice_url: String,
    /// The exam, with its short form.
    pub exam: Link,
}
