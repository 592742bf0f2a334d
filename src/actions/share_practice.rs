//! A unit's leader writes a practice card, an inspector of elsewhere checks it, leaders of other units say that they will try
//! it, and later what came of it.

use super::ActionError;
use super::plan_unit::{invalid, leads};
use crate::app::App;
use crate::message::Message;
use serde_json::{Value, json};
use std::sync::Arc;
use xutra_domain::exemplar::{Page, State, may_check, read};
use xutra_domain::ids::ExemplarId;
use xutra_domain::instant::Instant;
use xutra_domain::people::Account;
use xutra_domain::plan::typed::{line, passage};
use xutra_domain::unit::Unit;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::exemplar::{self, Card, CardEvent};
use xutra_store::{people, unit};

fn entry(action: &str, by: &Account, unit: &str, detail: Value, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by.id), action: action.into(), subject: format!("unit:{unit}"), detail }
}

/// Writes a card of a unit; it waits to be checked.
///
/// # Errors
/// `NotFound` for who does not lead the unit; `Invalid` by field.
pub async fn write_card(
    app: &App,
    by: &Account,
    unit: &Unit,
    typed: impl Fn(&str) -> String,
) -> Result<ExemplarId, ActionError> {
    let now = app.clock.now();
    leads(by, &unit.path, now).ok_or(ActionError::NotFound)?;
    let page: Page = read(typed).map_err(invalid)?;
    let id = ExemplarId(app.new_uuid());
    let entry = entry("exemplar.written", by, &unit.code, json!({ "card": id.to_string() }), now);
    let (code, by) = (unit.code.clone(), by.id);
    app.store
        .write(move |tx| {
            let (page, entry, code) = (page.clone(), entry.clone(), code.clone());
            Box::pin(async move {
                exemplar::insert(tx, id, &code, &page, by, now).await?;
                exemplar::record_event(tx, id, CardEvent::Written, "", by, now).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    Ok(id)
}

/// Puts something better in the place of a card that came back.
///
/// # Errors
/// `NotFound` for who does not lead the unit; `Invalid` by field; `Conflict` where it did not come back.
pub async fn improve_card(
    app: &App,
    by: &Account,
    card: &Card,
    typed: impl Fn(&str) -> String,
) -> Result<(), ActionError> {
    let now = app.clock.now();
    leads(by, &card.path, now).ok_or(ActionError::NotFound)?;
    let page: Page = read(typed).map_err(invalid)?;
    let (id, by) = (card.id, by.id);
    app.store
        .write(move |tx| {
            let page = page.clone();
            Box::pin(async move {
                if !exemplar::set_page(tx, id, &page, by, now).await? {
                    return Err(ActionError::conflict(Message::new("exemplar-not-returned")));
                }
                exemplar::record_event(tx, id, CardEvent::Improved, "", by, now).await.map_err(ActionError::from)
            })
        })
        .await
}

/// Whether somebody may check a card now.
///
/// # Errors
/// Where the store fails.
pub async fn checks(app: &App, by: &Account, card: &Card) -> Result<bool, ActionError> {
    let home = people::unit_path_of(app.store.reader(), by.id).await?.flatten();
    Ok(card.state == State::Waiting && may_check(by, home.as_deref(), card.author, &card.path, app.clock.now()))
}

/// Publishes a card that waits, or gives it back for a reason; `leading` says whether its unit leads now.
///
/// # Errors
/// `Forbidden` for who may not; `Invalid` for a reason that does not fit; `Conflict` where it does not wait.
pub async fn check_card(
    app: &App,
    by: &Account,
    card: &Card,
    publish: bool,
    reason: &str,
    leading: bool,
) -> Result<(), ActionError> {
    let now = app.clock.now();
    if card.state != State::Waiting {
        return Err(ActionError::conflict(Message::new("exemplar-checked")));
    }
    if !checks(app, by, card).await? {
        return Err(ActionError::Forbidden(Message::new("exemplar-not-yours")));
    }
    let reason = match publish {
        true => String::new(),
        false => passage(reason, 10).map_err(|fault| ActionError::invalid("reason", fault.0))?,
    };
    let (event, action) = match publish {
        true => (CardEvent::Published, "exemplar.published"),
        false => (CardEvent::Returned, "exemplar.returned"),
    };
    let entry = entry(action, by, &card.unit, json!({ "card": card.id.to_string() }), now);
    let (id, by, reason) = (card.id, by.id, Arc::new(reason));
    app.store
        .write(move |tx| {
            let (entry, reason) = (entry.clone(), Arc::clone(&reason));
            Box::pin(async move {
                if !exemplar::set_checked(tx, id, publish.then_some(leading), now).await? {
                    return Err(ActionError::conflict(Message::new("exemplar-checked")));
                }
                exemplar::record_event(tx, id, event, &reason, by, now).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}

/// What a leader of another unit says of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trying {
    /// That they will try it.
    Promise,
    /// That they will not.
    TakeBack,
    /// That they have, and what came of it.
    Done(String),
}

/// Notes what a unit says of a card of another.
///
/// # Errors
/// `NotFound` for who does not lead that unit, and for its own card; `Invalid` for a line that does not fit; `Conflict` where
/// it was said before.
pub async fn try_card(app: &App, by: &Account, card: &Card, code: &str, trying: Trying) -> Result<(), ActionError> {
    let now = app.clock.now();
    let unit = unit::find(app.store.reader(), code).await?.filter(|unit| unit.lasts_at(now));
    let unit = unit.filter(|unit| leads(by, &unit.path, now).is_some() && unit.code != card.unit);
    let unit = unit.filter(|_| card.state == State::Published).ok_or(ActionError::NotFound)?;
    let trying = match trying {
        Trying::Done(text) => Trying::Done(line(&text, 3).map_err(|fault| ActionError::invalid("outcome", fault.0))?),
        other => other,
    };
    let (id, by, trying, code) = (card.id, by.id, Arc::new(trying), Arc::new(unit.code));
    app.store
        .write(move |tx| {
            let (trying, code) = (Arc::clone(&trying), Arc::clone(&code));
            Box::pin(async move {
                let (done, otherwise) = match trying.as_ref() {
                    Trying::Promise => (exemplar::insert_trial(tx, id, &code, by, now).await?, "exemplar-tried"),
                    Trying::TakeBack => (exemplar::delete_trial(tx, id, &code).await?, "exemplar-not-tried"),
                    Trying::Done(text) => (exemplar::set_done(tx, id, &code, text, now).await?, "exemplar-not-tried"),
                };
                if done { Ok(()) } else { Err(ActionError::conflict(Message::new(otherwise))) }
            })
        })
        .await
}
