//! What people do again and again: work through attempts, become capable.

use super::course::Fixture;
use super::http::Answer;
use super::{Actor, Value};

impl Actor {
    /// Starts an attempt of the fixture's course.
    pub async fn start(&self, quiz: &str) -> Answer {
        self.api("POST", &format!("/courses/{}/quizzes/{quiz}/attempts", Fixture::ID), None).await
    }

    /// Starts an attempt that must be new.
    pub async fn begin(&self, quiz: &str) -> Value {
        self.start(quiz).await.expect(201)
    }

    /// The attempt that is open already.
    pub async fn open_one(&self, quiz: &str) -> Value {
        self.start(quiz).await.expect(200)
    }

    /// Saves an answer.
    pub async fn save(&self, attempt: &Value, place: &str, answer: Value) -> Answer {
        let id = attempt["id"].as_str().expect("an id");
        self.api("PUT", &format!("/attempts/{id}/answers/{place}"), Some(answer)).await
    }

    /// Answers every question.
    pub async fn answer_all(&self, attempt: &Value, right: bool) {
        for question in attempt["questions"].as_array().expect("questions") {
            let reply = self.app.fixture.reply(question, right);
            self.save(attempt, question["id"].as_str().expect("a place"), reply).await.expect(200);
        }
    }

    pub async fn hand_in(&self, attempt: &Value) -> Answer {
        self.api("POST", &format!("/attempts/{}/submission", attempt["id"].as_str().expect("an id")), None).await
    }

    /// Starts, answers everything and hands in.
    pub async fn work(&self, quiz: &str, right: bool) -> Value {
        let attempt = self.begin(quiz).await;
        self.answer_all(&attempt, right).await;
        self.hand_in(&attempt).await.expect(200)
    }

    /// Reads every lesson.
    pub async fn read_all(&self) {
        for lesson in Fixture::LESSONS {
            let path = format!("/courses/{}/lessons/{lesson}/completion", Fixture::ID);
            self.api("PUT", &path, None).await.is(204);
        }
    }

    /// Everything that the flag asks for.
    pub async fn become_capable(&self) {
        for quiz in [Fixture::QUIZ, Fixture::PRACTICAL, Fixture::EXAM] {
            assert_eq!(self.work(quiz, true).await["passed"], true, "{quiz}");
        }
        assert_eq!(self.ask("/me/competency").await.expect(200)["capable"], true);
    }

    /// Issues a certificate of capability to somebody; its number.
    pub async fn issue_to(&self, holder: &Actor) -> String {
        let body = super::json!({ "account": holder.id().to_string(), "course": Fixture::ID });
        let issued = self.api("POST", "/certificates", Some(body)).await.expect(201);
        issued["number"].as_str().expect("a number").to_owned()
    }
}
