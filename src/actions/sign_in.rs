//! Sign in, stay signed in, sign out. A session is a family of refresh tokens; a used token ends its whole family.

use super::ActionError;
use super::set_pin::choose_link;
use crate::app::App;
use crate::credential::session_token::{ABSOLUTE_LIMIT, Claims, IDLE_LIMIT, Purpose, SHARED_IDLE_LIMIT, stored_hash};
use crate::message::Message;
use std::net::IpAddr;
use xutra_domain::duplicate::hint;
use xutra_domain::ids::{AccountId, SessionId};
use xutra_domain::instant::{Instant, SECOND};
use xutra_domain::people::{self as rules, Account};
use xutra_domain::pin::Pin;
use xutra_store::session::{self, SessionRow};
use xutra_store::{duplicate, people, pin as pins};

/// A session that just began or went on.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Whose.
    pub account: Account,
    /// The session.
    pub session: SessionId,
    /// For programs.
    pub refresh_token: String,
    /// When.
    pub at: Instant,
    /// On a phone that several people share.
    pub shared: bool,
}

impl SignedIn {
    /// What a token of this session says.
    #[must_use]
    pub fn claims(&self) -> Claims {
        Claims { session: self.session, account: self.account.id, issued: self.at }
    }
}

/// Checks the password and begins a session. `identifier` is a login, an e-mail or a phone.
///
/// # Errors
/// `Unauthorized` says the same for an unknown account and for a wrong password; `TooMany` and `Busy` say when to try again.
pub async fn sign_in(
    app: &App,
    identifier: &str,
    password: &str,
    from: Option<IpAddr>,
) -> Result<SignedIn, ActionError> {
    match enter(app, identifier, password, from, false).await? {
        Entered::In(signed) => Ok(*signed),
        // A program has no page on which to choose.
        Entered::ChoosesPin(_) => Err(ActionError::Unauthorized(Message::new("pin-choose-first"))),
    }
}

/// What came of a sign-in.
#[derive(Debug)]
pub enum Entered {
    /// A session began.
    In(Box<SignedIn>),
    /// The PIN was one that somebody else made: an own one is chosen first, under this secret.
    ChoosesPin(String),
}

/// The same on a phone of one's own, or on one that several people share, by a password or by a PIN.
///
/// # Errors
/// As [`sign_in`].
pub async fn enter(
    app: &App,
    identifier: &str,
    password: &str,
    from: Option<IpAddr>,
    shared: bool,
) -> Result<Entered, ActionError> {
    let wrong = || ActionError::Unauthorized(Message::new("sign-in-wrong"));
    let name = canonical(identifier);
    let paid = app.limits.try_sign_in(&limited(identifier, name.as_deref()), from).await?;
    let looked = match Pin::parse(password) {
        Some(pin) => look_at_pin(app, &limited(identifier, name.as_deref()), name.as_deref(), &pin).await,
        None => look_at(app, name.as_deref(), password).await.map(|(known, fits)| (known, fits, true)),
    };
    let (known, fits, chosen) = match looked {
        Ok(found) => found,
        Err(error) => {
            paid.was_not_made();
            return Err(error);
        }
    };
    let id = match known {
        Some((id, _, false)) if fits => id,
        Some((id, _, true)) if fits => return Err(ActionError::Unauthorized(why_shut(app, id).await?)),
        _ => {
            tracing::info!(event = "sign_in.failed", "a sign-in failed");
            return Err(wrong());
        }
    };
    paid.was_right();
    if !chosen {
        return Ok(Entered::ChoosesPin(choose_link(app, id).await?));
    }
    let signed = begin_on(app, id, shared).await?;
    tracing::info!(event = "sign_in.done", account.id = %id, "signed in");
    Ok(Entered::In(Box::new(signed)))
}

/// Who bears that name, whether the PIN is theirs, and whether they chose it. A try is counted in the database before it is
/// looked at, by what was typed as a name: so all servers count together, and a name that nobody bears is shut like any
/// other. Somebody with a duty has no PIN, whatever was set before.
async fn look_at_pin(
    app: &App,
    typed: &str,
    name: Option<&str>,
    pin: &Pin,
) -> Result<(Known, bool, bool), ActionError> {
    let now = app.clock.now();
    let key = stored_hash(&format!("pin:{typed}"));
    let counted = key.clone();
    let closed = app
        .store
        .write(move |tx| {
            let key = counted.clone();
            Box::pin(async move { pins::record_try(tx, &key, now).await.map_err(ActionError::from) })
        })
        .await?;
    if let Some(until) = closed {
        let seconds = u64::try_from(until.since(now) / SECOND).unwrap_or(0);
        return Err(ActionError::TooMany(seconds.saturating_add(1)));
    }
    let reader = app.store.reader();
    let known = match name {
        Some(name) => people::find_sign_in(reader, name).await?,
        None => None,
    };
    let stored = match &known {
        Some((id, ..)) => pins::find(reader, *id).await?,
        None => None,
    };
    let account = match &known {
        Some((id, ..)) => people::find_account(reader, *id, now).await?,
        None => None,
    };
    let holds = account.is_some_and(|account| account.roles.is_empty());
    let stored = stored.filter(|pin| holds && pin.expires_at.is_none_or(|end| now < end));
    let fits = app.hasher.verify(pin.as_str(), stored.as_ref().map(|pin| pin.hash.as_str())).await?;
    if fits {
        app.store
            .write(move |tx| {
                let key = key.clone();
                Box::pin(async move { pins::delete_tries(tx, &key).await.map_err(ActionError::from) })
            })
            .await?;
    }
    Ok((known, fits, stored.is_some_and(|pin| pin.chosen)))
}

/// What somebody who may not sign in is told: which account of theirs to use, where this one was joined to it.
async fn why_shut(app: &App, id: AccountId) -> Result<Message, ActionError> {
    let reader = app.store.reader();
    let Some(into) = duplicate::merged_into(reader, id).await? else { return Ok(Message::new("sign-in-disabled")) };
    let account = people::find_account(reader, into, app.clock.now()).await?.ok_or(ActionError::NotFound)?;
    let hint = hint(account.login.as_deref(), account.phone.as_deref(), account.email.as_deref());
    Ok(Message::new("sign-in-merged").with("account", hint))
}

type Known = Option<(AccountId, Option<String>, bool)>;

/// Who bears that name, and whether the password is theirs. It takes as long where nobody does.
async fn look_at(app: &App, name: Option<&str>, password: &str) -> Result<(Known, bool), ActionError> {
    let known = match name {
        Some(name) => people::find_sign_in(app.store.reader(), name).await?,
        None => None,
    };
    let hash = known.as_ref().and_then(|(_, hash, _)| hash.as_deref());
    let fits = password.len() <= 4_096 && app.hasher.verify(password, hash).await?;
    Ok((known, fits))
}

/// Begins a session for an account whose right to it was shown.
///
/// # Errors
/// Where the store fails, or the account is gone.
pub async fn begin(app: &App, id: AccountId) -> Result<SignedIn, ActionError> {
    begin_on(app, id, false).await
}

/// The same on a phone of one's own, or on one that several people share: there it ends soon after nobody touched it.
///
/// # Errors
/// As [`begin`].
pub async fn begin_on(app: &App, id: AccountId, shared: bool) -> Result<SignedIn, ActionError> {
    let now = app.clock.now();
    let account = people::find_account(app.store.reader(), id, now).await?.ok_or(ActionError::NotFound)?;
    let session = SessionId(app.new_uuid());
    let refresh_token = app.tokens.refresh_token(session, app.random());
    let row = SessionRow {
        id: session,
        account: id,
        refresh_hash: stored_hash(&refresh_token),
        created_at: now,
        seen_at: now,
        expires_at: now.plus(idle_limit(shared)),
        revoked: false,
        shared,
    };
    app.store
        .write(move |tx| {
            let row = row.clone();
            Box::pin(async move { session::insert(tx, &row).await.map_err(ActionError::from) })
        })
        .await?;
    Ok(SignedIn { account, session, refresh_token, at: now, shared })
}

/// Takes a refresh token in and gives the next one. A used one ends the whole family: it was stolen, or its copy was.
///
/// # Errors
/// `Unauthorized` for anything but the newest token of a live session.
pub async fn refresh_session(app: &App, token: &str) -> Result<SignedIn, ActionError> {
    let ended = || ActionError::Unauthorized(Message::new("error-sign-in"));
    let id = app.tokens.session_of_refresh(token).ok_or_else(ended)?;
    let now = app.clock.now();
    let row = session::find(app.store.reader(), id).await?.ok_or_else(ended)?;
    if row.revoked || row.expires_at <= now {
        return Err(ended());
    }
    let next = app.tokens.refresh_token(id, app.random());
    let (old_hash, new_hash, until) = (stored_hash(token), stored_hash(&next), idle_end(&row, now));
    let rotated = app
        .store
        .write(move |tx| {
            let (old, new) = (old_hash.clone(), new_hash.clone());
            Box::pin(async move {
                let rotated = session::rotate(tx, id, &old, &new, now, until).await?;
                if !rotated {
                    session::revoke(tx, id).await?;
                }
                Ok::<_, ActionError>(rotated)
            })
        })
        .await?;
    if !rotated {
        app.sessions.forget(id);
        tracing::warn!(event = "session.reuse", session.id = %id, "a used refresh token came back; its family was ended");
        return Err(ended());
    }
    let account = people::find_account(app.store.reader(), row.account, now).await?.ok_or_else(ended)?;
    if account.disabled {
        return Err(ended());
    }
    Ok(SignedIn { account, session: id, refresh_token: next, at: now, shared: row.shared })
}

/// Notes that a browser's session is in use, and gives what its new cookie says.
///
/// # Errors
/// Where the store fails.
pub async fn prolong(app: &App, id: SessionId, account: AccountId) -> Result<String, ActionError> {
    let now = app.clock.now();
    let row = session::find(app.store.reader(), id).await?.ok_or(ActionError::NotFound)?;
    let until = idle_end(&row, now);
    app.store
        .write(move |tx| Box::pin(async move { session::touch(tx, id, now, until).await.map_err(ActionError::from) }))
        .await?;
    app.tokens
        .issue(Purpose::Browser, &Claims { session: id, account, issued: now })
        .map_err(|error| ActionError::Internal(error.to_string()))
}

/// Ends a session.
///
/// # Errors
/// Where the store fails.
pub async fn sign_out(app: &App, id: SessionId) -> Result<(), ActionError> {
    app.store
        .write(move |tx| Box::pin(async move { session::revoke(tx, id).await.map_err(ActionError::from) }))
        .await?;
    app.sessions.forget(id);
    Ok(())
}

fn idle_end(row: &SessionRow, now: Instant) -> Instant {
    now.plus(idle_limit(row.shared)).min(row.created_at.plus(ABSOLUTE_LIMIT))
}

fn idle_limit(shared: bool) -> i64 {
    if shared { SHARED_IDLE_LIMIT } else { IDLE_LIMIT }
}

/// The one form under which an identifier is stored; none where nobody could have it.
fn canonical(identifier: &str) -> Option<String> {
    rules::parse_email(identifier)
        .or_else(|_| rules::parse_phone(identifier))
        .or_else(|_| rules::parse_login(identifier))
        .ok()
}

/// Under what tries are counted: the account, else what was typed, as far as it is of any length.
fn limited(identifier: &str, name: Option<&str>) -> String {
    name.map_or_else(|| identifier.trim().to_lowercase().chars().take(64).collect(), str::to_owned)
}
