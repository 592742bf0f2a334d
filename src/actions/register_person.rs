//! A facilitator registers somebody who cannot do so: who has no phone, or has never used one. The account has no password;
//! a card gives it one.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::people::{self as rules, Account, Audience, Role};
use xutra_domain::roster::made_login;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::people::{self, NewAccount};
use xutra_store::{StoreError, unit};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct NewPerson {
    /// Name.
    pub display_name: String,
    /// Phone, or empty.
    pub phone: String,
    /// Code of the unit they live in.
    pub unit: String,
    /// Year of birth, or empty.
    pub birth_year: String,
}

/// Registers somebody of one's own scope.
///
/// # Errors
/// `Invalid` names every field that does not fit, and a phone that belongs to somebody.
pub async fn register_person(app: &App, by: &Account, typed: &NewPerson) -> Result<AccountId, ActionError> {
    let now = app.clock.now();
    let mut faults = BTreeMap::new();
    let mut fault = |field: &str, key: &'static str| {
        faults.insert(field.to_owned(), Message::new(key));
    };
    let name = rules::parse_name(&typed.display_name).map_err(|unfit| fault("display_name", unfit.0)).ok();
    let phone = match typed.phone.trim() {
        "" => None,
        text => rules::parse_phone(text).map_err(|unfit| fault("phone", unfit.0)).ok(),
    };
    let birth_year = match typed.birth_year.trim() {
        "" => None,
        text => rules::parse_birth_year(text).map_err(|unfit| fault("birth_year", unfit.0)).ok(),
    };
    let place = unit::find(app.store.reader(), typed.unit.trim()).await?.filter(|unit| unit.lasts_at(now));
    let place = place.filter(|unit| by.has_role_over(Role::Facilitator, &unit.path, now));
    if place.is_none() {
        fault("unit", "class-unit-outside");
    }
    let (Some(display_name), Some(place), true) = (name, place, faults.is_empty()) else {
        return Err(ActionError::Invalid(faults));
    };
    let tail: String = app.random::<3>().iter().map(|byte| format!("{byte:02x}")).collect();
    let account = NewAccount {
        id: app.new_account_id(),
        login: phone.is_none().then(|| made_login(&display_name, &tail)),
        display_name,
        password_hash: None,
        audience: Audience::default(),
        birth_year,
        unit: Some(place.code),
        email: None,
        phone,
        locale: None,
        created_at: now,
    };
    let (id, by) = (account.id, by.id);
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (account, reckoner) = (account.clone(), reckoner.clone());
            Box::pin(async move {
                match people::insert_account(tx, &account).await {
                    Err(StoreError::Conflict(_)) => return Err(ActionError::invalid("phone", "phone-taken")),
                    other => other?,
                }
                reckoner.person(tx, id).await?;
                let entry = AuditEntry {
                    at: now,
                    actor: Some(by),
                    action: "person.registered".into(),
                    subject: format!("account:{id}"),
                    detail: json!({ "unit": account.unit }),
                };
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    Ok(id)
}
