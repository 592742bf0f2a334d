//! Requests that another site makes a browser send, and requests of the wrong method, kind or size.

use crate::support::course::Fixture;
use crate::support::page::form;
use crate::support::{Actor, Call, TestApp, both, json};
use xutra::web::routes::{ROUTES, Route};
use xutra_domain::people::Role;

pub(crate) const TABLES: [&str; 56] = [
    "account",
    "affiliation",
    "attempt",
    "attendance",
    "audit",
    "boundary_draft",
    "capability",
    "certificate",
    "certificate_event",
    "class_code",
    "class_member",
    "class_session",
    "enrollment",
    "evidence",
    "exemplar_card",
    "exemplar_event",
    "exemplar_trial",
    "finding",
    "finding_event",
    "finding_note",
    "formality_report",
    "import",
    "ledger",
    "lesson_completion",
    "decision",
    "milestone",
    "milestone_event",
    "plan_target",
    "link",
    "not_duplicate",
    "outbox",
    "pin",
    "population",
    "population_approval",
    "practice_card",
    "question_withdrawal",
    "draw",
    "recheck",
    "recheck_absence",
    "recheck_session",
    "role_grant",
    "session",
    "consent",
    "data_request",
    "sitting",
    "sitting_member",
    "task_file",
    "task_grade",
    "task_queue",
    "unit",
    "unit_boundary",
    "unit_name",
    "work_audit",
    "work_confirmation",
    "work_record",
    "work_record_event",
];

/// What of the database a request could have changed.
async fn snapshot(app: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push(app.count(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts.push(
        app.count("SELECT COUNT(*) FROM attempt WHERE state <> 'open' OR saved_at IS NOT NULL OR hints <> '{}'").await,
    );
    counts.push(app.count("SELECT COUNT(*) FROM account WHERE disabled = TRUE").await);
    counts.push(app.count("SELECT COUNT(*) FROM session WHERE revoked = TRUE").await);
    counts
}

/// Ends of the routes that take a form of several parts.
const UPLOADS: [&str; 5] = ["/teach/uploads", "/work", "/files", "/admin/imports", "/admin/boundaries"];

/// Parameters of which nothing is there.
const ABSENT: [&str; 20] = [
    "{mail}",
    "{milestone}",
    "{card}",
    "{class_session}",
    "{unit}",
    "{figure}",
    "{number}",
    "{draft}",
    "{task_file}",
    "{submission}",
    "{sitting}",
    "{class}",
    "{code}",
    "{request}",
    "{import}",
    "{record}",
    "{recheck}",
    "{finding}",
    "{report}",
    "{recheck_session}",
];

fn takes_parts(path: &str) -> bool {
    UPLOADS.iter().any(|end| path.ends_with(end))
}

/// A path of a route that changes something, and a body that would.
fn forged(route: &Route, attempt: &str, account: &str) -> Call {
    let path = [
        ("{course}", Fixture::ID),
        ("{lesson}", "bai-mot"),
        ("{item}/completion", "bai-mot/completion"),
        ("{item}/attempts", "hen-gio/attempts"),
        ("{item}", "enrollment"),
        ("{quiz}", Fixture::TIMED),
        ("{attempt}", attempt),
        ("{place}", "1"),
        ("{question}", "1"),
        ("{account}", account),
        ("{number}", "TN-2027-0000000-0"),
        ("{secret}", "x"),
        ("{unit}", "A"),
        ("{role}", "leader"),
        ("{revision}", "1"),
        ("{version}", "1"),
        ("{signal}", "1"),
        ("{draft}", "01890000-0000-7000-8000-000000000000"),
        ("{task_file}", "01890000-0000-7000-8000-000000000000"),
        ("{submission}", "01890000-0000-7000-8000-000000000000"),
        ("{sitting}", "01890000-0000-7000-8000-000000000000"),
        ("{request}", "01890000-0000-7000-8000-000000000000"),
        ("{class_session}", "01890000-0000-7000-8000-000000000000"),
        ("{class}", "01890000-0000-7000-8000-000000000000"),
        ("{code}", "K7A2CH"),
        ("{figure}", "1"),
        ("{card}", "01890000-0000-7000-8000-000000000000"),
        ("{milestone}", "01890000-0000-7000-8000-000000000000"),
        ("{mail}", "01890000-0000-7000-8000-000000000000"),
        ("{import}", "01890000-0000-7000-8000-000000000000"),
        ("{record}", "01890000-0000-7000-8000-000000000000"),
        ("{recheck}", "01890000-0000-7000-8000-000000000000"),
        ("{finding}", "01890000-0000-7000-8000-000000000000"),
        ("{report}", "01890000-0000-7000-8000-000000000000"),
        ("{recheck_session}", "01890000-0000-7000-8000-000000000000"),
    ]
    .iter()
    .fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
    let call = Call::new(route.method, &path);
    if takes_parts(&path) {
        let body = "--x\r\nContent-Disposition: form-data; name=\"archive\"; filename=\"a.zip\"\r\n\r\nPK\r\n--x--\r\n";
        return call.body("multipart/form-data; boundary=x", body);
    }
    if path.starts_with("/api/") {
        return match path.rsplit('/').next() {
            Some("accounts") => {
                call.json(&json!({ "login": "moi", "display_name": "Mới", "password": "ruong-lua-chin-vang" }))
            }
            Some("roles") => call.json(&json!({ "role": "certifier" })),
            _ if route.method == "PATCH" => call.json(&json!({ "disabled": true })),
            Some("A") => call.json(&json!({ "name": "Xã", "kind": "province" })),
            _ => call.json(&json!({})),
        };
    }
    call.form(&[
        ("login", "moi"),
        ("display_name", "Mới"),
        ("password", "ruong-lua-chin-vang"),
        ("role", "certifier"),
        ("disabled", "yes"),
        ("sure", "yes"),
        ("reason", "vì thế"),
        ("choice", "x"),
        ("course", Fixture::ID),
        ("person", account),
    ])
}

fn changing() -> impl Iterator<Item = &'static Route> {
    // What stops mails takes anybody who knows its token, as mail programs send it: see `mail.rs`.
    ROUTES.iter().filter(|route| route.method != "GET" && route.path != "/mail/stop/{token}")
}

async fn scene(app: &TestApp) -> (Actor, String, String) {
    // Who may do everything, so that nothing but where the request comes from can refuse it.
    let roles = [(Role::Administrator, None), (Role::Facilitator, None)];
    let admin = app.person("administrator", None, &roles).await;
    let victim = app.learner("nan-nhan").await;
    let attempt = admin.begin(Fixture::QUIZ).await["id"].as_str().unwrap().to_owned();
    (admin, attempt, victim.id().to_string())
}

both! {
    async fn another_site_changes_nothing_with_this_browsers_cookie(app) {
        let (admin, attempt, account) = scene(&app).await;
        let stranger = app.learner("ke-la").await;
        let foreign = form(&stranger.page("/courses/ai-thu").await, "/logout").fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
        let before = snapshot(&app).await;
        for route in changing() {
            let call = forged(route, &attempt, &account);
            let ways = [
                ("evil origin", call.clone().header("origin", "https://evil.example")),
                ("null origin", call.clone().header("origin", "null")),
                ("origin with our name in it", call.clone().header("origin", "http://127.0.0.1:8080.evil.example")),
                ("cross-site", call.clone().header("sec-fetch-site", "cross-site")),
                ("same-site", call.clone().header("sec-fetch-site", "same-site")),
                ("both at odds", call.clone().header("sec-fetch-site", "same-origin").header("origin", "https://evil.example")),
                ("neither header", call.clone()),
                ("another session's token", {
                    let mut with = call.clone().header("x-csrf-token", &foreign);
                    if !route.path.starts_with("/api/") { with.body.extend(format!("&csrf={foreign}").bytes()); }
                    with
                }),
            ];
            for (way, call) in ways {
                let answer = admin.send(call).await;
                assert_eq!(answer.status, 403, "{way}: {} {}: {}", route.method, route.path, answer.text());
            }
        }
        assert_eq!(snapshot(&app).await, before, "no row was written");
    }

    async fn a_visitors_sign_in_cannot_be_forged_either(app) {
        let before = snapshot(&app).await;
        for path in ["/login", "/register", "/logout"] {
            for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("x-none", "x")] {
                let call = Call::post(path).header(name, value).form(&[("login", "moi"), ("display_name", "Mới"), ("password", "ruong-lua-chin-vang")]);
                assert_eq!(app.call(call).await.status, 403, "{path} {name}");
            }
        }
        for path in ["/api/v1/accounts", "/api/v1/session"] {
            let call = Call::post(path).header("origin", "https://evil.example").json(&json!({ "login": "moi", "display_name": "Mới", "password": "ruong-lua-chin-vang" }));
            assert_eq!(app.call(call).await.status, 403, "{path}");
        }
        assert_eq!(snapshot(&app).await, before);
    }

    async fn this_site_itself_is_believed_by_each_of_its_signs(app) {
        let an = app.learner("an").await;
        let path = "/courses/ai-thu/bai-mot/completion";
        for (name, value) in [("origin", "http://127.0.0.1:8080"), ("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none")] {
            assert_eq!(an.send(Call::post(path).header(name, value).form(&[])).await.status, 303, "{name}: {value}");
        }
        let lesson = an.page("/courses/ai-thu/bai-mot").await;
        assert_eq!(an.submit(&form(&an.page("/courses/ai-thu/bai-hai").await, "/completion")).await.status, 303, "by the form's token");
        let token = form(&lesson, "/logout").fields[0].1.clone();
        let call = Call::new("PUT", "/api/v1/courses/ai-thu/enrollment").header("x-csrf-token", &token);
        assert!(an.send(call).await.status < 300, "by the token in a header");
        let bearer = an.api("PUT", "/courses/ai-thu/enrollment", None).await;
        assert_eq!(bearer.status, 200, "a bearer token is nothing that a browser sends by itself");
        let visitor = app.visitor();
        let login = visitor.page("/login").await;
        let wrong = form(&login, "/login").fill("login", "an").fill("password", "khong-biet");
        assert_eq!(visitor.submit(&wrong).await.status, 422, "the token of a visitor's form serves");
        assert_eq!(app.visitor().submit(&wrong).await.status, 403, "in the browser it was made for alone");
    }

    async fn an_origin_is_compared_with_the_public_address_where_one_is_set(app) {
        let public = app.beside(|config| config.public_url = Some("https://hoc.example.vn".into())).await;
        let an = public.learner("an").await;
        let call = |origin: &str| Call::post("/courses/ai-thu/bai-mot/completion").header("host", "evil.example").header("origin", origin).form(&[]);
        assert_eq!(an.send(call("https://hoc.example.vn")).await.status, 303);
        for origin in ["https://evil.example", "http://evil.example", "http://hoc.example.vn", "https://hoc.example.vn.evil.example"] {
            assert_eq!(an.send(call(origin)).await.status, 403, "{origin}");
        }
    }

    async fn reading_changes_nothing_whatever_is_asked(app) {
        let (admin, attempt, account) = scene(&app).await;
        let before = snapshot(&app).await;
        for route in changing().filter(|route| !ROUTES.iter().any(|other| other.method == "GET" && other.path == route.path)) {
            for method in ["GET", "HEAD"] {
                let call = Call { method: method.into(), ..forged(route, &attempt, &account) };
                let answer = admin.send(call).await;
                assert_eq!(answer.status, 405, "{method} {}", route.path);
                assert!(!answer.header("allow").is_empty(), "{method} {}", route.path);
            }
        }
        // What leaves the server as a list of people is noted, and nothing else.
        let noted = "/admin/accounts.csv";
        for route in ROUTES.iter().filter(|route| route.method == "GET" && route.path != noted) {
            let path = forged(route, &attempt, &account).path.replace("{path:.*}", "x");
            admin.send(Call::get(&format!("{path}?login=moi&password=x&disabled=yes&role=certifier&sure=yes&answer=x"))).await;
        }
        for method in ["TRACE", "CONNECT", "OPTIONS", "PROPFIND"] {
            let answer = app.call(Call::new(method, "/courses")).await;
            assert_eq!(answer.status, 405, "{method}");
        }
        assert_eq!(snapshot(&app).await, before);
    }

    async fn a_body_of_another_kind_or_of_too_many_bytes_is_refused(app) {
        let (admin, attempt, account) = scene(&app).await;
        let before = snapshot(&app).await;
        let bodiless = ["/enrollment", "/completion", "/attempts", "/hint", "/submission", "/session", "/roles/{role}", "/reservation"];
        for route in changing() {
            let is_api = route.path.starts_with("/api/");
            if is_api && bodiless.iter().any(|end| route.path.ends_with(end)) && route.path != "/api/v1/session" {
                continue;
            }
            if route.method == "DELETE" {
                continue;
            }
            let made = forged(route, &attempt, &account);
            let bare = Call::new(route.method, &made.path).header("sec-fetch-site", "same-origin");
            let other = if is_api { "text/plain" } else { "application/json" };
            let answer = admin.send(bare.clone().body(other, made.body)).await;
            let absent = answer.status == 404 && ABSENT.iter().any(|name| route.path.contains(name));
            assert!(answer.status == 415 || absent, "{} {}: {}", route.method, route.path, answer.status);
            // An upload may be large; its own limit stands in its own test.
            if takes_parts(route.path) {
                continue;
            }
            let large = if is_api { bare.json(&json!({ "x": "x".repeat(70_000) })) } else { bare.form(&[("x", &"x".repeat(70_000))]) };
            let answer = admin.send(large).await;
            let absent = answer.status == 404 && ABSENT.iter().any(|name| route.path.contains(name));
            assert!(answer.status == 413 || absent, "{} {}: {}", route.method, route.path, answer.status);
        }
        let deep = Call::post("/api/v1/session").body("application/json", "[".repeat(60_000));
        assert!(matches!(app.call(deep).await.status, 400 | 422));
        let many: Vec<(&str, &str)> = vec![("choice", "x"); 2_000];
        let call = Call::post(&format!("/attempts/{attempt}/answers/1")).header("sec-fetch-site", "same-origin").form(&many);
        assert_eq!(admin.send(call).await.status, 400);
        assert_eq!(snapshot(&app).await, before);
    }
}
