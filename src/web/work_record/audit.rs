//! Confirmed records that were drawn to be looked at again by an inspector.

use super::super::account::form_errors;
use super::super::actor::Inspector;
use super::super::error::AppError;
use super::super::figures::card::{percent, whole};
use super::super::form::Form;
use super::super::view::work_record::{AuditPage, AuditsPage, RateView, RecordRow};
use super::super::view::{FormState, Link};
use super::super::{page, show};
use super::{parse, record_view};
use crate::actions::ActionError;
use crate::actions::confirm_work::audit_work;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::reporting::share;
use xutra_domain::work_record::Rate;
use xutra_store::work_audit;
use xutra_store::work_record::WorkRecord;

const ADDRESS: &str = "/inspection/work-records";
/// Records that are shown at once.
const MOST: u64 = 100;

/// `/inspection/work-records`
///
/// # Errors
/// Where the store fails.
pub async fn list(inspector: Inspector) -> Result<HttpResponse, AppError> {
    let reader = inspector.app.store.reader();
    let found = work_audit::page_open(reader, inspector.id(), inspector.scopes().as_deref(), MOST).await?;
    let row = |(record, author): &(WorkRecord, String)| RecordRow {
        url: format!("{ADDRESS}/{}", record.id),
        task: record.told.task.word(),
        author: Some(author.clone()),
        state: record.state.word(),
        at: show::when(&inspector, record.declared_at),
        late: false,
    };
    let rate = work_audit::rate(reader).await?;
    let view = AuditsPage { rows: found.iter().map(row).collect(), rate: rate_view(inspector.lang, rate) };
    page::show(&inspector, "work_record/audits.html", &view)
}

fn rate_view(lang: &str, rate: Rate) -> Option<RateView> {
    let (low, high) = rate.interval()?;
    Some(RateView {
        passed: whole(lang, rate.passed),
        judged: whole(lang, rate.judged),
        share: percent(lang, share(rate.passed, rate.judged)?),
        low: percent(lang, low * 100.0),
        high: percent(lang, high * 100.0),
    })
}

/// A record that was drawn and waits, for who may look at it; for anybody else it does not exist.
async fn find(inspector: &Inspector, id: &str) -> Result<(WorkRecord, String), AppError> {
    let id = parse(id)?;
    let found = work_audit::find_open(inspector.app.store.reader(), id, inspector.id()).await?;
    let (record, author) = found.ok_or_else(AppError::not_found)?;
    inspector.must_inspect(record.author).await?;
    Ok((record, author))
}

/// `/inspection/work-records/{record}`
///
/// # Errors
/// 404.
pub async fn show_record(inspector: Inspector, id: Path<String>) -> Result<HttpResponse, AppError> {
    let found = find(&inspector, &id).await?;
    show_one(&inspector, StatusCode::OK, &found, FormState::default())
}

fn show_one(
    inspector: &Inspector,
    status: StatusCode,
    (record, author): &(WorkRecord, String),
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let view = AuditPage {
        author: Link { title: author.clone(), url: format!("/accounts/{}/competency", record.author) },
        record: record_view(inspector, record),
        quality: record.quality,
        action: format!("{ADDRESS}/{}", record.id),
        form,
    };
    page::show_with(inspector, status, "work_record/audit.html", &view)
}

/// POST `/inspection/work-records/{record}`
///
/// # Errors
/// 404; 422 for what does not fit.
pub async fn post_record(inspector: Inspector, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let found = find(&inspector, &id).await?;
    let audited = match form.get("verdict") {
        verdict @ ("held" | "failed") => {
            audit_work(&inspector.app, inspector.me(), &found.0, verdict == "held", form.get("reason")).await
        }
        _ => Err(ActionError::invalid("verdict", "work-verdict-missing")),
    };
    match audited {
        Ok(()) => Ok(page::see_other_saying(&inspector, ADDRESS, "good", &Message::new("flash-work-audited"))),
        Err(error) => {
            let (status, errors) = form_errors(&inspector, error)?;
            show_one(&inspector, status, &found, FormState { values: form.values(), errors })
        }
    }
}
