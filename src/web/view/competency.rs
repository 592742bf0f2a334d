//! The flag: why, and what is left.

use super::assessment::SkillBar;
use super::{Link, When};
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
}

/// One thing that is left to do.
#[derive(Debug, Clone, Serialize)]
pub struct MissingView {
    /// The sentence.
    pub text: String,
    /// Where to do it.
    pub link: Option<Link>,
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
}
