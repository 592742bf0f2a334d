//! Classes: the facilitator's list and desk, the poster, the newcomer's way in.

use super::{FormState, Link, When};
use serde::Serialize;

/// An address as a picture that a phone reads.
#[derive(Debug, Clone, Serialize)]
pub struct QrView {
    /// How many modules it is wide.
    pub modules: usize,
    /// The dark ones, as the `d` of a path.
    pub path: String,
}

/// `class/classes.html`
#[derive(Debug, Clone, Serialize)]
pub struct ClassesPage {
    /// What a class is opened with.
    pub open: NewClassForm,
    /// The newest first.
    pub rows: Vec<ClassRow>,
    /// More of them.
    pub next_url: Option<String>,
}

/// What a class is opened with. The addresses of options are the values of their fields.
#[derive(Debug, Clone, Serialize)]
pub struct NewClassForm {
    /// Units in the scope; empty where there are too many to pick from: then the code is typed.
    pub units: Vec<Link>,
    /// Courses; the first is none.
    pub courses: Vec<Link>,
    /// Days for which one may join.
    pub lengths: Vec<Link>,
    /// What was typed.
    pub form: FormState,
}

/// A class in the list.
#[derive(Debug, Clone, Serialize)]
pub struct ClassRow {
    /// Its name, leading to the desk.
    pub link: Link,
    /// Name of the place.
    pub unit: String,
    /// Its code.
    pub code: String,
    /// How many joined.
    pub members: u64,
    /// One may join.
    pub open: bool,
}

/// What one joins by.
#[derive(Debug, Clone, Serialize)]
pub struct Invitation {
    /// The code as it is said.
    pub shown: String,
    /// The address where it is typed, as people say it.
    pub address: String,
    /// The address with the code in it.
    pub qr: QrView,
}

/// `class/desk.html`
#[derive(Debug, Clone, Serialize)]
pub struct ClassPage {
    /// Its name.
    pub title: String,
    /// Name of the place.
    pub unit: String,
    /// The course that newcomers are enrolled in.
    pub course: Option<Link>,
    /// Until when one may join, or might.
    pub until: When,
    /// What one joins by; none once it is over.
    pub invitation: Option<Invitation>,
    /// The page to print.
    pub poster_url: String,
    /// Where closing is asked for.
    pub close_url: String,
    /// Address of the form that starts a session.
    pub start_url: String,
    /// The session that takes place.
    pub running_url: Option<String>,
    /// Sessions, the newest first.
    pub sessions: Vec<HeldRow>,
    /// Who joined, in their order.
    pub members: Vec<ClassMemberView>,
    /// How many of them had no account before.
    pub new: usize,
    /// What a supervised exam is opened with.
    pub exam: ClassExamForm,
    /// Supervised exams, the newest first.
    pub exams: Vec<ClassExam>,
    /// The sheets to keep and to print.
    pub pack_url: String,
}

/// What a supervised exam of the class is opened with: posts `exam` and `minutes`.
#[derive(Debug, Clone, Serialize)]
pub struct ClassExamForm {
    /// Exams: `course/quiz`.
    pub exams: Vec<Link>,
    /// Lengths in minutes.
    pub lengths: Vec<Link>,
    /// Address of the form.
    pub action: String,
    /// What was typed.
    pub form: FormState,
}

/// A supervised exam of the class.
#[derive(Debug, Clone, Serialize)]
pub struct ClassExam {
    /// Its desk.
    pub link: Link,
    /// When it was opened.
    pub opened: When,
    /// How many joined.
    pub joined: u64,
    /// How many handed in.
    pub handed_in: usize,
    /// It is open.
    pub open: bool,
}

/// A session in the list.
#[derive(Debug, Clone, Serialize)]
pub struct HeldRow {
    /// When it began.
    pub started: When,
    /// Its page.
    pub url: String,
    /// How many were there.
    pub present: u64,
}

/// Somebody who joined.
#[derive(Debug, Clone, Serialize)]
pub struct ClassMemberView {
    /// Name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// When.
    pub joined: When,
    /// They had no account before.
    pub is_new: bool,
}

/// `class/poster.html`: a sheet for the wall.
#[derive(Debug, Clone, Serialize)]
pub struct PosterPage {
    /// The desk.
    pub up: Link,
    /// Name of the class.
    pub title: String,
    /// Name of the place.
    pub unit: String,
    /// Title of the course.
    pub course: Option<String>,
    /// Name of the facilitator.
    pub facilitator: String,
    /// What one joins by.
    pub invitation: Invitation,
    /// Until when.
    pub until: When,
}

/// `class/close.html`: asks before it is closed.
#[derive(Debug, Clone, Serialize)]
pub struct ClosePage {
    /// The desk.
    pub up: Link,
    /// Address of the form.
    pub action: String,
}

/// `class/enter.html`: where the code is typed.
#[derive(Debug, Clone, Serialize)]
pub struct EnterClassPage {
    /// What was typed.
    pub form: FormState,
}

/// `class/join.html`: which class it is, and the way in.
#[derive(Debug, Clone, Serialize)]
pub struct JoinPage {
    /// Name of the class.
    pub title: String,
    /// Name of the place.
    pub unit: String,
    /// The course.
    pub course: Option<Link>,
    /// Name of the facilitator.
    pub facilitator: String,
    /// What was typed, what is wrong.
    pub form: FormState,
    /// Address of the form that registers.
    pub action: String,
    /// Address of the form by which somebody with an account joins.
    pub join_url: String,
    /// The sign-in, which leads back here.
    pub login_url: String,
    /// Where to go afterwards; may be empty.
    pub next: String,
}
