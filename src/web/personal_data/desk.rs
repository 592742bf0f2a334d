//! `/admin/requests`: what people asked about their data, with the clock of the law, and answering it.

use super::super::account::form_errors;
use super::super::actor::{Administrator, query_value};
use super::super::error::AppError;
use super::super::form::Form;
use super::super::page;
use super::super::view::personal_data::{RequestPage, RequestRow, RequestsPage};
use super::super::view::{FormState, Link};
use super::request_row;
use crate::actions::answer_data_request::answer_data_request;
use crate::actions::ask_about_data::note_look;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::DAY;
use xutra_domain::personal_data::{Outcome, RequestKind};
use xutra_domain::working_day::knows_holidays;
use xutra_store::personal_data::{self as data, DataRequest};
use xutra_store::{certificate, people};

const ADDRESS: &str = "/admin/requests";
/// How far ahead holidays must be known: no answer is due later.
const SOON: i64 = 14 * DAY;
/// Rows of a page.
const ROWS: usize = 50;

/// `/admin/requests?which=open|answered&page=`
///
/// # Errors
/// Where the store fails.
pub async fn list(admin: Administrator) -> Result<HttpResponse, AppError> {
    let query = admin.request().query_string();
    let open = query_value(query, "which").as_deref() != Some("answered");
    let number: u64 = query_value(query, "page").and_then(|text| text.parse().ok()).unwrap_or(0);
    let rows = u64::try_from(ROWS).unwrap_or(u64::MAX);
    let offset = number.saturating_mul(rows).min(u64::from(u32::MAX));
    let mut found = data::page_requests(admin.app.store.reader(), open, offset, rows + 1).await?;
    let more = found.len() > ROWS;
    found.truncate(ROWS);
    let mut views = Vec::new();
    for request in &found {
        let name = name(&admin, request.account).await?;
        let person = Link { title: name, url: format!("{ADDRESS}/{}", request.id) };
        views.push(RequestRow { person: Some(person), ..request_row(&admin, request) });
    }
    let which = if open { "open" } else { "answered" };
    let next_url = more.then(|| format!("{ADDRESS}?which={which}&page={}", number.saturating_add(1)));
    page::show(
        &admin,
        "people/requests.html",
        &RequestsPage { open, unknown_year: unknown_year(&admin), rows: views, next_url },
    )
}

/// The year of a request of today, or of its answer, where its public holidays are not known.
fn unknown_year(admin: &Administrator) -> Option<String> {
    let years = [admin.now, admin.now.plus(SOON)].map(|at| admin.app.zone.year(at));
    years.into_iter().find(|year| !i32::try_from(*year).is_ok_and(knows_holidays)).map(|year| year.to_string())
}

/// The name of a person; an erased one has none.
async fn name(admin: &Administrator, id: AccountId) -> Result<String, AppError> {
    let found = people::find_account(admin.app.store.reader(), id, admin.now).await?;
    let name = found.map(|account| account.display_name).filter(|name| !name.is_empty());
    Ok(name.unwrap_or_else(|| admin.word("person-erased")))
}

async fn find(admin: &Administrator, id: &str) -> Result<DataRequest, AppError> {
    let id = Uuid::try_parse(id).map_err(|_| AppError::not_found())?;
    data::find_request(admin.app.store.reader(), id).await?.ok_or_else(AppError::not_found)
}

/// `/admin/requests/{request}`: asks before it is answered.
///
/// # Errors
/// 404.
pub async fn show_request(admin: Administrator, id: Path<String>) -> Result<HttpResponse, AppError> {
    let request = find(&admin, &id).await?;
    note_look(&admin.app, admin.id(), request.account, "request").await?;
    show_one(&admin, StatusCode::OK, &request, FormState::default()).await
}

async fn show_one(
    admin: &Administrator,
    status: StatusCode,
    request: &DataRequest,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let url = format!("/admin/accounts/{}", request.account);
    let view = RequestPage {
        person: Link { title: name(admin, request.account).await?, url },
        row: request_row(admin, request),
        certificates: certificate::list_of(admin.app.store.reader(), request.account).await?.len(),
        action: format!("{ADDRESS}/{}", request.id),
        form,
    };
    page::show_with(admin, status, "people/request.html", &view)
}

/// POST `/admin/requests/{request}`: answers it.
///
/// # Errors
/// 404, 403 for one's own, 409, 422.
pub async fn post_request(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let request = find(&admin, &id).await?;
    let outcome = Outcome::parse(form.get("outcome")).ok_or_else(AppError::bad_request)?;
    let erases = request.kind == RequestKind::Erasure && outcome == Outcome::Done;
    if erases && form.get("sure") != "yes" {
        let errors = BTreeMap::from([("sure".to_owned(), admin.word("field-missing"))]);
        let form = FormState { values: form.values(), errors };
        return show_one(&admin, StatusCode::UNPROCESSABLE_ENTITY, &request, form).await;
    }
    match answer_data_request(&admin.app, admin.id(), request.id, outcome, form.get("answer")).await {
        Ok(()) => {
            let said = if erases { "flash-person-erased" } else { "flash-data-answered" };
            Ok(page::see_other_saying(&admin, ADDRESS, "good", &Message::new(said)))
        }
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            show_one(&admin, status, &request, FormState { values: form.values(), errors }).await
        }
    }
}
