//! `/me/data`: what is kept of who is signed in, how to put it right, take it along or have it erased, and who looked.

pub mod desk;
mod export;

pub use export::export;

use super::account::form_errors;
use super::actor::{Learner, Overseer, Visitor};
use super::error::AppError;
use super::form::Form;
use super::view::FormState;
use super::view::personal_data::{DataPage, ErasurePage, LookRow, PurposeView, RequestRow};
use super::{page, show};
use crate::actions::ask_about_data::{Correction, ask, correct_own, note_look, say_consent};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::people::{Account, Role};
use xutra_domain::personal_data::{Purpose, RequestKind};
use xutra_store::personal_data::{self as data, DataRequest};
use xutra_store::{certificate, unit};

const ADDRESS: &str = "/me/data";
/// How many looks are shown; the file holds all.
const LOOKS: u64 = 20;

/// Notes that somebody whose duty it is looked at a person's record.
///
/// # Errors
/// Where the store fails.
pub async fn note(overseer: &Overseer, of: AccountId, what: &'static str) -> Result<(), AppError> {
    Ok(note_look(&overseer.app, overseer.id(), of, what).await?)
}

/// `/me/data`
///
/// # Errors
/// Where the store fails.
pub async fn show_data(learner: Learner) -> Result<HttpResponse, AppError> {
    let kept = kept(learner.me());
    show_page(&learner, StatusCode::OK, kept, FormState::default()).await
}

/// The form as it stands before anything is typed.
fn kept(account: &Account) -> FormState {
    let values = [
        ("display_name", account.display_name.clone()),
        ("phone", account.phone.clone().unwrap_or_default()),
        ("email", account.email.clone().unwrap_or_default()),
    ];
    FormState { values: values.map(|(name, value)| (name.to_owned(), value)).into(), errors: BTreeMap::new() }
}

async fn show_page(
    learner: &Learner,
    status: StatusCode,
    form: FormState,
    ask: FormState,
) -> Result<HttpResponse, AppError> {
    let (reader, account) = (learner.app.store.reader(), learner.me());
    let place = match &account.unit {
        Some(code) => unit::find(reader, code).await?.map(|unit| unit.name),
        None => None,
    };
    let said = data::consents(reader, account.id).await?;
    // Figures are for those who lead, and for those who said something to them before.
    let leads = account.has_role(Role::Leader, learner.now);
    let asked = |purpose: &Purpose| {
        *purpose != Purpose::WeeklyFigures || leads || said.iter().any(|one| one.purpose == *purpose)
    };
    let purposes = Purpose::ALL.into_iter().filter(asked).map(|purpose| {
        let last = said.iter().rfind(|one| one.purpose == purpose && one.version == purpose.version());
        PurposeView {
            word: purpose.word(),
            version: purpose.version(),
            given: last.is_some_and(|one| one.given),
            by_mail: purpose != Purpose::Improvement,
            said: last.map(|one| show::when(learner, one.at)),
        }
    });
    let looks = data::viewings(reader, account.id, LOOKS).await?.into_iter();
    let requests = data::requests_of(reader, account.id).await?;
    let view = DataPage {
        login: account.login.clone(),
        since: show::day(learner, account.created_at),
        place,
        audience: account.audience.word(),
        form,
        ask,
        purposes: purposes.collect(),
        looks: looks
            .map(|one| LookRow { viewer: one.viewer, what: one.what, when: show::when(learner, one.at) })
            .collect(),
        requests: requests.iter().map(|one| request_row(learner, one)).collect(),
    };
    page::show_with(learner, status, "people/data.html", &view)
}

fn request_row(visitor: &Visitor, request: &DataRequest) -> RequestRow {
    let answer = request.answer.as_ref();
    RequestRow {
        person: None,
        kind: request.kind.word(),
        note: request.note.clone(),
        asked: show::when(visitor, request.asked_at),
        // It falls due at midnight: the day before is the last one.
        due: show::day(visitor, request.due_at.plus(-1)),
        late: answer.map_or(visitor.now, |(at, ..)| *at) >= request.due_at,
        outcome: answer.map(|(_, outcome, _)| outcome.word()),
        answered: answer.map(|(at, ..)| show::when(visitor, *at)),
        answer: answer.map(|(.., said)| said.clone()).unwrap_or_default(),
    }
}

/// POST `/me/data`: puts name and addresses right.
///
/// # Errors
/// 422.
pub async fn post_correction(learner: Learner, form: Form) -> Result<HttpResponse, AppError> {
    let typed = |name| form.get(name).to_owned();
    let wanted = Correction { name: typed("display_name"), phone: typed("phone"), email: typed("email") };
    match correct_own(&learner.app, learner.id(), wanted).await {
        Ok(()) => Ok(page::see_other_saying(&learner, ADDRESS, "good", &Message::new("flash-data-corrected"))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            show_page(&learner, status, FormState { values: form.values(), errors }, FormState::default()).await
        }
    }
}

/// POST `/me/data/consents`: yes or no to a purpose.
///
/// # Errors
/// 400 for an unknown purpose.
pub async fn post_consent(learner: Learner, form: Form) -> Result<HttpResponse, AppError> {
    let purpose = Purpose::parse(form.get("purpose")).ok_or_else(AppError::bad_request)?;
    let given = form.get("given") == "yes";
    say_consent(&learner.app, learner.id(), purpose, given).await?;
    let said = if given { "flash-data-agreed" } else { "flash-data-declined" };
    Ok(page::see_other_saying(&learner, ADDRESS, "good", &Message::new(said)))
}

/// POST `/me/data/requests`: asks for something to be put right.
///
/// # Errors
/// 409, 422.
pub async fn post_request(learner: Learner, form: Form) -> Result<HttpResponse, AppError> {
    match ask(&learner.app, learner.id(), RequestKind::Correction, form.get("note")).await {
        Ok(()) => Ok(page::see_other_saying(&learner, ADDRESS, "good", &Message::new("flash-data-asked"))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            let asked = FormState { values: form.values(), errors };
            show_page(&learner, status, kept(learner.me()), asked).await
        }
    }
}

/// `/me/data/erasure`: asks before it is asked for.
///
/// # Errors
/// Where the store fails.
pub async fn show_erasure(learner: Learner) -> Result<HttpResponse, AppError> {
    erasure(&learner, StatusCode::OK, FormState::default()).await
}

async fn erasure(learner: &Learner, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let certificates = certificate::list_of(learner.app.store.reader(), learner.id()).await?.len();
    page::show_with(learner, status, "people/erasure.html", &ErasurePage { certificates, form })
}

/// POST `/me/data/erasure`: asks to be erased.
///
/// # Errors
/// 409 for who has duties or asked before, 422 for who is not sure.
pub async fn post_erasure(learner: Learner, form: Form) -> Result<HttpResponse, AppError> {
    if form.get("sure") != "yes" {
        let errors = BTreeMap::from([("sure".to_owned(), learner.word("field-missing"))]);
        return erasure(&learner, StatusCode::UNPROCESSABLE_ENTITY, FormState { values: form.values(), errors }).await;
    }
    match ask(&learner.app, learner.id(), RequestKind::Erasure, "").await {
        Ok(()) => Ok(page::see_other_saying(&learner, ADDRESS, "good", &Message::new("flash-data-asked"))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            erasure(&learner, status, FormState { values: form.values(), errors }).await
        }
    }
}
