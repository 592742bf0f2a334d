//! What a learner does in a supervised sitting: joins by the code that is shown in the room, and starts the exam there.

use super::ActionError;
use super::start_attempt::{Watched, start_watched};
use crate::app::App;
use crate::message::Message;
use std::net::IpAddr;
use xutra_domain::course::{Item, Viewer};
use xutra_domain::ids::{AccountId, SittingId};
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Role};
use xutra_domain::sitting::Code;
use xutra_store::assessment::Attempt;
use xutra_store::sitting::{Member, Placed};
use xutra_store::{people, sitting};

/// What somebody hears whose code opens no room.
pub(super) fn wrong_code() -> ActionError {
    ActionError::invalid("code", "sitting-code-wrong")
}

/// The one open room that takes a code; a conflict where two show it at this moment. Each room is asked, so that the time it
/// takes does not say how many there are before the right one.
pub(super) fn room_of<Room>(open: &[Room], accepts: impl Fn(&Room) -> bool) -> Result<&Room, ActionError> {
    let fitting: Vec<&Room> = open.iter().filter(|room| accepts(room)).collect();
    match fitting.as_slice() {
        [] => Err(wrong_code()),
        [only] => Ok(only),
        _ => Err(ActionError::conflict(Message::new("sitting-code-twice"))),
    }
}

/// Joins the open sitting whose code that is.
///
/// # Errors
/// `TooMany` after too many wrong codes; `Invalid` for a wrong code; `Conflict` where two sittings show that code at this
/// moment, where the exam is not there for this person, and in one's own sitting.
pub async fn join_sitting(
    app: &App,
    learner: &Account,
    from: Option<IpAddr>,
    typed: &str,
) -> Result<SittingId, ActionError> {
    // Paid for before it is looked at, whatever was typed.
    app.limits.try_code(learner.id, from).map_err(ActionError::TooMany)?;
    let now = app.clock.now();
    let code = Code::parse(typed).ok_or_else(wrong_code)?;
    let open = sitting::list_open(app.store.reader(), now).await?;
    let placed = room_of(&open, |placed| placed.sitting.accepts(code, now))?;
    if !still_watches(app, placed, now).await? {
        return Err(wrong_code());
    }
    app.limits.code_was_right(learner.id, from);
    let found = placed.sitting.clone();
    if found.facilitator == learner.id {
        return Err(ActionError::conflict(Message::new("sitting-own")));
    }
    let viewer = Viewer::of(learner, now);
    let live = app.catalog.course_for(&found.course, viewer);
    if !live.is_some_and(|live| matches!(live.course.visible_item(&found.quiz, viewer), Some(Item::Quiz(_)))) {
        return Err(ActionError::conflict(Message::new("sitting-not-for-you")));
    }
    let (id, who) = (found.id, learner.id);
    app.store
        .write(move |tx| {
            let found = found.clone();
            Box::pin(async move {
                if !sitting::hold_open(tx, id, now).await? {
                    return Err(ActionError::conflict(Message::new("sitting-over")));
                }
                sitting::join(tx, &found, who, now).await.map_err(ActionError::from)
            })
        })
        .await?;
    Ok(id)
}

/// The sitting that somebody joined, and what they are there; for anybody else it does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn joined(app: &App, who: AccountId, id: SittingId) -> Result<(Placed, Member), ActionError> {
    let reader = app.store.reader();
    let member = sitting::find_member(reader, id, who).await?.ok_or(ActionError::NotFound)?;
    let placed = sitting::find(reader, id).await?.ok_or(ActionError::NotFound)?;
    Ok((placed, member))
}

/// Starts the exam of a sitting that the person joined, or finds the attempt that runs there.
///
/// # Errors
/// `NotFound` for who did not join; `Conflict` where the sitting is over, the facilitator let the person out, an attempt
/// without supervision runs, or the exam may not be started now.
pub async fn start_in_sitting(app: &App, learner: &Account, id: SittingId) -> Result<Attempt, ActionError> {
    let (placed, member) = joined(app, learner.id, id).await?;
    let now = app.clock.now();
    if !placed.sitting.window.is_open(now) || !still_watches(app, &placed, now).await? {
        return Err(ActionError::conflict(Message::new("sitting-over")));
    }
    let watched = Watched { sitting: placed.sitting, place: member.place };
    start_watched(app, learner, &watched).await
}

/// Whether the facilitator still has that duty in the place of the sitting.
async fn still_watches(app: &App, placed: &Placed, now: Instant) -> Result<bool, ActionError> {
    let found = people::find_account(app.store.reader(), placed.sitting.facilitator, now).await?;
    let watches = |one: Account| !one.disabled && one.has_role_over(Role::Facilitator, &placed.unit_path, now);
    Ok(found.is_some_and(watches))
}
