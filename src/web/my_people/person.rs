//! One person of a facilitator's scope, and registering somebody who cannot do so.

use crate::actions::ask_about_data::note_look;
use crate::actions::register_person::{NewPerson, register_person};
use crate::message::Message;
use crate::web::account::form_errors;
use crate::web::actor::Facilitator;
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::sitting::own_units;
use crate::web::view::FormState;
use crate::web::view::my_people::{NewPersonPage, PersonCourse, PersonPage};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::course::Viewer;
use xutra_domain::ids::AccountId;
use xutra_domain::learning as rules;
use xutra_domain::people::{Account, Role};
use xutra_store::{card, learning, people, unit};

pub(super) fn url(id: AccountId) -> String {
    format!("/people/{id}")
}

/// Somebody of the scope; whoever lives elsewhere does not exist.
async fn wanted(facilitator: &Facilitator, id: &str) -> Result<Account, AppError> {
    let id = AccountId::parse(id).ok_or_else(AppError::not_found)?;
    let reader = facilitator.app.store.reader();
    let path = people::unit_path_of(reader, id).await?.flatten();
    let me = facilitator.me();
    let within = path.map_or_else(
        || me.has_role_everywhere(Role::Facilitator, facilitator.now),
        |path| me.has_role_over(Role::Facilitator, &path, facilitator.now),
    );
    if !within {
        return Err(AppError::not_found());
    }
    people::find_account(reader, id, facilitator.now).await?.ok_or_else(AppError::not_found)
}

/// `/people/{account}`: how far they are, and what comes next.
///
/// # Errors
/// 404 outside of the scope.
pub async fn one(facilitator: Facilitator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let account = wanted(&facilitator, &id).await?;
    note_look(&facilitator.app, facilitator.id(), account.id, "progress").await?;
    let reader = facilitator.app.store.reader();
    let place = match &account.unit {
        Some(code) => unit::find(reader, code).await?.map(|unit| unit.name),
        None => None,
    };
    let view = PersonPage {
        id: account.id.to_string(),
        has_password: card::has_password(reader, account.id).await?,
        may_have_card: account.roles.is_empty() && !account.disabled && account.id != facilitator.id(),
        courses: courses(&facilitator, &account).await?,
        why_url: format!("/accounts/{}/competency", account.id),
        identifier: account.login.or(account.phone.clone()).or(account.email).unwrap_or_default(),
        name: account.display_name,
        unit: place,
        phone: account.phone,
    };
    page::show(&facilitator, "people/person.html", &view)
}

async fn courses(facilitator: &Facilitator, of: &Account) -> Result<Vec<PersonCourse>, AppError> {
    let (reader, viewer) = (facilitator.app.store.reader(), Viewer::of(of, facilitator.now));
    let mut found = Vec::new();
    for id in learning::enrolled_courses(reader, of.id).await? {
        let Some(live) = facilitator.app.catalog.course_for(&id, viewer) else { continue };
        let record = learning::record(reader, of.id, &id, facilitator.now).await?;
        let progress = rules::progress(&live.course, viewer, &record);
        let next = progress.next().and_then(|next| live.course.item(next));
        found.push(PersonCourse {
            course: show::course_link(&live, facilitator.lang),
            next: next.map(|item| show::item_link(&id, item, facilitator.lang)),
            progress: show::progress(&progress),
        });
    }
    Ok(found)
}

/// `/people/new`
///
/// # Errors
/// 404 for who is no facilitator.
pub async fn show_new(facilitator: Facilitator) -> Result<HttpResponse, AppError> {
    show_form(&facilitator, StatusCode::OK, FormState::default()).await
}

async fn show_form(facilitator: &Facilitator, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let view = NewPersonPage { units: own_units(facilitator).await?, form };
    page::show_with(facilitator, status, "people/new.html", &view)
}

/// POST `/people/new`: registers somebody without a password.
///
/// # Errors
/// 422 for what does not fit.
pub async fn post_new(facilitator: Facilitator, form: Form) -> Result<HttpResponse, AppError> {
    let typed = NewPerson {
        display_name: form.get("display_name").to_owned(),
        phone: form.get("phone").to_owned(),
        unit: form.get("unit").to_owned(),
        birth_year: form.get("birth_year").to_owned(),
    };
    match register_person(&facilitator.app, facilitator.me(), &typed).await {
        Ok(id) => {
            let message = Message::new("flash-person-registered");
            Ok(page::see_other_saying(&facilitator, &url(id), "good", &message))
        }
        Err(error) => {
            let (status, errors) = form_errors(&facilitator, error)?;
            show_form(&facilitator, status, FormState { values: form.values(), errors }).await
        }
    }
}
