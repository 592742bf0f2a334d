//! What answers say about questions: counted once, taken back when void, and equal to a recount.

use super::fixtures::{NOW, compiled, form, id, new_attempt, person, published, text};
use super::{both, in_tx};
use crate::assessment;
use crate::question_withdrawal::{self, Withdrawal};
use crate::{Reader, StoreError, course, item_stats, sql};
use futures_util::future::join_all;
use std::collections::BTreeMap;
use xutra_domain::assessment::{AttemptResult, Mark};
use xutra_domain::ids::AttemptId;

/// The attempt `number` of person `who` at the quiz, over, with those marks for its two questions.
async fn ended(db: &Reader, who: u128, number: u32, marks: [bool; 2]) -> AttemptId {
    let revision = published(db).await;
    let versions = course::load(db, revision).await.unwrap().versions;
    let mut attempt = new_attempt(number, id(who), revision);
    attempt.form = form(&["q1", "q2"]);
    for item in &mut attempt.form.items {
        item.version = versions[&item.question];
    }
    assessment::insert_attempt(db, &attempt).await.unwrap();
    assert!(assessment::save_answer(db, attempt.id, id(who), "1", &text("x"), NOW).await.unwrap());
    assessment::close(db, attempt.id, NOW).await.unwrap().unwrap();
    let mark = |correct| Mark { points: f64::from(u8::from(correct)), correct, feedback: Vec::new(), waiting: false };
    let marks: Vec<Mark> = marks.into_iter().map(mark).collect();
    let score = marks.iter().map(|mark| mark.points).sum();
    let result = AttemptResult { score, max_score: 2.0, percent: 50.0 * score, passed: score > 1.0, marks };
    assessment::set_result(db, attempt.id, &result).await.unwrap();
    attempt.id
}

async fn set_void(db: &Reader, id: AttemptId) {
    sql::execute(db, "UPDATE attempt SET state = 'void' WHERE id = $1", sql::values![id]).await.unwrap();
}

/// Asked and right of both questions, and forms and passed of the quiz.
async fn counts(db: &Reader) -> ([(i64, i64); 2], (i64, i64)) {
    let sums = item_stats::of_course(db, "ai", 0).await.unwrap();
    let mut items = sums.items.into_values();
    let mut next = || items.next().map(|sums| (sums.n, sums.right)).unwrap_or_default();
    let items = [next(), next()];
    let quiz = sums.quizzes.get(&("ai".to_owned(), "quiz".to_owned()));
    (items, quiz.map(|quiz| (quiz.n, quiz.passed)).unwrap_or_default())
}

both! {
    async fn first_attempts_are_counted_once_and_later_ones_never(store, db) {
        for (who, marks) in [(1, [true, true]), (2, [true, false]), (3, [false, false])] {
            person(db, who).await;
            ended(db, who, 1, marks).await;
        }
        ended(db, 1, 2, [false, false]).await;
        let open = new_attempt(3, id(2), published(db).await);
        assessment::insert_attempt(db, &open).await.unwrap();
        assert_eq!(item_stats::fold(db, 2).await.unwrap(), 2);
        assert_eq!(item_stats::fold(db, 100).await.unwrap(), 1);
        assert_eq!(item_stats::fold(db, 100).await.unwrap(), 0);
        assert_eq!(counts(db).await, ([(3, 2), (3, 1)], (3, 1)));
        assert_eq!(item_stats::differences(db).await.unwrap(), [""; 0]);
    }

    async fn servers_that_fold_at_once_count_everybody_once(store, db) {
        for who in 1..=12 {
            person(db, who).await;
            ended(db, who, 1, [who % 2 == 0, true]).await;
        }
        let folds = (0..4).map(|_| in_tx!(store, [], |tx| item_stats::fold(tx, 5).await));
        let met: u64 = join_all(folds).await.into_iter().map(Result::<u64, StoreError>::unwrap).sum();
        assert!(met <= 12);
        while item_stats::fold(db, 100).await.unwrap() > 0 {}
        assert_eq!(counts(db).await, ([(12, 6), (12, 12)], (12, 6)));
        assert_eq!(item_stats::differences(db).await.unwrap(), [""; 0]);
    }

    async fn a_void_attempt_is_taken_back(store, db) {
        person(db, 1).await;
        person(db, 2).await;
        let gone = ended(db, 1, 1, [true, false]).await;
        ended(db, 2, 1, [true, true]).await;
        item_stats::fold(db, 100).await.unwrap();
        set_void(db, gone).await;
        assert_eq!(item_stats::differences(db).await.unwrap(), [""; 0], "what is counted stays counted until the next fold");
        assert_eq!(item_stats::fold(db, 100).await.unwrap(), 1);
        assert_eq!(counts(db).await, ([(1, 1), (1, 1)], (1, 1)));
        assert_eq!(item_stats::fold(db, 100).await.unwrap(), 0);
        let never = ended(db, 1, 2, [true, true]).await;
        set_void(db, never).await;
        assert_eq!(item_stats::fold(db, 100).await.unwrap(), 0);
        assert_eq!(item_stats::differences(db).await.unwrap(), [""; 0]);
    }

    async fn what_ended_just_now_is_read_without_being_counted(store, db) {
        person(db, 1).await;
        ended(db, 1, 1, [true, false]).await;
        let sums = item_stats::of_course(db, "ai", 100).await.unwrap();
        assert_eq!(sums.items.values().map(|sums| (sums.n, sums.right)).collect::<Vec<_>>(), [(1, 1), (1, 0)]);
        assert_eq!(counts(db).await, ([(0, 0), (0, 0)], (0, 0)));
        item_stats::fold(db, 100).await.unwrap();
        assert_eq!(item_stats::of_course(db, "ai", 100).await.unwrap(), sums);
        assert!(item_stats::of_course(db, "other", 100).await.unwrap().items.is_empty());
    }

    async fn sums_that_somebody_changed_are_found_and_put_right(store, db) {
        person(db, 1).await;
        ended(db, 1, 1, [true, false]).await;
        item_stats::fold(db, 100).await.unwrap();
        let before = counts(db).await;
        sql::execute(db, "UPDATE question_stat SET sums = '{}'", Vec::new()).await.unwrap();
        sql::execute(db, "DELETE FROM quiz_stat", Vec::new()).await.unwrap();
        let found = item_stats::differences(db).await.unwrap();
        assert_eq!((found.len(), found[2].as_str()), (3, "sums of quiz ai/quiz"));
        item_stats::rebuild(db).await.unwrap();
        assert_eq!((item_stats::differences(db).await.unwrap().len(), counts(db).await), (0, before));
    }

    async fn a_form_that_cannot_be_read_holds_nobody_up(store, db) {
        person(db, 1).await;
        person(db, 2).await;
        let broken = ended(db, 1, 1, [true, false]).await;
        ended(db, 2, 1, [true, true]).await;
        sql::execute(db, "UPDATE attempt SET form = '{}' WHERE id = $1", sql::values![broken]).await.unwrap();
        assert_eq!(item_stats::fold(db, 100).await.unwrap(), 2);
        assert_eq!(counts(db).await, ([(1, 1), (1, 1)], (1, 1)));
    }

    async fn a_question_that_most_forms_hold_is_exposed(store, db) {
        for who in 1..=4 {
            person(db, who).await;
            ended(db, who, 1, [true, true]).await;
        }
        item_stats::fold(db, 100).await.unwrap();
        let exposed = |percent, least| async move { item_stats::exposed(db, "ai", "quiz", percent, least).await.unwrap().len() };
        assert_eq!((exposed(20, 4).await, exposed(20, 5).await, exposed(100, 4).await), (2, 0, 0));
        assert!(item_stats::exposed(db, "ai", "other", 20, 0).await.unwrap().is_empty());
        let versions = [1, 2];
        assert!(item_stats::medians(db, &versions).await.unwrap().is_empty(), "four people are too few");
        for who in 5..=30 {
            person(db, who).await;
            ended(db, who, 1, [true, true]).await;
        }
        item_stats::fold(db, 100).await.unwrap();
        assert!(!item_stats::medians(db, &versions).await.unwrap().is_empty(), "thirty are enough");
    }

    async fn a_question_is_withdrawn_and_brought_back(store, db) {
        published(db).await;
        let by = person(db, 1).await;
        let withdrawal = Withdrawal { by, at: NOW };
        assert!(question_withdrawal::withdraw(db, "ai", "q1", withdrawal).await.unwrap());
        assert!(!question_withdrawal::withdraw(db, "ai", "q1", withdrawal).await.unwrap());
        let found = question_withdrawal::withdrawn(db, "ai").await.unwrap();
        assert_eq!(found, BTreeMap::from([("q1".to_owned(), withdrawal)]));
        assert!(question_withdrawal::withdrawn(db, "other").await.unwrap().is_empty());
        assert!(question_withdrawal::bring_back(db, "ai", "q1").await.unwrap());
        assert!(!question_withdrawal::bring_back(db, "ai", "q1").await.unwrap());
    }

    async fn figures_go_on_over_minor_versions(store, db) {
        published(db).await;
        for (text, key) in [("One!", "key"), ("Other?", "new key"), ("Other!", "new key")] {
            let mut course = compiled(&[("q1", text), ("q2", "Two?")]);
            course.questions.get_mut("q1").unwrap().key_hash = key.into();
            course.revision = text.into();
            course::publish(db, &course, NOW).await.unwrap();
        }
        let versions = item_stats::versions(db, "ai").await.unwrap();
        let major: Vec<bool> = versions["q1"].iter().map(|one| one.major).collect();
        assert_eq!(major, [true, false, true, false]);
        assert_eq!(versions["q2"].len(), 1);
    }
}
