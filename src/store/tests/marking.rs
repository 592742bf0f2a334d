//! Files of practical work, the queue, and marks.

use super::fixtures::{NOW, account, id, new_attempt, person, published};
use super::{both, in_tx};
use crate::assessment::{self, NewAttempt};
use crate::marking::{self, Grade, Marker, Queued, Submission, WorkState};
use crate::people;
use crate::task_file::{self, NewFile};
use crate::{Reader, StoreError, course, unit};
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::marking::{Facilitates, Reservation, Verdict};
use xutra_domain::people::Role;
use xutra_domain::unit::UnitKind;

fn work(attempt: &NewAttempt, version: i64, place: &str) -> Submission {
    let number = u128::from(attempt.number) * 100 + place.parse::<u128>().unwrap();
    Submission {
        id: Uuid::from_u128(number),
        attempt: attempt.id,
        account: attempt.account,
        course: "ai".into(),
        quiz: "quiz".into(),
        place: place.into(),
        question: "q1".into(),
        version,
        handed_in_at: attempt.started_at,
        wanted: 1,
        most: 3.0,
        pass: 70.0,
        other: true,
    }
}

fn file(attempt: &NewAttempt, number: u128) -> NewFile {
    NewFile {
        id: Uuid::from_u128(number),
        attempt: attempt.id,
        place: "1".into(),
        kind: "image/jpeg",
        name: "ảnh 1.jpg".into(),
        content: vec![0, 1, 255],
        added_at: NOW,
    }
}

fn grade(marker: AccountId, verdict: Verdict) -> Grade {
    Grade { marker, verdict, ranks: vec![1, 0], passed: true, comment: "Tốt".into(), at: NOW }
}

/// One row in each table of practical work.
pub(super) async fn handed_in(db: &Reader, attempt: &NewAttempt, version: i64) {
    task_file::insert(db, &file(attempt, 9)).await.unwrap();
    marking::insert_submission(db, &work(attempt, version, "1")).await.unwrap();
    let said = grade(attempt.account, Verdict::Marked(vec![1.0, 0.5]));
    marking::record_grade(db, work(attempt, version, "1").id, &said).await.unwrap();
}

fn marker(account: AccountId, scopes: &[&str]) -> Marker {
    let scopes = scopes.iter().map(|one| (*one).to_owned()).collect();
    Marker { account, facilitates: Facilitates::Below(scopes) }
}

async fn waiting(db: &Reader, marker: &Marker) -> Vec<Uuid> {
    let page = marking::page_waiting(db, marker, None, None, NOW, 50).await.unwrap();
    let many: u64 = marking::count_waiting(db, marker, NOW).await.unwrap().values().sum();
    assert_eq!(many, page.len() as u64);
    page.into_iter().map(|one| one.work.id).collect()
}

both! {
    async fn files_come_and_go_while_the_attempt_is_open(store, db) {
        let revision = published(db).await;
        let attempt = new_attempt(1, person(db, 1).await, revision);
        assessment::insert_attempt(db, &attempt).await.unwrap();
        assert!(task_file::hold_open(db, attempt.id, id(1), NOW).await.unwrap());
        assert!(!task_file::hold_open(db, attempt.id, id(2), NOW).await.unwrap());
        for number in [1, 2] {
            task_file::insert(db, &file(&attempt, number)).await.unwrap();
        }
        let names: Vec<u128> = task_file::list(db, attempt.id).await.unwrap().iter().map(|one| one.id.as_u128()).collect();
        assert_eq!(names, [1, 2]);
        let head = task_file::find(db, Uuid::from_u128(2)).await.unwrap().unwrap();
        assert_eq!((head.bytes, head.kind.as_str(), head.name.as_str()), (3, "image/jpeg", "ảnh 1.jpg"));
        assert_eq!(task_file::content(db, head.id).await.unwrap(), [0, 1, 255]);
        assert!(!task_file::remove(db, head.id, attempt.id, "2").await.unwrap());
        assert!(task_file::remove(db, head.id, attempt.id, "1").await.unwrap());
        assert!(task_file::find(db, head.id).await.unwrap().is_none());
        assessment::close(db, attempt.id, NOW).await.unwrap();
        assert!(!task_file::hold_open(db, attempt.id, id(1), NOW).await.unwrap());
    }

    async fn the_queue_is_oldest_first_and_knows_who_may_not_mark(store, db) {
        let revision = published(db).await;
        let version = course::load(db, revision).await.unwrap().versions["q1"];
        unit::put(db, "T", "Tỉnh", UnitKind::Province, None, NOW).await.unwrap();
        unit::put(db, "A", "Xã", UnitKind::Commune, Some("T"), NOW).await.unwrap();
        let mut new = account(1);
        new.unit = Some("A".into());
        people::insert_account(db, &new).await.unwrap();
        for number in 2..5 {
            person(db, number).await;
        }
        let path = people::unit_path_of(db, id(1)).await.unwrap().flatten().unwrap();
        let mut works = Vec::new();
        for (number, whose) in [(2, 2), (1, 1)] {
            let attempt = new_attempt(number, id(whose), revision);
            assessment::insert_attempt(db, &attempt).await.unwrap();
            works.push(work(&attempt, version, "1"));
            for _ in 0..2 {
                marking::insert_submission(db, works.last().unwrap()).await.unwrap();
            }
        }
        let (of_2, of_1) = (works[0].id, works[1].id);
        assert_eq!(waiting(db, &marker(id(3), &[])).await, [of_1, of_2]);
        assert_eq!(waiting(db, &marker(id(1), &[])).await, [of_2], "not one's own");
        assert_eq!(waiting(db, &marker(id(3), &[&path])).await, [of_2], "not of whom one guides");
        assert!(waiting(db, &Marker { account: id(3), facilitates: Facilitates::All }).await.is_empty());
        let after = Some((works[1].handed_in_at, of_1));
        let next = marking::page_waiting(db, &marker(id(3), &[]), Some("ai"), after, NOW, 5).await.unwrap();
        assert_eq!(next.iter().map(|one| one.work.id).collect::<Vec<_>>(), [of_2]);
        let none = marking::page_waiting(db, &marker(id(3), &[]), Some("x"), None, NOW, 5).await.unwrap();
        assert_eq!(none, [] as [Queued; 0]);
        let until = NOW.plus(60);
        let take = |id, by| marking::reserve(db, id, Reservation { by, until }, NOW);
        assert!(take(of_1, id(3)).await.unwrap() && take(of_1, id(3)).await.unwrap());
        assert!(!take(of_1, id(4)).await.unwrap(), "somebody has it");
        assert_eq!(waiting(db, &marker(id(4), &[])).await, [of_2]);
        assert!(take(of_2, id(3)).await.unwrap());
        assert_eq!(waiting(db, &marker(id(4), &[])).await, [of_1], "who takes another gives the first back");
        let late = marking::page_waiting(db, &marker(id(4), &[]), None, None, until, 5).await.unwrap();
        assert_eq!(late.len(), 2, "nothing is kept for ever");
        let said = grade(id(4), Verdict::Marked(vec![2.0, 0.0]));
        marking::record_grade(db, of_1, &said).await.unwrap();
        assert_eq!(marking::record_grade(db, of_1, &said).await.unwrap_err().conflict(), Some("unique"));
        assert!(waiting(db, &marker(id(4), &[])).await.is_empty(), "not again by who marked it");
        assert_eq!(marking::grades(db, &[of_1, of_2]).await.unwrap()[&of_1], [said]);
        marking::set_state(db, of_1, WorkState::Returned, Some(NOW)).await.unwrap();
        assert!(!marking::hold_waiting(db, of_1).await.unwrap() && marking::hold_waiting(db, of_2).await.unwrap());
        let found = marking::find(db, of_1).await.unwrap().unwrap();
        assert_eq!((found.state, found.settled_at, &found.work), (WorkState::Returned, Some(NOW), &works[1]));
        let heads = assessment::list_attempts(db, id(1), "ai", "quiz", None).await.unwrap();
        assert!(heads[0].returned && !heads[0].waiting);
        let heads = assessment::list_attempts(db, id(2), "ai", "quiz", None).await.unwrap();
        assert!(!heads[0].returned && heads[0].waiting);
        assert_eq!(marking::list_of(db, id(1), 5).await.unwrap().len(), 1);
        assert_eq!(marking::of_attempts(db, &[works[0].attempt, works[1].attempt]).await.unwrap().len(), 2);
        assert!(marking::marked_twice(db, None).await.unwrap().is_empty());
    }

    async fn who_may_mark_is_counted(store, db) {
        for number in 1..6 {
            person(db, number).await;
        }
        unit::put(db, "T", "Tỉnh", UnitKind::Province, None, NOW).await.unwrap();
        for (number, role, unit) in [(1, Role::Instructor, None), (1, Role::Administrator, None), (2, Role::Administrator, None), (3, Role::Instructor, Some("T")), (4, Role::Facilitator, None), (5, Role::Instructor, None)] {
            people::grant_role(db, id(number), role, unit, None, id(1), NOW).await.unwrap();
        }
        people::set_disabled(db, id(5), true).await.unwrap();
        assert_eq!(marking::count_markers(db, NOW).await.unwrap(), 2);
    }

    async fn two_who_reach_for_the_same_work_at_once_do_not_both_get_it(store, db) {
        let revision = published(db).await;
        let version = course::load(db, revision).await.unwrap().versions["q1"];
        for number in 1..4 {
            person(db, number).await;
        }
        let attempt = new_attempt(1, id(1), revision);
        assessment::insert_attempt(db, &attempt).await.unwrap();
        let one = work(&attempt, version, "1");
        marking::insert_submission(db, &one).await.unwrap();
        let until = NOW.plus(60);
        let work = one.id;
        let reach = async |by: AccountId| -> Result<bool, StoreError> {
            in_tx!(store, [], |tx| marking::reserve(tx, work, Reservation { by, until }, NOW).await).await
        };
        let (first, second) = tokio::join!(reach(id(2)), reach(id(3)));
        assert_ne!(first.unwrap(), second.unwrap());
    }
}
