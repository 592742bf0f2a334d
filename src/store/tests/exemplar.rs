//! Practice cards: checked once, tried once a unit, counted where the unit led.

use super::both;
use super::fixtures::{NOW, id, person};
use crate::exemplar::{self, CardEvent};
use crate::{Reader, board, unit};
use uuid::Uuid;
use xutra_domain::exemplar::{Page, State};
use xutra_domain::ids::{AccountId, ExemplarId};
use xutra_domain::unit::UnitKind;

fn eid(number: u128) -> ExemplarId {
    ExemplarId(Uuid::from_u128(number))
}

/// A card that waits.
pub(super) async fn written(db: &Reader, number: u128, unit: &str, by: AccountId) {
    let page = Page { title: "Lớp tối".into(), ..Page::default() };
    exemplar::insert(db, eid(number), unit, &page, by, NOW).await.unwrap();
    exemplar::record_event(db, eid(number), CardEvent::Written, "", by, NOW).await.unwrap();
}

both! {
    async fn a_card_is_checked_once_and_counts_where_its_unit_led(store, db) {
        for (code, kind, parent) in [("T", UnitKind::Province, None), ("A", UnitKind::Commune, Some("T")), ("B", UnitKind::Commune, Some("T"))] {
            unit::put(db, code, code, kind, parent, NOW).await.unwrap();
        }
        person(db, 1).await;
        for (number, unit) in [(1, "A"), (2, "A"), (3, "B")] {
            written(db, number, unit, id(1)).await;
        }
        assert_eq!(exemplar::list(db, State::Waiting, 9).await.unwrap().len(), 3);
        assert!(!exemplar::set_page(db, eid(1), &Page::default(), id(1), NOW).await.unwrap(), "it did not come back");
        assert!(exemplar::set_checked(db, eid(1), None, NOW).await.unwrap());
        exemplar::record_event(db, eid(1), CardEvent::Returned, "thiếu chi phí", id(1), NOW).await.unwrap();
        assert_eq!(exemplar::find_reason(db, eid(1)).await.unwrap().as_deref(), Some("thiếu chi phí"));
        assert!(exemplar::set_page(db, eid(1), &Page { title: "Hay hơn".into(), ..Page::default() }, id(1), NOW).await.unwrap());
        for (number, leading) in [(1, true), (2, true), (3, false)] {
            assert!(exemplar::set_checked(db, eid(number), Some(leading), NOW).await.unwrap());
            assert!(!exemplar::set_checked(db, eid(number), Some(true), NOW).await.unwrap());
        }
        let top = unit::find(db, "T").await.unwrap().unwrap();
        let told = board::read(&store, &top, None, (NOW, "2026Q4")).await.unwrap();
        assert_eq!(told.facts.plans.exemplary, 1, "a unit once, and none that did not lead");
        assert_eq!(told.children.iter().map(|(_, facts)| facts.plans.exemplary).collect::<Vec<_>>(), [1, 0]);
    }

    async fn a_unit_tries_once_and_takes_it_back_until_it_is_done(store, db) {
        for (code, kind, parent) in [("T", UnitKind::Province, None), ("A", UnitKind::Commune, Some("T"))] {
            unit::put(db, code, code, kind, parent, NOW).await.unwrap();
        }
        person(db, 1).await;
        written(db, 1, "T", id(1)).await;
        assert!(!exemplar::set_done(db, eid(1), "A", "tốt", NOW).await.unwrap());
        assert!(exemplar::insert_trial(db, eid(1), "A", id(1), NOW).await.unwrap());
        assert!(!exemplar::insert_trial(db, eid(1), "A", id(1), NOW).await.unwrap());
        assert!(exemplar::delete_trial(db, eid(1), "A").await.unwrap() && !exemplar::delete_trial(db, eid(1), "A").await.unwrap());
        assert!(exemplar::insert_trial(db, eid(1), "A", id(1), NOW).await.unwrap());
        assert!(exemplar::set_done(db, eid(1), "A", "40 người học xong", NOW.plus(9)).await.unwrap());
        assert!(!exemplar::delete_trial(db, eid(1), "A").await.unwrap(), "what is done is done");
        let found = exemplar::find(db, eid(1)).await.unwrap().unwrap();
        assert_eq!((found.spread, exemplar::list_trials(db, eid(1)).await.unwrap()[0].outcome.as_str()), ((1, 1), "40 người học xong"));
    }
}
