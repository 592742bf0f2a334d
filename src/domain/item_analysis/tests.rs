//! Figures against tables worked out by hand, and sums against a recount.

use super::*;
use crate::assessment::samples::{question, shown, single};
use crate::assessment::{Answer, AttemptResult, Form, Mark};
use crate::instant::{DAY, Instant};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Ten people, five questions: a table as textbooks print it.
const TABLE: [&str; 10] = ["11111", "11110", "11101", "11011", "11100", "11000", "10100", "10010", "10000", "00001"];

fn observation(share: i64, rest: i64, at: i64) -> Observation {
    Observation { share, right: share == SHARE, rest, chosen: Vec::new(), given: true, spent: None, at: Instant(at) }
}

/// Whoever earned those marks: question `q` is answered by choice 0 where it is right and by choice 1 where it is wrong.
fn attempt(marks: &str) -> (Form, AttemptResult, BTreeMap<String, Answer>) {
    let mut form = Form { items: Vec::new() };
    let (mut answers, mut all) = (BTreeMap::new(), Vec::new());
    for (at, mark) in marks.chars().enumerate() {
        let mut item = shown(&question(&format!("q{at}"), &[], single("100")), 1.0);
        item.version = i64::try_from(at).expect("few");
        form.items.push(item);
        let right = mark == '1';
        let points = f64::from(u8::from(right));
        all.push(Mark { points, correct: right, feedback: Vec::new(), waiting: false });
        if mark != '-' {
            let choices = vec![if right { "c0" } else { "c1" }.to_owned()];
            answers.insert((at + 1).to_string(), Answer::Choices { choices });
        }
    }
    let score = all.iter().map(|mark| mark.points).sum();
    let result = AttemptResult { score, max_score: 5.0, percent: 0.0, passed: false, marks: all };
    (form, result, answers)
}

fn observed(marks: &str, day: i64) -> Option<Observed> {
    let (form, result, answers) = attempt(marks);
    let at = Instant(day * DAY);
    observe(&Ended { form: &form, result: &result, answers: &answers, times: &BTreeMap::new(), at }, &BTreeSet::new())
}

fn of_table() -> (BTreeMap<i64, ItemSums>, QuizSums) {
    let (mut items, mut quiz) = (BTreeMap::<i64, ItemSums>::new(), QuizSums::default());
    for row in TABLE {
        let observed = observed(row, 0).expect("all were answered");
        quiz.change(observed.length, observed.right, observed.passed, 1);
        for (version, seen) in observed.items {
            items.entry(version).or_default().add(&seen);
        }
    }
    (items, quiz)
}

fn near(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 0.0005), "{found:?} is not {expected}");
}

#[test]
fn the_table_has_the_figures_that_a_hand_works_out() {
    let (items, quiz) = of_table();
    // Right answers by question: 9, 6, 5, 4, 4 of 10; totals 5 4 4 4 3 2 2 2 1 1, mean 2.8, variance 1.76.
    for (version, p) in [(0, 0.9), (1, 0.6), (2, 0.5), (3, 0.4), (4, 0.4)] {
        near(figures(&items[&version], &[]).difficulty, p);
    }
    // Question 1: totals without it are 4 3 3 3 2 1 1 1 0 of those who have it and 1 of the other: the means are 2 and 1,
    // the variance of all ten rests is 1.49, so r = (2 - 1) * sqrt(0.9 * 0.1) / sqrt(1.49).
    near(figures(&items[&0], &[]).discrimination, 0.3 / 1.49_f64.sqrt());
    // Question 5: rests 4 3 3 0 with it, 4 3 2 2 2 1 without: (2.5 - 14/6) * sqrt(0.4 * 0.6) / sqrt(1.44).
    near(figures(&items[&4], &[]).discrimination, (2.5 - 14.0 / 6.0) * 0.24_f64.sqrt() / 1.2);
    let (length, forms) = quiz.usual().expect("ten forms");
    assert_eq!((length, forms.n), (5, 10));
    near(forms.mean(), 2.8);
    near(forms.variance(), 1.76);
    near(quiz.reliability(), 1.25 * (1.0 - 2.8 * 2.2 / (5.0 * 1.76)));
    let spread = 0.9 * 0.1 + 0.6 * 0.4 + 0.5 * 0.5 + 0.4 * 0.6 + 0.4 * 0.6;
    near(kr20(&[0.9, 0.6, 0.5, 0.4, 0.4], 1.76), 1.25 * (1.0 - spread / 1.76));
}

#[test]
fn a_form_that_never_varies_says_nothing_about_reliability() {
    let mut quiz = QuizSums::default();
    assert_eq!(quiz.reliability(), None);
    quiz.change(5, 3, true, 1);
    quiz.change(5, 3, true, 1);
    assert_eq!(quiz.reliability(), None);
    assert_eq!((kr20(&[0.5], 1.0), kr20(&[0.5, 0.5], 0.0)), (None, None));
    let mut same = ItemSums::default();
    (0..300).for_each(|_| same.add(&observation(SHARE, 50_000, 0)));
    assert_eq!(figures(&same, &[]).discrimination, None);
}

#[test]
fn choices_are_counted_by_who_picked_them() {
    let (items, _) = of_table();
    let choices = figures(&items[&1], &[true, false, false]).choices;
    assert_eq!(choices.iter().map(|choice| choice.n).collect::<Vec<_>>(), [6, 4, 0]);
    let r = figures(&items[&1], &[]).discrimination.expect("it varies");
    near(choices[0].discrimination, r);
    near(choices[1].discrimination, -r);
    assert_eq!(choices[2].discrimination, None);
}

#[test]
fn who_only_looked_is_not_counted_and_gaps_are() {
    assert_eq!(observed("-----", 0), None);
    let observed = observed("1-0-1", 0).expect("some were answered");
    let given: Vec<bool> = observed.items.iter().map(|(_, seen)| seen.given).collect();
    assert_eq!(given, [true, false, true, false, true]);
    assert_eq!((observed.length, observed.right), (5, 2));
    let rests: Vec<i64> = observed.items.iter().map(|(_, seen)| seen.rest).collect();
    assert_eq!(rests, [25_000, 50_000, 50_000, 50_000, 25_000]);
}

#[test]
fn what_people_mark_and_what_has_no_points_is_left_out() {
    let (mut form, result, answers) = attempt("11011");
    form.items[2].points = 0.0;
    let times = BTreeMap::from([("1".to_owned(), 4_000), ("2".to_owned(), 9_000)]);
    let ended = Ended { form: &form, result: &result, answers: &answers, times: &times, at: Instant(0) };
    let observed = observe(&ended, &BTreeSet::from([4])).expect("it was answered");
    assert_eq!(observed.items.iter().map(|(version, _)| *version).collect::<Vec<_>>(), [0, 1, 3]);
    assert_eq!((observed.length, observed.right), (3, 3));
    let spent: Vec<_> = observed.items.iter().map(|(_, seen)| seen.spent).collect();
    assert_eq!(spent, [Some(4_000), Some(5_000), None]);
}

/// So many with that share and rest.
fn people(rows: &[(i64, i64, i64, i64)]) -> ItemSums {
    let mut sums = ItemSums::default();
    for (count, share, rest, at) in rows {
        (0..*count).for_each(|_| sums.add(&observation(*share, *rest, *at)));
    }
    sums
}

#[test]
fn flags_need_enough_answers_and_stand_at_their_thresholds() {
    let flagged = |rows: &[(i64, i64, i64, i64)]| figures(&people(rows), &[]).flags;
    assert_eq!(flagged(&[]), [Flag::NotEnough]);
    assert_eq!(flagged(&[(199, 0, 0, 0)]), [Flag::NotEnough]);
    let good = [(150, SHARE, 80_000, 0), (50, SHARE, 40_000, 0), (20, 0, 80_000, 0), (80, 0, 40_000, 0)];
    assert_eq!(flagged(&good), []);
    let useless = [(100, SHARE, 80_000, 0), (100, SHARE, 40_000, 0), (50, 0, 80_000, 0), (50, 0, 40_000, 0)];
    assert_eq!(flagged(&useless), [Flag::Withdraw]);
    let weak = [(110, SHARE, 80_000, 0), (90, SHARE, 40_000, 0), (45, 0, 80_000, 0), (55, 0, 40_000, 0)];
    assert_eq!(flagged(&weak), [Flag::Review]);
    let hard = [(50, SHARE, 80_000, 0), (10, SHARE, 40_000, 0), (50, 0, 80_000, 0), (190, 0, 40_000, 0)];
    assert_eq!(flagged(&hard), [Flag::TooHard]);
    let easy = [(200, SHARE, 80_000, 0), (90, SHARE, 60_000, 0), (10, 0, 40_000, 0)];
    assert_eq!(flagged(&easy), [Flag::TooEasy]);
    let month = |p: i64, at: i64| {
        [(p, SHARE, 80_000, at), (p, SHARE, 60_000, at), (200 - p, 0, 60_000, at), (200 - p, 0, 20_000, at)]
    };
    let steady = [month(100, 0), month(119, 30 * DAY)].concat();
    assert_eq!(flagged(&steady), []);
    let leaked = [month(100, 0), month(110, 30 * DAY), month(125, 60 * DAY)].concat();
    assert_eq!(flagged(&leaked), [Flag::Drift]);
}

#[test]
fn a_wrong_choice_of_the_better_people_puts_the_key_in_doubt() {
    let mut sums = ItemSums::default();
    for (count, choice, rest) in [(100, 0, 30_000), (120, 1, 80_000), (30, 2, 20_000), (5, 3, 20_000)] {
        let share = if choice == 0 { SHARE } else { 0 };
        for _ in 0..count {
            sums.add(&Observation { chosen: vec![choice], ..observation(share, rest, 0) });
        }
    }
    let keys = [true, false, false, false];
    assert_eq!(figures(&sums, &keys).flags, [Flag::Key, Flag::Withdraw, Flag::Dead]);
    let moved = sums.clone().renumbered(|source| Some([1, 0, 2, 3][usize::try_from(source).expect("few")]));
    assert!(!figures(&moved, &keys).flags.contains(&Flag::Key), "the order of a minor version counts");
    assert_eq!(Flag::ALL.map(|flag| Flag::parse(flag.word())), Flag::ALL.map(Some));
}

/// Any observation.
fn any_observation() -> impl Strategy<Value = Observation> {
    let chosen = prop::collection::btree_set(0_u32..5, 0..3);
    let spent = prop::option::of(0_i64..100_000);
    (0..=SHARE, 0..=REST, chosen, any::<bool>(), spent, 0_i64..400 * DAY).prop_map(
        |(share, rest, chosen, given, spent, at)| Observation {
            share,
            right: share == SHARE,
            rest,
            chosen: chosen.into_iter().collect(),
            given,
            spent,
            at: Instant(at),
        },
    )
}

/// Pearson's correlation as it is defined.
fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = f64::from(u32::try_from(pairs.len()).expect("few"));
    let mean = |pick: fn(&(f64, f64)) -> f64| pairs.iter().map(pick).sum::<f64>() / n;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let both: f64 = pairs.iter().map(|pair| (pair.0 - x) * (pair.1 - y)).sum();
    let one: f64 = pairs.iter().map(|pair| (pair.0 - x).powi(2)).sum();
    let other: f64 = pairs.iter().map(|pair| (pair.1 - y).powi(2)).sum();
    (one > 1e-9 && other > 1e-9).then(|| both / (one * other).sqrt())
}

proptest! {
    #[test]
    fn the_sums_are_those_of_a_recount_in_any_order(
        all in prop::collection::vec(any_observation(), 1..80),
        gone in prop::collection::vec(any_observation(), 0..20),
    ) {
        let mut sums = ItemSums::default();
        gone.iter().for_each(|seen| sums.add(seen));
        all.iter().rev().for_each(|seen| sums.add(seen));
        gone.iter().for_each(|seen| sums.subtract(seen));
        let mut recount = ItemSums::default();
        all.iter().for_each(|seen| recount.add(seen));
        prop_assert_eq!(&sums, &recount, "subtracting undoes adding, and the order does not matter");
        let (left, right) = all.split_at(all.len() / 2);
        let mut merged = ItemSums::default();
        for part in [right, left] {
            let mut own = ItemSums::default();
            part.iter().for_each(|seen| own.add(seen));
            merged.merge(&own);
        }
        prop_assert_eq!(&merged, &recount);
        let text = serde_json::to_string(&sums).expect("it is plain data");
        prop_assert_eq!(&serde_json::from_str::<ItemSums>(&text).expect("as it was written"), &sums);
        all.iter().for_each(|seen| sums.subtract(seen));
        prop_assert_eq!(sums, ItemSums::default());
    }

    #[test]
    fn the_figures_are_those_of_the_definitions(all in prop::collection::vec(any_observation(), 2..80)) {
        let mut sums = ItemSums::default();
        all.iter().for_each(|seen| sums.add(seen));
        let found = figures(&sums, &[true, false, false, false, false]);
        let real = |whole: i64| f64::from(i32::try_from(whole).expect("small"));
        let n = real(sums.n);
        let p = all.iter().map(|seen| real(seen.share) / 1_000.0).sum::<f64>() / n;
        prop_assert!((found.difficulty.expect("somebody was asked") - p).abs() < 1e-9);
        let pairs: Vec<_> = all.iter().map(|seen| (real(seen.share), real(seen.rest))).collect();
        match (found.discrimination, pearson(&pairs)) {
            (Some(found), Some(defined)) => prop_assert!((found - defined).abs() < 1e-9, "{} {}", found, defined),
            (found, defined) => prop_assert_eq!(found, defined),
        }
        for (source, choice) in (0_u32..).zip(&found.choices) {
            let picked = |seen: &Observation| f64::from(u8::from(seen.chosen.contains(&source)));
            let pairs: Vec<_> = all.iter().map(|seen| (picked(seen), real(seen.rest))).collect();
            prop_assert!((choice.share * n - pairs.iter().map(|pair| pair.0).sum::<f64>()).abs() < 1e-9);
            if let (Some(found), Some(defined)) = (choice.discrimination, pearson(&pairs)) {
                prop_assert!((found - defined).abs() < 1e-9);
            }
        }
    }
}
