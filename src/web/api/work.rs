//! Practical work for programs: files of an answer, what waits to be marked, and marks.

use super::{Body, Items, OwnSite, answer, limit, ok, parameter};
use crate::actions::ActionError;
use crate::actions::hand_in_file::{add_file, remove_file};
use crate::actions::mark_work::{Given, Marking, find_work, mark_work, marker_of, take};
use crate::message::Message;
use crate::web::actor::{Instructor, Learner};
use crate::web::assessment::attempt_id;
use crate::web::error::AppError;
use crate::web::hand_in::{HandIn, SentFile, file_id};
use crate::web::show;
use crate::web::teach::marking::{cursor_of, files_of, read_cursor, text_of};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use xutra_domain::course::question::Answers;
use xutra_domain::instant::Instant;
use xutra_domain::marking::DUE_AFTER;
use xutra_store::marking;

/// A file that was added to a task; an answer hands it in by naming its id.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileBody {
    id: String,
    /// What it is now: a picture is kept as `image/jpeg`.
    #[serde(rename = "type")]
    kind: String,
    name: String,
    bytes: u64,
    url: String,
}

/// POST `/attempts/{attempt}/questions/{question}/files`: one part of the form holds the file.
///
/// # Errors
/// 401, 404, 409 once the attempt has ended, 413, 415, 422 for a file that is not taken.
pub async fn post_file(sent: HandIn, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let HandIn { learner, mut files, .. } = sent;
    let id = attempt_id(&path.0)?;
    let (Some(SentFile { name, content, .. }), true) = (files.pop(), files.is_empty()) else {
        let mut error = AppError::new(StatusCode::UNPROCESSABLE_ENTITY, "error-bad-request");
        error.fields.insert("/file".into(), Message::new("file-one"));
        return Err(error);
    };
    let head = add_file(&learner.app, learner.id(), id, &path.1, &name, content).await?;
    let body = FileBody {
        id: head.id.to_string(),
        kind: head.kind.clone(),
        name: head.name.clone(),
        bytes: head.bytes,
        url: crate::web::marked::file_url(&head),
    };
    answer(learner.request(), StatusCode::CREATED, &body)
}

/// DELETE `/attempts/{attempt}/questions/{question}/files/{task_file}`
///
/// # Errors
/// 401, 404, 409 once the attempt has ended.
pub async fn delete_file(
    learner: Learner,
    _: OwnSite,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, AppError> {
    remove_file(&learner.app, learner.id(), attempt_id(&path.0)?, &path.1, file_id(&path.2)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Work that waits to be marked. Whose it is, is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkBody {
    id: String,
    course: String,
    quiz: String,
    /// The author's id of the task.
    question: String,
    prompt_html: String,
    text: String,
    files: Vec<WorkFile>,
    rubric: Vec<RubricRow>,
    /// A model answer, for who marks.
    solution_html: Option<String>,
    handed_in_at: String,
    due_at: String,
    /// Until when the caller has it.
    reserved_until: Option<String>,
}

/// A file of the work; who has taken the work may fetch it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkFile {
    #[serde(rename = "type")]
    kind: &'static str,
    url: String,
}

/// A criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct RubricRow {
    criterion: String,
    levels: Vec<RubricLevel>,
}

/// What a criterion may earn.
#[derive(Debug, Serialize, ToSchema)]
pub struct RubricLevel {
    title: String,
    points: f64,
}

/// GET `/teach/submissions?course=&cursor=&limit=`: the oldest first.
///
/// # Errors
/// 401, 404, 422.
pub async fn list(instructor: Instructor) -> Result<HttpResponse, AppError> {
    let limit = limit(&instructor)?;
    let cursor = match parameter(&instructor, "cursor") {
        None => None,
        Some(text) => Some(read_cursor(&text).ok_or_else(AppError::bad_request)?),
    };
    let course = parameter(&instructor, "course");
    let marker = marker_of(instructor.me(), instructor.now);
    let reader = instructor.app.store.reader();
    let found = marking::page_waiting(reader, &marker, course.as_deref(), cursor, instructor.now, limit + 1).await?;
    let Items { items, next } = Items::page(found, limit, cursor_of);
    let mut bodies = Vec::new();
    for queued in items {
        let found = find_work(&instructor.app, instructor.me(), queued.work.id).await;
        match found {
            Ok(found) => bodies.push(body_of(&instructor, &found).await?),
            // Somebody took or marked it meanwhile.
            Err(ActionError::Conflict { .. } | ActionError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    ok(&instructor, &Items { items: bodies, next })
}

async fn body_of(instructor: &Instructor, found: &Marking) -> Result<WorkBody, AppError> {
    let (work, lang) = (&found.queued.work, instructor.lang);
    let Answers::Task { rubric, solution, .. } = &found.question.answers else { return Err(AppError::not_found()) };
    let word = |html: &String| show::words(&instructor.app, lang, html.clone());
    let own = found.queued.reservation.filter(|kept| kept.by == instructor.id() && kept.holds_at(instructor.now));
    let files = files_of(instructor, found).await?;
    let file = |one: crate::web::view::marking::FileView| WorkFile {
        kind: if one.picture { "image/jpeg" } else { "application/pdf" },
        url: one.url,
    };
    let level = |level: &xutra_domain::course::question::Level| RubricLevel {
        title: level.title.get(lang).clone(),
        points: level.points,
    };
    Ok(WorkBody {
        id: work.id.to_string(),
        course: work.course.clone(),
        quiz: work.quiz.clone(),
        question: work.question.clone(),
        prompt_html: word(found.question.stem.get(lang)),
        text: text_of(found).to_owned(),
        files: files.into_iter().map(file).collect(),
        rubric: rubric
            .iter()
            .map(|row| RubricRow {
                criterion: row.name.get(lang).clone(),
                levels: row.levels.iter().map(level).collect(),
            })
            .collect(),
        solution_html: solution.as_ref().map(|html| word(html.get(lang))),
        handed_in_at: work.handed_in_at.rfc3339(),
        due_at: work.handed_in_at.plus(DUE_AFTER).rfc3339(),
        reserved_until: own.map(|kept| Instant::rfc3339(kept.until)),
    })
}

/// PUT `/teach/submissions/{submission}/reservation`: takes the work for an hour.
///
/// # Errors
/// 401, 404, 409 where somebody else has it, or it waits no longer.
pub async fn put_reservation(instructor: Instructor, _: OwnSite, id: Path<String>) -> Result<HttpResponse, AppError> {
    let id = file_id(&id)?;
    take(&instructor.app, instructor.me(), id).await?;
    let found = find_work(&instructor.app, instructor.me(), id).await?;
    ok(&instructor, &body_of(&instructor, &found).await?)
}

/// Marks by criterion, which is named by its text or by its place from `1`; or back to the learner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeBody {
    /// Points of a level of each criterion.
    #[serde(default)]
    marks: BTreeMap<String, f64>,
    /// What the learner is told.
    #[serde(default)]
    comment: String,
    /// It should be improved and handed in again; then there are no marks.
    #[serde(default, rename = "return")]
    back: bool,
}

/// Where work stands after a mark.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradedBody {
    id: String,
    /// `graded`, `returned`, or `waiting` for another marker.
    state: &'static str,
}

/// POST `/teach/submissions/{submission}/grade`
///
/// # Errors
/// 401, 404, 409 where it is marked already or somebody else has it, 422 for marks that do not fit; nothing is stored.
pub async fn grade(instructor: Instructor, id: Path<String>, body: Body<GradeBody>) -> Result<HttpResponse, AppError> {
    let id = file_id(&id)?;
    let GradeBody { marks, comment, back } = body.read()?;
    let given = if back && marks.is_empty() { Given::Return } else { Given::Marks(marks) };
    let state = mark_work(&instructor.app, instructor.me(), id, &given, &comment).await?;
    ok(&instructor, &GradedBody { id: id.to_string(), state: state.word() })
}
