//! What authors decided of attempts that were over when a key changed, and what those attempts then earned. Both are
//! append-only; an attempt's own result is never touched.

use crate::StoreError;
use crate::sql::{self, Parts, from_json, get, instant, to_json, values};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult};
use std::collections::BTreeMap;
use xutra_domain::assessment::AttemptResult;
use xutra_domain::competency::Evidence;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;

/// A decision about the attempts that pinned a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regrade {
    /// Key of the pinned version.
    pub version: i64,
    /// Key of the version that judges instead; none for full marks.
    pub to: Option<i64>,
    /// The revision with whose publication it was decided.
    pub revision: i64,
}

/// What an attempt earns after the decisions of a revision.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejudgement {
    /// The attempt.
    pub attempt: AttemptId,
    /// Whose.
    pub account: AccountId,
    /// Course id.
    pub course: String,
    /// The revision.
    pub revision: i64,
    /// What it earns.
    pub result: AttemptResult,
    /// What it is evidence of then.
    pub evidence: Vec<Evidence>,
    /// When.
    pub judged_at: Instant,
}

/// How many attempts met a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Touched {
    /// Attempts that are over.
    pub ended: u64,
    /// Attempts that run.
    pub running: u64,
}

/// The places of the forms of attempts, as a table `i` beside `attempt a`; `version` reads the version of one.
fn places(db: &impl ConnectionTrait) -> (&'static str, &'static str) {
    match db.get_database_backend() {
        DbBackend::Postgres => ("jsonb_array_elements(a.form::jsonb->'items') i", "(i.value->>'version')::bigint"),
        _ => ("json_each(a.form, '$.items') i", "json_extract(i.value, '$.version')"),
    }
}

/// How many attempts met each question of a course, by the author's id. Reads every attempt of the course.
///
/// # Errors
/// Database trouble.
pub async fn touched(db: &impl ConnectionTrait, course: &str) -> Result<BTreeMap<String, Touched>, StoreError> {
    let (from, version) = places(db);
    let sql = format!(
        "SELECT q.word, COUNT(DISTINCT CASE WHEN a.state = 'open' THEN a.id END) AS running, \
         COUNT(DISTINCT CASE WHEN a.state <> 'open' THEN a.id END) AS ended FROM attempt a, {from}, question_version v, \
         question q WHERE a.course_id = $1 AND v.id = {version} AND q.id = v.question_id GROUP BY q.word"
    );
    let count = |row: &QueryResult, column: &str| -> Result<u64, StoreError> {
        Ok(u64::try_from(get::<i64>(row, column)?).unwrap_or(0))
    };
    let rows = sql::all(db, &sql, values![course]).await?;
    let read = |row| Ok((get(row, "word")?, Touched { ended: count(row, "ended")?, running: count(row, "running")? }));
    rows.iter().map(read).collect()
}

/// Attempts of a course that are over and pinned one of the versions, by id, after the cursor.
///
/// # Errors
/// Database trouble.
pub async fn page_attempts(
    db: &impl ConnectionTrait,
    course: &str,
    versions: &[i64],
    after: Option<AttemptId>,
    limit: u64,
) -> Result<Vec<AttemptId>, StoreError> {
    let (from, version) = places(db);
    let mut query = Parts::new("SELECT DISTINCT a.id FROM attempt a, ");
    query.add(from, Vec::new()).add(" WHERE a.course_id = ? AND a.result IS NOT NULL AND ", values![course]);
    query.add(version, Vec::new()).add(" IN ", Vec::new());
    query.rows(vec![versions.iter().flat_map(|one| values![*one]).collect()]);
    if let Some(after) = after {
        query.add(" AND a.id > ?", values![after]);
    }
    query.add(" ORDER BY a.id LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(|row| Ok(AttemptId(get(row, "id")?))).collect()
}

/// The versions of a question that its live version's key judged: those with that key, and those that a decision had
/// judged by one of them.
///
/// # Errors
/// Database trouble.
pub async fn judged_by(db: &impl ConnectionTrait, live: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT v.id FROM question_version v JOIN question_version l ON l.id = $1 \
               AND l.question_id = v.question_id AND l.key_hash = v.key_hash ORDER BY v.id";
    let mut found: Vec<i64> =
        sql::all(db, sql, values![live]).await?.iter().map(|row| get(row, "id")).collect::<Result<_, _>>()?;
    let sql = "SELECT g.version_id, g.to_version FROM regrade g JOIN question_version v ON v.id = g.version_id \
               JOIN question_version l ON l.id = $1 AND l.question_id = v.question_id ORDER BY g.id";
    let mut last: BTreeMap<i64, Option<i64>> = BTreeMap::new();
    for row in sql::all(db, sql, values![live]).await? {
        last.insert(get(&row, "version_id")?, get(&row, "to_version")?);
    }
    let carried = last.into_iter().filter(|(_, to)| to.is_some_and(|to| found.contains(&to))).map(|(from, _)| from);
    let carried: Vec<i64> = carried.collect();
    found.extend(carried);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Keeps a decision.
///
/// # Errors
/// Conflict `reference` where a version, the revision or the account does not exist.
pub async fn record_decision(
    db: &impl ConnectionTrait,
    decision: Regrade,
    by: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO regrade (version_id, to_version, revision_id, decided_by, decided_at) \
               VALUES ($1, $2, $3, $4, $5)";
    sql::execute(db, sql, values![decision.version, decision.to, decision.revision, by, now]).await.map(drop)
}

/// Every decision about the versions of a course, in their order: revisions of a course are numbered as they are decided.
///
/// # Errors
/// Database trouble.
pub async fn decisions(db: &impl ConnectionTrait, course: &str) -> Result<Vec<Regrade>, StoreError> {
    let sql = "SELECT g.version_id, g.to_version, g.revision_id FROM regrade g JOIN course_revision r \
               ON r.id = g.revision_id WHERE r.course_id = $1 ORDER BY g.id";
    let read = |row: &QueryResult| {
        Ok(Regrade {
            version: get(row, "version_id")?,
            to: get(row, "to_version")?,
            revision: get(row, "revision_id")?,
        })
    };
    sql::all(db, sql, values![course]).await?.iter().map(read).collect()
}

/// Keeps what an attempt earns after the decisions of a revision; a second time changes nothing.
///
/// # Errors
/// Conflict `reference` where something that it names does not exist.
pub async fn record_rejudgement(db: &impl ConnectionTrait, judged: &Rejudgement) -> Result<(), StoreError> {
    sql::execute(
        db,
        "INSERT INTO rejudgement (attempt_id, account_id, course_id, revision_id, result, percent, passed, evidence, \
         judged_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (attempt_id, revision_id) DO NOTHING",
        values![
            judged.attempt,
            judged.account,
            &judged.course,
            judged.revision,
            to_json(&judged.result)?,
            judged.result.percent,
            judged.result.passed,
            to_json(&judged.evidence)?,
            judged.judged_at
        ],
    )
    .await
    .map(drop)
}

/// What attempts earned when they were judged anew, in the order of the judgements.
///
/// # Errors
/// Database trouble.
pub async fn rejudgements(
    db: &impl ConnectionTrait,
    attempts: &[AttemptId],
) -> Result<BTreeMap<AttemptId, Vec<Rejudgement>>, StoreError> {
    let mut found: BTreeMap<AttemptId, Vec<Rejudgement>> = BTreeMap::new();
    for attempts in attempts.chunks(500) {
        let mut query = Parts::new(
            "SELECT attempt_id, account_id, course_id, revision_id, result, evidence, judged_at FROM rejudgement \
             WHERE attempt_id IN ",
        );
        query.rows(vec![attempts.iter().flat_map(|id| values![*id]).collect()]);
        query.add(" ORDER BY id", Vec::new());
        for row in query.all(db).await? {
            let attempt = AttemptId(get(&row, "attempt_id")?);
            found.entry(attempt).or_default().push(Rejudgement {
                attempt,
                account: sql::account(&row, "account_id")?,
                course: get(&row, "course_id")?,
                revision: get(&row, "revision_id")?,
                result: from_json(&get::<String>(&row, "result")?)?,
                evidence: from_json(&get::<String>(&row, "evidence")?)?,
                judged_at: instant(&row, "judged_at")?,
            });
        }
    }
    Ok(found)
}
