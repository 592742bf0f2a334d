//! From evidence, acts and policies to the flag, and to what is left to do.

use super::acts::{suspension, voided};
use super::record::{Record, Sitting};
use super::standard::is_mastered;
use super::{Act, Evidence, Missing, Policy, RefreshChance, SkillStanding, Standing, Supervision};
use crate::instant::Instant;

/// Works the flag out. `policies` are all published versions of one flag, oldest first, the last one current; evidence is
/// judged by the version its attempt was started under. Pure and deterministic: the order of `evidence` and of `acts`
/// does not matter.
///
/// An exam that was passed grants from the first instant at which practical work stands beside it: repeating the
/// practical work alone renews nothing. A holder's short form adds months. A later failure takes nothing away, nor does a
/// later policy; an act does: evidence of a voided attempt counts no longer from the act on, and a suspended flag does
/// not hold until it is reinstated, which adds no time.
#[must_use]
pub fn evaluate(policies: &[Policy], evidence: &[Evidence], acts: &[Act], now: Instant) -> Standing {
    let record = Record::read(policies, evidence, &voided(acts, now), now);
    let grants = record.grants();
    let period = record.last_period(&grants, None);
    let holds = period.is_some_and(|period| now < period.until);
    let current = policies.last();
    let suspended = current.and_then(|current| suspension(acts, &current.flag, now));
    let capable = holds && suspended.is_none();
    // What renews the flag for longest is what holds it.
    let holding = grants.iter().max_by_key(|grant| (grant.until, grant.exam.order()));
    let shown = holding.filter(|_| holds).map(|grant| grant.exam).or_else(|| record.latest_exam());
    let rule = holding.map(|grant| grant.exam.policy).or(current);
    let watched = || record.last_period(&grants, Some(Supervision::A)).is_some_and(|period| now < period.until);
    let mut left = Vec::new();
    left.extend(suspended.iter().map(|one| Missing::Suspended { at: one.since, case: one.case.clone() }));
    if let Some(current) = current.filter(|_| !holds) {
        left.extend(missing(current, &record, period.map(|period| period.until)));
    }
    Standing {
        capable,
        since: period.map(|period| period.since),
        until: period.map(|period| period.until),
        rule: rule.map(Policy::name).unwrap_or_default(),
        exam_attempt: shown.map(|exam| exam.attempt),
        score: shown.map(Sitting::right),
        skills: shown
            .map(|exam| exam.policy)
            .or(current)
            .map(|policy| skills(policy, shown, &record))
            .unwrap_or_default(),
        missing: left,
        grade: capable.then(|| if watched() { Supervision::A } else { Supervision::B }),
        suspended,
        refreshed: period.and_then(|period| period.refreshed),
        refresh: period.filter(|_| capable).and_then(|period| chance(current?, period.refreshes)),
    }
}

/// The short form that somebody may take who has taken so many since the last full one.
fn chance(current: &Policy, taken: u32) -> Option<RefreshChance> {
    let rule = current.refresh?;
    let left = rule.times.checked_sub(taken).filter(|left| *left > 0)?;
    Some(RefreshChance { questions: rule.questions, pass: rule.pass, extends_months: rule.extends_months, left })
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
            mastered: exam.is_some() && is_mastered(policy.standard.cut, earned, of),
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
            mastered: false,
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
