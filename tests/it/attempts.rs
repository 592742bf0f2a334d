//! Attempts: started, saved, handed in, and everything that somebody may try instead.

use crate::support::course::Fixture;
use crate::support::page::attributes;
use crate::support::{Actor, Answer, Call, NOW, Value, both, json};
use futures_util::future::join_all;
use std::collections::BTreeSet;
use xutra::jobs::close_stale_attempts;
use xutra_domain::instant::{DAY, HOUR, MINUTE, SECOND};

fn places(attempt: &Value) -> Vec<String> {
    let questions = attempt["questions"].as_array().unwrap().iter();
    questions.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

async fn state(actor: &Actor, attempt: &Value) -> Value {
    actor.ask(&format!("/attempts/{}", attempt["id"].as_str().unwrap())).await.expect(200)
}

both! {
    async fn a_quiz_without_a_wrong_answer_is_passed_and_shows_its_feedback(app) {
        let an = app.learner("an").await;
        let result = an.work(Fixture::QUIZ, true).await;
        assert_eq!((&result["passed"], &result["percent"]), (&json!(true), &json!(100.0)), "{result}");
        for row in result["questions"].as_array().unwrap() {
            assert!(row["explanation_html"].as_str().unwrap().contains("EXPLAIN_"), "{row}");
            assert!(!row["correct_answer"].is_null() && row["correct"] == true, "{row}");
        }
        let wrong = an.work(Fixture::QUIZ, false).await;
        assert_eq!((&wrong["passed"], &wrong["score"]), (&json!(false), &json!(0.0)), "{wrong}");
        let rows = wrong["questions"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["correct_answer"].is_null()), "the key is for who passed: {wrong}");
    }

    async fn a_cooldown_is_told_with_its_end_and_used_up_attempts_without_one(app) {
        let an = app.learner("an").await;
        an.work(Fixture::TIMED, false).await;
        let refused = an.start(Fixture::TIMED).await.expect(409);
        assert_eq!(refused["retry_at"], json!(NOW.plus(HOUR).rfc3339()), "{refused}");
        app.wait(HOUR);
        an.work(Fixture::TIMED, false).await;
        app.wait(2 * HOUR);
        let refused = an.start(Fixture::TIMED).await.expect(409);
        assert!(refused.as_object().unwrap().contains_key("retry_at") && refused["retry_at"].is_null(), "{refused}");
        let page = an.post(&format!("/courses/{}/{}/attempts", Fixture::ID, Fixture::TIMED), &[]).await;
        assert_eq!(page.status, 409);
    }

    async fn an_exam_waits_for_what_it_requires_by_page_and_by_api(app) {
        let an = app.learner("an").await;
        an.start(Fixture::EXAM).await.expect(403);
        assert_eq!(an.post(&format!("/courses/{}/{}/attempts", Fixture::ID, Fixture::EXAM), &[]).await.status, 403);
        an.work(Fixture::QUIZ, false).await;
        an.start(Fixture::EXAM).await.expect(403);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE quiz = 'cuoi-khoa'").await, 0);
        an.work(Fixture::QUIZ, true).await;
        let exam = an.begin(Fixture::EXAM).await;
        assert_eq!(exam["questions"].as_array().unwrap().len(), 4);
    }

    async fn a_cooldown_of_the_policy_holds_for_its_exam(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::EXAM, false).await;
        app.wait(7 * DAY - 1);
        let refused = an.start(Fixture::EXAM).await.expect(409);
        assert_eq!(refused["retry_at"], json!(NOW.plus(7 * DAY).rfc3339()));
        app.wait(1);
        an.work(Fixture::EXAM, false).await;
        app.wait(7 * DAY);
        let refused = an.start(Fixture::EXAM).await.expect(409);
        assert_eq!(refused["retry_at"], json!(NOW.plus(90 * DAY).rfc3339()), "the first leaves the window then");
    }

    async fn what_comes_after_the_time_is_refused_and_what_was_saved_is_graded(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::TIMED).await;
        assert_eq!(attempt["expires_at"], json!(NOW.plus(10 * MINUTE).rfc3339()));
        let first = &attempt["questions"][0];
        let reply = app.fixture.reply(first, true);
        app.wait(10 * MINUTE - 1);
        an.save(&attempt, "1", reply.clone()).await.expect(200);
        app.wait(1);
        an.save(&attempt, "1", json!({ "choices": [] })).await.expect(409);
        an.save(&attempt, "2", json!({ "number": "17" })).await.expect(409);
        app.wait(HOUR);
        let result = an.hand_in(&attempt).await.expect(200);
        assert_eq!((&result["state"], &result["score"]), (&json!("expired"), &json!(1.0)), "{result}");
        assert_eq!(result["submitted_at"], json!(NOW.plus(10 * MINUTE).rfc3339()), "it ended when its time was over");
        assert_eq!(an.hand_in(&attempt).await.expect(200), result, "sent again: the same");
    }

    async fn an_attempt_that_nobody_hands_in_is_closed_by_the_job(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::TIMED).await;
        an.save(&attempt, "1", app.fixture.reply(&attempt["questions"][0], true)).await.expect(200);
        app.wait(10 * MINUTE - SECOND);
        close_stale_attempts(&app.app).await.unwrap();
        assert_eq!(state(&an, &attempt).await["state"], "open");
        app.wait(SECOND);
        close_stale_attempts(&app.app).await.unwrap();
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE state = 'expired' AND result IS NOT NULL").await, 1);
        let after = state(&an, &attempt).await;
        assert_eq!((&after["state"], &after["result"]["score"]), (&json!("expired"), &json!(1.0)));
    }

    async fn what_is_no_quiz_is_not_started(app) {
        let an = app.learner("an").await;
        for path in ["ai-thu/quizzes/bai-mot", "ai-thu/quizzes/none", "none/quizzes/hen-gio", "ai-thu/quizzes/ngan-hang"] {
            an.api("POST", &format!("/courses/{path}/attempts"), None).await.expect(404);
        }
        let draft = Fixture::new().with("02-thuc-hanh/04-nhap.quiz.md", "---\ntitle: Nháp\ndraft: yes\n---\n# Nháp\n\n## Đúng không? {#nhap-1 skill=hieu-ai}\n\n- [x] Đúng\n- [ ] Sai\n");
        app.publish(&draft).await;
        an.start("nhap").await.expect(404);
        for path in ["/courses/ai-thu/nhap", "/api/v1/courses/ai-thu/lessons/nhap"] {
            assert_eq!(an.page(path).await.status, 404, "{path}");
        }
        assert!(!an.ask("/courses/ai-thu").await.expect(200).to_string().contains("nhap"), "a draft is not shown");
        an.hand_in(&json!({ "id": "01890000-0000-7000-8000-000000000000" })).await.expect(404);
        an.hand_in(&json!({ "id": "x" })).await.expect(404);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt").await, 0);
    }

    async fn starting_twice_at_once_gives_one_attempt(app) {
        let an = app.learner("an").await;
        let answers = join_all((0..12).map(|_| an.start(Fixture::TIMED))).await;
        let ids: BTreeSet<String> = answers.iter().map(|one| one.json()["id"].to_string()).collect();
        let bad: Vec<String> = answers.iter().filter(|one| one.status > 201).map(Answer::text).collect();
        assert_eq!((ids.len(), bad), (1, Vec::new()), "{ids:?}");
        assert_eq!(answers.iter().filter(|one| one.status == 201).count(), 1);
        assert!(answers.iter().all(|one| matches!(one.status, 200 | 201)));
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt").await, 1);
    }

    async fn the_last_attempt_is_started_once_however_many_try(app) {
        let an = app.learner("an").await;
        an.work(Fixture::TIMED, false).await;
        app.wait(HOUR);
        let answers = join_all((0..8).map(|_| async {
            let attempt = an.start(Fixture::TIMED).await;
            if attempt.status < 300 { drop(an.hand_in(&attempt.json()).await) }
        })).await;
        assert_eq!(answers.len(), 8);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt").await, 2, "the limit holds");
    }

    async fn fifty_submissions_at_once_give_one_result(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        let attempt = an.begin(Fixture::EXAM).await;
        an.answer_all(&attempt, true).await;
        let answers = join_all((0..50).map(|_| an.hand_in(&attempt))).await;
        let bodies: BTreeSet<String> = answers.iter().map(Answer::text).collect();
        assert!(answers.iter().all(|one| one.status == 200));
        assert_eq!(bodies.len(), 1, "one answer to all of them");
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence").await, 4, "graded once");
        an.save(&attempt, "1", json!({ "choices": [] })).await.expect(409);
        assert_eq!(an.hand_in(&attempt).await.text(), answers[0].text());
    }

    async fn what_has_the_wrong_shape_is_refused_with_a_pointer_and_nothing_is_stored(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::QUIZ).await;
        let of_kind = |kind: &str| {
            let questions = attempt["questions"].as_array().unwrap();
            questions.iter().find(|one| one["type"] == kind).unwrap().clone()
        };
        let (single, multiple, number, text) = (of_kind("single"), of_kind("multiple"), of_kind("number"), of_kind("text"));
        let foreign = multiple["choices"][0]["id"].clone();
        let (own, other) = (single["choices"][0]["id"].clone(), single["choices"][1]["id"].clone());
        let many: Vec<Value> = vec![json!("a"); 10_000];
        let place = |question: &Value| question["id"].as_str().unwrap().to_owned();
        let cases = [
            (place(&single), json!({ "choices": [foreign] }), "/choices/0"),
            (place(&single), json!({ "choices": [own, own] }), "/choices/1"),
            (place(&single), json!({ "choices": [own, other] }), "/choices"),
            (place(&single), json!({ "choices": "all" }), "/choices"),
            (place(&single), json!({ "choices": [own], "points": 9 }), "/points"),
            (place(&single), json!({ "text": "x" }), "/text"),
            (place(&single), json!([own]), ""),
            (place(&multiple), json!({ "choices": [1] }), "/choices/0"),
            (place(&multiple), json!({ "choices": many }), "/choices/0"),
            (place(&number), json!({ "number": 12.5 }), "/number"),
            (place(&number), json!({ "number": null }), "/number"),
            (place(&text), json!({ "text": "x".repeat(3_001) }), "/text"),
            (place(&text), json!({ "text": "a\u{0}b" }), "/text"),
            (place(&text), json!({}), "/text"),
            ("6".into(), json!({ "text": "x" }), ""),
            ("0".into(), json!({ "text": "x" }), ""),
            ("qid-5".into(), json!({ "text": "x" }), ""),
            ("01".into(), json!({ "choices": [] }), ""),
        ];
        for (place, body, pointer) in cases {
            let refused = an.save(&attempt, &place, body.clone()).await;
            let shown = body.to_string().chars().take(80).collect::<String>();
            assert_eq!(refused.status, 422, "{place} {shown}: {}", refused.text());
            assert_eq!(refused.json()["errors"][0]["pointer"], pointer, "{place} {shown}");
            assert_eq!(refused.header("content-type"), "application/problem+json");
        }
        let raw = Call::new("PUT", &format!("/api/v1/attempts/{}/answers/1", attempt["id"].as_str().unwrap()))
            .header("authorization", &format!("Bearer {}", an.token().unwrap()));
        for bad in ["{\"number\": NaN}", "{", "", "{\"number\":1e999}", &"[".repeat(30_000)] {
            let refused = app.call(raw.clone().body("application/json", bad)).await;
            assert!(matches!(refused.status, 400 | 422), "{} {}", refused.status, refused.text());
        }
        let stored = state(&an, &attempt).await;
        assert_eq!((&stored["answers"], &stored["saved_at"]), (&json!({}), &Value::Null));
        an.save(&attempt, &place(&number), json!({ "number": "NaN" })).await.expect(200);
        let result = an.hand_in(&attempt).await.expect(200);
        assert_eq!(result["score"], 0.0, "what is no number earns nothing: {result}");
    }

    async fn somebody_elses_attempt_does_not_exist(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        let attempt = an.begin(Fixture::QUIZ).await;
        let id = attempt["id"].as_str().unwrap();
        let absent = "01890000-0000-7000-8000-000000000000";
        for (method, path, body) in [
            ("GET", "/attempts/{id}", None),
            ("PUT", "/attempts/{id}/answers/1", Some(json!({ "choices": [] }))),
            ("POST", "/attempts/{id}/questions/1/hint", None),
            ("POST", "/attempts/{id}/submission", None),
        ] {
            let foreign = binh.api(method, &path.replace("{id}", id), body.clone()).await;
            let none = binh.api(method, &path.replace("{id}", absent), body).await;
            assert_eq!((foreign.status, foreign.text()), (404, none.text()), "{method} {path}");
        }
        assert_eq!(binh.page(&format!("/attempts/{id}")).await.status, 404);
        for end in ["answers/1", "questions/1/hint", "submission"] {
            assert_eq!(binh.post(&format!("/attempts/{id}/{end}"), &[]).await.status, 404, "{end}");
        }
        let after = state(&an, &attempt).await;
        assert_eq!((&after["state"], &after["answers"]), (&json!("open"), &json!({})));
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE hints <> '{}'").await, 0);
    }

    async fn hints_come_one_by_one_and_end(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::QUIZ).await;
        assert!(attempt["questions"].as_array().unwrap().iter().all(|one| one["hints"] == 2));
        let path = format!("/attempts/{}/questions/3/hint", attempt["id"].as_str().unwrap());
        let number = app.fixture.of(attempt["questions"][2]["prompt_html"].as_str().unwrap()).number;
        for (hint, left) in [(1, 1), (2, 0)] {
            let shown = an.api("POST", &path, None).await.expect(200);
            assert!(shown["html"].as_str().unwrap().contains(&format!("HINT_{number:04}_{hint}")), "{shown}");
            assert_eq!(shown["left"], left);
        }
        an.api("POST", &path, None).await.expect(404);
        an.hand_in(&attempt).await.expect(200);
        an.api("POST", &path, None).await.expect(409);
    }

    async fn order_is_drawn_anew_where_the_author_lets_it_be(app) {
        let an = app.learner("an").await;
        let (mut orders, mut choice_orders, mut fixed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for _ in 0..12 {
            let attempt = an.begin(Fixture::QUIZ).await;
            assert_eq!(places(&attempt), ["1", "2", "3", "4", "5"]);
            let questions = attempt["questions"].as_array().unwrap();
            orders.insert(questions.iter().map(|one| one["type"].to_string()).collect::<Vec<_>>());
            let single = questions.iter().find(|one| one["type"] == "single").unwrap();
            choice_orders.insert(single["choices"].as_array().unwrap().iter().map(|one| one["html"].to_string()).collect::<Vec<_>>());
            let truth = questions.iter().find(|one| one["type"] == "true_false").unwrap();
            fixed.insert(truth["choices"].as_array().unwrap().iter().map(|one| one["html"].to_string()).collect::<Vec<_>>());
            an.hand_in(&attempt).await.expect(200);
        }
        assert!(orders.len() > 3 && choice_orders.len() > 3, "{orders:?} {choice_orders:?}");
        assert_eq!(fixed.len(), 1, "true and false keep their order: {fixed:?}");
        let timed = an.begin(Fixture::TIMED).await;
        let kinds: Vec<&Value> = timed["questions"].as_array().unwrap().iter().map(|one| &one["type"]).collect();
        assert_eq!(kinds, ["single", "number", "text"], "shuffle: options leaves the questions where they stand");
    }

    async fn an_unanswered_exam_has_no_points_and_a_second_draws_other_questions(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        let prompts = |attempt: &Value| -> BTreeSet<usize> {
            let questions = attempt["questions"].as_array().unwrap().iter();
            questions.map(|one| app.fixture.of(one["prompt_html"].as_str().unwrap()).number).collect()
        };
        let first = an.begin(Fixture::EXAM).await;
        let result = an.hand_in(&first).await.expect(200);
        assert_eq!((&result["score"], &result["passed"]), (&json!(0.0), &json!(false)));
        let hidden = |row: &Value| row["correct_answer"].is_null() && row["feedback_html"].is_null() && row["explanation_html"].is_null();
        assert!(result["questions"].as_array().unwrap().iter().all(hidden), "an exam says nothing: {result}");
        app.wait(7 * DAY);
        let second = an.begin(Fixture::EXAM).await;
        assert!(prompts(&first).is_disjoint(&prompts(&second)), "a parallel form");
    }

    async fn an_exam_with_questions_left_open_asks_first(app) {
        let an = app.learner("an").await;
        for quiz in [Fixture::QUIZ, Fixture::PRACTICAL] {
            an.work(quiz, true).await;
        }
        let attempt = an.begin(Fixture::EXAM).await;
        let id = attempt["id"].as_str().unwrap();
        let submission = format!("/attempts/{id}/submission");
        let asked = an.post(&submission, &[]).await.is(422);
        assert_eq!(attributes(&asked, "form input[name=sure]", "type"), ["checkbox"]);
        assert_eq!(an.ask(&format!("/attempts/{id}")).await.expect(200)["state"], "open");
        an.post(&submission, &[("sure", "yes")]).await.is(303);
        assert_eq!(an.ask(&format!("/attempts/{id}")).await.expect(200)["state"], "submitted");
        an.post(&submission, &[]).await.is(303);
        app.wait(7 * DAY);
        let second = an.begin(Fixture::EXAM).await;
        an.answer_all(&second, true).await;
        let submission = format!("/attempts/{}/submission", second["id"].as_str().unwrap());
        an.post(&submission, &[]).await.is(303);
        let quiz = an.begin(Fixture::TIMED).await;
        an.post(&format!("/attempts/{}/submission", quiz["id"].as_str().unwrap()), &[]).await.is(303);
    }

    async fn an_attempt_that_was_made_void_says_so(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::QUIZ).await;
        let id = attempt["id"].as_str().unwrap();
        app.sql("UPDATE attempt SET state = 'void'").await.unwrap();
        let page = an.page(&format!("/attempts/{id}")).await.is(200);
        assert_eq!(attributes(&page, "main a.button", "href"), [format!("/courses/{}/{}", Fixture::ID, Fixture::QUIZ)]);
        assert_eq!(an.post(&format!("/attempts/{id}/submission"), &[]).await.status, 303);
        let result = an.hand_in(&attempt).await.expect(200);
        assert_eq!((&result["state"], &result["passed"]), (&json!("void"), &json!(false)));
        assert_eq!(an.ask(&format!("/attempts/{id}")).await.expect(200)["result"], result);
    }

    async fn who_oversees_sees_the_evidence_and_no_way_into_the_attempt(app) {
        let an = app.learner("an").await;
        an.become_capable().await;
        let links = |page: &crate::support::Answer| attributes(page, "main a[href^='/attempts/']", "href").len();
        assert!(links(&an.page("/me/competency").await.is(200)) > 0);
        let seen = app.administrator().await.page(&format!("/accounts/{}/competency", an.id())).await.is(200);
        assert_eq!(links(&seen), 0);
        assert!(!crate::support::page::texts(&seen, "table.stack tbody tr").is_empty());
    }

    async fn what_only_looks_like_a_nul_is_kept_as_it_was_typed(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::TIMED).await;
        for (typed, kept) in [("gõ \\u0000 nhé", "gõ \\u0000 nhé"), ("C:\\u0000\\n", "C:\\u0000\\n")] {
            an.save(&attempt, "3", json!({ "text": typed })).await.expect(200);
            let saved = an.ask(&format!("/attempts/{}", attempt["id"].as_str().unwrap())).await.expect(200);
            assert_eq!(saved["answers"]["3"]["text"], kept);
        }
    }

    async fn a_pattern_is_never_shown_as_the_right_answer(app) {
        let an = app.learner("an").await;
        for (edition, line) in [("before the literal", "- [x] `/chìa .*/`\n- [x] KEY_"), ("alone", "- [x] `/KEY_.*/`\n- [ ] nhầm_")] {
            let mut fixture = Fixture::new();
            let text = fixture.source.tree.texts.get_mut("01-lam-quen/quiz.md").unwrap().as_mut().unwrap();
            *text = String::from_utf8(text.clone()).unwrap().replace("- [x] KEY_", line).into_bytes();
            app.publish(&fixture).await;
            let attempt = an.begin(Fixture::QUIZ).await;
            an.answer_all(&attempt, true).await;
            let result = an.hand_in(&attempt).await.expect(200);
            assert_eq!(result["passed"], true, "{edition}: {result}");
            let rows = result["questions"].as_array().unwrap();
            let shown: Vec<_> = rows.iter().filter_map(|row| row["correct_answer"]["text"].as_str()).collect();
            assert_eq!(shown.len(), usize::from(edition != "alone"), "{edition}: {result}");
            assert!(shown.iter().all(|text| text.starts_with("KEY_")), "{shown:?}");
            assert!(!result.to_string().contains("chìa") && !result.to_string().contains(".*"), "{result}");
        }
    }
}
