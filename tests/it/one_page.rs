//! A quiz with all its questions on one page: saved all at once without script, each by itself with it; what does not fit
//! costs the others nothing, and a page that stood open takes nothing back.

use crate::marking::picture;
use crate::support::course::Fixture;
use crate::support::page::{FormOnPage, attributes, form, texts};
use crate::support::{Actor, Answer, Call, NOW, TestApp, Value, both, json};
use std::collections::BTreeMap;
use xutra_domain::competency::paces;
use xutra_domain::ids::AttemptId;
use xutra_domain::instant::MINUTE;
use xutra_store::assessment::find_attempt;

const QUIZ: &str = "mot-trang";
const WORK: &str = "mot-trang-bai";

/// Every type that takes no people to mark it, in this order.
const PAGE: &str = r"---
title: Một trang
page: all
pass: 50%
time-limit: 30m
shuffle: none
skills: ap-dung
---
# Một trang

## Thủ đô nước ta? {#thu-do}

> [!TIP]
> Gợi ý: ở miền Bắc.

- [x] Hà Nội
- [ ] Huế
- [ ] Vinh

## Việc nào nên làm? {#viec}

- [x] Hỏi lại
- [x] Tìm nguồn
- [ ] Tin ngay

## Hai cộng hai? {#cong .number}

- [x] 4

## Tên nước? {#ten .text}

- [x] Việt Nam

## Xếp thứ tự {#xep .order}

1. Một
2. Hai
3. Ba
";

const WORK_PAGE: &str = r"---
title: Một trang có bài làm
page: all
pass: 50%
skills: ap-dung
shuffle: none
---
# Bài làm

## Hai cộng hai? {#cong-nua .number}

- [x] 4

## Bạn đã làm gì? {#bai .task submit=text,image max-files=2 max-chars=200}

| Tiêu chí | Đạt (2) | Chưa đạt (0) |
|---|---|---|
| Rõ | rõ | mờ |
| Đúng | đúng | sai |

### Bài mẫu {.solution}

Mẫu.
";

async fn publish(app: &TestApp) {
    let fixture = Fixture::new().with("02-thuc-hanh/05-mot-trang.quiz.md", PAGE);
    app.publish(&fixture.with("02-thuc-hanh/06-mot-trang-bai.quiz.md", WORK_PAGE)).await;
}

async fn begin(actor: &Actor, quiz: &str) -> String {
    let started = actor.post(&format!("/courses/{}/{quiz}/attempts", Fixture::ID), &[]).await.is(303);
    started.header("location").to_owned()
}

/// Ids of the choices at a place, in shown order.
fn choices(page: &Answer, place: u32) -> Vec<String> {
    attributes(page, &format!("input[name=q{place}-choice]"), "value")
}

/// The lines that say when each answer was stored.
fn saved(page: &Answer) -> Vec<String> {
    texts(page, "section.question > p[role=status]")
}

/// Fills every question in, the order as it is shown.
fn filled(page: &Answer) -> FormOnPage {
    let mut filled = form(page, "/answers").tick("q1-choice", &choices(page, 1)[0]);
    filled = filled.tick("q2-choice", &choices(page, 2)[0]).tick("q2-choice", &choices(page, 2)[2]);
    filled = filled.fill("q3-number", "4").fill("q4-text", "Việt Nam");
    for (name, place) in attributes(page, "select", "name").iter().zip(["1", "2", "3"]) {
        filled = filled.fill(name, place);
    }
    filled
}

async fn stored(actor: &Actor, url: &str) -> BTreeMap<String, Value> {
    let attempt = actor.ask(url).await.expect(200);
    serde_json::from_value(attempt["answers"].clone()).unwrap()
}

both! {
    async fn one_button_saves_all_and_each_line_says_when(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let url = begin(&an, QUIZ).await;
        let page = an.page(&url).await.is(200);
        assert_eq!(texts(&page, "section.question > h2"), (1..=5).map(|place| format!("Câu {place} trên 5")).collect::<Vec<_>>());
        assert_eq!(saved(&page), [""; 5]);
        assert_eq!(texts(&page, ".actions button"), ["Lưu và nộp bài", "Lưu tất cả"]);
        assert_eq!(attributes(&page, "form button", "value")[0], "stay", "what the Enter key presses asks for nothing");
        assert_eq!(attributes(&page, "[data-ends]", "data-now"), [NOW.0.to_string()]);
        app.wait(MINUTE);
        let some = form(&page, "/answers").fill("q3-number", "12").press("go", "stay");
        let page = an.submit_and_follow(&some).await.is(200);
        let lines = saved(&page);
        assert!(lines[2].starts_with("Đã lưu ") && lines.iter().filter(|line| line.is_empty()).count() == 4, "{lines:?}");
        app.wait(MINUTE);
        let page = an.submit_and_follow(&filled(&page).press("go", "stay")).await.is(200);
        assert_eq!(saved(&page).iter().filter(|line| line.starts_with("Đã lưu ")).count(), 5);
        assert_eq!(attributes(&page, "input[name=q1-choice][checked]", "value"), choices(&page, 1)[..1]);
        assert_eq!(attributes(&page, "input[name=q3-number]", "value"), ["4"]);
        // Saved again as it is, nothing moves.
        let before = saved(&page);
        app.wait(5 * MINUTE);
        let page = an.submit_and_follow(&form(&page, "/answers").press("go", "stay")).await.is(200);
        assert_eq!(saved(&page), before);
        // Answers that were saved at one instant share the time.
        let id = AttemptId::parse(&url.replace("/attempts/", "")).unwrap();
        let times = find_attempt(app.app.store.reader(), id).await.unwrap().unwrap().times;
        assert_eq!(times, (1..=5).map(|place| (place.to_string(), 2 * MINUTE)).collect::<BTreeMap<_, _>>());
        assert_eq!(paces(&times, 7 * MINUTE).values().copied().collect::<Vec<i64>>(), [24_000; 5]);
        let done = an.submit(&form(&page, "/answers").press("go", "submit")).await.is(303);
        let result = an.page(done.header("location")).await.is(200);
        assert_eq!(result.text().matches("class=\"answer ").count(), 5);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE state = 'submitted'").await, 1);
    }

    async fn what_does_not_fit_is_kept_and_said_and_the_others_are_saved(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let url = begin(&an, QUIZ).await;
        let page = an.page(&url).await;
        let long = "dài ".repeat(1_000);
        let mut bad = filled(&page).fill("q4-text", &long).fill("q1-choice", "foreign");
        for name in attributes(&page, "select", "name") {
            bad = bad.fill(&name, "2");
        }
        for go in ["stay", "submit"] {
            let told = an.submit(&bad.clone().press("go", go)).await.is(422);
            assert!(texts(&told, "[role=alert]")[0].starts_with("Có 3 câu chưa lưu được."), "{go}");
            assert_eq!(attributes(&told, "[role=alert] a", "href"), ["#q1", "#q4", "#q5"]);
            assert_eq!(attributes(&told, "input[name=q4-text]", "value"), [long.as_str()]);
            assert_eq!(attributes(&told, "input[name=q4-text]", "aria-describedby"), ["q4-prompt q4-error"]);
            assert_eq!(attributes(&told, "select option[selected]", "value"), ["2"; 3]);
            let lines = saved(&told);
            assert!(lines[1].starts_with("Đã lưu ") && lines[3].is_empty(), "{lines:?}");
        }
        let answers = stored(&an, &url).await;
        assert_eq!(answers.keys().collect::<Vec<_>>(), ["2", "3"]);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE state = 'open'").await, 1);
        let english = an.page(&format!("{url}?lang=en")).await.is(200);
        assert_eq!(texts(&english, ".actions button"), ["Save and hand in", "Save all"]);
    }

    async fn a_page_that_stood_open_takes_nothing_back(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let url = begin(&an, QUIZ).await;
        let old = an.page(&url).await;
        an.submit(&filled(&old).press("go", "stay")).await.is(303);
        let before = stored(&an, &url).await;
        assert_eq!(before.len(), 5);
        an.submit(&form(&old, "/answers").press("go", "stay")).await.is(303);
        assert_eq!(stored(&an, &url).await, before);
        // What a page of now takes back is taken back.
        let mut now = form(&an.page(&url).await, "/answers").fill("q3-number", "");
        now.fields.retain(|(name, _)| name != "q2-choice");
        an.submit(&now.press("go", "stay")).await.is(303);
        let after = stored(&an, &url).await;
        assert_eq!((&after["2"], &after["3"], &after["4"]), (&json!({ "choices": [] }), &json!({ "number": "" }), &before["4"]));
    }

    async fn the_script_sends_each_answer_by_itself(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let url = begin(&an, QUIZ).await;
        let page = an.page(&url).await;
        assert_eq!(attributes(&page, "[data-place]", "data-prefix"), (1..=5).map(|place| format!("q{place}-")).collect::<Vec<_>>());
        assert_eq!(attributes(&page, "script[data-offline][src*=attempt]", "defer").len(), 1);
        let call = Call::post(&format!("{url}/answers/3")).header("accept", "application/json");
        let saved = an.send(call.header("sec-fetch-site", "same-origin").form(&[("number", "4"), ("go", "stay")])).await.expect(200);
        assert!(saved["text"].as_str().unwrap().starts_with("Đã lưu "), "{saved}");
        assert_eq!(stored(&an, &url).await["3"], json!({ "number": "4" }));
    }

    async fn foreign_places_and_endless_forms_are_refused_and_nothing_is_stored(app) {
        publish(&app).await;
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        let url = begin(&an, QUIZ).await;
        let to = format!("{url}/answers");
        let many: Vec<(String, String)> = (0..10_000).map(|number| (format!("q{number}-text"), "x".into())).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!([400, 413].contains(&an.post(&to, &many).await.status));
        assert_eq!(an.post(&to, &[("q3-number", "4"), ("q6-text", "x")]).await.status, 404);
        assert_eq!(an.post(&to, &[("q99999999999999999999-text", "x")]).await.status, 404);
        assert_eq!(binh.post(&to, &[("q3-number", "4")]).await.status, 404);
        assert_eq!(an.post(&format!("{}/answers", begin(&an, Fixture::QUIZ).await), &[("q1-choice", "x")]).await.status, 404);
        assert_eq!(stored(&an, &url).await.len(), 0);
        // A form with some of the fields says nothing of the others.
        an.post(&to, &[("q3-number", "4"), ("q2-choice", "x"), ("qx-text", "x"), ("q4-foreign", "x")]).await.is(422);
        assert_eq!(stored(&an, &url).await, BTreeMap::from([("3".to_owned(), json!({ "number": "4" }))]));
        app.wait(31 * MINUTE);
        let late = an.post(&to, &[("q3-number", "5")]).await.is(303);
        assert_eq!(late.header("location"), url);
        an.page(&url).await.is(200);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE state = 'expired'").await, 1);
    }

    async fn hints_and_open_questions(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let url = begin(&an, QUIZ).await;
        let page = an.page(&url).await;
        assert!(!page.text().contains("ở miền Bắc"));
        let hinted = an.submit(&form(&page, "/answers").fill("q3-number", "4").press("go", "hint-1")).await.is(303);
        assert_eq!(hinted.header("location"), format!("{url}#q1"));
        let page = an.page(&url).await;
        assert!(page.text().contains("ở miền Bắc") && stored(&an, &url).await.contains_key("3"));
        assert_eq!(an.submit(&form(&page, "/answers").press("go", "hint-1")).await.status, 404, "there is no other");
        assert_eq!(an.submit(&form(&page, "/answers").press("go", "hint-77")).await.status, 404);
        let asked = an.submit(&form(&page, "/answers").press("go", "submit")).await.is(303);
        assert_eq!(asked.header("location"), format!("{url}?review=1"));
        let review = an.page(asked.header("location")).await.is(200);
        assert!(attributes(&review, ".jumps a", "href").contains(&format!("{url}#q5")));
        an.submit(&form(&review, "/submission")).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM attempt WHERE state = 'submitted'").await, 1);
    }

    async fn work_with_files_stands_on_the_page_too(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let url = begin(&an, WORK).await;
        let page = an.page(&url).await.is(200);
        let asked = form(&page, "/work");
        let token = asked.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
        let send = async |fields: &[(&str, &str)], files: &[(&str, &str)]| {
            let mut body = Vec::new();
            let all = [("csrf", token.as_str())];
            for (name, value) in all.iter().chain(fields) {
                body.extend(format!("--x7\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
            }
            for (field, name) in files {
                body.extend(format!("--x7\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n").bytes());
                body.extend(picture());
                body.extend(b"\r\n");
            }
            body.extend(b"--x7--\r\n");
            an.send(Call::post(&asked.action).body("multipart/form-data; boundary=x7", body)).await
        };
        let sent = send(&[("q1-number", "4"), ("q2-text", "Tôi nhờ AI\r\nviết tin."), ("go", "files-2")], &[("q2-file", "a.jpg")]).await.is(303);
        assert_eq!(sent.header("location"), format!("{url}#q2"));
        let page = an.page(&url).await.is(200);
        let answers = stored(&an, &url).await;
        assert_eq!((&answers["1"], &answers["2"]["text"]), (&json!({ "number": "4" }), &json!("Tôi nhờ AI\nviết tin.")));
        assert_eq!(answers["2"]["files"].as_array().unwrap().len(), 1);
        // A file where none is taken, with what was typed beside it.
        let told = send(&[("q1-number", "5")], &[("q1-file", "a.jpg")]).await.is(422);
        assert_eq!(attributes(&told, "[role=alert] a", "href"), ["#q1"]);
        assert_eq!(send(&[], &[("q7-file", "a.jpg")]).await.status, 404);
        let remove = attributes(&page, "button[value^=remove-]", "value").remove(0);
        send(&[("q1-number", "4"), ("go", remove.as_str())], &[]).await.is(303);
        let answers = stored(&an, &url).await;
        assert_eq!((&answers["2"]["files"], &answers["2"]["text"]), (&json!([]), &json!("Tôi nhờ AI\nviết tin.")));
        assert_eq!((answers["1"].clone(), app.count("SELECT COUNT(*) FROM task_file").await), (json!({ "number": "4" }), 0));
        send(&[("go", "submit")], &[]).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM task_submission").await, 1);
    }

    async fn the_exam_of_a_policy_may_be_on_one_page(app) {
        let mut fixture = Fixture::new();
        let exam = fixture.source.tree.texts.get_mut("cuoi-khoa.exam.md").unwrap();
        let text = String::from_utf8(exam.clone().unwrap()).unwrap();
        *exam = Ok(text.replacen("---\n", "---\npage: all\n", 1).into_bytes());
        app.publish(&fixture).await;
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        let url = begin(&an, Fixture::EXAM).await;
        let page = an.page(&url).await.is(200);
        assert_eq!(attributes(&page, "[data-place]", "data-place"), ["1", "2", "3", "4"]);
        let mut all = form(&page, "/answers");
        for place in 1..=4 {
            all = all.tick(&format!("q{place}-choice"), &choices(&page, place)[0]);
        }
        let asked = an.submit(&all.press("go", "submit")).await.is(303);
        assert_eq!(asked.header("location"), format!("{url}?review=1"), "an exam is handed in by who is sure");
        let review = an.page(asked.header("location")).await;
        an.submit(&form(&review, "/submission").tick("sure", "yes")).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger WHERE kind = 'attempt_submitted'").await, 1);
    }
}
