//! The form by which a leader sets what a figure is to be by a day, or takes that back.

use super::{figures_of, plan_url};
use crate::actions::plan_unit::{TypedTarget, leads, set_target};
use crate::message::Message;
use crate::web::account::form_errors;
use crate::web::actor::Observer;
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::view::plan::PlanForm;
use crate::web::view::{FormState, Link};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::unit::Unit;

/// The unit, for who leads it; for anybody else the form does not exist.
pub(super) async fn led(observer: &Observer, code: &str) -> Result<Unit, AppError> {
    let unit = observer.unit(code).await?;
    leads(observer.me(), &unit.path, observer.now).ok_or_else(AppError::not_found)?;
    Ok(unit)
}

pub(super) fn form_page(observer: &Observer, unit: &Unit, end: &str, form: FormState) -> PlanForm {
    PlanForm {
        up: Link { title: observer.word("plan-title-short"), url: plan_url(&unit.code) },
        name: unit.name.clone(),
        action: format!("{}/{end}", plan_url(&unit.code)),
        figures: figures_of(observer, unit),
        form,
    }
}

/// `/units/{unit}/plan/targets`
///
/// # Errors
/// 404 for who does not lead the unit.
pub async fn show_form(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let unit = led(&observer, &code).await?;
    let view = form_page(&observer, &unit, "targets", FormState::default());
    page::show(&observer, "plan/target.html", &view)
}

/// POST `/units/{unit}/plan/targets`
///
/// # Errors
/// 404; 409 where it was planned from above; 422 for what does not fit.
pub async fn post_form(observer: Observer, code: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let unit = led(&observer, &code).await?;
    let typed = TypedTarget {
        figure: form.get("figure").to_owned(),
        day: form.get("day").to_owned(),
        value: form.get("value").to_owned(),
        source: form.get("source").to_owned(),
        withdrawn: form.get("withdrawn") == "yes",
    };
    match set_target(&observer.app, observer.me(), &unit, &typed).await {
        Ok(()) => {
            Ok(page::see_other_saying(&observer, &plan_url(&unit.code), "good", &Message::new("flash-plan-target")))
        }
        Err(error) => {
            let (status, errors) = form_errors(&observer, error)?;
            show_again(&observer, &unit, status, FormState { values: form.values(), errors })
        }
    }
}

fn show_again(observer: &Observer, unit: &Unit, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    page::show_with(observer, status, "plan/target.html", &form_page(observer, unit, "targets", form))
}
