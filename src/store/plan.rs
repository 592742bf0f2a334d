//! Plans of units: targets as they were set, and what plans come to over a unit and what lies below. Nothing in them changes.

use crate::sql::{self, get, instant, path_end, small, values, word};
use crate::{StoreError, unit};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::people::Role;
use xutra_domain::plan::{Target, Version, current, next_target};
use xutra_domain::reporting::Plans;
use xutra_domain::unit::{Unit, UnitKind};

/// Days within which a lecturer has held a session of a class.
const LECTURED: i64 = 180 * DAY;

const COLUMNS: &str = "t.figure, t.day, t.due_at, t.value, t.base, t.source, t.scope, t.set_by, t.set_at";

/// A target as it was set, and by whom; nobody where that person is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTarget {
    /// What was set.
    pub version: Version,
    /// Who did.
    pub by: AccountId,
}

/// Sets a target of a unit, or takes it back.
///
/// # Errors
/// `NotFound` where there is no such unit.
pub async fn record_target(
    db: &impl ConnectionTrait,
    unit_code: &str,
    version: &Version,
    by: AccountId,
) -> Result<(), StoreError> {
    let unit = unit::id_of(db, Some(unit_code)).await?;
    let of = &version.target;
    let sql = "INSERT INTO plan_target (unit_id, figure, day, due_at, value, base, source, scope, set_by, set_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let value = (!version.withdrawn).then_some(of.value);
    let row = values![unit, &of.figure, &of.day, of.due, value, of.base, &of.source, &of.scope, by, of.set_at];
    sql::execute(db, sql, row).await.map(drop)
}

fn version(row: &QueryResult) -> Result<Version, StoreError> {
    let value: Option<i64> = get(row, "value")?;
    Ok(Version {
        withdrawn: value.is_none(),
        target: Target {
            figure: get(row, "figure")?,
            day: get(row, "day")?,
            due: instant(row, "due_at")?,
            value: small(value.unwrap_or_default())?,
            base: get::<Option<i64>>(row, "base")?.map(small).transpose()?,
            set_at: instant(row, "set_at")?,
            source: get(row, "source")?,
            scope: get(row, "scope")?,
        },
    })
}

/// Everything that was ever set of a unit, in its order.
///
/// # Errors
/// Database trouble.
pub async fn list_targets(db: &impl ConnectionTrait, unit_code: &str) -> Result<Vec<SetTarget>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM plan_target t JOIN unit u ON u.id = t.unit_id WHERE u.code = $1 ORDER BY t.id");
    let rows = sql::all(db, &sql, values![unit_code]).await?;
    rows.iter().map(|row| Ok(SetTarget { version: version(row)?, by: sql::account(row, "set_by")? })).collect()
}

/// A unit below another that has a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// What counts of its plan.
    pub targets: Vec<Target>,
}

/// The units below another that last and have a plan, with what counts of it, by the row number of the unit.
///
/// # Errors
/// Database trouble.
pub async fn list_below(
    db: &impl ConnectionTrait,
    of: &Unit,
    now: Instant,
) -> Result<BTreeMap<i64, Planning>, StoreError> {
    let sql = format!(
        "SELECT u.id AS unit, u.code, u.name, u.kind, {COLUMNS} FROM unit u JOIN plan_target t ON t.unit_id = u.id \
         WHERE u.path >= $1 AND u.path < $2 AND u.path <> $1 AND (u.ended_at IS NULL OR u.ended_at > $3) ORDER BY t.id"
    );
    let rows = sql::all(db, &sql, values![&of.path, path_end(&of.path), now]).await?;
    let mut versions: BTreeMap<i64, Vec<Version>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for row in &rows {
        let id: i64 = get(row, "unit")?;
        versions.entry(id).or_default().push(version(row)?);
        let kind = word(&get::<String>(row, "kind")?, UnitKind::parse)?;
        let planning = Planning { code: get(row, "code")?, name: get(row, "name")?, kind, targets: Vec::new() };
        found.entry(id).or_insert(planning);
    }
    for (id, versions) in versions {
        found.entry(id).and_modify(|planning| planning.targets = current(&versions));
    }
    found.retain(|_, planning| !planning.targets.is_empty());
    Ok(found)
}

/// The row numbers of a unit and of what it lies in, by its path.
fn lies_in(path: &str) -> impl Iterator<Item = i64> + '_ {
    path.split('/').filter_map(|part| part.parse().ok())
}

/// What plans come to, by the row number of each unit that lies in the range of paths from `path` on; of everything where
/// that is empty.
///
/// # Errors
/// Database trouble.
pub async fn sums(db: &impl ConnectionTrait, path: &str, now: Instant) -> Result<BTreeMap<i64, Plans>, StoreError> {
    let mut found: BTreeMap<i64, Plans> = BTreeMap::new();
    for (path, due, met) in milestones(db, path, now).await? {
        for id in lies_in(&path) {
            let of = found.entry(id).or_default();
            of.due += due.unsigned_abs();
            of.met += met.unsigned_abs();
        }
    }
    let mut people: BTreeMap<i64, BTreeSet<Uuid>> = BTreeMap::new();
    for (path, account) in lecturers(db, path, now).await? {
        for id in lies_in(&path) {
            people.entry(id).or_default().insert(account);
        }
    }
    for (id, people) in people {
        found.entry(id).or_default().lecturers = people.len() as u64;
    }
    for leading in exemplary(db, path).await? {
        lies_in(&leading).for_each(|id| found.entry(id).or_default().exemplary += 1);
    }
    for (id, versions) in counted(db, path).await? {
        let targets = current(&versions);
        let planned = |figure: &str| {
            let of: Vec<Target> = targets.iter().filter(|one| one.figure == figure).cloned().collect();
            next_target(&of, now).map(|one| u64::from(one.value))
        };
        let of = found.entry(id).or_default();
        (of.lecturers_planned, of.exemplary_planned) = (planned("P7"), planned("P9"));
    }
    Ok(found)
}

/// Paths of units with milestones whose day is over: how many, and how many were met by it. One that waits for a figure
/// counts once the frozen figures have decided.
async fn milestones(
    db: &impl ConnectionTrait,
    path: &str,
    now: Instant,
) -> Result<Vec<(String, i64, i64)>, StoreError> {
    let sql = "SELECT u.path, COUNT(*) AS due, CAST(SUM(CASE WHEN e.kind = 'met' \
               OR e.kind = 'accepted' AND e.marked_at <= m.due_at THEN 1 ELSE 0 END) AS BIGINT) AS met \
               FROM milestone m JOIN unit u ON u.id = m.unit_id \
               LEFT JOIN milestone_event e ON e.milestone_id = m.id AND e.kind IN ('accepted', 'met', 'missed', 'withdrawn') \
               WHERE u.path >= $1 AND u.path < $2 AND (e.kind IN ('met', 'missed') \
               OR m.figure IS NULL AND m.due_at <= $3 AND (e.kind IS NULL OR e.kind = 'accepted')) GROUP BY u.path";
    sql::packed(db, "f.path, f.due, f.met", sql, values![path, path_end(path), now]).await
}

/// Who may be counted as a lecturer, with the path of the unit that they help: a facilitator with a flag that holds, a
/// certificate that stands, a practicum (an exam under supervision, or practical work that was passed) and a session of a
/// class within half a year.
async fn lecturers(db: &impl ConnectionTrait, path: &str, now: Instant) -> Result<Vec<(String, Uuid)>, StoreError> {
    let sql = "SELECT s.path, g.account_id FROM role_grant g JOIN unit s ON s.id = g.unit_id \
               JOIN account a ON a.id = g.account_id AND a.disabled = FALSE \
               JOIN standing h ON h.account_id = g.account_id AND h.grade IS NOT NULL \
               WHERE g.role = $1 AND (g.expires_at IS NULL OR g.expires_at > $2) AND s.path >= $3 AND s.path < $4 \
               AND EXISTS (SELECT 1 FROM class_code c JOIN class_session x ON x.class_id = c.id \
               WHERE c.facilitator_id = g.account_id AND x.started_at > $5) \
               AND EXISTS (SELECT 1 FROM certificate z WHERE z.account_id = g.account_id AND z.revoked_at IS NULL \
               AND (z.expires_at IS NULL OR z.expires_at > $2)) \
               AND (h.grade = 'A' OR EXISTS (SELECT 1 FROM task_submission w JOIN task_grade y ON y.submission_id = w.id \
               WHERE w.account_id = g.account_id AND y.passed = TRUE AND y.returned = FALSE))";
    let values = values![Role::Facilitator.word(), now, path, path_end(path), now.plus(-LECTURED)];
    let rows = sql::all(db, sql, values).await?;
    rows.iter().map(|row| Ok((get(row, "path")?, get(row, "account_id")?))).collect()
}

/// Paths of the units that led when a practice card of theirs was published.
async fn exemplary(db: &impl ConnectionTrait, path: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT u.path FROM exemplar_card c JOIN unit u ON u.id = c.unit_id \
               WHERE c.state = 'published' AND c.led = TRUE AND u.path >= $1 AND u.path < $2";
    let rows = sql::all(db, sql, values![path, path_end(path)]).await?;
    rows.iter().map(|row| get(row, "path")).collect()
}

/// Targets of figures that are counted against their plan, by the row number of the unit.
async fn counted(db: &impl ConnectionTrait, path: &str) -> Result<BTreeMap<i64, Vec<Version>>, StoreError> {
    let sql = format!(
        "SELECT u.id AS unit, {COLUMNS} FROM plan_target t JOIN unit u ON u.id = t.unit_id \
         WHERE t.figure IN ('P7', 'P9') AND u.path >= $1 AND u.path < $2 ORDER BY t.id"
    );
    let mut found: BTreeMap<i64, Vec<Version>> = BTreeMap::new();
    for row in sql::all(db, &sql, values![path, path_end(path)]).await? {
        found.entry(get(&row, "unit")?).or_default().push(version(&row)?);
    }
    Ok(found)
}
