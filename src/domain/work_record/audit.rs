//! A part of the confirmed records is looked at again by an inspector. What figures publish is what was declared, times the
//! share that held, with its interval.

/// Percent of the confirmed records that are drawn.
pub const AUDITED: u64 = 5;
/// The standard normal quantile of a 95% interval.
const Z: f64 = 1.959_964;

/// Whether a record that has just been confirmed is drawn, by a seed that nobody chose.
#[must_use]
pub fn is_audited(seed: u64) -> bool {
    seed % 100 < AUDITED
}

/// What came of audits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rate {
    /// Records that held.
    pub passed: u64,
    /// Records that were looked at.
    pub judged: u64,
}

/// A count as far as audits bear it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjusted {
    /// The count times the share that held.
    pub value: u64,
    /// The lower end of its interval.
    pub low: u64,
    /// The upper end.
    pub high: u64,
}

impl Rate {
    /// The 95% Wilson interval of the share that held, from 0 to 1; none where nothing was looked at.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "nobody audits 2^52 records")]
    pub fn interval(self) -> Option<(f64, f64)> {
        if self.judged == 0 {
            return None;
        }
        let (n, share) = (self.judged as f64, self.passed as f64 / self.judged as f64);
        let (square, bottom) = (Z * Z, 1.0 + Z * Z / n);
        let middle = (share + square / (2.0 * n)) / bottom;
        let half = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt() / bottom;
        Some(((middle - half).max(0.0), (middle + half).min(1.0)))
    }

    /// A count, adjusted; none where nothing was looked at.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a count of people"
    )]
    pub fn adjust(self, count: u64) -> Option<Adjusted> {
        let (low, high) = self.interval()?;
        let of = |share: f64| (count as f64 * share).round() as u64;
        let value = of(self.passed as f64 / self.judged as f64);
        Some(Adjusted { value, low: of(low), high: of(high) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_interval_is_wilsons() {
        for (passed, judged, low, high) in
            [(0, 10, 0.0, 0.277_5), (10, 10, 0.722_5, 1.0), (45, 50, 0.786_4, 0.956_5), (1, 2, 0.094_5, 0.905_5)]
        {
            let (found_low, found_high) = Rate { passed, judged }.interval().expect("an interval");
            assert!((found_low - low).abs() < 1e-4 && (found_high - high).abs() < 1e-4, "{passed}/{judged}");
        }
        assert_eq!(Rate::default().interval(), None);
    }

    #[test]
    fn a_count_is_what_was_declared_times_what_held() {
        let adjusted = Rate { passed: 45, judged: 50 }.adjust(200);
        assert_eq!(adjusted, Some(Adjusted { value: 180, low: 157, high: 191 }));
        assert_eq!(Rate::default().adjust(200), None);
    }

    #[test]
    fn one_in_twenty_is_drawn() {
        assert_eq!((0..10_000).filter(|seed| is_audited(*seed)).count(), 500);
    }

    proptest! {
        #[test]
        fn the_share_lies_in_its_interval(judged in 1u64..500, part in 0.0f64..=1.0, count in 0u64..100_000) {
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small")]
            let rate = Rate { passed: (part * judged as f64) as u64, judged };
            let adjusted = rate.adjust(count).expect("something was looked at");
            prop_assert!(adjusted.low <= adjusted.value && adjusted.value <= adjusted.high && adjusted.high <= count);
        }
    }
}
