//! What inspectors and administrators decide about a person's attempts and flag: asked before it is done, as none of it
//! can be taken back.

use super::account::form_errors;
use super::actor::{self, Inspector};
use super::error::AppError;
use super::form::Form;
use super::view::FormState;
use super::view::inspection::ActPage;
use super::{page, show};
use crate::actions::act_on_flag::{Deed, REASONS, act_on_flag};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_store::{assessment, course, people};

/// What is about to be done.
struct Wanted {
    of: AccountId,
    name: String,
    what: &'static str,
    subject: String,
    /// Id of the attempt, or the flag.
    about: String,
}

/// `/accounts/{account}/competency/acts?do=&about=`: asks before it is done.
///
/// # Errors
/// 404 outside of the scope, and for an attempt or flag that is not there.
pub async fn show_act(inspector: Inspector, id: Path<String>) -> Result<HttpResponse, AppError> {
    let query = inspector.request().query_string();
    let word = |name| actor::query_value(query, name).unwrap_or_default();
    let wanted = wanted(&inspector, &id, &word("do"), &word("about")).await?;
    page::show(&inspector, "competency/act.html", &view(&inspector, &wanted, FormState::default()))
}

/// POST `/accounts/{account}/competency/acts`: does it.
///
/// # Errors
/// 404 outside of the scope, 403 for oneself.
pub async fn post_act(inspector: Inspector, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let wanted = wanted(&inspector, &id, form.get("do"), form.get("about")).await?;
    let ask = |status, errors| {
        let form = FormState { values: form.values(), errors };
        page::show_with(&inspector, status, "competency/act.html", &view(&inspector, &wanted, form))
    };
    if form.get("sure") != "yes" {
        let errors = BTreeMap::from([("sure".to_owned(), inspector.word("field-missing"))]);
        return ask(StatusCode::UNPROCESSABLE_ENTITY, errors);
    }
    let (deed, said) = deed(&wanted, &form)?;
    match act_on_flag(&inspector.app, inspector.id(), wanted.of, deed).await {
        Ok(()) => {
            let back = format!("/accounts/{}/competency", wanted.of);
            Ok(page::see_other_saying(&inspector, &back, "good", &Message::new(said)))
        }
        Err(error) => {
            let (status, errors) = form_errors(&inspector, error)?;
            ask(status, errors)
        }
    }
}

/// The deed that a form asks for, and what is said once it is done.
fn deed(wanted: &Wanted, form: &Form) -> Result<(Deed, &'static str), AppError> {
    let (flag, case) = (wanted.about.clone(), form.get("case").to_owned());
    Ok(match wanted.what {
        "suspend" => (Deed::Suspend { flag, case }, "flash-flag-suspended"),
        "reinstate" => (Deed::Reinstate { flag, case }, "flash-flag-reinstated"),
        _ => {
            let attempt = AttemptId::parse(&wanted.about).ok_or_else(AppError::not_found)?;
            let (reason, note) = (form.get("reason").to_owned(), form.get("note").to_owned());
            (Deed::Void { attempt, reason, note }, "flash-attempt-voided")
        }
    })
}

/// Finds what is asked for, inside the scope.
async fn wanted(inspector: &Inspector, id: &str, what: &str, about: &str) -> Result<Wanted, AppError> {
    let of = AccountId::parse(id).ok_or_else(AppError::not_found)?;
    inspector.must_inspect(of).await?;
    let reader = inspector.app.store.reader();
    let found = people::find_account(reader, of, inspector.now).await?.ok_or_else(AppError::not_found)?;
    let what = ["void", "suspend", "reinstate"].into_iter().find(|known| *known == what);
    let what = what.ok_or_else(AppError::not_found)?;
    let subject = if what == "void" {
        let attempt = AttemptId::parse(about).ok_or_else(AppError::not_found)?;
        let attempt = assessment::find_attempt(reader, attempt).await?.filter(|attempt| attempt.account == of);
        let attempt = attempt.ok_or_else(AppError::not_found)?;
        let live = inspector.app.catalog.course(&attempt.course);
        let item = live.as_ref().and_then(|live| live.course.item(&attempt.quiz));
        let title = item.map_or_else(|| attempt.quiz.clone(), |item| item.head().title.get(inspector.lang).clone());
        let number = inspector.say(&Message::new("attempt-number").with("n", attempt.number));
        format!("{title} · {number}")
    } else {
        let policies = course::all_policies(reader).await?;
        let policy = policies.iter().rfind(|policy| policy.flag == about).ok_or_else(AppError::not_found)?;
        let live = inspector.app.catalog.course(&policy.course);
        live.map_or_else(|| policy.flag.clone(), |live| show::course_link(&live, inspector.lang).title)
    };
    Ok(Wanted { of, name: found.display_name, what, subject, about: about.to_owned() })
}

fn view(inspector: &Inspector, wanted: &Wanted, form: FormState) -> ActPage {
    ActPage {
        person: wanted.name.clone(),
        what: wanted.what,
        subject: wanted.subject.clone(),
        about: wanted.about.clone(),
        reasons: REASONS.to_vec(),
        own: inspector.id() == wanted.of,
        action: format!("/accounts/{}/competency/acts", wanted.of),
        back_url: format!("/accounts/{}/competency", wanted.of),
        form,
    }
}
