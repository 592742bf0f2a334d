//! Sign in, sign out, set a password.

use super::actor::{self, Visitor, session_cookie};
use super::error::AppError;
use super::finish::Outgoing;
use super::form::Form;
use super::page;
use super::view::FormState;
use super::view::people::{LoginPage, SetPasswordPage};
use crate::actions::ActionError;
use crate::actions::set_password::{link_is_good, set_password};
use crate::actions::sign_in::{Entered, SignedIn, begin_on, enter, sign_out};
use crate::credential::session_token::Purpose;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;

/// Cookie of a device that several people share.
const SHARED: &str = "shared";

/// Whether somebody said that several people share this device.
fn is_shared(visitor: &Visitor) -> bool {
    visitor.request().cookie(SHARED).is_some()
}

/// Begins a session on this device.
pub(super) async fn begin_here(visitor: &Visitor, id: AccountId) -> Result<SignedIn, ActionError> {
    begin_on(&visitor.app, id, is_shared(visitor)).await
}

pub(super) fn next_of(visitor: &Visitor) -> String {
    let asked = actor::query_value(visitor.request().query_string(), "next").unwrap_or_default();
    page::next_or(&asked, "").to_owned()
}

/// An address that leads on to where one wanted to go.
pub(super) fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() {
        return path.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("{path}?{query}")
}

/// What is wrong with a form, by field; anything that is not the form's fault goes on as an error.
pub(super) fn form_errors(
    visitor: &Visitor,
    error: ActionError,
) -> Result<(StatusCode, BTreeMap<String, String>), AppError> {
    match error {
        ActionError::Invalid(faults) => {
            let errors = faults.iter().map(|(field, fault)| (field.clone(), visitor.say(fault))).collect();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, errors))
        }
        ActionError::Conflict { reason, retry_at: None } => {
            let field = if reason.key == "login-taken" { "login" } else { "form" };
            Ok((StatusCode::CONFLICT, BTreeMap::from([(field.to_owned(), visitor.say(&reason))])))
        }
        ActionError::Unauthorized(reason) => {
            Ok((StatusCode::UNAUTHORIZED, BTreeMap::from([("form".to_owned(), visitor.say(&reason))])))
        }
        other => refused_for_now(visitor, other.into()),
    }
}

/// What has nothing to do with what was typed, and passes: the form says so, and when to send it again.
fn refused_for_now(visitor: &Visitor, error: AppError) -> Result<(StatusCode, BTreeMap<String, String>), AppError> {
    if !matches!(error.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return Err(error);
    }
    Outgoing::with(visitor.request(), |outgoing| outgoing.retry_after = error.retry_after);
    Ok((error.status, BTreeMap::from([("form".to_owned(), visitor.say(&error.message))])))
}

/// `/login`
///
/// # Errors
/// Where the template fails.
pub async fn show_login(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let next = next_of(&visitor);
    if visitor.account().is_some() {
        return Ok(page::see_other(page::next_or(&next, "/")));
    }
    let shared = is_shared(&visitor);
    page::show(&visitor, "people/login.html", &login_view(FormState::default(), next, shared))
}

fn login_view(form: FormState, next: String, shared: bool) -> LoginPage {
    LoginPage { form, register_url: with_next("/register", &next), next, shared }
}

/// POST `/login`
///
/// # Errors
/// 429, 503; a wrong password is said in the form.
pub async fn post_login(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    let shared = form.get("shared") == "yes";
    let (login, password) = (form.get("login"), form.get("password"));
    match enter(&visitor.app, login, password, visitor.address, shared).await {
        Ok(entered) => {
            remember_device(&visitor, shared);
            // The session that this browser had before goes: nobody carries one over a sign-in.
            if let Some(before) = &visitor.session {
                sign_out(&visitor.app, before.id).await?;
            }
            let signed = match entered {
                Entered::In(signed) => signed,
                Entered::ChoosesPin(secret) => return Ok(page::see_other(&format!("/pin/{secret}"))),
            };
            let message = Message::new("flash-welcome").with("name", &signed.account.display_name);
            welcome(&visitor, &signed, page::next_or(form.get("next"), "/"), &message)
        }
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            let next = page::next_or(form.get("next"), "").to_owned();
            let view = login_view(FormState { values: form.values(), errors }, next, shared);
            // A page with a form is no place for the status that sends browsers to this very page.
            let status = if status == StatusCode::UNAUTHORIZED { StatusCode::UNPROCESSABLE_ENTITY } else { status };
            page::show_with(&visitor, status, "people/login.html", &view)
        }
    }
}

/// Keeps, or forgets, that several people share this device.
fn remember_device(visitor: &Visitor, shared: bool) {
    let mut cookie = actor::cookie(&visitor.app, SHARED, "yes".to_owned(), true);
    if !shared {
        if !is_shared(visitor) {
            return;
        }
        cookie.make_removal();
    }
    Outgoing::set_cookie(visitor.request(), cookie);
}

pub(super) fn welcome(
    visitor: &Visitor,
    signed: &SignedIn,
    url: &str,
    message: &Message,
) -> Result<HttpResponse, AppError> {
    let app = &visitor.app;
    let token = app.tokens.issue(Purpose::Browser, &signed.claims())?;
    Outgoing::set_cookie(visitor.request(), actor::cookie(app, session_cookie(app), token, !signed.shared));
    Ok(page::see_other_saying(visitor, url, "good", message))
}

/// POST `/logout`
///
/// # Errors
/// Where the store fails.
pub async fn post_logout(visitor: Visitor, _form: Form) -> Result<HttpResponse, AppError> {
    if let Some(session) = &visitor.session {
        sign_out(&visitor.app, session.id).await?;
    }
    let mut gone = actor::cookie(&visitor.app, session_cookie(&visitor.app), String::new(), false);
    gone.make_removal();
    Outgoing::set_cookie(visitor.request(), gone);
    // On a shared phone the next person is let in at once.
    let url = if visitor.session.as_ref().is_some_and(|session| session.shared) { "/login" } else { "/" };
    let mut response = page::see_other_saying(&visitor, url, "good", &Message::new("flash-signed-out"));
    // What the browser kept of personal pages goes with the session.
    response
        .headers_mut()
        .insert(header::HeaderName::from_static("clear-site-data"), header::HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// `/set-password/{secret}`
///
/// # Errors
/// 404 for a link that was used or has run out.
pub async fn show_set_password(visitor: Visitor, secret: Path<String>) -> Result<HttpResponse, AppError> {
    if !link_is_good(&visitor.app, &secret).await? {
        return Err(AppError::new(StatusCode::NOT_FOUND, "link-used"));
    }
    let view = SetPasswordPage { form: FormState::default(), action: format!("/set-password/{secret}") };
    page::show(&visitor, "people/set_password.html", &view)
}

/// POST `/set-password/{secret}`
///
/// # Errors
/// 409 for a link that was used.
pub async fn post_set_password(visitor: Visitor, secret: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    match set_password(&visitor.app, &secret, form.get("password")).await {
        Ok(account) => {
            let signed = begin_here(&visitor, account).await?;
            welcome(&visitor, &signed, "/", &Message::new("flash-password-set"))
        }
        Err(ActionError::Invalid(faults)) => {
            let (status, errors) = form_errors(&visitor, ActionError::Invalid(faults))?;
            let form = FormState { values: BTreeMap::new(), errors };
            let view = SetPasswordPage { form, action: format!("/set-password/{secret}") };
            page::show_with(&visitor, status, "people/set_password.html", &view)
        }
        Err(error) => Err(error.into()),
    }
}
