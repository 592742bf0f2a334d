//! Supervised sittings as learners see them: the code is typed, then the exam is started.

use super::{sitting_id, titles};
use crate::actions::ActionError;
use crate::actions::hold_session::last_session;
use crate::actions::join_sitting::{join_sitting, joined, start_in_sitting};
use crate::actions::start_attempt::refuse;
use crate::message::Message;
use crate::web::account::form_errors;
use crate::web::actor::{Learner, give_token};
use crate::web::error::AppError;
use crate::web::form::Form;
use crate::web::view::sitting::{EnterPage, JoinedPage};
use crate::web::view::{FormState, Link};
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use xutra_domain::course::Item;
use xutra_domain::ids::SittingId;
use xutra_domain::learning::waits_for;
use xutra_domain::sitting::Sitting;
use xutra_store::assessment::{self, AttemptState};
use xutra_store::learning;
use xutra_store::sitting::Member;

/// `/sitting`: where the code is typed.
///
/// # Errors
/// 401.
pub async fn show_enter(learner: Learner) -> Result<HttpResponse, AppError> {
    page::show(&learner, "sitting/enter.html", &EnterPage { form: FormState::default() })
}

/// POST `/sitting`: joins by a code.
///
/// # Errors
/// 422 for a wrong code, 409 where it serves for nothing, 429 after too many.
pub async fn post_enter(learner: Learner, form: Form) -> Result<HttpResponse, AppError> {
    match join_sitting(&learner.app, learner.me(), learner.address, form.get("code")).await {
        Ok(id) => Ok(page::see_other(&url(id))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            let form = FormState { values: form.values(), errors };
            page::show_with(&learner, status, "sitting/enter.html", &EnterPage { form })
        }
    }
}

fn url(id: SittingId) -> String {
    format!("/sitting/{id}")
}

/// `/sitting/{sitting}`: what one is about to start.
///
/// # Errors
/// 404 for who did not join.
pub async fn show_joined(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    show_with(&learner, sitting_id(&id)?, StatusCode::OK, None).await
}

async fn show_with(
    learner: &Learner,
    id: SittingId,
    status: StatusCode,
    refused: Option<String>,
) -> Result<HttpResponse, AppError> {
    let (placed, member) = joined(&learner.app, learner.id(), id).await?;
    let found = &placed.sitting;
    let (exam, course) = titles(learner, found);
    let mut view = JoinedPage {
        course: Link { title: course, url: format!("/courses/{}", found.course) },
        exam: Link { title: exam, url: show::item_url(&found.course, &found.quiz) },
        unit: placed.unit_name.clone(),
        facilitator: placed.facilitator_name.clone(),
        letter: member.letter.word(),
        over: show::when(learner, found.window.over_at()),
        start_url: None,
        refusal: refused,
        open_url: None,
        waits_for: Vec::new(),
    };
    add_way(learner, found, &member, &mut view).await?;
    page::show_with(learner, status, "sitting/joined.html", &view)
}

/// The way on: the attempt that runs, else the start, else why there is none.
async fn add_way(learner: &Learner, found: &Sitting, member: &Member, view: &mut JoinedPage) -> Result<(), AppError> {
    let (reader, now) = (learner.app.store.reader(), learner.now);
    let past = assessment::list_attempts(reader, learner.id(), &found.course, &found.quiz, None).await?;
    let running = |head: &&assessment::AttemptHead| {
        head.state == AttemptState::Open && head.expires_at.is_none_or(|end| now < end)
    };
    let running = past.iter().find(running);
    view.open_url = running.map(|head| format!("/attempts/{}", head.id));
    let live = learner.app.catalog.course_for(&found.course, learner.viewer());
    let item = live.as_ref().and_then(|live| live.course.visible_item(&found.quiz, learner.viewer()));
    let why = if running.is_some_and(|head| head.sitting == Some(found.id)) {
        None
    } else if !found.window.is_open(now) {
        Some(Message::new("sitting-over"))
    } else if member.out_at.is_some() {
        Some(Message::new("sitting-let-out"))
    } else if running.is_some() {
        Some(Message::new("sitting-other-open"))
    } else if let (Some(live), Some(item @ Item::Quiz(quiz))) = (&live, item) {
        let record = learning::record(reader, learner.id(), &found.course, now).await?;
        let waiting = waits_for(&live.course, item, learner.viewer(), &record);
        view.waits_for = waiting.iter().map(|item| show::item_link(&found.course, item, learner.lang)).collect();
        let policy = live.course.policy_of_exam(&found.quiz);
        let session = last_session(&learner.app, learner.id(), policy).await?;
        match refuse(quiz, policy, &past, session, now) {
            Err(ActionError::Conflict { reason, .. }) => Some(reason),
            _ if view.waits_for.is_empty() => {
                view.start_url = Some(format!("{}/attempts", url(found.id)));
                None
            }
            _ => None,
        }
    } else {
        Some(Message::new("sitting-not-for-you"))
    };
    if let Some(why) = why.filter(|_| view.refusal.is_none()) {
        view.refusal = Some(learner.say(&why));
    }
    Ok(())
}

/// POST `/sitting/{sitting}/attempts`: starts the exam under supervision.
///
/// # Errors
/// 404 for who did not join; 409 where it may not be started.
pub async fn post_start(learner: Learner, id: Path<String>, _: Form) -> Result<HttpResponse, AppError> {
    let id = sitting_id(&id)?;
    match start_in_sitting(&learner.app, learner.me(), id).await {
        Ok(attempt) => {
            give_token(&learner, attempt.id);
            Ok(page::see_other(&format!("/attempts/{}", attempt.id)))
        }
        Err(ActionError::Conflict { reason, .. }) => {
            show_with(&learner, id, StatusCode::CONFLICT, Some(learner.say(&reason))).await
        }
        Err(error) => Err(error.into()),
    }
}
