//! Works every flag out again from the stored evidence, and every result from the stored answers: what was decided must be
//! what the facts say.

use super::answer_question::Pinned;
use super::decide_flag::{by_flag, decide_flag};
use super::mark_work::{evidence_with_work, settled_of, unsettled};
use super::rejudge_attempts::{judge, resolve};
use super::{ActionError, answer_question};
use crate::app::App;
use xutra_domain::assessment::{AttemptResult, grade_attempt};
use xutra_domain::competency::{Standing, evaluate};
use xutra_domain::ids::AccountId;
use xutra_domain::marking::{Settled, complete};
use xutra_store::assessment::{Attempt, AttemptState};
use xutra_store::regrade::{self, Rejudgement};
use xutra_store::{assessment, competency, course, marking};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recomputed {
    /// Persons with evidence or with a stored flag.
    pub people: u64,
    /// Flags looked at.
    pub flags: u64,
    /// Attempts graded again.
    pub attempts: u64,
    /// What differs: `account flag` or `attempt id`, without names.
    pub differences: Vec<String>,
}

/// Works everything out again; with `check` changes nothing.
///
/// # Errors
/// Where the store fails.
pub async fn recompute(app: &App, check: bool) -> Result<Recomputed, ActionError> {
    let mut report = Recomputed::default();
    let reader = app.store.reader();
    let policies = course::all_policies(reader).await?;
    let mut after = None;
    loop {
        let people = competency::people_to_judge(reader, after, 500).await?;
        let Some(last) = people.last() else { break };
        after = Some(*last);
        for account in people {
            report.people += 1;
            for live in app.catalog.courses() {
                for (flag, policies) in by_flag(policies.clone(), &live.course.id) {
                    report.flags += 1;
                    let evidence = competency::evidence(reader, account, &live.course.id).await?;
                    let stored = competency::standing(reader, account, &flag).await?;
                    if evidence.is_empty() && stored.is_none() {
                        continue;
                    }
                    let at = stored.as_ref().map_or_else(|| app.clock.now(), |(_, at)| *at);
                    let standing = evaluate(&policies, &evidence, at);
                    if stored.as_ref().is_none_or(|(stored, _)| !agree(stored, &standing)) {
                        report.differences.push(format!("account {account} flag {flag}"));
                        if !check {
                            write(app, account, &live.course.id).await?;
                        }
                    }
                }
            }
        }
    }
    grade_again(app, &mut report).await?;
    Ok(report)
}

/// The decision is the same: whether, since when, until when, and by which rule and score it was granted.
fn agree(stored: &Standing, fresh: &Standing) -> bool {
    stored.capable == fresh.capable
        && stored.since == fresh.since
        && stored.until == fresh.until
        && (!fresh.capable || (stored.rule == fresh.rule && stored.score == fresh.score))
}

/// Decides anew inside the transaction, so that a submission on a running server is not overtaken.
async fn write(app: &App, account: AccountId, course: &str) -> Result<(), ActionError> {
    let (course, at) = (course.to_owned(), app.clock.now());
    app.store
        .write(move |tx| {
            let course = course.clone();
            Box::pin(async move { decide_flag(tx, account, &course, at).await })
        })
        .await
}

/// Whether the evidence of an attempt is what its result gives, no less and no more.
async fn is_evidence(
    app: &App,
    attempt: &Attempt,
    result: &AttemptResult,
    settled: &Settled,
) -> Result<bool, ActionError> {
    let mut stored = competency::evidence(app.store.reader(), attempt.account, &attempt.course).await?;
    stored.retain(|row| row.attempt == attempt.id && row.judgement == 0);
    let ended = attempt.submitted_at.unwrap_or_default();
    let mut expected = evidence_with_work(attempt, result, settled, ended);
    stored.sort_by(|one, other| one.question.cmp(&other.question));
    expected.sort_by(|one, other| one.question.cmp(&other.question));
    Ok(stored == expected)
}

/// Whether the decisions up to a revision give what was recorded with it.
async fn is_judged_so(
    app: &App,
    attempt: &Attempt,
    pinned: &Pinned,
    recorded: &Rejudgement,
    settled: &Settled,
) -> Result<bool, ActionError> {
    let mut decisions = regrade::decisions(app.store.reader(), &attempt.course).await?;
    decisions.retain(|one| one.revision <= recorded.revision);
    let judges: Vec<i64> = decisions.iter().filter_map(|one| one.to).collect();
    let decisions = resolve(&decisions, &course::questions(app.store.reader(), &judges).await?);
    let fresh = judge(attempt, &pinned.questions, &decisions, recorded.revision, recorded.judged_at, settled);
    Ok(recorded.account == attempt.account
        && fresh.is_some_and(|(result, evidence)| result == recorded.result && evidence == recorded.evidence))
}

/// Results are facts of the past and are never rewritten here; one that its answers do not give again is reported.
async fn grade_again(app: &App, report: &mut Recomputed) -> Result<(), ActionError> {
    let reader = app.store.reader();
    let mut after = None;
    loop {
        let attempts = assessment::page_ended(reader, after, 200).await?;
        let Some(last) = attempts.last() else { return Ok(()) };
        after = Some(last.id);
        let ids: Vec<_> = attempts.iter().map(|attempt| attempt.id).collect();
        let judged = regrade::rejudgements(reader, &ids).await?;
        let works = marking::with_marks(reader, &ids).await?;
        let mut marked = settled_of(&works);
        report.differences.extend(unsettled(&works).map(|work| format!("work {work}")));
        for attempt in attempts.iter().filter(|attempt| attempt.state != AttemptState::Open) {
            report.attempts += 1;
            let pinned = answer_question::pinned_of(app, attempt).await?;
            let settled = marked.remove(&attempt.id).unwrap_or_default();
            let bare = grade_attempt(&attempt.rules, &pinned.form, &pinned.questions, &attempt.answers);
            let fresh = complete(&attempt.rules, &pinned.form, &bare, &settled);
            if attempt.result.as_ref() != Some(&fresh) || !is_evidence(app, attempt, &fresh, &settled).await? {
                report.differences.push(format!("attempt {}", attempt.id));
            }
            for anew in judged.get(&attempt.id).into_iter().flatten() {
                if !is_judged_so(app, attempt, &pinned, anew, &settled).await? {
                    report.differences.push(format!("attempt {} revision {}", attempt.id, anew.revision));
                }
            }
        }
    }
}
