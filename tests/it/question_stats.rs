//! What answers say about questions: counted from first attempts, shown to instructors alone, acted upon by withdrawing.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, TestApp, Value, both};
use std::collections::BTreeSet;
use xutra::actions::recompute::recompute;
use xutra::jobs::count_answers;
use xutra_domain::people::Role;

const API: &str = "/teach/courses/ai-thu/questions";

async fn instructor(app: &TestApp) -> Actor {
    app.person("giang-vien", None, &[(Role::Instructor, None)]).await
}

/// The questions of the practical quiz, as the API lists them.
async fn practical(teacher: &Actor) -> Vec<Value> {
    let list = teacher.ask(API).await.expect(200);
    let items = list["items"].as_array().unwrap().iter();
    items.filter(|one| one["skill"] == "ap-dung").cloned().collect()
}

async fn answer_all(actor: &Actor, quiz: &str, right: bool) {
    let attempt = actor.begin(quiz).await;
    actor.answer_all(&attempt, right).await;
    actor.hand_in(&attempt).await.expect(200);
}

async fn clean(app: &TestApp) {
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, Vec::<String>::new());
}

/// Presses the button of a question's page, and the one that asks; the page that follows.
async fn withdraw(teacher: &Actor, page: &str) -> crate::support::Answer {
    let asked = teacher.page(&format!("{page}/withdrawal")).await.is(200);
    teacher.submit(&form(&asked, "/withdrawal")).await
}

both! {
    async fn first_attempts_are_counted_and_instructors_read_them(app) {
        let (teacher, an, binh) = (instructor(&app).await, app.learner("an").await, app.learner("binh").await);
        answer_all(&an, Fixture::PRACTICAL, true).await;
        answer_all(&binh, Fixture::PRACTICAL, false).await;
        let waiting = practical(&teacher).await;
        count_answers(&app.app).await.unwrap();
        assert_eq!(practical(&teacher).await, waiting, "what has just ended is read before it is counted");
        clean(&app).await;
        answer_all(&binh, Fixture::PRACTICAL, true).await;
        count_answers(&app.app).await.unwrap();
        let counted = practical(&teacher).await;
        assert_eq!(counted, waiting, "a second attempt does not count");
        assert_eq!(counted.len(), 2);
        for one in &counted {
            assert_eq!((&one["type"], &one["version"], &one["attempts"]), (&"single".into(), &1.into(), &2.into()));
            assert_eq!((&one["difficulty"], &one["discrimination"]), (&0.5.into(), &1.0.into()));
            assert_eq!(one["flags"], serde_json::json!(["not_enough_data"]));
            let choices = one["choices"].as_array().unwrap();
            let chosen: i64 = choices.iter().map(|choice| choice["chosen"].as_i64().unwrap()).sum();
            let right = choices.iter().find(|choice| choice["correct"] == true).unwrap();
            assert_eq!((choices.len(), chosen, &right["chosen"]), (4, 2, &1.into()));
        }
        clean(&app).await;
    }

    async fn a_void_attempt_is_taken_back_and_wrong_sums_are_put_right(app) {
        let (teacher, an) = (instructor(&app).await, app.learner("an").await);
        answer_all(&an, Fixture::PRACTICAL, true).await;
        count_answers(&app.app).await.unwrap();
        app.sql("UPDATE question_stat SET sums = '{}'").await.unwrap();
        assert_eq!(recompute(&app.app, true).await.unwrap().differences.len(), 2);
        recompute(&app.app, false).await.unwrap();
        clean(&app).await;
        assert_eq!(practical(&teacher).await[0]["attempts"], 1);
        app.sql("UPDATE attempt SET state = 'void'").await.unwrap();
        count_answers(&app.app).await.unwrap();
        assert_eq!(practical(&teacher).await[0]["attempts"], 0);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE counted = TRUE").await, 0);
    }

    async fn the_pages_are_for_instructors(app) {
        let (teacher, an) = (instructor(&app).await, app.learner("an").await);
        answer_all(&an, Fixture::PRACTICAL, true).await;
        let list = teacher.page("/teach/courses/ai-thu/questions?skill=ap-dung&sort=difficulty&flag=not_enough_data").await.is(200);
        let links = attributes(&list, "table a[href*='/questions/']", "href");
        assert_eq!(links.len(), 2, "{}", list.text());
        let page = teacher.page(&links[0]).await.is(200);
        assert!(page.text().contains("02-mo-phong.quiz.md:"), "{}", page.text());
        assert!(texts(&page, "main").concat().contains("chưa đủ dữ liệu"));
        assert_eq!(texts(&page, ".badge.valid").len(), 1, "the right choice is marked");
        for path in ["/teach/courses/ai-thu/questions", &links[0], "/teach/courses/ai-thu/questions/999999"] {
            an.page(path).await.is(404);
        }
        teacher.page("/teach/courses/ai-thu/questions/999999").await.is(404);
        teacher.page("/teach/courses/khong-co/questions").await.is(404);
        an.ask(API).await.is(404);
        app.visitor().ask(API).await.is(401);
        let first = teacher.ask(&format!("{API}?limit=5")).await.expect(200);
        assert_eq!(first["items"].as_array().unwrap().len(), 5);
        let next = teacher.ask(&format!("{API}?limit=200&cursor={}", first["next"].as_str().unwrap())).await.expect(200);
        let ids = |list: &Value| list["items"].as_array().unwrap().iter().map(|one| one["id"].to_string()).collect::<BTreeSet<_>>();
        assert!(next["next"].is_null() && ids(&first).is_disjoint(&ids(&next)));
    }

    async fn a_withdrawn_question_is_drawn_no_more_until_it_is_brought_back(app) {
        let (teacher, an, binh, chi) = (instructor(&app).await, app.learner("an").await, app.learner("binh").await, app.learner("chi").await);
        let running = an.begin(Fixture::PRACTICAL).await;
        let list = teacher.page("/teach/courses/ai-thu/questions?skill=ap-dung").await.is(200);
        let links = attributes(&list, "table a[href*='/questions/']", "href");
        withdraw(&teacher, &links[0]).await.is(303);
        assert_eq!(binh.begin(Fixture::PRACTICAL).await["questions"].as_array().unwrap().len(), 1);
        assert_eq!(withdraw(&teacher, &links[1]).await.status, 409, "a quiz without questions is none");
        assert_eq!(app.count("SELECT COUNT(*) FROM question_withdrawal").await, 1);
        an.answer_all(&running, true).await;
        assert_eq!(an.hand_in(&running).await.expect(200)["max_score"], 2.0, "who had begun keeps it");
        withdraw(&teacher, &links[0]).await.is(303);
        assert_eq!(chi.begin(Fixture::PRACTICAL).await["questions"].as_array().unwrap().len(), 2);
        let audited = "SELECT COUNT(*) FROM audit WHERE action IN ('question.withdraw', 'question.bring_back')";
        assert_eq!(app.count(audited).await, 2);
        clean(&app).await;
    }
}
