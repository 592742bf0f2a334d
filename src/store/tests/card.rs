//! Links of cards: found while they work, void after a new one; and something to sign in by for who has nothing.

use super::both;
use super::fixtures::{NOW, account, id, person};
use crate::people::NewAccount;
use crate::{card, people, session};

both! {
    async fn a_new_card_makes_those_before_void_and_no_other_link(store, db) {
        person(db, 1).await;
        person(db, 2).await;
        for (hash, of, purpose) in [("a", 1, "card"), ("b", 2, "card"), ("c", 1, "set-password")] {
            session::insert_link(db, hash, id(of), purpose, NOW.plus(100)).await.unwrap();
        }
        let of = |hash: &'static str, purpose: &'static str, after| card::link_account(db, hash, purpose, NOW.plus(after));
        assert_eq!(of("a", "card", 99).await.unwrap(), Some(id(1)));
        assert_eq!(of("a", "card", 100).await.unwrap(), None, "it has run out");
        assert_eq!(of("a", "set-password", 0).await.unwrap(), None, "it is for something else");
        card::void_links(db, id(1), "card", NOW.plus(1)).await.unwrap();
        assert_eq!(of("a", "card", 2).await.unwrap(), None);
        assert_eq!(of("b", "card", 2).await.unwrap(), Some(id(2)));
        assert_eq!(of("c", "set-password", 2).await.unwrap(), Some(id(1)));
        assert_eq!(session::use_link(db, "a", "card", NOW.plus(2)).await.unwrap(), None);
    }

    async fn only_who_has_nothing_to_sign_in_by_gets_a_login(store, db) {
        person(db, 1).await;
        let bare = NewAccount { login: None, password_hash: None, ..account(2) };
        let phone = NewAccount { login: None, phone: Some("0912345678".into()), ..account(3) };
        for one in [&bare, &phone] {
            people::insert_account(db, one).await.unwrap();
        }
        for number in 1..=3 {
            card::set_first_login(db, id(number), &format!("made{number}")).await.unwrap();
        }
        let mut logins = Vec::new();
        for number in 1..=3 {
            logins.push(people::find_account(db, id(number), NOW).await.unwrap().unwrap().login);
        }
        assert_eq!(logins, [Some("person1".into()), Some("made2".into()), None]);
        assert!(card::has_password(db, id(1)).await.unwrap() && !card::has_password(db, id(2)).await.unwrap());
        assert!(card::set_first_login(db, id(2), "person1").await.is_ok(), "has one now");
    }
}
