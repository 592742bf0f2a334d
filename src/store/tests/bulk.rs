//! Rows by the hundred must be the rows that one at a time would have given.

use super::both;
use super::fixtures::{NOW, account, answers, attempt_id, evidence, id, new_attempt, published, standing};
use crate::assessment::{self, AttemptState};
use crate::bulk::{self, Belonging, NewPerson, NewPopulation, NewUnit, Register};
use crate::bulk_exams::{self, Taken, Taker};
use crate::ledger::{self, Event, Kind};
use crate::{
    Reader, affiliation, competency, course, learning, ledger_check, people, population, references, sql, unit,
};
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::assessment::AttemptResult;
use xutra_domain::competency::Supervision;
use xutra_domain::people::Audience;
use xutra_domain::population::PopulationClass;
use xutra_domain::unit::UnitKind;

fn new_unit(code: &str, kind: UnitKind, parent: Option<&str>) -> NewUnit {
    NewUnit {
        code: code.into(), name: format!("Tên {code}"), kind, parent: parent.map(str::to_owned), valid_from: NOW
    }
}

async fn units(db: &Reader) {
    bulk::insert_units(db, &[new_unit("T", UnitKind::Province, None)]).await.unwrap();
    let communes = ["A", "B"].map(|code| new_unit(code, UnitKind::Commune, Some("T")));
    bulk::insert_units(db, &communes).await.unwrap();
    bulk::insert_units(db, &[new_unit("H", UnitKind::Hamlet, Some("B"))]).await.unwrap();
    bulk::record_unit_names(db).await.unwrap();
}

async fn row_of(db: &Reader, code: &str) -> i64 {
    let path = unit::find(db, code).await.unwrap().unwrap().path;
    path.trim_end_matches('/').rsplit('/').next().unwrap().parse().unwrap()
}

fn person(number: u128, unit: i64) -> NewPerson {
    let place = |until| Belonging { unit, kind: AffiliationKind::Resident, since: NOW, until };
    NewPerson {
        id: id(number),
        login: Some(format!("hv{number}")),
        phone: None,
        name: "Đỗ Thị Ánh".into(),
        audience: Audience::Resident,
        birth_year: Some(1980),
        unit: Some(unit),
        created_at: NOW,
        belongs: vec![place(None)],
    }
}

both! {
    async fn units_are_the_same_as_those_that_were_put(store, db) {
        units(db).await;
        unit::put(db, "X", "Tên X", UnitKind::Hamlet, Some("B"), NOW).await.unwrap();
        let (made, put) = (unit::find(db, "H").await.unwrap().unwrap(), unit::find(db, "X").await.unwrap().unwrap());
        let parent = unit::find(db, "B").await.unwrap().unwrap();
        assert_eq!(made.path, format!("{}{}/", parent.path, row_of(db, "H").await));
        assert!(put.path.starts_with(&parent.path) && made.parent == put.parent);
        assert_eq!(crate::unit_end::list_names(db, "H").await.unwrap(), [("Tên H".to_owned(), NOW)]);
        assert!(bulk::is_in_use(db).await.unwrap());
    }

    async fn what_many_did_is_stored_as_if_each_had_done_it(store, db) {
        assert!(!bulk::is_in_use(db).await.unwrap());
        let revision = published(db).await;
        units(db).await;
        let here = row_of(db, "H").await;
        let people: Vec<NewPerson> = (1..=1_200).map(|number| person(number, here)).collect();
        bulk::insert_people(db, &people).await.unwrap();
        let found = people::find_account(db, id(1_200), NOW).await.unwrap().unwrap();
        assert_eq!((found.unit.as_deref(), found.display_name.as_str()), (Some("H"), "Đỗ Thị Ánh"));
        assert_eq!(affiliation::list_of(db, id(7)).await.unwrap().len(), 1);
        let began: Vec<_> = (1..=1_200).map(|number| (id(number), NOW.plus(i64::try_from(number).unwrap()))).collect();
        bulk::insert_learning(db, "ai", &[("a".into(), 5), ("b".into(), 9)], &began).await.unwrap();
        let completed = learning::completed_lessons(db, id(600), "ai").await.unwrap();
        assert_eq!(completed["b"].at, NOW.plus(609));
        assert_eq!(completed.len(), 2);
        let version = course::load(db, revision).await.unwrap().versions["q1"];
        let pinned = new_attempt(1, id(1), revision);
        let taken = Taken {
            course: "ai".into(),
            quiz: pinned.quiz.clone(),
            number: 1,
            revision,
            state: AttemptState::Submitted,
            limit: Some(90),
            length: 60,
            form: pinned.form.clone(),
            rules: pinned.rules.clone(),
            answers: answers(&[("1", "x")]),
            times: [("1".to_owned(), 50)].into(),
            result: AttemptResult { score: 1.0, max_score: 1.0, percent: 100.0, passed: true, marks: Vec::new() },
            evidence: vec![evidence(attempt_id(1), "q1", version)],
            supervision: Supervision::B,
        };
        let taker = |number: u128| Taker { attempt: attempt_id(number), account: id(number), started_at: NOW.plus(10), sitting: None };
        let takers: Vec<Taker> = (1..=700).map(taker).collect();
        bulk_exams::insert_attempts(db, &taken, &takers).await.unwrap();
        let attempt = assessment::find_attempt(db, attempt_id(700)).await.unwrap().unwrap();
        assert_eq!((attempt.account, attempt.submitted_at, attempt.expires_at), (id(700), Some(NOW.plus(70)), Some(NOW.plus(100))));
        assert_eq!((&attempt.form, &attempt.answers, &attempt.times), (&taken.form, &taken.answers, &taken.times));
        assert_eq!(attempt.result, Some(taken.result.clone()));
        let rows = competency::evidence(db, id(700), "ai").await.unwrap();
        assert_eq!((rows.len(), rows[0].attempt, rows[0].at), (1, attempt_id(700), NOW.plus(70)));
        assert_eq!(sql::count(db, "SELECT COUNT(*) FROM evidence", Vec::new()).await.unwrap(), 700);
    }

    async fn ledgers_are_chains_to_which_more_can_be_appended(store, db) {
        for number in 1..=2 {
            people::insert_account(db, &account(number)).await.unwrap();
        }
        let event = |text: &str| Event { kind: Kind::FlagDecided, attempt: None, body: serde_json::json!({ "flag": text }) };
        let told = |number: u128| (id(number), vec![(NOW, event("a")), (NOW.plus(1), event("b\u{0}"))]);
        bulk_exams::insert_ledgers(db, &[told(1), told(2)]).await.unwrap();
        ledger::append(db, id(1), &event("c"), NOW.plus(2)).await.unwrap();
        assert_eq!(ledger::list(db, id(1)).await.unwrap().len(), 3);
        let checked = ledger_check::verify(db).await.unwrap();
        assert_eq!((checked.people, checked.events, checked.faults), (2, 5, vec![]));
        let flag = (id(1), "ai".to_owned(), standing(true, Some(NOW.plus(9))), NOW);
        bulk_exams::insert_standings(db, std::slice::from_ref(&flag)).await.unwrap();
        assert_eq!(competency::standing(db, id(1), "ai").await.unwrap(), Some((flag.2, NOW)));
    }

    async fn figures_that_were_approved_are_in_force(store, db) {
        units(db).await;
        let figure = |unit, value, approved| NewPopulation { unit, class: PopulationClass::WorkingAge, value, approved };
        let figures = [figure(row_of(db, "A").await, 5, true), figure(row_of(db, "B").await, 6, false)];
        let register = Register { as_of: "2026-01-01".into(), source: "thử".into(), valid_from: NOW, entered_by: id(1), approved_by: id(2) };
        bulk::insert_population(db, &register, &figures).await.unwrap();
        assert!(population::list_of(db, "A").await.unwrap()[0].was_in_force(NOW));
        assert!(!population::list_of(db, "B").await.unwrap()[0].was_in_force(NOW));
    }
}

both! {
    async fn references_are_put_back_as_they_were(store, db) {
        if store.is_sqlite() {
            return;
        }
        let sql = "SELECT conname::text || ' ' || pg_get_constraintdef(oid) AS name FROM pg_constraint WHERE contype = 'f' ORDER BY 1";
        let all = async || -> Vec<String> {
            sql::all(db, sql, Vec::new()).await.unwrap().iter().map(|row| sql::get(row, "name").unwrap()).collect()
        };
        let before = all().await;
        let loosened = references::loosen(&store).await.unwrap();
        assert!(all().await.len() + 10 < before.len());
        references::fasten(&store, loosened).await.unwrap();
        assert_eq!(all().await, before);
        let loosened = references::loosen(&store).await.unwrap();
        sql::execute(db, "INSERT INTO ledger_head (account_id, seq, hash) VALUES ($1, 0, '')", sql::values![id(404)]).await.unwrap();
        references::fasten(&store, loosened).await.unwrap_err();
    }
}
