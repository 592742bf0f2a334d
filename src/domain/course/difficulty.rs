//! How hard an author expects a question to be, and how many of each a blueprint asks for.

use serde::{Deserialize, Serialize};

/// How a person who is just capable would fare with a question (Angoff).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// 80 to 95 of 100 such people answer it rightly.
    Easy,
    /// 60 to 79 of 100.
    Medium,
    /// 40 to 59 of 100.
    Hard,
}

impl Difficulty {
    /// From easy to hard.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    /// The word for it in courses, in the API and in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// How many questions of each difficulty are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Spread {
    /// Easy ones.
    pub easy: u32,
    /// Medium ones.
    pub medium: u32,
    /// Hard ones.
    pub hard: u32,
}

impl Spread {
    /// How many of that difficulty.
    #[must_use]
    pub fn of(&self, difficulty: Difficulty) -> u32 {
        match difficulty {
            Difficulty::Easy => self.easy,
            Difficulty::Medium => self.medium,
            Difficulty::Hard => self.hard,
        }
    }

    /// All of them.
    #[must_use]
    pub fn sum(&self) -> u64 {
        u64::from(self.easy) + u64::from(self.medium) + u64::from(self.hard)
    }

    /// Whether nothing is asked for: then difficulties do not matter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sum() == 0
    }
}
