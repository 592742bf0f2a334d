//! SQLite's writer: one task takes what waits, runs each piece of work in a savepoint of one `BEGIN IMMEDIATE`
//! transaction, commits once, and only then answers. One sync of the disk serves them all.

use crate::{StoreError, Tx, write};
use futures_util::future::BoxFuture;
use sea_orm::sqlx::Connection;
use sea_orm::{DatabaseConnection, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use std::future::Future;
use std::pin::Pin;
use tokio::sync::{mpsc, oneshot};

/// How much work may wait; more is refused at once.
const WAITING: usize = 1024;
/// How much work is committed together at most.
const BATCH: usize = 256;

/// The way to the writer.
pub(crate) struct Queue {
    sender: mpsc::Sender<Message>,
}

enum Message {
    Work(Box<dyn Job>),
    Stop(oneshot::Sender<()>),
}

/// Work whose types are forgotten.
trait Job: Send {
    /// Runs and keeps its own outcome.
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, Verdict>;
    /// Answers who waits, once it is known what became of the batch.
    fn finish(self: Box<Self>, batch: Result<(), StoreError>);
}

/// What a piece of work asks of its savepoint.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Keep,
    TakeBack,
    /// The database is in trouble: SQLite may have rolled back more than the statement that failed.
    GiveUp,
}

struct Pending<T, E, F> {
    work: F,
    outcome: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Pending<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: for<'a> Fn(&'a Tx) -> Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>> + Send + Sync,
{
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, Verdict> {
        Box::pin(async move {
            let (outcome, trouble) = write::run(&self.work, tx).await;
            let kept = outcome.is_ok();
            self.outcome = Some(outcome);
            match (trouble.unavailable, kept) {
                (true, _) => Verdict::GiveUp,
                (false, true) => Verdict::Keep,
                (false, false) => Verdict::TakeBack,
            }
        })
    }

    fn finish(self: Box<Self>, batch: Result<(), StoreError>) {
        let outcome = match (batch, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(StoreError::unavailable("the writer did not run it").into()),
            (Err(error), _) => Err(error.into()),
        };
        // Nobody may be waiting any more; what was committed stays so.
        let _ = self.answer.send(outcome);
    }
}

impl Queue {
    /// Starts the writer on its connection.
    pub(crate) fn start(db: DatabaseConnection) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        tokio::spawn(serve(db, receiver));
        Self { sender }
    }

    /// Queues work and waits until it is durable.
    pub(crate) async fn submit<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'a> Fn(&'a Tx) -> Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>> + Send + Sync + 'static,
    {
        let (answer, outcome) = oneshot::channel();
        let job = Box::new(Pending { work, outcome: None, answer });
        self.sender.try_send(Message::Work(job)).map_err(|_| StoreError::unavailable("the writer's queue is full"))?;
        outcome.await.unwrap_or_else(|_| Err(StoreError::unavailable("the writer has stopped").into()))
    }

    /// Lets the writer finish what is queued, and waits until it has.
    pub(crate) async fn stop(&self) {
        let (done, finished) = oneshot::channel();
        if self.sender.send(Message::Stop(done)).await.is_ok() {
            let _ = finished.await;
        }
    }
}

async fn serve(db: DatabaseConnection, mut receiver: mpsc::Receiver<Message>) {
    let mut waiting = Vec::with_capacity(BATCH);
    let mut stopped = Vec::new();
    while receiver.recv_many(&mut waiting, BATCH).await > 0 {
        let mut batch = Vec::with_capacity(waiting.len());
        for message in waiting.drain(..) {
            match message {
                Message::Work(job) => batch.push(job),
                Message::Stop(done) => {
                    receiver.close();
                    stopped.push(done);
                }
            }
        }
        if !batch.is_empty() {
            commit_together(&db, batch).await;
        }
    }
    for done in stopped {
        let _ = done.send(());
    }
}

async fn commit_together(db: &DatabaseConnection, mut batch: Vec<Box<dyn Job>>) {
    let outcome = transact(db, &mut batch).await;
    if let Err(error) = &outcome {
        tracing::error!(error = error as &dyn std::error::Error, waiting = batch.len(), "a commit failed");
        renew(db).await;
    }
    for job in batch {
        job.finish(outcome.clone());
    }
}

/// The error is that of the whole batch: none of it may be acknowledged.
async fn transact(db: &DatabaseConnection, batch: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
    let tx = db.begin_with_options(options).await?;
    if let [alone] = batch {
        return match alone.run(&tx).await {
            Verdict::Keep => Ok(tx.commit().await?),
            Verdict::TakeBack => Ok(tx.rollback().await?),
            Verdict::GiveUp => Err(give_up()),
        };
    }
    for job in batch.iter_mut() {
        let savepoint = tx.begin().await?;
        match job.run(&savepoint).await {
            Verdict::Keep => savepoint.commit().await?,
            Verdict::TakeBack => savepoint.rollback().await?,
            Verdict::GiveUp => return Err(give_up()),
        }
    }
    Ok(tx.commit().await?)
}

fn give_up() -> StoreError {
    StoreError::unavailable("the database could not write")
}

/// Throws the connection away: after a failed commit neither SQLite nor sqlx need know what is still open on it.
async fn renew(db: &DatabaseConnection) {
    match db.get_sqlite_connection_pool().acquire().await {
        Ok(connection) => {
            if let Err(error) = connection.detach().close().await {
                tracing::warn!(error = &error as &dyn std::error::Error, "the writer's connection did not close");
            }
        }
        Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "the writer has no connection"),
    }
}
