//! Databases for tests, of this package and of others: migrated, empty, and nobody else's.

mod cluster;

use crate::{Store, StoreError, StoreOptions, connect, sql};
use sea_orm::ConnectionTrait;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A migrated SQLite database; it is gone with the folder.
///
/// # Panics
/// Where the disk does not take it.
pub async fn sqlite() -> (Store, TempDir) {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(sqlite_template).await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("xutra.db"), template).expect("a copy of the template");
    (open(&sqlite_url(&folder)).await, folder)
}

/// The address of the database in a folder.
#[must_use]
pub fn sqlite_url(folder: &TempDir) -> String {
    format!("sqlite://{}", folder.path().join("xutra.db").display())
}

async fn sqlite_template() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = open(&sqlite_url(&folder)).await;
    store.migrate().await.expect("migrations");
    store.close().await;
    std::fs::read(folder.path().join("xutra.db")).expect("the template")
}

/// A migrated PostgreSQL database: of the server that `XUTRA_TEST_DATABASE_URL` names, else of a throw-away one of this
/// process; none where PostgreSQL is not installed.
///
/// # Panics
/// Where a server is there and does not do its work.
pub async fn postgres() -> Option<Store> {
    Some(open(&postgres_url(true).await?).await)
}

/// The address of a fresh PostgreSQL database, migrated or without any table; none where PostgreSQL is not installed.
///
/// # Panics
/// Where a server is there and does not do its work.
pub async fn postgres_url(migrated: bool) -> Option<String> {
    static SERVER: OnceCell<Option<String>> = OnceCell::const_new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = SERVER.get_or_init(start_server).await.as_deref()?;
    let name = format!("xutra_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let template = if migrated { template_name() } else { "template0".to_owned() };
    create(server, &name, &template).await.expect("a fresh database");
    Some(with_database(server, &name))
}

async fn start_server() -> Option<String> {
    let server = match std::env::var("XUTRA_TEST_DATABASE_URL") {
        Ok(url) => url,
        Err(_) => tokio::task::spawn_blocking(cluster::start).await.expect("a PostgreSQL server")?,
    };
    let template = template_name();
    create(&server, &template, "template0").await.expect("a template database");
    let store = open(&with_database(&server, &template)).await;
    store.migrate().await.expect("migrations");
    store.close().await;
    Some(server)
}

fn template_name() -> String {
    format!("xutra_template_{}", std::process::id())
}

async fn create(server: &str, name: &str, template: &str) -> Result<(), StoreError> {
    let db = connect::postgres_for_migrations(server).await?;
    db.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await?;
    // By copying files, as all did before version 15: by blocks it takes longer.
    let version = "SELECT CAST(current_setting('server_version_num') AS bigint) AS number";
    let version = sql::one(&db, version, Vec::new()).await?.map(|row| sql::get::<i64>(&row, "number")).transpose()?;
    let how = if version.is_some_and(|number| number >= 150_000) { " STRATEGY FILE_COPY" } else { "" };
    db.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}{how}")).await?;
    Ok(db.close().await?)
}

/// The same server, another database.
fn with_database(url: &str, name: &str) -> String {
    let (address, query) = url.split_once('?').map_or((url, String::new()), |(head, tail)| (head, format!("?{tail}")));
    let scheme_end = address.find("://").map_or(0, |at| at + 3);
    let host_end = address[scheme_end..].find('/').map_or(address.len(), |at| scheme_end + at);
    format!("{}/{name}{query}", &address[..host_end])
}

async fn open(url: &str) -> Store {
    Store::open(url, &StoreOptions { readers: 4 }).await.expect("a database that opens")
}
