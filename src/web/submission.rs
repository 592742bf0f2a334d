//! Handing in: an exam with questions left open asks first, and an attempt that was made void says so.

use super::actor::{Examinee, Learner};
use super::assessment::{attempt_id, head, review};
use super::error::AppError;
use super::form::Form;
use super::page;
use super::view::ended::VoidPage;
use crate::actions::act_on_flag::REASONS;
use crate::actions::answer_question::find_own;
use crate::actions::submit_attempt::submit_attempt;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use serde_json::Value;
use xutra_store::assessment::{Attempt, AttemptState};
use xutra_store::ledger::{self, EFFORT, Kind};

/// POST `/attempts/{id}/submission`: an exam that is not answered throughout is handed in by who is `sure`.
///
/// # Errors
/// 404.
pub async fn post_submission(examinee: Examinee, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let (learner, id) = (examinee.0, attempt_id(&id)?);
    if form.get("sure") != "yes" {
        let (attempt, _) = find_own(&learner.app, learner.id(), id).await?;
        let in_time = attempt.expires_at.is_none_or(|end| learner.now < end);
        if attempt.state == AttemptState::Open && in_time && attempt.rules.exam && has_open_questions(&attempt) {
            return review(&learner, &attempt, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    submit_attempt(&learner.app, learner.id(), id).await?;
    Ok(page::see_other(&format!("/attempts/{id}")))
}

/// Hands in what was just saved: at once where nothing is left open, else, and for an exam, after a last look.
pub(super) async fn after_saving(learner: &Learner, attempt: &Attempt) -> Result<HttpResponse, AppError> {
    let id = attempt.id;
    if attempt.state == AttemptState::Open && (attempt.rules.exam || has_open_questions(attempt)) {
        return Ok(page::see_other(&format!("/attempts/{id}?review=1")));
    }
    submit_attempt(&learner.app, learner.id(), id).await?;
    Ok(page::see_other(&format!("/attempts/{id}")))
}

fn has_open_questions(attempt: &Attempt) -> bool {
    let answered = |place: usize| attempt.answers.get(&place.to_string()).is_some_and(|answer| !answer.is_empty());
    (1..=attempt.form.items.len()).any(|place| !answered(place))
}

/// The page of an attempt that counts for nothing: why, and what next.
pub(super) async fn show_void(learner: &Learner, attempt: &Attempt) -> Result<HttpResponse, AppError> {
    let events = ledger::list(learner.app.store.reader(), attempt.account).await?;
    let void = events.iter().find(|one| one.event.kind == Kind::AttemptVoided && one.event.attempt == Some(attempt.id));
    let body = |name: &str| void.and_then(|void| void.event.body.get(name));
    let word = |name: &str| body(name).and_then(Value::as_str).unwrap_or_default();
    let effort = word("reason") == EFFORT;
    let view = VoidPage {
        head: head(learner, attempt),
        rapid: body("rapid").and_then(Value::as_u64).filter(|_| effort),
        reason: REASONS.iter().find(|reason| **reason == word("reason")).map(|reason| (*reason).to_owned()),
        note: word("note").to_owned(),
    };
    page::show(learner, "assessment/void.html", &view)
}
