//! The audit: who did what to whom. Each row's hash is over the hash before it and the row itself, so that a change of
//! the past shows.

use crate::StoreError;
use crate::sql::{self, get, to_json, values};
use sea_orm::{ConnectionTrait, QueryResult};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// Held from reading the last row to writing the next.
const CHAIN_LOCK: i64 = 0x7875_7472_6102;
/// How many rows are checked at a time.
const PAGE: i64 = 1_000;

/// Something that was done. No personal data: ids and words only.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// When.
    pub at: Instant,
    /// By whom; none for the program itself.
    pub actor: Option<AccountId>,
    /// What, as a word.
    pub action: String,
    /// To whom or what.
    pub subject: String,
    /// More of it.
    pub detail: serde_json::Value,
}

/// The first row that does not fit to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub id: i64,
}

/// Appends an entry. To be called in the transaction that does what it tells of.
///
/// # Errors
/// Database trouble.
pub async fn append(db: &impl ConnectionTrait, entry: &AuditEntry) -> Result<(), StoreError> {
    sql::lock(db, CHAIN_LOCK).await?;
    let last = sql::one(db, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", Vec::new()).await?;
    let (id, before) = match last {
        Some(row) => (get::<i64>(&row, "id")? + 1, get(&row, "hash")?),
        None => (1, String::new()),
    };
    let row = Row {
        id,
        at: entry.at.0,
        actor: entry.actor.map(|actor| actor.0),
        action: entry.action.replace('\0', "\u{fffd}"),
        subject: entry.subject.replace('\0', "\u{fffd}"),
        detail: to_json(&entry.detail)?,
    };
    let hash = row.hash(&before)?;
    sql::execute(
        db,
        "INSERT INTO audit (id, happened_at, actor, action, subject, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![row.id, row.at, row.actor, row.action, row.subject, row.detail, hash],
    )
    .await
    .map(|_| ())
}

/// Checks the whole chain: how many rows it has, or where it breaks.
///
/// # Errors
/// Database trouble.
pub async fn verify(db: &impl ConnectionTrait) -> Result<Result<u64, Broken>, StoreError> {
    let sql = "SELECT id, happened_at, actor, action, subject, detail, hash FROM audit WHERE id > $1 \
               ORDER BY id LIMIT $2";
    let (mut last, mut before) = (0, String::new());
    loop {
        let page = sql::all(db, sql, values![last, PAGE]).await?;
        for found in &page {
            let row = Row::read(found)?;
            let hash: String = get(found, "hash")?;
            if row.id != last + 1 || row.hash(&before)? != hash {
                return Ok(Err(Broken { id: row.id }));
            }
            (last, before) = (row.id, hash);
        }
        if page.is_empty() {
            return Ok(Ok(u64::try_from(last).unwrap_or(0)));
        }
    }
}

/// What a hash is over.
struct Row {
    id: i64,
    at: i64,
    actor: Option<Uuid>,
    action: String,
    subject: String,
    /// JSON exactly as it is stored.
    detail: String,
}

impl Row {
    fn read(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            id: get(row, "id")?,
            at: get(row, "happened_at")?,
            actor: get(row, "actor")?,
            action: get(row, "action")?,
            subject: get(row, "subject")?,
            detail: get(row, "detail")?,
        })
    }

    /// SHA-256 in hex over the hash before and a JSON array, whose order is fixed whatever a map's is.
    fn hash(&self, before: &str) -> Result<String, StoreError> {
        let actor = self.actor.map(|actor| actor.hyphenated().to_string());
        let text = to_json(&(self.id, self.at, actor, &self.action, &self.subject, &self.detail))?;
        let digest = Sha256::new().chain_update(before).chain_update(text).finalize();
        Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}
