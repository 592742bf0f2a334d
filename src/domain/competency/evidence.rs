//! Evidence: what a person did that a policy looks at. Append-only; rows are never changed.

use crate::ids::AttemptId;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// One scored question of one submitted attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The attempt.
    pub attempt: AttemptId,
    /// Item id of the exam or quiz.
    pub item: String,
    /// Name of the policy (`R1@2026-12`) that the attempt was started under.
    pub policy: String,
    /// The author's id of the question.
    pub question: String,
    /// Key of the immutable question version.
    pub version: i64,
    /// The skill it is evidence of.
    pub skill: String,
    /// Points earned, as a share of what it could earn: 0 to 1.
    pub points: f64,
    /// When the attempt was submitted, or judged anew.
    pub at: Instant,
    /// Under whose eyes.
    pub supervision: Supervision,
    /// 0 for what the attempt itself earned; else the revision whose publication had it judged anew.
    #[serde(default)]
    pub judgement: i64,
    /// Whether the attempt was a holder's short form of the exam.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refresh: bool,
}

/// How an attempt was watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Supervision {
    /// In a session that a facilitator opened and watched.
    A,
    /// Online, alone.
    B,
}
