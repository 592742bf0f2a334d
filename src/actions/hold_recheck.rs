//! What inspectors do with the draw of a commune: draw, open a session under somebody from elsewhere, note who did not come.
//! Each stands in the audit, without what came of anybody.

use super::ActionError;
use super::answer_recheck::close_over;
use super::draw_recheck::{draw_recheck, quarter, reveal_recheck};
use crate::app::App;
use crate::message::Message;
use serde_json::{Value, json};
use std::sync::Arc;
use xutra_domain::ids::{AccountId, RecheckSessionId};
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::minute_code::Hidden;
use xutra_domain::people::{Account, Role};
use xutra_domain::recheck::{CALLS, Draw, FIRST, Outcome, Session, called};
use xutra_domain::sitting::length;
use xutra_domain::unit::Unit;
use xutra_domain::window::Window;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::recheck_session::Placed;
use xutra_store::{draw, people, recheck, recheck_session};

/// Draws who of a commune is asked in this quarter and publishes the seed; drawn already, it is published as it is.
///
/// # Errors
/// `Conflict` where nobody there holds the flag.
pub async fn make_draw(app: &App, by: AccountId, unit: &Unit) -> Result<Draw, ActionError> {
    if draw::find(app.store.reader(), &unit.code, &quarter(app)).await?.is_none() {
        let count = usize::try_from(FIRST).unwrap_or(usize::MAX);
        draw_recheck(app, Some(by), &unit.code, None, count).await?;
    }
    reveal_recheck(app, Some(by), &unit.code, None).await
}

/// The published draw of a commune in this quarter.
///
/// # Errors
/// `NotFound` where there is none, or its seed is not published.
pub async fn drawn(app: &App, unit: &Unit) -> Result<draw::Draw, ActionError> {
    let found = draw::find(app.store.reader(), &unit.code, &quarter(app)).await?;
    found.filter(|draw| draw.seed.is_some()).ok_or(ActionError::NotFound)
}

/// Opens a session for the people of a draw. Who watches lives and works elsewhere, and has no duty in the commune: nobody
/// re-checks their own place.
///
/// # Errors
/// `NotFound` without a published draw; `Invalid` for an unknown supervisor or length; `Forbidden` where the supervisor has a
/// tie to the commune; `Conflict` where they watch a room already.
pub async fn open_session(
    app: &App,
    by: &Account,
    unit: &Unit,
    (supervisor, minutes): (&str, i64),
) -> Result<RecheckSessionId, ActionError> {
    let (reader, now) = (app.store.reader(), app.clock.now());
    let drawn = drawn(app, unit).await?;
    let open_for = length(minutes).ok_or_else(|| ActionError::invalid("minutes", "sitting-length"))?;
    let watcher = match supervisor.trim() {
        "" => by.clone(),
        login => find_watcher(app, login, now).await?,
    };
    if recheck_session::has_tie(reader, watcher.id, &unit.path, now).await? {
        return Err(ActionError::Forbidden(Message::new("recheck-tie")));
    }
    let new = Arc::new(Session {
        id: RecheckSessionId(app.new_uuid()),
        draw: drawn.id,
        supervisor: watcher.id,
        secret: Hidden(app.random()),
        window: Window::of(now, open_for),
    });
    let (id, actor) = (new.id, by.id);
    app.store
        .write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                if !recheck_session::insert(tx, &new).await? {
                    return Err(ActionError::conflict(Message::new("recheck-open-already")));
                }
                let detail =
                    json!({ "draw": new.draw, "supervisor": new.supervisor, "closes_at": new.window.closes_at });
                audit::append(tx, &entry("recheck.opened", actor, &session_subject(new.id), detail, now)).await?;
                Ok(())
            })
        })
        .await?;
    Ok(id)
}

/// Somebody whose duty it may be to watch: an inspector or a facilitator.
async fn find_watcher(app: &App, login: &str, now: Instant) -> Result<Account, ActionError> {
    let unknown = || ActionError::invalid("supervisor", "recheck-supervisor-unknown");
    let reader = app.store.reader();
    let found = people::find_sign_in(reader, login).await?.ok_or_else(unknown)?;
    let found = people::find_account(reader, found.0, now).await?;
    found.filter(|one| may_watch(one, now)).ok_or_else(unknown)
}

/// Whether somebody may watch at all.
#[must_use]
pub fn may_watch(account: &Account, now: Instant) -> bool {
    let duties = [Role::Inspector, Role::Facilitator, Role::Administrator];
    !account.disabled && duties.iter().any(|role| account.has_role(*role, now))
}

/// A session that somebody watches; anybody else's does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn own_session(app: &App, by: AccountId, id: RecheckSessionId) -> Result<Placed, ActionError> {
    let found = recheck_session::find(app.store.reader(), id).await?;
    found.filter(|placed| placed.session.supervisor == by).ok_or(ActionError::NotFound)
}

/// Ends a session: what was saved is handed in. Ended again, it stays as it is.
///
/// # Errors
/// `NotFound`.
pub async fn end_session(app: &App, by: AccountId, id: RecheckSessionId) -> Result<(), ActionError> {
    own_session(app, by, id).await?;
    let now = app.clock.now();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                if recheck_session::set_ended(tx, id, now).await? {
                    audit::append(tx, &entry("recheck.ended", by, &session_subject(id), json!({}), now)).await?;
                }
                Ok::<_, ActionError>(())
            })
        })
        .await?;
    close_over(app).await
}

/// Notes that somebody who was called did not come. They are asked again on another day; who then does not come, too, and
/// who cannot come any more, is replaced by the next in the order of the draw.
///
/// # Errors
/// `NotFound` for who is not called; `Conflict` where they have begun, or it was noted within a day.
pub async fn note_absence(app: &App, by: AccountId, unit: &Unit, who: AccountId) -> Result<(), ActionError> {
    let stored = drawn(app, unit).await?;
    let (draw, now, code) = (stored.id, app.clock.now(), unit.code.clone());
    app.store
        .write(move |tx| {
            let code = code.clone();
            Box::pin(async move {
                recheck::hold(tx).await?;
                let (people, holders) = recheck::list_drawn(tx, draw).await?;
                let outcomes: Vec<Outcome> = people.iter().map(|one| one.outcome).collect();
                let called = called(&outcomes, holders);
                let found = called.iter().map(|index| &people[*index]).find(|one| one.account == who);
                let found = found.ok_or(ActionError::NotFound)?;
                if found.began || found.outcome != Outcome::Waiting {
                    return Err(ActionError::conflict(Message::new("recheck-began")));
                }
                let last = recheck::last_absence(tx, draw, who).await?;
                if last.is_some_and(|at| now.since(at) < DAY) {
                    return Err(ActionError::conflict(Message::new("recheck-absent-today")));
                }
                let number = found.absences + 1;
                let replaced = found.gone || number >= CALLS;
                recheck::record_absence(tx, draw, who, (number, replaced), by, now).await?;
                let detail = json!({ "account": who, "number": number, "replaced": replaced });
                audit::append(tx, &entry("recheck.absent", by, &format!("unit:{code}"), detail, now)).await?;
                Ok(())
            })
        })
        .await
}

fn session_subject(id: RecheckSessionId) -> String {
    format!("recheck-session:{id}")
}

pub(super) fn entry(action: &str, by: AccountId, subject: &str, detail: Value, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: subject.into(), detail }
}
