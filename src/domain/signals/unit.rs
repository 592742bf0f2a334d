//! Whether a unit differs from all others by more than chance.

/// Fewer exams than this say nothing about a unit.
pub const FEWEST: u32 = 30;

/// A unit further from all than this wants a look.
const FAR: f64 = 3.5;

/// What is known of everybody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Population {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub deviation: f64,
}

impl Population {
    /// What so many values tell of all; None where they tell nothing of how they spread.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let count = f64::from(u32::try_from(values.len()).ok().filter(|count| *count > 1)?);
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        Some(Self { mean, deviation: (squares / (count - 1.0)).sqrt() }).filter(|all| all.deviation > 0.0)
    }
}

/// How far a unit's share is from the share of all, in standard errors. None where too few were counted, or where all or
/// nobody passes.
#[must_use]
pub fn proportion_score(passed: u32, all: u32, share: f64) -> Option<f64> {
    let n = f64::from(all);
    let spread = share * (1.0 - share);
    (all >= FEWEST && spread > 0.0).then(|| (f64::from(passed) / n - share) / (spread / n).sqrt())
}

/// How far a unit's mean is from the mean of all, in standard errors; None where too few were counted.
#[must_use]
pub fn mean_score(mean: f64, count: u32, all: Population) -> Option<f64> {
    (count >= FEWEST && all.deviation > 0.0).then(|| (mean - all.mean) / (all.deviation / f64::from(count).sqrt()))
}

/// Whether a unit is so far from all that it wants a look.
#[must_use]
pub fn is_outlier(score: f64) -> bool {
    score.abs() > FAR
}

/// Whether more than 60 % of the exams of a unit were taken between 22 and 5 o'clock; `hours` are those of the place.
#[must_use]
pub fn is_nightly(hours: &[u8]) -> bool {
    let night = hours.iter().filter(|hour| **hour >= 22 || **hour < 5).count();
    u32::try_from(hours.len()).is_ok_and(|count| count >= FEWEST) && 10 * night > 6 * hours.len()
}
