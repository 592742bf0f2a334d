//! What follows of somebody's attempts: the events of their ledger and their flags, by the same rule as everybody's.

use crate::actions::decide_flag::{agree, decided};
use serde_json::json;
use std::collections::BTreeMap;
use xutra_domain::competency::{Evidence, Policy, Standing, evaluate};
use xutra_domain::instant::Instant;
use xutra_domain::sitting::Sitting;
use xutra_store::bulk_exams::{Taken, Taker};
use xutra_store::ledger::{self, Event, Kind};

/// What follows.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Events, oldest first.
    pub(super) events: Vec<(Instant, Event)>,
    /// The flags with what was decided last, and when.
    pub(super) standings: Vec<(String, Standing, Instant)>,
}

/// Tells it. `policies` are those of the course by flag; attempts come in their order. `watched` is the sitting in which the
/// supervised one was taken.
#[must_use]
pub(super) fn tell(
    policies: &BTreeMap<String, Vec<Policy>>,
    attempts: &[(&Taken, Taker)],
    watched: Option<&Sitting>,
) -> Told {
    let mut told = Told::default();
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut flags: BTreeMap<&String, (Standing, Instant)> = BTreeMap::new();
    for (taken, taker) in attempts.iter().filter(|(taken, _)| taken.rules.policy.is_some()) {
        if let Some(sitting) = watched.filter(|sitting| taker.sitting == Some(sitting.id)) {
            let (facilitator, unit) = (sitting.facilitator, &sitting.unit);
            let body = json!({ "sitting": sitting.id, "facilitator": facilitator, "unit": unit, "seen": 0 });
            let event = Event { kind: Kind::SessionSupervised, attempt: Some(taker.attempt), body };
            told.events.push((taker.started_at, event));
        }
        let at = taker.started_at.plus(taken.length);
        let own = |one: &Evidence| Evidence { attempt: taker.attempt, at, ..one.clone() };
        let rows: Vec<Evidence> = taken.evidence.iter().map(own).collect();
        // A digest of plain values does not fail.
        let Ok(digest) = ledger::digest(&rows) else { continue };
        let body = json!({
            "course": taken.course,
            "item": taken.quiz,
            "policy": taken.rules.policy,
            "refresh": taken.rules.refresh,
            "evidence": digest,
        });
        told.events.push((at, Event { kind: Kind::AttemptSubmitted, attempt: Some(taker.attempt), body }));
        evidence.extend(rows);
        for (flag, versions) in policies {
            let standing = evaluate(versions, &evidence, &[], at);
            if flags.get(flag).is_none_or(|(before, _)| !agree(before, &standing)) {
                told.events.push((at, decided(flag, &standing, at)));
            }
            flags.insert(flag, (standing, at));
        }
    }
    let standings = flags.into_iter().map(|(flag, (standing, at))| (flag.clone(), standing, at));
    told.standings = standings.collect();
    told
}
