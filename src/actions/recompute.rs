//! Works every flag out again from the stored evidence and acts, and every result from the stored answers: what was
//! decided must be what the facts say.

use super::ActionError;
use super::decide_flag::{agree, by_flag, decide_flag};
use super::mark_work::{evidence_with_work, settled_of, unsettled};
use super::reckon::recount;
use super::rejudge_attempts::{judge, resolve};
use crate::app::App;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use xutra_domain::assessment::{AttemptResult, grade_attempt};
use xutra_domain::competency::{Evidence, Policy, evaluate};
use xutra_domain::course::question::Question;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_domain::marking::{Settled, complete};
use xutra_store::assessment::{Attempt, AttemptState};
use xutra_store::recompute::{Facts, facts, people};
use xutra_store::regrade::{self, Regrade, Rejudgement};
use xutra_store::{StoreError, assessment, course, erasure, item_stats, marking, snapshot, standing};

/// How many people are read at a time, with all their attempts.
const PAGE: u64 = 100;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recomputed {
    /// Persons with attempts, evidence, a ledger or a stored flag.
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
    while let Some(last) = page.people.keys().next_back().copied() {
        report.people += u64::try_from(page.people.len()).unwrap_or(u64::MAX);
        report.flags += u64::try_from(page.people.len() * flags.len()).unwrap_or(u64::MAX);
        let (known, now) = (Arc::clone(&flags), app.clock.now());
        // One page is worked out while the next one is read.
        let judged = tokio::task::spawn_blocking(move || (differences(&page.people, &known, now), page.ended.graded()));
        let (judged, next) = tokio::join!(judged, page_of(app, Some(last)));
        let (judged, (graded, unlike)) = judged.map_err(|error| ActionError::Internal(error.to_string()))?;
        report.attempts += graded;
        // Results are facts of the past and are never rewritten here.
        report.differences.extend(unlike);
        for (account, course, flag) in judged {
            report.differences.push(format!("account {account} flag {flag}"));
            if !check {
                write(app, account, &course).await?;
            }
        }
        page = next?;
    }
    count_again(app, check, &mut report).await?;
    Ok(report)
}

/// People who stand next to each other, with what their flags and results are worked out from.
struct Page {
    people: BTreeMap<AccountId, Facts>,
    ended: Ended,
}

async fn page_of(app: &App, after: Option<AccountId>) -> Result<Page, StoreError> {
    let people = people(app.store.reader(), after, PAGE).await?;
    let people = facts(app.store.reader(), &people).await?;
    Ok(Page { ended: ended_of(app, &people).await?, people })
}

/// Whose stored flag is not what the facts say: account, course and flag.
fn differences(page: &BTreeMap<AccountId, Facts>, flags: &Flags, now: Instant) -> Vec<(AccountId, String, String)> {
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
    let (course, at, basis) = (course.to_owned(), app.clock.now(), Arc::new(app.basis()));
    app.store
        .write(move |tx| {
            let (course, basis) = (course.clone(), Arc::clone(&basis));
            Box::pin(async move { decide_flag(tx, account, &course, at, &basis).await })
        })
        .await
}

/// Whether the evidence of an attempt is what its result gives, no less and no more.
fn is_evidence(attempt: &Attempt, result: &AttemptResult, settled: &Settled, mut stored: Vec<Evidence>) -> bool {
    let ended = attempt.submitted_at.unwrap_or_default();
    let mut expected = evidence_with_work(attempt, result, settled, ended);
    stored.sort_by(|one, other| one.question.cmp(&other.question));
    expected.sort_by(|one, other| one.question.cmp(&other.question));
    stored == expected
}

/// Attempts that ended, with everything that their results are worked out from.
#[derive(Default)]
struct Ended {
    attempts: Vec<Attempt>,
    questions: BTreeMap<i64, Arc<Question>>,
    evidence: BTreeMap<AttemptId, Vec<Evidence>>,
    judged: BTreeMap<AttemptId, Vec<Rejudgement>>,
    /// What people's marks have settled.
    settled: BTreeMap<AttemptId, Settled>,
    /// Works that stand in the queue otherwise than their marks say.
    unsettled: Vec<uuid::Uuid>,
    /// By course, with the versions that judge; of courses with attempts that were judged anew.
    decisions: BTreeMap<String, (Vec<Regrade>, BTreeMap<i64, Question>)>,
    /// Whose answers are gone: their results stand, and evidence must be what they give.
    erased: BTreeSet<AccountId>,
}

async fn ended_of(app: &App, people: &BTreeMap<AccountId, Facts>) -> Result<Ended, StoreError> {
    let (Some(first), Some(last)) = (people.keys().next(), people.keys().next_back()) else {
        return Ok(Ended::default());
    };
    let reader = app.store.reader();
    let attempts = assessment::list_ended_between(reader, *first, *last).await?;
    let ids: Vec<_> = attempts.iter().map(|attempt| attempt.id).collect();
    let versions: BTreeSet<i64> =
        attempts.iter().flat_map(|attempt| attempt.form.items.iter().map(|item| item.version)).collect();
    let questions = app.catalog.questions(&app.store, &versions.into_iter().collect::<Vec<_>>()).await?;
    let judged = regrade::rejudgements(reader, &ids).await?;
    let mut decisions = BTreeMap::new();
    let courses: BTreeSet<&String> = judged.values().flatten().map(|one| &one.course).collect();
    for course in courses {
        let all = regrade::decisions(reader, course).await?;
        let judges: Vec<i64> = all.iter().filter_map(|one| one.to).collect();
        decisions.insert(course.clone(), (all, course::questions(reader, &judges).await?));
    }
    let works = marking::with_marks(reader, &ids).await?;
    let (settled, unsettled) = (settled_of(&works), unsettled(&works).collect());
    let mut evidence: BTreeMap<AttemptId, Vec<Evidence>> = BTreeMap::new();
    let own = people.values().flat_map(|facts| facts.evidence.values().flatten()).filter(|one| one.judgement == 0);
    own.for_each(|one| evidence.entry(one.attempt).or_default().push(one.clone()));
    let erased = erasure::erased_between(reader, *first, *last).await?;
    Ok(Ended { questions, evidence, judged, settled, unsettled, decisions, attempts, erased })
}

impl Ended {
    /// How many attempts were graded again, and what differs.
    fn graded(mut self) -> (u64, Vec<String>) {
        let mut found: Vec<String> = self.unsettled.iter().map(|work| format!("work {work}")).collect();
        let mut graded = 0;
        for attempt in self.attempts.iter().filter(|attempt| attempt.state != AttemptState::Open) {
            graded += 1;
            let questions = attempt.form.asked(&self.questions);
            let settled = self.settled.remove(&attempt.id).unwrap_or_default();
            let is_erased = self.erased.contains(&attempt.account);
            let fresh = match &attempt.result {
                Some(result) if is_erased => result.clone(),
                _ => {
                    let bare = grade_attempt(&attempt.rules, &attempt.form, &questions, &attempt.answers);
                    complete(&attempt.rules, &attempt.form, &bare, &settled)
                }
            };
            let stored = self.evidence.remove(&attempt.id).unwrap_or_default();
            if attempt.result.as_ref() != Some(&fresh) || !is_evidence(attempt, &fresh, &settled, stored) {
                found.push(format!("attempt {}", attempt.id));
            }
            for anew in self.judged.get(&attempt.id).into_iter().flatten().filter(|_| !is_erased) {
                if !self.is_judged_so(attempt, &questions, anew, &settled) {
                    found.push(format!("attempt {} revision {}", attempt.id, anew.revision));
                }
            }
        }
        // Evidence of what has not ended.
        found.extend(self.evidence.keys().map(|attempt| format!("attempt {attempt}")));
        (graded, found)
    }

    /// Whether the decisions up to a revision give what was recorded with it.
    fn is_judged_so(
        &self,
        attempt: &Attempt,
        questions: &BTreeMap<i64, Arc<Question>>,
        recorded: &Rejudgement,
        settled: &Settled,
    ) -> bool {
        let Some((decisions, judges)) = self.decisions.get(&attempt.course) else { return false };
        let past: Vec<Regrade> = decisions.iter().filter(|one| one.revision <= recorded.revision).copied().collect();
        let fresh = judge(attempt, questions, &resolve(&past, judges), recorded.revision, recorded.judged_at, settled);
        recorded.account == attempt.account
            && fresh.is_some_and(|(result, evidence)| result == recorded.result && evidence == recorded.evidence)
    }
}

/// The sums of the item analysis, and the counters that figures are made of, must be those of a recount; without `check` the recount takes their place.
async fn count_again(app: &App, check: bool, report: &mut Recomputed) -> Result<(), ActionError> {
    let different = item_stats::differences(&app.store.long_reading().await?).await?;
    if !check && !different.is_empty() {
        app.store.write(|tx| Box::pin(async move { item_stats::rebuild(tx).await })).await?;
    }
    report.differences.extend(different);
    let different = standing::differences(&app.store.long_reading().await?, &app.basis()).await?;
    if !check && !different.is_empty() {
        recount(app).await?;
    }
    report.differences.extend(different);
    // What is frozen is of the past, and is never rewritten here either.
    report.differences.extend(snapshot::differences(&app.store.long_reading().await?).await?);
    Ok(())
}
