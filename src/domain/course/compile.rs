//! The passes in their order.

use super::build::Build;
use super::{CompiledCourse, CourseSource, Diagnostic, Severity};
use super::{arrange, assemble, bodies, front_check, identify, lint, parts, policy_check, requires, translate};

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

/// Compiles one course folder. Never panics, whatever the input; see the passes below for what is checked.
#[must_use]
pub fn compile(source: &CourseSource) -> Compilation {
    // 1. Names, TOML files, front matter.
    let mut build = Build::open(source);
    // 2. Modules, ids, order; only then is it known where links lead.
    arrange::arrange(&mut build);
    front_check::check(&mut build);
    // 3. Bodies.
    bodies::parse(&mut build);
    bodies::check_anchors(&mut build);
    // 4. What only the whole course shows.
    identify::identify(&mut build);
    translate::join(&mut build);
    parts::check(&mut build);
    requires::check(&mut build);
    policy_check::check(&mut build);
    lint::check(&mut build);
    // 5. The course, and all that was found.
    let outline = assemble::outline(&build);
    let course = assemble::course(&build);
    let id = build.id.clone();
    let diagnostics = build.into_found();
    let broken = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Compilation { id, course: (!broken).then_some(course), diagnostics, outline }
}
