//! What re-checks of communes come to, as figures are told: how many were confirmed of how many, and which communes stand.

use crate::recheck::{Count, Lot};
use crate::work_record::Rate;

/// Re-checks of a commune, or of those of a province, in a quarter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rechecks {
    /// Who was confirmed.
    pub confirmed: u64,
    /// Out of so many who were asked.
    pub asked: u64,
    /// Who did not come, and was replaced.
    pub absent: u64,
    /// Communes that were accepted.
    pub accepted: u64,
    /// Communes of which a verdict stands.
    pub inspected: u64,
    /// It is a commune whose figure did not stand. What lies above is no commune, and is not under review itself.
    pub under_review: bool,
}

impl Rechecks {
    /// Those of some communes together. Lots of which the first people were not all asked count nowhere.
    #[must_use]
    pub fn of(lots: impl Iterator<Item = Count>) -> Self {
        lots.filter(|lot| lot.counts()).fold(Self::default(), |sum, lot| Self {
            confirmed: sum.confirmed + u64::from(lot.confirmed),
            asked: sum.asked + u64::from(lot.asked),
            absent: sum.absent + u64::from(lot.absent),
            accepted: sum.accepted + u64::from(lot.lot() == Lot::Accepted),
            inspected: sum.inspected + u64::from(matches!(lot.lot(), Lot::Accepted | Lot::UnderReview)),
            under_review: false,
        })
    }

    /// That of one commune.
    #[must_use]
    pub fn of_commune(lot: Count) -> Self {
        Self { under_review: lot.lot() == Lot::UnderReview, ..Self::of(std::iter::once(lot)) }
    }

    /// The share that was confirmed.
    #[must_use]
    pub fn rate(self) -> Rate {
        Rate { passed: self.confirmed, judged: self.asked }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(asked: u32, confirmed: u32) -> Count {
        Count { holders: 100, asked, confirmed, absent: 1 }
    }

    #[test]
    fn communes_add_up_and_only_one_itself_is_under_review() {
        let lots = [lot(19, 15), lot(19, 11), lot(19, 3), lot(18, 18)];
        let all = Rechecks::of(lots.into_iter());
        assert_eq!((all.confirmed, all.asked, all.absent), (29, 57, 3), "one waits");
        assert_eq!((all.accepted, all.inspected, all.under_review), (1, 2, false), "one is drawn on");
        assert!(Rechecks::of_commune(lot(19, 3)).under_review);
        assert!(!Rechecks::of_commune(lot(19, 11)).under_review);
        assert_eq!(Rechecks::of_commune(lot(18, 0)), Rechecks::default());
    }
}
