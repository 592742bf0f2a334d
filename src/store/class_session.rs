//! Sessions of classes, and who was there.

use crate::StoreError;
use crate::class::{self, COLUMNS, JOINS, PlacedClass};
use crate::sql::{self, get, hidden, instant, values, window, word};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::class::{ClassSession, Presence};
use xutra_domain::ids::{AccountId, ClassId, ClassSessionId};
use xutra_domain::instant::Instant;

/// A session with its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedSession {
    /// The session.
    pub session: ClassSession,
    /// The class.
    pub placed: PlacedClass,
}

/// A session in the list of its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldSession {
    /// The session.
    pub session: ClassSession,
    /// How many were there.
    pub present: u64,
}

/// Somebody who was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// Who.
    pub account: AccountId,
    /// Display name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// When it was noted.
    pub at: Instant,
    /// How it is known.
    pub how: Presence,
}

/// Held while a session is started, so that a class never has two at once.
const START_LOCK: i64 = 0x7875_7472_6128;

/// Starts a session; false where the class has one that is open.
///
/// # Errors
/// Database trouble.
pub async fn insert(db: &impl ConnectionTrait, new: &ClassSession) -> Result<bool, StoreError> {
    sql::lock(db, START_LOCK).await?;
    let open = "SELECT 1 FROM class_session WHERE class_id = $1 AND ended_at IS NULL AND closes_at > $2";
    if sql::exists(db, open, values![new.class, new.window.opened_at]).await? {
        return Ok(false);
    }
    let sql = "INSERT INTO class_session (id, class_id, secret, started_at, closes_at) VALUES ($1, $2, $3, $4, $5)";
    let row = values![new.id, new.class, new.secret.0.to_vec(), new.window.opened_at, new.window.closes_at];
    sql::execute(db, sql, row).await?;
    Ok(true)
}

fn select(rest: &str) -> String {
    format!(
        "SELECT s.id, s.class_id AS of_class, s.secret, s.started_at, s.closes_at, s.ended_at, {COLUMNS} \
         FROM class_session s JOIN class_code c ON c.id = s.class_id {JOINS} {rest}"
    )
}

/// The session of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: ClassSessionId) -> Result<Option<PlacedSession>, StoreError> {
    sql::one(db, &select("WHERE s.id = $1"), values![id]).await?.as_ref().map(placed).transpose()
}

/// Every session that takes place.
///
/// # Errors
/// Database trouble.
pub async fn list_open(db: &impl ConnectionTrait, now: Instant) -> Result<Vec<PlacedSession>, StoreError> {
    let sql = select("WHERE s.ended_at IS NULL AND s.closes_at > $1 AND s.started_at <= $1 ORDER BY s.id");
    sql::all(db, &sql, values![now]).await?.iter().map(placed).collect()
}

fn placed(row: &QueryResult) -> Result<PlacedSession, StoreError> {
    Ok(PlacedSession { session: session(row)?, placed: class::placed(row)? })
}

fn session(row: &QueryResult) -> Result<ClassSession, StoreError> {
    Ok(ClassSession {
        id: ClassSessionId(get(row, "id")?),
        class: ClassId(get(row, "of_class")?),
        secret: hidden(row, "secret")?,
        window: window(row, ["started_at", "closes_at", "ended_at"])?,
    })
}

/// Sessions of a class, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, class: ClassId) -> Result<Vec<HeldSession>, StoreError> {
    let sql = "SELECT s.id, s.class_id AS of_class, s.secret, s.started_at, s.closes_at, s.ended_at, \
               (SELECT COUNT(*) FROM attendance a WHERE a.session_id = s.id) AS present \
               FROM class_session s WHERE s.class_id = $1 ORDER BY s.id DESC LIMIT 100";
    let held = |row: &QueryResult| {
        let present = u64::try_from(get::<i64>(row, "present")?).unwrap_or(0);
        Ok(HeldSession { session: session(row)?, present })
    };
    sql::all(db, sql, values![class]).await?.iter().map(held).collect()
}

/// Holds an open session until the transaction ends; false where it is over. To be called before somebody is noted.
///
/// # Errors
/// Database trouble.
pub async fn hold_open(db: &impl ConnectionTrait, id: ClassSessionId, now: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE class_session SET closes_at = closes_at WHERE id = $1 AND ended_at IS NULL AND closes_at > $2";
    Ok(sql::execute(db, sql, values![id, now]).await? == 1)
}

/// The session of a class that began in a span of time, or the given one, which is over already, where there was none. To be
/// called in a transaction.
///
/// # Errors
/// Database trouble.
pub async fn hold_of_day(
    db: &impl ConnectionTrait,
    new: &ClassSession,
    from: Instant,
    to: Instant,
) -> Result<ClassSessionId, StoreError> {
    sql::lock(db, START_LOCK).await?;
    let there =
        "SELECT id FROM class_session WHERE class_id = $1 AND started_at >= $2 AND started_at < $3 ORDER BY id LIMIT 1";
    if let Some(row) = sql::one(db, there, values![new.class, from, to]).await? {
        return Ok(ClassSessionId(get(&row, "id")?));
    }
    let sql = "INSERT INTO class_session (id, class_id, secret, started_at, closes_at, ended_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let row = values![
        new.id,
        new.class,
        new.secret.0.to_vec(),
        new.window.opened_at,
        new.window.closes_at,
        new.window.ended_at
    ];
    sql::execute(db, sql, row).await?;
    Ok(new.id)
}

/// Notes that somebody is there; whether for the first time, whose way of knowing stays.
///
/// # Errors
/// Database trouble.
pub async fn record_attendance(
    db: &impl ConnectionTrait,
    id: ClassSessionId,
    account: AccountId,
    how: Presence,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO attendance (session_id, account_id, noted_at, how) VALUES ($1, $2, $3, $4) \
               ON CONFLICT DO NOTHING";
    Ok(sql::execute(db, sql, values![id, account, now, how.word()]).await? == 1)
}

/// Everybody who was there, in their order.
///
/// # Errors
/// Database trouble.
pub async fn list_attendance(db: &impl ConnectionTrait, id: ClassSessionId) -> Result<Vec<Attendee>, StoreError> {
    let sql = "SELECT a.account_id, a.noted_at, a.how, p.display_name, u.name AS unit_name FROM attendance a \
               JOIN account p ON p.id = a.account_id LEFT JOIN unit u ON u.id = p.unit_id \
               WHERE a.session_id = $1 ORDER BY a.noted_at, a.account_id";
    let attendee = |row: &QueryResult| {
        Ok(Attendee {
            account: sql::account(row, "account_id")?,
            name: get(row, "display_name")?,
            unit: get(row, "unit_name")?,
            at: instant(row, "noted_at")?,
            how: word(&get::<String>(row, "how")?, Presence::parse)?,
        })
    };
    sql::all(db, sql, values![id]).await?.iter().map(attendee).collect()
}

/// When it was noted that somebody is there.
///
/// # Errors
/// Database trouble.
pub async fn find_attendance(
    db: &impl ConnectionTrait,
    id: ClassSessionId,
    account: AccountId,
) -> Result<Option<Instant>, StoreError> {
    let sql = "SELECT noted_at FROM attendance WHERE session_id = $1 AND account_id = $2";
    sql::one(db, sql, values![id, account]).await?.map(|row| instant(&row, "noted_at")).transpose()
}

/// Ends an open session; false where it was over.
///
/// # Errors
/// Database trouble.
pub async fn set_ended(db: &impl ConnectionTrait, id: ClassSessionId, now: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE class_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND closes_at > $2";
    Ok(sql::execute(db, sql, values![id, now]).await? == 1)
}
