//! What a policy says of a person: the flag, why, and what is left.

use super::{Supervision, Suspension};
use crate::ids::AttemptId;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// What a policy says of a person at an instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Whether the flag holds at `now`.
    pub capable: bool,
    /// Since when it has held without a gap; kept after it expired.
    pub since: Option<Instant>,
    /// Until when it holds, or held.
    pub until: Option<Instant>,
    /// The policy (`R1@2026-12`) under which it was granted, else the current one.
    pub rule: String,
    /// The attempt of the exam that granted it, or the one that the skills below are shown of: the latest.
    pub exam_attempt: Option<AttemptId>,
    /// Right answers in that attempt.
    pub score: Option<u32>,
    /// By skill of the policy, in its order; the practical skill last.
    pub skills: Vec<SkillStanding>,
    /// What is left to do; empty when capable.
    pub missing: Vec<Missing>,
    /// A where what was done under somebody's eyes would hold the flag by itself, else B; none where it does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Supervision>,
    /// Set while the flag is suspended, whether it would hold otherwise or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<Suspension>,
    /// When it was last renewed by the short form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refreshed: Option<Instant>,
    /// The short form that the holder may take instead of a full one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh: Option<RefreshChance>,
}

/// A short form that a holder may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshChance {
    /// How many questions.
    pub questions: u32,
    /// How many right answers renew the flag.
    pub pass: u32,
    /// Months that are added to its end.
    pub extends_months: u32,
    /// How often it may still be renewed like that before a full form is due.
    pub left: u32,
}

/// One skill of a standing. It is feedback: so few questions certify no single skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SkillStanding {
    /// Skill id.
    pub skill: String,
    /// Right answers (in the shown exam attempt), or the best percent of practical work.
    pub earned: f64,
    /// How many questions, or 100 for practical work.
    pub of: f64,
    /// How many right answers, or percent, are required.
    pub required: f64,
    /// Number of evidence rows behind it.
    pub evidence: u32,
    /// Whether it is met.
    pub met: bool,
    /// Whether the questions are enough, and right enough, to say that the person masters this skill by itself.
    #[serde(default)]
    pub mastered: bool,
}

/// One thing that is left to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Missing {
    /// The exam was not taken yet.
    ExamNotTaken {
        /// Item id.
        item: String,
    },
    /// Too few right answers in the latest exam.
    TotalBelowPass {
        /// Right answers.
        earned: u32,
        /// Required.
        required: u32,
        /// Questions.
        of: u32,
    },
    /// A skill below its floor in the latest exam.
    SkillBelowFloor {
        /// Skill id.
        skill: String,
        /// Right answers.
        earned: u32,
        /// Required.
        required: u32,
        /// Questions.
        of: u32,
    },
    /// The latest exam had fewer scored questions than a decision needs.
    TooFewQuestions {
        /// Scored questions.
        of: u32,
        /// Required.
        required: u32,
    },
    /// Practical work was not shown yet.
    PracticalNotDone {
        /// Item ids, any one of which serves.
        items: Vec<String>,
    },
    /// The flag ran out.
    Expired {
        /// When.
        at: Instant,
    },
    /// The flag waits for a case to be settled.
    Suspended {
        /// Since when.
        at: Instant,
        /// The case, as a word.
        case: String,
    },
}
