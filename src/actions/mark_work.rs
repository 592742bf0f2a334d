//! Marks practical work: takes it from the queue, keeps the marks, and once they settle it completes the attempt's result,
//! its evidence and the flag, in one transaction.

use super::ActionError;
use super::answer_question::{Pinned, pinned_of};
use super::decide_flag::decide_flag;
use super::reckon::Reckoner;
use super::submit_attempt::evidence_of;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::assessment::{AttemptResult, grade_attempt};
use xutra_domain::competency::Evidence;
use xutra_domain::course::question::{Answers, Question};
use xutra_domain::ids::AttemptId;
use xutra_domain::instant::Instant;
use xutra_domain::marking::{
    Facilitates, Outcome, RESERVED_FOR, Refusal, Reservation, Settled, Verdict, Work, complete, may_mark, passes,
    read_marks, settle,
};
use xutra_domain::people::{Account, Role};
use xutra_store::assessment::{self, Attempt, AttemptState};
use xutra_store::ledger::{self, Event, Kind};
use xutra_store::marking::{self, Grade, Marked, Marker, Queued, WorkState};
use xutra_store::{Tx, competency, completion};

/// Longest comment of a marker, in characters.
pub const MAX_COMMENT: usize = 2_000;

/// Who looks for work: an account with the people it guides.
#[must_use]
pub fn marker_of(account: &Account, now: Instant) -> Marker {
    let guides = |role| role == Role::Facilitator;
    let grants = account.roles.iter().filter(|grant| guides(grant.role) && grant.holds_at(now));
    let scopes: Option<Vec<String>> = grants.map(|grant| grant.scope.clone()).collect();
    Marker { account: account.id, facilitates: scopes.map_or(Facilitates::All, Facilitates::Below) }
}

/// Work that somebody may mark, with its attempt and its task.
#[derive(Debug, Clone)]
pub struct Marking {
    /// The work.
    pub queued: Queued,
    /// The attempt, with what was answered.
    pub attempt: Attempt,
    /// The attempt's questions.
    pub pinned: Pinned,
    /// The task.
    pub question: Arc<Question>,
}

/// Some work, for who may mark it; for anybody else it does not exist.
///
/// # Errors
/// `NotFound`; `Conflict` where somebody else has taken it, or it waits no longer.
pub async fn find_work(app: &App, marker: &Account, id: Uuid) -> Result<Marking, ActionError> {
    let now = app.clock.now();
    let reader = app.store.reader();
    let queued = marking::find(reader, id).await?.ok_or(ActionError::NotFound)?;
    let said = marking::grades(reader, &[id]).await?.remove(&id).unwrap_or_default();
    permit(&marker_of(marker, now), &queued, &said, now)?;
    let attempt = assessment::find_attempt(reader, queued.work.attempt).await?.ok_or(ActionError::NotFound)?;
    let pinned = pinned_of(app, &attempt).await?;
    let question = Arc::clone(pinned.questions.get(&queued.work.version).ok_or(ActionError::NotFound)?);
    Ok(Marking { queued, attempt, pinned, question })
}

fn permit(marker: &Marker, queued: &Queued, said: &[Grade], now: Instant) -> Result<(), ActionError> {
    let marked_by: Vec<_> = said.iter().map(|grade| grade.marker).collect();
    let work = Work {
        learner: queued.work.account,
        unit_path: queued.unit_path.as_deref(),
        other: queued.work.other,
        marked_by: &marked_by,
        reservation: queued.reservation,
    };
    let waits = queued.state == WorkState::Waiting;
    match may_mark(marker.account, &marker.facilitates, &work, now) {
        Err(Refusal::Own | Refusal::Guides) => Err(ActionError::NotFound),
        Err(Refusal::Before) => Err(ActionError::conflict(Message::new("work-marked"))),
        Err(Refusal::Taken) if waits => Err(ActionError::conflict(Message::new("work-taken"))),
        Ok(()) | Err(Refusal::Taken) if !waits => Err(ActionError::conflict(Message::new("work-settled"))),
        Ok(()) | Err(Refusal::Taken) => Ok(()),
    }
}

/// Takes the work that has waited longest, of a course where one is named; none where nothing waits for that marker.
///
/// # Errors
/// Where the store fails.
pub async fn take_next(app: &App, marker: &Account, course: Option<&str>) -> Result<Option<Uuid>, ActionError> {
    let now = app.clock.now();
    let seeks = marker_of(marker, now);
    let waiting = marking::page_waiting(app.store.reader(), &seeks, course, None, now, 20).await?;
    // What this person took already comes first, so that nobody collects works by asking again.
    let own = |one: &&Queued| one.reservation.is_some_and(|kept| kept.by == marker.id && kept.holds_at(now));
    let mut order: Vec<&Queued> = waiting.iter().filter(own).collect();
    order.extend(waiting.iter().filter(|one| !own(one)));
    for queued in order {
        match take(app, marker, queued.work.id).await {
            Ok(_) => return Ok(Some(queued.work.id)),
            // Somebody was quicker.
            Err(ActionError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// Takes some work for an hour, and gives back what else this person had; until when it is theirs. Taking it again while
/// they have it adds no time.
///
/// # Errors
/// As [`find_work`].
pub async fn take(app: &App, marker: &Account, id: Uuid) -> Result<Instant, ActionError> {
    let found = find_work(app, marker, id).await?;
    let now = app.clock.now();
    if let Some(kept) = found.queued.reservation.filter(|kept| kept.by == marker.id && kept.holds_at(now)) {
        return Ok(kept.until);
    }
    let until = now.plus(RESERVED_FOR);
    let by = marker.id;
    let taken = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                marking::reserve(tx, id, Reservation { by, until }, now).await.map_err(ActionError::from)
            })
        })
        .await?;
    if taken { Ok(until) } else { Err(ActionError::conflict(Message::new("work-taken"))) }
}

/// What a marker gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Points by criterion.
    Marks(BTreeMap<String, f64>),
    /// Back to the learner, to be improved.
    Return,
}

/// Marks some work, and settles it where that decides.
///
/// # Errors
/// As [`find_work`]; `Invalid` with the criterion for marks that do not fit the rubric, and for a comment that is missing
/// or too long. Then nothing is stored.
pub async fn mark_work(
    app: &App,
    marker: &Account,
    id: Uuid,
    given: &Given,
    comment: &str,
) -> Result<WorkState, ActionError> {
    let found = find_work(app, marker, id).await?;
    let now = app.clock.now();
    let grade = read_grade(marker, &found, given, comment, now)?;
    let seeks = marker_of(marker, now);
    let found = Arc::new(found);
    let reckoner = Reckoner::of(app, &found.attempt.course);
    app.store
        .write(move |tx| {
            let (found, grade, seeks, reckoner) = (Arc::clone(&found), grade.clone(), seeks.clone(), reckoner.clone());
            Box::pin(async move {
                // One at a time for each learner, so that two marks at once both see each other.
                competency::hold(tx, found.attempt.account).await?;
                let queued = marking::find(tx, id).await?.ok_or(ActionError::NotFound)?;
                let said = marking::grades(tx, &[id]).await?.remove(&id).unwrap_or_default();
                permit(&seeks, &queued, &said, now)?;
                if !marking::hold_waiting(tx, id).await? {
                    return Err(ActionError::conflict(Message::new("work-settled")));
                }
                marking::record_grade(tx, id, &grade).await?;
                let said: Vec<Grade> = said.into_iter().chain([grade]).collect();
                let state = state_of(&outcome_of(&queued, &said));
                let settled_at = (state != WorkState::Waiting).then_some(now);
                marking::set_state(tx, id, state, settled_at).await?;
                if state == WorkState::Graded {
                    finish(tx, &found.attempt, &found.pinned, now, &reckoner).await?;
                }
                Ok(state)
            })
        })
        .await
}

fn read_grade(
    marker: &Account,
    found: &Marking,
    given: &Given,
    comment: &str,
    now: Instant,
) -> Result<Grade, ActionError> {
    let Answers::Task { rubric, .. } = &found.question.answers else { return Err(ActionError::NotFound) };
    let comment = comment.trim();
    if comment.chars().nth(MAX_COMMENT).is_some() || comment.contains('\0') {
        return Err(ActionError::invalid("/comment", "comment-long"));
    }
    let grade = |verdict, ranks, passed| Grade {
        marker: marker.id,
        verdict,
        ranks,
        passed,
        comment: comment.to_owned(),
        at: now,
    };
    match given {
        Given::Return if comment.is_empty() => Err(ActionError::invalid("/comment", "comment-missing")),
        Given::Return => Ok(grade(Verdict::Returned, Vec::new(), false)),
        Given::Marks(marks) => {
            let sheet = read_marks(rubric, marks)
                .map_err(|error| ActionError::invalid(&format!("/marks/{}", error.criterion), error.reason))?;
            let passed = passes(&sheet.points, found.queued.work.most, found.queued.work.pass);
            Ok(grade(Verdict::Marked(sheet.points), sheet.ranks, passed))
        }
    }
}

/// What follows from what was said of some work.
#[must_use]
pub fn outcome_of(queued: &Queued, said: &[Grade]) -> Outcome {
    let verdicts: Vec<Verdict> = said.iter().map(|grade| grade.verdict.clone()).collect();
    settle(&verdicts, queued.work.wanted, queued.work.most, queued.work.pass)
}

fn state_of(outcome: &Outcome) -> WorkState {
    match outcome {
        Outcome::Open => WorkState::Waiting,
        Outcome::Graded(_) => WorkState::Graded,
        Outcome::Returned => WorkState::Returned,
    }
}

/// What marks have settled of the works of attempts, worked out from the marks themselves.
#[must_use]
pub fn settled_of(works: &[Marked]) -> BTreeMap<AttemptId, Settled> {
    let mut found: BTreeMap<AttemptId, Settled> = BTreeMap::new();
    for Marked { queued, said } in works {
        let at = said.iter().map(|grade| grade.at).max();
        let (Outcome::Graded(points), Some(at)) = (outcome_of(queued, said), at) else { continue };
        let Ok(place) = queued.work.place.parse() else { continue };
        let share = if queued.work.most > 0.0 { points.iter().sum::<f64>() / queued.work.most } else { 0.0 };
        found.entry(queued.work.attempt).or_default().insert(place, (share, at));
    }
    found
}

/// Works that stand in the queue otherwise than their marks say.
pub fn unsettled(works: &[Marked]) -> impl Iterator<Item = Uuid> {
    let differs = |one: &&Marked| state_of(&outcome_of(&one.queued, &one.said)) != one.queued.state;
    works.iter().filter(differs).map(|one| one.queued.work.id)
}

/// Completes the result of an attempt, and what follows from it.
async fn finish(
    tx: &Tx,
    attempt: &Attempt,
    pinned: &Pinned,
    now: Instant,
    reckoner: &Reckoner,
) -> Result<(), ActionError> {
    let attempt = assessment::find_attempt(tx, attempt.id).await?.ok_or(ActionError::NotFound)?;
    if attempt.state == AttemptState::Void {
        return Ok(());
    }
    let works = marking::with_marks(tx, &[attempt.id]).await?;
    let settled = settled_of(&works).remove(&attempt.id).unwrap_or_default();
    let bare = grade_attempt(&attempt.rules, &pinned.attempt.form, &pinned.questions, &attempt.answers);
    let result = complete(&attempt.rules, &pinned.attempt.form, &bare, &settled);
    assessment::set_result(tx, attempt.id, &result).await?;
    let reached = completion::reached(tx, attempt.account, &attempt.course).await?;
    reckoner.step(tx, attempt.account, reached, result.passed).await?;
    if attempt.rules.policy.is_none() {
        return Ok(());
    }
    let ended = attempt.submitted_at.unwrap_or(now);
    let rows = evidence_with_work(&attempt, &result, &settled, ended);
    competency::record_evidence(tx, attempt.account, &attempt.course, &rows).await?;
    // What this mark appended; the rest was told when it was.
    let appended: Vec<Evidence> = rows.into_iter().filter(|row| row.at == now).collect();
    let raters: Vec<_> = works.iter().flat_map(|work| &work.said).map(|grade| grade.marker).collect();
    let body = json!({
        "course": attempt.course,
        "item": attempt.quiz,
        "policy": attempt.rules.policy,
        "percent": result.percent,
        "raters": raters,
        "evidence": ledger::digest(&appended)?,
    });
    let scored = Event { kind: Kind::PracticalScored, attempt: Some(attempt.id), body };
    ledger::append(tx, attempt.account, &scored, now).await?;
    decide_flag(tx, attempt.account, &attempt.course, now, &reckoner.basis).await
}

/// What an attempt is evidence of, once people have marked some of it: their marks from when they were settled, and
/// practical work as a whole from when the last of it was.
#[must_use]
pub fn evidence_with_work(
    attempt: &Attempt,
    result: &AttemptResult,
    settled: &Settled,
    ended: Instant,
) -> Vec<Evidence> {
    let mut rows = evidence_of(attempt, &attempt.form, result, ended);
    let last = settled.values().map(|(_, at)| *at).max();
    for row in &mut rows {
        let place = attempt.form.items.iter().position(|item| item.question == row.question).map(|at| at + 1);
        let own = place.and_then(|place| settled.get(&place)).map(|(_, at)| *at);
        let at = if attempt.rules.practical_skill.is_some() { last } else { own };
        row.at = at.map_or(ended, |at| at.max(ended));
    }
    rows
}
