//! Supervised sittings: the facilitator's list and desk, the learner's way in.

use super::class::QrView;
use super::{FormState, Link, When};
use serde::Serialize;

/// `sitting/sittings.html`
#[derive(Debug, Clone, Serialize)]
pub struct SittingsPage {
    /// The form; none while one is open.
    pub open: Option<OpenForm>,
    /// The newest first.
    pub rows: Vec<SittingRow>,
    /// More of them.
    pub next_url: Option<String>,
}

/// What a sitting is opened with. The addresses of options are the values of their fields.
#[derive(Debug, Clone, Serialize)]
pub struct OpenForm {
    /// Exams: `course/quiz`.
    pub exams: Vec<Link>,
    /// Units in the scope; empty where there are too many to pick from: then the code is typed.
    pub units: Vec<Link>,
    /// Lengths in minutes.
    pub lengths: Vec<Link>,
    /// What was typed.
    pub form: FormState,
}

/// A sitting in the list.
#[derive(Debug, Clone, Serialize)]
pub struct SittingRow {
    /// The exam, leading to the desk.
    pub link: Link,
    /// Name of the place.
    pub unit: String,
    /// When it was opened.
    pub opened: When,
    /// How many joined.
    pub joined: u64,
    /// It is open.
    pub open: bool,
}

/// `sitting/desk.html`
#[derive(Debug, Clone, Serialize)]
pub struct DeskPage {
    /// The exam.
    pub exam: String,
    /// The course.
    pub course: String,
    /// Name of the place.
    pub unit: String,
    /// When it is over, or was.
    pub over: When,
    /// The code of the minute; none once it is over.
    pub code: Option<CodeView>,
    /// Who joined, in their order.
    pub members: Vec<MemberView>,
    /// The class that it was opened for.
    pub class: Option<Link>,
    /// Who of the class has not joined.
    pub missing: Vec<MissingView>,
    /// How many handed in.
    pub handed_in: usize,
    /// Where ending is asked for; none once it is over.
    pub end_url: Option<String>,
}

/// Somebody of the class who is not in the room.
#[derive(Debug, Clone, Serialize)]
pub struct MissingView {
    /// Name.
    pub name: String,
    /// A phone number is known of them.
    pub has_phone: bool,
}

/// A code that changes.
#[derive(Debug, Clone, Serialize)]
pub struct CodeView {
    /// Three digits, a space, three digits.
    pub shown: String,
    /// The address where it is typed, as people say it.
    pub address: String,
    /// Seconds until the next one.
    pub seconds: i64,
    /// The same as a picture that a phone reads, where there is one.
    pub qr: Option<QrView>,
}

/// Somebody who joined.
#[derive(Debug, Clone, Serialize)]
pub struct MemberView {
    /// Name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// A, B or C.
    pub letter: &'static str,
    /// `joined`, `answering`, `handed_in`, `void` or `out`.
    pub state: &'static str,
    /// Where a form lets them out, or in again; none once they have begun.
    pub action: Option<String>,
}

/// `sitting/end.html`: asks before it ends.
#[derive(Debug, Clone, Serialize)]
pub struct EndPage {
    /// The desk.
    pub up: Link,
    /// How many are answering.
    pub answering: usize,
    /// Address of the form.
    pub action: String,
}

/// `sitting/enter.html`: where the code is typed.
#[derive(Debug, Clone, Serialize)]
pub struct EnterPage {
    /// What was typed.
    pub form: FormState,
}

/// `sitting/joined.html`: before the exam starts.
#[derive(Debug, Clone, Serialize)]
pub struct JoinedPage {
    /// The course.
    pub course: Link,
    /// The exam.
    pub exam: Link,
    /// Name of the place.
    pub unit: String,
    /// Name of the facilitator.
    pub facilitator: String,
    /// The form's letter.
    pub letter: &'static str,
    /// When the sitting is over.
    pub over: When,
    /// Address of the form that starts.
    pub start_url: Option<String>,
    /// Why it may not be started: a sentence.
    pub refusal: Option<String>,
    /// The attempt that runs.
    pub open_url: Option<String>,
    /// What has to be done before.
    pub waits_for: Vec<Link>,
}
