//! Practical work that was handed in: what waits to be marked, who has taken it, and what markers said.

mod marks;

pub use marks::{grades, marked_twice, record_grade, with_marks};

use crate::StoreError;
use crate::sql::{self, Parts, get, instant, maybe_instant, path_end, small, values, word};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_domain::marking::{Facilitates, Reservation, Verdict};
use xutra_domain::people::Role;

/// Work that was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// Identity.
    pub id: Uuid,
    /// The attempt.
    pub attempt: AttemptId,
    /// Whose.
    pub account: AccountId,
    /// Course id.
    pub course: String,
    /// Quiz id.
    pub quiz: String,
    /// Place of the task in the attempt.
    pub place: String,
    /// The author's id of the task.
    pub question: String,
    /// Key of its pinned version.
    pub version: i64,
    /// When.
    pub handed_in_at: Instant,
    /// How many marks it needs.
    pub wanted: u32,
    /// The most points that its rubric gives.
    pub most: f64,
    /// Percent of the points that passes.
    pub pass: f64,
    /// Whether the learner's own facilitator may not mark it.
    pub other: bool,
}

/// Where work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkState {
    /// It waits for a marker.
    Waiting,
    /// It was marked.
    Graded,
    /// It went back to the learner.
    Returned,
}

/// Work with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Queued {
    /// The work.
    pub work: Submission,
    /// Where it stands.
    pub state: WorkState,
    /// When it was settled.
    pub settled_at: Option<Instant>,
    /// Who took it, even where that has run out.
    pub reservation: Option<Reservation>,
    /// Path of the unit the learner lives in.
    pub unit_path: Option<String>,
}

/// What one marker said.
#[derive(Debug, Clone, PartialEq)]
pub struct Grade {
    /// Who.
    pub marker: AccountId,
    /// The marks, or that it should be improved.
    pub verdict: Verdict,
    /// Ranks of the picked levels.
    pub ranks: Vec<u32>,
    /// Whether the marks pass.
    pub passed: bool,
    /// What the learner is told.
    pub comment: String,
    /// When.
    pub at: Instant,
}

/// Work with what markers said of it, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// The work.
    pub queued: Queued,
    /// What was said.
    pub said: Vec<Grade>,
}

/// Who looks for work to mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    /// Who.
    pub account: AccountId,
    /// Whose facilitator they are.
    pub facilitates: Facilitates,
}

impl WorkState {
    /// Every state.
    pub const ALL: &'static [Self] = &[Self::Waiting, Self::Graded, Self::Returned];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Graded => "graded",
            Self::Returned => "returned",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.word() == word)
    }
}

const QUEUED: &str = "SELECT s.id, s.attempt_id, s.account_id, s.course_id, s.quiz, s.place, s.question, s.version_id, \
    s.handed_in_at, s.wanted, s.most, s.pass, s.other, q.state, q.settled_at, q.reserved_by, q.reserved_until, \
    u.path AS unit_path";
const FROM: &str = " FROM task_queue q JOIN task_submission s ON s.id = q.submission_id \
    JOIN account a ON a.id = s.account_id LEFT JOIN unit u ON u.id = a.unit_id";

/// Hands work in: it waits to be marked. What is there already stays, so that a replay adds nothing.
///
/// # Errors
/// Conflict `reference` where something that it names does not exist.
pub async fn insert_submission(db: &impl ConnectionTrait, work: &Submission) -> Result<(), StoreError> {
    let sql = "INSERT INTO task_submission (id, attempt_id, account_id, course_id, quiz, place, question, version_id, \
               handed_in_at, wanted, most, pass, other) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
               ON CONFLICT (attempt_id, place) DO NOTHING";
    let values = values![
        work.id,
        work.attempt,
        work.account,
        &work.course,
        &work.quiz,
        &work.place,
        &work.question,
        work.version,
        work.handed_in_at,
        work.wanted,
        work.most,
        work.pass,
        work.other,
    ];
    if sql::execute(db, sql, values).await? == 1 {
        let sql = "INSERT INTO task_queue (submission_id, state, waits_since) VALUES ($1, 'waiting', $2)";
        sql::execute(db, sql, values![work.id, work.handed_in_at]).await?;
    }
    Ok(())
}

/// How many people may mark: instructors and administrators of everything who can sign in.
///
/// # Errors
/// Database trouble.
pub async fn count_markers(db: &impl ConnectionTrait, now: Instant) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(DISTINCT g.account_id) FROM role_grant g JOIN account a ON a.id = g.account_id \
               WHERE g.role IN ($1, $2) AND g.unit_id IS NULL AND (g.expires_at IS NULL OR g.expires_at > $3) \
               AND a.disabled = FALSE";
    sql::count(db, sql, values![Role::Instructor.word(), Role::Administrator.word(), now]).await
}

/// Some work.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Queued>, StoreError> {
    let sql = format!("{QUEUED}{FROM} WHERE s.id = $1");
    sql::one(db, &sql, values![id]).await?.as_ref().map(queued).transpose()
}

/// The work that was handed in with attempts, by place.
///
/// # Errors
/// Database trouble.
pub async fn of_attempts(db: &impl ConnectionTrait, attempts: &[AttemptId]) -> Result<Vec<Queued>, StoreError> {
    let mut found = Vec::new();
    for attempts in attempts.chunks(500) {
        let mut query = Parts::new(&format!("{QUEUED}{FROM} WHERE s.attempt_id IN "));
        query.rows(vec![attempts.iter().flat_map(|id| values![*id]).collect()]);
        query.add(" ORDER BY s.attempt_id, s.place", Vec::new());
        for row in query.all(db).await? {
            found.push(queued(&row)?);
        }
    }
    Ok(found)
}

/// Somebody's work, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, account: AccountId, limit: u64) -> Result<Vec<Queued>, StoreError> {
    let sql = format!("{QUEUED}{FROM} WHERE s.account_id = $1 ORDER BY s.handed_in_at DESC, s.id LIMIT $2");
    sql::all(db, &sql, values![account, limit]).await?.iter().map(queued).collect()
}

/// What waits for that marker, the oldest first, after the cursor: neither their own nor what they marked, nor what others
/// have taken.
///
/// # Errors
/// Database trouble.
pub async fn page_waiting(
    db: &impl ConnectionTrait,
    marker: &Marker,
    course: Option<&str>,
    after: Option<(Instant, Uuid)>,
    now: Instant,
    limit: u64,
) -> Result<Vec<Queued>, StoreError> {
    let mut query = Parts::new(&format!("{QUEUED}{FROM}"));
    waits_for(&mut query, marker, now);
    if let Some(course) = course {
        query.add(" AND s.course_id = ?", values![course]);
    }
    if let Some((since, id)) = after {
        query.add(" AND (q.waits_since > ? OR (q.waits_since = ? AND q.submission_id > ?))", values![since, since, id]);
    }
    query.add(" ORDER BY q.waits_since, q.submission_id LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(queued).collect()
}

/// How much waits for that marker, by course.
///
/// # Errors
/// Database trouble.
pub async fn count_waiting(
    db: &impl ConnectionTrait,
    marker: &Marker,
    now: Instant,
) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut query = Parts::new(&format!("SELECT s.course_id, COUNT(*) AS many{FROM}"));
    waits_for(&mut query, marker, now).add(" GROUP BY s.course_id", Vec::new());
    let many =
        |row: &QueryResult| -> Result<u64, StoreError> { Ok(u64::try_from(get::<i64>(row, "many")?).unwrap_or(0)) };
    query.all(db).await?.iter().map(|row| Ok((get(row, "course_id")?, many(row)?))).collect()
}

/// The same as `xutra_domain::marking::may_mark`, in SQL.
fn waits_for<'a>(query: &'a mut Parts, marker: &Marker, now: Instant) -> &'a mut Parts {
    let me = marker.account;
    query.add(
        " WHERE q.state = 'waiting' AND s.account_id <> ? AND (q.reserved_by IS NULL OR q.reserved_by = ? \
         OR q.reserved_until <= ?) AND NOT EXISTS (SELECT 1 FROM task_grade g WHERE g.submission_id = s.id \
         AND g.marker_id = ?)",
        values![me, me, now, me],
    );
    match &marker.facilitates {
        Facilitates::All => query.add(" AND s.other = FALSE", Vec::new()),
        Facilitates::Below(scopes) => {
            query.add(" AND NOT (s.other = TRUE AND (1 = 0", Vec::new());
            for scope in scopes {
                let path = "COALESCE(u.path, '')";
                query.add(&format!(" OR ({path} >= ? AND {path} < ?)"), values![scope, path_end(scope)]);
            }
            query.add("))", Vec::new())
        }
    }
}

/// Keeps work for somebody, and gives back what else they had taken; false where somebody else has it, or it waits no
/// longer.
///
/// # Errors
/// Database trouble.
pub async fn reserve(
    db: &impl ConnectionTrait,
    id: Uuid,
    reservation: Reservation,
    now: Instant,
) -> Result<bool, StoreError> {
    let Reservation { by, until } = reservation;
    let sql = "UPDATE task_queue SET reserved_by = $2, reserved_until = $3 WHERE submission_id = $1 \
               AND state = 'waiting' AND (reserved_by IS NULL OR reserved_by = $2 OR reserved_until <= $4)";
    if sql::execute(db, sql, values![id, by, until, now]).await? == 0 {
        return Ok(false);
    }
    let sql = "UPDATE task_queue SET reserved_by = NULL, reserved_until = NULL \
               WHERE reserved_by = $1 AND submission_id <> $2";
    sql::execute(db, sql, values![by, id]).await?;
    Ok(true)
}

/// Takes hold of work that waits until the transaction ends; false where it waits no longer.
///
/// # Errors
/// Database trouble.
pub async fn hold_waiting(db: &impl ConnectionTrait, id: Uuid) -> Result<bool, StoreError> {
    let sql = "UPDATE task_queue SET state = 'waiting' WHERE submission_id = $1 AND state = 'waiting'";
    Ok(sql::execute(db, sql, values![id]).await? == 1)
}

/// Notes where work stands after a mark; nobody has it any more.
///
/// # Errors
/// NotFound where there is none.
pub async fn set_state(
    db: &impl ConnectionTrait,
    id: Uuid,
    state: WorkState,
    settled_at: Option<Instant>,
) -> Result<(), StoreError> {
    let sql = "UPDATE task_queue SET state = $2, settled_at = $3, reserved_by = NULL, reserved_until = NULL \
               WHERE submission_id = $1";
    match sql::execute(db, sql, values![id, state.word(), settled_at]).await? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

fn queued(row: &QueryResult) -> Result<Queued, StoreError> {
    let by: Option<Uuid> = get(row, "reserved_by")?;
    let until = maybe_instant(row, "reserved_until")?;
    Ok(Queued {
        work: Submission {
            id: get(row, "id")?,
            attempt: AttemptId(get(row, "attempt_id")?),
            account: sql::account(row, "account_id")?,
            course: get(row, "course_id")?,
            quiz: get(row, "quiz")?,
            place: get(row, "place")?,
            question: get(row, "question")?,
            version: get(row, "version_id")?,
            handed_in_at: instant(row, "handed_in_at")?,
            wanted: small(get(row, "wanted")?)?,
            most: get(row, "most")?,
            pass: get(row, "pass")?,
            other: get(row, "other")?,
        },
        state: word(&get::<String>(row, "state")?, WorkState::parse)?,
        settled_at: maybe_instant(row, "settled_at")?,
        reservation: by.zip(until).map(|(by, until)| Reservation { by: AccountId(by), until }),
        unit_path: get(row, "unit_path")?,
    })
}
