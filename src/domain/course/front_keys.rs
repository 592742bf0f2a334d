//! The keys of front matter and of `[defaults.*]`: name, type, and where each applies.

use super::values::Type;

/// One key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// As it is written.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) holds: Type,
    /// Where it applies.
    pub(super) place: Place,
}

/// Where a key applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// On every page.
    All,
    /// On lessons, quizzes and exams.
    Items,
    /// On lessons.
    Lesson,
    /// On quizzes and exams; never in a translation.
    Quizzes,
    /// On exams; never in a translation.
    Exam,
    /// On translations.
    Translation,
}

/// Roles of learners that a page may be meant for.
pub(super) const ROLES: &[&str] = &["resident", "official", "business", "facilitator"];
/// Kinds of pages.
pub(super) const KINDS: &[&str] = &["lesson", "quiz", "exam", "bank", "page", "glossary"];

const fn key(name: &'static str, holds: Type, place: Place) -> Key {
    Key { name, holds, place }
}

/// Every key of front matter.
pub(super) const KEYS: &[Key] = &[
    key("title", Type::Text, Place::All),
    key("name", Type::Text, Place::All),
    key("id", Type::Slug, Place::All),
    key("kind", Type::Word(KINDS), Place::All),
    key("summary", Type::Text, Place::All),
    key("authors", Type::List, Place::All),
    key("license", Type::Text, Place::All),
    key("updated", Type::Date, Place::All),
    key("draft", Type::Flag, Place::All),
    key("order", Type::Whole, Place::All),
    key("audience", Type::Words(ROLES), Place::All),
    key("skills", Type::List, Place::All),
    key("requires", Type::List, Place::Items),
    key("math", Type::Flag, Place::All),
    key("source", Type::Hash, Place::Translation),
    key("minutes", Type::Count, Place::Lesson),
    key("complete", Type::Word(&["view", "checks", "none"]), Place::Lesson),
    key("pass", Type::Percent, Place::Quizzes),
    key("pass-skill", Type::Percent, Place::Exam),
    key("attempts", Type::CountOr("unlimited"), Place::Quizzes),
    key("cooldown", Type::Duration, Place::Quizzes),
    key("time-limit", Type::Duration, Place::Quizzes),
    key("draw", Type::CountOr("all"), Place::Quizzes),
    key("draw-per-skill", Type::Count, Place::Exam),
    key("shuffle", Type::Word(&["none", "questions", "options", "both"]), Place::Quizzes),
    key("avoid-seen", Type::Flag, Place::Quizzes),
    key("feedback", Type::Word(&["question", "end", "none"]), Place::Quizzes),
    key("show-answers", Type::Word(&["never", "passed", "always"]), Place::Quizzes),
    key("grade", Type::Word(&["best", "last", "first", "average"]), Place::Quizzes),
    key("weight", Type::Number, Place::Quizzes),
    key("open", Type::Moment, Place::Quizzes),
    key("close", Type::MomentEnd, Place::Quizzes),
    key("page", Type::Word(&["one", "all"]), Place::Quizzes),
];

/// The key of that name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// All names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|key| key.name)
}
