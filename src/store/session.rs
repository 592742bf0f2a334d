//! Sessions and one-time links. Only hashes of tokens come here.

use crate::StoreError;
use crate::sql::{self, get, instant, values};
use sea_orm::ConnectionTrait;
use xutra_domain::ids::{AccountId, SessionId};
use xutra_domain::instant::Instant;

/// A family of refresh tokens: one sign-in on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Identity, as `sid` in the access token.
    pub id: SessionId,
    /// Whose.
    pub account: AccountId,
    /// Hash of the newest refresh token, in hex.
    pub refresh_hash: String,
    /// When it began.
    pub created_at: Instant,
    /// When it was last used.
    pub seen_at: Instant,
    /// Until when.
    pub expires_at: Instant,
    /// Ended before its time.
    pub revoked: bool,
    /// On a phone that several people share.
    pub shared: bool,
}

/// Begins a session.
///
/// # Errors
/// Database trouble.
pub async fn insert(db: &impl ConnectionTrait, row: &SessionRow) -> Result<(), StoreError> {
    sql::execute(
        db,
        "INSERT INTO session (id, account_id, refresh_hash, created_at, seen_at, expires_at, revoked, shared) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            row.id,
            row.account,
            &row.refresh_hash,
            row.created_at,
            row.seen_at,
            row.expires_at,
            row.revoked,
            row.shared,
        ],
    )
    .await
    .map(|_| ())
}

/// The session of that id, whether it holds or not.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: SessionId) -> Result<Option<SessionRow>, StoreError> {
    let sql =
        "SELECT account_id, refresh_hash, created_at, seen_at, expires_at, revoked, shared FROM session WHERE id = $1";
    let Some(row) = sql::one(db, sql, values![id]).await? else { return Ok(None) };
    Ok(Some(SessionRow {
        id,
        account: sql::account(&row, "account_id")?,
        refresh_hash: get(&row, "refresh_hash")?,
        created_at: instant(&row, "created_at")?,
        seen_at: instant(&row, "seen_at")?,
        expires_at: instant(&row, "expires_at")?,
        revoked: get(&row, "revoked")?,
        shared: get(&row, "shared")?,
    }))
}

/// Replaces the refresh token; false where the old one is not the newest, or the session is over.
///
/// # Errors
/// Database trouble.
pub async fn rotate(
    db: &impl ConnectionTrait,
    id: SessionId,
    old_hash: &str,
    new_hash: &str,
    now: Instant,
    expires_at: Instant,
) -> Result<bool, StoreError> {
    let rotated = sql::execute(
        db,
        "UPDATE session SET refresh_hash = $3, seen_at = $4, expires_at = $5 \
         WHERE id = $1 AND refresh_hash = $2 AND revoked = FALSE AND expires_at > $4",
        values![id, old_hash, new_hash, now, expires_at],
    )
    .await?;
    Ok(rotated == 1)
}

/// Ends a session.
///
/// # Errors
/// Database trouble.
pub async fn revoke(db: &impl ConnectionTrait, id: SessionId) -> Result<(), StoreError> {
    let sql = "UPDATE session SET revoked = TRUE WHERE id = $1 AND revoked = FALSE";
    sql::execute(db, sql, values![id]).await.map(|_| ())
}

/// Ends every session of somebody.
///
/// # Errors
/// Database trouble.
pub async fn revoke_all(db: &impl ConnectionTrait, account: AccountId) -> Result<(), StoreError> {
    let sql = "UPDATE session SET revoked = TRUE WHERE account_id = $1 AND revoked = FALSE";
    sql::execute(db, sql, values![account]).await.map(|_| ())
}

/// Notes that a session was used, and lets it last longer.
///
/// # Errors
/// Database trouble.
pub async fn touch(
    db: &impl ConnectionTrait,
    id: SessionId,
    now: Instant,
    expires_at: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE session SET seen_at = $2, expires_at = $3 WHERE id = $1 AND revoked = FALSE AND expires_at > $2";
    sql::execute(db, sql, values![id, now, expires_at]).await.map(|_| ())
}

/// Forgets sessions, links and wrong tries of PINs that have run out; how many sessions.
///
/// # Errors
/// Database trouble.
pub async fn delete_expired(db: &impl ConnectionTrait, now: Instant) -> Result<u64, StoreError> {
    sql::execute(db, "DELETE FROM link WHERE expires_at <= $1", values![now]).await?;
    crate::pin::delete_old_tries(db, now).await?;
    sql::execute(db, "DELETE FROM session WHERE expires_at <= $1", values![now]).await
}

/// Makes a link that works once.
///
/// # Errors
/// Database trouble.
pub async fn insert_link(
    db: &impl ConnectionTrait,
    hash: &str,
    account: AccountId,
    purpose: &str,
    expires_at: Instant,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO link (hash, account_id, purpose, expires_at) VALUES ($1, $2, $3, $4)";
    sql::execute(db, sql, values![hash, account, purpose, expires_at]).await.map(|_| ())
}

/// Uses a link up; of several who try at once, one gets the account.
///
/// # Errors
/// Database trouble.
pub async fn use_link(
    db: &impl ConnectionTrait,
    hash: &str,
    purpose: &str,
    now: Instant,
) -> Result<Option<AccountId>, StoreError> {
    let sql = "UPDATE link SET used_at = $3 WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 \
               RETURNING account_id";
    sql::one(db, sql, values![hash, purpose, now]).await?.map(|row| sql::account(&row, "account_id")).transpose()
}

/// Whether a link would work, without using it up.
///
/// # Errors
/// Database trouble.
pub async fn peek_link(db: &impl ConnectionTrait, hash: &str, purpose: &str, now: Instant) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM link WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
    sql::exists(db, sql, values![hash, purpose, now]).await
}
