//! Work that is improved begins with what was handed in; work whose attempt is judged anew keeps its marks.

use super::{PAGE, TASK, id, instructor, nothing_differs, parts, picture, publish, publish_with};
use crate::support::course::Fixture;
use crate::support::{Call, both, json};
use xutra::actions::rejudge_attempts::apply;
use xutra::actions::verify_audit::verify_audit;
use xutra_store::regrade::{Regrade, record_decision};

both! {
    async fn returned_work_comes_back_with_its_words_and_files(app) {
        publish(&app).await;
        let (an, gv) = (app.learner("an").await, instructor(&app, "giang-vien").await);
        let first = an.begin(TASK).await;
        let files = [an.upload(&first, "1", "a.jpg", &picture()).await.expect(201), an.upload(&first, "1", "b.jpg", &picture()).await.expect(201)];
        an.save(&first, "1", json!({ "text": "Tôi làm.\nhttps://a.vn/x", "files": [files[1]["id"], files[0]["id"]] })).await.expect(200);
        an.hand_in(&first).await.expect(200);
        gv.give_back(&gv.queue().await.remove(0), "Thêm ảnh.").await.expect(200);
        let page = an.post(&format!("/courses/{}/{TASK}/attempts", Fixture::ID), &[]).await.is(303);
        let url = page.header("location").to_owned();
        let page = an.page(&url).await.is(200);
        assert!(page.text().contains("Tôi làm.\nhttps://a.vn/x") && page.text().contains("a.jpg") && page.text().contains("b.jpg"));
        let second = an.open_one(TASK).await;
        let copies: Vec<&str> = second["answers"]["1"]["files"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert!(copies.len() == 2 && files.iter().all(|file| !copies.contains(&file["id"].as_str().unwrap())), "copies of their own");
        assert_eq!(an.page(&format!("/task-files/{}", copies[0])).await.is(200).header("content-type"), "image/jpeg");
        // One is taken back here; what was handed in before stays as it was.
        let removal = format!("/attempts/{}/questions/1/files/{}", id(&second), copies[0]);
        an.api("DELETE", &removal, None).await.is(204);
        assert_eq!(app.count("SELECT COUNT(*) FROM task_file").await, 3);
        let before = an.ask(&format!("/attempts/{}", id(&first))).await.expect(200);
        assert_eq!(before["answers"]["1"]["files"].as_array().unwrap().len(), 2);
        let (kind, body) = parts(&[("text", "Tôi làm lại."), ("go", "review")], &[("c.jpg", &picture())]);
        let call = Call::post(&format!("{url}/questions/1/work")).header("sec-fetch-site", "same-origin");
        an.send(call.body(&kind, body)).await.is(303);
        an.hand_in(&second).await.expect(200);
        assert_eq!(app.count("SELECT COUNT(*) FROM task_submission").await, 2);
        nothing_differs(&app).await;
    }

    async fn marks_are_neither_lost_nor_doubled_where_a_key_changes(app) {
        let page = |key: u32| PAGE.replacen("## Bạn", &format!("## Hai cộng hai? {{#so .number}}\n\n- [x] {key}\n\n## Bạn"), 1);
        publish_with(&app, &page(4)).await;
        let live = app.app.catalog.course(Fixture::ID).unwrap();
        let old = live.versions["so"];
        let (an, gv) = (app.learner("an").await, instructor(&app, "giang-vien").await);
        let attempt = an.begin(TASK).await;
        for question in attempt["questions"].as_array().unwrap() {
            let answer = if question["type"] == "task" { json!({ "text": "Bài" }) } else { json!({ "number": "5" }) };
            an.save(&attempt, question["id"].as_str().unwrap(), answer).await.expect(200);
        }
        an.hand_in(&attempt).await.expect(200);
        let work = gv.queue().await.remove(0);
        gv.mark(&work, [2.0, 1.0], "").await.expect(200);
        let result = an.hand_in(&attempt).await.expect(200);
        assert_eq!((&result["score"], &result["passed"]), (&json!(3.0), &json!(false)), "{result}");
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence").await, 2);
        publish_with(&app, &page(5)).await;
        let live = app.app.catalog.course(Fixture::ID).unwrap();
        let (new, revision, now) = (live.versions["so"], live.revision, app.app.clock.now());
        assert_ne!(old, new);
        let by = gv.id();
        for (times, expected) in [(1, 1), (2, 0)] {
            let basis = std::sync::Arc::new(app.app.basis());
            let changed = app.app.store.write(move |tx| { let basis = std::sync::Arc::clone(&basis); Box::pin(async move {
                if times == 1 {
                    record_decision(tx, Regrade { version: old, to: Some(new), revision }, by, now).await?;
                }
                apply(tx, Fixture::ID, revision, &[old], &basis).await
            }) }).await.unwrap();
            assert_eq!(changed.len(), expected, "judged again, it earns the same");
            assert!(changed.iter().all(|one| one.after == (80.0, true)), "{changed:?}");
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM rejudgement").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence").await, 2, "what was shown then stays as it was");
        assert_eq!(app.count("SELECT COUNT(*) FROM task_grade").await, 1);
        let skills = an.ask("/me/competency").await.expect(200)["skills"].clone();
        let practical = skills.as_array().unwrap().iter().find(|one| one["id"] == "ap-dung").unwrap();
        assert_eq!((&practical["evidence"], &practical["met"]), (&json!(2), &json!(true)), "{practical}");
        assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
        nothing_differs(&app).await;
    }
}
