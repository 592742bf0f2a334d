//! Attempts: answers that are saved while it is open, and counted when it closes.

use super::fixtures::{NOW, answers, attempt_id, form, id, new_attempt, person, published, text};
use super::{both, in_tx};
use crate::assessment::{self, AttemptState, Closed};
use crate::{Store, StoreError};
use futures_util::future::join_all;
use std::collections::BTreeMap;
use xutra_domain::assessment::{Answer, AttemptResult};
use xutra_domain::ids::AttemptId;

/// An open attempt of person 1.
async fn open_attempt(store: &Store) -> AttemptId {
    let db = store.writer();
    let revision = published(db).await;
    let attempt = new_attempt(1, person(db, 1).await, revision);
    assessment::insert_attempt(db, &attempt).await.unwrap();
    attempt.id
}

both! {
    async fn an_attempt_reads_back(store, db) {
        let revision = published(db).await;
        let new = new_attempt(1, person(db, 1).await, revision);
        assessment::insert_attempt(db, &new).await.unwrap();
        let found = assessment::find_attempt(store.reader(), new.id).await.unwrap().unwrap();
        assert_eq!((&found.form, &found.rules, found.supervision), (&new.form, &new.rules, new.supervision()));
        assert_eq!((found.account, &found.course, &found.quiz, found.number), (new.account, &new.course, &new.quiz, 1));
        assert_eq!((found.state, found.started_at, found.expires_at), (AttemptState::Open, new.started_at, new.expires_at));
        assert_eq!((found.revision, found.answers.len(), &found.result), (revision, 0, &None));
        assert_eq!(assessment::find_open(db, id(1), "ai", "quiz").await.unwrap(), Some(found));
        assert_eq!(assessment::find_open(db, id(1), "ai", "other").await.unwrap(), None);
        assert_eq!(assessment::find_attempt(db, attempt_id(99)).await.unwrap(), None);
    }

    async fn one_attempt_is_open_at_a_time_and_numbers_are_not_used_twice(store, db) {
        let revision = published(db).await;
        let somebody = person(db, 1).await;
        let first = new_attempt(1, somebody, revision);
        assessment::insert_attempt(db, &first).await.unwrap();
        let second = new_attempt(2, somebody, revision);
        assert_eq!(assessment::insert_attempt(db, &second).await.unwrap_err().conflict(), Some("open_attempt"));
        assessment::close(db, first.id, NOW).await.unwrap().unwrap();
        let mut again = new_attempt(1, somebody, revision);
        again.id = attempt_id(77);
        assert_eq!(assessment::insert_attempt(db, &again).await.unwrap_err().conflict(), Some("attempt_number"));
        assessment::insert_attempt(db, &second).await.unwrap();
        let other = new_attempt(1, person(db, 2).await, revision);
        assessment::insert_attempt(db, &other).await.unwrap();
    }

    async fn hints_are_counted_one_by_one_until_none_is_left(store, db) {
        use crate::hint::{self, HintTaken};
        let attempt = open_attempt(&store).await;
        let take = |place: &'static str, who: u128| async move {
            hint::take(db, attempt, id(who), place, 2, NOW).await.unwrap()
        };
        assert_eq!(take("1", 1).await, HintTaken::Number(1));
        assert_eq!(take("2", 1).await, HintTaken::Number(1));
        assert_eq!(take("1", 1).await, HintTaken::Number(2));
        assert_eq!(take("1", 1).await, HintTaken::NoneLeft);
        assert_eq!(take("1", 2).await, HintTaken::NotOpen);
        let found = assessment::find_attempt(db, attempt).await.unwrap().unwrap();
        assert_eq!(found.hints, BTreeMap::from([("1".to_owned(), 2), ("2".to_owned(), 1)]));
        assessment::close(db, attempt, NOW).await.unwrap().unwrap();
        assert_eq!(take("2", 1).await, HintTaken::NotOpen);
    }

    async fn answers_merge_by_place_and_the_last_one_counts(store, db) {
        let attempt = open_attempt(&store).await;
        let save = |place: &'static str, answer: Answer, at| async move {
            assessment::save_answer(db, attempt, id(1), place, &answer, NOW.plus(at)).await.unwrap()
        };
        let picked = Answer::Choices { choices: vec!["x".into(), "y".into()] };
        assert!(save("1", picked, 1).await);
        assert!(save("2", text(r#"say "hi" \ $1 ' ₫"#), 2).await);
        assert!(save("10", Answer::Number { number: "3,5".into() }, 3).await);
        assert!(save("1", Answer::Choices { choices: vec![] }, 4).await);
        assert!(save("2\"', $.x", text("odd place"), 5).await);
        assert!(save("3", text("nul \0 in it"), 6).await);
        let found = assessment::find_attempt(store.reader(), attempt).await.unwrap().unwrap();
        let expected: BTreeMap<String, Answer> = [
            ("1", Answer::Choices { choices: vec![] }),
            ("10", Answer::Number { number: "3,5".into() }),
            ("2", text(r#"say "hi" \ $1 ' ₫"#)),
            ("2\"', $.x", text("odd place")),
            ("3", text("nul \u{fffd} in it")),
        ].map(|(place, answer)| (place.to_owned(), answer)).into();
        assert_eq!((found.answers, found.saved_at), (expected, Some(NOW.plus(6))));
    }

    async fn a_form_post_saves_what_it_holds_and_leaves_the_rest(store, db) {
        let attempt = open_attempt(&store).await;
        assert!(assessment::save_answers(db, attempt, id(1), &answers(&[("1", "a"), ("2", "b")]), NOW).await.unwrap());
        assert!(assessment::save_answers(db, attempt, id(1), &answers(&[("2", "c"), ("3", "d")]), NOW).await.unwrap());
        assert!(assessment::save_answers(db, attempt, id(1), &BTreeMap::new(), NOW).await.unwrap());
        let found = assessment::find_attempt(db, attempt).await.unwrap().unwrap().answers;
        assert_eq!(found, answers(&[("1", "a"), ("2", "c"), ("3", "d")]));
    }

    async fn nothing_is_saved_for_others_too_late_or_after_the_end(store, db) {
        let attempt = open_attempt(&store).await;
        let save = |account, at| async move {
            assessment::save_answer(db, attempt, id(account), "1", &text("a"), NOW.plus(at)).await.unwrap()
        };
        person(db, 2).await;
        assert!(!save(2, 1).await);
        assert!(!save(1, 60_000).await);
        let alone = |account, at| {
            let (store, list) = (store.clone(), answers(&[("1", "b")]));
            async move { assessment::save_answers_alone(&store, attempt, id(account), &list, NOW.plus(at)).await.unwrap() }
        };
        assert!(!alone(2, 1).await);
        assert!(!alone(1, 60_000).await);
        assert!(alone(1, 59_998).await);
        assert!(save(1, 59_999).await);
        assessment::close(db, attempt, NOW).await.unwrap();
        assert!(!save(1, 2).await);
        assert!(!alone(1, 2).await);
        let nobody = assessment::save_answer(db, attempt_id(9), id(1), "1", &text("a"), NOW).await.unwrap();
        assert!(!nobody);
    }

    async fn an_attempt_closes_once_and_gives_its_answers(store, db) {
        let attempt = open_attempt(&store).await;
        assessment::save_answer(db, attempt, id(1), "1", &text("a"), NOW).await.unwrap();
        let close = || in_tx!(store, [], |tx| assessment::close(tx, attempt, NOW.plus(9)).await);
        let outcomes: Vec<Result<_, StoreError>> = join_all((0..8).map(|_| close())).await;
        let closed: Vec<_> = outcomes.into_iter().filter_map(Result::unwrap).collect();
        let expected = Closed {
            state: AttemptState::Submitted,
            at: NOW.plus(9),
            expires_at: Some(NOW.plus(60_000)),
            saved_at: Some(NOW),
            answers: answers(&[("1", "a")]),
            times: [("1".to_owned(), 0)].into(),
            hints: BTreeMap::new(), reached: Default::default() };
        assert_eq!(closed, [expected]);
        let found = assessment::find_attempt(db, attempt).await.unwrap().unwrap();
        assert_eq!((found.state, found.submitted_at), (AttemptState::Submitted, Some(NOW.plus(9))));
        assert_eq!(assessment::find_open(db, id(1), "ai", "quiz").await.unwrap(), None);
    }

    async fn answers_of_many_at_once_reach_each_their_own_attempt(store, db) {
        let revision = published(db).await;
        let mut attempts = Vec::new();
        for number in 1..=40 {
            let mut attempt = new_attempt(1, person(db, number).await, revision);
            attempt.id = attempt_id(number);
            assessment::insert_attempt(db, &attempt).await.unwrap();
            attempts.push(attempt.id);
        }
        assessment::close(db, attempts[6], NOW).await.unwrap().unwrap();
        // Four answers each, two of them to one place; with them somebody else's, and one for a closed attempt.
        let saves = (0..40).flat_map(|n| (0..4).map(move |turn| (n, turn))).map(|(n, turn)| {
            let (store, attempt) = (store.clone(), attempts[n]);
            let who = if n == 9 { id(1) } else { id(u128::try_from(n).unwrap() + 1) };
            async move {
                let given = answers(&[(["1", "2", "3", "1"][turn], &format!("{n}-{turn}"))]);
                (n, assessment::save_answers_alone(&store, attempt, who, &given, NOW.plus(1)).await.unwrap())
            }
        });
        for (n, saved) in join_all(saves).await {
            assert_eq!(saved, n != 6 && n != 9, "attempt {n}");
        }
        for (n, attempt) in attempts.iter().enumerate() {
            let found = assessment::find_attempt(db, *attempt).await.unwrap().unwrap().answers;
            let [first, second, third] = [3, 1, 2].map(|turn| format!("{n}-{turn}"));
            let expected = answers(&[("1", &first), ("2", &second), ("3", &third)]);
            assert_eq!(found, if n == 6 || n == 9 { BTreeMap::new() } else { expected }, "attempt {n}");
        }
    }

    async fn what_was_acknowledged_is_in_what_close_returned(store, db) {
        let attempt = open_attempt(&store).await;
        let saves = (0..50).map(|place: u32| {
            let store = store.clone();
            tokio::spawn(async move {
                let key = place.to_string();
                // In a transaction with other work, and as a transaction of its own.
                let saved: Result<bool, StoreError> = if place.is_multiple_of(2) {
                    let alone = answers(&[(&key, &key)]);
                    assessment::save_answers_alone(&store, attempt, id(1), &alone, NOW).await
                } else {
                    in_tx!(store, [key], |tx| {
                        assessment::save_answer(tx, attempt, id(1), &key, &text(&key), NOW).await
                    }).await
                };
                (place.to_string(), saved.unwrap())
            })
        });
        let saves: Vec<_> = saves.collect();
        let closing = store.clone();
        let close = tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_millis(3)).await;
            let closed: Result<_, StoreError> =
                in_tx!(closing, [], |tx| assessment::close(tx, attempt, NOW).await).await;
            closed.unwrap().unwrap().answers
        });
        let closed = close.await.unwrap();
        for save in join_all(saves).await {
            let (place, acknowledged) = save.unwrap();
            assert_eq!(closed.contains_key(&place), acknowledged, "place {place}");
        }
        assert_eq!(assessment::find_attempt(store.reader(), attempt).await.unwrap().unwrap().answers, closed);
    }

    async fn a_result_is_kept_and_listed(store, db) {
        let attempt = open_attempt(&store).await;
        assessment::close(db, attempt, NOW).await.unwrap();
        let result = AttemptResult { score: 2.0, max_score: 3.0, percent: 66.66, passed: true, marks: Vec::new() };
        assessment::set_result(db, attempt, &result).await.unwrap();
        assert_eq!(assessment::find_attempt(db, attempt).await.unwrap().unwrap().result, Some(result.clone()));
        assert!(matches!(assessment::set_result(db, attempt_id(9), &result).await, Err(StoreError::NotFound)));
        let revision = course_revision(&store).await;
        assessment::insert_attempt(db, &new_attempt(2, id(1), revision)).await.unwrap();
        let heads = assessment::list_attempts(store.reader(), id(1), "ai", "quiz", None).await.unwrap();
        let states: Vec<_> = heads.iter().map(|head| (head.number, head.state, head.percent, head.passed)).collect();
        let expected = [(1, AttemptState::Submitted, Some(66.66), Some(true)), (2, AttemptState::Open, None, None)];
        assert_eq!(states, expected);
    }

    async fn questions_of_earlier_attempts_were_seen(store, db) {
        let revision = published(db).await;
        let somebody = person(db, 1).await;
        for (number, questions) in [(1, ["q1", "q2"]), (2, ["q2", "q3"])] {
            let mut attempt = new_attempt(number, somebody, revision);
            attempt.form = form(&questions);
            assessment::insert_attempt(db, &attempt).await.unwrap();
            assessment::close(db, attempt.id, NOW).await.unwrap();
        }
        let seen = assessment::seen_questions(store.reader(), somebody, "ai", "quiz").await.unwrap();
        let expected = [("q1", 1), ("q2", 2), ("q3", 2)].map(|(question, at)| (question.to_owned(), NOW.plus(at)));
        assert_eq!(seen, expected.into());
    }

    async fn overdue_attempts_are_listed_until_they_are_closed(store, db) {
        let attempt = open_attempt(&store).await;
        assert_eq!(assessment::list_overdue(db, NOW.plus(59_999), 9).await.unwrap(), []);
        assert_eq!(assessment::list_overdue(db, NOW.plus(60_000), 9).await.unwrap(), [attempt]);
        assert_eq!(assessment::list_overdue(db, NOW.plus(60_000), 0).await.unwrap(), []);
        assessment::close(db, attempt, NOW).await.unwrap();
        assert_eq!(assessment::list_overdue(db, NOW.plus(60_000), 9).await.unwrap(), []);
    }
}

async fn course_revision(store: &Store) -> i64 {
    crate::course::newest_revisions(store.reader()).await.unwrap()[0].1
}
