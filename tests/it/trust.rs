//! What makes a flag worth believing: haste, short forms for holders, and what inspectors decide.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, TestApp, Value, both, json};
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;

/// The fixture under a policy that looks at haste: below three seconds is rapid, and more than one such is too many.
fn hurried() -> Fixture {
    let mut fixture = Fixture::new();
    let policy = &mut fixture.source.capability.as_mut().unwrap().1;
    let text = String::from_utf8(policy.clone()).unwrap();
    let text = text.replace("2026-12", "2027-01").replace("floor_ms = 0", "floor_ms = 3000");
    *policy = text.replace("void_above = 4", "void_above = 1").into_bytes();
    fixture
}

async fn whole(app: &TestApp) {
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, Vec::<String>::new());
    assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
}

async fn flag(person: &Actor) -> Value {
    person.ask("/me/competency").await.expect(200)
}

async fn kinds(app: &TestApp, person: &Actor) -> Vec<&'static str> {
    let events = xutra_store::ledger::list(app.app.store.reader(), person.id()).await.unwrap();
    events.iter().map(|stored| stored.event.kind.word()).collect()
}

/// Fills in and sends the page that asks before an act.
async fn act(inspector: &Actor, of: &Actor, query: &str, fields: &[(&str, &str)]) -> crate::support::Answer {
    let page = inspector.page(&format!("/accounts/{}/competency/acts?{query}", of.id())).await.is(200);
    let filled = fields.iter().fold(form(&page, "/acts"), |form, (name, value)| form.fill(name, value));
    inspector.submit(&filled.tick("sure", "yes")).await
}

both! {
    async fn who_starts_again_in_the_same_room_gets_the_form_of_another_letter(app) {
        app.publish(&hurried()).await;
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::PRACTICAL, true).await;
        let joined = an.join(&fa.code(&fa.open_sitting().await).await).await;
        let hasty = an.sit(&joined).await;
        an.answer_all(&hasty, true).await;
        assert_eq!(an.hand_in(&hasty).await.expect(200)["state"], "void");
        let again = an.sit(&joined).await;
        assert_eq!(again["number"], 2);
        let asked = |attempt: &Value| -> std::collections::BTreeSet<usize> {
            let questions = attempt["questions"].as_array().unwrap().iter();
            questions.map(|one| app.fixture.of(one["prompt_html"].as_str().unwrap()).number).collect()
        };
        assert!(asked(&hasty).is_disjoint(&asked(&again)), "nobody tries the same form twice");
        app.wait(5 * 60_000);
        an.answer_all(&again, true).await;
        assert_eq!(an.hand_in(&again).await.expect(200)["passed"], true);
        assert_eq!(flag(&an).await["grade"], "A");
        whole(&app).await;
    }

    async fn the_first_hasty_exam_is_void_and_free_and_the_second_counts(app) {
        app.publish(&hurried()).await;
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::PRACTICAL, true).await;
        let attempt = an.begin(Fixture::EXAM).await;
        an.answer_all(&attempt, true).await;
        let result = an.hand_in(&attempt).await.expect(200);
        assert_eq!((&result["state"], &result["passed"], &result["questions"]), (&json!("void"), &json!(false), &json!([])));
        assert_eq!(an.hand_in(&attempt).await.expect(200), result, "sent again");
        let id = attempt["id"].as_str().unwrap();
        let shown = an.ask(&format!("/attempts/{id}")).await.expect(200);
        assert_eq!(shown["state"], "void");
        for (lang, words) in [("vi", "chưa kịp đọc"), ("en", "faster than anyone can read")] {
            let page = an.page(&format!("/attempts/{id}?lang={lang}")).await.is(200).text();
            assert!(page.contains(words), "{page}");
            assert!(!page.contains("KEY_") && !page.contains("EXPLAIN_"), "no key for what was not tried");
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence WHERE item = 'cuoi-khoa'").await, 0);
        let again = an.begin(Fixture::EXAM).await;
        assert_eq!(again["number"], 2, "at once, without a cooldown");
        an.answer_all(&again, true).await;
        let second = an.hand_in(&again).await.expect(200);
        assert_eq!((&second["state"], &second["passed"]), (&json!("submitted"), &json!(true)), "once only");
        assert_eq!(flag(&an).await["capable"], true);
        an.start(Fixture::EXAM).await.expect(409);
        assert_eq!(kinds(&app, &an).await, ["attempt_submitted", "flag_decided", "attempt_voided", "attempt_submitted", "flag_decided"]);
        let events = xutra_store::ledger::list(app.app.store.reader(), an.id()).await.unwrap();
        let figures = &events[2].event.body;
        assert_eq!((&figures["reason"], &figures["rapid"], &figures["timed"], &figures["above"]), (&json!("effort"), &json!(4), &json!(4), &json!(1)));
        whole(&app).await;
    }

    async fn who_reads_each_question_is_scored_at_once_and_so_is_who_leaves_them_open(app) {
        app.publish(&hurried()).await;
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        for person in [&an, &binh] {
            person.work(Fixture::QUIZ, true).await;
        }
        let attempt = an.begin(Fixture::EXAM).await;
        for (place, question) in attempt["questions"].as_array().unwrap().iter().enumerate() {
            // One slip is allowed; and looking at an answer again without changing it is no haste.
            app.wait(if place == 2 { 100 } else { 5_000 });
            let reply = app.fixture.reply(question, true);
            an.save(&attempt, question["id"].as_str().unwrap(), reply).await.expect(200);
        }
        an.answer_all(&attempt, true).await;
        assert_eq!(an.hand_in(&attempt).await.expect(200)["state"], "submitted");
        let open = binh.begin(Fixture::EXAM).await;
        let left = binh.hand_in(&open).await.expect(200);
        assert_eq!((&left["state"], &left["passed"]), (&json!("submitted"), &json!(false)));
        whole(&app).await;
    }

    async fn a_holder_renews_by_the_short_form_once_and_keeps_what_he_has(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        let short = format!("/courses/{}/quizzes/{}/attempts?form=refresh", Fixture::ID, Fixture::EXAM);
        binh.work(Fixture::QUIZ, true).await;
        binh.api("POST", &short, None).await.expect(409);
        an.become_capable().await;
        let before = flag(&an).await;
        assert_eq!(before["refresh"], json!({ "questions": 4, "pass": 3, "extends_months": 24, "left": 1 }));
        assert_eq!(before["grade"], "B");
        app.wait(8 * DAY);
        let an = app.signed_in(an.id()).await;
        let front = an.page("/courses/ai-thu/cuoi-khoa").await.is(200);
        assert_eq!(attributes(&front, "button[name=form]", "value"), ["refresh"], "{}", front.text());
        let started = an.post("/courses/ai-thu/cuoi-khoa/attempts", &[("form", "refresh")]).await.is(303);
        let path = started.header("location").to_owned();
        let attempt = an.ask(&path).await.expect(200);
        an.answer_all(&attempt, true).await;
        assert_eq!(an.hand_in(&attempt).await.expect(200)["passed"], true);
        let after = flag(&an).await;
        assert_eq!((&after["since"], &after["capable"], &after["refresh"]), (&before["since"], &json!(true), &Value::Null));
        assert_eq!((&before["expires_at"], &after["expires_at"]), (&json!("2029-01-15T08:00:00Z"), &json!("2031-01-15T08:00:00Z")));
        whole(&app).await;
        app.wait(100 * DAY);
        let an = app.signed_in(an.id()).await;
        an.api("POST", &short, None).await.expect(409);
        assert_eq!(attributes(&an.page("/courses/ai-thu/cuoi-khoa").await, "button[name=form]", "value"), Vec::<String>::new());
    }

    async fn a_short_form_that_fails_takes_nothing_away(app) {
        let an = app.learner("an").await;
        an.become_capable().await;
        let before = flag(&an).await;
        app.wait(8 * DAY);
        let an = app.signed_in(an.id()).await;
        let short = format!("/courses/{}/quizzes/{}/attempts?form=refresh", Fixture::ID, Fixture::EXAM);
        let attempt = an.api("POST", &short, None).await.expect(201);
        an.answer_all(&attempt, false).await;
        assert_eq!(an.hand_in(&attempt).await.expect(200)["passed"], false);
        let after = flag(&an).await;
        for field in ["capable", "since", "expires_at", "refresh", "rule"] {
            assert_eq!(before[field], after[field], "{field}");
        }
        whole(&app).await;
    }

    async fn a_suspended_flag_does_not_hold_until_it_is_reinstated(app) {
        let (an, admin, certifier) = (app.learner("an").await, app.administrator().await, app.certifier().await);
        an.become_capable().await;
        let before = flag(&an).await;
        let own = format!("/accounts/{}/competency", an.id());
        let link = attributes(&admin.page(&own).await.is(200), "a[href*='do=suspend']", "href").remove(0);
        let asks = admin.page(&link).await.is(200);
        admin.submit(&form(&asks, "/acts").fill("case", "HS-7")).await.is(422);
        admin.submit(&form(&asks, "/acts").fill("case", "Nguyễn Văn A").tick("sure", "yes")).await.is(422);
        assert_eq!(flag(&an).await["suspended"], false, "nothing happens before it is confirmed");
        act(&admin, &an, "do=suspend&about=ai-thu", &[("case", "HS-7")]).await.is(303);
        act(&admin, &an, "do=suspend&about=ai-thu", &[("case", "HS-8")]).await.is(409);
        let held_back = flag(&an).await;
        assert_eq!((&held_back["capable"], &held_back["suspended"], &held_back["grade"]), (&json!(false), &json!(true), &Value::Null));
        for (reader, path) in [(&an, "/me/competency".to_owned()), (&admin, own.clone())] {
            let page = reader.page(&path).await.is(200);
            assert!(texts(&page, ".note.warn").concat().contains("HS-7"), "{}", page.text());
        }
        let body = json!({ "account": an.id().to_string(), "course": Fixture::ID });
        certifier.api("POST", "/certificates", Some(body.clone())).await.expect(409);
        assert_eq!(app.count("SELECT COUNT(*) FROM capability WHERE capable = TRUE").await, 0, "nor is it listed as ready");
        whole(&app).await;
        app.wait(DAY);
        let (an, admin, certifier) = (app.signed_in(an.id()).await, app.signed_in(admin.id()).await, app.signed_in(certifier.id()).await);
        act(&admin, &an, "do=reinstate&about=ai-thu", &[("case", "HS-7")]).await.is(303);
        let after = flag(&an).await;
        for field in ["capable", "since", "expires_at", "grade"] {
            assert_eq!(before[field], after[field], "{field}");
        }
        act(&admin, &an, "do=reinstate&about=ai-thu", &[("case", "HS-7")]).await.is(409);
        certifier.api("POST", "/certificates", Some(body)).await.expect(201);
        assert_eq!(kinds(&app, &an).await[4..], ["flag_suspended", "flag_decided", "flag_reinstated", "flag_decided"]);
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action LIKE 'flag.%'").await, 2);
        whole(&app).await;
    }

    async fn a_flag_falls_with_the_attempt_that_it_stood_on(app) {
        let (an, admin) = (app.learner("an").await, app.administrator().await);
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::PRACTICAL, true).await;
        let exam = an.begin(Fixture::EXAM).await;
        an.answer_all(&exam, true).await;
        let about = format!("do=void&about={}", exam["id"].as_str().unwrap());
        act(&admin, &an, &about, &[("reason", "help")]).await.is(409);
        an.hand_in(&exam).await.expect(200);
        assert_eq!(flag(&an).await["capable"], true);
        act(&admin, &an, &about, &[("reason", "")]).await.is(422);
        act(&admin, &an, &about, &[("reason", "other")]).await.is(422);
        act(&admin, &an, &about, &[("reason", "other"), ("note", "mất điện <b>cả xã</b>")]).await.is(303);
        act(&admin, &an, &about, &[("reason", "help")]).await.is(409);
        let fallen = flag(&an).await;
        assert_eq!((&fallen["capable"], &fallen["since"]), (&json!(false), &Value::Null));
        assert_eq!(fallen["missing"].as_array().unwrap().len(), 1, "the exam alone is left: {fallen}");
        let page = an.page(&format!("/attempts/{}", exam["id"].as_str().unwrap())).await.is(200).text();
        assert!(page.contains("mất điện &lt;b&gt;cả xã") && !page.contains("EXPLAIN_"), "{page}");
        let progress = an.ask(&format!("/courses/{}/progress", Fixture::ID)).await.expect(200);
        let item = progress["items"].as_array().unwrap().iter().find(|item| item["id"] == Fixture::EXAM).unwrap().clone();
        assert_eq!(item["best_score"], Value::Null, "nor does it count as passed: {item}");
        assert_eq!(an.begin(Fixture::EXAM).await["number"], 2, "it used up no try");
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence WHERE item = 'cuoi-khoa'").await, 4, "nothing was erased");
        whole(&app).await;
        let practice = an.ask("/me/competency").await.expect(200);
        assert!(practice["evidence"].as_array().unwrap().len() > 4);
    }

    async fn only_inspectors_act_and_only_within_their_scope_and_not_on_themselves(app) {
        app.units().await;
        let (in_a, in_b) = (app.person("trong-a", Some("A"), &[]).await, app.person("trong-b", Some("B"), &[]).await);
        let inspector = app.person("thanh-tra", Some("A"), &[(Role::Inspector, Some("A"))]).await;
        let facilitator = app.person("huong-dan", Some("A"), &[(Role::Facilitator, Some("A"))]).await;
        let path = |of: &Actor| format!("/accounts/{}/competency/acts", of.id());
        let fields = [("do", "suspend"), ("about", "ai-thu"), ("case", "HS-1"), ("sure", "yes")];
        facilitator.post(&path(&in_a), &fields).await.is(403);
        facilitator.page(&format!("{}?do=suspend&about=ai-thu", path(&in_a))).await.is(403);
        in_a.post(&path(&in_a), &fields).await.is(403);
        inspector.post(&path(&in_b), &fields).await.is(404);
        inspector.post(&path(&inspector), &fields).await.is(403);
        inspector.page(&format!("{}?do=suspend&about=khac", path(&in_a))).await.is(404);
        inspector.page(&format!("{}?do=void&about=x", path(&in_a))).await.is(404);
        inspector.page(&format!("{}?do=else&about=x", path(&in_a))).await.is(404);
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger").await, 0);
        inspector.post(&path(&in_a), &fields).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger WHERE kind = 'flag_suspended'").await, 1);
        let links = |page: &crate::support::Answer| attributes(page, "a[href*='/acts?']", "href").len();
        assert_eq!(links(&facilitator.page(&format!("/accounts/{}/competency", in_a.id())).await.is(200)), 0);
        assert_eq!(links(&inspector.page(&format!("/accounts/{}/competency", in_a.id())).await.is(200)), 1);
    }
}
