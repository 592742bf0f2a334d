//! Starts an attempt, or finds the one that is running. It pins versions, permutations and rules, and finishes on them.

use super::ActionError;
use super::decide_flag::standings;
use super::enroll::check_requires;
use super::hold_session::last_session;
use super::submit_attempt::close_overdue;
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::message::Message;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use xutra_domain::assessment::{DrawPlan, PastAttempt, Refusal, Rules, draw, may_start};
use xutra_domain::competency::{Policy, Supervision};
use xutra_domain::course::{Item, Quiz, Viewer};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_domain::people::Account;
use xutra_store::assessment::{self, Attempt, AttemptHead, AttemptState, NewAttempt};
use xutra_store::{StoreError, item_stats, learning, question_withdrawal};

/// A question that more of all forms hold comes after its equals.
const EXPOSED_PERCENT: i64 = 20;
/// Fewer forms than this say nothing about that yet.
const EXPOSED_FORMS: i64 = 50;

/// Which form of an exam is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The whole of it.
    Full,
    /// The short one with which a holder renews the flag.
    Refresh,
}

impl Asked {
    /// By the word of a form or an address: `refresh` for the short one, anything else for the whole.
    #[must_use]
    pub fn of(word: &str) -> Self {
        if word == "refresh" { Self::Refresh } else { Self::Full }
    }
}

/// Starts; the second value says whether the attempt is new. An attempt that runs is found whichever form it is.
///
/// # Errors
/// `NotFound`; `Forbidden` while what the quiz requires is not done; `Conflict` with `retry_at` in the cooldown, outside
/// the opening times, or when the attempts are used up; `Conflict` for a short form that the person may not take.
pub async fn start_attempt(
    app: &App,
    learner: &Account,
    course: &str,
    quiz: &str,
    asked: Asked,
) -> Result<(Attempt, bool), ActionError> {
    let viewer = Viewer::of(learner, app.clock.now());
    let live = app.catalog.course_for(course, viewer).ok_or(ActionError::NotFound)?;
    // Two starts at once draw the same number; the unique index lets one through, and the other finds its attempt.
    for _ in 0..3 {
        match try_start(app, learner, &live, quiz, asked).await {
            Err(ActionError::Store(StoreError::Conflict(_))) => {}
            done => return done,
        }
    }
    Err(ActionError::Busy)
}

async fn try_start(
    app: &App,
    learner: &Account,
    live: &LiveCourse,
    quiz_id: &str,
    asked: Asked,
) -> Result<(Attempt, bool), ActionError> {
    let course = &live.course;
    let (reader, now, account) = (app.store.reader(), app.clock.now(), learner.id);
    let item = course.visible_item(quiz_id, Viewer::of(learner, now)).ok_or(ActionError::NotFound)?;
    let Item::Quiz(quiz) = item else { return Err(ActionError::NotFound) };
    // One read tells both what is open and what is past: an attempt that another request starts meanwhile is either in it,
    // or clashes with this one's row.
    let past = assessment::list_attempts(reader, account, &course.id, quiz_id).await?;
    if let Some(open) = past.iter().find(|head| head.state == AttemptState::Open) {
        if open.expires_at.is_none_or(|end| now < end) {
            let attempt = assessment::find_attempt(reader, open.id).await?.ok_or(ActionError::NotFound)?;
            return Ok((attempt, false));
        }
        close_overdue(app, open.id).await?;
    }
    check_requires(app, learner, live, item, now).await?;
    let policy = course.policy_of_exam(quiz_id);
    refuse(quiz, policy, &past, last_session(app, account, policy).await?, now)?;
    let short = match asked {
        Asked::Full => None,
        Asked::Refresh => Some(short_form(app, account, &course.id, policy).await?),
    };
    let attempt = pin(app, account, live, quiz, short.as_ref(), &past, now).await?;
    let id = attempt.id;
    app.store
        .write(move |tx| {
            let attempt = attempt.clone();
            Box::pin(async move {
                learning::enroll(tx, attempt.account, &attempt.course, now).await?;
                assessment::insert_attempt(tx, &attempt).await.map_err(ActionError::from)
            })
        })
        .await?;
    let attempt = assessment::find_attempt(app.store.reader(), id).await?.ok_or(ActionError::NotFound)?;
    Ok((attempt, true))
}

/// The policy as its short form asks, for a holder who may take it.
async fn short_form(
    app: &App,
    account: AccountId,
    course: &str,
    policy: Option<&Policy>,
) -> Result<Policy, ActionError> {
    let none = || ActionError::conflict(Message::new("refresh-not-now"));
    let policy = policy.ok_or_else(none)?;
    let mut flags = standings(app, account).await?.into_iter();
    let holds = flags.any(|flag| flag.course == course && flag.policy == *policy && flag.standing.refresh.is_some());
    policy.refresh_form().filter(|_| holds).ok_or_else(none)
}

/// Whether the quiz's rules, or the policy's where it is its exam, let the person start now; `session` is when a facilitator
/// last held one with them.
///
/// # Errors
/// `Conflict` with the reason and when to try again.
pub fn refuse(
    quiz: &Quiz,
    policy: Option<&Policy>,
    past: &[AttemptHead],
    session: Option<Instant>,
    now: Instant,
) -> Result<(), ActionError> {
    if past.iter().any(|head| head.waiting) {
        return Err(ActionError::Conflict { reason: Message::new("refusal-waiting"), retry_at: Some(None) });
    }
    let tries = tries(past, session);
    may_start(&quiz.settings, policy.map(|policy| &policy.attempts), &tries, now).map_err(|refusal| {
        ActionError::Conflict {
            reason: refusal_message(refusal, quiz.settings.close.map(Instant)),
            retry_at: Some(refusal.retry_at()),
        }
    })
}

/// The attempts that count as tries or make one wait.
#[must_use]
pub fn tries(past: &[AttemptHead], session: Option<Instant>) -> Vec<PastAttempt> {
    past.iter()
        // What was returned to be improved is handed in again without using up a try.
        .filter(|head| head.state != AttemptState::Void && !head.returned)
        .map(|head| PastAttempt {
            started: head.started_at,
            ended: head.submitted_at.or(head.expires_at).unwrap_or(head.started_at),
            settled: session.is_some_and(|held| head.started_at < held),
        })
        .collect()
}

fn refusal_message(refusal: Refusal, close: Option<Instant>) -> Message {
    match refusal {
        Refusal::NotOpenYet(at) => Message::new("refusal-not-open-yet").at("when", at),
        // Only what has a closing time can be closed.
        Refusal::Closed => Message::new("refusal-closed").at("when", close.unwrap_or_default()),
        Refusal::Cooldown(at) => Message::new("refusal-cooldown").at("when", at),
        Refusal::WindowFull(at) => Message::new("refusal-window").at("when", at),
        Refusal::UsedUp => Message::new("refusal-used-up"),
    }
}

async fn pin(
    app: &App,
    account: AccountId,
    live: &LiveCourse,
    quiz: &Quiz,
    short: Option<&Policy>,
    past: &[AttemptHead],
    now: Instant,
) -> Result<NewAttempt, ActionError> {
    let course = &live.course;
    let policy = short.or_else(|| course.policy_of_exam(&quiz.head.id));
    let seen = assessment::seen_questions(app.store.reader(), account, &course.id, &quiz.head.id).await?;
    let (exposed, versions) = (exposed(app, live, quiz, policy).await?, drawn(app, live).await?);
    let plan =
        DrawPlan { course, quiz, policy, versions: &versions, seen: &seen, exposed: &exposed, seed: app.random() };
    let limit = quiz.settings.time_limit.map(|limit| now.plus(limit));
    let close = quiz.settings.close.map(Instant);
    Ok(NewAttempt {
        id: AttemptId(app.new_uuid()),
        account,
        course: course.id.clone(),
        quiz: quiz.head.id.clone(),
        number: past.iter().map(|head| head.number).max().unwrap_or(0) + 1,
        revision: live.revision,
        started_at: now,
        expires_at: limit.into_iter().chain(close).min(),
        form: draw(&plan),
        rules: rules(live, quiz, short),
        supervision: Supervision::B,
    })
}

/// The current versions of the questions that may be drawn: all but those that were withdrawn.
///
/// # Errors
/// Where the store fails.
pub async fn drawn<'l>(app: &App, live: &'l LiveCourse) -> Result<Cow<'l, BTreeMap<String, i64>>, ActionError> {
    let withdrawn = question_withdrawal::withdrawn(app.store.reader(), &live.course.id).await?;
    let mut versions = Cow::Borrowed(&live.versions);
    if !withdrawn.is_empty() {
        versions.to_mut().retain(|id, _| !withdrawn.contains_key(id));
    }
    Ok(versions)
}

/// Questions that too many forms of an exam under a policy held already. Other quizzes may ask whatever they hold.
async fn exposed(
    app: &App,
    live: &LiveCourse,
    quiz: &Quiz,
    policy: Option<&Policy>,
) -> Result<BTreeSet<String>, ActionError> {
    if policy.is_none() {
        return Ok(BTreeSet::new());
    }
    let (course, quiz) = (&live.course.id, &quiz.head.id);
    Ok(item_stats::exposed(app.store.reader(), course, quiz, EXPOSED_PERCENT, EXPOSED_FORMS).await?)
}

fn rules(live: &LiveCourse, quiz: &Quiz, short: Option<&Policy>) -> Rules {
    let mut rules = Rules::of(&quiz.settings, quiz.exam);
    if let Some(policy) = short.or_else(|| live.course.policy_of_exam(&quiz.head.id)) {
        rules.policy = Some(policy.name());
        rules.pass_count = Some(policy.exam.pass);
        rules.refresh = short.is_some();
        // A short form has no floors, and few questions of each skill.
        let floors = policy.exam.skills.iter().filter(|_| short.is_none());
        rules.floors = floors.map(|rule| (rule.skill.clone(), rule.floor)).collect();
    } else if let Some(policy) = live.course.policies_with_practical(&quiz.head.id).next() {
        rules.policy = Some(policy.name());
        rules.practical_skill = policy.practical.as_ref().map(|practical| practical.skill.clone());
    }
    rules
}
