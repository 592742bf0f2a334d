//! Classes: opened by a facilitator within the scope, joined by a code from a poster, with an account or without one.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, forms, texts};
use crate::support::{Actor, Call, TestApp, both};
use xutra::actions::verify_audit::verify_audit;
use xutra_domain::instant::DAY;
use xutra_domain::people::Role;

/// Opens a class in a unit by the form; its desk.
pub async fn opened(facilitator: &Actor, unit: &str) -> String {
    let page = facilitator.page("/classes").await.is(200);
    let form = form(&page, "/classes").fill("title", "Lớp tối").fill("unit", unit).fill("course", Fixture::ID);
    facilitator.submit(&form).await.is(303).header("location").to_owned()
}

/// The code that stands on the wall.
pub async fn code_of(facilitator: &Actor, desk: &str) -> String {
    texts(&facilitator.page(desk).await.is(200), "section svg text").concat()
}

async fn audited(app: &TestApp, action: &str) -> i64 {
    app.count(&format!("SELECT COUNT(*) FROM audit WHERE action = '{action}'")).await
}

/// A visitor types the code, and makes an account there.
async fn newcomer(app: &TestApp, code: &str, name: &str, identifier: &str) -> Actor {
    let visitor = app.visitor();
    let typed = form(&visitor.page("/join").await.is(200), "/join").fill("code", code);
    let page = visitor.submit_and_follow(&typed).await.is(200);
    let join = forms(&page).into_iter().find(|form| form.action.starts_with("/join/")).unwrap();
    let join = join.fill("display_name", name).fill("identifier", identifier).fill("password", "70413968");
    let answer = visitor.submit(&join).await.is(303);
    assert_eq!(answer.header("location"), "/courses/ai-thu");
    visitor
}

both! {
    async fn people_without_an_account_join_by_the_code_and_belong_to_the_place(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let list = fa.page("/classes").await.is(200);
        assert_eq!(attributes(&list, "select[name=unit] option", "value"), ["A", "A1"], "the scope and no more");
        let desk = opened(&fa, "A1").await;
        let code = code_of(&fa, &desk).await;
        assert_eq!((code.len(), code.replace(' ', "").len()), (7, 6), "{code}");
        let shown = fa.page(&desk).await.is(200);
        assert_eq!(texts(&shown, "svg.qr").len(), 1, "a phone reads it, too");

        let by_phone = newcomer(&app, &code.to_lowercase(), "Nông Thị Mai", "0912 345 678").await;
        by_phone.page("/me").await.is(200);
        newcomer(&app, &code, "Lý Văn Páo", "pao.gocgao").await;
        newcomer(&app, &code, "Hà Thị Lan", "lan@example.vn").await;
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE phone = '0912345678' AND login IS NULL").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE login = 'pao.gocgao' AND phone IS NULL").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE email = 'lan@example.vn'").await, 1);
        let in_hamlet = "SELECT COUNT(*) FROM affiliation f JOIN unit u ON u.id = f.unit_id WHERE u.code = 'A1' AND f.kind = 'resident'";
        assert_eq!(app.count(in_hamlet).await, 3);
        assert_eq!(app.count("SELECT COUNT(*) FROM enrollment").await, 3, "the course of the class");
        let rows = texts(&fa.page(&desk).await.is(200), "tbody tr");
        assert!(rows.len() == 3 && rows.iter().all(|row| row.contains("mới") && row.contains("Thôn A1")), "{rows:?}");
        assert!(rows.iter().any(|row| row.contains("Nông Thị Mai")), "{rows:?}");

        let (sen, code) = (app.visitor(), code.replace(' ', ""));
        let born = form(&sen.page(&format!("/join/{code}")).await.is(200), &code);
        let born = born.fill("display_name", "Bế Thị Sen").fill("identifier", "sen.gocgao").fill("password", "70413968");
        let wrong = sen.submit(&born.clone().fill("birth_year", "71")).await.is(422);
        assert_eq!(attributes(&wrong, "input[aria-invalid]", "name"), ["birth_year"]);
        sen.submit(&born.fill("birth_year", "1971")).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE birth_year = 1971").await, 1, "counted among people over 50");

        let again = app.visitor();
        let signs_in = form(&again.page("/login").await, "/login").fill("login", "+84 912 345 678").fill("password", "70413968");
        again.submit(&signs_in).await.is(303);
        assert_eq!((audited(&app, "class.opened").await, audited(&app, "class.joined").await), (1, 4));
        assert_eq!(verify_audit(&app.app).await.unwrap().wrong(), Vec::<String>::new());
    }

    async fn who_has_an_account_joins_with_it_and_keeps_the_home_that_it_has(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let desk = opened(&fa, "A1").await;
        let code = code_of(&fa, &desk).await.replace(' ', "");
        let (of_b, nowhere) = (app.person("o-b", Some("B"), &[]).await, app.learner("khong-dau").await);
        for person in [&of_b, &nowhere] {
            let page = person.page(&format!("/join/{code}")).await.is(200);
            assert!(texts(&page, "h1").concat().contains("Lớp tối") && page.text().contains("Thôn A1"), "{}", page.text());
            person.submit(&form(&page, "/membership")).await.is(303);
            person.submit(&form(&page, "/membership")).await.is(303);
            assert_eq!(person.page("/me/data/export").await.is(200).json()["classes"][0]["class"], "Lớp tối");
        }
        let home = |id| format!("SELECT COUNT(*) FROM account a JOIN unit u ON u.id = a.unit_id WHERE u.code = '{id}'");
        assert_eq!((app.count(&home("B")).await, app.count(&home("A1")).await), (1, 1));
        assert_eq!(app.count("SELECT COUNT(*) FROM class_member WHERE is_new = TRUE").await, 0);
        assert_eq!(audited(&app, "class.joined").await, 2, "joined again it is no new act");
        let own = fa.page(&format!("/join/{code}")).await.is(200);
        fa.submit(&form(&own, "/membership")).await.is(409);
        let visitor = app.visitor();
        let links = attributes(&visitor.page(&format!("/join/{code}")).await.is(200), "main a.go", "href");
        assert_eq!(links, [format!("/login?next=%2Fjoin%2F{code}")], "who has an account comes back");
        visitor.post(&format!("/join/{code}/membership"), &[]).await.is(303);
        for page in ["/", "/login"] {
            assert!(attributes(&app.visitor().page(page).await.is(200), "main a", "href").contains(&"/join".to_owned()), "{page}");
        }
    }

    async fn what_does_not_fit_is_said_and_makes_nobody(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        for (title, unit, course, days) in [("", "A", "", "30"), ("Lớp", "B", "", "30"), ("Lớp", "T", "", "30"), ("Lớp", "A", "x", "30"), ("Lớp", "A", "", "0"), ("Lớp", "A", "", "x")] {
            let fields = [("title", title), ("unit", unit), ("course", course), ("days", days)];
            fa.post("/classes", &fields).await.is(422);
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM class_code").await, 0);
        let code = code_of(&fa, &opened(&fa, "A").await).await.replace(' ', "");
        let before = app.count("SELECT COUNT(*) FROM account").await;
        let path = format!("/join/{code}");
        let known = app.visitor();
        known.post(&path, &[("display_name", "An"), ("identifier", "0912345678"), ("password", "70413968")]).await.is(303);
        for (name, identifier, password, field) in [
            ("", "0912345679", "70413968", "display_name"),
            ("An", "ab", "70413968", "identifier"),
            ("An", "0912345678", "70413968", "identifier"),
            ("An", "admin", "70413968", "identifier"),
            ("An", "0912345679", "123456", "password"),
            ("An", "0912345679", "12345678", "password"),
        ] {
            let fields = [("display_name", name), ("identifier", identifier), ("password", password)];
            let answer = app.visitor().post(&path, &fields).await.is(422);
            assert_eq!(texts(&answer, &format!("#{field}-error")).len(), 1, "{field}: {}", answer.text());
            assert_eq!(attributes(&answer, "#password", "value"), [""; 0], "the password does not come back");
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM account").await, before + 1);
    }

    async fn a_closed_class_lets_nobody_in_nor_one_whose_facilitator_is_none_any_more(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let other = app.facilitator("nguoi-khac").await;
        let desk = opened(&fa, "A").await;
        let code = code_of(&fa, &desk).await.replace(' ', "");
        for path in [desk.clone(), format!("{desk}/poster"), format!("{desk}/close")] {
            other.page(&path).await.is(404);
        }
        other.post(&format!("{desk}/close"), &[]).await.is(404);
        fa.page(&format!("{desk}/poster")).await.is(200);
        let asks = fa.page(&format!("{desk}/close")).await.is(200);
        let closed = fa.submit_and_follow(&form(&asks, "/close")).await.is(200);
        assert_eq!(texts(&closed, "section svg text").len(), 0);
        fa.post(&format!("{desk}/close"), &[]).await.is(303);
        assert_eq!(audited(&app, "class.closed").await, 1, "once");
        app.visitor().page(&format!("/join/{code}")).await.is(422);
        fa.page(&format!("{desk}/poster")).await.is(404);

        let second = code_of(&fa, &opened(&fa, "A").await).await.replace(' ', "");
        app.wait(31 * DAY);
        let fa = app.signed_in(fa.id()).await;
        app.visitor().page(&format!("/join/{second}")).await.is(422);
        let third = code_of(&fa, &opened(&fa, "A").await).await.replace(' ', "");
        app.sql("DELETE FROM role_grant WHERE role = 'facilitator'").await.unwrap();
        app.visitor().page(&format!("/join/{third}")).await.is(422);
    }

    async fn a_class_of_forty_behind_one_address_joins_and_a_guesser_is_stopped(app) {
        app.units().await;
        let fa = app.facilitator("huong-dan").await;
        let code = code_of(&fa, &opened(&fa, "A").await).await.replace(' ', "");
        let from = |path: &str, peer: &str| Call::get(path).from(peer);
        let path = format!("/join/{code}");
        for _ in 0..300 {
            assert_eq!(app.call(from(&path, "203.0.113.9")).await.status, 200, "right codes count for nothing");
        }
        let mut refused = 0;
        for _ in 0..200 {
            refused += u32::from(app.call(from("/join/222222", "203.0.113.9")).await.status == 429);
        }
        assert!((70..=90).contains(&refused), "{refused}");
        assert_eq!(app.call(from(&path, "203.0.113.9")).await.status, 429, "also where it would be right");
        assert_eq!(app.call(from(&path, "198.51.100.7")).await.status, 200, "others go on");
    }

    async fn who_is_no_facilitator_has_no_classes(app) {
        app.units().await;
        for person in [app.learner("an").await, app.person("lanh-dao", Some("A"), &[(Role::Leader, Some("A"))]).await, app.administrator().await] {
            person.page("/classes").await.is(404);
            person.post("/classes", &[("title", "Lớp"), ("unit", "A"), ("days", "30")]).await.is(404);
        }
    }
}
