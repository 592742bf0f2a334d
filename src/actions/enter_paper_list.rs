//! A list on paper of who was in a class, entered within a week: a session of that day, which is over.

use super::ActionError;
use super::hold_class::own_class;
use super::hold_class_session::entry;
use crate::app::App;
use serde_json::json;
use xutra_domain::class::{ClassSession, Presence};
use xutra_domain::ids::{AccountId, ClassId, ClassSessionId};
use xutra_domain::instant::{DAY, HOUR, Instant};
use xutra_domain::minute_code::Hidden;
use xutra_domain::window::Window;
use xutra_store::{class, class_session};

/// How long afterwards a list is taken.
const WITHIN: i64 = 7 * DAY;

/// Enters a list; how many of it were noted for the first time. The same list again changes nothing: a session of that day
/// takes it up.
///
/// # Errors
/// `NotFound` for another's class, or somebody who is not of it; `Invalid` for a day that is not one of the last week, or a
/// list of nobody.
pub async fn enter_paper_list(
    app: &App,
    by: AccountId,
    id: ClassId,
    day: &str,
    seen: &[AccountId],
) -> Result<usize, ActionError> {
    own_class(app, by, id).await?;
    let now = app.clock.now();
    let (begin, end) = of_day(app, day, now).ok_or_else(|| ActionError::invalid("day", "paper-day"))?;
    if seen.is_empty() {
        return Err(ActionError::invalid("form", "paper-nobody"));
    }
    for who in seen {
        if !class::is_member(app.store.reader(), id, *who).await? {
            return Err(ActionError::NotFound);
        }
    }
    let started_at = end.plus(-12 * HOUR).min(now);
    let new = ClassSession {
        id: ClassSessionId(app.new_uuid()),
        class: id,
        secret: Hidden(app.random()),
        window: Window::of(started_at, 0).ended(started_at),
    };
    let seen = seen.to_vec();
    app.store
        .write(move |tx| {
            let (new, seen) = (new.clone(), seen.clone());
            Box::pin(async move {
                let session = class_session::hold_of_day(tx, &new, begin, end).await?;
                let mut noted = Vec::new();
                for who in seen {
                    if class_session::record_attendance(tx, session, who, Presence::List, started_at).await? {
                        noted.push(who);
                    }
                }
                if !noted.is_empty() {
                    let detail = json!({ "people": noted, "how": "paper" });
                    xutra_store::audit::append(tx, &entry("attendance.recorded", by, session, detail, now)).await?;
                }
                Ok(noted.len())
            })
        })
        .await
}

/// When a day that was typed begins and ends, where it is one of the last week, today included.
fn of_day(app: &App, typed: &str, now: Instant) -> Option<(Instant, Instant)> {
    let end = app.zone.end_of(typed)?;
    let (name, begin, _) = app.zone.day(end.plus(-1))?;
    (name == typed.trim() && begin <= now && now.since(end) < WITHIN).then_some((begin, end))
}
