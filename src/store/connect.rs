//! Opens the pools: SQLite with one writer connection beside its readers, PostgreSQL with a pool for each.

use crate::StoreError;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use std::time::Duration;

/// How long a request waits for a connection before it is told to come back later.
const PATIENCE: Duration = Duration::from_secs(5);

/// How the store is opened.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Connections that read; on PostgreSQL as many again write.
    pub readers: u32,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self { readers: 8 }
    }
}

/// The reading and the writing side of one database.
pub(crate) struct Pools {
    pub(crate) reader: DatabaseConnection,
    pub(crate) writer: DatabaseConnection,
    pub(crate) is_sqlite: bool,
}

/// Opens what the address names.
pub(crate) async fn open(url: &str, options: &StoreOptions) -> Result<Pools, StoreError> {
    let readers = options.readers.max(1);
    if let Some(path) = url.strip_prefix("sqlite://") {
        // The writer comes first: it makes the file and turns on the write-ahead log.
        let writer = sqlite(path, 1, false).await?;
        let reader = sqlite(path, readers, true).await?;
        return Ok(Pools { reader, writer, is_sqlite: true });
    }
    let writer = postgres(url, readers, &[]).await?;
    let reader = postgres(url, readers, &[("default_transaction_read_only", "on")]).await?;
    Ok(Pools { reader, writer, is_sqlite: false })
}

async fn sqlite(path: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, StoreError> {
    let path = path.to_owned();
    let mut options = ConnectOptions::new("sqlite://file");
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(move |_| sqlite_options(&path, read_only));
    Ok(Database::connect(options).await?)
}

fn sqlite_options(path: &str, read_only: bool) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(!read_only)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .synchronous(SqliteSynchronous::Full)
        .pragma("journal_size_limit", "67108864");
    if read_only { options.pragma("query_only", "1") } else { options.journal_mode(SqliteJournalMode::Wal) }
}

async fn postgres(
    url: &str,
    connections: u32,
    settings: &'static [(&'static str, &'static str)],
) -> Result<DatabaseConnection, StoreError> {
    let mut options = postgres_options(url, connections);
    options.map_sqlx_postgres_opts(move |options| durable(options).options(settings.iter().copied()));
    Ok(Database::connect(options).await?)
}

/// One connection for migrations: they may take long, and hold their lock as long as it lives.
pub(crate) async fn postgres_for_migrations(url: &str) -> Result<DatabaseConnection, StoreError> {
    let mut options = postgres_options(url, 1);
    options.idle_timeout(None).max_lifetime(None).test_before_acquire(false);
    Ok(Database::connect(options).await?)
}

fn postgres_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(0)
        .acquire_timeout(PATIENCE)
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .set_application_name("xutra");
    options
}

/// What law 1 asks of every session; a transaction that somebody forgot ends by itself (sqlx #4393).
fn durable(options: PgConnectOptions) -> PgConnectOptions {
    options.options([
        ("synchronous_commit", "on"),
        ("default_transaction_isolation", "read committed"),
        ("statement_timeout", "20s"),
        ("idle_in_transaction_session_timeout", "10s"),
    ])
}
