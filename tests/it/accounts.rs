//! Accounts: what may be typed, what is taken, and what nobody can make of himself.

use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::process::PASSWORD;
use crate::support::{Call, TestApp, Value, both, json};
use futures_util::future::join_all;
use xutra::actions::set_password::{FirstAdministrator, first_administrator};
use xutra_domain::instant::DAY;

fn account(login: &str) -> Value {
    json!({ "login": login, "display_name": "Phạm Văn Bốn", "password": PASSWORD })
}

async fn register(app: &TestApp, body: Value) -> crate::support::Answer {
    app.visitor().api("POST", "/accounts", Some(body)).await
}

both! {
    async fn what_does_not_fit_is_said_field_by_field_and_nobody_is_made(app) {
        for (field, value) in [("login", json!("a b")), ("login", json!("")), ("login", json!("x".repeat(65))), ("display_name", json!("")),
            ("display_name", json!("x".repeat(101))), ("display_name", json!("a\u{0}b")), ("audience", json!("king")), ("unit", json!("none")),
            ("email", json!("a@b,c@d")), ("email", json!("a@b\r\nBcc: c@d")), ("phone", json!("12")), ("phone", json!("0912'; --")), ("locale", json!("fr")),
            ("login", json!(7)), ("password", json!(null))] {
            let mut body = account("bon");
            body[field] = value.clone();
            let refused = register(&app, body).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], format!("/{field}"), "{field} = {value}: {refused}");
            assert!(refused["errors"][0]["detail"].as_str().is_some_and(|text| !text.is_empty()));
        }
        let all = register(&app, json!({ "login": "a b", "display_name": "", "password": "1", "email": "x" })).await.expect(422);
        assert_eq!(all["errors"].as_array().unwrap().len(), 4, "all at once: {all}");
        assert_eq!(app.count("SELECT COUNT(*) FROM account").await, 0);
    }

    async fn a_password_is_long_enough_and_not_one_that_everybody_takes(app) {
        for bad in ["1234567", "12345678", "password", "binhdanhoc", "bon-bon-bon", &"x".repeat(129), &"mật khẩu ".repeat(700)] {
            let mut body = account("bon-bon-bon");
            body["password"] = json!(bad);
            let refused = register(&app, body).await.expect(422);
            assert_eq!(refused["errors"][0]["pointer"], "/password", "{bad}");
            assert!(!refused["errors"][0]["detail"].as_str().unwrap().contains(bad), "it is not repeated");
        }
        let long = "một câu dài mà dễ nhớ có dấu cách và chữ Việt ạ 2027";
        for (login, password) in [("dai", "q7W".repeat(21) + "x"), ("rat-dai", "e5R.".repeat(32)), ("viet", long.into())] {
            let mut body = account(login);
            body["password"] = json!(password);
            register(&app, body).await.expect(201);
        }
        let decomposed = "một câu dài mà dễ nhớ có dấu cách và chữ Việt ạ 2027".replace('ộ', "o\u{323}\u{302}").replace('ễ', "e\u{302}\u{303}");
        assert_ne!(decomposed, long);
        app.visitor().api("POST", "/session", Some(json!({ "login": "viet", "password": decomposed }))).await.expect(200);
    }

    async fn a_login_is_one_persons(app) {
        register(&app, account("bon")).await.expect(201);
        for login in ["BON", " bon ", "admin", "Admin"] {
            let refused = register(&app, account(login)).await.expect(409);
            assert!(refused["detail"].as_str().is_some_and(|text| !text.is_empty()), "{login}");
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE login = 'admin'").await, 0, "reserved for who runs the server");
        let racing = join_all((0..6).map(|_| register(&app, account("sau")))).await;
        assert_eq!(racing.iter().filter(|one| one.status == 201).count(), 1, "of six at once");
        assert_eq!(racing.iter().filter(|one| one.status == 409).count(), 5);
    }

    async fn a_phone_and_an_email_stay_whose_they_are_and_nobody_learns_that_they_are(app) {
        let mut first = account("bon");
        first["phone"] = json!("0912 345 678");
        first["email"] = json!("Bon@Thu.Example.VN");
        let first = register(&app, first).await.expect(201);
        let mut second = account("nam");
        second["phone"] = json!("+84912345678");
        second["email"] = json!("bon@thu.example.vn");
        second["password"] = json!("mot-cai-khac-nua-2027");
        let second = register(&app, second).await.expect(201);
        let mut unheard = account("sau");
        unheard["phone"] = json!("0987654321");
        let unheard = register(&app, unheard).await.expect(201);
        let shape = |body: &Value| body.as_object().unwrap().iter().filter(|(key, _)| !["id", "login"].contains(&key.as_str())).map(|(key, value)| format!("{key}{value}")).collect::<Vec<_>>();
        assert_eq!(shape(&second), shape(&unheard), "the answer does not tell");
        for identifier in ["bon", "Bon", "0912345678", "BON@thu.example.vn"] {
            let session = app.visitor().api("POST", "/session", Some(json!({ "login": identifier, "password": PASSWORD }))).await.expect(200);
            assert_eq!(session["account"]["id"], first["id"], "{identifier}");
        }
        let form = |login: &'static str, phone: &'static str| [("login", login), ("display_name", "Bảy"), ("password", PASSWORD), ("phone", phone)];
        for (login, phone) in [("bay", "0912345678"), ("tam", "0911111111")] {
            assert_eq!(app.visitor().post("/register", &form(login, phone)).await.is(303).header("location"), "/", "{login}");
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM account WHERE phone IS NOT NULL").await, 3);
    }

    async fn a_refused_registration_comes_back_with_what_was_typed_and_says_when(app) {
        let fields = [("login", "chin"), ("display_name", "Chín <b>"), ("password", PASSWORD), ("phone", "0912345678"), ("next", "/courses")];
        let mut last = app.visitor().page("/register").await;
        for _ in 0..130 {
            last = app.call(Call::post("/register").header("sec-fetch-site", "same-origin").form(&[("login", "x")]).from("203.0.113.5")).await;
        }
        assert_eq!(last.status, 429);
        let held = app.call(Call::post("/register").header("sec-fetch-site", "same-origin").form(&fields).from("203.0.113.5")).await.is(429);
        assert!((1..=60).contains(&held.header("retry-after").parse::<u64>().unwrap()));
        let sheet = form(&held, "/register");
        let typed = |name: &str| sheet.fields.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone()).unwrap();
        assert_eq!((typed("login"), typed("display_name"), typed("phone"), typed("next")), ("chin".into(), "Chín <b>".into(), "0912345678".into(), "/courses".into()));
        assert!(!held.everything().contains(PASSWORD), "the password never comes back");
        assert!(!texts(&held, ".note.bad").concat().is_empty());
        assert_eq!(app.count("SELECT COUNT(*) FROM account").await, 0);
    }

    async fn where_one_lives_is_picked_from_a_few_units_or_searched_among_many(app) {
        assert!(!app.visitor().page("/register").await.text().contains("name=\"unit"), "without units nothing is asked");
        app.units().await;
        let browser = app.visitor();
        let page = browser.page("/register").await;
        assert_eq!(texts(&page, "#unit option").len(), 5, "four units, or none of them");
        let fill = |page: &crate::support::Answer, login: &str| form(page, "/register").fill("login", login).fill("display_name", "Tư").fill("password", PASSWORD);
        browser.submit(&fill(&page, "bon").fill("unit", "A")).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) FROM account a JOIN unit u ON u.id = a.unit_id WHERE u.code = 'A'").await, 1);
        for number in 0..80 {
            let sql = format!("INSERT INTO unit (code, name, kind, path, created_at) VALUES ('X{number}', 'Xã Tân {number}', 'commune', '/x{number}/', 0)");
            app.sql(&sql).await.unwrap();
        }
        let browser = app.visitor();
        let page = browser.page("/register").await;
        assert!(page.body.len() < 30_000 && attributes(&page, "#unit", "id").is_empty());
        let again = browser.submit(&fill(&page, "nam").fill("unit_search", "tan")).await.is(422);
        assert_eq!(attributes(&again, "input[name=unit]", "value").len(), 20, "so many are shown");
        assert_eq!(browser.submit(&fill(&page, "nam").fill("unit_search", "không đâu")).await.status, 422);
        let again = browser.submit(&fill(&page, "nam").fill("unit_search", "xa tan 7")).await.is(303);
        assert_eq!(again.header("location"), "/", "a whole name is clear");
        let other = app.visitor();
        let page = other.page("/register").await;
        let found = other.submit(&fill(&page, "sau").fill("unit_search", "tan 7")).await.is(422);
        assert_eq!(attributes(&found, "input[name=unit]", "value").len(), 11);
        other.submit(&fill(&found, "sau").fill("unit", "X70")).await.is(303);
        let lives = |code: &str| format!("SELECT COUNT(*) FROM account a JOIN unit u ON u.id = a.unit_id WHERE u.code = '{code}'");
        assert_eq!((app.count(&lives("X7")).await, app.count(&lives("X70")).await), (1, 1));
        let third = app.visitor();
        let page = third.page("/register").await;
        third.submit(&fill(&page, "bay").fill("unit_search", "X71")).await.is(303);
        assert_eq!(app.count(&lives("X71")).await, 1, "by its code");
    }

    async fn who_goes_from_the_sign_in_to_the_registration_comes_out_where_he_wanted(app) {
        let browser = app.visitor();
        let login = browser.page("/login?next=/courses/ai-thu%3Fa=1").await;
        let link = attributes(&login, "main a[href^='/register']", "href").remove(0);
        let page = browser.page(&link).await;
        assert_eq!(attributes(&page, "input[name=next]", "value"), ["/courses/ai-thu?a=1"]);
        assert!(attributes(&page, "main a[href^='/login']", "href")[0].contains("next=%2Fcourses"));
        for evil in ["//evil.example", "/%5Cevil.example", "https:evil.example"] {
            for path in ["/login", "/register"] {
                let page = browser.page(&format!("{path}?next={evil}")).await;
                let links = attributes(&page, "main a", "href");
                assert_eq!(attributes(&page, "input[name=next]", "value"), [""], "{path} {evil}");
                assert!(links.iter().all(|link| !link.contains("evil")), "{links:?}");
            }
        }
        let evil = [("login", "x"), ("next", "//evil.example")];
        for path in ["/login", "/register"] {
            assert_eq!(attributes(&browser.post(path, &evil).await.is(422), "input[name=next]", "value"), [""], "{path}");
        }
    }

    async fn nobody_registers_himself_into_a_role_or_a_result(app) {
        let mut body = account("bon");
        for (field, value) in [("id", json!("01890000-0000-7000-8000-000000000001")), ("roles", json!([{ "role": "administrator" }])), ("role", json!("administrator")),
            ("capable", json!(true)), ("disabled", json!(false)), ("unit_id", json!(1)), ("verified_at", json!("2027-01-01T00:00:00Z")),
            ("created_at", json!(0)), ("password_hash", json!("x")), ("audience", json!("facilitator")), ("score", json!(100))] {
            body[field] = value;
        }
        let made = register(&app, body).await.expect(201);
        assert_eq!(made["roles"], json!([]));
        assert_ne!(made["id"], "01890000-0000-7000-8000-000000000001");
        let browser = app.visitor();
        let fields = [("login", "nam"), ("display_name", "Năm"), ("password", PASSWORD), ("role", "administrator"), ("roles[]", "administrator"), ("capable", "yes"), ("id", "1")];
        browser.post("/register", &fields).await.is(303);
        assert_eq!(browser.page("/admin/accounts").await.status, 403);
        let me = browser.send(Call::get("/api/v1/me")).await.expect(200);
        assert_eq!((&me["roles"], &me["login"]), (&json!([]), &json!("nam")));
        assert_eq!(app.count("SELECT COUNT(*) FROM role_grant").await, 0);
        assert_eq!(app.count("SELECT COUNT(*) FROM capability").await, 0);
        let an = app.learner("an").await;
        let attempt = an.begin(crate::support::course::Fixture::QUIZ).await;
        let id = attempt["id"].as_str().unwrap();
        an.api("POST", &format!("/attempts/{id}/submission"), Some(json!({ "score": 100, "passed": true, "started_at": 0 }))).await.expect(200);
        assert_eq!(an.ask(&format!("/attempts/{id}")).await.expect(200)["result"]["score"], 0.0);
    }

    async fn a_name_is_a_text_wherever_it_stands(app) {
        let evil = "\"><svg onload=alert(1)>'&{{7*7}}";
        let mut body = account("bon");
        body["display_name"] = json!(evil);
        register(&app, body).await.expect(422);
        // Refused at the door; nothing relies on it.
        register(&app, account("bon")).await.expect(201);
        app.sql(&format!("UPDATE account SET display_name = '{}'", evil.replace('\'', "''"))).await.unwrap();
        let known = xutra_store::people::find_sign_in(app.app.store.reader(), "bon").await.unwrap().unwrap().0;
        let person = app.signed_in(known).await;
        person.become_capable().await;
        let admin = app.administrator().await;
        let number = admin.issue_to(&person).await;
        let signed_in = app.visitor();
        let welcome = signed_in.post("/login", &[("login", "bon"), ("password", PASSWORD), ("next", "/me")]).await.is(303);
        assert!(!welcome.everything().contains("<svg"));
        let places = [(&person, "/me".to_owned()), (&signed_in, "/".into()), (&admin, "/admin/accounts".into()), (&admin, format!("/admin/accounts/{known}")),
            (&admin, format!("/accounts/{known}/competency")), (&admin, format!("/verify/{number}")), (&admin, format!("/admin/certificates/{number}/revocation")),
            (&admin, "/admin/certificates".into()), (&admin, "/admin/accounts?q=%22%3E%3Csvg%20onload=alert(1)%3E".into()), (&person, "/verify/%22%3E%3Csvg%20onload=alert(1)%3E".into())];
        for (who, path) in places {
            let page = who.page(&path).await;
            assert!(!page.text().contains("<svg onload") && !page.text().contains(">49"), "{path}");
            assert_eq!(attributes(&page, "[onload]", "onload"), Vec::<String>::new(), "{path}");
        }
        assert!(texts(&person.page("/me").await, "h1").concat().contains(evil));
        let paper = person.page(&format!("/certificates/{number}.pdf")).await.is(200);
        assert!(paper.body.starts_with(b"%PDF-"));
        assert_eq!(app.visitor().ask(&format!("/certificates/{number}")).await.expect(200)["holder"], evil);
    }

    async fn the_first_administrators_link_works_once_and_for_a_day(app) {
        let FirstAdministrator::Link(path) = first_administrator(&app.app).await.unwrap() else { panic!("no link") };
        assert_eq!(app.visitor().page("/set-password/none").await.status, 404);
        let browser = app.visitor();
        let page = browser.page(&path).await.is(200);
        assert_eq!(browser.submit(&form(&page, &path).fill("password", "ngan")).await.status, 422, "and the link is not used up");
        let both = join_all((0..2).map(|_| async { app.visitor().post(&path, &[("password", PASSWORD)]).await.status })).await;
        assert_eq!(both.iter().filter(|status| **status == 303).count(), 1, "{both:?}");
        assert_eq!(app.visitor().page(&path).await.status, 404);
        assert_eq!(app.visitor().post(&path, &[("password", "mot-cai-khac-nua-2027")]).await.status, 409);
        app.visitor().api("POST", "/session", Some(json!({ "login": "admin", "password": PASSWORD }))).await.expect(200);
        assert_eq!(first_administrator(&app.app).await.unwrap(), FirstAdministrator::Exists);
        assert_eq!(app.count("SELECT COUNT(*) FROM link WHERE used_at IS NULL").await, 0);
    }

    async fn a_start_makes_no_stranger_an_administrator(app) {
        register(&app, account("bon")).await.expect(201);
        for password in [None, Some("mot-cai-khac-nua-2027".to_owned())] {
            let beside = app.beside(|config| { config.admin_login = "bon".into(); config.admin_password = password; }).await;
            assert_eq!(first_administrator(&beside.app).await.unwrap(), FirstAdministrator::Taken);
        }
        assert_eq!(app.count("SELECT COUNT(*) FROM role_grant").await, 0);
        assert_eq!(app.count("SELECT COUNT(*) FROM link").await, 0);
        let made = app.beside(|config| config.admin_password = Some(PASSWORD.into())).await;
        assert_eq!(first_administrator(&made.app).await.unwrap(), FirstAdministrator::Made);
        app.visitor().api("POST", "/session", Some(json!({ "login": "admin", "password": PASSWORD }))).await.expect(200);
    }

    async fn a_new_password_ends_every_session(app) {
        let FirstAdministrator::Link(path) = first_administrator(&app.app).await.unwrap() else { panic!("no link") };
        let id = xutra_store::people::find_sign_in(app.app.store.reader(), "admin").await.unwrap().unwrap().0;
        let (old, other) = (app.signed_in(id).await, app.signed_in(id).await);
        assert_eq!((old.page("/me").await.status, other.ask("/me").await.status), (200, 200));
        let browser = app.visitor();
        browser.post(&path, &[("password", PASSWORD)]).await.is(303);
        assert_eq!((old.page("/me").await.status, other.ask("/me").await.status), (303, 401));
        assert_eq!(browser.page("/me").await.status, 200, "but the one that set it");
    }

    async fn an_old_link_is_worth_nothing(app) {
        let FirstAdministrator::Link(path) = first_administrator(&app.app).await.unwrap() else { panic!("no link") };
        let secret = path.rsplit('/').next().unwrap();
        assert_eq!(app.count(&format!("SELECT COUNT(*) FROM link WHERE hash = '{secret}'")).await, 0, "stored hashed");
        app.wait(DAY);
        assert_eq!(app.visitor().page(&path).await.status, 404);
        assert_eq!(app.visitor().post(&path, &[("password", PASSWORD)]).await.status, 409);
        let FirstAdministrator::Link(next) = first_administrator(&app.app).await.unwrap() else { panic!("no fresh link") };
        assert_eq!(app.visitor().page(&next).await.status, 200);
    }

    async fn a_list_goes_on_where_it_ended(app) {
        for number in 0..7 {
            app.learner(&format!("nguoi-{number}")).await;
        }
        let admin = app.administrator().await;
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let list = admin.ask(&format!("/accounts?limit=3{cursor}")).await.expect(200);
            seen.extend(list["items"].as_array().unwrap().iter().map(|one| one["login"].as_str().unwrap().to_owned()));
            let Some(next) = list["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 8);
        for bad in ["0", "201", "x", "-1"] {
            admin.ask(&format!("/accounts?limit={bad}")).await.expect(422);
        }
        app.units().await;
        let first = admin.ask("/units?limit=3").await.expect(200);
        let second = admin.ask(&format!("/units?limit=3&cursor={}", first["next"].as_str().unwrap())).await.expect(200);
        let codes = |list: &Value| list["items"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!((codes(&first), codes(&second)), (vec!["A".into(), "A1".into(), "B".into()], vec!["T".into()]));
        assert_eq!((&second["next"], &first["items"][0]["population"]), (&Value::Null, &json!({})));
        assert_eq!(codes(&admin.ask("/units?parent=T&limit=1&cursor=A").await.expect(200)), ["B"]);
        let courses = admin.ask("/courses?limit=1").await.expect(200);
        assert_eq!((courses["items"].as_array().unwrap().len(), &courses["next"]), (1, &Value::Null));
        assert_eq!(admin.ask("/courses?cursor=ai-thu").await.expect(200)["items"], json!([]));
        for path in ["/units?limit=201", "/courses?limit=0"] {
            admin.ask(path).await.expect(422);
        }
        assert_eq!(admin.ask("/accounts?q=%25").await.expect(200)["items"], json!([]), "a percent sign is a percent sign");
    }

    async fn a_list_of_people_leaves_as_a_file_that_is_noted_and_opens_as_it_is_meant(app) {
        let app = app.beside(|config| config.figures.programme.flag = Fixture::ID.into()).await;
        app.units().await;
        let (admin, an) = (app.administrator().await, app.person("an", Some("A1"), &[]).await);
        app.person("binh", Some("B"), &[]).await;
        app.sql("UPDATE account SET display_name = '=1+1, \"Nông\"' WHERE login = 'an'").await.unwrap();
        an.become_capable().await;
        let desk = admin.page("/admin/accounts?unit=A").await.is(200);
        let link = attributes(&desk, "main a[href*='accounts.csv']", "href").remove(0);
        assert!(link.contains("unit=A"), "{link}");
        let file = admin.page(&link).await.is(200);
        assert!(file.header("content-type").starts_with("text/csv") && file.header("content-disposition").contains(".csv"));
        let text = file.text();
        assert!(text.starts_with('\u{feff}'), "{text}");
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.headers().unwrap().get(1), Some("Họ và tên"));
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 1, "{text}");
        let cell = |at: usize| rows[0].get(at).unwrap();
        assert_eq!((cell(0), cell(1), cell(5), cell(6), cell(7)), ("an", "'=1+1, \"Nông\"", "A1", "Thôn A1", "1990"));
        assert!(!cell(9).is_empty() && cell(10) == "B", "they take part and are capable: {text}");
        assert_eq!(admin.page("/admin/accounts.csv?unit=none").await.is(200).text().lines().count(), 1, "the heads alone");
        assert_eq!(admin.page("/admin/accounts.csv").await.is(200).text().lines().count(), 4);
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'people.exported'").await, 3);
        assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE detail LIKE '%an%' AND action = 'people.exported' AND detail LIKE '%Nông%'").await, 0);
    }

    async fn among_many_units_a_role_and_a_list_find_theirs_by_name(app) {
        app.units().await;
        let (admin, an) = (app.administrator().await, app.person("an", Some("A1"), &[]).await);
        app.person("binh", Some("B"), &[]).await;
        for number in 0..220 {
            let sql = format!("INSERT INTO unit (code, name, kind, path, created_at) VALUES ('X{number}', 'Xã Tân {number}', 'commune', '/x{number}/', 0)");
            app.sql(&sql).await.unwrap();
        }
        let page = admin.page(&format!("/admin/accounts/{}", an.id())).await.is(200);
        assert!(page.body.len() < 30_000 && attributes(&page, "select#unit", "id").is_empty());
        let action = format!("/admin/accounts/{}/roles", an.id());
        let grant = |page: &crate::support::Answer, role: &str| form(page, &action).fill("role", role);
        let unclear = admin.submit(&grant(&page, "leader").fill("unit_search", "tan 7")).await.is(422);
        assert_eq!(attributes(&unclear, "input[name=unit]", "value").len(), 11);
        assert_eq!(app.count("SELECT COUNT(*) FROM role_grant WHERE role = 'leader'").await, 0, "what is unclear is not everywhere");
        admin.submit(&grant(&unclear, "leader").fill("unit", "X70")).await.is(303);
        admin.submit(&grant(&page, "facilitator").fill("unit_search", "xa tan 9")).await.is(303);
        admin.submit(&grant(&page, "inspector").fill("unit_search", "không đâu")).await.is(422);
        let over = |role: &str, code: &str| format!("SELECT COUNT(*) FROM role_grant g JOIN unit u ON u.id = g.unit_id WHERE g.role = '{role}' AND u.code = '{code}'");
        assert_eq!((app.count(&over("leader", "X70")).await, app.count(&over("facilitator", "X9")).await), (1, 1));
        assert_eq!(app.count("SELECT COUNT(*) FROM role_grant WHERE role = 'inspector'").await, 0);
        let shown = |page: &crate::support::Answer| texts(page, "tbody th[scope=row]").len();
        assert_eq!(shown(&admin.page("/admin/accounts?unit=th%C3%B4n+a1").await.is(200)), 1, "by a name");
        let unknown = admin.page("/admin/accounts?unit=kh%C3%B4ng").await.is(200);
        assert_eq!((shown(&unknown), texts(&unknown, "#unit-error").len()), (0, 1));
        let many = admin.page("/admin/accounts?unit=tan").await.is(200);
        assert_eq!((shown(&many), texts(&many, "#unit-error").len()), (0, 1), "a name of too many says so");
        assert_eq!(admin.page("/admin/accounts.csv?unit=A1").await.is(200).text().lines().count(), 2);
    }
}
