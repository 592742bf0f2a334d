//! Supervised sittings: who gets in by which code, what neighbours are asked, how it ends, and what it is worth.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, forms, texts};
use crate::support::{Actor, TestApp, Value, both, json};
use std::collections::BTreeSet;
use xutra::actions::find_signals::find_signals;
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::instant::{HOUR, MINUTE};
use xutra_domain::people::Role;

/// Somebody who has done what the exam requires.
async fn ready(app: &TestApp, login: &str, unit: &str) -> Actor {
    let person = app.person(login, Some(unit), &[]).await;
    person.work(Fixture::QUIZ, true).await;
    person.work(Fixture::PRACTICAL, true).await;
    person
}

async fn flag(person: &Actor) -> Value {
    person.ask("/me/competency").await.expect(200)
}

/// The numbers of an attempt's questions.
fn numbers(app: &TestApp, attempt: &Value) -> BTreeSet<usize> {
    let questions = attempt["questions"].as_array().unwrap().iter();
    questions.map(|one| app.fixture.of(one["prompt_html"].as_str().unwrap()).number).collect()
}

async fn whole(app: &TestApp) {
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, Vec::<String>::new());
    assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
}

async fn audited(app: &TestApp, action: &str) -> i64 {
    app.count(&format!("SELECT COUNT(*) FROM audit WHERE action = '{action}'")).await
}

both! {
    async fn two_join_by_this_minutes_code_and_the_last_ones_and_pass_with_grade_a(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let (an, binh, chi) = (ready(&app, "an", "A").await, ready(&app, "binh", "B").await, ready(&app, "chi", "A1").await);
        let list = fa.page("/sittings").await.is(200);
        assert_eq!(attributes(&list, "select[name=unit] option", "value"), ["A", "A1"], "the scope and no more");
        assert_eq!(attributes(&list, "select[name=exam] option", "value"), ["ai-thu/cuoi-khoa"]);
        let desk = fa.open_sitting().await;
        let page = fa.page(&desk).await.is(200);
        assert_eq!(page.header("refresh"), "60", "the next code is shown without script");
        let code = fa.code(&desk).await;
        assert_eq!((code.len(), code.replace(' ', "").len()), (7, 6), "{code}");
        let front = an.page("/courses/ai-thu/cuoi-khoa").await.is(200);
        assert_eq!(attributes(&front, "main a.go", "href"), ["/sitting"]);
        let of_an = an.join(&code.replace(' ', "")).await;
        app.wait(MINUTE);
        assert_ne!(fa.code(&desk).await, code);
        let of_binh = binh.join(&code).await;
        app.wait(MINUTE);
        let late = chi.enter(&code).await.is(422);
        assert_eq!(texts(&late, "#code-error").len(), 1, "{}", late.text());
        chi.page(&of_an).await.is(404);

        let (first, second) = (an.sit(&of_an).await, binh.sit(&of_binh).await);
        assert_eq!(first["expires_at"], "2027-01-15T10:00:00Z", "the end of the sitting comes before that of the time limit");
        assert!(numbers(&app, &first).is_disjoint(&numbers(&app, &second)), "neighbours are asked other questions");
        let third = an.page(&of_an).await.is(200);
        assert_eq!(attributes(&third, "main a.button", "href"), [format!("/attempts/{}", first["id"].as_str().unwrap())]);
        for (person, attempt) in [(&an, &first), (&binh, &second)] {
            person.answer_all(attempt, true).await;
            assert_eq!(person.hand_in(attempt).await.expect(200)["passed"], true);
            let shown = flag(person).await;
            assert_eq!((&shown["capable"], &shown["grade"]), (&json!(true), &json!("A")));
            assert!(person.page("/me/competency").await.is(200).text().contains("Hạng A"));
        }
        let rows = texts(&fa.page(&desk).await.is(200), "tbody tr");
        assert!(rows.len() == 2 && rows.iter().all(|row| row.contains("đã nộp")), "{rows:?}");
        assert!(rows[0].contains("Nguyễn an") && rows[1].contains("Xã B"), "{rows:?}");
        let events = xutra_store::ledger::list(app.app.store.reader(), binh.id()).await.unwrap();
        let told: Vec<_> = events.iter().filter(|one| one.event.kind.word() == "session_supervised").collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].event.attempt.unwrap().to_string(), second["id"].as_str().unwrap());
        let id = desk.rsplit('/').next().unwrap();
        assert_eq!(told[0].event.body, json!({ "sitting": id, "facilitator": fa.id().to_string(), "unit": "A", "seen": 0 }));
        assert_eq!(audited(&app, "sitting.opened").await, 1);
        find_signals(&app.app).await.unwrap();
        whole(&app).await;
    }

    async fn the_end_hands_in_what_was_saved_and_nobody_starts_after_it(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let (an, chi) = (ready(&app, "an", "A").await, ready(&app, "chi", "A").await);
        let desk = fa.open_sitting().await;
        assert_eq!(forms(&fa.page("/sittings").await.is(200)).iter().filter(|form| form.action == "/sittings").count(), 0);
        let again = [("exam", "ai-thu/cuoi-khoa"), ("unit", "A"), ("minutes", "60")];
        fa.post("/sittings", &again).await.is(409);
        let code = fa.code(&desk).await;
        let (of_an, of_chi) = (an.join(&code).await, chi.join(&code).await);
        let start = form(&chi.page(&of_chi).await.is(200), "/attempts");
        let attempt = an.sit(&of_an).await;
        an.answer_all(&attempt, true).await;
        app.wait(MINUTE);
        let asks = fa.page(&format!("{desk}/end")).await.is(200);
        assert!(texts(&asks, ".note.warn").concat().contains('1'), "{}", asks.text());
        let over = fa.submit_and_follow(&form(&asks, "/end")).await.is(200);
        assert_eq!((over.header("refresh"), texts(&over, "section svg text").len()), ("", 0));
        let handed_in = an.hand_in(&attempt).await.expect(200);
        assert_eq!((&handed_in["state"], &handed_in["passed"]), (&json!("expired"), &json!(true)), "it was, already");
        assert_eq!(flag(&an).await["grade"], "A");
        chi.submit(&start).await.is(409);
        chi.page(&of_chi).await.is(200);
        let code_is_gone = chi.enter(&code).await;
        assert_eq!(code_is_gone.status, 422);
        fa.post(&format!("{desk}/end"), &[]).await.is(303);
        assert_eq!(audited(&app, "sitting.ended").await, 1, "once");
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE sitting_id IS NOT NULL").await, 1);
        fa.open_sitting().await;
        assert_eq!(texts(&fa.page("/sittings").await.is(200), "tbody tr").len(), 2);
        whole(&app).await;
    }

    async fn a_sitting_runs_out_by_itself_and_its_attempts_with_it(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let an = ready(&app, "an", "A").await;
        let short = [("exam", "ai-thu/cuoi-khoa"), ("unit", "A1"), ("minutes", "10")];
        let desk = fa.post("/sittings", &short).await.is(303).header("location").to_owned();
        let joined = an.join(&fa.code(&desk).await).await;
        let attempt = an.sit(&joined).await;
        an.answer_all(&attempt, true).await;
        app.wait(10 * MINUTE);
        let last = an.save(&attempt, "1", app.fixture.reply(&attempt["questions"][0], false)).await;
        assert_eq!(last.status, 409, "its time is over");
        xutra::jobs::close_stale_attempts(&app.app).await.unwrap();
        assert_eq!(flag(&an).await["grade"], "A");
        assert_eq!(fa.page(&desk).await.is(200).header("refresh"), "");
        for minutes in ["9", "481", "", "x"] {
            let fields = [("exam", "ai-thu/cuoi-khoa"), ("unit", "A"), ("minutes", minutes)];
            fa.post("/sittings", &fields).await.is(422);
        }
        for (exam, unit) in [("ai-thu/cuoi-khoa", "B"), ("ai-thu/cuoi-khoa", "T"), ("ai-thu/cuoi-khoa", ""), ("ai-thu/hen-gio", "A"), ("x", "A")] {
            fa.post("/sittings", &[("exam", exam), ("unit", unit), ("minutes", "60")]).await.is(422);
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM sitting").await, 1);
        whole(&app).await;
    }

    async fn who_is_let_out_does_not_start_until_he_is_let_in(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let an = ready(&app, "an", "B").await;
        let desk = fa.open_sitting().await;
        let code = fa.code(&desk).await;
        let joined = an.join(&code).await;
        let start = form(&an.page(&joined).await.is(200), "/attempts");
        let out = fa.submit_and_follow(&form(&fa.page(&desk).await, "/exit")).await.is(200);
        assert!(texts(&out, "tbody tr").concat().contains("đã cho ra"), "{}", out.text());
        an.submit(&start).await.is(409);
        assert_eq!(an.join(&code).await, joined, "the code does not bring him back in");
        an.submit(&start).await.is(409);
        let back = fa.submit_and_follow(&form(&out, "/exit")).await.is(200);
        assert_eq!(texts(&back, "tbody tr").len(), 1);
        let attempt = an.sit(&joined).await;
        let exit = format!("{desk}/people/{}/exit", an.id());
        fa.post(&exit, &[]).await.is(409);
        assert_eq!(forms(&fa.page(&desk).await).iter().filter(|form| form.action.ends_with("/exit")).count(), 0);
        fa.post(&format!("{desk}/people/{}/exit", fa.id()), &[]).await.is(404);
        an.hand_in(&attempt).await.expect(200);
        assert_eq!((audited(&app, "sitting.let_out").await, audited(&app, "sitting.let_in").await), (1, 1));
        whole(&app).await;
    }

    async fn codes_cannot_be_guessed(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let (an, binh) = (ready(&app, "an", "A").await, ready(&app, "binh", "A").await);
        let desk = fa.open_sitting().await;
        let code = fa.code(&desk).await;
        let wrong = if code == "000 001" { "000 002" } else { "000 001" };
        for typed in [wrong; 8].iter().chain(&["", "12345"]) {
            an.post("/sitting", &[("code", typed)]).await.is(422);
        }
        let held = an.enter(&code).await.is(429);
        assert_eq!(held.header("retry-after"), "30", "even the right one");
        binh.join(&code).await;
        for _ in 0..20 {
            binh.join(&code).await;
        }
        app.wait(30_000);
        an.join(&code).await;
    }

    async fn nobody_else_sees_a_sitting_and_nobody_watches_himself(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let other = app.facilitator("dong-nghiep").await;
        let admin = app.administrator().await;
        let an = ready(&app, "an", "A").await;
        let desk = fa.open_sitting().await;
        for stranger in [&other, &admin, &an] {
            stranger.page(&desk).await.is(404);
            stranger.page(&format!("{desk}/end")).await.is(404);
            stranger.post(&format!("{desk}/end"), &[]).await.is(404);
            stranger.post(&format!("{desk}/people/{}/exit", an.id()), &[]).await.is(404);
        }
        assert_eq!(texts(&other.page("/sittings").await.is(200), "tbody tr").len(), 0);
        assert_eq!(audited(&app, "sitting.ended").await, 0);
        let code = fa.code(&desk).await;
        fa.enter(&code).await.is(409);
        assert_eq!(app.count("SELECT COUNT(*) FROM sitting_member").await, 0);
        let joined = an.join(&code).await;
        let start = form(&an.page(&joined).await.is(200), "/attempts");
        app.sql("DELETE FROM role_grant WHERE role = 'facilitator'").await.unwrap();
        ready(&app, "chi", "A").await.enter(&code).await.is(422);
        an.submit(&start).await.is(409);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE sitting_id IS NOT NULL").await, 0, "whose duty ended watches nobody");
    }

    async fn the_rules_of_the_exam_hold_in_a_sitting_too(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let (an, binh) = (ready(&app, "an", "A").await, ready(&app, "binh", "A").await);
        let fresh = app.person("moi", Some("A"), &[]).await;
        let alone = an.begin(Fixture::EXAM).await;
        binh.work(Fixture::EXAM, false).await;
        let desk = fa.open_sitting().await;
        let code = fa.code(&desk).await;
        let mut starts = Vec::new();
        for person in [&an, &binh, &fresh] {
            let joined = person.join(&code).await;
            let page = person.page(&joined).await.is(200);
            assert_eq!(texts(&page, ".note.warn").len(), 1, "it says why: {}", page.text());
            assert!(forms(&page).iter().all(|form| !form.action.ends_with("/attempts")));
            starts.push(format!("{joined}/attempts"));
        }
        an.post(&starts[0], &[]).await.is(409);
        binh.post(&starts[1], &[]).await.is(409);
        fresh.post(&starts[2], &[]).await.is(403);
        assert_eq!(an.open_one(Fixture::EXAM).await["id"], alone["id"], "what runs goes on");
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE sitting_id IS NOT NULL").await, 0);
        app.wait(HOUR);
        whole(&app).await;
        let far = app.person("xa", Some("B"), &[(Role::Inspector, Some("A"))]).await;
        far.page("/sittings").await.is(404);
    }

    async fn where_two_rooms_show_one_code_nobody_is_put_into_the_wrong_one(app) {
        app.units().await;
        let (fa, other) = (app.facilitator("huong-dan").await, app.facilitator("dong-nghiep").await);
        let an = ready(&app, "an", "A").await;
        let (desk, second) = (fa.open_sitting().await, other.open_sitting().await);
        // Two rooms in a million minutes look like this.
        app.sql("UPDATE sitting SET secret = (SELECT secret FROM sitting ORDER BY id LIMIT 1)").await.unwrap();
        let code = fa.code(&desk).await;
        assert_eq!(other.code(&second).await, code);
        let held = an.enter(&code).await.is(409);
        assert!(held.text().contains("phút"), "it says what to do: {}", held.text());
        assert_eq!(app.count("SELECT COUNT(*) FROM sitting_member").await, 0);
        other.post(&format!("{second}/end"), &[]).await.is(303);
        assert!(an.join(&code).await.ends_with(desk.rsplit('/').next().unwrap()));
    }
}
