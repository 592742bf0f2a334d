//! The sums of a quiz, and how far its marks can be relied on.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Sums over the first attempts at a quiz.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct QuizSums {
    /// How many forms were counted.
    pub n: i64,
    /// How many of them passed.
    pub passed: i64,
    /// By the number of scored questions of a form: only forms of one length may be compared.
    pub lengths: BTreeMap<u32, LengthSums>,
}

/// Forms of one length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LengthSums {
    /// How many.
    pub n: i64,
    /// Sum of the right answers.
    pub right: i64,
    /// Sum of their squares.
    pub right_squared: i64,
}

impl QuizSums {
    /// Adds a form of so many scored questions with so many right answers, or with -1 takes it back.
    pub fn change(&mut self, length: u32, right: u32, passed: bool, by: i64) {
        self.n += by;
        self.passed += by * i64::from(passed);
        let forms = self.lengths.entry(length).or_default();
        let right = i64::from(right);
        forms.n += by;
        forms.right += by * right;
        forms.right_squared += by * right * right;
        self.lengths.retain(|_, forms| *forms != LengthSums::default());
    }

    /// The length that most forms have, and their sums.
    #[must_use]
    pub fn usual(&self) -> Option<(u32, LengthSums)> {
        self.lengths.iter().max_by_key(|(_, forms)| forms.n).map(|(length, forms)| (*length, *forms))
    }

    /// KR-21 of the usual length: the reliability of forms that are drawn at random.
    #[must_use]
    pub fn reliability(&self) -> Option<f64> {
        let (length, forms) = self.usual()?;
        kr21(length, &forms)
    }
}

impl LengthSums {
    /// The mean number of right answers.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| real(self.right) / real(self.n))
    }

    /// The variance of the number of right answers, over these people.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        (self.n > 1).then(|| {
            let squares = i128::from(self.n) * i128::from(self.right_squared);
            let square = i128::from(self.right) * i128::from(self.right);
            wide(squares - square) / (real(self.n) * real(self.n))
        })
    }
}

/// Kuder-Richardson 21: needs only mean and variance, and so works where everybody has another form. A lower bound.
#[must_use]
pub fn kr21(length: u32, forms: &LengthSums) -> Option<f64> {
    let (mean, variance) = (forms.mean()?, forms.variance().filter(|variance| *variance > 0.0)?);
    let k = f64::from(length);
    (length > 1).then(|| k / (k - 1.0) * (1.0 - mean * (k - mean) / (k * variance)))
}

/// Kuder-Richardson 20 of one fixed form, from the share of right answers to each of its questions.
#[must_use]
pub fn kr20(right: &[f64], variance: f64) -> Option<f64> {
    let length = u32::try_from(right.len()).ok().filter(|length| *length > 1)?;
    let spread: f64 = right.iter().map(|p| p * (1.0 - p)).sum();
    let k = f64::from(length);
    (variance > 0.0).then(|| k / (k - 1.0) * (1.0 - spread / variance))
}

/// A count as a real number. Counts stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(super) fn real(count: i64) -> f64 {
    count as f64
}

/// A wide sum as a real number: what is lost lies behind the fifteenth digit.
#[expect(clippy::cast_precision_loss, reason = "what is lost lies behind the fifteenth digit")]
pub(super) fn wide(sum: i128) -> f64 {
    sum as f64
}
