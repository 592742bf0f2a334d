//! Works every flag out again from the stored evidence and acts, and every result from the stored answers: what was
//! decided must be what the facts say.

use super::answer_question::Pinned;
use super::decide_flag::{agree, by_flag, decide_flag};
use super::rejudge_attempts::{judge, resolve};
use super::submit_attempt::evidence_of;
use super::{ActionError, answer_question};
use crate::app::App;
use std::collections::BTreeMap;
use std::sync::Arc;
use xutra_domain::assessment::{AttemptResult, grade_attempt};
use xutra_domain::competency::{Evidence, Policy, evaluate};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_store::assessment::{Attempt, AttemptState};
use xutra_store::recompute::{Facts, evidence_of_attempts, facts, people};
use xutra_store::regrade::{self, Rejudgement};
use xutra_store::{StoreError, assessment, course};

/// How many people are read at a time.
const PAGE: u64 = 500;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recomputed {
    /// Persons with evidence, a ledger or a stored flag.
    pub people: u64,
    /// Flags looked at.
    pub flags: u64,
    /// Attempts graded again.
    pub attempts: u64,
    /// What differs: `account flag` or `attempt id`, without names.
    pub differences: Vec<String>,
}

/// A flag of a live course: course, flag, and its policies, oldest first.
type Flags = Arc<Vec<(String, String, Vec<Policy>)>>;

/// Works everything out again; with `check` changes nothing.
///
/// # Errors
/// Where the store fails.
pub async fn recompute(app: &App, check: bool) -> Result<Recomputed, ActionError> {
    let mut report = Recomputed::default();
    let policies = course::all_policies(app.store.reader()).await?;
    let flags = |course: String| {
        let own = by_flag(policies.clone(), &course).into_iter();
        own.map(move |(flag, policies)| (course.clone(), flag, policies)).collect::<Vec<_>>()
    };
    let flags: Flags = Arc::new(app.catalog.courses().iter().flat_map(|live| flags(live.course.id.clone())).collect());
    let mut page = page_of(app, None).await?;
    while let Some(last) = page.keys().next_back().copied() {
        report.people += u64::try_from(page.len()).unwrap_or(u64::MAX);
        report.flags += u64::try_from(page.len() * flags.len()).unwrap_or(u64::MAX);
        let (known, now) = (Arc::clone(&flags), app.clock.now());
        // One page is worked out while the next one is read.
        let judged = tokio::task::spawn_blocking(move || differences(&page, &known, now));
        let (judged, next) = tokio::join!(judged, page_of(app, Some(last)));
        let judged = judged.map_err(|error| ActionError::Internal(error.to_string()))?;
        for (account, course, flag) in judged {
            report.differences.push(format!("account {account} flag {flag}"));
            if !check {
                write(app, account, &course).await?;
            }
        }
        page = next?;
    }
    grade_again(app, &mut report).await?;
    Ok(report)
}

type Page = BTreeMap<AccountId, Facts>;

async fn page_of(app: &App, after: Option<AccountId>) -> Result<Page, StoreError> {
    let people = people(app.store.reader(), after, PAGE).await?;
    facts(app.store.reader(), &people).await
}

/// Whose stored flag is not what the facts say: account, course and flag.
fn differences(page: &Page, flags: &Flags, now: Instant) -> Vec<(AccountId, String, String)> {
    let mut found = Vec::new();
    for (account, facts) in page {
        for (course, flag, policies) in flags.iter() {
            let evidence = facts.evidence.get(course).map_or(&[][..], Vec::as_slice);
            let stored = facts.standings.get(flag);
            if evidence.is_empty() && stored.is_none() {
                continue;
            }
            let at = stored.map_or(now, |(_, at)| *at);
            let fresh = evaluate(policies, evidence, &facts.acts, at);
            if stored.is_none_or(|(stored, _)| !agree(stored, &fresh)) {
                found.push((*account, course.clone(), flag.clone()));
            }
        }
    }
    found
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
fn is_evidence(attempt: &Attempt, result: &AttemptResult, mut stored: Vec<Evidence>) -> bool {
    let ended = attempt.submitted_at.unwrap_or_default();
    let mut expected = evidence_of(attempt, &attempt.form, result, ended);
    stored.sort_by(|one, other| one.question.cmp(&other.question));
    expected.sort_by(|one, other| one.question.cmp(&other.question));
    stored == expected
}

/// Whether the decisions up to a revision give what was recorded with it.
async fn is_judged_so(
    app: &App,
    attempt: &Attempt,
    pinned: &Pinned,
    recorded: &Rejudgement,
) -> Result<bool, ActionError> {
    let mut decisions = regrade::decisions(app.store.reader(), &attempt.course).await?;
    decisions.retain(|one| one.revision <= recorded.revision);
    let judges: Vec<i64> = decisions.iter().filter_map(|one| one.to).collect();
    let decisions = resolve(&decisions, &course::questions(app.store.reader(), &judges).await?);
    let fresh = judge(attempt, &pinned.questions, &decisions, recorded.revision, recorded.judged_at);
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
        let mut evidence = evidence_of_attempts(reader, &ids).await?;
        for attempt in attempts.iter().filter(|attempt| attempt.state != AttemptState::Open) {
            report.attempts += 1;
            let pinned = answer_question::pinned_of(app, attempt).await?;
            let fresh = grade_attempt(&attempt.rules, &pinned.form, &pinned.questions, &attempt.answers);
            let stored = evidence.remove(&attempt.id).unwrap_or_default();
            if attempt.result.as_ref() != Some(&fresh) || !is_evidence(attempt, &fresh, stored) {
                report.differences.push(format!("attempt {}", attempt.id));
            }
            for anew in judged.get(&attempt.id).into_iter().flatten() {
                if !is_judged_so(app, attempt, &pinned, anew).await? {
                    report.differences.push(format!("attempt {} revision {}", attempt.id, anew.revision));
                }
            }
        }
    }
}
