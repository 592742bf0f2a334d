//! The sums of one version of a question. All are whole numbers: they can be added, merged and taken back exactly.

use super::times::TimeSums;
use crate::instant::{DAY, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole share of a question's points, in the unit of the sums.
pub const SHARE: i64 = 1_000;

/// A whole share of the points of all other questions, in the unit of the sums.
pub const REST: i64 = 100_000;

/// Into how many groups people are put by what the rest of their form earned.
pub const GROUPS: usize = 5;

/// Drift is looked for between spans of this length.
const WINDOW: i64 = 30 * DAY;

/// What one attempt says about one of its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// What the answer earned, 0 to [`SHARE`].
    pub share: i64,
    /// Whether it earned all.
    pub right: bool,
    /// What the other questions of the form earned, 0 to [`REST`].
    pub rest: i64,
    /// Source indices of the picked choices; empty for other types, and for variants, whose rows differ in their choices.
    pub chosen: Vec<u32>,
    /// Whether it was answered at all.
    pub given: bool,
    /// How long the person took, in milliseconds, where that is known.
    pub spent: Option<i64>,
    /// When the attempt was started.
    pub at: Instant,
}

/// Sums over everybody who was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemSums {
    /// How many were asked.
    pub n: i64,
    /// How many earned all.
    pub right: i64,
    /// How many did not answer.
    pub skipped: i64,
    /// Sum of the shares.
    pub share: i64,
    /// Sum of their squares.
    pub share_squared: i64,
    /// Sum of the rests.
    pub rest: i64,
    /// Sum of their squares.
    pub rest_squared: i64,
    /// Sum of the products of share and rest.
    pub share_rest: i64,
    /// By source index of a choice.
    pub choices: BTreeMap<u32, ChoiceSums>,
    /// By what the rest earned, from the lowest group.
    pub groups: [GroupSums; GROUPS],
    /// How long people took.
    pub times: TimeSums,
    /// By span of 30 days, counted from 1970.
    pub windows: BTreeMap<i64, WindowSums>,
}

/// Those who picked a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChoiceSums {
    /// How many.
    pub n: i64,
    /// Sum of their rests.
    pub rest: i64,
}

/// People whose rests are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GroupSums {
    /// How many.
    pub n: i64,
    /// Sum of their shares.
    pub share: i64,
}

/// People who were asked in one span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WindowSums {
    /// How many.
    pub n: i64,
    /// Sum of their shares.
    pub share: i64,
}

impl ItemSums {
    /// Adds an observation.
    pub fn add(&mut self, seen: &Observation) {
        self.change(seen, 1);
    }

    /// Takes an observation back that was added before.
    pub fn subtract(&mut self, seen: &Observation) {
        self.change(seen, -1);
    }

    fn change(&mut self, seen: &Observation, by: i64) {
        self.n += by;
        self.right += by * i64::from(seen.right);
        self.skipped += by * i64::from(!seen.given);
        self.share += by * seen.share;
        self.share_squared += by * seen.share * seen.share;
        self.rest += by * seen.rest;
        self.rest_squared += by * seen.rest * seen.rest;
        self.share_rest += by * seen.share * seen.rest;
        for source in &seen.chosen {
            let choice = self.choices.entry(*source).or_default();
            choice.n += by;
            choice.rest += by * seen.rest;
        }
        let group = &mut self.groups[group_of(seen.rest)];
        group.n += by;
        group.share += by * seen.share;
        if let Some(spent) = seen.spent {
            self.times.change(spent, by);
        }
        let window = self.windows.entry(seen.at.0.div_euclid(WINDOW)).or_default();
        window.n += by;
        window.share += by * seen.share;
        self.tidy();
    }

    /// Adds all that others added up: of another minor version of the question, whose figures go on.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.right += other.right;
        self.skipped += other.skipped;
        self.share += other.share;
        self.share_squared += other.share_squared;
        self.rest += other.rest;
        self.rest_squared += other.rest_squared;
        self.share_rest += other.share_rest;
        for (source, theirs) in &other.choices {
            let choice = self.choices.entry(*source).or_default();
            choice.n += theirs.n;
            choice.rest += theirs.rest;
        }
        for (group, theirs) in self.groups.iter_mut().zip(&other.groups) {
            group.n += theirs.n;
            group.share += theirs.share;
        }
        self.times.merge(&other.times);
        for (at, theirs) in &other.windows {
            let window = self.windows.entry(*at).or_default();
            window.n += theirs.n;
            window.share += theirs.share;
        }
        self.tidy();
    }

    /// The same with other indices of its choices: a minor version may have them in another order. A choice that has no
    /// place there is left out.
    #[must_use]
    pub fn renumbered(mut self, place: impl Fn(u32) -> Option<u32>) -> Self {
        let choices = std::mem::take(&mut self.choices);
        self.choices = choices.into_iter().filter_map(|(source, sums)| Some((place(source)?, sums))).collect();
        self
    }

    /// Nothing is kept of what was taken back altogether.
    fn tidy(&mut self) {
        self.choices.retain(|_, choice| *choice != ChoiceSums::default());
        self.windows.retain(|_, window| *window != WindowSums::default());
    }
}

/// The first instant of a span.
pub(super) fn window_start(window: i64) -> Instant {
    Instant(window * WINDOW)
}

/// Fifths of what could be earned; who earned all is in the highest.
fn group_of(rest: i64) -> usize {
    let groups = i64::try_from(GROUPS).unwrap_or(1);
    usize::try_from(rest.clamp(0, REST) * groups / REST).unwrap_or_default().min(GROUPS - 1)
}
