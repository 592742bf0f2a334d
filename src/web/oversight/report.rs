//! Reports without a name, as inspectors see them.

use super::super::account::form_errors;
use super::super::actor::Inspector;
use super::super::error::AppError;
use super::super::form::Form;
use super::super::page;
use super::super::view::FormState;
use super::super::view::oversight::{ReportPage, ReportsPage};
use super::report_view;
use crate::actions::tell_formality::{inspected_report, set_aside};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::ids::ReportId;
use xutra_domain::oversight::ReportState;
use xutra_store::formality;

const ADDRESS: &str = "/inspection/reports";
/// Reports that are shown at once.
const MOST: u64 = 100;

/// `/inspection/reports`
///
/// # Errors
/// Where the store fails.
pub async fn list(inspector: Inspector) -> Result<HttpResponse, AppError> {
    let found = formality::page(inspector.app.store.reader(), inspector.scopes().as_deref(), MOST).await?;
    let view = ReportsPage { rows: found.iter().map(|one| report_view(&inspector, one)).collect() };
    page::show(&inspector, "oversight/reports.html", &view)
}

fn parse(id: &str) -> Result<ReportId, AppError> {
    ReportId::parse(id).ok_or_else(AppError::not_found)
}

/// `/inspection/reports/{report}`
///
/// # Errors
/// 404 outside of the scope.
pub async fn show_report(inspector: Inspector, id: Path<String>) -> Result<HttpResponse, AppError> {
    one(&inspector, parse(&id)?, StatusCode::OK, FormState::default()).await
}

async fn one(
    inspector: &Inspector,
    id: ReportId,
    status: StatusCode,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let found = inspected_report(&inspector.app, inspector.me(), id).await?;
    let open = found.state == ReportState::Open;
    let view = ReportPage {
        report: report_view(inspector, &found),
        finding_url: open.then(|| format!("/inspection/findings/new?report={id}")),
        action: open.then(|| format!("{ADDRESS}/{id}")),
        form,
    };
    page::show_with(inspector, status, "oversight/report.html", &view)
}

/// POST `/inspection/reports/{report}`: sets it aside with a reason.
///
/// # Errors
/// 404 outside of the scope; 409 where it was settled; 422 for a reason that does not fit.
pub async fn post_set_aside(inspector: Inspector, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    match set_aside(&inspector.app, inspector.me(), id, form.get("reason")).await {
        Ok(()) => Ok(page::see_other_saying(&inspector, ADDRESS, "good", &Message::new("flash-report-set-aside"))),
        Err(error) => {
            let (status, errors) = form_errors(&inspector, error)?;
            one(&inspector, id, status, FormState { values: form.values(), errors }).await
        }
    }
}
