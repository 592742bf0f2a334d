//! Sittings: one at a time, joined in an order, ended once with their attempts.

use super::fixtures::{NOW, evidence, id, new_attempt, person, published};
use super::{both, in_tx};
use crate::assessment::{self, AttemptState};
use crate::ledger::{self, Event, Kind};
use crate::ledger_check::{Fault, verify};
use crate::{Reader, competency, course, sitting, unit};
use serde_json::json;
use uuid::Uuid;
use xutra_domain::assessment::FormLetter;
use xutra_domain::competency::Supervision;
use xutra_domain::ids::SittingId;
use xutra_domain::sitting::{Hidden, Sitting};
use xutra_domain::unit::UnitKind;
use xutra_domain::window::Window;

const HOUR: i64 = 3_600_000;

/// The sitting of that number, of person 1 in unit A, open for an hour.
fn new_sitting(number: u128) -> Sitting {
    Sitting {
        id: SittingId(Uuid::from_u128(number)),
        course: "ai".into(),
        quiz: "quiz".into(),
        unit: "A".into(),
        facilitator: id(1),
        secret: Hidden([7; 32]),
        seed: Hidden([9; 32]),
        window: Window::of(NOW, HOUR),
    }
}

/// A course, unit A, person 1 who supervises and so many others; the course's revision.
async fn scene(db: &Reader, others: u128) -> i64 {
    let revision = published(db).await;
    unit::put(db, "A", "Xã A", UnitKind::Province, None, NOW).await.unwrap();
    for number in 1..=others + 1 {
        person(db, number).await;
    }
    revision
}

both! {
    async fn a_facilitator_watches_one_room_at_a_time(store, db) {
        scene(db, 1).await;
        let first = new_sitting(1);
        assert!(sitting::insert(db, &first).await.unwrap());
        let found = sitting::find(db, first.id).await.unwrap().unwrap();
        assert_eq!((&found.sitting, found.unit_name.as_str(), found.joined), (&first, "Xã A", 0));
        assert_eq!(found.facilitator_name, "Nguyễn Thị 1");
        assert!(!sitting::insert(db, &new_sitting(2)).await.unwrap(), "one is open");
        let of_other = Sitting { facilitator: id(2), ..new_sitting(3) };
        assert!(sitting::insert(db, &of_other).await.unwrap());
        let nowhere = Sitting { facilitator: id(2), unit: "none".into(), window: Window::of(NOW.plus(2 * HOUR), HOUR), ..new_sitting(4) };
        assert!(sitting::insert(db, &nowhere).await.is_err());
        assert_eq!(sitting::list_open(db, NOW).await.unwrap().len(), 2);
        assert_eq!(sitting::list_open(db, NOW.plus(HOUR)).await.unwrap(), [], "their time is over");
        assert_eq!(sitting::set_ended(db, first.id, NOW.plus(5)).await.unwrap(), Some(vec![]));
        assert_eq!(sitting::set_ended(db, first.id, NOW.plus(6)).await.unwrap(), None, "once");
        let again = Sitting { window: Window::of(NOW.plus(9), HOUR), ..new_sitting(5) };
        assert!(sitting::insert(db, &again).await.unwrap(), "it is over");
        let page = sitting::page_of(db, id(1), None, 10).await.unwrap();
        assert_eq!(page.iter().map(|one| one.sitting.id).collect::<Vec<_>>(), [again.id, first.id]);
        assert_eq!(sitting::page_of(db, id(1), Some(again.id), 10).await.unwrap(), page[1..]);
        assert_eq!(page[1].sitting.window.ended_at, Some(NOW.plus(5)));
    }

    async fn who_joins_at_once_gets_a_place_of_his_own(store, db) {
        scene(db, 9).await;
        let own = new_sitting(1);
        sitting::insert(db, &own).await.unwrap();
        let joins = (2..=10).map(|number| {
            let (store, own) = (store.clone(), own.clone());
            async move {
                in_tx!(store, [own], |tx| {
                    assert!(sitting::hold_open(tx, own.id, NOW).await?);
                    sitting::join(tx, &own, id(number), NOW).await
                }).await.unwrap()
            }
        });
        let mut places: Vec<u64> = futures_util::future::join_all(joins).await.iter().map(|one| one.place).collect();
        places.sort_unstable();
        assert_eq!(places, (0..9).collect::<Vec<u64>>());
        let rows = sitting::list_members(db, own.id).await.unwrap();
        assert!(rows.windows(2).all(|pair| pair[0].member.letter != pair[1].member.letter), "{rows:?}");
        let of = |letter| rows.iter().filter(|row| row.member.letter == letter).count();
        assert_eq!(FormLetter::ALL.map(of), [3, 3, 3]);
        let again = sitting::join(db, &own, rows[4].account, NOW.plus(9)).await.unwrap();
        assert_eq!(again, rows[4].member, "who joined before keeps place and letter");
        assert!(!sitting::hold_open(db, own.id, NOW.plus(HOUR)).await.unwrap());
        assert!(!sitting::hold_open(db, SittingId(Uuid::nil()), NOW).await.unwrap());
    }

    async fn a_member_is_let_out_and_in_again(store, db) {
        scene(db, 2).await;
        let own = new_sitting(1);
        sitting::insert(db, &own).await.unwrap();
        sitting::join(db, &own, id(2), NOW).await.unwrap();
        assert!(!sitting::set_out(db, own.id, id(2), None).await.unwrap());
        assert!(sitting::set_out(db, own.id, id(2), Some(NOW)).await.unwrap());
        assert!(!sitting::set_out(db, own.id, id(2), Some(NOW.plus(1))).await.unwrap());
        assert!(!sitting::set_out(db, own.id, id(3), Some(NOW)).await.unwrap(), "who never joined");
        assert_eq!(sitting::find_member(db, own.id, id(2)).await.unwrap().unwrap().out_at, Some(NOW));
        assert!(sitting::set_out(db, own.id, id(2), None).await.unwrap());
        assert_eq!(sitting::find_member(db, own.id, id(2)).await.unwrap().unwrap().out_at, None);
        assert_eq!(sitting::find_member(db, own.id, id(3)).await.unwrap(), None);
    }

    async fn the_end_of_a_sitting_is_the_end_of_its_attempts_and_of_no_others(store, db) {
        let revision = scene(db, 3).await;
        let own = new_sitting(1);
        sitting::insert(db, &own).await.unwrap();
        let mut started = Vec::new();
        for (number, inside) in [(2, true), (3, true), (4, false)] {
            sitting::join(db, &own, id(number), NOW).await.unwrap();
            let mut attempt = new_attempt(1, id(number), revision);
            attempt.sitting = inside.then_some(own.id);
            assessment::insert_attempt(db, &attempt).await.unwrap();
            started.push(attempt.id);
        }
        let stored = |at: usize| assessment::find_attempt(db, started[at]);
        let (one, alone) = (stored(0).await.unwrap().unwrap(), stored(2).await.unwrap().unwrap());
        assert_eq!((one.sitting, one.supervision), (Some(own.id), Supervision::A));
        assert_eq!((alone.sitting, alone.supervision), (None, Supervision::B));
        let heads = assessment::list_attempts(db, id(2), "ai", "quiz", None).await.unwrap();
        assert_eq!(heads[0].sitting, Some(own.id));
        assert_eq!(sitting::count_attempts(db, own.id, id(2)).await.unwrap(), 1);
        assessment::close(db, started[1], NOW.plus(3)).await.unwrap();
        let states = |rows: Vec<sitting::MemberRow>| rows.iter().map(|row| row.attempt).collect::<Vec<_>>();
        let rows = sitting::list_members(db, own.id).await.unwrap();
        assert_eq!(states(rows), [Some(AttemptState::Open), Some(AttemptState::Submitted), None]);
        assert_eq!(sitting::set_ended(db, own.id, NOW.plus(9)).await.unwrap(), Some(vec![started[0]]));
        assert_eq!(stored(0).await.unwrap().unwrap().expires_at, Some(NOW.plus(9)));
        assert_eq!(stored(2).await.unwrap().unwrap().expires_at, alone.expires_at);
    }

    async fn evidence_that_says_it_was_watched_needs_its_event(store, db) {
        let revision = scene(db, 0).await;
        let version = course::load(db, revision).await.unwrap().versions["q1"];
        let attempt = new_attempt(1, id(1), revision);
        assessment::insert_attempt(db, &attempt).await.unwrap();
        let mut row = evidence(attempt.id, "q1", version);
        row.supervision = Supervision::A;
        competency::record_evidence(db, id(1), "ai", std::slice::from_ref(&row)).await.unwrap();
        let tell = |kind, body| Event { kind, attempt: Some(attempt.id), body };
        let submitted = tell(Kind::AttemptSubmitted, json!({ "evidence": ledger::digest(&[row]).unwrap() }));
        ledger::append(db, id(1), &submitted, NOW).await.unwrap();
        let faults = verify(db).await.unwrap().faults;
        assert_eq!(faults, [Fault::Unsupervised { account: id(1), attempt: attempt.id }]);
        let other = Event { attempt: None, ..tell(Kind::SessionSupervised, json!({})) };
        ledger::append(db, id(1), &other, NOW).await.unwrap();
        assert_eq!(verify(db).await.unwrap().faults.len(), 1, "an event of no attempt tells nothing of this one");
        ledger::append(db, id(1), &tell(Kind::SessionSupervised, json!({})), NOW).await.unwrap();
        assert_eq!(verify(db).await.unwrap().faults, []);
    }
}
