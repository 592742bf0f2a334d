//! Law 3: no answer key leaves the server before its attempt is submitted.

use crate::support::course::{Fixture, SECRETS, secrets_of};
use crate::support::page::attributes;
use crate::support::{Actor, Call, TestApp, Value, both};
use std::collections::BTreeMap;
use xutra::web::routes::ROUTES;

/// Real paths of a route: every item, every attempt of the person, themselves.
pub fn paths(route: &str, person: &Actor, attempts: &[String], statics: &[String]) -> Vec<String> {
    let items = [
        Fixture::LESSONS.as_slice(),
        &[Fixture::QUIZ, Fixture::PRACTICAL, Fixture::TIMED, Fixture::EXAM, "ho", "ngan-hang"],
    ]
    .concat();
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let places = words(&["1", "2", "3", "4", "5"]);
    let values: BTreeMap<&str, Vec<String>> = BTreeMap::from([
        ("{course}", words(&[Fixture::ID])),
        ("{item}", words(&items)),
        ("{lesson}", words(&items)),
        ("{quiz}", words(&items)),
        ("{attempt}", attempts.to_vec()),
        ("{place}", places.clone()),
        ("{question}", places),
        ("{account}", vec![person.id().to_string()]),
        ("{number}", words(&["TN-2027-0000000-0"])),
        ("{file}", words(&["TN-2027-0000000-0.pdf"])),
        ("{kid}", words(&["vc-2027-1"])),
        ("{list}", words(&["1"])),
        ("{id}", words(&["ai-thu-completion", "ai-thu-R1-2026-12"])),
        ("{name}", statics.to_vec()),
        ("{secret}", words(&["x"])),
        ("{unit}", words(&["T"])),
        ("{revision}", words(&["1"])),
        ("{version}", (1..=12).map(|version| version.to_string()).collect()),
        ("{draft}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{role}", words(&["certifier"])),
        ("{task_file}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{figure}", words(&["1"])),
        ("{request}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{mail}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{card}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{milestone}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{token}", words(&["x"])),
        ("{import}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{record}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{recheck}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{finding}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{report}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{recheck_session}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{sitting}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{class_session}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{class}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{code}", words(&["K7A2CH"])),
        ("{submission}", words(&["01890000-0000-7000-8000-000000000000"])),
        ("{path:.*}", words(&["01-lam-quen/quiz.md", "bank/ngan-hang.md", "course.toml"])),
    ]);
    let mut found = vec![route.to_owned()];
    for (name, list) in values {
        found = found
            .iter()
            .flat_map(|path| match path.contains(name) {
                true => list.iter().map(|value| path.replace(name, value)).collect(),
                false => vec![path.clone()],
            })
            .collect();
    }
    assert!(found.iter().all(|path| !path.contains('{')), "a parameter that is not known here: {route}");
    found
}

/// Everything that anybody can get of the server by asking.
async fn crawl(app: &TestApp, person: &Actor, attempts: &[&Value], check: impl Fn(&str, &str)) {
    let ids: Vec<String> = attempts.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let home = app.visitor().page("/").await;
    let linked = [attributes(&home, "link", "href"), attributes(&home, "script", "src")].concat();
    let statics: Vec<String> =
        linked.iter().filter_map(|path| path.strip_prefix("/static/")).map(str::to_owned).collect();
    let mut count = 0;
    let watchers = [person.clone(), app.visitor(), app.person("quan-tri", None, &everything()).await];
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        let mut all = paths(route.path, person, &ids, &statics);
        if route.path == "/attempts/{attempt}" {
            let more = all.iter().flat_map(|path| (1..=5).map(move |place| format!("{path}?q={place}")));
            let review = all.iter().map(|path| format!("{path}?review=1"));
            all = more.chain(review).chain(all.clone()).collect();
        }
        for path in all {
            // Who writes the questions may see their keys; to everybody else these pages do not exist.
            let watching = if path.starts_with("/teach") || path.starts_with("/api/v1/teach") {
                &watchers[..2]
            } else {
                &watchers[..]
            };
            for watcher in watching {
                let mut calls = vec![Call::get(&path).header("accept-language", "en"), Call::get(&path)];
                if let Some(token) = watcher.token().filter(|_| path.starts_with("/api/")) {
                    calls.push(Call::get(&path).header("authorization", &format!("Bearer {token}")));
                }
                for call in calls {
                    let answer = watcher.send(call).await;
                    assert_ne!(answer.status, 500, "{path}");
                    check(&path, &answer.everything());
                    count += 1;
                }
            }
        }
    }
    assert!(count > 300, "{count} answers are no crawl");
}

fn everything() -> Vec<(xutra_domain::people::Role, Option<&'static str>)> {
    xutra_domain::people::Role::ALL.iter().map(|role| (*role, None)).collect()
}

/// The numbers of an attempt's questions.
fn numbers(app: &TestApp, attempt: &Value) -> Vec<usize> {
    let questions = attempt["questions"].as_array().unwrap().iter();
    questions.map(|one| app.fixture.of(one["prompt_html"].as_str().unwrap()).number).collect()
}

both! {
    async fn nothing_that_can_be_fetched_betrays_an_open_attempt(app) {
        let an = app.learner("an").await;
        let mut attempts = Vec::new();
        for quiz in [Fixture::QUIZ, Fixture::PRACTICAL, Fixture::TIMED] {
            let attempt = an.begin(quiz).await;
            assert!(SECRETS.iter().all(|secret| !attempt.to_string().contains(secret)), "{attempt}");
            an.answer_all(&attempt, false).await;
            attempts.push(attempt);
        }
        crawl(&app, &an, &attempts.iter().collect::<Vec<_>>(), |path, everything| {
            for secret in SECRETS {
                assert!(!everything.contains(secret), "{secret} at {path}: {everything}");
            }
        }).await;
    }

    async fn an_open_exam_stays_closed_to_who_has_handed_other_things_in(app) {
        let an = app.learner("an").await;
        an.work(Fixture::QUIZ, true).await;
        an.work(Fixture::PRACTICAL, true).await;
        let exam = an.begin(Fixture::EXAM).await;
        an.answer_all(&exam, false).await;
        let secrets: Vec<String> = numbers(&app, &exam).into_iter().flat_map(secrets_of).collect();
        crawl(&app, &an, &[&exam], |path, everything| {
            for secret in &secrets {
                assert!(!everything.contains(secret.as_str()), "{secret} at {path}: {everything}");
            }
        }).await;
        an.hand_in(&exam).await.expect(200);
        let page = an.page(&format!("/attempts/{}", exam["id"].as_str().unwrap())).await.is(200).text();
        for secret in ["KEY_", "FEEDBACK_", "EXPLAIN_", "keyid-"] {
            assert!(!page.contains(secret), "an exam keeps {secret} after it, too");
        }
    }

    async fn after_the_submission_the_quiz_says_what_its_settings_allow(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::QUIZ).await;
        an.answer_all(&attempt, false).await;
        an.hand_in(&attempt).await.expect(200);
        let page = an.page(&format!("/attempts/{}", attempt["id"].as_str().unwrap())).await.is(200).text();
        for number in numbers(&app, &attempt) {
            assert!(page.contains(&format!("EXPLAIN_{number:04}")), "the explanation of {number}");
            assert!(page.contains(&format!("FEEDBACK_{number:04}")), "the feedback to what was answered at {number}");
        }
        assert!(!page.contains("KEY_") && !page.contains("918273"), "the key is for who passed: {page}");
    }

    async fn a_hint_that_was_taken_says_nothing_else(app) {
        let an = app.learner("an").await;
        let attempt = an.begin(Fixture::QUIZ).await;
        let id = attempt["id"].as_str().unwrap();
        let hint = an.api("POST", &format!("/attempts/{id}/questions/1/hint"), None).await.is(200).everything();
        let number = numbers(&app, &attempt)[0];
        assert!(hint.contains(&format!("HINT_{number:04}_1")) && !hint.contains(&format!("HINT_{number:04}_2")), "{hint}");
        let page = an.page(&format!("/attempts/{id}?q=1")).await.is(200).text();
        assert!(page.contains(&format!("HINT_{number:04}_1")) && !page.contains(&format!("HINT_{number:04}_2")), "{page}");
    }

    async fn ids_and_order_of_choices_say_nothing_about_the_key(app) {
        let (mut places, mut ranks, mut ids) = ([0_u32; 4], [0_u32; 4], std::collections::BTreeSet::new());
        let mut shown = 0;
        for number in 0..8 {
            let person = app.learner(&format!("nguoi-{number}")).await;
            for _ in 0..25 {
                let attempt = person.begin(Fixture::QUIZ).await;
                let questions = attempt["questions"].as_array().unwrap();
                let single = questions.iter().find(|one| one["type"] == "single").unwrap();
                let planted = app.fixture.of(single["prompt_html"].as_str().unwrap());
                let choices = single["choices"].as_array().unwrap();
                let place = choices.iter().position(|one| planted.is_right(one["html"].as_str().unwrap())).unwrap();
                let mut sorted: Vec<&str> = choices.iter().map(|one| one["id"].as_str().unwrap()).collect();
                ids.extend(sorted.iter().map(|id| (*id).to_owned()));
                sorted.sort_unstable();
                places[place] += 1;
                ranks[sorted.iter().position(|id| choices[place]["id"] == *id).unwrap()] += 1;
                shown += choices.len();
                person.hand_in(&attempt).await.expect(200);
            }
        }
        for counts in [places, ranks] {
            // Chi squared with 3 degrees of freedom: 30 is met by chance once in a million.
            let square: f64 = counts.iter().map(|count| (f64::from(*count) - 50.0).powi(2) / 50.0).sum();
            assert!(square < 30.0, "{places:?} {ranks:?}");
        }
        assert!(ids.len() * 10 > shown * 9, "ids are drawn anew: {} of {shown}", ids.len());
    }
}
