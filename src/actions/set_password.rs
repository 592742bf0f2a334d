//! The first administrator, and the one-time link with which a password is set.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::credential::password;
use crate::credential::session_token::stored_hash;
use crate::message::Message;
use base64::Engine as _;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::DAY;
use xutra_domain::people::{Audience, Role};
use xutra_store::people::{self, NewAccount};
use xutra_store::session;

const PURPOSE: &str = "set-password";

/// What the start has to say about the first administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstAdministrator {
    /// There is one already.
    Exists,
    /// Made with the password of the settings.
    Made,
    /// Made without a password: the path of a one-time link to set one.
    Link(String),
    /// Nobody runs the server, and the login of the settings belongs to an account that somebody signs in to. Whoever
    /// that is, a start makes nobody an administrator.
    Taken,
}

/// Makes the first administrator where the database has none; where it has one that never got a password, a fresh link.
///
/// # Errors
/// Where the store fails.
pub async fn first_administrator(app: &App) -> Result<FirstAdministrator, ActionError> {
    let now = app.clock.now();
    let login = app.config.admin_login.clone();
    let known = people::find_sign_in(app.store.reader(), &login).await?;
    if people::has_administrator(app.store.reader()).await? {
        return match known {
            Some((id, None, _)) if app.config.admin_password.is_none() => link(app, id).await,
            _ => Ok(FirstAdministrator::Exists),
        };
    }
    if known.as_ref().is_some_and(|(_, hash, _)| hash.is_some()) {
        return Ok(FirstAdministrator::Taken);
    }
    let hash = match &app.config.admin_password {
        Some(password) => Some(app.hasher.hash(password).await?),
        None => None,
    };
    let has_password = hash.is_some();
    let id = known.map_or_else(|| app.new_account_id(), |(id, ..)| id);
    let account = NewAccount {
        id,
        login: Some(login.clone()),
        display_name: login,
        password_hash: hash,
        audience: Audience::Official,
        unit: None,
        email: None,
        phone: None,
        locale: None,
        birth_year: None,
        created_at: now,
    };
    let reckoner = Reckoner::new(app);
    let is_new = people::find_account(app.store.reader(), id, now).await?.is_none();
    let made = app
        .store
        .write(move |tx| {
            let (account, reckoner) = (account.clone(), reckoner.clone());
            Box::pin(async move {
                if is_new {
                    people::insert_account(tx, &account).await?;
                    reckoner.person(tx, id).await?;
                }
                people::grant_role(tx, id, Role::Administrator, None, None, id, now).await.map_err(ActionError::from)
            })
        })
        .await;
    match made {
        // Another server of the same database was quicker.
        Err(ActionError::Store(xutra_store::StoreError::Conflict(_))) => return Ok(FirstAdministrator::Exists),
        other => other?,
    }
    if has_password { Ok(FirstAdministrator::Made) } else { link(app, id).await }
}

async fn link(app: &App, id: AccountId) -> Result<FirstAdministrator, ActionError> {
    let secret = base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(app.random::<24>());
    let (hash, until) = (stored_hash(&secret), app.clock.now().plus(DAY));
    app.store
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(
                async move { session::insert_link(tx, &hash, id, PURPOSE, until).await.map_err(ActionError::from) },
            )
        })
        .await?;
    Ok(FirstAdministrator::Link(format!("/set-password/{secret}")))
}

/// Whether a link can still be used.
///
/// # Errors
/// Where the store fails.
pub async fn link_is_good(app: &App, secret: &str) -> Result<bool, ActionError> {
    Ok(session::peek_link(app.store.reader(), &stored_hash(secret), PURPOSE, app.clock.now()).await?)
}

/// Uses a link: sets the password, ends every session of the account. One use alone succeeds.
///
/// # Errors
/// `Invalid` for a password that is not taken; `NotFound` for a link that was used or has run out.
pub async fn set_password(app: &App, secret: &str, typed: &str) -> Result<AccountId, ActionError> {
    password::check(typed, &[&app.config.admin_login]).map_err(|key| ActionError::invalid("password", key))?;
    if !link_is_good(app, secret).await? {
        return Err(ActionError::Conflict { reason: Message::new("link-used"), retry_at: None });
    }
    let password_hash = app.hasher.hash(typed).await?;
    let (link, now) = (stored_hash(secret), app.clock.now());
    let id = app
        .store
        .write(move |tx| {
            let (link, hash) = (link.clone(), password_hash.clone());
            Box::pin(async move {
                let id = session::use_link(tx, &link, PURPOSE, now)
                    .await?
                    .ok_or_else(|| ActionError::conflict(Message::new("link-used")))?;
                people::set_password(tx, id, &hash).await?;
                session::revoke_all(tx, id).await?;
                Ok::<_, ActionError>(id)
            })
        })
        .await?;
    app.sessions.changed(id, now);
    Ok(id)
}
