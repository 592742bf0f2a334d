//! What every answer carries, whatever it is.

use crate::support::course::Fixture;
use crate::support::page::attributes;
use crate::support::{Answer, Call, both};
use xutra::web::routes::ROUTES;

#[track_caller]
fn strict(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "connect-src 'self'",
    ] {
        assert!(policy.contains(part), "{what}: {part} in {policy}");
    }
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(["same-origin", "cross-origin"].contains(&answer.header("cross-origin-resource-policy")), "{what}");
    for name in ["permissions-policy", "cache-control"] {
        assert!(!answer.header(name).is_empty(), "{what}: {name}");
    }
    assert_eq!((answer.header("server"), answer.header("x-powered-by")), ("", ""), "{what}");
    let kind = answer.header("content-type");
    let told = !kind.starts_with("text/") || kind.contains("charset=utf-8");
    assert!(told && (answer.body.is_empty() || !kind.is_empty()), "{what}: {kind}");
}

both! {
    async fn every_answer_carries_the_strict_headers(app) {
        let an = app.learner("an").await;
        for route in ROUTES {
            let path = route.path.replace("{path:.*}", "x").replace("{course}", Fixture::ID).replace("{item}", "bai-mot");
            for method in [route.method, "HEAD", "DELETE"] {
                for actor in [&app.visitor(), &app.signed_in(an.id()).await] {
                    let answer = actor.send(Call::new(method, &path.replace(['{', '}'], "")).header("sec-fetch-site", "same-origin")).await;
                    assert_ne!(answer.status, 500, "{method} {path}");
                    strict(&answer, &format!("{method} {path} {}", answer.status));
                }
            }
        }
        for (call, status) in [(Call::get("/nowhere"), 404), (Call::get("/api/v1/nowhere"), 404), (Call::get("/static/none.css"), 404), (Call::get("/.git/config"), 404),
            (Call::get("/debug"), 404), (Call::get("/xutra.db"), 404), (Call::get("/static/app.js.map"), 404), (Call::get("/static/..%2f..%2fetc%2fpasswd"), 404),
            (Call::get("/media/ai-thu/..%2f..%2fcourse.toml"), 404), (Call::get("/static/../Cargo.toml"), 404), (Call::post("/courses").header("origin", "x"), 403),
            (Call::get("/api/v1/me"), 401), (Call::get("/courses/%ff"), 404), (Call::get("/%00"), 404)] {
            let path = call.path.clone();
            let answer = app.call(call).await;
            assert_eq!(answer.status, status, "{path}");
            strict(&answer, &path);
        }
    }

    async fn a_public_address_with_tls_says_so_to_browsers(app) {
        assert_eq!(app.call(Call::get("/")).await.header("strict-transport-security"), "", "not without TLS");
        let public = app.beside(|config| config.public_url = Some("https://hoc.example.vn".into())).await;
        for path in ["/", "/nowhere", "/api/v1/me"] {
            let told = public.call(Call::get(path)).await;
            let header = told.header("strict-transport-security");
            let age: u64 = header.split(';').next().unwrap().trim_start_matches("max-age=").parse().unwrap();
            assert!(age >= 31_536_000 && header.contains("includeSubDomains"), "{path}: {header}");
        }
    }

    async fn personal_pages_are_kept_nowhere_and_static_files_for_ever(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::QUIZ).await;
        for path in ["/", "/me", "/me/competency", "/courses/ai-thu", "/courses/ai-thu/bai-mot", &format!("/attempts/{}", attempt["id"].as_str().unwrap()),
            "/api/v1/me", &format!("/api/v1/attempts/{}", attempt["id"].as_str().unwrap())] {
            assert_eq!(an.page(path).await.is(200).header("cache-control"), "no-store", "{path}");
        }
        let home = app.visitor().page("/").await;
        for (css, name) in [("link[rel=stylesheet]", "href"), ("script[src]", "src"), ("link[rel=icon]", "href")] {
            let path = attributes(&home, css, name).remove(0);
            let file = app.call(Call::get(&path)).await.is(200);
            assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable", "{path}");
            let packed = app.call(Call::get(&path).header("accept-encoding", "gzip")).await;
            assert!(packed.body.len() <= file.body.len());
        }
        let first: usize = home.body.len();
        assert!(first < 30_000, "{first} bytes");
    }

    async fn head_says_what_get_would(app) {
        for path in ["/", "/courses", "/courses/ai-thu/bai-mot", "/api/v1/courses", "/healthz", "/nowhere"] {
            let (get, head) = (app.call(Call::get(path)).await, app.call(Call::new("HEAD", path)).await);
            assert_eq!((get.status, get.header("content-type")), (head.status, head.header("content-type")), "{path}");
        }
    }
}
