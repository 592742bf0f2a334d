//! What the script of an attempt's pages hears when it has sent an answer: that it is stored, and the server's time.

use super::actor::Learner;
use super::error::AppError;
use crate::actions::ActionError;
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use serde_json::json;
use xutra_domain::instant::Instant;
use xutra_store::assessment::Attempt;

/// Whether the answer was sent by the script, and not by a button.
pub(super) fn is_asked_by_script(learner: &Learner) -> bool {
    let accept = learner.request().headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.starts_with("application/json"))
}

/// What became of an answer: 200 once it is stored, 409 once the attempt has ended, 422 where it does not fit.
///
/// # Errors
/// Everything else.
pub(super) fn tell(
    learner: &Learner,
    attempt: &Attempt,
    saved: Result<Instant, ActionError>,
) -> Result<HttpResponse, AppError> {
    match saved {
        Ok(at) => {
            let when = learner.app.zone.time(at);
            let text = learner.say(&Message::new("saved-now").with("when", when));
            let ends = attempt.expires_at.map(|end| end.0);
            let body =
                json!({ "saved_at": at.rfc3339(), "text": text, "now": learner.app.clock.now().0, "ends": ends });
            Ok(reply(StatusCode::OK, &body))
        }
        Err(ActionError::Conflict { .. }) => Ok(reply(StatusCode::CONFLICT, &json!({}))),
        Err(ActionError::Invalid(faults)) => {
            let fault = faults.into_values().next().unwrap_or_else(|| Message::new("error-bad-request"));
            Ok(unfit(learner, &fault))
        }
        Err(error) => Err(error.into()),
    }
}

/// 422 with a sentence.
pub(super) fn unfit(learner: &Learner, fault: &Message) -> HttpResponse {
    reply(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "text": learner.say(fault) }))
}

fn reply(status: StatusCode, body: &serde_json::Value) -> HttpResponse {
    HttpResponse::build(status).insert_header((header::CACHE_CONTROL, "no-store")).json(body)
}
