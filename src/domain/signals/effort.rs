//! How many answers came faster than their questions can be read (response time effort, Wise and Kong 2005).

use crate::competency::EffortRule;
use std::collections::BTreeMap;

/// What the times of an attempt say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// How many answers have a time.
    pub timed: u32,
    /// How many of them are rapid.
    pub rapid: u32,
}

impl Effort {
    /// The share of answers that are not rapid; 1 where no times are known.
    #[must_use]
    pub fn response_time_effort(&self) -> f64 {
        if self.timed == 0 { 1.0 } else { 1.0 - f64::from(self.rapid) / f64::from(self.timed) }
    }

    /// Whether it wants a look under a rule; a rule of zeros looks at nothing.
    #[must_use]
    pub fn is_signal(&self, rule: &EffortRule) -> bool {
        self.rapid > rule.void_above
    }
}

/// Counts rapid answers: faster than the floor, or than the share of the question's median where that is longer. `spent`
/// and `medians` are milliseconds by place.
#[must_use]
pub fn effort(spent: &BTreeMap<String, i64>, medians: &BTreeMap<String, i64>, rule: &EffortRule) -> Effort {
    let is_rapid = |(place, spent): &(&String, &i64)| {
        let median = medians.get(*place).copied().unwrap_or(0);
        **spent < rule.floor_ms || real(**spent) < rule.share_of_median * real(median)
    };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Effort { timed: count(spent.len()), rapid: count(spent.iter().filter(is_rapid).count()) }
}

/// Whether everything is right and the middle answer took less than 40 % of what its question usually takes. Only
/// questions whose median is known count, and there must be as many as half of the form.
#[must_use]
pub fn is_too_perfect(right: u32, length: u32, spent: &BTreeMap<String, i64>, medians: &BTreeMap<String, i64>) -> bool {
    let shares = spent.iter().filter_map(|(place, spent)| {
        let median = medians.get(place).copied().filter(|median| *median > 0)?;
        Some(real(*spent) / real(median))
    });
    let mut shares: Vec<f64> = shares.collect();
    shares.sort_by(f64::total_cmp);
    let enough = u32::try_from(2 * shares.len()).is_ok_and(|twice| twice >= length);
    let middle = shares.get(shares.len() / 2).copied();
    length > 0 && right == length && enough && middle.is_some_and(|share| share < 0.40)
}

/// Milliseconds as a real number; an attempt lasts far less than 2^53 of them.
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn real(milliseconds: i64) -> f64 {
    milliseconds as f64
}
