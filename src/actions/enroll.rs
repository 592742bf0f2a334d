//! Taking part in a course, and finishing its lessons.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::message::Message;
use xutra_domain::course::{Item, Viewer};
use xutra_domain::instant::Instant;
use xutra_domain::learning::waits_for;
use xutra_domain::people::Account;
use xutra_store::{completion, learning};

/// Enrolls; whether it was the first time.
///
/// # Errors
/// `NotFound` for an unknown course.
pub async fn enroll(app: &App, learner: &Account, course: &str) -> Result<bool, ActionError> {
    let (account, now) = (learner.id, app.clock.now());
    let live = app.catalog.course_for(course, Viewer::of(learner, now)).ok_or(ActionError::NotFound)?;
    let course = live.course.id.clone();
    app.store
        .write(move |tx| {
            let course = course.clone();
            Box::pin(async move { learning::enroll(tx, account, &course, now).await.map_err(ActionError::from) })
        })
        .await
}

/// Completes a lesson, however often; the first instant stays. Enrolls who has not enrolled.
///
/// # Errors
/// `NotFound` for an unknown course or lesson; `Forbidden` while what the lesson requires is not done.
pub async fn complete_lesson(app: &App, learner: &Account, course: &str, lesson: &str) -> Result<bool, ActionError> {
    let (account, now) = (learner.id, app.clock.now());
    let viewer = Viewer::of(learner, now);
    let live = app.catalog.course_for(course, viewer).ok_or(ActionError::NotFound)?;
    match live.course.visible_item(lesson, viewer) {
        Some(item @ Item::Lesson(_)) => check_requires(app, learner, &live, item, now).await?,
        _ => return Err(ActionError::NotFound),
    }
    let (course, lesson) = (course.to_owned(), lesson.to_owned());
    let reckoner = Reckoner::of(app, &course);
    app.store
        .write(move |tx| {
            let (course, lesson, reckoner) = (course.clone(), lesson.clone(), reckoner.clone());
            Box::pin(async move {
                learning::enroll(tx, account, &course, now).await?;
                let first = learning::complete_lesson(tx, account, &course, &lesson, now).await?;
                if first {
                    let reached = completion::reached(tx, account, &course).await?;
                    reckoner.step(tx, account, reached, true).await?;
                }
                Ok(first)
            })
        })
        .await
}

/// Whether everything that an item requires is done.
///
/// # Errors
/// `Forbidden`, naming the first thing that is left.
pub(super) async fn check_requires(
    app: &App,
    learner: &Account,
    live: &LiveCourse,
    item: &Item,
    now: Instant,
) -> Result<(), ActionError> {
    if item.head().requires.is_empty() {
        return Ok(());
    }
    let record = learning::record(app.store.reader(), learner.id, &live.course.id, now).await?;
    match waits_for(&live.course, item, Viewer::of(learner, now), &record).first() {
        None => Ok(()),
        Some(first) => Err(ActionError::Forbidden(requires(first, learner.locale.as_deref().unwrap_or("vi")))),
    }
}

/// Says what has to be done first.
#[must_use]
pub fn requires(first: &Item, language: &str) -> Message {
    Message::new("refusal-requires").with("item", first.head().title.get(language))
}
