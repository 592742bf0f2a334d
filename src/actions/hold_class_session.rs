//! What a facilitator does with a session of a class: starts it, ticks who is there without a phone, ends it. Each stands in
//! the audit.

use super::ActionError;
use super::hold_class::own_class;
use crate::app::App;
use crate::message::Message;
use serde_json::{Value, json};
use xutra_domain::class::{ClassSession, Presence, SESSION_LENGTH};
use xutra_domain::ids::{AccountId, ClassId, ClassSessionId};
use xutra_domain::instant::Instant;
use xutra_domain::minute_code::Hidden;
use xutra_domain::people::{Account, Role};
use xutra_domain::window::Window;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::class_session::PlacedSession;
use xutra_store::{class, class_session, people};

/// Starts a session, or finds the one that takes place.
///
/// # Errors
/// `NotFound` for another's class.
pub async fn start_class_session(app: &App, by: AccountId, class: ClassId) -> Result<ClassSessionId, ActionError> {
    own_class(app, by, class).await?;
    let now = app.clock.now();
    let new = ClassSession {
        id: ClassSessionId(app.new_uuid()),
        class,
        secret: Hidden(app.random()),
        window: Window::of(now, SESSION_LENGTH),
    };
    let id = new.id;
    let started = app
        .store
        .write(move |tx| {
            let new = new.clone();
            Box::pin(async move {
                let started = class_session::insert(tx, &new).await?;
                if started {
                    audit::append(tx, &entry("class_session.started", by, id, json!({ "class": class }), now)).await?;
                }
                Ok::<_, ActionError>(started)
            })
        })
        .await?;
    if started {
        return Ok(id);
    }
    let held = class_session::list_of(app.store.reader(), class).await?;
    let open = held.iter().find(|held| held.session.window.is_open(now));
    open.map(|held| held.session.id).ok_or_else(|| ActionError::conflict(Message::new("class-session-over")))
}

/// A session of a facilitator's own class; anybody else's does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn own_session(app: &App, by: AccountId, id: ClassSessionId) -> Result<PlacedSession, ActionError> {
    let found = class_session::find(app.store.reader(), id).await?;
    found.filter(|one| one.placed.class.facilitator == by).ok_or(ActionError::NotFound)
}

/// Notes people whom the facilitator sees; how many of them for the first time. They are of the class, or of the
/// facilitator's own scope: whoever is neither does not exist.
///
/// # Errors
/// `NotFound`; `Conflict` where the session is over.
pub async fn tick_attendance(
    app: &App,
    by: &Account,
    id: ClassSessionId,
    seen: &[AccountId],
) -> Result<usize, ActionError> {
    let found = own_session(app, by.id, id).await?;
    let (now, class, reader) = (app.clock.now(), found.placed.class.id, app.store.reader());
    for who in seen {
        let known = class::is_member(reader, class, *who).await?;
        if !known && !covers(by, people::unit_path_of(reader, *who).await?.flatten().as_deref(), now) {
            return Err(ActionError::NotFound);
        }
    }
    let (by, seen) = (by.id, seen.to_vec());
    app.store
        .write(move |tx| {
            let seen = seen.clone();
            Box::pin(async move {
                if !class_session::hold_open(tx, id, now).await? {
                    return Err(ActionError::conflict(Message::new("class-session-over")));
                }
                let mut noted = Vec::new();
                for who in seen {
                    class::insert_member(tx, class, who, false, now).await?;
                    if class_session::record_attendance(tx, id, who, Presence::List, now).await? {
                        noted.push(who);
                    }
                }
                if !noted.is_empty() {
                    let detail = json!({ "people": noted, "how": Presence::List.word() });
                    audit::append(tx, &entry("attendance.recorded", by, id, detail, now)).await?;
                }
                Ok(noted.len())
            })
        })
        .await
}

fn covers(by: &Account, path: Option<&str>, now: Instant) -> bool {
    path.is_some_and(|path| by.has_role_over(Role::Facilitator, path, now))
}

/// Ends a session. Ended again, it stays as it is.
///
/// # Errors
/// `NotFound`.
pub async fn end_class_session(app: &App, by: AccountId, id: ClassSessionId) -> Result<ClassId, ActionError> {
    let found = own_session(app, by, id).await?;
    let now = app.clock.now();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                if class_session::set_ended(tx, id, now).await? {
                    audit::append(tx, &entry("class_session.ended", by, id, json!({}), now)).await?;
                }
                Ok::<_, ActionError>(())
            })
        })
        .await?;
    Ok(found.placed.class.id)
}

pub(super) fn entry(action: &str, by: AccountId, id: ClassSessionId, detail: Value, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("class_session:{id}"), detail }
}
