//! Who belongs to which unit, from when to when. What ended stays; `account.unit_id` is the unit by which scopes go: the
//! home, else the first place of work.

use crate::sql::{self, get, instant, maybe_instant, values, word};
use crate::{StoreError, unit};
use sea_orm::ConnectionTrait;
use xutra_domain::affiliation::{Affiliation, AffiliationKind};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// Notes where a new account belongs, by the kind of its unit.
pub(crate) async fn begin_first(db: &impl ConnectionTrait, id: AccountId, since: Instant) -> Result<(), StoreError> {
    let sql = "INSERT INTO affiliation (account_id, unit_id, kind, since) \
               SELECT a.id, u.id, CASE WHEN u.kind IN ('agency', 'division') THEN 'staff' ELSE 'resident' END, $2 \
               FROM account a JOIN unit u ON u.id = a.unit_id WHERE a.id = $1";
    sql::execute(db, sql, values![id, since]).await.map(drop)
}

/// Where somebody belongs and belonged, in the order in which it began.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, id: AccountId) -> Result<Vec<Affiliation>, StoreError> {
    let sql = "SELECT u.code, f.kind, f.since, f.until FROM affiliation f JOIN unit u ON u.id = f.unit_id \
               WHERE f.account_id = $1 ORDER BY f.since, f.id";
    let rows = sql::all(db, sql, values![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Affiliation {
                unit: get(row, "code")?,
                kind: word(&get::<String>(row, "kind")?, AffiliationKind::parse)?,
                since: instant(row, "since")?,
                until: maybe_instant(row, "until")?,
            })
        })
        .collect()
}

/// Lets somebody belong to a unit from an instant on; a home ends the one before.
///
/// # Errors
/// NotFound where there is no such unit; Conflict `affiliation` where they belong to it in that way already.
pub async fn begin(
    db: &impl ConnectionTrait,
    id: AccountId,
    unit_code: &str,
    kind: AffiliationKind,
    since: Instant,
) -> Result<(), StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    if kind == AffiliationKind::Resident {
        let sql = "UPDATE affiliation SET until = $2 WHERE account_id = $1 AND kind = 'resident' AND until IS NULL \
                   AND unit_id <> $3";
        sql::execute(db, sql, values![id, since, unit]).await?;
    }
    let sql =
        "INSERT INTO affiliation (account_id, unit_id, kind, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    if sql::execute(db, sql, values![id, unit, kind.word(), since]).await? == 0 {
        return Err(StoreError::clash("affiliation"));
    }
    set_unit(db, id).await
}

/// Ends that somebody belongs to a unit in a way; whether they did.
///
/// # Errors
/// NotFound where there is no such unit.
pub async fn end(
    db: &impl ConnectionTrait,
    id: AccountId,
    unit_code: &str,
    kind: AffiliationKind,
    until: Instant,
) -> Result<bool, StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    let sql =
        "UPDATE affiliation SET until = $4 WHERE account_id = $1 AND unit_id = $2 AND kind = $3 AND until IS NULL";
    let ended = sql::execute(db, sql, values![id, unit, kind.word(), until]).await? > 0;
    set_unit(db, id).await?;
    Ok(ended)
}

/// The unit by which scopes go, from what holds now.
pub(crate) async fn set_unit(db: &impl ConnectionTrait, id: AccountId) -> Result<(), StoreError> {
    let sql = "UPDATE account SET unit_id = (SELECT f.unit_id FROM affiliation f WHERE f.account_id = $1 \
               AND f.until IS NULL ORDER BY CASE WHEN f.kind = 'resident' THEN 0 ELSE 1 END, f.since, f.id LIMIT 1) \
               WHERE id = $1";
    sql::execute(db, sql, values![id]).await.map(drop)
}

/// How many belonged to a unit itself, in a way, at an instant.
///
/// # Errors
/// Database trouble.
pub async fn count_at(
    db: &impl ConnectionTrait,
    unit_code: &str,
    kind: AffiliationKind,
    at: Instant,
) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM affiliation f JOIN unit u ON u.id = f.unit_id \
               WHERE u.code = $1 AND f.kind = $2 AND f.since <= $3 AND (f.until IS NULL OR f.until > $3)";
    sql::count(db, sql, values![unit_code, kind.word(), at]).await
}
