//! Whether two people share more wrong answers than chance gives: both missed a question in the same way, again and again.

use super::poisson::tail;
use std::collections::BTreeMap;

/// What somebody missed: the wrong choice by version of the question.
pub type Missed = BTreeMap<i64, u32>;

/// Two attempts beside one another.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// What one missed.
    pub one: &'a Missed,
    /// What the other missed.
    pub other: &'a Missed,
    /// How many picked each wrong choice, by version.
    pub picked: &'a BTreeMap<i64, BTreeMap<u32, i64>>,
}

/// How alike two attempts are in what they missed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similarity {
    /// Questions that both missed.
    pub both: u32,
    /// Of them with the same wrong choice.
    pub same: u32,
    /// How many of them chance would give.
    pub expected: f64,
    /// How unlikely that many are by chance.
    pub tail: f64,
}

impl Similarity {
    /// Whether it wants a look: at least four, and less likely than one in a million.
    #[must_use]
    pub fn is_signal(&self) -> bool {
        self.same >= 4 && self.tail < 1e-6
    }
}

/// Compares. Chance gives a question the sum of the squares of the shares that its wrong choices have among all wrong
/// answers; a question of which too little is known counts as if everybody missed it in the same way, which accuses nobody.
#[must_use]
pub fn similarity(compared: &Compared<'_>) -> Similarity {
    let (mut both, mut same, mut expected) = (0, 0, 0.0);
    for (version, mine) in compared.one {
        let Some(yours) = compared.other.get(version) else { continue };
        both += 1;
        same += u32::from(mine == yours);
        expected += compared.picked.get(version).map_or(1.0, chance);
    }
    Similarity { both, same, expected, tail: tail(same, expected) }
}

/// Fewer wrong answers than this say nothing about how they spread.
const ENOUGH: i64 = 30;

fn chance(picked: &BTreeMap<u32, i64>) -> f64 {
    let all: i64 = picked.values().sum();
    if all < ENOUGH {
        return 1.0;
    }
    let share = |count: &i64| real(*count) / real(all);
    picked.values().map(|count| share(count) * share(count)).sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn real(count: i64) -> f64 {
    count as f64
}
