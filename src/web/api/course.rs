//! Courses, lessons, enrollment, completion, progress. The language is the account's, else that of `Accept-Language`.

use super::{Items, MOST, OwnSite, answer, limit_or, ok, parameter};
use crate::actions::ActionError;
use crate::actions::enroll::{complete_lesson, enroll, requires};
use crate::catalog::LiveCourse;
use crate::web::actor::{Learner, Visitor, query_value};
use crate::web::catalog::state_word;
use crate::web::error::AppError;
use crate::web::learning::waiting;
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use xutra_domain::course::{Item, Piece};
use xutra_domain::learning::{self as rules, Progress, Record};
use xutra_store::learning;

/// A course.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseBody {
    id: String,
    title: String,
    /// The default language.
    language: String,
    languages: Vec<String>,
    summary: String,
    modules: Vec<ModuleBody>,
}

/// A module of a course.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModuleBody {
    id: String,
    title: String,
    items: Vec<ItemBody>,
}

/// An item of a module.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemBody {
    id: String,
    /// `lesson` or `quiz`.
    kind: &'static str,
    title: String,
    minutes: u32,
    skills: Vec<String>,
    /// `locked`, `new`, `started`, `failed` or `completed`.
    state: &'static str,
}

fn find(visitor: &Visitor, id: &str) -> Result<Arc<LiveCourse>, AppError> {
    visitor.course(id)
}

async fn course_body(visitor: &Visitor, live: &LiveCourse) -> Result<CourseBody, AppError> {
    let viewer = visitor.viewer();
    let record = match visitor.account() {
        Some(account) => learning::record(visitor.app.store.reader(), account.id, &live.course.id, visitor.now).await?,
        None => Record::default(),
    };
    let progress = rules::progress(&live.course, viewer, &record);
    let (course, lang) = (&live.course, visitor.lang);
    let modules = course.visible_modules(viewer).map(|module| ModuleBody {
        id: module.id.clone(),
        title: module.title.get(lang).clone(),
        items: module
            .items
            .iter()
            .filter(|item| viewer.sees(item))
            .map(|item| item_body(item, &progress, lang))
            .collect(),
    });
    Ok(CourseBody {
        id: course.id.clone(),
        title: course.title.get(lang).clone(),
        language: course.languages.first().cloned().unwrap_or_default(),
        languages: course.languages.clone(),
        summary: course.summary.get(lang).clone(),
        modules: modules.collect(),
    })
}

fn item_body(item: &Item, progress: &Progress, lang: &str) -> ItemBody {
    let head = item.head();
    ItemBody {
        id: head.id.clone(),
        kind: item.kind(),
        title: head.title.get(lang).clone(),
        minutes: head.minutes,
        skills: head.skills.clone(),
        state: state_word(progress.state(&head.id)),
    }
}

/// GET `/courses?cursor=&limit=`, by id.
///
/// # Errors
/// 422 for a limit out of range.
pub async fn list(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let (limit, cursor) = (limit_or(&visitor, MOST)?, parameter(&visitor, "cursor"));
    let most = usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(1);
    let courses = visitor.app.catalog.courses_for(visitor.viewer());
    let mut items = Vec::new();
    for live in courses.filter(|live| cursor.as_ref().is_none_or(|after| live.course.id > *after)).take(most) {
        items.push(course_body(&visitor, &live).await?);
    }
    ok(&visitor, &Items::page(items, limit, |course| course.id.clone()))
}

/// GET `/courses/{course}`
///
/// # Errors
/// 404.
pub async fn one(visitor: Visitor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let live = find(&visitor, &id)?;
    ok(&visitor, &course_body(&visitor, &live).await?)
}

/// Taking part in a course.
#[derive(Debug, Serialize, ToSchema)]
pub struct EnrollmentBody {
    course: String,
}

/// PUT `/courses/{course}/enrollment`: 201 the first time, 200 after.
///
/// # Errors
/// 401, 404.
pub async fn put_enrollment(learner: Learner, _: OwnSite, id: Path<String>) -> Result<HttpResponse, AppError> {
    let first = enroll(&learner.app, learner.me(), &id).await?;
    let status = if first { StatusCode::CREATED } else { StatusCode::OK };
    answer(learner.request(), status, &EnrollmentBody { course: id.into_inner() })
}

/// A lesson.
#[derive(Debug, Serialize, ToSchema)]
pub struct LessonBody {
    id: String,
    title: String,
    html: String,
    minutes: u32,
    skills: Vec<String>,
    /// The lesson before, if any.
    previous: Option<ItemRef>,
    /// The item after, if any.
    next: Option<ItemRef>,
    completed_at: Option<String>,
}

/// An item by id, kind and title.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemRef {
    id: String,
    kind: &'static str,
    title: String,
}

fn item_ref(item: &Item, lang: &str) -> ItemRef {
    ItemRef { id: item.head().id.clone(), kind: item.kind(), title: item.head().title.get(lang).clone() }
}

/// GET `/courses/{course}/lessons/{lesson}`
///
/// # Errors
/// 403 while what the lesson requires is not done; 404.
pub async fn lesson(visitor: Visitor, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let live = find(&visitor, &path.0)?;
    let viewer = visitor.viewer();
    let item = live.course.visible_item(&path.1, viewer).ok_or_else(AppError::not_found)?;
    let Item::Lesson(lesson) = item else { return Err(AppError::not_found()) };
    if let Some(first) = waiting(&visitor, &live, item).await?.first() {
        return Err(ActionError::Forbidden(requires(first, visitor.lang)).into());
    }
    let completed = match visitor.account() {
        Some(account) => learning::completed_lessons(visitor.app.store.reader(), account.id, &live.course.id).await?,
        None => std::collections::BTreeMap::new(),
    };
    let lang = visitor.lang;
    let items: Vec<&Item> = live.course.visible_items(viewer).collect();
    let place = items.iter().position(|item| item.head().id == lesson.head.id).unwrap_or(0);
    let lessons_before = items.iter().take(place).rev().find(|item| matches!(item, Item::Lesson(_)));
    let html = lesson.body.get(lang).iter().map(|piece| match piece {
        Piece::Html(html) => html.clone(),
        // A self-check without its key: the question alone.
        Piece::Check(id) => live.course.questions.get(id).map(|check| check.stem.get(lang).clone()).unwrap_or_default(),
    });
    let body = LessonBody {
        id: lesson.head.id.clone(),
        title: lesson.head.title.get(lang).clone(),
        html: show::words(&visitor.app, lang, html.collect()),
        minutes: lesson.head.minutes,
        skills: lesson.head.skills.clone(),
        previous: lessons_before.map(|item| item_ref(item, lang)),
        next: items.get(place + 1).map(|item| item_ref(item, lang)),
        completed_at: completed.get(&lesson.head.id).map(|done| done.at.rfc3339()),
    };
    ok(&visitor, &body)
}

/// PUT `/courses/{course}/lessons/{lesson}/completion`: 204, however often.
///
/// # Errors
/// 401, 403 while what the lesson requires is not done, 404; 409 where `who` names somebody else on the same device.
pub async fn put_completion(
    learner: Learner,
    _: OwnSite,
    path: Path<(String, String)>,
) -> Result<HttpResponse, AppError> {
    // What waited on a shared device is not completed in the name of who signed in meanwhile.
    let who = query_value(learner.request().query_string(), "who").filter(|who| !who.is_empty());
    if who.is_some_and(|who| who != page::person_tag(&learner.app, learner.id())) {
        return Err(AppError::new(StatusCode::CONFLICT, "completion-of-other"));
    }
    complete_lesson(&learner.app, learner.me(), &path.0, &path.1).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How far one is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressBody {
    completed: usize,
    total: usize,
    items: Vec<ProgressItem>,
}

/// One item of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressItem {
    id: String,
    state: &'static str,
    /// Percent by the quiz's rule.
    best_score: Option<f64>,
}

/// GET `/courses/{course}/progress`
///
/// # Errors
/// 401, 404.
pub async fn progress(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let live = find(&learner, &id)?;
    let record = learning::record(learner.app.store.reader(), learner.id(), &live.course.id, learner.now).await?;
    let progress = rules::progress(&live.course, learner.viewer(), &record);
    let items = progress.items.into_iter().map(|(id, state, best_score)| ProgressItem {
        id,
        state: state_word(state),
        best_score,
    });
    ok(&learner, &ProgressBody { completed: progress.completed, total: progress.total, items: items.collect() })
}
