//! A re-check as who was drawn sees it: the code is typed, the questions are answered on one page, the result is theirs.

use super::super::account::form_errors;
use super::super::actor::Learner;
use super::super::answering;
use super::super::asking::ask;
use super::super::error::AppError;
use super::super::form::Form;
use super::super::view::one_page::AskedView;
use super::super::view::recheck::{AnswerPage, EnterRecheckPage, MineView, RecheckResultPage};
use super::super::view::{FormState, Link};
use super::super::{page, show};
use super::desk;
use crate::actions::ActionError;
use crate::actions::answer_question::Pinned;
use crate::actions::answer_recheck::{answer_recheck, join_recheck, own_recheck};
use crate::message::Message;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::assessment::Answer;
use xutra_domain::ids::RecheckId;
use xutra_store::assessment::Attempt;
use xutra_store::recheck::{self, Recheck};
use xutra_store::recheck_session;

fn url(id: RecheckId) -> String {
    format!("/recheck/{id}")
}

fn parse(id: &str) -> Result<RecheckId, AppError> {
    RecheckId::parse(id).ok_or_else(AppError::not_found)
}

/// `/recheck`: where the code is typed, and what one was asked before.
///
/// # Errors
/// 401.
pub async fn show_enter(learner: Learner) -> Result<HttpResponse, AppError> {
    enter(&learner, StatusCode::OK, FormState::default()).await
}

async fn enter(learner: &Learner, status: StatusCode, form: FormState) -> Result<HttpResponse, AppError> {
    let reader = learner.app.store.reader();
    let open = recheck_session::list_open(reader, learner.now).await?;
    let own = open.into_iter().filter(|placed| placed.session.supervisor == learner.id());
    let mine = recheck::list_of(reader, learner.id()).await?;
    let row = |one: &Recheck| MineView {
        url: url(one.id),
        at: show::when(learner, one.started_at),
        outcome: match one.result {
            None => "answering",
            Some((.., true)) => "confirmed",
            Some(_) => "not-confirmed",
        },
    };
    let view = EnterRecheckPage {
        form,
        desks: own.map(|placed| Link { title: placed.unit_name, url: desk::url(placed.session.id) }).collect(),
        mine: mine.iter().map(row).collect(),
    };
    page::show_with(learner, status, "recheck/enter.html", &view)
}

/// POST `/recheck`: joins by a code, and begins.
///
/// # Errors
/// 422 for a wrong code, 409 for who is not called, 429 after too many.
pub async fn post_enter(learner: Learner, form: Form) -> Result<HttpResponse, AppError> {
    match join_recheck(&learner.app, learner.me(), learner.address, form.get("code")).await {
        Ok(id) => Ok(page::see_other(&url(id))),
        Err(error) => {
            let (status, errors) = form_errors(&learner, error)?;
            enter(&learner, status, FormState { values: form.values(), errors }).await
        }
    }
}

/// `/recheck/{recheck}`: the questions while the session is open, else what came of it.
///
/// # Errors
/// 404 for another's.
pub async fn show_recheck(learner: Learner, id: Path<String>) -> Result<HttpResponse, AppError> {
    let (found, attempt, pinned) = own_recheck(&learner.app, learner.id(), parse(&id)?).await?;
    let session = recheck_session::find(learner.app.store.reader(), found.session).await?;
    let open = session.filter(|placed| found.result.is_none() && placed.session.window.is_open(learner.now));
    match open {
        Some(placed) => questions(&learner, &found, (&attempt, &pinned), &placed, None, &BTreeMap::new()).await,
        None => result(&learner, &found),
    }
}

fn prefix(place: usize) -> String {
    format!("q{place}-")
}

async fn questions(
    learner: &Learner,
    found: &Recheck,
    (attempt, pinned): (&Attempt, &Pinned),
    placed: &recheck_session::Placed,
    sent: Option<&Form>,
    faults: &BTreeMap<String, Message>,
) -> Result<HttpResponse, AppError> {
    let (mut asked, mut group) = (Vec::new(), None);
    for (place, item) in (1_usize..).zip(&found.form.items) {
        let own = sent.map(|form| form.under(&prefix(place)));
        let one = ask(learner, attempt, pinned, &place.to_string(), own.as_ref(), &prefix(place)).await?;
        asked.push(AskedView {
            place,
            total: found.form.items.len(),
            was: String::new(),
            saved: None,
            question: one.question,
            // What questions share stands before the first of them.
            group_html: one.group_html.filter(|_| item.group != group),
            hints: Vec::new(),
            hints_left: 0,
            error: faults.get(&place.to_string()).map(|fault| learner.say(fault)),
        });
        group.clone_from(&item.group);
    }
    let view = AnswerPage {
        unit: placed.unit_name.clone(),
        needed: found.needed,
        over: show::when(learner, placed.session.window.over_at()),
        wrong: faults.len(),
        questions: asked,
        action: url(found.id),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page::show_with(learner, status, "recheck/answer.html", &view)
}

fn result(learner: &Learner, found: &Recheck) -> Result<HttpResponse, AppError> {
    let live = learner.app.catalog.course(&found.course);
    let item = live.as_ref().and_then(|live| live.course.item(&found.quiz));
    let (_, correct, confirmed) = found.result.unwrap_or_default();
    let view = RecheckResultPage {
        done: found.result.is_some(),
        confirmed,
        correct,
        total: found.form.items.len(),
        needed: found.needed,
        practice_url: format!("/practice/{}", found.course),
        exam: Link {
            title: item.map_or_else(|| found.quiz.clone(), |item| item.head().title.get(learner.lang).clone()),
            url: show::item_url(&found.course, &found.quiz),
        },
    };
    page::show(learner, "recheck/result.html", &view)
}

/// POST `/recheck/{recheck}`: saves what the page holds, and hands in where the button says so.
///
/// # Errors
/// 404 for another's; 422 for an answer that does not fit; 409 once it is over.
pub async fn post_answers(learner: Learner, id: Path<String>, form: Form) -> Result<HttpResponse, AppError> {
    let (found, attempt, pinned) = own_recheck(&learner.app, learner.id(), parse(&id)?).await?;
    let (answers, faults) = read(&found, &pinned, &form)?;
    let hand_in = form.get("go") == "submit" && faults.is_empty();
    match answer_recheck(&learner.app, learner.id(), found.id, answers, hand_in).await {
        Ok(()) if faults.is_empty() => Ok(page::see_other(&url(found.id))),
        Ok(()) => {
            let placed = recheck_session::find(learner.app.store.reader(), found.session).await?;
            let placed = placed.ok_or_else(AppError::not_found)?;
            questions(&learner, &found, (&attempt, &pinned), &placed, Some(&form), &faults).await
        }
        Err(ActionError::Conflict { reason, .. }) => {
            Ok(page::see_other_saying(&learner, &url(found.id), "bad", &reason))
        }
        Err(error) => Err(error.into()),
    }
}

/// Answers by place.
type Answers = BTreeMap<String, Answer>;

/// The answers that a form holds, and what of it does not fit.
fn read(found: &Recheck, pinned: &Pinned, form: &Form) -> Result<(Answers, BTreeMap<String, Message>), AppError> {
    let (mut answers, mut faults) = (Answers::new(), BTreeMap::new());
    for (place, item) in (1_usize..).zip(&found.form.items) {
        let question = pinned.questions.get(&item.version).ok_or_else(AppError::not_found)?;
        let fault = match answering::value_of(question, item, &form.under(&prefix(place))) {
            Ok(value) => match Answer::read(&value, question, item) {
                Ok(answer) if answer.is_empty() => continue,
                Ok(answer) => {
                    answers.insert(place.to_string(), answer);
                    continue;
                }
                Err(error) => Message::new(error.reason),
            },
            Err(fault) => fault,
        };
        faults.insert(place.to_string(), fault);
    }
    Ok((answers, faults))
}
