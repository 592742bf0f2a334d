//! Signals: found in exams, looked at by inspectors, and of no consequence by themselves.

use crate::support::course::Fixture;
use crate::support::page::{forms, texts};
use crate::support::{Actor, TestApp, both};
use xutra::actions::find_signals::find_signals;
use xutra::jobs::count_answers;
use xutra_domain::people::Role;

/// Somebody of commune A who takes the exam once, rightly or not.
async fn examined(app: &TestApp, login: &str, right: bool) -> Actor {
    let person = app.person(login, Some("A"), &[]).await;
    person.work(Fixture::QUIZ, true).await;
    person.work(Fixture::EXAM, right).await;
    person
}

/// Somebody who takes so many milliseconds for each of the four questions of the exam.
async fn at_pace(app: &TestApp, login: &str, unit: Option<&str>, each: i64) {
    let person = app.person(login, unit, &[]).await;
    person.work(Fixture::QUIZ, true).await;
    let exam = person.begin(Fixture::EXAM).await;
    app.wait(4 * each);
    person.answer_all(&exam, true).await;
    person.hand_in(&exam).await.expect(200);
}

both! {
    async fn a_unit_that_takes_much_more_time_than_all_is_found(app) {
        app.units().await;
        for number in 0..15 {
            at_pace(&app, &format!("nhanh-{number}"), None, 10_000).await;
        }
        for number in 0..30 {
            at_pace(&app, &format!("cham-{number}"), Some("A"), 60_000).await;
        }
        assert_eq!(find_signals(&app.app).await.unwrap(), 1);
        let inspector = app.person("kiem-tra", None, &[(Role::Inspector, None)]).await;
        let page = inspector.page("/admin/signals").await.is(200);
        assert_eq!(texts(&page, "section h2"), ["Thời gian làm bài khác hẳn toàn tỉnh"]);
        let figures = texts(&page, "section dd");
        assert!(["30", "60.0", "43.3"].iter().all(|figure| figures.contains(&(*figure).to_owned())), "{figures:?}");
    }

    async fn exams_at_night_are_found_once_and_looked_at_by_inspectors(app) {
        app.units().await;
        // The clock of the tests stands at 15:00 in Vietnam; nine hours later it is midnight.
        app.wait(9 * 3_600_000);
        let mut people = Vec::new();
        for number in 0..30 {
            people.push(examined(&app, &format!("nguoi-{number}"), number % 3 > 0).await);
        }
        count_answers(&app.app).await.unwrap();
        assert_eq!(find_signals(&app.app).await.unwrap(), 1);
        assert_eq!(find_signals(&app.app).await.unwrap(), 0, "each is found once");
        let passed = "SELECT COUNT(*) FROM attempt WHERE passed = TRUE AND state = 'submitted' AND quiz = 'cuoi-khoa'";
        assert_eq!(app.count(passed).await, 20, "nothing is taken from anybody");

        let inspector = app.person("kiem-tra", None, &[(Role::Inspector, None)]).await;
        let page = inspector.page("/admin/signals").await.is(200);
        assert_eq!(texts(&page, "section h2"), ["Phần lớn bài thi làm vào ban đêm"]);
        assert!(texts(&page, "section").concat().contains("30"), "{}", page.text());
        let form = forms(&page).into_iter().find(|form| form.action.starts_with("/admin/signals/")).unwrap();
        inspector.submit(&form.fill("note", "Công nhân làm ca.")).await.is(303);
        let open = inspector.page("/admin/signals").await.is(200);
        assert_eq!(texts(&open, "section h2"), Vec::<String>::new());
        let seen = inspector.page("/admin/signals?seen=yes").await.is(200);
        assert!(texts(&seen, "section").concat().contains("Công nhân làm ca."), "{}", seen.text());
        assert_eq!(inspector.post("/admin/signals/1", &[("note", "")]).await.status, 409, "somebody did");
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'signal.review'").await, 1);

        let of_unit = app.person("kiem-tra-xa", Some("A"), &[(Role::Inspector, Some("A"))]).await;
        for other in [&of_unit, &people[0]] {
            other.page("/admin/signals").await.is(403);
            assert_eq!(other.post("/admin/signals/1", &[("note", "")]).await.status, 403);
        }
    }
}
