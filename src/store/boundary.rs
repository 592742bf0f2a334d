//! Boundaries of units: files that wait to be looked at, and of each unit what its parent's map draws.

use crate::StoreError;
use crate::sql::{self, from_json, get, instant, to_json, values};
use crate::unit::id_of;
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeSet;
use uuid::Uuid;
use xutra_domain::boundary::{Boundary, Bounds, Frame, Label};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// A file that was uploaded and is neither kept nor thrown away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Identity.
    pub id: Uuid,
    /// Name of the file, as the browser said it.
    pub name: String,
    /// Who uploaded it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
}

/// A unit whose parts have boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many of its parts have one.
    pub drawn: u64,
    /// How many parts of those last.
    pub parts: u64,
    /// When one was set last.
    pub set_at: Instant,
}

/// Keeps a file to be looked at.
///
/// # Errors
/// Conflict `reference` where who uploads does not exist.
pub async fn insert_draft(db: &impl ConnectionTrait, draft: &Draft, content: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO boundary_draft (id, name, content, made_by, made_at) VALUES ($1, $2, $3, $4, $5)";
    let row = values![draft.id, &draft.name, content.to_vec(), draft.made_by, draft.made_at];
    sql::execute(db, sql, row).await.map(drop)
}

/// The file of that id, without what is in it.
///
/// # Errors
/// Database trouble.
pub async fn find_draft(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Draft>, StoreError> {
    let sql = "SELECT id, name, made_by, made_at FROM boundary_draft WHERE id = $1";
    sql::one(db, sql, values![id]).await?.as_ref().map(draft).transpose()
}

/// What is in a file.
///
/// # Errors
/// Database trouble.
pub async fn find_content(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sql::one(db, "SELECT content FROM boundary_draft WHERE id = $1", values![id]).await?;
    row.as_ref().map(|row| get(row, "content")).transpose()
}

/// Files that wait, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn list_drafts(db: &impl ConnectionTrait) -> Result<Vec<Draft>, StoreError> {
    let sql = "SELECT id, name, made_by, made_at FROM boundary_draft ORDER BY id DESC LIMIT 50";
    sql::all(db, sql, Vec::new()).await?.iter().map(draft).collect()
}

fn draft(row: &QueryResult) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: get(row, "id")?,
        name: get(row, "name")?,
        made_by: sql::account(row, "made_by")?,
        made_at: instant(row, "made_at")?,
    })
}

/// Throws a file away; whether it was there.
///
/// # Errors
/// Database trouble.
pub async fn delete_draft(db: &impl ConnectionTrait, id: Uuid) -> Result<bool, StoreError> {
    Ok(sql::execute(db, "DELETE FROM boundary_draft WHERE id = $1", values![id]).await? == 1)
}

/// Throws files away that nobody came back to since.
///
/// # Errors
/// Database trouble.
pub async fn delete_drafts_before(db: &impl ConnectionTrait, at: Instant) -> Result<u64, StoreError> {
    sql::execute(db, "DELETE FROM boundary_draft WHERE made_at < $1", values![at]).await
}

/// Sets what is drawn of a unit, in place of what was.
///
/// # Errors
/// NotFound where there is no such unit.
pub async fn set(
    db: &impl ConnectionTrait,
    code: &str,
    (frame, boundary): (&Frame, &Boundary),
    by: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let unit = id_of(db, Some(code)).await?.ok_or(StoreError::NotFound)?;
    let sql = "INSERT INTO unit_boundary (unit_id, path, frame, x_min, y_min, x_max, y_max, label_x, label_y, label_room, \
               set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (unit_id) DO UPDATE \
               SET path = excluded.path, frame = excluded.frame, x_min = excluded.x_min, y_min = excluded.y_min, \
               x_max = excluded.x_max, y_max = excluded.y_max, label_x = excluded.label_x, label_y = excluded.label_y, \
               label_room = excluded.label_room, set_by = excluded.set_by, set_at = excluded.set_at";
    let (bounds, label) = (boundary.bounds, boundary.label);
    let row = values![
        unit,
        &boundary.path,
        to_json(frame)?,
        i64::from(bounds.left),
        i64::from(bounds.top),
        i64::from(bounds.right),
        i64::from(bounds.bottom),
        i64::from(label.x),
        i64::from(label.y),
        i64::from(label.room),
        by,
        now,
    ];
    sql::execute(db, sql, row).await.map(drop)
}

/// What is drawn of the units right below one, by code.
///
/// # Errors
/// Database trouble.
pub async fn list_below(db: &impl ConnectionTrait, parent: &str) -> Result<Vec<(String, Frame, Boundary)>, StoreError> {
    type Row = (String, String, String, [i32; 4], [i32; 3]);
    let columns = match db.get_database_backend() {
        sea_orm::DbBackend::Postgres => {
            "f.code, f.path, f.frame, json_build_array(f.x_min, f.y_min, f.x_max, f.y_max), \
             json_build_array(f.label_x, f.label_y, f.label_room)"
        }
        _ => {
            "f.code, f.path, f.frame, json_array(f.x_min, f.y_min, f.x_max, f.y_max), \
             json_array(f.label_x, f.label_y, f.label_room)"
        }
    };
    let from = "SELECT u.code, b.path, b.frame, b.x_min, b.y_min, b.x_max, b.y_max, b.label_x, b.label_y, b.label_room \
                FROM unit_boundary b JOIN unit u ON u.id = b.unit_id JOIN unit p ON p.id = u.parent_id \
                WHERE p.code = $1 ORDER BY u.code";
    let rows: Vec<Row> = sql::packed(db, columns, from, values![parent]).await?;
    let read = |(code, path, frame, [left, top, right, bottom], [x, y, room]): Row| {
        let bounds = Bounds { left, top, right, bottom };
        Ok((code, from_json(&frame)?, Boundary { path, bounds, label: Label { x, y, room } }))
    };
    rows.into_iter().map(read).collect()
}

/// Codes of all units that have a boundary.
///
/// # Errors
/// Database trouble.
pub async fn list_codes(db: &impl ConnectionTrait) -> Result<BTreeSet<String>, StoreError> {
    let sql = "SELECT u.code FROM unit_boundary b JOIN unit u ON u.id = b.unit_id";
    sql::all(db, sql, Vec::new()).await?.iter().map(|row| get(row, "code")).collect()
}

/// Units whose parts have boundaries, by code.
///
/// # Errors
/// Database trouble.
pub async fn list_maps(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<Map>, StoreError> {
    let sql = "SELECT p.code, p.name, COUNT(b.unit_id) AS drawn, COUNT(*) AS parts, MAX(b.set_at) AS set_at FROM unit p \
               JOIN unit u ON u.parent_id = p.id LEFT JOIN unit_boundary b ON b.unit_id = u.id \
               WHERE (u.ended_at IS NULL OR u.ended_at > $1) AND u.kind IN ('commune', 'hamlet') \
               GROUP BY p.id, p.code, p.name HAVING COUNT(b.unit_id) > 0 ORDER BY p.code";
    let map = |row: &QueryResult| {
        Ok(Map {
            code: get(row, "code")?,
            name: get(row, "name")?,
            drawn: get::<i64>(row, "drawn")?.unsigned_abs(),
            parts: get::<i64>(row, "parts")?.unsigned_abs(),
            set_at: instant(row, "set_at")?,
        })
    };
    sql::all(db, sql, values![now]).await?.iter().map(map).collect()
}

/// Takes the boundaries of the units right below one away; how many there were.
///
/// # Errors
/// Database trouble.
pub async fn delete_below(db: &impl ConnectionTrait, parent: &str) -> Result<u64, StoreError> {
    let sql = "DELETE FROM unit_boundary WHERE unit_id IN \
               (SELECT u.id FROM unit u JOIN unit p ON p.id = u.parent_id WHERE p.code = $1)";
    sql::execute(db, sql, values![parent]).await
}
