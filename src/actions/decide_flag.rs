//! Works a person's flags of a course out from evidence and policies, and stores what was decided.

use super::ActionError;
use crate::app::App;
use std::collections::BTreeMap;
use xutra_domain::competency::{Evidence, Policy, Standing, evaluate};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_store::{StoreError, Tx, competency, course};

/// Decides in the transaction that brought new evidence. An attempt whose time ran out is closed later than it ended, so
/// the decision is made at `at` or at the newest evidence, whichever is later.
///
/// # Errors
/// Where the store fails.
pub async fn decide_flag(tx: &Tx, account: AccountId, course_id: &str, at: Instant) -> Result<(), ActionError> {
    competency::hold(tx, account).await?;
    let evidence = competency::evidence(tx, account, course_id).await?;
    let at = evidence.iter().map(|one| one.at).max().map_or(at, |newest| newest.max(at));
    for (flag, policies) in by_flag(course::all_policies(tx).await?, course_id) {
        let standing = evaluate(&policies, &evidence, at);
        competency::set_standing(tx, account, &flag, &standing, at).await?;
    }
    Ok(())
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
}

/// Every flag that a live course can grant.
///
/// # Errors
/// Where the store fails.
pub async fn standings(app: &App, account: AccountId) -> Result<Vec<FlagStanding>, StoreError> {
    let (reader, now) = (app.store.reader(), app.clock.now());
    let mut found = Vec::new();
    for live in app.catalog.courses() {
        if live.course.policies.is_empty() {
            continue;
        }
        let evidence = competency::evidence(reader, account, &live.course.id).await?;
        for (_, mut policies) in by_flag(course::all_policies(reader).await?, &live.course.id) {
            let live_names: Vec<String> = live.course.policies.iter().map(Policy::name).collect();
            policies.sort_by_key(|policy| live_names.contains(&policy.name()));
            let Some(policy) = policies.last().cloned() else { continue };
            let standing = evaluate(&policies, &evidence, now);
            found.push(FlagStanding { course: live.course.id.clone(), policy, standing, evidence: evidence.clone() });
        }
    }
    Ok(found)
}
