//! Landing page and courses.

use super::offline::Keep;
use super::{Link, Progress};
use serde::Serialize;
use xutra_domain::learning::Stop;

/// `catalog/home.html`
#[derive(Debug, Clone, Serialize)]
pub struct Home {
    /// Nobody has signed in as administrator yet: say what to do first.
    pub first_steps: bool,
    /// Login of the first administrator, while `first_steps`.
    pub admin_login: String,
    /// The first lesson, to try without an account.
    pub first: Option<Link>,
    /// Its minutes.
    pub minutes: u32,
    /// All courses.
    pub courses: Vec<CourseCard>,
}

/// A course in a list.
#[derive(Debug, Clone, Serialize)]
pub struct CourseCard {
    /// Title and address.
    pub link: Link,
    /// One sentence; may be empty.
    pub summary: String,
    /// How many lessons.
    pub lessons: usize,
    /// How many minutes in all.
    pub minutes: u32,
    /// How far one is, when enrolled.
    pub progress: Option<Progress>,
}

/// `catalog/courses.html`
#[derive(Debug, Clone, Serialize)]
pub struct Courses {
    /// All courses.
    pub courses: Vec<CourseCard>,
}

/// `catalog/course.html`
#[derive(Debug, Clone, Serialize)]
pub struct CoursePage {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Safe HTML of the front page; may be empty.
    pub front_html: String,
    /// There is no translation into the reader's language; the original is shown.
    pub untranslated: bool,
    /// Takes part. Enrolling is a POST to `/courses/{id}/enrollment`.
    pub enrolled: bool,
    /// How far one is, when enrolled.
    pub progress: Option<Progress>,
    /// What comes next (first lesson for visitors).
    pub next: Option<Link>,
    /// In order.
    pub modules: Vec<ModuleView>,
    /// How it is kept on the device; none where nothing of it is for everyone.
    pub keep: Option<Keep>,
    /// The page of terms, when the course has one.
    pub glossary: Option<Link>,
    /// Where one stands with the flag, when a policy stands for the course and somebody is signed in: address of 'why'.
    pub why_url: Option<String>,
}

/// `catalog/glossary.html`
#[derive(Debug, Clone, Serialize)]
pub struct GlossaryPage {
    /// The course.
    pub course: Link,
    /// Title.
    pub title: String,
    /// Safe HTML.
    pub html: String,
    /// There is no translation into the reader's language; the original is shown.
    pub untranslated: bool,
    /// Language of the text, for `lang=`.
    pub text_lang: String,
}

/// A module of a course.
#[derive(Debug, Clone, Serialize)]
pub struct ModuleView {
    /// Its title.
    pub title: String,
    /// Safe HTML; may be empty.
    pub intro_html: String,
    /// `done`, `now` or `ahead`.
    pub stop: Stop,
    /// Items that count and are done.
    pub completed: usize,
    /// Items that count.
    pub total: usize,
    /// Whether its items are shown at once.
    pub open: bool,
    /// In order.
    pub items: Vec<ItemView>,
}

/// An item of a module.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// Title and address.
    pub link: Link,
    /// One sentence; may be empty.
    pub summary: String,
    /// `lesson`, `quiz` or `exam`.
    pub kind: &'static str,
    /// Minutes.
    pub minutes: u32,
    /// `locked`, `new`, `started`, `failed` or `completed`; `new` for visitors.
    pub state: &'static str,
    /// It is what comes next.
    pub now: bool,
    /// Percent with its sign, when there is a grade.
    pub grade: Option<String>,
}
