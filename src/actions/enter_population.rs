//! Enters how many people a unit has, from a document; a second person approves it. Without that it is no denominator.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::population::{PopulationClass, Statement, is_day};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{StoreError, population, unit};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The class's word.
    pub class: String,
    /// How many.
    pub value: String,
    /// The day that the document counts.
    pub as_of: String,
    /// The document.
    pub source: String,
}

/// Enters a figure, in force from now on once it is approved.
///
/// # Errors
/// `NotFound`; `Invalid` names every field that does not fit.
pub async fn enter_population(app: &App, by: AccountId, unit: &str, typed: &Typed) -> Result<(), ActionError> {
    let now = app.clock.now();
    let found = unit::find(app.store.reader(), unit).await?.ok_or(ActionError::NotFound)?;
    if !found.lasts_at(now) {
        return Err(ActionError::conflict(Message::new("unit-ended")));
    }
    let mut faults = BTreeMap::new();
    let class = PopulationClass::parse(&typed.class);
    let value = typed.value.trim().parse::<u64>().ok().filter(|value| *value <= 100_000_000);
    let source = typed.source.trim().to_owned();
    let as_of = typed.as_of.trim().to_owned();
    for (field, fits, key) in [
        ("class", class.is_some(), "population-class"),
        ("value", value.is_some(), "population-value"),
        ("as_of", is_day(&as_of), "population-day"),
        ("source", (3..=300).contains(&source.chars().count()), "population-source"),
    ] {
        if !fits {
            faults.insert(field.to_owned(), Message::new(key));
        }
    }
    let (Some(class), Some(value), true) = (class, value, faults.is_empty()) else {
        return Err(ActionError::Invalid(faults));
    };
    let statement = Statement { class, value, as_of, source, valid_from: now };
    let detail = json!({ "class": class.word(), "value": value, "as_of": statement.as_of });
    let entry = AuditEntry {
        at: now,
        actor: Some(by),
        action: "population.entered".into(),
        subject: format!("unit:{unit}"),
        detail,
    };
    let unit = unit.to_owned();
    app.store
        .write(move |tx| {
            let (unit, statement, entry) = (unit.clone(), statement.clone(), entry.clone());
            Box::pin(async move {
                population::record(tx, &unit, &statement, by, now).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await
}

/// Approves a figure that somebody else entered.
///
/// # Errors
/// `NotFound`; `Forbidden` for one's own; `Conflict` where it was approved before.
pub async fn approve_population(app: &App, by: AccountId, unit: &str, figure: i64) -> Result<(), ActionError> {
    let now = app.clock.now();
    let found = population::find(app.store.reader(), unit, figure).await?.ok_or(ActionError::NotFound)?;
    if found.entered_by == by {
        return Err(ActionError::Forbidden(Message::new("population-own")));
    }
    if !found.may_be_approved_by(by) {
        return Err(ActionError::conflict(Message::new("population-approved")));
    }
    let entry = AuditEntry {
        at: now,
        actor: Some(by),
        action: "population.approved".into(),
        subject: format!("unit:{unit}"),
        detail: json!({ "figure": figure }),
    };
    let done = app
        .store
        .write(move |tx| {
            let entry = entry.clone();
            Box::pin(async move {
                population::record_approval(tx, figure, by, now).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await;
    match done {
        Err(ActionError::Store(StoreError::Conflict(_))) => {
            Err(ActionError::conflict(Message::new("population-approved")))
        }
        other => other,
    }
}
