//! Acts: what people decided about somebody's evidence and flag. They come from the ledger and are never taken back; a
//! later act answers an earlier one.

use crate::ids::AttemptId;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that was decided about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// From when on it holds.
    pub at: Instant,
    /// Its place in the person's ledger: it orders acts of one instant.
    pub seq: i64,
    /// What was decided.
    pub kind: ActKind,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActKind {
    /// An attempt counts no longer.
    Voided {
        /// The attempt.
        attempt: AttemptId,
    },
    /// A flag does not hold for the time being.
    Suspended {
        /// The flag.
        flag: String,
        /// The case that it waits for, as a word.
        case: String,
    },
    /// A suspended flag holds again.
    Reinstated {
        /// The flag.
        flag: String,
        /// The case.
        case: String,
    },
}

/// Why a flag does not hold although it was earned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Since when.
    pub since: Instant,
    /// The case, as a word.
    pub case: String,
}

/// Attempts that count no longer at `now`.
pub(super) fn voided(acts: &[Act], now: Instant) -> BTreeSet<AttemptId> {
    let past = acts.iter().filter(|act| act.at <= now);
    past.filter_map(|act| match act.kind {
        ActKind::Voided { attempt } => Some(attempt),
        _ => None,
    })
    .collect()
}

/// The suspension of a flag that stands at `now`: the last word counts. A second suspension keeps the instant of the first.
#[must_use]
pub fn suspension(acts: &[Act], flag: &str, now: Instant) -> Option<Suspension> {
    let mut past: Vec<&Act> = acts.iter().filter(|act| act.at <= now).collect();
    past.sort_by_key(|act| (act.at, act.seq));
    past.into_iter().fold(None, |standing, act| match &act.kind {
        ActKind::Suspended { flag: of, case } if of == flag => {
            let since = standing.map_or(act.at, |earlier: Suspension| earlier.since);
            Some(Suspension { since, case: case.clone() })
        }
        ActKind::Reinstated { flag: of, .. } if of == flag => None,
        _ => standing,
    })
}
