//! Lists that were uploaded: the file in pieces until it was taken in, how far that came, and what came of each line. One
//! process works at a list at a time; where it ends, another goes on from the last line that was stored.

use crate::StoreError;
use crate::bulk::insert_rows;
use crate::sql::{self, Parts, get, instant, values, word};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// Bytes of a piece.
const PIECE: usize = 256 * 1024;

macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($(#[$said:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $type { $($(#[$said])* $variant),+ }

        impl $type {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in forms, keys and the database.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}

words!(
    /// What a list holds.
    ListKind {
        /// People.
        People => "people",
        /// Units.
        Units => "units",
        /// Figures of the register.
        Population => "population",
    }
);

words!(
    /// How far a list is.
    ImportState {
        /// It is tried: nothing is written.
        Trying => "trying",
        /// It was tried; somebody decides.
        Tried => "tried",
        /// It is taken in.
        Running => "running",
        /// It was taken in.
        Done => "done",
        /// It cannot be read any further.
        Failed => "failed",
    }
);

words!(
    /// What came of a line, or would come of it.
    LineOutcome {
        /// It cannot be taken in.
        Wrong => "wrong",
        /// Something is made.
        New => "new",
        /// Something that stands already changes.
        Changed => "changed",
        /// Nothing is new.
        Same => "same",
    }
);

/// A list that was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Identity.
    pub id: Uuid,
    /// What it holds.
    pub kind: ListKind,
    /// Name of the file, as it was uploaded.
    pub name: String,
    /// How far it is.
    pub state: ImportState,
    /// Why it cannot be read any further: a key, and what it is about after a space.
    pub trouble: Option<String>,
    /// Bytes of the file.
    pub size: u64,
    /// Lines below the headings; 0 before they were counted.
    pub lines: u64,
    /// Lines that are done.
    pub done: u64,
    /// Who uploaded it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
    /// When it last went on.
    pub changed_at: Instant,
}

/// What came of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineResult {
    /// Its number below the headings, from 1.
    pub line: u64,
    /// What came of it.
    pub outcome: LineOutcome,
    /// Keys of what is wrong.
    pub faults: Vec<String>,
}

/// Keeps a list to be tried, with its file.
///
/// # Errors
/// Conflict `reference` where who uploads does not exist.
pub async fn insert(db: &impl ConnectionTrait, new: &Import, file: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO import (id, kind, name, state, size, lines, done, made_by, made_at, changed_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let row = values![
        new.id,
        new.kind.word(),
        &new.name,
        new.state.word(),
        new.size,
        new.lines,
        new.done,
        new.made_by,
        new.made_at,
        new.changed_at,
    ];
    sql::execute(db, sql, row).await?;
    for (place, piece) in (0_usize..).zip(file.chunks(PIECE)) {
        let sql = "INSERT INTO import_piece (import_id, place, content) VALUES ($1, $2, $3)";
        sql::execute(db, sql, values![new.id, place, piece.to_vec()]).await?;
    }
    Ok(())
}

const SELECT: &str =
    "SELECT id, kind, name, state, trouble, size, lines, done, made_by, made_at, changed_at FROM import";

/// The list of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Import>, StoreError> {
    sql::one(db, &format!("{SELECT} WHERE id = $1"), values![id]).await?.as_ref().map(import_of).transpose()
}

/// Lists, the newest first, before a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page(db: &impl ConnectionTrait, before: Option<Uuid>, limit: u64) -> Result<Vec<Import>, StoreError> {
    let mut query = Parts::new(&format!("{SELECT} WHERE 1 = 1"));
    if let Some(before) = before {
        query.add(" AND id < ?", values![before]);
    }
    query.add(" ORDER BY id DESC LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(import_of).collect()
}

fn import_of(row: &QueryResult) -> Result<Import, StoreError> {
    let count = |column| get::<i64>(row, column).map(i64::unsigned_abs);
    Ok(Import {
        id: get(row, "id")?,
        kind: word(&get::<String>(row, "kind")?, ListKind::parse)?,
        name: get(row, "name")?,
        state: word(&get::<String>(row, "state")?, ImportState::parse)?,
        trouble: get(row, "trouble")?,
        size: count("size")?,
        lines: count("lines")?,
        done: count("done")?,
        made_by: sql::account(row, "made_by")?,
        made_at: instant(row, "made_at")?,
        changed_at: instant(row, "changed_at")?,
    })
}

/// A piece of the file, from 0; none after the last.
///
/// # Errors
/// Database trouble.
pub async fn find_piece(db: &impl ConnectionTrait, id: Uuid, place: usize) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT content FROM import_piece WHERE import_id = $1 AND place = $2";
    sql::one(db, sql, values![id, place]).await?.as_ref().map(|row| get(row, "content")).transpose()
}

/// Takes the oldest list that waits for work, until an instant; nobody else works at it so long.
///
/// # Errors
/// Database trouble.
pub async fn take(db: &impl ConnectionTrait, now: Instant, until: Instant) -> Result<Option<Import>, StoreError> {
    let sql = "SELECT id FROM import WHERE state IN ('trying', 'running') AND (taken_until IS NULL OR taken_until <= $1) \
               ORDER BY id LIMIT 1";
    let Some(row) = sql::one(db, sql, values![now]).await? else { return Ok(None) };
    let id: Uuid = get(&row, "id")?;
    let sql = "UPDATE import SET taken_until = $3 WHERE id = $1 AND state IN ('trying', 'running') \
               AND (taken_until IS NULL OR taken_until <= $2)";
    if sql::execute(db, sql, values![id, now, until]).await? == 0 { Ok(None) } else { find(db, id).await }
}

/// Notes what came of further lines: from `before` lines on. False where another process went on with it, or it is gone.
///
/// # Errors
/// Database trouble.
pub async fn set_done(
    db: &impl ConnectionTrait,
    import: &Import,
    before: u64,
    results: &[LineResult],
    (now, until): (Instant, Instant),
) -> Result<bool, StoreError> {
    let done = results.last().map_or(before, |last| last.line);
    let sql =
        "UPDATE import SET done = $2, changed_at = $3, taken_until = $4 WHERE id = $1 AND state = $5 AND done = $6";
    let row = values![import.id, done, now, until, import.state.word(), before];
    if sql::execute(db, sql, row).await? == 0 {
        return Ok(false);
    }
    let row = |one: &LineResult| values![import.id, one.line, one.outcome.word(), one.faults.join(" ")];
    let insert = "INSERT INTO import_line (import_id, line, outcome, faults) VALUES ";
    insert_rows(db, insert, results.iter().map(row).collect()).await?;
    Ok(true)
}

/// Ends the work at a list: tried, done or failed, with why. What was taken in needs its file no more.
///
/// # Errors
/// Database trouble.
pub async fn set_ended(
    db: &impl ConnectionTrait,
    import: &Import,
    state: ImportState,
    trouble: Option<&str>,
    now: Instant,
) -> Result<(), StoreError> {
    let sql = "UPDATE import SET state = $2, trouble = $3, lines = done, changed_at = $4, taken_until = NULL \
               WHERE id = $1 AND state = $5";
    sql::execute(db, sql, values![import.id, state.word(), trouble, now, import.state.word()]).await?;
    if state == ImportState::Tried {
        return Ok(());
    }
    sql::execute(db, "DELETE FROM import_piece WHERE import_id = $1", values![import.id]).await.map(drop)
}

/// Has a list that was tried taken in; what was said of its lines makes room for what comes of them. False where it was
/// not only tried.
///
/// # Errors
/// Database trouble.
pub async fn set_running(db: &impl ConnectionTrait, id: Uuid, now: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE import SET state = 'running', done = 0, changed_at = $2 WHERE id = $1 AND state = 'tried'";
    if sql::execute(db, sql, values![id, now]).await? == 0 {
        return Ok(false);
    }
    sql::execute(db, "DELETE FROM import_line WHERE import_id = $1", values![id]).await?;
    Ok(true)
}

/// Throws a list away at which nobody works; whether it was there.
///
/// # Errors
/// Database trouble.
pub async fn delete(db: &impl ConnectionTrait, id: Uuid) -> Result<bool, StoreError> {
    let sql = "DELETE FROM import WHERE id = $1 AND state NOT IN ('trying', 'running')";
    Ok(sql::execute(db, sql, values![id]).await? == 1)
}

/// How many lines came to what.
///
/// # Errors
/// Database trouble.
pub async fn count_lines(db: &impl ConnectionTrait, id: Uuid) -> Result<BTreeMap<LineOutcome, u64>, StoreError> {
    let sql = "SELECT outcome, COUNT(*) AS lines FROM import_line WHERE import_id = $1 GROUP BY outcome";
    let rows = sql::all(db, sql, values![id]).await?;
    let read = |row: &QueryResult| {
        let outcome = word(&get::<String>(row, "outcome")?, LineOutcome::parse)?;
        Ok((outcome, get::<i64>(row, "lines")?.unsigned_abs()))
    };
    rows.iter().map(read).collect()
}

/// What came of lines after a number, with an outcome or whatever.
///
/// # Errors
/// Database trouble.
pub async fn page_lines(
    db: &impl ConnectionTrait,
    id: Uuid,
    outcome: Option<LineOutcome>,
    after: u64,
    limit: u64,
) -> Result<Vec<LineResult>, StoreError> {
    let mut query = Parts::new("SELECT line, outcome, faults FROM import_line WHERE");
    query.add(" import_id = ? AND line > ?", values![id, after]);
    if let Some(outcome) = outcome {
        query.add(" AND outcome = ?", values![outcome.word()]);
    }
    query.add(" ORDER BY line LIMIT ?", values![limit]);
    let read = |row: &QueryResult| {
        Ok(LineResult {
            line: get::<i64>(row, "line")?.unsigned_abs(),
            outcome: word(&get::<String>(row, "outcome")?, LineOutcome::parse)?,
            faults: get::<String>(row, "faults")?.split_whitespace().map(str::to_owned).collect(),
        })
    };
    query.all(db).await?.iter().map(read).collect()
}
