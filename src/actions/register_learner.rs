//! Registers a person: a name and a login, and a phone and an e-mail where they are nobody's yet. The unique indexes decide
//! what is taken.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::credential::password;
use crate::message::Message;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::people::{self as rules, Account, Audience};
use xutra_store::people::{self, NewAccount};
use xutra_store::{Constraint, StoreError, unit};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Registration {
    /// Sign-in name.
    pub login: String,
    /// Name.
    pub display_name: String,
    /// Password.
    pub password: String,
    /// `resident` where it is empty.
    pub audience: String,
    /// Code of the unit, or empty.
    pub unit: String,
    /// E-mail, or empty.
    pub email: String,
    /// Phone, or empty.
    pub phone: String,
    /// `vi` or `en`, or empty.
    pub locale: String,
    /// Year of birth, or empty.
    pub birth_year: String,
}

/// Registers.
///
/// # Errors
/// `Invalid` names every field that does not fit; `Conflict` where the login is taken.
pub async fn register_learner(app: &App, typed: &Registration) -> Result<Account, ActionError> {
    let mut account = check(typed, app.new_account_id())?;
    account.created_at = app.clock.now();
    // The first administrator's is nobody else's, before they are made, too.
    if account.login.as_deref() == Some(app.config.admin_login.as_str()) {
        return Err(login_taken());
    }
    if let Some(code) = &account.unit
        && unit::find(app.store.reader(), code).await?.is_none_or(|unit| !unit.lasts_at(account.created_at))
    {
        return Err(ActionError::invalid("unit", "unit-unknown"));
    }
    account.password_hash = Some(app.hasher.hash(&typed.password).await?);
    let id = account.id;
    insert(app, account).await?;
    let now = app.clock.now();
    people::find_account(app.store.reader(), id, now).await?.ok_or(ActionError::NotFound)
}

/// Checks everything that can be checked without the database; all faults at once.
fn check(typed: &Registration, id: AccountId) -> Result<NewAccount, ActionError> {
    let mut faults = BTreeMap::new();
    let mut fault = |field: &str, key: &'static str| {
        faults.insert(field.to_owned(), Message::new(key));
    };
    let optional = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    // A login that reads as a phone or an e-mail could shadow the person whose phone or e-mail it is.
    let is_address = |login: &String| rules::parse_phone(login).is_ok() || rules::parse_email(login).is_ok();
    let login = match rules::parse_login(&typed.login) {
        Ok(login) if is_address(&login) => Err(rules::Unfit("login-characters")),
        other => other,
    };
    let login = login.map_err(|unfit| fault("login", unfit.0)).ok();
    let name = rules::parse_name(&typed.display_name).map_err(|unfit| fault("display_name", unfit.0)).ok();
    let email =
        optional(&typed.email).and_then(|text| rules::parse_email(&text).map_err(|unfit| fault("email", unfit.0)).ok());
    let phone =
        optional(&typed.phone).and_then(|text| rules::parse_phone(&text).map_err(|unfit| fault("phone", unfit.0)).ok());
    let audience = match optional(&typed.audience) {
        None => Audience::default(),
        Some(word) => Audience::parse(&word).unwrap_or_else(|| {
            fault("audience", "audience-unknown");
            Audience::default()
        }),
    };
    let locale = optional(&typed.locale);
    if locale.as_deref().is_some_and(|tag| !crate::locales::LANGUAGES.contains(&tag)) {
        fault("locale", "locale-unknown");
    }
    let birth_year = optional(&typed.birth_year)
        .and_then(|text| rules::parse_birth_year(&text).map_err(|unfit| fault("birth_year", unfit.0)).ok());
    if let Err(key) = password::check(&typed.password, &[&typed.login, &typed.display_name]) {
        fault("password", key);
    }
    let (Some(login), Some(display_name), true) = (login, name, faults.is_empty()) else {
        return Err(ActionError::Invalid(faults));
    };
    Ok(NewAccount {
        id,
        login: Some(login),
        display_name,
        password_hash: None,
        audience,
        unit: optional(&typed.unit),
        email,
        phone,
        locale,
        birth_year,
        created_at: xutra_domain::instant::Instant::default(),
    })
}

/// Inserts an account. A phone or an e-mail that belongs to somebody stays theirs, and nobody is told: the account is made
/// without it, as who asks may be anybody.
pub(super) async fn insert(app: &App, account: NewAccount) -> Result<(), ActionError> {
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (mut account, reckoner) = (account.clone(), reckoner.clone());
            Box::pin(async move {
                loop {
                    match people::insert_account(tx, &account).await {
                        Err(StoreError::Conflict(Constraint("phone"))) if account.phone.is_some() => {
                            account.phone = None
                        }
                        Err(StoreError::Conflict(Constraint("email"))) if account.email.is_some() => {
                            account.email = None
                        }
                        Err(StoreError::Conflict(_)) => return Err(login_taken()),
                        other => {
                            other?;
                            return reckoner.person(tx, account.id).await;
                        }
                    }
                }
            })
        })
        .await
}

fn login_taken() -> ActionError {
    ActionError::conflict(Message::new("login-taken"))
}
