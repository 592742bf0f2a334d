//! What the flag is worth among whole populations: the published figures, worked out exactly, and found again by persons
//! who sit the exam through the rule.

use super::oracle_tests::{Sitters, any_of_three, passing, prints_within, within_sampling_error};
use super::samples::r1;

/// Who answers so many of all questions right is truly capable.
const CAPABLE: f64 = 0.75;
/// A flag below is one that should never have been.
const FAR_BELOW: f64 = 0.65;
/// Steps of the chance of a right answer.
const GRID: u32 = 400;

/// Shares of a population.
#[derive(Debug, Clone, Copy, Default)]
struct Shares {
    capable: f64,
    flagged: f64,
    flagged_capable: f64,
    flagged_far_below: f64,
}

impl Shares {
    fn add(&mut self, chance: f64, persons: f64, flagged: f64) {
        let capable = chance >= CAPABLE;
        self.capable += if capable { persons } else { 0.0 };
        self.flagged += flagged;
        self.flagged_capable += if capable { flagged } else { 0.0 };
        self.flagged_far_below += if chance < FAR_BELOW { flagged } else { 0.0 };
    }

    /// Of the flagged, how many are capable.
    fn predictive_value(self) -> f64 {
        self.flagged_capable / self.flagged
    }

    /// Of the capable, how many are flagged.
    fn sensitivity(self) -> f64 {
        self.flagged_capable / self.capable
    }

    /// Of the others, how many are not flagged.
    fn specificity(self) -> f64 {
        1.0 - (self.flagged - self.flagged_capable) / (1.0 - self.capable)
    }
}

/// Chances of a right answer, each with the share of people who have it: a beta distribution with whole parameters.
fn beta(a: i32, b: i32) -> Vec<(f64, f64)> {
    let weight = |chance: f64| chance.powi(a - 1) * (1.0 - chance).powi(b - 1);
    let chances: Vec<f64> = (0..GRID).map(|step| (f64::from(step) + 0.5) / f64::from(GRID)).collect();
    let all: f64 = chances.iter().map(|chance| weight(*chance)).sum();
    chances.into_iter().map(|chance| (chance, weight(chance) / all)).collect()
}

/// The population after one attempt, and after any of three.
fn exactly(a: i32, b: i32) -> [Shares; 2] {
    let (exam, mut found) = (r1().exam, [Shares::default(); 2]);
    for (chance, share) in beta(a, b) {
        let once = passing(&exam, |_| chance);
        found[0].add(chance, share, share * once);
        found[1].add(chance, share, share * any_of_three(once));
    }
    found
}

#[test]
fn the_flag_is_worth_as_much_as_published() {
    let [once, thrice] = exactly(8, 3);
    for (found, printed) in [
        (thrice.capable, ".48"),
        (thrice.flagged, ".54"),
        (thrice.predictive_value(), ".80"),
        (thrice.sensitivity(), ".91"),
        (thrice.specificity(), ".80"),
        (thrice.flagged_far_below / thrice.flagged, ".017"),
        (once.predictive_value(), ".88"),
    ] {
        prints_within(found, printed, 1.0);
    }
    let [once, thrice] = exactly(6, 4);
    for (found, printed) in [
        (thrice.capable, ".17"),
        (thrice.flagged, ".24"),
        (thrice.predictive_value(), ".62"),
        (once.predictive_value(), ".73"),
    ] {
        prints_within(found, printed, 1.0);
    }
}

/// What is published to correct a counted share: it gives back what is true.
#[test]
fn the_true_share_follows_from_the_counted_one() {
    for (a, b) in [(8, 3), (6, 4)] {
        for shares in exactly(a, b) {
            let (sensitivity, specificity) = (shares.sensitivity(), shares.specificity());
            let found = (shares.flagged + specificity - 1.0) / (sensitivity + specificity - 1.0);
            assert!((found - shares.capable).abs() < 1e-9, "{found} {shares:?}");
        }
    }
}

#[test]
fn sixty_thousand_persons_of_each_population_are_flagged_as_often_as_worked_out() {
    const PERSONS: f64 = 60_000.0;
    let exam = &r1().exam;
    std::thread::scope(|scope| {
        for (seed, (a, b)) in (1..).zip([(8, 3), (6, 4)]) {
            scope.spawn(move || {
                let (mut counted, mut persons_of_all, mut passed_of_all) = (Shares::default(), 0, 0);
                for (step, (chance, share)) in (0_u64..).zip(beta(a, b)) {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred")]
                    let persons = (share * PERSONS).round() as u32;
                    let mut sitters = Sitters::new(exam, chance, seed * 1_000 + step);
                    let passed = sitters.pass_in_three(exam, persons);
                    counted.add(chance, f64::from(persons) / PERSONS, f64::from(passed) / PERSONS);
                    (persons_of_all, passed_of_all) = (persons_of_all + persons, passed_of_all + passed);
                }
                let expected = exactly(a, b)[1];
                within_sampling_error(passed_of_all, persons_of_all, expected.flagged, "flagged");
                for (found, expected) in [
                    (counted.predictive_value(), expected.predictive_value()),
                    (counted.sensitivity(), expected.sensitivity()),
                    (counted.specificity(), expected.specificity()),
                ] {
                    assert!((found - expected).abs() < 0.01, "{found} instead of {expected}");
                }
            });
        }
    });
}
