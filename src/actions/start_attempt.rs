//! Starts an attempt, or finds the one that is running. It pins versions, permutations and rules, and finishes on them.

use super::ActionError;
use super::decide_flag::standings;
use super::enroll::check_requires;
use super::hold_session::last_session;
use super::improve_work::{carry_over, kept};
use super::submit_attempt::close_overdue;
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::message::Message;
use serde_json::json;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use xutra_domain::assessment::{DrawPlan, PastAttempt, Refusal, Rules, Seen, draw, fixed_form, has_choice, may_start};
use xutra_domain::competency::Policy;
use xutra_domain::course::{Item, Quiz, Viewer};
use xutra_domain::ids::{AccountId, AttemptId, SittingId};
use xutra_domain::instant::Instant;
use xutra_domain::people::Account;
use xutra_domain::sitting::Sitting;
use xutra_store::assessment::{self, Attempt, AttemptHead, AttemptState, NewAttempt};
use xutra_store::ledger::{self, Event, Kind};
use xutra_store::{StoreError, Tx, item_stats, learning, sitting};

/// A question that more of all forms hold comes after its equals.
const EXPOSED_PERCENT: i64 = 20;
/// Fewer forms than this say nothing about that yet.
const EXPOSED_FORMS: i64 = 50;

/// Where a quiz does not limit how many attempts there are, only the newest matter: those that a pause is counted from,
/// and work that waits to be marked.
const NEWEST: u32 = 5;

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

/// A sitting that the person joined, for an attempt under a facilitator's eyes.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The sitting.
    pub sitting: Sitting,
    /// The person's place in the order of joining.
    pub place: u64,
}

/// How an attempt is started. `Watched` alone makes it supervised.
#[derive(Debug, Clone, Copy)]
enum Manner<'a> {
    Alone(Asked),
    Watched(&'a Watched),
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
    start(app, learner, course, quiz, Manner::Alone(asked)).await
}

/// Starts the whole exam of a sitting, or finds the attempt that runs there. The sitting's end is the attempt's.
///
/// # Errors
/// As [`start_attempt`]; `Conflict` also where an attempt runs outside of the sitting, the sitting is over, or the
/// facilitator let the person out.
pub async fn start_watched(app: &App, learner: &Account, watched: &Watched) -> Result<Attempt, ActionError> {
    let Sitting { course, quiz, .. } = &watched.sitting;
    Ok(start(app, learner, course, quiz, Manner::Watched(watched)).await?.0)
}

async fn start(
    app: &App,
    learner: &Account,
    course: &str,
    quiz: &str,
    manner: Manner<'_>,
) -> Result<(Attempt, bool), ActionError> {
    let viewer = Viewer::of(learner, app.clock.now());
    let live = app.catalog.course_for(course, viewer).ok_or(ActionError::NotFound)?;
    // Two starts at once draw the same number; the unique index lets one through, and the other finds its attempt.
    for _ in 0..3 {
        match try_start(app, learner, &live, quiz, manner).await {
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
    manner: Manner<'_>,
) -> Result<(Attempt, bool), ActionError> {
    let course = &live.course;
    let (reader, now, account) = (app.store.reader(), app.clock.now(), learner.id);
    let item = course.visible_item(quiz_id, Viewer::of(learner, now)).ok_or(ActionError::NotFound)?;
    let Item::Quiz(quiz) = item else { return Err(ActionError::NotFound) };
    // One read tells both what is open and what is past: an attempt that another request starts meanwhile is either in it,
    // or clashes with this one's row.
    let policy = course.policy_of_exam(quiz_id);
    let newest = (policy.is_none() && quiz.settings.attempts.is_none()).then_some(NEWEST);
    let past = assessment::list_attempts(reader, account, &course.id, quiz_id, newest).await?;
    if let Some(open) = past.iter().find(|head| head.state == AttemptState::Open) {
        if open.expires_at.is_none_or(|end| now < end) {
            if matches!(manner, Manner::Watched(watched) if open.sitting != Some(watched.sitting.id)) {
                return Err(ActionError::conflict(Message::new("sitting-other-open")));
            }
            let attempt = assessment::find_attempt(reader, open.id).await?.ok_or(ActionError::NotFound)?;
            return Ok((attempt, false));
        }
        close_overdue(app, open.id).await?;
    }
    check_requires(app, learner, live, item, now).await?;
    refuse(quiz, policy, &past, last_session(app, account, policy).await?, now)?;
    let short = match manner {
        Manner::Alone(Asked::Refresh) => Some(short_form(app, account, &course.id, policy).await?),
        Manner::Alone(Asked::Full) | Manner::Watched(_) => None,
    };
    let watched = match manner {
        Manner::Watched(watched) => Some(watched),
        Manner::Alone(_) => None,
    };
    let attempt = Arc::new(pin(app, account, live, quiz, (short.as_ref(), watched), &past, now).await?);
    let before = kept(app, &past, &attempt).await?;
    let is_empty = before.answers.is_empty();
    let told = watched.map(|watched| supervised(watched, &attempt));
    if !past.is_empty() && told.is_none() && is_empty {
        // Who was here before takes part already, and nothing else goes with the row.
        assessment::insert_attempt_alone(&app.store, &attempt).await?;
        return Ok((Attempt::from(Arc::unwrap_or_clone(attempt)), true));
    }
    let new = Arc::clone(&attempt);
    app.store
        .write(move |tx| {
            let (new, told, before) = (Arc::clone(&new), told.clone(), before.clone());
            Box::pin(async move {
                learning::enroll(tx, new.account, &new.course, now).await?;
                if let Some(sitting) = new.sitting {
                    admitted(tx, sitting, account, now).await?;
                }
                assessment::insert_attempt(tx, &new).await?;
                if let Some(told) = &told {
                    ledger::append(tx, account, told, now).await?;
                }
                carry_over(tx, &new, &before).await
            })
        })
        .await?;
    if is_empty {
        return Ok((Attempt::from(Arc::unwrap_or_clone(attempt)), true));
    }
    let carried = assessment::find_attempt(app.store.reader(), attempt.id).await?;
    Ok((carried.ok_or(ActionError::NotFound)?, true))
}

/// Whether the sitting is open and the person in it. It is held, so that its end comes before the attempt or after it.
async fn admitted(tx: &Tx, id: SittingId, account: AccountId, now: Instant) -> Result<(), ActionError> {
    if !sitting::hold_open(tx, id, now).await? {
        return Err(ActionError::conflict(Message::new("sitting-over")));
    }
    match sitting::find_member(tx, id, account).await? {
        Some(member) if member.out_at.is_none() => Ok(()),
        Some(_) => Err(ActionError::conflict(Message::new("sitting-let-out"))),
        None => Err(ActionError::NotFound),
    }
}

/// What the ledger keeps of an attempt that starts in a sitting. The form stands for all of its letter; how much of it the
/// person met before is kept with it.
fn supervised(watched: &Watched, attempt: &NewAttempt) -> Event {
    let Sitting { id, facilitator, unit, .. } = &watched.sitting;
    let seen = attempt.form.items.iter().filter(|item| item.repeated).count();
    let body = json!({ "sitting": id, "facilitator": facilitator, "unit": unit, "seen": seen });
    Event { kind: Kind::SessionSupervised, attempt: Some(attempt.id), body }
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
    (short, watched): (Option<&Policy>, Option<&Watched>),
    past: &[AttemptHead],
    now: Instant,
) -> Result<NewAttempt, ActionError> {
    let course = &live.course;
    let policy = short.or_else(|| course.policy_of_exam(&quiz.head.id));
    let seen = match has_choice(quiz, policy) {
        true => assessment::seen_questions(app.store.reader(), account, &course.id, &quiz.head.id).await?,
        false => Seen::new(),
    };
    let (exposed, versions) = (exposed(app, live, quiz, policy).await?, drawn(app, live).await?);
    let plan =
        DrawPlan { course, quiz, policy, versions: &versions, seen: &seen, exposed: &exposed, seed: app.random() };
    let limit = quiz.settings.time_limit.map(|limit| now.plus(limit));
    let close = quiz.settings.close.map(Instant);
    let over = watched.map(|watched| watched.sitting.window.over_at());
    let form = match watched {
        Some(Watched { sitting, place }) => {
            let before = past.iter().filter(|head| head.sitting == Some(sitting.id)).count();
            let again = u64::try_from(before).unwrap_or_default();
            fixed_form(&plan, sitting.seed.0, sitting.letter(*place, again))
        }
        None => draw(&plan),
    };
    Ok(NewAttempt {
        id: AttemptId(app.new_uuid()),
        account,
        course: course.id.clone(),
        quiz: quiz.head.id.clone(),
        number: past.iter().map(|head| head.number).max().unwrap_or(0) + 1,
        revision: live.revision,
        started_at: now,
        expires_at: limit.into_iter().chain(close).chain(over).min(),
        form,
        rules: rules_of(live, quiz, short),
        sitting: watched.map(|watched| watched.sitting.id),
    })
}

/// The current versions of the questions that may be drawn: all but those that were withdrawn.
///
/// # Errors
/// Where the store fails.
pub async fn drawn<'l>(app: &App, live: &'l LiveCourse) -> Result<Cow<'l, BTreeMap<String, i64>>, ActionError> {
    let withdrawn = app.catalog.withdrawn(&app.store, &live.course.id).await?;
    let mut versions = Cow::Borrowed(&live.versions);
    if !withdrawn.is_empty() {
        versions.to_mut().retain(|id, _| !withdrawn.contains(id));
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

/// The rules that an attempt at a quiz pins, with the policy that looks at it; `short` is the policy as its short form asks.
#[must_use]
pub fn rules_of(live: &LiveCourse, quiz: &Quiz, short: Option<&Policy>) -> Rules {
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
