//! Telling of learning for form's sake: anybody may, and nothing of them is kept.

use super::super::account::form_errors;
use super::super::actor::{Visitor, query_value};
use super::super::error::AppError;
use super::super::form::Form;
use super::super::page;
use super::super::view::oversight::{ReceiptPage, TellPage};
use super::super::view::{FormState, Link};
use super::report_view;
use crate::actions::tell_formality::{look_up, tell};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::oversight::ReportKind;
use xutra_domain::people::search_key;
use xutra_domain::spoken_code::CardCode;
use xutra_domain::unit::Unit;
use xutra_store::unit;

/// Units that a search shows.
const MOST: usize = 20;

/// `/report?q=&unit=&receipt=`: the search of a unit, then the form; with a receipt, what became of it.
///
/// # Errors
/// Where the store fails.
pub async fn show_tell(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let value = |name| query_value(visitor.request().query_string(), name).unwrap_or_default();
    if let Some(receipt) = CardCode::parse(&value("receipt")) {
        return Ok(page::see_other(&format!("/report/{}", receipt.as_str())));
    }
    ask(&visitor, StatusCode::OK, (&value("q"), &value("unit")), FormState::default()).await
}

async fn ask(
    visitor: &Visitor,
    status: StatusCode,
    (query, unit_code): (&str, &str),
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let reader = visitor.app.store.reader();
    let chosen = unit::find(reader, unit_code.trim()).await?.filter(|unit| unit.lasts_at(visitor.now));
    let key = search_key(query);
    let units = match chosen.is_none() && !key.is_empty() {
        true => unit::list_lasting(reader, visitor.now).await?,
        false => Vec::new(),
    };
    let fits = |one: &&Unit| search_key(&one.name).contains(&key) || one.code.eq_ignore_ascii_case(query.trim());
    let found = units.iter().filter(fits).take(MOST);
    let link = |one: &Unit| {
        let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("unit", &one.code).finish();
        Link { title: one.name.clone(), url: format!("/report?{query}") }
    };
    let view = TellPage {
        query: query.to_owned(),
        units: found.map(link).collect(),
        unit: chosen.map(|one| Link { title: one.name, url: one.code }),
        kinds: ReportKind::ALL.iter().map(|kind| kind.word()).collect(),
        form,
    };
    page::show_with(visitor, status, "oversight/tell.html", &view)
}

/// POST `/report`: keeps it, and shows the receipt once.
///
/// # Errors
/// 422 for what does not fit; 429 for too many from one address.
pub async fn post_tell(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    let told = (form.get("unit"), form.get("kind"), form.get("words"));
    match tell(&visitor.app, visitor.address, told).await {
        Ok(receipt) => {
            let view = ReceiptPage { receipt: Some(receipt.shown()), report: None };
            page::show(&visitor, "oversight/receipt.html", &view)
        }
        Err(error) => {
            let (status, errors) = form_errors(&visitor, error)?;
            ask(&visitor, status, ("", form.get("unit")), FormState { values: form.values(), errors }).await
        }
    }
}

/// `/report/{code}`: what became of it, for who holds the receipt.
///
/// # Errors
/// 404 for a receipt that is none; 429 after too many.
pub async fn show_receipt(visitor: Visitor, code: Path<String>) -> Result<HttpResponse, AppError> {
    let found = look_up(&visitor.app, visitor.address, &code).await?;
    let view = ReceiptPage { receipt: None, report: Some(report_view(&visitor, &found)) };
    page::show(&visitor, "oversight/receipt.html", &view)
}
