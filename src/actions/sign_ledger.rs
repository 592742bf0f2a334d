//! Signs the ledger of days that have ended: a root over the last hash of every person with events on that day. Any number
//! of servers may do so at once; the first root of a day stays.

use super::ActionError;
use crate::app::App;
use serde::{Deserialize, Serialize};
use xutra_domain::instant::{HOUR, Instant};
use xutra_store::ledger_root::{self, Root};

/// How long a day rests before it is signed: what was begun before midnight on a slow clock is in by then.
const REST: i64 = HOUR;

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootClaims {
    /// The day.
    pub day: String,
    /// When it began, in milliseconds.
    pub from: i64,
    /// When it ended.
    pub until: i64,
    /// How many people had events.
    pub people: u64,
    /// The root.
    pub root: String,
    /// The root of the day signed before; empty for the first.
    pub previous: String,
}

impl RootClaims {
    /// What the signature of a root must say.
    #[must_use]
    pub fn of(root: &Root, previous: &str) -> Self {
        Self {
            day: root.day.clone(),
            from: root.from.0,
            until: root.until.0,
            people: root.people,
            root: root.root.clone(),
            previous: previous.to_owned(),
        }
    }
}

/// Signs every day with events that has ended and has no root; how many it was.
///
/// # Errors
/// Where the store fails.
pub async fn sign_days(app: &App) -> Result<u64, ActionError> {
    let (reader, now) = (app.store.reader(), app.clock.now());
    let mut signed = 0;
    loop {
        let last = ledger_root::last(reader).await?;
        let begin = last.as_ref().map_or(Instant(i64::MIN), |root| root.until);
        let Some(first) = ledger_root::first_event(reader, begin).await? else { return Ok(signed) };
        let Some((day, from, until)) = app.zone.day(first) else { return Ok(signed) };
        if now < until.plus(REST) {
            return Ok(signed);
        }
        // A day begins where the one before ended, whatever became of the site's time zone.
        let from = from.max(begin);
        let (root, people) = ledger_root::root_over(reader, from, until).await?;
        let mut root = Root { day, from, until, people, root, signature: String::new(), signed_at: now };
        let claims = RootClaims::of(&root, last.as_ref().map_or("", |last| last.root.as_str()));
        root.signature = app
            .signing
            .sign(&app.public_url(), &claims)
            .map_err(|error| ActionError::Internal(format!("the ledger was not signed: {error}")))?;
        let kept = app
            .store
            .write(move |tx| {
                let root = root.clone();
                Box::pin(async move { ledger_root::record(tx, &root).await.map_err(ActionError::from) })
            })
            .await?;
        if !kept {
            // Another server was faster; it goes on.
            return Ok(signed);
        }
        signed += 1;
    }
}
