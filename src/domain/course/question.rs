//! The immutable content of a question: what is shown, and the key. A published version of it never changes.

use super::Difficulty;
use crate::language::Localized;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A question with its key, in every language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The author's id, unique in the course.
    pub id: String,
    /// Whether the id was made from the heading because the author gave none.
    pub provisional: bool,
    /// The old id of a renamed question: what `was=` says, else the provisional id that its heading would have given it.
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
    /// How hard its author expects it to be. No part of the version: it decides neither what is shown nor what is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// The author's own word on shuffling its choices.
    pub shuffle: Option<bool>,
    /// Hints in order, as HTML.
    pub hints: Vec<Localized>,
    /// Explanation after the answers, as HTML.
    pub explanation: Option<Localized>,
    /// Type and key.
    pub answers: Answers,
    /// The rows of its table of variants, each written out; empty where it has none. An attempt is asked one of them.
    /// Stem, hints, explanation and answers above are those of the first row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<Variant>,
    /// Hash of all visible content (SHA-256, hex).
    pub text_hash: String,
    /// Hash of what decides the marks (SHA-256, hex).
    pub key_hash: String,
}

/// One row of a table of variants, written out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The heading and the blocks before the answers, as HTML.
    pub stem: Localized,
    /// Hints in order, as HTML.
    pub hints: Vec<Localized>,
    /// Explanation after the answers, as HTML.
    pub explanation: Option<Localized>,
    /// Type and key; the type is that of the question.
    pub answers: Answers,
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
    /// Blanks in the stem, where [`blank_mark`] stands for each; named `1`, `2` … in their order.
    Blanks {
        /// Whether capitals matter.
        case_strict: bool,
        /// Whether accents matter.
        accents_strict: bool,
        /// How part of the points is earned.
        partial: EachPartial,
        /// In the order of the original's stem; a translation's n-th blank is the n-th of these.
        blanks: Vec<Blank>,
        /// The words to pick from where the author offers a bank: the first answer of each blank in their order, then
        /// the extra words; each text once. None where the blanks are typed into.
        words: Option<Vec<Localized>>,
    },
    /// Left items are to be joined with right ones.
    Match {
        /// How part of the points is earned.
        partial: EachPartial,
        /// In source order.
        left: Vec<LeftItem>,
        /// What they may be joined with, in source order, each once; those without a partner come last.
        right: Vec<Localized>,
    },
    /// Items are to be put in order.
    Order {
        /// How part of the points is earned.
        partial: OrderPartial,
        /// In the right order, as inline HTML.
        items: Vec<Localized>,
    },
    /// Practical work that people mark by a rubric.
    Task {
        /// What may be handed in, without repetition.
        submit: Vec<Submit>,
        /// Most files, from 1.
        max_files: u32,
        /// Most characters of the text, from 1.
        max_chars: u32,
        /// What is marked. The question's points are the sum of the most that each criterion gives.
        rubric: Vec<Criterion>,
        /// A model answer as HTML, for who marks alone.
        solution: Option<Localized>,
    },
    /// A question without a right answer and without points.
    Survey {
        /// Whether several choices may be picked.
        several: bool,
        /// In source order; none is right.
        choices: Vec<Choice>,
    },
}

/// A blank of a stem: any of its texts in any language, or any of its numbers, is right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blank {
    /// Accepted texts in each language, the first being the one that is shown as the right one.
    pub texts: Localized<Vec<String>>,
    /// Accepted numbers (`[[=15±1]]`).
    pub numbers: Vec<NumberRange>,
}

/// What of several answers earns points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EachPartial {
    /// All or nothing.
    Exact,
    /// Right answers / all.
    Each,
}

/// How part of the points of an order is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderPartial {
    /// All or nothing.
    Exact,
    /// (longest stretch in which each item is followed by its right successor - 1) / (n - 1).
    Run,
}

/// A left item and its partner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftItem {
    /// Inline HTML.
    pub html: Localized,
    /// Index of its partner among the right items; two left items may share one.
    pub right: u32,
}

/// What may be handed in for a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submit {
    /// Text.
    Text,
    /// Pictures.
    Image,
    /// Other files.
    File,
    /// A link.
    Link,
}

/// A row of a rubric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Inline HTML of the first cell.
    pub name: Localized,
    /// In the order of the columns.
    pub levels: Vec<Level>,
}

/// What a criterion may earn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// The column's heading without its points, as plain text.
    pub title: Localized,
    /// Points of the column, from 0.
    pub points: f64,
    /// What the cell says, as inline HTML; may be empty.
    pub says: Localized,
}

/// What stands in the HTML of a stem for the blank of that number, from 1: nothing that an author could write.
#[must_use]
pub fn blank_mark(number: usize) -> String {
    format!("<span class=\"blank\" id=\"blank-{number}\"></span>")
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
    /// The type's name, as the API says it: `single`, `multiple`, `true_false`, `number`, `text`, `blanks`, `match`,
    /// `order`, `task` or `survey`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.answers {
            Answers::Single { .. } => "single",
            Answers::Multiple { .. } => "multiple",
            Answers::TrueFalse { .. } => "true_false",
            Answers::Number { .. } => "number",
            Answers::Text { .. } => "text",
            Answers::Blanks { .. } => "blanks",
            Answers::Match { .. } => "match",
            Answers::Order { .. } => "order",
            Answers::Task { .. } => "task",
            Answers::Survey { .. } => "survey",
        }
    }

    /// Its choices in source order; empty for types without choices.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.answers {
            Answers::Single { choices }
            | Answers::Multiple { choices, .. }
            | Answers::TrueFalse { choices }
            | Answers::Survey { choices, .. } => choices,
            _ => &[],
        }
    }

    /// Type and key of a row of its variants; its own where it has no such row.
    #[must_use]
    pub fn answers_of(&self, row: Option<u32>) -> &Answers {
        let row = row.and_then(|row| self.variants.get(usize::try_from(row).ok()?));
        row.map_or(&self.answers, |row| &row.answers)
    }

    /// The question with a row of its variants in place of the first; itself where it has no such row.
    #[must_use]
    pub fn with_variant(self: &Arc<Self>, row: Option<u32>) -> Arc<Self> {
        let row = row.and_then(|row| self.variants.get(usize::try_from(row).ok()?));
        let Some(variant) = row else { return Arc::clone(self) };
        let mut question = Self::clone(self);
        let Variant { stem, hints, explanation, answers } = variant.clone();
        (question.stem, question.hints, question.explanation, question.answers) = (stem, hints, explanation, answers);
        question.variants = Vec::new();
        Arc::new(question)
    }
}
