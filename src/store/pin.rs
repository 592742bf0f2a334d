//! PINs, as hashes, and wrong tries of them: counted by what was typed as a name, so that a name which nobody bears is shut
//! like one that somebody does.

use crate::StoreError;
use crate::sql::{self, get, values};
use sea_orm::ConnectionTrait;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::pin::{REMEMBERED, pause};

/// A PIN as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPin {
    /// Argon2 hash.
    pub hash: String,
    /// Its holder chose it; else somebody made it for them, and it only serves to choose an own one.
    pub chosen: bool,
    /// Until when it works; none without an end.
    pub expires_at: Option<Instant>,
    /// When it was set.
    pub set_at: Instant,
}

/// Sets somebody's PIN; one before goes.
///
/// # Errors
/// Conflict `reference` where there is no such account.
pub async fn set(db: &impl ConnectionTrait, of: AccountId, pin: &StoredPin) -> Result<(), StoreError> {
    let sql = "INSERT INTO pin (account_id, hash, chosen, expires_at, set_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, chosen = excluded.chosen, \
               expires_at = excluded.expires_at, set_at = excluded.set_at";
    sql::execute(db, sql, values![of, &pin.hash, pin.chosen, pin.expires_at, pin.set_at]).await.map(drop)
}

/// Somebody's PIN, whether it still works or not.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, of: AccountId) -> Result<Option<StoredPin>, StoreError> {
    let sql = "SELECT hash, chosen, expires_at, set_at FROM pin WHERE account_id = $1";
    let Some(row) = sql::one(db, sql, values![of]).await? else { return Ok(None) };
    Ok(Some(StoredPin {
        hash: get(&row, "hash")?,
        chosen: get(&row, "chosen")?,
        expires_at: sql::maybe_instant(&row, "expires_at")?,
        set_at: sql::instant(&row, "set_at")?,
    }))
}

/// Counts a try as a wrong one, before it is looked at; or says until when none is taken. To be called in a transaction.
///
/// # Errors
/// Database trouble.
pub async fn record_try(db: &impl ConnectionTrait, key: &str, now: Instant) -> Result<Option<Instant>, StoreError> {
    let sql = "INSERT INTO pin_try (key, wrong, closed_until, last_at) VALUES ($1, 1, 0, $2) ON CONFLICT (key) DO UPDATE SET \
               wrong = CASE WHEN pin_try.last_at <= $3 THEN 1 ELSE pin_try.wrong + 1 END, last_at = excluded.last_at \
               WHERE pin_try.closed_until <= excluded.last_at RETURNING wrong";
    match sql::one(db, sql, values![key, now, now.plus(-REMEMBERED)]).await? {
        Some(row) => {
            let wrong = u32::try_from(get::<i64>(&row, "wrong")?).unwrap_or(u32::MAX);
            let until = if pause(wrong) == 0 { Instant(0) } else { now.plus(pause(wrong)) };
            let close = "UPDATE pin_try SET closed_until = $2 WHERE key = $1";
            sql::execute(db, close, values![key, until]).await?;
            Ok(None)
        }
        None => {
            let row = sql::one(db, "SELECT closed_until FROM pin_try WHERE key = $1", values![key]).await?;
            Ok(Some(row.map_or(Ok(now), |row| sql::instant(&row, "closed_until"))?))
        }
    }
}

/// Forgets wrong tries, after a right one.
///
/// # Errors
/// Database trouble.
pub async fn delete_tries(db: &impl ConnectionTrait, key: &str) -> Result<(), StoreError> {
    sql::execute(db, "DELETE FROM pin_try WHERE key = $1", values![key]).await.map(drop)
}

/// Forgets tries that no longer count.
///
/// # Errors
/// Database trouble.
pub async fn delete_old_tries(db: &impl ConnectionTrait, now: Instant) -> Result<(), StoreError> {
    let sql = "DELETE FROM pin_try WHERE last_at <= $1";
    sql::execute(db, sql, values![now.plus(-REMEMBERED)]).await.map(drop)
}
