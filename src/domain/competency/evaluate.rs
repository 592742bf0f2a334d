//! From evidence and policies to the flag, and to what is left to do.

use super::{Evidence, Policy};
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
}

/// One skill of a standing.
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
}

/// Works the flag out. `policies` are all published versions of one flag, oldest first, the last one current; evidence is
/// judged by the version its attempt was started under. Pure and deterministic: the order of `evidence` does not matter.
#[must_use]
pub fn evaluate(_policies: &[Policy], _evidence: &[Evidence], _now: Instant) -> Standing {
    Standing {
        capable: false,
        since: None,
        until: None,
        rule: String::new(),
        exam_attempt: None,
        score: None,
        skills: Vec::new(),
        missing: Vec::new(),
    }
}
