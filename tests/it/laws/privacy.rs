//! Law 7: personal data is as little as serves. Names, phones, tokens never reach a log.

use crate::support::course::Fixture;
use crate::support::process::{Client, PASSWORD, Server, command, folder_with_course};
use crate::support::{Actor, Call, both, json};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

const LOGIN: &str = "tran-thi-kin-dao";
const NAME: &str = "Trần Thị Kín Đáo";
const PHONE: &str = "0912345678";
const EMAIL: &str = "kin.dao@thu.example.vn";
const SECRET: &str = "mat-khau-rat-rieng-9157";

/// Where the log is caught.
#[derive(Clone, Default)]
struct Caught(Arc<Mutex<Vec<u8>>>);

impl Write for Caught {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Caught {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Caught {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

#[track_caller]
fn nothing_personal(log: &str, tokens: &[&str]) {
    let planted = [LOGIN, NAME, "Kín Đáo", "K%C3%ADn", PHONE, "84912345678", EMAIL, "kin.dao", SECRET, PASSWORD];
    for secret in planted.iter().chain(tokens) {
        assert!(!secret.is_empty() && !log.contains(secret), "{secret} stands in the log: {log}");
    }
}

both! {
    async fn a_whole_story_leaves_no_personal_word_in_the_log(app) {
        let caught = Caught::default();
        let subscriber = tracing_subscriber::fmt().json().with_writer(caught.clone())
            .with_env_filter("error,xutra=debug,xutra_store=debug,xutra_domain=debug,actix=warn").finish();
        let guard = tracing::subscriber::set_default(subscriber);
        let admin = app.administrator().await;
        let account = json!({ "login": LOGIN, "display_name": NAME, "password": SECRET, "phone": PHONE, "email": EMAIL });
        let visitor = app.visitor();
        let made = visitor.api("POST", "/accounts", Some(account.clone())).await.expect(201);
        visitor.api("POST", "/accounts", Some(account)).await.expect(409);
        visitor.api("POST", "/session", Some(json!({ "login": LOGIN, "password": "khong-phai-9157" }))).await.expect(401);
        let session = visitor.api("POST", "/session", Some(json!({ "login": PHONE, "password": SECRET }))).await.expect(200);
        let (access, refresh) = (session["access_token"].as_str().unwrap(), session["refresh_token"].as_str().unwrap());
        let renewed = visitor.api("POST", "/session/refresh", Some(json!({ "refresh_token": refresh }))).await.expect(200);
        visitor.api("POST", "/session/refresh", Some(json!({ "refresh_token": refresh }))).await.expect(401);
        let signed = visitor.post("/login", &[("login", EMAIL), ("password", SECRET), ("next", "/me")]).await.is(303);
        let cookie = signed.cookies().iter().find_map(|line| line.strip_prefix("xutra=")).unwrap().split(';').next().unwrap().to_owned();
        let id = xutra_domain::ids::AccountId::parse(made["id"].as_str().unwrap()).unwrap();
        let person: Actor = app.signed_in(id).await;
        person.become_capable().await;
        let number = admin.issue_to(&person).await;
        for path in ["/me", "/me/competency", "/", &format!("/verify/{number}"), &format!("/certificates/{number}.pdf")] {
            person.page(path).await.is(200);
        }
        let name: String = form_urlencoded::byte_serialize(NAME.as_bytes()).collect();
        for path in [format!("/admin/accounts?q={LOGIN}"), format!("/{name}"), format!("/verify/{name}"), format!("/courses/{PHONE}"), format!("/api/v1/accounts?q={EMAIL}&limit=x")] {
            admin.page(&path).await;
        }
        let big = visitor.send(Call::post("/login").header("sec-fetch-site", "none").form(&[("login", LOGIN), ("password", &SECRET.repeat(4_000))])).await;
        assert_eq!(big.status, 413);
        admin.api("POST", &format!("/certificates/{number}/revocation"), Some(json!({ "reason": format!("Sai tên {NAME}") }))).await.expect(200);
        app.app.store.clone().close().await;
        assert_eq!(person.page("/me").await.status, 503, "a failing database is logged, too");
        drop(guard);
        let log = caught.text();
        assert!(log.contains("\"route\":\"/me\"") && log.contains("sign_in.done") && log.contains("session.reuse"), "{log}");
        nothing_personal(&log, &[access, refresh, &cookie, renewed["access_token"].as_str().unwrap(), renewed["refresh_token"].as_str().unwrap()]);
    }

    async fn an_error_says_nothing_of_its_cause(app) {
        let person = app.learner("an").await;
        app.app.store.clone().close().await;
        let page = person.page("/me").await;
        assert!(page.text().contains("class=\"button\" href=\"/me\""), "it leads to itself: {}", page.text());
        for answer in [person.page("/me").await, person.ask("/me/competency").await, app.visitor().page("/readyz").await] {
            assert_eq!(answer.status, 503);
            assert!(!answer.header("retry-after").is_empty());
            for word in ["sqlx", "pool", "Pool", "SELECT", "database is", "Conn("] {
                assert!(!answer.text().contains(word), "{word}: {}", answer.text());
            }
        }
        assert_eq!(app.visitor().page("/healthz").await.status, 200, "the process lives");
    }

    async fn a_check_of_a_certificate_tells_the_name_and_no_more_of_its_holder(app) {
        let person = app.learner("an").await;
        person.become_capable().await;
        app.sql("UPDATE account SET phone = '+84912345678', email = 'kin.dao@thu.example.vn'").await.unwrap();
        let number = app.certifier().await.issue_to(&person).await;
        for answer in [app.visitor().page(&format!("/verify/{number}")).await, app.visitor().ask(&format!("/certificates/{number}")).await] {
            let everything = answer.is(200).everything();
            for secret in ["84912345678", "kin.dao", &person.id().to_string()] {
                assert!(!everything.contains(secret), "{secret}: {everything}");
            }
        }
        let page = app.visitor().page(&format!("/verify/{number}")).await;
        assert_eq!((page.header("x-robots-tag"), page.header("cache-control")), ("noindex", "no-store"));
    }
}

#[test]
fn the_log_of_the_running_server_at_its_most_talkative_names_nobody() {
    let folder = folder_with_course();
    let mut settings = command(folder.path(), &["serve"]);
    settings.env("XUTRA_LOG", "debug");
    let mut server = Server::start(settings);
    let client = server.client();
    let account = json!({ "login": LOGIN, "display_name": NAME, "password": SECRET, "phone": PHONE, "email": EMAIL });
    client.api("POST", "/accounts", Some(&account)).unwrap().expect(201);
    let session =
        client.api("POST", "/session", Some(&json!({ "login": LOGIN, "password": SECRET }))).unwrap().expect(200);
    let token = session["access_token"].as_str().unwrap().to_owned();
    let signed = Client { token: Some(token.clone()), ..client };
    signed.api("GET", "/me", None).unwrap().expect(200);
    signed.api("PUT", &format!("/courses/{}/enrollment", Fixture::ID), None).unwrap().expect(201);
    signed.api("GET", &format!("/accounts?q={LOGIN}"), None).unwrap().expect(403);
    signed.send(&Call::get(&format!("/verify/{LOGIN}"))).unwrap().is(404);
    server.kill();
    std::thread::sleep(std::time::Duration::from_millis(50));
    let log = server.log.lock().unwrap().clone();
    assert!(log.contains("sign_in.done") && log.contains("listening on"), "{log}");
    nothing_personal(&log, &[&token]);
}
