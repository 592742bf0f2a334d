//! Practical work: handed in, marked, and what came of it.

use super::assessment::CriterionView;
use super::{FormState, Link, When};
use serde::Serialize;

/// The files of a task that is being answered.
#[derive(Debug, Clone, Serialize)]
pub struct FilesView {
    /// Place of the task.
    pub place: String,
    /// What is handed in so far.
    pub there: Vec<FileView>,
    /// How many there may be.
    pub most: u32,
    /// More may be added.
    pub more: bool,
    /// Media types for the field.
    pub accept: &'static str,
    /// PDF is taken, too.
    pub pdf: bool,
}

/// A file.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// Name; who marks sees a number instead.
    pub name: String,
    /// Address.
    pub url: String,
    /// It is a picture.
    pub picture: bool,
    /// Its id.
    pub id: String,
    /// Where a form takes it back.
    pub remove_url: String,
}

/// What became of practical work, as its learner sees it.
#[derive(Debug, Clone, Serialize)]
pub struct MarkedView {
    /// `waiting`, `graded` or `returned`.
    pub state: &'static str,
    /// By when it should be marked.
    pub due: When,
    /// By criterion.
    pub rows: Vec<MarkRow>,
    /// What markers wrote.
    pub comments: Vec<String>,
    /// What was handed in.
    pub files: Vec<FileView>,
}

/// A criterion and what it earned.
#[derive(Debug, Clone, Serialize)]
pub struct MarkRow {
    /// Safe HTML.
    pub html: String,
    /// Points, as text.
    pub points: String,
    /// The most, as text.
    pub of: String,
    /// Title of the level, where one has these points.
    pub level: String,
}

/// Practical work in a list.
#[derive(Debug, Clone, Serialize)]
pub struct WorkRow {
    /// The quiz, leading to the attempt.
    pub link: Link,
    /// When it was handed in.
    pub when: When,
    /// `waiting`, `graded` or `returned`.
    pub state: &'static str,
}

/// `teach/submissions.html`: what waits to be marked.
#[derive(Debug, Clone, Serialize)]
pub struct SubmissionsPage {
    /// Courses with how much waits, to filter by.
    pub courses: Vec<CourseCount>,
    /// The course that is shown; empty for all.
    pub course: String,
    /// How much waits in all.
    pub total: u64,
    /// The oldest first.
    pub rows: Vec<WaitingRow>,
    /// More of them.
    pub next_url: Option<String>,
}

/// A course and how much of it waits.
#[derive(Debug, Clone, Serialize)]
pub struct CourseCount {
    /// The list of this course alone.
    pub link: Link,
    /// How much waits.
    pub count: u64,
    /// It is the one that is shown.
    pub current: bool,
}

/// Work that waits.
#[derive(Debug, Clone, Serialize)]
pub struct WaitingRow {
    /// The quiz; leads to the work where it is the reader's.
    pub title: String,
    /// Title of the course.
    pub course: String,
    /// When it was handed in.
    pub when: When,
    /// By when it should be marked.
    pub due: When,
    /// That is over.
    pub late: bool,
    /// Until when the reader has it, and where it is.
    pub own: Option<(When, String)>,
}

/// `teach/submission.html`: work to be marked. Posts `mark-1` … with points, `comment`, and `go` = `grade` or `return`.
#[derive(Debug, Clone, Serialize)]
pub struct SubmissionPage {
    /// Title of the quiz.
    pub title: String,
    /// Safe HTML of the task.
    pub prompt_html: String,
    /// When it was handed in.
    pub when: When,
    /// By when it should be marked.
    pub due: When,
    /// Until when the reader has it.
    pub until: Option<When>,
    /// The work and the form are shown, because the reader has it.
    pub shown: bool,
    /// Safe HTML of what was written, links to be followed.
    pub text_html: String,
    /// Files, named by numbers.
    pub files: Vec<FileView>,
    /// The model answer.
    pub solution_html: Option<String>,
    /// What is marked.
    pub rubric: Vec<CriterionView>,
    /// Where the form goes.
    pub action: String,
    /// Where a form takes it.
    pub take_url: String,
    /// Most characters of the comment.
    pub max_comment: usize,
    /// What was given, what is wrong.
    pub form: FormState,
}

/// `teach/agreement.html`: how far two who marked the same work agree.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementPage {
    /// Over all courses, then by course.
    pub rows: Vec<AgreementRow>,
}

/// Agreement over the works of a course.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementRow {
    /// Title of the course; empty for all of them.
    pub course: String,
    /// Works that two people marked.
    pub works: usize,
    /// Of these, about which both said the same.
    pub same: usize,
    /// Kappa, as text; none where it cannot be told.
    pub kappa: Option<String>,
    /// Criteria that two people marked.
    pub criteria: usize,
    /// Weighted kappa, as text.
    pub weighted: Option<String>,
}
