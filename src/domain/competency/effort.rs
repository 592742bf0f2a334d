//! Effort: how long each answer took, and whether too many were given without reading.

use super::EffortRule;
use std::collections::BTreeMap;

/// How much of an attempt was guessed without reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Answers whose time is known.
    pub timed: u32,
    /// Answers that were given too fast to have read the question.
    pub rapid: u32,
    /// Whether these are too many for the attempt to be scored.
    pub too_many: bool,
}

/// How many milliseconds each answer took. `times` says by place how long after the start its answer changed last;
/// `length` is how long the attempt took, and nothing happened after its end.
///
/// An answer took the time since the answer before it, or since the start. Answers that came at one instant share that
/// time evenly, so that one long form sent at once is judged by the same rule. What was left open took no time and is
/// not listed.
#[must_use]
pub fn paces(times: &BTreeMap<String, i64>, length: i64) -> BTreeMap<String, i64> {
    let mut together: BTreeMap<i64, Vec<&String>> = BTreeMap::new();
    for (place, at) in times {
        together.entry((*at).clamp(0, length.max(0))).or_default().push(place);
    }
    let mut before = 0;
    let mut paces = BTreeMap::new();
    for (at, places) in together {
        let share = (at - before) / i64::try_from(places.len()).unwrap_or(i64::MAX);
        paces.extend(places.into_iter().map(|place| (place.clone(), share)));
        before = at;
    }
    paces
}

/// Judges answers by `(question version, milliseconds)`: rapid is what took less than the floor, or less than the share
/// of the usual time for that question where it is known. Zeros turn it off.
#[must_use]
pub fn judge_effort(
    rule: &EffortRule,
    paces: impl IntoIterator<Item = (i64, i64)>,
    medians: &BTreeMap<i64, i64>,
) -> Effort {
    let mut effort = Effort::default();
    for (version, took) in paces {
        let floor = i64_as_f64(rule.floor_ms);
        let usual = medians.get(&version).map_or(0.0, |median| rule.share_of_median * i64_as_f64(*median));
        effort.timed += 1;
        effort.rapid += u32::from(i64_as_f64(took) < floor.max(usual));
    }
    effort.too_many = effort.rapid > rule.void_above;
    effort
}

/// Milliseconds as a number to compare: no attempt is so long that it would matter.
#[expect(clippy::cast_precision_loss, reason = "spans of an attempt lie far below 2^53 milliseconds")]
fn i64_as_f64(milliseconds: i64) -> f64 {
    milliseconds as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn times(all: &[(&str, i64)]) -> BTreeMap<String, i64> {
        all.iter().map(|(place, at)| ((*place).to_owned(), *at)).collect()
    }

    const R1: EffortRule = EffortRule { floor_ms: 3_000, share_of_median: 0.10, void_above: 3 };

    #[test]
    fn an_answer_took_the_time_since_the_one_before_it() {
        let found = paces(&times(&[("1", 10_000), ("2", 12_000), ("3", 40_000)]), 60_000);
        assert_eq!(found, times(&[("1", 10_000), ("2", 2_000), ("3", 28_000)]));
        // The order is that of time, not of places; an answer that was left open is not there.
        let found = paces(&times(&[("10", 5_000), ("2", 9_000)]), 60_000);
        assert_eq!(found, times(&[("10", 5_000), ("2", 4_000)]));
    }

    #[test]
    fn answers_of_one_instant_share_the_time_evenly() {
        let found = paces(&times(&[("1", 4_000), ("2", 94_000), ("3", 94_000), ("4", 94_000)]), 95_000);
        assert_eq!(found, times(&[("1", 4_000), ("2", 30_000), ("3", 30_000), ("4", 30_000)]));
    }

    #[test]
    fn a_clock_that_went_astray_gives_no_negative_time() {
        let found = paces(&times(&[("1", -5), ("2", 99_000)]), 60_000);
        assert_eq!(found, times(&[("1", 0), ("2", 60_000)]));
        assert_eq!(paces(&times(&[("1", 5)]), -1), times(&[("1", 0)]));
    }

    #[test]
    fn rapid_is_below_the_floor_or_the_share_of_the_median() {
        let medians = BTreeMap::from([(7, 60_000), (8, 10_000)]);
        for (version, took, rapid) in
            [(1, 2_999, 1), (1, 3_000, 0), (7, 5_999, 1), (7, 6_000, 0), (8, 2_999, 1), (8, 3_000, 0)]
        {
            assert_eq!(judge_effort(&R1, [(version, took)], &medians).rapid, rapid, "{version} {took}");
        }
    }

    #[test]
    fn three_may_be_slips_and_four_are_too_many() {
        let answers = |rapid: usize| (0..30).map(move |place| (1, if place < rapid { 100 } else { 30_000 }));
        for (rapid, too_many) in [(0, false), (3, false), (4, true), (30, true)] {
            let found = judge_effort(&R1, answers(rapid), &BTreeMap::new());
            assert_eq!((found.rapid as usize, found.timed, found.too_many), (rapid, 30, too_many));
        }
    }

    #[test]
    fn zeros_turn_it_off() {
        let off = EffortRule { floor_ms: 0, share_of_median: 0.0, void_above: 0 };
        let found = judge_effort(&off, [(1, 0); 30], &BTreeMap::from([(1, 60_000)]));
        assert_eq!((found.rapid, found.too_many), (0, false));
        let lenient = EffortRule { void_above: 30, ..R1 };
        assert!(!judge_effort(&lenient, [(1, 0); 30], &BTreeMap::new()).too_many);
    }

    proptest! {
        #[test]
        fn what_answers_took_is_never_more_than_the_attempt(
            all in prop::collection::btree_map("[1-9]", -10_000_i64..100_000, 0..9), length in 0_i64..90_000,
        ) {
            let found = paces(&all, length);
            prop_assert_eq!(found.len(), all.len());
            prop_assert!(found.values().all(|took| *took >= 0));
            prop_assert!(found.values().sum::<i64>() <= length);
        }
    }
}
