//! Sessions and their tokens: begun, renewed, ended, forged.

use crate::support::process::PASSWORD;
use crate::support::{Actor, Answer, Call, NOW, TestApp, Value, both, json};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use std::time::Duration;
use xutra::credential::session_token::{Claims, Purpose};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, MINUTE, SECOND};
use xutra_store::secret;

/// An account with a password.
async fn registered(app: &TestApp, login: &str) -> AccountId {
    let body = json!({ "login": login, "display_name": format!("Lê {login}"), "password": PASSWORD });
    let made = app.visitor().api("POST", "/accounts", Some(body)).await.expect(201);
    AccountId::parse(made["id"].as_str().unwrap()).unwrap()
}

async fn sign_in(browser: &Actor, login: &str) -> Answer {
    browser.post("/login", &[("login", login), ("password", PASSWORD), ("next", "/me")]).await
}

async fn session(app: &TestApp, login: &str) -> Value {
    app.visitor().api("POST", "/session", Some(json!({ "login": login, "password": PASSWORD }))).await.expect(200)
}

async fn with_token(app: &TestApp, token: &str) -> Answer {
    app.call(Call::get("/api/v1/me").header("authorization", &format!("Bearer {token}"))).await
}

fn refresh(token: &Value) -> Option<Value> {
    Some(json!({ "refresh_token": token }))
}

both! {
    async fn the_cookie_is_for_this_site_and_no_script(app) {
        registered(&app, "hoa").await;
        let line = sign_in(&app.visitor(), "hoa").await.is(303).cookies().iter().find(|line| line.starts_with("xutra=")).unwrap().to_string();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert!(!line.contains("Secure") && !line.contains("Domain"), "{line}");
        let public = app.beside(|config| config.public_url = Some("https://hoc.example.vn".into())).await;
        let answer = sign_in(&public.visitor(), "hoa").await.is(303);
        for line in answer.cookies() {
            assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"), "{line}");
            assert!(!line.contains("Domain") && line.contains("Secure"), "{line}");
        }
        assert!(answer.cookies().iter().any(|line| line.starts_with("__Host-xutra=")), "{:?}", answer.cookies());
        let form = public.visitor().page("/login").await;
        assert!(form.cookies().iter().any(|line| line.starts_with("__Host-xutra-form=") && line.contains("Secure")), "{:?}", form.cookies());
    }

    async fn a_sign_in_takes_no_session_over(app) {
        registered(&app, "hoa").await;
        let browser = app.visitor();
        browser.jar.borrow_mut().insert("xutra".into(), "chosen-by-an-attacker".into());
        sign_in(&browser, "hoa").await.is(303);
        let first = browser.jar.borrow()["xutra"].clone();
        assert_ne!(first, "chosen-by-an-attacker");
        sign_in(&browser, "hoa").await.is(303);
        let second = browser.jar.borrow()["xutra"].clone();
        assert_ne!(first, second, "a new value each time");
        let old = app.call(Call::get("/me").cookie("xutra", &first)).await;
        assert_eq!((old.status, old.header("location")), (303, "/login?next=%2Fme"), "the old one is dead");
        assert_eq!(browser.page("/me").await.status, 200);
    }

    async fn signing_out_ends_the_session_at_once_for_cookie_and_token(app) {
        let an = app.learner("hoa").await;
        let other = app.signed_in(an.id()).await;
        let (cookie, token) = (an.jar.borrow()["xutra"].clone(), an.token().unwrap());
        assert_eq!(with_token(&app, &token).await.status, 200);
        let gone = an.post("/logout", &[]).await.is(303);
        assert!(gone.header("clear-site-data").contains("cache"));
        assert!(an.jar.borrow().get("xutra").is_none(), "the cookie is taken away");
        assert_eq!(app.call(Call::get("/me").cookie("xutra", &cookie)).await.status, 303);
        assert_eq!(with_token(&app, &token).await.status, 401);
        assert_eq!(other.page("/me").await.status, 200, "on this device alone");
        other.api("DELETE", "/session", None).await.is(204);
        other.ask("/me").await.expect(401);
    }

    async fn a_disabled_account_is_out_everywhere_within_seconds(app) {
        let id = registered(&app, "hoa").await;
        let admin = app.administrator().await;
        let second_server = app.beside(|_| {}).await;
        let (here, there) = (app.signed_in(id).await, second_server.signed_in(id).await);
        let tokens = session(&app, "hoa").await;
        assert_eq!((here.page("/me").await.status, there.page("/me").await.status), (200, 200));
        admin.api("PATCH", &format!("/accounts/{id}"), Some(json!({ "disabled": true }))).await.expect(200);
        assert_eq!(here.page("/me").await.status, 303, "at once on the server that did it");
        here.ask("/me").await.expect(401);
        let mut left = 45;
        while there.page("/me").await.status == 200 && left > 0 {
            left -= 1;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(left > 0, "on every server within 5 s");
        app.visitor().api("POST", "/session/refresh", refresh(&tokens["refresh_token"])).await.expect(401);
        app.visitor().api("POST", "/session", Some(json!({ "login": "hoa", "password": PASSWORD }))).await.expect(401);
        assert_eq!(sign_in(&app.visitor(), "hoa").await.status, 422);
        admin.api("PATCH", &format!("/accounts/{id}"), Some(json!({ "disabled": false }))).await.expect(200);
        here.ask("/me").await.expect(401);
        sign_in(&app.visitor(), "hoa").await.is(303);
    }

    async fn a_session_ends_when_nobody_uses_it_and_in_any_case(app) {
        let an = app.learner("hoa").await;
        app.wait(30 * DAY - SECOND);
        assert_eq!(an.page("/me").await.status, 200);
        app.wait(30 * DAY - SECOND);
        assert_eq!(an.page("/me").await.status, 200, "each use lets it last longer, by a new cookie");
        app.wait(30 * DAY);
        assert_eq!(an.page("/me").await.status, 303, "idle for 30 days");
        let always = app.signed_in(an.id()).await;
        for day in (0..180).step_by(20) {
            assert_eq!(always.page("/me").await.status, 200, "day {day}");
            app.wait(20 * DAY);
        }
        assert_eq!(always.page("/me").await.status, 303, "after 180 days in any case");
    }

    async fn an_access_token_holds_for_a_quarter_of_an_hour(app) {
        registered(&app, "hoa").await;
        let tokens = session(&app, "hoa").await;
        assert_eq!((&tokens["expires_in"], &tokens["token_type"]), (&json!(900), &json!("Bearer")));
        let access = tokens["access_token"].as_str().unwrap();
        app.wait(15 * MINUTE - SECOND);
        assert_eq!(with_token(&app, access).await.status, 200);
        app.wait(SECOND);
        assert_eq!(with_token(&app, access).await.status, 401);
        let next = app.visitor().api("POST", "/session/refresh", refresh(&tokens["refresh_token"])).await.expect(200);
        assert_eq!(with_token(&app, next["access_token"].as_str().unwrap()).await.status, 200);
    }

    async fn a_used_refresh_token_ends_its_whole_family(app) {
        registered(&app, "hoa").await;
        let (stolen, other) = (session(&app, "hoa").await, session(&app, "hoa").await);
        let visitor = app.visitor();
        let next = visitor.api("POST", "/session/refresh", refresh(&stolen["refresh_token"])).await.expect(200);
        visitor.api("POST", "/session/refresh", refresh(&stolen["refresh_token"])).await.expect(401);
        visitor.api("POST", "/session/refresh", refresh(&next["refresh_token"])).await.expect(401);
        assert_eq!(with_token(&app, next["access_token"].as_str().unwrap()).await.status, 401, "the family is ended");
        assert_eq!(with_token(&app, other["access_token"].as_str().unwrap()).await.status, 200, "other devices are not");
        let at_once = futures_util::future::join_all((0..8).map(|_| visitor.api("POST", "/session/refresh", refresh(&other["refresh_token"])))).await;
        assert!(at_once.iter().filter(|one| one.status == 200).count() <= 1, "of several at once one is the first");
        for bad in ["", "x", "a.b.c", other["access_token"].as_str().unwrap()] {
            visitor.api("POST", "/session/refresh", refresh(&json!(bad))).await.expect(401);
        }
    }

    async fn forged_tokens_are_all_alike_to_the_server(app) {
        let an = app.learner("hoa").await;
        let key = secret::list(app.app.store.reader(), "session-key").await.unwrap().remove(0).1;
        let second = NOW.0 / SECOND;
        let (sid, sub) = (an.signed.as_ref().unwrap().session.to_string(), an.id().to_string());
        let good = json!({ "iss": "xutra", "aud": "access", "sid": sid, "sub": sub, "iat": second, "exp": second + 600 });
        let sign = |payload: &Value, algorithm, key: &[u8]| encode(&Header::new(algorithm), payload, &EncodingKey::from_secret(key)).unwrap();
        assert_eq!(with_token(&app, &sign(&good, Algorithm::HS256, &key)).await.status, 200, "the forge works");
        let mut bad = vec![sign(&good, Algorithm::HS256, b"another"), "x".repeat(4_096), String::new(), "a.b.c".into()];
        let body = sign(&good, Algorithm::HS256, &key).split('.').nth(1).unwrap().to_owned();
        bad.push(format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{body}."));
        bad.push(sign(&good, Algorithm::HS256, &key).replacen("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9", "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzM4NCJ9", 1));
        bad.push(sign(&good, Algorithm::HS256, &app.app.signing.public));
        for (field, value) in [("exp", json!(second)), ("exp", json!("2099-01-01")), ("exp", json!(-1)), ("exp", json!(1e300)), ("exp", Value::Null),
            ("iat", json!(second + 3_600)), ("nbf", json!(second + 3_600)), ("nbf", json!("now")), ("aud", json!("browser")), ("aud", json!("verify")),
            ("iss", json!("evil")), ("sid", json!("x")), ("sub", json!(app.administrator_id().await)), ("admin", json!(true))] {
            let mut claims = good.clone();
            claims[field] = value;
            bad.push(sign(&claims, Algorithm::HS256, &key));
        }
        let claims = Claims { session: an.signed.as_ref().unwrap().session, account: an.id(), issued: NOW };
        bad.push(app.app.tokens.issue(Purpose::Browser, &claims).unwrap());
        bad.push(an.signed.as_ref().unwrap().refresh_token.clone());
        let plain = app.call(Call::get("/api/v1/me")).await;
        for token in bad {
            let refused = with_token(&app, &token).await;
            assert_eq!((refused.status, refused.text()), (401, plain.text()), "{token}");
        }
        let strange = [("kid", "../../dev/null"), ("kid", "' or 1=1--"), ("jku", "http://127.0.0.1:1/keys"), ("x5u", "http://127.0.0.1:1/x")];
        for (name, value) in strange {
            let mut header = Header::new(Algorithm::HS256);
            match name {
                "kid" => header.kid = Some(value.into()),
                "jku" => header.jku = Some(value.into()),
                _ => header.x5u = Some(value.into()),
            }
            let forged = encode(&header, &good, &EncodingKey::from_secret(value.as_bytes())).unwrap();
            assert_eq!(with_token(&app, &forged).await.status, 401, "{name}");
        }
        let access = app.app.tokens.issue(Purpose::Access, &claims).unwrap();
        assert_eq!(app.call(Call::get("/me").cookie("xutra", &access)).await.status, 303, "an access token is no cookie");
    }

    async fn an_unknown_account_and_a_wrong_password_look_alike(app) {
        registered(&app, "hoa").await;
        let ask = async |login: &str| app.visitor().api("POST", "/session", Some(json!({ "login": login, "password": "khong-phai-vay" }))).await;
        let (known, unknown) = (ask("hoa").await, ask("khong-co-ai").await);
        assert_eq!((known.status, known.text()), (401, unknown.text()));
        let names = |answer: &Answer| { let mut names: Vec<String> = answer.headers.iter().map(|(name, _)| name.clone()).collect(); names.sort(); names };
        assert_eq!(names(&known), names(&unknown));
        let page = async |login: &str| app.visitor().post("/login", &[("login", login), ("password", "khong-phai-vay")]).await.text().replace(&format!("value=\"{login}\""), "");
        let without_tokens = |text: String| text.lines().filter(|line| !line.contains("csrf")).collect::<String>();
        assert_eq!(without_tokens(page("hoa").await), without_tokens(page("khong-co-ai").await));
    }

    async fn the_way_back_after_a_sign_in_stays_on_this_site(app) {
        registered(&app, "hoa").await;
        for next in ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example", "javascript:1", "/\r\nSet-Cookie: a=b", "\u{1}//evil"] {
            let answer = app.visitor().post("/login", &[("login", "hoa"), ("password", PASSWORD), ("next", next)]).await.is(303);
            assert_eq!(answer.header("location"), "/", "{next:?}");
            assert!(!answer.cookies().iter().any(|line| line.starts_with("a=")), "{next:?}");
        }
        let answer = app.visitor().post("/login", &[("login", "hoa"), ("password", PASSWORD), ("next", "/courses/ai-thu?lang=en")]).await.is(303);
        assert_eq!(answer.header("location"), "/courses/ai-thu?lang=en");
        let asked = app.visitor().page("/me/competency").await.is(303);
        assert_eq!(asked.header("location"), "/login?next=%2Fme%2Fcompetency");
        let page = app.visitor().page("/login?next=//evil.example").await;
        assert_eq!(crate::support::page::attributes(&page, "input[name=next]", "value"), [""]);
    }
}

impl TestApp {
    async fn administrator_id(&self) -> String {
        self.administrator().await.id().to_string()
    }
}
