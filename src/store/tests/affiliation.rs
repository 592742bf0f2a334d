//! Who belongs where over time; units that end.

use super::both;
use super::fixtures::{NOW, account, id};
use crate::people::{self, NewAccount};
use crate::{Reader, affiliation, unit, unit_end};
use xutra_domain::affiliation::{Affiliation, AffiliationKind};
use xutra_domain::instant::Instant;
use xutra_domain::unit::UnitKind;

const LATER: Instant = Instant(NOW.0 + 100);

async fn tree(db: &Reader) {
    for (code, kind, parent) in [
        ("T", UnitKind::Province, None),
        ("A", UnitKind::Commune, Some("T")),
        ("B", UnitKind::Commune, Some("T")),
        ("A1", UnitKind::Hamlet, Some("A")),
        ("S", UnitKind::Agency, Some("T")),
    ] {
        unit::put(db, code, code, kind, parent, NOW).await.unwrap();
    }
}

async fn person(db: &Reader, number: u128, unit: &str) {
    let new = NewAccount { unit: Some(unit.into()), created_at: NOW, ..account(number) };
    people::insert_account(db, &new).await.unwrap();
}

async fn spans(db: &Reader, number: u128) -> Vec<(String, &'static str, i64, Option<i64>)> {
    let known = affiliation::list_of(db, id(number)).await.unwrap();
    let span = |one: Affiliation| (one.unit, one.kind.word(), one.since.0 - NOW.0, one.until.map(|end| end.0 - NOW.0));
    known.into_iter().map(span).collect()
}

async fn unit_of(db: &Reader, number: u128) -> Option<String> {
    people::find_account(db, id(number), NOW).await.unwrap().unwrap().unit
}

both! {
    async fn whoever_moves_keeps_the_past_and_has_one_home(store, db) {
        tree(db).await;
        person(db, 1, "A1").await;
        assert_eq!(spans(db, 1).await, [("A1".to_owned(), "resident", 0, None)]);
        affiliation::begin(db, id(1), "S", AffiliationKind::Staff, NOW.plus(10)).await.unwrap();
        affiliation::begin(db, id(1), "S", AffiliationKind::Owner, NOW.plus(20)).await.unwrap();
        affiliation::begin(db, id(1), "B", AffiliationKind::Resident, LATER).await.unwrap();
        assert_eq!(spans(db, 1).await, [
            ("A1".to_owned(), "resident", 0, Some(100)), ("S".to_owned(), "staff", 10, None),
            ("S".to_owned(), "owner", 20, None), ("B".to_owned(), "resident", 100, None),
        ]);
        assert_eq!(unit_of(db, 1).await.as_deref(), Some("B"));
        for kind in [AffiliationKind::Resident, AffiliationKind::Staff] {
            let unit = if kind == AffiliationKind::Staff { "S" } else { "B" };
            assert_eq!(affiliation::begin(db, id(1), unit, kind, LATER).await.unwrap_err().conflict(), Some("affiliation"));
        }
        let count = async |unit, at| affiliation::count_at(db, unit, AffiliationKind::Resident, at).await.unwrap();
        assert_eq!((count("A1", NOW).await, count("A1", LATER).await, count("B", LATER).await), (1, 0, 1));
        assert!(affiliation::end(db, id(1), "B", AffiliationKind::Resident, LATER).await.unwrap());
        assert!(!affiliation::end(db, id(1), "B", AffiliationKind::Resident, LATER).await.unwrap());
        assert_eq!(unit_of(db, 1).await.as_deref(), Some("S"), "without a home, where they work");
    }

    async fn who_registers_with_an_agency_works_there(store, db) {
        tree(db).await;
        person(db, 1, "S").await;
        assert_eq!(spans(db, 1).await, [("S".to_owned(), "staff", 0, None)]);
    }

    async fn a_name_is_kept_when_another_comes(store, db) {
        tree(db).await;
        unit::put(db, "A", "Phường A", UnitKind::Commune, Some("T"), LATER).await.unwrap();
        unit::put(db, "A", "Phường A", UnitKind::Commune, Some("T"), LATER.plus(5)).await.unwrap();
        assert_eq!(unit_end::list_names(db, "A").await.unwrap(), [("A".to_owned(), NOW), ("Phường A".to_owned(), LATER)]);
    }

    async fn a_merged_unit_hands_its_people_and_parts_over(store, db) {
        tree(db).await;
        person(db, 1, "A").await;
        person(db, 2, "A1").await;
        person(db, 3, "B").await;
        affiliation::begin(db, id(3), "A", AffiliationKind::Owner, NOW).await.unwrap();
        for (code, into) in [("A", "A1"), ("A1", "A"), ("A", "A")] {
            assert_eq!(unit_end::merge(db, code, into, LATER).await.unwrap_err().conflict(), Some("unit-cycle"), "{code} {into}");
        }
        unit_end::merge(db, "A", "B", LATER).await.unwrap();
        let gone = unit::find(db, "A").await.unwrap().unwrap();
        assert_eq!((gone.ended_at, gone.successor.as_deref(), gone.lasts_at(NOW), gone.lasts_at(LATER)), (Some(LATER), Some("B"), true, false));
        let hamlet = unit::find(db, "A1").await.unwrap().unwrap();
        assert_eq!(hamlet.parent.as_deref(), Some("B"));
        assert!(hamlet.path.starts_with(&unit::find(db, "B").await.unwrap().unwrap().path));
        assert_eq!(spans(db, 1).await, [("A".to_owned(), "resident", 0, Some(100)), ("B".to_owned(), "resident", 100, None)]);
        assert_eq!((unit_of(db, 1).await.as_deref(), unit_of(db, 2).await.as_deref()), (Some("B"), Some("A1")));
        assert_eq!(spans(db, 3).await.last(), Some(&("B".to_owned(), "owner", 100, None)));
        let lasting: Vec<String> = unit::list_lasting(db, LATER).await.unwrap().into_iter().map(|unit| unit.code).collect();
        assert_eq!(lasting, ["A1", "B", "S", "T"]);
        for (code, into) in [("A", "B"), ("B", "A")] {
            assert_eq!(unit_end::merge(db, code, into, LATER).await.unwrap_err().conflict(), Some("unit-ended"), "{code} {into}");
        }
    }

    async fn a_unit_with_people_or_parts_is_not_given_up(store, db) {
        tree(db).await;
        person(db, 1, "A1").await;
        let end = async |code| unit_end::end(db, code, LATER).await.map_err(|error| error.conflict().map(str::to_owned));
        assert_eq!(end("A").await, Err(Some("unit-has-parts".into())));
        assert_eq!(end("A1").await, Err(Some("unit-has-people".into())));
        affiliation::end(db, id(1), "A1", AffiliationKind::Resident, LATER).await.unwrap();
        assert_eq!((end("A1").await, end("A").await), (Ok(()), Ok(())));
        assert_eq!(end("A").await, Err(Some("unit-ended".into())));
    }
}
