//! Accounts and roles.

use super::fixtures::{NOW, account, id, person};
use super::{both, in_tx};
use crate::account_list::page_listed;
use crate::people::{self, AccountFilter, AccountOrder};
use crate::{StoreError, unit};
use xutra_domain::instant::Instant;
use xutra_domain::people::{Audience, Role};
use xutra_domain::unit::UnitKind;

fn filter(query: &str) -> AccountFilter {
    AccountFilter { query: Some(query.into()), ..AccountFilter::default() }
}

both! {
    async fn an_account_reads_back_as_it_was_made(store, db) {
        unit::put(db, "TN", "Tây Ninh", UnitKind::Province, None, NOW).await.unwrap();
        let mut new = account(1);
        new.unit = Some("TN".into());
        new.email = Some("an@example.org".into());
        new.phone = Some("0912345678".into());
        new.audience = Audience::Official;
        people::insert_account(db, &new).await.unwrap();
        let found = people::find_account(store.reader(), id(1), NOW).await.unwrap().unwrap();
        assert_eq!((found.login, found.email, found.phone), (new.login, new.email, new.phone));
        assert_eq!((found.display_name, found.audience, found.unit), (new.display_name, new.audience, new.unit));
        assert_eq!((found.disabled, found.created_at, found.roles.len(), found.locale), (false, NOW, 0, None));
        assert_eq!(people::find_account(db, id(2), NOW).await.unwrap(), None);
        assert!(people::unit_path_of(db, id(1)).await.unwrap().unwrap().is_some());
        person(db, 3).await;
        assert_eq!(people::unit_path_of(db, id(3)).await.unwrap(), Some(None));
        assert_eq!(people::unit_path_of(db, id(4)).await.unwrap(), None);
    }

    async fn a_taken_login_email_or_phone_is_named_and_leaves_the_transaction_usable(store, db) {
        let mut first = account(1);
        first.email = Some("an@example.org".into());
        first.phone = Some("0912345678".into());
        people::insert_account(db, &first).await.unwrap();
        let mut same_login = account(2);
        same_login.login = first.login.clone();
        let mut same_email = account(2);
        same_email.email = first.email.clone();
        let mut same_phone = account(2);
        same_phone.phone = first.phone.clone();
        let outcome: Result<(), StoreError> = in_tx!(store, [same_login, same_email, same_phone], |tx| {
            for (clash, word) in [(&same_login, "login"), (&same_email, "email"), (&same_phone, "phone")] {
                assert_eq!(people::insert_account(tx, clash).await.unwrap_err().conflict(), Some(word));
            }
            people::insert_account(tx, &account(2)).await
        }).await;
        outcome.unwrap();
        assert!(people::find_account(store.reader(), id(2), NOW).await.unwrap().is_some());
    }

    async fn an_unknown_unit_is_not_found(store, db) {
        let mut new = account(1);
        new.unit = Some("nowhere".into());
        assert!(matches!(people::insert_account(db, &new).await, Err(StoreError::NotFound)));
    }

    async fn sign_in_finds_by_login_email_and_phone(store, db) {
        let mut new = account(1);
        new.email = Some("an@example.org".into());
        new.phone = Some("0912345678".into());
        people::insert_account(db, &new).await.unwrap();
        for identifier in ["person1", "an@example.org", "0912345678"] {
            let found = people::find_sign_in(store.reader(), identifier).await.unwrap();
            assert_eq!(found, Some((id(1), Some("hash".into()), false)), "{identifier}");
        }
        for identifier in ["person", "", "a\0b"] {
            assert_eq!(people::find_sign_in(store.reader(), identifier).await.unwrap(), None);
        }
    }

    async fn pages_go_by_id_and_search_folds_and_escapes(store, db) {
        for number in 1..=5 {
            person(db, number).await;
        }
        let page = |filter: AccountFilter, cursor: Option<u128>, limit| {
            let db = store.reader().clone();
            async move {
                let page = people::page_accounts(&db, &filter, cursor.map(id), limit, NOW).await.unwrap();
                page.iter().map(|account| account.id.0.as_u128()).collect::<Vec<_>>()
            }
        };
        assert_eq!(page(AccountFilter::default(), None, 2).await, [1, 2]);
        assert_eq!(page(AccountFilter::default(), Some(2), 2).await, [3, 4]);
        assert_eq!(page(filter("nguyen thi 3"), None, 9).await, [3]);
        assert_eq!(page(filter("person4"), None, 9).await, [4]);
        for nothing in ["%", "_", "\\", "nguyen%3", "\0"] {
            assert_eq!(page(filter(nothing), None, 9).await, [0_u128; 0], "{nothing}");
        }
    }

    async fn a_whole_list_goes_out_piece_by_piece_with_what_people_count_for(store, db) {
        for number in 1..=5 {
            let mut new = account(number);
            new.display_name = format!("=\"Đỗ, {number}\"");
            new.birth_year = Some(1980);
            people::insert_account(db, &new).await.unwrap();
        }
        people::set_disabled(db, id(4), true).await.unwrap();
        let basis = crate::tests::standing::basis(NOW);
        crate::standing::refresh(db, id(2), &basis).await.unwrap();
        let filter = AccountFilter { disabled: Some(false), ..AccountFilter::default() };
        let (mut met, mut cursor) = (Vec::new(), None);
        loop {
            let piece = page_listed(store.reader(), &filter, cursor, 2, NOW).await.unwrap();
            let Some(last) = piece.last() else { break };
            cursor = Some(last.id);
            met.extend(piece);
        }
        assert_eq!(met.iter().map(|one| one.id).collect::<Vec<_>>(), [1, 2, 3, 5].map(id));
        let one = &met[1];
        assert_eq!((one.name.as_str(), one.birth_year, one.created_at), ("=\"Đỗ, 2\"", Some(1980), account(2).created_at));
        assert_eq!((one.since, one.grade.as_deref()), (None, None));
    }

    async fn pages_go_in_each_order_without_a_gap_and_narrow_by_role_audience_and_lock(store, db) {
        for (number, name) in [(1, "Đỗ An"), (2, "Bùi Ánh"), (3, "An Bình"), (4, "Đỗ An")] {
            let mut new = account(number);
            new.display_name = name.into();
            new.audience = if number == 2 { Audience::Official } else { Audience::Resident };
            people::insert_account(db, &new).await.unwrap();
        }
        people::set_disabled(db, id(3), true).await.unwrap();
        let over = Instant(NOW.0 - 1);
        people::grant_role(db, id(2), Role::Certifier, None, None, id(1), over).await.unwrap();
        people::grant_role(db, id(2), Role::Inspector, None, None, id(1), over).await.unwrap();
        people::grant_role(db, id(4), Role::Certifier, None, Some(over), id(1), over).await.unwrap();
        let walk = |filter: AccountFilter| {
            let db = store.reader().clone();
            async move {
                let (mut met, mut cursor) = (Vec::new(), None);
                while let [one] = &people::page_accounts(&db, &filter, cursor, 1, NOW).await.unwrap()[..] {
                    met.push(one.id.0.as_u128());
                    cursor = Some(one.id);
                }
                met
            }
        };
        let all = AccountFilter::default;
        for (order, people) in [
            (AccountOrder::Oldest, [1, 2, 3, 4]),
            (AccountOrder::Newest, [4, 3, 2, 1]),
            (AccountOrder::Name, [3, 2, 1, 4]),
            (AccountOrder::NameBack, [4, 1, 2, 3]),
        ] {
            assert_eq!(walk(AccountFilter { order, ..all() }).await, people, "{}", order.word());
        }
        assert_eq!(walk(AccountFilter { role: Some(Role::Certifier), ..all() }).await, [2]);
        assert_eq!(walk(AccountFilter { role: Some(Role::Leader), ..all() }).await, [0_u128; 0]);
        assert_eq!(walk(AccountFilter { audience: Some(Audience::Resident), ..all() }).await, [1, 3, 4]);
        assert_eq!(walk(AccountFilter { disabled: Some(true), ..all() }).await, [3]);
        let order = AccountOrder::Name;
        assert_eq!(walk(AccountFilter { disabled: Some(false), order, ..all() }).await, [2, 1, 4]);
    }

    async fn a_scope_holds_its_subtree_and_nobody_else(store, db) {
        unit::put(db, "TN", "Tây Ninh", UnitKind::Province, None, NOW).await.unwrap();
        for (code, number) in [("A", 1_u128), ("B", 2)] {
            unit::put(db, code, code, UnitKind::Commune, Some("TN"), NOW).await.unwrap();
            people::insert_account(db, &{ let mut new = account(number); new.unit = Some(code.into()); new }).await.unwrap();
        }
        person(db, 3).await;
        let path = |code: &'static str| async move { unit::find(db, code).await.unwrap().unwrap().path };
        let count = |scopes: Option<Vec<String>>, unit_path: Option<String>| async move {
            let filter = AccountFilter { scopes, unit_path, ..AccountFilter::default() };
            people::page_accounts(db, &filter, None, 9, NOW).await.unwrap().len()
        };
        assert_eq!(count(None, None).await, 3);
        assert_eq!(count(Some(vec![]), None).await, 0);
        assert_eq!(count(Some(vec![path("TN").await]), None).await, 2);
        assert_eq!(count(Some(vec![path("A").await, path("B").await]), None).await, 2);
        assert_eq!(count(Some(vec![path("TN").await]), Some(path("B").await)).await, 1);
        assert_eq!(count(Some(vec![path("A").await]), Some(path("B").await)).await, 0);
    }

    async fn whoever_looks_after_a_unit_is_found_from_below_it_the_nearest_first(store, db) {
        unit::put(db, "T", "Tỉnh", UnitKind::Province, None, NOW).await.unwrap();
        unit::put(db, "T-1", "Xã Một", UnitKind::Commune, Some("T"), NOW).await.unwrap();
        unit::put(db, "T-2", "Xã Hai", UnitKind::Commune, Some("T"), NOW).await.unwrap();
        for number in 1..=7 {
            let mut new = account(number);
            new.display_name = format!("Người {number}");
            new.unit = (number == 1).then(|| "T-1".into());
            people::insert_account(db, &new).await.unwrap();
        }
        let over = Instant(NOW.0 - 1);
        for (number, role, unit, until) in [
            (2, Role::Facilitator, Some("T"), None),
            (3, Role::Facilitator, Some("T-1"), Some(Instant(NOW.0 + 1))),
            (4, Role::Facilitator, Some("T-2"), None),
            (5, Role::Facilitator, Some("T-1"), Some(over)),
            (6, Role::Facilitator, Some("T-1"), None),
            (7, Role::Leader, Some("T-1"), None),
        ] {
            people::grant_role(db, id(number), role, unit, until, id(1), over).await.unwrap();
        }
        people::set_disabled(db, id(6), true).await.unwrap();
        let found = people::list_facilitators(store.reader(), id(1), 5, NOW).await.unwrap();
        let found: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.unit.as_str())).collect();
        assert_eq!(found, [("Người 3", "Xã Một"), ("Người 2", "Tỉnh")]);
        assert_eq!(people::list_facilitators(db, id(1), 1, NOW).await.unwrap().len(), 1);
        assert!(people::list_facilitators(db, id(2), 5, NOW).await.unwrap().is_empty(), "who lives nowhere");
    }

    async fn a_role_is_granted_replaced_expires_and_is_removed(store, db) {
        unit::put(db, "TN", "Tây Ninh", UnitKind::Province, None, NOW).await.unwrap();
        let somebody = person(db, 1).await;
        assert!(!people::has_administrator(db).await.unwrap());
        people::grant_role(db, somebody, Role::Facilitator, Some("TN"), None, somebody, NOW).await.unwrap();
        people::grant_role(db, somebody, Role::Facilitator, Some("TN"), Some(NOW.plus(5)), somebody, NOW).await.unwrap();
        people::grant_role(db, somebody, Role::Administrator, None, None, somebody, NOW).await.unwrap();
        let roles = people::find_account(db, somebody, NOW).await.unwrap().unwrap().roles;
        assert_eq!(roles.len(), 2);
        assert_eq!((roles[0].role, roles[0].unit.as_deref()), (Role::Facilitator, Some("TN")));
        assert_eq!(roles[0].scope, Some(unit::find(db, "TN").await.unwrap().unwrap().path));
        assert_eq!((roles[1].role, &roles[1].scope), (Role::Administrator, &None));
        let later = people::page_accounts(db, &AccountFilter::default(), None, 9, NOW.plus(5)).await.unwrap();
        assert_eq!(later[0].roles.len(), 1);
        assert!(people::has_administrator(db).await.unwrap());
        assert!(people::remove_role(db, somebody, Role::Administrator).await.unwrap());
        assert!(!people::remove_role(db, somebody, Role::Administrator).await.unwrap());
        assert!(!people::has_administrator(db).await.unwrap());
        let nobody = people::grant_role(db, id(9), Role::Leader, None, None, somebody, NOW).await;
        assert!(matches!(nobody, Err(StoreError::NotFound)));
    }

    async fn an_account_is_disabled_and_changes_its_password_and_language(store, db) {
        let somebody = person(db, 1).await;
        assert!(people::set_disabled(db, somebody, true).await.unwrap());
        assert!(!people::set_disabled(db, somebody, true).await.unwrap());
        people::set_password(db, somebody, "new").await.unwrap();
        people::set_locale(db, somebody, "en").await.unwrap();
        let found = people::find_sign_in(db, "person1").await.unwrap();
        assert_eq!(found, Some((somebody, Some("new".into()), true)));
        assert_eq!(people::find_account(db, somebody, NOW).await.unwrap().unwrap().locale.as_deref(), Some("en"));
        assert!(matches!(people::set_password(db, id(9), "x").await, Err(StoreError::NotFound)));
        assert!(matches!(people::set_locale(db, id(9), "vi").await, Err(StoreError::NotFound)));
    }
}
