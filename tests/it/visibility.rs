//! Who sees what of a course, and what opens when: `audience` and `requires`, by page and by API.

use crate::support::course::Fixture;
use crate::support::{Actor, TestApp, both};
use xutra_domain::instant::MINUTE;

const OFFICIAL: &str = "/courses/ai-thu/cong-vu";

/// With a lesson for officials alone, which the exam of everyone requires besides, and a lesson behind the module check.
fn fixture() -> Fixture {
    let lesson =
        |keys: &str, title: &str| format!("---\ntitle: {title}\nskills: hieu-ai\n{keys}---\n# {title}\n\nĐọc đi.\n");
    Fixture::new()
        .with("02-thuc-hanh/04-cong-vu.md", &lesson("audience: official\n", "Công vụ"))
        .with("02-thuc-hanh/05-nang-cao.md", &lesson("requires: lam-quen-quiz\n", "Nâng cao"))
        .with("02-thuc-hanh/06-tong-ket.md", &lesson("requires: cong-vu\n", "Tổng kết"))
}

async fn official(app: &TestApp) -> Actor {
    let actor = app.learner("can-bo").await;
    app.sql("UPDATE account SET audience = 'official' WHERE login = 'can-bo'").await.unwrap();
    app.wait(MINUTE);
    actor
}

both! {
    async fn what_is_for_others_exists_in_no_page_and_no_call(app) {
        app.publish(&fixture()).await;
        let (resident, official) = (app.learner("an").await, official(&app).await);
        for nobody in [app.visitor(), app.learner("hoa").await] {
            for path in [OFFICIAL, "/api/v1/courses/ai-thu/lessons/cong-vu"] {
                assert_eq!(nobody.page(path).await.status, 404, "{path}");
            }
            for path in ["/courses/ai-thu", "/courses/ai-thu/mo-phong", "/courses/ai-thu/nang-cao", "/api/v1/courses/ai-thu"] {
                assert!(!nobody.page(path).await.text().contains("cong-vu"), "{path}");
            }
        }
        assert_eq!(resident.post(&format!("{OFFICIAL}/completion"), &[]).await.status, 404);
        resident.api("PUT", "/courses/ai-thu/lessons/cong-vu/completion", None).await.expect(404);
        assert_eq!(official.page(OFFICIAL).await.status, 200);
        official.api("PUT", "/courses/ai-thu/lessons/cong-vu/completion", None).await.is(204);
        let total = |actor: Actor| async move { actor.ask("/courses/ai-thu/progress").await.expect(200)["total"].as_i64().unwrap() };
        assert_eq!(total(official).await, total(resident).await + 1);
    }

    async fn a_course_for_others_does_not_exist(app) {
        let toml = "lang = \"vi\"\nlanguages = [\"vi\", \"en\"]\naudience = [\"official\", \"business\"]\n\n[title]\nvi = \"Khóa thử\"\n";
        let resident = app.learner("an").await;
        let running = resident.begin(Fixture::TIMED).await;
        app.publish(&Fixture::new().with("course.toml", toml)).await;
        let official = official(&app).await;
        for path in ["/courses/ai-thu", "/courses/ai-thu/bai-mot", "/api/v1/courses/ai-thu"] {
            assert_eq!((resident.page(path).await.status, official.page(path).await.status), (404, 200), "{path}");
        }
        assert!(!resident.page("/courses").await.text().contains("Khóa thử"));
        assert!(official.page("/courses").await.text().contains("Khóa thử"));
        assert!(resident.ask("/courses").await.expect(200)["items"].as_array().unwrap().is_empty());
        resident.api("PUT", "/courses/ai-thu/enrollment", None).await.expect(404);
        resident.start(Fixture::QUIZ).await.expect(404);
        assert_eq!(official.api("PUT", "/courses/ai-thu/enrollment", None).await.status, 201);
        assert_eq!(resident.hand_in(&running).await.status, 200, "what runs may be finished");
    }

    async fn a_lesson_opens_when_what_it_requires_is_done(app) {
        app.publish(&fixture()).await;
        let (an, visitor) = (app.learner("an").await, app.visitor());
        let page = an.page("/courses/ai-thu/nang-cao").await;
        assert_eq!(page.status, 403);
        assert!(page.text().contains("/courses/ai-thu/lam-quen-quiz") && !page.text().contains("Đọc đi"), "{}", page.text());
        let refused = an.ask("/courses/ai-thu/lessons/nang-cao").await.expect(403);
        assert!(refused["detail"].as_str().unwrap().contains("Kiểm tra"), "{refused}");
        an.api("PUT", "/courses/ai-thu/lessons/nang-cao/completion", None).await.expect(403);
        assert_eq!(an.post("/courses/ai-thu/nang-cao/completion", &[]).await.status, 403);
        assert_eq!(app.count("SELECT COUNT(*) FROM lesson_completion").await, 0);
        let page = visitor.page("/courses/ai-thu/nang-cao").await;
        assert_eq!(page.status, 403);
        assert!(page.text().contains("/login?next=/courses/ai-thu/nang-cao"), "{}", page.text());
        an.work(Fixture::QUIZ, true).await;
        assert_eq!(an.page("/courses/ai-thu/nang-cao").await.status, 200);
        an.api("PUT", "/courses/ai-thu/lessons/nang-cao/completion", None).await.is(204);
    }

    async fn what_is_for_others_is_not_waited_for(app) {
        app.publish(&fixture()).await;
        let (an, official) = (app.learner("an").await, official(&app).await);
        assert_eq!(an.page("/courses/ai-thu/tong-ket").await.status, 200);
        assert_eq!(official.page("/courses/ai-thu/tong-ket").await.status, 403);
    }

    async fn a_lesson_asks_for_its_self_checks_and_one_that_does_not_count_cannot_be_ticked(app) {
        app.publish(&Fixture::new().with("01-lam-quen/02-bai-hai.md", "---\ncomplete: none\n---\n# Bài hai\n\nĐọc thêm.\n")).await;
        let an = app.learner("an").await;
        let checked = an.page("/courses/ai-thu/bai-mot").await.text();
        assert!(checked.contains("href=\"#check-tu-kiem\"") && checked.contains("bai-mot/completion"), "{checked}");
        let uncounted = an.page("/courses/ai-thu/bai-hai").await.text();
        assert!(!uncounted.contains("bai-hai/completion") && uncounted.contains("lam-quen-quiz"), "{uncounted}");
        an.api("PUT", "/courses/ai-thu/lessons/bai-mot/completion", None).await.is(204);
        assert!(!an.page("/courses/ai-thu/bai-mot").await.text().contains("href=\"#check-tu-kiem\""), "it is done");
    }
}
