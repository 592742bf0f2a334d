//! The ledger: chains of hashes, what they say of evidence, acts, times of answers and the day's root.

use super::fixtures::{NOW, answers, evidence, id, new_attempt, person, published, text};
use super::{both, in_tx};
use crate::ledger::{self, EFFORT, Event, Kind};
use crate::ledger_check::{Checked, Fault, verify};
use crate::{Reader, StoreError, assessment, competency, course, ledger_root, recompute};
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::json;
use std::collections::BTreeMap;
use xutra_domain::competency::{Act, ActKind};
use xutra_domain::ids::{AccountId, AttemptId};

/// What somebody with the keys of the database could do.
async fn tamper(db: &Reader, sql: &str) {
    for table in ["ledger", "evidence", "ledger_root"] {
        let drop = match db.get_database_backend() {
            DbBackend::Postgres => format!("ALTER TABLE {table} DISABLE TRIGGER USER"),
            _ => format!("DROP TRIGGER IF EXISTS {table}_no_update; DROP TRIGGER IF EXISTS {table}_no_delete"),
        };
        db.execute_unprepared(&drop).await.unwrap();
    }
    assert!(db.execute_unprepared(sql).await.unwrap().rows_affected() > 0, "{sql}");
}

/// An account as a statement names it.
fn literal(db: &Reader, account: AccountId) -> String {
    match db.get_database_backend() {
        DbBackend::Postgres => format!("'{account}'"),
        _ => format!("x'{}'", account.0.simple()),
    }
}

/// Somebody whose attempt gave two rows of evidence, with a chain of three events.
async fn somebody(db: &Reader, number: u128) -> (AccountId, AttemptId) {
    let revision = published(db).await;
    let attempt = new_attempt(1, person(db, number).await, revision);
    assessment::insert_attempt(db, &attempt).await.unwrap();
    let version = course::load(db, revision).await.unwrap().versions["q1"];
    let rows = [evidence(attempt.id, "q1", version), evidence(attempt.id, "q2", version)];
    competency::record_evidence(db, attempt.account, "ai", &rows).await.unwrap();
    let said = json!({ "evidence": ledger::digest(&rows).unwrap() });
    for (kind, body) in [
        (Kind::AttemptSubmitted, said),
        (Kind::FlagDecided, json!({ "flag": "basic", "note": "nul \0 in it" })),
        (Kind::FlagSuspended, json!({ "flag": "basic", "case": "HS-7" })),
    ] {
        let event = Event { kind, attempt: (kind == Kind::AttemptSubmitted).then_some(attempt.id), body };
        ledger::append(db, attempt.account, &event, NOW).await.unwrap();
    }
    (attempt.account, attempt.id)
}

async fn faults(db: &Reader) -> Vec<Fault> {
    verify(db).await.unwrap().faults
}

both! {
    async fn chains_that_nobody_touched_are_whole(store, db) {
        assert_eq!(verify(db).await.unwrap(), Checked::default());
        for number in 1..=3 {
            somebody(db, number).await;
        }
        let whole = Checked { people: 3, events: 9, evidence: 6, before: 0, faults: Vec::new() };
        assert_eq!(verify(store.reader()).await.unwrap(), whole);
        let events = ledger::list(db, id(2)).await.unwrap();
        assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(events[1].event.body["note"], "nul \u{fffd} in it");
    }

    async fn a_changed_event_shows_and_only_the_first_is_named(store, db) {
        for number in 1..=2 {
            somebody(db, number).await;
        }
        tamper(db, "UPDATE ledger SET body = '{}' WHERE seq = 2").await;
        let chain = |number| Fault::Chain { account: id(number), seq: 2 };
        assert_eq!(faults(db).await, [chain(1), chain(2)]);
    }

    async fn an_event_that_is_gone_shows(store, db) {
        let (account, attempt) = somebody(db, 1).await;
        tamper(db, "DELETE FROM ledger WHERE seq = 1").await;
        assert_eq!(faults(db).await, [Fault::Chain { account, seq: 2 }, Fault::Untold { account, attempt }]);
    }

    async fn an_event_of_another_shows(store, db) {
        somebody(db, 1).await;
        person(db, 2).await;
        let sql = "UPDATE ledger SET account_id = (SELECT id FROM account WHERE login = 'person2') WHERE seq = 3";
        tamper(db, sql).await;
        assert_eq!(faults(db).await, [
            Fault::Chain { account: id(2), seq: 3 },
            Fault::Cut { account: id(1), seq: 3 },
            Fault::Cut { account: id(2), seq: 3 },
        ]);
    }

    async fn a_chain_that_was_cut_at_its_end_shows(store, db) {
        let (account, _) = somebody(db, 1).await;
        somebody(db, 2).await;
        tamper(db, &format!("DELETE FROM ledger WHERE seq = 3 AND account_id = {}", literal(db, account))).await;
        assert_eq!(faults(db).await, [Fault::Cut { account, seq: 3 }]);
    }

    async fn a_chain_without_evidence_that_is_gone_as_a_whole_shows(store, db) {
        let account = person(db, 1).await;
        let event = Event { kind: Kind::FlagSuspended, attempt: None, body: json!({ "flag": "basic", "case": "HS-7" }) };
        ledger::append(db, account, &event, NOW).await.unwrap();
        tamper(db, "DELETE FROM ledger").await;
        assert_eq!(faults(db).await, [Fault::Cut { account, seq: 1 }]);
    }

    async fn evidence_that_was_changed_or_taken_away_shows(store, db) {
        let (account, attempt) = somebody(db, 1).await;
        for sql in ["UPDATE evidence SET points = 1 WHERE question = 'q1'", "DELETE FROM evidence WHERE question = 'q1'",
            "DELETE FROM evidence"] {
            tamper(db, sql).await;
            assert_eq!(faults(db).await, [Fault::Evidence { account, seq: 1, attempt }], "{sql}");
        }
    }

    async fn evidence_from_before_there_was_a_ledger_is_counted_apart(store, db) {
        let (account, attempt) = somebody(db, 1).await;
        tamper(db, "UPDATE evidence SET recorded_at = 1000 WHERE question = 'q1'").await;
        let found = verify(db).await.unwrap();
        assert_eq!((found.before, found.faults), (1, vec![Fault::Evidence { account, seq: 1, attempt }]));
        tamper(db, "UPDATE evidence SET recorded_at = recorded_at + 1 WHERE question = 'q2'").await;
        assert!(faults(db).await.contains(&Fault::Untold { account, attempt }));
    }

    async fn events_of_many_at_once_form_one_chain_and_time_never_runs_back(store, db) {
        let account = person(db, 1).await;
        let appends = (0..20_i64).map(|number| {
            in_tx!(store, [], |tx| {
                let event = Event { kind: Kind::FlagDecided, attempt: None, body: json!({ "number": number }) };
                ledger::append(tx, account, &event, NOW.plus(-number)).await
            })
        });
        let outcomes: Vec<Result<i64, StoreError>> = futures_util::future::join_all(appends).await;
        let mut places: Vec<i64> = outcomes.into_iter().map(Result::unwrap).collect();
        places.sort_unstable();
        assert_eq!(places, (1..=20).collect::<Vec<_>>());
        assert_eq!(verify(db).await.unwrap().faults, []);
        assert!(ledger::list(db, account).await.unwrap().is_sorted_by_key(|event| event.at));
    }

    async fn acts_are_read_from_the_ledger(store, db) {
        let (account, attempt) = somebody(db, 1).await;
        let voided = Event { kind: Kind::AttemptVoided, attempt: Some(attempt), body: json!({ "reason": "other" }) };
        ledger::append(db, account, &voided, NOW.plus(5)).await.unwrap();
        let expected = [
            Act { at: NOW, seq: 3, kind: ActKind::Suspended { flag: "basic".into(), case: "HS-7".into() } },
            Act { at: NOW.plus(5), seq: 4, kind: ActKind::Voided { attempt } },
        ];
        assert_eq!(ledger::acts(db, account).await.unwrap(), expected);
        somebody(db, 2).await;
        let facts = recompute::facts(db, &[id(1), id(2)]).await.unwrap();
        assert_eq!(facts[&account].acts, expected);
        assert_eq!((facts[&account].evidence["ai"].len(), facts[&id(2)].acts.len()), (2, 1));
        assert!(!ledger::was_void_for_effort(db, account, "ai", "quiz").await.unwrap(), "for another reason");
        let effort = Event { body: json!({ "reason": EFFORT }), ..voided };
        ledger::append(db, account, &effort, NOW.plus(6)).await.unwrap();
        assert!(ledger::was_void_for_effort(db, account, "ai", "quiz").await.unwrap());
        assert!(!ledger::was_void_for_effort(db, account, "ai", "another").await.unwrap());
    }

    async fn a_root_is_over_the_last_hashes_of_the_day_and_is_kept_once(store, db) {
        somebody(db, 1).await;
        let (root, people) = ledger_root::root_over(db, NOW, NOW.plus(10)).await.unwrap();
        assert_eq!(people, 1);
        somebody(db, 2).await;
        let later = Event { kind: Kind::FlagReinstated, attempt: None, body: json!({}) };
        let (both, _) = ledger_root::root_over(db, NOW, NOW.plus(10)).await.unwrap();
        ledger::append(db, id(1), &later, NOW.plus(10)).await.unwrap();
        assert_eq!(ledger_root::root_over(db, NOW, NOW.plus(10)).await.unwrap(), (both.clone(), 2), "of that day alone");
        assert_ne!(root, both);
        assert_eq!(ledger_root::first_event(db, NOW.plus(1)).await.unwrap(), Some(NOW.plus(10)));
        assert_eq!(ledger_root::first_event(db, NOW.plus(11)).await.unwrap(), None);
        let kept = ledger_root::Root { day: "2027-01-15".into(), from: NOW, until: NOW.plus(10), people: 2, root: both, signature: "a".into(), signed_at: NOW };
        assert!(ledger_root::record(db, &kept).await.unwrap());
        assert!(!ledger_root::record(db, &ledger_root::Root { signature: "b".into(), ..kept.clone() }).await.unwrap());
        assert_eq!((ledger_root::last(db).await.unwrap(), ledger_root::list(db).await.unwrap()), (Some(kept.clone()), vec![kept]));
    }

    async fn the_time_of_an_answer_is_that_of_its_last_change(store, db) {
        let attempt = new_attempt(1, person(db, 1).await, published(db).await);
        assessment::insert_attempt(db, &attempt).await.unwrap();
        let start = attempt.started_at;
        let save = |list: &[(&str, &str)], at| {
            let list = answers(list);
            async move { assert!(assessment::save_answers(db, attempt.id, id(1), &list, start.plus(at)).await.unwrap()) }
        };
        save(&[("1", "một \"hai\" \\ ₫"), ("2", "b")], 4_000).await;
        save(&[("10", "c")], 9_000).await;
        // Looked at again and left as it is; another one changed; and one empty save.
        save(&[("1", "một \"hai\" \\ ₫"), ("2", "other")], 20_000).await;
        save(&[], 21_000).await;
        let picked = assessment::save_answer(db, attempt.id, id(1), "3", &text("late"), start.plus(-50)).await.unwrap();
        assert!(picked);
        let times = assessment::find_attempt(db, attempt.id).await.unwrap().unwrap().times;
        let expected = [("1", 4_000), ("10", 9_000), ("2", 20_000), ("3", 0)];
        assert_eq!(times, expected.map(|(place, at)| (place.to_owned(), at)).into());
        let closed = assessment::close(db, attempt.id, start.plus(22_000)).await;
        assert_eq!(closed.unwrap().unwrap().times, times);
        assert!(assessment::void(db, attempt.id).await.unwrap() && !assessment::void(db, attempt.id).await.unwrap());
    }

    async fn an_attempt_from_before_times_were_kept_goes_on(store, db) {
        let attempt = new_attempt(1, person(db, 1).await, published(db).await);
        assessment::insert_attempt(db, &attempt).await.unwrap();
        assert_eq!(assessment::find_attempt(db, attempt.id).await.unwrap().unwrap().times, BTreeMap::new());
        assert!(!assessment::void(db, attempt.id).await.unwrap(), "an open attempt is closed first");
    }
}
