//! What people tell of learning for form's sake. Nothing here leads to who told it: no account, no address, no session, and of
//! the time the hour alone.

use crate::StoreError;
use crate::sql::{self, Parts, get, instant, values, word};
use crate::unit;
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::ids::{AccountId, ReportId};
use xutra_domain::instant::Instant;
use xutra_domain::oversight::{ReportKind, ReportState};

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Identity; random.
    pub id: ReportId,
    /// Code of the unit.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// Its path.
    pub unit_path: String,
    /// What it tells of.
    pub kind: ReportKind,
    /// In whose words nobody knows.
    pub words: String,
    /// The hour in which it was told.
    pub hour: Instant,
    /// Where it stands.
    pub state: ReportState,
    /// Why it was set aside; else empty.
    pub reason: String,
}

const SELECT: &str = "SELECT r.*, u.code AS unit_code, u.name AS unit_name, u.path AS unit_path FROM formality_report r \
    JOIN unit u ON u.id = r.unit_id WHERE 1 = 1";

/// Keeps a report under the hash of its receipt.
///
/// # Errors
/// NotFound where there is no such unit.
pub async fn insert(
    db: &impl ConnectionTrait,
    (id, receipt): (ReportId, &str),
    unit_code: &str,
    (kind, words): (ReportKind, &str),
    hour: Instant,
) -> Result<(), StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    let sql = "INSERT INTO formality_report (id, unit_id, kind, words, hour, receipt, state, reason) \
               VALUES ($1, $2, $3, $4, $5, $6, 'open', '')";
    sql::execute(db, sql, values![id, unit, kind.word(), words, hour, receipt]).await.map(drop)
}

/// The report of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: ReportId) -> Result<Option<Report>, StoreError> {
    sql::one(db, &format!("{SELECT} AND r.id = $1"), values![id]).await?.as_ref().map(read).transpose()
}

/// The report of a receipt, by its hash.
///
/// # Errors
/// Database trouble.
pub async fn find_by_receipt(db: &impl ConnectionTrait, receipt: &str) -> Result<Option<Report>, StoreError> {
    sql::one(db, &format!("{SELECT} AND r.receipt = $1"), values![receipt]).await?.as_ref().map(read).transpose()
}

/// Reports within scopes: those that wait first.
///
/// # Errors
/// Database trouble.
pub async fn page(db: &impl ConnectionTrait, scopes: Option<&[String]>, limit: u64) -> Result<Vec<Report>, StoreError> {
    let mut query = Parts::new(SELECT);
    query.within("u.path", scopes);
    let order = "CASE WHEN r.state = 'open' THEN 0 ELSE 1 END, r.hour DESC, r.id";
    query.add(&format!(" ORDER BY {order} LIMIT {limit}"), Vec::new());
    query.all(db).await?.iter().map(read).collect()
}

/// Settles a report; false where that was done.
///
/// # Errors
/// Database trouble.
pub async fn set_state(
    db: &impl ConnectionTrait,
    id: ReportId,
    (to, reason): (ReportState, &str),
    by: AccountId,
) -> Result<bool, StoreError> {
    let sql = "UPDATE formality_report SET state = $2, reason = $3, settled_by = $4 WHERE id = $1 AND state = 'open'";
    Ok(sql::execute(db, sql, values![id, to.word(), reason, by]).await? > 0)
}

fn read(row: &QueryResult) -> Result<Report, StoreError> {
    Ok(Report {
        id: ReportId(get(row, "id")?),
        unit: get(row, "unit_code")?,
        unit_name: get(row, "unit_name")?,
        unit_path: get(row, "unit_path")?,
        kind: word(&get::<String>(row, "kind")?, ReportKind::parse)?,
        words: get(row, "words")?,
        hour: instant(row, "hour")?,
        state: word(&get::<String>(row, "state")?, ReportState::parse)?,
        reason: get(row, "reason")?,
    })
}
