//! What people do about data on themselves: agree or not, put their own name and addresses right, ask for what they cannot
//! do alone; and that it is noted who looked at them.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::people::{Unfit, parse_email, parse_name, parse_phone};
use xutra_domain::personal_data::{Purpose, RequestKind, WORKING_DAYS};
use xutra_domain::working_day::{after, parse_day};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::personal_data::{self, Consent, DataRequest};
use xutra_store::{StoreError, people};

/// Characters of a note at most.
const NOTE: usize = 1_000;

/// What somebody wants to be called and reached by, as it was typed.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Name.
    pub name: String,
    /// Phone, or nothing.
    pub phone: String,
    /// E-mail, or nothing.
    pub email: String,
}

/// Puts one's own name and addresses right.
///
/// # Errors
/// `Invalid` names every field that does not fit, or where nothing would be left to sign in with.
pub async fn correct_own(app: &App, id: AccountId, wanted: Correction) -> Result<(), ActionError> {
    let mut errors = BTreeMap::new();
    let name = fits(&mut errors, "display_name", parse_name(&wanted.name));
    let phone = maybe(&mut errors, "phone", &wanted.phone, parse_phone);
    let email = maybe(&mut errors, "email", &wanted.email, parse_email);
    let now = app.clock.now();
    let before = people::find_account(app.store.reader(), id, now).await?.ok_or(ActionError::NotFound)?;
    if before.login.is_none() && phone.is_none() && email.is_none() {
        errors.entry("phone".to_owned()).or_insert_with(|| Message::new("data-nothing-left"));
    }
    for (field, value) in [("phone", &phone), ("email", &email)] {
        if let Some(value) = value
            && people::find_sign_in(app.store.reader(), value).await?.is_some_and(|(other, ..)| other != id)
        {
            errors.insert(field.to_owned(), Message::new("data-taken"));
        }
    }
    let (Some(name), true) = (name, errors.is_empty()) else { return Err(ActionError::Invalid(errors)) };
    let entry = entry(now, id, "account.corrected", id, json!({}));
    let saved: Result<(), ActionError> = app
        .store
        .write(move |tx| {
            let (name, phone, email, entry) = (name.clone(), phone.clone(), email.clone(), entry.clone());
            Box::pin(async move {
                personal_data::set_contact(tx, id, &name, phone.as_deref(), email.as_deref()).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await;
    app.sessions.changed(id, now);
    match saved {
        // Somebody else took it meanwhile.
        Err(ActionError::Store(StoreError::Conflict(what))) if matches!(what.0, "phone" | "email") => {
            Err(ActionError::invalid(what.0, "data-taken"))
        }
        other => other,
    }
}

fn fits(errors: &mut BTreeMap<String, Message>, field: &str, parsed: Result<String, Unfit>) -> Option<String> {
    parsed.map_err(|Unfit(reason)| errors.insert(field.to_owned(), Message::new(reason))).ok()
}

fn maybe(
    errors: &mut BTreeMap<String, Message>,
    field: &str,
    typed: &str,
    parse: fn(&str) -> Result<String, Unfit>,
) -> Option<String> {
    if typed.trim().is_empty() { None } else { fits(errors, field, parse(typed)) }
}

/// Says yes or no to a purpose, under the words that hold now. Saying the same again is nothing new.
///
/// # Errors
/// Where the store fails.
pub async fn say_consent(app: &App, id: AccountId, purpose: Purpose, given: bool) -> Result<(), ActionError> {
    let said = Consent { purpose, version: purpose.version(), given, at: app.clock.now() };
    let all = personal_data::consents(app.store.reader(), id).await?;
    let last = all.iter().rfind(|one| one.purpose == purpose);
    if last.is_some_and(|last| (last.version, last.given) == (said.version, given)) {
        return Ok(());
    }
    app.store
        .write(move |tx| Box::pin(async move { personal_data::record_consent(tx, id, said).await }))
        .await
        .map_err(ActionError::from)
}

/// Asks for what one cannot do alone.
///
/// # Errors
/// `Invalid` for a correction without words or a note that is too long; `Conflict` where one waits already, or one who
/// has duties asks to be erased.
pub async fn ask(app: &App, id: AccountId, kind: RequestKind, note: &str) -> Result<(), ActionError> {
    let note = note.trim();
    if note.chars().count() > NOTE {
        return Err(ActionError::invalid("note", "data-note-long"));
    }
    if kind == RequestKind::Correction && note.is_empty() {
        return Err(ActionError::invalid("note", "field-missing"));
    }
    let now = app.clock.now();
    let account = people::find_account(app.store.reader(), id, now).await?.ok_or(ActionError::NotFound)?;
    if kind == RequestKind::Erasure && !account.roles.is_empty() {
        return Err(ActionError::conflict(Message::new("data-has-duties")));
    }
    let request = DataRequest {
        id: app.new_uuid(),
        account: id,
        kind,
        note: note.to_owned(),
        asked_at: now,
        due_at: due(app, now),
        answer: None,
    };
    let entry = entry(now, id, "data.asked", id, json!({ "kind": kind.word(), "request": request.id }));
    app.store
        .write(move |tx| {
            let (request, entry) = (request.clone(), entry.clone());
            Box::pin(async move {
                if !personal_data::insert_request(tx, &request).await? {
                    return Err(ActionError::conflict(Message::new("data-asked-already")));
                }
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}

/// The end of the last day by which a request of that instant must be answered, in the site's time zone.
fn due(app: &App, now: Instant) -> Instant {
    let asked = app.zone.day(now).and_then(|(day, ..)| parse_day(&day));
    let last = asked.map(|day| after(day, WORKING_DAYS).to_string());
    last.and_then(|day| app.zone.end_of(&day)).unwrap_or_else(|| now.plus(i64::from(WORKING_DAYS) * DAY))
}

/// Notes that somebody looked at a person's record because it is their duty, once an hour.
///
/// # Errors
/// Where the store fails.
pub async fn note_look(app: &App, viewer: AccountId, of: AccountId, what: &'static str) -> Result<(), ActionError> {
    let now = app.clock.now();
    if viewer == of || personal_data::seen_lately(app.store.reader(), of, viewer, what, now).await? {
        return Ok(());
    }
    app.store
        .write(move |tx| Box::pin(async move { personal_data::record_viewing(tx, of, viewer, what, now).await }))
        .await
        .map_err(ActionError::from)
}

pub(super) fn entry(at: Instant, by: AccountId, action: &str, of: AccountId, detail: serde_json::Value) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("account:{of}"), detail }
}
