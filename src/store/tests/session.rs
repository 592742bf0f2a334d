//! Sessions and one-time links.

use super::fixtures::{NOW, person};
use super::{both, in_tx};
use crate::session::{self, SessionRow};
use uuid::Uuid;
use xutra_domain::ids::{AccountId, SessionId};

fn row(number: u128, account: AccountId) -> SessionRow {
    SessionRow {
        id: SessionId(Uuid::from_u128(number)),
        account,
        refresh_hash: "old".into(),
        created_at: NOW,
        seen_at: NOW,
        expires_at: NOW.plus(100),
        revoked: false,
        shared: false,
    }
}

both! {
    async fn a_refresh_token_is_rotated_once(store, db) {
        let row = row(1, person(db, 1).await);
        session::insert(db, &row).await.unwrap();
        assert_eq!(session::find(store.reader(), row.id).await.unwrap(), Some(row.clone()));
        assert!(session::rotate(db, row.id, "old", "new", NOW.plus(1), NOW.plus(200)).await.unwrap());
        assert!(!session::rotate(db, row.id, "old", "other", NOW.plus(2), NOW.plus(200)).await.unwrap());
        assert!(!session::rotate(db, row.id, "new", "newer", NOW.plus(200), NOW.plus(300)).await.unwrap());
        let found = session::find(db, row.id).await.unwrap().unwrap();
        assert_eq!((found.refresh_hash.as_str(), found.seen_at, found.expires_at), ("new", NOW.plus(1), NOW.plus(200)));
        session::touch(db, row.id, NOW.plus(3), NOW.plus(300)).await.unwrap();
        assert_eq!(session::find(db, row.id).await.unwrap().unwrap().expires_at, NOW.plus(300));
    }

    async fn a_revoked_session_stays_so(store, db) {
        let somebody = person(db, 1).await;
        for number in 1..=3 {
            session::insert(db, &row(number, somebody)).await.unwrap();
        }
        let revoked = |number| async move {
            session::find(db, SessionId(Uuid::from_u128(number))).await.unwrap().unwrap().revoked
        };
        session::revoke(db, SessionId(Uuid::from_u128(1))).await.unwrap();
        assert_eq!((revoked(1).await, revoked(2).await), (true, false));
        assert!(!session::rotate(db, SessionId(Uuid::from_u128(1)), "old", "new", NOW, NOW.plus(9)).await.unwrap());
        session::touch(db, SessionId(Uuid::from_u128(1)), NOW, NOW.plus(999)).await.unwrap();
        assert_eq!(session::find(db, SessionId(Uuid::from_u128(1))).await.unwrap().unwrap().expires_at, NOW.plus(100));
        session::revoke_all(db, somebody).await.unwrap();
        assert_eq!((revoked(2).await, revoked(3).await), (true, true));
        assert_eq!(session::delete_expired(db, NOW.plus(99)).await.unwrap(), 0);
        assert_eq!(session::delete_expired(db, NOW.plus(100)).await.unwrap(), 3);
        assert_eq!(session::find(db, SessionId(Uuid::from_u128(1))).await.unwrap(), None);
    }

    async fn a_link_works_once_for_its_purpose_and_in_time(store, db) {
        let somebody = person(db, 1).await;
        session::insert_link(db, "hash", somebody, "password", NOW.plus(10)).await.unwrap();
        assert!(session::peek_link(store.reader(), "hash", "password", NOW).await.unwrap());
        assert!(!session::peek_link(db, "hash", "email", NOW).await.unwrap());
        assert_eq!(session::use_link(db, "hash", "email", NOW).await.unwrap(), None);
        assert_eq!(session::use_link(db, "hash", "password", NOW.plus(10)).await.unwrap(), None);
        let tries = (0..8).map(|_| {
            in_tx!(store, [], |tx| session::use_link(tx, "hash", "password", NOW).await)
        });
        let outcomes = futures_util::future::join_all(tries).await;
        let won: Vec<_> = outcomes.into_iter().filter_map(|outcome: Result<_, crate::StoreError>| outcome.unwrap()).collect();
        assert_eq!(won, [somebody]);
        assert!(!session::peek_link(db, "hash", "password", NOW).await.unwrap());
    }
}
