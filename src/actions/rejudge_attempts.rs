//! Judges attempts that are over anew, by what authors decided when a key changed. An attempt keeps its own result; what
//! it earns anew stands beside it and can grant a flag, never take one away.

use super::ActionError;
use super::decide_flag::decide_flag;
use super::mark_work::settled_of;
use super::submit_attempt::evidence_of;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use xutra_domain::assessment::{AttemptResult, Decision, rejudge};
use xutra_domain::competency::Evidence;
use xutra_domain::course::question::Question;
use xutra_domain::ids::AttemptId;
use xutra_domain::instant::Instant;
use xutra_domain::marking::{Settled, complete};
use xutra_domain::reporting::Basis;
use xutra_store::assessment::{self, Attempt};
use xutra_store::ledger::{self, Event, Kind};
use xutra_store::regrade::{self, Regrade, Rejudgement};
use xutra_store::{Tx, course, marking, people, standing};

/// How many attempts are judged at a time.
const PAGE: u64 = 200;

/// Somebody whose result changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// The attempt.
    pub attempt: AttemptId,
    /// Name.
    pub name: String,
    /// Quiz id.
    pub quiz: String,
    /// Number of the attempt.
    pub number: u32,
    /// What it earned so far: percent, and whether it passed.
    pub before: (f64, bool),
    /// What it earns now. A pass that was earned stays one.
    pub after: (f64, bool),
}

/// The last decision about each version; `questions` holds the versions that judge.
#[must_use]
pub fn resolve(decisions: &[Regrade], questions: &BTreeMap<i64, Question>) -> BTreeMap<i64, Decision> {
    let last: BTreeMap<i64, Option<i64>> = decisions.iter().map(|one| (one.version, one.to)).collect();
    let decision = |(version, to): (i64, Option<i64>)| match to {
        None => Some((version, Decision::Void)),
        Some(to) => {
            let question = Arc::new(questions.get(&to)?.clone());
            Some((version, Decision::Regrade { version: to, question }))
        }
    };
    last.into_iter().filter_map(decision).collect()
}

/// What an attempt earns by the decisions, and what it is evidence of then; none where no decision concerns it.
#[must_use]
pub fn judge(
    attempt: &Attempt,
    questions: &BTreeMap<i64, Arc<Question>>,
    decisions: &BTreeMap<i64, Decision>,
    revision: i64,
    at: Instant,
    settled: &Settled,
) -> Option<(AttemptResult, Vec<Evidence>)> {
    let (form, result) = rejudge(&attempt.rules, &attempt.form, questions, &attempt.answers, decisions)?;
    // What people had marked by then stays marked, but for tasks that were decided to be full marks for all.
    let waits =
        |place: usize| place.checked_sub(1).and_then(|at| result.marks.get(at)).is_some_and(|mark| mark.waiting);
    let known = settled.iter().filter(|(place, (_, when))| *when <= at && waits(**place));
    let known: Settled = known.map(|(place, mark)| (*place, *mark)).collect();
    let result = complete(&attempt.rules, &form, &result, &known);
    let mut evidence = evidence_of(attempt, &form, &result, at);
    for row in &mut evidence {
        row.judgement = revision;
    }
    Some((result, evidence))
}

/// Judges every attempt that is over and pinned one of the `decided` versions, in the transaction that decides. Gives
/// whose results change.
///
/// # Errors
/// Where the store fails.
pub async fn apply(
    tx: &Tx,
    course_id: &str,
    revision: i64,
    decided: &[i64],
    basis: &Basis,
) -> Result<Vec<Changed>, ActionError> {
    let mut changed = Vec::new();
    if decided.is_empty() {
        return Ok(changed);
    }
    let all = regrade::decisions(tx, course_id).await?;
    let judges: Vec<i64> = all.iter().filter_map(|one| one.to).collect();
    let decisions = resolve(&all, &course::questions(tx, &judges).await?);
    let mut after = None;
    loop {
        let page = regrade::page_attempts(tx, course_id, decided, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(changed) };
        after = Some(*last);
        let judged = regrade::rejudgements(tx, &page).await?;
        for id in page {
            let earlier = judged.get(&id).map_or(&[][..], Vec::as_slice);
            changed.extend(apply_one(tx, id, earlier, &decisions, revision, basis).await?);
        }
    }
}

/// Judges one attempt; what earns the same as before leaves no trace.
async fn apply_one(
    tx: &Tx,
    id: AttemptId,
    earlier: &[Rejudgement],
    decisions: &BTreeMap<i64, Decision>,
    revision: i64,
    basis: &Basis,
) -> Result<Option<Changed>, ActionError> {
    let now = basis.now;
    let Some(attempt) = assessment::find_attempt(tx, id).await? else { return Ok(None) };
    let Some(own) = &attempt.result else { return Ok(None) };
    let versions: Vec<i64> = attempt.form.items.iter().map(|item| item.version).collect();
    let questions = course::questions(tx, &versions).await?.into_iter();
    let questions: BTreeMap<i64, Arc<Question>> = questions.map(|(key, question)| (key, Arc::new(question))).collect();
    let questions = attempt.form.asked(&questions);
    let settled = settled_of(&marking::with_marks(tx, &[id]).await?).remove(&id).unwrap_or_default();
    let judged = judge(&attempt, &questions, decisions, revision, now, &settled);
    let Some((result, evidence)) = judged else { return Ok(None) };
    let last = earlier.last().map_or(own, |last| &last.result);
    if earns_the_same(last, &result) {
        return Ok(None);
    }
    let passed = own.passed || earlier.iter().any(|one| one.result.passed);
    let changed = Changed {
        attempt: id,
        name: people::find_account(tx, attempt.account, now).await?.map(|one| one.display_name).unwrap_or_default(),
        quiz: attempt.quiz.clone(),
        number: attempt.number,
        before: (last.percent, passed),
        after: (result.percent, passed || result.passed),
    };
    let judged = Rejudgement {
        attempt: id,
        account: attempt.account,
        course: attempt.course.clone(),
        revision,
        result,
        evidence,
        judged_at: now,
    };
    regrade::record_rejudgement(tx, &judged).await?;
    if attempt.rules.policy.is_some() {
        let body = json!({ "revision": revision, "evidence": ledger::digest(&judged.evidence)? });
        let event = Event { kind: Kind::Rejudged, attempt: Some(id), body };
        ledger::append(tx, attempt.account, &event, now).await?;
        decide_flag(tx, attempt.account, &attempt.course, now, basis).await?;
    } else {
        standing::refresh(tx, attempt.account, basis).await?;
    }
    Ok(Some(changed))
}

fn earns_the_same(one: &AttemptResult, other: &AttemptResult) -> bool {
    let marks = |result: &AttemptResult| -> Vec<(u64, bool)> {
        result.marks.iter().map(|mark| (mark.points.to_bits(), mark.correct)).collect()
    };
    one.passed == other.passed && marks(one) == marks(other) && one.max_score.to_bits() == other.max_score.to_bits()
}
