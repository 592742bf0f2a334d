//! Who completed which course, and how far somebody has come: what says, at no cost of its own, whether another step can
//! change what they count for.

use crate::StoreError;
use crate::sql::{self, get, values};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// How far somebody has come in a course, as far as it says whether another step can change what they count for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reached {
    /// They take part already: no lesson and no quiz changes that.
    pub takes_part: bool,
    /// They have completed the course.
    pub completed: bool,
    /// Lessons of it that they have completed.
    pub lessons: u64,
}

/// Columns of [`Reached`], of a row with `account_id` and `course_id`.
pub(crate) fn reached_columns(row: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM standing s WHERE s.account_id = {row}.account_id AND s.since IS NOT NULL) AS takes_part, \
         EXISTS (SELECT 1 FROM course_completion d WHERE d.account_id = {row}.account_id AND d.course_id = {row}.course_id) \
         AS completed, (SELECT COUNT(*) FROM lesson_completion l WHERE l.account_id = {row}.account_id \
         AND l.course_id = {row}.course_id) AS lessons"
    )
}

pub(crate) fn reached_of(row: &QueryResult) -> Result<Reached, StoreError> {
    Ok(Reached {
        takes_part: get(row, "takes_part")?,
        completed: get(row, "completed")?,
        lessons: get::<i64>(row, "lessons")?.unsigned_abs(),
    })
}

/// How far somebody who is enrolled has come.
///
/// # Errors
/// Database trouble.
pub async fn reached(db: &impl ConnectionTrait, account: AccountId, course: &str) -> Result<Reached, StoreError> {
    let sql = format!("SELECT {} FROM enrollment e WHERE e.account_id = $1 AND e.course_id = $2", reached_columns("e"));
    Ok(sql::one(db, &sql, values![account, course]).await?.as_ref().map(reached_of).transpose()?.unwrap_or_default())
}

/// Notes that somebody completed a course; the first instant stays. Whether it was the first time.
///
/// # Errors
/// Conflict `reference` where the account or the course does not exist.
pub async fn record(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    at: Instant,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO course_completion (account_id, course_id, completed_at) VALUES ($1, $2, $3) \
               ON CONFLICT DO NOTHING";
    Ok(sql::execute(db, sql, values![account, course, at]).await? == 1)
}

/// Whether somebody has completed a course.
///
/// # Errors
/// Database trouble.
pub async fn exists(db: &impl ConnectionTrait, account: AccountId, course: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM course_completion WHERE account_id = $1 AND course_id = $2";
    sql::exists(db, sql, values![account, course]).await
}

/// Takes back that somebody completed a course, as after an attempt was made void.
///
/// # Errors
/// Database trouble.
pub async fn delete(db: &impl ConnectionTrait, account: AccountId, course: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM course_completion WHERE account_id = $1 AND course_id = $2";
    sql::execute(db, sql, values![account, course]).await.map(drop)
}
