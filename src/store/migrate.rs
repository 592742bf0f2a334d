//! The schema: what state it is in, and how it is brought up to date. PostgreSQL is migrated under an advisory lock.

use crate::{StoreError, connect, sql};
use sea_orm::{DatabaseConnection, DbBackend};
use sea_orm_migration::{MigratorTrait, SchemaManager};
use std::collections::BTreeSet;
use xutra_migrations::Migrator;

/// The lock that one migrating process holds.
const MIGRATION_LOCK: i64 = 0x7875_7472_6100;

/// How the schema compares to the migrations that this program knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaState {
    /// They agree.
    Current,
    /// Some are not applied yet.
    Behind {
        /// How many.
        pending: usize,
    },
    /// None was ever applied.
    Empty,
    /// The database holds a migration that this program does not know: a later version made it.
    Newer {
        /// Its name.
        name: String,
    },
}

/// Compares, and writes nothing.
pub(crate) async fn state(db: &DatabaseConnection) -> Result<SchemaState, StoreError> {
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(SchemaState::Empty);
    }
    let rows = sql::all(db, "SELECT version FROM seaql_migrations ORDER BY version", Vec::new()).await?;
    let applied = rows.iter().map(|row| sql::get(row, "version")).collect::<Result<BTreeSet<String>, _>>()?;
    let known: BTreeSet<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    Ok(match (applied.difference(&known).next(), known.difference(&applied).count()) {
        (Some(name), _) => SchemaState::Newer { name: name.clone() },
        (None, 0) => SchemaState::Current,
        (None, _) if applied.is_empty() => SchemaState::Empty,
        (None, pending) => SchemaState::Behind { pending },
    })
}

/// Applies what is pending.
pub(crate) async fn up(writer: &DatabaseConnection, url: &str) -> Result<(), StoreError> {
    if writer.get_database_backend() == DbBackend::Sqlite {
        return Ok(Migrator::up(writer, None).await?);
    }
    let db = connect::postgres_for_migrations(url).await?;
    let outcome = up_alone(&db).await;
    // Closing the connection gives the lock back, whatever happened.
    let closed = db.close().await;
    outcome?;
    Ok(closed?)
}

async fn up_alone(db: &DatabaseConnection) -> Result<(), StoreError> {
    sql::one(db, "SELECT pg_advisory_lock($1)", sql::values![MIGRATION_LOCK]).await?;
    // Rather fail than queue behind a long transaction and hold everybody up.
    sql::execute(db, "SET lock_timeout = '10s'", Vec::new()).await?;
    Ok(Migrator::up(db, None).await?)
}
