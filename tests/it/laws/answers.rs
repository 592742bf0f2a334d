//! Law 1: an acknowledged answer is never lost.

use crate::support::course::Fixture;
use crate::support::process::{Client, PASSWORD, Server, command, folder_with_course, run};
use crate::support::{Value, both, json};
use futures_util::future::join_all;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

both! {
    async fn fifty_submissions_at_once_are_one_and_another_session_hears_the_same(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        let exam = an.begin(Fixture::EXAM).await;
        an.answer_all(&exam, true).await;
        let all = join_all((0..50).map(|_| an.hand_in(&exam))).await;
        let results: Vec<Value> = all.into_iter().map(|answer| answer.expect(200)).collect();
        assert!(results.iter().all(|one| *one == results[0]));
        app.wait(1_000);
        let elsewhere = app.signed_in(an.id()).await;
        assert_eq!(elsewhere.hand_in(&exam).await.expect(200), results[0], "another session hears the same");
        elsewhere.save(&exam, "1", json!({ "choices": [] })).await.expect(409);
        for (sql, expected) in [
            ("SELECT COUNT(*) FROM attempt WHERE quiz = 'cuoi-khoa'", 1),
            ("SELECT COUNT(*) FROM evidence", 4),
            ("SELECT COUNT(*) FROM ledger WHERE kind = 'attempt_submitted'", 1),
        ] {
            assert_eq!(app.count(sql).await, expected, "{sql}");
        }
    }

    async fn what_was_acknowledged_amid_submissions_is_there_after_a_restart(app) {
        let people = join_all((0..6).map(|n| {
            let app = app.clone();
            async move { app.learner(&format!("hoc-vien-{n}")).await }
        })).await;
        let mut kept: Vec<(usize, String, BTreeMap<String, Value>)> = Vec::new();
        let runs = people.iter().enumerate().map(|(n, person)| async move {
            let attempt = person.begin(Fixture::QUIZ).await;
            let mut acknowledged = BTreeMap::new();
            for round in 0..6_usize {
                let last = round == 5;
                let saves = attempt["questions"].as_array().unwrap().iter().map(|question| {
                    let (attempt, place) = (&attempt, question["id"].as_str().unwrap());
                    let reply = person.app.fixture.reply(question, (round + n).is_multiple_of(2));
                    async move {
                        let saved = person.save(attempt, place, reply.clone()).await;
                        assert!(saved.status == 200 || (last && saved.status == 409), "{}", saved.text());
                        (saved.status == 200).then(|| (place.to_owned(), reply))
                    }
                });
                if last {
                    let (saved, handed) = futures_util::future::join(join_all(saves), person.hand_in(&attempt)).await;
                    acknowledged.extend(saved.into_iter().flatten());
                    handed.expect(200);
                } else {
                    acknowledged.extend(join_all(saves).await.into_iter().flatten());
                }
            }
            (n, attempt["id"].as_str().unwrap().to_owned(), acknowledged)
        });
        kept.extend(join_all(runs).await);
        let again = app.reopened().await;
        for (n, id, acknowledged) in kept {
            let person = again.signed_in(people[n].id()).await;
            let stored = person.ask(&format!("/attempts/{id}")).await.expect(200);
            assert_eq!(stored["state"], "submitted");
            for (place, answer) in &acknowledged {
                assert_eq!(&stored["answers"][place], answer, "an acknowledged answer at {place}");
            }
            let graded: Vec<&Value> = stored["result"]["questions"].as_array().unwrap().iter().collect();
            for row in graded {
                assert_eq!(row["answer"], stored["answers"][row["id"].as_str().unwrap()], "graded on what is stored");
            }
        }
    }

    async fn every_write_may_be_sent_again(app) {
        let (an, admin) = (app.learner("an").await, app.administrator().await);
        an.api("PUT", "/courses/ai-thu/enrollment", None).await.expect(201);
        an.api("PUT", "/courses/ai-thu/enrollment", None).await.expect(200);
        for _ in 0..3 {
            an.api("PUT", "/courses/ai-thu/lessons/bai-mot/completion", None).await.is(204);
        }
        let first = app.count("SELECT completed_at FROM lesson_completion").await;
        app.wait(1_000);
        an.api("PUT", "/courses/ai-thu/lessons/bai-mot/completion", None).await.is(204);
        assert_eq!(app.count("SELECT completed_at FROM lesson_completion").await, first, "the first instant stays");
        let account = format!("/accounts/{}", an.id());
        for disabled in [true, true, false, false] {
            let body = json!({ "disabled": disabled });
            assert_eq!(admin.api("PATCH", &account, Some(body)).await.expect(200)["disabled"], disabled);
        }
        let unit = json!({ "name": "Tỉnh", "kind": "province" });
        admin.api("PUT", "/units/T", Some(unit.clone())).await.expect(201);
        admin.api("PUT", "/units/T", Some(unit)).await.expect(200);
        let role = json!({ "role": "facilitator", "unit": "T" });
        for _ in 0..2 {
            let given = admin.api("POST", &format!("{account}/roles"), Some(role.clone())).await.expect(200);
            assert_eq!(given["roles"].as_array().unwrap().len(), 1);
        }
    }
}

/// A learner who saves answers until the server is gone; what was acknowledged, and what was sent last.
fn save_until_it_dies(
    client: &Client,
    id: &str,
    stop: &AtomicBool,
    from: u64,
) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let (mut acknowledged, mut sent) = (BTreeMap::new(), BTreeMap::new());
    for number in from.. {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let (place, text) = (if number % 2 == 0 { "3" } else { "2" }, format!("{number}"));
        sent.insert(place.to_owned(), text.clone());
        let body = if place == "3" { json!({ "text": text }) } else { json!({ "number": text }) };
        match client.api("PUT", &format!("/attempts/{id}/answers/{place}"), Some(&body)) {
            Some(answer) if answer.status == 200 => drop(acknowledged.insert(place.to_owned(), text)),
            _ => break,
        }
    }
    (acknowledged, sent)
}

fn register(client: &Client, login: &str) -> Client {
    let body = json!({ "login": login, "display_name": format!("Trần {login}"), "password": PASSWORD });
    client.api("POST", "/accounts", Some(&body)).unwrap().expect(201);
    sign_in(client, login)
}

fn sign_in(client: &Client, login: &str) -> Client {
    let body = json!({ "login": login, "password": PASSWORD });
    let session = client.api("POST", "/session", Some(&body)).unwrap().expect(200);
    Client { token: session["access_token"].as_str().map(str::to_owned), ..client.clone() }
}

#[test]
fn a_server_that_is_killed_under_load_lost_nothing_that_it_acknowledged() {
    let folder = folder_with_course();
    let mut server = Server::start(command(folder.path(), &["serve"]));
    let logins = ["mai", "lan", "cuc"];
    let mut attempts = Vec::new();
    for login in logins {
        let client = register(&server.client(), login);
        let attempt = client.api("POST", "/courses/ai-thu/quizzes/hen-gio/attempts", None).unwrap().expect(201);
        attempts.push(attempt["id"].as_str().unwrap().to_owned());
    }
    for round in 0..3_u64 {
        let stop = Arc::new(AtomicBool::new(false));
        let workers: Vec<_> = logins
            .iter()
            .zip(&attempts)
            .map(|(login, id)| {
                let (client, id, stop) = (sign_in(&server.client(), login), id.clone(), Arc::clone(&stop));
                std::thread::spawn(move || save_until_it_dies(&client, &id, &stop, round * 1_000_000))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(100 + 50 * round));
        server.kill();
        stop.store(true, Ordering::Relaxed);
        let seen: Vec<_> = workers.into_iter().map(|worker| worker.join().unwrap()).collect();
        server = Server::start(command(folder.path(), &["serve"]));
        assert!(seen.iter().any(|(acknowledged, _)| !acknowledged.is_empty()), "round {round} saved nothing");
        for ((login, id), (acknowledged, sent)) in logins.iter().zip(&attempts).zip(seen) {
            let client = sign_in(&server.client(), login);
            let stored = client.api("GET", &format!("/attempts/{id}"), None).unwrap().expect(200);
            for (place, text) in acknowledged {
                let answer = &stored["answers"][&place];
                let found = answer["text"].as_str().or(answer["number"].as_str()).unwrap_or_default().to_owned();
                // The last that was sent may have been saved without its acknowledgement getting through.
                assert!(found == text || found == sent[&place], "{place}: {text} was acknowledged, {found} is stored");
            }
        }
    }
    server.kill();
    let (code, said) = run(command(folder.path(), &["recompute", "--check"]));
    assert_eq!(code, Some(0), "{said}");
}
