//! Spaced practice: a question at a time, told at once, asked again when it is due; and it counts for nothing.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, TestApp, both};
use xutra::actions::recompute::recompute;
use xutra_domain::instant::DAY;

const HOME: &str = "/practice/ai-thu";

async fn read(person: &Actor, lesson: &str) {
    person.api("PUT", &format!("/courses/{}/lessons/{lesson}/completion", Fixture::ID), None).await.is(204);
}

/// The author's id of the question that is asked; none at the end.
fn asked(page: &Answer) -> Option<String> {
    attributes(page, "input[name=question]", "value").into_iter().next()
}

/// Answers what is asked with `pick`, and opens what that leads to.
async fn pick(person: &Actor, page: &Answer, value: &str) -> Answer {
    person.submit_and_follow(&form(page, HOME).tick("pick", value)).await.is(200)
}

async fn unknown(person: &Actor, page: &Answer) -> Answer {
    person.submit_and_follow(&form(page, HOME).press("go", "unknown")).await.is(200)
}

async fn next(person: &Actor, told: &Answer) -> Answer {
    let url = attributes(told, ".check a.button", "href").remove(0);
    person.page(&url).await.is(200)
}

/// Everything that is not practice.
async fn everything_else(app: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in [
        "evidence",
        "ledger",
        "question_stat",
        "quiz_stat",
        "capability",
        "attempt",
        "certificate",
        "audit",
        "lesson_completion",
        "enrollment",
        "task_queue",
        "review_signal",
    ] {
        counts.push(app.count(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts.push(app.count("SELECT COUNT(*) FROM capability WHERE capable = TRUE").await);
    counts.push(app.count("SELECT COUNT(*) FROM attempt WHERE counted = TRUE").await);
    counts
}

both! {
    async fn a_question_is_told_at_once_and_asked_again_when_it_is_due(app) {
        let an = app.learner("an").await;
        assert!(an.page("/practice").await.is(200).text().contains("/courses"), "nobody practises without a course");
        read(&an, "bai-mot").await;
        let home = an.page("/practice").await.is(200);
        assert_eq!(attributes(&home, "main a.button", "href"), [HOME]);
        let page = an.page(HOME).await.is(200);
        assert_eq!(asked(&page).as_deref(), Some("tu-kiem"));
        assert!(!page.text().contains("Chưa chắc.") && !page.text().contains("class=\"choice right"), "{}", page.text());
        let told = pick(&an, &page, "1").await;
        assert!(told.text().contains("Chưa chắc.") && told.text().contains("Hỏi lại AI"), "{}", told.text());
        assert_eq!(texts(&told, ".note li"), ["Hỏi lại AI"], "what is right");
        assert_eq!(attributes(&told, "form[action='/practice/ai-thu']", "action"), Vec::<String>::new());
        let end = next(&an, &told).await;
        assert_eq!(asked(&end), None);
        assert_eq!(texts(&end, "main time"), ["Lần ôn tới: 16/01/2027."]);
        an.submit(&form(&page, HOME).tick("pick", "0")).await.is(303);
        assert_eq!(app.count("SELECT reps FROM practice_card").await, 1, "the same form sent again changes nothing");
        app.wait(DAY);
        let an = app.signed_in(an.id()).await;
        assert!(texts(&an.page("/practice").await.is(200), "main b").concat().contains("1 câu"));
        let told = pick(&an, &an.page(HOME).await.is(200), "0").await;
        assert_eq!(texts(&told, ".note.good b"), ["Đúng rồi!"]);
        assert_eq!((app.count("SELECT reps FROM practice_card").await, app.count("SELECT lapses FROM practice_card").await), (2, 1));
        assert_eq!(asked(&an.page(HOME).await.is(200)), None);
        assert_eq!(asked(&app.signed_in(an.id()).await.page(&format!("{HOME}?n=11")).await.is(200)), None);
    }

    async fn who_does_not_know_says_so_and_who_says_nothing_is_asked_again(app) {
        let an = app.learner("an").await;
        read(&an, "bai-mot").await;
        let page = an.page(HOME).await.is(200);
        let empty = an.submit(&form(&page, HOME)).await.is(422);
        assert_eq!(asked(&empty).as_deref(), Some("tu-kiem"));
        assert_eq!(app.count("SELECT COUNT(*) FROM practice_card").await, 0);
        let told = unknown(&an, &page).await;
        assert_eq!(texts(&told, ".note li"), ["Hỏi lại AI"]);
        assert_eq!(app.count("SELECT lapses FROM practice_card").await, 1);
        let forged = an.page(&format!("{HOME}?was=tu-kiem&reps=1&pick=0")).await.is(200);
        assert!(!forged.text().contains("Phải."), "nothing is told before it was answered so often");
        for (question, status) in [("khong-co", 404), ("qid-0001", 404), ("qid-0011", 404), ("", 404)] {
            let fields = [("question", question), ("reps", "0"), ("n", "1"), ("pick", "0")];
            assert_eq!(an.post(HOME, &fields).await.status, status, "{question}");
        }
        an.post("/practice/khong-co", &[("question", "tu-kiem")]).await.is(404);
    }

    async fn a_check_is_practised_once_its_answers_were_told_and_what_was_missed_comes_first(app) {
        let (an, binh) = (app.learner("an").await, app.learner("binh").await);
        an.work(Fixture::QUIZ, false).await;
        assert_eq!(asked(&an.page(HOME).await.is(200)), None, "the answers are for who passed");
        let open = an.begin(Fixture::QUIZ).await;
        an.answer_all(&open, true).await;
        assert_eq!(an.hand_in(&open).await.expect(200)["passed"], true);
        assert_eq!(asked(&an.page(HOME).await.is(200)), None, "what was right a moment ago is not due");
        app.wait(2 * DAY);
        let an = app.signed_in(an.id()).await;
        assert!(asked(&an.page(HOME).await.is(200)).is_some(), "after two days it fades");
        assert_eq!(texts(&an.page("/practice").await.is(200), "main b"), ["Hôm nay có 5 câu cần ôn."]);
        let again = an.begin(Fixture::QUIZ).await;
        assert_eq!(asked(&an.page(HOME).await.is(200)), None, "while an attempt is open its questions are closed");
        let first = again["questions"][0].clone();
        an.answer_all(&again, true).await;
        an.save(&again, "1", app.fixture.reply(&first, false)).await.expect(200);
        an.hand_in(&again).await.expect(200);
        read(&an, "bai-mot").await;
        let page = an.page(HOME).await.is(200);
        let missed = app.fixture.of(first["prompt_html"].as_str().unwrap()).number;
        assert_eq!(asked(&page), Some(format!("qid-{missed:04}")), "the missed one before the new one");
        let told = unknown(&an, &page).await;
        assert!(told.text().contains(&format!("EXPLAIN_{missed:04}")), "{}", told.text());
        let after = next(&an, &told).await;
        assert_eq!(asked(&after).as_deref(), Some("tu-kiem"));
        binh.api("PUT", &format!("/courses/{}/enrollment", Fixture::ID), None).await;
        assert_eq!(asked(&binh.page(HOME).await.is(200)), None);
    }

    async fn practice_counts_for_nothing_and_shows_nothing_that_an_exam_asks(app) {
        let an = app.learner("an").await;
        an.become_capable().await;
        an.read_all().await;
        an.work(Fixture::TIMED, true).await;
        let closed: Vec<String> = (6..=7).chain(11..=24).map(|number| format!("qid-{number:04}")).collect();
        app.wait(3 * DAY);
        let (before, report) = (everything_else(&app).await, recompute(&app.app, true).await.unwrap());
        let flag = app.signed_in(an.id()).await.ask("/me/competency").await.expect(200);
        let mut seen = Vec::new();
        for day in 0..4 {
            let an = app.signed_in(an.id()).await;
            let mut page = an.page(HOME).await.is(200);
            while let Some(question) = asked(&page) {
                assert!(!closed.contains(&question), "{question} is the exam's, or practical work");
                seen.push(question);
                let told = match attributes(&page, "input[name=pick]", "value").first() {
                    Some(value) if day % 2 == 0 => pick(&an, &page, value).await,
                    _ => unknown(&an, &page).await,
                };
                page = next(&an, &told).await;
            }
            app.wait(2 * DAY);
        }
        assert!(seen.len() > 9 && app.count("SELECT COUNT(*) FROM practice_card").await == 9, "{seen:?}");
        assert_eq!(everything_else(&app).await, before, "no row but cards");
        assert_eq!(app.signed_in(an.id()).await.ask("/me/competency").await.expect(200), flag);
        let after = recompute(&app.app, true).await.unwrap();
        assert_eq!((after.differences, after.attempts), (report.differences, report.attempts));
    }

    async fn practice_is_reached_from_where_one_learns(app) {
        let an = app.learner("an").await;
        let attempt = an.work(Fixture::QUIZ, true).await;
        let links = |page: &Answer| attributes(page, "main a[href^='/practice']", "href");
        assert_eq!(links(&an.page("/me").await.is(200)), ["/practice"]);
        assert_eq!(links(&an.page("/courses/ai-thu").await.is(200)), [HOME]);
        assert_eq!(links(&an.page(&format!("/attempts/{}", attempt["id"].as_str().unwrap())).await.is(200)), ["/practice"]);
        for path in ["/practice", HOME] {
            let english = an.page(&format!("{path}?lang=en")).await.is(200).text();
            assert!(english.contains("Practice") && !english.contains("Ôn lại"), "{english}");
        }
    }
}
