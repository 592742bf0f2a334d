//! Statements in words that both databases read: `$1`, `$2`, … are the values, in their order.

use crate::StoreError;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, TryGetable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use uuid::Uuid;
use xutra_domain::ids::{
    AccountId, AttemptId, ClassId, ClassSessionId, ExemplarId, FindingId, MilestoneId, RecheckId, RecheckSessionId,
    ReportId, SessionId, SittingId, WorkRecordId,
};
use xutra_domain::instant::Instant;
use xutra_domain::minute_code::Hidden;
use xutra_domain::window::Window;

/// A list of values for the places of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::Bind::bind($value)),*] };
}
pub(crate) use values;

/// What can stand at a place of a statement.
pub(crate) trait Bind {
    fn bind(self) -> Value;
}

macro_rules! bind_as {
    ($($type:ty => |$value:ident| $bound:expr;)+) => {
        $(impl Bind for $type { fn bind(self) -> Value { let $value = self; $bound } })+
    };
}

bind_as! {
    &str => |v| Value::from(storable(v));
    &String => |v| Value::from(storable(v));
    String => |v| Value::from(storable(&v));
    Option<&str> => |v| Value::from(v.map(storable));
    &Option<String> => |v| Value::from(v.as_deref().map(storable));
    Option<String> => |v| Value::from(v.as_deref().map(storable));
    bool => |v| Value::from(v);
    i64 => |v| Value::from(v);
    i32 => |v| Value::from(v);
    f64 => |v| Value::from(v);
    u32 => |v| Value::from(i64::from(v));
    u64 => |v| Value::from(i64::try_from(v).unwrap_or(i64::MAX));
    usize => |v| Value::from(i64::try_from(v).unwrap_or(i64::MAX));
    Option<i64> => |v| Value::from(v);
    Option<u32> => |v| Value::from(v.map(i64::from));
    Option<f64> => |v| Value::from(v);
    Option<bool> => |v| Value::from(v);
    Vec<u8> => |v| Value::from(v);
    Uuid => |v| Value::from(v);
    Option<Uuid> => |v| Value::from(v);
    AccountId => |v| Value::from(v.0);
    Option<AccountId> => |v| Value::from(v.map(|id| id.0));
    AttemptId => |v| Value::from(v.0);
    SessionId => |v| Value::from(v.0);
    SittingId => |v| Value::from(v.0);
    ClassId => |v| Value::from(v.0);
    ClassSessionId => |v| Value::from(v.0);
    WorkRecordId => |v| Value::from(v.0);
    RecheckId => |v| Value::from(v.0);
    RecheckSessionId => |v| Value::from(v.0);
    FindingId => |v| Value::from(v.0);
    ReportId => |v| Value::from(v.0);
    Option<ReportId> => |v| Value::from(v.map(|id| id.0));
    MilestoneId => |v| Value::from(v.0);
    Option<MilestoneId> => |v| Value::from(v.map(|id| id.0));
    ExemplarId => |v| Value::from(v.0);
    Option<SittingId> => |v| Value::from(v.map(|id| id.0));
    Instant => |v| Value::from(v.0);
    Option<Instant> => |v| Value::from(v.map(|at| at.0));
}

/// PostgreSQL takes no NUL in a text: it becomes the replacement character, on both databases.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

fn statement(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Statement {
    let backend = db.get_database_backend();
    match backend {
        DbBackend::Sqlite if values.len() > MANY => Statement::from_sql_and_values(backend, bare(sql), values),
        _ => Statement::from_sql_and_values(backend, sql, values),
    }
}

/// So many values that to look for their names takes long.
const MANY: usize = 60;

/// The statement with `?` for each of `$1`, `$2`, …, where they stand once and in their order. SQLite goes through all names
/// for each name, when it reads a statement and when it binds its values: of thousands, that took half the time.
fn bare(sql: &str) -> Cow<'_, str> {
    let (mut bare, mut next, mut rest) = (String::with_capacity(sql.len()), 1_usize, sql);
    while let Some(at) = rest.find('$') {
        let (before, place) = rest.split_at(at);
        bare.push_str(before);
        let end = place[1..].find(|c: char| !c.is_ascii_digit()).map_or(place.len(), |end| end + 1);
        let (name, after) = place.split_at(end);
        match name[1..].parse::<usize>() {
            Ok(number) if number == next => {
                bare.push('?');
                next += 1;
            }
            // One that stands twice, or before its time, keeps its name, and so do all.
            Ok(_) => return Cow::Borrowed(sql),
            // A path inside of JSON.
            Err(_) => bare.push_str(name),
        }
        rest = after;
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

/// Runs a statement; the number of rows it touched.
pub(crate) async fn execute(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
    Ok(db.execute_raw(statement(db, sql, values)).await?.rows_affected())
}

/// The first row.
pub(crate) async fn one(
    db: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<QueryResult>, StoreError> {
    Ok(db.query_one_raw(statement(db, sql, values)).await?)
}

/// Every row.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    Ok(db.query_all_raw(statement(db, sql, values)).await?)
}

/// Every row of `from`, in its order, all in one value: SQLite hands rows from one thread to another, which takes longer
/// than to read many of them. The columns are those of `T`, in its order.
pub(crate) async fn packed<T: DeserializeOwned>(
    db: &impl ConnectionTrait,
    columns: &str,
    from: &str,
    values: Vec<Value>,
) -> Result<Vec<T>, StoreError> {
    let together = match db.get_database_backend() {
        DbBackend::Postgres => format!("COALESCE(json_agg(json_build_array({columns})), '[]')::text"),
        _ => format!("json_group_array(json_array({columns}))"),
    };
    let row = one(db, &format!("SELECT {together} AS packed FROM ({from}) f"), values).await?;
    row.map_or_else(|| Ok(Vec::new()), |row| from_json(&get::<String>(&row, "packed")?))
}

/// Whether there is a row.
pub(crate) async fn exists(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<bool, StoreError> {
    Ok(one(db, sql, values).await?.is_some())
}

/// A count: the first column of the first row.
pub(crate) async fn count(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
    let row = one(db, sql, values).await?.ok_or(StoreError::NotFound)?;
    let count: i64 = row.try_get_by_index(0)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Holds back every other transaction that asks for the same lock until this one ends. SQLite has one writer anyway.
pub(crate) async fn lock(db: &impl ConnectionTrait, key: i64) -> Result<(), StoreError> {
    if db.get_database_backend() == DbBackend::Postgres {
        one(db, "SELECT pg_advisory_xact_lock($1)", values![key]).await?;
    }
    Ok(())
}

/// Lets the statements of a transaction take as long as they need, as those over everybody do. SQLite knows no limit.
pub(crate) async fn unhurried(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    if db.get_database_backend() == DbBackend::Postgres {
        execute(db, "SET LOCAL statement_timeout = 0", Vec::new()).await?;
    }
    Ok(())
}

/// A column of a row.
pub(crate) fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T, StoreError> {
    Ok(row.try_get("", column)?)
}

/// A column that holds an instant.
pub(crate) fn instant(row: &QueryResult, column: &str) -> Result<Instant, StoreError> {
    Ok(Instant(get(row, column)?))
}

/// A column that may hold an instant.
pub(crate) fn maybe_instant(row: &QueryResult, column: &str) -> Result<Option<Instant>, StoreError> {
    Ok(get::<Option<i64>>(row, column)?.map(Instant))
}

/// Columns that hold when something began, closes at the latest, and was ended.
pub(crate) fn window(row: &QueryResult, [opened, closes, ended]: [&str; 3]) -> Result<Window, StoreError> {
    Ok(Window {
        opened_at: instant(row, opened)?,
        closes_at: instant(row, closes)?,
        ended_at: maybe_instant(row, ended)?,
    })
}

/// A column that holds an account's id.
pub(crate) fn account(row: &QueryResult, column: &str) -> Result<AccountId, StoreError> {
    Ok(AccountId(get(row, column)?))
}

/// A column that holds 32 bytes that nobody sees.
pub(crate) fn hidden(row: &QueryResult, column: &str) -> Result<Hidden, StoreError> {
    let bytes: Vec<u8> = get(row, column)?;
    let bytes = bytes.try_into().map_err(|_| StoreError::Corrupt(format!("{column} is not 32 bytes")))?;
    Ok(Hidden(bytes))
}

/// A word that must be one of ours.
pub(crate) fn word<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    parse(text).ok_or_else(|| StoreError::Corrupt(format!("unknown word {text:?}")))
}

/// A number that must be small.
pub(crate) fn small(number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|_| StoreError::Corrupt(format!("{number} is out of range")))
}

/// As JSON.
pub(crate) fn to_json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// From JSON.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// A pattern that finds `text` anywhere; to be used with `ESCAPE '\'`.
pub(crate) fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern + "%"
}

/// The end of the range of paths that begin with `prefix` (which ends in a slash): `0` comes after `/`.
pub(crate) fn path_end(prefix: &str) -> String {
    match prefix.strip_suffix('/') {
        Some(stem) => format!("{stem}0"),
        None => format!("{prefix}\u{10ffff}"),
    }
}

/// A statement that is put together from parts with their values.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Parts {
    pub(crate) fn new(sql: &str) -> Self {
        Self { sql: sql.to_owned(), values: Vec::new() }
    }

    /// Adds words; each `?` in them takes the next value.
    pub(crate) fn add(&mut self, sql: &str, values: Vec<Value>) -> &mut Self {
        let mut values = values.into_iter();
        for c in sql.chars() {
            match values.len() {
                0 => self.sql.push(c),
                _ if c == '?' => {
                    self.values.extend(values.next());
                    self.sql.push_str(&format!("${}", self.values.len()));
                }
                _ => self.sql.push(c),
            }
        }
        self
    }

    /// Adds `(?, ?), (?, ?)`, one bracket for each row.
    pub(crate) fn rows(&mut self, rows: Vec<Vec<Value>>) -> &mut Self {
        for (index, row) in rows.into_iter().enumerate() {
            let places = vec!["?"; row.len()].join(", ");
            self.add(&format!("{}({places})", if index == 0 { "" } else { ", " }), row);
        }
        self
    }

    /// Narrows to the subtrees of the scopes by a column that holds a path; none means everywhere.
    pub(crate) fn within(&mut self, column: &str, scopes: Option<&[String]>) -> &mut Self {
        let Some(scopes) = scopes else { return self };
        self.add(" AND (1 = 0", Vec::new());
        for scope in scopes {
            self.add(&format!(" OR ({column} >= ? AND {column} < ?)"), values![scope, path_end(scope)]);
        }
        self.add(")", Vec::new())
    }

    pub(crate) async fn execute(self, db: &impl ConnectionTrait) -> Result<u64, StoreError> {
        execute(db, &self.sql, self.values).await
    }

    pub(crate) async fn all(self, db: &impl ConnectionTrait) -> Result<Vec<QueryResult>, StoreError> {
        all(db, &self.sql, self.values).await
    }
}

/// JSON in which the mark of a lost character stands for each NUL, which PostgreSQL does not read in JSON, however it is
/// written. What only looks like one, a backslash before `u0000`, stays.
pub(crate) fn without_nul(json: &str) -> String {
    let mut kept = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        kept.push_str(before);
        let (escape, after) = match escape.strip_prefix("\\u0000") {
            Some(after) => ("\\ufffd", after),
            // An escape has two characters at least, and both are ASCII.
            None => escape.split_at(escape.len().min(2)),
        };
        kept.push_str(escape);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_go_where_each_stands_once_and_in_order() {
        for (named, without) in [
            ("VALUES ($1, $2), ($3, $4)", "VALUES (?, ?), (?, ?)"),
            ("x->>'$.a' = $1 AND '$' || y = $2", "x->>'$.a' = ? AND '$' || y = ?"),
            ("$1 AND $1", "$1 AND $1"),
            ("$2, $1", "$2, $1"),
            ("$10", "$10"),
            ("no place", "no place"),
            ("đ$1ế", "đ?ế"),
        ] {
            assert_eq!(bare(named), without);
        }
    }

    #[test]
    fn a_nul_is_replaced_and_what_looks_like_one_is_not() {
        for (text, expected) in [
            ("a\0b", "a\u{fffd}b"),
            ("\\u0000", "\\u0000"),
            ("\\\0", "\\\u{fffd}"),
            ("\\\\u0000 \"ạ\"", "\\\\u0000 \"ạ\""),
            ("", ""),
        ] {
            let json = serde_json::to_string(text).expect("JSON");
            let read: String = serde_json::from_str(&without_nul(&json)).expect("JSON");
            assert_eq!(read, expected, "{json}");
        }
    }
}
