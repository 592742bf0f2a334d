//! From evidence and policies to the flag, and to what is left to do.

use super::record::{Record, Sitting};
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
///
/// An exam that was passed grants from the first instant at which practical work stands beside it: repeating the
/// practical work alone renews nothing. A later failure takes nothing away, nor does a later policy.
#[must_use]
pub fn evaluate(policies: &[Policy], evidence: &[Evidence], now: Instant) -> Standing {
    let record = Record::read(policies, evidence, now);
    let grants = record.grants();
    let period = last_period(&grants);
    let capable = period.is_some_and(|(_, until)| now < until);
    // What renews the flag for longest is what holds it.
    let holding = grants.iter().max_by_key(|grant| (grant.until, grant.exam.order()));
    let current = policies.last();
    let shown = holding.filter(|_| capable).map(|grant| grant.exam).or_else(|| record.latest_exam());
    let rule = holding.map(|grant| grant.exam.policy).or(current);
    Standing {
        capable,
        since: period.map(|(since, _)| since),
        until: period.map(|(_, until)| until),
        rule: rule.map(Policy::name).unwrap_or_default(),
        exam_attempt: shown.map(|exam| exam.attempt),
        score: shown.map(Sitting::right),
        skills: shown
            .map(|exam| exam.policy)
            .or(current)
            .map(|policy| skills(policy, shown, &record))
            .unwrap_or_default(),
        missing: match current {
            Some(current) if !capable => missing(current, &record, period.map(|(_, until)| until)),
            _ => Vec::new(),
        },
    }
}

/// From when until when an exam that was passed grants the flag.
struct Grant<'a> {
    exam: &'a Sitting<'a>,
    from: Instant,
    until: Instant,
}

impl Record<'_> {
    fn grants(&self) -> Vec<Grant<'_>> {
        let practical = self.passed_practicals().map(|sitting| sitting.at).min();
        let passed = self.exams.iter().filter(|exam| exam.passes_exam());
        let mut grants: Vec<Grant<'_>> = passed
            .filter_map(|exam| {
                let from = if exam.policy.practical.is_some() { practical?.max(exam.at) } else { exam.at };
                Some(Grant { exam, from, until: from.plus_months(exam.policy.validity_months) })
            })
            .collect();
        grants.sort_by_key(|grant| (grant.from, grant.until));
        grants
    }
}

/// The last stretch of time that grants, in order of their beginning, cover without a gap. Nothing granted lies ahead
/// of `now`, so it is the one that covers `now` where any does: earlier ones ended before it began.
fn last_period(grants: &[Grant<'_>]) -> Option<(Instant, Instant)> {
    grants.iter().fold(None, |period, grant| match period {
        Some((since, until)) if grant.from <= until => Some((since, until.max(grant.until))),
        _ => Some((grant.from, grant.until)),
    })
}

/// How the exam shown and the best practical work stand against a policy, by skill.
fn skills(policy: &Policy, exam: Option<&Sitting<'_>>, record: &Record<'_>) -> Vec<SkillStanding> {
    let mut skills: Vec<SkillStanding> = Vec::new();
    for rule in &policy.exam.skills {
        let (earned, of) = exam.map_or((0, rule.draw), |exam| exam.of_skill(&rule.skill));
        skills.push(SkillStanding {
            skill: rule.skill.clone(),
            earned: f64::from(earned),
            of: f64::from(of),
            required: f64::from(rule.floor),
            evidence: exam.map_or(0, |_| of),
            met: exam.is_some() && earned >= rule.floor,
        });
    }
    if let Some(practical) = &policy.practical {
        let best = record.best_practical();
        let lowest = practical.any_of.iter().map(|way| way.pass).fold(100.0, f64::min);
        skills.push(SkillStanding {
            skill: practical.skill.clone(),
            earned: best.map_or(0.0, Sitting::percent),
            of: 100.0,
            required: best.and_then(Sitting::practical_pass).unwrap_or(lowest),
            evidence: best.map_or(0, Sitting::size),
            met: best.is_some_and(Sitting::passes_practical),
        });
    }
    skills
}

/// What is left to do for who is not capable.
fn missing(current: &Policy, record: &Record<'_>, expired: Option<Instant>) -> Vec<Missing> {
    let mut missing: Vec<Missing> = expired.map(|at| Missing::Expired { at }).into_iter().collect();
    let passed = record.exams.iter().filter(|exam| exam.passes_exam()).max_by_key(|exam| exam.order());
    let shown = record.passed_practicals().next().is_some();
    let practical = |policy: &Policy| {
        let ways = policy.practical.as_ref().filter(|_| !shown).map(|practical| &practical.any_of);
        ways.map(|ways| Missing::PracticalNotDone { items: ways.iter().map(|way| way.item.clone()).collect() })
    };
    match (passed, record.latest_exam()) {
        // Practical work alone would do, whatever was failed since.
        (Some(exam), _) if practical(exam.policy).is_some() => missing.extend(practical(exam.policy)),
        (_, Some(exam)) => {
            missing.extend(exam.shortfalls());
            missing.extend(practical(current));
        }
        (_, None) => {
            missing.push(Missing::ExamNotTaken { item: current.exam.item.clone() });
            missing.extend(practical(current));
        }
    }
    missing
}

#[cfg(test)]
mod tests;
