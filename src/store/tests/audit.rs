//! The audit's chain, and shared keys.

use super::fixtures::{NOW, id};
use super::{both, in_tx};
use crate::audit::{self, AuditEntry, Broken};
use crate::{Reader, StoreError, secret};
use sea_orm::{ConnectionTrait, DbBackend};

fn entry(subject: &str) -> AuditEntry {
    AuditEntry {
        at: NOW,
        actor: Some(id(1)),
        action: "role.grant".into(),
        subject: subject.into(),
        detail: serde_json::json!({ "z": 1, "a": "Tây Ninh" }),
    }
}

/// What somebody with the keys of the database could do.
async fn tamper(db: &Reader, sql: &str) {
    let drop = match db.get_database_backend() {
        DbBackend::Postgres => "ALTER TABLE audit DISABLE TRIGGER USER",
        _ => "DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete",
    };
    db.execute_unprepared(drop).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
}

async fn chain_of_three(db: &Reader) {
    for subject in ["one", "two", "three"] {
        audit::append(db, &entry(subject)).await.unwrap();
    }
}

both! {
    async fn a_chain_that_nobody_touched_is_whole(store, db) {
        assert_eq!(audit::verify(db).await.unwrap(), Ok(0));
        chain_of_three(db).await;
        audit::append(db, &AuditEntry { actor: None, ..entry("nul \0") }).await.unwrap();
        assert_eq!(audit::verify(store.reader()).await.unwrap(), Ok(4));
    }

    async fn a_changed_row_shows(store, db) {
        chain_of_three(db).await;
        tamper(db, "UPDATE audit SET subject = 'somebody else' WHERE id = 2").await;
        assert_eq!(audit::verify(db).await.unwrap(), Err(Broken { id: 2 }));
    }

    async fn a_deleted_row_shows(store, db) {
        chain_of_three(db).await;
        tamper(db, "DELETE FROM audit WHERE id = 1").await;
        assert_eq!(audit::verify(db).await.unwrap(), Err(Broken { id: 2 }));
    }

    async fn entries_of_many_at_once_form_one_chain(store, db) {
        let appends = (0..20).map(|number: u32| {
            let one = entry(&number.to_string());
            in_tx!(store, [one], |tx| audit::append(tx, &one).await)
        });
        let outcomes: Vec<Result<(), StoreError>> = futures_util::future::join_all(appends).await;
        outcomes.into_iter().for_each(Result::unwrap);
        assert_eq!(audit::verify(db).await.unwrap(), Ok(20));
    }

    async fn a_key_is_made_once_and_is_everybodys(store, db) {
        let offers = (0..8_u8).map(|number| {
            in_tx!(store, [], |tx| secret::get_or_insert(tx, "session/1", &[number; 32], NOW).await)
        });
        let outcomes: Vec<Result<Vec<u8>, StoreError>> = futures_util::future::join_all(offers).await;
        let keys: Vec<Vec<u8>> = outcomes.into_iter().map(Result::unwrap).collect();
        assert!(keys.iter().all(|key| *key == keys[0]));
        secret::get_or_insert(db, "other", b"x", NOW).await.unwrap();
        assert_eq!(secret::list(store.reader(), "session/").await.unwrap(), [("session/1".into(), keys[0].clone())]);
        assert_eq!(secret::list(db, "").await.unwrap().len(), 2);
    }
}
