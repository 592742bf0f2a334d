//! The pages of instructors: courses and their revisions, uploads, drafts.

mod change;
pub mod draft;
mod finding;
pub mod item;
pub mod marking;
pub mod questions;

pub use item::show_item;

use super::account::form_errors;
use super::actor::{self, Instructor};
use super::error::AppError;
use super::form::Form;
use super::upload::Upload;
use super::view::teach::{CountRow, DraftRow, RevisionRow, RollbackPage, TeachCoursePage, TeachPage};
use super::view::{FormState, Link};
use super::{page, show};
use crate::actions::teach_publish::roll_back;
use crate::actions::teach_upload::upload;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::course::change::CourseChange;
use xutra_store::course;
use xutra_store::publication::{self, DraftHead, RevisionHead};

/// Revisions on a page.
const PAGE: u64 = 20;
/// Drafts that are listed.
const DRAFTS: u64 = 50;

/// `/teach`
///
/// # Errors
/// Where the store fails.
pub async fn courses(instructor: Instructor) -> Result<HttpResponse, AppError> {
    show_courses(&instructor, StatusCode::OK, FormState::default()).await
}

async fn show_courses(instructor: &Instructor, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let reader = instructor.app.store.reader();
    let courses = publication::live_heads(reader).await?;
    let drafts = publication::open_drafts(reader, None, DRAFTS).await?;
    let view = TeachPage {
        courses: courses.iter().map(|head| revision_row(instructor, head)).collect(),
        drafts: drafts.iter().map(|head| draft_row(instructor, head)).collect(),
        form,
    };
    page::show_with(instructor, status, "teach/courses.html", &view)
}

/// POST `/teach/uploads`
///
/// # Errors
/// 413 for what is too large, 422 with the page where the archive is refused.
pub async fn post_upload(sent: Upload) -> Result<HttpResponse, AppError> {
    let Upload { instructor, file_name, bytes, lane } = sent;
    let outcome = upload(&instructor.app, instructor.id(), bytes, &file_name).await;
    drop(lane);
    match outcome {
        Ok(id) => Ok(page::see_other(&format!("/teach/drafts/{id}"))),
        Err(error) => {
            let (status, errors) = form_errors(&instructor, error)?;
            show_courses(&instructor, status, FormState { values: BTreeMap::new(), errors }).await
        }
    }
}

/// `/teach/courses/{course}?before=`
///
/// # Errors
/// 404.
pub async fn course(instructor: Instructor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let live = instructor.app.catalog.course(&id).ok_or_else(AppError::not_found)?;
    let reader = instructor.app.store.reader();
    let before = actor::query_value(instructor.request().query_string(), "before").and_then(|n| n.parse().ok());
    let mut heads = publication::page_revisions(reader, &id, before, PAGE + 1).await?;
    let more = heads.len() as u64 > PAGE;
    heads.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next_url =
        heads.last().filter(|_| more).map(|last| format!("/teach/courses/{}?before={}", live.course.id, last.number));
    let (mut kinds, mut skills) = (BTreeMap::new(), BTreeMap::new());
    for question in live.course.questions.values() {
        *kinds.entry(question.kind().to_owned()).or_insert(0) += 1;
        for skill in &question.skills {
            *skills.entry(live.course.skill_name(skill, instructor.lang).to_owned()).or_insert(0) += 1;
        }
    }
    let rows = |counts: BTreeMap<String, usize>| -> Vec<CountRow> {
        counts.into_iter().map(|(name, count)| CountRow { name, count }).collect()
    };
    let drafts = publication::open_drafts(reader, Some(&live.course.id), DRAFTS).await?;
    let view = TeachCoursePage {
        course: show::course_link(&live, instructor.lang),
        questions_url: format!("/teach/courses/{}/questions", live.course.id),
        revisions: heads.iter().map(|head| revision_row(&instructor, head)).collect(),
        next_url,
        kinds: rows(kinds),
        skills: rows(skills),
        drafts: drafts.iter().map(|head| draft_row(&instructor, head)).collect(),
        form: FormState::default(),
    };
    page::show(&instructor, "teach/course.html", &view)
}

fn revision_row(instructor: &Instructor, head: &RevisionHead) -> RevisionRow {
    let live = instructor.app.catalog.course(&head.course);
    let title = live.map_or_else(|| head.course.clone(), |live| live.course.title.get(instructor.lang).clone());
    let url = format!("/teach/courses/{}", head.course);
    RevisionRow {
        number: head.number,
        when: show::when(instructor, head.published_at),
        by: head.by.clone(),
        origin: head.origin.word(),
        live: head.live,
        source_url: head.has_source.then(|| format!("{url}/revisions/{}/sources", head.number)),
        back_url: (!head.live).then(|| format!("{url}/revisions/{}", head.number)),
        course: Link { title, url },
    }
}

fn draft_row(instructor: &Instructor, head: &DraftHead) -> DraftRow {
    let title = if head.file_name.is_empty() { head.course.clone() } else { head.file_name.clone() };
    DraftRow {
        link: Link { title, url: format!("/teach/drafts/{}", head.id) },
        course: head.course.clone(),
        by: head.by.clone(),
        when: show::when(instructor, head.made_at),
    }
}

async fn find(instructor: &Instructor, path: &(String, String)) -> Result<RevisionHead, AppError> {
    let number = path.1.parse().map_err(|_| AppError::not_found())?;
    let head = publication::find_revision(instructor.app.store.reader(), &path.0, number).await?;
    head.ok_or_else(AppError::not_found)
}

/// `/teach/courses/{course}/revisions/{revision}`: asks before going back.
///
/// # Errors
/// 404.
pub async fn show_rollback(instructor: Instructor, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let head = find(&instructor, &path).await?;
    let live = instructor.app.catalog.course(&path.0).ok_or_else(AppError::not_found)?;
    let old = course::load(instructor.app.store.reader(), head.id).await?;
    let difference = CourseChange::between(Some(&live.course), &old.course);
    let revision = revision_row(&instructor, &head);
    let url = format!("/teach/courses/{}", head.course);
    let view = RollbackPage {
        course: Link { title: live.course.title.get(instructor.lang).clone(), url: url.clone() },
        revision,
        change: change::view(&instructor, &head.course, &difference, None).await?,
        action: format!("{url}/revisions/{}", head.number),
    };
    page::show(&instructor, "teach/rollback.html", &view)
}

/// POST `/teach/courses/{course}/revisions/{revision}`: goes back.
///
/// # Errors
/// 404; 409 where it is live.
pub async fn post_rollback(
    instructor: Instructor,
    path: Path<(String, String)>,
    _form: Form,
) -> Result<HttpResponse, AppError> {
    let head = find(&instructor, &path).await?;
    roll_back(&instructor.app, instructor.id(), &head.course, head.number).await?;
    let url = format!("/teach/courses/{}", head.course);
    Ok(page::see_other_saying(&instructor, &url, "good", &Message::new("flash-rolled-back")))
}

/// `/teach/courses/{course}/revisions/{revision}/sources`: the sources as an archive.
///
/// # Errors
/// 404.
pub async fn sources(instructor: Instructor, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let head = find(&instructor, &path).await?;
    let archive = publication::find_source(instructor.app.store.reader(), head.id).await?;
    let archive = archive.ok_or_else(AppError::not_found)?;
    let name = format!("attachment; filename=\"{}-{}.zip\"", head.course, head.number);
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(archive))
}
