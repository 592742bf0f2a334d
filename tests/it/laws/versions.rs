//! Law 4: a published question version never changes. An attempt finishes on the versions it drew.

use crate::support::course::{Edition, Fixture};
use crate::support::{both, json};

both! {
    async fn an_attempt_finishes_on_what_it_drew_while_the_course_changes(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::QUIZ).await;
        let id = attempt["id"].as_str().unwrap();
        an.save(&attempt, "1", app.fixture.reply(&attempt["questions"][0], true)).await.expect(200);
        let second = Fixture::edition(Edition { number: 2, strict: false });
        app.publish(&second).await;
        let now = an.ask(&format!("/attempts/{id}")).await.expect(200);
        assert_eq!(now["questions"], attempt["questions"], "the same words, the same ids");
        for place in 1..=5 {
            let page = an.page(&format!("/attempts/{id}?q={place}")).await.is(200).text();
            assert!(page.contains("bản 1") && !page.contains("bản 2"), "{page}");
        }
        // A server that has only just started reads the old versions out of the database.
        let fresh = app.reopened().await.signed_in(an.id()).await;
        assert_eq!(fresh.ask(&format!("/attempts/{id}")).await.expect(200)["questions"], attempt["questions"]);
        fresh.answer_all(&attempt, true).await;
        let result = an.hand_in(&attempt).await.expect(200);
        assert_eq!((&result["passed"], &result["percent"]), (&json!(true), &json!(100.0)), "by the old key: {result}");
        let page = an.page(&format!("/attempts/{id}")).await.is(200).text();
        for text in [result.to_string(), page] {
            assert!(text.contains("bản 1") && !text.contains("bản 2"), "{text}");
        }
        let next = an.begin(Fixture::QUIZ).await;
        assert!(next["questions"][0]["prompt_html"].as_str().unwrap().contains("bản 2"));
        for question in next["questions"].as_array().unwrap() {
            an.save(&next, question["id"].as_str().unwrap(), second.reply(question, true)).await.expect(200);
        }
        assert_eq!(an.hand_in(&next).await.expect(200)["passed"], true, "by the new key");
    }

    async fn an_attempt_outlives_the_quiz_it_was_begun_in(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::TIMED).await;
        let mut without = Fixture::new();
        without.source.tree.texts.remove("02-thuc-hanh/03-hen-gio.quiz.md");
        app.publish(&without).await;
        an.start(Fixture::TIMED).await.expect(404);
        let id = attempt["id"].as_str().unwrap();
        assert_eq!(an.page(&format!("/attempts/{id}")).await.status, 200);
        an.answer_all(&attempt, true).await;
        assert_eq!(an.hand_in(&attempt).await.expect(200)["passed"], true);
        assert_eq!(an.page(&format!("/attempts/{id}")).await.status, 200);
        assert_eq!(an.page("/me").await.status, 200);
    }

    async fn the_shared_text_of_a_group_stays_with_its_attempt(app) {
        let group = |text: &str| Fixture::new().with("02-thuc-hanh/04-nhom.quiz.md", &format!(
            "---\ntitle: Nhóm\n---\n# Nhóm\n\n## Một tình huống {{#nhom .group}}\n\nMẩu tin {text}.\n\n\
             ### Mẩu tin đúng không? {{#nhom-1 skill=hieu-ai}}\n\n- [x] Đúng\n- [ ] Sai\n"
        ));
        app.publish(&group("thứ nhất")).await;
        let an = app.learner("an").await;
        let attempt = an.begin("nhom").await;
        assert!(attempt.to_string().contains("thứ nhất"), "{attempt}");
        app.publish(&group("thứ hai")).await;
        let id = attempt["id"].as_str().unwrap();
        let now = an.ask(&format!("/attempts/{id}")).await.expect(200);
        assert_eq!(now["questions"], attempt["questions"]);
        let page = an.page(&format!("/attempts/{id}?q=1")).await.is(200).text();
        assert!(page.contains("thứ nhất") && !page.contains("thứ hai"), "{page}");
    }

    async fn what_was_published_cannot_be_rewritten(app) {
        for sql in [
            "UPDATE question_version SET content = '{}'",
            "DELETE FROM question_version",
        ] {
            assert!(app.sql(sql).await.is_err(), "{sql}");
        }
    }

    async fn another_server_of_the_database_takes_the_new_revision_in(app) {
        let (an, second) = (app.learner("an").await, app.beside(|_| {}).await);
        let there = second.signed_in(an.id()).await;
        assert!(there.page("/courses/ai-thu/bai-mot").await.text().contains("bản 1"));
        let running = an.begin(Fixture::QUIZ).await;
        app.publish(&Fixture::edition(Edition { number: 2, strict: false })).await;
        assert!(second.app.catalog.refresh(&second.app.store).await.unwrap());
        assert!(there.page("/courses/ai-thu/bai-mot").await.text().contains("bản 2"));
        assert_eq!(there.open_one(Fixture::QUIZ).await["questions"], running["questions"]);
    }

    async fn publishing_what_has_not_changed_makes_no_revision(app) {
        app.publish(&Fixture::new()).await;
        assert_eq!(app.count("SELECT COUNT(*) FROM course_revision").await, 1);
        let versions = app.count("SELECT COUNT(*) FROM question_version").await;
        app.publish(&Fixture::new().with("01-lam-quen/02-bai-hai.md", "---\ntitle: Bài hai\n---\n# Bài hai\n\nKhác.\n")).await;
        assert_eq!(app.count("SELECT COUNT(*) FROM course_revision").await, 2);
        assert_eq!(app.count("SELECT COUNT(*) FROM question_version").await, versions, "no question changed");
    }
}
