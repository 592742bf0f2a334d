//! Somebody answers a question of the practice bank: it is marked at once, and only what is remembered of it is kept. No
//! attempt, no evidence, no figures of questions: practice counts for nothing but learning.

use super::ActionError;
use super::start_attempt::drawn;
use crate::app::App;
use crate::catalog::LiveCourse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use xutra_domain::assessment::{Answer, FormItem, grade_question};
use xutra_domain::course::Viewer;
use xutra_domain::course::question::Question;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::Account;
use xutra_domain::practice::{Bank, Card, Known, Sat, Session, practised, session};
use xutra_store::{learning, practice};

/// What somebody has done of a course, as far as practice needs it.
#[derive(Debug)]
pub struct Practice {
    read: BTreeSet<String>,
    sat: Vec<Sat>,
    /// Their cards, by question.
    pub cards: BTreeMap<String, Card>,
    versions: BTreeMap<String, i64>,
}

/// Reads it.
///
/// # Errors
/// Where the store fails.
pub async fn practice_of(app: &App, account: AccountId, live: &LiveCourse) -> Result<Practice, ActionError> {
    let (reader, course) = (app.store.reader(), &live.course.id);
    Ok(Practice {
        read: learning::completed_lessons(reader, account, course).await?.into_keys().collect(),
        sat: practice::list_sat(reader, account, course).await?,
        cards: practice::list_cards(reader, account, course).await?,
        versions: drawn(app, live).await?.into_owned(),
    })
}

impl Practice {
    fn bank<'c>(&self, live: &'c LiveCourse, viewer: Viewer) -> Bank<'c> {
        Bank::of(&live.course, viewer)
    }

    fn known(&self) -> Known<'_> {
        Known { read: &self.read, sat: &self.sat }
    }

    /// The question of that id with its version, where it is open to them and was not withdrawn; each time it is asked
    /// with the next row of its variants.
    #[must_use]
    pub fn find(&self, live: &LiveCourse, viewer: Viewer, id: &str, reps: u32) -> Option<(Arc<Question>, i64)> {
        let version = *self.versions.get(id)?;
        let question = self.bank(live, viewer).open_to(self.known()).remove(id)?;
        let rows = u32::try_from(question.variants.len()).unwrap_or(u32::MAX);
        Some((Arc::new(question.clone()).with_variant(reps.checked_rem(rows)), version))
    }

    /// What may be practised now.
    #[must_use]
    pub fn session<'c>(
        &self,
        live: &'c LiveCourse,
        viewer: Viewer,
        times: (Instant, Instant),
        seed: [u8; 32],
    ) -> Session<'c> {
        let drawn = |id: &str| self.versions.contains_key(id);
        session(&self.bank(live, viewer), self.known(), &self.cards, drawn, times, seed)
    }
}

/// An answer to a question of the practice bank, as it was shown.
#[derive(Debug, Clone)]
pub struct Practised {
    /// The author's id.
    pub question: String,
    /// How the question was shown.
    pub item: FormItem,
    /// The answer; none from who does not know.
    pub answer: Option<Answer>,
    /// How often the person had answered it when it was shown: the same form sent again changes nothing.
    pub reps: u32,
}

/// Marks the answer and keeps the card.
///
/// # Errors
/// `NotFound` for a question that is not open to the person.
pub async fn practise(app: &App, learner: &Account, course: &str, given: &Practised) -> Result<(), ActionError> {
    let now = app.clock.now();
    let viewer = Viewer::of(learner, now);
    let live = app.catalog.course_for(course, viewer).ok_or(ActionError::NotFound)?;
    let practice = practice_of(app, learner.id, &live).await?;
    let (question, version) = practice.find(&live, viewer, &given.question, given.reps).ok_or(ActionError::NotFound)?;
    let right = grade_question(&question, &given.item, given.answer.as_ref()).correct;
    let (account, reps) = (learner.id, given.reps);
    let (course, question) = (live.course.id.clone(), question.id.clone());
    app.store
        .write(move |tx| {
            let (course, question) = (course.clone(), question.clone());
            Box::pin(async move {
                let before = practice::find_card(tx, account, &course, &question).await?;
                if before.as_ref().map_or(0, |card| card.reps) == reps {
                    let card = practised(before.as_ref(), &question, version, right, now);
                    practice::set_card(tx, account, &course, &card).await?;
                }
                Ok(())
            })
        })
        .await
}
