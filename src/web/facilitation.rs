//! A facilitator says that a session was held with somebody who has used up the tries of an exam: asked before it is done.

use super::account::form_errors;
use super::actor::{self, Overseer};
use super::competency::lessons_for;
use super::error::AppError;
use super::form::Form;
use super::view::FormState;
use super::view::competency::SessionPage;
use super::{page, show};
use crate::actions::decide_flag::{FlagStanding, standings};
use crate::actions::hold_session::hold_session;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_store::people;

/// With whom, and about which flag.
struct Wanted {
    of: AccountId,
    name: String,
    flag: FlagStanding,
}

/// `/accounts/{account}/competency/session?flag=`: asks before it is recorded.
///
/// # Errors
/// 404 outside of the scope, and for a flag that is not there.
pub async fn show_session(overseer: Overseer, id: Path<String>) -> Result<HttpResponse, AppError> {
    let wanted = wanted(&overseer, &id).await?;
    page::show(&overseer, "competency/session.html", &view(&overseer, &wanted, FormState::default()))
}

/// POST `/accounts/{account}/competency/session?flag=`: records it.
///
/// # Errors
/// 404 outside of the scope, 403 for oneself.
pub async fn post_session(overseer: Overseer, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let wanted = wanted(&overseer, &id).await?;
    let ask = |status, errors| {
        let form = FormState { values: form.values(), errors };
        page::show_with(&overseer, status, "competency/session.html", &view(&overseer, &wanted, form))
    };
    if form.get("sure") != "yes" {
        let errors = BTreeMap::from([("sure".to_owned(), overseer.word("field-missing"))]);
        return ask(StatusCode::UNPROCESSABLE_ENTITY, errors);
    }
    match hold_session(&overseer.app, overseer.id(), wanted.of, &wanted.flag.policy.flag).await {
        Ok(()) => Ok(page::see_other_saying(&overseer, &back(wanted.of), "good", &Message::new("flash-session-held"))),
        Err(error) => {
            let (status, errors) = form_errors(&overseer, error)?;
            ask(status, errors)
        }
    }
}

/// Finds what is asked for, inside the scope of a facilitator.
async fn wanted(overseer: &Overseer, id: &str) -> Result<Wanted, AppError> {
    let of = AccountId::parse(id).ok_or_else(AppError::not_found)?;
    if !overseer.facilitates(of).await? {
        return Err(AppError::not_found());
    }
    let found = people::find_account(overseer.app.store.reader(), of, overseer.now).await?;
    let name = found.ok_or_else(AppError::not_found)?.display_name;
    let asked = actor::query_value(overseer.request().query_string(), "flag").unwrap_or_default();
    let mut flags = standings(&overseer.app, of).await?.into_iter();
    let flag = flags.find(|flag| flag.policy.flag == asked).ok_or_else(AppError::not_found)?;
    Ok(Wanted { of, name, flag })
}

fn back(of: AccountId) -> String {
    format!("/accounts/{of}/competency")
}

fn view(overseer: &Overseer, wanted: &Wanted, form: FormState) -> SessionPage {
    let (flag, lang) = (&wanted.flag, overseer.lang);
    let live = overseer.app.catalog.course(&flag.course);
    let weak = flag.standing.skills.iter().filter(|skill| !skill.met).map(|skill| skill.skill.as_str());
    let weak: Vec<&str> = weak.collect();
    SessionPage {
        person: wanted.name.clone(),
        course: live.as_ref().map_or_else(|| flag.course.clone(), |live| show::course_link(live, lang).title),
        attempts: flag.policy.attempts.max,
        lessons: live.map(|live| lessons_for(&live, &weak, overseer)).unwrap_or_default(),
        action: format!("{}/session?flag={}", back(wanted.of), flag.policy.flag),
        back_url: back(wanted.of),
        form,
    }
}
