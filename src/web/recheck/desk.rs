//! The desk of a session, for who watches it: the code of the minute, and who joined.

use super::super::actor::Learner;
use super::super::error::AppError;
use super::super::form::Form;
use super::super::view::recheck::{JoinedView, RecheckDeskPage};
use super::super::view::sitting::CodeView;
use super::super::{page, qr, show};
use crate::actions::hold_recheck::{end_session, own_session};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use xutra_domain::ids::RecheckSessionId;
use xutra_domain::minute_code::seconds_left;
use xutra_store::recheck_session;

fn session_id(text: &str) -> Result<RecheckSessionId, AppError> {
    RecheckSessionId::parse(text).ok_or_else(AppError::not_found)
}

/// The address of a desk.
pub(super) fn url(id: RecheckSessionId) -> String {
    format!("/recheck-sessions/{id}")
}

/// `/recheck-sessions/{recheck_session}`: loads itself anew with each code.
///
/// # Errors
/// 404 for everybody who does not watch it.
pub async fn show_desk(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let placed = own_session(&learner.app, learner.id(), session_id(&id)?).await?;
    let (session, now) = (&placed.session, learner.now);
    let joined = recheck_session::list_joined(learner.app.store.reader(), session.id).await?;
    let open = session.window.is_open(now);
    let seconds = seconds_left(now);
    let code = session.code(now).to_string();
    let (left, right) = code.split_at(3);
    let view = RecheckDeskPage {
        unit: placed.unit_name.clone(),
        over: show::when(&learner, session.window.over_at()),
        code: open.then(|| CodeView {
            shown: format!("{left} {right}"),
            address: qr::spoken(&learner.app, "/recheck"),
            seconds,
            qr: None,
        }),
        people: joined.into_iter().map(|one| JoinedView { name: one.name, done: one.done }).collect(),
        end_action: open.then(|| format!("{}/end", url(session.id))),
    };
    let mut response = page::show(&learner, "recheck/desk.html", &view)?;
    if open {
        // Without script: the browser asks again when the next code is due.
        response.headers_mut().insert(header::HeaderName::from_static("refresh"), header::HeaderValue::from(seconds));
    }
    Ok(response)
}

/// POST `/recheck-sessions/{recheck_session}/end`
///
/// # Errors
/// 404.
pub async fn post_end(learner: Learner, id: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let id = session_id(&id)?;
    end_session(&learner.app, learner.id(), id).await?;
    Ok(page::see_other_saying(&learner, &url(id), "good", &Message::new("flash-recheck-ended")))
}
