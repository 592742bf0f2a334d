//! Classes: found by their code, joined while they are open, with sessions of which one takes place at a time.

use super::fixtures::{NOW, id, person, published};
use super::{both, in_tx};
use crate::{Reader, StoreError, class, class_session, unit};
use uuid::Uuid;
use xutra_domain::class::{Class, ClassSession, Presence};
use xutra_domain::ids::{ClassId, ClassSessionId};
use xutra_domain::minute_code::Hidden;
use xutra_domain::spoken_code::ClassCode;
use xutra_domain::unit::UnitKind;
use xutra_domain::window::Window;

const DAY: i64 = 86_400_000;

fn new_class(number: u8) -> Class {
    Class {
        id: ClassId(Uuid::from_u128(u128::from(number))),
        code: ClassCode::of([0, 0, 0, 0, 0, 0, 0, number]),
        title: "Lớp tối".into(),
        unit: "A".into(),
        course: Some("ai".into()),
        facilitator: id(1),
        window: Window::of(NOW, DAY),
    }
}

fn new_session(number: u128, class: &Class) -> ClassSession {
    ClassSession {
        id: ClassSessionId(Uuid::from_u128(number)),
        class: class.id,
        secret: Hidden([7; 32]),
        window: Window::of(NOW, DAY),
    }
}

async fn scene(db: &Reader) {
    published(db).await;
    unit::put(db, "A", "Xã A", UnitKind::Province, None, NOW).await.unwrap();
    for number in 1..=4 {
        person(db, number).await;
    }
}

both! {
    async fn a_class_is_found_by_its_code_and_by_its_facilitator(store, db) {
        scene(db).await;
        let (one, two) = (new_class(1), new_class(2));
        assert!(class::insert(db, &one).await.unwrap() && class::insert(db, &two).await.unwrap());
        let twin = Class { id: ClassId(Uuid::from_u128(9)), ..new_class(1) };
        assert!(!class::insert(db, &twin).await.unwrap(), "the code belongs to another one");
        let found = class::find_by_code(db, &one.code).await.unwrap().unwrap();
        assert_eq!((&found.class, found.unit_name.as_str(), found.members), (&one, "Xã A", 0));
        assert_eq!(class::find(db, one.id).await.unwrap(), Some(found));
        assert_eq!(class::find_by_code(db, &ClassCode::of([7; 8])).await.unwrap(), None);
        let ids = |page: Vec<class::PlacedClass>| page.into_iter().map(|one| one.class.id).collect::<Vec<_>>();
        assert_eq!(ids(class::page_of(db, id(1), None, 9).await.unwrap()), [two.id, one.id]);
        assert_eq!(ids(class::page_of(db, id(1), Some(two.id), 9).await.unwrap()), [one.id]);
        assert_eq!(class::page_of(db, id(2), None, 9).await.unwrap(), []);
        let nowhere = Class { unit: "none".into(), ..new_class(3) };
        assert!(matches!(class::insert(db, &nowhere).await, Err(StoreError::NotFound)));
    }

    async fn one_joins_once_and_while_it_is_open(store, db) {
        scene(db).await;
        let one = new_class(1);
        class::insert(db, &one).await.unwrap();
        assert_eq!(class::join(db, one.id, id(2), true, NOW).await.unwrap(), Some(true));
        assert_eq!(class::join(db, one.id, id(2), false, NOW.plus(5)).await.unwrap(), Some(false), "as it was the first time");
        assert_eq!(class::join(db, one.id, id(3), false, NOW.plus(DAY)).await.unwrap(), None, "it has run out");
        let members = class::list_members(db, one.id).await.unwrap();
        assert_eq!((members.len(), members[0].account, members[0].joined_at, members[0].is_new), (1, id(2), NOW, true));
        assert!(class::is_member(db, one.id, id(2)).await.unwrap() && !class::is_member(db, one.id, id(3)).await.unwrap());
        assert!(class::set_closed(db, one.id, NOW.plus(9)).await.unwrap());
        assert!(!class::set_closed(db, one.id, NOW.plus(10)).await.unwrap());
        assert_eq!(class::join(db, one.id, id(3), false, NOW.plus(11)).await.unwrap(), None);
        assert_eq!(class::find(db, one.id).await.unwrap().unwrap().class.window.ended_at, Some(NOW.plus(9)));
    }

    async fn of_several_who_close_and_join_at_once_nobody_gets_in_after_the_end(store, db) {
        scene(db).await;
        let one = new_class(1);
        class::insert(db, &one).await.unwrap();
        let class_id = one.id;
        let close = in_tx!(store, [class_id], |tx| class::set_closed(tx, class_id, NOW.plus(5)).await);
        let joins = (2..=4_u128).map(|number| {
            in_tx!(store, [class_id], |tx| class::join(tx, class_id, id(number), false, NOW.plus(4)).await)
        });
        let (closed, joined) = tokio::join!(close, futures_util::future::join_all(joins));
        assert!(closed.unwrap());
        let let_in = joined.into_iter().filter(|one| matches!(one, Ok(Some(true)))).count() as u64;
        assert_eq!(class::find(db, class_id).await.unwrap().unwrap().members, let_in);
    }

    async fn a_class_has_one_session_at_a_time_and_notes_each_person_once(store, db) {
        scene(db).await;
        let (one, other) = (new_class(1), new_class(2));
        class::insert(db, &one).await.unwrap();
        class::insert(db, &other).await.unwrap();
        let first = new_session(1, &one);
        assert!(class_session::insert(db, &first).await.unwrap());
        assert!(!class_session::insert(db, &new_session(2, &one)).await.unwrap());
        assert!(class_session::insert(db, &new_session(3, &other)).await.unwrap());
        let found = class_session::find(db, first.id).await.unwrap().unwrap();
        assert_eq!((&found.session, &found.placed.class), (&first, &one));
        assert_eq!(class_session::list_open(db, NOW).await.unwrap().len(), 2);
        assert!(class_session::hold_open(db, first.id, NOW).await.unwrap());
        assert!(class_session::record_attendance(db, first.id, id(2), Presence::Code, NOW.plus(1)).await.unwrap());
        assert!(!class_session::record_attendance(db, first.id, id(2), Presence::List, NOW.plus(2)).await.unwrap());
        assert!(class_session::record_attendance(db, first.id, id(3), Presence::List, NOW.plus(3)).await.unwrap());
        let noted: Vec<_> =
            class_session::list_attendance(db, first.id).await.unwrap().into_iter().map(|one| (one.account, one.how)).collect();
        assert_eq!(noted, [(id(2), Presence::Code), (id(3), Presence::List)], "as it was known first");
        assert_eq!(class_session::find_attendance(db, first.id, id(2)).await.unwrap(), Some(NOW.plus(1)));
        assert_eq!(class_session::find_attendance(db, first.id, id(4)).await.unwrap(), None);
        assert!(class_session::set_ended(db, first.id, NOW.plus(9)).await.unwrap());
        assert!(!class_session::set_ended(db, first.id, NOW.plus(10)).await.unwrap());
        assert!(!class_session::hold_open(db, first.id, NOW.plus(10)).await.unwrap());
        assert!(class_session::insert(db, &ClassSession { window: Window::of(NOW.plus(11), DAY), ..new_session(4, &one) }).await.unwrap());
        let held: Vec<u64> = class_session::list_of(db, one.id).await.unwrap().iter().map(|one| one.present).collect();
        assert_eq!(held, [0, 2]);
    }
}
