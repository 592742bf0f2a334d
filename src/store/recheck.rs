//! Re-checks: how far the lot of each commune is, whom a draw called, what each of them was asked and what came of it.

use crate::StoreError;
use crate::sql::{self, from_json, get, instant, maybe_instant, small, to_json, values};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::assessment::{Answer, Form, Seen};
use xutra_domain::ids::{AccountId, RecheckId, RecheckSessionId};
use xutra_domain::instant::Instant;
use xutra_domain::recheck::{Count, FIRST, MORE, Outcome, called};
use xutra_domain::reporting::Rechecks;
use xutra_domain::unit::Unit;

/// Held while somebody begins, or is noted as absent, so that nobody is called who is not, and none is both.
const LOCK: i64 = 0x7875_7472_6136;

/// The lot of a commune in a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotRow {
    /// Code of the commune.
    pub unit: String,
    /// Its path.
    pub path: String,
    /// Its numbers.
    pub count: Count,
}

/// The lots of all communes that were drawn in a quarter, in one statement.
///
/// # Errors
/// Database trouble.
pub async fn list_lots(db: &impl ConnectionTrait, quarter: &str) -> Result<Vec<LotRow>, StoreError> {
    // Places count from 1 without a gap, so that the last one says how many there are.
    let sql = "SELECT u.code, u.path, \
               (SELECT COALESCE(MAX(m.place), 0) FROM draw_member m WHERE m.draw_id = d.id) AS holders, \
               (SELECT COUNT(*) FROM recheck r WHERE r.draw_id = d.id AND r.submitted_at IS NOT NULL) AS asked, \
               (SELECT COUNT(*) FROM recheck r WHERE r.draw_id = d.id AND r.confirmed = TRUE) AS confirmed, \
               (SELECT COUNT(*) FROM recheck_absence x WHERE x.draw_id = d.id AND x.replaced = TRUE) AS absent \
               FROM draw d JOIN unit u ON u.id = d.unit_id WHERE d.quarter = $1 AND u.kind = 'commune' ORDER BY u.code";
    let columns = "f.code, f.path, f.holders, f.asked, f.confirmed, f.absent";
    let rows: Vec<(String, String, u32, u32, u32, u32)> = sql::packed(db, columns, sql, values![quarter]).await?;
    let lot = |(unit, path, holders, asked, confirmed, absent)| LotRow {
        unit,
        path,
        count: Count { holders, asked, confirmed, absent },
    };
    Ok(rows.into_iter().map(lot).collect())
}

/// The draws of communes in a quarter whose seed is published, with the code of the commune and the flag that is asked about.
///
/// # Errors
/// Database trouble.
pub async fn list_draws(db: &impl ConnectionTrait, quarter: &str) -> Result<Vec<(Uuid, String, String)>, StoreError> {
    let sql = "SELECT d.id, u.code, d.flag FROM draw d JOIN unit u ON u.id = d.unit_id \
               JOIN draw_reveal r ON r.draw_id = d.id WHERE d.quarter = $1 AND u.kind = 'commune' ORDER BY u.code";
    let rows = sql::all(db, sql, values![quarter]).await?;
    rows.iter().map(|row| Ok((get(row, "id")?, get(row, "code")?, get(row, "flag")?))).collect()
}

/// Who is called by now and has neither begun nor gone, of a draw.
///
/// # Errors
/// Database trouble.
pub async fn list_waiting(db: &impl ConnectionTrait, draw: Uuid) -> Result<Vec<AccountId>, StoreError> {
    let (people, holders) = list_drawn(db, draw).await?;
    let outcomes: Vec<Outcome> = people.iter().map(|one| one.outcome).collect();
    let called = called(&outcomes, holders).into_iter().map(|index| &people[index]);
    let waits = called.filter(|one| one.outcome == Outcome::Waiting && !one.began && !one.gone);
    Ok(waits.map(|one| one.account).collect())
}

/// What the lots of a quarter come to for a unit: its own where it is a commune, else those of the communes in it.
#[must_use]
pub fn within(lots: &[LotRow], unit: &Unit) -> Rechecks {
    let own = lots.iter().find(|lot| lot.unit == unit.code);
    own.map_or_else(
        || Rechecks::of(lots.iter().filter(|lot| lot.path.starts_with(&unit.path)).map(|lot| lot.count)),
        |lot| Rechecks::of_commune(lot.count),
    )
}

/// Somebody at the head of a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Who.
    pub account: AccountId,
    /// Display name; empty for who was erased since.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// They cannot come: shut out or erased since.
    pub gone: bool,
    /// How often they did not come.
    pub absences: u32,
    /// They have begun to answer.
    pub began: bool,
    /// What came of it.
    pub outcome: Outcome,
}

/// Those at the head of a draw, in its order: everybody who may have been called by now, and how many could be drawn in all.
///
/// # Errors
/// Database trouble.
pub async fn list_drawn(db: &impl ConnectionTrait, draw: Uuid) -> Result<(Vec<Drawn>, u32), StoreError> {
    let sql = "SELECT m.account_id, a.display_name, a.disabled, u.name AS unit_name, r.id AS recheck, r.confirmed, \
               r.submitted_at, (SELECT COUNT(*) FROM recheck_absence x WHERE x.draw_id = m.draw_id \
                 AND x.account_id = m.account_id) AS absences, \
               (SELECT COUNT(*) FROM recheck_absence x WHERE x.draw_id = m.draw_id AND x.account_id = m.account_id \
                 AND x.replaced = TRUE) AS replaced \
               FROM draw_member m JOIN account a ON a.id = m.account_id LEFT JOIN unit u ON u.id = a.unit_id \
               LEFT JOIN recheck r ON r.draw_id = m.draw_id AND r.account_id = m.account_id \
               WHERE m.draw_id = $1 AND m.place <= $2 + \
               (SELECT COUNT(*) FROM recheck_absence y WHERE y.draw_id = $1 AND y.replaced = TRUE) ORDER BY m.place";
    let rows = sql::all(db, sql, values![draw, FIRST + MORE]).await?;
    let people = rows.iter().map(drawn).collect::<Result<Vec<_>, _>>()?;
    let sql = "SELECT COALESCE(MAX(place), 0) FROM draw_member WHERE draw_id = $1";
    let holders = sql::count(db, sql, values![draw]).await?;
    Ok((people, u32::try_from(holders).unwrap_or(u32::MAX)))
}

fn drawn(row: &QueryResult) -> Result<Drawn, StoreError> {
    let confirmed: Option<bool> = get(row, "confirmed")?;
    let outcome = match (get::<i64>(row, "replaced")? > 0, maybe_instant(row, "submitted_at")?) {
        (true, _) => Outcome::Absent,
        (_, None) => Outcome::Waiting,
        (_, Some(_)) if confirmed == Some(true) => Outcome::Confirmed,
        _ => Outcome::NotConfirmed,
    };
    Ok(Drawn {
        account: sql::account(row, "account_id")?,
        name: get(row, "display_name")?,
        unit: get(row, "unit_name")?,
        gone: get(row, "disabled")?,
        absences: small(get(row, "absences")?)?,
        began: get::<Option<Uuid>>(row, "recheck")?.is_some(),
        outcome,
    })
}

/// Waits for whoever begins or notes an absence, until the transaction ends.
///
/// # Errors
/// Database trouble.
pub async fn hold(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    sql::lock(db, LOCK).await
}

/// Notes that somebody did not come.
///
/// # Errors
/// Conflict where that was noted meanwhile.
pub async fn record_absence(
    db: &impl ConnectionTrait,
    draw: Uuid,
    who: AccountId,
    (number, replaced): (u32, bool),
    by: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO recheck_absence (draw_id, account_id, number, replaced, noted_by, noted_at) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    match sql::execute(db, sql, values![draw, who, number, replaced, by, now]).await? {
        0 => Err(StoreError::clash("recheck-absence-once")),
        _ => Ok(()),
    }
}

/// When somebody last did not come.
///
/// # Errors
/// Database trouble.
pub async fn last_absence(
    db: &impl ConnectionTrait,
    draw: Uuid,
    who: AccountId,
) -> Result<Option<Instant>, StoreError> {
    let sql =
        "SELECT noted_at FROM recheck_absence WHERE draw_id = $1 AND account_id = $2 ORDER BY number DESC LIMIT 1";
    sql::one(db, sql, values![draw, who]).await?.as_ref().map(|row| instant(row, "noted_at")).transpose()
}

/// What somebody is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Recheck {
    /// Identity.
    pub id: RecheckId,
    /// The draw.
    pub draw: Uuid,
    /// Who.
    pub account: AccountId,
    /// Where they answer.
    pub session: RecheckSessionId,
    /// Course id.
    pub course: String,
    /// Id of the exam from whose questions these were drawn.
    pub quiz: String,
    /// Key of the course's revision.
    pub revision: i64,
    /// The pinned questions.
    pub form: Form,
    /// How many right answers confirm.
    pub needed: u32,
    /// Saved answers by place.
    pub answers: BTreeMap<String, Answer>,
    /// When they began.
    pub started_at: Instant,
    /// When it was handed in: how many were right, and whether that confirms.
    pub result: Option<(Instant, u32, bool)>,
}

/// Begins.
///
/// # Errors
/// Conflict where the person was asked in this draw already.
pub async fn insert(db: &impl ConnectionTrait, new: &Recheck) -> Result<(), StoreError> {
    let sql = "INSERT INTO recheck (id, draw_id, account_id, session_id, course_id, quiz, revision, form, needed, answers, \
               started_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
    let row = values![
        new.id,
        new.draw,
        new.account,
        new.session,
        &new.course,
        &new.quiz,
        new.revision,
        to_json(&new.form)?,
        new.needed,
        to_json(&new.answers)?,
        new.started_at,
    ];
    match sql::execute(db, sql, row).await? {
        0 => Err(StoreError::clash("recheck-once")),
        _ => Ok(()),
    }
}

/// What is asked under that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: RecheckId) -> Result<Option<Recheck>, StoreError> {
    sql::one(db, "SELECT * FROM recheck WHERE id = $1", values![id]).await?.as_ref().map(read).transpose()
}

/// What somebody is asked in a draw.
///
/// # Errors
/// Database trouble.
pub async fn find_of(db: &impl ConnectionTrait, draw: Uuid, account: AccountId) -> Result<Option<Recheck>, StoreError> {
    let sql = "SELECT * FROM recheck WHERE draw_id = $1 AND account_id = $2";
    sql::one(db, sql, values![draw, account]).await?.as_ref().map(read).transpose()
}

/// Everything that somebody was asked, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Recheck>, StoreError> {
    let sql = "SELECT * FROM recheck WHERE account_id = $1 ORDER BY started_at DESC, id DESC";
    sql::all(db, sql, values![account]).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Recheck, StoreError> {
    let submitted = maybe_instant(row, "submitted_at")?;
    let correct: Option<i64> = get(row, "correct")?;
    let confirmed: Option<bool> = get(row, "confirmed")?;
    let result = submitted.zip(correct).zip(confirmed);
    Ok(Recheck {
        id: RecheckId(get(row, "id")?),
        draw: get(row, "draw_id")?,
        account: sql::account(row, "account_id")?,
        session: RecheckSessionId(get(row, "session_id")?),
        course: get(row, "course_id")?,
        quiz: get(row, "quiz")?,
        revision: get(row, "revision")?,
        form: from_json(&get::<String>(row, "form")?)?,
        needed: small(get(row, "needed")?)?,
        answers: from_json(&get::<String>(row, "answers")?)?,
        started_at: instant(row, "started_at")?,
        result: result
            .map(|((at, correct), confirmed)| Ok::<_, StoreError>((at, small(correct)?, confirmed)))
            .transpose()?,
    })
}

/// Saves answers; false where it was handed in, or its session is over.
///
/// # Errors
/// Database trouble.
pub async fn set_answers(
    db: &impl ConnectionTrait,
    id: RecheckId,
    answers: &BTreeMap<String, Answer>,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE recheck SET answers = $2 WHERE id = $1 AND submitted_at IS NULL AND EXISTS \
               (SELECT 1 FROM recheck_session s WHERE s.id = recheck.session_id AND s.ended_at IS NULL \
                AND s.closes_at > $3)";
    Ok(sql::execute(db, sql, values![id, to_json(answers)?, now]).await? > 0)
}

/// Hands in, once; false where that was done.
///
/// # Errors
/// Database trouble.
pub async fn set_result(
    db: &impl ConnectionTrait,
    id: RecheckId,
    correct: u32,
    confirmed: bool,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql =
        "UPDATE recheck SET submitted_at = $2, correct = $3, confirmed = $4 WHERE id = $1 AND submitted_at IS NULL";
    Ok(sql::execute(db, sql, values![id, now, correct, confirmed]).await? > 0)
}

/// What is open though its session is over.
///
/// # Errors
/// Database trouble.
pub async fn list_overdue(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<RecheckId>, StoreError> {
    let sql = "SELECT r.id FROM recheck r JOIN recheck_session s ON s.id = r.session_id \
               WHERE r.submitted_at IS NULL AND (s.ended_at IS NOT NULL OR s.closes_at <= $1) ORDER BY r.id LIMIT 200";
    sql::all(db, sql, values![now]).await?.iter().map(|row| Ok(RecheckId(get(row, "id")?))).collect()
}

/// The questions of a course that somebody met, in attempts and re-checks, with the last time.
///
/// # Errors
/// Database trouble.
pub async fn seen_questions(db: &impl ConnectionTrait, account: AccountId, course: &str) -> Result<Seen, StoreError> {
    let sql = "SELECT started_at, form FROM attempt WHERE account_id = $1 AND course_id = $2 \
               UNION ALL SELECT started_at, form FROM recheck WHERE account_id = $1 AND course_id = $2";
    let mut seen = Seen::new();
    for row in sql::all(db, sql, values![account, course]).await? {
        let at = instant(&row, "started_at")?;
        for item in from_json::<Form>(&get::<String>(&row, "form")?)?.items {
            let last = seen.entry(item.question).or_insert(at);
            *last = at.max(*last);
        }
    }
    Ok(seen)
}
