//! Who is asked to confirm a record of work, and who could be: by the product, by the unit, by duty.

use crate::StoreError;
use crate::sql::{self, get, instant, maybe_instant, values, word};
use crate::work_record::{WorkRecord, find};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::{BTreeMap, BTreeSet};
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::Instant;
use xutra_domain::people::Role;
use xutra_domain::work_record::confirm::RECIPROCAL;
use xutra_domain::work_record::{Link, Stage, Tie};

/// Held while somebody is drawn: two draws at once could make a pair who confirm each other.
const LOCK: i64 = 0x7875_7472_6135;

/// Somebody is asked to confirm a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Of which.
    pub record: WorkRecordId,
    /// The place among those who were asked, from 1.
    pub number: i64,
    /// Who.
    pub confirmer: AccountId,
    /// Why they may.
    pub tie: Tie,
    /// How far the search has come.
    pub stage: Stage,
    /// When they were drawn.
    pub drawn_at: Instant,
    /// By when an answer is expected.
    pub due_at: Instant,
}

/// What became of asking somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// They confirmed it.
    Confirmed,
    /// They gave it back.
    Returned,
    /// They refused the appeal.
    Refused,
    /// They did not answer in time, or can no longer.
    Unanswered,
}

impl Outcome {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::Unanswered => "unanswered",
        }
    }
}

/// Holds back everybody else who draws, until the transaction ends.
///
/// # Errors
/// Database trouble.
pub async fn lock(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    sql::lock(db, LOCK).await
}

const COLUMNS: &str = "c.record_id, c.number, c.confirmer_id, c.tie, c.stage, c.drawn_at, c.due_at";

fn asked(row: &QueryResult) -> Result<Asked, StoreError> {
    Ok(Asked {
        record: WorkRecordId(get(row, "record_id")?),
        number: get(row, "number")?,
        confirmer: sql::account(row, "confirmer_id")?,
        tie: word(&get::<String>(row, "tie")?, Tie::parse)?,
        stage: word(&get::<String>(row, "stage")?, Stage::parse)?,
        drawn_at: instant(row, "drawn_at")?,
        due_at: instant(row, "due_at")?,
    })
}

/// Who is asked now.
///
/// # Errors
/// Database trouble.
pub async fn find_open(db: &impl ConnectionTrait, id: WorkRecordId) -> Result<Option<Asked>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM work_confirmation c WHERE c.record_id = $1 AND c.outcome IS NULL");
    sql::one(db, &sql, values![id]).await?.as_ref().map(asked).transpose()
}

/// Who was asked last, and what they said where they gave it back.
///
/// # Errors
/// Database trouble.
pub async fn find_last(db: &impl ConnectionTrait, id: WorkRecordId) -> Result<Option<(Asked, String)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, c.reason FROM work_confirmation c WHERE c.record_id = $1 AND c.outcome IS NOT NULL \
         ORDER BY c.number DESC LIMIT 1"
    );
    let row = sql::one(db, &sql, values![id]).await?;
    row.map(|row| Ok((asked(&row)?, get(&row, "reason")?))).transpose()
}

/// Asks somebody.
///
/// # Errors
/// Database trouble.
pub async fn insert(
    db: &impl ConnectionTrait,
    id: WorkRecordId,
    confirmer: AccountId,
    (tie, stage): (Tie, Stage),
    now: Instant,
    due: Instant,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO work_confirmation (record_id, number, confirmer_id, tie, stage, drawn_at, due_at, reason) \
               SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6, '' FROM work_confirmation WHERE record_id = $1";
    sql::execute(db, sql, values![id, confirmer, tie.word(), stage.word(), now, due]).await.map(drop)
}

/// Notes what became of asking; false where that is known by now.
///
/// # Errors
/// Database trouble.
pub async fn set_answered(
    db: &impl ConnectionTrait,
    asked: &Asked,
    outcome: Outcome,
    reason: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE work_confirmation SET outcome = $3, reason = $4, answered_at = $5 \
               WHERE record_id = $1 AND number = $2 AND outcome IS NULL";
    let row = values![asked.record, asked.number, outcome.word(), reason, now];
    Ok(sql::execute(db, sql, row).await? == 1)
}

/// Records that somebody is asked to confirm, the most pressing first, with the names of their authors.
///
/// # Errors
/// Database trouble.
pub async fn list_of(
    db: &impl ConnectionTrait,
    confirmer: AccountId,
    limit: u64,
) -> Result<Vec<(Asked, WorkRecord, String)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, a.display_name FROM work_confirmation c JOIN work_record r ON r.id = c.record_id \
         JOIN account a ON a.id = r.account_id AND a.disabled = FALSE \
         WHERE c.confirmer_id = $1 AND c.outcome IS NULL ORDER BY c.due_at, c.record_id LIMIT $2"
    );
    let mut found = Vec::new();
    for row in sql::all(db, &sql, values![confirmer, limit]).await? {
        let one = asked(&row)?;
        if let Some(record) = find(db, one.record).await? {
            found.push((one, record, get(&row, "display_name")?));
        }
    }
    Ok(found)
}

/// An answer that somebody gave, as it may be taken along.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Said {
    /// To which record.
    pub record: uuid::Uuid,
    /// Word of the outcome.
    pub outcome: String,
    /// Why.
    pub reason: String,
    /// RFC 3339; none where nobody answered.
    pub at: Option<String>,
}

/// What was said to the records of somebody, and what they said to those of others: without who said it, or to whom.
///
/// # Errors
/// Database trouble.
pub async fn said(db: &impl ConnectionTrait, who: AccountId) -> Result<[Vec<Said>; 2], StoreError> {
    let mut found = [Vec::new(), Vec::new()];
    for (list, whose) in found.iter_mut().zip(["r.account_id", "c.confirmer_id"]) {
        let sql = format!(
            "SELECT c.record_id, c.outcome, c.reason, c.answered_at FROM work_confirmation c \
             JOIN work_record r ON r.id = c.record_id WHERE {whose} = $1 AND c.outcome IS NOT NULL \
             ORDER BY c.record_id, c.number"
        );
        for row in sql::all(db, &sql, values![who]).await? {
            list.push(Said {
                record: get(&row, "record_id")?,
                outcome: get(&row, "outcome")?,
                reason: get(&row, "reason")?,
                at: maybe_instant(&row, "answered_at")?.map(Instant::rfc3339),
            });
        }
    }
    Ok(found)
}

/// How many records somebody is asked to confirm.
///
/// # Errors
/// Database trouble.
pub async fn count_of(db: &impl ConnectionTrait, confirmer: AccountId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM work_confirmation c JOIN work_record r ON r.id = c.record_id \
               JOIN account a ON a.id = r.account_id AND a.disabled = FALSE \
               WHERE c.confirmer_id = $1 AND c.outcome IS NULL";
    sql::count(db, sql, values![confirmer]).await
}

/// Records that somebody has to be drawn for: nobody is asked, who is asked did not answer in time, or can no longer. In
/// the order of their ids, after one of them.
///
/// # Errors
/// Database trouble.
pub async fn list_overdue(
    db: &impl ConnectionTrait,
    after: Option<WorkRecordId>,
    now: Instant,
    limit: u64,
) -> Result<Vec<WorkRecordId>, StoreError> {
    let after = after.unwrap_or(WorkRecordId(uuid::Uuid::nil()));
    let sql = "SELECT r.id FROM work_record r JOIN account a ON a.id = r.account_id AND a.disabled = FALSE \
               LEFT JOIN work_confirmation c ON c.record_id = r.id AND c.outcome IS NULL \
               LEFT JOIN account k ON k.id = c.confirmer_id \
               WHERE r.state IN ('declared', 'appealed') AND r.id > $1 \
               AND (c.record_id IS NULL OR c.due_at <= $2 OR k.disabled = TRUE) ORDER BY r.id LIMIT $3";
    let rows = sql::all(db, sql, values![after, now, limit]).await?;
    rows.iter().map(|row| Ok(WorkRecordId(get(row, "id")?))).collect()
}

/// Who was ever asked to confirm a record.
///
/// # Errors
/// Database trouble.
pub async fn everybody_asked(db: &impl ConnectionTrait, id: WorkRecordId) -> Result<BTreeSet<AccountId>, StoreError> {
    let sql = "SELECT confirmer_id FROM work_confirmation WHERE record_id = $1";
    sql::all(db, sql, values![id]).await?.iter().map(|row| sql::account(row, "confirmer_id")).collect()
}

/// Whose records somebody confirmed lately, or is asked to.
///
/// # Errors
/// Database trouble.
pub async fn links_of(db: &impl ConnectionTrait, who: AccountId, now: Instant) -> Result<Vec<Link>, StoreError> {
    let sql = "SELECT r.account_id, COALESCE(c.answered_at, $2) AS at FROM work_confirmation c \
               JOIN work_record r ON r.id = c.record_id WHERE c.confirmer_id = $1 \
               AND (c.outcome IS NULL OR c.outcome = 'confirmed' AND c.answered_at > $3)";
    let link = |row: &QueryResult| {
        Ok(Link { confirmer: who, author: sql::account(row, "account_id")?, at: instant(row, "at")? })
    };
    sql::all(db, sql, values![who, now, now.plus(-RECIPROCAL)]).await?.iter().map(link).collect()
}

/// Whether somebody can sign in, and so answer.
///
/// # Errors
/// Database trouble.
pub async fn can_answer(db: &impl ConnectionTrait, who: AccountId) -> Result<bool, StoreError> {
    sql::exists(db, "SELECT 1 FROM account WHERE id = $1 AND disabled = FALSE", values![who]).await
}

/// Who could confirm a record of somebody: the recipient of the product, who works in the same unit, who helps them learn.
///
/// # Errors
/// Database trouble.
pub async fn eligible(
    db: &impl ConnectionTrait,
    author: AccountId,
    recipient: Option<AccountId>,
    now: Instant,
) -> Result<BTreeMap<AccountId, Tie>, StoreError> {
    let mut found: BTreeMap<AccountId, Tie> =
        holders(db, author, Role::Facilitator, now).await?.into_iter().map(|(id, _)| (id, Tie::Facilitator)).collect();
    let colleagues = "SELECT DISTINCT g.account_id FROM affiliation f \
                      JOIN affiliation g ON g.unit_id = f.unit_id AND g.kind = 'staff' AND g.until IS NULL \
                      JOIN account a ON a.id = g.account_id AND a.disabled = FALSE \
                      WHERE f.account_id = $1 AND f.kind = 'staff' AND f.until IS NULL AND g.account_id <> $1";
    for row in sql::all(db, colleagues, values![author]).await? {
        found.insert(sql::account(&row, "account_id")?, Tie::Colleague);
    }
    if let Some(recipient) = recipient
        && can_answer(db, recipient).await?
    {
        found.insert(recipient, Tie::Recipient);
    }
    found.remove(&author);
    Ok(found)
}

/// Who leads the units of somebody, those nearest first: each group as far from the author as its members.
///
/// # Errors
/// Database trouble.
pub async fn leaders(
    db: &impl ConnectionTrait,
    author: AccountId,
    now: Instant,
) -> Result<Vec<BTreeMap<AccountId, Tie>>, StoreError> {
    let mut near: BTreeMap<std::cmp::Reverse<i64>, BTreeMap<AccountId, Tie>> = BTreeMap::new();
    for (id, depth) in holders(db, author, Role::Leader, now).await? {
        near.entry(std::cmp::Reverse(depth)).or_default().insert(id, Tie::Leader);
    }
    Ok(near.into_values().collect())
}

/// Who holds a duty over a unit of somebody, with the length of the path of its scope. Leaders are those of the workplace
/// where there is one.
async fn holders(
    db: &impl ConnectionTrait,
    author: AccountId,
    role: Role,
    now: Instant,
) -> Result<Vec<(AccountId, i64)>, StoreError> {
    let at_work = if role == Role::Leader {
        " AND (f.kind = 'staff' OR NOT EXISTS (SELECT 1 FROM affiliation h WHERE h.account_id = f.account_id \
         AND h.kind = 'staff' AND h.until IS NULL))"
    } else {
        ""
    };
    let sql = format!(
        "SELECT g.account_id, CAST(COALESCE(length(s.path), 0) AS BIGINT) AS depth FROM role_grant g \
         JOIN account a ON a.id = g.account_id AND a.disabled = FALSE LEFT JOIN unit s ON s.id = g.unit_id \
         WHERE g.role = $1 AND (g.expires_at IS NULL OR g.expires_at > $2) AND g.account_id <> $3 \
         AND (g.unit_id IS NULL OR EXISTS (SELECT 1 FROM affiliation f JOIN unit w ON w.id = f.unit_id \
         WHERE f.account_id = $3 AND f.until IS NULL AND substr(w.path, 1, length(s.path)) = s.path{at_work}))"
    );
    let rows = sql::all(db, &sql, values![role.word(), now, author]).await?;
    rows.iter().map(|row| Ok((sql::account(row, "account_id")?, get(row, "depth")?))).collect()
}
