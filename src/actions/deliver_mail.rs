//! Sends what is due in the outbox. Whoever takes a mail holds it while it is on its way; it is sent once the mail server has
//! said that it has it. Where that word is lost it goes again, with the same id.

use super::invite_again::{is_still_called, is_still_failed};
use super::write_mail::{language_of, part_of, words_of};
use super::{ActionError, ask_about_data};
use crate::app::App;
use crate::mail::message::Letter;
use crate::mail::transport::Trouble;
use crate::message::Message;
use std::collections::BTreeSet;
use uuid::Uuid;
use xutra_domain::instant::{Instant, MINUTE};
use xutra_domain::mailing::{self, Topic, next_try};
use xutra_domain::people::{Account, Role};
use xutra_domain::personal_data::Purpose;
use xutra_store::outbox::{self, Mail, Taken};
use xutra_store::{StoreError, people, reminder, unit};

/// How long a mail may be on its way before another process takes it.
const LEASE: i64 = 10 * MINUTE;
/// Mails of a round.
const MOST: usize = 500;

/// The first instant from `at` on at which nobody is disturbed where people are.
#[must_use]
pub(super) fn by_day(app: &App, at: Instant) -> Instant {
    app.zone.day(at).map_or(at, |(_, today, tomorrow)| mailing::by_day(at, today, tomorrow))
}

/// Sends what is due; how many mails went out. What a job does. Nothing leaves at night.
///
/// # Errors
/// Where the store or a template fails.
pub async fn deliver_mail(app: &App) -> Result<usize, ActionError> {
    let mut sent = 0;
    for _ in 0..MOST {
        let now = app.clock.now();
        if by_day(app, now) != now {
            break;
        }
        let until = now.plus(LEASE);
        let taken = app.store.write(move |tx| Box::pin(async move { outbox::take(tx, now, until).await })).await?;
        let Some(taken) = taken else { break };
        match deliver(app, taken, now).await? {
            Outcome::Sent => sent += 1,
            Outcome::NotSent => {}
            // The server takes nothing now: the others need not be tried.
            Outcome::Down => break,
        }
    }
    Ok(sent)
}

enum Outcome {
    Sent,
    NotSent,
    Down,
}

async fn deliver(app: &App, mut taken: Taken, now: Instant) -> Result<Outcome, ActionError> {
    let (_, today, tomorrow) = app.zone.day(now).unwrap_or((String::new(), now, now));
    if outbox::has_got_one(app.store.reader(), &taken, today).await? {
        let morning = mailing::morning_of(tomorrow);
        save(app, taken, move |tx, taken| Box::pin(async move { outbox::set_put_off(tx, taken, morning).await }))
            .await?;
        return Ok(Outcome::NotSent);
    }
    let account = people::find_account(app.store.reader(), taken.account, now).await?;
    let reachable = account.filter(|account| !account.disabled && account.email.is_some());
    let (mut parts, mut kept) = (Vec::new(), Vec::new());
    for mail in std::mem::take(&mut taken.mails) {
        let part = match (&reachable, reason_to_drop(app, reachable.as_ref(), &mail, now).await?) {
            (Some(account), None) => part_of(app, language_of(app, account), &mail).await?.ok_or("gone"),
            (_, why) => Err(why.unwrap_or("nobody")),
        };
        match part {
            Ok(part) => {
                parts.push(part);
                kept.push(mail);
            }
            Err(why) => drop_mail(app, mail.id, why).await?,
        }
    }
    taken.mails = kept;
    let Some(account) = reachable.filter(|_| !parts.is_empty()) else { return Ok(Outcome::NotSent) };
    let stop_url = stop_url(app, &taken);
    let letter = Letter {
        id: taken.letter,
        to: account.email.clone().unwrap_or_default(),
        name: account.display_name.clone(),
        words: words_of(app, &account, parts, &stop_url)?,
        stop_url,
    };
    settle(app, taken, app.mailer.send(&letter, now).await).await
}

/// Notes what came of a try.
async fn settle(app: &App, taken: Taken, result: Result<(), Trouble>) -> Result<Outcome, ActionError> {
    let (now, letter) = (app.clock.now(), taken.letter);
    let (word, lasting) = match result {
        Ok(()) => {
            let noted =
                save(app, taken, move |tx, taken| Box::pin(async move { outbox::set_sent(tx, taken, now).await }))
                    .await?;
            if noted {
                tracing::info!(event = "mail.sent", mail.id = %letter, "a mail went out");
            } else {
                tracing::warn!(event = "mail.late", mail.id = %letter, "a mail went out that somebody else held by then");
            }
            return Ok(Outcome::Sent);
        }
        Err(Trouble::Never(word)) => (word, true),
        Err(Trouble::Later(word)) => (word, false),
    };
    let tries = taken.mails.iter().map(|mail| mail.tries).max().unwrap_or(0).saturating_add(1);
    let again = if lasting { None } else { next_try(tries, now).map(|at| by_day(app, at)) };
    tracing::warn!(event = "mail.trouble", mail.id = %letter, trouble = word, tries, again = again.is_some(), "a mail did not go out");
    // What the server says of one mail is no reason to hold the others back.
    let down = !lasting && !word.starts_with("later");
    save(app, taken, move |tx, taken| {
        let word = word.clone();
        Box::pin(async move { outbox::set_trouble(tx, taken, &word, again).await })
    })
    .await?;
    Ok(if down { Outcome::Down } else { Outcome::NotSent })
}

type Saving<'a, T> = std::pin::Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// One transaction about what was taken.
async fn save<T: Send + 'static>(
    app: &App,
    taken: Taken,
    work: impl for<'a> Fn(&'a xutra_store::Tx, &'a Taken) -> Saving<'a, T> + Send + Sync + Clone + 'static,
) -> Result<T, StoreError> {
    let taken = std::sync::Arc::new(taken);
    app.store
        .write(move |tx| {
            let (taken, work) = (std::sync::Arc::clone(&taken), work.clone());
            Box::pin(async move { work(tx, &taken).await })
        })
        .await
}

async fn drop_mail(app: &App, id: Uuid, why: &'static str) -> Result<(), StoreError> {
    tracing::info!(event = "mail.dropped", mail.id = %id, why, "there was no reason for a mail any more");
    app.store.write(move |tx| Box::pin(async move { outbox::set_dropped(tx, id, why).await })).await
}

/// Why a mail is not to be sent after all.
async fn reason_to_drop(
    app: &App,
    account: Option<&Account>,
    mail: &Mail,
    now: Instant,
) -> Result<Option<&'static str>, StoreError> {
    let Some(account) = account else { return Ok(Some("nobody")) };
    let reader = app.store.reader();
    if !reminder::agrees(reader, account.id, mail.topic.purpose()).await? {
        return Ok(Some("stopped"));
    }
    Ok(match mail.topic {
        Topic::Lesson => {
            let last = reminder::find_last_here(reader, account.id).await?;
            last.is_some_and(|last| last > mail.created_at).then_some("came-back")
        }
        Topic::Flag => {
            let fact = |name: &str| mail.facts.get(name);
            let until = fact("until").and_then(serde_json::Value::as_i64).map(Instant);
            let flag = fact("flag").and_then(serde_json::Value::as_str).unwrap_or_default();
            let held = reminder::find_flag_end(reader, account.id, flag).await?;
            (held != until || until.is_none_or(|until| until <= now)).then_some("over")
        }
        Topic::Recheck => (!is_still_called(app, account.id, &mail.facts).await?).then_some("not-called"),
        Topic::Retry => (!is_still_failed(app, &mail.facts).await?).then_some("over"),
        Topic::Figures => {
            let code = mail.facts.get("unit").and_then(serde_json::Value::as_str).unwrap_or_default();
            match unit::find(reader, code).await? {
                Some(unit) => (!account.has_role_over(Role::Leader, &unit.path, now)).then_some("duty"),
                None => Some("gone"),
            }
        }
    })
}

/// Where the reader of a mail stops all that it tells.
fn stop_url(app: &App, taken: &Taken) -> String {
    let purposes: BTreeSet<Purpose> = taken.mails.iter().map(|mail| mail.topic.purpose()).collect();
    let purposes: Vec<Purpose> = purposes.into_iter().collect();
    format!("{}/mail/stop/{}", app.public_url(), app.stops.make(taken.account, &purposes))
}

/// Takes back what somebody agreed to, by the token of a mail; what that was.
///
/// # Errors
/// `NotFound` for a token that is none, and for who is there no more.
pub async fn stop_mails(app: &App, token: &str) -> Result<Vec<Purpose>, ActionError> {
    let (account, purposes) = app.stops.read(token).ok_or(ActionError::NotFound)?;
    let known = people::find_account(app.store.reader(), account, app.clock.now()).await?;
    known.ok_or(ActionError::NotFound)?;
    for purpose in &purposes {
        if reminder::agrees(app.store.reader(), account, *purpose).await? {
            ask_about_data::say_consent(app, account, *purpose, false).await?;
        }
    }
    Ok(purposes)
}

/// Has a mail sent again that failed, or one that waits sent as soon as it is day.
///
/// # Errors
/// `NotFound`; `Conflict` for one that was sent or dropped, or is on its way.
pub async fn send_again(app: &App, id: Uuid) -> Result<(), ActionError> {
    let due = by_day(app, app.clock.now());
    let again = app.store.write(move |tx| Box::pin(async move { outbox::set_again(tx, id, due).await })).await?;
    if again {
        return Ok(());
    }
    let known = outbox::find(app.store.reader(), id).await?;
    Err(known.map_or(ActionError::NotFound, |_| ActionError::conflict(Message::new("mail-not-now"))))
}
