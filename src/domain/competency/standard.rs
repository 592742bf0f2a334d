//! The arithmetic behind a cut: how sure k right answers of n make us that the true score reaches the standard.
//!
//! Under a flat prior, k right of n leave the true score with the distribution Beta(k+1, n-k+1), and for whole numbers
//! P(Beta >= c) is P(Binomial(n+1, c) <= k): a finite sum, so no special function is needed.

use super::Standard;

/// A form of more questions than this is no form; it keeps the sums short whatever a file says.
const MAX_QUESTIONS: u32 = 100_000;

/// Fewer questions of one skill say nothing of it by themselves.
const SKILL_QUESTIONS: u32 = 8;

/// What rounding may take from a probability that equals the confidence.
const DUST: f64 = 1e-12;

/// P(true score >= cut | k of n, Beta(1,1)) >= confidence.
#[must_use]
pub fn meets_standard(standard: &Standard, right: u32, questions: u32) -> bool {
    right <= questions && smallest_cut(standard, questions).is_some_and(|cut| right >= cut)
}

/// The smallest k of `questions` that meets the standard; none where even all right do not.
#[must_use]
pub fn smallest_cut(standard: &Standard, questions: u32) -> Option<u32> {
    if questions > MAX_QUESTIONS {
        return None;
    }
    sureness(standard.cut, questions).position(|sure| sure >= standard.confidence - DUST)?.try_into().ok()
}

/// Whether so many right answers to questions of one skill let us say that the person masters it: at least eight
/// questions, and P(true score >= cut) >= 0.8. Fewer are feedback, however right.
#[must_use]
pub fn is_mastered(cut: f64, right: u32, questions: u32) -> bool {
    let standard = Standard { cut, confidence: 0.8, source: String::new() };
    questions >= SKILL_QUESTIONS && meets_standard(&standard, right, questions)
}

/// P(true score >= cut) for 0, 1, ... `questions` right answers. Summed in logarithms, so that long forms do not
/// underflow.
fn sureness(cut: f64, questions: u32) -> impl Iterator<Item = f64> {
    let trials = f64::from(questions) + 1.0;
    let (yes, no) = (cut.ln(), (1.0 - cut).ln());
    let mut ways = 0.0_f64;
    let mut sum = 0.0_f64;
    (0..=questions).map(move |right| {
        if cut <= 0.0 {
            return 1.0;
        }
        let right = f64::from(right);
        if right > 0.0 {
            ways += ((trials - right + 1.0) / right).ln();
        }
        let rest = trials - right;
        // At a cut of 1 nothing but certainty would do, and no number of answers gives it.
        sum += if cut < 1.0 { (ways + right * yes + rest * no).exp() } else { 0.0 };
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn standard(cut: f64, confidence: f64) -> Standard {
        Standard { cut, confidence, source: "provisional".into() }
    }

    fn sure(cut: f64, right: usize, questions: u32) -> f64 {
        sureness(cut, questions).nth(right).expect("a number of right answers")
    }

    #[test]
    fn the_sureness_is_the_published_one() {
        for (cut, right, expected) in
            [(0.65, 24, 0.954), (0.65, 23, 0.899), (0.65, 25, 0.982), (0.70, 26, 0.976), (0.70, 25, 0.937)]
        {
            let found = sure(cut, right, 30);
            assert!((found - expected).abs() < 0.0005, "{cut} {right}: {found}");
        }
    }

    #[test]
    fn longer_forms_and_short_ones_have_the_published_cuts() {
        for (cut, confidence, questions, expected) in [
            (0.65, 0.95, 30, Some(24)),
            (0.70, 0.95, 30, Some(26)),
            (0.65, 0.95, 40, Some(32)),
            (0.65, 0.95, 50, Some(39)),
            (0.65, 0.95, 60, Some(46)),
            (0.50, 0.90, 6, Some(5)),
            (0.65, 0.80, 8, Some(7)),
            (0.65, 0.80, 4, Some(4)),
            (0.65, 0.80, 6, Some(6)),
            (0.65, 0.95, 3, None),
            (0.65, 0.95, 0, None),
        ] {
            assert_eq!(smallest_cut(&standard(cut, confidence), questions), expected, "{cut} {confidence} {questions}");
        }
    }

    #[test]
    fn the_cut_is_the_first_that_meets_the_standard() {
        let standard = standard(0.65, 0.95);
        assert!(!meets_standard(&standard, 23, 30));
        assert!(meets_standard(&standard, 24, 30));
        assert!(meets_standard(&standard, 30, 30));
        assert!(!meets_standard(&standard, 31, 30), "more right than asked");
    }

    #[test]
    fn no_skill_is_mastered_on_fewer_than_eight_questions() {
        for (right, questions, expected) in [(4, 4, false), (6, 6, false), (7, 7, false), (6, 8, false), (7, 8, true)] {
            assert_eq!(is_mastered(0.65, right, questions), expected, "{right} of {questions}");
        }
    }

    #[test]
    fn odd_standards_neither_hang_nor_panic() {
        assert_eq!(smallest_cut(&standard(0.65, 0.95), u32::MAX), None);
        assert_eq!(smallest_cut(&standard(0.0, 0.95), 30), Some(0));
        assert_eq!(smallest_cut(&standard(1.0, 0.95), 30), None);
        assert_eq!(smallest_cut(&standard(f64::NAN, 0.95), 30), None);
        assert_eq!(smallest_cut(&standard(0.65, f64::NAN), 30), None);
        let long = smallest_cut(&standard(0.65, 0.95), 20_000).expect("a cut");
        assert!((13_000..13_300).contains(&long), "{long}");
    }

    proptest! {
        #[test]
        fn more_right_answers_never_make_us_less_sure(cut in 0.01_f64..0.99, questions in 1_u32..120) {
            let all: Vec<f64> = sureness(cut, questions).collect();
            prop_assert!(all.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12));
            prop_assert!(all.iter().all(|sure| (0.0..=1.0 + 1e-9).contains(sure)));
        }
    }
}
