//! 'Capable of basic AI skills': a pure function of evidence and policy. No clock, no database.

mod acts;
#[cfg(test)]
mod acts_tests;
mod effort;
mod evaluate;
mod evidence;
#[cfg(test)]
mod oracle_tests;
mod period;
mod policy;
#[cfg(test)]
mod population_tests;
mod record;
#[cfg(test)]
mod refresh_tests;
#[cfg(test)]
mod rejudged_tests;
#[cfg(test)]
pub(crate) mod samples;
mod standard;
mod standing;

pub use acts::{Act, ActKind, Suspension, suspension};
pub use effort::{Effort, judge_effort, paces};
pub use evaluate::evaluate;
pub use evidence::{Evidence, Supervision};
pub use policy::{
    AttemptRule, EffortRule, ExamRule, Policy, PracticalRule, PracticalWay, RefreshRule, SkillRule, Standard,
};
pub use standard::{is_mastered, meets_standard, smallest_cut};
pub use standing::{Missing, RefreshChance, SkillStanding, Standing};
