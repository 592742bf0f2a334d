//! Enrolment, completions and the record.

use super::both;
use super::fixtures::{NOW, new_attempt, person, published};
use crate::assessment;
use crate::learning::{self, Completion};
use xutra_domain::assessment::AttemptResult;
use xutra_domain::learning::AttemptNote;

both! {
    async fn somebody_enrols_once(store, db) {
        published(db).await;
        let somebody = person(db, 1).await;
        assert!(!learning::is_enrolled(db, somebody, "ai").await.unwrap());
        assert!(learning::enroll(db, somebody, "ai", NOW).await.unwrap());
        assert!(!learning::enroll(db, somebody, "ai", NOW.plus(1)).await.unwrap());
        assert!(learning::is_enrolled(store.reader(), somebody, "ai").await.unwrap());
        assert_eq!(learning::enrolled_courses(db, somebody).await.unwrap(), ["ai"]);
        assert_eq!(learning::enroll(db, somebody, "none", NOW).await.unwrap_err().conflict(), Some("reference"));
    }

    async fn a_lesson_keeps_its_first_completion(store, db) {
        published(db).await;
        let somebody = person(db, 1).await;
        assert!(learning::complete_lesson(db, somebody, "ai", "b", NOW).await.unwrap());
        assert!(!learning::complete_lesson(db, somebody, "ai", "b", NOW.plus(5)).await.unwrap());
        assert!(learning::complete_lesson(db, somebody, "ai", "a", NOW.plus(7)).await.unwrap());
        let completed = learning::completed_lessons(store.reader(), somebody, "ai").await.unwrap();
        let once = |at| Completion { at, read_at: at };
        let expected = [("a".into(), once(NOW.plus(7))), ("b".into(), once(NOW))];
        assert_eq!(completed.into_iter().collect::<Vec<_>>(), expected);
        assert!(learning::completed_lessons(db, somebody, "other").await.unwrap().is_empty());
    }

    async fn a_lesson_that_is_to_be_read_again_keeps_its_completion(store, db) {
        let revision = published(db).await;
        let somebody = person(db, 1).await;
        learning::complete_lesson(db, somebody, "ai", "a", NOW).await.unwrap();
        learning::complete_lesson(db, somebody, "ai", "b", NOW).await.unwrap();
        assert!(learning::bumps(db, "ai").await.unwrap().is_empty());
        for _ in 0..2 {
            learning::record_bumps(db, "ai", &["a".into()], revision, NOW.plus(10)).await.unwrap();
        }
        assert_eq!(learning::bumps(store.reader(), "ai").await.unwrap(), [("a".into(), NOW.plus(10))].into());
        for (lesson, at) in [("a", NOW.plus(20)), ("a", NOW.plus(30)), ("b", NOW.plus(20))] {
            assert!(!learning::complete_lesson(db, somebody, "ai", lesson, at).await.unwrap());
        }
        let completed = learning::completed_lessons(db, somebody, "ai").await.unwrap();
        assert_eq!(completed["a"], Completion { at: NOW, read_at: NOW.plus(20) }, "the first reading after it");
        assert_eq!(completed["b"], Completion { at: NOW, read_at: NOW }, "nobody asked for it");
    }

    async fn the_record_tells_of_lessons_and_attempts(store, db) {
        let revision = published(db).await;
        let somebody = person(db, 1).await;
        learning::complete_lesson(db, somebody, "ai", "a", NOW).await.unwrap();
        let first = new_attempt(1, somebody, revision);
        assessment::insert_attempt(db, &first).await.unwrap();
        assessment::close(db, first.id, NOW).await.unwrap();
        let result = AttemptResult { score: 1.0, max_score: 2.0, percent: 50.0, passed: false, marks: Vec::new() };
        assessment::set_result(db, first.id, &result).await.unwrap();
        assessment::insert_attempt(db, &new_attempt(2, somebody, revision)).await.unwrap();
        let failed = AttemptNote { open: false, percent: Some(50.0), passed: false };
        let note = |open| AttemptNote { open, percent: None, passed: false };
        let record = learning::record(store.reader(), somebody, "ai", NOW).await.unwrap();
        assert_eq!(record.attempts["quiz"], [failed, note(true)]);
        assert_eq!(record.completed.len(), 1);
        let record = learning::record(db, somebody, "ai", NOW.plus(60_000)).await.unwrap();
        assert_eq!(record.attempts["quiz"], [failed, note(false)]);
    }
}
