//! What can go wrong with the database, in five kinds. The driver's errors are only ever a source, never a message.

use crate::trouble;
use sea_orm::sqlx::Error as DriverError;
use sea_orm::{DbErr, RuntimeErr};
use std::sync::Arc;

/// Why the store could not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Something that must exist does not.
    #[error("not found")]
    NotFound,
    /// It would break a rule of the schema; the word says which.
    #[error("conflict: {0}")]
    Conflict(Constraint),
    /// Full disk, database down, pool or queue exhausted: worth trying again later.
    #[error("the database is unavailable{}", code_in(.0.as_ref()))]
    Unavailable(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// What is stored cannot be read.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// Anything else; a mistake of ours.
    #[error("the database refused{}", code(.0))]
    Database(#[source] DbErr),
}

/// What clashed: `login`, `email`, `phone`, `open_attempt`, `attempt_number`, `certificate`, `number`, `status_index`,
/// `policy`, `unit-cycle`; else `unique` or `reference`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constraint(pub &'static str);

impl std::fmt::Display for Constraint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl StoreError {
    /// The word of the conflict, if it is one.
    #[must_use]
    pub fn conflict(&self) -> Option<&'static str> {
        match self {
            Self::Conflict(Constraint(word)) => Some(word),
            _ => None,
        }
    }

    /// Whether it is worth trying again later; the web says 503.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    pub(crate) fn unavailable(reason: &'static str) -> Self {
        Self::Unavailable(Arc::from(Box::<dyn std::error::Error + Send + Sync>::from(reason)))
    }

    pub(crate) fn clash(word: &'static str) -> Self {
        Self::Conflict(Constraint(word))
    }
}

/// What the database calls its error, as ` (42P01)`: the SQLSTATE of PostgreSQL or the result code of SQLite. Its message is
/// left out, as it may repeat what somebody typed.
fn code(error: &DbErr) -> String {
    match driver(error) {
        Some(DriverError::Database(cause)) => cause.code().map_or_else(String::new, |code| format!(" ({code})")),
        Some(DriverError::Io(cause)) => format!(" (connection: {})", cause.kind()),
        Some(DriverError::PoolTimedOut) => " (no connection was free)".to_owned(),
        _ => String::new(),
    }
}

fn code_in(error: &(dyn std::error::Error + 'static)) -> String {
    error.downcast_ref().map_or_else(|| format!(" ({error})"), code)
}

fn driver(error: &DbErr) -> Option<&DriverError> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))
        | DbErr::Conn(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

/// What an error of the driver means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Unique,
    Reference,
    /// Serialization failure or deadlock: the same work may succeed at once.
    Transient,
    Unavailable,
    Corrupt,
    Other,
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let meaning = meaning(&error);
        trouble::note(meaning == Meaning::Transient, meaning == Meaning::Unavailable);
        match meaning {
            Meaning::Unique => Self::clash("unique"),
            Meaning::Reference => Self::clash("reference"),
            Meaning::Transient | Meaning::Unavailable => Self::Unavailable(Arc::new(error)),
            Meaning::Corrupt => Self::Corrupt(error.to_string()),
            Meaning::Other => Self::Database(error),
        }
    }
}

fn meaning(error: &DbErr) -> Meaning {
    if let Some(cause) = driver(error) {
        return driver_meaning(cause);
    }
    match error {
        DbErr::ConnectionAcquire(_) => Meaning::Unavailable,
        DbErr::Type(_) | DbErr::Json(_) | DbErr::TryIntoErr { .. } => Meaning::Corrupt,
        _ => Meaning::Other,
    }
}

fn driver_meaning(cause: &DriverError) -> Meaning {
    match cause {
        DriverError::Database(cause) => match cause.code().as_deref().unwrap_or_default() {
            state if state.len() == 5 => postgres_meaning(state),
            code => sqlite_meaning(code.parse().unwrap_or(0)),
        },
        DriverError::Io(_)
        | DriverError::Tls(_)
        | DriverError::Protocol(_)
        | DriverError::PoolTimedOut
        | DriverError::PoolClosed
        | DriverError::WorkerCrashed
        | DriverError::BeginFailed => Meaning::Unavailable,
        DriverError::ColumnDecode { .. } | DriverError::Decode(_) => Meaning::Corrupt,
        _ => Meaning::Other,
    }
}

/// By SQLSTATE; its first two characters are the class.
fn postgres_meaning(state: &str) -> Meaning {
    match (&state[..2], state) {
        (_, "23505") => Meaning::Unique,
        (_, "23503") => Meaning::Reference,
        (_, "40001" | "40P01") => Meaning::Transient,
        (_, "25006" | "25P03" | "55P03" | "28P01" | "3D000") | ("08" | "53" | "57" | "58", _) => Meaning::Unavailable,
        (_, "XX001" | "XX002") => Meaning::Corrupt,
        _ => Meaning::Other,
    }
}

/// By extended result code; its low byte is the primary code.
fn sqlite_meaning(code: i32) -> Meaning {
    match (code & 0xff, code) {
        (_, 1555 | 2067) => Meaning::Unique,
        (_, 787) => Meaning::Reference,
        // BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN
        (5 | 6 | 7 | 8 | 10 | 13 | 14, _) => Meaning::Unavailable,
        // CORRUPT, NOTADB
        (11 | 26, _) => Meaning::Corrupt,
        _ => Meaning::Other,
    }
}
