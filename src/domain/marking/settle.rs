//! When the marks of some work decide: one is enough, but for a drawn share of which two people mark without seeing each
//! other's marks, and a third decides where they part.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Of a thousand works, how many are marked twice.
const MARKED_TWICE: u64 = 100;

/// Fewer people than these who may mark, and nothing is marked twice: there must be a third who decides.
pub const FEWEST_MARKERS: u64 = 3;

/// What one marker said.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Points of each criterion.
    Marked(Vec<f64>),
    /// It should be improved and handed in again.
    Returned,
}

/// What follows from what markers said.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Somebody else has to mark it.
    Open,
    /// Points of each criterion.
    Graded(Vec<f64>),
    /// It goes back to the learner.
    Returned,
}

/// How many marks the work of that id needs: the draw is by its hash, so that nobody chooses and everybody can repeat it.
#[must_use]
pub fn marks_wanted(id: Uuid, markers: u64) -> u32 {
    let hash = Sha256::digest(id.as_bytes());
    let number = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    if markers >= FEWEST_MARKERS && number % 1_000 < MARKED_TWICE { 2 } else { 1 }
}

/// Whether points reach that percent of the most that can be earned.
#[must_use]
pub fn passes(points: &[f64], most: f64, percent: f64) -> bool {
    let total: f64 = points.iter().sum();
    100.0 * total >= percent * most - 1e-9 * most.max(1.0)
}

/// Settles on what was said so far, in its order. Two who agree on passing give the mean of their points, which then lies
/// on the same side; two who both do not pass it return it where either wanted that; where they part, the third decides.
#[must_use]
pub fn settle(said: &[Verdict], wanted: u32, most: f64, percent: f64) -> Outcome {
    let passed = |one: &Verdict| matches!(one, Verdict::Marked(points) if passes(points, most, percent));
    match (said, wanted) {
        ([], _) | ([_], 2..) => Outcome::Open,
        ([first, ..], 0 | 1) => outcome(first),
        ([first, second, rest @ ..], _) if passed(first) != passed(second) => {
            rest.first().map_or(Outcome::Open, outcome)
        }
        ([Verdict::Marked(first), Verdict::Marked(second), ..], _) => {
            Outcome::Graded(first.iter().zip(second).map(|(one, other)| f64::midpoint(*one, *other)).collect())
        }
        _ => Outcome::Returned,
    }
}

fn outcome(said: &Verdict) -> Outcome {
    match said {
        Verdict::Marked(points) => Outcome::Graded(points.clone()),
        Verdict::Returned => Outcome::Returned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(points: &[f64]) -> Verdict {
        Verdict::Marked(points.to_vec())
    }

    #[test]
    fn marks_settle_as_the_rule_says() {
        // Ten points at most, seven pass.
        let (good, fair, poor, back) =
            (marked(&[5.0, 5.0]), marked(&[4.0, 4.0]), marked(&[2.0, 2.0]), Verdict::Returned);
        let graded = |points: &[f64]| Outcome::Graded(points.to_vec());
        for (said, wanted, expected) in [
            (vec![], 1, Outcome::Open),
            (vec![&poor], 1, graded(&[2.0, 2.0])),
            (vec![&back], 1, Outcome::Returned),
            (vec![&good], 2, Outcome::Open),
            (vec![&back], 2, Outcome::Open),
            (vec![&good, &fair], 2, graded(&[4.5, 4.5])),
            (vec![&poor, &poor], 2, graded(&[2.0, 2.0])),
            (vec![&poor, &back], 2, Outcome::Returned),
            (vec![&back, &back], 2, Outcome::Returned),
            (vec![&good, &poor], 2, Outcome::Open),
            (vec![&good, &back], 2, Outcome::Open),
            (vec![&good, &poor, &fair], 2, graded(&[4.0, 4.0])),
            (vec![&poor, &fair, &poor], 2, graded(&[2.0, 2.0])),
            (vec![&back, &good, &back], 2, Outcome::Returned),
        ] {
            let said: Vec<Verdict> = said.into_iter().cloned().collect();
            assert_eq!(settle(&said, wanted, 10.0, 70.0), expected, "{said:?} {wanted}");
        }
    }

    #[test]
    fn a_tenth_is_drawn_for_a_second_mark_where_a_third_could_decide() {
        let drawn = |markers| (0..10_000_u128).filter(|one| marks_wanted(Uuid::from_u128(*one), markers) == 2).count();
        assert!((850..1_150).contains(&drawn(3)), "{}", drawn(3));
        assert_eq!(drawn(2), 0);
        let id = Uuid::from_u128(77);
        assert_eq!(marks_wanted(id, 9), marks_wanted(id, 3), "the same for everybody who draws again");
    }

    proptest! {
        #[test]
        fn the_mean_of_two_who_agree_stays_on_their_side(a in 0.0..=5.0_f64, b in 0.0..=5.0_f64, c in 0.0..=5.0_f64, d in 0.0..=5.0_f64) {
            let (one, two) = ([a, b], [c, d]);
            let settled = settle(&[marked(&one), marked(&two)], 2, 10.0, 70.0);
            match settled {
                Outcome::Graded(points) => {
                    prop_assert_eq!(passes(&one, 10.0, 70.0), passes(&two, 10.0, 70.0));
                    prop_assert_eq!(passes(&points, 10.0, 70.0), passes(&one, 10.0, 70.0));
                }
                _ => prop_assert_ne!(passes(&one, 10.0, 70.0), passes(&two, 10.0, 70.0)),
            }
        }
    }
}
