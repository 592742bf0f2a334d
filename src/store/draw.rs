//! Draws of who is asked again: what was committed to, who could be drawn, and the seed once it was published. Append-only.

use crate::bulk::insert_rows;
use crate::sql::{self, get, instant, path_end, values};
use crate::{StoreError, unit};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// A draw as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// Identity.
    pub id: Uuid,
    /// Code of the unit.
    pub unit: String,
    /// The quarter, `2026Q4`.
    pub quarter: String,
    /// The flag whose holders are drawn.
    pub flag: String,
    /// SHA-256 of the seed.
    pub commitment: String,
    /// SHA-256 of who could be drawn.
    pub population_hash: String,
    /// How many are drawn.
    pub count: usize,
    /// Who had it made; none from the shell.
    pub made_by: Option<AccountId>,
    /// When.
    pub made_at: Instant,
    /// The seed, once it was published.
    pub seed: Option<String>,
}

/// Who holds a flag now and lives in the unit or below it, sorted.
///
/// # Errors
/// Database trouble.
pub async fn holders(
    db: &impl ConnectionTrait,
    flag: &str,
    path: &str,
    now: Instant,
) -> Result<Vec<AccountId>, StoreError> {
    let sql = "SELECT k.account_id FROM capability k JOIN account a ON a.id = k.account_id JOIN unit u ON u.id = a.unit_id \
               WHERE k.flag = $1 AND k.capable = TRUE AND (k.until IS NULL OR k.until > $2) AND a.disabled = FALSE \
               AND u.path >= $3 AND u.path < $4 ORDER BY k.account_id";
    let rows = sql::all(db, sql, values![flag, now, path, path_end(path)]).await?;
    rows.iter().map(|row| sql::account(row, "account_id")).collect()
}

/// Records a draw with everybody who could be drawn, in the order that the seed gives them.
///
/// # Errors
/// Conflict where the unit had its draw in that quarter; NotFound where there is no such unit.
pub async fn record(db: &impl ConnectionTrait, draw: &Draw, members: &[AccountId]) -> Result<(), StoreError> {
    let unit = unit::id_of(db, Some(&draw.unit)).await?;
    let sql = "INSERT INTO draw (id, unit_id, quarter, flag, commitment, population_hash, count, made_by, made_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    let row = values![
        draw.id,
        unit,
        &draw.quarter,
        &draw.flag,
        &draw.commitment,
        &draw.population_hash,
        draw.count,
        draw.made_by,
        draw.made_at,
    ];
    if sql::execute(db, sql, row).await? == 0 {
        return Err(StoreError::clash("draw-once"));
    }
    let rows = (1_usize..).zip(members).map(|(place, member)| values![draw.id, place, *member]).collect();
    insert_rows(db, "INSERT INTO draw_member (draw_id, place, account_id) VALUES ", rows).await
}

/// The draw of a unit in a quarter.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, unit_code: &str, quarter: &str) -> Result<Option<Draw>, StoreError> {
    let sql = "SELECT d.*, u.code, r.seed FROM draw d JOIN unit u ON u.id = d.unit_id \
               LEFT JOIN draw_reveal r ON r.draw_id = d.id WHERE u.code = $1 AND d.quarter = $2";
    sql::one(db, sql, values![unit_code, quarter]).await?.as_ref().map(draw_of).transpose()
}

fn draw_of(row: &QueryResult) -> Result<Draw, StoreError> {
    Ok(Draw {
        id: get(row, "id")?,
        unit: get(row, "code")?,
        quarter: get(row, "quarter")?,
        flag: get(row, "flag")?,
        commitment: get(row, "commitment")?,
        population_hash: get(row, "population_hash")?,
        count: usize::try_from(get::<i64>(row, "count")?).unwrap_or(0),
        made_by: get::<Option<Uuid>>(row, "made_by")?.map(AccountId),
        made_at: instant(row, "made_at")?,
        seed: get(row, "seed")?,
    })
}

/// Everybody who could be drawn, in the order of the draw.
///
/// # Errors
/// Database trouble.
pub async fn list_members(db: &impl ConnectionTrait, draw: Uuid) -> Result<Vec<AccountId>, StoreError> {
    let sql = "SELECT account_id FROM draw_member WHERE draw_id = $1 ORDER BY place";
    sql::all(db, sql, values![draw]).await?.iter().map(|row| sql::account(row, "account_id")).collect()
}

/// Publishes the seed of a draw; published again it stays.
///
/// # Errors
/// Conflict `reference` where there is no such draw.
pub async fn record_seed(db: &impl ConnectionTrait, draw: Uuid, seed: &str, now: Instant) -> Result<(), StoreError> {
    let sql = "INSERT INTO draw_reveal (draw_id, seed, revealed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    sql::execute(db, sql, values![draw, seed, now]).await.map(drop)
}
