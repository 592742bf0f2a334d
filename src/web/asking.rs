//! A question as an attempt asks it, and the page that asks one. `one_page` asks all of them.

use super::actor::Learner;
use super::answering::{self, Filled, Prefix};
use super::assessment::head;
use super::error::AppError;
use super::form::Form;
use super::view::assessment::{ChoiceView, JumpView, QuestionPage, QuestionView};
use super::{marked, page, show};
use crate::actions::answer_question::Pinned;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use xutra_domain::assessment::FormItem;
use xutra_domain::course::question::{Answers, Question};
use xutra_store::assessment::Attempt;

/// A question with what stands around it.
pub(super) struct Asked {
    /// The question.
    pub(super) question: QuestionView,
    /// Safe HTML shared by its group.
    pub(super) group_html: Option<String>,
    /// Safe HTML of the hints taken so far.
    pub(super) hints: Vec<String>,
    /// Hints left.
    pub(super) hints_left: usize,
}

/// The question at a place, filled with what was sent, else with what was saved.
///
/// # Errors
/// 404 for an unknown place.
pub(super) async fn ask(
    learner: &Learner,
    attempt: &Attempt,
    pinned: &Pinned,
    place: &str,
    sent: Option<&Form>,
    prefix: &str,
) -> Result<Asked, AppError> {
    let item = attempt.form.at(place).ok_or_else(AppError::not_found)?;
    let content = pinned.questions.get(&item.version).ok_or_else(AppError::not_found)?;
    let filled = sent.map_or(Filled::Saved(attempt.answers.get(place)), Filled::Sent);
    let taken = attempt.hints.get(place).copied().and_then(|taken| usize::try_from(taken).ok()).unwrap_or(0);
    let mut question = question_view(content, item, filled, prefix, learner.lang);
    question.prompt_html =
        show::attempt_prompt(&learner.app, &attempt.course, learner.lang, &content.stem, question.prompt_html);
    if let Some(work) = &mut question.parts.work {
        work.files = marked::uploads(learner, attempt, place, &content.answers).await?;
    }
    Ok(Asked {
        question,
        group_html: group_html(pinned, item, learner.lang),
        hints: content.hints.iter().take(taken).map(|hint| hint.get(learner.lang).clone()).collect(),
        hints_left: content.hints.len().saturating_sub(taken),
    })
}

fn question_view(content: &Question, item: &FormItem, filled: Filled<'_>, prefix: &str, lang: &str) -> QuestionView {
    let picked = filled.picked();
    let both = Prefix { id: prefix, name: prefix };
    QuestionView {
        prefix: prefix.to_owned(),
        kind: content.kind(),
        prompt_html: answering::prompt_html(content, item, filled, both, lang),
        several: answering::takes_several(content),
        parts: answering::parts_view(content, item, filled, both, lang),
        choices: item
            .choices
            .iter()
            .filter_map(|shown| {
                let choice = content.choices().get(usize::try_from(shown.source).ok()?)?;
                let checked = picked.contains(&shown.id.as_str());
                Some(ChoiceView { id: shown.id.clone(), html: choice.html.get(lang).clone(), checked })
            })
            .collect(),
        typed: filled.typed().to_owned(),
        unit: unit(content),
        points: show::number(lang, item.points),
    }
}

/// The unit behind a number field.
#[must_use]
pub(super) fn unit(question: &Question) -> Option<String> {
    match &question.answers {
        Answers::Number { unit, .. } => unit.clone(),
        _ => None,
    }
}

/// The text that a group of questions shares, as the attempt pinned it.
pub(super) fn group_html(pinned: &Pinned, item: &FormItem, lang: &str) -> Option<String> {
    pinned.groups.get(item.group.as_deref()?).map(|html| html.get(lang).clone())
}

/// The page of one question.
///
/// # Errors
/// 404 for an unknown place.
pub(super) async fn question(
    learner: &Learner,
    attempt: &Attempt,
    pinned: &Pinned,
    place: &str,
    typed: Option<&Form>,
    error: Option<String>,
) -> Result<HttpResponse, AppError> {
    let jumps = jumps(attempt, place);
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let asked = ask(learner, attempt, pinned, place, typed, "").await?;
    let takes_files = asked.question.parts.work.as_ref().is_some_and(|work| work.files.is_some());
    let view = QuestionPage {
        head: head(learner, attempt),
        place: place.parse().unwrap_or(1),
        total: jumps.len(),
        answered: jumps.iter().filter(|jump| jump.answered).count(),
        question: asked.question,
        group_html: asked.group_html,
        action: match takes_files {
            true => format!("/attempts/{}/questions/{place}/work", attempt.id),
            false => format!("/attempts/{}/answers/{place}", attempt.id),
        },
        review_url: format!("/attempts/{}?review=1", attempt.id),
        hints: asked.hints,
        hints_left: asked.hints_left,
        hint_url: format!("/attempts/{}/questions/{place}/hint", attempt.id),
        jumps,
        error,
    };
    page::show_with(learner, status, "assessment/question.html", &view)
}

/// The first question without an answer, else the first.
pub(super) fn first_open(attempt: &Attempt) -> String {
    let open = (1..=attempt.form.items.len()).map(|place| place.to_string()).find(|place| !is_answered(attempt, place));
    open.unwrap_or_else(|| "1".into())
}

fn is_answered(attempt: &Attempt, place: &str) -> bool {
    attempt.answers.get(place).is_some_and(|answer| !answer.is_empty())
}

/// Every question, to jump to.
pub(super) fn jumps(attempt: &Attempt, current: &str) -> Vec<JumpView> {
    (1..=attempt.form.items.len())
        .map(|place| JumpView {
            place,
            answered: is_answered(attempt, &place.to_string()),
            current: place.to_string() == current,
            url: match attempt.rules.one_page {
                true => format!("/attempts/{}#q{place}", attempt.id),
                false => format!("/attempts/{}?q={place}", attempt.id),
            },
        })
        .collect()
}
