//! A resident registers, reads, is examined, becomes capable and holds a certificate that anyone can check: by pages alone,
//! as an old phone without script would, and by the API alone.

use crate::support::course::{Fixture, Kind};
use crate::support::page::{FormOnPage, attributes, form, forms, parse, selector, text_of, texts};
use crate::support::process::PASSWORD;
use crate::support::{Actor, Answer, Call, TestApp, Value, both, json};
use xutra::actions::set_password::{FirstAdministrator, first_administrator};

/// Fills in the question of a page.
fn filled(app: &TestApp, page: &Answer) -> FormOnPage {
    let planted = app.fixture.of(&texts(page, "#prompt").concat());
    let mut answered = forms(page).into_iter().find(|form| form.action.contains("/answers/")).expect("a question");
    if let Kind::Number = planted.kind {
        return answered.fill("number", planted.typed(true)).press("go", "next");
    }
    if let Kind::Text = planted.kind {
        return answered.fill("text", planted.typed(true)).press("go", "next");
    }
    for choice in parse(page).select(&selector(".choice")) {
        if planted.is_right(&text_of(choice)) {
            let value =
                choice.select(&selector("input")).next().and_then(|input| input.attr("value")).unwrap().to_owned();
            answered = answered.tick("choice", &value);
        }
    }
    answered.press("go", "next")
}

/// Works a quiz through, from its front page to its result.
async fn pass(person: &Actor, quiz: &str, questions: usize) -> Answer {
    let front = person.page(&format!("/courses/{}/{quiz}", Fixture::ID)).await.is(200);
    let mut page = person.submit_and_follow(&form(&front, "/attempts")).await.is(200);
    for place in 1..=questions {
        assert!(texts(&page, "h1").concat().contains(&place.to_string()), "{place}: {}", page.text());
        page = person.submit_and_follow(&filled(&person.app, &page)).await.is(200);
    }
    let mut submit = form(&page, "/submission");
    if submit.inputs.iter().any(|(name, ..)| name == "sure") {
        submit = submit.tick("sure", "yes");
    }
    person.submit_and_follow(&submit).await.is(200)
}

both! {
    async fn by_pages_alone(app) {
        // The first administrator sets a password by the link of the start.
        let FirstAdministrator::Link(link) = first_administrator(&app.app).await.unwrap() else { panic!("no link") };
        let admin = app.visitor();
        assert!(texts(&admin.page("/").await, "main").concat().contains("admin"), "a new server says what to do first");
        let set = form(&admin.page(&link).await, &link).fill("password", PASSWORD);
        admin.submit_and_follow(&set).await.is(200);
        // A resident finds the course, reads a lesson, and registers on the way.
        let resident = app.visitor();
        let home = resident.page("/").await.is(200);
        assert!(attributes(&home, "main a", "href").contains(&"/courses/ai-thu".to_owned()), "{}", home.text());
        let lesson = resident.page("/courses/ai-thu/bai-mot").await.is(200);
        let register = attributes(&lesson, "main a[href^='/register']", "href").remove(0);
        let fields = form(&resident.page(&register).await, "/register")
            .fill("display_name", "Nguyễn Thị Mận").fill("login", "man").fill("password", PASSWORD);
        let mut page = resident.submit_and_follow(&fields).await.is(200);
        assert!(texts(&page, "h1").concat().contains("Bài một"), "back where one came from");
        assert!(texts(&page, "[role=status]").concat().contains("Mận"), "greeted once");
        // Each lesson leads to the next item.
        page = resident.submit_and_follow(&form(&page, "/completion")).await.is(200);
        assert!(texts(&page, "h1").concat().contains("Bài hai"));
        page = resident.submit_and_follow(&form(&page, "/completion")).await.is(200);
        assert!(texts(&page, "h1").concat().contains("Kiểm tra"));
        // The exam is not open yet, and says why.
        let exam = resident.page("/courses/ai-thu/cuoi-khoa").await.is(200);
        assert!(attributes(&exam, ".note a", "href").contains(&"/courses/ai-thu/lam-quen-quiz".to_owned()), "{}", exam.text());
        assert!(forms(&exam).iter().all(|form| !form.action.ends_with("/attempts")));
        // A hint on the way, and what was typed comes back.
        let start = form(&page, "/attempts");
        let question = resident.submit_and_follow(&start).await.is(200);
        let hint = attributes(&question, "button[formaction]", "formaction").remove(0);
        let asked = FormOnPage { action: hint, ..form(&question, "/answers/1") };
        let hinted = resident.submit_and_follow(&asked).await.is(200);
        assert!(hinted.text().contains("HINT_"));
        let result = pass_open(&resident, 5).await;
        assert_eq!(texts(&result, ".verdict-card.passed").len(), 1, "{}", result.text());
        assert!(result.text().contains("EXPLAIN_"));
        for (quiz, questions) in [(Fixture::PRACTICAL, 2), (Fixture::EXAM, 4)] {
            pass(&resident, quiz, questions).await;
        }
        // Capable, and told why.
        let why = resident.page("/me/competency").await.is(200);
        assert!(texts(&why, "main").concat().contains("R1@2026-12"), "{}", why.text());
        assert!(texts(&resident.page("/me").await, ".note.good").len() == 1);
        certificate(&app, &admin, &resident).await;
    }

    async fn by_the_api_alone(app) {
        let FirstAdministrator::Link(link) = first_administrator(&app.app).await.unwrap() else { panic!("no link") };
        app.visitor().post(&link, &[("password", PASSWORD)]).await.is(303);
        let admin = signed_in(&app, "admin").await;
        let account = json!({ "login": "man", "display_name": "Nguyễn Thị Mận", "password": PASSWORD, "audience": "resident", "locale": "en" });
        let made = app.visitor().api("POST", "/accounts", Some(account)).await.expect(201);
        let man = signed_in(&app, "man").await;
        let call = async |token: &str, method: &str, path: &str, body: Option<Value>| {
            let call = Call::new(method, &format!("/api/v1{path}")).header("authorization", &format!("Bearer {token}"));
            app.call(body.map_or(call.clone(), |body| call.json(&body))).await
        };
        assert_eq!(call(&man, "GET", "/me", None).await.expect(200)["id"], made["id"]);
        let courses = call(&man, "GET", "/courses", None).await.expect(200);
        assert_eq!(courses["items"][0]["title"], "A trial course", "in the language of the account");
        call(&man, "PUT", "/courses/ai-thu/enrollment", None).await.expect(201);
        let mut lesson = "bai-mot".to_owned();
        let mut read = 0;
        while let Some(next) = {
            let body = call(&man, "GET", &format!("/courses/ai-thu/lessons/{lesson}"), None).await.expect(200);
            assert!(body["html"].as_str().is_some_and(|html| !html.is_empty()) && body["completed_at"].is_null());
            call(&man, "PUT", &format!("/courses/ai-thu/lessons/{lesson}/completion"), None).await.is(204);
            read += 1;
            body["next"].as_object().filter(|next| next["kind"] == "lesson").map(|next| next["id"].as_str().unwrap().to_owned())
        } {
            lesson = next;
        }
        assert_eq!(read, 2, "up to the check of the module");
        for quiz in [Fixture::QUIZ, Fixture::PRACTICAL, Fixture::EXAM] {
            let attempt = call(&man, "POST", &format!("/courses/ai-thu/quizzes/{quiz}/attempts"), None).await.expect(201);
            let id = attempt["id"].as_str().unwrap();
            for question in attempt["questions"].as_array().unwrap() {
                let path = format!("/attempts/{id}/answers/{}", question["id"].as_str().unwrap());
                call(&man, "PUT", &path, Some(app.fixture.reply(question, true))).await.expect(200);
            }
            let result = call(&man, "POST", &format!("/attempts/{id}/submission"), None).await.expect(200);
            assert_eq!(result["passed"], true, "{quiz}");
        }
        let progress = call(&man, "GET", "/courses/ai-thu/progress", None).await.expect(200);
        assert_eq!((&progress["completed"], &progress["total"]), (&json!(5), &json!(7)));
        let flag = call(&man, "GET", "/me/competency", None).await.expect(200);
        assert_eq!((&flag["capable"], &flag["missing"]), (&json!(true), &json!([])), "{flag}");
        assert_eq!(flag["evidence"].as_array().unwrap().len(), 6, "four of the exam, two of the practical");
        let body = json!({ "account": made["id"], "course": "ai-thu" });
        call(&man, "POST", "/certificates", Some(body.clone())).await.expect(403);
        let issued = call(&admin, "POST", "/certificates", Some(body)).await.expect(201);
        let number = issued["number"].as_str().unwrap();
        let seen = app.visitor().ask(&format!("/certificates/{number}")).await.expect(200);
        assert_eq!((&seen["holder"], &seen["status"]), (&json!("Nguyễn Thị Mận"), &json!("valid")));
        call(&admin, "POST", &format!("/certificates/{number}/revocation"), Some(json!({ "reason": "nhầm người" }))).await.expect(200);
        assert_eq!(app.visitor().ask(&format!("/certificates/{number}")).await.expect(200)["status"], "revoked");
    }
}

/// Goes on with the attempt that is open.
async fn pass_open(person: &Actor, questions: usize) -> Answer {
    let front = person.page(&format!("/courses/{}/{}", Fixture::ID, Fixture::QUIZ)).await.is(200);
    let open = attributes(&front, "main a[href^='/attempts/']", "href").remove(0);
    let mut page = person.page(&open).await.is(200);
    for _ in 0..questions {
        page = person.submit_and_follow(&filled(&person.app, &page)).await.is(200);
    }
    person.submit_and_follow(&form(&page, "/submission")).await.is(200)
}

/// The administrator issues, anybody checks, the holder prints, the administrator revokes.
async fn certificate(app: &TestApp, admin: &Actor, resident: &Actor) {
    let desk = admin.page("/admin/certificates").await.is(200);
    let person = attributes(&desk, "input[name=person]", "value").remove(0);
    let confirm = admin.submit(&form(&desk, "/confirm").tick("person", &person)).await.is(200);
    let issued = admin.submit_and_follow(&form(&confirm, "/admin/certificates")).await.is(200);
    let number = texts(&issued, "a.code").remove(0);
    let visitor = app.visitor();
    let check = visitor.page("/verify").await.is(200);
    let asked = forms(&check).into_iter().find(|form| form.action == "/verify").expect("a form to check with");
    assert_eq!(asked.method, "get");
    for lang in ["vi", "en"] {
        let found = visitor.page(&format!("/verify?number={number}&lang={lang}")).await.is(303);
        let page = visitor.page(found.header("location")).await.is(200);
        assert!(texts(&page, "h1").concat().contains("Nguyễn Thị Mận"));
        assert_eq!(attributes(&page, "html", "lang"), [lang]);
    }
    let own = resident.page(&format!("/verify/{number}")).await.is(200);
    let paper = attributes(&own, "a[href$='.pdf']", "href").remove(0);
    assert!(resident.page(&paper).await.is(200).body.starts_with(b"%PDF-"));
    let revoke = form(&admin.page(&format!("/admin/certificates/{number}/revocation")).await, "/revocation");
    admin.submit_and_follow(&revoke.fill("reason", "Phát nhầm người").tick("sure", "yes")).await.is(200);
    assert_eq!(texts(&visitor.page(&format!("/verify/{number}")).await, ".note.bad").len(), 1);
    assert_eq!(admin.submit(&form(&admin.page("/me").await, "/logout")).await.status, 303);
    assert_eq!(admin.page("/admin/certificates").await.status, 303);
}

async fn signed_in(app: &TestApp, login: &str) -> String {
    let session =
        app.visitor().api("POST", "/session", Some(json!({ "login": login, "password": PASSWORD }))).await.expect(200);
    session["access_token"].as_str().unwrap().to_owned()
}
