//! Signals: what people should look at, found by the program, and what came of looking. Nothing else follows from a row.

use crate::StoreError;
use crate::sql::{self, Parts, from_json, get, maybe_instant, to_json, values, word};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::assessment::{Answer, AttemptResult, Form};
use xutra_domain::ids::{AccountId, AttemptId, SittingId};
use xutra_domain::instant::Instant;
use xutra_domain::signals::Signal;

/// A signal that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it is.
    pub signal: Signal,
    /// What it is about: an attempt, two attempts, or a unit and a month.
    pub subject: String,
    /// Course id.
    pub course: String,
    /// Its figures by name, as they are shown.
    pub figures: BTreeMap<String, String>,
}

/// A signal in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalRow {
    /// Key.
    pub id: i64,
    /// What was found.
    pub found: Found,
    /// When.
    pub at: Instant,
    /// Who looked at it, when, and what came of it.
    pub seen: Option<Seen>,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Display name of who looked.
    pub by: String,
    /// When.
    pub at: Instant,
    /// What they wrote.
    pub note: String,
}

/// An exam that is over, as signals are worked out from it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExamAttempt {
    /// Identity.
    pub id: AttemptId,
    /// Code of the person's unit.
    pub unit: Option<String>,
    /// The supervised sitting that it was taken in.
    pub sitting: Option<SittingId>,
    /// When it began.
    pub started_at: Instant,
    /// When it was over.
    pub ended_at: Instant,
    /// Its questions.
    pub form: Form,
    /// What it earned.
    pub result: AttemptResult,
    /// What was answered, by place.
    pub answers: BTreeMap<String, Answer>,
    /// When each answer was last changed, in milliseconds from the start; empty where that was not kept.
    pub times: BTreeMap<String, i64>,
}

/// First attempts at an exam that ended since, the newest first; those that cannot be read are left out.
///
/// # Errors
/// Database trouble.
pub async fn ended_exams(
    db: &impl ConnectionTrait,
    course: &str,
    quiz: &str,
    since: Instant,
    limit: u64,
) -> Result<Vec<ExamAttempt>, StoreError> {
    let sql = "SELECT a.*, u.code AS unit_code FROM attempt a JOIN account p ON p.id = a.account_id \
               LEFT JOIN unit u ON u.id = p.unit_id WHERE a.course_id = $1 AND a.quiz = $2 AND a.submitted_at >= $3 \
               AND a.number = 1 AND a.state IN ('submitted', 'expired') ORDER BY a.submitted_at DESC LIMIT $4";
    let rows = sql::all(db, sql, values![course, quiz, since, limit]).await?;
    Ok(rows.iter().filter_map(|row| exam(row).ok()).collect())
}

fn exam(row: &QueryResult) -> Result<ExamAttempt, StoreError> {
    Ok(ExamAttempt {
        id: AttemptId(get(row, "id")?),
        unit: get(row, "unit_code")?,
        sitting: get::<Option<Uuid>>(row, "sitting_id")?.map(SittingId),
        started_at: sql::instant(row, "started_at")?,
        ended_at: maybe_instant(row, "submitted_at")?.ok_or(StoreError::NotFound)?,
        form: from_json(&get::<String>(row, "form")?)?,
        result: from_json(&get::<Option<String>>(row, "result")?.unwrap_or_default())?,
        answers: from_json(&get::<String>(row, "answers")?)?,
        times: crate::item_stats::times(row),
    })
}

/// Keeps a signal; false where it was found before.
///
/// # Errors
/// Database trouble.
pub async fn record(db: &impl ConnectionTrait, found: &Found, now: Instant) -> Result<bool, StoreError> {
    let sql = "INSERT INTO review_signal (kind, subject, course_id, figures, found_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (kind, subject) DO NOTHING";
    let figures = to_json(&found.figures)?;
    let values = values![found.signal.word(), &found.subject, &found.course, figures, now];
    Ok(sql::execute(db, sql, values).await? == 1)
}

/// Signals, the newest first, before a key: those that nobody looked at, or those that somebody did.
///
/// # Errors
/// Database trouble.
pub async fn page(
    db: &impl ConnectionTrait,
    seen: bool,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<SignalRow>, StoreError> {
    let mut query = Parts::new(
        "SELECT s.*, p.display_name AS seen_name FROM review_signal s LEFT JOIN account p ON p.id = s.seen_by \
         WHERE s.seen_at IS ",
    );
    query.add(if seen { "NOT NULL" } else { "NULL" }, Vec::new());
    if let Some(before) = before {
        query.add(" AND s.id < ?", values![before]);
    }
    query.add(" ORDER BY s.id DESC LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(row).collect()
}

fn row(row: &QueryResult) -> Result<SignalRow, StoreError> {
    let at = maybe_instant(row, "seen_at")?;
    let by: Option<String> = get(row, "seen_name")?;
    let note: Option<String> = get(row, "note")?;
    Ok(SignalRow {
        id: get(row, "id")?,
        found: Found {
            signal: word(&get::<String>(row, "kind")?, Signal::parse)?,
            subject: get(row, "subject")?,
            course: get(row, "course_id")?,
            figures: from_json(&get::<String>(row, "figures")?)?,
        },
        at: sql::instant(row, "found_at")?,
        seen: at.map(|at| Seen { by: by.unwrap_or_default(), at, note: note.unwrap_or_default() }),
    })
}

/// Keeps who looked at a signal and what came of it; false where somebody did before, or there is no such signal.
///
/// # Errors
/// Database trouble.
pub async fn set_seen(
    db: &impl ConnectionTrait,
    id: i64,
    by: AccountId,
    note: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE review_signal SET seen_by = $2, seen_at = $3, note = $4 WHERE id = $1 AND seen_at IS NULL";
    Ok(sql::execute(db, sql, values![id, by, now, note]).await? == 1)
}
