//! The passes in their order.

use super::{CompiledCourse, CourseSource, Diagnostic};

/// What compiling gives: the course where no error stands in the way, and everything that was found.
#[derive(Debug, Clone)]
pub struct Compilation {
    /// The course's id (also where it does not compile).
    pub id: String,
    /// None where a diagnostic is an error.
    pub course: Option<CompiledCourse>,
    /// Ordered by file, line, column.
    pub diagnostics: Vec<Diagnostic>,
    /// Languages, counts and items as far as they could be read, also where the course has errors.
    pub outline: Outline,
}

/// What `xutra check --format json` lists of a course.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Language tags, the default first.
    pub languages: Vec<String>,
    /// Number of modules.
    pub modules: usize,
    /// Number of lessons.
    pub lessons: usize,
    /// Number of quizzes and exams.
    pub quizzes: usize,
    /// Number of questions in quizzes, exams and banks.
    pub questions: usize,
    /// Id, kind (`lesson`, `quiz`, `exam`), title and file of each item.
    pub items: Vec<(String, &'static str, String, String)>,
}

/// Compiles one course folder. Never panics, whatever the input; see `format.md` for the rules.
#[must_use]
pub fn compile(_source: &CourseSource) -> Compilation {
    Compilation { id: String::new(), course: None, diagnostics: Vec::new(), outline: Outline::default() }
}
