//! Who takes part, which lessons are completed, and the record of somebody in a course.

use crate::StoreError;
use crate::assessment::EARNED;
use crate::sql::{self, get, instant, maybe_instant, values};
use sea_orm::{ConnectionTrait, QueryResult};
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

/// When somebody completed a lesson, and when they last said that they read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion {
    /// The first time: it stays.
    pub at: Instant,
    /// The last time.
    pub read_at: Instant,
}

/// Notes that a lesson is completed; whether for the first time, whose instant stays. Later ones are a reading again.
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
    if sql::execute(db, sql, values![account, course, lesson, now]).await? == 1 {
        return Ok(true);
    }
    // Only a lesson that its author asked to be read again takes note of it: elsewhere a repetition writes nothing.
    let sql = "UPDATE lesson_completion SET reread_at = $4 WHERE account_id = $1 AND course_id = $2 AND lesson = $3 \
               AND EXISTS (SELECT 1 FROM lesson_bump b WHERE b.course_id = $2 AND b.lesson = $3 \
               AND b.bumped_at > COALESCE(lesson_completion.reread_at, lesson_completion.completed_at))";
    sql::execute(db, sql, values![account, course, lesson, now]).await?;
    Ok(false)
}

/// Asks those who completed lessons of a course to read them again.
///
/// # Errors
/// Conflict `reference` where the course or the revision does not exist.
pub async fn record_bumps(
    db: &impl ConnectionTrait,
    course: &str,
    lessons: &[String],
    revision: i64,
    now: Instant,
) -> Result<(), StoreError> {
    for lesson in lessons {
        let sql = "INSERT INTO lesson_bump (course_id, lesson, revision_id, bumped_at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT DO NOTHING";
        sql::execute(db, sql, values![course, lesson, revision, now]).await?;
    }
    Ok(())
}

/// When the readers of each lesson of a course were last asked to read it again.
///
/// # Errors
/// Database trouble.
pub async fn bumps(db: &impl ConnectionTrait, course: &str) -> Result<BTreeMap<String, Instant>, StoreError> {
    let sql = "SELECT lesson, MAX(bumped_at) AS bumped_at FROM lesson_bump WHERE course_id = $1 GROUP BY lesson";
    let rows = sql::all(db, sql, values![course]).await?;
    rows.iter().map(|row| Ok((get(row, "lesson")?, instant(row, "bumped_at")?))).collect()
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
    let completed = completed.into_iter().map(|(lesson, done)| (lesson, done.at)).collect();
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

/// When each lesson was completed: what a lesson page reads, in one statement.
///
/// # Errors
/// Database trouble.
pub async fn completed_lessons(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
) -> Result<BTreeMap<String, Completion>, StoreError> {
    let sql = "SELECT lesson, completed_at, reread_at FROM lesson_completion WHERE account_id = $1 AND course_id = $2";
    let rows = sql::all(db, sql, values![account, course]).await?;
    let read = |row: &QueryResult| {
        let at = instant(row, "completed_at")?;
        let read_at = maybe_instant(row, "reread_at")?.unwrap_or(at);
        Ok((get(row, "lesson")?, Completion { at, read_at }))
    };
    rows.iter().map(read).collect()
}

/// The courses that somebody takes part in, in the order of enrolling.
///
/// # Errors
/// Database trouble.
pub async fn enrolled_courses(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT course_id FROM enrollment WHERE account_id = $1 ORDER BY enrolled_at, course_id";
    sql::all(db, sql, values![account]).await?.iter().map(|row| get(row, "course_id")).collect()
}
