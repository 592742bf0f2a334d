//! Plans: what was set stays, the last word on a milestone is spoken once, what plans come to is summed up the tree.

use super::both;
use super::fixtures::{NOW, account, id, person};
use crate::decision::{self, Decision};
use crate::milestone::{self, MilestoneEvent};
use crate::{Reader, Store, board, certificate, class, class_session, people, plan, snapshot, sql, unit};
use uuid::Uuid;
use xutra_domain::certificate::Certificate;
use xutra_domain::class::{Class, ClassSession};
use xutra_domain::ids::{AccountId, ClassId, ClassSessionId, MilestoneId};
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::minute_code::Hidden;
use xutra_domain::people::Role;
use xutra_domain::plan::{Happened, Milestone, Target, Version, Way, current};
use xutra_domain::reporting::Plans;
use xutra_domain::spoken_code::ClassCode;
use xutra_domain::unit::UnitKind;
use xutra_domain::window::Window;

fn version(figure: &str, days: i64, value: Option<u32>, at: Instant) -> Version {
    let target = Target {
        figure: figure.into(),
        day: format!("{days}"),
        due: NOW.plus(days * DAY),
        value: value.unwrap_or_default(),
        base: Some(105),
        set_at: at,
        source: "KH 12".into(),
        scope: Some("/1/".into()),
    };
    Version { target, withdrawn: value.is_none() }
}

fn mid(number: u128) -> MilestoneId {
    MilestoneId(Uuid::from_u128(number))
}

async fn due(db: &Reader, number: u128, unit: &str, days: i64, way: Way) {
    let milestone = Milestone {
        title: "Mở lớp".into(),
        day: "2027-01-20".into(),
        due: NOW.plus(days * DAY),
        way,
        source: "KH 12".into(),
    };
    milestone::insert(db, mid(number), unit, &milestone, None, id(1), NOW).await.unwrap();
}

async fn happens(db: &Reader, number: u128, happened: Happened, days: i64) -> bool {
    let event = MilestoneEvent { happened, note: "ảnh".into(), frozen: None, at: NOW.plus(days * DAY) };
    milestone::record_event(db, mid(number), &event, Some(id(1))).await.unwrap()
}

/// A row in each table of plans.
pub(super) async fn planned(db: &Reader, unit: &str, by: AccountId) {
    plan::record_target(db, unit, &version("P2p", 90, Some(20), NOW), by).await.unwrap();
    due(db, 1, unit, 9, Way::Mark).await;
    assert!(happens(db, 1, Happened::Marked(by), 0).await);
    let new = Decision {
        number: 0,
        day: "2027-01-15".into(),
        what: "Mở lớp".into(),
        office: "UBND".into(),
        paper: "12".into(),
        figure: Some("P1".into()),
        milestone: Some(mid(1)),
        corrects: None,
        written_at: NOW,
    };
    assert_eq!(decision::record(db, unit, &new, by).await.unwrap(), 1);
}

async fn places(db: &Reader) {
    for (code, kind, parent) in [
        ("T", UnitKind::Province, None),
        ("A", UnitKind::Commune, Some("T")),
        ("A1", UnitKind::Hamlet, Some("A")),
        ("B", UnitKind::Commune, Some("T")),
    ] {
        unit::put(db, code, code, kind, parent, NOW).await.unwrap();
    }
    person(db, 1).await;
}

async fn of(store: &Store, code: &str, days: i64) -> Plans {
    let db = store.reader();
    let found = unit::find(db, code).await.unwrap().unwrap();
    board::read(store, &found, None, (NOW.plus(days * DAY), "2026Q4")).await.unwrap().facts.plans
}

both! {
    async fn what_was_set_stays_and_the_newest_counts(store, db) {
        places(db).await;
        for (figure, days, value, at) in [("P2p", 90, Some(20), 0), ("P2p", 300, Some(40), 1), ("P2p", 90, Some(25), 2), ("P7", 90, Some(5), 3), ("P2p", 300, None, 4)] {
            plan::record_target(db, "A", &version(figure, days, value, NOW.plus(at)), id(1)).await.unwrap();
        }
        let all: Vec<Version> = plan::list_targets(db, "A").await.unwrap().into_iter().map(|one| one.version).collect();
        assert_eq!(all.len(), 5);
        assert_eq!(all[0], version("P2p", 90, Some(20), NOW));
        let left: Vec<(String, u32)> = current(&all).into_iter().map(|one| (one.figure, one.value)).collect();
        assert_eq!(left, [("P2p".to_owned(), 25), ("P7".to_owned(), 5)]);
        let top = unit::find(db, "T").await.unwrap().unwrap();
        let below = plan::list_below(db, &top, NOW).await.unwrap();
        assert_eq!(below.values().map(|one| (one.code.as_str(), one.targets.len())).collect::<Vec<_>>(), [("A", 2)]);
        assert_eq!(of(&store, "A", 0).await.lecturers_planned, Some(5));
        assert_eq!(of(&store, "T", 0).await.lecturers_planned, None, "a plan is its unit's own");
    }

    async fn the_last_word_on_a_milestone_is_spoken_once(store, db) {
        places(db).await;
        due(db, 1, "A", 9, Way::Mark).await;
        assert!(happens(db, 1, Happened::Marked(id(1)), 1).await && happens(db, 1, Happened::Refused, 2).await);
        assert!(happens(db, 1, Happened::Marked(id(1)), 3).await);
        assert!(happens(db, 1, Happened::Accepted(NOW.plus(3 * DAY)), 12).await);
        for after in [Happened::Marked(id(1)), Happened::Withdrawn, Happened::Accepted(NOW)] {
            assert!(!happens(db, 1, after, 13).await);
        }
        let found = milestone::find(db, mid(1)).await.unwrap().unwrap();
        assert_eq!((found.unit.as_str(), found.events.len()), ("A", 4));
        assert_eq!(found.happened().last(), Some(&Happened::Accepted(NOW.plus(3 * DAY))));
        assert_eq!(milestone::find(db, mid(2)).await.unwrap(), None);
    }

    async fn milestones_are_counted_once_their_day_is_over_and_up_the_tree(store, db) {
        places(db).await;
        for (number, unit, days) in [(1, "A", 5), (2, "A1", 5), (3, "A", 50), (4, "B", 5), (5, "B", 5)] {
            due(db, number, unit, days, Way::Mark).await;
        }
        due(db, 6, "A", 5, Way::Figure("P1".into(), 60)).await;
        assert!(happens(db, 1, Happened::Accepted(NOW.plus(5 * DAY)), 9).await);
        assert!(happens(db, 2, Happened::Accepted(NOW.plus(6 * DAY)), 9).await, "late");
        assert!(happens(db, 3, Happened::Accepted(NOW), 9).await, "early");
        assert!(happens(db, 5, Happened::Withdrawn, 1).await);
        let told = |plans: Plans| (plans.met, plans.due);
        assert_eq!(told(of(&store, "T", 0).await), (0, 0), "nothing is due");
        assert_eq!(told(of(&store, "A", 10).await), (1, 2));
        assert_eq!(told(of(&store, "T", 10).await), (1, 3));
        assert_eq!(told(of(&store, "T", 60).await), (2, 4), "the early one is due by now");
        assert_eq!(milestone::list_undecided(db, NOW.plus(4 * DAY), 9).await.unwrap().len(), 0);
        assert_eq!(milestone::list_undecided(db, NOW.plus(5 * DAY), 9).await.unwrap().len(), 1);
        assert!(happens(db, 6, Happened::Met, 6).await);
        assert_eq!(told(of(&store, "A", 10).await), (2, 3));
        assert_eq!(milestone::list_undecided(db, NOW.plus(9 * DAY), 9).await.unwrap().len(), 0);
        let top = unit::find(db, "T").await.unwrap().unwrap();
        let left = milestone::list_due(db, &top, NOW.plus(9 * DAY), 9).await.unwrap();
        assert_eq!(left.iter().map(|(unit, ..)| unit.as_str()).collect::<Vec<_>>(), ["B"]);
        // What is frozen says the same.
        let basis = crate::tests::standing::basis(NOW.plus(10 * DAY));
        assert!(snapshot::record(db, "2027-01-25", &basis).await.unwrap());
        let frozen = snapshot::list_of(db, "T", 9).await.unwrap();
        assert_eq!(told(frozen[0].1.plans), (2, 4));
        let id: i64 = top.path.trim_matches('/').parse().unwrap();
        let (day, rows) = snapshot::newest_of(db, &[id], "2027-02-01").await.unwrap().unwrap();
        assert_eq!((day.as_str(), told(rows[&id].plans)), ("2027-01-25", (2, 4)));
        assert_eq!(snapshot::newest_of(db, &[id], "2027-01-24").await.unwrap(), None);
    }

    async fn a_lecturer_has_a_certificate_a_practicum_and_a_session_lately(store, db) {
        places(db).await;
        people::insert_account(db, &account(2)).await.unwrap();
        crate::tests::fixtures::published(db).await;
        let held = Certificate { expires_at: None, ..crate::tests::certificate::certificate(id(2), 1) };
        certificate::insert(db, &held).await.unwrap();
        for unit in ["A", "A1"] {
            people::grant_role(db, id(2), Role::Facilitator, Some(unit), None, id(1), NOW).await.unwrap();
        }
        let group = Class {
            id: ClassId(Uuid::from_u128(1)),
            code: ClassCode::of([1; 8]),
            title: "Lớp tối".into(),
            unit: "A".into(),
            course: None,
            facilitator: id(2),
            window: Window::of(NOW, DAY),
        };
        assert!(class::insert(db, &group).await.unwrap());
        let lecturers = async |days| [of(&store, "A", days).await.lecturers, of(&store, "T", days).await.lecturers];
        assert_eq!(lecturers(0).await, [0, 0], "no session");
        let session = ClassSession {
            id: ClassSessionId(Uuid::from_u128(1)),
            class: group.id,
            secret: Hidden([7; 32]),
            window: Window::of(NOW, DAY),
        };
        assert!(class_session::insert(db, &session).await.unwrap());
        assert_eq!(lecturers(1).await, [0, 0], "no flag");
        let standing = "INSERT INTO standing (account_id, audience, age, grade, core, officials, business, applies, effective, effective_owner) \
                        VALUES ($1, 'resident', 'unknown', $2, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE)";
        sql::execute(db, standing, sql::values![id(2), "B"]).await.unwrap();
        assert_eq!(lecturers(1).await, [0, 0], "no practicum");
        sql::execute(db, "UPDATE standing SET grade = 'A'", Vec::new()).await.unwrap();
        assert_eq!(lecturers(1).await, [1, 1], "once, however many duties");
        assert_eq!(lecturers(181).await, [0, 0], "too long ago");
    }

    async fn decisions_are_numbered_by_unit_and_read_from_the_newest(store, db) {
        places(db).await;
        planned(db, "A", id(1)).await;
        let first = decision::page_of(db, "A", None, 9).await.unwrap().pop().unwrap();
        let again = Decision { corrects: Some(1), milestone: None, figure: None, ..first.clone() };
        assert_eq!(decision::record(db, "A", &again, id(1)).await.unwrap(), 2);
        assert_eq!(decision::record(db, "B", &again, id(1)).await.unwrap(), 1);
        let page = decision::page_of(db, "A", None, 9).await.unwrap();
        assert_eq!(page.iter().map(|one| (one.number, one.corrects)).collect::<Vec<_>>(), [(2, Some(1)), (1, None)]);
        assert_eq!(decision::page_of(db, "A", Some(2), 9).await.unwrap(), [first]);
    }
}
