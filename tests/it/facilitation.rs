//! Who has used up the tries of an exam meets a facilitator; a certificate whose flag is suspended or has fallen says so.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, TestApp, both, json};
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;

/// Fails the exam as often as it may be tried, and waits out the cooldown.
async fn use_up(app: &TestApp, person: &Actor) -> Actor {
    person.work(Fixture::QUIZ, true).await;
    for _ in 0..2 {
        let person = app.signed_in(person.id()).await;
        assert_eq!(person.work(Fixture::EXAM, false).await["passed"], false);
        app.wait(8 * DAY);
    }
    app.signed_in(person.id()).await
}

fn session(of: &Actor) -> String {
    format!("/accounts/{}/competency/session?flag=ai-thu", of.id())
}

async fn confirm(by: &Actor, of: &Actor) -> Answer {
    let page = by.page(&session(of)).await.is(200);
    by.submit(&form(&page, "/session?flag=ai-thu").tick("sure", "yes")).await
}

async fn whole(app: &TestApp) {
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, Vec::<String>::new());
    assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
}

/// Fills in and sends the page that asks before an inspector acts.
async fn act(inspector: &Actor, of: &Actor, query: &str, fields: &[(&str, &str)]) -> Answer {
    let page = inspector.page(&format!("/accounts/{}/competency/acts?{query}", of.id())).await.is(200);
    let filled = fields.iter().fold(form(&page, "/acts"), |form, (name, value)| form.fill(name, value));
    inspector.submit(&filled.tick("sure", "yes")).await
}

both! {
    async fn after_the_last_try_a_session_with_a_facilitator_counts_them_anew(app) {
        app.units().await;
        let (an, facilitator) = (app.person("an", Some("A1"), &[]).await, app.person("huong-dan", None, &[(Role::Facilitator, Some("A"))]).await);
        assert_eq!(confirm(&facilitator, &an).await.status, 409, "tries are left");
        let an = use_up(&app, &an).await;
        let refused = an.start(Fixture::EXAM).await.expect(409);
        assert!(refused["detail"].as_str().unwrap().contains("người hướng dẫn"), "{refused}");
        let why = an.page("/me/competency").await.is(200);
        assert!(texts(&why, ".note.warn").concat().contains("Hãy gặp người hướng dẫn"), "{}", why.text());
        assert!(attributes(&why, "a[href*='/session']", "href").is_empty(), "nobody confirms it for oneself");
        let facilitator = app.signed_in(facilitator.id()).await;
        let seen = facilitator.page(&format!("/accounts/{}/competency", an.id())).await.is(200);
        assert_eq!(attributes(&seen, "a[href*='/session']", "href"), [session(&an)]);
        let asks = facilitator.page(&session(&an)).await.is(200);
        assert_eq!(attributes(&asks, "main ul a", "href").len(), 3, "the lessons on what was weak");
        facilitator.submit(&form(&asks, "/session?flag=ai-thu")).await.is(422);
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger WHERE kind = 'session_held'").await, 0, "nothing happens before it is confirmed");
        confirm(&facilitator, &an).await.is(303);
        confirm(&facilitator, &an).await.is(409);
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger WHERE kind = 'session_held'").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'session.held'").await, 1);
        assert_eq!(texts(&an.page("/me/competency").await.is(200), ".note.warn"), Vec::<String>::new());
        assert_eq!(an.work(Fixture::EXAM, false).await["passed"], false);
        an.start(Fixture::EXAM).await.expect(409);
        app.wait(8 * DAY);
        let an = app.signed_in(an.id()).await;
        assert_eq!(an.work(Fixture::EXAM, false).await["passed"], false, "as many tries as before");
        app.wait(8 * DAY);
        let (an, facilitator) = (app.signed_in(an.id()).await, app.signed_in(facilitator.id()).await);
        an.start(Fixture::EXAM).await.expect(409);
        confirm(&facilitator, &an).await.is(303);
        assert_eq!(an.work(Fixture::EXAM, true).await["passed"], true);
        whole(&app).await;
    }

    async fn only_a_facilitator_of_the_unit_confirms_a_session_and_not_ones_own(app) {
        app.units().await;
        let an = use_up(&app, &app.person("an", Some("A"), &[(Role::Facilitator, Some("A"))]).await).await;
        let of_b = app.person("huong-dan-b", None, &[(Role::Facilitator, Some("B"))]).await;
        let certifier = app.certifier().await;
        let plain = app.learner("binh").await;
        let fields = [("sure", "yes")];
        for (who, status) in [(&of_b, 404), (&certifier, 404), (&plain, 403), (&an, 403)] {
            assert_eq!(who.post(&session(&an), &fields).await.status, status);
        }
        let of_all = app.administrator().await;
        of_all.post(&format!("/accounts/{}/competency/session?flag=khac", an.id()), &fields).await.is(404);
        assert_eq!(app.count("SELECT COUNT(*) FROM ledger WHERE kind = 'session_held'").await, 0);
        of_all.post(&session(&an), &fields).await.is(303);
    }

    async fn a_failed_exam_names_the_lessons_to_read_again(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        let failed = an.work(Fixture::EXAM, false).await;
        let page = an.page(&format!("/attempts/{}", failed["id"].as_str().unwrap())).await.is(200);
        let links = attributes(&page, "main > ul.bare > li.row > a.go", "href");
        assert_eq!(links, Fixture::LESSONS.map(|lesson| format!("/courses/ai-thu/{lesson}")));
    }

    async fn a_certificate_is_suspended_with_its_flag(app) {
        let (an, admin) = (app.learner("an").await, app.administrator().await);
        an.become_capable().await;
        let number = app.certifier().await.issue_to(&an).await;
        let verify = format!("/verify/{number}");
        let badge = |page: &Answer| texts(page, ".badge").concat();
        act(&admin, &an, "do=suspend&about=ai-thu", &[("case", "HS-7")]).await.is(303);
        let page = app.visitor().page(&verify).await.is(200);
        assert_eq!(badge(&page), "Đang tạm dừng");
        assert!(texts(&page, "[role=status].warn").concat().contains("15/01/2027"), "{}", page.text());
        assert!(!page.text().contains("HS-7"), "a case is nobody else's affair");
        assert_eq!(badge(&an.page("/me").await.is(200)), "Đang tạm dừng");
        let data = app.visitor().ask(&format!("/certificates/{number}")).await.expect(200);
        assert_eq!((&data["status"], &data["suspended_at"]), (&json!("valid"), &json!("2027-01-15T08:00:00Z")));
        assert!(!admin.page("/admin/certificates").await.is(200).text().contains("id=\"fallen\""), "its case is not settled");
        act(&admin, &an, "do=reinstate&about=ai-thu", &[("case", "HS-7")]).await.is(303);
        assert_eq!(badge(&app.visitor().page(&verify).await.is(200)), "Còn giá trị");
        assert_eq!(app.visitor().ask(&format!("/certificates/{number}")).await.expect(200)["suspended_at"], json!(null));
    }

    async fn a_certificate_whose_flag_has_fallen_waits_for_the_certifier(app) {
        app.units().await;
        let (an, admin) = (app.person("an", Some("A"), &[]).await, app.administrator().await);
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::PRACTICAL, true).await;
        let exam = an.work(Fixture::EXAM, true).await;
        let (of_a, of_b) = (app.person("cap-a", None, &[(Role::Certifier, Some("A"))]).await, app.person("cap-b", None, &[(Role::Certifier, Some("B"))]).await);
        let number = of_a.issue_to(&an).await;
        let fallen = |page: &Answer| texts(page, "[aria-labelledby=fallen] .code");
        assert_eq!(fallen(&of_a.page("/admin/certificates").await.is(200)), Vec::<String>::new());
        act(&admin, &an, &format!("do=void&about={}", exam["id"].as_str().unwrap()), &[("reason", "help")]).await.is(303);
        let verify = format!("/verify/{number}");
        assert_eq!(texts(&app.visitor().page(&verify).await.is(200), ".badge"), ["Còn giá trị"], "nothing is revoked by itself");
        let desk = of_a.page("/admin/certificates").await.is(200);
        assert_eq!(fallen(&desk), [number.as_str()]);
        assert_eq!(fallen(&of_b.page("/admin/certificates").await.is(200)), Vec::<String>::new());
        let link = attributes(&desk, "[aria-labelledby=fallen] a[href$='/revocation']", "href").remove(0);
        let asks = of_a.page(&link).await.is(200);
        of_a.submit(&form(&asks, "/revocation").fill("reason", "Lượt làm bài đã bị hủy.").tick("sure", "yes")).await.is(303);
        assert_eq!(fallen(&of_a.page("/admin/certificates").await.is(200)), Vec::<String>::new());
        assert_eq!(texts(&app.visitor().page(&verify).await.is(200), ".badge"), ["Đã thu hồi"]);
        whole(&app).await;
    }
}
