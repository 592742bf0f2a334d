//! How often one may try: guessing is slow, a class behind one address is not.

use crate::support::process::PASSWORD;
use crate::support::{Answer, Call, TestApp, both, json};
use futures_util::future::join_all;

async fn sign_in(app: &TestApp, login: &str, password: &str, from: &str) -> Answer {
    app.call(Call::post("/api/v1/session").json(&json!({ "login": login, "password": password })).from(from)).await
}

async fn look_up(app: &TestApp, from: &str, forwarded: Option<&str>) -> u16 {
    let call = Call::get("/api/v1/certificates/TN27-0000000-0").from(from);
    app.call(forwarded.map_or(call.clone(), |address| call.header("x-forwarded-for", address))).await.status
}

both! {
    async fn a_stranger_who_guesses_is_held_and_the_owner_is_not(app) {
        for login in ["hoa", "binh"] {
            let body = json!({ "login": login, "display_name": "Ai đó", "password": PASSWORD });
            app.visitor().api("POST", "/accounts", Some(body)).await.expect(201);
        }
        let mut statuses = Vec::new();
        for _ in 0..11 {
            statuses.push(sign_in(&app, "hoa", "doan-mo-9157", "203.0.113.1").await.status);
        }
        assert!(statuses[..6].iter().all(|status| *status == 401), "{statuses:?}");
        assert_eq!(statuses[8..], [429, 429, 429], "{statuses:?}");
        let held = sign_in(&app, "HOA", PASSWORD, "203.0.113.1").await;
        assert_eq!(held.status, 429, "one account, however it is written");
        assert!((1..=60).contains(&held.header("retry-after").parse::<u64>().unwrap()));
        assert_eq!(held.header("content-type"), "application/problem+json");
        let form = [("login", "hoa"), ("password", PASSWORD)];
        let page = app.call(Call::post("/login").header("sec-fetch-site", "same-origin").form(&form).from("203.0.113.1")).await;
        assert_eq!(page.status, 429, "one limit for all doors");
        assert!(!page.header("retry-after").is_empty());
        assert_eq!(sign_in(&app, "binh", PASSWORD, "203.0.113.1").await.status, 200);
        assert_eq!(sign_in(&app, "hoa", PASSWORD, "203.0.113.2").await.status, 200, "the owner, elsewhere");
        app.wait(xutra_domain::instant::MINUTE);
        assert_eq!(sign_in(&app, "hoa", PASSWORD, "203.0.113.1").await.status, 200, "and after a while from there, too");
    }

    async fn who_guesses_from_everywhere_is_held_and_the_owner_at_home_is_not(app) {
        let body = json!({ "login": "hoa", "display_name": "Ai đó", "password": PASSWORD });
        app.visitor().api("POST", "/accounts", Some(body)).await.expect(201);
        assert_eq!(sign_in(&app, "hoa", PASSWORD, "203.0.113.200").await.status, 200);
        // A password beyond all bounds is wrong without being hashed, so that the guesses come fast.
        let long = "x".repeat(5_000);
        let addresses: Vec<String> = (0..100).map(|number| format!("203.0.113.{number}")).collect();
        let guesses = join_all(addresses.iter().map(|from| sign_in(&app, "hoa", &long, from))).await;
        assert_eq!(guesses.iter().filter(|one| one.status == 401).count(), 40, "from all addresses together");
        assert_eq!(guesses.iter().filter(|one| one.status == 429).count(), 60);
        assert_eq!(sign_in(&app, "hoa", PASSWORD, "203.0.113.201").await.status, 429);
        assert_eq!(sign_in(&app, "hoa", PASSWORD, "203.0.113.200").await.status, 200, "where the owner was before");
    }

    async fn a_class_behind_one_address_signs_in_and_who_guesses_there_is_held(app) {
        for number in 0..40 {
            app.person(&format!("hoc-vien-{number}"), None, &[]).await;
        }
        let hash = app.app.hasher.hash(PASSWORD).await.unwrap();
        app.sql(&format!("UPDATE account SET password_hash = '{hash}'")).await.unwrap();
        let logins: Vec<String> = (0..40).map(|number| format!("hoc-vien-{number}")).collect();
        let good = join_all(logins.iter().map(|login| sign_in(&app, login, PASSWORD, "203.0.113.7"))).await;
        assert!(good.iter().all(|one| one.status == 200), "good ones are never held up by their number");
        let again = join_all((0..40).map(|_| sign_in(&app, "hoc-vien-0", PASSWORD, "203.0.113.7"))).await;
        assert!(again.iter().all(|one| one.status == 200), "nor those of one account");
        let long = "x".repeat(5_000);
        let mut guesses = 0;
        while sign_in(&app, &format!("doan-{guesses}"), &long, "203.0.113.7").await.status == 401 {
            guesses += 1;
            assert!(guesses < 200, "nobody holds them");
        }
        assert!(guesses >= 60, "{guesses}: a class may mistype");
        let forwarded = Call::post("/api/v1/session").json(&json!({ "login": "hoc-vien-1", "password": PASSWORD })).from("203.0.113.7");
        assert_eq!(app.call(forwarded.header("x-forwarded-for", "198.51.100.1")).await.status, 429);
        assert_eq!(sign_in(&app, "hoc-vien-1", PASSWORD, "203.0.113.8").await.status, 200, "elsewhere it goes on");
    }

    async fn an_address_looks_up_so_many_certificates_and_cannot_pretend_to_be_another(app) {
        let mut last = 0;
        for number in 0..245 {
            last = look_up(&app, "203.0.113.7", Some(&format!("198.51.100.{}", number % 250))).await;
        }
        assert_eq!(last, 429, "what an untrusted peer says of itself is not believed");
        assert_eq!(look_up(&app, "203.0.113.8", None).await, 404, "another address goes on");
        let page = app.call(Call::get("/verify/TN27-0000000-0").from("203.0.113.7")).await;
        assert_eq!(page.status, 429);
        let behind = app.beside(|config| config.trusted_proxies = vec!["10.0.0.1".parse().unwrap()]).await;
        for number in 0..245 {
            let from = format!("192.0.2.9, 198.51.100.{}", number % 250);
            assert_eq!(look_up(&behind, "10.0.0.1", Some(&from)).await, 404, "each behind the proxy for itself");
        }
        let free = app.beside(|config| config.limits_per_address = false).await;
        for _ in 0..245 {
            assert_eq!(look_up(&free, "203.0.113.7", None).await, 404);
        }
    }

    async fn who_has_too_much_in_hand_is_told_when_to_come_back(app) {
        let refused = app.call(Call::get("/api/v1/certificates/x").from("203.0.113.7")).await;
        assert_eq!(refused.status, 404);
        for _ in 0..250 {
            look_up(&app, "203.0.113.7", None).await;
        }
        let refused = app.call(Call::get("/api/v1/certificates/x").from("203.0.113.7")).await;
        assert_eq!(refused.json()["status"], 429);
        assert!((1..=60).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
    }
}
