//! Transactions: all or nothing, alone or in company, and acknowledged only when durable.

use super::fixtures::{NOW, account, id, person, published};
use super::{both, in_tx};
use crate::{Store, StoreError, StoreOptions, learning, people, sql, testing};
use futures_util::future::join_all;
use sea_orm::ConnectionTrait;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A caller's own error.
#[derive(Debug)]
enum Refused {
    ByRule,
    ByStore(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::ByStore(error)
    }
}

async fn accounts(store: &Store) -> u64 {
    sql::count(store.reader(), "SELECT COUNT(*) FROM account", Vec::new()).await.unwrap()
}

both! {
    async fn a_write_gives_its_value_and_others_see_it(store, db) {
        let value: Result<u32, StoreError> = in_tx!(store, [], |tx| {
            people::insert_account(tx, &account(1)).await?;
            Ok(7)
        }).await;
        assert_eq!(value.unwrap(), 7);
        assert_eq!(accounts(&store).await, 1);
        store.ping().await.unwrap();
    }

    async fn an_error_leaves_nothing(store, db) {
        let value: Result<(), Refused> = in_tx!(store, [], |tx| {
            people::insert_account(tx, &account(1)).await?;
            Err(Refused::ByRule)
        }).await;
        assert!(matches!(value, Err(Refused::ByRule)));
        assert_eq!(accounts(&store).await, 0);
    }

    async fn each_of_many_is_kept_or_taken_back_by_itself(store, db) {
        let writes = (1..=60_u128).map(|number| {
            in_tx!(store, [], |tx| {
                people::insert_account(tx, &account(number)).await?;
                match number % 3 {
                    0 => Err(Refused::ByRule),
                    1 if number % 2 == 0 => panic!("a mistake in a closure"),
                    _ => Ok(number),
                }
            })
        });
        let mut kept = Vec::new();
        for (number, outcome) in (1..=60_u128).zip(join_all(writes).await) {
            match outcome {
                Ok(value) => kept.push(id(value)),
                Err(Refused::ByRule) => assert_eq!(number % 3, 0),
                Err(Refused::ByStore(error)) => assert!(matches!(error, StoreError::Database(_)), "{error:?}"),
            }
        }
        let rows = sql::all(store.reader(), "SELECT id FROM account ORDER BY id", Vec::new()).await.unwrap();
        let found: Vec<_> = rows.iter().map(|row| sql::account(row, "id").unwrap()).collect();
        assert_eq!(found, kept);
        assert_eq!(kept.len(), 30);
    }

    async fn a_panic_before_the_future_is_an_error_and_the_writer_goes_on(store, db) {
        let outcome: Result<(), StoreError> = store.write(|_| panic!("a mistake in a closure")).await;
        assert!(matches!(outcome, Err(StoreError::Database(_))));
        person(db, 1).await;
        let outcome: Result<bool, StoreError> = in_tx!(store, [], |tx| people::set_disabled(tx, id(1), true).await).await;
        assert!(outcome.unwrap());
    }

    async fn a_swallowed_error_does_not_become_a_silent_rollback(store, db) {
        published(db).await;
        let outcome: Result<(), StoreError> = in_tx!(store, [], |tx| {
            people::insert_account(tx, &account(1)).await?;
            // There is no such course: the foreign key refuses, and nobody looks.
            let _ = learning::enroll(tx, id(1), "none", NOW).await;
            Ok(())
        }).await;
        assert_eq!(u64::from(outcome.is_ok()), accounts(&store).await);
    }

    async fn who_drops_the_request_does_not_cancel_the_write(store, db) {
        {
            let outcome = in_tx!(store, [], |tx| {
                people::insert_account(tx, &account(1)).await?;
                tokio::time::sleep(Duration::from_millis(50)).await;
                Ok::<(), StoreError>(())
            });
            let _ = tokio::time::timeout(Duration::from_millis(10), outcome).await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(accounts(&store).await, 1);
    }

    async fn a_reader_cannot_write(store, db) {
        assert!(people::insert_account(store.reader(), &account(1)).await.is_err());
    }

    async fn a_closed_store_is_unavailable(store, db) {
        store.clone().close().await;
        let outcome: Result<(), StoreError> = in_tx!(store, [], |tx| people::insert_account(tx, &account(1)).await).await;
        assert!(outcome.unwrap_err().is_unavailable());
        assert!(store.ping().await.unwrap_err().is_unavailable());
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_reopening() {
    let (store, folder) = testing::sqlite().await;
    let writes = (1..=20).map(|number| in_tx!(store, [], |tx| people::insert_account(tx, &account(number)).await));
    let outcomes: Vec<Result<(), StoreError>> = join_all(writes).await;
    outcomes.into_iter().for_each(Result::unwrap);
    // Dropped without a farewell, as a killed process does.
    drop(store);
    let again = Store::open(&testing::sqlite_url(&folder), &StoreOptions::default()).await.unwrap();
    assert_eq!(accounts(&again).await, 20);
    again.close().await;
    assert!(!folder.path().join("xutra.db-wal").exists());
}

#[tokio::test]
async fn closing_finishes_what_is_queued() {
    let (store, folder) = testing::sqlite().await;
    let writes = (1..=20).map(|number| {
        let store = store.clone();
        tokio::spawn(async move { in_tx!(store, [], |tx| people::insert_account(tx, &account(number)).await).await })
    });
    let writes: Vec<_> = writes.collect();
    tokio::task::yield_now().await;
    store.close().await;
    let outcomes: Vec<Result<(), StoreError>> = join_all(writes).await.into_iter().map(Result::unwrap).collect();
    let acknowledged = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let again = Store::open(&testing::sqlite_url(&folder), &StoreOptions::default()).await.unwrap();
    assert_eq!(accounts(&again).await, u64::try_from(acknowledged).unwrap());
}

#[tokio::test]
async fn sqlite_is_set_up_for_durability() {
    let (store, _folder) = testing::sqlite().await;
    for (pragma, expected) in
        [("synchronous", 2_i64), ("foreign_keys", 1), ("busy_timeout", 5000), ("journal_size_limit", 67_108_864)]
    {
        let row = sql::one(store.writer(), &format!("PRAGMA {pragma}"), Vec::new()).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), expected, "{pragma}");
    }
    let row = sql::one(store.writer(), "PRAGMA journal_mode", Vec::new()).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "wal");
}

#[tokio::test]
async fn a_full_queue_refuses_at_once() {
    let (store, _folder) = testing::sqlite().await;
    let gate = Arc::new(tokio::sync::Notify::new());
    let blocked = {
        let (store, gate) = (store.clone(), gate.clone());
        tokio::spawn(async move {
            in_tx!(store, [gate], |_tx| {
                gate.notified().await;
                Ok::<(), StoreError>(())
            })
            .await
        })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    let writes = (0..1100).map(|_| in_tx!(store, [], |_tx| Ok::<(), StoreError>(())));
    let opener = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        gate.notify_one();
    };
    let (outcomes, ()) = tokio::join!(join_all(writes), opener);
    blocked.await.unwrap().unwrap();
    let refused = outcomes.iter().filter(|outcome| matches!(outcome, Err(StoreError::Unavailable(_)))).count();
    assert_eq!((refused, outcomes.iter().filter(|outcome| outcome.is_ok()).count()), (76, 1024));
}

#[tokio::test]
async fn a_full_disk_is_unavailable_and_passes() {
    let (store, _folder) = testing::sqlite().await;
    let pages = sql::count(store.writer(), "PRAGMA page_count", Vec::new()).await.unwrap();
    store.writer().execute_unprepared(&format!("PRAGMA max_page_count = {pages}")).await.unwrap();
    let big = "x".repeat(100_000);
    let writes = (1..=4).map(|number| {
        let mut new = account(number);
        new.password_hash = Some(big.clone());
        in_tx!(store, [new], |tx| people::insert_account(tx, &new).await)
    });
    let outcomes: Vec<Result<(), StoreError>> = join_all(writes).await;
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().is_err_and(StoreError::is_unavailable)), "{outcomes:?}");
    assert_eq!(accounts(&store).await, 0);
    // The writer has a fresh connection, whose limit is the default again: there is room.
    let outcome: Result<(), StoreError> = in_tx!(store, [], |tx| people::insert_account(tx, &account(9)).await).await;
    outcome.unwrap();
}

#[tokio::test]
async fn a_deadlock_is_tried_again() {
    let Some(store) = testing::postgres().await else { return };
    person(store.writer(), 1).await;
    person(store.writer(), 2).await;
    let runs = Arc::new(AtomicU32::new(0));
    let cross = |first: u128, second: u128| {
        let runs = runs.clone();
        in_tx!(store, [runs], |tx| {
            runs.fetch_add(1, Ordering::Relaxed);
            people::set_locale(tx, id(first), "vi").await?;
            tokio::time::sleep(Duration::from_millis(100)).await;
            people::set_locale(tx, id(second), "en").await
        })
    };
    let (one, two): (Result<(), StoreError>, Result<(), StoreError>) = tokio::join!(cross(1, 2), cross(2, 1));
    one.unwrap();
    two.unwrap();
    assert!(runs.load(Ordering::Relaxed) > 2, "they met no deadlock");
}

#[tokio::test]
async fn connections_that_died_are_replaced() {
    let Some(store) = testing::postgres().await else { return };
    person(store.writer(), 1).await;
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sql::all(store.reader(), end, Vec::new()).await.unwrap();
    let mut outcomes: Vec<Result<(), StoreError>> = Vec::new();
    for _ in 0..5 {
        outcomes.push(in_tx!(store, [], |tx| people::set_locale(tx, id(1), "vi").await).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        outcomes.iter().all(|outcome| outcome.as_ref().err().is_none_or(StoreError::is_unavailable)),
        "{outcomes:?}"
    );
    assert!(outcomes.last().is_some_and(Result::is_ok), "{outcomes:?}");
}
