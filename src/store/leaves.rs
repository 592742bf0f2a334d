//! The counters of all units, held in memory: to add up thousands of rows in SQL took longer than all else of a board. Each
//! reading first takes in what changed since the last one, so that what is told is never older than the database.

use crate::sql::{self, get, path_end, values, word};
use crate::{Reader, Store, StoreError};
use sea_orm::{ConnectionTrait, DbBackend};
use std::collections::{BTreeMap, HashMap};
use tokio::sync::Mutex;
use xutra_domain::people::Audience;
use xutra_domain::reporting::{Age, Counts, Place, Sums};
use xutra_domain::unit::Unit;

/// One counter of a unit: place, audience, age, what was counted.
pub(crate) type Leaf = (Place, &'static str, Age, Counts);

/// The counters as they were last read.
#[derive(Default)]
pub(crate) struct Leaves {
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    units: HashMap<i64, Vec<Leaf>>,
    /// Whatever is marked lower is held.
    from: i64,
}

/// The mark of what a transaction changes. SQLite has one writer: the next number. On PostgreSQL the transaction's own.
///
/// # Errors
/// Database trouble.
pub(crate) async fn mark(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint) AS mark",
        _ => NEXT,
    };
    number(db, sql).await
}

const NEXT: &str = "SELECT COALESCE(MAX(changed), 0) + 1 AS mark FROM tally";

/// Whatever is seen from now on and was not before is marked so or higher. On PostgreSQL: the oldest transaction that has not
/// ended, as one may end after another that began later.
async fn horizon(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let sql = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS mark",
        _ => NEXT,
    };
    number(db, sql).await
}

async fn number(db: &impl ConnectionTrait, sql: &str) -> Result<i64, StoreError> {
    let row = sql::one(db, sql, Vec::new()).await?;
    get(&row.ok_or_else(|| StoreError::Corrupt("a number without a row".into()))?, "mark")
}

/// A counter as the database tells it, after the key of its unit.
type Row<K> = (K, String, String, String, i64, i64, i64, i64, i64, i64, i64, i64);
const ROW: &str = "f.place, f.audience, f.age, f.people, f.taking_part, f.capable_a, f.capable_b, f.core, f.trained, \
                   f.applies, f.effective";

/// The key and the counter.
fn leaf<K>(row: Row<K>) -> Result<(K, Leaf), StoreError> {
    let (key, place, audience, age, people, taking_part, capable_a, capable_b, core, trained, applies, effective) = row;
    let counts = Counts { people, taking_part, capable_a, capable_b, core, trained, applies, effective };
    let audience = word(&audience, Audience::parse)?.word();
    Ok((key, (word(&place, Place::parse)?, audience, word(&age, Age::parse)?, counts)))
}

/// Every counter, with the path of its unit.
///
/// # Errors
/// Database trouble.
pub(crate) async fn list(db: &impl ConnectionTrait) -> Result<Vec<(String, Leaf)>, StoreError> {
    let from = "SELECT u.path, t.* FROM tally t JOIN unit u ON u.id = t.unit_id";
    let rows: Vec<Row<String>> = sql::packed(db, &format!("f.path, {ROW}"), from, Vec::new()).await?;
    rows.into_iter().map(leaf).collect()
}

impl Held {
    /// Takes in what changed. Never from a transaction: what that takes back would stay here.
    async fn refresh(&mut self, reader: &Reader) -> Result<(), StoreError> {
        let horizon = horizon(reader).await?;
        if horizon < self.from {
            // Another database stands there now, such as a backup that was taken back.
            *self = Self::default();
        }
        let from = "SELECT * FROM tally WHERE changed >= $1";
        let rows: Vec<Row<i64>> = sql::packed(reader, &format!("f.unit_id, {ROW}"), from, values![self.from]).await?;
        for row in rows {
            let (unit, fresh) = leaf(row)?;
            let leaves = self.units.entry(unit).or_default();
            let same = |leaf: &&mut Leaf| (leaf.0, leaf.1, leaf.2) == (fresh.0, fresh.1, fresh.2);
            match leaves.iter_mut().find(same) {
                Some(leaf) => *leaf = fresh,
                None => leaves.push(fresh),
            }
        }
        self.from = horizon;
        Ok(())
    }
}

/// The sums of a unit itself, without what lies below, under its row number; of each unit right below, with everything below
/// that. With an audience of that alone.
///
/// # Errors
/// Database trouble.
pub(crate) async fn sums(
    store: &Store,
    of: &Unit,
    audience: Option<Audience>,
) -> Result<BTreeMap<i64, Sums>, StoreError> {
    let below = "SELECT path FROM unit WHERE path >= $1 AND path < $2";
    let paths: Vec<(String,)> =
        sql::packed(store.reader(), "f.path", below, values![&of.path, path_end(&of.path)]).await?;
    let mut held = store.leaves().held.lock().await;
    held.refresh(store.reader()).await?;
    let mut found: BTreeMap<i64, Sums> = BTreeMap::new();
    for (path,) in &paths {
        let mut parts = path.get(of.path.len()..).unwrap_or_default().split('/').filter_map(|part| part.parse().ok());
        let own = || of.path.split('/').filter_map(|part| part.parse().ok()).next_back();
        let Some(part) = parts.next().or_else(own) else { continue };
        let Some(leaves) = held.units.get(&parts.next_back().unwrap_or(part)) else { continue };
        let sums = found.entry(part).or_default();
        for (place, word, age, counts) in leaves.iter().filter(|leaf| audience.is_none_or(|of| of.word() == leaf.1)) {
            sums.add(*place, word, *age, *counts);
        }
    }
    Ok(found)
}
