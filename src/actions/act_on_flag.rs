//! What inspectors and administrators decide about somebody's attempts and flag. None of it can be taken back, only
//! answered by a later act; each stands in the ledger and in the audit.

use super::ActionError;
use super::decide_flag::decide_flag;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use xutra_domain::competency::suspension;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_store::assessment::{self, Attempt, AttemptState};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::ledger::{self, Event, Kind};
use xutra_store::{Tx, competency, course};

/// Why people make an attempt void.
pub const REASONS: [&str; 4] = ["impersonation", "help", "disturbance", "other"];

/// The longest note, in characters.
const NOTE: usize = 500;
/// The longest name of a case.
const CASE: usize = 40;

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// An attempt counts no longer.
    Void {
        /// The attempt.
        attempt: AttemptId,
        /// One of [`REASONS`].
        reason: String,
        /// What there is to say to it; needed where the reason is `other`.
        note: String,
    },
    /// A flag does not hold until its case is settled.
    Suspend {
        /// The flag.
        flag: String,
        /// The case.
        case: String,
    },
    /// A suspended flag holds again.
    Reinstate {
        /// The flag.
        flag: String,
        /// The case.
        case: String,
    },
}

/// Does it, and decides the person's flags anew, in one transaction.
///
/// # Errors
/// `Forbidden` for oneself; `NotFound` for an attempt that is not the person's, or an unknown flag; `Invalid` for a reason,
/// note or case that does not serve; `Conflict` where it is so already, or the attempt still runs or is no evidence.
pub async fn act_on_flag(app: &App, by: AccountId, of: AccountId, deed: Deed) -> Result<(), ActionError> {
    if by == of {
        return Err(ActionError::Forbidden(Message::new("own-flag")));
    }
    let (deed, now) = (checked(deed)?, app.clock.now());
    let courses = app.catalog.courses();
    let reckoners = courses.iter().map(|live| (live.course.id.clone(), Reckoner::of(app, &live.course.id)));
    let reckoners: Arc<BTreeMap<String, Reckoner>> = Arc::new(reckoners.collect());
    let other = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (deed, reckoners, other) = (deed.clone(), Arc::clone(&reckoners), other.clone());
            Box::pin(async move {
                competency::hold(tx, of).await?;
                let (course, event) = prepare(tx, by, of, &deed).await?;
                let entry = entry(by, of, &event, now);
                ledger::append(tx, of, &event, now).await?;
                let reckoner = reckoners.get(&course).unwrap_or(&other);
                decide_flag(tx, of, &course, now, &reckoner.basis).await?;
                reckoner.step_back(tx, of).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}

/// The deed with what was typed put in order.
fn checked(deed: Deed) -> Result<Deed, ActionError> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(match deed {
        Deed::Void { attempt, reason, note } => {
            let note = plain(&note);
            if !REASONS.contains(&reason.as_str()) {
                return Err(ActionError::invalid("reason", "act-reason-missing"));
            }
            if note.chars().count() > NOTE || note.chars().any(char::is_control) {
                return Err(ActionError::invalid("note", "reason-long"));
            }
            if reason == "other" && note.chars().count() < 3 {
                return Err(ActionError::invalid("note", "reason-missing"));
            }
            Deed::Void { attempt, reason, note }
        }
        Deed::Suspend { flag, case } => Deed::Suspend { flag, case: case_name(&case)? },
        Deed::Reinstate { flag, case } => Deed::Reinstate { flag, case: case_name(&case)? },
    })
}

/// The name of a case: letters, digits and a few marks, as cases are numbered. No room for anybody's name.
fn case_name(case: &str) -> Result<String, ActionError> {
    let case = case.trim();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_');
    if case.is_empty() || case.chars().count() > CASE || !case.chars().all(fits) {
        return Err(ActionError::invalid("case", "act-case-format"));
    }
    Ok(case.to_owned())
}

/// The course that the deed touches and the event that it becomes, where the state of things allows it.
async fn prepare(tx: &Tx, by: AccountId, of: AccountId, deed: &Deed) -> Result<(String, Event), ActionError> {
    let conflict = |key: &'static str| ActionError::conflict(Message::new(key));
    let (flag, case, kind) = match deed {
        Deed::Void { attempt, reason, note } => {
            let found = assessment::find_attempt(tx, *attempt).await?.filter(|found| found.account == of);
            let found = found.ok_or(ActionError::NotFound)?;
            may_void(&found).map_err(conflict)?;
            assessment::void(tx, found.id).await?;
            let body = json!({ "reason": reason, "note": note, "by": by });
            return Ok((found.course, Event { kind: Kind::AttemptVoided, attempt: Some(found.id), body }));
        }
        Deed::Suspend { flag, case } => (flag, case, Kind::FlagSuspended),
        Deed::Reinstate { flag, case } => (flag, case, Kind::FlagReinstated),
    };
    let policies = course::all_policies(tx).await?;
    let policy = policies.into_iter().find(|policy| policy.flag == *flag).ok_or(ActionError::NotFound)?;
    let stands = suspension(&ledger::acts(tx, of).await?, flag, Instant(i64::MAX)).is_some();
    match (kind, stands) {
        (Kind::FlagSuspended, true) => return Err(conflict("act-suspended-already")),
        (Kind::FlagReinstated, false) => return Err(conflict("act-not-suspended")),
        _ => {}
    }
    Ok((policy.course, Event { kind, attempt: None, body: json!({ "flag": flag, "case": case, "by": by }) }))
}

/// Whether an attempt can be made void: one that has ended, counts, and that a policy looks at.
fn may_void(attempt: &Attempt) -> Result<(), &'static str> {
    match attempt.state {
        AttemptState::Void => Err("act-void-already"),
        AttemptState::Open => Err("act-void-open"),
        _ if attempt.rules.policy.is_none() => Err("act-void-practice"),
        _ => Ok(()),
    }
}

fn entry(by: AccountId, of: AccountId, event: &Event, at: Instant) -> AuditEntry {
    let action = match event.kind {
        Kind::AttemptVoided => "attempt.voided",
        Kind::FlagSuspended => "flag.suspended",
        _ => "flag.reinstated",
    };
    let of_body = |name: &str| event.body.get(name).cloned().unwrap_or(Value::Null);
    let detail = json!({
        "attempt": event.attempt, "reason": of_body("reason"), "flag": of_body("flag"), "case": of_body("case"),
    });
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("account:{of}"), detail }
}
