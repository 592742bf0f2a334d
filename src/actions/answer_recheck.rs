//! What somebody who was drawn does: joins by the code of the minute, answers, hands in. What comes of it is theirs and the
//! inspectors'; it is no evidence, neither for the flag nor against it.

use super::ActionError;
use super::answer_question::{Pinned, pinned_of};
use super::hold_recheck::{entry, may_watch};
use super::join_sitting::{room_of, wrong_code};
use super::start_attempt::drawn;
use crate::app::App;
use crate::catalog::LiveCourse;
use crate::message::Message;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use xutra_domain::assessment::{Answer, DrawPlan, Rules, draw, grade_question};
use xutra_domain::competency::{Policy, Supervision};
use xutra_domain::course::{FeedbackTime, ShowAnswers};
use xutra_domain::ids::{AccountId, AttemptId, RecheckId};
use xutra_domain::instant::Instant;
use xutra_domain::minute_code::Code;
use xutra_domain::people::Account;
use xutra_domain::recheck::{Outcome, called, form_of, needed};
use xutra_store::assessment::{Attempt, AttemptState};
use xutra_store::recheck::Recheck;
use xutra_store::recheck_session::Placed;
use xutra_store::{audit, people, recheck, recheck_session};

/// Joins the open session whose code that is, and begins; begun there already, it goes on.
///
/// # Errors
/// `TooMany` after too many wrong codes; `Invalid` for a wrong code; `Conflict` for who was not called, who was asked in this
/// quarter already, or who watches the room.
pub async fn join_recheck(
    app: &App,
    learner: &Account,
    from: Option<IpAddr>,
    typed: &str,
) -> Result<RecheckId, ActionError> {
    // Paid for before it is looked at, whatever was typed.
    app.limits.try_code(learner.id, from).map_err(ActionError::TooMany)?;
    let (reader, now) = (app.store.reader(), app.clock.now());
    let code = Code::parse(typed).ok_or_else(wrong_code)?;
    let open = recheck_session::list_open(reader, now).await?;
    let placed = room_of(&open, |placed| placed.session.accepts(code, now))?;
    if !still_watches(app, placed, now).await? {
        return Err(wrong_code());
    }
    app.limits.code_was_right(learner.id, from);
    if placed.session.supervisor == learner.id {
        return Err(ActionError::conflict(Message::new("recheck-own")));
    }
    if let Some(begun) = recheck::find_of(reader, placed.session.draw, learner.id).await? {
        let here = begun.result.is_none() && begun.session == placed.session.id;
        return if here { Ok(begun.id) } else { Err(ActionError::conflict(Message::new("recheck-done"))) };
    }
    let new = Arc::new(pin(app, learner.id, placed, now).await?);
    let id = new.id;
    app.store
        .write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                recheck::hold(tx).await?;
                if !recheck_session::hold_open(tx, new.session, now).await? {
                    return Err(ActionError::conflict(Message::new("recheck-over")));
                }
                let (people, holders) = recheck::list_drawn(tx, new.draw).await?;
                let outcomes: Vec<Outcome> = people.iter().map(|one| one.outcome).collect();
                if called(&outcomes, holders).iter().all(|index| people[*index].account != new.account) {
                    return Err(ActionError::conflict(Message::new("recheck-not-called")));
                }
                recheck::insert(tx, &new).await?;
                let subject = format!("recheck-session:{}", new.session);
                let detail = json!({ "recheck": new.id });
                audit::append(tx, &entry("recheck.begun", new.account, &subject, detail, now)).await?;
                Ok(())
            })
        })
        .await?;
    Ok(id)
}

/// Whether who watches still may: a duty, and no tie to the commune since.
async fn still_watches(app: &App, placed: &Placed, now: Instant) -> Result<bool, ActionError> {
    let (reader, who) = (app.store.reader(), placed.session.supervisor);
    let found = people::find_account(reader, who, now).await?;
    Ok(found.is_some_and(|one| may_watch(&one, now))
        && !recheck_session::has_tie(reader, who, &placed.unit_path, now).await?)
}

/// The course and the policy of a flag, as they are published now.
#[must_use]
pub fn policy_of(app: &App, flag: &str) -> Option<(Arc<LiveCourse>, Policy)> {
    app.catalog.courses().into_iter().find_map(|live| {
        let policy = live.course.policies.iter().find(|policy| policy.flag == flag)?.clone();
        Some((live, policy))
    })
}

/// Draws what somebody is asked: the short form of the flag's policy, from its exam's questions, those that they never met in
/// an attempt or a re-check of the course first.
async fn pin(app: &App, account: AccountId, placed: &Placed, now: Instant) -> Result<Recheck, ActionError> {
    let gone = || ActionError::conflict(Message::new("recheck-no-exam"));
    let (live, policy) = policy_of(app, &placed.flag).ok_or_else(gone)?;
    let form_of = form_of(&policy);
    let quiz = live.course.quiz(&policy.exam.item).ok_or_else(gone)?;
    let seen = recheck::seen_questions(app.store.reader(), account, &live.course.id).await?;
    let (versions, exposed) = (drawn(app, &live).await?, BTreeSet::new());
    let plan = DrawPlan {
        course: &live.course,
        quiz,
        policy: Some(&form_of),
        versions: &versions,
        seen: &seen,
        exposed: &exposed,
        seed: app.random(),
    };
    let form = draw(&plan);
    if form.items.is_empty() {
        return Err(gone());
    }
    Ok(Recheck {
        id: RecheckId(app.new_uuid()),
        draw: placed.session.draw,
        account,
        session: placed.session.id,
        course: live.course.id.clone(),
        quiz: quiz.head.id.clone(),
        revision: live.revision,
        needed: needed(&form_of, form.items.len()),
        form,
        answers: BTreeMap::new(),
        started_at: now,
        result: None,
    })
}

/// What somebody is asked, with its questions; anybody else's does not exist.
///
/// # Errors
/// `NotFound`.
pub async fn own_recheck(app: &App, who: AccountId, id: RecheckId) -> Result<(Recheck, Attempt, Pinned), ActionError> {
    let found = recheck::find(app.store.reader(), id).await?.filter(|one| one.account == who);
    let found = found.ok_or(ActionError::NotFound)?;
    let (attempt, pinned) = asked(app, &found).await?;
    Ok((found, attempt, pinned))
}

/// A re-check in the shape of an attempt, which it is not: so that its questions are shown and read as in one.
async fn asked(app: &App, one: &Recheck) -> Result<(Attempt, Pinned), ActionError> {
    let attempt = Attempt {
        id: AttemptId(one.id.0),
        account: one.account,
        course: one.course.clone(),
        quiz: one.quiz.clone(),
        number: 1,
        revision: one.revision,
        started_at: one.started_at,
        expires_at: None,
        form: one.form.clone(),
        rules: Rules {
            exam: true,
            pass: 100.0,
            pass_skill: None,
            pass_count: Some(one.needed),
            floors: Vec::new(),
            feedback: FeedbackTime::None,
            show_answers: ShowAnswers::Never,
            policy: None,
            practical_skill: None,
            refresh: false,
            one_page: true,
        },
        supervision: Supervision::A,
        sitting: None,
        state: AttemptState::Open,
        submitted_at: None,
        saved_at: None,
        answers: one.answers.clone(),
        hints: BTreeMap::new(),
        times: BTreeMap::new(),
        result: None,
    };
    let pinned = pinned_of(app, &attempt).await?;
    Ok((attempt, pinned))
}

/// Saves answers, and hands in where that is asked for.
///
/// # Errors
/// `NotFound`; `Conflict` where it was handed in, or the session is over.
pub async fn answer_recheck(
    app: &App,
    who: AccountId,
    id: RecheckId,
    given: BTreeMap<String, Answer>,
    hand_in: bool,
) -> Result<(), ActionError> {
    let (found, ..) = own_recheck(app, who, id).await?;
    let (mut answers, now) = (found.answers, app.clock.now());
    answers.extend(given);
    app.store
        .write(move |tx| {
            let answers = answers.clone();
            Box::pin(async move {
                match recheck::set_answers(tx, id, &answers, now).await? {
                    true => Ok(()),
                    false => Err(ActionError::conflict(Message::new("recheck-over"))),
                }
            })
        })
        .await?;
    if hand_in { settle(app, id).await } else { Ok(()) }
}

/// Grades what was saved, once.
async fn settle(app: &App, id: RecheckId) -> Result<(), ActionError> {
    let Some(found) = recheck::find(app.store.reader(), id).await? else { return Ok(()) };
    let (_, pinned) = asked(app, &found).await?;
    let (now, who, session) = (app.clock.now(), found.account, found.session);
    app.store
        .write(move |tx| {
            let pinned = pinned.clone();
            Box::pin(async move {
                // Read again: what was saved meanwhile counts.
                let Some(found) = recheck::find(tx, id).await? else { return Ok(()) };
                let right = (1_usize..).zip(&found.form.items).filter(|(place, item)| {
                    let answer = found.answers.get(&place.to_string());
                    let question = pinned.questions.get(&item.version);
                    question.is_some_and(|question| grade_question(question, item, answer).correct)
                });
                let correct = u32::try_from(right.count()).unwrap_or(u32::MAX);
                if recheck::set_result(tx, id, correct, correct >= found.needed, now).await? {
                    let subject = format!("recheck-session:{session}");
                    audit::append(tx, &entry("recheck.handed_in", who, &subject, json!({ "recheck": id }), now))
                        .await?;
                }
                Ok::<_, ActionError>(())
            })
        })
        .await
}

/// Hands in what stands open in sessions that are over.
///
/// # Errors
/// Where the store fails.
pub async fn close_over(app: &App) -> Result<(), ActionError> {
    for id in recheck::list_overdue(app.store.reader(), app.clock.now()).await? {
        settle(app, id).await?;
    }
    Ok(())
}
