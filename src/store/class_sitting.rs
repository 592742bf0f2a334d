//! Supervised exams that were opened for a class: which sitting is whose, and who of the class is not in the room.

use crate::StoreError;
use crate::sitting::{self, Placed};
use crate::sql::{self, get, values};
use sea_orm::ConnectionTrait;
use xutra_domain::ids::{AccountId, ClassId, SittingId};

/// Notes for which class a sitting was opened.
///
/// # Errors
/// Conflict `reference` where one of them is not there.
pub async fn insert(db: &impl ConnectionTrait, sitting: SittingId, class: ClassId) -> Result<(), StoreError> {
    let sql = "INSERT INTO class_sitting (sitting_id, class_id) VALUES ($1, $2)";
    sql::execute(db, sql, values![sitting, class]).await.map(drop)
}

/// The class that a sitting was opened for, with its title.
///
/// # Errors
/// Database trouble.
pub async fn find_class(
    db: &impl ConnectionTrait,
    sitting: SittingId,
) -> Result<Option<(ClassId, String)>, StoreError> {
    let sql =
        "SELECT c.id, c.title FROM class_sitting x JOIN class_code c ON c.id = x.class_id WHERE x.sitting_id = $1";
    let row = sql::one(db, sql, values![sitting]).await?;
    row.map(|row| Ok((ClassId(get(&row, "id")?), get(&row, "title")?))).transpose()
}

/// The sittings of a class, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, class: ClassId, most: u64) -> Result<Vec<Placed>, StoreError> {
    let sql = format!("SELECT sitting_id FROM class_sitting WHERE class_id = $1 ORDER BY sitting_id DESC LIMIT {most}");
    let mut found = Vec::new();
    for row in sql::all(db, &sql, values![class]).await? {
        found.extend(sitting::find(db, SittingId(get(&row, "sitting_id")?)).await?);
    }
    Ok(found)
}

/// Somebody of the class who has not joined its sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Who.
    pub account: AccountId,
    /// Display name.
    pub name: String,
    /// A phone number is known of them.
    pub has_phone: bool,
}

/// Who of the class has not joined a sitting of it, in the order of joining the class; nobody who is shut out.
///
/// # Errors
/// Database trouble.
pub async fn list_missing(db: &impl ConnectionTrait, sitting: SittingId) -> Result<Vec<Missing>, StoreError> {
    let sql = "SELECT p.id, p.display_name, p.phone IS NOT NULL AS has_phone FROM class_sitting x \
               JOIN class_member m ON m.class_id = x.class_id JOIN account p ON p.id = m.account_id \
               WHERE x.sitting_id = $1 AND p.disabled = FALSE AND NOT EXISTS (SELECT 1 FROM sitting_member s \
               WHERE s.sitting_id = x.sitting_id AND s.account_id = p.id) ORDER BY m.joined_at, p.id";
    let rows = sql::all(db, sql, values![sitting]).await?;
    rows.iter()
        .map(|row| {
            Ok(Missing {
                account: sql::account(row, "id")?,
                name: get(row, "display_name")?,
                has_phone: get(row, "has_phone")?,
            })
        })
        .collect()
}
