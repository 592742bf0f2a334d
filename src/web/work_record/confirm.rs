//! Records of others that one was drawn to confirm: each alone, with nothing else of its author.

use super::super::account::form_errors;
use super::super::actor::Learner;
use super::super::error::AppError;
use super::super::form::Form;
use super::super::view::FormState;
use super::super::view::work_record::{ConfirmPage, RecordRow, ToConfirmPage};
use super::super::{page, show};
use super::{ADDRESS, parse, record_view, url};
use crate::actions::confirm_work::{Verdict, asked_record, confirm_work};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::work_record::State;
use xutra_store::work_confirmation::Asked;
use xutra_store::work_record::WorkRecord;
use xutra_store::{people, work_confirmation};

/// Records that are shown at once.
const MOST: u64 = 100;

/// `/work-records/to-confirm`
///
/// # Errors
/// Where the store fails.
pub async fn list(learner: Learner) -> Result<HttpResponse, AppError> {
    let found = work_confirmation::list_of(learner.app.store.reader(), learner.id(), MOST).await?;
    let row = |(asked, record, author): (Asked, WorkRecord, String)| RecordRow {
        url: format!("{}/confirmation", url(record.id)),
        task: record.told.task.word(),
        author: Some(author),
        state: record.state.word(),
        at: show::when(&learner, asked.due_at),
        late: asked.due_at <= learner.now,
    };
    let view = ToConfirmPage { rows: found.into_iter().map(row).collect() };
    page::show(&learner, "work_record/to_confirm.html", &view)
}

/// `/work-records/{record}/confirmation`
///
/// # Errors
/// 404 for who is not asked.
pub async fn show_record(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let (asked, record) = asked_record(&learner.app, learner.id(), parse(&id)?).await?;
    show_one(&learner, StatusCode::OK, &asked, &record, FormState::default()).await
}

async fn show_one(
    learner: &Learner,
    status: StatusCode,
    asked: &Asked,
    record: &WorkRecord,
    form: FormState,
) -> Result<HttpResponse, AppError> {
    let author = people::find_account(learner.app.store.reader(), record.author, learner.now).await?;
    let author = author.filter(|author| !author.disabled).ok_or_else(AppError::not_found)?;
    let view = ConfirmPage {
        author: author.display_name,
        record: record_view(learner, record),
        appeal: record.appeal.clone().filter(|_| record.state == State::Appealed),
        due: show::when(learner, asked.due_at),
        action: format!("{}/confirmation", url(record.id)),
        form,
    };
    page::show_with(learner, status, "work_record/confirm.html", &view)
}

/// POST `/work-records/{record}/confirmation`
///
/// # Errors
/// 404; 409 where it was answered in the meantime; 422 for what does not fit.
pub async fn post_record(learner: Learner, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let id = parse(&id)?;
    let verdict = match form.get("verdict") {
        "return" => Verdict::Return(form.get("reason").to_owned()),
        _ => Verdict::Confirm(form.get("quality").parse().unwrap_or(0)),
    };
    match confirm_work(&learner.app, learner.me(), id, verdict).await {
        Ok(state) => {
            let said = match state {
                State::Confirmed => "flash-work-confirmed",
                State::Refused => "flash-work-refused",
                _ => "flash-use-returned",
            };
            Ok(page::see_other_saying(&learner, &format!("{ADDRESS}/to-confirm"), "good", &Message::new(said)))
        }
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            let (asked, record) = asked_record(&learner.app, learner.id(), id).await?;
            show_one(&learner, status, &asked, &record, FormState { values: form.values(), errors }).await
        }
    }
}
