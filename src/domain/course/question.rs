//! The immutable content of a question: what is shown, and the key. A published version of it never changes.

use crate::language::Localized;
use serde::{Deserialize, Serialize};

/// A question with its key, in every language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The author's id, unique in the course.
    pub id: String,
    /// Whether the id was made from the heading because the author gave none.
    pub provisional: bool,
    /// The old id of a renamed question.
    pub was: Option<String>,
    /// File (relative to the course folder) and line (from 1) of its heading.
    pub file: String,
    /// Line of its heading, from 1.
    pub line: u32,
    /// The heading and the blocks before the answers, as HTML.
    pub stem: Localized,
    /// Points for a right answer; greater than 0.
    pub points: f64,
    /// Skill ids it tests.
    pub skills: Vec<String>,
    /// The author's own word on shuffling its choices.
    pub shuffle: Option<bool>,
    /// Hints in order, as HTML.
    pub hints: Vec<Localized>,
    /// Explanation after the answers, as HTML.
    pub explanation: Option<Localized>,
    /// Type and key.
    pub answers: Answers,
    /// Hash of all visible content (SHA-256, hex).
    pub text_hash: String,
    /// Hash of what decides the marks (SHA-256, hex).
    pub key_hash: String,
}

/// Type and key of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answers {
    /// Exactly one choice is right.
    Single {
        /// In source order.
        choices: Vec<Choice>,
    },
    /// Several may be right.
    Multiple {
        /// In source order.
        choices: Vec<Choice>,
        /// How part of the points is earned.
        partial: Partial,
    },
    /// Two choices, never shuffled.
    TrueFalse {
        /// In source order.
        choices: Vec<Choice>,
    },
    /// A number.
    Number {
        /// Shown behind the field.
        unit: Option<String>,
        /// Any of these is right.
        accepted: Vec<NumberRange>,
        /// Foreseen mistakes with their feedback.
        foreseen: Vec<ForeseenNumber>,
        /// Feedback of a right answer.
        feedback: Option<Localized>,
    },
    /// A short text.
    Text {
        /// Whether capitals matter.
        case_strict: bool,
        /// Whether accents matter.
        accents_strict: bool,
        /// Any of these is right.
        accepted: Vec<TextKey>,
        /// Foreseen mistakes with their feedback.
        foreseen: Vec<TextKey>,
    },
}

/// A choice of a single, multiple or true/false question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The author's id, if any; never leaves the server.
    pub id: Option<String>,
    /// Inline HTML.
    pub html: Localized,
    /// Whether it is right.
    pub right: bool,
    /// Share of the points in percent, where the author set one.
    pub worth: Option<f64>,
    /// Keeps its place when the others are shuffled.
    pub pin: bool,
    /// The misconception it stands for; never leaves the server before submission.
    pub why: Option<String>,
    /// HTML shown to who picked it.
    pub feedback: Option<Localized>,
}

/// How part of the points of a multiple choice question is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Partial {
    /// All or nothing.
    Exact,
    /// max(0, (right ticked - wrong ticked) / right).
    Net,
    /// Right decisions / all choices.
    Each,
}

/// An inclusive range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NumberRange {
    /// Lower bound, inclusive.
    pub low: f64,
    /// Upper bound, inclusive.
    pub high: f64,
}

/// A wrong number that the author foresaw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForeseenNumber {
    /// The mistake.
    pub range: NumberRange,
    /// What is said to it.
    pub feedback: Option<Localized>,
}

/// An accepted or foreseen text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextKey {
    /// A literal, or a regular expression for the whole answer, in each language.
    pub pattern: Localized,
    /// Whether `pattern` is a regular expression (Rust `regex`, anchored at both ends).
    pub regex: bool,
    /// Feedback of a right answer.
    pub feedback: Option<Localized>,
}

impl Question {
    /// `single`, `multiple`, `true_false`, `number` or `text`, as the API says it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.answers {
            Answers::Single { .. } => "single",
            Answers::Multiple { .. } => "multiple",
            Answers::TrueFalse { .. } => "true_false",
            Answers::Number { .. } => "number",
            Answers::Text { .. } => "text",
        }
    }

    /// Its choices in source order; empty for typed answers.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.answers {
            Answers::Single { choices } | Answers::Multiple { choices, .. } | Answers::TrueFalse { choices } => choices,
            Answers::Number { .. } | Answers::Text { .. } => &[],
        }
    }
}
