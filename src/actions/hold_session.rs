//! A facilitator has gone through what was weak with somebody who has used up the tries of an exam: tries are counted from
//! then on.

use super::ActionError;
use super::start_attempt::tries;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::assessment::free_at;
use xutra_domain::competency::Policy;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_store::assessment::{self, AttemptHead};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::ledger::{self, Event, Kind};
use xutra_store::{StoreError, competency};

/// Records that a session was held about a flag that a live course can grant.
///
/// # Errors
/// `Forbidden` for oneself; `NotFound` for an unknown flag; `Conflict` while tries are left, or where one of them passed.
pub async fn hold_session(app: &App, by: AccountId, of: AccountId, flag: &str) -> Result<(), ActionError> {
    if by == of {
        return Err(ActionError::Forbidden(Message::new("own-flag")));
    }
    let courses = app.catalog.courses();
    let mut policies = courses.iter().flat_map(|live| &live.course.policies);
    let policy = policies.find(|policy| policy.flag == flag).cloned().ok_or(ActionError::NotFound)?;
    let now = app.clock.now();
    app.store
        .write(move |tx| {
            let policy = policy.clone();
            Box::pin(async move {
                // Two facilitators at once: the second finds tries left.
                competency::hold(tx, of).await?;
                let past = assessment::list_attempts(tx, of, &policy.course, &policy.exam.item, None).await?;
                let last = ledger::last_session(tx, of, &policy.flag).await?;
                if used_up(&policy, &past, last, now).is_none() {
                    return Err(ActionError::conflict(Message::new("session-not-needed")));
                }
                let body = json!({ "flag": policy.flag, "by": by });
                ledger::append(tx, of, &Event { kind: Kind::SessionHeld, attempt: None, body }, now).await?;
                let entry = AuditEntry {
                    at: now,
                    actor: Some(by),
                    action: "session.held".into(),
                    subject: format!("account:{of}"),
                    detail: json!({ "flag": policy.flag }),
                };
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}

/// When a facilitator last held a session with somebody about the policy's flag.
///
/// # Errors
/// Where the store fails.
pub async fn last_session(
    app: &App,
    account: AccountId,
    policy: Option<&Policy>,
) -> Result<Option<Instant>, StoreError> {
    match policy {
        Some(policy) => ledger::last_session(app.store.reader(), account, &policy.flag).await,
        None => Ok(None),
    }
}

/// When the next attempt is free to somebody who has used up all tries of the exam, and passed none of those that still
/// count; none for anybody else.
#[must_use]
pub fn used_up(policy: &Policy, past: &[AttemptHead], session: Option<Instant>, now: Instant) -> Option<Instant> {
    let counts = |head: &&AttemptHead| now < head.started_at.plus(policy.attempts.window);
    if past.iter().filter(counts).any(|head| head.passed == Some(true)) {
        return None;
    }
    free_at(&policy.attempts, &tries(past, session), now)
}
