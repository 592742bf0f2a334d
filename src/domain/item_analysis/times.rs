//! How long questions take: a histogram whose buckets grow with the time, for medians that can be added up.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longer than this nobody reads one question: the person was away.
const LONGEST: i64 = 3_600_000;

/// Buckets in each doubling of the time: each is an eighth wide at most.
const FINE: i64 = 8;

/// How many took how long, by bucket.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimeSums(BTreeMap<u32, i64>);

impl TimeSums {
    /// Adds or takes back one person's time in milliseconds.
    pub(super) fn change(&mut self, spent: i64, by: i64) {
        let count = self.0.entry(bucket(spent)).or_default();
        *count += by;
        self.0.retain(|_, count| *count != 0);
    }

    /// Adds all of the other's.
    pub(super) fn merge(&mut self, other: &Self) {
        for (bucket, theirs) in &other.0 {
            *self.0.entry(*bucket).or_default() += theirs;
        }
        self.0.retain(|_, count| *count != 0);
    }

    /// How many times it holds.
    #[must_use]
    pub fn count(&self) -> i64 {
        self.0.values().sum()
    }

    /// The median in milliseconds, at most an eighth off.
    #[must_use]
    pub fn median(&self) -> Option<i64> {
        let half = self.count();
        let mut passed = 0;
        for (bucket, count) in &self.0 {
            // Twice, so that half of an odd number stays whole.
            if 2 * (passed + count) >= half {
                let (low, high) = (start(*bucket), start(*bucket + 1));
                let inside = (half - 2 * passed).max(0);
                return Some(low + (high - low) * inside / (2 * count).max(1));
            }
            passed += count;
        }
        None
    }
}

/// The bucket of a time: small times have one each, later an eighth of a doubling shares one.
fn bucket(spent: i64) -> u32 {
    let spent = spent.clamp(0, LONGEST);
    let doublings = (spent / FINE).checked_ilog2().map_or(0, |log| log + 1);
    let rest = if doublings == 0 { spent } else { (spent >> (doublings - 1)) - FINE };
    doublings * 8 + u32::try_from(rest).unwrap_or_default()
}

/// The shortest time of a bucket.
fn start(bucket: u32) -> i64 {
    let (doublings, rest) = (bucket / 8, i64::from(bucket % 8));
    if doublings == 0 { rest } else { (FINE + rest) << (doublings - 1) }
}

/// How long each question took, from when its answer was last changed (milliseconds from the start, by place): the time
/// since the change before it. Answers saved at one instant share it evenly, so that a plain form of many questions is
/// judged by the same rule as one that saves each.
#[must_use]
pub fn time_spent(times: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let mut saves: BTreeMap<i64, Vec<&String>> = BTreeMap::new();
    for (place, at) in times {
        saves.entry((*at).max(0)).or_default().push(place);
    }
    let (mut spent, mut before) = (BTreeMap::new(), 0);
    for (at, places) in saves {
        let each = (at - before) / i64::try_from(places.len()).unwrap_or(1);
        spent.extend(places.into_iter().map(|place| (place.clone(), each)));
        before = at;
    }
    spent
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn buckets_follow_one_another_and_hold_their_times() {
        for spent in (0..200).chain([1_000, 2_999, 3_000, 40_000, 65_535, 65_536, LONGEST]) {
            let bucket = bucket(spent);
            assert!(start(bucket) <= spent && spent < start(bucket + 1), "{spent} in {bucket}");
        }
        assert_eq!(bucket(LONGEST), bucket(10 * LONGEST));
        assert_eq!(bucket(-5), 0);
    }

    #[test]
    fn answers_saved_at_once_share_the_time() {
        let at = |times: &[(&str, i64)]| times.iter().map(|(place, at)| ((*place).to_owned(), *at)).collect();
        let one_by_one = time_spent(&at(&[("1", 10_000), ("2", 14_000), ("3", 30_000)]));
        assert_eq!(one_by_one, at(&[("1", 10_000), ("2", 4_000), ("3", 16_000)]));
        let at_once = time_spent(&at(&[("1", 30_000), ("2", 30_000), ("3", 30_000)]));
        assert_eq!(at_once, at(&[("1", 10_000), ("2", 10_000), ("3", 10_000)]));
        assert!(time_spent(&BTreeMap::new()).is_empty());
    }

    proptest! {
        #[test]
        fn a_median_is_at_most_an_eighth_off(mut times in prop::collection::vec(1_i64..LONGEST, 1..60)) {
            let mut sums = TimeSums::default();
            times.iter().for_each(|spent| sums.change(*spent, 1));
            times.sort_unstable();
            let (low, high) = (times[(times.len() - 1) / 2], times[times.len() / 2]);
            let median = sums.median().expect("there are times");
            prop_assert!(median * 8 >= low * 7 - 8 && median * 8 <= high * 9 + 8, "{median} of {low} to {high}");
            times.iter().for_each(|spent| sums.change(*spent, -1));
            prop_assert_eq!(sums, TimeSums::default());
        }
    }
}
