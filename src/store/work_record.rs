//! Records of work with AI: what their authors tell, where they stand, and what happened to each.

use crate::StoreError;
use crate::bulk_work;
use crate::sql::{self, Parts, get, instant, maybe_instant, small, values, word};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::Instant;
use xutra_domain::work_record::{Confirmed, State, Task, Told, WINDOW};

/// A record as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRecord {
    /// Identity.
    pub id: WorkRecordId,
    /// Whose.
    pub author: AccountId,
    /// Whom the product was made for, where the author named one.
    pub recipient: Option<AccountId>,
    /// What they tell.
    pub told: Told,
    /// In which week it was declared, by ISO 8601: 202647.
    pub week: u32,
    /// Where it stands.
    pub state: State,
    /// Quality, once it was confirmed.
    pub quality: Option<u32>,
    /// Why its author appealed, where they did.
    pub appeal: Option<String>,
    /// When it was declared.
    pub declared_at: Instant,
    /// When it was confirmed or refused.
    pub settled_at: Option<Instant>,
}

/// What happens to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkEvent {
    /// Its author told it.
    Declared,
    /// Somebody was drawn to confirm it.
    Drawn(AccountId),
    /// Who was drawn did not answer in time.
    Escalated(AccountId),
    /// It was confirmed, with a quality.
    Confirmed(u32),
    /// It came back with a reason.
    Returned,
    /// Its author improved it.
    Improved,
    /// Its author appealed.
    Appealed,
    /// The appeal was refused.
    Refused,
    /// An inspector looked at it again, and whether it held.
    Audited(bool),
}

impl WorkEvent {
    /// Who was drawn and which quality was found, where it tells of that.
    pub(crate) fn columns(self) -> (Option<AccountId>, Option<u32>) {
        match self {
            Self::Drawn(who) | Self::Escalated(who) => (Some(who), None),
            Self::Confirmed(quality) => (None, Some(quality)),
            _ => (None, None),
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Drawn(_) => "drawn",
            Self::Escalated(_) => "escalated",
            Self::Confirmed(_) => "confirmed",
            Self::Returned => "returned",
            Self::Improved => "improved",
            Self::Appealed => "appealed",
            Self::Refused => "refused",
            Self::Audited(true) => "held",
            Self::Audited(false) => "failed",
        }
    }
}

const COLUMNS: &str = "r.id, r.account_id, r.recipient_id, r.task, r.tool, r.asked, r.changed, r.minutes_before, \
    r.minutes_after, r.product, r.week, r.state, r.quality, r.appeal, r.declared_at, r.settled_at";

pub(crate) fn record(row: &QueryResult) -> Result<WorkRecord, StoreError> {
    Ok(WorkRecord {
        id: WorkRecordId(get(row, "id")?),
        author: sql::account(row, "account_id")?,
        recipient: get::<Option<Uuid>>(row, "recipient_id")?.map(AccountId),
        told: Told {
            task: word(&get::<String>(row, "task")?, Task::parse)?,
            tool: get(row, "tool")?,
            asked: get(row, "asked")?,
            changed: get(row, "changed")?,
            before: small(get(row, "minutes_before")?)?,
            after: small(get(row, "minutes_after")?)?,
            product: get(row, "product")?,
        },
        week: small(get(row, "week")?)?,
        state: word(&get::<String>(row, "state")?, State::parse)?,
        quality: get::<Option<i64>>(row, "quality")?.map(small).transpose()?,
        appeal: get(row, "appeal")?,
        declared_at: instant(row, "declared_at")?,
        settled_at: maybe_instant(row, "settled_at")?,
    })
}

/// Keeps a new record.
///
/// # Errors
/// Database trouble.
pub async fn insert(db: &impl ConnectionTrait, new: &WorkRecord) -> Result<(), StoreError> {
    bulk_work::insert_told(db, std::iter::once(new)).await
}

/// Puts what an author tells anew in the place of what came back; false where it did not come back.
///
/// # Errors
/// Database trouble.
pub async fn set_told(
    db: &impl ConnectionTrait,
    id: WorkRecordId,
    told: &Told,
    recipient: Option<AccountId>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE work_record SET task = $2, tool = $3, asked = $4, changed = $5, minutes_before = $6, \
               minutes_after = $7, product = $8, with_product = $9, recipient_id = $10, state = 'declared' \
               WHERE id = $1 AND state = 'returned'";
    let row = values![
        id,
        told.task.word(),
        &told.tool,
        &told.asked,
        &told.changed,
        told.before,
        told.after,
        &told.product,
        !told.product.is_empty(),
        recipient,
    ];
    Ok(sql::execute(db, sql, row).await? == 1)
}

/// Moves a record on; false where it stands elsewhere by now.
///
/// # Errors
/// Database trouble.
pub async fn set_state(
    db: &impl ConnectionTrait,
    id: WorkRecordId,
    from: State,
    to: State,
    quality: Option<u32>,
    now: Instant,
) -> Result<bool, StoreError> {
    let settled = matches!(to, State::Confirmed | State::Refused).then_some(now);
    let sql = "UPDATE work_record SET state = $3, quality = $4, settled_at = $5 WHERE id = $1 AND state = $2";
    Ok(sql::execute(db, sql, values![id, from.word(), to.word(), quality, settled]).await? == 1)
}

/// Notes that an author appeals, and why; false where it may not be appealed, as where it was before.
///
/// # Errors
/// Database trouble.
pub async fn set_appeal(db: &impl ConnectionTrait, id: WorkRecordId, why: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE work_record SET state = 'appealed', appeal = $2 \
               WHERE id = $1 AND state = 'returned' AND appeal IS NULL";
    Ok(sql::execute(db, sql, values![id, why]).await? == 1)
}

/// The record of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: WorkRecordId) -> Result<Option<WorkRecord>, StoreError> {
    let row = sql::one(db, &format!("SELECT {COLUMNS} FROM work_record r WHERE r.id = $1"), values![id]).await?;
    row.as_ref().map(record).transpose()
}

/// Records of an author, the newest first, before a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page_of(
    db: &impl ConnectionTrait,
    author: AccountId,
    before: Option<WorkRecordId>,
    limit: u64,
) -> Result<Vec<WorkRecord>, StoreError> {
    let mut query = Parts::new(&format!("SELECT {COLUMNS} FROM work_record r"));
    query.add(" WHERE r.account_id = ?", values![author]);
    if let Some(before) = before {
        query.add(" AND r.id < ?", values![before]);
    }
    query.add(" ORDER BY r.id DESC LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(record).collect()
}

/// Confirmed records of some people that count at an instant, by their author.
///
/// # Errors
/// Database trouble.
pub async fn confirmed_of(
    db: &impl ConnectionTrait,
    authors: &[AccountId],
    now: Instant,
) -> Result<BTreeMap<AccountId, Vec<Confirmed>>, StoreError> {
    let mut found: BTreeMap<AccountId, Vec<Confirmed>> = BTreeMap::new();
    if authors.is_empty() {
        return Ok(found);
    }
    let mut query = Parts::new(
        "SELECT account_id, declared_at, week, task, minutes_before, minutes_after, quality, with_product \
         FROM work_record WHERE state = 'confirmed'",
    );
    query.add(" AND declared_at > ? AND account_id IN ", values![now.plus(-WINDOW)]);
    query.rows(vec![authors.iter().flat_map(|id| values![*id]).collect()]);
    for row in query.all(db).await? {
        let one = Confirmed {
            at: instant(&row, "declared_at")?,
            week: small(get(&row, "week")?)?,
            task: word(&get::<String>(&row, "task")?, Task::parse)?,
            before: small(get(&row, "minutes_before")?)?,
            after: small(get(&row, "minutes_after")?)?,
            quality: small(get::<Option<i64>>(&row, "quality")?.unwrap_or_default())?,
            with_product: get(&row, "with_product")?,
        };
        found.entry(sql::account(&row, "account_id")?).or_default().push(one);
    }
    Ok(found)
}

/// Notes what happened to a record, and who did it; nobody where time did.
///
/// # Errors
/// Database trouble.
pub async fn record_event(
    db: &impl ConnectionTrait,
    id: WorkRecordId,
    event: WorkEvent,
    actor: Option<AccountId>,
    at: Instant,
) -> Result<(), StoreError> {
    let (drawn, quality) = event.columns();
    let sql = "INSERT INTO work_record_event (record_id, kind, actor_id, drawn_id, quality, happened_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    sql::execute(db, sql, values![id, event.word(), actor, drawn, quality, at]).await.map(drop)
}

/// What happened to a record, in its order: words and instants.
///
/// # Errors
/// Database trouble.
pub async fn list_events(db: &impl ConnectionTrait, id: WorkRecordId) -> Result<Vec<(String, Instant)>, StoreError> {
    let sql = "SELECT kind, happened_at FROM work_record_event WHERE record_id = $1 ORDER BY id";
    let rows = sql::all(db, sql, values![id]).await?;
    rows.iter().map(|row| Ok((get(row, "kind")?, instant(row, "happened_at")?))).collect()
}
