//! A session of a class as its facilitator sees it: the code of the minute, who is there, the list to tick by hand, the end.

use super::{class_id, desk_url, exam, link};
use crate::actions::hold_class_session::{end_class_session, own_session, start_class_session, tick_attendance};
use crate::message::Message;
use crate::web::actor::{Facilitator, query_value};
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::view::Link;
use crate::web::view::class::ClosePage;
use crate::web::view::class_session::{AttendeeView, PersonToTick, SessionPage, TickPage};
use crate::web::view::sitting::CodeView;
use crate::web::{page, qr, show};
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use std::collections::BTreeSet;
use xutra_domain::class::ClassSession;
use xutra_domain::ids::{AccountId, ClassId, ClassSessionId};
use xutra_domain::minute_code::seconds_left;
use xutra_domain::people::{Account, search_key};
use xutra_store::class_session::{self, PlacedSession};
use xutra_store::people::{self, AccountFilter, AccountOrder};
use xutra_store::{class, unit};

/// Most people that a search shows.
const MOST_FOUND: u64 = 30;

pub(super) fn url(session: &ClassSession) -> String {
    format!("{}/sessions/{}", desk_url(session.class), session.id)
}

/// POST `/classes/{class}/sessions`: starts one, or leads to the one that takes place.
///
/// # Errors
/// 404 for another's class.
pub async fn post_start(facilitator: Facilitator, id: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let class = class_id(&id)?;
    let session = start_class_session(&facilitator.app, facilitator.id(), class).await?;
    Ok(page::see_other(&format!("{}/sessions/{session}", desk_url(class))))
}

/// The session of an address, which names its class, too.
async fn wanted(facilitator: &Facilitator, path: &(String, String)) -> Result<PlacedSession, AppError> {
    let class = class_id(&path.0)?;
    let id = ClassSessionId::parse(&path.1).ok_or_else(AppError::not_found)?;
    let found = own_session(&facilitator.app, facilitator.id(), id).await?;
    if found.session.class == class { Ok(found) } else { Err(AppError::not_found()) }
}

/// `/classes/{class}/sessions/{class_session}`: the code, and who is there. Loads itself anew with each code.
///
/// # Errors
/// 404, also for another's.
pub async fn desk(facilitator: Facilitator, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let found = wanted(&facilitator, &path).await?;
    let (session, now) = (&found.session, facilitator.now);
    let present = class_session::list_attendance(facilitator.app.store.reader(), session.id).await?;
    let states = exam::states(&facilitator, session.class).await?;
    let open = session.window.is_open(now);
    let seconds = seconds_left(now);
    let view = SessionPage {
        class: link(&found.placed.class),
        unit: found.placed.unit_name.clone(),
        started: show::when(&facilitator, session.window.opened_at),
        over: (!open).then(|| show::when(&facilitator, session.window.over_at())),
        code: if open { Some(code_view(&facilitator, session, seconds)?) } else { None },
        tick_url: format!("{}/list", url(session)),
        end_url: format!("{}/end", url(session)),
        present: present
            .into_iter()
            .map(|one| AttendeeView {
                name: one.name,
                unit: one.unit,
                at: show::when(&facilitator, one.at),
                how: one.how.word(),
                exam: states.get(&one.account).copied(),
            })
            .collect(),
    };
    let mut response = page::show(&facilitator, "class/session.html", &view)?;
    if open {
        // Without script: the browser asks again when the next code is due.
        let value = header::HeaderValue::from(seconds);
        response.headers_mut().insert(header::HeaderName::from_static("refresh"), value);
    }
    Ok(response)
}

fn code_view(facilitator: &Facilitator, session: &ClassSession, seconds: i64) -> Result<CodeView, AppError> {
    let code = session.code(facilitator.now).to_string();
    let (left, right) = code.split_at(3);
    Ok(CodeView {
        shown: format!("{left} {right}"),
        address: qr::spoken(&facilitator.app, "/attend"),
        seconds,
        qr: Some(qr::picture(&facilitator.app, &format!("/attend/{}?code={code}", session.id))?),
    })
}

/// `/classes/{class}/sessions/{class_session}/list?q=`: the people of the class who are not noted yet, and others of the
/// scope whom a search finds.
///
/// # Errors
/// 404.
pub async fn show_list(facilitator: Facilitator, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let found = wanted(&facilitator, &path).await?;
    let (session, reader) = (&found.session, facilitator.app.store.reader());
    let query = query_value(facilitator.request().query_string(), "q").unwrap_or_default().trim().to_owned();
    let present = class_session::list_attendance(reader, session.id).await?;
    let noted: BTreeSet<AccountId> = present.iter().map(|one| one.account).collect();
    let members = class::list_members(reader, session.class).await?;
    let mut listed = noted.clone();
    listed.extend(members.iter().map(|member| member.account));
    let mut members: Vec<PersonToTick> = members
        .into_iter()
        .filter(|member| !noted.contains(&member.account))
        .map(|member| PersonToTick { id: member.account.to_string(), name: member.name, unit: member.unit })
        .collect();
    members.sort_by_cached_key(|person| search_key(&person.name));
    let others = search(&facilitator, &query).await?.into_iter().filter(|one| !listed.contains(&one.id));
    let units = unit::list_all(reader).await?;
    let named = |code: Option<&str>| units.iter().find(|unit| Some(unit.code.as_str()) == code);
    let view = TickPage {
        up: Link { title: found.placed.class.title.clone(), url: url(session) },
        open: session.window.is_open(facilitator.now),
        address: format!("{}/list", url(session)),
        action: format!("{}/attendance", url(session)),
        others: others
            .map(|one| PersonToTick {
                id: one.id.to_string(),
                unit: named(one.unit.as_deref()).map(|unit| unit.name.clone()),
                name: one.display_name,
            })
            .collect(),
        query,
        members,
        present: present.len(),
    };
    page::show(&facilitator, "class/tick.html", &view)
}

async fn search(facilitator: &Facilitator, query: &str) -> Result<Vec<Account>, AppError> {
    let key = search_key(query);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let filter = AccountFilter {
        scopes: facilitator.scopes(),
        query: Some(key),
        disabled: Some(false),
        order: AccountOrder::Name,
        ..AccountFilter::default()
    };
    Ok(people::page_accounts(facilitator.app.store.reader(), &filter, None, MOST_FOUND, facilitator.now).await?)
}

/// POST `/classes/{class}/sessions/{class_session}/attendance`: notes everybody who is ticked (`person`).
///
/// # Errors
/// 404 also for somebody outside of the scope; 409 where the session is over.
pub async fn post_attendance(
    facilitator: Facilitator,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let found = wanted(&facilitator, &path).await?;
    let seen: Option<Vec<AccountId>> = form.all("person").map(AccountId::parse).collect();
    let seen = seen.ok_or_else(AppError::bad_request)?;
    let noted = tick_attendance(&facilitator.app, facilitator.me(), found.session.id, &seen).await?;
    let message = Message::new("flash-attendance-noted").with("n", noted);
    Ok(page::see_other_saying(&facilitator, &url(&found.session), "good", &message))
}

/// `/classes/{class}/sessions/{class_session}/end`: asks before it ends.
///
/// # Errors
/// 404.
pub async fn show_end(facilitator: Facilitator, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let found = wanted(&facilitator, &path).await?;
    let own = url(&found.session);
    if !found.session.window.is_open(facilitator.now) {
        return Ok(page::see_other(&own));
    }
    let action = format!("{own}/end");
    let up = Link { title: found.placed.class.title, url: own };
    page::show(&facilitator, "class/end.html", &ClosePage { up, action })
}

/// POST `/classes/{class}/sessions/{class_session}/end`
///
/// # Errors
/// 404.
pub async fn post_end(
    facilitator: Facilitator,
    path: Path<(String, String)>,
    _: Form,
) -> Result<HttpResponse, AppError> {
    let found = wanted(&facilitator, &path).await?;
    let class: ClassId = end_class_session(&facilitator.app, facilitator.id(), found.session.id).await?;
    Ok(page::see_other_saying(&facilitator, &desk_url(class), "good", &Message::new("flash-class-session-ended")))
}
