//! Signals at their thresholds.

use super::*;
use crate::competency::EffortRule;
use proptest::prelude::*;
use std::collections::BTreeMap;

const RULE: EffortRule = EffortRule { floor_ms: 3_000, share_of_median: 0.10, void_above: 3 };

fn times(all: &[i64]) -> BTreeMap<String, i64> {
    (1..).zip(all).map(|(place, time): (usize, _)| (place.to_string(), *time)).collect()
}

#[test]
fn rapid_is_below_the_floor_or_a_tenth_of_the_median() {
    let medians = times(&[10_000, 10_000, 60_000, 60_000]);
    let found = effort(&times(&[2_999, 3_000, 5_999, 6_000]), &medians, &RULE);
    assert_eq!((found.timed, found.rapid), (4, 2));
    assert!((found.response_time_effort() - 0.5).abs() < 1e-12);
    assert!(!found.is_signal(&RULE));
    assert!(effort(&times(&[100; 4]), &medians, &RULE).is_signal(&RULE));
    let none = EffortRule { floor_ms: 0, share_of_median: 0.0, void_above: 0 };
    assert_eq!(effort(&times(&[1; 30]), &medians, &none).rapid, 0, "zeros turn it off");
    let unknown = effort(&BTreeMap::new(), &medians, &RULE);
    assert!((unknown.response_time_effort() - 1.0).abs() < 1e-12);
}

#[test]
fn only_what_is_all_right_and_fast_is_too_perfect() {
    let medians = times(&[10_000; 10]);
    assert!(is_too_perfect(10, 10, &times(&[3_900; 10]), &medians));
    assert!(!is_too_perfect(10, 10, &times(&[4_000; 10]), &medians));
    assert!(!is_too_perfect(9, 10, &times(&[1_000; 10]), &medians));
    assert!(!is_too_perfect(10, 10, &times(&[1_000; 4]), &medians), "too little is known");
    assert!(!is_too_perfect(10, 10, &times(&[1_000; 10]), &BTreeMap::new()));
    assert!(!is_too_perfect(0, 0, &BTreeMap::new(), &medians));
}

#[test]
fn tails_are_those_of_the_table() {
    for (count, mean, expected) in [
        (0, 2.0, 1.0),
        (1, 1.0, 0.632_120_559),
        (3, 1.0, 0.080_301_397),
        (5, 2.5, 0.108_821_981),
        (4, 0.1, 3.846_834e-6),
    ] {
        let found = tail(count, mean);
        assert!((found - expected).abs() < 1e-6 * expected, "{count} of {mean}: {found}");
    }
    assert!((tail(2, 0.0)).abs() < 1e-300);
    assert!(tail(20, 0.5) > 0.0 && tail(20, 0.5) < 1e-24, "tiny tails keep their digits");
}

#[test]
fn shared_mistakes_are_a_signal_only_where_they_are_rare() {
    let missed = |choices: &[u32]| -> Missed { (0..).zip(choices.iter().copied()).collect() };
    let spread = |counts: &[i64]| -> BTreeMap<i64, BTreeMap<u32, i64>> {
        (0..12).map(|version| (version, (1..).zip(counts.iter().copied()).collect())).collect()
    };
    let compare = |one: &Missed, other: &Missed, picked: &BTreeMap<i64, BTreeMap<u32, i64>>| {
        similarity(&Compared { one, other, picked })
    };
    let (one, even) = (missed(&[3; 12]), spread(&[400, 400, 20]));
    let found = compare(&one, &one, &even);
    assert_eq!((found.both, found.same), (12, 12));
    assert!((found.expected - 12.0 * (2.0 * 400.0 * 400.0 + 400.0) / (820.0 * 820.0)).abs() < 1e-9);
    let rare = spread(&[10; 12]);
    let found = compare(&one, &one, &rare);
    assert!(found.is_signal(), "{found:?}");
    assert!(!compare(&one, &missed(&[1; 12]), &rare).is_signal());
    assert!(!compare(&missed(&[3; 3]), &missed(&[3; 3]), &rare).is_signal(), "three are too few");
    assert!(!compare(&one, &one, &BTreeMap::new()).is_signal(), "nothing is known of the questions");
    assert!(!compare(&one, &one, &spread(&[20, 0, 9])).is_signal(), "too little is known of them");
}

#[test]
fn a_unit_stands_out_beyond_three_and_a_half_errors() {
    assert_eq!(proportion_score(29, 29, 0.5), None);
    assert_eq!((proportion_score(30, 30, 1.0), proportion_score(30, 30, 0.0)), (None, None));
    let score = proportion_score(68, 100, 0.5).expect("enough were counted");
    assert!((score - 3.6).abs() < 1e-9 && is_outlier(score) && is_outlier(-score) && !is_outlier(3.5));
    let all = Population { mean: 40_000.0, deviation: 20_000.0 };
    let score = mean_score(28_000.0, 100, all).expect("enough were counted");
    assert!((score + 6.0).abs() < 1e-9);
    assert_eq!(mean_score(28_000.0, 29, all), None);
}

#[test]
fn a_population_is_known_by_values_that_differ() {
    let all = Population::of(&[20.0, 40.0, 60.0]).expect("they differ");
    assert!((all.mean - 40.0).abs() < 1e-12 && (all.deviation - 20.0).abs() < 1e-12);
    assert_eq!((Population::of(&[]), Population::of(&[1.0]), Population::of(&[3.0; 40])), (None, None, None));
}

#[test]
fn a_unit_is_nightly_above_six_in_ten() {
    let hours = |night: usize, day: usize| [vec![23; night / 2], vec![4; night - night / 2], vec![5; day]].concat();
    assert!(!is_nightly(&hours(18, 12)) && is_nightly(&hours(19, 11)));
    assert!(!is_nightly(&hours(20, 0)), "too few");
    assert_eq!(Signal::ALL.map(|signal| Signal::parse(signal.word())), Signal::ALL.map(Some));
}

proptest! {
    #[test]
    fn a_tail_falls_with_the_count_and_rises_with_the_mean(count in 0_u32..60, mean in 0.01_f64..40.0) {
        let here = tail(count, mean);
        prop_assert!((0.0..=1.0).contains(&here));
        prop_assert!(tail(count + 1, mean) <= here + 1e-12);
        prop_assert!(tail(count, mean * 1.1) >= here - 1e-12);
    }

    #[test]
    fn who_is_compared_does_not_matter(one in prop::collection::btree_map(0_i64..20, 0_u32..4, 0..20), other in prop::collection::btree_map(0_i64..20, 0_u32..4, 0..20)) {
        let picked = BTreeMap::new();
        let there = similarity(&Compared { one: &one, other: &other, picked: &picked });
        let back = similarity(&Compared { one: &other, other: &one, picked: &picked });
        prop_assert_eq!(there, back);
        prop_assert!(there.same <= there.both);
    }
}
