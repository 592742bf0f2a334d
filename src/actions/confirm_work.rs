//! Who was drawn confirms a record of work, or gives it back; an inspector looks at some again. What the author counts for
//! changes in the same transaction, and each act stands in the audit.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use serde_json::{Value, json};
use xutra_domain::ids::{AccountId, WorkRecordId};
use xutra_domain::instant::Instant;
use xutra_domain::people::Account;
use xutra_domain::work_record::{State, is_audited, read_reason};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::work_confirmation::{self, Asked, Outcome};
use xutra_store::work_record::{self, WorkEvent, WorkRecord};
use xutra_store::{Tx, work_audit};

/// What somebody says to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was so, and of that quality, 1 to 4.
    Confirm(u32),
    /// It is not so yet, for this reason.
    Return(String),
}

/// A record that somebody is asked to confirm; for anybody else it does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn asked_record(app: &App, me: AccountId, id: WorkRecordId) -> Result<(Asked, WorkRecord), ActionError> {
    let reader = app.store.reader();
    let asked = work_confirmation::find_open(reader, id).await?.filter(|asked| asked.confirmer == me);
    let asked = asked.ok_or(ActionError::NotFound)?;
    let record = work_record::find(reader, id).await?.ok_or(ActionError::NotFound)?;
    Ok((asked, record))
}

/// Confirms a record, or gives it back.
///
/// # Errors
/// `NotFound` for who is not asked; `Invalid` for a quality or a reason that does not fit; `Conflict` where it was answered
/// in the meantime.
pub async fn confirm_work(app: &App, me: &Account, id: WorkRecordId, verdict: Verdict) -> Result<State, ActionError> {
    let (asked, record) = asked_record(app, me.id, id).await?;
    let verdict = match verdict {
        Verdict::Confirm(quality) if !(1..=4).contains(&quality) => {
            return Err(ActionError::invalid("quality", "work-quality-missing"));
        }
        Verdict::Return(reason) => {
            Verdict::Return(read_reason(&reason).map_err(|fault| ActionError::invalid("reason", fault.0))?)
        }
        confirm @ Verdict::Confirm(_) => confirm,
    };
    let (reckoner, drawn) = (Reckoner::new(app), is_audited(u64::from_le_bytes(app.random())));
    app.store
        .write(move |tx| {
            let (reckoner, asked, record, verdict) = (reckoner.clone(), asked.clone(), record.clone(), verdict.clone());
            Box::pin(async move {
                let state = answer(tx, &asked, &record, &verdict, reckoner.basis.now).await?;
                if state == State::Confirmed && drawn {
                    work_audit::insert(tx, id, reckoner.basis.now).await?;
                }
                reckoner.person(tx, record.author).await?;
                Ok(state)
            })
        })
        .await
}

async fn answer(
    tx: &Tx,
    asked: &Asked,
    record: &WorkRecord,
    verdict: &Verdict,
    now: Instant,
) -> Result<State, ActionError> {
    let (quality, reason) = match verdict {
        Verdict::Confirm(quality) => (Some(*quality), ""),
        Verdict::Return(reason) => (None, reason.as_str()),
    };
    let state = record.state.answered(quality.is_some());
    let (outcome, event, word) = match (state, quality) {
        (_, Some(quality)) => (Outcome::Confirmed, WorkEvent::Confirmed(quality), "work.confirmed"),
        (State::Refused, None) => (Outcome::Refused, WorkEvent::Refused, "work.refused"),
        (_, None) => (Outcome::Returned, WorkEvent::Returned, "work.returned"),
    };
    let over = || ActionError::conflict(Message::new("work-answered"));
    if !work_confirmation::set_answered(tx, asked, outcome, reason, now).await? {
        return Err(over());
    }
    if !work_record::set_state(tx, record.id, record.state, state, quality, now).await? {
        return Err(over());
    }
    work_record::record_event(tx, record.id, event, Some(asked.confirmer), now).await?;
    audit::append(tx, &entry(word, asked.confirmer, record.id, json!({ "quality": quality }), now)).await?;
    Ok(state)
}

/// Says what came of looking at a confirmed record again. That the inspector may inspect its author was found out before.
///
/// # Errors
/// `NotFound` for one's own records, those that one was asked about and those that were not drawn; `Invalid` for a reason
/// that does not fit.
pub async fn audit_work(
    app: &App,
    me: &Account,
    record: &WorkRecord,
    passed: bool,
    reason: &str,
) -> Result<(), ActionError> {
    let (id, by, now) = (record.id, me.id, app.clock.now());
    let asked = work_confirmation::everybody_asked(app.store.reader(), id).await?;
    if record.author == by || asked.contains(&by) {
        return Err(ActionError::NotFound);
    }
    let reason = read_reason(reason).map_err(|fault| ActionError::invalid("reason", fault.0))?;
    app.store
        .write(move |tx| {
            let reason = reason.clone();
            Box::pin(async move {
                if !work_audit::set_judged(tx, id, by, passed, &reason, now).await? {
                    return Err(ActionError::NotFound);
                }
                work_record::record_event(tx, id, WorkEvent::Audited(passed), Some(by), now).await?;
                let entry = entry("work.audited", by, id, json!({ "passed": passed }), now);
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}

fn entry(action: &str, by: AccountId, id: WorkRecordId, detail: Value, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("work_record:{id}"), detail }
}
