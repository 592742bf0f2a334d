//! The register of the population: what documents say of units, and who approved it. Nothing in it changes.

use crate::sql::{self, account, get, instant, maybe_instant, values, word};
use crate::{StoreError, unit};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::population::{Figure, PopulationClass, Statement};

const SELECT: &str = "SELECT p.id, p.class, p.value, p.as_of, p.source, p.valid_from, p.entered_by, p.entered_at, \
                      y.approved_by, y.approved_at FROM population p JOIN unit u ON u.id = p.unit_id \
                      LEFT JOIN population_approval y ON y.population_id = p.id";

/// Enters a figure; its number.
///
/// # Errors
/// NotFound where there is no such unit.
pub async fn record(
    db: &impl ConnectionTrait,
    unit_code: &str,
    statement: &Statement,
    by: AccountId,
    now: Instant,
) -> Result<i64, StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    let sql = "INSERT INTO population (unit_id, class, value, as_of, source, valid_from, entered_by, entered_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let values = values![
        unit,
        statement.class.word(),
        statement.value,
        &statement.as_of,
        &statement.source,
        statement.valid_from,
        by,
        now,
    ];
    let row = sql::one(db, sql, values).await?.ok_or(StoreError::NotFound)?;
    get(&row, "id")
}

/// Approves a figure; of several who do so at once, one.
///
/// # Errors
/// Conflict `approved` where it was approved before.
pub async fn record_approval(
    db: &impl ConnectionTrait,
    figure: i64,
    by: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO population_approval (population_id, approved_by, approved_at) VALUES ($1, $2, $3) \
               ON CONFLICT DO NOTHING";
    match sql::execute(db, sql, values![figure, by, now]).await? {
        0 => Err(StoreError::clash("approved")),
        _ => Ok(()),
    }
}

/// Everything that was ever said of a unit, the newest last.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, unit_code: &str) -> Result<Vec<Figure>, StoreError> {
    let rows = sql::all(db, &format!("{SELECT} WHERE u.code = $1 ORDER BY p.id"), values![unit_code]).await?;
    rows.iter().map(figure).collect()
}

/// A figure of a unit.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, unit_code: &str, id: i64) -> Result<Option<Figure>, StoreError> {
    let sql = format!("{SELECT} WHERE u.code = $1 AND p.id = $2");
    sql::one(db, &sql, values![unit_code, id]).await?.as_ref().map(figure).transpose()
}

fn figure(row: &QueryResult) -> Result<Figure, StoreError> {
    let approver: Option<uuid::Uuid> = get(row, "approved_by")?;
    Ok(Figure {
        id: get(row, "id")?,
        statement: Statement {
            class: word(&get::<String>(row, "class")?, PopulationClass::parse)?,
            value: get::<i64>(row, "value")?.unsigned_abs(),
            as_of: get(row, "as_of")?,
            source: get(row, "source")?,
            valid_from: instant(row, "valid_from")?,
        },
        entered_by: account(row, "entered_by")?,
        entered_at: instant(row, "entered_at")?,
        approved: approver.map(AccountId).zip(maybe_instant(row, "approved_at")?),
    })
}
