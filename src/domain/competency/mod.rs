//! 'Capable of basic AI skills': a pure function of evidence and policy. No clock, no database.

mod evaluate;
mod evidence;
mod policy;
mod record;
#[cfg(test)]
mod rejudged_tests;
#[cfg(test)]
pub(crate) mod samples;
mod standard;

pub use evaluate::{Missing, SkillStanding, Standing, evaluate};
pub use evidence::{Evidence, Supervision};
pub use policy::{
    AttemptRule, EffortRule, ExamRule, Policy, PracticalRule, PracticalWay, RefreshRule, SkillRule, Standard,
};
pub use standard::{meets_standard, smallest_cut};
