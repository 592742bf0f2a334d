//! Units and their tree. A path holds the row numbers of the ancestors, so that a subtree is one range of an index.

use crate::StoreError;
use crate::sql::{self, Parts, get, instant, maybe_instant, path_end, values, word};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use xutra_domain::instant::Instant;
use xutra_domain::unit::{Unit, UnitKind};

/// Held while the tree changes.
pub(crate) const TREE_LOCK: i64 = 0x7875_7472_6101;

const SELECT: &str = "SELECT u.id, u.code, u.name, u.kind, p.code AS parent, u.path, u.valid_from, u.ended_at, \
                      s.code AS successor FROM unit u LEFT JOIN unit p ON p.id = u.parent_id \
                      LEFT JOIN unit s ON s.id = u.successor_id";

/// The unit of that code.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, code: &str) -> Result<Option<Unit>, StoreError> {
    Ok(list(db, " WHERE u.code = $1", values![code]).await?.pop())
}

/// Every unit, by code.
///
/// # Errors
/// Database trouble.
pub async fn list_all(db: &impl ConnectionTrait) -> Result<Vec<Unit>, StoreError> {
    list(db, " ORDER BY u.code", Vec::new()).await
}

/// Every unit that lasts, by code.
///
/// # Errors
/// Database trouble.
pub async fn list_lasting(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<Unit>, StoreError> {
    list(db, " WHERE u.ended_at IS NULL OR u.ended_at > $1 ORDER BY u.code", values![now]).await
}

/// Every unit right below another, by code.
///
/// # Errors
/// Database trouble.
pub async fn list_below(db: &impl ConnectionTrait, parent: &str) -> Result<Vec<Unit>, StoreError> {
    type Row = (String, String, String, Option<String>, String, i64, Option<i64>, Option<String>);
    let columns = "f.code, f.name, f.kind, f.parent, f.path, f.valid_from, f.ended_at, f.successor";
    let rows: Vec<Row> =
        sql::packed(db, columns, &format!("{SELECT} WHERE p.code = $1 ORDER BY u.code"), values![parent]).await?;
    let unit = |(code, name, kind, parent, path, valid_from, ended_at, successor): Row| {
        Ok(Unit {
            code,
            name,
            kind: word(&kind, UnitKind::parse)?,
            parent,
            path,
            valid_from: Instant(valid_from),
            ended_at: ended_at.map(Instant),
            successor,
        })
    };
    rows.into_iter().map(unit).collect()
}

/// How many units there are.
///
/// # Errors
/// Database trouble.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let row = sql::one(db, "SELECT COUNT(*) AS units FROM unit", Vec::new()).await?.ok_or(StoreError::NotFound)?;
    Ok(get::<i64>(&row, "units")?.unsigned_abs())
}

/// A page of units by code, after a cursor: with a parent right below it, else every unit.
///
/// # Errors
/// Database trouble.
pub async fn page(
    db: &impl ConnectionTrait,
    parent: Option<&str>,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Vec<Unit>, StoreError> {
    let mut query = Parts::new(&format!("{SELECT} WHERE 1 = 1"));
    if let Some(parent) = parent {
        query.add(" AND p.code = ?", values![parent]);
    }
    if let Some(after) = cursor {
        query.add(" AND u.code > ?", values![after]);
    }
    query.add(" ORDER BY u.code LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(unit).collect()
}

async fn list(db: &impl ConnectionTrait, rest: &str, values: Vec<Value>) -> Result<Vec<Unit>, StoreError> {
    sql::all(db, &format!("{SELECT}{rest}"), values).await?.iter().map(unit).collect()
}

fn unit(row: &QueryResult) -> Result<Unit, StoreError> {
    Ok(Unit {
        code: get(row, "code")?,
        name: get(row, "name")?,
        kind: word(&get::<String>(row, "kind")?, UnitKind::parse)?,
        parent: get(row, "parent")?,
        path: get(row, "path")?,
        valid_from: instant(row, "valid_from")?,
        ended_at: maybe_instant(row, "ended_at")?,
        successor: get(row, "successor")?,
    })
}

/// The row number of a unit; NotFound where a code is given that nobody bears.
pub(crate) async fn id_of(db: &impl ConnectionTrait, code: Option<&str>) -> Result<Option<i64>, StoreError> {
    let Some(code) = code else { return Ok(None) };
    let row = sql::one(db, "SELECT id FROM unit WHERE code = $1", values![code]).await?;
    row.ok_or(StoreError::NotFound).and_then(|row| get(&row, "id")).map(Some)
}

/// Makes a unit, or renames and moves it with everything below; whether it was made. To be called in a transaction.
///
/// # Errors
/// NotFound where there is no such parent; Conflict `unit-cycle` where the parent lies below the unit itself.
pub async fn put(
    db: &impl ConnectionTrait,
    code: &str,
    name: &str,
    kind: UnitKind,
    parent: Option<&str>,
    now: Instant,
) -> Result<bool, StoreError> {
    sql::lock(db, TREE_LOCK).await?;
    let (parent_id, parent_path) = match parent {
        Some(code) => place(db, code).await?.map(|(id, path)| (Some(id), path)).ok_or(StoreError::NotFound)?,
        None => (None, "/".to_owned()),
    };
    let Some((id, old_path)) = place(db, code).await? else {
        let id = insert(db, values![code, name, kind.word(), parent_id, now], &parent_path).await?;
        record_name(db, id, name, now).await?;
        return Ok(true);
    };
    if parent_path.starts_with(&old_path) {
        return Err(StoreError::clash("unit-cycle"));
    }
    if sql::exists(db, "SELECT 1 FROM unit WHERE id = $1 AND name <> $2", values![id, name]).await? {
        record_name(db, id, name, now).await?;
    }
    let sql = "UPDATE unit SET name = $2, kind = $3, parent_id = $4 WHERE id = $1";
    sql::execute(db, sql, values![id, name, kind.word(), parent_id]).await?;
    let new_path = format!("{parent_path}{id}/");
    if new_path != old_path {
        move_subtree(db, &old_path, &new_path).await?;
    }
    Ok(false)
}

pub(crate) async fn place(db: &impl ConnectionTrait, code: &str) -> Result<Option<(i64, String)>, StoreError> {
    let row = sql::one(db, "SELECT id, path FROM unit WHERE code = $1", values![code]).await?;
    row.map(|row| Ok((get(&row, "id")?, get(&row, "path")?))).transpose()
}

async fn record_name(db: &impl ConnectionTrait, id: i64, name: &str, from: Instant) -> Result<(), StoreError> {
    let sql = "INSERT INTO unit_name (unit_id, name, valid_from) VALUES ($1, $2, $3)";
    sql::execute(db, sql, values![id, name, from]).await.map(drop)
}

async fn insert(db: &impl ConnectionTrait, values: Vec<Value>, parent_path: &str) -> Result<i64, StoreError> {
    let sql = "INSERT INTO unit (code, name, kind, parent_id, path, created_at, valid_from) \
               VALUES ($1, $2, $3, $4, '', $5, $5) RETURNING id";
    let row = sql::one(db, sql, values).await?.ok_or(StoreError::NotFound)?;
    let id: i64 = get(&row, "id")?;
    let path = format!("{parent_path}{id}/");
    sql::execute(db, "UPDATE unit SET path = $2 WHERE id = $1", values![id, path]).await?;
    Ok(id)
}

pub(crate) async fn move_subtree(db: &impl ConnectionTrait, old: &str, new: &str) -> Result<(), StoreError> {
    let rest = i32::try_from(old.len() + 1).unwrap_or(i32::MAX);
    let sql = "UPDATE unit SET path = $1 || substr(path, $2) WHERE path >= $3 AND path < $4";
    sql::execute(db, sql, values![new, rest, old, path_end(old)]).await.map(|_| ())
}
