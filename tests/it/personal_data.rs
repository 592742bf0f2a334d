//! What people can do about data on them: see it, put it right, agree or not, take it along, and be forgotten.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, forms, texts};
use crate::support::{Actor, TestApp, both};
use xutra::actions::recompute::recompute;
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::people::Role;

async fn whole(app: &TestApp) {
    assert_eq!(recompute(&app.app, true).await.unwrap().differences, Vec::<String>::new());
    assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
}

async fn ask_erasure(of: &Actor) {
    let page = of.page("/me/data/erasure").await.is(200);
    of.submit(&form(&page, "/erasure")).await.is(422);
    of.submit(&form(&page, "/erasure").tick("sure", "yes")).await.is(303);
}

both! {
    async fn one_puts_ones_own_name_and_addresses_right(app) {
        let an = app.learner("an").await;
        let page = an.page("/me/data").await.is(200);
        let filled = form(&page, "/me/data").fill("display_name", "Nguyễn Văn  Ân").fill("phone", "0912 345 678").fill("email", "An@Vi.Du");
        an.submit(&filled).await.is(303);
        let me = an.ask("/me").await.expect(200);
        assert_eq!(me["display_name"], "Nguyễn Văn Ân");
        let kept = an.page("/me/data").await.is(200);
        assert_eq!(attributes(&kept, "#phone", "value"), ["0912345678"]);
        // Another's phone is refused, and what was typed stays.
        let binh = app.learner("binh").await;
        let page = binh.page("/me/data").await.is(200);
        let refused = binh.submit(&form(&page, "/me/data").fill("display_name", "Lê Bình").fill("phone", "0912345678")).await.is(422);
        assert_eq!(attributes(&refused, "#display_name", "value"), ["Lê Bình"]);
        assert_eq!(attributes(&refused, "#phone", "aria-invalid"), ["true"]);
        let empty = binh.submit(&form(&page, "/me/data").fill("display_name", " ")).await.is(422);
        assert_eq!(attributes(&empty, "#display_name", "aria-invalid"), ["true"]);
        whole(&app).await;
    }

    async fn agreeing_is_ones_own_and_can_be_taken_back(app) {
        let an = app.learner("an").await;
        let page = an.page("/me/data").await.is(200);
        assert!(page.text().contains("Bạn chưa trả lời"), "{}", page.text());
        let agree = || async {
            let page = an.page("/me/data").await.is(200);
            let asked = forms(&page).into_iter().find(|one| one.values("purpose") == ["reminders"]).unwrap();
            an.submit(&asked).await.is(303);
        };
        agree().await;
        assert!(an.page("/me/data").await.text().contains("Tôi không đồng ý nữa"));
        agree().await;
        assert_eq!(app.count("SELECT COUNT(*) FROM consent").await, 2, "both words are kept");
        assert!(!an.page("/me/data").await.text().contains("Tôi không đồng ý nữa"));
        an.post("/me/data/consents", &[("purpose", "advertising"), ("given", "yes")]).await.is(400);
    }

    async fn who_looked_is_told_once_an_hour_and_not_of_oneself(app) {
        app.units().await;
        let an = app.person("an", Some("A1"), &[]).await;
        let watcher = app.person("thanh-tra", None, &[(Role::Inspector, Some("A"))]).await;
        let why = format!("/accounts/{}/competency", an.id());
        for _ in 0..3 {
            watcher.page(&why).await.is(200);
        }
        an.page("/me/competency").await.is(200);
        let page = an.page("/me/data").await.is(200);
        let looks = texts(&page, "section[aria-labelledby=looks] li");
        assert_eq!(looks.len(), 1, "{looks:?}");
        app.wait(3_600_001);
        let watcher = app.signed_in(watcher.id()).await;
        watcher.ask(&format!("/accounts/{}/competency", an.id())).await.expect(200);
        assert_eq!(app.count("SELECT COUNT(*) FROM viewing").await, 2, "through the API too");
    }

    async fn everything_is_there_to_take_along(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        let file = an.page("/me/data/export").await.is(200);
        assert!(file.header("content-disposition").contains("attachment"));
        assert!(file.header("cache-control").contains("no-store"));
        let whole = file.json();
        assert_eq!(whole["account"]["login"], "an");
        assert!(whole["account"].as_object().unwrap().contains_key("birth_year"));
        assert_eq!(whole["attempts"].as_array().unwrap().len(), 1);
        assert_eq!(whole["courses"][0]["course"], Fixture::ID);
        assert!(!file.text().contains("password"));
        let binh = app.learner("binh").await;
        assert!(!binh.page("/me/data/export").await.text().contains(&an.id().to_string()));
    }

    async fn who_asks_to_be_erased_is_forgotten_and_nothing_else_changes(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        ask_erasure(&an).await;
        let again = an.page("/me/data/erasure").await.is(200);
        an.submit(&form(&again, "/erasure").tick("sure", "yes")).await.is(409);
        let admin = app.administrator().await;
        let desk = admin.page("/admin/requests").await.is(200);
        let one = attributes(&desk, "table a", "href");
        assert_eq!(one.len(), 1);
        let page = admin.page(&one[0]).await.is(200);
        let erase = forms(&page).into_iter().find(|form| form.values("outcome") == ["done"]).unwrap();
        admin.submit(&erase).await.is(422);
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE erased_at IS NOT NULL").await, 0, "nothing happens before it is confirmed");
        let evidence = app.count("SELECT COUNT(*) FROM evidence").await;
        admin.submit(&erase.tick("sure", "yes")).await.is(303);
        assert_eq!(an.ask("/me").await.status, 401, "nobody is signed in as them");
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE login = 'an'").await, 0);
        assert_eq!(app.count("SELECT COUNT(*) FROM evidence").await, evidence, "marks stay, of nobody");
        assert!(!admin.page("/admin/accounts?q=an").await.is(200).text().contains(&an.id().to_string()));
        let answered = admin.page("/admin/requests?which=answered").await.is(200);
        assert!(answered.text().contains("(đã xóa)"), "{}", answered.text());
        let page = admin.page(&one[0]).await.is(200);
        assert!(forms(&page).iter().all(|form| form.values("outcome").is_empty()), "it is answered once");
        whole(&app).await;
        // The login is free again.
        app.learner("an").await;
    }

    async fn duties_end_before_a_person_is_erased_and_a_refusal_needs_words(app) {
        let an = app.learner("an").await;
        let page = an.page("/me/data").await.is(200);
        an.submit(&form(&page, "/requests").fill("note", "")).await.is(422);
        an.submit(&form(&page, "/requests").fill("note", "Tôi ở xóm Gò")).await.is(303);
        let admin = app.administrator().await;
        let one = attributes(&admin.page("/admin/requests").await.is(200), "table a", "href").remove(0);
        let page = admin.page(&one).await.is(200);
        let refuse = forms(&page).into_iter().find(|form| form.values("outcome") == ["refused"]).unwrap();
        admin.submit(&refuse).await.is(422);
        admin.submit(&refuse.fill("answer", "Cần hộ khẩu")).await.is(303);
        assert!(an.page("/me/data").await.text().contains("Cần hộ khẩu"));
        let helper = app.person("huong-dan", None, &[(Role::Facilitator, None)]).await;
        let page = helper.page("/me/data/erasure").await.is(200);
        helper.submit(&form(&page, "/erasure").tick("sure", "yes")).await.is(409);
        // Nobody answers one's own.
        let page = admin.page("/me/data").await.is(200);
        admin.submit(&form(&page, "/requests").fill("note", "Tên tôi sai")).await.is(303);
        let own = attributes(&admin.page("/admin/requests").await.is(200), "table a", "href").remove(0);
        let done = forms(&admin.page(&own).await.is(200)).into_iter().find(|form| form.values("outcome") == ["done"]).unwrap();
        admin.submit(&done).await.is(403);
    }

    async fn an_answer_is_due_on_the_second_working_day(app) {
        let an = app.learner("an").await;
        let page = an.page("/me/data").await.is(200);
        an.submit(&form(&page, "/requests").fill("note", "x")).await.is(303);
        let days = app.count("SELECT (due_at - asked_at) / 86400000 FROM data_request").await;
        // Over Tết it takes longer.
        assert!((2..=12).contains(&days), "{days}");
        app.wait(14 * xutra_domain::instant::DAY);
        let admin = app.administrator().await;
        assert!(admin.page("/admin/requests").await.is(200).text().contains("quá hạn"));
    }
}
