//! What a facilitator does with a supervised sitting: opens it, lets people out and in, ends it. Each stands in the audit.

use super::ActionError;
use super::hold_class::own_class;
use super::submit_attempt::close_overdue;
use crate::app::App;
use crate::message::Message;
use serde_json::{Value, json};
use std::sync::Arc;
use xutra_domain::course::{Item, Quiz, Viewer};
use xutra_domain::ids::{AccountId, ClassId, SittingId};
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Role};
use xutra_domain::sitting::{Hidden, Sitting, length};
use xutra_domain::window::Window;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::sitting::Placed;
use xutra_store::{class_sitting, sitting, unit};

/// What was typed to open a sitting.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Course id.
    pub course: String,
    /// Id of the exam.
    pub quiz: String,
    /// Code of the unit.
    pub unit: String,
    /// How long it is open at most.
    pub minutes: i64,
    /// The class that it is for, which is the facilitator's own.
    pub class: Option<ClassId>,
}

/// The exams that somebody may open a sitting for: those that exist for them.
#[must_use]
pub fn exams(course: &xutra_domain::course::CompiledCourse, viewer: Viewer) -> Vec<&Quiz> {
    let quizzes = course.visible_items(viewer).filter_map(|item| match item {
        Item::Quiz(quiz) if quiz.exam => Some(quiz.as_ref()),
        _ => None,
    });
    quizzes.collect()
}

/// Opens a sitting.
///
/// # Errors
/// `NotFound` for another's class; `Invalid` for an unknown exam, a unit outside of the facilitator's scope, or a length that is not allowed; `Conflict`
/// where the facilitator has one open.
pub async fn open_sitting(app: &App, by: &Account, opening: &Opening) -> Result<SittingId, ActionError> {
    let now = app.clock.now();
    let viewer = Viewer::of(by, now);
    if let Some(class) = opening.class {
        own_class(app, by.id, class).await?;
    }
    let live = app.catalog.course_for(&opening.course, viewer);
    if live.is_none_or(|live| exams(&live.course, viewer).iter().all(|quiz| quiz.head.id != opening.quiz)) {
        return Err(ActionError::invalid("exam", "sitting-exam-unknown"));
    }
    let place = unit::find(app.store.reader(), opening.unit.trim()).await?;
    let within = place.filter(|unit| by.has_role_over(Role::Facilitator, &unit.path, now));
    let place = within.ok_or_else(|| ActionError::invalid("unit", "sitting-unit-outside"))?;
    let open_for = length(opening.minutes).ok_or_else(|| ActionError::invalid("minutes", "sitting-length"))?;
    let new = Arc::new(Sitting {
        id: SittingId(app.new_uuid()),
        course: opening.course.clone(),
        quiz: opening.quiz.clone(),
        unit: place.code,
        facilitator: by.id,
        secret: Hidden(app.random()),
        seed: Hidden(app.random()),
        window: Window::of(now, open_for),
    });
    let (id, class) = (new.id, opening.class);
    app.store
        .write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                if !sitting::insert(tx, &new).await? {
                    return Err(ActionError::conflict(Message::new("sitting-open-already")));
                }
                if let Some(class) = class {
                    class_sitting::insert(tx, new.id, class).await?;
                }
                let detail = json!({
                    "course": new.course, "quiz": new.quiz, "unit": new.unit, "closes_at": new.window.closes_at, "class": class,
                });
                let entry = entry("sitting.opened", new.facilitator, new.id, detail, now);
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    Ok(id)
}

/// A facilitator's own sitting; anybody else's does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn own_sitting(app: &App, by: AccountId, id: SittingId) -> Result<Placed, ActionError> {
    let found = sitting::find(app.store.reader(), id).await?;
    found.filter(|placed| placed.sitting.facilitator == by).ok_or(ActionError::NotFound)
}

/// Lets a member out before they start, or in again.
///
/// # Errors
/// `NotFound`; `Conflict` once they have begun, or the sitting is over.
pub async fn let_out(app: &App, by: AccountId, id: SittingId, who: AccountId, out: bool) -> Result<(), ActionError> {
    own_sitting(app, by, id).await?;
    let now = app.clock.now();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                // Whoever is about to start waits, or has started.
                if !sitting::hold_open(tx, id, now).await? {
                    return Err(ActionError::conflict(Message::new("sitting-over")));
                }
                sitting::find_member(tx, id, who).await?.ok_or(ActionError::NotFound)?;
                if out && sitting::count_attempts(tx, id, who).await? > 0 {
                    return Err(ActionError::conflict(Message::new("sitting-began")));
                }
                if sitting::set_out(tx, id, who, out.then_some(now)).await? {
                    let action = if out { "sitting.let_out" } else { "sitting.let_in" };
                    audit::append(tx, &entry(action, by, id, json!({ "account": who }), now)).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Ends a sitting: what was saved of its open attempts is handed in. Ended again, it stays as it is.
///
/// # Errors
/// `NotFound`.
pub async fn end_sitting(app: &App, by: AccountId, id: SittingId) -> Result<(), ActionError> {
    own_sitting(app, by, id).await?;
    let now = app.clock.now();
    let open = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let open = sitting::set_ended(tx, id, now).await?;
                if let Some(open) = &open {
                    let detail = json!({ "handed_in": open.len() });
                    audit::append(tx, &entry("sitting.ended", by, id, detail, now)).await?;
                }
                Ok::<_, ActionError>(open.unwrap_or_default())
            })
        })
        .await?;
    // Their time is over from here on; what is not graded now is graded as any attempt whose time ran out.
    for attempt in open {
        close_overdue(app, attempt).await?;
    }
    Ok(())
}

fn entry(action: &str, by: AccountId, id: SittingId, detail: Value, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("sitting:{id}"), detail }
}
