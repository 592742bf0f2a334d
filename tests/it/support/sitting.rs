//! What happens in supervised sittings again and again: opened, the code read from the wall, joined, started.

use super::page::{form, texts};
use super::{Actor, Answer, TestApp, Value};
use xutra_domain::people::Role;

impl TestApp {
    /// A facilitator of commune A.
    pub async fn facilitator(&self, login: &str) -> Actor {
        self.person(login, Some("A"), &[(Role::Facilitator, Some("A"))]).await
    }
}

impl Actor {
    /// Opens a sitting for the exam by the form; the desk's address.
    pub async fn open_sitting(&self) -> String {
        let opened = self.submit(&form(&self.page("/sittings").await.is(200), "/sittings")).await.is(303);
        opened.header("location").to_owned()
    }

    /// The code that stands on the wall.
    pub async fn code(&self, desk: &str) -> String {
        texts(&self.page(desk).await.is(200), "section svg text").concat()
    }

    /// Types a code into the form.
    pub async fn enter(&self, code: &str) -> Answer {
        self.submit(&form(&self.page("/sitting").await.is(200), "/sitting").fill("code", code)).await
    }

    /// Joins by a code that must be right; the address of the page before the start.
    pub async fn join(&self, code: &str) -> String {
        self.enter(code).await.is(303).header("location").to_owned()
    }

    /// Starts the exam of a sitting that was joined; the attempt.
    pub async fn sit(&self, joined: &str) -> Value {
        let started = self.submit(&form(&self.page(joined).await.is(200), "/attempts")).await.is(303);
        self.ask(started.header("location")).await.expect(200)
    }
}
