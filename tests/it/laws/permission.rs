//! Law 6: the route's signature is the permission; what lies outside a scope does not exist.

use crate::support::course::Fixture;
use crate::support::{Actor, Answer, Call, TestApp, both, json};
use std::collections::BTreeMap;
use xutra::web::routes::{ROUTES, Route, Who};
use xutra_domain::people::Role;

const ABSENT: &str = "01890000-0000-7000-8000-000000000000";

/// A path of the route that exists, for somebody who is none of those who ask.
fn path(route: &Route, values: &BTreeMap<&str, String>) -> String {
    let mut path = route.path.to_owned();
    for (name, value) in values {
        path = path.replace(name, value);
    }
    assert!(!path.contains('{'), "a parameter that is not known here: {}", route.path);
    path
}

async fn ask(app: &TestApp, actor: &Actor, route: &Route, path: &str) -> Answer {
    // A session of its own for each question, as some of them end it.
    let asking = match &actor.signed {
        Some(signed) => app.signed_in(signed.account.id).await,
        None => app.visitor(),
    };
    let call = Call::new(route.method, path).header("sec-fetch-site", "same-origin");
    let call = match (route.method, path.starts_with("/api/")) {
        ("GET", _) => call,
        (_, true) => call.json(&json!({})),
        (_, false) => call.form(&[]),
    };
    asking.send(call).await
}

fn may(who: Who, name: &str) -> bool {
    match who {
        Who::Visitor => true,
        Who::Learner => name != "visitor",
        Who::Overseer => matches!(name, "facilitator" | "certifier" | "administrator"),
        Who::Observer => matches!(name, "facilitator" | "administrator"),
        Who::Facilitator => name == "facilitator",
        Who::Instructor => matches!(name, "instructor" | "administrator"),
        // Inspectors are among those who ask in `signals.rs`.
        Who::ChiefInspector => name == "administrator",
        Who::Inspector => name == "administrator",
        Who::Certifier => matches!(name, "certifier" | "administrator"),
        Who::Administrator => name == "administrator",
    }
}

fn names(answer: &Answer) -> Vec<String> {
    let list = answer.json();
    let mut names: Vec<String> =
        list["items"].as_array().unwrap().iter().map(|one| one["login"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

both! {
    async fn every_route_lets_in_whom_its_row_names_and_nobody_else(app) {
        app.units().await;
        let holder = app.person("nguoi-giu", Some("A"), &[]).await;
        holder.become_capable().await;
        let certifier = app.certifier().await;
        let number = certifier.issue_to(&holder).await;
        let other = app.person("nguoi-khac", Some("A"), &[(Role::Leader, None)]).await;
        let actors = [
            ("visitor", app.visitor()),
            ("learner", app.person("hoc-vien", Some("A"), &[]).await),
            ("facilitator", app.person("huong-dan", Some("A"), &[(Role::Facilitator, Some("A"))]).await),
            ("certifier", certifier),
            ("instructor", app.person("giang-vien", None, &[(Role::Instructor, None)]).await),
            ("administrator", app.administrator().await),
        ];
        let mut cells = 0;
        for (name, actor) in &actors {
            let attempt = match &actor.signed {
                Some(_) => actor.begin(Fixture::QUIZ).await["id"].as_str().unwrap().to_owned(),
                None => ABSENT.to_owned(),
            };
            let values = BTreeMap::from([
                ("{course}", Fixture::ID.to_owned()), ("{lesson}", "bai-mot".to_owned()), ("{item}", "bai-mot".to_owned()),
                ("{quiz}", Fixture::TIMED.to_owned()), ("{attempt}", attempt), ("{place}", "1".to_owned()),
                ("{question}", "1".to_owned()), ("{account}", other.id().to_string()), ("{number}", number.clone()),
                ("{file}", format!("{number}.pdf")), ("{kid}", "vc-2027-1".to_owned()), ("{list}", "1".to_owned()),
                ("{id}", "x".to_owned()), ("{name}", "x".to_owned()), ("{secret}", "x".to_owned()), ("{unit}", "A".to_owned()),
                ("{role}", "leader".to_owned()), ("{path:.*}", "x".to_owned()),
                ("{revision}", "1".to_owned()), ("{version}", "1".to_owned()), ("{signal}", "1".to_owned()), ("{draft}", ABSENT.to_owned()),
                ("{task_file}", ABSENT.to_owned()), ("{submission}", ABSENT.to_owned()), ("{sitting}", ABSENT.to_owned()), ("{class}", ABSENT.to_owned()), ("{class_session}", ABSENT.to_owned()), ("{code}", "K7A2CH".to_owned()), ("{figure}", "1".to_owned()),
                ("{request}", ABSENT.to_owned()), ("{import}", ABSENT.to_owned()), ("{record}", ABSENT.to_owned()), ("{recheck}", ABSENT.to_owned()), ("{finding}", ABSENT.to_owned()), ("{report}", ABSENT.to_owned()), ("{recheck_session}", ABSENT.to_owned()), ("{milestone}", ABSENT.to_owned()), ("{card}", ABSENT.to_owned()), ("{mail}", ABSENT.to_owned()), ("{token}", "x".to_owned()),
            ]);
            for route in ROUTES {
                let path = path(route, &values);
                let answer = ask(&app, actor, route, &path).await;
                let sent_to_login = answer.status == 303 && answer.header("location").starts_with("/login");
                let cell = format!("{name}: {} {path} gave {} {}", route.method, answer.status, answer.header("location"));
                assert_ne!(answer.status, 500, "{cell}");
                match (may(route.who, name), *name) {
                    (true, _) => assert!(!sent_to_login && !matches!(answer.status, 401 | 403), "{cell}: {}", answer.text()),
                    (false, "visitor") if path.starts_with("/api/") => {
                        assert_eq!(answer.status, 401, "{cell}");
                        assert_eq!(answer.header("www-authenticate"), "Bearer", "{cell}");
                    }
                    (false, "visitor") => assert!(sent_to_login, "{cell}"),
                    // What an instructor works with does not exist for anybody else, nor do a facilitator's sittings.
                    (false, _) if matches!(route.who, Who::Instructor | Who::Facilitator | Who::Observer) => assert_eq!(answer.status, 404, "{cell}"),
                    (false, _) => assert_eq!(answer.status, 403, "{cell}"),
                }
                cells += 1;
            }
        }
        assert_eq!(cells, ROUTES.len() * actors.len());
    }

    async fn a_facilitator_sees_the_people_of_the_unit_and_no_others(app) {
        app.units().await;
        let (in_a, in_hamlet) = (app.person("trong-a", Some("A"), &[]).await, app.person("trong-thon", Some("A1"), &[]).await);
        let in_b = app.person("trong-b", Some("B"), &[]).await;
        let (nowhere, above) = (app.person("khong-dau", None, &[]).await, app.person("o-tinh", Some("T"), &[]).await);
        let fa = app.person("huong-dan", Some("A"), &[(Role::Facilitator, Some("A"))]).await;
        let own = ["huong-dan", "trong-a", "trong-thon"];
        for query in ["", "?unit=A", "?limit=200", "?q=nguyen", "?unit=A&unit=B", "?unit=A&unit=T"] {
            assert_eq!(names(&fa.ask(&format!("/accounts{query}")).await), own, "{query}");
        }
        assert_eq!(names(&fa.ask("/accounts?unit=A1").await), ["trong-thon"]);
        assert_eq!(names(&fa.ask("/accounts?q=trong-b").await), Vec::<String>::new());
        for query in ["unit=B", "unit=T", "unit=none", "unit=B&unit=A", "unit=B&q=trong-b", "unit=A%25", "unit=_"] {
            fa.ask(&format!("/accounts?{query}")).await.expect(404);
        }
        for foreign in [&in_b, &nowhere, &above] {
            for end in ["", "/competency"] {
                let there = fa.ask(&format!("/accounts/{}{end}", foreign.id())).await;
                let absent = fa.ask(&format!("/accounts/{ABSENT}{end}")).await;
                assert_eq!((there.status, there.text()), (404, absent.text()), "{end}");
            }
            assert_eq!(fa.page(&format!("/accounts/{}/competency", foreign.id())).await.status, 404);
        }
        for own in [&in_a, &in_hamlet] {
            assert_eq!(fa.ask(&format!("/accounts/{}", own.id())).await.expect(200)["id"], own.id().to_string());
            fa.ask(&format!("/accounts/{}/competency", own.id())).await.expect(200);
            assert_eq!(fa.page(&format!("/accounts/{}/competency", own.id())).await.status, 200);
        }
    }

    async fn who_moves_away_is_out_of_sight_at_the_next_request(app) {
        app.units().await;
        let learner = app.person("nguoi-chuyen", Some("A"), &[]).await;
        let fa = app.person("huong-dan", None, &[(Role::Facilitator, Some("A"))]).await;
        let path = format!("/accounts/{}/competency", learner.id());
        fa.ask(&path).await.expect(200);
        app.sql("UPDATE account SET unit_id = (SELECT id FROM unit WHERE code = 'B') WHERE login = 'nguoi-chuyen'").await.unwrap();
        fa.ask(&path).await.expect(404);
        assert_eq!(names(&fa.ask("/accounts").await), Vec::<String>::new());
    }

    async fn two_scopes_show_both_subtrees_and_nothing_between(app) {
        app.units().await;
        for (login, unit) in [("trong-a", Some("A")), ("trong-b", Some("B")), ("o-tinh", Some("T")), ("khong-dau", None)] {
            app.person(login, unit, &[]).await;
        }
        let both = app.person("hai-vai", None, &[(Role::Facilitator, Some("A1")), (Role::Inspector, Some("B"))]).await;
        app.person("trong-thon", Some("A1"), &[]).await;
        assert_eq!(names(&both.ask("/accounts").await), ["trong-b", "trong-thon"]);
        both.ask("/accounts?unit=A").await.expect(404);
        assert_eq!(names(&both.ask("/accounts?unit=B").await), ["trong-b"]);
    }

    async fn nobody_gives_a_role_to_himself_or_takes_it_from_himself(app) {
        app.units().await;
        let (admin, fa) = (app.administrator().await, app.person("huong-dan", None, &[(Role::Facilitator, Some("A"))]).await);
        let role = json!({ "role": "certifier" });
        admin.api("POST", &format!("/accounts/{}/roles", admin.id()), Some(role.clone())).await.expect(403);
        admin.api("DELETE", &format!("/accounts/{}/roles/administrator", admin.id()), None).await.expect(403);
        admin.api("PATCH", &format!("/accounts/{}", admin.id()), Some(json!({ "disabled": true }))).await.expect(403);
        assert_eq!(admin.post(&format!("/admin/accounts/{}/roles", admin.id()), &[("role", "certifier")]).await.status, 403);
        fa.api("POST", &format!("/accounts/{}/roles", fa.id()), Some(role)).await.expect(403);
        assert_eq!(app.count("SELECT COUNT(*) FROM role_grant").await, 2);
    }

    async fn a_role_ends_with_its_time_and_with_its_removal(app) {
        let (admin, an) = (app.administrator().await, app.learner("an").await);
        let roles = format!("/accounts/{}/roles", an.id());
        let until = app.app.clock.now().plus(60_000).rfc3339();
        for bad in [json!({ "role": "king" }), json!({ "role": "certifier", "unit": "none" }), json!({ "role": "certifier", "expires_at": "soon" }),
            json!({ "role": "certifier", "expires_at": "2020-01-01T00:00:00Z" }), json!({}), json!({ "role": 7 })] {
            admin.api("POST", &roles, Some(bad)).await.expect(422);
        }
        admin.api("POST", &roles, Some(json!({ "role": "certifier", "expires_at": until }))).await.expect(200);
        assert_eq!(an.page("/admin/certificates").await.status, 200);
        app.wait(60_000);
        assert_eq!(an.page("/admin/certificates").await.status, 403, "its time is over");
        admin.api("POST", &roles, Some(json!({ "role": "certifier" }))).await.expect(200);
        assert_eq!(an.page("/admin/certificates").await.status, 200);
        admin.api("DELETE", &format!("{roles}/certifier"), None).await.expect(200);
        assert_eq!(an.page("/admin/certificates").await.status, 403, "at once, in the session that is open");
    }

    async fn an_administrator_of_a_unit_does_not_run_the_server(app) {
        app.units().await;
        let (in_a, in_b) = (app.person("trong-a", Some("A"), &[]).await, app.person("trong-b", Some("B"), &[]).await);
        let of_a = app.person("quan-tri-a", None, &[(Role::Administrator, Some("A"))]).await;
        assert_eq!(of_a.page("/admin/accounts").await.status, 403);
        assert!(!of_a.page("/").await.text().contains("/admin/accounts"), "no way there is shown");
        of_a.api("POST", &format!("/accounts/{}/roles", in_a.id()), Some(json!({ "role": "certifier" }))).await.expect(403);
        of_a.api("PATCH", &format!("/accounts/{}", in_b.id()), Some(json!({ "disabled": true }))).await.expect(403);
        of_a.api("PUT", "/units/A", Some(json!({ "name": "Xã", "kind": "commune", "parent": "T" }))).await.expect(403);
        of_a.ask(&format!("/accounts/{}", in_a.id())).await.expect(200);
        of_a.ask(&format!("/accounts/{}", in_b.id())).await.expect(404);
    }

    async fn a_certifier_of_a_unit_certifies_nobody_else(app) {
        app.units().await;
        let (in_a, in_b) = (app.person("trong-a", Some("A"), &[]).await, app.person("trong-b", Some("B"), &[]).await);
        in_a.become_capable().await;
        in_b.become_capable().await;
        let of_a = app.person("cap-a", None, &[(Role::Certifier, Some("A"))]).await;
        let body = json!({ "account": in_b.id().to_string(), "course": Fixture::ID });
        of_a.api("POST", "/certificates", Some(body)).await.expect(404);
        of_a.issue_to(&in_a).await;
        let of_all = app.certifier().await;
        let number = of_all.issue_to(&in_b).await;
        of_a.api("POST", &format!("/certificates/{number}/revocation"), Some(json!({ "reason": "thử xem" }))).await.expect(404);
        assert_eq!(of_a.page(&format!("/admin/certificates/{number}/revocation")).await.status, 404);
        assert_eq!(of_a.page(&format!("/certificates/{number}.pdf")).await.status, 404);
        let desk = of_a.page("/admin/certificates").await.is(200).text();
        assert!(!desk.contains("trong-b"), "the desk shows whom one may certify: {desk}");
        of_all.ask(&format!("/certificates/{number}")).await.expect(200);
    }
}
