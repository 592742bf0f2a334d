//! The result of an attempt, once it has ended: points and marks, and of key, feedback and explanation what the quiz gives.

use super::attempt::places;
use crate::actions::answer_question::Pinned;
use crate::web::actor::Learner;
use crate::web::error::AppError;
use crate::web::marked;
use crate::web::result::{blank_text, correct_html, feedback_html, is_scored, shows_answers, shows_feedback};
use crate::web::show;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use xutra_domain::assessment::{Answer, FormItem, Mark, ShownChoice};
use xutra_domain::course::question::{Answers, Blank, LeftItem, Question};
use xutra_domain::instant::Instant;
use xutra_store::assessment::{Attempt, AttemptState};

/// What an attempt earned.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultBody {
    id: String,
    state: &'static str,
    score: f64,
    max_score: f64,
    percent: f64,
    passed: bool,
    submitted_at: Option<String>,
    questions: Vec<ResultRow>,
}

/// One question of a result; what the quiz's settings withhold is null.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultRow {
    /// Its place.
    id: String,
    /// The author's id.
    question: String,
    points: f64,
    max_points: f64,
    /// Null for a survey, and for practical work until people have marked it.
    correct: Option<bool>,
    #[schema(value_type = Option<Object>)]
    answer: Option<Answer>,
    #[schema(value_type = Option<Object>)]
    correct_answer: Option<Value>,
    feedback_html: Option<String>,
    explanation_html: Option<String>,
}

/// The result; none while the attempt runs.
pub(super) async fn result_body(
    learner: &Learner,
    attempt: &Attempt,
    pinned: &Pinned,
) -> Result<Option<ResultBody>, AppError> {
    if attempt.state == AttemptState::Void {
        return Ok(Some(void_body(attempt)));
    }
    let Some(result) = attempt.result.as_ref() else { return Ok(None) };
    let works = marked::views(learner, attempt, pinned).await?;
    let said = |place: &str| {
        let comments =
            works.get(place)?.comments.iter().map(|comment| format!("<p>{}</p>", marked::text_html(comment)));
        Some(comments.collect::<String>()).filter(|html| !html.is_empty())
    };
    Ok(Some(ResultBody {
        id: attempt.id.to_string(),
        state: attempt.state.word(),
        score: result.score,
        max_score: result.max_score,
        percent: result.percent,
        passed: result.passed,
        submitted_at: attempt.submitted_at.map(Instant::rfc3339),
        questions: places(attempt)
            .zip(&result.marks)
            .filter_map(|((place, item), mark)| {
                let question = pinned.questions.get(&item.version)?;
                let comment = said(&place);
                let mut row = result_row(learner, attempt, place, question, item, mark, result.passed);
                // What a marker wrote is for the learner, whatever the quiz says of feedback.
                row.feedback_html = comment.or(row.feedback_html);
                Some(row)
            })
            .collect(),
    }))
}

/// The result of an attempt that does not count: nothing was earned, and no question is gone into.
fn void_body(attempt: &Attempt) -> ResultBody {
    let (id, state, submitted_at) = (attempt.id.to_string(), attempt.state.word(), attempt.submitted_at);
    let (max_score, submitted_at) =
        (attempt.form.items.iter().map(|item| item.points).sum(), submitted_at.map(Instant::rfc3339));
    ResultBody { id, state, score: 0.0, max_score, percent: 0.0, passed: false, submitted_at, questions: Vec::new() }
}

fn result_row(
    learner: &Learner,
    attempt: &Attempt,
    place: String,
    question: &Question,
    item: &FormItem,
    mark: &Mark,
    passed: bool,
) -> ResultRow {
    let (rules, lang) = (&attempt.rules, learner.lang);
    let told = shows_feedback(rules);
    let feedback = feedback_html(question, mark, lang).concat();
    let word = |html: String| show::words(&learner.app, lang, html);
    ResultRow {
        question: item.question.clone(),
        points: mark.points,
        max_points: item.points,
        correct: (is_scored(question) && !mark.waiting).then_some(mark.correct),
        answer: attempt.answers.get(&place).cloned(),
        correct_answer: shows_answers(rules, passed).then(|| correct_answer(question, item, lang)),
        feedback_html: Some(feedback).filter(|html| told && !html.is_empty()).map(word),
        explanation_html: question.explanation.as_ref().filter(|_| told).map(|text| word(text.get(lang).clone())),
        id: place,
    }
}

/// The key in the shape of an answer.
fn correct_answer(question: &Question, item: &FormItem, lang: &str) -> Value {
    match &question.answers {
        Answers::Single { choices } | Answers::Multiple { choices, .. } | Answers::TrueFalse { choices } => {
            let right =
                |source: u32| usize::try_from(source).ok().and_then(|at| choices.get(at)).is_some_and(|one| one.right);
            json!({ "choices": item.choices.iter().filter(|shown| right(shown.source)).map(|shown| &shown.id).collect::<Vec<_>>() })
        }
        Answers::Number { .. } => json!({ "number": correct_html(question, lang).first() }),
        // A pattern is no answer: the first that stands as it is typed, else nothing.
        Answers::Text { accepted, .. } => {
            let literal = accepted.iter().find(|key| !key.regex);
            literal.map_or(Value::Null, |key| json!({ "text": key.pattern.get(lang) }))
        }
        Answers::Blanks { blanks, .. } => {
            let named = |(at, blank): (usize, &Blank)| (at.to_string(), blank_text(blank, lang));
            json!({ "blanks": (1..).zip(blanks).map(named).collect::<BTreeMap<_, _>>() })
        }
        Answers::Match { left, .. } => {
            let of =
                |shown: &[ShownChoice], at: u32| shown.iter().find(|one| one.source == at).map(|one| one.id.clone());
            let pair = |(at, one): (u32, &LeftItem)| Some((of(&item.left, at)?, of(&item.choices, one.right)?));
            json!({ "pairs": (0..).zip(left).filter_map(pair).collect::<BTreeMap<_, _>>() })
        }
        Answers::Order { .. } => {
            let mut order: Vec<&ShownChoice> = item.choices.iter().collect();
            order.sort_by_key(|shown| shown.source);
            json!({ "order": order.iter().map(|shown| &shown.id).collect::<Vec<_>>() })
        }
        Answers::Task { .. } | Answers::Survey { .. } => Value::Null,
    }
}
