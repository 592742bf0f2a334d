//! Registering oneself: the form, the place one lives in, and the form again with what was typed whatever was refused.

use super::account::{begin_here, form_errors, next_of, welcome, with_next};
use super::actor::Visitor;
use super::error::AppError;
use super::form::Form;
use super::page;
use super::unit_choice::{chosen_unit, unit_field};
use super::view::FormState;
use super::view::people::{RegisterPage, UnitField};
use crate::actions::ActionError;
use crate::actions::register_learner::{Registration, register_learner};
use crate::message::Message;
use actix_web::HttpResponse;
use xutra_domain::people::Account;

/// `/register`
///
/// # Errors
/// Where the template fails.
pub async fn show_register(visitor: Visitor) -> Result<HttpResponse, AppError> {
    if visitor.account().is_some() {
        return Ok(page::see_other("/me"));
    }
    let unit = unit_field(&visitor, "").await?;
    page::show(&visitor, "people/register.html", &view(FormState::default(), next_of(&visitor), unit))
}

fn view(form: FormState, next: String, unit: UnitField) -> RegisterPage {
    RegisterPage { form, login_url: with_next("/login", &next), next, unit }
}

/// POST `/register`: makes the account and signs it in.
///
/// # Errors
/// What does not fit, and what cannot be done now, is said in the form.
pub async fn post_register(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    match register(&visitor, &form).await {
        Ok(account) => {
            let signed = begin_here(&visitor, account.id).await?;
            let message = Message::new("flash-welcome").with("name", &account.display_name);
            welcome(&visitor, &signed, page::next_or(form.get("next"), "/"), &message)
        }
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            // A database that cannot be asked now takes nothing away but the choice of a unit.
            let unit = unit_field(&visitor, form.get("unit_search")).await.unwrap_or_default();
            let next = page::next_or(form.get("next"), "").to_owned();
            page::show_with(
                &visitor,
                status,
                "people/register.html",
                &view(FormState { values: form.values(), errors }, next, unit),
            )
        }
    }
}

async fn register(visitor: &Visitor, form: &Form) -> Result<Account, ActionError> {
    visitor.app.limits.may_register(visitor.address).map_err(ActionError::TooMany)?;
    let field = |name: &str| form.get(name).to_owned();
    let typed = Registration {
        login: field("login"),
        display_name: field("display_name"),
        password: field("password"),
        audience: field("audience"),
        unit: chosen_unit(visitor, form).await?,
        email: field("email"),
        phone: field("phone"),
        locale: visitor.lang.to_owned(),
        birth_year: field("birth_year"),
    };
    register_learner(&visitor.app, &typed).await
}
