//! Law 2, the grade: only what was started in a supervised sitting is of grade A, whatever is sent or written.

use crate::support::course::Fixture;
use crate::support::{Actor, TestApp, both, json};
use xutra::actions::verify_audit::verify_audit;
use xutra_store::ledger_check::Fault;

async fn ready(app: &TestApp, login: &str) -> Actor {
    let person = app.person(login, Some("A"), &[]).await;
    person.work(Fixture::QUIZ, true).await;
    person.work(Fixture::PRACTICAL, true).await;
    person
}

both! {
    async fn what_is_started_alone_is_of_grade_b_whatever_is_sent(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let an = ready(&app, "an").await;
        let desk = fa.open_sitting().await;
        let joined = an.join(&fa.code(&desk).await).await;
        let id = joined.rsplit('/').next().unwrap();
        // In the room, and yet started outside of the sitting.
        let fields = [("form", "supervised"), ("sitting", id), ("sitting_id", id), ("supervision", "A")];
        let started = an.post(&format!("/courses/{}/{}/attempts", Fixture::ID, Fixture::EXAM), &fields).await.is(303);
        an.post(&format!("{joined}/attempts"), &[]).await.is(409);
        let attempt = an.ask(started.header("location")).await.expect(200);
        an.answer_all(&attempt, true).await;
        an.hand_in(&attempt).await.expect(200);
        let flag = an.ask("/me/competency").await.expect(200);
        assert_eq!((&flag["capable"], &flag["grade"]), (&json!(true), &json!("B")));
        let body = json!({ "form": "supervised", "sitting": id, "supervision": "A" });
        let binh = ready(&app, "binh").await;
        let path = format!("/courses/{}/quizzes/{}/attempts?sitting={id}&supervision=A", Fixture::ID, Fixture::EXAM);
        let attempt = binh.api("POST", &path, Some(body)).await.expect(201);
        binh.answer_all(&attempt, true).await;
        binh.hand_in(&attempt).await.expect(200);
        assert_eq!(binh.ask("/me/competency").await.expect(200)["grade"], "B");
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence WHERE supervision = 'A'").await, 0);
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger WHERE kind = 'session_supervised'").await, 0);
        assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
    }

    async fn an_attempt_that_somebody_made_supervised_in_the_database_is_found(app) {
        app.units().await;
        let an = ready(&app, "an").await;
        let attempt = an.begin(Fixture::EXAM).await;
        an.answer_all(&attempt, true).await;
        app.sql("UPDATE attempt SET supervision = 'A' WHERE state = 'open'").await.unwrap();
        // As a server that did not start it would hand it in.
        app.app.pinned.invalidate_all();
        an.hand_in(&attempt).await.expect(200);
        let found = verify_audit(&app.app).await.unwrap();
        let [Fault::Unsupervised { account, .. }] = found.ledger.faults[..] else { panic!("{:?}", found.ledger.faults) };
        assert_eq!(account, an.id());
        assert!(found.wrong()[0].contains("supervised"), "{:?}", found.wrong());
    }
}
