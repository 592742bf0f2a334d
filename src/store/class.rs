//! Classes and who joined them.

use crate::sql::{self, Parts, get, instant, values, window, word};
use crate::{StoreError, unit};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::class::Class;
use xutra_domain::ids::{AccountId, ClassId};
use xutra_domain::instant::Instant;
use xutra_domain::spoken_code::ClassCode;

/// A class with the names of its place and its facilitator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedClass {
    /// The class.
    pub class: Class,
    /// Name of the unit.
    pub unit_name: String,
    /// Path of the unit.
    pub unit_path: String,
    /// Display name of the facilitator.
    pub facilitator_name: String,
    /// How many joined.
    pub members: u64,
}

/// Somebody who joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassMember {
    /// Who.
    pub account: AccountId,
    /// Display name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// When.
    pub joined_at: Instant,
    /// They had no account before.
    pub is_new: bool,
}

/// What a class is read with; `c` is its row.
pub(crate) const COLUMNS: &str = "c.id AS class_id, c.code AS class_code, c.title, c.course_id, c.facilitator_id, \
    c.opened_at, c.valid_until, c.closed_at, u.code AS unit_code, u.name AS unit_name, u.path AS unit_path, \
    f.display_name AS facilitator_name, (SELECT COUNT(*) FROM class_member m WHERE m.class_id = c.id) AS members";
/// What is read beside it.
pub(crate) const JOINS: &str = "JOIN unit u ON u.id = c.unit_id JOIN account f ON f.id = c.facilitator_id";

/// Opens a class; false where its code belongs to another one.
///
/// # Errors
/// NotFound where there is no such unit; Conflict `reference` where there is no such course.
pub async fn insert(db: &impl ConnectionTrait, new: &Class) -> Result<bool, StoreError> {
    let unit = unit::id_of(db, Some(&new.unit)).await?;
    let sql = "INSERT INTO class_code (id, code, title, unit_id, course_id, facilitator_id, opened_at, valid_until) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let row = values![
        new.id,
        new.code.as_str(),
        &new.title,
        unit,
        &new.course,
        new.facilitator,
        new.window.opened_at,
        new.window.closes_at,
    ];
    Ok(sql::execute(db, sql, row).await? == 1)
}

/// The class of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: ClassId) -> Result<Option<PlacedClass>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM class_code c {JOINS} WHERE c.id = $1");
    sql::one(db, &sql, values![id]).await?.as_ref().map(placed).transpose()
}

/// The class of that code, whether it is open or not.
///
/// # Errors
/// Database trouble.
pub async fn find_by_code(db: &impl ConnectionTrait, code: &ClassCode) -> Result<Option<PlacedClass>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM class_code c {JOINS} WHERE c.code = $1");
    sql::one(db, &sql, values![code.as_str()]).await?.as_ref().map(placed).transpose()
}

/// Classes of a facilitator, the newest first, before a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page_of(
    db: &impl ConnectionTrait,
    facilitator: AccountId,
    before: Option<ClassId>,
    limit: u64,
) -> Result<Vec<PlacedClass>, StoreError> {
    let mut query = Parts::new(&format!("SELECT {COLUMNS} FROM class_code c {JOINS}"));
    query.add(" WHERE c.facilitator_id = ?", values![facilitator]);
    if let Some(before) = before {
        query.add(" AND c.id < ?", values![before]);
    }
    query.add(" ORDER BY c.id DESC LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(placed).collect()
}

pub(crate) fn placed(row: &QueryResult) -> Result<PlacedClass, StoreError> {
    Ok(PlacedClass {
        class: Class {
            id: ClassId(get(row, "class_id")?),
            code: word(&get::<String>(row, "class_code")?, ClassCode::parse)?,
            title: get(row, "title")?,
            unit: get(row, "unit_code")?,
            course: get(row, "course_id")?,
            facilitator: sql::account(row, "facilitator_id")?,
            window: window(row, ["opened_at", "valid_until", "closed_at"])?,
        },
        unit_name: get(row, "unit_name")?,
        unit_path: get(row, "unit_path")?,
        facilitator_name: get(row, "facilitator_name")?,
        members: u64::try_from(get::<i64>(row, "members")?).unwrap_or(0),
    })
}

/// Lets somebody join an open class; whether for the first time. None where the class is over.
///
/// # Errors
/// Database trouble.
pub async fn join(
    db: &impl ConnectionTrait,
    id: ClassId,
    account: AccountId,
    is_new: bool,
    now: Instant,
) -> Result<Option<bool>, StoreError> {
    // Whoever closes it waits, or has closed it.
    let hold =
        "UPDATE class_code SET valid_until = valid_until WHERE id = $1 AND closed_at IS NULL AND valid_until > $2";
    if sql::execute(db, hold, values![id, now]).await? == 0 {
        return Ok(None);
    }
    insert_member(db, id, account, is_new, now).await.map(Some)
}

/// Notes that somebody belongs to a class, whatever its state; whether for the first time.
///
/// # Errors
/// Database trouble.
pub async fn insert_member(
    db: &impl ConnectionTrait,
    id: ClassId,
    account: AccountId,
    is_new: bool,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO class_member (class_id, account_id, joined_at, is_new) VALUES ($1, $2, $3, $4) \
               ON CONFLICT DO NOTHING";
    Ok(sql::execute(db, sql, values![id, account, now, is_new]).await? == 1)
}

/// Everybody who joined, in their order.
///
/// # Errors
/// Database trouble.
pub async fn list_members(db: &impl ConnectionTrait, id: ClassId) -> Result<Vec<ClassMember>, StoreError> {
    let sql = "SELECT m.account_id, m.joined_at, m.is_new, p.display_name, u.name AS unit_name FROM class_member m \
               JOIN account p ON p.id = m.account_id LEFT JOIN unit u ON u.id = p.unit_id \
               WHERE m.class_id = $1 ORDER BY m.joined_at, m.account_id";
    let member = |row: &QueryResult| {
        Ok(ClassMember {
            account: sql::account(row, "account_id")?,
            name: get(row, "display_name")?,
            unit: get(row, "unit_name")?,
            joined_at: instant(row, "joined_at")?,
            is_new: get(row, "is_new")?,
        })
    };
    sql::all(db, sql, values![id]).await?.iter().map(member).collect()
}

/// Whether somebody joined.
///
/// # Errors
/// Database trouble.
pub async fn is_member(db: &impl ConnectionTrait, id: ClassId, account: AccountId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM class_member WHERE class_id = $1 AND account_id = $2";
    sql::exists(db, sql, values![id, account]).await
}

/// Closes an open class; false where it was over.
///
/// # Errors
/// Database trouble.
pub async fn set_closed(db: &impl ConnectionTrait, id: ClassId, now: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE class_code SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL AND valid_until > $2";
    Ok(sql::execute(db, sql, values![id, now]).await? == 1)
}
