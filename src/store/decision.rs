//! The log of decisions about units. It only grows: what puts a decision right is a decision that names it.

use crate::sql::{self, get, instant, small, values};
use crate::{StoreError, unit};
use sea_orm::ConnectionTrait;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, MilestoneId};
use xutra_domain::instant::Instant;

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number among those of the unit.
    pub number: u32,
    /// The day on which it was taken.
    pub day: String,
    /// What was decided.
    pub what: String,
    /// Which office decided.
    pub office: String,
    /// The paper that says so.
    pub paper: String,
    /// The figure that it is about.
    pub figure: Option<String>,
    /// The milestone that it is about.
    pub milestone: Option<MilestoneId>,
    /// The decision that it puts right.
    pub corrects: Option<u32>,
    /// When it was written down.
    pub written_at: Instant,
}

/// Writes a decision down under the next number of its unit, which stands in its place; the number.
///
/// # Errors
/// `NotFound` where there is no such unit; a conflict where another was written at once.
pub async fn record(
    db: &impl ConnectionTrait,
    unit_code: &str,
    new: &Decision,
    by: AccountId,
) -> Result<u32, StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    let sql = "INSERT INTO decision (unit_id, number, day, what, office, paper, figure, milestone_id, corrects, written_by, written_at) \
               SELECT $1, 1 + COALESCE((SELECT MAX(number) FROM decision WHERE unit_id = $1), 0), $2, $3, $4, $5, $6, $7, \
               CAST($8 AS BIGINT), $9, $10 RETURNING number";
    let row = values![
        unit,
        &new.day,
        &new.what,
        &new.office,
        &new.paper,
        &new.figure,
        new.milestone,
        new.corrects,
        by,
        new.written_at,
    ];
    let row = sql::one(db, sql, row).await?.ok_or(StoreError::NotFound)?;
    small(get(&row, "number")?)
}

/// Decisions about a unit, the newest first, below a number.
///
/// # Errors
/// Database trouble.
pub async fn page_of(
    db: &impl ConnectionTrait,
    unit_code: &str,
    below: Option<u32>,
    limit: u64,
) -> Result<Vec<Decision>, StoreError> {
    let sql = "SELECT d.number, d.day, d.what, d.office, d.paper, d.figure, d.milestone_id, d.corrects, d.written_at \
               FROM decision d JOIN unit u ON u.id = d.unit_id WHERE u.code = $1 AND d.number < $2 \
               ORDER BY d.number DESC LIMIT $3";
    let rows = sql::all(db, sql, values![unit_code, below.map_or(i64::MAX, i64::from), limit]).await?;
    let decision = |row: &sea_orm::QueryResult| {
        Ok(Decision {
            number: small(get(row, "number")?)?,
            day: get(row, "day")?,
            what: get(row, "what")?,
            office: get(row, "office")?,
            paper: get(row, "paper")?,
            figure: get(row, "figure")?,
            milestone: get::<Option<Uuid>>(row, "milestone_id")?.map(MilestoneId),
            corrects: get::<Option<i64>>(row, "corrects")?.map(small).transpose()?,
            written_at: instant(row, "written_at")?,
        })
    };
    rows.iter().map(decision).collect()
}
