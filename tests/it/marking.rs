//! Practical work: handed in with pictures, marked by others, returned and improved, marked twice; and files that attack.

mod files;
mod improved;

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, Call, TestApp, Value, both, json};
use xutra::actions::recompute::recompute;
use xutra::web::actor::session_cookie;
use xutra_domain::people::Role;

pub const TASK: &str = "viec-that";

/// A task of two criteria; what is for markers alone holds BIMAT.
const PAGE: &str = r"---
title: Việc thật
skills: ap-dung
pass: 70%
attempts: 1
cooldown: 1h
---
# Việc thật

## Bạn đã làm gì? {#viec .task submit=text,image,file max-files=2 max-chars=200}

Kể lại.

| Tiêu chí | Đạt (2) | Một phần (1) | Chưa đạt (0) |
|---|---|---|---|
| Rõ | rõ | vừa | mờ |
| Đúng | đúng | vừa | sai |

### Bài mẫu {.solution}

BIMAT mẫu.
";

/// Publishes the fixture's course with the task as a second way to show practical work.
pub async fn publish(app: &TestApp) {
    publish_with(app, PAGE).await;
}

/// The same with another page.
async fn publish_with(app: &TestApp, page: &str) {
    let mut fixture = Fixture::new().with("02-thuc-hanh/04-viec-that.quiz.md", page);
    let (name, policy) = fixture.source.capability.take().unwrap();
    let one = r#"any_of = [ { quiz = "mo-phong", pass = "80%" } ]"#;
    let two =
        r#"any_of = [ { quiz = "mo-phong", pass = "80%" }, { task = "viec-that", pass = "70%", grader = "other" } ]"#;
    let policy = String::from_utf8(policy).unwrap();
    assert!(policy.contains(one));
    let policy = policy.replace(one, two).replace("2026-12", "2027-01");
    fixture.source.capability = Some((name, policy.into_bytes()));
    app.publish(&fixture).await;
}

/// A small picture.
pub fn picture() -> Vec<u8> {
    let drawn = image::RgbImage::from_fn(24, 16, |x, y| {
        image::Rgb([u8::try_from(x * 9).unwrap(), u8::try_from(y * 9).unwrap(), 90])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    drawn.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// A form of several parts: fields, and files by name.
pub fn parts(fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--x7\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    for (name, content) in files {
        let head = format!(
            "--x7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--x7--\r\n");
    ("multipart/form-data; boundary=x7".into(), body)
}

pub fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

impl Actor {
    /// Adds a file by the API.
    pub async fn upload(&self, attempt: &Value, place: &str, name: &str, content: &[u8]) -> Answer {
        let (kind, body) = parts(&[], &[(name, content)]);
        let path = format!("/api/v1/attempts/{}/questions/{place}/files", id(attempt));
        let bearer = format!("Bearer {}", self.token().unwrap());
        self.app.call(Call::post(&path).header("authorization", &bearer).body(&kind, body)).await
    }

    /// Writes something for the task and hands it in.
    async fn hand_in_text(&self, text: &str) -> Value {
        let attempt = self.begin(TASK).await;
        self.save(&attempt, "1", json!({ "text": text })).await.expect(200);
        self.hand_in(&attempt).await.expect(200);
        attempt
    }

    async fn mark(&self, work: &str, marks: [f64; 2], comment: &str) -> Answer {
        let body = json!({ "marks": { "Rõ": marks[0], "2": marks[1] }, "comment": comment });
        self.api("POST", &format!("/teach/submissions/{work}/grade"), Some(body)).await
    }

    async fn give_back(&self, work: &str, comment: &str) -> Answer {
        let body = json!({ "return": true, "comment": comment });
        self.api("POST", &format!("/teach/submissions/{work}/grade"), Some(body)).await
    }

    /// Ids of what waits for this marker.
    pub async fn queue(&self) -> Vec<String> {
        let list = self.ask("/teach/submissions?limit=200").await.expect(200);
        list["items"].as_array().unwrap().iter().map(id).collect()
    }
}

async fn instructor(app: &TestApp, login: &str) -> Actor {
    app.person(login, None, &[(Role::Instructor, None)]).await
}

async fn nothing_differs(app: &TestApp) {
    let report = recompute(&app.app, true).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
}

both! {
    async fn work_is_handed_in_though_the_sign_in_has_run_out(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let started = an.post(&format!("/courses/{}/{TASK}/attempts", Fixture::ID), &[]).await.is(303);
        let path = started.header("location").to_owned();
        app.sql("DELETE FROM session").await.unwrap();
        app.wait(5_000);
        an.jar.borrow_mut().remove(session_cookie(&app.app));
        let (kind, body) = parts(&[("text", "Đã làm xong."), ("go", "files")], &[("a.jpg", &picture())]);
        let call = Call::post(&format!("{path}/questions/1/work")).header("sec-fetch-site", "same-origin");
        let sent = an.send(call.body(&kind, body)).await.is(303);
        assert_eq!(sent.header("location"), format!("{path}?q=1"));
        assert_eq!(app.count("SELECT COUNT(*) FROM task_file").await, 1);
        assert!(an.page(&path).await.is(200).text().contains("Đã làm xong."));
    }

    async fn a_photo_is_handed_in_marked_by_somebody_else_and_grants_the_flag(app) {
        publish(&app).await;
        app.units().await;
        let an = app.person("an-bi-mat", Some("A1"), &[]).await;
        assert_eq!(an.work(Fixture::QUIZ, true).await["passed"], true);
        assert_eq!(an.work(Fixture::EXAM, true).await["passed"], true);
        let attempt = an.begin(TASK).await;
        assert!(!attempt.to_string().contains("BIMAT"), "{attempt}");
        let path = format!("/attempts/{}", id(&attempt));
        // By the form of the page, without script: words and a picture at once.
        let page = an.page(&format!("{path}?q=1")).await.is(200);
        assert!(!page.text().contains("BIMAT"));
        let asked = form(&page, "/questions/1/work");
        assert_eq!(attributes(&page, "form.question", "enctype"), ["multipart/form-data"]);
        let token = asked.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
        let (kind, body) = parts(&[("csrf", &token), ("text", "Tôi nhờ AI\r\nviết tin.\r\nXem https://a.vn/x"), ("go", "files")], &[("Ảnh của An.jpg", &picture())]);
        an.send(Call::post(&asked.action).body(&kind, body)).await.is(303);
        let page = an.page(&format!("{path}?q=1")).await.is(200);
        let photo = attributes(&page, "a[href^='/task-files/']", "href").remove(0);
        assert!(page.text().contains("Ảnh của An.jpg") && page.text().contains("viết tin."));
        let shown = an.page(&photo).await.is(200);
        assert_eq!(shown.header("content-type"), "image/jpeg");
        assert!(shown.header("content-security-policy").contains("sandbox") && shown.header("cache-control").contains("no-store"));
        assert_eq!((shown.header("x-content-type-options"), shown.header("content-disposition").starts_with("inline; filename=\"")), ("nosniff", true));
        let (gv, binh) = (instructor(&app, "giang-vien").await, app.learner("binh").await);
        let guide = app.person("huong-dan", None, &[(Role::Instructor, None), (Role::Facilitator, Some("A"))]).await;
        let (inside, outside) = (app.person("thanh-tra", None, &[(Role::Inspector, Some("A"))]).await, app.person("thanh-tra-b", None, &[(Role::Inspector, Some("B"))]).await);
        for (who, status) in [(&gv, 404), (&binh, 404), (&guide, 404), (&inside, 200), (&outside, 404)] {
            assert_eq!(who.page(&photo).await.status, status, "{}", who.id());
        }
        assert_eq!(gv.queue().await.len(), 0, "nothing waits before it is handed in");
        // Two who may mark: nothing is drawn for a second mark.
        let result = an.hand_in(&attempt).await.expect(200);
        let other = instructor(&app, "nguoi-khac").await;
        assert_eq!(app.administrator().await.page(&photo).await.status, 200);
        assert_eq!((&result["passed"], &result["questions"][0]["correct"]), (&json!(false), &Value::Null));
        assert!(an.page(&path).await.is(200).text().contains("Bài đang chờ chấm"));
        assert_eq!(an.start(TASK).await.expect(409)["retry_at"], Value::Null, "one work at a time");
        assert_eq!(an.ask("/me/competency").await.expect(200)["capable"], false);
        assert_eq!(guide.queue().await.len(), 0, "who guides the learner's unit does not mark");
        let work = gv.queue().await.remove(0);
        guide.mark(&work, [2.0, 2.0], "").await.expect(404);
        an.mark(&work, [2.0, 2.0], "").await.expect(404);
        assert_eq!(guide.page(&format!("/teach/submissions/{work}")).await.status, 404);
        // From the queue: what has waited longest is the marker's for an hour.
        let queue = gv.page("/teach/submissions").await.is(200);
        let taken = gv.submit(&form(&queue, "/next")).await.is(303);
        assert!(taken.header("location").ends_with(&work));
        assert_eq!(other.queue().await.len(), 0);
        other.mark(&work, [2.0, 2.0], "").await.expect(409);
        let page = gv.page(taken.header("location")).await.is(200);
        assert!(page.text().contains("BIMAT mẫu") && page.text().contains("rel=\"nofollow noopener noreferrer\""));
        for secret in ["an-bi-mat", "Nguyễn an-bi-mat", "Ảnh của An"] {
            assert!(!page.text().contains(secret), "{secret}");
        }
        assert_eq!((gv.page(&photo).await.status, other.page(&photo).await.status), (200, 404));
        let sheet = form(&page, "/grade");
        let half = gv.submit(&sheet.clone().tick("mark-1", "2").press("go", "grade")).await;
        assert_eq!((half.status, app.count("SELECT COUNT(*) FROM task_grade").await), (422, 0), "a criterion is missing");
        assert_eq!(texts(&half, ".error").len(), 1);
        let sheet = sheet.tick("mark-1", "2").tick("mark-2", "1").fill("comment", "Rõ <b>lắm</b>");
        gv.submit(&sheet.press("go", "grade")).await.is(303);
        gv.mark(&work, [2.0, 2.0], "").await.expect(409);
        assert_eq!(gv.page(&photo).await.status, 404, "what is marked is the marker's no more");
        let page = an.page(&path).await.is(200);
        assert!(page.text().contains("Rõ &lt;b&gt;lắm&lt;/b&gt;") && !page.text().contains("BIMAT"), "{}", page.text());
        let result = &an.ask(&path).await.expect(200)["result"];
        assert_eq!((&result["percent"], &result["passed"], &result["score"]), (&json!(75.0), &json!(true), &json!(3.0)));
        assert!(result["questions"][0]["feedback_html"].as_str().unwrap().contains("lắm"));
        let flag = an.ask("/me/competency").await.expect(200);
        assert_eq!(flag["capable"], true, "{flag}");
        assert!(an.page("/me").await.is(200).text().contains("Đã chấm"));
        nothing_differs(&app).await;
        app.sql("UPDATE task_queue SET state = 'waiting'").await.unwrap();
        assert_eq!(recompute(&app.app, true).await.unwrap().differences.len(), 1, "the queue must be what the marks say");
    }

    async fn what_is_left_names_each_way_with_its_own_need(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::EXAM, true).await;
        let page = an.page("/me/competency").await.is(200);
        let ways = texts(&page, ".steps li li");
        assert_eq!(ways, ["Mô phỏng cần đạt 80%", "Việc thật cần đạt 70%"]);
        assert!(page.text().contains("bằng một trong các cách sau"));
        assert!(!texts(&page, ".skill-note").concat().contains('%'), "no need that holds for one way alone");
        an.hand_in_text("Bài").await;
        let gv = instructor(&app, "giang-vien").await;
        gv.mark(&gv.queue().await.remove(0), [1.0, 1.0], "").await.expect(200);
        let page = an.page("/me/competency").await.is(200);
        assert!(texts(&page, ".skill-note").concat().contains("Cần có: 70%"), "the way that was tried");
    }

    async fn returned_work_is_improved_without_using_up_a_try(app) {
        publish(&app).await;
        let (an, gv) = (app.learner("an").await, instructor(&app, "giang-vien").await);
        let first = an.hand_in_text("Vội").await;
        let work = gv.queue().await.remove(0);
        gv.give_back(&work, " ").await.expect(422);
        assert_eq!(gv.give_back(&work, "Kể thêm chỗ đã kiểm.").await.expect(200)["state"], "returned");
        let page = an.page(&format!("/attempts/{}", id(&first))).await.is(200);
        assert!(page.text().contains("Kể thêm chỗ đã kiểm.") && page.text().contains("Bài được trả lại để sửa"));
        let evidence = "SELECT COUNT(*) FROM evidence";
        assert_eq!(app.count(evidence).await, 0);
        // The quiz allows one try, and an hour between two: neither counts here.
        let improved = an.begin(TASK).await;
        assert_eq!(improved["answers"]["1"], json!({ "text": "Vội", "files": [] }), "it begins with what was handed in");
        assert_eq!(app.count("SELECT COUNT(*) FROM task_submission").await, 1, "which is not handed in by that");
        an.save(&improved, "1", json!({ "text": "Kỹ hơn" })).await.expect(200);
        an.hand_in(&improved).await.expect(200);
        let again = gv.queue().await.remove(0);
        assert_eq!(gv.mark(&again, [0.0, 1.0], "").await.expect(200)["state"], "graded");
        assert_eq!(app.count(evidence).await, 1);
        an.start(TASK).await.expect(409);
        assert_eq!(an.ask("/me/competency").await.expect(200)["capable"], false);
        nothing_differs(&app).await;
    }

    async fn marks_that_do_not_fit_the_rubric_are_refused_and_nothing_is_stored(app) {
        publish(&app).await;
        let (an, gv) = (app.learner("an").await, instructor(&app, "giang-vien").await);
        an.hand_in_text("Bài").await;
        let work = gv.queue().await.remove(0);
        let path = format!("/teach/submissions/{work}/grade");
        for (body, pointer) in [
            (json!({ "marks": { "Rõ": 2.0 } }), "/marks/2"),
            (json!({ "marks": { "Rõ": 2.0, "Đúng": 1.5 } }), "/marks/2"),
            (json!({ "marks": { "Rõ": 2.0, "Đúng": -1.0 } }), "/marks/2"),
            (json!({ "marks": { "Rõ": 2.0, "Đúng": 1.0, "Đẹp": 0.0 } }), "/marks/Đẹp"),
            (json!({ "marks": { "Rõ": "2", "Đúng": 1.0 } }), "/marks/Rõ"),
            (json!({ "marks": { "Rõ": 2.0, "Đúng": 1.0 }, "comment": "x".repeat(2_001) }), "/comment"),
            (json!({ "marks": {} }), "/marks/1"),
            (json!({}), "/marks/1"),
        ] {
            let refused = gv.api("POST", &path, Some(body.clone())).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], pointer, "{body} {refused}");
        }
        gv.api("POST", &path, Some(json!({ "marks": { "Rõ": 2.0, "Đúng": 1.0 }, "passed": true }))).await.expect(422);
        assert_eq!(app.count("SELECT COUNT(*) FROM task_grade").await, 0);
        for absent in ["01890000-0000-7000-8000-000000000000", "x"] {
            gv.mark(absent, [2.0, 2.0], "").await.expect(404);
        }
        // Fifty at once: one mark.
        let both = [instructor(&app, "hai").await, instructor(&app, "ba").await];
        let (one, two) = tokio::join!(both[0].mark(&work, [2.0, 2.0], ""), both[1].mark(&work, [2.0, 2.0], ""));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        let wanted = app.count("SELECT wanted FROM task_submission").await;
        assert_eq!(statuses, if wanted == 1 { [200, 409] } else { [200, 200] });
    }

    async fn nothing_is_kept_for_who_took_it_for_ever(app) {
        publish(&app).await;
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        let (gv, other) = (instructor(&app, "giang-vien").await, instructor(&app, "nguoi-khac").await);
        an.hand_in_text("Bài một").await;
        app.wait(1_000);
        binh.hand_in_text("Bài hai").await;
        let [first, second] = gv.queue().await.try_into().unwrap();
        let take = |who: Actor, work: String| async move { who.api("PUT", &format!("/teach/submissions/{work}/reservation"), None).await };
        let taken = take(gv.clone(), first.clone()).await.expect(200);
        assert_eq!((&taken["text"], taken["reserved_until"].is_string()), (&json!("Bài một"), true));
        assert_eq!(other.queue().await, std::slice::from_ref(&second));
        take(other.clone(), first.clone()).await.expect(409);
        app.wait(60_000);
        assert_eq!(take(gv.clone(), first.clone()).await.expect(200)["reserved_until"], taken["reserved_until"], "no time is added");
        take(gv.clone(), second.clone()).await.expect(200);
        assert_eq!(other.queue().await, std::slice::from_ref(&first), "who takes another gives the first back");
        app.wait(60 * 60_000);
        assert_eq!(other.queue().await, [first, second.clone()]);
        take(other.clone(), second.clone()).await.expect(200);
        gv.mark(&second, [2.0, 2.0], "").await.expect(409);
        other.mark(&second, [2.0, 2.0], "").await.expect(200);
        let page = gv.page("/teach/submissions").await.is(200);
        assert!(page.text().contains("1 bài đang chờ bạn chấm"), "{}", page.text());
    }

    async fn a_drawn_share_is_marked_twice_without_sight_and_a_third_decides(app) {
        publish(&app).await;
        let mut markers = Vec::new();
        for login in ["mot", "hai", "ba"] {
            markers.push(instructor(&app, login).await);
        }
        let [mot, hai, ba] = markers.try_into().unwrap_or_else(|_| panic!("three"));
        let mut drawn = Vec::new();
        for number in 0..150 {
            let person = app.learner(&format!("nguoi-{number}")).await;
            person.hand_in_text("Bài").await;
            let work = mot.queue().await.remove(0);
            match mot.mark(&work, [2.0, 2.0], "LỜI-MỘT").await.expect(200)["state"].as_str().unwrap() {
                "graded" => {}
                _ => drawn.push((work, person)),
            }
            if drawn.len() == 2 {
                break;
            }
        }
        let [(parted, learner), (agreed, _)] = drawn.try_into().unwrap_or_else(|_| panic!("a tenth is drawn"));
        let passed = "SELECT COUNT(*) FROM attempt WHERE passed = TRUE AND quiz = 'viec-that'";
        let before = app.count(passed).await;
        assert_eq!(mot.queue().await.len(), 0, "not twice by one");
        assert_eq!(hai.queue().await, [parted.clone(), agreed.clone()]);
        let seen = hai.ask("/teach/submissions").await.expect(200).to_string();
        assert!(!seen.contains("LỜI-MỘT"), "{seen}");
        assert_eq!(hai.mark(&agreed, [2.0, 1.0], "").await.expect(200)["state"], "graded");
        assert_eq!(app.count(passed).await, before + 1);
        assert_eq!(hai.mark(&parted, [0.0, 1.0], "LỜI-HAI").await.expect(200)["state"], "waiting");
        mot.mark(&parted, [2.0, 2.0], "").await.expect(409);
        let attempts = learner.page("/me").await.is(200);
        assert!(attempts.text().contains("Đang chờ chấm") && !attempts.text().contains("LỜI"));
        assert_eq!(ba.mark(&parted, [2.0, 1.0], "LỜI-BA").await.expect(200)["state"], "graded");
        assert_eq!(app.count(passed).await, before + 2, "the third decides");
        let page = ba.page("/teach/agreement").await.is(200);
        let cells = texts(&page, "tbody tr:first-child td");
        assert_eq!(cells[..2], ["2", "1"], "two works, one with the same end: {cells:?}");
        nothing_differs(&app).await;
    }
}
