//! Answers are never lost: what the script hears, and how an attempt goes on when the sign-in has run out.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, Call, NOW, TestApp, both};
use xutra::web::actor::{ATTEMPT_COOKIE, session_cookie};
use xutra_domain::instant::{DAY, MINUTE};

/// Starts an attempt by its button; its address.
async fn begin(actor: &Actor, quiz: &str) -> String {
    let started = actor.post(&format!("/courses/{}/{quiz}/attempts", Fixture::ID), &[]).await.is(303);
    let line =
        started.cookies().into_iter().find(|line| line.starts_with(ATTEMPT_COOKIE)).expect("the attempt's token");
    let url = started.header("location").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", &format!("Path={url}"), "Max-Age=604800"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    url
}

/// The first choice of the question that is shown.
fn choice(page: &Answer) -> String {
    attributes(page, "input[name=choice]", "value").first().cloned().expect("a choice")
}

/// Sends an answer as the script does.
async fn send(actor: &Actor, url: &str, place: u32, fields: &[(&str, &str)]) -> Answer {
    let call = Call::post(&format!("{url}/answers/{place}")).header("accept", "application/json");
    actor.send(call.header("sec-fetch-site", "same-origin").form(fields)).await
}

/// The sign-in is gone, as it is when it ran out and was tidied away.
async fn forget_session(app: &TestApp, actor: &Actor) {
    app.sql("DELETE FROM session").await.unwrap();
    app.wait(5_000);
    actor.jar.borrow_mut().remove(session_cookie(&app.app));
}

both! {
    async fn the_script_hears_that_an_answer_is_stored_and_the_servers_time(app) {
        let an = app.learner("an").await;
        let url = begin(&an, Fixture::TIMED).await;
        let page = an.page(&url).await.is(200);
        assert_eq!(attributes(&page, "[data-attempt]", "data-attempt"), [url.replace("/attempts/", "")]);
        assert_eq!(attributes(&page, "[data-ends]", "data-now"), [NOW.0.to_string()]);
        assert_eq!(attributes(&page, "script[data-offline][src*=attempt]", "defer").len(), 1);
        app.wait(MINUTE);
        let saved = send(&an, &url, 1, &[("choice", &choice(&page)), ("go", "stay")]).await.expect(200);
        assert_eq!((&saved["saved_at"], &saved["now"]), (&NOW.plus(MINUTE).rfc3339().into(), &NOW.plus(MINUTE).0.into()));
        assert!(saved["text"].as_str().unwrap().starts_with("Đã lưu "), "{saved}");
        let again = an.page(&format!("{url}?q=1")).await.is(200);
        assert_eq!(attributes(&again, "input[name=choice][checked]", "value"), [choice(&page)]);
        assert_eq!(send(&an, &url, 1, &[("choice", "foreign")]).await.status, 422);
        assert_eq!(send(&an, &url, 99, &[]).await.status, 404);
        app.wait(DAY);
        let late = send(&an, &url, 1, &[("choice", &choice(&page))]).await;
        assert_eq!((late.status, late.text().as_str()), (409, "{}"));
    }

    async fn a_sign_in_that_ran_out_costs_nothing(app) {
        let an = app.learner("an").await;
        let url = begin(&an, Fixture::TIMED).await;
        let first = an.page(&url).await.is(200);
        forget_session(&app, &an).await;
        // By its button, by the script, by opening it again, and to the end.
        let mut answered = form(&first, "/answers/1");
        answered.fields.push(("choice".into(), choice(&first)));
        an.submit(&answered).await.is(303);
        let again = an.page(&format!("{url}?q=1")).await.is(200);
        assert_eq!(attributes(&again, "input[name=choice][checked]", "value"), [choice(&first)]);
        send(&an, &url, 1, &[("choice", &choice(&first))]).await.expect(200);
        assert_eq!(an.page("/me").await.status, 303, "nothing else opens");
        let review = an.page(&format!("{url}?review=1")).await.is(200);
        an.submit(&form(&review, "/submission")).await.is(303);
        let result = an.page(&url).await;
        assert!(result.status == 303 && result.header("location").starts_with("/login?next="), "the result is for who signs in");
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE state = 'submitted' AND result IS NOT NULL").await, 1);
    }

    async fn the_token_of_an_attempt_opens_no_other_and_ends_with_the_sign_out(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        let (own, other) = (begin(&an, Fixture::QUIZ).await, begin(&binh, Fixture::QUIZ).await);
        forget_session(&app, &an).await;
        an.page(&own).await.is(200);
        assert_eq!(an.page(&other).await.status, 303);
        let api = an.send(Call::get(&format!("/api/v1{own}"))).await;
        assert_eq!(api.status, 401, "programs have tokens of their own");
        app.wait(7 * DAY);
        assert_eq!(an.page(&own).await.status, 303);
        // Signed out, disabled.
        let cung = app.learner("cung").await;
        let url = begin(&cung, Fixture::QUIZ).await;
        cung.post("/logout", &[]).await.is(303);
        cung.jar.borrow_mut().remove(session_cookie(&app.app));
        assert_eq!(cung.page(&url).await.status, 303);
        let dung = app.learner("dung").await;
        let url = begin(&dung, Fixture::QUIZ).await;
        forget_session(&app, &dung).await;
        dung.page(&url).await.is(200);
        app.sql("UPDATE account SET disabled = TRUE WHERE login = 'dung'").await.unwrap();
        assert_eq!(dung.page(&url).await.status, 303);
        assert_eq!(texts(&app.visitor().page(&url).await, "main").len(), 0);
    }
}
