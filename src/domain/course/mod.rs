//! From a teacher's folder of Markdown to a compiled course, and what is wrong with it.
//!
//! `compile(&CourseSource) -> Compilation`, pure: sources are read before and handed in.

mod about;
mod arrange;
mod assemble;
mod bodies;
mod build;
mod capability;
pub mod change;
mod compile;
mod diagnostic;
mod difficulty;
mod fix;
mod front_check;
mod front_keys;
mod front_matter;
mod identify;
mod links;
mod lint;
mod manifest;
mod medium;
mod names;
mod page;
mod parts;
mod policy_check;
pub mod question;
mod questions;
mod requires;
pub(crate) mod revision;
mod settings;
mod several_parts;
mod source;
mod suggest;
mod summary;
mod titles;
mod toml_file;
mod translate;
mod tree;
mod values;
mod visibility;

#[cfg(test)]
pub(crate) mod tests;

pub use about::{CourseAbout, Glossary, ItemAbout};
pub use build::MAX_FILE;
pub use compile::{Compilation, Outline, compile};
pub use diagnostic::{Code, Diagnostic, Fix, Label, Position, Severity};
pub use difficulty::{Difficulty, Spread};
pub use fix::{Change, Repaired, repair};
pub(crate) use links::percent_decoded;
pub use manifest::course_id_of;
pub use medium::Medium;
pub(crate) use names::slug as slug_of;
pub(crate) use page::expression;
pub use source::{CourseSource, SourceTree};
pub use suggest::nearest;
pub use visibility::Viewer;

use crate::competency::Policy;
use crate::language::Localized;
use question::Question;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a course folder compiles to: everything that is shown, asked and graded, in every language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompiledCourse {
    /// The folder's name, or `id` of `course.toml`.
    pub id: String,
    /// Language tags, the default first.
    pub languages: Vec<String>,
    /// Title.
    pub title: Localized,
    /// One sentence for lists; from README's front matter, else empty.
    pub summary: Localized,
    /// The front page, HTML from README.md; empty where there is none.
    pub front_html: Localized,
    /// Roles the course is meant for; empty means everyone.
    pub audience: Vec<String>,
    /// In their order.
    pub modules: Vec<Module>,
    /// Every question of quizzes, exams, banks and lessons, by the author's id.
    pub questions: BTreeMap<String, Question>,
    /// The skills that `skills.toml` lists, in its order.
    pub skills: Vec<Skill>,
    /// The policies of `capability.toml` that name this course.
    pub policies: Vec<Policy>,
    /// SHA-256 in hex over all of the above: the same sources give the same revision.
    pub revision: String,
    /// How many questions stand in quizzes, exams and banks (self-checks of lessons are not counted).
    pub question_count: usize,
    /// The page of terms, where there is a `glossary.md`.
    #[serde(default)]
    pub glossary: Option<Glossary>,
    /// What `course.toml` says of the course itself.
    #[serde(default)]
    pub about: CourseAbout,
}

/// A skill that questions test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// Id in `skills.toml`.
    pub id: String,
    /// Shown name.
    pub name: Localized,
    /// The skill it belongs to.
    pub parent: Option<String>,
}

/// A folder of lessons and quizzes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Module {
    /// Folder name without its number, as a slug. Items outside of any folder stand in a module with the course's id.
    pub id: String,
    /// From `index.md`/`README.md`, else the folder's name.
    pub title: Localized,
    /// HTML of `index.md`/`README.md`; empty where there is none.
    pub intro_html: Localized,
    /// In their order.
    pub items: Vec<Item>,
}

/// What a module holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "most items are lessons")]
pub enum Item {
    /// A page to read.
    Lesson(Lesson),
    /// A quiz or an exam.
    Quiz(Box<Quiz>),
}

/// What every item has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemHead {
    /// Unique in the course.
    pub id: String,
    /// Path of the original's file, relative to the course folder.
    pub file: String,
    /// Title.
    pub title: Localized,
    /// One sentence; may be empty.
    pub summary: Localized,
    /// Skill ids.
    pub skills: Vec<String>,
    /// Ids of items that must be done before.
    pub requires: Vec<String>,
    /// Hidden from learners.
    pub draft: bool,
    /// Roles it is meant for; empty means everyone.
    pub audience: Vec<String>,
    /// Reading time or a quiz's time limit, in minutes; at least 1.
    pub minutes: u32,
    /// Authors, license, day of the last change.
    #[serde(default)]
    pub about: ItemAbout,
}

/// A page to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Id, title and so on.
    #[serde(flatten)]
    pub head: ItemHead,
    /// The body without its H1, by language: pieces of HTML and self-checks in their order.
    pub body: Localized<Vec<Piece>>,
    /// What completes the lesson.
    pub complete: CompleteRule,
}

/// A stretch of a lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Safe HTML.
    Html(String),
    /// An ungraded self-check: the question's id.
    Check(String),
}

/// What completes a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompleteRule {
    /// Reading it to its end.
    View,
    /// Answering its self-checks.
    Checks,
    /// It is not counted.
    None,
}

/// A quiz or an exam.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quiz {
    /// Id, title and so on.
    #[serde(flatten)]
    pub head: ItemHead,
    /// Whether it is an exam.
    pub exam: bool,
    /// HTML between the H1 and the first question; may be empty.
    pub intro_html: Localized,
    /// Marks, times and what is shown.
    pub settings: QuizSettings,
    /// Questions, pools and groups in their order.
    pub parts: Vec<Part>,
}

/// What a quiz is made of; questions by id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// One question.
    Question(String),
    /// Some of several questions.
    Pool {
        /// Author's id of the pool.
        id: String,
        /// Heading.
        title: Localized,
        /// How many are drawn.
        draw: u32,
        /// Question ids.
        questions: Vec<String>,
    },
    /// Questions that share a text and stay together, in order.
    Group {
        /// Author's id of the group.
        id: String,
        /// Shared HTML, with the heading.
        html: Localized,
        /// Question ids.
        questions: Vec<String>,
    },
}

/// The settings of a quiz, from defaults, `course.toml` and front matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuizSettings {
    /// Percent of the points, 0 to 100.
    pub pass: f64,
    /// Percent that each drawn skill must reach.
    pub pass_skill: Option<f64>,
    /// How many attempts; none means unlimited.
    pub attempts: Option<u32>,
    /// Milliseconds between the end of an attempt and the start of the next.
    pub cooldown: i64,
    /// Milliseconds for an attempt.
    pub time_limit: Option<i64>,
    /// Draw so many of all questions.
    pub draw: Option<u32>,
    /// Draw at least so many of each listed skill.
    pub draw_per_skill: Option<u32>,
    /// Whether the order of questions is drawn.
    pub shuffle_questions: bool,
    /// Whether the order of choices is drawn.
    pub shuffle_options: bool,
    /// Prefer questions that were not drawn in earlier attempts.
    pub avoid_seen: bool,
    /// When feedback is shown.
    pub feedback: FeedbackTime,
    /// When right answers are shown.
    pub show_answers: ShowAnswers,
    /// Which attempt counts.
    pub grade: GradeRule,
    /// Weight in the course.
    pub weight: f64,
    /// Milliseconds since 1970: not before.
    pub open: Option<i64>,
    /// Milliseconds since 1970: not after.
    pub close: Option<i64>,
    /// Whether all questions stand on one page, and not each on its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_page: bool,
}

/// When feedback and explanations are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackTime {
    /// After each question (self-checks).
    Question,
    /// After the submission.
    End,
    /// Not at all.
    None,
}

/// When right answers are shown after a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowAnswers {
    /// Not at all.
    Never,
    /// When the attempt passed.
    Passed,
    /// After any submission.
    Always,
}

/// Which attempt counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeRule {
    /// The best.
    Best,
    /// The last.
    Last,
    /// The first.
    First,
    /// Their mean.
    Average,
}

impl Item {
    /// Id, title and so on.
    #[must_use]
    pub fn head(&self) -> &ItemHead {
        match self {
            Self::Lesson(lesson) => &lesson.head,
            Self::Quiz(quiz) => &quiz.head,
        }
    }

    /// `lesson` or `quiz`, as the API says it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Lesson(_) => "lesson",
            Self::Quiz(_) => "quiz",
        }
    }
}

impl CompiledCourse {
    /// All items in order, drafts included.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.modules.iter().flat_map(|module| &module.items)
    }

    /// The item of that id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items().find(|item| item.head().id == id)
    }

    /// The lesson of that id.
    #[must_use]
    pub fn lesson(&self, id: &str) -> Option<&Lesson> {
        match self.item(id) {
            Some(Item::Lesson(lesson)) => Some(lesson),
            _ => None,
        }
    }

    /// The quiz or exam of that id.
    #[must_use]
    pub fn quiz(&self, id: &str) -> Option<&Quiz> {
        match self.item(id) {
            Some(Item::Quiz(quiz)) => Some(quiz),
            _ => None,
        }
    }

    /// The policy whose exam is the quiz of that id.
    #[must_use]
    pub fn policy_of_exam(&self, quiz: &str) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.exam.item == quiz)
    }

    /// The policies in which passing the quiz of that id is practical evidence.
    pub fn policies_with_practical<'a>(&'a self, quiz: &'a str) -> impl Iterator<Item = &'a Policy> {
        self.policies.iter().filter(move |policy| policy.practical_way(quiz).is_some())
    }

    /// Whether an item is a further way to show practical work: the first of them serves as well, so that nobody has to
    /// do it to complete the course.
    #[must_use]
    pub fn is_another_way(&self, id: &str) -> bool {
        let ways = self.policies.iter().filter_map(|policy| policy.practical.as_ref());
        ways.flat_map(|practical| practical.any_of.iter().skip(1)).any(|way| way.item == id)
    }

    /// A skill's name in a language, else its id.
    #[must_use]
    pub fn skill_name<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        self.skills.iter().find(|skill| skill.id == id).map_or(id, |skill| skill.name.get(language))
    }
}
