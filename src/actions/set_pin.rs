//! PINs of six digits: a facilitator makes one for somebody of their scope, shown once; its holder signs in by it once, to
//! choose an own one. Whoever holds a duty has a password and no PIN.

use super::ActionError;
use super::print_cards::{may_hold, may_print};
use crate::app::App;
use crate::credential::session_token::stored_hash;
use crate::message::Message;
use base64::Engine as _;
use serde_json::json;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{Instant, MINUTE};
use xutra_domain::people::Account;
use xutra_domain::pin::{GIVEN_FOR, Own, Pin, check};
use xutra_domain::roster::made_login;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::pin::{self, StoredPin};
use xutra_store::{about_person, card, people, session};

/// What links of this kind are for: who signed in by a PIN that was made for them chooses an own one.
const PURPOSE: &str = "choose-pin";
/// How long one may take to choose.
const CHOOSE_WITHIN: i64 = 15 * MINUTE;

/// A PIN that was made, shown once.
#[derive(Debug, Clone)]
pub struct GivenPin {
    /// Name.
    pub name: String,
    /// What they sign in by.
    pub identifier: String,
    /// The PIN.
    pub pin: Pin,
    /// Until when it works.
    pub until: Instant,
}

/// Makes a PIN for somebody of one's own scope.
///
/// # Errors
/// `NotFound` outside of the scope; `Conflict` for oneself, and for who holds a duty or is shut out.
pub async fn give_pin(app: &App, by: &Account, of: AccountId) -> Result<GivenPin, ActionError> {
    let now = app.clock.now();
    let path = people::unit_path_of(app.store.reader(), of).await?;
    let found = people::find_account(app.store.reader(), of, now).await?;
    let found = found.filter(|_| may_print(by, path.flatten().as_deref(), now)).ok_or(ActionError::NotFound)?;
    if of == by.id || !may_hold(&found) {
        return Err(ActionError::conflict(Message::new("pin-refused")));
    }
    let own = found.login.or(found.phone).or(found.email);
    let tail: String = app.random::<3>().iter().map(|byte| format!("{byte:02x}")).collect();
    let identifier = own.unwrap_or_else(|| made_login(&found.display_name, &tail));
    let made = Pin::of(app.random());
    let until = now.plus(GIVEN_FOR);
    let hash = app.hasher.hash(made.as_str()).await?;
    let stored = StoredPin { hash, chosen: false, expires_at: Some(until), set_at: now };
    let (by, login) = (by.id, identifier.clone());
    app.store
        .write(move |tx| {
            let (stored, login) = (stored.clone(), login.clone());
            Box::pin(async move {
                card::set_first_login(tx, of, &login).await?;
                pin::set(tx, of, &stored).await?;
                card::void_links(tx, of, PURPOSE, now).await?;
                audit::append(tx, &entry("pin.given", by, of, now)).await.map_err(ActionError::from)
            })
        })
        .await?;
    Ok(GivenPin { name: found.display_name, identifier, pin: made, until })
}

/// Makes the link by which somebody chooses an own PIN: they have just shown that they know the one that was made for them.
pub(super) async fn choose_link(app: &App, of: AccountId) -> Result<String, ActionError> {
    let secret = base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(app.random::<24>());
    let (hash, until) = (stored_hash(&secret), app.clock.now().plus(CHOOSE_WITHIN));
    app.store
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(
                async move { session::insert_link(tx, &hash, of, PURPOSE, until).await.map_err(ActionError::from) },
            )
        })
        .await?;
    Ok(secret)
}

/// Who may choose a PIN by a link, while it works.
///
/// # Errors
/// `Conflict` for a link that was used or has run out.
pub async fn chooser(app: &App, secret: &str) -> Result<Account, ActionError> {
    let (reader, now) = (app.store.reader(), app.clock.now());
    let of = card::link_account(reader, &stored_hash(secret), PURPOSE, now).await?.ok_or_else(used)?;
    people::find_account(reader, of, now).await?.filter(may_hold).ok_or_else(used)
}

fn used() -> ActionError {
    ActionError::conflict(Message::new("pin-link-used"))
}

/// Chooses a PIN: the link is used up, and sessions that were open end.
///
/// # Errors
/// `Conflict` as [`chooser`]; `Invalid` for what is no PIN, or one that a neighbour would try first.
pub async fn choose_pin(app: &App, secret: &str, typed: &str, again: &str) -> Result<AccountId, ActionError> {
    let account = chooser(app, secret).await?;
    let wanted = Pin::parse(typed).ok_or_else(|| ActionError::invalid("pin", "pin-digits"))?;
    let birth_year = about_person::birth_year(app.store.reader(), account.id).await?;
    let own = Own { birth_year, phone: account.phone.as_deref(), login: account.login.as_deref() };
    check(&wanted, &own).map_err(|key| ActionError::invalid("pin", key))?;
    if Pin::parse(again).as_ref() != Some(&wanted) {
        return Err(ActionError::invalid("again", "pin-again-differs"));
    }
    let (now, link) = (app.clock.now(), stored_hash(secret));
    let hash = app.hasher.hash(wanted.as_str()).await?;
    let stored = StoredPin { hash, chosen: true, expires_at: None, set_at: now };
    let id = app
        .store
        .write(move |tx| {
            let (link, stored) = (link.clone(), stored.clone());
            Box::pin(async move {
                let id = session::use_link(tx, &link, PURPOSE, now).await?.ok_or_else(used)?;
                // A duty that was given meanwhile makes the link void, too.
                people::find_account(tx, id, now).await?.filter(may_hold).ok_or_else(used)?;
                pin::set(tx, id, &stored).await?;
                session::revoke_all(tx, id).await?;
                audit::append(tx, &entry("pin.chosen", id, id, now)).await?;
                Ok::<_, ActionError>(id)
            })
        })
        .await?;
    app.sessions.changed(id, now);
    Ok(id)
}

fn entry(action: &str, by: AccountId, of: AccountId, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("account:{of}"), detail: json!({}) }
}
