//! Works a person's flags of a course out from evidence, acts and policies, stores what was decided, and tells the ledger
//! where it is decided otherwise than before.

use super::ActionError;
use crate::app::App;
use serde_json::json;
use std::collections::BTreeMap;
use xutra_domain::competency::{Act, Evidence, Policy, Standing, evaluate};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::reporting::Basis;
use xutra_store::ledger::{self, Event, Kind};
use xutra_store::{StoreError, Tx, competency, course, standing};

/// Decides in the transaction that brought new evidence or an act. An attempt whose time ran out is closed later than it
/// ended, so the decision is made at `at` or at the newest evidence or act, whichever is latest. What the person counts for
/// follows.
///
/// # Errors
/// Where the store fails.
pub async fn decide_flag(
    tx: &Tx,
    account: AccountId,
    course_id: &str,
    at: Instant,
    basis: &Basis,
) -> Result<(), ActionError> {
    competency::hold(tx, account).await?;
    let evidence = competency::evidence(tx, account, course_id).await?;
    let acts = ledger::acts(tx, account).await?;
    let known = evidence.iter().map(|one| one.at).chain(acts.iter().map(|act| act.at)).max();
    let at = known.map_or(at, |newest| newest.max(at));
    for (flag, policies) in by_flag(course::all_policies(tx).await?, course_id) {
        let standing = evaluate(&policies, &evidence, &acts, at);
        let before = competency::standing(tx, account, &flag).await?;
        competency::set_standing(tx, account, &flag, &standing, at).await?;
        if before.is_none_or(|(before, _)| !agree(&before, &standing)) {
            ledger::append(tx, account, &decided(&flag, &standing, at), at).await?;
        }
    }
    Ok(standing::refresh(tx, account, basis).await?)
}

/// What the ledger keeps of a decision.
#[must_use]
pub fn decided(flag: &str, standing: &Standing, at: Instant) -> Event {
    let body = json!({
        "flag": flag,
        "rule": standing.rule,
        "capable": standing.capable,
        "since": standing.since,
        "until": standing.until,
        "score": standing.score,
        "grade": standing.grade,
        "suspended": standing.suspended.is_some(),
        "at": at,
    });
    Event { kind: Kind::FlagDecided, attempt: standing.exam_attempt, body }
}

/// The decision is the same: whether, since when, until when, and by which rule, score and grade it was granted.
#[must_use]
pub fn agree(stored: &Standing, fresh: &Standing) -> bool {
    stored.capable == fresh.capable
        && stored.since == fresh.since
        && stored.until == fresh.until
        && stored.suspended == fresh.suspended
        && (!fresh.capable || (stored.rule == fresh.rule && stored.score == fresh.score))
        // What was decided before there were grades has none.
        && (stored.grade.is_none() || stored.grade == fresh.grade)
}

/// Policies of a course by flag, oldest first.
#[must_use]
pub fn by_flag(policies: Vec<Policy>, course: &str) -> BTreeMap<String, Vec<Policy>> {
    let mut flags: BTreeMap<String, Vec<Policy>> = BTreeMap::new();
    for policy in policies.into_iter().filter(|policy| policy.course == course) {
        flags.entry(policy.flag.clone()).or_default().push(policy);
    }
    flags
}

/// A flag of a course as it stands for a person now, worked out from the evidence itself.
#[derive(Debug, Clone)]
pub struct FlagStanding {
    /// Course id.
    pub course: String,
    /// The current policy.
    pub policy: Policy,
    /// What it says.
    pub standing: Standing,
    /// What it looked at.
    pub evidence: Vec<Evidence>,
    /// What people decided about it.
    pub acts: Vec<Act>,
}

/// Every flag that a live course can grant.
///
/// # Errors
/// Where the store fails.
pub async fn standings(app: &App, account: AccountId) -> Result<Vec<FlagStanding>, StoreError> {
    let (reader, now) = (app.store.reader(), app.clock.now());
    let mut found = Vec::new();
    let courses = app.catalog.courses();
    if courses.iter().all(|live| live.course.policies.is_empty()) {
        return Ok(found);
    }
    let (acts, all) = (ledger::acts(reader, account).await?, course::all_policies(reader).await?);
    for live in courses.iter().filter(|live| !live.course.policies.is_empty()) {
        let evidence = competency::evidence(reader, account, &live.course.id).await?;
        for (_, mut policies) in by_flag(all.clone(), &live.course.id) {
            let live_names: Vec<String> = live.course.policies.iter().map(Policy::name).collect();
            policies.sort_by_key(|policy| live_names.contains(&policy.name()));
            let Some(policy) = policies.last().cloned() else { continue };
            let standing = evaluate(&policies, &evidence, &acts, now);
            let (course, evidence, acts) = (live.course.id.clone(), evidence.clone(), acts.clone());
            found.push(FlagStanding { course, policy, standing, evidence, acts });
        }
    }
    Ok(found)
}
