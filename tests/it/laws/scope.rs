//! Law 6, cell by cell: every route × every role over commune A × what belongs to commune B. Whatever of B somebody asks for
//! answers as what does not exist, no list or file shows anybody of B, and nothing of B changes. Every route has its row:
//! a new one without a row fails here.

use super::scope_rows::{Reach, reach};
use crate::classes::{code_of, opened};
use crate::findings::find;
use crate::rechecks::joined;
use crate::support::course::Fixture;
use crate::support::page::{attributes, form, texts};
use crate::support::{Actor, Answer, Call, TestApp, both, json};
use crate::work_records::tell;
use std::collections::{BTreeMap, BTreeSet};
use xutra::web::routes::{ROUTES, Route};
use xutra_domain::people::Role;

/// What shows that somebody of B was shown.
const MARKS: [&str; 4] = ["dau-vet-b", "Dấu Vết", "0987654321", "dau.vet@b.example"];

const ABSENT: &str = "01890000-0000-7000-8000-000000000000";

/// Values of the parameters of routes, by name.
type Things = BTreeMap<&'static str, String>;

/// Somebody of B with everything that people have, and what their facilitator has.
async fn of_b(app: &TestApp) -> Things {
    app.units().await;
    let victim = app.person("dau-vet-b", Some("B"), &[]).await;
    app.sql("UPDATE account SET display_name = 'Dấu Vết', phone = '0987654321', email = 'dau.vet@b.example' WHERE login = 'dau-vet-b'")
        .await
        .unwrap();
    victim.become_capable().await;
    let number = app.certifier().await.issue_to(&victim).await;
    let attempt = victim.begin(Fixture::TIMED).await["id"].as_str().unwrap().to_owned();
    victim.submit(&form(&victim.page("/me/data").await, "/requests").fill("note", "Tên tôi sai")).await.is(303);
    let admin = app.administrator().await;
    let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let request = last(&attributes(&admin.page("/admin/requests").await.is(200), "table a", "href")[0]);
    app.sql("UPDATE account SET audience = 'official' WHERE login = 'dau-vet-b'").await.unwrap();
    let record = tell(&app.signed_in(victim.id()).await, &[]).await;
    let helper = app.person("huong-dan-b", Some("B"), &[(Role::Facilitator, Some("B"))]).await;
    let sitting = helper.open_sitting().await;
    let class = opened(&helper, "B").await;
    let code = code_of(&helper, &class).await.replace(' ', "");
    victim.post(&format!("/join/{code}/membership"), &[]).await.is(303);
    let session = helper.post(&format!("{class}/sessions"), &[]).await.is(303).header("location").to_owned();
    let milestone = crate::plans::named(app, "B").await;
    let [finding, report, recheck, recheck_session] = looked_into(app, &victim).await;
    absent()
        .into_iter()
        .chain([
            ("{milestone}", milestone),
            ("{finding}", finding),
            ("{report}", report),
            ("{recheck}", recheck),
            ("{recheck_session}", recheck_session),
            ("{account}", victim.id().to_string()),
            ("{attempt}", attempt),
            ("{class_session}", last(&session)),
            ("{class}", last(&class)),
            ("{file}", format!("{number}.pdf")),
            ("{number}", number),
            ("{record}", last(&record)),
            ("{request}", request),
            ("{sitting}", last(&sitting)),
            ("{unit}", "B".to_owned()),
        ])
        .collect()
}

/// What the province's inspector has of B: a finding, a report, and a draw of which somebody sits in a room.
async fn looked_into(app: &TestApp, victim: &Actor) -> [String; 4] {
    let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let chief = app.person("tra-tinh", None, &[(Role::Inspector, Some("T"))]).await;
    let watcher = app.person("giam-sat-a", Some("A"), &[(Role::Facilitator, Some("A"))]).await;
    let finding = find(&chief, "B").await;
    let told = [("unit", "B"), ("kind", "pressed"), ("words", "Ép cả xóm đăng ký cho đủ số")];
    app.visitor().post("/report", &told).await.is(200);
    let report = attributes(&chief.page("/inspection/reports").await.is(200), "tbody a", "href").remove(0);
    let lot = "/inspection/rechecks/B";
    chief.post(&format!("{lot}/draw"), &[]).await.is(303);
    let page = chief.page(lot).await.is(200);
    chief.submit(&form(&page, "/sessions").fill("supervisor", "giam-sat-a")).await.is(303);
    let desk = attributes(&watcher.page("/recheck").await.is(200), "main a.go", "href").remove(0);
    let questions = joined(victim, &watcher, &desk).await;
    [&finding, &report, &questions, &desk].map(|path| last(path))
}

/// What nobody has; of courses and of what has no owner, what there is.
fn absent() -> Things {
    let absent = || ABSENT.to_owned();
    BTreeMap::from([
        ("{account}", absent()),
        ("{attempt}", absent()),
        ("{class_session}", absent()),
        ("{class}", absent()),
        ("{file}", "TN-2027-0000000-0.pdf".to_owned()),
        ("{number}", "TN-2027-0000000-0".to_owned()),
        ("{record}", absent()),
        ("{recheck}", absent()),
        ("{finding}", absent()),
        ("{report}", absent()),
        ("{recheck_session}", absent()),
        ("{request}", absent()),
        ("{sitting}", absent()),
        ("{unit}", "NONE".to_owned()),
        ("{code}", "K7A2CH".to_owned()),
        ("{course}", Fixture::ID.to_owned()),
        ("{draft}", absent()),
        ("{figure}", "p1".to_owned()),
        ("{id}", "x".to_owned()),
        ("{import}", absent()),
        ("{item}", "bai-mot".to_owned()),
        ("{kid}", "x".to_owned()),
        ("{lesson}", "bai-mot".to_owned()),
        ("{list}", "1".to_owned()),
        ("{mail}", absent()),
        ("{card}", absent()),
        ("{milestone}", absent()),
        ("{name}", "x".to_owned()),
        ("{path:.*}", "x".to_owned()),
        ("{place}", "1".to_owned()),
        ("{question}", "1".to_owned()),
        ("{quiz}", Fixture::QUIZ.to_owned()),
        ("{revision}", "1".to_owned()),
        ("{role}", "leader".to_owned()),
        ("{secret}", "x".to_owned()),
        ("{signal}", "1".to_owned()),
        ("{submission}", absent()),
        ("{task_file}", absent()),
        ("{token}", "x".to_owned()),
        ("{version}", "1".to_owned()),
    ])
}

fn fill(route: &Route, things: &Things) -> String {
    let path = things.iter().fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
    assert!(!path.contains('{'), "a parameter that is not known here: {}", route.path);
    path
}

/// Asks as somebody in a session of its own, as some requests end it; what is asked for names B wherever it can.
async fn ask(app: &TestApp, actor: &Actor, route: &Route, things: &Things) -> Answer {
    let asking = app.signed_in(actor.id()).await;
    let (unit, account) = (things["{unit}"].as_str(), things["{account}"].as_str());
    // Whoever is found by it shows more of their name than this.
    let query = format!("?unit={unit}&q=vet&person={account}&sort=name&show=all");
    let path = fill(route, things);
    let call = match (route.method, path.starts_with("/api/")) {
        ("GET", _) => Call::get(&format!("{path}{query}")),
        (_, true) => Call::new(route.method, &path).json(&json!({
            "account": account, "unit": unit, "course": Fixture::ID, "role": "leader", "reason": "vì thế", "disabled": true,
            "name": "Xã", "kind": "commune", "parent": unit,
        })),
        (_, false) => Call::new(route.method, &path).form(&[
            ("unit", unit), ("person", account), ("account", account), ("course", Fixture::ID), ("title", "Lớp"),
            ("reason", "vì thế"), ("sure", "yes"), ("holder", account), ("exam", "ai-thu/cuoi-khoa"),
            ("display_name", "Người Mới"), ("identifier", "nguoi-moi"), ("place", unit), ("present", account),
        ]),
    };
    asking.send(call.header("sec-fetch-site", "same-origin")).await
}

/// What an answer says, apart from what differs from one request to the next.
fn said(answer: &Answer) -> (u16, String) {
    let text = match answer.header("content-type").starts_with("text/html") {
        true => texts(answer, "main").concat(),
        false => answer.text(),
    };
    let numbers = texts(answer, "main .code").concat();
    (answer.status, if numbers.is_empty() { text } else { text.replace(&numbers, "") })
}

/// What of B a request could have changed.
async fn state_of_b(app: &TestApp) -> Vec<i64> {
    let own = "(SELECT id FROM account WHERE login = 'dau-vet-b' AND display_name = 'Dấu Vết' AND disabled = FALSE)";
    let mut state = Vec::new();
    for table in [
        "role_grant",
        "class_member",
        "attendance",
        "sitting_member",
        "certificate",
        "affiliation",
        "attempt",
        "enrollment",
        "data_request",
        "consent",
        "evidence",
        "practice_card",
    ] {
        state.push(app.count(&format!("SELECT COUNT(*) FROM {table} WHERE account_id IN {own}")).await);
    }
    let unit = "(SELECT id FROM unit WHERE code = 'B' AND name = 'Xã B' AND ended_at IS NULL)";
    for table in [
        "class_code",
        "sitting",
        "population",
        "affiliation",
        "plan_target",
        "milestone",
        "decision",
        "exemplar_card",
        "draw",
        "finding",
        "formality_report",
    ] {
        state.push(app.count(&format!("SELECT COUNT(*) FROM {table} WHERE unit_id IN {unit}")).await);
    }
    for table in ["milestone_event", "finding_event", "recheck_absence"] {
        state.push(app.count(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    state.push(app.count("SELECT COUNT(*) FROM recheck WHERE submitted_at IS NOT NULL").await);
    state.push(app.count("SELECT COUNT(*) FROM recheck_session WHERE ended_at IS NOT NULL").await);
    state.push(app.count("SELECT COUNT(*) FROM formality_report WHERE state <> 'open'").await);
    state.push(app.count("SELECT COUNT(*) FROM certificate_event WHERE kind <> 'issued'").await);
    state.push(app.count("SELECT COUNT(*) FROM attempt WHERE state = 'void'").await);
    state.push(app.count("SELECT COUNT(*) FROM class_session WHERE ended_at IS NOT NULL").await);
    assert!(state[4] == 1 && state[5] > 0, "what is looked at is there: {state:?}");
    state
}

/// The six roles that have a scope, and somebody without any.
async fn over(app: &TestApp, unit: &'static str) -> Vec<(String, Actor)> {
    let roles =
        [Role::Facilitator, Role::Leader, Role::Instructor, Role::Inspector, Role::Certifier, Role::Administrator];
    let mut actors = Vec::new();
    for role in roles {
        let login = format!("{}-{}", role.word(), unit.to_lowercase());
        actors.push((login.clone(), app.person(&login, Some(unit), &[(role, Some(unit))]).await));
    }
    actors
        .push(("learner".to_owned(), app.person(&format!("hoc-vien-{}", unit.to_lowercase()), Some(unit), &[]).await));
    actors
}

both! {
    async fn what_lies_outside_a_scope_does_not_exist(app) {
        let things = of_b(&app).await;
        let nothing = absent();
        let before = state_of_b(&app).await;
        let mut wrong: Vec<String> = Vec::new();
        for (name, actor) in over(&app, "A").await {
            for route in ROUTES {
                let reach = reach(route);
                let answer = ask(&app, &actor, route, &things).await;
                let cell = format!("{name}: {} {} gave {}", route.method, route.path, answer.status);
                if answer.status >= 500 {
                    wrong.push(cell.clone());
                }
                let everything = answer.everything();
                let shown = MARKS.iter().find(|mark| reach != Reach::Bearer && everything.contains(**mark));
                wrong.extend(shown.map(|mark| format!("{cell} and shows {mark}")));
                match reach {
                    Reach::Server if !matches!(answer.status, 403 | 404) => wrong.push(cell),
                    Reach::Own | Reach::Scoped if fill(route, &things) != fill(route, &nothing) => {
                        let absent = ask(&app, &actor, route, &nothing).await;
                        // What cannot be read at all is refused before anything is looked for.
                        if said(&answer) != said(&absent) || !(400..500).contains(&answer.status) {
                            wrong.push(format!("{cell}, and what does not exist {}", absent.status));
                        }
                    }
                    _ => {}
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(state_of_b(&app).await, before, "nothing of B has changed");
    }

    async fn the_same_roles_over_the_place_find_what_there_is(app) {
        let things = of_b(&app).await;
        let actors = over(&app, "B").await;
        let mut found: BTreeSet<&str> = BTreeSet::new();
        let pages = ROUTES.iter().filter(|route| route.method == "GET" && reach(route) == Reach::Scoped);
        for route in pages.clone() {
            for (_, actor) in &actors {
                if ask(&app, actor, route, &things).await.status == 200 {
                    found.insert(route.path);
                }
            }
        }
        // A class and a sitting are the affair of whoever opened them, and a record is looked at again once it was drawn.
        let theirs = |path: &str| ["/classes/{class}", "/sittings/{sitting}", "/inspection/work-records/"].iter().any(|end| path.starts_with(end));
        let missing: Vec<&str> = pages.map(|route| route.path).filter(|path| !found.contains(path) && !theirs(path)).collect();
        let act = "/accounts/{account}/competency/acts";
        let session = "/accounts/{account}/competency/session";
        assert_eq!(missing, [act, session, "/units"], "no act is asked for, no session is due, one unit leads to its board");
    }
}
