//! Sessions in which people who were drawn answer: opened, joined by a code, ended.

use crate::StoreError;
use crate::sql::{self, get, hidden, maybe_instant, values, window};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::ids::{AccountId, RecheckSessionId};
use xutra_domain::instant::Instant;
use xutra_domain::recheck::Session;

/// Held while a session is opened, so that nobody watches two at once.
const OPEN_LOCK: i64 = 0x7875_7472_6137;

/// A session with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The session.
    pub session: Session,
    /// Code of the commune that is asked again.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// Its path.
    pub unit_path: String,
    /// The flag that is asked about.
    pub flag: String,
    /// Name of who watches.
    pub supervisor_name: String,
}

/// Somebody who joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Display name.
    pub name: String,
    /// They have handed in.
    pub done: bool,
}

const SELECT: &str = "SELECT s.*, u.code AS unit_code, u.name AS unit_name, u.path AS unit_path, d.flag, \
    a.display_name FROM recheck_session s JOIN draw d ON d.id = s.draw_id JOIN unit u ON u.id = d.unit_id \
    JOIN account a ON a.id = s.supervisor_id";

/// Opens a session; false where its supervisor watches one already.
///
/// # Errors
/// Database trouble.
pub async fn insert(db: &impl ConnectionTrait, new: &Session) -> Result<bool, StoreError> {
    sql::lock(db, OPEN_LOCK).await?;
    let open = "SELECT 1 FROM recheck_session WHERE supervisor_id = $1 AND ended_at IS NULL AND closes_at > $2";
    if sql::exists(db, open, values![new.supervisor, new.window.opened_at]).await? {
        return Ok(false);
    }
    let sql = "INSERT INTO recheck_session (id, draw_id, supervisor_id, secret, opened_at, closes_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let row =
        values![new.id, new.draw, new.supervisor, new.secret.0.to_vec(), new.window.opened_at, new.window.closes_at];
    sql::execute(db, sql, row).await?;
    Ok(true)
}

/// The session of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: RecheckSessionId) -> Result<Option<Placed>, StoreError> {
    sql::one(db, &format!("{SELECT} WHERE s.id = $1"), values![id]).await?.as_ref().map(placed).transpose()
}

/// Every session that is open.
///
/// # Errors
/// Database trouble.
pub async fn list_open(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<Placed>, StoreError> {
    let sql = format!("{SELECT} WHERE s.ended_at IS NULL AND s.closes_at > $1 ORDER BY s.id");
    sql::all(db, &sql, values![now]).await?.iter().map(placed).collect()
}

fn placed(row: &QueryResult) -> Result<Placed, StoreError> {
    Ok(Placed {
        session: Session {
            id: RecheckSessionId(get(row, "id")?),
            draw: get(row, "draw_id")?,
            supervisor: sql::account(row, "supervisor_id")?,
            secret: hidden(row, "secret")?,
            window: window(row, ["opened_at", "closes_at", "ended_at"])?,
        },
        unit: get(row, "unit_code")?,
        unit_name: get(row, "unit_name")?,
        unit_path: get(row, "unit_path")?,
        flag: get(row, "flag")?,
        supervisor_name: get(row, "display_name")?,
    })
}

/// Holds an open session until the transaction ends; false where it is over.
///
/// # Errors
/// Database trouble.
pub async fn hold_open(db: &impl ConnectionTrait, id: RecheckSessionId, now: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE recheck_session SET opened_at = opened_at WHERE id = $1 AND ended_at IS NULL AND closes_at > $2";
    Ok(sql::execute(db, sql, values![id, now]).await? > 0)
}

/// Ends a session; false where it was over.
///
/// # Errors
/// Database trouble.
pub async fn set_ended(db: &impl ConnectionTrait, id: RecheckSessionId, now: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE recheck_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND closes_at > $2";
    Ok(sql::execute(db, sql, values![id, now]).await? > 0)
}

/// Who joined a session, in the order in which they came.
///
/// # Errors
/// Database trouble.
pub async fn list_joined(db: &impl ConnectionTrait, id: RecheckSessionId) -> Result<Vec<Joined>, StoreError> {
    let sql = "SELECT a.display_name, r.submitted_at FROM recheck r JOIN account a ON a.id = r.account_id \
               WHERE r.session_id = $1 ORDER BY r.started_at, r.id";
    let rows = sql::all(db, sql, values![id]).await?;
    let joined = |row: &QueryResult| {
        Ok(Joined { name: get(row, "display_name")?, done: maybe_instant(row, "submitted_at")?.is_some() })
    };
    rows.iter().map(joined).collect()
}

/// Whether somebody has a tie to the subtree of a path: a home, a place of work, or a role over a part of it.
///
/// # Errors
/// Database trouble.
pub async fn has_tie(
    db: &impl ConnectionTrait,
    account: AccountId,
    path: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM unit u WHERE u.path >= $2 AND u.path < $3 AND ( \
               EXISTS (SELECT 1 FROM account a WHERE a.id = $1 AND a.unit_id = u.id) \
               OR EXISTS (SELECT 1 FROM affiliation f WHERE f.account_id = $1 AND f.unit_id = u.id \
                 AND (f.until IS NULL OR f.until > $4)) \
               OR EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = $1 AND g.unit_id = u.id \
                 AND (g.expires_at IS NULL OR g.expires_at > $4)))";
    sql::exists(db, sql, values![account, path, sql::path_end(path), now]).await
}
