//! The flag: why, and what is left.

use super::assessment::SkillBar;
use super::{FormState, Link, When};
use serde::Serialize;

/// `competency/why.html`
#[derive(Debug, Clone, Serialize)]
pub struct WhyPage {
    /// Name of the person, when a facilitator or administrator looks; none for one's own page.
    pub person: Option<String>,
    /// One for each flag that a course can grant.
    pub flags: Vec<FlagView>,
}

/// One flag.
#[derive(Debug, Clone, Serialize)]
pub struct FlagView {
    /// Title of the course.
    pub course: Link,
    /// Holds now.
    pub capable: bool,
    /// Since when.
    pub since: Option<When>,
    /// Until when.
    pub until: Option<When>,
    /// `R1@2026-12`
    pub rule: String,
    /// The cut has not been confirmed by a panel.
    pub provisional: bool,
    /// Right answers needed.
    pub pass: u32,
    /// Of so many.
    pub questions: u32,
    /// Right answers in the exam attempt shown.
    pub score: Option<u32>,
    /// Most attempts in the window.
    pub attempts: u32,
    /// Days of the window.
    pub window_days: i64,
    /// By skill; practical work last.
    pub skills: Vec<SkillBar>,
    /// What is left, each a sentence with where to do it.
    pub missing: Vec<MissingView>,
    /// Evidence, newest first.
    pub evidence: Vec<EvidenceView>,
    /// Certificates held.
    pub certificates: Vec<Link>,
    /// `a` where what was watched would hold it by itself, else `b`; none where it does not hold.
    pub grade: Option<&'static str>,
    /// While it is suspended.
    pub suspended: Option<SuspendedView>,
    /// When it was last renewed by the short form.
    pub refreshed: Option<When>,
    /// The short form that the person may take now.
    pub refresh: Option<RefreshView>,
    /// Months for which it holds.
    pub months: u32,
    /// Seconds below which an answer is too fast, and how many such are too many; none where nobody looks.
    pub effort: Option<(String, u32)>,
    /// What people and the effort rule decided, newest first.
    pub acts: Vec<ActView>,
    /// All tries of the exam are used up: when the next one is free without a session with a facilitator.
    pub used_up: Option<When>,
    /// Where a facilitator says that such a session was held.
    pub session_url: Option<String>,
    /// Where an inspector suspends it, or reinstates it.
    pub act_url: Option<String>,
}

/// A flag that waits for its case.
#[derive(Debug, Clone, Serialize)]
pub struct SuspendedView {
    /// Since when.
    pub since: When,
    /// The case.
    pub case: String,
}

/// A short form.
#[derive(Debug, Clone, Serialize)]
pub struct RefreshView {
    /// How many questions.
    pub questions: u32,
    /// How many must be right.
    pub pass: u32,
    /// Months that are added.
    pub months: u32,
    /// The exam's page, for whose flag it is.
    pub url: Option<String>,
}

/// Something that was decided.
#[derive(Debug, Clone, Serialize)]
pub struct ActView {
    /// When.
    pub when: When,
    /// What, as a sentence.
    pub text: String,
}

/// One thing that is left to do.
#[derive(Debug, Clone, Serialize)]
pub struct MissingView {
    /// The sentence.
    pub text: String,
    /// Where to do it.
    pub link: Option<Link>,
    /// Several ways, any one of which does; empty where there is but one.
    pub ways: Vec<WayView>,
    /// Further lessons on a weak skill, after the one that `link` leads to.
    pub lessons: Vec<Link>,
}

/// A way to do it.
#[derive(Debug, Clone, Serialize)]
pub struct WayView {
    /// Where.
    pub link: Link,
    /// What it needs, as a sentence.
    pub need: String,
}

/// One attempt as evidence.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceView {
    /// When.
    pub when: When,
    /// Title of the quiz and address of the attempt; no address for who may not see it.
    pub item: Link,
    /// Name of the skill.
    pub skill: String,
    /// Right of so many, as text.
    pub points: String,
    /// `a` under somebody's eyes, else `b`.
    pub grade: &'static str,
    /// The attempt counts no longer.
    pub void: bool,
    /// Where an inspector makes the attempt void.
    pub void_url: Option<String>,
}

/// `competency/session.html`: asks before a session is recorded.
#[derive(Debug, Clone, Serialize)]
pub struct SessionPage {
    /// Name of the person.
    pub person: String,
    /// Title of the course.
    pub course: String,
    /// Most tries in the window.
    pub attempts: u32,
    /// Lessons on what was weak, to go through together.
    pub lessons: Vec<Link>,
    /// Where the form goes.
    pub action: String,
    /// Where one came from.
    pub back_url: String,
    /// What was sent.
    pub form: FormState,
}
