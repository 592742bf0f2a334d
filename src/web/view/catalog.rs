//! Landing page and courses.

use super::{Link, Progress};
use serde::Serialize;

/// `catalog/home.html`
#[derive(Debug, Clone, Serialize)]
pub struct Home {
    /// Nobody has signed in as administrator yet: say what to do first.
    pub first_steps: bool,
    /// Login of the first administrator, while `first_steps`.
    pub admin_login: String,
    /// Where the person left off; for who is signed in.
    pub resume: Option<Resume>,
    /// All courses.
    pub courses: Vec<CourseCard>,
}

/// Where the person left off: the biggest thing on the page.
#[derive(Debug, Clone, Serialize)]
pub struct Resume {
    /// Title of the course.
    pub course: String,
    /// The next item.
    pub item: Link,
    /// Minutes it takes.
    pub minutes: u32,
    /// How far one is.
    pub progress: Progress,
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
    /// Percent with its sign, when there is a grade.
    pub grade: Option<String>,
}
