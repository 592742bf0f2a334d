//! What lessons have besides text, as a browser sees it: terms, formulas, marks of missing translations, opening times.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form};
use crate::support::{Call, NOW, Value, both, json};
use xutra_domain::instant::HOUR;

const LESSON: &str =
    "---\ntitle: Bài hai\nmath: yes\n---\n# Bài hai\n\nHỏi một [LLM](../glossary.md#llm). Vậy $x^2$.\n";

both! {
    async fn a_term_opens_in_the_lesson_and_leads_to_the_page_of_terms(app) {
        let fixture = Fixture::new()
            .with("01-lam-quen/02-bai-hai.md", LESSON)
            .with("glossary.md", "# Bảng thuật ngữ\n\n## LLM {#llm}\n\nMô hình ngôn ngữ lớn.\n")
            .with("glossary.en.md", "# Glossary\n\n## LLM {#llm}\n\nA large language model.\n");
        assert_eq!(app.visitor().page("/courses/ai-thu/glossary").await.status, 404, "there is none yet");
        app.publish(&fixture).await;
        let visitor = app.visitor();
        let lesson = visitor.page("/courses/ai-thu/bai-hai").await.is(200).text();
        for part in ["popovertarget=\"term-", "Mô hình ngôn ngữ lớn.", "Xem bảng thuật ngữ", "<msup><mi>x</mi><mn>2</mn></msup>"] {
            assert!(lesson.contains(part), "{part} in {lesson}");
        }
        assert!(!lesson.contains('\u{e000}') && !lesson.contains('\u{e002}'));
        let course = visitor.page("/courses/ai-thu").await.is(200).text();
        assert!(course.contains("href=\"/courses/ai-thu/glossary\""), "{course}");
        let terms = visitor.page("/courses/ai-thu/glossary").await.is(200).text();
        assert!(terms.contains("id=\"llm\"") && terms.contains("Mô hình ngôn ngữ lớn."), "{terms}");
        let terms = visitor.page("/courses/ai-thu/glossary?lang=en").await.is(200).text();
        assert!(terms.contains("A large language model."), "{terms}");
    }

    async fn pictures_wait_behind_their_weight_where_data_is_dear(app) {
        let text = "# Bài hai\n\n![Một búp chè](che.svg)\n\n![Hai búp](che.svg \"Hai búp\")\n\nGiữa ![dòng](che.svg) chữ.\n";
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 180\"></svg>";
        app.publish(&Fixture::new().with("01-lam-quen/02-bai-hai.md", text).with_medium("01-lam-quen/che.svg", svg)).await;
        let (lesson, visitor) = ("/courses/ai-thu/bai-hai", app.visitor());
        let usual = visitor.page(lesson).await.is(200);
        assert!(usual.header("vary").contains("Save-Data"), "{}", usual.header("vary"));
        let usual = usual.text();
        assert_eq!((usual.matches("<img ").count(), usual.matches("width=\"320\" height=\"180\"").count()), (3, 3), "{usual}");
        assert!(!usual.contains("class=\"picture\""));
        let saving = |on: &str| visitor.send(Call::get(lesson).header("accept", "text/html").header("save-data", on));
        let waiting = saving("on").await.is(200).text();
        let words = "<details class=\"picture\"><summary>Chạm để xem hình (1 KB)</summary><img ";
        assert_eq!((waiting.matches(words).count(), waiting.matches("<img ").count()), (2, 3), "{waiting}");
        assert!(waiting.contains(&format!("<figure>{words}")) && waiting.contains("</details><figcaption>Hai búp</figcaption>"), "{waiting}");
        assert!(!waiting.contains("<p><details"), "nothing opens inside of a paragraph");
        assert_eq!(saving("off").await.is(200).text(), usual);
        // What was chosen goes before what the browser asks for.
        let choose = async |what: &str| {
            let form = form(&visitor.page("/settings/display").await.is(200), "/settings/display").press("pictures", what);
            let page = visitor.submit_and_follow(&form).await.is(200);
            assert_eq!(attributes(&page, "button[name=pictures][aria-pressed=true]", "value"), [what]);
        };
        choose("always").await;
        assert!(!saving("on").await.is(200).text().contains("class=\"picture\""));
        choose("tap").await;
        assert_eq!(visitor.page(lesson).await.is(200).text().matches(words).count(), 2);
        choose("ask").await;
        assert!(!visitor.page(lesson).await.is(200).text().contains("class=\"picture\""));
    }

    async fn a_question_without_a_translation_says_so(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::QUIZ).await;
        let id = attempt["id"].as_str().unwrap().to_owned();
        let mark = "There is no translation of this question yet";
        let page = an.page(&format!("/attempts/{id}?q=1&lang=en")).await.is(200).text();
        assert!(page.contains(mark) && page.contains("<div lang=\"vi\">"), "{page}");
        let page = an.page(&format!("/attempts/{id}?q=1&lang=vi")).await.is(200).text();
        assert!(!page.contains("Chưa có bản dịch"), "{page}");
        let front = an.page(&format!("/courses/ai-thu/{}?lang=en", Fixture::QUIZ)).await.is(200).text();
        assert!(front.contains("There is no English translation yet"), "{front}");
        let lesson = an.page("/courses/ai-thu/bai-mot?lang=en").await.is(200).text();
        assert!(lesson.contains("Read this.") && !lesson.contains(mark), "{lesson}");
    }

    async fn a_quiz_starts_only_while_it_is_open(app) {
        let quiz = |open: i64, close: i64| {
            let (open, close) = (NOW.plus(open).rfc3339(), NOW.plus(close).rfc3339());
            Fixture::new().with(
                "02-thuc-hanh/04-mo.quiz.md",
                &format!("---\ntitle: Mở\nopen: {open}\nclose: {close}\n---\n# Mở\n\n## Đúng không? {{#mo-1 skill=hieu-ai}}\n\n- [x] Đúng\n- [ ] Sai\n"),
            )
        };
        app.publish(&quiz(HOUR, 3 * HOUR)).await;
        let an = app.learner("an").await;
        let refused = an.start("mo").await.expect(409);
        assert_eq!(refused["retry_at"], json!(NOW.plus(HOUR).rfc3339()), "{refused}");
        assert!(refused["detail"].as_str().unwrap().contains("16:00"), "the learner's own time: {refused}");
        let front = an.page("/courses/ai-thu/mo").await.is(200).text();
        assert!(front.contains("Bài mở từ") && front.contains("16:00"), "{front}");
        app.wait(HOUR);
        let attempt = an.begin("mo").await;
        assert_eq!(attempt["expires_at"], json!(NOW.plus(3 * HOUR).rfc3339()), "it ends when the quiz closes");
        app.wait(2 * HOUR + 1);
        let refused = app.learner("binh").await.start("mo").await.expect(409);
        assert_eq!(refused["retry_at"], Value::Null, "{refused}");
        assert!(refused["detail"].as_str().unwrap().contains("18:00"), "{refused}");
        assert_eq!(app.learner("chi").await.post("/courses/ai-thu/mo/attempts", &[]).await.status, 409);
    }
}
