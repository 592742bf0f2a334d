//! Hands an attempt in: close, effort, grade, evidence, ledger, flag, in one transaction. Sent again it gives the same result.

use super::ActionError;
use super::answer_question::{Pinned, find_own, pinned, pinned_of};
use super::decide_flag::decide_flag;
use super::hand_in_work::{hand_in_work, ids_for_tasks};
use super::judge_effort::too_fast;
use super::reckon::Reckoner;
use crate::app::App;
use serde_json::json;
use xutra_domain::assessment::{AttemptResult, Form, Rules, grade_attempt};
use xutra_domain::competency::Evidence;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_store::assessment::{self, Attempt, AttemptState, Closed};
use xutra_store::ledger::{self, Event, Kind};
use xutra_store::{Tx, competency};

/// Submits the attempt of that account, or repeats what an earlier submission gave.
///
/// # Errors
/// `NotFound`, also for somebody else's attempt.
pub async fn submit_attempt(app: &App, account: AccountId, id: AttemptId) -> Result<(Attempt, Pinned), ActionError> {
    let pinned = pinned(app, account, id).await?;
    match close(app, &pinned).await? {
        Some(ended) => Ok((ended, pinned)),
        // It had ended already.
        None => find_own(app, account, id).await,
    }
}

/// Grades an attempt whose time ran out on what was saved.
///
/// # Errors
/// `NotFound` where there is none; where the store fails.
pub async fn close_overdue(app: &App, id: AttemptId) -> Result<(), ActionError> {
    let attempt = assessment::find_attempt(app.store.reader(), id).await?.ok_or(ActionError::NotFound)?;
    let overdue = attempt.expires_at.is_some_and(|end| end <= app.clock.now());
    if attempt.state == AttemptState::Open && overdue {
        let pinned = pinned_of(app, &attempt).await?;
        close(app, &pinned).await?;
    }
    Ok(())
}

/// The attempt as it stands then; none where it had ended already.
async fn close(app: &App, pinned: &Pinned) -> Result<Option<Attempt>, ActionError> {
    let now = app.clock.now();
    let pinned = pinned.clone();
    let ids = ids_for_tasks(app, &pinned);
    let reckoner = Reckoner::of(app, &pinned.attempt.course);
    app.store
        .write(move |tx| {
            let (pinned, ids, reckoner) = (pinned.clone(), ids.clone(), reckoner.clone());
            Box::pin(async move {
                let attempt = &*pinned.attempt;
                // The row is locked by this first, so that no answer slips in after what is graded.
                let Some(closed) = assessment::close(tx, attempt.id, now).await? else { return Ok(None) };
                let (at, reached) = (closed.at, closed.reached);
                let mut ended = ended(attempt, closed);
                if let Some(void) = too_fast(tx, attempt, &pinned, &ended.times, at).await? {
                    // Not scored: no result and no evidence, and no key is shown for what was not tried.
                    assessment::void(tx, attempt.id).await?;
                    ledger::append(tx, attempt.account, &void, now).await?;
                    ended.state = AttemptState::Void;
                    return Ok(Some(ended));
                }
                let result = grade_attempt(&attempt.rules, &attempt.form, &pinned.questions, &ended.answers);
                assessment::set_result(tx, attempt.id, &result).await?;
                hand_in_work(tx, attempt, &pinned, &result, &ids, at).await?;
                record(tx, attempt, &pinned, &result, (at, now), &reckoner).await?;
                reckoner.step(tx, attempt.account, reached, result.passed).await?;
                ended.result = Some(result);
                Ok(Some(ended))
            })
        })
        .await
}

/// An attempt with what changed until it was closed.
fn ended(attempt: &Attempt, closed: Closed) -> Attempt {
    let Closed { state, at, expires_at, saved_at, answers, times, hints, reached: _ } = closed;
    Attempt { state, submitted_at: Some(at), expires_at, saved_at, answers, times, hints, ..attempt.clone() }
}

/// Evidence, ledger and flag, for the attempts that a policy looks at: of an attempt that ended, and is closed now.
async fn record(
    tx: &Tx,
    attempt: &Attempt,
    pinned: &Pinned,
    result: &AttemptResult,
    (at, now): (Instant, Instant),
    reckoner: &Reckoner,
) -> Result<(), ActionError> {
    if attempt.rules.policy.is_none() {
        return Ok(());
    }
    let rows = evidence_of(attempt, &pinned.attempt.form, result, at);
    // Whoever else hands something in of this person waits from here on.
    competency::hold(tx, attempt.account).await?;
    competency::record_evidence(tx, attempt.account, &attempt.course, &rows).await?;
    let body = json!({
        "course": attempt.course,
        "item": attempt.quiz,
        "policy": attempt.rules.policy,
        "refresh": attempt.rules.refresh,
        "evidence": ledger::digest(&rows)?,
    });
    let submitted = Event { kind: Kind::AttemptSubmitted, attempt: Some(attempt.id), body };
    ledger::append(tx, attempt.account, &submitted, now).await?;
    decide_flag(tx, attempt.account, &attempt.course, at, &reckoner.basis).await
}

/// What an attempt that ended at `at` is evidence of: nothing, where no policy looks at it, nor as practical work before
/// people have marked all of it.
#[must_use]
pub fn evidence_of(attempt: &Attempt, form: &Form, result: &AttemptResult, at: Instant) -> Vec<Evidence> {
    let Some(policy) = &attempt.rules.policy else { return Vec::new() };
    if attempt.rules.practical_skill.is_some() && result.marks.iter().any(|mark| mark.waiting) {
        return Vec::new();
    }
    form.items
        .iter()
        .zip(&result.marks)
        // A survey tells nothing, and practical work nothing before people have marked it.
        .filter(|(item, mark)| item.points > 0.0 && !mark.waiting)
        .filter_map(|(item, mark)| {
            Some(Evidence {
                attempt: attempt.id,
                item: attempt.quiz.clone(),
                policy: policy.clone(),
                question: item.question.clone(),
                version: item.version,
                skill: skill_of(&attempt.rules, item.skill.as_deref())?,
                points: mark.points / item.points,
                at,
                supervision: attempt.supervision,
                judgement: 0,
                refresh: attempt.rules.refresh,
            })
        })
        .collect()
}

fn skill_of(rules: &Rules, drawn_for: Option<&str>) -> Option<String> {
    rules.practical_skill.clone().or_else(|| drawn_for.map(str::to_owned))
}
