//! Records of work that were drawn to be looked at again, and what came of it.

use crate::StoreError;
use crate::sql::{self, Parts, get, values};
use crate::work_record::{WorkRecord, find};
use sea_orm::ConnectionTrait;
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::Instant;
use xutra_domain::work_record::Rate;

/// Draws a record.
///
/// # Errors
/// Database trouble.
pub async fn insert(db: &impl ConnectionTrait, id: WorkRecordId, now: Instant) -> Result<(), StoreError> {
    let sql = "INSERT INTO work_audit (record_id, drawn_at, reason) VALUES ($1, $2, '') ON CONFLICT DO NOTHING";
    sql::execute(db, sql, values![id, now]).await.map(drop)
}

const OPEN: &str = "SELECT t.record_id, a.display_name FROM work_audit t JOIN work_record r ON r.id = t.record_id \
    JOIN account a ON a.id = r.account_id AND a.erased_at IS NULL LEFT JOIN unit u ON u.id = a.unit_id \
    WHERE t.judged_at IS NULL";

/// Leaves out what the inspector told, or was asked to confirm.
fn not_of(query: &mut Parts, inspector: AccountId) {
    query.add(" AND r.account_id <> ?", values![inspector]);
    query.add(
        " AND NOT EXISTS (SELECT 1 FROM work_confirmation c WHERE c.record_id = r.id AND c.confirmer_id = ?)",
        values![inspector],
    );
}

async fn read(db: &impl ConnectionTrait, query: Parts) -> Result<Vec<(WorkRecord, String)>, StoreError> {
    let mut found = Vec::new();
    for row in query.all(db).await? {
        if let Some(record) = find(db, WorkRecordId(get(&row, "record_id")?)).await? {
            found.push((record, get(&row, "display_name")?));
        }
    }
    Ok(found)
}

/// A record that waits to be looked at by that inspector, with the name of its author.
///
/// # Errors
/// Database trouble.
pub async fn find_open(
    db: &impl ConnectionTrait,
    id: WorkRecordId,
    inspector: AccountId,
) -> Result<Option<(WorkRecord, String)>, StoreError> {
    let mut query = Parts::new(OPEN);
    query.add(" AND t.record_id = ?", values![id]);
    not_of(&mut query, inspector);
    Ok(read(db, query).await?.pop())
}

/// Records that wait to be looked at, within scopes, with the names of their authors: neither one's own nor what one
/// confirmed oneself. Those of erased people hold nothing any more that could be looked at.
///
/// # Errors
/// Database trouble.
pub async fn page_open(
    db: &impl ConnectionTrait,
    inspector: AccountId,
    scopes: Option<&[String]>,
    limit: u64,
) -> Result<Vec<(WorkRecord, String)>, StoreError> {
    let mut query = Parts::new(OPEN);
    not_of(&mut query, inspector);
    query.within("u.path", scopes);
    query.add(" ORDER BY t.drawn_at, t.record_id LIMIT ?", values![limit]);
    read(db, query).await
}

/// Says what came of looking; false where that is known by now.
///
/// # Errors
/// Database trouble.
pub async fn set_judged(
    db: &impl ConnectionTrait,
    id: WorkRecordId,
    inspector: AccountId,
    passed: bool,
    reason: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE work_audit SET inspector_id = $2, passed = $3, reason = $4, judged_at = $5 \
               WHERE record_id = $1 AND judged_at IS NULL";
    Ok(sql::execute(db, sql, values![id, inspector, passed, reason, now]).await? == 1)
}

/// What came of the audits so far, on the whole site.
///
/// # Errors
/// Database trouble.
pub async fn rate(db: &impl ConnectionTrait) -> Result<Rate, StoreError> {
    let sql = "SELECT COUNT(*) AS judged, CAST(COALESCE(SUM(CASE WHEN passed = TRUE THEN 1 ELSE 0 END), 0) AS BIGINT) \
               AS passed FROM work_audit WHERE judged_at IS NOT NULL";
    let row = sql::one(db, sql, Vec::new()).await?.ok_or(StoreError::NotFound)?;
    let count = |name| get::<i64>(&row, name).map(i64::unsigned_abs);
    Ok(Rate { passed: count("passed")?, judged: count("judged")? })
}
