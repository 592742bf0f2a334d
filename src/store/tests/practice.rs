//! Cards of practice, and what decides which questions are open.

use super::both;
use super::fixtures::{NOW, id, new_attempt, person, published};
use crate::assessment;
use crate::{Reader, course, ledger, practice, sql};
use xutra_domain::assessment::{AttemptResult, Mark};
use xutra_domain::instant::DAY;
use xutra_domain::practice::{Card, Memory, practised};

async fn version(db: &Reader) -> i64 {
    let revision = published(db).await;
    course::load(db, revision).await.unwrap().versions["q1"]
}

both! {
    async fn a_card_is_kept_answer_by_answer_and_none_twice(store, db) {
        let version = version(db).await;
        let (somebody, other) = (person(db, 1).await, person(db, 2).await);
        assert_eq!(practice::find_card(db, somebody, "ai", "q1").await.unwrap(), None);
        let first = practised(None, "q1", version, false, NOW);
        assert!(practice::set_card(db, somebody, "ai", &first).await.unwrap());
        assert!(!practice::set_card(db, somebody, "ai", &first).await.unwrap(), "sent again");
        let exact = Card { memory: Memory { stability: 0.1 + 0.2, difficulty: 1.0 / 3.0 }, ..practised(Some(&first), "q1", version, true, NOW.plus(DAY)) };
        assert!(practice::set_card(db, somebody, "ai", &exact).await.unwrap());
        assert!(!practice::set_card(db, somebody, "ai", &first).await.unwrap(), "an answer from before");
        let skipped = Card { reps: 9, ..exact.clone() };
        assert!(!practice::set_card(db, somebody, "ai", &skipped).await.unwrap(), "answered elsewhere meanwhile");
        assert_eq!(practice::find_card(store.reader(), somebody, "ai", "q1").await.unwrap(), Some(exact.clone()));
        assert_eq!(practice::list_cards(db, somebody, "ai").await.unwrap(), [("q1".to_owned(), exact)].into());
        assert!(practice::list_cards(db, other, "ai").await.unwrap().is_empty());
        assert!(practice::list_cards(db, somebody, "other").await.unwrap().is_empty());
        let unknown = Card { version: version + 1_000, ..practised(None, "q2", version, true, NOW) };
        assert_eq!(practice::set_card(db, somebody, "ai", &unknown).await.unwrap_err().conflict(), Some("reference"));
    }

    async fn cards_go_with_their_account(store, db) {
        let version = version(db).await;
        for number in 1..=2 {
            let somebody = person(db, number).await;
            practice::set_card(db, somebody, "ai", &practised(None, "q1", version, true, NOW)).await.unwrap();
        }
        sql::execute(db, "DELETE FROM account WHERE id = $1", sql::values![id(1)]).await.unwrap();
        assert!(practice::list_cards(db, id(1), "ai").await.unwrap().is_empty());
        assert_eq!(practice::list_cards(db, id(2), "ai").await.unwrap().len(), 1);
    }

    async fn what_was_sat_is_told_but_for_what_is_void(store, db) {
        let revision = published(db).await;
        let somebody = person(db, 1).await;
        let attempts: Vec<_> = (1..=3).map(|number| new_attempt(number, somebody, revision)).collect();
        let mark = |correct| Mark { points: 0.0, correct, feedback: Vec::new(), waiting: false };
        let result = AttemptResult { score: 1.0, max_score: 2.0, percent: 50.0, passed: true, marks: vec![mark(true), mark(false)] };
        for (attempt, at) in attempts.iter().zip([NOW.plus(10), NOW.plus(20)]) {
            assessment::insert_attempt(db, attempt).await.unwrap();
            assessment::close(db, attempt.id, at).await.unwrap();
            assessment::set_result(db, attempt.id, &result).await.unwrap();
        }
        assessment::void(db, attempts[1].id).await.unwrap();
        assessment::insert_attempt(db, &attempts[2]).await.unwrap();
        let sat = practice::list_sat(store.reader(), somebody, "ai").await.unwrap();
        let told: Vec<_> = sat.iter().map(|one| (one.ended, one.passed, one.marks.len())).collect();
        assert_eq!(told, [(Some(NOW.plus(10)), true, 2), (None, false, 0)]);
        assert_eq!((&sat[0].form, &sat[0].rules, sat[0].quiz.as_str()), (&attempts[0].form, &attempts[0].rules, "quiz"));
        assert!(practice::list_sat(db, somebody, "other").await.unwrap().is_empty());
    }

    async fn the_last_session_about_a_flag_is_found(store, db) {
        published(db).await;
        let somebody = person(db, 1).await;
        assert_eq!(ledger::last_session(db, somebody, "basic").await.unwrap(), None);
        for (flag, at) in [("basic", 1), ("other", 2), ("basic", 3), ("other", 4)] {
            let body = serde_json::json!({ "flag": flag, "by": id(2) });
            let event = ledger::Event { kind: ledger::Kind::SessionHeld, attempt: None, body };
            ledger::append(db, somebody, &event, NOW.plus(at)).await.unwrap();
        }
        assert_eq!(ledger::last_session(store.reader(), somebody, "basic").await.unwrap(), Some(NOW.plus(3)));
        assert_eq!(ledger::last_session(db, id(2), "basic").await.unwrap(), None);
        assert!(ledger::acts(db, somebody).await.unwrap().is_empty(), "it decides nothing about the flag");
    }
}
