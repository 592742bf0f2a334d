//! Somebody tells of learning for form's sake, without saying who they are: nothing of them is kept, not even in the audit,
//! and of the time the hour alone. A receipt lets them look at what became of it.

use super::ActionError;
use super::settle_finding::inspects;
use crate::app::App;
use crate::credential::session_token::stored_hash;
use crate::message::Message;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::IpAddr;
use uuid::Uuid;
use xutra_domain::ids::ReportId;
use xutra_domain::oversight::{ReportKind, ReportState, hour, read_text};
use xutra_domain::people::Account;
use xutra_domain::spoken_code::CardCode;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::formality::{self, Report};
use xutra_store::unit;

/// Keeps what somebody tells; the receipt is shown once.
///
/// # Errors
/// `TooMany` from one address; `Invalid` for what does not fit.
pub async fn tell(
    app: &App,
    from: Option<IpAddr>,
    (unit_code, kind, words): (&str, &str, &str),
) -> Result<CardCode, ActionError> {
    let (reader, now) = (app.store.reader(), app.clock.now());
    let mut faults = BTreeMap::new();
    let place = unit::find(reader, unit_code.trim()).await?.filter(|unit| unit.lasts_at(now));
    if place.is_none() {
        faults.insert("unit".to_owned(), Message::new("unit-unknown"));
    }
    let kind = ReportKind::parse(kind);
    if kind.is_none() {
        faults.insert("kind".to_owned(), Message::new("report-kind-missing"));
    }
    let words = read_text(words).map_err(|fault| faults.insert("words".to_owned(), Message::new(fault.0)));
    let (Some(place), Some(kind), Ok(words)) = (place, kind, words) else {
        return Err(ActionError::Invalid(faults));
    };
    // Only what would be kept counts: somebody who mends a text is not shut out.
    app.limits.may_register(from).map_err(ActionError::TooMany)?;
    // Other identities begin with the time in milliseconds; this one says nothing.
    let id = ReportId(Uuid::from_bytes(app.random()));
    let receipt = CardCode::of(app.random());
    let hash = hash(&receipt);
    app.store
        .write(move |tx| {
            let (hash, unit, words) = (hash.clone(), place.code.clone(), words.clone());
            Box::pin(async move {
                formality::insert(tx, (id, &hash), &unit, (kind, &words), hour(now)).await.map_err(ActionError::from)
            })
        })
        .await?;
    Ok(receipt)
}

fn hash(receipt: &CardCode) -> String {
    stored_hash(&format!("report:{}", receipt.as_str()))
}

/// The report of a receipt.
///
/// # Errors
/// `TooMany` after too many wrong ones; `NotFound`.
pub async fn look_up(app: &App, from: Option<IpAddr>, typed: &str) -> Result<Report, ActionError> {
    app.limits.try_typed_code(from).map_err(ActionError::TooMany)?;
    let receipt = CardCode::parse(typed).ok_or(ActionError::NotFound)?;
    let found = formality::find_by_receipt(app.store.reader(), &hash(&receipt)).await?;
    let found = found.ok_or(ActionError::NotFound)?;
    app.limits.typed_code_was_right(from);
    Ok(found)
}

/// A report of a unit that somebody inspects; else it does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn inspected_report(app: &App, who: &Account, id: ReportId) -> Result<Report, ActionError> {
    let found = formality::find(app.store.reader(), id).await?;
    found.filter(|one| inspects(who, &one.unit_path, app.clock.now())).ok_or(ActionError::NotFound)
}

/// Sets a report aside, with a reason that its teller reads.
///
/// # Errors
/// `NotFound` outside of the scope; `Invalid` for a reason that does not fit; `Conflict` where it was settled.
pub async fn set_aside(app: &App, who: &Account, id: ReportId, reason: &str) -> Result<(), ActionError> {
    let found = inspected_report(app, who, id).await?;
    let reason = read_text(reason).map_err(|fault| ActionError::invalid("reason", fault.0))?;
    let (now, by) = (app.clock.now(), who.id);
    let entry = AuditEntry {
        at: now,
        actor: Some(by),
        action: "report.set_aside".into(),
        subject: format!("report:{id}"),
        detail: json!({ "unit": found.unit }),
    };
    app.store
        .write(move |tx| {
            let (reason, entry) = (reason.clone(), entry.clone());
            Box::pin(async move {
                if !formality::set_state(tx, id, (ReportState::SetAside, &reason), by).await? {
                    return Err(ActionError::conflict(Message::new("report-settled")));
                }
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}
