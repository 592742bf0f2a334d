//! Saying that one is at a session of a class, by the code that is shown in the room. The code proves that somebody is
//! there; a token keeps the proof for some minutes, so that who has to sign in first does not come too late.

use super::ActionError;
use super::hold_class::is_still_held;
use super::hold_class_session::entry;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use std::net::IpAddr;
use xutra_domain::class::Presence;
use xutra_domain::course::Viewer;
use xutra_domain::ids::ClassSessionId;
use xutra_domain::instant::{Instant, MINUTE, SECOND};
use xutra_domain::people::Account;
use xutra_domain::sitting::Code;
use xutra_store::class_session::PlacedSession;
use xutra_store::{audit, class, class_session, learning};

/// How long a proof holds: time to sign in, or to make an account.
pub const PROOF_LIFE: i64 = 20 * MINUTE;

/// The open session whose code that is, of a room that one names or of any.
///
/// # Errors
/// `TooMany` after too many wrong codes; `Invalid` for a wrong code; `Conflict` where two rooms show that code now.
pub async fn find_session(
    app: &App,
    from: Option<IpAddr>,
    room: Option<ClassSessionId>,
    typed: &str,
) -> Result<PlacedSession, ActionError> {
    // Paid for before it is looked at, whatever was typed.
    app.limits.try_typed_code(from).map_err(ActionError::TooMany)?;
    let (now, wrong) = (app.clock.now(), || ActionError::invalid("code", "attend-code-wrong"));
    let code = Code::parse(typed).ok_or_else(wrong)?;
    let open = class_session::list_open(app.store.reader(), now).await?;
    // Each is compared, so that the time it takes does not say how many there are before the right one.
    let fits = |one: &PlacedSession| one.session.accepts(code, now) && room.is_none_or(|room| room == one.session.id);
    let mut fitting = open.into_iter().filter(fits);
    let found = match (fitting.next(), fitting.next()) {
        (None, _) => return Err(wrong()),
        (Some(only), None) => only,
        _ => return Err(ActionError::conflict(Message::new("attend-code-twice"))),
    };
    if !is_still_held(app, &found.placed, now).await? {
        return Err(wrong());
    }
    app.limits.typed_code_was_right(from);
    Ok(found)
}

/// A token that says: this browser has shown the code of the session just now.
#[must_use]
pub fn proof(app: &App, id: ClassSessionId, now: Instant) -> String {
    let second = now.0.div_euclid(SECOND);
    format!("{second}.{}", app.forms.make(&format!("attend:{id}:{second}")))
}

/// Whether a token is such a proof, and not too old.
#[must_use]
pub fn is_proof(app: &App, id: ClassSessionId, token: &str, now: Instant) -> bool {
    let Some((second, mac)) = token.split_once('.') else { return false };
    let Some(at) = second.parse::<i64>().ok().and_then(|second| second.checked_mul(SECOND)) else { return false };
    let age = now.since(Instant(at));
    (0..=PROOF_LIFE).contains(&age) && app.forms.fits(&format!("attend:{id}:{second}"), mac)
}

/// Notes that somebody is there; whether for the first time. They belong to the class from then on.
///
/// # Errors
/// `NotFound` where there is no such session; `Conflict` where it is over, and for who holds it.
pub async fn attend(app: &App, learner: &Account, id: ClassSessionId) -> Result<bool, ActionError> {
    let found = class_session::find(app.store.reader(), id).await?.ok_or(ActionError::NotFound)?;
    let (now, who, class) = (app.clock.now(), learner.id, found.placed.class.id);
    if found.placed.class.facilitator == who {
        return Err(ActionError::conflict(Message::new("class-own")));
    }
    let course = found.placed.class.course.as_deref();
    let course = course.and_then(|course| app.catalog.course_for(course, Viewer::of(learner, now)));
    let course = course.map(|live| live.course.id.clone());
    app.store
        .write(move |tx| {
            let course = course.clone();
            Box::pin(async move {
                if !class_session::hold_open(tx, id, now).await? {
                    return Err(ActionError::conflict(Message::new("class-session-over")));
                }
                class::insert_member(tx, class, who, false, now).await?;
                if let Some(course) = course {
                    learning::enroll(tx, who, &course, now).await?;
                }
                let first = class_session::record_attendance(tx, id, who, Presence::Code, now).await?;
                if first {
                    let detail = json!({ "people": [who], "how": Presence::Code.word() });
                    audit::append(tx, &entry("attendance.recorded", who, id, detail, now)).await?;
                }
                Ok(first)
            })
        })
        .await
}
