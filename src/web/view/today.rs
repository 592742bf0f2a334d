//! Today: where to go on, how far one is, what is left, and what is one's own.

use super::catalog::CourseCard;
use super::certificate::CertificateView;
use super::competency::MissingView;
use super::marking::WorkRow;
use super::{Link, Progress};
use serde::Serialize;
use xutra_domain::learning::Stop;

/// `people/me.html`
#[derive(Debug, Clone, Serialize)]
pub struct TodayPage {
    /// Name.
    pub name: String,
    /// Login.
    pub login: String,
    /// `resident`, `official`, `business`, `facilitator`.
    pub audience: &'static str,
    /// Words of the roles (`certifier`, ...).
    pub roles: Vec<&'static str>,
    /// Where one left off.
    pub resume: Option<Resume>,
    /// The way through that course.
    pub plan: Vec<StopView>,
    /// What is read of each of its skills.
    pub skills: Vec<GrowingView>,
    /// The flag, where a policy stands.
    pub flag: Option<NextSteps>,
    /// Courses taken part in; all there are, for who takes part in none.
    pub courses: Vec<CourseCard>,
    /// Whether one takes part in any.
    pub enrolled: bool,
    /// Certificates.
    pub certificates: Vec<CertificateView>,
    /// Practical work that was handed in.
    pub works: Vec<WorkRow>,
    /// Whether one is asked to tell of one's work with AI.
    pub records: bool,
    /// Records of others that wait for one.
    pub to_confirm: u64,
}

/// Where the person left off: the biggest thing on the page.
#[derive(Debug, Clone, Serialize)]
pub struct Resume {
    /// The course.
    pub course: Link,
    /// The next item.
    pub item: Link,
    /// `lesson`, `quiz` or `exam`.
    pub kind: &'static str,
    /// Minutes it takes.
    pub minutes: u32,
    /// Minutes of all that is left of the course.
    pub left: u32,
    /// An attempt at it is running.
    pub begun: bool,
    /// How far one is.
    pub progress: Progress,
}

/// A module as a stop on the way.
#[derive(Debug, Clone, Serialize)]
pub struct StopView {
    /// Its title.
    pub title: String,
    /// `done`, `now` or `ahead`.
    pub stop: Stop,
    /// Done.
    pub completed: usize,
    /// Of so many.
    pub total: usize,
}

/// A skill by the lessons that were read of it.
#[derive(Debug, Clone, Serialize)]
pub struct GrowingView {
    /// Name.
    pub name: String,
    /// How many are read.
    pub progress: Progress,
}

/// What is left to the flag.
#[derive(Debug, Clone, Serialize)]
pub struct NextSteps {
    /// It holds.
    pub capable: bool,
    /// The first steps.
    pub steps: Vec<MissingView>,
    /// How many more there are.
    pub more: usize,
    /// The flag's page.
    pub why_url: String,
}
