//! The store itself: opens, reads, writes, migrates and closes.

use crate::connect::{self, Pools, StoreOptions};
use crate::gathering::Gathering;
use crate::group_commit::Queue;
use crate::leaves::Leaves;
use crate::snapshot::Frozen;
use crate::{Reader, SchemaState, StoreError, Tx, migrate, sql, write};
use sea_orm::{TransactionTrait, Value};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// What the server remembers. Clones share one database.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    url: String,
    pools: Pools,
    /// The one writer of SQLite; PostgreSQL has none.
    queue: Option<Queue>,
    /// Where answers wait for PostgreSQL; SQLite has its queue.
    gathering: Option<Gathering>,
    /// Counters, as they were last read.
    leaves: Leaves,
    /// Frozen days that were read lately.
    frozen: Frozen,
}

impl Store {
    /// Opens `sqlite://PATH` (the file is made, its folder must exist) or `postgres://…`. Changes no schema.
    ///
    /// # Errors
    /// Unavailable where the database does not answer.
    pub async fn open(url: &str, options: &StoreOptions) -> Result<Self, StoreError> {
        let pools = connect::open(url, options).await?;
        let queue = pools.is_sqlite.then(|| Queue::start(pools.writer.clone()));
        let gathering = (!pools.is_sqlite).then(|| Gathering::start(&pools.writer));
        Ok(Self {
            inner: Arc::new(Inner {
                url: url.to_owned(),
                pools,
                queue,
                gathering,
                leaves: Leaves::default(),
                frozen: Frozen::default(),
            }),
        })
    }

    /// Whether it is a file of this machine rather than a server that others share.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.inner.pools.is_sqlite
    }

    /// How the schema compares to what this program knows. Writes nothing.
    ///
    /// # Errors
    /// Unavailable where the database does not answer.
    pub async fn schema_state(&self) -> Result<SchemaState, StoreError> {
        migrate::state(self.reader()).await
    }

    /// Applies pending migrations. Several processes may do so at once on PostgreSQL: one does, the others wait.
    ///
    /// # Errors
    /// Whatever a migration stumbled over; it left nothing of itself behind.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrate::up(&self.inner.pools.writer, &self.inner.url).await
    }

    /// Connections for reading; the database refuses to write through them.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.inner.pools.reader
    }

    /// A transaction for reading that takes as long as it needs: for what is counted over everybody.
    ///
    /// # Errors
    /// Unavailable where the database does not answer.
    pub async fn long_reading(&self) -> Result<Tx, StoreError> {
        let tx = self.reader().begin().await?;
        sql::unhurried(&tx).await?;
        Ok(tx)
    }

    /// The writing side, for tests that need no transaction.
    #[cfg(test)]
    pub(crate) fn writer(&self) -> &Reader {
        &self.inner.pools.writer
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// Unavailable where it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sql::one(self.reader(), "SELECT 1", Vec::new()).await.map(|_| ())
    }

    /// Runs `work` in one transaction and answers only after its COMMIT has returned (law 1). An error of the closure
    /// takes everything back. The closure may run again, so it must have no other side effects.
    ///
    /// SQLite: a bounded queue feeds one writer, which commits what waits in one go (group commit); a full queue is
    /// Unavailable at once. PostgreSQL: a task of its own, which a request that is dropped cannot cancel; serialization
    /// failures and deadlocks are tried three more times.
    ///
    /// # Errors
    /// What the closure said; Unavailable where the commit failed, of which nothing or everything may have happened.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'a> Fn(&'a Tx) -> Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>> + Send + Sync + 'static,
    {
        match &self.inner.queue {
            Some(queue) => queue.submit(work).await,
            None => write::spawned(self.inner.pools.writer.clone(), work).await,
        }
    }

    /// Runs one statement as a transaction of its own; how many rows it touched, once that is durable. SQLite: queued as
    /// by `write`. PostgreSQL: without BEGIN and COMMIT, which would be two more round trips.
    ///
    /// # Errors
    /// As `write`.
    pub(crate) async fn execute(&self, sql: &'static str, values: Vec<Value>) -> Result<u64, StoreError> {
        match &self.inner.queue {
            Some(queue) => {
                queue
                    .submit(move |tx: &Tx| {
                        let values = values.clone();
                        Box::pin(async move { sql::execute(tx, sql, values).await })
                    })
                    .await
            }
            None => write::spawned_statement(self.inner.pools.writer.clone(), sql, values).await,
        }
    }

    /// The way of answers, where there is one.
    pub(crate) fn gathering(&self) -> Option<&Gathering> {
        self.inner.gathering.as_ref()
    }

    /// Counters, as they were last read.
    pub(crate) fn leaves(&self) -> &Leaves {
        &self.inner.leaves
    }

    /// Frozen days that were read lately.
    pub(crate) fn frozen(&self) -> &Frozen {
        &self.inner.frozen
    }

    /// Finishes what is queued, folds the write-ahead log into the file and closes every connection. Clones that are
    /// still about find the store unavailable.
    pub async fn close(self) {
        if let Some(queue) = &self.inner.queue {
            queue.stop().await;
        }
        let pools = &self.inner.pools;
        let _ = pools.reader.clone().close().await;
        if pools.is_sqlite
            && let Err(error) = sql::one(&pools.writer, "PRAGMA wal_checkpoint(TRUNCATE)", Vec::new()).await
        {
            tracing::warn!(error = &error as &dyn std::error::Error, "the write-ahead log was not folded in");
        }
        let _ = pools.writer.clone().close().await;
    }
}
