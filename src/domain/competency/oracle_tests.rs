//! The published figures behind the policy, computed exactly through the rule itself, and found again by simulation.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of right answers are small, and so are thresholds"
)]

use super::samples::{day, practical, r1, rows};
use super::{ExamRule, Policy, SkillRule, evaluate};
use crate::course::Spread;

/// The chance of each number of right answers of `of`, where each is right with chance `p`.
fn binomial(of: u32, p: f64) -> Vec<f64> {
    let mut chance = (1.0 - p).powf(f64::from(of));
    (0..=of)
        .map(|right| {
            let this = chance;
            chance *= f64::from(of - right) / f64::from(right + 1) * p / (1.0 - p);
            this
        })
        .collect()
}

/// The exact chance that a person passes who answers each question of a skill with that skill's chance.
pub(super) fn passing(exam: &ExamRule, chance: impl Fn(&str) -> f64) -> f64 {
    let tables: Vec<Vec<f64>> = exam.skills.iter().map(|rule| binomial(rule.draw, chance(&rule.skill))).collect();
    let mut right = vec![0_usize; tables.len()];
    let mut sum = 0.0;
    loop {
        let total: usize = right.iter().sum();
        let of = |skill: &str| at(exam, skill).map_or(0, |place| right[place] as u32);
        if exam.is_passed(total as u32, of) {
            sum += right.iter().zip(&tables).map(|(right, table)| table[*right]).product::<f64>();
        }
        let Some(place) = (0..right.len()).find(|place| right[*place] + 1 < tables[*place].len()) else { return sum };
        right[place] += 1;
        right[..place].fill(0);
    }
}

fn at(exam: &ExamRule, skill: &str) -> Option<usize> {
    exam.skills.iter().position(|rule| rule.skill == skill)
}

fn without_floors(exam: &ExamRule) -> ExamRule {
    let skills = exam.skills.iter().map(|rule| SkillRule { floor: 0, ..rule.clone() });
    ExamRule { skills: skills.collect(), ..exam.clone() }
}

/// What a figure printed as `text` may stand for: half a step of its last digit up or down.
#[track_caller]
fn prints_as(found: f64, text: &str) {
    prints_within(found, text, 0.5);
}

/// Within so many steps of the last digit.
#[track_caller]
pub(super) fn prints_within(found: f64, text: &str, steps: f64) {
    let (digits, power) = text.split_once('e').unwrap_or((text, "0"));
    let places = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let scale = 10_f64.powi(power.parse().expect("a power"));
    let printed: f64 = digits.parse::<f64>().expect("a figure") * scale;
    let most = steps * scale * 10_f64.powi(-i32::try_from(places).expect("few"));
    assert!((found - printed).abs() <= most * 1.000_001, "{found} is not {text}");
}

#[test]
fn forms_without_skills_pass_as_often_as_the_table_says() {
    const CHANCES: [f64; 9] = [0.25, 0.40, 0.50, 0.60, 0.70, 0.75, 0.80, 0.85, 0.90];
    for (questions, pass, row) in [
        (6, 5, [".005", ".041", ".109", ".233", ".420", ".534", ".655", ".776", ".886"]),
        (10, 7, [".004", ".055", ".172", ".382", ".650", ".776", ".879", ".950", ".987"]),
        (10, 8, ["4e-4", ".012", ".055", ".167", ".383", ".526", ".678", ".820", ".930"]),
        (12, 9, ["4e-4", ".015", ".073", ".225", ".493", ".649", ".795", ".908", ".974"]),
        (20, 14, ["3e-5", ".006", ".058", ".250", ".608", ".786", ".913", ".978", ".998"]),
        (20, 16, ["4e-7", "3e-4", ".006", ".051", ".238", ".415", ".630", ".830", ".957"]),
        (24, 20, ["3e-9", "2e-5", "8e-4", ".013", ".111", ".247", ".460", ".713", ".915"]),
        (30, 24, ["4e-10", "9e-6", "7e-4", ".017", ".160", ".348", ".607", ".847", ".974"]),
        (40, 32, ["5e-13", "3e-7", "9e-5", ".006", ".111", ".300", ".593", ".865", ".985"]),
    ] {
        let skills = vec![SkillRule { skill: "a".into(), draw: questions, floor: 0, spread: Spread::default() }];
        let exam = ExamRule { item: "x".into(), questions, pass, skills };
        for (chance, printed) in CHANCES.iter().zip(row) {
            prints_as(passing(&exam, |_| *chance), printed);
        }
    }
}

/// `(chance of a right answer, passes at once, passes in any of three)`.
const R1: [(f64, &str, &str); 9] = [
    (0.50, ".0005", ".002"),
    (0.60, ".013", ".039"),
    (0.65, ".046", ".132"),
    (0.70, ".128", ".337"),
    (0.75, ".287", ".638"),
    (0.80, ".521", ".890"),
    (0.85, ".765", ".987"),
    (0.90, ".930", "1.0"),
    (0.95, ".992", "1.0"),
];

/// `(share really known, …)`: of what is not known, one in four is guessed.
const KNOWN: [(f64, &str, &str); 5] =
    [(0.5, ".025", ".074"), (0.6, ".128", ".337"), (0.7, ".398", ".781"), (0.8, ".765", ".987"), (0.9, ".971", "1.0")];

/// Every row as the chance of a right answer, with what is printed.
fn all_rows() -> Vec<(f64, &'static str, &'static str)> {
    let known = KNOWN.iter().map(|(known, once, thrice)| (known + (1.0 - known) * 0.25, *once, *thrice));
    R1.into_iter().chain(known).collect()
}

pub(super) fn any_of_three(once: f64) -> f64 {
    1.0 - (1.0 - once).powi(3)
}

#[test]
fn r1_passes_as_often_as_published_exactly() {
    let exam = r1().exam;
    for (chance, once, thrice) in R1 {
        let found = passing(&exam, |_| chance);
        prints_as(found, once);
        prints_as(any_of_three(found), thrice);
    }
    for (chance, once, thrice) in all_rows() {
        let found = passing(&exam, |_| chance);
        // 0.39746 is published as .398.
        prints_within(found, once, 1.0);
        prints_within(any_of_three(found), thrice, 1.0);
    }
}

#[test]
fn floors_keep_strong_skills_from_hiding_a_missing_one() {
    let exam = r1().exam;
    let plain = without_floors(&exam);
    for (safety, without, with) in [(0.25, ".42", ".034"), (0.5, ".73", ".31")] {
        let chance = |skill: &str| if skill == "an-toan" { safety } else { 0.9 };
        prints_as(passing(&plain, chance), without);
        prints_as(passing(&exam, chance), with);
    }
    let mut strict = exam.clone();
    let place = at(&strict, "an-toan").expect("the skill");
    strict.skills[place].floor = 5;
    prints_as(passing(&strict, |skill| if skill == "an-toan" { 0.5 } else { 0.9 }), ".10");
    prints_as(1.0 - passing(&strict, |_| 0.9), ".16");
    prints_as(1.0 - passing(&exam, |_| 0.9), ".07");
}

#[test]
fn the_short_form_is_as_weak_as_published() {
    let ten = without_floors(&ExamRule {
        item: "x".into(),
        questions: 10,
        pass: 8,
        skills: vec![SkillRule { skill: "a".into(), draw: 10, floor: 0, spread: Spread::default() }],
    });
    prints_as(passing(&ten, |_| 0.65), ".26");
    prints_as(passing(&ten, |_| 0.85), ".82");
}

/// Persons of one chance who sit the exam, right answers by skill drawn from cumulated tables.
pub(super) struct Sitters {
    /// By skill: thresholds of a dice of 21 bits for 1, 2, … right answers.
    tables: Vec<Vec<u64>>,
    /// State of a xorshift generator: millions of dice, in a test without optimization.
    state: u64,
}

impl Sitters {
    pub(super) fn new(exam: &ExamRule, chance: f64, seed: u64) -> Self {
        let table = |rule: &SkillRule| {
            let mut sum = 0.0;
            let chances = binomial(rule.draw, chance);
            let below = chances.iter().take(chances.len() - 1).map(|one| {
                sum += one;
                (sum * f64::from(1 << 21)) as u64
            });
            below.collect()
        };
        Self { tables: exam.skills.iter().map(table).collect(), state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 }
    }

    /// How many of so many persons pass in any of three attempts.
    pub(super) fn pass_in_three(&mut self, exam: &ExamRule, persons: u32) -> u32 {
        let mut right = vec![0; exam.skills.len()];
        let mut passed = 0;
        for _ in 0..persons {
            let pass = (0..3).any(|_| {
                self.sit(&mut right);
                exam.is_passed(right.iter().sum(), |skill| at(exam, skill).map_or(0, |place| right[place]))
            });
            passed += u32::from(pass);
        }
        passed
    }

    /// Right answers by skill in one sitting.
    fn sit(&mut self, right: &mut [u32]) {
        let mut bits = 0;
        for (skill, right) in right.iter_mut().enumerate() {
            if skill % 3 == 0 {
                self.state ^= self.state >> 12;
                self.state ^= self.state << 25;
                self.state ^= self.state >> 27;
                bits = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 1;
            }
            let (table, dice) = (&self.tables[skill], bits & ((1 << 21) - 1));
            bits >>= 21;
            let mut count = 0;
            while count < table.len() && dice >= table[count] {
                count += 1;
            }
            *right = count as u32;
        }
    }
}

const PERSONS: u32 = 200_000;

/// Of 200,000 persons, how many pass at once and in any of three, by the rule.
fn simulate(exam: &ExamRule, chance: f64, seed: u64) -> [u32; 2] {
    let mut sitters = Sitters::new(exam, chance, seed);
    let mut right = vec![0; exam.skills.len()];
    // By address: skills are few and asked in their order, and the names need not be compared 30 million times.
    let place = |skill: &str| exam.skills.iter().position(|rule| std::ptr::eq(rule.skill.as_str(), skill));
    let mut found = [0; 2];
    for _ in 0..PERSONS {
        for attempt in 0..3 {
            sitters.sit(&mut right);
            if exam.is_passed(right.iter().sum(), |skill| place(skill).map_or(0, |place| right[place])) {
                found[0] += u32::from(attempt == 0);
                found[1] += 1;
                break;
            }
        }
    }
    found
}

#[track_caller]
pub(super) fn within_sampling_error(found: u32, persons: u32, expected: f64, what: &str) {
    let share = f64::from(found) / f64::from(persons);
    // Where hardly anybody is expected the counts are not normal: at least as much play as around five persons.
    let spread = f64::max(expected * (1.0 - expected), 5.0 / f64::from(persons));
    let sigma = (spread / f64::from(persons)).sqrt();
    assert!((share - expected).abs() <= 4.0 * sigma, "{what}: {share} instead of {expected}");
}

#[test]
fn two_hundred_thousand_persons_a_row_are_flagged_as_often_as_published() {
    let exam = &r1().exam;
    std::thread::scope(|scope| {
        for (seed, (chance, ..)) in (1..).zip(all_rows()) {
            scope.spawn(move || {
                let once = passing(exam, |_| chance);
                let found = simulate(exam, chance, seed);
                within_sampling_error(found[0], PERSONS, once, &format!("{chance} at once"));
                within_sampling_error(found[1], PERSONS, any_of_three(once), &format!("{chance} in three"));
            });
        }
    });
}

/// A share of the persons goes the whole way: three attempts as evidence, and the flag by `evaluate`.
#[test]
fn the_flag_itself_is_given_as_often_as_published() {
    const SOME: u32 = 300;
    let policy: &Policy = &r1();
    std::thread::scope(|scope| {
        for (seed, (chance, ..)) in (101..).zip(all_rows()) {
            scope.spawn(move || {
                let mut sitters = Sitters::new(&policy.exam, chance, seed);
                let mut found = [0; 2];
                for _ in 0..SOME {
                    let passed = flagged(policy, &mut sitters);
                    found[0] += u32::from(passed == Some(0));
                    found[1] += u32::from(passed.is_some());
                }
                let once = passing(&policy.exam, |_| chance);
                within_sampling_error(found[0], SOME, once, &format!("{chance} at once"));
                within_sampling_error(found[1], SOME, any_of_three(once), &format!("{chance} in three"));
            });
        }
    });
}

/// The attempt after which a person holds the flag, which must be the one that the rule passes.
fn flagged(policy: &Policy, sitters: &mut Sitters) -> Option<usize> {
    let exam = &policy.exam;
    let days = ["2026-12-02", "2026-12-12", "2026-12-22"];
    let mut evidence = practical(policy, 1, "2026-12-01");
    let mut right = vec![0; exam.skills.len()];
    let mut held = None;
    for (attempt, on) in days.into_iter().enumerate() {
        sitters.sit(&mut right);
        let skills: Vec<_> =
            exam.skills.iter().zip(&right).map(|(rule, right)| (rule.skill.as_str(), *right, rule.draw)).collect();
        evidence.extend(rows(policy, 2 + attempt as u128, &exam.item, day(on), &skills));
        let by_rule = exam.is_passed(right.iter().sum(), |skill| right[at(exam, skill).expect("a skill")]);
        let before = held;
        held = held.or(by_rule.then_some(attempt));
        if before.is_none() {
            let standing = evaluate(std::slice::from_ref(policy), &evidence, &[], day(on));
            assert_eq!(standing.capable, held.is_some(), "{right:?}");
        }
    }
    held
}
