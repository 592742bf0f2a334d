//! Attempts: start, answer, hint, submit, result. No key, feedback or explanation leaves before the submission.

use super::result::{ResultBody, result_body};
use super::{Body, OwnSite, answer, ok};
use crate::actions::answer_question::{Pinned, answer_question, find_own, pinned_of, take_hint};
use crate::actions::start_attempt::{Asked, start_attempt};
use crate::actions::submit_attempt::{close_overdue, submit_attempt};
use crate::web::actor::{self, Learner};
use crate::web::answering;
use crate::web::asking::{group_html, unit};
use crate::web::assessment::attempt_id;
use crate::web::error::AppError;
use crate::web::show;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use xutra_domain::assessment::{Answer, FormItem};
use xutra_domain::course::question::{Answers, Criterion, Level, Question, Submit};
use xutra_domain::instant::Instant;
use xutra_store::assessment::{Attempt, AttemptState};

/// An attempt.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttemptBody {
    id: String,
    quiz: String,
    course: String,
    /// From 1.
    number: u32,
    /// `open`, `submitted`, `expired` or `void`.
    state: &'static str,
    started_at: String,
    expires_at: Option<String>,
    submitted_at: Option<String>,
    questions: Vec<QuestionBody>,
    /// Saved answers by place.
    #[schema(value_type = Object)]
    answers: BTreeMap<String, Answer>,
    saved_at: Option<String>,
    /// Once it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<ResultBody>,
}

/// A question as it is asked, named by its place.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionBody {
    id: String,
    /// `single`, `multiple`, `true_false`, `number`, `text`, `blanks`, `match`, `order`, `task` or `survey`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The blank of the name `1` stands as `<span class="blank" id="blank-1"></span>`.
    prompt_html: String,
    points: f64,
    /// How many hints there are.
    hints: usize,
    /// Of single, multiple, true_false, survey; the items of an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<ChoiceBody>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// Names of the blanks.
    #[serde(skip_serializing_if = "Option::is_none")]
    blanks: Option<Vec<String>>,
    /// Words for the blanks, where the author offers a bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Vec<String>>,
    /// Of a match.
    #[serde(skip_serializing_if = "Option::is_none")]
    left: Option<Vec<ChoiceBody>>,
    /// Of a match.
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<Vec<ChoiceBody>>,
    /// Of a task: `text`, `image`, `file`, `link`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    submit: Option<Vec<Submit>>,
    /// Of a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_files: Option<u32>,
    /// Of a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_chars: Option<u32>,
    /// Of a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    rubric: Option<Vec<CriterionBody>>,
}

/// A row of a rubric.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionBody {
    criterion: String,
    levels: Vec<LevelBody>,
}

/// What a criterion may earn.
#[derive(Debug, Serialize, ToSchema)]
pub struct LevelBody {
    title: String,
    points: f64,
}

/// A choice or item; its id is drawn anew for each attempt.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoiceBody {
    id: String,
    html: String,
}

pub(super) fn places(attempt: &Attempt) -> impl Iterator<Item = (String, &FormItem)> {
    attempt.form.items.iter().enumerate().map(|(index, item)| ((index + 1).to_string(), item))
}

async fn attempt_body(learner: &Learner, attempt: &Attempt, pinned: &Pinned) -> Result<AttemptBody, AppError> {
    Ok(AttemptBody {
        id: attempt.id.to_string(),
        quiz: attempt.quiz.clone(),
        course: attempt.course.clone(),
        number: attempt.number,
        state: attempt.state.word(),
        started_at: attempt.started_at.rfc3339(),
        expires_at: attempt.expires_at.map(Instant::rfc3339),
        submitted_at: attempt.submitted_at.map(Instant::rfc3339),
        questions: places(attempt)
            .filter_map(|(place, item)| {
                let question = pinned.questions.get(&item.version)?;
                Some(question_body(learner, &attempt.course, pinned, place, question, item))
            })
            .collect(),
        answers: attempt.answers.clone(),
        saved_at: attempt.saved_at.map(Instant::rfc3339),
        result: result_body(learner, attempt, pinned).await?,
    })
}

fn question_body(
    learner: &Learner,
    course: &str,
    pinned: &Pinned,
    place: String,
    question: &Question,
    item: &FormItem,
) -> QuestionBody {
    let lang = learner.lang;
    let shared = group_html(pinned, item, lang).unwrap_or_default();
    let prompt = show::attempt_prompt(&learner.app, course, lang, &question.stem, question.stem.get(lang).clone());
    let word = |html: String| show::words(&learner.app, lang, html);
    let choice = |(id, html): (String, String)| ChoiceBody { id, html: word(html) };
    let bodies = |rows: Vec<(String, String)>| rows.into_iter().map(choice).collect::<Vec<_>>();
    let mut body = QuestionBody {
        id: place,
        kind: question.kind(),
        prompt_html: word(format!("{shared}{prompt}")),
        points: item.points,
        hints: question.hints.len(),
        choices: None,
        unit: unit(question),
        blanks: None,
        words: None,
        left: None,
        right: None,
        submit: None,
        max_files: None,
        max_chars: None,
        rubric: None,
    };
    match &question.answers {
        Answers::Blanks { blanks, words, .. } => {
            body.blanks = Some((1..=blanks.len()).map(|number| number.to_string()).collect());
            body.words = words.as_ref().map(|_| answering::bank(question, item, lang));
        }
        Answers::Match { .. } => {
            let (left, right) = answering::sides(question, item, lang);
            (body.left, body.right) = (Some(bodies(left)), Some(bodies(right)));
        }
        Answers::Order { items, .. } => body.choices = Some(bodies(answering::shown(items, &item.choices, lang))),
        Answers::Task { submit, max_files, max_chars, rubric, .. } => {
            body.submit = Some(submit.clone());
            (body.max_files, body.max_chars) = (Some(*max_files), Some(*max_chars));
            body.rubric = Some(rubric.iter().map(|row| criterion_body(row, lang)).collect());
        }
        Answers::Number { .. } | Answers::Text { .. } => {}
        _ => {
            let texts: Vec<_> = question.choices().iter().map(|choice| choice.html.clone()).collect();
            body.choices = Some(bodies(answering::shown(&texts, &item.choices, lang)));
        }
    }
    body
}

fn criterion_body(row: &Criterion, lang: &str) -> CriterionBody {
    let level = |level: &Level| LevelBody { title: level.title.get(lang).clone(), points: level.points };
    CriterionBody { criterion: row.name.get(lang).clone(), levels: row.levels.iter().map(level).collect() }
}

/// POST `/courses/{course}/quizzes/{quiz}/attempts`: 201, or the open attempt with 200. With `?form=refresh` the short form
/// with which a holder renews the flag.
///
/// # Errors
/// 401, 403, 404, 409 with `retry_at`.
pub async fn start(learner: Learner, _: OwnSite, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let asked = Asked::of(&actor::query_value(learner.request().query_string(), "form").unwrap_or_default());
    let (attempt, is_new) = start_attempt(&learner.app, learner.me(), &path.0, &path.1, asked).await?;
    let pinned = pinned_of(&learner.app, &attempt).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    answer(learner.request(), status, &attempt_body(&learner, &attempt, &pinned).await?)
}

/// GET `/attempts/{id}`
///
/// # Errors
/// 401, 404.
pub async fn one(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let id = attempt_id(&id)?;
    let (mut attempt, pinned) = find_own(&learner.app, learner.id(), id).await?;
    if attempt.state == AttemptState::Open && attempt.expires_at.is_some_and(|end| end <= learner.now) {
        close_overdue(&learner.app, id).await?;
        attempt = find_own(&learner.app, learner.id(), id).await?.0;
    }
    ok(&learner, &attempt_body(&learner, &attempt, &pinned).await?)
}

/// When an answer was saved.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedBody {
    saved_at: String,
}

/// PUT `/attempts/{id}/answers/{question}`
///
/// # Errors
/// 401, 404, 409 once it has ended, 422 for a wrong shape.
pub async fn put_answer(
    learner: Learner,
    path: Path<(String, String)>,
    body: Body<Value>,
) -> Result<HttpResponse, AppError> {
    let id = attempt_id(&path.0)?;
    let at = answer_question(&learner.app, learner.id(), id, &path.1, &body.read()?).await?;
    ok(&learner, &SavedBody { saved_at: at.rfc3339() })
}

/// POST `/attempts/{id}/submission`: sent again, the same answer.
///
/// # Errors
/// 401, 404.
pub async fn submit(learner: Learner, _: OwnSite, id: Path<String>) -> Result<HttpResponse, AppError> {
    let id = attempt_id(&id)?;
    let (attempt, pinned) = submit_attempt(&learner.app, learner.id(), id).await?;
    let result = result_body(&learner, &attempt, &pinned).await?;
    ok(&learner, &result.ok_or_else(|| AppError::internal("an attempt that has ended has a result"))?)
}

/// A hint.
#[derive(Debug, Serialize, ToSchema)]
pub struct HintBody {
    html: String,
    /// How many are left after it.
    left: usize,
}

/// POST `/attempts/{id}/questions/{question}/hint`: the next hint.
///
/// # Errors
/// 401, 404 past the last, 409 once it has ended.
pub async fn hint(learner: Learner, _: OwnSite, path: Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let id = attempt_id(&path.0)?;
    let (question, index, left) = take_hint(&learner.app, learner.id(), id, &path.1).await?;
    let hint = question.hints.get(index).ok_or_else(AppError::not_found)?;
    let html = show::words(&learner.app, learner.lang, hint.get(learner.lang).clone());
    ok(&learner, &HintBody { html, left })
}
