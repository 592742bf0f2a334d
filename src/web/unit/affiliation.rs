//! Where somebody lives and works, and did, as an administrator sees and changes it.

use super::super::account::form_errors;
use super::super::actor::Administrator;
use super::super::error::AppError;
use super::super::form::Form;
use super::super::view::unit::{AffiliationRow, AffiliationsPage};
use super::super::view::{FormState, Link};
use super::super::{page, show};
use super::link;
use crate::actions::ActionError;
use crate::actions::affiliate::{begin_affiliation, end_affiliation};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::affiliation::AffiliationKind;
use xutra_domain::ids::AccountId;
use xutra_store::{affiliation, people, unit};

fn parse(id: &str) -> Result<AccountId, AppError> {
    AccountId::parse(id).ok_or_else(AppError::not_found)
}

fn url(id: AccountId) -> String {
    format!("/admin/accounts/{id}/affiliations")
}

/// `/admin/accounts/{account}/affiliations`
///
/// # Errors
/// 404.
pub async fn list(admin: Administrator, id: Path<String>) -> Result<HttpResponse, AppError> {
    show_list(&admin, parse(&id)?, StatusCode::OK, FormState::default()).await
}

async fn show_list(
    admin: &Administrator,
    id: AccountId,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let reader = admin.app.store.reader();
    let account = people::find_account(reader, id, admin.now).await?.ok_or_else(AppError::not_found)?;
    let mut rows = Vec::new();
    for one in affiliation::list_of(reader, id).await?.into_iter().rev() {
        let found = unit::find(reader, &one.unit).await?.ok_or_else(AppError::not_found)?;
        rows.push(AffiliationRow {
            unit: link(&found),
            code: one.unit,
            kind: one.kind.word(),
            since: show::day(admin, one.since),
            until: one.until.map(|at| show::day(admin, at)),
        });
    }
    let view = AffiliationsPage {
        person: Link { title: account.display_name, url: format!("/admin/accounts/{id}") },
        rows,
        kinds: AffiliationKind::ALL.iter().map(|kind| kind.word()).collect(),
        action: url(id),
        end_url: format!("{}/end", url(id)),
        form,
    };
    page::show_with(admin, status, "unit/affiliations.html", &view)
}

/// POST `/admin/accounts/{account}/affiliations`: a new home or place of work.
///
/// # Errors
/// 404, 409, 422.
pub async fn post_begin(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let done = match AffiliationKind::parse(form.get("kind")) {
        Some(kind) => begin_affiliation(&admin.app, admin.id(), id, form.get("unit").trim(), kind).await,
        None => Err(ActionError::invalid("kind", "affiliation-unfit")),
    };
    match done {
        Ok(()) => Ok(page::see_other_saying(&admin, &url(id), "good", &Message::new("flash-affiliation-begun"))),
        Err(error) => {
            let (status, errors) = form_errors(&admin, error)?;
            show_list(&admin, id, status, FormState { values: form.values(), errors }).await
        }
    }
}

/// POST `/admin/accounts/{account}/affiliations/end`
///
/// # Errors
/// 404.
pub async fn post_end(admin: Administrator, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let kind = AffiliationKind::parse(form.get("kind")).ok_or_else(AppError::bad_request)?;
    end_affiliation(&admin.app, admin.id(), id, form.get("unit"), kind).await?;
    Ok(page::see_other_saying(&admin, &url(id), "good", &Message::new("flash-affiliation-ended")))
}
