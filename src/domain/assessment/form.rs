//! What an attempt pins when it starts: question versions, permutations and rules. It finishes on them.

use crate::course::question::Question;
use crate::course::{FeedbackTime, QuizSettings, ShowAnswers};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The questions of one attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// In shown order; the place from 1 is the question's name in the attempt.
    pub items: Vec<FormItem>,
}

/// One drawn question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormItem {
    /// The author's id.
    pub question: String,
    /// Key of the immutable version.
    pub version: i64,
    /// The skill it is drawn for: the blueprint's, else the question's first.
    pub skill: Option<String>,
    /// What it can earn.
    pub points: f64,
    /// In shown order: choices, right items of a match, items of an order, words of a bank; empty for typed answers.
    pub choices: Vec<ShownChoice>,
    /// Left items of a match in shown order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<ShownChoice>,
    /// Which row of the question's variants is asked, where it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<u32>,
    /// The person met it in an earlier attempt, because the pool was exhausted.
    pub repeated: bool,
    /// Id of the group whose shared text stands before it.
    pub group: Option<String>,
}

/// A choice as the attempt shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownChoice {
    /// Drawn anew for each attempt; says nothing about the source order.
    pub id: String,
    /// Index in the source.
    pub source: u32,
}

/// The rules that hold for an attempt, pinned at its start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rules {
    /// Whether the quiz is an exam.
    pub exam: bool,
    /// Percent that passes. For an exam under a policy, the total and the floors decide instead.
    pub pass: f64,
    /// Percent that each drawn skill must reach.
    pub pass_skill: Option<f64>,
    /// Right answers that pass, where a policy gives them.
    pub pass_count: Option<u32>,
    /// Right answers needed by skill, where a policy gives them.
    pub floors: Vec<(String, u32)>,
    /// When feedback is shown.
    pub feedback: FeedbackTime,
    /// When right answers are shown.
    pub show_answers: ShowAnswers,
    /// Name of the policy (`R1@2026-12`) for which the attempt is evidence, as exam or as practical work.
    pub policy: Option<String>,
    /// The skill that a practical quiz is evidence of.
    pub practical_skill: Option<String>,
    /// Whether it is a holder's short form of the exam.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refresh: bool,
    /// Whether all questions are asked on one page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_page: bool,
}

impl Rules {
    /// The rules of a quiz without a policy.
    #[must_use]
    pub fn of(settings: &QuizSettings, exam: bool) -> Self {
        Self {
            exam,
            pass: settings.pass,
            pass_skill: settings.pass_skill,
            pass_count: None,
            floors: Vec::new(),
            feedback: settings.feedback,
            show_answers: settings.show_answers,
            policy: None,
            practical_skill: None,
            refresh: false,
            one_page: settings.one_page,
        }
    }
}

impl Form {
    /// The item at a place named from `"1"`.
    #[must_use]
    pub fn at(&self, place: &str) -> Option<&FormItem> {
        let index = place.parse::<usize>().ok().filter(|number| number.to_string() == place)?;
        self.items.get(index.checked_sub(1)?)
    }

    /// The pinned versions as this form asks them: with the drawn rows of their variants.
    #[must_use]
    pub fn asked(&self, versions: &BTreeMap<i64, Arc<Question>>) -> BTreeMap<i64, Arc<Question>> {
        let mut asked = versions.clone();
        for item in &self.items {
            if let Some(question) = asked.get_mut(&item.version) {
                *question = question.with_variant(item.variant);
            }
        }
        asked
    }
}
