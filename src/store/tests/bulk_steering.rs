//! Re-checks and records of work by the hundred must read as if each had been made one after the other.

use super::both;
use super::fixtures::{NOW, id, person};
use crate::bulk_rechecks::{self as bulk, Paper, Sat};
use crate::bulk_work::{Looked, WholeRecord, insert_records};
use crate::recheck::{self, LotRow};
use crate::work_confirmation::{self as confirmation, Asked, Outcome};
use crate::work_record::{self, WorkEvent};
use crate::{Reader, recheck_session, sql, unit, work_audit};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::assessment::{Answer, Form};
use xutra_domain::ids::{RecheckId, RecheckSessionId};
use xutra_domain::instant::{DAY, HOUR};
use xutra_domain::minute_code::Hidden;
use xutra_domain::recheck::{Count, Outcome as Came, Session};
use xutra_domain::unit::UnitKind;
use xutra_domain::window::Window;
use xutra_domain::work_record::{ANSWER_WITHIN, Rate, Stage, State, Tie};

const DRAW: Uuid = Uuid::from_u128(77);
const ROOM: RecheckSessionId = RecheckSessionId(Uuid::from_u128(5));

fn paper(correct: u32) -> Paper {
    Paper {
        course: "ai".into(),
        quiz: "exam".into(),
        revision: 1,
        form: Form { items: Vec::new() },
        needed: 8,
        answers: BTreeMap::from([("1".to_owned(), Answer::Text { text: "x".into() })]),
        correct,
    }
}

fn sat(number: u128, done: bool) -> Sat {
    let (started_at, submitted_at) = (NOW.plus(9), done.then(|| NOW.plus(60)));
    Sat {
        id: RecheckId(Uuid::from_u128(number)),
        draw: DRAW,
        account: id(number),
        session: ROOM,
        started_at,
        submitted_at,
    }
}

/// A draw of three people of commune A, in the order 3, 1, 2.
async fn drawn(db: &Reader) {
    unit::put(db, "A", "Xã A", UnitKind::Commune, None, NOW).await.unwrap();
    for number in [1, 2, 3, 9] {
        person(db, number).await;
    }
    super::draw::drawn(db, "A").await;
    let room =
        Session { id: ROOM, draw: DRAW, supervisor: id(9), secret: Hidden([7; 32]), window: Window::of(NOW, HOUR) };
    bulk::insert_sessions(db, std::slice::from_ref(&room)).await.unwrap();
    assert_eq!(recheck_session::find(db, ROOM).await.unwrap().unwrap().session, room);
}

both! {
    async fn who_sat_and_who_did_not_come_reads_as_if_it_had_happened(store, db) {
        drawn(db).await;
        bulk::insert_rechecks(db, &paper(9), &[sat(3, true)]).await.unwrap();
        bulk::insert_rechecks(db, &paper(7), &[sat(1, true), sat(2, false)]).await.unwrap();
        let all = recheck::list_of(db, id(3)).await.unwrap();
        assert_eq!((all[0].result, &all[0].answers), (Some((NOW.plus(60), 9, true)), &paper(9).answers));
        assert_eq!(recheck::list_of(db, id(2)).await.unwrap()[0].result, None);
        let (people, _) = recheck::list_drawn(db, DRAW).await.unwrap();
        let came: Vec<Came> = people.iter().map(|one| one.outcome).collect();
        assert_eq!(came, [Came::Confirmed, Came::NotConfirmed, Came::Waiting]);
        assert_eq!(recheck::list_waiting(db, DRAW).await.unwrap(), [], "who has begun waits no more");
        let lots = recheck::list_lots(db, "2026Q4").await.unwrap();
        let count = Count { holders: 3, asked: 2, confirmed: 1, absent: 0 };
        assert!(matches!(lots.as_slice(), [LotRow { count: found, .. }] if *found == count), "{lots:?}");
    }

    async fn who_is_replaced_is_noted_twice_and_who_follows_is_called(store, db) {
        drawn(db).await;
        assert_eq!(recheck::list_waiting(db, DRAW).await.unwrap(), [id(3), id(1), id(2)]);
        let away = [(DRAW, id(3), 1, false, id(9), NOW), (DRAW, id(3), 2, true, id(9), NOW.plus(DAY))];
        bulk::insert_absences(db, &away).await.unwrap();
        assert_eq!(recheck::last_absence(db, DRAW, id(3)).await.unwrap(), Some(NOW.plus(DAY)));
        assert_eq!(recheck::list_waiting(db, DRAW).await.unwrap(), [id(1), id(2)]);
    }

    async fn records_read_as_if_each_had_been_told(store, db) {
        for number in [1, 2, 3] {
            person(db, number).await;
        }
        let whole = |number: u128, answer: Option<Outcome>, looked: Option<Looked>| {
            let mut record = crate::tests::work_record::record(number, id(1), NOW.plus(i64::try_from(number).unwrap()));
            let at = record.declared_at;
            let asked = Asked { record: record.id, number: 1, confirmer: id(2), tie: Tie::Colleague, stage: Stage::First, drawn_at: at, due_at: at.plus(ANSWER_WITHIN) };
            let mut events = vec![(WorkEvent::Declared, Some(id(1)), at), (WorkEvent::Drawn(id(2)), None, at)];
            if answer == Some(Outcome::Confirmed) {
                record.state = State::Confirmed;
                (record.quality, record.settled_at) = (Some(3), Some(at.plus(DAY)));
                events.push((WorkEvent::Confirmed(3), Some(id(2)), at.plus(DAY)));
            }
            let asked = vec![(asked, answer.map(|outcome| (outcome, String::new(), at.plus(DAY))))];
            WholeRecord { record, asked, events, looked }
        };
        let held = Looked { drawn_at: NOW.plus(DAY), judged: Some((id(3), true, "đã xem sản phẩm".into(), NOW.plus(2 * DAY))) };
        let open = Looked { drawn_at: NOW.plus(DAY), judged: None };
        let all = [
            whole(1, None, None),
            whole(2, Some(Outcome::Confirmed), Some(held)),
            whole(3, Some(Outcome::Confirmed), Some(open)),
        ];
        insert_records(db, &all).await.unwrap();
        for one in &all {
            assert_eq!(work_record::find(db, one.record.id).await.unwrap().as_ref(), Some(&one.record));
            assert_eq!(work_record::list_events(db, one.record.id).await.unwrap().len(), one.events.len());
        }
        let waits = confirmation::find_open(db, all[0].record.id).await.unwrap().unwrap();
        assert_eq!((waits.confirmer, waits.due_at), (id(2), all[0].record.declared_at.plus(ANSWER_WITHIN)));
        assert_eq!(confirmation::find_open(db, all[1].record.id).await.unwrap(), None);
        assert_eq!(work_audit::rate(db).await.unwrap(), Rate { passed: 1, judged: 1 });
        assert_eq!(work_audit::page_open(db, id(3), None, 9).await.unwrap().len(), 1);
        assert_eq!(sql::count(db, "SELECT COUNT(*) FROM work_record WHERE state = 'confirmed'", Vec::new()).await.unwrap(), 2);
    }
}
