//! Lot quality: what so many confirmed of so many drawn say of a commune. The figures come from exact probabilities: of
//! nineteen people, thirteen are confirmed with .93 where 80% of all are capable, and with .08 where half of them are.

/// How many are drawn at first.
pub const FIRST: u32 = 19;
/// How many more where it is not clear.
pub const MORE: u32 = 11;
/// So many of the first are enough.
const ACCEPTED: u32 = 13;
/// Fewer than this of the first are too few.
const UNCLEAR: u32 = 10;
/// So many of all are enough.
const ACCEPTED_OF_ALL: u32 = 21;

/// What a lot says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lot {
    /// Not everybody who was drawn was asked yet.
    Waiting,
    /// The commune's figure stands.
    Accepted,
    /// [`MORE`] are drawn, and all of them count.
    DrawMore,
    /// The adjusted figure replaces the headline.
    UnderReview,
}

/// Judges a commune by how many were asked and how many of them confirmed.
///
/// Where fewer people hold the flag than are drawn, everybody is asked, and the same shares count.
#[must_use]
pub fn judge(holders: u32, asked: u32, confirmed: u32) -> Lot {
    let (first, all) = (FIRST.min(holders), (FIRST + MORE).min(holders));
    // Of fewer people the same share, rounded up: 13 of 19, 10 of 19, 21 of 30.
    let share = |need: u32, of: u32, drawn: u32| (need * drawn).div_ceil(of);
    if asked < first || holders == 0 {
        return Lot::Waiting;
    }
    if asked == first {
        return match confirmed {
            _ if confirmed >= share(ACCEPTED, FIRST, first) => Lot::Accepted,
            _ if confirmed >= share(UNCLEAR, FIRST, first) && all > first => Lot::DrawMore,
            _ => Lot::UnderReview,
        };
    }
    match asked {
        _ if asked < all => Lot::DrawMore,
        _ if confirmed >= share(ACCEPTED_OF_ALL, FIRST + MORE, all) => Lot::Accepted,
        _ => Lot::UnderReview,
    }
}

/// A figure as re-checks bear it out: the share of the population times confirmed by drawn; none where nobody was drawn.
#[must_use]
pub fn adjusted(share: f64, confirmed: u32, drawn: u32) -> Option<f64> {
    (drawn > 0).then(|| share * f64::from(confirmed.min(drawn)) / f64::from(drawn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lot_is_judged_by_the_table() {
        for (confirmed, lot) in [
            (19, Lot::Accepted),
            (13, Lot::Accepted),
            (12, Lot::DrawMore),
            (10, Lot::DrawMore),
            (9, Lot::UnderReview),
            (0, Lot::UnderReview),
        ] {
            assert_eq!(judge(500, 19, confirmed), lot, "{confirmed} of 19");
        }
        assert_eq!(judge(500, 18, 18), Lot::Waiting);
        assert_eq!(judge(500, 25, 20), Lot::DrawMore, "not all of the further ones were asked");
        assert_eq!(judge(500, 30, 21), Lot::Accepted);
        assert_eq!(judge(500, 30, 20), Lot::UnderReview);
        assert_eq!(judge(0, 0, 0), Lot::Waiting);
        assert_eq!(judge(3, 3, 3), Lot::Accepted, "everybody, where there are few");
        assert_eq!(judge(3, 3, 2), Lot::UnderReview, "nobody is left to be drawn");
        assert_eq!(judge(22, 19, 11), Lot::DrawMore);
        assert_eq!(judge(22, 22, 16), Lot::Accepted, "16 of 22 is 21 of 30");
        assert_eq!(judge(22, 22, 15), Lot::UnderReview);
    }

    /// P(at least k of n) where each is confirmed with p.
    fn at_least(k: u32, n: u32, p: f64) -> f64 {
        let choose = |k: u32| (0..k).fold(1.0, |all, i| all * f64::from(n - i) / f64::from(i + 1));
        let exactly = |k: u32| choose(k) * p.powi(k.cast_signed()) * (1.0 - p).powi((n - k).cast_signed());
        (k..=n).map(exactly).sum()
    }

    #[test]
    fn the_first_lot_accepts_as_often_as_was_reckoned() {
        for (truth, expected) in [(0.8, 0.93), (0.7, 0.67), (0.6, 0.31), (0.5, 0.08)] {
            let of = |lot: Lot| -> f64 {
                let counts = (0..=FIRST).filter(|confirmed| judge(500, FIRST, *confirmed) == lot);
                counts.map(|k| at_least(k, FIRST, truth) - at_least(k + 1, FIRST, truth)).sum()
            };
            let accepted = of(Lot::Accepted);
            assert!((accepted - expected).abs() < 0.006, "{truth}: {accepted}");
            let all = accepted + of(Lot::DrawMore) + of(Lot::UnderReview);
            assert!((all - 1.0).abs() < 1e-9, "{all}");
        }
    }

    #[test]
    fn the_adjusted_figure_is_the_share_that_is_borne_out() {
        assert_eq!(adjusted(0.4, 15, 20), Some(0.3));
        assert_eq!(adjusted(0.4, 0, 19), Some(0.0));
        assert_eq!(adjusted(0.4, 0, 0), None);
        assert_eq!(adjusted(0.4, 30, 19), Some(0.4), "no more than were drawn");
    }
}
