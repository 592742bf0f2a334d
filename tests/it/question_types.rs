//! A quiz of every type of question that is not a plain choice or a typed answer: answered by program and by form.

use crate::support::course::Fixture;
use crate::support::page::{form, texts};
use crate::support::{Actor, TestApp, Value, both, json};

const QUIZ: &str = "moi-loai";

/// Every answer that must stay on the server holds BIMAT.
const PAGE: &str = r"---
title: Mọi loại
pass: 60%
shuffle: none
show-answers: always
---
# Mọi loại

## Gõ gì? {#go .blanks}

Gõ một [[BIMAT một|BIMAT hai]] giá [[=15±1]] đồng.

Giải thích BIMAT.

## Chọn từ {#chon .blanks words=yes}

AI trả về [[câu trả lời]] khi bạn gõ [[câu lệnh]].

- [ ] tệp

## Ghép {#ghep .match}

| Từ | Nghĩa |
|---|---|
| Prompt | câu lệnh |
| LLM | mô hình *lớn* |
|  | mạng xã hội |

## Xếp {#xep .order}

1. bước a
2. bước b
3. bước c

## Viết {#viet .task max-chars=50}

| Tiêu chí | Đạt (2) | Chưa đạt (0) |
|---|---|---|
| Rõ | có | không |

### Bài mẫu {.solution}

BIMAT mẫu.

## Thấy sao? {#sao .survey}

- [ ] Dễ
- [ ] Khó

## Gấp đôi {{so}}? {#gap .number}

- [x] {{= so * 2}}

### Biến thể {.variants}

| so |
|---|
| 10 |
| 20 |
| 30 |
";

const LESSON: &str = r"# Bài ba

## Gõ [[BIMAT]] nhé {#tu-go .check}

Giải thích.

## Ghép {#tu-ghep .check .match}

| Từ | Nghĩa |
|---|---|
| Prompt | câu lệnh |
| LLM | mô hình |

## Xếp {#tu-xep .check .order}

1. bước a
2. bước b
3. bước c

## Thấy sao? {#tu-sao .check .survey}

- [ ] Dễ
- [ ] Khó
";

async fn publish(app: &TestApp) {
    let fixture =
        Fixture::new().with("01-lam-quen/03-moi-loai.quiz.md", PAGE).with("02-thuc-hanh/01-bai-ba.md", LESSON);
    app.publish(&fixture).await;
}

/// Id of what is shown with that text.
fn id(shown: &Value, text: &str) -> String {
    let found = shown.as_array().unwrap().iter().find(|one| one["html"].as_str().unwrap().contains(text));
    found.unwrap_or_else(|| panic!("no {text} in {shown}"))["id"].as_str().unwrap().to_owned()
}

fn doubled(question: &Value) -> String {
    let prompt = question["prompt_html"].as_str().unwrap();
    let digits: String = prompt.chars().filter(char::is_ascii_digit).collect();
    (digits.parse::<u32>().unwrap() * 2).to_string()
}

/// The right answer to each question, in the order of the page.
fn right(attempt: &Value) -> Vec<Value> {
    let questions = attempt["questions"].as_array().unwrap();
    let of = |at: usize, list: &str, text: &str| id(&questions[at][list], text);
    let pairs = [("Prompt", "câu lệnh"), ("LLM", "mô hình")];
    let pairs = pairs.map(|(left, right)| (of(2, "left", left), json!(of(2, "right", right))));
    let order = ["bước a", "bước b", "bước c"].map(|text| of(3, "choices", text));
    vec![
        json!({ "blanks": { "1": "bimat HAI", "2": "14,5" } }),
        json!({ "blanks": { "1": "câu trả lời", "2": "Câu lệnh" } }),
        json!({ "pairs": pairs.into_iter().collect::<serde_json::Map<_, _>>() }),
        json!({ "order": order }),
        json!({ "text": "Bài làm", "files": [] }),
        json!({ "choices": [of(5, "choices", "Khó")] }),
        json!({ "number": doubled(&questions[6]) }),
    ]
}

async fn answer_all(actor: &Actor, attempt: &Value) {
    for (place, answer) in (1..).zip(right(attempt)) {
        actor.save(attempt, &place.to_string(), answer).await.expect(200);
    }
}

both! {
    async fn every_type_is_asked_and_graded_by_the_api(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let attempt = an.begin(QUIZ).await;
        assert!(!attempt.to_string().contains("BIMAT"), "{attempt}");
        let questions = attempt["questions"].as_array().unwrap();
        let kinds: Vec<&str> = questions.iter().map(|one| one["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["blanks", "blanks", "match", "order", "task", "survey", "number"]);
        assert_eq!(questions[0]["blanks"], json!(["1", "2"]));
        assert!(questions[0].get("words").is_none() && questions[0]["prompt_html"].as_str().unwrap().contains("id=\"blank-2\""));
        let mut words: Vec<&str> = questions[1]["words"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        words.sort_unstable();
        assert_eq!(words, ["câu lệnh", "câu trả lời", "tệp"]);
        assert_eq!(questions[2]["right"].as_array().unwrap().len(), 3);
        let shown: Vec<&str> = questions[3]["choices"].as_array().unwrap().iter().map(|one| one["html"].as_str().unwrap()).collect();
        assert!(!shown.is_sorted(), "an order is never shown as it is right: {shown:?}");
        let rubric = json!([{ "criterion": "Rõ", "levels": [{ "title": "Đạt", "points": 2.0 }, { "title": "Chưa đạt", "points": 0.0 }] }]);
        assert_eq!((&questions[4]["rubric"], &questions[4]["points"]), (&rubric, &json!(2.0)));
        assert_eq!((&questions[4]["submit"], &questions[4]["max_files"], &questions[4]["max_chars"]), (&json!(["text"]), &json!(3), &json!(50)));
        assert_eq!(questions[5]["points"], json!(0.0));
        answer_all(&an, &attempt).await;
        let again = an.open_one(QUIZ).await;
        assert_eq!(again["questions"], attempt["questions"], "the drawn row stays");
        for (place, answer) in (1..).zip(right(&attempt)) {
            assert_eq!(again["answers"][place.to_string()], answer);
        }
        let result = an.hand_in(&attempt).await.expect(200);
        let rows = result["questions"].as_array().unwrap();
        let points: Vec<f64> = rows.iter().map(|row| row["points"].as_f64().unwrap()).collect();
        assert_eq!(points, [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0], "{result}");
        let correct: Vec<&Value> = rows.iter().map(|row| &row["correct"]).collect();
        let (yes, null) = (json!(true), Value::Null);
        assert_eq!(correct, [&yes, &yes, &yes, &yes, &null, &null, &yes]);
        assert_eq!((&result["score"], &result["max_score"], &result["passed"]), (&json!(5.0), &json!(7.0), &json!(true)));
        let keys = right(&attempt);
        for at in [2, 3, 6] {
            assert_eq!(rows[at]["correct_answer"], keys[at], "{result}");
        }
        assert_eq!(rows[0]["correct_answer"], json!({ "blanks": { "1": "BIMAT một", "2": "14 – 16" } }));
        assert!(rows[4]["correct_answer"].is_null() && !result.to_string().contains("BIMAT mẫu"), "{result}");
    }

    async fn answers_of_another_shape_are_refused(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let attempt = an.begin(QUIZ).await;
        let questions = attempt["questions"].as_array().unwrap();
        let (left, one) = (id(&questions[2]["left"], "LLM"), id(&questions[3]["choices"], "bước a"));
        for (place, answer, pointer) in [
            ("1", json!({ "blanks": { "3": "x" } }), "/blanks/3"),
            ("1", json!({ "blanks": { "01": "x" } }), "/blanks/01"),
            ("1", json!({ "blanks": { "1": 5 } }), "/blanks/1"),
            ("1", json!({ "blanks": { "1": "x".repeat(301) } }), "/blanks/1"),
            ("1", json!({ "text": "x" }), "/text"),
            ("3", json!({ "pairs": { left.clone(): left.clone() } }), &format!("/pairs/{left}")),
            ("3", json!({ "pairs": { "x": one.clone() } }), "/pairs/x"),
            ("3", json!({ "pairs": [] }), "/pairs"),
            ("4", json!({ "order": [one.clone(), one.clone()] }), "/order/1"),
            ("4", json!({ "order": [left] }), "/order/0"),
            ("5", json!({ "text": "x".repeat(51) }), "/text"),
            ("5", json!({ "text": "x", "files": ["a"] }), "/files/0"),
            ("6", json!({ "choices": questions[5]["choices"].as_array().unwrap().iter().map(|one| &one["id"]).collect::<Vec<_>>() }), "/choices"),
        ] {
            let refused = an.save(&attempt, place, answer.clone()).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], json!(pointer), "{answer} {refused}");
        }
        let saved = an.open_one(QUIZ).await;
        assert_eq!(saved["answers"], json!({}));
        let result = an.hand_in(&attempt).await.expect(200);
        assert_eq!((&result["score"], &result["questions"][4]["correct"]), (&json!(0.0), &json!(false)), "nothing was handed in");
    }

    async fn every_type_is_answered_by_a_plain_form(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let attempt = an.begin(QUIZ).await;
        let path = format!("/attempts/{}", attempt["id"].as_str().unwrap());
        for (place, answer) in (1..).zip(right(&attempt)) {
            let page = an.page(&format!("{path}?q={place}")).await.is(200);
            assert!(!page.text().contains("BIMAT"), "{}", page.text());
            let mut filled = form(&page, &format!("/answers/{place}"));
            let fields = fields(&answer);
            for (name, value) in &fields {
                filled = if name == "choice" { filled.tick(name, value) } else { filled.fill(name, value) };
            }
            let again = an.submit_and_follow(&filled.press("go", "stay")).await.is(200);
            let kept = form(&again, &format!("/answers/{place}"));
            for field in &fields {
                assert!(kept.fields.contains(field), "{field:?} is not shown again in {kept:?}");
            }
        }
        let saved = an.open_one(QUIZ).await;
        assert_eq!(saved["answers"].as_object().unwrap().len(), 7);
        for at in [2, 3, 4, 5, 6] {
            assert_eq!(saved["answers"][(at + 1).to_string()], right(&attempt)[at]);
        }
        let page = an.page(&format!("{path}?q=4")).await;
        let order = right(&attempt)[3]["order"].clone();
        let mut twice = form(&page, "/answers/4");
        for one in order.as_array().unwrap() {
            twice = twice.fill(&format!("place-{}", one.as_str().unwrap()), "2");
        }
        assert_eq!(an.submit(&twice).await.status, 422, "one place for all");
        let review = an.page(&format!("{path}?review=1")).await;
        let shown = an.submit_and_follow(&form(&review, "/submission")).await.is(200);
        let text = shown.text();
        for said in ["(1) bimat HAI", "Prompt → câu lệnh", "2. bước b", "Bài làm", "Đang chờ chấm", "Đã ghi nhận"] {
            assert!(text.contains(said), "{said} is missing in {text}");
        }
        assert!(!text.contains("BIMAT mẫu"), "the model answer is for who marks");
    }

    async fn self_checks_of_these_types_answer_in_the_page(app) {
        publish(&app).await;
        let an = app.learner("an").await;
        let lesson = format!("/courses/{}/bai-ba", Fixture::ID);
        let fresh = an.page(&lesson).await.is(200);
        assert!(!fresh.text().contains("BIMAT"), "{}", fresh.text());
        let check = |query: &str| format!("{lesson}?{query}");
        for (query, verdict) in [
            ("check=tu-go&blank-1=bimat", "check-right"),
            ("check=tu-go&blank-1=khac", "check-wrong"),
            ("check=tu-sao&pick=1", "check-noted"),
            ("check=tu-xep&place-0=1&place-1=2&place-2=3", "check-wrong"),
        ] {
            let said = app.app.locales.text("vi", verdict, &[]);
            let page = an.page(&check(query)).await.is(200);
            assert!(page.text().contains(&said), "{query}: {}", page.text());
        }
        let labels = texts(&fresh, "#check-tu-xep label");
        let places: Vec<String> = labels.iter().enumerate().map(|(at, label)| {
            let place = ["bước a", "bước b", "bước c"].iter().position(|step| label.contains(step)).unwrap();
            format!("place-{at}={}", place + 1)
        }).collect();
        let page = an.page(&check(&format!("check=tu-xep&{}", places.join("&")))).await;
        assert!(page.text().contains(&app.app.locales.text("vi", "check-right", &[])), "{}", page.text());
        for junk in ["check=tu-ghep&pair-l0=zzz", "check=tu-xep&place-0=99999999999999999999", "check=tu-go&blank-9=x"] {
            an.page(&check(junk)).await.is(200);
        }
    }
}

/// The fields of the form that say an answer.
fn fields(answer: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (name, value) = answer.as_object().unwrap().iter().find(|(name, _)| *name != "files").unwrap();
    match (name.as_str(), value) {
        // A select gives the word as it stands in the bank.
        ("blanks", Value::Object(blanks)) => blanks
            .iter()
            .map(|(name, word)| (format!("blank-{name}"), text(word).replace("Câu lệnh", "câu lệnh")))
            .collect(),
        ("pairs", Value::Object(pairs)) => {
            pairs.iter().map(|(left, right)| (format!("pair-{left}"), text(right))).collect()
        }
        ("order", Value::Array(order)) => {
            (1..).zip(order).map(|(place, id): (usize, _)| (format!("place-{}", text(id)), place.to_string())).collect()
        }
        ("choices", Value::Array(choices)) => choices.iter().map(|id| ("choice".to_owned(), text(id))).collect(),
        (name, value) => vec![(name.to_owned(), text(value))],
    }
}
