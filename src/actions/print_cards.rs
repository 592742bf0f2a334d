//! Cards with a code by which somebody sets a password: for people who have none yet, or forgot it. Only the hash of a code
//! is kept, so that a card is printed when it is made and never again; a new card makes the one before void.

use super::ActionError;
use crate::app::App;
use crate::credential::password;
use crate::credential::session_token::stored_hash;
use crate::message::Message;
use serde_json::json;
use std::net::IpAddr;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::people::{Account, Role};
use xutra_domain::roster::made_login;
use xutra_domain::spoken_code::CardCode;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{card as card_links, people, session};

/// What links of this kind are for.
const PURPOSE: &str = "card";
/// Most cards that are printed at once.
pub const MOST: usize = 200;

/// A card to be printed.
#[derive(Debug, Clone)]
pub struct Card {
    /// Whose.
    pub account: AccountId,
    /// Display name.
    pub name: String,
    /// Code of the unit they live in.
    pub unit: Option<String>,
    /// What they sign in by.
    pub identifier: String,
    /// The code.
    pub code: CardCode,
}

/// What came of printing.
#[derive(Debug, Clone, Default)]
pub struct Printed {
    /// The cards.
    pub cards: Vec<Card>,
    /// Names of those who get none: they have a duty, so that nobody may act in their name, or are shut out.
    pub refused: Vec<String>,
    /// Until when they work.
    pub until: Instant,
}

/// Makes cards for people of one's own scope.
///
/// # Errors
/// `NotFound` where one of them is nobody of the scope; `Invalid` for nobody, or for too many.
pub async fn print_cards(app: &App, by: &Account, of: &[AccountId]) -> Result<Printed, ActionError> {
    if of.is_empty() || of.len() > MOST {
        return Err(ActionError::invalid("person", "cards-number"));
    }
    let now = app.clock.now();
    let until = now.plus(i64::from(app.config.card_days) * DAY);
    let mut printed = Printed { until, ..Printed::default() };
    for id in of {
        let path = people::unit_path_of(app.store.reader(), *id).await?;
        let found = people::find_account(app.store.reader(), *id, now).await?;
        let found = found.filter(|_| may_print(by, path.flatten().as_deref(), now)).ok_or(ActionError::NotFound)?;
        if *id == by.id || !may_hold(&found) {
            printed.refused.push(found.display_name);
            continue;
        }
        let own = found.login.or(found.phone).or(found.email);
        let made = || made_login(&found.display_name, &hex(&app.random::<3>()));
        printed.cards.push(Card {
            account: *id,
            identifier: own.unwrap_or_else(made),
            name: found.display_name,
            unit: found.unit,
            code: CardCode::of(app.random()),
        });
    }
    save(app, by.id, &printed, now).await?;
    Ok(printed)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn may_print(by: &Account, path: Option<&str>, now: Instant) -> bool {
    by.has_role_everywhere(Role::Administrator, now)
        || path.map_or_else(
            || by.has_role_everywhere(Role::Facilitator, now),
            |path| by.has_role_over(Role::Facilitator, path, now),
        )
}

/// A card is as good as a password: whoever holds a duty gets none, so that nobody acts in their name.
pub(super) fn may_hold(account: &Account) -> bool {
    account.roles.is_empty() && !account.disabled
}

async fn save(app: &App, by: AccountId, printed: &Printed, now: Instant) -> Result<(), ActionError> {
    let (cards, until) = (printed.cards.clone(), printed.until);
    app.store
        .write(move |tx| {
            let cards = cards.clone();
            Box::pin(async move {
                for card in &cards {
                    card_links::set_first_login(tx, card.account, &card.identifier).await?;
                    card_links::void_links(tx, card.account, PURPOSE, now).await?;
                    session::insert_link(tx, &hash(&card.code), card.account, PURPOSE, until).await?;
                    let entry = entry("card.printed", by, card.account, json!({ "until": until }), now);
                    audit::append(tx, &entry).await?;
                }
                Ok(())
            })
        })
        .await
}

fn hash(code: &CardCode) -> String {
    stored_hash(&format!("card:{}", code.as_str()))
}

/// Whose card that is, while it works.
///
/// # Errors
/// `TooMany` after too many wrong codes from an address; `Invalid` for a wrong one, or one that was used or ran out.
pub async fn find_card(app: &App, from: Option<IpAddr>, typed: &str) -> Result<(CardCode, Account), ActionError> {
    // Paid for before it is looked at, whatever was typed.
    app.limits.try_typed_code(from).map_err(ActionError::TooMany)?;
    let (now, reader) = (app.clock.now(), app.store.reader());
    let code = CardCode::parse(typed).ok_or_else(wrong)?;
    let holder = card_links::link_account(reader, &hash(&code), PURPOSE, now).await?.ok_or_else(wrong)?;
    let account = people::find_account(reader, holder, now).await?.filter(may_hold).ok_or_else(wrong)?;
    app.limits.typed_code_was_right(from);
    Ok((code, account))
}

fn wrong() -> ActionError {
    ActionError::invalid("code", "card-wrong")
}

/// Uses a card up: sets the password, ends every session of its holder.
///
/// # Errors
/// As [`find_card`]; `Invalid` for a password that is not taken.
pub async fn use_card(
    app: &App,
    from: Option<IpAddr>,
    typed: &str,
    new_password: &str,
) -> Result<AccountId, ActionError> {
    let (code, account) = find_card(app, from, typed).await?;
    let own: Vec<&str> = [&account.login, &account.phone].into_iter().flatten().map(String::as_str).collect();
    let own = [own.as_slice(), &[&account.display_name]].concat();
    password::check(new_password, &own).map_err(|key| ActionError::invalid("password", key))?;
    let password_hash = app.hasher.hash(new_password).await?;
    let (now, link) = (app.clock.now(), hash(&code));
    let id = app
        .store
        .write(move |tx| {
            let (link, password_hash) = (link.clone(), password_hash.clone());
            Box::pin(async move {
                let id = session::use_link(tx, &link, PURPOSE, now).await?.ok_or_else(wrong)?;
                // A duty that was given meanwhile makes the card void, too.
                people::find_account(tx, id, now).await?.filter(may_hold).ok_or_else(wrong)?;
                people::set_password(tx, id, &password_hash).await?;
                session::revoke_all(tx, id).await?;
                audit::append(tx, &entry("card.used", id, id, json!({}), now)).await?;
                Ok::<_, ActionError>(id)
            })
        })
        .await?;
    app.sessions.changed(id, now);
    Ok(id)
}

fn entry(action: &str, by: AccountId, of: AccountId, detail: serde_json::Value, at: Instant) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("account:{of}"), detail }
}

/// What is said of those who get no card.
#[must_use]
pub fn refusal(names: &[String]) -> Message {
    Message::new("cards-refused").with("names", names.join(", "))
}
