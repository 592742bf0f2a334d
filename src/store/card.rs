//! What printed cards need: links that are found by their hash, made void by a new one, and something to sign in by.

use crate::StoreError;
use crate::sql::{self, values};
use sea_orm::ConnectionTrait;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// Whose a link is, without using it up; none where it would not work.
///
/// # Errors
/// Database trouble.
pub async fn link_account(
    db: &impl ConnectionTrait,
    hash: &str,
    purpose: &str,
    now: Instant,
) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT account_id FROM link WHERE hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
    sql::one(db, sql, values![hash, purpose, now]).await?.map(|row| sql::account(&row, "account_id")).transpose()
}

/// Makes somebody's links of a purpose void.
///
/// # Errors
/// Database trouble.
pub async fn void_links(
    db: &impl ConnectionTrait,
    account: AccountId,
    purpose: &str,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE link SET used_at = $3 WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL";
    sql::execute(db, sql, values![account, purpose, now]).await.map(drop)
}

/// Whether somebody has a password, or a PIN.
///
/// # Errors
/// Database trouble.
pub async fn has_password(db: &impl ConnectionTrait, id: AccountId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM account a WHERE a.id = $1 AND (a.password_hash IS NOT NULL \
               OR EXISTS (SELECT 1 FROM pin n WHERE n.account_id = a.id))";
    sql::exists(db, sql, values![id]).await
}

/// Gives a login to somebody who has nothing to sign in by; whoever has something keeps it.
///
/// # Errors
/// Conflict where the login belongs to somebody.
pub async fn set_first_login(db: &impl ConnectionTrait, id: AccountId, login: &str) -> Result<(), StoreError> {
    let sql = "UPDATE account SET login = $2 WHERE id = $1 AND login IS NULL AND email IS NULL AND phone IS NULL";
    sql::execute(db, sql, values![id, login]).await.map(drop)
}
