//! Taking part in a course, and finishing its lessons.

use super::ActionError;
use crate::app::App;
use xutra_domain::course::Item;
use xutra_domain::ids::AccountId;
use xutra_store::learning;

/// Enrolls; whether it was the first time.
///
/// # Errors
/// `NotFound` for an unknown course.
pub async fn enroll(app: &App, account: AccountId, course: &str) -> Result<bool, ActionError> {
    let course = app.catalog.course(course).ok_or(ActionError::NotFound)?.course.id.clone();
    let now = app.clock.now();
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
/// `NotFound` for an unknown course or lesson.
pub async fn complete_lesson(app: &App, account: AccountId, course: &str, lesson: &str) -> Result<bool, ActionError> {
    let live = app.catalog.course(course).ok_or(ActionError::NotFound)?;
    match live.course.item(lesson) {
        Some(Item::Lesson(found)) if !found.head.draft => {}
        _ => return Err(ActionError::NotFound),
    }
    let (course, lesson, now) = (course.to_owned(), lesson.to_owned(), app.clock.now());
    app.store
        .write(move |tx| {
            let (course, lesson) = (course.clone(), lesson.clone());
            Box::pin(async move {
                learning::enroll(tx, account, &course, now).await?;
                learning::complete_lesson(tx, account, &course, &lesson, now).await.map_err(ActionError::from)
            })
        })
        .await
}
