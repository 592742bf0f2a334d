//! PINs: made for somebody of one's scope and shown once; its holder chooses an own one.

use crate::actions::ActionError;
use crate::actions::set_pin::{choose_pin, chooser, give_pin};
use crate::actions::sign_in::sign_out;
use crate::message::Message;
use crate::web::account::{begin_here, form_errors, welcome};
use crate::web::actor::{Facilitator, Visitor};
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::view::FormState;
use crate::web::view::my_people::{ChoosePinPage, PinPage};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;

/// POST `/people/{account}/pin`: makes a PIN, and shows it once: only its hash is kept.
///
/// # Errors
/// 404 outside of the scope; 409 for who has none.
pub async fn post_pin(facilitator: Facilitator, id: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let of = AccountId::parse(&id).ok_or_else(AppError::not_found)?;
    let given = give_pin(&facilitator.app, facilitator.me(), of).await?;
    let view = PinPage {
        name: given.name,
        identifier: given.identifier,
        pin: given.pin.shown(),
        until: show::day(&facilitator, given.until),
        back_url: super::person::url(of),
    };
    page::show(&facilitator, "people/pin.html", &view)
}

/// `/pin/{secret}`
///
/// # Errors
/// 404 for a link that was used or has run out.
pub async fn show_choose(visitor: Visitor, secret: Path<String>) -> Result<HttpResponse, AppError> {
    show_form(&visitor, &secret, StatusCode::OK, BTreeMap::new()).await
}

async fn show_form(
    visitor: &Visitor,
    secret: &str,
    status: StatusCode,
    errors: BTreeMap<String, String>,
) -> Result<HttpResponse, AppError> {
    let account = match chooser(&visitor.app, secret).await {
        Err(ActionError::Conflict { reason, .. }) => return Err(AppError::new(StatusCode::NOT_FOUND, reason.key)),
        other => other?,
    };
    let form = FormState { errors, ..FormState::default() };
    let view = ChoosePinPage { name: account.display_name, action: format!("/pin/{secret}"), form };
    page::show_with(visitor, status, "people/choose_pin.html", &view)
}

/// POST `/pin/{secret}`: chooses the PIN, and signs in.
///
/// # Errors
/// 404 for a link that was used; what does not fit is said in the form.
pub async fn post_choose(visitor: Visitor, secret: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    match choose_pin(&visitor.app, &secret, form.get("pin"), form.get("again")).await {
        Ok(account) => {
            // The session that this browser had before goes: nobody carries one over a sign-in.
            if let Some(before) = &visitor.session {
                sign_out(&visitor.app, before.id).await?;
            }
            let signed = begin_here(&visitor, account).await?;
            welcome(&visitor, &signed, "/", &Message::new("flash-pin-chosen"))
        }
        Err(ActionError::Conflict { reason, .. }) => Err(AppError::new(StatusCode::NOT_FOUND, reason.key)),
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            show_form(&visitor, &secret, status, errors).await
        }
    }
}
