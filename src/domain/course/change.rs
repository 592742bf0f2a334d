//! What a new edition of a course changes: item by item and question by question, with the class of each edit. The class
//! decides what becomes of versions and of attempts that are over.

mod items;
mod questions;
#[cfg(test)]
mod tests;

pub use items::{ItemChange, ItemEdit};
pub use questions::{QuestionChange, QuestionEdit, edit_of};

use super::CompiledCourse;
use serde::{Deserialize, Serialize};

/// Everything that differs between two editions of a course.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseChange {
    /// Lessons and quizzes that differ: those of the new edition in its order, then those that are gone.
    pub items: Vec<ItemChange>,
    /// Questions that differ, by their id.
    pub questions: Vec<QuestionChange>,
    /// Pairs (old id, new id) of questions that look like one question under another id: one that is gone and one that
    /// came, without a word of the author.
    pub look_alikes: Vec<(String, String)>,
    /// Names of policies that the new edition brings.
    pub new_policies: Vec<String>,
    /// Names of policies that it no longer has.
    pub gone_policies: Vec<String>,
    /// Whether title, texts of modules or the like differ.
    pub frame: bool,
}

impl CourseChange {
    /// What `new` changes against what is `live`; everything is new where nothing is live.
    #[must_use]
    pub fn between(live: Option<&CompiledCourse>, new: &CompiledCourse) -> Self {
        let (questions, look_alikes) = questions::compare(live, new);
        let names = |course: &CompiledCourse| -> Vec<String> { course.policies.iter().map(|one| one.name()).collect() };
        let (before, after) = (live.map(names).unwrap_or_default(), names(new));
        Self {
            items: items::compare(live, new, &questions),
            questions,
            look_alikes,
            new_policies: after.iter().filter(|name| !before.contains(name)).cloned().collect(),
            gone_policies: before.into_iter().filter(|name| !after.contains(name)).collect(),
            frame: live.is_none_or(|live| items::frame(live) != items::frame(new)),
        }
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The questions whose marks may change, about which the author is asked.
    pub fn major(&self) -> impl Iterator<Item = &QuestionChange> {
        self.questions.iter().filter(|change| change.edit.changes_key())
    }
}
