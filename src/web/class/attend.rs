//! Saying that one is at a session: the code of the minute is read from the wall or typed; who is not signed in does that
//! first and comes back. Opening an address notes nobody: a button does.

use super::{course_of, join};
use crate::actions::ActionError;
use crate::actions::attend_class::{PROOF_LIFE, attend, find_session, is_proof, proof};
use crate::message::Message;
use crate::web::account::{form_errors, with_next};
use crate::web::actor::{self, Learner, Visitor, query_value};
use crate::web::error::AppError;
use crate::web::finish::Outgoing;
use crate::web::form::Form;
use crate::web::view::FormState;
use crate::web::view::class_session::{AttendEnterPage, AttendPage};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::cookie::time::Duration;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::ids::ClassSessionId;
use xutra_store::class_session::{self, PlacedSession};

/// Name of the cookie that holds the proof: `SESSION.SECOND.MAC`.
const COOKIE: &str = "attend";

fn url(id: ClassSessionId) -> String {
    format!("/attend/{id}")
}

/// `/attend`: where the code of the minute is typed.
///
/// # Errors
/// Where the template fails.
pub async fn show_enter(visitor: Visitor) -> Result<HttpResponse, AppError> {
    enter(&visitor, StatusCode::OK, "/attend".to_owned(), FormState::default())
}

fn enter(visitor: &Visitor, status: StatusCode, action: String, form: FormState) -> Result<HttpResponse, AppError> {
    page::show_with(visitor, status, "class/attend_enter.html", &AttendEnterPage { form, action })
}

/// POST `/attend`: looks for the session.
///
/// # Errors
/// 422 for a wrong code, 429 after too many, 409 where two rooms show it.
pub async fn post_enter(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    match find_session(&visitor.app, visitor.address, None, form.get("code")).await {
        Ok(found) => {
            keep_proof(&visitor, found.session.id);
            Ok(page::see_other(&url(found.session.id)))
        }
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            enter(&visitor, status, "/attend".to_owned(), FormState { values: form.values(), errors })
        }
    }
}

fn keep_proof(visitor: &Visitor, id: ClassSessionId) {
    let value = format!("{id}.{}", proof(&visitor.app, id, visitor.now));
    let mut cookie = actor::cookie(&visitor.app, COOKIE, value, false);
    cookie.set_max_age(Duration::milliseconds(PROOF_LIFE));
    Outgoing::set_cookie(visitor.request(), cookie);
}

/// Whether this browser has shown the code of the session a moment ago.
fn has_proof(visitor: &Visitor, id: ClassSessionId) -> bool {
    visitor.request().cookie(COOKIE).is_some_and(|cookie| {
        let (of, token) = cookie.value().split_once('.').unwrap_or_default();
        of == id.to_string() && is_proof(&visitor.app, id, token, visitor.now)
    })
}

/// The session of an address, whether it takes place or not.
async fn session_of(visitor: &Visitor, id: &str) -> Result<PlacedSession, AppError> {
    let id = ClassSessionId::parse(id).ok_or_else(AppError::not_found)?;
    class_session::find(visitor.app.store.reader(), id).await?.ok_or_else(AppError::not_found)
}

/// `/attend/{class_session}?code=`: which session it is, and the button, for who has shown its code.
///
/// # Errors
/// 404; 422 for a wrong code, 429 after too many.
pub async fn show_attend(visitor: Visitor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let found = session_of(&visitor, &id).await?;
    let session = found.session.id;
    if found.session.window.is_open(visitor.now) && !has_proof(&visitor, session) {
        let Some(code) = query_value(visitor.request().query_string(), "code") else {
            if noted(&visitor, session).await? {
                return show_page(&visitor, &found, StatusCode::OK, FormState::default()).await;
            }
            return enter(&visitor, StatusCode::OK, "/attend".to_owned(), FormState::default());
        };
        if let Err(error) = find_session(&visitor.app, visitor.address, Some(session), &code).await {
            let (status, errors) = form_errors(&visitor, error)?;
            return enter(&visitor, status, "/attend".to_owned(), FormState { errors, ..FormState::default() });
        }
        keep_proof(&visitor, session);
    }
    show_page(&visitor, &found, StatusCode::OK, FormState::default()).await
}

async fn noted(visitor: &Visitor, id: ClassSessionId) -> Result<bool, AppError> {
    let Some(account) = visitor.account() else { return Ok(false) };
    Ok(class_session::find_attendance(visitor.app.store.reader(), id, account.id).await?.is_some())
}

async fn show_page(
    visitor: &Visitor,
    found: &PlacedSession,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let (id, class) = (found.session.id, &found.placed.class);
    let at = match visitor.account() {
        Some(account) => class_session::find_attendance(visitor.app.store.reader(), id, account.id).await?,
        None => None,
    };
    let view = AttendPage {
        title: class.title.clone(),
        unit: found.placed.unit_name.clone(),
        facilitator: found.placed.facilitator_name.clone(),
        noted: at.map(|at| show::when(visitor, at)),
        over: !found.session.window.is_open(visitor.now),
        action: url(id),
        login_url: with_next("/login", &url(id)),
        join_url: class.window.is_open(visitor.now).then(|| with_next(&join::url(&class.code), &url(id))),
        course: course_of(visitor, class),
        form,
    };
    page::show_with(visitor, status, "class/attend.html", &view)
}

/// POST `/attend/{class_session}`: notes that one is there.
///
/// # Errors
/// 404; 401; 409 where the session is over; without a proof the code is asked for again.
pub async fn post_attend(learner: Learner, id: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let found = session_of(&learner, &id).await?;
    let session = found.session.id;
    if !has_proof(&learner, session) {
        let error = ActionError::invalid("code", "attend-code-old");
        let (status, errors) = form_errors(&learner, error)?;
        return enter(&learner, status, "/attend".to_owned(), FormState { errors, ..FormState::default() });
    }
    match attend(&learner.app, learner.me(), session).await {
        Ok(_) => Ok(page::see_other_saying(&learner, &url(session), "good", &Message::new("flash-attended"))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            show_page(&learner, &found, status, FormState { errors, ..FormState::default() }).await
        }
    }
}
