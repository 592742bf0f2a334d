//! What answers earn. Grading happens on the server alone, from the pinned version and the saved answer.

use super::{Answer, Form, FormItem, Rules};
use crate::course::question::Question;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one answer earned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Points earned, 0 to the item's points.
    pub points: f64,
    /// Whether it earned all of them.
    pub correct: bool,
    /// Which feedback applies: indices of picked choices in source order, or the matched entry.
    pub feedback: Vec<FeedbackRef>,
}

/// Points at a feedback text of a question version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackRef {
    /// Feedback of the choice at that source index.
    Choice(u32),
    /// Feedback of the accepted entry at that index (for numbers, the one feedback of right answers).
    Accepted(u32),
    /// Feedback of the foreseen mistake at that index.
    Foreseen(u32),
}

/// What a submitted attempt earned, stored with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttemptResult {
    /// Points earned.
    pub score: f64,
    /// Points that could be earned.
    pub max_score: f64,
    /// 100 * score / max_score, rounded down to two decimals; 0 where nothing could be earned.
    pub percent: f64,
    /// Whether it passed by its rules.
    pub passed: bool,
    /// One for each item of the form, in order.
    pub marks: Vec<Mark>,
}

/// Marks one question. An unanswered one earns nothing in every mode.
#[must_use]
pub fn grade_question(_question: &Question, item: &FormItem, _answer: Option<&Answer>) -> Mark {
    let _ = item;
    Mark { points: 0.0, correct: false, feedback: Vec::new() }
}

/// Marks an attempt. `questions` holds the pinned versions by their key; `answers` the saved answers by place.
#[must_use]
pub fn grade_attempt(
    _rules: &Rules,
    _form: &Form,
    _questions: &BTreeMap<i64, std::sync::Arc<Question>>,
    _answers: &BTreeMap<String, Answer>,
) -> AttemptResult {
    AttemptResult { score: 0.0, max_score: 0.0, percent: 0.0, passed: false, marks: Vec::new() }
}
