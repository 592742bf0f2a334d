//! How PostgreSQL saves answers of many people: what arrives while a statement is on its way goes together with the next
//! one. Alone, an answer waits for nothing; under load one COMMIT serves many. Memory is bounded by the lanes' queues.

use crate::saving::{self, Given};
use crate::write::persist;
use crate::{StoreError, trouble};
use sea_orm::DatabaseConnection;
use std::collections::HashSet;
use tokio::sync::{mpsc, oneshot};
use xutra_domain::ids::AttemptId;

/// How many statements may be on their way at once. An attempt always takes the same lane, so no two of them wait for
/// each other's rows.
const LANES: u128 = 2;
/// How many answers may wait in a lane; more are refused at once.
const WAITING: usize = 1024;
/// How many answers go together at most.
const BATCH: usize = 64;

/// The way to the statements.
pub(crate) struct Gathering {
    lanes: Vec<mpsc::Sender<Waiting>>,
}

struct Waiting {
    given: Given,
    answer: oneshot::Sender<Result<bool, StoreError>>,
}

impl Gathering {
    /// Starts the lanes over a pool.
    pub(crate) fn start(db: &DatabaseConnection) -> Self {
        let lane = |_| {
            let (sender, receiver) = mpsc::channel(WAITING);
            tokio::spawn(serve(db.clone(), receiver));
            sender
        };
        Self { lanes: (0..LANES).map(lane).collect() }
    }

    /// Saves and waits until it is durable; false where the attempt is not open, not this person's, or out of time.
    pub(crate) async fn save(&self, given: Given) -> Result<bool, StoreError> {
        let (answer, outcome) = oneshot::channel();
        let lane = usize::try_from(given.attempt.0.as_u128() % LANES).unwrap_or_default();
        self.lanes[lane]
            .try_send(Waiting { given, answer })
            .map_err(|_| StoreError::unavailable("too many answers wait to be saved"))?;
        outcome.await.unwrap_or_else(|_| Err(StoreError::unavailable("nobody saves answers any more")))
    }
}

/// Ends when the store is gone and what waited is saved.
async fn serve(db: DatabaseConnection, mut receiver: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::new();
    loop {
        while waiting.len() < BATCH
            && let Ok(next) = receiver.try_recv()
        {
            waiting.push(next);
        }
        if waiting.is_empty() && receiver.recv_many(&mut waiting, BATCH).await == 0 {
            return;
        }
        save_together(&db, first_of_each(&mut waiting)).await;
    }
}

/// Takes the first of each attempt: an UPDATE changes a row once. The others stay, in their order.
fn first_of_each(waiting: &mut Vec<Waiting>) -> Vec<Waiting> {
    let mut seen: HashSet<AttemptId> = HashSet::new();
    waiting.extract_if(.., |one| seen.insert(one.given.attempt)).collect()
}

/// One statement for all. Where it fails for another reason than a database that is away, each goes alone, so that none
/// has to answer for another.
async fn save_together(db: &DatabaseConnection, batch: Vec<Waiting>) {
    let (given, answers): (Vec<Given>, Vec<_>) = batch.into_iter().map(|one| (one.given, one.answer)).unzip();
    let outcome = persisting(db, &given).await;
    for (one, answer) in given.iter().zip(answers) {
        let said = match &outcome {
            Ok(saved) => Ok(saved.contains(&one.attempt)),
            Err(error) if error.is_unavailable() || given.len() == 1 => Err(error.clone()),
            Err(_) => persisting(db, std::slice::from_ref(one)).await.map(|saved| !saved.is_empty()),
        };
        // Nobody may be waiting any more; what was saved stays so.
        let _ = answer.send(said);
    }
}

async fn persisting(db: &DatabaseConnection, given: &[Given]) -> Result<HashSet<AttemptId>, StoreError> {
    persist(|| async {
        let (outcome, trouble) = trouble::watch(saving::save_many(db, given)).await;
        (outcome, trouble.transient)
    })
    .await
}
