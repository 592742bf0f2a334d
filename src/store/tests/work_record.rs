//! Records of work: who may be asked, who is, what is left of them when their author goes.

use super::both;
use super::fixtures::{NOW, account, id, person};
use crate::people::{self, NewAccount};
use crate::work_confirmation::{self as confirmation, Outcome};
use crate::work_record::{self, WorkEvent, WorkRecord};
use crate::{Reader, affiliation, erasure, sql, unit, work_audit};
use uuid::Uuid;
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::people::Role;
use xutra_domain::unit::UnitKind;
use xutra_domain::work_record::{ANSWER_WITHIN, Rate, Stage, State, Task, Tie, Told};

/// A record of that number.
pub(super) fn record(number: u128, author: AccountId, at: Instant) -> WorkRecord {
    WorkRecord {
        id: WorkRecordId(Uuid::from_u128(number)),
        author,
        recipient: None,
        told: Told {
            task: Task::Document,
            tool: "trợ lý".into(),
            asked: "soạn thông báo".into(),
            changed: "sửa ngày họp".into(),
            before: 60,
            after: 30,
            product: String::new(),
        },
        week: u32::try_from(at.0 / (7 * DAY)).unwrap(),
        state: State::Declared,
        quality: None,
        appeal: None,
        declared_at: at,
        settled_at: None,
    }
}

/// Keeps a record, with its event.
pub(super) async fn told(db: &Reader, number: u128, author: AccountId, at: Instant) -> WorkRecord {
    let new = record(number, author, at);
    work_record::insert(db, &new).await.unwrap();
    work_record::record_event(db, new.id, WorkEvent::Declared, Some(author), at).await.unwrap();
    new
}

async fn asked(db: &Reader, of: &WorkRecord, who: u128, at: Instant) -> confirmation::Asked {
    let due = at.plus(ANSWER_WITHIN);
    confirmation::insert(db, of.id, id(who), (Tie::Colleague, Stage::First), at, due).await.unwrap();
    confirmation::find_open(db, of.id).await.unwrap().unwrap()
}

async fn places(db: &Reader) {
    for (code, kind, parent) in [
        ("T", UnitKind::Province, None),
        ("S", UnitKind::Agency, Some("T")),
        ("S1", UnitKind::Division, Some("S")),
        ("A", UnitKind::Commune, Some("T")),
    ] {
        unit::put(db, code, code, kind, parent, NOW).await.unwrap();
    }
}

async fn at(db: &Reader, number: u128, place: &str) {
    people::insert_account(db, &NewAccount { unit: Some(place.into()), ..account(number) }).await.unwrap();
}

both! {
    async fn colleagues_helpers_and_the_recipient_may_be_asked_and_nobody_else(store, db) {
        places(db).await;
        for (number, place) in [(1, "A"), (2, "S1"), (3, "S1"), (4, "S"), (5, "A"), (6, "A"), (7, "A"), (8, "S1")] {
            at(db, number, place).await;
        }
        affiliation::begin(db, id(1), "S1", AffiliationKind::Staff, NOW).await.unwrap();
        affiliation::end(db, id(3), "S1", AffiliationKind::Staff, NOW).await.unwrap();
        people::set_disabled(db, id(8), true).await.unwrap();
        people::grant_role(db, id(5), Role::Facilitator, Some("A"), None, id(5), NOW).await.unwrap();
        people::grant_role(db, id(6), Role::Facilitator, Some("S"), Some(NOW), id(6), NOW).await.unwrap();
        let found = confirmation::eligible(db, id(1), Some(id(7)), NOW).await.unwrap();
        let expected = [(id(2), Tie::Colleague), (id(5), Tie::Facilitator), (id(7), Tie::Recipient)];
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
        // The leader of the workplace before the leader of everything; the home's is not asked about work.
        for (number, unit) in [(2, Some("S1")), (4, Some("S")), (5, Some("A")), (7, None)] {
            people::grant_role(db, id(number), Role::Leader, unit, None, id(1), NOW).await.unwrap();
        }
        let leaders = confirmation::leaders(db, id(1), NOW).await.unwrap();
        let order: Vec<Vec<AccountId>> = leaders.iter().map(|group| group.keys().copied().collect()).collect();
        assert_eq!(order, [vec![id(2)], vec![id(4)], vec![id(7)]]);
    }

    async fn one_is_asked_at_a_time_and_answers_once(store, db) {
        for number in 1..=3 {
            person(db, number).await;
        }
        let one = told(db, 1, id(1), NOW).await;
        assert_eq!(confirmation::list_overdue(db, None, NOW, 9).await.unwrap(), [one.id], "nobody is asked");
        let first = asked(db, &one, 2, NOW).await;
        assert_eq!(confirmation::list_overdue(db, None, NOW.plus(ANSWER_WITHIN - 1), 9).await.unwrap(), []);
        assert_eq!(confirmation::list_overdue(db, None, NOW.plus(ANSWER_WITHIN), 9).await.unwrap(), [one.id]);
        assert_eq!(confirmation::list_overdue(db, Some(one.id), NOW.plus(ANSWER_WITHIN), 9).await.unwrap(), []);
        assert_eq!(confirmation::count_of(db, id(2)).await.unwrap(), 1);
        assert!(confirmation::insert(db, one.id, id(3), (Tie::Colleague, Stage::First), NOW, NOW).await.is_err());
        assert!(confirmation::set_answered(db, &first, Outcome::Returned, "thiếu sản phẩm", NOW).await.unwrap());
        assert!(!confirmation::set_answered(db, &first, Outcome::Confirmed, "", NOW).await.unwrap());
        let (last, reason) = confirmation::find_last(db, one.id).await.unwrap().unwrap();
        assert_eq!((last.confirmer, reason.as_str()), (id(2), "thiếu sản phẩm"));
        let second = asked(db, &one, 3, NOW).await;
        assert_eq!((second.number, confirmation::everybody_asked(db, one.id).await.unwrap().len()), (2, 2));
        people::set_disabled(db, id(3), true).await.unwrap();
        assert_eq!(confirmation::list_overdue(db, None, NOW, 9).await.unwrap(), [one.id], "who is asked cannot answer");
    }

    async fn links_are_whom_one_confirmed_lately_or_is_asked_to(store, db) {
        for number in 1..=4 {
            person(db, number).await;
        }
        for (number, author, outcome) in [(1, 2, Some(Outcome::Confirmed)), (2, 3, Some(Outcome::Returned)), (3, 4, None)] {
            let one = told(db, number, id(author), NOW).await;
            let open = asked(db, &one, 1, NOW).await;
            if let Some(outcome) = outcome {
                confirmation::set_answered(db, &open, outcome, "", NOW).await.unwrap();
            }
        }
        let authors = async |now| {
            let mut authors: Vec<_> = confirmation::links_of(db, id(1), now).await.unwrap().iter().map(|link| link.author).collect();
            authors.sort();
            authors
        };
        assert_eq!(authors(NOW.plus(89 * DAY)).await, [id(2), id(4)]);
        assert_eq!(authors(NOW.plus(90 * DAY)).await, [id(4)], "a question that is open is a link for as long");
    }

    async fn a_record_comes_back_is_improved_and_appealed_once(store, db) {
        person(db, 1).await;
        let one = told(db, 1, id(1), NOW).await;
        let better = Told { changed: "sửa cả ngày lẫn giờ".into(), product: "số 12/TB".into(), ..one.told.clone() };
        assert!(!work_record::set_told(db, one.id, &better, None).await.unwrap(), "it did not come back");
        assert!(work_record::set_state(db, one.id, State::Declared, State::Returned, None, NOW).await.unwrap());
        assert!(!work_record::set_state(db, one.id, State::Declared, State::Confirmed, Some(3), NOW).await.unwrap());
        assert!(work_record::set_told(db, one.id, &better, None).await.unwrap());
        assert!(!work_record::set_appeal(db, one.id, "không đúng").await.unwrap());
        work_record::set_state(db, one.id, State::Declared, State::Returned, None, NOW).await.unwrap();
        assert!(work_record::set_appeal(db, one.id, "không đúng").await.unwrap());
        work_record::set_state(db, one.id, State::Appealed, State::Returned, None, NOW).await.unwrap();
        assert!(!work_record::set_appeal(db, one.id, "vẫn không đúng").await.unwrap(), "once");
        let found = work_record::find(db, one.id).await.unwrap().unwrap();
        assert_eq!((found.told, found.appeal.as_deref()), (better, Some("không đúng")));
    }

    async fn audits_are_not_of_ones_own_and_add_up(store, db) {
        places(db).await;
        for (number, place) in [(1, "A"), (2, "A"), (3, "S"), (4, "T")] {
            at(db, number, place).await;
        }
        for (number, author) in [(1, 1), (2, 1), (3, 3)] {
            let one = told(db, number, id(author), NOW).await;
            asked(db, &one, 2, NOW).await;
            work_audit::insert(db, one.id, NOW.plus(i64::try_from(number).unwrap())).await.unwrap();
        }
        let scope = unit::find(db, "A").await.unwrap().unwrap().path;
        let open = async |who, scopes: Option<&[String]>| {
            let found = work_audit::page_open(db, id(who), scopes, 9).await.unwrap();
            found.iter().map(|(one, _)| one.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(open(4, None).await, [1, 2, 3]);
        assert_eq!(open(4, Some(&[scope])).await, [1, 2]);
        assert_eq!((open(1, None).await, open(2, None).await), (vec![3], vec![]));
        assert_eq!(work_audit::rate(db).await.unwrap(), Rate::default());
        for (number, held) in [(1, true), (2, false)] {
            let one = WorkRecordId(Uuid::from_u128(number));
            assert!(work_audit::find_open(db, one, id(4)).await.unwrap().is_some());
            assert!(work_audit::set_judged(db, one, id(4), held, "đã xem sản phẩm", NOW).await.unwrap());
            assert!(!work_audit::set_judged(db, one, id(4), true, "lần nữa", NOW).await.unwrap());
        }
        assert_eq!(work_audit::rate(db).await.unwrap(), Rate { passed: 1, judged: 2 });
    }

    async fn what_was_typed_goes_with_its_author_and_with_who_typed_it(store, db) {
        for number in 1..=3 {
            person(db, number).await;
        }
        for (number, author) in [(1, 1), (2, 2)] {
            let one = told(db, number, id(author), NOW).await;
            let open = asked(db, &one, 3 - author, NOW).await;
            confirmation::set_answered(db, &open, Outcome::Returned, "lời của người xác nhận", NOW).await.unwrap();
            work_record::set_state(db, one.id, State::Declared, State::Returned, None, NOW).await.unwrap();
            work_record::set_appeal(db, one.id, "lời khiếu nại").await.unwrap();
            asked(db, &one, 3, NOW).await;
        }
        assert!(erasure::erase(db, id(1), id(3), "x", NOW).await.unwrap());
        let own = work_record::find(db, WorkRecordId(Uuid::from_u128(1))).await.unwrap().unwrap();
        let told = &own.told;
        assert_eq!([&told.tool, &told.asked, &told.changed, &told.product], [""; 4]);
        assert_eq!((own.appeal.as_deref(), told.before, told.task), (Some(""), 60, Task::Document));
        assert_eq!(confirmation::find_open(db, own.id).await.unwrap(), None, "nobody is asked any more");
        let words = "SELECT COUNT(*) FROM work_confirmation WHERE reason <> ''";
        assert_eq!(sql::count(db, words, Vec::new()).await.unwrap(), 0, "what others said of it, and what they said of others'");
        let other = work_record::find(db, WorkRecordId(Uuid::from_u128(2))).await.unwrap().unwrap();
        assert_eq!(other.appeal.as_deref(), Some("lời khiếu nại"));
    }
}
