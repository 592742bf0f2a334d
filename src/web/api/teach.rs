//! What instructors read: what answers say about the questions of a course.

use super::{Items, MOST, limit_or, ok, parameter};
use crate::web::actor::Instructor;
use crate::web::error::AppError;
use crate::web::question_figures::{QuestionFigures, of_course};
use crate::web::result::plain;
use actix_web::HttpResponse;
use actix_web::web::Path;
use serde::Serialize;
use utoipa::ToSchema;
use xutra_domain::item_analysis::Flag;

/// A question and what answers say about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionStatBody {
    /// The author's id.
    id: String,
    /// Number of its version, from 1.
    version: i64,
    /// `single`, `multiple`, `true_false`, `number`, `text`, `blanks`, `match`, `order`, `task` or `survey`.
    r#type: &'static str,
    /// Its first skill.
    skill: Option<String>,
    /// How many first attempts were asked it.
    attempts: i64,
    /// Mean share of the points, 0 to 1.
    difficulty: Option<f64>,
    /// Corrected item-rest correlation, -1 to 1.
    discrimination: Option<f64>,
    /// `not_enough_data` below 200 attempts, else what wants a look: `key_suspect`, `withdraw`, `review`, `too_hard`,
    /// `too_easy`, `drift`, `dead_distractor`.
    flags: Vec<&'static str>,
    /// Its choices in source order; empty for types without choices.
    choices: Vec<ChoiceStatBody>,
}

/// A choice and how many picked it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoiceStatBody {
    text: String,
    correct: bool,
    chosen: i64,
}

/// GET `/teach/courses/{course}/questions?cursor=&limit=`, by file and line.
///
/// # Errors
/// 404 for anybody but instructors and administrators, 422 for a limit out of range.
pub async fn questions(instructor: Instructor, id: Path<String>) -> Result<HttpResponse, AppError> {
    let live = instructor.app.catalog.course(&id).ok_or_else(AppError::not_found)?;
    let (limit, cursor) = (limit_or(&instructor, MOST)?, parameter(&instructor, "cursor"));
    let all = of_course(&instructor.app, &live).await?.questions;
    let from = cursor.and_then(|after| all.iter().position(|one| one.question.id == after)).map_or(0, |at| at + 1);
    let most = usize::try_from(limit).unwrap_or(usize::MAX).saturating_add(1);
    let found: Vec<QuestionStatBody> = all.iter().skip(from).take(most).map(|one| body(one, instructor.lang)).collect();
    ok(&instructor, &Items::page(found, limit, |one| one.id.clone()))
}

fn body(one: &QuestionFigures<'_>, lang: &str) -> QuestionStatBody {
    let figures = &one.figures;
    let choices = one.question.choices().iter().enumerate().map(|(at, choice)| ChoiceStatBody {
        text: plain(choice.html.get(lang)),
        correct: choice.right,
        chosen: figures.choices.get(at).map_or(0, |figures| figures.n),
    });
    QuestionStatBody {
        id: one.question.id.clone(),
        version: one.number,
        r#type: one.question.kind(),
        skill: one.question.skills.first().cloned(),
        attempts: figures.n,
        difficulty: figures.difficulty,
        discrimination: figures.discrimination,
        flags: figures.flags.iter().copied().map(Flag::word).collect(),
        choices: choices.collect(),
    }
}
