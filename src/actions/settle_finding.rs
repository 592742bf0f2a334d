//! A finding from the visit to its end: an inspector finds, the unit's leader answers, another inspector closes it or sends it
//! back. Each act stands in the audit, and none of its words does.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xutra_domain::ids::{AccountId, FindingId, ReportId};
use xutra_domain::instant::Instant;
use xutra_domain::oversight::{FindingKind, FindingState, ReportState, due, may_settle, read_text};
use xutra_domain::people::{Account, Role};
use xutra_domain::unit::Unit;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::finding::{self, Finding};
use xutra_store::{Tx, formality};

const INSPECTORS: [Role; 2] = [Role::Inspector, Role::Administrator];

/// A finding as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Visit {
    /// What was found, as a word.
    pub kind: String,
    /// What was looked at.
    pub looked: String,
    /// What was found, in words.
    pub found: String,
    /// What is to be done.
    pub wanted: String,
    /// In how many days.
    pub days: String,
    /// What somebody told without a name, where it comes of that.
    pub report: Option<ReportId>,
}

/// Whether somebody inspects the unit of that path.
#[must_use]
pub fn inspects(account: &Account, path: &str, now: Instant) -> bool {
    INSPECTORS.iter().any(|role| account.has_role_over(*role, path, now))
}

/// Whether findings of the unit of that path are somebody's affair: its leaders' and its inspectors'.
#[must_use]
pub fn may_see(account: &Account, path: &str, now: Instant) -> bool {
    account.has_role_over(Role::Leader, path, now) || inspects(account, path, now)
}

/// Records what was found in a unit.
///
/// # Errors
/// `NotFound` outside of the scope; `Invalid` for what does not fit; `Conflict` where the report was settled meanwhile.
pub async fn record_finding(app: &App, by: &Account, unit: &Unit, visit: &Visit) -> Result<FindingId, ActionError> {
    let now = app.clock.now();
    if !inspects(by, &unit.path, now) {
        return Err(ActionError::NotFound);
    }
    let new = read_visit(app, by, unit, visit, now)?;
    if let Some(report) = visit.report {
        let told = formality::find(app.store.reader(), report).await?.filter(|told| told.unit == unit.code);
        told.ok_or(ActionError::NotFound)?;
    }
    let id = new.id;
    app.store
        .write(move |tx| {
            let new = new.clone();
            Box::pin(async move {
                finding::insert(tx, &new).await?;
                if let Some(report) = new.report {
                    let taken = (ReportState::Taken, "");
                    if !formality::set_state(tx, report, taken, new.found_by).await? {
                        return Err(ActionError::conflict(Message::new("report-settled")));
                    }
                }
                let detail = json!({ "unit": new.unit, "kind": new.kind.word(), "due_at": new.due_at });
                log(tx, "finding.found", new.found_by, new.id, detail, now).await
            })
        })
        .await?;
    Ok(id)
}

fn read_visit(app: &App, by: &Account, unit: &Unit, visit: &Visit, now: Instant) -> Result<Finding, ActionError> {
    let mut faults = BTreeMap::new();
    let mut text = |field: &str, typed: &str| {
        read_text(typed).unwrap_or_else(|fault| {
            faults.insert(field.to_owned(), Message::new(fault.0));
            String::new()
        })
    };
    let (looked, found, wanted) =
        (text("looked", &visit.looked), text("found", &visit.found), text("wanted", &visit.wanted));
    let kind = FindingKind::parse(&visit.kind);
    if kind.is_none() {
        faults.insert("kind".into(), Message::new("finding-kind-missing"));
    }
    let due_at = visit.days.trim().parse().ok().and_then(|days| due(now, days));
    if due_at.is_none() {
        faults.insert("days".into(), Message::new("finding-days"));
    }
    match kind.zip(due_at).filter(|_| faults.is_empty()) {
        Some((kind, due_at)) => Ok(Finding {
            id: FindingId(app.new_uuid()),
            unit: unit.code.clone(),
            unit_name: unit.name.clone(),
            unit_path: unit.path.clone(),
            report: visit.report,
            kind,
            looked,
            found,
            wanted,
            due_at,
            state: FindingState::Open,
            found_by: by.id,
            found_at: now,
        }),
        None => Err(ActionError::Invalid(faults)),
    }
}

/// A finding that is somebody's affair; else it does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn seen_finding(app: &App, who: &Account, id: FindingId) -> Result<Finding, ActionError> {
    let found = finding::find(app.store.reader(), id).await?;
    let seen = found.filter(|one| may_see(who, &one.unit_path, app.clock.now()));
    seen.ok_or(ActionError::NotFound)
}

/// What a unit's leader did about a finding.
///
/// # Errors
/// `NotFound` for who does not lead the unit; `Invalid` for a text that does not fit; `Conflict` where it was answered.
pub async fn answer_finding(app: &App, who: &Account, id: FindingId, words: &str) -> Result<(), ActionError> {
    let found = seen_finding(app, who, id).await?;
    if !who.has_role_over(Role::Leader, &found.unit_path, app.clock.now()) {
        return Err(ActionError::NotFound);
    }
    let words = read_text(words).map_err(|fault| ActionError::invalid("words", fault.0))?;
    move_on(app, who.id, id, (FindingState::Open, FindingState::Answered), ("answered", words)).await
}

/// Whether somebody may settle a finding now: it was answered, by others, and found by another.
///
/// # Errors
/// Where the store fails.
pub async fn can_settle(app: &App, who: &Account, found: &Finding) -> Result<bool, ActionError> {
    let events = finding::list_events(app.store.reader(), found.id).await?;
    let answered: Vec<AccountId> = events.iter().filter(|one| one.kind == "answered").map(|one| one.actor).collect();
    Ok(found.state == FindingState::Answered
        && inspects(who, &found.unit_path, app.clock.now())
        && may_settle(found.found_by, &answered, who.id))
}

/// Closes a finding, or sends it back with a reason.
///
/// # Errors
/// `NotFound` outside of the scope; `Forbidden` for who found it or answered it; `Invalid` for a reason that does not fit;
/// `Conflict` where there is nothing to settle.
pub async fn settle_finding(app: &App, who: &Account, id: FindingId, back: Option<&str>) -> Result<(), ActionError> {
    let found = seen_finding(app, who, id).await?;
    if !inspects(who, &found.unit_path, app.clock.now()) {
        return Err(ActionError::NotFound);
    }
    if found.state != FindingState::Answered {
        return Err(ActionError::conflict(Message::new("finding-not-answered")));
    }
    if !can_settle(app, who, &found).await? {
        return Err(ActionError::Forbidden(Message::new("finding-own")));
    }
    match back {
        Some(words) => {
            let words = read_text(words).map_err(|fault| ActionError::invalid("words", fault.0))?;
            move_on(app, who.id, id, (FindingState::Answered, FindingState::Open), ("returned", words)).await
        }
        None => {
            let closed = ("closed", String::new());
            move_on(app, who.id, id, (FindingState::Answered, FindingState::Closed), closed).await
        }
    }
}

async fn move_on(
    app: &App,
    who: AccountId,
    id: FindingId,
    (from, to): (FindingState, FindingState),
    (kind, words): (&'static str, String),
) -> Result<(), ActionError> {
    let now = app.clock.now();
    app.store
        .write(move |tx| {
            let words = words.clone();
            Box::pin(async move {
                if !finding::set_state(tx, id, from, to).await? {
                    return Err(ActionError::conflict(Message::new("finding-moved")));
                }
                finding::record_event(tx, id, kind, (who, &words), now).await?;
                log(tx, &format!("finding.{kind}"), who, id, json!({}), now).await
            })
        })
        .await
}

async fn log(
    tx: &Tx,
    action: &str,
    by: AccountId,
    id: FindingId,
    detail: Value,
    at: Instant,
) -> Result<(), ActionError> {
    let entry = AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("finding:{id}"), detail };
    audit::append(tx, &entry).await.map_err(ActionError::from)
}
