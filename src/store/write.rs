//! One piece of work in one transaction: how it runs, and PostgreSQL's way to run it. SQLite's is in `group_commit`.

use crate::trouble::{self, Trouble};
use crate::{StoreError, Tx, sql};
use futures_util::FutureExt;
use sea_orm::{DatabaseConnection, DbErr, TransactionTrait, Value};
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;

/// How often a transaction is tried again that met a deadlock or a serialization failure.
const RETRIES: u32 = 3;

/// Runs the closure; a panic in it is an error of its own.
pub(crate) async fn run<T, E, F>(work: &F, tx: &Tx) -> (Result<T, E>, Trouble)
where
    E: From<StoreError>,
    F: for<'a> Fn(&'a Tx) -> Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>,
{
    // The closure itself may panic before it gives a future.
    let guarded = AssertUnwindSafe(async { work(tx).await }).catch_unwind();
    let (outcome, trouble) = trouble::watch(guarded).await;
    (outcome.unwrap_or_else(|_| Err(E::from(panicked()))), trouble)
}

fn panicked() -> StoreError {
    StoreError::Database(DbErr::Custom("a write panicked".to_owned()))
}

/// Runs the work in a task of its own: sqlx leaves a transaction open on its connection where `begin` is cancelled
/// (sqlx #4393), and what was begun must not depend on whether somebody still waits for the answer.
pub(crate) async fn spawned<T, E, F>(db: DatabaseConnection, work: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: for<'a> Fn(&'a Tx) -> Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>> + Send + Sync + 'static,
{
    let task = tokio::spawn(async move { persist(|| attempt(&db, &work)).await });
    task.await.unwrap_or_else(|_| Err(E::from(panicked())))
}

/// Runs one statement, which is a transaction by itself, in a task of its own: a connection that is let go in the middle
/// of an answer is closed, and what was begun must not depend on whether somebody still waits for it.
pub(crate) async fn spawned_statement(
    db: DatabaseConnection,
    sql: &'static str,
    values: Vec<Value>,
) -> Result<u64, StoreError> {
    let once = move || {
        let (db, values) = (db.clone(), values.clone());
        async move {
            let (outcome, trouble) = trouble::watch(sql::execute(&db, sql, values)).await;
            (outcome, trouble.transient)
        }
    };
    tokio::spawn(persist(once)).await.unwrap_or_else(|_| Err(panicked()))
}

/// Tries until it succeeds, fails for good, or was tried often enough.
pub(crate) async fn persist<T, E, F>(once: impl Fn() -> F) -> Result<T, E>
where
    F: Future<Output = (Result<T, E>, bool)>,
{
    let mut tries = 0;
    loop {
        match once().await {
            (Err(_), true) if tries < RETRIES => tries += 1,
            (outcome, _) => return outcome,
        }
        tokio::time::sleep(std::time::Duration::from_millis(u64::from(5 * tries * tries))).await;
    }
}

/// One try: the outcome, and whether the same work may succeed at once.
async fn attempt<T, E, F>(db: &DatabaseConnection, work: &F) -> (Result<T, E>, bool)
where
    E: From<StoreError>,
    F: for<'a> Fn(&'a Tx) -> Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>,
{
    let tx = match db.begin().await {
        Ok(tx) => tx,
        Err(error) => return (Err(E::from(error.into())), false),
    };
    let (outcome, trouble) = run(work, &tx).await;
    let value = match outcome {
        Ok(value) => value,
        Err(error) => {
            if let Err(error) = tx.rollback().await {
                tracing::warn!(error = &error as &dyn std::error::Error, "a transaction was not rolled back");
            }
            return (Err(error), trouble.transient);
        }
    };
    match commit(tx, trouble).await {
        (Ok(()), _) => (Ok(value), false),
        (Err(error), transient) => (Err(E::from(error)), transient),
    }
}

/// Commits. PostgreSQL answers COMMIT of a failed transaction with a silent rollback, so a closure that swallowed an
/// error must not get that far.
async fn commit(tx: Tx, trouble: Trouble) -> (Result<(), StoreError>, bool) {
    if trouble.any
        && let Err(error) = sql::one(&tx, "SELECT 1", Vec::new()).await
    {
        let _ = tx.rollback().await;
        return (Err(error), trouble.transient);
    }
    let (outcome, trouble) = trouble::watch(async { tx.commit().await.map_err(StoreError::from) }).await;
    (outcome, trouble.transient)
}
