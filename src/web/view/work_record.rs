//! Records of work with AI: their author's pages, those of who confirms them, those of who looks at some again.

use super::{FormState, Link, When};
use serde::Serialize;

/// `work_record/list.html`: `/work-records`.
#[derive(Debug, Clone, Serialize)]
pub struct RecordsPage {
    /// How far one is.
    pub left: LeftView,
    /// The newest first.
    pub rows: Vec<RecordRow>,
    /// Where the list goes on.
    pub next_url: Option<String>,
    /// Records of others that wait for one.
    pub to_confirm: u64,
}

/// What is left until one applies effectively.
#[derive(Debug, Clone, Serialize)]
pub struct LeftView {
    /// By the rule of owners, not of officials.
    pub business: bool,
    /// Records that count.
    pub confirmed: usize,
    /// Nothing is left.
    pub effective: bool,
    /// What is: the end of its key, and how many.
    pub steps: Vec<Step>,
}

/// Something that is left.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// The end of its key.
    pub word: &'static str,
    /// How many.
    pub n: usize,
}

/// A record in a list.
#[derive(Debug, Clone, Serialize)]
pub struct RecordRow {
    /// Its page.
    pub url: String,
    /// Word of the task.
    pub task: &'static str,
    /// Whose, where it is another's.
    pub author: Option<String>,
    /// Word of its state.
    pub state: &'static str,
    /// When it was declared, or by when an answer is expected of the reader.
    pub at: When,
    /// That is past.
    pub late: bool,
}

/// What a record tells.
#[derive(Debug, Clone, Serialize)]
pub struct RecordView {
    /// Word of the task.
    pub task: &'static str,
    /// Which AI.
    pub tool: String,
    /// What was asked.
    pub asked: String,
    /// What was wrong, or changed.
    pub changed: String,
    /// Minutes before.
    pub before: u32,
    /// Minutes now.
    pub after: u32,
    /// The product.
    pub product: Option<String>,
    /// When it was declared.
    pub declared: When,
}

/// `work_record/record.html`: `/work-records/{record}`.
#[derive(Debug, Clone, Serialize)]
pub struct RecordPage {
    /// What it tells.
    pub record: RecordView,
    /// Word of its state.
    pub state: &'static str,
    /// Quality, once it was confirmed.
    pub quality: Option<u32>,
    /// By when an answer is expected, where somebody was drawn.
    pub due: Option<When>,
    /// It waits, and nobody is there who could be drawn.
    pub alone: bool,
    /// Why it came back, or was refused.
    pub reason: Option<String>,
    /// Where it is improved, where it came back.
    pub improve_url: Option<String>,
    /// Where one appeals, where one may.
    pub appeal_url: Option<String>,
    /// What happened to it: the end of a key, and when.
    pub events: Vec<EventView>,
    /// The appeal as it was typed.
    pub form: FormState,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
pub struct EventView {
    /// The end of its key.
    pub word: String,
    /// When.
    pub at: When,
}

/// `work_record/new.html`: `/work-records/new` and `/work-records/{record}/improvement`.
#[derive(Debug, Clone, Serialize)]
pub struct RecordForm {
    /// Where it goes.
    pub action: String,
    /// The way back.
    pub back_url: String,
    /// Words of the tasks.
    pub tasks: Vec<&'static str>,
    /// A product is asked for.
    pub business: bool,
    /// Why it came back, where it did.
    pub reason: Option<String>,
    /// What was typed.
    pub form: FormState,
}

/// `work_record/to_confirm.html`: `/work-records/to-confirm`.
#[derive(Debug, Clone, Serialize)]
pub struct ToConfirmPage {
    /// The most pressing first.
    pub rows: Vec<RecordRow>,
}

/// `work_record/confirm.html`: `/work-records/{record}/confirmation`.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmPage {
    /// Whose it is.
    pub author: String,
    /// What it tells.
    pub record: RecordView,
    /// Why its author appealed, where they did: then the decision is final.
    pub appeal: Option<String>,
    /// By when an answer is expected.
    pub due: When,
    /// Where the answer goes.
    pub action: String,
    /// What was typed.
    pub form: FormState,
}

/// `work_record/audits.html`: `/inspection/work-records`.
#[derive(Debug, Clone, Serialize)]
pub struct AuditsPage {
    /// Those that wait.
    pub rows: Vec<RecordRow>,
    /// What came of those that were looked at, on the whole site.
    pub rate: Option<RateView>,
}

/// What came of audits.
#[derive(Debug, Clone, Serialize)]
pub struct RateView {
    /// How many held.
    pub passed: String,
    /// Of how many.
    pub judged: String,
    /// The share, with its sign.
    pub share: String,
    /// The lower end of its interval.
    pub low: String,
    /// The upper end.
    pub high: String,
}

/// `work_record/audit.html`: `/inspection/work-records/{record}`.
#[derive(Debug, Clone, Serialize)]
pub struct AuditPage {
    /// Whose it is, and their page for who may see it.
    pub author: Link,
    /// What it tells.
    pub record: RecordView,
    /// Quality in the eyes of who confirmed it.
    pub quality: Option<u32>,
    /// Where the judgement goes.
    pub action: String,
    /// What was typed.
    pub form: FormState,
}
