//! How attempts end: closed once, graded, or made void.

use crate::StoreError;
use crate::assessment::{AttemptState, times_of};
use crate::completion::{Reached, reached_columns, reached_of};
use crate::sql::{self, from_json, get, instant, maybe_instant, to_json, values, word};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use xutra_domain::assessment::{Answer, AttemptResult};
use xutra_domain::ids::AttemptId;
use xutra_domain::instant::Instant;

/// How an attempt ended, with what of it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    /// Handed in, or run out.
    pub state: AttemptState,
    /// When: now, or when its time was over.
    pub at: Instant,
    /// When its time was over: a sitting that ends early moves that.
    pub expires_at: Option<Instant>,
    /// When an answer was last saved.
    pub saved_at: Option<Instant>,
    /// The answers that count, by place.
    pub answers: BTreeMap<String, Answer>,
    /// Their times.
    pub times: BTreeMap<String, i64>,
    /// How many hints were taken, by place.
    pub hints: BTreeMap<String, u32>,
    /// How far the person had come before, by what is counted of them.
    pub reached: Reached,
}

/// Closes an open attempt and gives what counts of it; none where it was not open. The UPDATE holds the row, so that no
/// later answer slips in, and says by the row itself whether its time was over.
///
/// # Errors
/// Database trouble.
pub async fn close(db: &impl ConnectionTrait, id: AttemptId, now: Instant) -> Result<Option<Closed>, StoreError> {
    let reached = reached_columns("attempt");
    let sql = format!(
        "UPDATE attempt SET state = CASE WHEN expires_at <= $2 THEN 'expired' ELSE 'submitted' END, \
               submitted_at = CASE WHEN expires_at <= $2 THEN expires_at ELSE $2 END WHERE id = $1 AND state = 'open' \
               RETURNING state, submitted_at, expires_at, saved_at, answers, times, hints, {reached}"
    );
    let Some(row) = sql::one(db, &sql, values![id, now]).await? else { return Ok(None) };
    Ok(Some(Closed {
        state: word(&get::<String>(&row, "state")?, AttemptState::parse)?,
        at: instant(&row, "submitted_at")?,
        expires_at: maybe_instant(&row, "expires_at")?,
        saved_at: maybe_instant(&row, "saved_at")?,
        answers: from_json(&get::<String>(&row, "answers")?)?,
        times: times_of(get::<Option<String>>(&row, "times")?.as_deref())?,
        hints: from_json(&get::<String>(&row, "hints")?)?,
        reached: reached_of(&row)?,
    }))
}

/// Makes an attempt that has ended void; false where it is open, void already, or not there.
///
/// # Errors
/// Database trouble.
pub async fn void(db: &impl ConnectionTrait, id: AttemptId) -> Result<bool, StoreError> {
    let sql = "UPDATE attempt SET state = 'void' WHERE id = $1 AND state IN ('submitted', 'expired')";
    Ok(sql::execute(db, sql, values![id]).await? == 1)
}

/// Keeps what an attempt earned.
///
/// # Errors
/// NotFound where there is no such attempt.
pub async fn set_result(db: &impl ConnectionTrait, id: AttemptId, result: &AttemptResult) -> Result<(), StoreError> {
    let sql = "UPDATE attempt SET result = $2, percent = $3, passed = $4 WHERE id = $1";
    match sql::execute(db, sql, values![id, to_json(result)?, result.percent, result.passed]).await? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Open attempts whose time is over, the longest overdue first.
///
/// # Errors
/// Database trouble.
pub async fn list_overdue(db: &impl ConnectionTrait, now: Instant, limit: u64) -> Result<Vec<AttemptId>, StoreError> {
    let sql = "SELECT id FROM attempt WHERE state = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT $2";
    sql::all(db, sql, values![now, limit]).await?.iter().map(|row| Ok(AttemptId(get(row, "id")?))).collect()
}
