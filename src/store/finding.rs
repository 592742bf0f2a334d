//! Findings of inspectors: what is to be done by when, what was answered, who settled it. Events are append-only.

use crate::StoreError;
use crate::sql::{self, Parts, get, instant, values, word};
use crate::unit;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;
use xutra_domain::ids::{AccountId, FindingId, ReportId};
use xutra_domain::instant::Instant;
use xutra_domain::oversight::{FindingKind, FindingState};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Identity.
    pub id: FindingId,
    /// Code of the unit.
    pub unit: String,
    /// Name of the unit.
    pub unit_name: String,
    /// Its path.
    pub unit_path: String,
    /// What somebody told without a name, where it came of that.
    pub report: Option<ReportId>,
    /// What was found.
    pub kind: FindingKind,
    /// What was looked at.
    pub looked: String,
    /// What was found, in words.
    pub found: String,
    /// What is to be done.
    pub wanted: String,
    /// By when.
    pub due_at: Instant,
    /// Where it stands.
    pub state: FindingState,
    /// Who found it.
    pub found_by: AccountId,
    /// When.
    pub found_at: Instant,
}

/// What happened to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingEvent {
    /// `found`, `answered`, `returned` or `closed`.
    pub kind: String,
    /// Who.
    pub actor: AccountId,
    /// Their name; empty for who was erased.
    pub name: String,
    /// When.
    pub at: Instant,
    /// What was said.
    pub words: String,
}

/// Which findings are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Not closed.
    Open,
    /// Not closed, and late.
    Overdue,
    /// Closed.
    Closed,
}

const SELECT: &str = "SELECT f.*, u.code AS unit_code, u.name AS unit_name, u.path AS unit_path FROM finding f \
    JOIN unit u ON u.id = f.unit_id WHERE 1 = 1";

/// Records what was found.
///
/// # Errors
/// NotFound where there is no such unit.
pub async fn insert(db: &impl ConnectionTrait, new: &Finding) -> Result<(), StoreError> {
    let unit = unit::id_of(db, Some(&new.unit)).await?;
    let sql = "INSERT INTO finding (id, unit_id, report_id, kind, looked, found, wanted, due_at, state, found_by, found_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let row = values![
        new.id,
        unit,
        new.report,
        new.kind.word(),
        &new.looked,
        &new.found,
        &new.wanted,
        new.due_at,
        new.state.word(),
        new.found_by,
        new.found_at,
    ];
    sql::execute(db, sql, row).await?;
    record_event(db, new.id, "found", (new.found_by, ""), new.found_at).await
}

/// Records that something happened to a finding, with what was said.
///
/// # Errors
/// Conflict where something else happened at the same moment.
pub async fn record_event(
    db: &impl ConnectionTrait,
    id: FindingId,
    kind: &str,
    (by, words): (AccountId, &str),
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "SELECT COUNT(*) FROM finding_event WHERE finding_id = $1";
    let number = sql::count(db, sql, values![id]).await? + 1;
    let sql = "INSERT INTO finding_event (finding_id, number, kind, actor_id, happened_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT DO NOTHING";
    if sql::execute(db, sql, values![id, number, kind, by, now]).await? == 0 {
        return Err(StoreError::clash("finding-event-once"));
    }
    if !words.is_empty() {
        let sql = "INSERT INTO finding_note (finding_id, number, author_id, words) VALUES ($1, $2, $3, $4)";
        sql::execute(db, sql, values![id, number, by, words]).await?;
    }
    Ok(())
}

/// Moves a finding on; false where it did not stand there any more.
///
/// # Errors
/// Database trouble.
pub async fn set_state(
    db: &impl ConnectionTrait,
    id: FindingId,
    from: FindingState,
    to: FindingState,
) -> Result<bool, StoreError> {
    let sql = "UPDATE finding SET state = $3 WHERE id = $1 AND state = $2";
    Ok(sql::execute(db, sql, values![id, from.word(), to.word()]).await? > 0)
}

/// The finding of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: FindingId) -> Result<Option<Finding>, StoreError> {
    sql::one(db, &format!("{SELECT} AND f.id = $1"), values![id]).await?.as_ref().map(read).transpose()
}

/// What happened to a finding, in its order.
///
/// # Errors
/// Database trouble.
pub async fn list_events(db: &impl ConnectionTrait, id: FindingId) -> Result<Vec<FindingEvent>, StoreError> {
    let sql = "SELECT e.kind, e.actor_id, e.happened_at, a.display_name, n.words FROM finding_event e \
               JOIN account a ON a.id = e.actor_id \
               LEFT JOIN finding_note n ON n.finding_id = e.finding_id AND n.number = e.number \
               WHERE e.finding_id = $1 ORDER BY e.number";
    let rows = sql::all(db, sql, values![id]).await?;
    let event = |row: &QueryResult| {
        Ok(FindingEvent {
            kind: get(row, "kind")?,
            actor: sql::account(row, "actor_id")?,
            name: get(row, "display_name")?,
            at: instant(row, "happened_at")?,
            words: get::<Option<String>>(row, "words")?.unwrap_or_default(),
        })
    };
    rows.iter().map(event).collect()
}

/// Findings within scopes, what is due first; closed ones the newest first.
///
/// # Errors
/// Database trouble.
pub async fn page(
    db: &impl ConnectionTrait,
    scopes: Option<&[String]>,
    which: Which,
    (now, limit): (Instant, u64),
) -> Result<Vec<Finding>, StoreError> {
    let mut query = Parts::new(SELECT);
    narrow(&mut query, which, now).within("u.path", scopes);
    let order = if which == Which::Closed { "f.found_at DESC, f.id" } else { "f.due_at, f.id" };
    query.add(&format!(" ORDER BY {order} LIMIT {limit}"), Vec::new());
    query.all(db).await?.iter().map(read).collect()
}

/// How many there are within scopes.
///
/// # Errors
/// Database trouble.
pub async fn count(
    db: &impl ConnectionTrait,
    scopes: Option<&[String]>,
    which: Which,
    now: Instant,
) -> Result<u64, StoreError> {
    let mut query = Parts::new("SELECT COUNT(*) FROM finding f JOIN unit u ON u.id = f.unit_id WHERE 1 = 1");
    narrow(&mut query, which, now).within("u.path", scopes);
    sql::count(db, &query.sql, query.values).await
}

fn narrow(query: &mut Parts, which: Which, now: Instant) -> &mut Parts {
    match which {
        Which::Open => query.add(" AND f.state <> 'closed'", Vec::new()),
        Which::Overdue => query.add(" AND f.state <> 'closed' AND f.due_at <= ?", values![now]),
        Which::Closed => query.add(" AND f.state = 'closed'", Vec::new()),
    }
}

/// What somebody wrote about findings, to take along.
///
/// # Errors
/// Database trouble.
pub async fn said(db: &impl ConnectionTrait, who: AccountId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT looked || ' / ' || found || ' / ' || wanted AS words FROM finding WHERE found_by = $1 \
               UNION ALL SELECT words FROM finding_note WHERE author_id = $1 \
               UNION ALL SELECT reason AS words FROM formality_report WHERE settled_by = $1";
    sql::all(db, sql, values![who]).await?.iter().map(|row| get(row, "words")).collect()
}

fn read(row: &QueryResult) -> Result<Finding, StoreError> {
    Ok(Finding {
        id: FindingId(get(row, "id")?),
        unit: get(row, "unit_code")?,
        unit_name: get(row, "unit_name")?,
        unit_path: get(row, "unit_path")?,
        report: get::<Option<Uuid>>(row, "report_id")?.map(ReportId),
        kind: word(&get::<String>(row, "kind")?, FindingKind::parse)?,
        looked: get(row, "looked")?,
        found: get(row, "found")?,
        wanted: get(row, "wanted")?,
        due_at: instant(row, "due_at")?,
        state: word(&get::<String>(row, "state")?, FindingState::parse)?,
        found_by: sql::account(row, "found_by")?,
        found_at: instant(row, "found_at")?,
    })
}
