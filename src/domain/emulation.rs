//! The emulation board: communes in bands, never in places.
//!
//! - What is compared is P2v: the share of the population that is capable (P2p, a count) times the share of a re-check that
//!   was confirmed (a sample). The sample alone has an error, so that the 95% Wilson interval of P2v is that of the sample,
//!   times P2p.
//! - *Leading* is where the lower bound reaches the target. That is the one line that the target draws: it may separate two
//!   communes whose intervals overlap.
//! - Communes of a size class that are not leading and whose intervals overlap, directly or through others, cannot be told
//!   apart: they share a band. The band is *on track* where at least half of them may still reach the target (their upper
//!   bound does), and *needs support* otherwise. Small samples put many communes together; that is what they can say.
//! - Size classes go by the holders of the flag, of whom the re-check is drawn: under 300, up to 1,000, above.
//! - What was not accepted, or has no approved denominator, is *under review* and compared with nobody.
//!
//! Sign-ins, minutes, ratings, posts and printed certificates have no place in the input, and so cannot count.

use crate::recheck::Lot;
use crate::reporting::Rechecks;
use crate::work_record::Rate;

/// What came of the re-check of a commune in a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LotResult {
    /// People who were asked again.
    pub asked: u32,
    /// Of those, confirmed.
    pub confirmed: u32,
    /// What that says.
    pub verdict: Lot,
}

impl LotResult {
    /// What a frozen day says of a commune that was drawn in the quarter of that day. One that still waits for answers counts
    /// nowhere, and is frozen as nothing.
    #[must_use]
    pub fn frozen(of: Rechecks) -> Self {
        let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let verdict = match of {
            Rechecks { accepted: 1.., .. } => Lot::Accepted,
            Rechecks { under_review: true, .. } => Lot::UnderReview,
            Rechecks { asked: 1.., .. } => Lot::DrawMore,
            _ => Lot::Waiting,
        };
        Self { asked: count(of.asked), confirmed: count(of.confirmed), verdict }
    }
}

/// What is known of a commune.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Known {
    /// People of working age, by an approved register.
    pub working_age: Option<u64>,
    /// Of those, capable.
    pub capable: u64,
    /// The re-check of the quarter.
    pub lot: Option<LotResult>,
}

/// How large a commune is, by holders of the flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Under 300.
    Small,
    /// Up to 1,000.
    Middle,
    /// More.
    Large,
}

impl Size {
    /// Every class, the largest first.
    pub const ALL: [Self; 3] = [Self::Large, Self::Middle, Self::Small];

    /// The class of so many holders.
    #[must_use]
    pub fn of(holders: u64) -> Self {
        match holders {
            0..300 => Self::Small,
            300..=1_000 => Self::Middle,
            _ => Self::Large,
        }
    }

    /// The end of its key of words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Middle => "middle",
            Self::Large => "large",
        }
    }
}

/// Why a commune is under review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Nobody has approved how many people there are.
    NoDenominator,
    /// Nobody was drawn this quarter.
    NoLot,
    /// The re-check goes on.
    Unfinished,
    /// The re-check was not accepted.
    NotAccepted,
}

impl Gate {
    /// The end of its key of words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoDenominator => "no-denominator",
            Self::NoLot => "no-lot",
            Self::Unfinished => "unfinished",
            Self::NotAccepted => "not-accepted",
        }
    }
}

/// Where a commune stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// The lower bound reaches the target.
    Leading,
    /// It may still reach it, or cannot be told from those who may.
    OnTrack,
    /// Neither.
    NeedsSupport,
    /// Not compared.
    UnderReview(Gate),
}

impl Band {
    /// The end of its key of words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Leading => "leading",
            Self::OnTrack => "on-track",
            Self::NeedsSupport => "needs-support",
            Self::UnderReview(_) => "under-review",
        }
    }
}

/// A commune on the board.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Its size class.
    pub size: Size,
    /// Its band.
    pub band: Band,
    /// The interval of P2v in percent; none where it is under review.
    pub interval: Option<(f64, f64)>,
}

/// What keeps a commune from being compared.
fn gate(of: &Known) -> Option<Gate> {
    match (of.working_age, of.lot) {
        (None | Some(0), _) => Some(Gate::NoDenominator),
        (_, None) => Some(Gate::NoLot),
        (_, Some(lot)) => match lot.verdict {
            Lot::Accepted => None,
            Lot::UnderReview => Some(Gate::NotAccepted),
            Lot::Waiting | Lot::DrawMore => Some(Gate::Unfinished),
        },
    }
}

/// The interval of P2v in percent.
#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^52 people")]
fn interval(of: &Known) -> Option<(f64, f64)> {
    let (all, lot) = (of.working_age.filter(|all| *all > 0)?, of.lot?);
    let (low, high) = Rate { passed: u64::from(lot.confirmed), judged: u64::from(lot.asked) }.interval()?;
    let share = of.capable as f64 * 100.0 / all as f64;
    Some((share * low, share * high))
}

/// Puts communes into bands against a target in percent, in the order in which they were given.
#[must_use]
pub fn place(known: &[Known], target: f64) -> Vec<Placed> {
    let first = |of: &Known| {
        let interval = interval(of);
        let band = match (gate(of), interval) {
            (Some(gate), _) => Band::UnderReview(gate),
            (None, Some((low, _))) if low >= target => Band::Leading,
            (None, Some(_)) => Band::NeedsSupport,
            (None, None) => Band::UnderReview(Gate::NoLot),
        };
        let told = !matches!(band, Band::UnderReview(_));
        Placed { size: Size::of(of.capable), band, interval: interval.filter(|_| told) }
    };
    let mut placed: Vec<Placed> = known.iter().map(first).collect();
    for size in Size::ALL {
        let mut rest: Vec<(usize, f64, f64)> = placed
            .iter()
            .enumerate()
            .filter(|(_, one)| one.size == size && one.band == Band::NeedsSupport)
            .filter_map(|(index, one)| one.interval.map(|(low, high)| (index, low, high)))
            .collect();
        rest.sort_by(|one, other| one.1.total_cmp(&other.1));
        for group in together(&rest) {
            let reaching = group.iter().filter(|(.., high)| *high >= target).count();
            let band = if reaching * 2 >= group.len() { Band::OnTrack } else { Band::NeedsSupport };
            group.iter().for_each(|(index, ..)| placed[*index].band = band);
        }
    }
    placed
}

/// Intervals that hang together, from intervals in the order of their lower bounds.
fn together(sorted: &[(usize, f64, f64)]) -> Vec<&[(usize, f64, f64)]> {
    let (mut groups, mut begin, mut reach) = (Vec::new(), 0, f64::NEG_INFINITY);
    for (at, (_, low, high)) in sorted.iter().enumerate() {
        if at > begin && *low > reach {
            groups.push(&sorted[begin..at]);
            begin = at;
            reach = *high;
        }
        reach = reach.max(*high);
    }
    if begin < sorted.len() {
        groups.push(&sorted[begin..]);
    }
    groups
}

/// Whether a commune may tell others how it did it: it leads, and to lead it had to be accepted.
#[must_use]
pub fn is_exemplary(band: Band) -> bool {
    band == Band::Leading
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known(working_age: u64, capable: u64, asked: u32, confirmed: u32) -> Known {
        let lot = LotResult { asked, confirmed, verdict: Lot::Accepted };
        Known { working_age: Some(working_age), capable, lot: Some(lot) }
    }

    fn bands(known: &[Known]) -> Vec<Band> {
        place(known, 40.0).iter().map(|one| one.band).collect()
    }

    #[test]
    fn leading_is_where_even_the_lower_bound_reaches_the_target() {
        // 19 of 19: from 83.2% on.
        let found = place(&[known(10_000, 4_900, 19, 19), known(10_000, 4_700, 19, 19)], 40.0);
        assert_eq!((found[0].band, found[1].band), (Band::Leading, Band::OnTrack));
        assert!(found[0].interval.is_some_and(|(low, high)| (40.0..41.0).contains(&low) && high > 48.9));
    }

    #[test]
    fn what_cannot_be_told_apart_shares_a_band() {
        let (high, middle, low) =
            (known(9_000, 4_000, 19, 15), known(9_000, 3_300, 19, 15), known(9_000, 1_100, 19, 18));
        assert_eq!(bands(&[low, high, middle]), [Band::NeedsSupport, Band::OnTrack, Band::OnTrack]);
        assert_eq!(bands(&[low]), [Band::NeedsSupport]);
        // Most of those who hang together cannot reach it.
        let below = known(9_000, 2_800, 19, 15);
        assert_eq!(bands(&[high, below, below, below]), [Band::NeedsSupport; 4]);
        // Another size class is another matter.
        let small = known(1_000, 290, 19, 15);
        assert_eq!(bands(&[small, high, middle]), [Band::NeedsSupport, Band::OnTrack, Band::OnTrack]);
    }

    #[test]
    fn what_is_not_accepted_or_has_no_denominator_is_under_review() {
        let fine = known(9_000, 8_000, 19, 19);
        let with = |verdict| Known { lot: fine.lot.map(|lot| LotResult { verdict, ..lot }), ..fine };
        for (of, gate) in [
            (Known { working_age: None, ..fine }, Gate::NoDenominator),
            (Known { lot: None, ..fine }, Gate::NoLot),
            (with(Lot::Waiting), Gate::Unfinished),
            (with(Lot::DrawMore), Gate::Unfinished),
            (with(Lot::UnderReview), Gate::NotAccepted),
        ] {
            let found = place(&[of], 40.0);
            assert_eq!((found[0].band, found[0].interval), (Band::UnderReview(gate), None));
        }
    }

    #[test]
    fn a_lot_reads_back_as_it_was_frozen() {
        use crate::recheck::Count;
        for (asked, confirmed) in
            [(19, 19), (19, 13), (19, 12), (24, 20), (30, 21), (30, 20), (19, 9), (18, 18), (0, 0)]
        {
            let lot = Count { holders: 500, asked, confirmed, absent: 2 };
            let found = LotResult::frozen(Rechecks::of_commune(lot));
            assert_eq!(found.verdict, lot.lot(), "{confirmed} of {asked}");
            if lot.counts() {
                assert_eq!((found.asked, found.confirmed), (asked, confirmed));
            }
        }
    }

    #[test]
    fn sizes_go_by_holders() {
        for (holders, word) in [(0, "small"), (299, "small"), (300, "middle"), (1_000, "middle"), (1_001, "large")] {
            assert_eq!(Size::of(holders).word(), word, "{holders}");
        }
    }

    fn any_known() -> impl Strategy<Value = Known> {
        (200u64..20_000, 0.0f64..1.2, 10u32..=30, 0.0f64..=1.0, 0u8..6).prop_map(|(all, share, asked, held, odd)| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a share"
            )]
            let (capable, confirmed) = ((all as f64 * share) as u64, (f64::from(asked) * held) as u32);
            let fine = known(all, capable, asked, confirmed);
            match odd {
                0 => Known { lot: None, ..fine },
                _ => fine,
            }
        })
    }

    proptest! {
        #[test]
        fn overlapping_intervals_share_a_band_unless_the_target_separates_them(
            known in prop::collection::vec(any_known(), 0..40), target in 5.0f64..80.0,
        ) {
            let placed = place(&known, target);
            for one in &placed {
                let reaches = one.interval.is_some_and(|(low, _)| low >= target);
                prop_assert_eq!(one.band == Band::Leading, reaches, "leading is the lower bound and nothing else");
                for other in &placed {
                    let (Some((low, high)), Some((below, above))) = (one.interval, other.interval) else { continue };
                    let overlap = low <= above && below <= high && one.size == other.size;
                    let separated = (low >= target) != (below >= target);
                    prop_assert!(!overlap || separated || one.band == other.band, "{:?} {:?}", one, other);
                }
            }
        }

        #[test]
        fn the_order_in_which_communes_are_given_changes_nothing(
            mut known in prop::collection::vec(any_known(), 0..20), target in 5.0f64..80.0,
        ) {
            let forward = place(&known, target);
            known.reverse();
            let mut backward = place(&known, target);
            backward.reverse();
            prop_assert_eq!(forward, backward);
        }
    }
}
