//! What the pages of instructors show.

use super::{FormState, Link, When};
use serde::Serialize;

/// `teach/courses.html`: `/teach`
#[derive(Debug, Clone, Serialize)]
pub struct TeachPage {
    /// Courses with their live revision.
    pub courses: Vec<RevisionRow>,
    /// Uploads that wait.
    pub drafts: Vec<DraftRow>,
    /// The upload.
    pub form: FormState,
}

/// A revision in a list.
#[derive(Debug, Clone, Serialize)]
pub struct RevisionRow {
    /// The course.
    pub course: Link,
    /// Number in the course.
    pub number: i64,
    /// When it was published.
    pub when: When,
    /// Who published it; none for the program.
    pub by: Option<String>,
    /// `folder`, `upload` or `rollback`.
    pub origin: &'static str,
    /// Whether it is live.
    pub live: bool,
    /// Its sources as an archive, where they are kept.
    pub source_url: Option<String>,
    /// Where one may go back to it; none for the live one.
    pub back_url: Option<String>,
}

/// An upload that waits.
#[derive(Debug, Clone, Serialize)]
pub struct DraftRow {
    /// The draft.
    pub link: Link,
    /// Course id.
    pub course: String,
    /// Who uploaded it.
    pub by: String,
    /// When.
    pub when: When,
}

/// `teach/course.html`
#[derive(Debug, Clone, Serialize)]
pub struct TeachCoursePage {
    /// The course, as learners see it.
    pub course: Link,
    /// What answers say about its questions.
    pub questions_url: String,
    /// Revisions, the newest first.
    pub revisions: Vec<RevisionRow>,
    /// Older revisions.
    pub next_url: Option<String>,
    /// Numbers of questions by type.
    pub kinds: Vec<CountRow>,
    /// Numbers of questions by skill.
    pub skills: Vec<CountRow>,
    /// Uploads that wait.
    pub drafts: Vec<DraftRow>,
    /// The upload.
    pub form: FormState,
}

/// Something and how often it occurs.
#[derive(Debug, Clone, Serialize)]
pub struct CountRow {
    /// A word or a name.
    pub name: String,
    /// How often.
    pub count: usize,
}

/// `teach/rollback.html`
#[derive(Debug, Clone, Serialize)]
pub struct RollbackPage {
    /// The course's page.
    pub course: Link,
    /// The revision to go back to.
    pub revision: RevisionRow,
    /// What would change.
    pub change: ChangeView,
    /// Where the form goes.
    pub action: String,
}

/// `teach/draft.html`
#[derive(Debug, Clone, Serialize)]
pub struct DraftPage {
    /// Way back.
    pub up: Link,
    /// Address of this page.
    pub url: String,
    /// Course id.
    pub course: String,
    /// Name of the file.
    pub file_name: String,
    /// When it was uploaded.
    pub when: When,
    /// Findings of this page of the list.
    pub findings: Vec<FindingView>,
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings and hints.
    pub warnings: usize,
    /// More findings.
    pub next_url: Option<String>,
    /// What would change; none where there are errors.
    pub change: Option<ChangeView>,
    /// Lessons and quizzes to look at.
    pub items: Vec<Link>,
    /// The live revision that it is compared with; 0 for none.
    pub live: i64,
    /// How many graded questions have no id of their own.
    pub provisional: usize,
}

/// A finding of the compiler.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// Stable code.
    pub code: &'static str,
    /// `file:line:column`.
    pub place: String,
    /// The sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The line with its number, and under it the line with carets.
    pub excerpt: Option<String>,
}

/// What an edition changes.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// Nothing differs.
    pub nothing: bool,
    /// Nothing is live yet.
    pub first: bool,
    /// Titles, order or texts of modules differ.
    pub frame: bool,
    /// Lessons and quizzes.
    pub items: Vec<ItemRow>,
    /// Questions.
    pub questions: Vec<QuestionRow>,
    /// Old and new ids that look like one question.
    pub look_alikes: Vec<(String, String)>,
    /// Policies that come.
    pub new_policies: Vec<String>,
    /// Policies that go.
    pub gone_policies: Vec<String>,
}

/// A lesson or quiz that differs.
#[derive(Debug, Clone, Serialize)]
pub struct ItemRow {
    /// Title.
    pub title: String,
    /// How.
    pub edits: Vec<&'static str>,
    /// Id of a lesson whose readers may be asked to read it again.
    pub reread: Option<String>,
}

/// A question that differs.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionRow {
    /// Id.
    pub id: String,
    /// Id that it had.
    pub was: Option<String>,
    /// Heading.
    pub title: String,
    /// Class of the edit.
    pub edit: &'static str,
    /// Attempts that are over.
    pub ended: u64,
    /// Attempts that run.
    pub running: u64,
    /// What the author may choose; empty where nothing is asked. The first is proposed.
    pub choices: Vec<&'static str>,
}

/// `teach/confirm.html`
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmPage {
    /// The draft.
    pub up: Link,
    /// Course id.
    pub course: String,
    /// Questions and what was chosen for them.
    pub choices: Vec<(String, &'static str)>,
    /// Id and title of the lessons whose readers are asked to read them again.
    pub reread: Vec<(String, String)>,
    /// Whose results change.
    pub changed: Vec<ChangedRow>,
    /// How many more are not listed.
    pub more: usize,
    /// Where the form goes.
    pub action: String,
    /// The live revision that it was compared with; 0 for none.
    pub live: i64,
    /// How many graded questions have no id of their own.
    pub provisional: usize,
    /// What is to be mended.
    pub form: FormState,
}

/// Somebody whose result changes.
#[derive(Debug, Clone, Serialize)]
pub struct ChangedRow {
    /// Name.
    pub name: String,
    /// Title of the quiz.
    pub quiz: String,
    /// Number of the attempt.
    pub number: u32,
    /// Percent so far.
    pub before: String,
    /// Whether it passed so far.
    pub passed_before: bool,
    /// Percent then.
    pub after: String,
    /// Whether it passes then.
    pub passed_after: bool,
}

/// `teach/item.html`: a lesson or quiz of a draft, with its key.
#[derive(Debug, Clone, Serialize)]
pub struct DraftItemPage {
    /// The draft.
    pub up: Link,
    /// Title.
    pub title: String,
    /// Language of the text, for `lang=`.
    pub text_lang: String,
    /// HTML and questions in order.
    pub pieces: Vec<DraftPiece>,
}

/// A stretch of an item: either `html` or `question`.
#[derive(Debug, Clone, Serialize)]
pub struct DraftPiece {
    /// Safe HTML.
    pub html: Option<String>,
    /// A question.
    pub question: Option<DraftQuestion>,
}

impl DraftPiece {
    /// Lets every HTML of it be changed.
    pub fn each_html(&mut self, change: impl Fn(&mut String)) {
        self.html.iter_mut().for_each(&change);
        let Some(question) = &mut self.question else { return };
        change(&mut question.stem_html);
        question.explanation_html.iter_mut().for_each(&change);
        question.key_html.iter_mut().for_each(&change);
        for choice in &mut question.choices {
            change(&mut choice.html);
            choice.feedback_html.iter_mut().for_each(&change);
        }
    }
}

/// A question with its key.
#[derive(Debug, Clone, Serialize)]
pub struct DraftQuestion {
    /// Id.
    pub id: String,
    /// HTML.
    pub stem_html: String,
    /// Choices in source order.
    pub choices: Vec<DraftChoice>,
    /// Answers that are accepted, as text.
    pub accepted: Vec<String>,
    /// The key of what has parts, and the model answer of a task, as HTML.
    pub key_html: Vec<String>,
    /// HTML.
    pub explanation_html: Option<String>,
}

/// A choice with its mark.
#[derive(Debug, Clone, Serialize)]
pub struct DraftChoice {
    /// HTML.
    pub html: String,
    /// Whether it is right.
    pub right: bool,
    /// HTML.
    pub feedback_html: Option<String>,
}
