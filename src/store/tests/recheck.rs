//! Lots of communes, who is called, what is answered where and until when.

use super::both;
use super::fixtures::{NOW, account, id, person};
use crate::draw::{self, Draw};
use crate::people;
use crate::recheck::{self, LotRow, Recheck};
use crate::{Reader, StoreError, affiliation, erasure, recheck_session as sessions, unit};
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::assessment::{Answer, Form};
use xutra_domain::ids::{AccountId, RecheckId, RecheckSessionId};
use xutra_domain::instant::HOUR;
use xutra_domain::minute_code::Hidden;
use xutra_domain::people::Role;
use xutra_domain::recheck::{Count, Outcome, Session};
use xutra_domain::unit::UnitKind;
use xutra_domain::window::Window;

const DRAW: Uuid = Uuid::from_u128(77);

/// Somebody of the draw that `draw::drawn` makes did not come.
pub(super) async fn away(db: &Reader, who: AccountId) {
    recheck::record_absence(db, DRAW, who, (1, false), id(1), NOW).await.unwrap();
}

fn session(number: u128, supervisor: u128) -> Session {
    Session {
        id: RecheckSessionId(Uuid::from_u128(number)),
        draw: DRAW,
        supervisor: id(supervisor),
        secret: Hidden([7; 32]),
        window: Window::of(NOW, HOUR),
    }
}

fn asked(number: u128, account: AccountId) -> Recheck {
    Recheck {
        id: RecheckId(Uuid::from_u128(number)),
        draw: DRAW,
        account,
        session: session(5, 9).id,
        course: "ai".into(),
        quiz: "exam".into(),
        revision: 1,
        form: Form { items: Vec::new() },
        needed: 8,
        answers: BTreeMap::new(),
        started_at: NOW,
        result: None,
    }
}

/// A commune A with a draw of three, in the order 3, 1, 2, and a session of somebody from elsewhere.
async fn commune(db: &Reader) {
    unit::put(db, "A", "Xã A", UnitKind::Commune, None, NOW).await.unwrap();
    unit::put(db, "B", "Xã B", UnitKind::Commune, None, NOW).await.unwrap();
    for number in [1, 2, 3, 9] {
        person(db, number).await;
    }
    super::draw::drawn(db, "A").await;
    assert!(sessions::insert(db, &session(5, 9)).await.unwrap());
}

both! {
    async fn the_lots_of_a_quarter_are_told_in_numbers(store, db) {
        commune(db).await;
        recheck::insert(db, &asked(1, id(3))).await.unwrap();
        recheck::insert(db, &asked(2, id(1))).await.unwrap();
        assert!(recheck::set_result(db, asked(1, id(3)).id, 9, true, NOW).await.unwrap());
        assert!(!recheck::set_result(db, asked(1, id(3)).id, 2, false, NOW).await.unwrap(), "once");
        recheck::record_absence(db, DRAW, id(2), (1, false), id(9), NOW).await.unwrap();
        let lot = |asked, confirmed, absent| Count { holders: 3, asked, confirmed, absent };
        let lots = recheck::list_lots(db, "2026Q4").await.unwrap();
        let path = unit::find(db, "A").await.unwrap().unwrap().path;
        assert_eq!(lots, [LotRow { unit: "A".into(), path, count: lot(1, 1, 0) }]);
        recheck::record_absence(db, DRAW, id(2), (2, true), id(9), NOW.plus(1)).await.unwrap();
        recheck::set_result(db, asked(2, id(1)).id, 3, false, NOW).await.unwrap();
        assert_eq!(recheck::list_lots(db, "2026Q4").await.unwrap()[0].count, lot(2, 1, 1));
        assert_eq!(recheck::list_lots(db, "2027Q1").await.unwrap(), []);
        let (drawn, holders) = recheck::list_drawn(db, DRAW).await.unwrap();
        let told: Vec<_> = drawn.iter().map(|one| (one.account, one.outcome, one.absences)).collect();
        assert_eq!(told, [(id(3), Outcome::Confirmed, 0), (id(1), Outcome::NotConfirmed, 0), (id(2), Outcome::Absent, 2)]);
        assert_eq!(holders, 3);
        assert_eq!(recheck::last_absence(db, DRAW, id(2)).await.unwrap(), Some(NOW.plus(1)));
    }

    async fn nobody_is_asked_twice_in_a_draw_and_nothing_is_saved_once_the_session_is_over(store, db) {
        commune(db).await;
        let mine = asked(1, id(3));
        recheck::insert(db, &mine).await.unwrap();
        assert!(matches!(recheck::insert(db, &asked(2, id(3))).await, Err(StoreError::Conflict(_))));
        let answers = BTreeMap::from([("1".to_owned(), Answer::Text { text: "câu tôi gõ".into() })]);
        assert!(recheck::set_answers(db, mine.id, &answers, NOW.plus(1)).await.unwrap());
        assert_eq!(recheck::list_overdue(db, NOW.plus(1)).await.unwrap(), []);
        assert!(!recheck::set_answers(db, mine.id, &BTreeMap::new(), NOW.plus(HOUR)).await.unwrap(), "it ran out");
        assert_eq!(recheck::list_overdue(db, NOW.plus(HOUR)).await.unwrap(), [mine.id]);
        assert!(sessions::set_ended(db, mine.session, NOW.plus(2)).await.unwrap());
        assert!(!sessions::set_ended(db, mine.session, NOW.plus(2)).await.unwrap());
        assert!(!recheck::set_answers(db, mine.id, &BTreeMap::new(), NOW.plus(3)).await.unwrap(), "it was ended");
        let found = recheck::find_of(db, DRAW, id(3)).await.unwrap().unwrap();
        assert_eq!((found.answers, found.result), (answers, None));
        erasure::erase(db, id(3), id(9), "x", NOW).await.unwrap();
        assert_eq!(recheck::find(db, mine.id).await.unwrap().unwrap().answers, BTreeMap::new());
        let (drawn, _) = recheck::list_drawn(db, DRAW).await.unwrap();
        assert_eq!((drawn[0].gone, drawn[0].name.as_str()), (true, ""));
    }

    async fn nobody_watches_two_rooms_and_who_has_a_tie_is_known(store, db) {
        commune(db).await;
        assert!(!sessions::insert(db, &session(6, 9)).await.unwrap());
        assert_eq!(sessions::list_open(db, NOW).await.unwrap().len(), 1);
        assert_eq!(sessions::list_open(db, NOW.plus(HOUR)).await.unwrap(), []);
        let path = unit::find(db, "A").await.unwrap().unwrap().path;
        unit::put(db, "H", "Xóm H", UnitKind::Hamlet, Some("A"), NOW).await.unwrap();
        people::insert_account(db, &crate::people::NewAccount { unit: Some("H".into()), ..account(20) }).await.unwrap();
        people::insert_account(db, &crate::people::NewAccount { unit: Some("B".into()), ..account(21) }).await.unwrap();
        for number in [22, 23] {
            person(db, number).await;
        }
        affiliation::begin(db, id(22), "H", AffiliationKind::Staff, NOW).await.unwrap();
        people::grant_role(db, id(23), Role::Leader, Some("A"), None, id(1), NOW).await.unwrap();
        for (number, tied) in [(9, false), (20, true), (21, false), (22, true), (23, true)] {
            assert_eq!(sessions::has_tie(db, id(number), &path, NOW).await.unwrap(), tied, "{number}");
        }
        let joined = sessions::find(db, session(5, 9).id).await.unwrap().unwrap();
        assert_eq!((joined.unit.as_str(), joined.session), ("A", session(5, 9)));
        let none = Draw { id: Uuid::from_u128(78), ..draw::find(db, "A", "2026Q4").await.unwrap().unwrap() };
        assert_eq!(recheck::list_drawn(db, none.id).await.unwrap(), (Vec::new(), 0));
    }
}
