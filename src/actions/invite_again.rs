//! Puts into the outbox what is not the learner's own doing: that they were drawn to show again what they can do, and that an
//! exam which they failed may be taken again. Found anew every day; the same reason makes no second mail.

use super::ActionError;
use super::draw_recheck::quarter;
use super::hold_session::last_session;
use super::remind_learners::{mail, put};
use super::start_attempt::tries;
use crate::app::App;
use crate::catalog::LiveCourse;
use serde_json::{Value, json};
use uuid::Uuid;
use xutra_domain::assessment::freed_at;
use xutra_domain::competency::Policy;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::{DAY, Instant};
use xutra_domain::mailing::Topic;
use xutra_domain::personal_data::Purpose;
use xutra_store::outbox::NewMail;
use xutra_store::reminder::{self, Exam};
use xutra_store::{StoreError, assessment, recheck};

/// Attempts that ended longer ago make nobody wait today.
const LOOKED_AT: i64 = 400 * DAY;

/// Tells those who are called to a re-check of this quarter; how many mails were made.
///
/// # Errors
/// Where the store fails.
pub async fn invite_drawn(app: &App) -> Result<usize, ActionError> {
    let (reader, mut made) = (app.store.reader(), 0);
    for (draw, unit, flag) in recheck::list_draws(reader, &quarter(app)).await? {
        let called = recheck::list_waiting(reader, draw).await?;
        let people = reminder::list_reachable(reader, Purpose::Reminders, &called).await?;
        let facts = json!({ "draw": draw, "unit": unit, "flag": flag });
        let tell = |account: AccountId| mail(app, account, Topic::Recheck, &draw.to_string(), facts.clone());
        made += put(app, people.into_iter().map(tell).collect()).await?;
    }
    Ok(made)
}

/// Whether somebody is still called by the draw of a mail.
///
/// # Errors
/// Where the store fails.
pub(super) async fn is_still_called(app: &App, account: AccountId, facts: &Value) -> Result<bool, StoreError> {
    let draw = facts.get("draw").and_then(Value::as_str).and_then(|text| Uuid::try_parse(text).ok());
    let Some(draw) = draw else { return Ok(false) };
    Ok(recheck::list_waiting(app.store.reader(), draw).await?.contains(&account))
}

/// Tells those whose wait after a failed exam is over; how many mails were made.
///
/// # Errors
/// Where the store fails.
pub async fn invite_to_retry(app: &App) -> Result<usize, ActionError> {
    let (now, mut made) = (app.clock.now(), 0);
    for live in app.catalog.courses() {
        for policy in &live.course.policies {
            let mut after = None;
            loop {
                let exam = exam_of(&live, policy);
                let span = (now.plus(-LOOKED_AT), now);
                let page = reminder::page_failed(app.store.reader(), exam, span, after).await?;
                let Some(last) = page.last().map(|(account, _)| *account) else { break };
                let mut mails = Vec::new();
                for (account, attempt) in page {
                    mails.extend(retry_mail(app, &live, policy, (account, attempt)).await?);
                }
                made += put(app, mails).await?;
                after = Some(last);
            }
        }
    }
    Ok(made)
}

fn exam_of<'a>(live: &'a LiveCourse, policy: &'a Policy) -> Exam<'a> {
    Exam { course: &live.course.id, quiz: &policy.exam.item, flag: &policy.flag }
}

/// What there is to tell somebody of an exam that they failed; nothing while they wait, and nothing to who need not.
async fn retry_mail(
    app: &App,
    live: &LiveCourse,
    policy: &Policy,
    (account, attempt): (AccountId, AttemptId),
) -> Result<Option<NewMail>, StoreError> {
    let Exam { course, quiz, flag } = exam_of(live, policy);
    let Some(exam) = live.course.quiz(quiz) else { return Ok(None) };
    let past = assessment::list_attempts(app.store.reader(), account, course, quiz, None).await?;
    if past.iter().any(|head| head.waiting) {
        return Ok(None);
    }
    let session = last_session(app, account, Some(policy)).await?;
    let free = freed_at(&exam.settings, Some(&policy.attempts), &tries(&past, session), app.clock.now());
    let facts =
        |free: Instant| json!({ "course": course, "quiz": quiz, "flag": flag, "attempt": attempt, "from": free.0 });
    Ok(free.map(|free| mail(app, account, Topic::Retry, &attempt.to_string(), facts(free))))
}

/// Whether the exam of a mail is still one that somebody failed last, and whose flag they do not hold.
///
/// # Errors
/// Where the store fails.
pub(super) async fn is_still_failed(app: &App, facts: &Value) -> Result<bool, StoreError> {
    let text = |name: &str| facts.get(name).and_then(Value::as_str).unwrap_or_default();
    let Some(attempt) = AttemptId::parse(text("attempt")) else { return Ok(false) };
    let exam = Exam { course: text("course"), quiz: text("quiz"), flag: text("flag") };
    reminder::is_last_failed(app.store.reader(), attempt, exam, app.clock.now()).await
}
