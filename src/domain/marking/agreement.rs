//! How far two markers agree beyond chance: Cohen's kappa over two ranks of the same things.

/// How far two markers agreed about the works that both marked.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Agreement {
    /// Works that two people marked.
    pub works: usize,
    /// Works about which both said the same: passed, or not.
    pub same: usize,
    /// Kappa of passed or not; none where chance alone would give full agreement.
    pub kappa: Option<f64>,
    /// Criteria that two people marked.
    pub criteria: usize,
    /// Kappa of the levels that they picked, weighted by how far these lie apart.
    pub weighted: Option<f64>,
}

impl Agreement {
    /// Of works with whether each of two passed them, and of criteria with the ranks that each of two picked.
    #[must_use]
    pub fn of(works: &[(bool, bool)], criteria: &[(u32, u32)]) -> Self {
        let passed: Vec<(u32, u32)> = works.iter().map(|(one, two)| (u32::from(*one), u32::from(*two))).collect();
        Self {
            works: works.len(),
            same: works.iter().filter(|(one, two)| one == two).count(),
            kappa: kappa(&passed),
            criteria: criteria.len(),
            weighted: weighted_kappa(criteria),
        }
    }
}

/// Cohen's kappa: 1 for full agreement, 0 for as much as chance gives; none where there is nothing to tell by.
#[must_use]
pub fn kappa(pairs: &[(u32, u32)]) -> Option<f64> {
    by_weight(pairs, |one, two| f64::from(u8::from(one != two)))
}

/// Cohen's kappa with linear weights: a disagreement counts as many times as there are ranks between.
#[must_use]
pub fn weighted_kappa(pairs: &[(u32, u32)]) -> Option<f64> {
    by_weight(pairs, |one, two| f64::from(one.abs_diff(two)))
}

/// 1 - (disagreement that was seen) / (disagreement of any answer of one with any of the other).
fn by_weight(pairs: &[(u32, u32)], weight: impl Fn(u32, u32) -> f64) -> Option<f64> {
    let highest = pairs.iter().map(|(one, two)| (*one).max(*two)).max()?;
    let count = |of: &dyn Fn(&(u32, u32)) -> bool| pairs.iter().filter(|pair| of(pair)).map(|_| 1.0).sum::<f64>();
    let ranks = 0..=highest;
    let first: Vec<f64> = ranks.clone().map(|rank| count(&|pair| pair.0 == rank)).collect();
    let second: Vec<f64> = ranks.clone().map(|rank| count(&|pair| pair.1 == rank)).collect();
    let seen: f64 = pairs.iter().map(|(one, two)| weight(*one, *two)).sum();
    let expected: f64 = ranks
        .clone()
        .zip(&first)
        .flat_map(|(one, often)| ranks.clone().zip(&second).map(move |(two, other)| (one, two, often * other)))
        .map(|(one, two, both)| weight(one, two) * both)
        .sum();
    let all = count(&|_| true);
    (expected > 0.0).then(|| 1.0 - seen * all / expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pairs of a table of counts, rows by the first.
    fn table(rows: &[&[usize]]) -> Vec<(u32, u32)> {
        let cells =
            (0..).zip(rows).flat_map(|(one, row)| (0..).zip(*row).map(move |(two, count)| ((one, two), *count)));
        cells.flat_map(|(pair, count)| vec![pair; count]).collect()
    }

    fn close(kappa: Option<f64>, expected: f64) -> bool {
        kappa.is_some_and(|kappa| (kappa - expected).abs() < 5e-5)
    }

    #[test]
    fn tables_of_textbooks_come_out() {
        // Fifty applications, two readers: 0.7 seen, 0.5 by chance.
        assert!(close(kappa(&table(&[&[20, 5], &[10, 15]])), 0.4));
        // The two tables of one seen agreement (60 of 100) and two kappas.
        assert!(close(kappa(&table(&[&[45, 15], &[25, 15]])), 0.1304));
        assert!(close(kappa(&table(&[&[25, 35], &[5, 35]])), 0.2593));
        // By hand: rows of 12, 9 and 9, columns of 10 each; 6 of 30 pairs apart, by 7 steps.
        let three = table(&[&[9, 2, 1], &[1, 7, 1], &[0, 1, 8]]);
        assert!(close(kappa(&three), 1.0 - 6.0 * 30.0 / (12.0 * 20.0 + 9.0 * 20.0 + 9.0 * 20.0)));
        let apart = 12.0 * (10.0 + 20.0) + 9.0 * (10.0 + 10.0) + 9.0 * (20.0 + 10.0);
        assert!(close(weighted_kappa(&three), 1.0 - 7.0 * 30.0 / apart));
    }

    #[test]
    fn where_chance_explains_everything_there_is_no_kappa() {
        assert_eq!(kappa(&[]), None);
        assert_eq!(kappa(&[(1, 1), (1, 1)]), None);
        assert_eq!(Agreement::of(&[], &[]), Agreement::default());
        let agreement = Agreement::of(&[(true, true), (false, false), (true, false)], &[(2, 1)]);
        assert_eq!((agreement.works, agreement.same, agreement.criteria), (3, 2, 1));
    }

    proptest! {
        #[test]
        fn kappa_lies_between_its_bounds(pairs in prop::collection::vec((0..4_u32, 0..4_u32), 0..60)) {
            for found in [kappa(&pairs), weighted_kappa(&pairs)].into_iter().flatten() {
                prop_assert!((-1.0 - 1e-9..=1.0 + 1e-9).contains(&found), "{}", found);
            }
            let turned: Vec<(u32, u32)> = pairs.iter().map(|(one, two)| (*two, *one)).collect();
            let close = |one: Option<f64>, two: Option<f64>| one.zip(two).is_none_or(|(one, two)| (one - two).abs() < 1e-9);
            prop_assert!(close(kappa(&pairs), kappa(&turned)) && close(weighted_kappa(&pairs), weighted_kappa(&turned)));
            if pairs.iter().all(|(one, two)| one == two) && let Some(full) = kappa(&pairs) {
                prop_assert!((full - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn of_two_ranks_the_weights_change_nothing(pairs in prop::collection::vec((0..2_u32, 0..2_u32), 0..40)) {
            prop_assert_eq!(kappa(&pairs), weighted_kappa(&pairs));
        }
    }
}
