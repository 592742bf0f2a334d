//! Keys that are made once and shared by all servers.

use crate::StoreError;
use crate::sql::{self, get, values};
use sea_orm::ConnectionTrait;
use xutra_domain::instant::Instant;

/// The key of that name; `fresh` becomes it where there is none. Of several servers that start at once, all get the same.
///
/// # Errors
/// Database trouble.
pub async fn get_or_insert(
    db: &impl ConnectionTrait,
    name: &str,
    fresh: &[u8],
    now: Instant,
) -> Result<Vec<u8>, StoreError> {
    let sql = "INSERT INTO secret (name, value, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    sql::execute(db, sql, values![name, fresh.to_vec(), now]).await?;
    let row = sql::one(db, "SELECT value FROM secret WHERE name = $1", values![name]).await?;
    get(&row.ok_or(StoreError::NotFound)?, "value")
}

/// The keys whose name begins with `prefix`, by name.
///
/// # Errors
/// Database trouble.
pub async fn list(db: &impl ConnectionTrait, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let rows = sql::all(db, "SELECT name, value FROM secret", Vec::new()).await?;
    let keys = rows.iter().map(|row| Ok((get::<String>(row, "name")?, get(row, "value")?)));
    let mut keys = keys.collect::<Result<Vec<_>, StoreError>>()?;
    keys.retain(|(name, _)| name.starts_with(prefix));
    keys.sort();
    Ok(keys)
}
