//! Who takes part, which lessons are completed, and the record of somebody in a course.

use crate::StoreError;
use crate::assessment::EARNED;
use crate::sql::{self, get, instant, maybe_instant, values};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::learning::{AttemptNote, Record};

/// Takes somebody into a course; whether for the first time.
///
/// # Errors
/// Conflict `reference` where the account or the course does not exist.
pub async fn enroll(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO enrollment (account_id, course_id, enrolled_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    Ok(sql::execute(db, sql, values![account, course, now]).await? == 1)
}

/// Whether somebody takes part in a course.
///
/// # Errors
/// Database trouble.
pub async fn is_enrolled(db: &impl ConnectionTrait, account: AccountId, course: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM enrollment WHERE account_id = $1 AND course_id = $2";
    sql::exists(db, sql, values![account, course]).await
}

/// Notes that a lesson is completed; whether for the first time, whose instant stays.
///
/// # Errors
/// Conflict `reference` where the account or the course does not exist.
pub async fn complete_lesson(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    lesson: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO lesson_completion (account_id, course_id, lesson, completed_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT DO NOTHING";
    Ok(sql::execute(db, sql, values![account, course, lesson, now]).await? == 1)
}

/// What is on record of somebody in a course, in two indexed reads. An attempt past its time is not open any more.
///
/// # Errors
/// Database trouble.
pub async fn record(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    now: Instant,
) -> Result<Record, StoreError> {
    let completed = completed_lessons(db, account, course).await?;
    let sql = format!(
        "SELECT a.quiz, a.state, a.expires_at, {EARNED} WHERE a.account_id = $1 AND a.course_id = $2 \
         ORDER BY a.quiz, a.number"
    );
    let mut attempts: BTreeMap<String, Vec<AttemptNote>> = BTreeMap::new();
    for row in sql::all(db, &sql, values![account, course]).await? {
        let runs = maybe_instant(&row, "expires_at")?.is_none_or(|end| end > now);
        let note = AttemptNote {
            open: get::<String>(&row, "state")? == "open" && runs,
            percent: get(&row, "percent")?,
            passed: get::<Option<bool>>(&row, "passed")?.unwrap_or(false),
        };
        attempts.entry(get(&row, "quiz")?).or_default().push(note);
    }
    Ok(Record { completed, attempts })
}

/// When each lesson was first completed: what a lesson page reads, in one statement.
///
/// # Errors
/// Database trouble.
pub async fn completed_lessons(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
) -> Result<BTreeMap<String, Instant>, StoreError> {
    let sql = "SELECT lesson, completed_at FROM lesson_completion WHERE account_id = $1 AND course_id = $2";
    let rows = sql::all(db, sql, values![account, course]).await?;
    rows.iter().map(|row| Ok((get(row, "lesson")?, instant(row, "completed_at")?))).collect()
}

/// The courses that somebody takes part in, in the order of enrolling.
///
/// # Errors
/// Database trouble.
pub async fn enrolled_courses(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT course_id FROM enrollment WHERE account_id = $1 ORDER BY enrolled_at, course_id";
    sql::all(db, sql, values![account]).await?.iter().map(|row| get(row, "course_id")).collect()
}
