//! Law 5: counters equal the facts. Progress is compared with a count over everything that was done.

use crate::support::course::Fixture;
use crate::support::page::{attributes, texts};
use crate::support::{Actor, Value, both, json};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeMap;

const QUIZZES: [&str; 3] = [Fixture::QUIZ, Fixture::PRACTICAL, Fixture::EXAM];

/// What one person did, as the test saw it.
#[derive(Default)]
struct Facts {
    read: Vec<&'static str>,
    open: BTreeMap<&'static str, Value>,
    graded: BTreeMap<&'static str, Vec<(f64, bool)>>,
}

impl Facts {
    fn passed(&self, quiz: &str) -> bool {
        self.graded.get(quiz).is_some_and(|all| all.iter().any(|(_, passed)| *passed))
    }

    /// What `/progress` must say, counted anew.
    fn expected(&self) -> Value {
        let order = ["bai-mot", "bai-hai", Fixture::QUIZ, "bai-ba", Fixture::PRACTICAL, Fixture::TIMED, Fixture::EXAM];
        let items: Vec<Value> = order
            .iter()
            .map(|id| {
                let graded = self.graded.get(id).map_or(&[][..], Vec::as_slice);
                let state = match id {
                    id if self.read.contains(id) || self.passed(id) => "completed",
                    id if self.open.contains_key(id) => "started",
                    id if *id == Fixture::EXAM && !self.passed(Fixture::QUIZ) => "locked",
                    _ if graded.is_empty() => "new",
                    _ => "failed",
                };
                let best = graded.iter().map(|(percent, _)| *percent).reduce(f64::max);
                json!({ "id": id, "state": state, "best_score": best })
            })
            .collect();
        let completed = items.iter().filter(|item| item["state"] == "completed").count();
        json!({ "completed": completed, "total": order.len(), "items": items })
    }
}

async fn step(person: &Actor, facts: &mut Facts, random: &mut StdRng) {
    let quiz = QUIZZES[random.random_range(0..3)];
    match random.random_range(0..4) {
        0 => {
            let lesson = Fixture::LESSONS[random.random_range(0..3)];
            person.api("PUT", &format!("/courses/ai-thu/lessons/{lesson}/completion"), None).await.is(204);
            facts.read.push(lesson);
        }
        1 => {
            let started = person.start(quiz).await;
            if started.status < 300 {
                facts.open.insert(quiz, started.json());
            }
        }
        _ => {
            if let Some(attempt) = facts.open.remove(quiz) {
                for question in attempt["questions"].as_array().unwrap() {
                    let reply = person.app.fixture.reply(question, random.random_range(0..5) > 0);
                    person.save(&attempt, question["id"].as_str().unwrap(), reply).await.expect(200);
                }
                let result = person.hand_in(&attempt).await.expect(200);
                let grade = (result["percent"].as_f64().unwrap(), result["passed"] == true);
                facts.graded.entry(quiz).or_default().push(grade);
            }
        }
    }
}

both! {
    async fn progress_is_what_a_count_over_everything_gives(app) {
        let mut random = StdRng::seed_from_u64(5);
        for number in 0..3 {
            let person = app.learner(&format!("nguoi-{number}")).await;
            person.api("PUT", "/courses/ai-thu/enrollment", None).await.expect(201);
            let mut facts = Facts::default();
            for _ in 0..40 {
                step(&person, &mut facts, &mut random).await;
                let expected = facts.expected();
                let told = person.ask("/courses/ai-thu/progress").await.expect(200);
                assert_eq!(told, expected);
                let states = person.ask("/courses/ai-thu").await.expect(200);
                let listed: Vec<&Value> = states["modules"].as_array().unwrap().iter()
                    .flat_map(|module| module["items"].as_array().unwrap()).map(|item| &item["state"]).collect();
                let wanted: Vec<&Value> = expected["items"].as_array().unwrap().iter().map(|item| &item["state"]).collect();
                assert_eq!(listed, wanted);
            }
            let expected = facts.expected();
            let page = person.page("/courses/ai-thu").await.is(200);
            let (completed, total) = (expected["completed"].as_u64().unwrap(), expected["total"].as_u64().unwrap());
            assert_eq!(attributes(&page, ".progress:not([hidden]) progress", "value"), [(completed * 100 / total).to_string()]);
            let said = texts(&page, ".progress span").concat();
            assert!(said.contains(&completed.to_string()) && said.contains(&total.to_string()), "{said}");
        }
    }
}
