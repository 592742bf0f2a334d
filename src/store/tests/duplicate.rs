//! Accounts of one person: found by name and by address, told apart, joined.

use super::both;
use super::fixtures::{NOW, account, id, new_attempt, person, published};
use crate::people::{self, NewAccount};
use crate::{Reader, affiliation, assessment, completion, duplicate, erasure, learning, session, sql, unit};
use std::collections::BTreeSet;
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;
use xutra_domain::unit::UnitKind;

async fn named(db: &Reader, number: u128, name: &str, phone: Option<&str>) -> AccountId {
    let new = NewAccount { display_name: name.into(), phone: phone.map(str::to_owned), ..account(number) };
    people::insert_account(db, &new).await.unwrap();
    id(number)
}

async fn places(db: &Reader) {
    for (code, kind, parent) in [
        ("T", UnitKind::Province, None),
        ("A", UnitKind::Commune, Some("T")),
        ("B", UnitKind::Commune, Some("T")),
        ("S", UnitKind::Agency, Some("T")),
    ] {
        unit::put(db, code, code, kind, parent, NOW).await.unwrap();
    }
}

async fn count(db: &Reader, sql: &str, of: AccountId) -> u64 {
    sql::count(db, sql, sql::values![of]).await.unwrap()
}

both! {
    async fn people_of_one_name_stand_together_and_no_name_is_cut(store, db) {
        for (number, name) in [(1, "Hoa"), (2, "An"), (3, "Hòa"), (4, "Binh"), (5, "HOÀ")] {
            named(db, number, name, None).await;
        }
        let names = |list: &[duplicate::Candidate]| list.iter().map(|one| one.traits.id).collect::<Vec<_>>();
        let (all, more) = duplicate::page_by_name(db, "", None, 9).await.unwrap();
        assert_eq!((names(&all), more), (vec![id(2), id(4), id(1), id(3), id(5)], false));
        let (first, more) = duplicate::page_by_name(db, "", None, 4).await.unwrap();
        assert_eq!((names(&first), more), (vec![id(2), id(4)], true), "a name that was cut waits for the next page");
        let (rest, more) = duplicate::page_by_name(db, "", Some(id(4)), 4).await.unwrap();
        assert_eq!((names(&rest), more), (vec![id(1), id(3), id(5)], false));
        let (big, more) = duplicate::page_by_name(db, "", Some(id(4)), 2).await.unwrap();
        assert_eq!((names(&big), more), (vec![id(1), id(3)], true), "a name that fills the page goes on as it is");
        let (found, _) = duplicate::page_by_name(db, "hoa", None, 9).await.unwrap();
        assert_eq!(names(&found), [id(1), id(3), id(5)]);
    }

    async fn numbers_and_addresses_in_other_ways_of_writing_are_found(store, db) {
        named(db, 1, "Hoa", Some("0912345678")).await;
        named(db, 2, "Lan", Some("84912345678")).await;
        named(db, 3, "An", Some("0987654321")).await;
        let login = |number, login: &str| NewAccount { login: Some(login.into()), ..account(number) };
        people::insert_account(db, &login(4, "0987654321")).await.unwrap();
        people::insert_account(db, &login(5, "x@example.vn")).await.unwrap();
        people::insert_account(db, &NewAccount { email: Some("x@example.vn".into()), ..account(6) }).await.unwrap();
        people::insert_account(db, &NewAccount { email: Some("y@example.vn".into()), login: Some("y@example.vn".into()), ..account(7) }).await.unwrap();
        let found = duplicate::list_by_address(db, 9).await.unwrap();
        let pairs: BTreeSet<_> = found.iter().map(|(one, other)| {
            let (one, other) = (one.traits.id, other.traits.id);
            (one.min(other), one.max(other))
        }).collect();
        assert_eq!(pairs, BTreeSet::from([(id(1), id(2)), (id(3), id(4)), (id(5), id(6))]));
        assert!(duplicate::record_different(db, id(2), id(1), id(3), NOW).await.unwrap());
        assert!(!duplicate::record_different(db, id(1), id(2), id(3), NOW).await.unwrap(), "once");
        assert_eq!(duplicate::list_by_address(db, 9).await.unwrap().len(), 2);
        let all: Vec<_> = (1..=7).map(id).collect();
        assert_eq!(duplicate::list_different(db, &all).await.unwrap(), BTreeSet::from([(id(1), id(2))]));
        duplicate::merge(db, id(3), id(4), NOW).await.unwrap();
        assert_eq!(duplicate::list_by_address(db, 9).await.unwrap().len(), 1, "one that was joined is no pair any more");
    }

    async fn what_may_move_moves_once_and_exams_stay(store, db) {
        let revision = published(db).await;
        places(db).await;
        for (number, home) in [(1, "A"), (2, "B")] {
            people::insert_account(db, &NewAccount { unit: Some(home.into()), ..account(number) }).await.unwrap();
        }
        let (goes, stays) = (id(1), id(2));
        for who in [goes, stays] {
            affiliation::begin(db, who, "S", AffiliationKind::Staff, NOW).await.unwrap();
        }
        affiliation::begin(db, goes, "B", AffiliationKind::Owner, NOW).await.unwrap();
        for (who, lesson, day) in [(goes, "l1", 1), (stays, "l1", 2), (goes, "l2", 3), (stays, "l3", 4)] {
            learning::complete_lesson(db, who, "ai", lesson, NOW.plus(day * DAY)).await.unwrap();
        }
        completion::record(db, goes, "ai", NOW).await.unwrap();
        assessment::insert_attempt(db, &new_attempt(1, goes, revision)).await.unwrap();
        people::grant_role(db, goes, Role::Facilitator, Some("A"), None, stays, NOW).await.unwrap();
        people::grant_role(db, goes, Role::Leader, Some("A"), None, stays, NOW).await.unwrap();
        people::grant_role(db, stays, Role::Leader, Some("B"), None, goes, NOW).await.unwrap();
        session::insert_link(db, "h", goes, "card", NOW.plus(DAY)).await.unwrap();

        duplicate::merge(db, goes, stays, NOW.plus(9 * DAY)).await.unwrap();
        let sql = "SELECT COUNT(*) FROM lesson_completion WHERE account_id = $1";
        assert_eq!((count(db, sql, goes).await, count(db, sql, stays).await), (0, 3));
        let at: i64 = sql::get(&sql::one(db, "SELECT completed_at FROM lesson_completion WHERE lesson = 'l1'", vec![]).await.unwrap().unwrap(), "completed_at").unwrap();
        assert_eq!(at, NOW.plus(DAY).0, "the first time counts");
        assert!(completion::exists(db, stays, "ai").await.unwrap());
        let attempts = "SELECT COUNT(*) FROM attempt WHERE account_id = $1";
        assert_eq!((count(db, attempts, goes).await, count(db, attempts, stays).await), (1, 0));
        let open: Vec<_> = affiliation::list_of(db, stays).await.unwrap().into_iter().filter(|one| one.until.is_none()).map(|one| (one.unit, one.kind)).collect();
        assert_eq!(open.len(), 3, "{open:?}");
        assert!(open.contains(&("B".into(), AffiliationKind::Resident)) && open.contains(&("B".into(), AffiliationKind::Owner)));
        let person = people::find_account(db, stays, NOW).await.unwrap().unwrap();
        let roles: BTreeSet<_> = person.roles.iter().map(|grant| (grant.role, grant.unit.as_deref())).collect();
        assert_eq!(roles, BTreeSet::from([(Role::Facilitator, Some("A")), (Role::Leader, Some("B"))]));
        let gone = people::find_account(db, goes, NOW).await.unwrap().unwrap();
        assert!(gone.disabled && gone.roles.is_empty());
        assert!(!people::set_disabled(db, goes, false).await.unwrap(), "it stays shut");
        assert!(!session::peek_link(db, "h", "card", NOW).await.unwrap(), "its card leads nowhere");
        assert_eq!(duplicate::merged_into(db, goes).await.unwrap(), Some(stays));
        assert_eq!(duplicate::find(db, goes).await.unwrap(), None);
    }

    async fn chains_are_one_step_long_and_erased_together(store, db) {
        for number in 1..=3 {
            person(db, number).await;
        }
        duplicate::merge(db, id(1), id(2), NOW).await.unwrap();
        duplicate::merge(db, id(2), id(3), NOW).await.unwrap();
        assert_eq!(duplicate::list_merged(db, id(3)).await.unwrap(), [id(1), id(2)]);
        assert!(duplicate::list_merged(db, id(2)).await.unwrap().is_empty());
        erasure::erase(db, id(3), id(9), "erased", NOW).await.unwrap();
        let left = "SELECT COUNT(*) FROM account WHERE id <> $1 AND display_name <> ''";
        assert_eq!(count(db, left, id(9)).await, 0);
    }

    async fn an_address_by_which_nobody_signs_in_goes_along(store, db) {
        for (number, phone, password) in [(1, Some("0912345678"), None), (2, None, Some("hash")), (3, Some("0987654321"), Some("hash"))] {
            let new = NewAccount { phone: phone.map(str::to_owned), password_hash: password.map(str::to_owned), ..account(number) };
            people::insert_account(db, &new).await.unwrap();
        }
        duplicate::merge(db, id(1), id(2), NOW).await.unwrap();
        assert_eq!(people::find_sign_in(db, "0912345678").await.unwrap().map(|(id, ..)| id), Some(id(2)));
        people::insert_account(db, &account(4)).await.unwrap();
        duplicate::merge(db, id(3), id(4), NOW).await.unwrap();
        assert_eq!(people::find_sign_in(db, "0987654321").await.unwrap().map(|(id, ..)| id), Some(id(3)), "it tells them where to go");
    }

    async fn duties_of_somebody_shut_out_are_no_ones(store, db) {
        person(db, 1).await;
        person(db, 2).await;
        people::grant_role(db, id(1), Role::Administrator, None, None, id(2), NOW).await.unwrap();
        people::set_disabled(db, id(1), true).await.unwrap();
        duplicate::merge(db, id(1), id(2), NOW).await.unwrap();
        assert!(people::find_account(db, id(2), NOW).await.unwrap().unwrap().roles.is_empty());
    }
}
