//! A facilitator's people: whom the list names, whom it does not, and the cards by which they set a password.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, TestApp, both};
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;

async fn audited(app: &TestApp, action: &str) -> i64 {
    app.count(&format!("SELECT COUNT(*) FROM audit WHERE action = '{action}'")).await
}

/// The numbers that stand at the filters, in their order.
async fn counts(facilitator: &Actor, query: &str) -> Vec<String> {
    let tabs = texts(&facilitator.page(&format!("/people{query}")).await.is(200), "nav.tabs a");
    tabs.iter().map(|tab| tab.rsplit('(').next().unwrap().trim_end_matches(')').to_owned()).collect()
}

async fn names(facilitator: &Actor, query: &str) -> Vec<String> {
    texts(&facilitator.page(&format!("/people{query}")).await.is(200), "tbody th a")
}

/// Prints a card for somebody from their page; the code.
async fn card_for(facilitator: &Actor, who: &Actor) -> String {
    let page = facilitator.page(&format!("/people/{}", who.id())).await.is(200);
    let cards = facilitator.submit(&form(&page, "/people/cards")).await.is(200);
    texts(&cards, ".tickets b.code").concat()
}

both! {
    async fn the_list_says_who_stands_how_and_counts_each(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let (idle, reader) = (app.person("an", Some("A"), &[]).await, app.person("binh", Some("A1"), &[]).await);
        let (ready, capable) = (app.person("chi", Some("A"), &[]).await, app.person("dung", Some("A"), &[]).await);
        app.person("o-b", Some("B"), &[]).await;
        app.learner("khong-dau").await;
        reader.api("PUT", "/courses/ai-thu/lessons/bai-mot/completion", None).await.expect(204);
        ready.work(Fixture::QUIZ, true).await;
        ready.work(Fixture::PRACTICAL, true).await;
        capable.become_capable().await;
        // Everybody, not started, stuck, may take the exam, capable, without a password.
        assert_eq!(counts(&fa, "").await, ["5", "2", "0", "1", "1", "5"]);
        assert_eq!(names(&fa, "?show=not_started").await, ["Nguyễn an", "Nguyễn huong-dan"]);
        assert_eq!(names(&fa, "?show=ready").await, ["Nguyễn chi"]);
        assert_eq!(names(&fa, "?show=capable").await, ["Nguyễn dung"]);
        app.wait(8 * DAY);
        let fa = app.signed_in(fa.id()).await;
        assert_eq!(names(&fa, "?show=stuck").await, ["Nguyễn binh", "Nguyễn chi"], "a week has passed");
        assert_eq!(counts(&fa, "?q=NGUYEN%20B").await, ["1", "0", "1", "0", "0", "1"], "without accents");
        assert_eq!(names(&fa, "?q=binh").await, ["Nguyễn binh"]);
        assert_eq!(names(&fa, "?q=khong").await, [""; 0]);
        assert_eq!(names(&fa, "?sort=newest").await.len(), 5);
        let sheet = fa.page("/people/sheet?show=stuck").await.is(200);
        assert_eq!(texts(&sheet, "tbody th").len(), 2);
        let page = fa.page(&format!("/people/{}", reader.id())).await.is(200);
        assert!(texts(&page, "section.card").concat().contains("1"), "{}", page.text());
        assert!(page.text().contains("Thôn A1"));
        drop(idle);
    }

    async fn whoever_lives_elsewhere_does_not_exist(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let (in_b, nowhere) = (app.person("o-b", Some("B"), &[]).await, app.learner("khong-dau").await);
        for outside in [&in_b, &nowhere] {
            fa.page(&format!("/people/{}", outside.id())).await.is(404);
            let before = app.count("SELECT COUNT(*) FROM link").await;
            fa.post("/people/cards", &[("person", &outside.id().to_string())]).await.is(404);
            assert_eq!(app.count("SELECT COUNT(*) FROM link").await, before);
        }
        let in_a = app.person("o-a", Some("A"), &[]).await;
        let both = [("person", in_a.id().to_string()), ("person", in_b.id().to_string())];
        let both: Vec<(&str, &str)> = both.iter().map(|(name, id)| (*name, id.as_str())).collect();
        fa.post("/people/cards", &both).await.is(404);
        assert_eq!(app.count("SELECT COUNT(*) FROM link").await, 0, "all of them or nobody");
        fa.post("/people/cards", &[]).await.is(422);
        fa.post("/people/cards", &[("person", "x")]).await.is(400);
    }

    async fn a_list_goes_on_over_pages_without_losing_anybody(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        for number in 0..119 {
            app.person(&format!("nguoi-{number:03}"), Some("A1"), &[]).await;
        }
        let (mut seen, mut path) = (Vec::new(), "/people".to_owned());
        loop {
            let page = fa.page(&path).await.is(200);
            seen.extend(texts(&page, "tbody th a"));
            match attributes(&page, ".pager a", "href").pop() {
                Some(next) => path = next,
                None => break,
            }
        }
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!((seen.len(), sorted.len()), (120, 120));
    }

    async fn somebody_without_a_phone_is_registered_gets_a_card_and_signs_in(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let new = form(&fa.page("/people/new").await.is(200), "/people/new");
        let page = fa.submit_and_follow(&new.fill("display_name", "Lý Văn Páo").fill("unit", "A1").fill("birth_year", " 1969 ")).await.is(200);
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE birth_year = 1969").await, 1, "counted among people over 50");
        let login = texts(&page, "dd.code").concat();
        assert!(login.starts_with("lyvanpao."), "{login}");
        let cards = fa.submit(&form(&page, "/people/cards")).await.is(200);
        let code = texts(&cards, ".tickets b.code").concat();
        assert_eq!((code.len(), &code[4..5]), (9, "-"), "{code}");
        assert!(cards.text().contains(&login) && texts(&cards, ".tickets svg.qr").len() == 1);
        let stored = format!("SELECT COUNT(*) FROM link WHERE hash LIKE '%{}%'", code.replace('-', ""));
        assert_eq!(app.count(&stored).await, 0, "only a hash is kept");

        let pao = app.visitor();
        let typed = form(&pao.page("/card").await.is(200), "/card").fill("code", &code.to_lowercase());
        let asks = pao.submit_and_follow(&typed).await.is(200);
        assert!(texts(&asks, "h1").concat().contains("Lý Văn Páo"), "{}", asks.text());
        assert_eq!(asks.header("referrer-policy"), "same-origin", "its address goes to no other site");
        let set = form(&asks, &code.replace('-', ""));
        pao.submit(&set.clone().fill("password", "123")).await.is(422);
        pao.submit(&set.clone().fill("password", "70413968")).await.is(303);
        assert!(pao.page("/me").await.is(200).text().contains("Lý Văn Páo"));
        app.visitor().page(&format!("/card/{code}")).await.is(422);
        let other = app.visitor();
        let signs_in = form(&other.page("/login").await, "/login").fill("login", &login).fill("password", "70413968");
        other.submit(&signs_in).await.is(303);
        for action in ["person.registered", "card.printed", "card.used"] {
            assert_eq!(audited(&app, action).await, 1, "{action}");
        }
        assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());

        for (name, phone, unit) in [("", "", "A"), ("An", "12", "A"), ("An", "", "B"), ("An", "", "")] {
            fa.post("/people/new", &[("display_name", name), ("phone", phone), ("unit", unit)]).await.is(422);
        }
        let wrong = fa.post("/people/new", &[("display_name", "An"), ("unit", "A"), ("birth_year", "69")]).await.is(422);
        assert!(attributes(&wrong, "input[aria-invalid]", "name") == ["birth_year"], "{}", wrong.text());
        fa.post("/people/new", &[("display_name", "An"), ("phone", "0912345678"), ("unit", "A")]).await.is(303);
        fa.post("/people/new", &[("display_name", "Bình"), ("phone", "0912 345 678"), ("unit", "A")]).await.is(422);
    }

    async fn a_new_card_makes_the_old_one_void_and_one_that_is_old_runs_out(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let an = app.person("an", Some("A"), &[]).await;
        let first = card_for(&fa, &an).await;
        app.visitor().page(&format!("/card/{first}")).await.is(200);
        let second = card_for(&fa, &an).await;
        app.visitor().page(&format!("/card/{first}")).await.is(422);
        app.visitor().page(&format!("/card/{second}")).await.is(200);
        an.page("/me").await.is(200);
        app.visitor().post(&format!("/card/{second}"), &[("password", "70413968")]).await.is(303);
        assert_eq!(an.page("/me").await.status, 303, "every session of before has ended");
        app.visitor().post(&format!("/card/{second}"), &[("password", "81524079")]).await.is(422);
        let third = card_for(&fa, &an).await;
        app.wait(30 * DAY);
        app.visitor().page(&format!("/card/{third}")).await.is(422);
    }

    async fn a_card_lets_nobody_act_in_the_name_of_somebody_with_a_duty(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let an = app.person("an", Some("A"), &[]).await;
        let leader = app.person("lanh-dao", Some("A"), &[(Role::Leader, Some("A"))]).await;
        let refused = fa.post("/people/cards", &[("person", &leader.id().to_string())]).await.is(200);
        assert!(texts(&refused, ".note.warn").concat().contains("lanh-dao"), "{}", refused.text());
        let own = fa.post("/people/cards", &[("person", &fa.id().to_string())]).await.is(200);
        assert_eq!(texts(&own, ".tickets li").len(), 0);
        assert_eq!(app.count("SELECT COUNT(*) FROM link").await, 0);
        let code = card_for(&fa, &an).await;
        app.administrator().await.api("POST", &format!("/accounts/{}/roles", an.id()), Some(crate::support::json!({ "role": "certifier" }))).await.expect(200);
        app.visitor().page(&format!("/card/{code}")).await.is(422);
        app.visitor().post(&format!("/card/{code}"), &[("password", "70413968")]).await.is(422);
    }

    async fn an_administrator_prints_a_card_for_people_of_any_unit(app) {
        app.units().await;
        let admin = app.administrator().await;
        let (in_b, nowhere) = (app.person("o-b", Some("B"), &[]).await, app.learner("khong-dau").await);
        for person in [&in_b, &nowhere] {
            let page = admin.page(&format!("/admin/accounts/{}", person.id())).await.is(200);
            let cards = admin.submit(&form(&page, "/card")).await.is(200);
            assert_eq!(texts(&cards, ".tickets li").len(), 1);
        }
        assert_eq!(audited(&app, "card.printed").await, 2);
    }
}
