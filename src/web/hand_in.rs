//! Files of practical work: sent with the question's form or by a program, bounded in size, number and time, and shown to
//! nobody but the learner, who marks the work, and whose duty it is.

use super::actor::{Examinee, Learner};
use super::asking::question;
use super::assessment::{after, attempt_id};
use super::error::AppError;
use super::finish::{Outgoing, form_token_fits};
use super::form::Form;
use super::upload::{is_multipart, unsupported};
use super::{api, page};
use crate::actions::ActionError;
use crate::actions::answer_question::{answer_question, find_own};
use crate::actions::hand_in_file::{add_file, remove_file};
use crate::task_file::LARGEST;
use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use futures_util::StreamExt as _;
use serde_json::json;
use std::future::Future;
use std::pin::Pin;
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;
use xutra_domain::assessment::Answer;
use xutra_domain::people::Role;
use xutra_store::assessment::{self, Attempt};
use xutra_store::marking::{self, WorkState};
use xutra_store::task_file::{self, FileHead};

/// Most files of a form.
const MOST_FILES: usize = 20;
/// Most fields of a form that are no files.
const MOST_FIELDS: usize = 1_000;
/// Largest field that is no file, in bytes.
const LARGEST_FIELD: usize = 64 * 1_024;
/// Most bytes of a form in all.
const LARGEST_FORM: usize = 3 * LARGEST;
/// Forms that are read at the same time.
static LANES: Semaphore = Semaphore::const_new(6);
/// A picture takes longer to arrive than a form without one: so many times as long.
const PATIENCE: u32 = 6;

/// A form with files, or a program's request with one.
pub struct HandIn {
    /// Who.
    pub learner: Learner,
    /// The fields that are no files.
    pub form: Form,
    /// The files.
    pub files: Vec<SentFile>,
    _lane: SemaphorePermit<'static>,
}

/// A file as it was sent.
#[derive(Debug)]
pub struct SentFile {
    /// Name of the field.
    pub field: String,
    /// The name that its sender gives it.
    pub name: String,
    /// What is in it, as it came.
    pub content: Vec<u8>,
}

impl FromRequest for HandIn {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let parts = Multipart::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let is_api = request.path().starts_with("/api/");
            // The page's form goes on by the attempt's own token, as answers do; programs have tokens of their own.
            let learner = match is_api {
                true => Learner::extract(&request).await?,
                false => Examinee::extract(&request).await?.0,
            };
            if is_api {
                api::check_site(&request).await?;
            }
            if !is_multipart(&request) {
                return Err(unsupported());
            }
            let parts = parts.await.map_err(|_| unsupported())?;
            let lane = LANES.try_acquire().map_err(|_| AppError::busy_for(5))?;
            let time = learner.app.config.patience.body * PATIENCE;
            let read = tokio::time::timeout(time, read(parts)).await;
            let (form, files) = read.map_err(|_| AppError::new(StatusCode::REQUEST_TIMEOUT, "error-slow"))??;
            if !is_api
                && Outgoing::with(&request, |outgoing| outgoing.needs_form_token)
                && !form_token_fits(&learner.app, &request, form.get("csrf"))
            {
                return Err(AppError::new(StatusCode::FORBIDDEN, "error-csrf"));
            }
            Ok(Self { learner, form, files, _lane: lane })
        })
    }
}

type Parts = (Form, Vec<SentFile>);

async fn read(mut parts: Multipart) -> Result<Parts, AppError> {
    let too_large = || AppError::new(StatusCode::PAYLOAD_TOO_LARGE, "error-too-large");
    let (mut fields, mut files, mut sum) = (Vec::new(), Vec::new(), 0);
    let mut files_there = 0;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| AppError::bad_request())?;
        let name = part.name().unwrap_or_default().to_owned();
        let about = part.content_disposition();
        let file_name = about.and_then(|about| about.get_filename()).map(str::to_owned);
        let most = if file_name.is_some() { LARGEST } else { LARGEST_FIELD };
        files_there += usize::from(file_name.is_some());
        if files_there > MOST_FILES || fields.len() >= MOST_FIELDS {
            return Err(AppError::bad_request());
        }
        let mut content = Vec::new();
        while let Some(piece) = part.next().await {
            let piece = piece.map_err(|_| AppError::bad_request())?;
            sum += piece.len();
            if content.len() + piece.len() > most || sum > LARGEST_FORM {
                return Err(too_large());
            }
            content.extend_from_slice(&piece);
        }
        match file_name {
            // Where nothing was picked, browsers send a file without a name.
            Some(file_name) if !(file_name.is_empty() && content.is_empty()) => {
                files.push(SentFile { field: name, name: file_name, content });
            }
            Some(_) => {}
            None => {
                let text = String::from_utf8(content).map_err(|_| AppError::bad_request())?;
                if text.contains('\0') {
                    return Err(AppError::bad_request());
                }
                // A text field of several parts breaks its lines as mail does.
                fields.push((name, text.replace("\r\n", "\n")));
            }
        }
    }
    Ok((Form::of_fields(fields), files))
}

/// POST `/attempts/{attempt}/questions/{place}/work`: saves what was written and adds the files.
///
/// # Errors
/// 404, 413, 415; what does not fit is said on the page.
pub async fn post_work(sent: HandIn, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let HandIn { learner, form, files, .. } = sent;
    let (id, place) = (attempt_id(&path.0)?, path.1.as_str());
    let (attempt, pinned) = find_own(&learner.app, learner.id(), id).await?;
    let mut outcome = Ok(());
    for file in files {
        outcome = add_file(&learner.app, learner.id(), id, place, &file.name, file.content).await.map(drop);
        if outcome.is_err() {
            break;
        }
    }
    // What was written is saved, and what was added stays, whatever a further file was.
    let value = json!({ "text": form.get("text"), "files": ids_at(&learner, &attempt, place).await? });
    let saved = answer_question(&learner.app, learner.id(), id, place, &value).await.map(drop);
    match outcome.and(saved) {
        Ok(()) => {
            let go = if form.get("go") == "files" { "stay" } else { form.get("go") };
            Ok(page::see_other(&after(&attempt, place, go)))
        }
        Err(ActionError::Invalid(faults)) => {
            let sentence = faults.values().next().map(|fault| learner.say(fault)).unwrap_or_default();
            let (attempt, _) = find_own(&learner.app, learner.id(), id).await?;
            question(&learner, &attempt, &pinned, place, Some(&form), Some(sentence)).await
        }
        // Its time is over: what was saved is graded, and the result is shown.
        Err(ActionError::Conflict { .. }) => Ok(page::see_other(&format!("/attempts/{id}"))),
        Err(error) => Err(error.into()),
    }
}

/// The files of a place: on a page, all of them are handed in.
pub(super) async fn ids_at(learner: &Learner, attempt: &Attempt, place: &str) -> Result<Vec<String>, AppError> {
    let files = task_file::list(learner.app.store.reader(), attempt.id).await?;
    Ok(files.iter().filter(|one| one.place == place).map(|one| one.id.to_string()).collect())
}

/// POST `/attempts/{attempt}/questions/{place}/files/{task_file}/removal`: takes a file back; what was written meanwhile
/// is saved.
///
/// # Errors
/// 404, 409 once the attempt has ended.
pub async fn post_removal(
    examinee: Examinee,
    path: Path<(String, String, String)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let learner = examinee.0;
    let (id, place) = (attempt_id(&path.0)?, path.1.as_str());
    remove_file(&learner.app, learner.id(), id, place, file_id(&path.2)?).await?;
    let (attempt, _) = find_own(&learner.app, learner.id(), id).await?;
    let value = json!({ "text": form.get("text"), "files": ids_at(&learner, &attempt, place).await? });
    match answer_question(&learner.app, learner.id(), id, place, &value).await {
        // A text that does not fit is told when it is saved.
        Ok(_) | Err(ActionError::Invalid(_)) => Ok(page::see_other(&after(&attempt, place, "stay"))),
        Err(error) => Err(error.into()),
    }
}

/// The id of a file in an address.
pub(super) fn file_id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::not_found())
}

/// `/task-files/{task_file}`: for the learner, who has taken the work to mark it, inspectors of the learner's unit and
/// administrators. For anybody else it does not exist.
///
/// # Errors
/// 404.
pub async fn show_file(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let reader = learner.app.store.reader();
    let head = task_file::find(reader, file_id(&id)?).await?.ok_or_else(AppError::not_found)?;
    if !may_see(&learner, &head).await? {
        return Err(AppError::not_found());
    }
    let content = task_file::content(reader, head.id).await?;
    let picture = head.kind == "image/jpeg";
    let (how, ending) = if picture { ("inline", "jpg") } else { ("attachment", "pdf") };
    // The name that its learner gave it could tell who that is.
    let name = format!("{how}; filename=\"{}.{ending}\"", &head.id.simple().to_string()[..8]);
    Ok(HttpResponse::Ok()
        .content_type(if picture { "image/jpeg" } else { "application/pdf" })
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(content))
}

async fn may_see(learner: &Learner, head: &FileHead) -> Result<bool, AppError> {
    let reader = learner.app.store.reader();
    let Some(attempt) = assessment::find_attempt(reader, head.attempt).await? else { return Ok(false) };
    if attempt.account == learner.id() || learner.is_administrator() {
        return Ok(true);
    }
    if learner.inspects(attempt.account).await? {
        return Ok(true);
    }
    let teaches = |role| learner.me().has_role_everywhere(role, learner.now);
    let named = |file: &Answer| matches!(file, Answer::Task { files, .. } if files.contains(&head.id.to_string()));
    if !teaches(Role::Instructor) || !attempt.answers.get(&head.place).is_some_and(named) {
        return Ok(false);
    }
    let works = marking::of_attempts(reader, &[attempt.id]).await?;
    let taken = |work: &marking::Queued| {
        work.state == WorkState::Waiting
            && work.reservation.is_some_and(|kept| kept.by == learner.id() && kept.holds_at(learner.now))
    };
    Ok(works.iter().any(|work| work.work.place == head.place && taken(work)))
}
