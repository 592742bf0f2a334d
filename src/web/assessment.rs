//! Quizzes and exams as pages: front page, one question per screen, review, result.

use super::actor::{Examinee, Learner, Visitor, give_token};
use super::answering;
use super::asking::{first_open, jumps, question};
use super::error::AppError;
use super::form::Form;
use super::view::assessment::{AttemptHead, FloorView, PastView, QuizFront, ReviewPage};
use super::{actor, competency, hand_in, one_page, page, result, saving, show};
use crate::actions::ActionError;
use crate::actions::answer_question::{answer_question, find_own, take_hint};
use crate::actions::hold_session::last_session;
use crate::actions::start_attempt::{Asked, refuse, start_attempt};
use crate::actions::submit_attempt::close_overdue;
use crate::catalog::LiveCourse;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Path;
use std::collections::BTreeMap;
use xutra_domain::assessment::Answer;
use xutra_domain::course::{Part, Quiz};
use xutra_domain::ids::AttemptId;
use xutra_domain::instant::{DAY, Instant, MINUTE};
use xutra_domain::learning::waits_for;
use xutra_store::assessment::{self, Attempt, AttemptState};
use xutra_store::learning;

/// The front page of a quiz.
pub(super) async fn front(visitor: &Visitor, live: &LiveCourse, quiz: &Quiz) -> Result<HttpResponse, AppError> {
    let view = front_view(visitor, live, quiz).await?;
    page::show(visitor, "assessment/front.html", &view)
}

async fn front_view(visitor: &Visitor, live: &LiveCourse, quiz: &Quiz) -> Result<QuizFront, AppError> {
    let (course, lang, id) = (&live.course, visitor.lang, &quiz.head.id);
    let policy = course.policy_of_exam(id);
    let url = show::item_url(&course.id, id);
    let mut view = QuizFront {
        course: show::course_link(live, lang),
        title: quiz.head.title.get(lang).clone(),
        intro_html: quiz.intro_html.get(lang).clone(),
        untranslated: show::original_language(live) != lang && !quiz.intro_html.is_translated(lang),
        exam: quiz.exam,
        questions: how_many(live, quiz),
        time_limit: quiz.settings.time_limit.map(|limit| (limit + MINUTE - 1) / MINUTE),
        pass_percent: policy.is_none().then(|| show::percent(quiz.settings.pass)),
        pass_count: policy.map(|policy| policy.exam.pass),
        floors: Vec::new(),
        attempts: policy.map(|policy| policy.attempts.max).or(quiz.settings.attempts).filter(|most| *most < u32::MAX),
        window_days: policy.map(|policy| policy.attempts.window / DAY).filter(|days| *days > 0),
        cooldown: Some(policy.map_or(quiz.settings.cooldown, |policy| policy.attempts.cooldown))
            .filter(|wait| *wait > 0)
            .map(|wait| show::duration(visitor, wait)),
        start_url: None,
        open_url: None,
        refusal: None,
        waits_for: Vec::new(),
        sitting_url: None,
        sign_in_url: visitor.account().is_none().then(|| format!("/login?next={url}")),
        refresh: None,
        past: Vec::new(),
    };
    for rule in policy.into_iter().flat_map(|policy| &policy.exam.skills) {
        let name = course.skill_name(&rule.skill, lang).to_owned();
        view.floors.push(FloorView { name, draw: rule.draw, floor: rule.floor });
    }
    add_own(visitor, live, quiz, &mut view).await?;
    Ok(view)
}

/// What the front page says to who is signed in.
async fn add_own(visitor: &Visitor, live: &LiveCourse, quiz: &Quiz, view: &mut QuizFront) -> Result<(), AppError> {
    let Some(account) = visitor.account() else { return Ok(()) };
    let (course, id, reader) = (&live.course, &quiz.head.id, visitor.app.store.reader());
    let past = assessment::list_attempts(reader, account.id, &course.id, id, None).await?;
    let running = |head: &&assessment::AttemptHead| {
        head.state == AttemptState::Open && head.expires_at.is_none_or(|end| visitor.now < end)
    };
    view.open_url = past.iter().find(running).map(|head| format!("/attempts/{}", head.id));
    view.past = past
        .iter()
        .rev()
        .filter(|head| !running(head))
        .map(|head| PastView {
            number: head.number,
            when: show::when(visitor, head.submitted_at.or(head.expires_at).unwrap_or(head.started_at)),
            percent: head.percent.filter(|_| !head.waiting && !head.returned).map(show::percent),
            passed: head.passed == Some(true),
            state: match head.state {
                AttemptState::Void => "void",
                _ if head.waiting => "waiting",
                _ if head.returned => "returned",
                ended => ended.word(),
            },
            url: format!("/attempts/{}", head.id),
        })
        .collect();
    let record = learning::record(reader, account.id, &course.id, visitor.now).await?;
    let item = course.item(id).ok_or_else(AppError::not_found)?;
    let waiting = waits_for(course, item, visitor.viewer(), &record);
    view.waits_for = waiting.iter().map(|item| show::item_link(&course.id, item, visitor.lang)).collect();
    let policy = course.policy_of_exam(id);
    let session = last_session(&visitor.app, account.id, policy).await?;
    match refuse(quiz, policy, &past, session, visitor.now) {
        Err(ActionError::Conflict { reason, .. }) if view.open_url.is_none() => {
            view.refusal = Some(visitor.say(&reason))
        }
        _ if view.waits_for.is_empty() && view.open_url.is_none() => {
            view.start_url = Some(format!("{}/attempts", show::item_url(&course.id, id)));
            view.sitting_url = quiz.exam.then_some("/sitting");
            view.refresh = competency::refresh_of(visitor, live, id, account.id).await?;
        }
        _ => {}
    }
    Ok(())
}

/// How many questions an attempt has.
fn how_many(live: &LiveCourse, quiz: &Quiz) -> usize {
    let whole = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    if let Some(policy) = live.course.policy_of_exam(&quiz.head.id) {
        return whole(policy.exam.questions);
    }
    let in_parts: usize = quiz
        .parts
        .iter()
        .map(|part| match part {
            Part::Question(_) => 1,
            Part::Pool { draw, questions, .. } => whole(*draw).min(questions.len()),
            Part::Group { questions, .. } => questions.len(),
        })
        .sum();
    quiz.settings.draw.map_or(in_parts, whole)
}

/// POST `/courses/{course}/{item}/attempts`
///
/// # Errors
/// 404, 403, 409.
pub async fn post_start(learner: Learner, path: Path<(String, String)>, form: Form) -> Result<HttpResponse, AppError> {
    let asked = Asked::of(form.get("form"));
    let (attempt, _) = start_attempt(&learner.app, learner.me(), &path.0, &path.1, asked).await?;
    give_token(&learner, attempt.id);
    Ok(page::see_other(&format!("/attempts/{}", attempt.id)))
}

/// `/attempts/{id}`: a question (`?q=3`), the review (`?review=1`), or the result.
///
/// # Errors
/// 404, also for somebody else's.
pub async fn show_attempt(examinee: Examinee, id: Path<String>) -> Result<HttpResponse, AppError> {
    let (learner, id) = (examinee.0, attempt_id(&id)?);
    let (mut attempt, mut pinned) = find_own(&learner.app, learner.id(), id).await?;
    if attempt.state == AttemptState::Open && attempt.expires_at.is_some_and(|end| end <= learner.now) {
        close_overdue(&learner.app, id).await?;
        (attempt, pinned) = find_own(&learner.app, learner.id(), id).await?;
    }
    if attempt.state != AttemptState::Open {
        return result::show(&learner, &attempt, &pinned).await;
    }
    give_token(&learner, id);
    let query = learner.request().query_string();
    if actor::query_value(query, "review").is_some() {
        return review(&learner, &attempt, StatusCode::OK);
    }
    if attempt.rules.one_page {
        return one_page::show(&learner, &attempt, &pinned, None, &BTreeMap::new()).await;
    }
    let asked = actor::query_value(query, "q").filter(|place| attempt.form.at(place).is_some());
    let place = asked.unwrap_or_else(|| first_open(&attempt));
    question(&learner, &attempt, &pinned, &place, None, None).await
}

pub(super) fn attempt_id(text: &str) -> Result<AttemptId, AppError> {
    AttemptId::parse(text).ok_or_else(AppError::not_found)
}

/// What every page of an attempt says of it.
pub(super) fn head(learner: &Learner, attempt: &Attempt) -> AttemptHead {
    let live = learner.app.catalog.course(&attempt.course);
    let course_url = format!("/courses/{}", attempt.course);
    let course = live.as_ref().map(|live| show::course_link(live, learner.lang));
    let item = live.as_ref().and_then(|live| live.course.item(&attempt.quiz));
    let link = |title: &str, url: String| super::view::Link { title: title.to_owned(), url };
    let left = attempt.expires_at.map(|end| end.since(learner.now).max(0));
    AttemptHead {
        course: course.unwrap_or_else(|| link(&attempt.course, course_url)),
        quiz: item.map_or_else(
            || link(&attempt.quiz, show::item_url(&attempt.course, &attempt.quiz)),
            |item| show::item_link(&attempt.course, item, learner.lang),
        ),
        exam: attempt.rules.exam,
        number: attempt.number,
        deadline: attempt.expires_at.map(|end| show::when(learner, end)),
        minutes_left: left.map(|left| (left + MINUTE - 1) / MINUTE),
        id: attempt.id.to_string(),
        now: learner.now.0,
        ends: attempt.expires_at.map(|end| end.0),
        script: learner.app.statics.url("attempt.js"),
        saved: attempt.saved_at.map(|at| saved(learner, at)),
    }
}

fn saved(visitor: &Visitor, at: Instant) -> super::view::When {
    super::view::When { iso: at.rfc3339(), text: visitor.app.zone.time(at) }
}

pub(super) fn review(learner: &Learner, attempt: &Attempt, status: StatusCode) -> Result<HttpResponse, AppError> {
    let jumps = jumps(attempt, "");
    let view = ReviewPage {
        head: head(learner, attempt),
        unanswered: jumps.iter().filter(|jump| !jump.answered).count(),
        total: jumps.len(),
        submit_url: format!("/attempts/{}/submission", attempt.id),
        jumps,
    };
    page::show_with(learner, status, "assessment/review.html", &view)
}

/// POST `/attempts/{id}/answers/{place}`: saves the answer and goes where the pressed button says.
///
/// # Errors
/// 404, 409 once the attempt has ended.
pub async fn post_answer(
    examinee: Examinee,
    path: Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (learner, id) = (examinee.0, attempt_id(&path.0)?);
    let place = path.1.as_str();
    let (attempt, pinned) = find_own(&learner.app, learner.id(), id).await?;
    let item = attempt.form.at(place).ok_or_else(AppError::not_found)?;
    let content = pinned.questions.get(&item.version).ok_or_else(AppError::not_found)?;
    let value = match answering::value_of(content, item, &form) {
        Ok(value) => with_files(&learner, &attempt, place, value).await?,
        Err(fault) if saving::is_asked_by_script(&learner) => return Ok(saving::unfit(&learner, &fault)),
        Err(fault) => {
            return question(&learner, &attempt, &pinned, place, Some(&form), Some(learner.say(&fault))).await;
        }
    };
    let saved = answer_question(&learner.app, learner.id(), id, place, &value).await;
    if saving::is_asked_by_script(&learner) {
        return saving::tell(&learner, &attempt, saved);
    }
    match saved {
        Ok(_) => Ok(page::see_other(&after(&attempt, place, form.get("go")))),
        Err(ActionError::Invalid(faults)) => {
            let sentence = faults.values().next().map(|fault| learner.say(fault)).unwrap_or_default();
            question(&learner, &attempt, &pinned, place, Some(&form), Some(sentence)).await
        }
        // Its time is over: what was saved is graded, and the result is shown.
        Err(ActionError::Conflict { .. }) => Ok(page::see_other(&format!("/attempts/{id}"))),
        Err(error) => Err(error.into()),
    }
}

/// A form without files keeps those that are there.
async fn with_files(
    learner: &Learner,
    attempt: &Attempt,
    place: &str,
    mut value: serde_json::Value,
) -> Result<serde_json::Value, AppError> {
    if let Some(files) = value.get_mut("files") {
        *files = serde_json::json!(hand_in::ids_at(learner, attempt, place).await?);
    }
    Ok(value)
}

pub(super) fn after(attempt: &Attempt, place: &str, go: &str) -> String {
    let number: usize = place.parse().unwrap_or(1);
    let total = attempt.form.items.len();
    match go {
        "previous" if number > 1 => format!("/attempts/{}?q={}", attempt.id, number - 1),
        "review" => format!("/attempts/{}?review=1", attempt.id),
        "stay" => format!("/attempts/{}?q={number}", attempt.id),
        _ if number < total => format!("/attempts/{}?q={}", attempt.id, number + 1),
        _ => format!("/attempts/{}?review=1", attempt.id),
    }
}

/// POST `/attempts/{id}/questions/{place}/hint`: shows the next hint. What stands in the form is saved first.
///
/// # Errors
/// 404 past the last, 409 once the attempt has ended.
pub async fn post_hint(examinee: Examinee, path: Path<(String, String)>, form: Form) -> Result<HttpResponse, AppError> {
    let (learner, id) = (examinee.0, attempt_id(&path.0)?);
    let (attempt, pinned) = find_own(&learner.app, learner.id(), id).await?;
    let item = attempt.form.at(&path.1).ok_or_else(AppError::not_found)?;
    let content = pinned.questions.get(&item.version).ok_or_else(AppError::not_found)?;
    let given = answering::value_of(content, item, &form).unwrap_or_default();
    let given = with_files(&learner, &attempt, &path.1, given).await?;
    if Answer::read(&given, content, item).is_ok_and(|answer| !answer.is_empty()) {
        match answer_question(&learner.app, learner.id(), id, &path.1, &given).await {
            // An answer that does not fit is told when it is handed in; a hint may be what mends it.
            Ok(_) | Err(ActionError::Invalid(_) | ActionError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    take_hint(&learner.app, learner.id(), id, &path.1).await?;
    Ok(page::see_other(&format!("/attempts/{id}?q={}", path.1)))
}
