//! How unlikely so many coincidences are.

/// P(X >= count) for a Poisson variable of that mean. Summed from the smallest term, so that tiny tails keep their digits.
#[must_use]
pub fn tail(count: u32, mean: f64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    if mean <= 0.0 {
        return 0.0;
    }
    let log_of = |k: u32| f64::from(k) * mean.ln() - mean - (1..=k).map(|n| f64::from(n).ln()).sum::<f64>();
    if f64::from(count) <= mean {
        // The complement is the shorter sum.
        return (1.0 - (0..count).map(|k| log_of(k).exp()).sum::<f64>()).clamp(0.0, 1.0);
    }
    let mut term = log_of(count).exp();
    let (mut sum, mut k) = (0.0, count);
    let mut terms = Vec::new();
    while term > 0.0 && terms.len() < 1_000 && (terms.is_empty() || term > terms[0] * 1e-18) {
        terms.push(term);
        k += 1;
        term *= mean / f64::from(k);
    }
    for term in terms.into_iter().rev() {
        sum += term;
    }
    sum.clamp(0.0, 1.0)
}
