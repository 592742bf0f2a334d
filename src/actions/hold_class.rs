//! What a facilitator does with a class: opens it with a code, closes it. Each stands in the audit.

use super::ActionError;
use crate::app::App;
use serde_json::{Value, json};
use xutra_domain::class::{Class, parse_title, validity};
use xutra_domain::course::Viewer;
use xutra_domain::ids::{AccountId, ClassId};
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Role};
use xutra_domain::spoken_code::ClassCode;
use xutra_domain::window::Window;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::class::PlacedClass;
use xutra_store::{class, people, unit};

/// How often another code is tried where one belongs to a class already.
const TRIES: usize = 8;

/// What was typed to open a class.
#[derive(Debug, Clone)]
pub struct NewClass {
    /// Its name.
    pub title: String,
    /// Code of the unit.
    pub unit: String,
    /// Id of the course, or empty.
    pub course: String,
    /// For how many days one may join.
    pub days: i64,
}

/// Opens a class.
///
/// # Errors
/// `Invalid` for a name that does not fit, a unit outside of the facilitator's scope, an unknown course or a length that is
/// not allowed.
pub async fn open_class(app: &App, by: &Account, typed: &NewClass) -> Result<ClassId, ActionError> {
    let now = app.clock.now();
    let title = parse_title(&typed.title).map_err(|unfit| ActionError::invalid("title", unfit.0))?;
    let place = unit::find(app.store.reader(), typed.unit.trim()).await?.filter(|unit| unit.lasts_at(now));
    let within = place.filter(|unit| by.has_role_over(Role::Facilitator, &unit.path, now));
    let place = within.ok_or_else(|| ActionError::invalid("unit", "class-unit-outside"))?;
    let course = Some(typed.course.clone()).filter(|course| !course.is_empty());
    if course.as_ref().is_some_and(|id| app.catalog.course_for(id, Viewer::of(by, now)).is_none()) {
        return Err(ActionError::invalid("course", "class-course-unknown"));
    }
    let open_for = validity(typed.days).ok_or_else(|| ActionError::invalid("days", "class-length"))?;
    let new = Class {
        id: ClassId(app.new_uuid()),
        code: ClassCode::of([0; 8]),
        title,
        unit: place.code,
        course,
        facilitator: by.id,
        window: Window::of(now, open_for),
    };
    let codes: Vec<ClassCode> = (0..TRIES).map(|_| ClassCode::of(app.random())).collect();
    let id = new.id;
    app.store
        .write(move |tx| {
            let (mut new, codes) = (new.clone(), codes.clone());
            Box::pin(async move {
                for code in codes {
                    new.code = code;
                    if class::insert(tx, &new).await? {
                        let detail = json!({ "unit": new.unit, "course": new.course, "until": new.window.closes_at });
                        let entry = entry("class.opened", new.facilitator, new.id, detail, now);
                        return audit::append(tx, &entry).await.map_err(ActionError::from);
                    }
                }
                Err(ActionError::Internal("every code that was tried belongs to a class".into()))
            })
        })
        .await?;
    Ok(id)
}

/// A facilitator's own class; anybody else's does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn own_class(app: &App, by: AccountId, id: ClassId) -> Result<PlacedClass, ActionError> {
    let found = class::find(app.store.reader(), id).await?;
    found.filter(|placed| placed.class.facilitator == by).ok_or(ActionError::NotFound)
}

/// Closes a class: nobody joins it any more. Closed again, it stays as it is.
///
/// # Errors
/// `NotFound`.
pub async fn close_class(app: &App, by: AccountId, id: ClassId) -> Result<(), ActionError> {
    own_class(app, by, id).await?;
    let now = app.clock.now();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                if class::set_closed(tx, id, now).await? {
                    audit::append(tx, &entry("class.closed", by, id, json!({}), now)).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Whether the facilitator of a class still has that duty in its place: else its codes are worth nothing.
///
/// # Errors
/// Where the store fails.
pub async fn is_still_held(app: &App, placed: &PlacedClass, now: Instant) -> Result<bool, ActionError> {
    let found = people::find_account(app.store.reader(), placed.class.facilitator, now).await?;
    let holds = |one: Account| !one.disabled && one.has_role_over(Role::Facilitator, &placed.unit_path, now);
    Ok(found.is_some_and(holds))
}

fn entry(action: &str, by: AccountId, id: ClassId, detail: Value, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("class:{id}"), detail }
}
