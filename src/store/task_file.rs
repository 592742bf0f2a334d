//! Files of practical work: added and taken back while their attempt is open.

use crate::StoreError;
use crate::sql::{self, get, values};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;

/// A file to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Identity.
    pub id: Uuid,
    /// The attempt.
    pub attempt: AttemptId,
    /// Place of the question.
    pub place: String,
    /// Media type, as it was found out from the content.
    pub kind: &'static str,
    /// Name to show.
    pub name: String,
    /// Content.
    pub content: Vec<u8>,
    /// When.
    pub added_at: Instant,
}

/// A file without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileHead {
    /// Identity.
    pub id: Uuid,
    /// The attempt.
    pub attempt: AttemptId,
    /// Place of the question.
    pub place: String,
    /// Media type.
    pub kind: String,
    /// Name to show.
    pub name: String,
    /// Size of the content.
    pub bytes: u64,
}

const HEAD: &str = "SELECT id, attempt_id, place, kind, name, bytes FROM task_file";

/// Takes hold of an open attempt until the transaction ends, so that files are counted rightly and none comes after the
/// submission; whether it is open.
///
/// # Errors
/// Database trouble.
pub async fn hold_open(
    db: &impl ConnectionTrait,
    attempt: AttemptId,
    account: AccountId,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE attempt SET saved_at = $3 WHERE id = $1 AND account_id = $2 AND state = 'open' \
               AND (expires_at IS NULL OR expires_at > $3)";
    Ok(sql::execute(db, sql, values![attempt, account, now]).await? == 1)
}

/// Adds a file.
///
/// # Errors
/// Conflict `reference` where there is no such attempt.
pub async fn insert(db: &impl ConnectionTrait, file: &NewFile) -> Result<(), StoreError> {
    let sql = "INSERT INTO task_file (id, attempt_id, place, kind, name, bytes, content, added_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let size = file.content.len();
    let values =
        values![file.id, file.attempt, &file.place, file.kind, &file.name, size, file.content.clone(), file.added_at];
    sql::execute(db, sql, values).await.map(drop)
}

/// Copies a file into another attempt.
///
/// # Errors
/// Conflict `reference` where there is no such attempt.
pub async fn copy(
    db: &impl ConnectionTrait,
    from: Uuid,
    to: Uuid,
    attempt: AttemptId,
    place: &str,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO task_file (id, attempt_id, place, kind, name, bytes, content, added_at) \
               SELECT $2, $3, $4, kind, name, bytes, content, $5 FROM task_file WHERE id = $1";
    sql::execute(db, sql, values![from, to, attempt, place, now]).await.map(drop)
}

/// The files of an attempt, in the order in which they came.
///
/// # Errors
/// Database trouble.
pub async fn list(db: &impl ConnectionTrait, attempt: AttemptId) -> Result<Vec<FileHead>, StoreError> {
    let sql = format!("{HEAD} WHERE attempt_id = $1 ORDER BY added_at, id");
    sql::all(db, &sql, values![attempt]).await?.iter().map(head).collect()
}

/// A file.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<FileHead>, StoreError> {
    let sql = format!("{HEAD} WHERE id = $1");
    sql::one(db, &sql, values![id]).await?.as_ref().map(head).transpose()
}

/// What is in a file.
///
/// # Errors
/// NotFound where there is none.
pub async fn content(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<u8>, StoreError> {
    let row = sql::one(db, "SELECT content FROM task_file WHERE id = $1", values![id]).await?;
    get(&row.ok_or(StoreError::NotFound)?, "content")
}

/// Takes a file of a place away; whether it was there.
///
/// # Errors
/// Database trouble.
pub async fn remove(db: &impl ConnectionTrait, id: Uuid, attempt: AttemptId, place: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM task_file WHERE id = $1 AND attempt_id = $2 AND place = $3";
    Ok(sql::execute(db, sql, values![id, attempt, place]).await? == 1)
}

fn head(row: &QueryResult) -> Result<FileHead, StoreError> {
    Ok(FileHead {
        id: get(row, "id")?,
        attempt: AttemptId(get(row, "attempt_id")?),
        place: get(row, "place")?,
        kind: get(row, "kind")?,
        name: get(row, "name")?,
        bytes: u64::try_from(get::<i64>(row, "bytes")?).unwrap_or(0),
    })
}
