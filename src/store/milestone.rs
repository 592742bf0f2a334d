//! Milestones of units and what happened to each. Rows are only added; the database holds one last word a milestone.

use crate::sql::{self, Parts, get, instant, maybe_instant, path_end, small, values};
use crate::{StoreError, unit};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::ids::{AccountId, MilestoneId};
use xutra_domain::instant::Instant;
use xutra_domain::plan::{Happened, Milestone, Way};
use xutra_domain::unit::Unit;

/// A milestone as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMilestone {
    /// Identity.
    pub id: MilestoneId,
    /// Code of its unit.
    pub unit: String,
    /// Path of its unit.
    pub path: String,
    /// What is to be done.
    pub milestone: Milestone,
    /// Path of the scope from which it was set; none for everything.
    pub scope: Option<String>,
    /// What happened, in its order.
    pub events: Vec<MilestoneEvent>,
}

/// Something that happened to a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneEvent {
    /// What.
    pub happened: Happened,
    /// The proof, or why it was refused.
    pub note: String,
    /// The frozen day that decided, and what the figure was on it, in tenths.
    pub frozen: Option<(String, u32)>,
    /// When.
    pub at: Instant,
}

impl StoredMilestone {
    /// What happened, without its circumstances.
    #[must_use]
    pub fn happened(&self) -> Vec<Happened> {
        self.events.iter().map(|event| event.happened.clone()).collect()
    }
}

const COLUMNS: &str = "m.id, u.code, u.path, m.title, m.day, m.due_at, m.figure, m.value, m.source, m.scope FROM milestone m \
     JOIN unit u ON u.id = m.unit_id";

/// Keeps a milestone.
///
/// # Errors
/// `NotFound` where there is no such unit.
pub async fn insert(
    db: &impl ConnectionTrait,
    id: MilestoneId,
    unit_code: &str,
    new: &Milestone,
    scope: Option<&str>,
    by: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    let (figure, value) = match &new.way {
        Way::Figure(figure, value) => (Some(figure.as_str()), Some(*value)),
        Way::Mark => (None, None),
    };
    let sql = "INSERT INTO milestone (id, unit_id, title, day, due_at, figure, value, source, scope, set_by, set_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let row = values![id, unit, &new.title, &new.day, new.due, figure, value, &new.source, scope, by, now];
    sql::execute(db, sql, row).await.map(drop)
}

fn milestone(row: &QueryResult) -> Result<StoredMilestone, StoreError> {
    let value = get::<Option<i64>>(row, "value")?.map(small).transpose()?;
    let figure: Option<String> = get(row, "figure")?;
    Ok(StoredMilestone {
        id: MilestoneId(get(row, "id")?),
        unit: get(row, "code")?,
        path: get(row, "path")?,
        milestone: Milestone {
            title: get(row, "title")?,
            day: get(row, "day")?,
            due: instant(row, "due_at")?,
            way: figure.map_or(Way::Mark, |figure| Way::Figure(figure, value.unwrap_or_default())),
            source: get(row, "source")?,
        },
        scope: get(row, "scope")?,
        events: Vec::new(),
    })
}

fn event(row: &QueryResult) -> Result<MilestoneEvent, StoreError> {
    let actor: Option<Uuid> = get(row, "actor_id")?;
    let kind: String = get(row, "kind")?;
    let happened = match kind.as_str() {
        "marked" => Happened::Marked(AccountId(actor.unwrap_or_default())),
        "accepted" => Happened::Accepted(maybe_instant(row, "marked_at")?.unwrap_or(Instant(i64::MAX))),
        "refused" => Happened::Refused,
        "met" => Happened::Met,
        "missed" => Happened::Missed,
        "withdrawn" => Happened::Withdrawn,
        other => return Err(StoreError::Corrupt(format!("unknown word {other:?}"))),
    };
    let actual = get::<Option<i64>>(row, "actual")?.map(small).transpose()?;
    Ok(MilestoneEvent {
        happened,
        note: get(row, "note")?,
        frozen: get::<Option<String>>(row, "day")?.zip(actual),
        at: instant(row, "happened_at")?,
    })
}

async fn read(db: &impl ConnectionTrait, rows: Vec<QueryResult>) -> Result<Vec<StoredMilestone>, StoreError> {
    let mut found: Vec<StoredMilestone> = rows.iter().map(milestone).collect::<Result<_, _>>()?;
    if found.is_empty() {
        return Ok(found);
    }
    let mut query = Parts::new(
        "SELECT milestone_id, kind, note, day, actual, marked_at, actor_id, happened_at FROM milestone_event \
         WHERE milestone_id IN ",
    );
    query.rows(vec![found.iter().flat_map(|one| values![one.id]).collect()]);
    query.add(" ORDER BY id", Vec::new());
    let mut events: BTreeMap<Uuid, Vec<MilestoneEvent>> = BTreeMap::new();
    for row in query.all(db).await? {
        events.entry(get(&row, "milestone_id")?).or_default().push(event(&row)?);
    }
    for one in &mut found {
        one.events = events.remove(&one.id.0).unwrap_or_default();
    }
    Ok(found)
}

/// The milestones of a unit, by their day.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, unit_code: &str) -> Result<Vec<StoredMilestone>, StoreError> {
    let sql = format!("SELECT {COLUMNS} WHERE u.code = $1 ORDER BY m.due_at, m.id");
    let rows = sql::all(db, &sql, values![unit_code]).await?;
    read(db, rows).await
}

/// The milestone of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: MilestoneId) -> Result<Option<StoredMilestone>, StoreError> {
    let rows = sql::all(db, &format!("SELECT {COLUMNS} WHERE m.id = $1"), values![id]).await?;
    Ok(read(db, rows).await?.pop())
}

/// Milestones that wait for a figure and whose day is over, at most so many, the oldest first.
///
/// # Errors
/// Database trouble.
pub async fn list_undecided(
    db: &impl ConnectionTrait,
    now: Instant,
    most: u64,
) -> Result<Vec<StoredMilestone>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE m.figure IS NOT NULL AND m.due_at <= $1 AND NOT EXISTS (SELECT 1 FROM milestone_event e \
         WHERE e.milestone_id = m.id AND e.kind IN ('accepted', 'met', 'missed', 'withdrawn')) \
         ORDER BY m.due_at, m.id LIMIT $2"
    );
    let rows = sql::all(db, &sql, values![now, most]).await?;
    read(db, rows).await
}

/// Milestones of a unit and of those below that have no last word and are due before an instant, at most so many, the oldest
/// first, with the name of each unit.
///
/// # Errors
/// Database trouble.
pub async fn list_due(
    db: &impl ConnectionTrait,
    of: &Unit,
    before: Instant,
    most: u64,
) -> Result<Vec<(String, String, Instant)>, StoreError> {
    let sql = "SELECT u.name, m.title, m.due_at FROM milestone m JOIN unit u ON u.id = m.unit_id \
               WHERE u.path >= $1 AND u.path < $2 AND m.due_at <= $3 AND NOT EXISTS (SELECT 1 FROM milestone_event e \
               WHERE e.milestone_id = m.id AND e.kind IN ('accepted', 'met', 'missed', 'withdrawn')) \
               ORDER BY m.due_at, m.id LIMIT $4";
    let rows = sql::all(db, sql, values![&of.path, path_end(&of.path), before, most]).await?;
    rows.iter().map(|row| Ok((get(row, "name")?, get(row, "title")?, instant(row, "due_at")?))).collect()
}

/// Notes what happened; false where the last word was spoken already.
///
/// # Errors
/// Database trouble.
pub async fn record_event(
    db: &impl ConnectionTrait,
    id: MilestoneId,
    event: &MilestoneEvent,
    by: Option<AccountId>,
) -> Result<bool, StoreError> {
    let marked = match &event.happened {
        Happened::Accepted(at) => Some(*at),
        _ => None,
    };
    let (day, actual) = event.frozen.as_ref().map_or((None, None), |(day, actual)| (Some(day.as_str()), Some(*actual)));
    let sql = "INSERT INTO milestone_event (milestone_id, kind, note, day, actual, marked_at, actor_id, happened_at) \
               SELECT $1, $2, $3, $4, CAST($5 AS BIGINT), CAST($6 AS BIGINT), $7, $8 WHERE NOT EXISTS (SELECT 1 FROM milestone_event \
               WHERE milestone_id = $1 AND kind IN ('accepted', 'met', 'missed', 'withdrawn')) ON CONFLICT DO NOTHING";
    let row = values![id, event.happened.word(), &event.note, day, actual, marked, by, event.at];
    Ok(sql::execute(db, sql, row).await? == 1)
}
