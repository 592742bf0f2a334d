//! Units end: merged into another, which takes their people and parts over, or given up when nobody is left. Names that they
//! bore stay.

use crate::StoreError;
use crate::sql::{self, get, instant, values};
use crate::unit::{TREE_LOCK, move_subtree, place};
use sea_orm::ConnectionTrait;
use xutra_domain::instant::Instant;

/// What a unit was called, and from when on, the oldest first.
///
/// # Errors
/// Database trouble.
pub async fn list_names(db: &impl ConnectionTrait, code: &str) -> Result<Vec<(String, Instant)>, StoreError> {
    let sql = "SELECT n.name, n.valid_from FROM unit_name n JOIN unit u ON u.id = n.unit_id WHERE u.code = $1 \
               ORDER BY n.valid_from, n.id";
    let rows = sql::all(db, sql, values![code]).await?;
    rows.iter().map(|row| Ok((get(row, "name")?, instant(row, "valid_from")?))).collect()
}

/// Gives a unit up. To be called in a transaction.
///
/// # Errors
/// NotFound; Conflict `unit-ended`, `unit-has-parts` or `unit-has-people`.
pub async fn end(db: &impl ConnectionTrait, code: &str, at: Instant) -> Result<(), StoreError> {
    sql::lock(db, TREE_LOCK).await?;
    let (id, _) = place(db, code).await?.ok_or(StoreError::NotFound)?;
    let parts = "SELECT 1 FROM unit WHERE parent_id = $1 AND ended_at IS NULL LIMIT 1";
    if sql::exists(db, parts, values![id]).await? {
        return Err(StoreError::clash("unit-has-parts"));
    }
    let people = "SELECT 1 FROM affiliation WHERE unit_id = $1 AND until IS NULL LIMIT 1";
    if sql::exists(db, people, values![id]).await? {
        return Err(StoreError::clash("unit-has-people"));
    }
    close(db, id, None, at).await
}

/// Merges a unit into another: its parts stand below that one, its people belong there from then on, in the same way. What
/// was stays. To be called in a transaction.
///
/// # Errors
/// NotFound; Conflict `unit-ended` where one of them has ended, `unit-cycle` where one lies in the other.
pub async fn merge(db: &impl ConnectionTrait, code: &str, into: &str, at: Instant) -> Result<(), StoreError> {
    sql::lock(db, TREE_LOCK).await?;
    let (id, path) = place(db, code).await?.ok_or(StoreError::NotFound)?;
    let (target, target_path) = place(db, into).await?.ok_or(StoreError::NotFound)?;
    if target_path.starts_with(&path) || path.starts_with(&target_path) {
        return Err(StoreError::clash("unit-cycle"));
    }
    let ended = "SELECT 1 FROM unit WHERE id = $1 AND ended_at IS NOT NULL";
    if sql::exists(db, ended, values![target]).await? {
        return Err(StoreError::clash("unit-ended"));
    }
    close(db, id, Some(target), at).await?;
    let parts = sql::all(db, "SELECT id, path FROM unit WHERE parent_id = $1", values![id]).await?;
    for part in &parts {
        let (part_id, old): (i64, String) = (get(part, "id")?, get(part, "path")?);
        sql::execute(db, "UPDATE unit SET parent_id = $2 WHERE id = $1", values![part_id, target]).await?;
        move_subtree(db, &old, &format!("{target_path}{part_id}/")).await?;
    }
    // The homes end before the new ones begin, as nobody has two.
    for (sql, values) in [
        ("UPDATE affiliation SET until = $2 WHERE unit_id = $1 AND until IS NULL", values![id, at]),
        (
            "INSERT INTO affiliation (account_id, unit_id, kind, since) \
             SELECT account_id, $2, kind, $3 FROM affiliation WHERE unit_id = $1 AND until = $3 ON CONFLICT DO NOTHING",
            values![id, target, at],
        ),
        ("UPDATE account SET unit_id = $2 WHERE unit_id = $1", values![id, target]),
    ] {
        sql::execute(db, sql, values).await?;
    }
    Ok(())
}

async fn close(db: &impl ConnectionTrait, id: i64, into: Option<i64>, at: Instant) -> Result<(), StoreError> {
    let sql = "UPDATE unit SET ended_at = $2, successor_id = $3 WHERE id = $1 AND ended_at IS NULL";
    match sql::execute(db, sql, values![id, at, into]).await? {
        0 => Err(StoreError::clash("unit-ended")),
        _ => Ok(()),
    }
}
