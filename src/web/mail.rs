//! The pages of mail: the one on which anybody stops mails by the token of a mail, and the outbox of the administrator.

use super::actor::{Administrator, Visitor, query_value};
use super::error::AppError;
use super::form::Form;
use super::view::Link;
use super::view::mail::{MailPage, MailRow, MailsPage, StopPage};
use super::{page, show};
use crate::actions::ask_about_data::note_look;
use crate::actions::deliver_mail::{send_again, stop_mails};
use crate::actions::write_mail::{language_of, part_of, words_of};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::web::Path;
use uuid::Uuid;
use xutra_domain::mailing::MailState;
use xutra_domain::personal_data::Purpose;
use xutra_store::outbox::{self, Mail};
use xutra_store::people;

/// What addresses begin with that stop mails.
pub(super) const STOP: &str = "/mail/stop/";
const ADDRESS: &str = "/admin/mail";
/// Mails of a page.
const PAGE: u64 = 50;
/// Stands in a preview for the address that stops mails: that is the reader's own.
const HIDDEN: &str = "…";

fn stop_page(visitor: &Visitor, token: &str, purposes: &[Purpose], done: bool) -> Result<HttpResponse, AppError> {
    let purposes = purposes.iter().map(|purpose| purpose.word()).collect();
    page::show(visitor, "outbox/stop.html", &StopPage { purposes, done, action: format!("{STOP}{token}") })
}

/// `/mail/stop/{token}`: asks; looking changes nothing, as programs look at links, too.
///
/// # Errors
/// 404 for a token that is none.
pub async fn show_stop(visitor: Visitor, token: Path<String>) -> Result<HttpResponse, AppError> {
    let (_, purposes) = visitor.app.stops.read(&token).ok_or_else(AppError::not_found)?;
    stop_page(&visitor, &token, &purposes, false)
}

/// POST `/mail/stop/{token}`: stops them, whoever asks. Mail programs send something in the body that says nothing more, and
/// want no redirect.
///
/// # Errors
/// 404.
pub async fn post_stop(visitor: Visitor, token: Path<String>) -> Result<HttpResponse, AppError> {
    let purposes = stop_mails(&visitor.app, &token).await?;
    stop_page(&visitor, &token, &purposes, true)
}

/// `/admin/mail?state=&before=`
///
/// # Errors
/// Where the store fails.
pub async fn list(admin: Administrator) -> Result<HttpResponse, AppError> {
    let query = |name| query_value(admin.request().query_string(), name);
    let state = query("state").and_then(|word| MailState::parse(&word));
    let before = query("before").and_then(|id| Uuid::try_parse(&id).ok());
    let reader = admin.app.store.reader();
    let mut mails = outbox::page(reader, state, before, PAGE + 1).await?;
    let more = mails.len() as u64 > PAGE;
    mails.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let counts = outbox::count(reader).await?;
    let narrowed = state.map_or_else(String::new, |state| format!("state={}&", state.word()));
    let mut rows = Vec::new();
    for mail in &mails {
        rows.push(row(&admin, mail).await?);
    }
    let view = MailsPage {
        state: state.map(MailState::word),
        states: MailState::ALL.iter().map(|one| (one.word(), counts.get(one).copied().unwrap_or(0))).collect(),
        next_url: mails.last().filter(|_| more).map(|last| format!("{ADDRESS}?{narrowed}before={}", last.id)),
        rows,
    };
    page::show(&admin, "outbox/mails.html", &view)
}

async fn row(admin: &Administrator, mail: &Mail) -> Result<MailRow, AppError> {
    let found = people::find_account(admin.app.store.reader(), mail.account, admin.now).await?;
    let name = found.map(|account| account.display_name).filter(|name| !name.is_empty());
    let (word, code) = match mail.trouble.as_deref() {
        Some(trouble) => match trouble.split_once(' ') {
            Some((word, code)) => (Some(word.to_owned()), Some(code.to_owned())),
            None => (Some(trouble.to_owned()), None),
        },
        None => (None, None),
    };
    Ok(MailRow {
        person: Link {
            title: name.unwrap_or_else(|| admin.word("person-erased")),
            url: format!("{ADDRESS}/{}", mail.id),
        },
        topic: mail.topic.word(),
        state: mail.state.word(),
        made: show::when(admin, mail.created_at),
        due: (mail.state == MailState::Waiting).then(|| show::when(admin, mail.due_at)),
        sent: mail.sent_at.map(|at| show::when(admin, at)),
        tries: mail.tries,
        trouble: word,
        code,
    })
}

async fn find(admin: &Administrator, id: &str) -> Result<Mail, AppError> {
    let id = Uuid::try_parse(id).map_err(|_| AppError::not_found())?;
    outbox::find(admin.app.store.reader(), id).await?.ok_or_else(AppError::not_found)
}

/// `/admin/mail/{mail}`: what it says. That somebody looked is noted for its reader.
///
/// # Errors
/// 404.
pub async fn one(admin: Administrator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let mail = find(&admin, &id).await?;
    note_look(&admin.app, admin.id(), mail.account, "mail").await?;
    let all = outbox::list_with(admin.app.store.reader(), &mail).await?;
    let again = matches!(mail.state, MailState::Waiting | MailState::Failed);
    let row = row(&admin, &mail).await?;
    let view = MailPage {
        account: Link { title: row.person.title.clone(), url: format!("/admin/accounts/{}", mail.account) },
        with: all.iter().filter(|one| one.id != mail.id).map(|one| one.topic.word()).collect(),
        preview: preview(&admin, &mail, &all).await?,
        again_url: again.then(|| format!("{ADDRESS}/{}", mail.id)),
        row,
    };
    page::show(&admin, "outbox/mail.html", &view)
}

/// Subject and text, in the language of who gets it.
async fn preview(admin: &Administrator, of: &Mail, all: &[Mail]) -> Result<Option<(String, String)>, AppError> {
    let found = people::find_account(admin.app.store.reader(), of.account, admin.now).await?;
    let Some(account) = found.filter(|account| !account.display_name.is_empty()) else { return Ok(None) };
    let mut parts = Vec::new();
    for mail in all {
        parts.extend(part_of(&admin.app, language_of(&admin.app, &account), mail).await?);
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let words = words_of(&admin.app, &account, parts, HIDDEN)?;
    Ok(Some((words.subject, words.text)))
}

/// POST `/admin/mail/{mail}`: sends it again.
///
/// # Errors
/// 404; 409 for one that was sent, dropped or is on its way.
pub async fn post_again(admin: Administrator, id: Path<String>, _form: Form) -> Result<HttpResponse, AppError> {
    let mail = find(&admin, &id).await?;
    send_again(&admin.app, mail.id).await?;
    let url = format!("{ADDRESS}/{}", mail.id);
    Ok(page::see_other_saying(&admin, &url, "good", &Message::new("flash-mail-again")))
}
