//! PINs and their wrong tries.

use super::fixtures::{NOW, id, person};
use super::{both, in_tx};
use crate::pin::{self, StoredPin};
use crate::{StoreError, card, erasure};
use xutra_domain::instant::{DAY, MINUTE};
use xutra_domain::pin::FREE;

fn stored(hash: &str, chosen: bool) -> StoredPin {
    StoredPin { hash: hash.into(), chosen, expires_at: (!chosen).then(|| NOW.plus(DAY)), set_at: NOW }
}

both! {
    async fn a_new_pin_takes_the_place_of_the_one_before_and_goes_with_its_holder(store, db) {
        let who = person(db, 1).await;
        assert_eq!(pin::find(db, who).await.unwrap(), None);
        for one in [stored("a", false), stored("b", true)] {
            pin::set(db, who, &one).await.unwrap();
            assert_eq!(pin::find(db, who).await.unwrap(), Some(one));
        }
        crate::sql::execute(db, "UPDATE account SET password_hash = NULL", vec![]).await.unwrap();
        assert!(card::has_password(db, who).await.unwrap(), "who has a PIN can sign in");
        erasure::erase(db, who, id(9), "erased", NOW).await.unwrap();
        assert_eq!(pin::find(db, who).await.unwrap(), None);
    }

    async fn after_five_wrong_ones_the_wait_doubles_and_a_right_one_ends_it(store, db) {
        let mut now = NOW;
        for _ in 0..FREE {
            assert_eq!(pin::record_try(db, "k", now).await.unwrap(), None);
        }
        assert_eq!(pin::record_try(db, "k", now).await.unwrap(), Some(now.plus(MINUTE)));
        assert_eq!(pin::record_try(db, "other", now).await.unwrap(), None, "each name by itself");
        now = now.plus(MINUTE);
        assert_eq!(pin::record_try(db, "k", now).await.unwrap(), None);
        assert_eq!(pin::record_try(db, "k", now).await.unwrap(), Some(now.plus(2 * MINUTE)), "asking again costs nothing");
        assert_eq!(pin::record_try(db, "k", now.plus(MINUTE)).await.unwrap(), Some(now.plus(2 * MINUTE)));
        pin::delete_tries(db, "k").await.unwrap();
        assert_eq!(pin::record_try(db, "k", now).await.unwrap(), None);
        pin::delete_old_tries(db, now.plus(8 * DAY)).await.unwrap();
        let left = "SELECT COUNT(*) FROM pin_try";
        assert_eq!(crate::sql::count(db, left, vec![]).await.unwrap(), 0);
    }

    async fn many_at_once_get_no_more_tries(store, db) {
        let tasks: Vec<_> = (0..20).map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let taken: Result<_, StoreError> = in_tx!(store, [], |tx| pin::record_try(tx, "k", NOW).await).await;
                taken.unwrap().is_none()
            })
        }).collect();
        let mut taken = 0;
        for task in tasks {
            taken += u32::from(task.await.unwrap());
        }
        assert_eq!(taken, FREE);
    }
}
