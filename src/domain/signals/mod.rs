//! Signals: patterns in attempts that people should look at. None of them proves anything, and nothing is decided by
//! them: each has a rate at which it comes up among honest people, and an innocent explanation.
//!
//! Shared devices are not looked at: nothing is kept that would tell one device from another. A phone that goes from hand to
//! hand in a supervised sitting is therefore no signal, nor is one in a family.

mod effort;
mod poisson;
mod similarity;
mod unit;

pub use effort::{Effort, effort, is_too_perfect};
pub use poisson::tail;
pub use similarity::{Compared, Missed, Similarity, similarity};
pub use unit::{FEWEST, Population, is_nightly, is_outlier, mean_score, proportion_score};

/// What a signal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Many questions of an attempt were answered faster than anybody can read them.
    Rapid,
    /// Everything is right, and much faster than others.
    Perfect,
    /// Two attempts share wrong answers that chance does not explain.
    Similar,
    /// Most exams of a unit are taken at night.
    Night,
    /// A unit passes much more or much less often than all.
    PassRate,
    /// A unit takes much more or much less time than all.
    Pace,
}

impl Signal {
    /// Every signal.
    pub const ALL: [Self; 6] = [Self::Rapid, Self::Perfect, Self::Similar, Self::Night, Self::PassRate, Self::Pace];

    /// The word for it in the API, in addresses and in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rapid => "rapid",
            Self::Perfect => "perfect",
            Self::Similar => "similar",
            Self::Night => "night",
            Self::PassRate => "pass_rate",
            Self::Pace => "pace",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|signal| signal.word() == word)
    }
}

#[cfg(test)]
mod tests;
