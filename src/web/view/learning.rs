//! A lesson: the part that is the same for all and is rendered once, and the two parts that are a person's own.

use super::assessment::PartsView;
use super::{Link, Progress};
use serde::Serialize;

/// Self-checks to try.
#[derive(Debug, Clone, Serialize)]
pub struct Checks {
    /// How many.
    pub count: usize,
    /// Address of the first.
    pub first: String,
}

/// `learning/locked.html`: in place of a lesson that is not open yet.
#[derive(Debug, Clone, Serialize)]
pub struct LockedPage {
    /// The course.
    pub course: Link,
    /// Title of the lesson.
    pub title: String,
    /// What has to be done first.
    pub waits_for: Vec<Link>,
    /// For who has not signed in.
    pub sign_in_url: Option<String>,
}

/// `learning/lesson.html`: rendered once per lesson and language. The template puts the word of `slots.look` among
/// the attributes of the page, that of `slots.header` where the layout's header goes (the layout leaves both out when `slots`
/// is there) and that of `slots.footer` after the text; the server then splits the page there.
#[derive(Debug, Clone, Serialize)]
pub struct LessonPage {
    /// The course.
    pub course: Link,
    /// Title of the module.
    pub module: String,
    /// Place among the lessons of the course, from 1.
    pub number: usize,
    /// How many lessons the course has.
    pub of: usize,
    /// Title.
    pub title: String,
    /// Minutes to read.
    pub minutes: u32,
    /// There is no translation into the reader's language; the original is shown.
    pub untranslated: bool,
    /// Language of the text, for `lang=`.
    pub text_lang: String,
    /// HTML and self-checks in order.
    pub pieces: Vec<PieceView>,
    /// The lesson before.
    pub previous: Option<Link>,
    /// The item after.
    pub next: Option<Link>,
    /// Address of the script that reads aloud.
    pub listen: String,
    /// Markers for the personal parts.
    pub slots: Slots,
}

/// Markers that stand in the rendered page for the personal parts. Inserted unescaped.
#[derive(Debug, Clone, Serialize)]
pub struct Slots {
    /// For `learning/lesson_look.html`.
    pub look: String,
    /// For `learning/lesson_header.html`.
    pub header: String,
    /// For `learning/lesson_footer.html`.
    pub footer: String,
}

/// A stretch of a lesson: either `html` or `check`.
#[derive(Debug, Clone, Serialize)]
pub struct PieceView {
    /// Safe HTML.
    pub html: Option<String>,
    /// A self-check.
    pub check: Option<CheckView>,
}

/// An ungraded self-check: a GET form to the lesson's own address with `check={id}` and `pick` (repeated for several),
/// `typed`, or the fields of an attempt's form; the answer comes back in the page at `#{anchor}`. Nothing is stored.
#[derive(Debug, Clone, Serialize)]
pub struct CheckView {
    /// Question id.
    pub id: String,
    /// Anchor of its section.
    pub anchor: String,
    /// Address of the lesson with the anchor, for the form's action.
    pub action: String,
    /// Safe HTML.
    pub stem_html: String,
    /// The type, as the API says it.
    pub kind: &'static str,
    /// Several choices may be picked.
    pub several: bool,
    /// Items to join or to order, practical work.
    pub parts: PartsView,
    /// Safe HTML of the hints, in collapsible parts.
    pub hints: Vec<String>,
    /// For single, multiple, true_false.
    pub choices: Vec<CheckChoice>,
    /// What was typed (number, text).
    pub typed: String,
    /// Shown behind a number field.
    pub unit: Option<String>,
    /// Whether there is an answer.
    pub answered: bool,
    /// Whether the answer was right, once answered, where anything is right.
    pub right: Option<bool>,
    /// Safe HTML of the right answers of blanks, pairs and orders, once answered.
    pub correct: Vec<String>,
    /// Safe HTML of feedback to a typed answer.
    pub feedback_html: Option<String>,
    /// Safe HTML, once answered.
    pub explanation_html: Option<String>,
}

/// A choice of a self-check.
#[derive(Debug, Clone, Serialize)]
pub struct CheckChoice {
    /// Value of `pick`.
    pub value: usize,
    /// Inline HTML.
    pub html: String,
    /// Was picked.
    pub picked: bool,
    /// Whether it is right; said once answered, for picked ones.
    pub right: Option<bool>,
    /// Safe HTML, for picked ones once answered.
    pub feedback_html: Option<String>,
}

/// `learning/lesson_footer.html` (with `layout`): progress and the button that completes the lesson and goes on
/// (POST to `action` with the form token), or for visitors the way to an account.
#[derive(Debug, Clone, Serialize)]
pub struct LessonFooter {
    /// Address of the form.
    pub action: String,
    /// Where a script sends the same.
    pub complete: String,
    /// The course, where nothing comes next.
    pub course_url: String,
    /// Whether it is a lesson that counts, and so can be completed.
    pub counts: bool,
    /// Already completed.
    pub completed: bool,
    /// It was edited since, and its author asks to read it again.
    pub reread: bool,
    /// The self-checks that the lesson asks to try before, where it does.
    pub checks: Option<Checks>,
    /// How far one is, when signed in.
    pub progress: Option<Progress>,
    /// What comes next.
    pub next: Option<Link>,
    /// Back to this lesson after signing in.
    pub sign_in_url: String,
    /// For visitors.
    pub register_url: String,
}
