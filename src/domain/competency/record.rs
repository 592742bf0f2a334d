//! A person's evidence as sittings: attempts at the exam or at practical work, each judged by the policy version under
//! which it was started.

use super::{Evidence, Missing, Policy, PracticalWay, Supervision};
use crate::ids::AttemptId;
use crate::instant::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// Shares of points and percents that differ by less are the same.
const DUST: f64 = 1e-9;

/// One attempt.
#[derive(Debug)]
pub(super) struct Sitting<'a> {
    /// The attempt.
    pub(super) attempt: AttemptId,
    /// The version that judges it.
    pub(super) policy: &'a Policy,
    /// When it was submitted.
    pub(super) at: Instant,
    /// Set for practical work.
    way: Option<&'a PracticalWay>,
    /// One row for each question.
    rows: Vec<&'a Evidence>,
}

/// All attempts that a policy looks at.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    /// Attempts at the exam's full form.
    pub(super) exams: Vec<Sitting<'a>>,
    /// Attempts at the exam's short form.
    pub(super) refreshes: Vec<Sitting<'a>>,
    /// Attempts at practical work.
    practicals: Vec<Sitting<'a>>,
}

impl<'a> Record<'a> {
    /// Reads what was known at `now`, without the attempts that count no longer. Evidence under a version that is not in
    /// the list is judged by none.
    pub(super) fn read(
        policies: &'a [Policy],
        evidence: &'a [Evidence],
        voided: &BTreeSet<AttemptId>,
        now: Instant,
    ) -> Self {
        let mut sittings: BTreeMap<_, BTreeMap<&str, &Evidence>> = BTreeMap::new();
        for row in evidence.iter().filter(|row| row.at <= now && !voided.contains(&row.attempt)) {
            let key = (row.attempt, row.policy.as_str(), row.item.as_str(), row.refresh, row.judgement);
            let rows = sittings.entry(key).or_default();
            // A question that was recorded twice counts once, whichever row comes first.
            let kept = rows.entry(row.question.as_str()).or_insert(row);
            if (row.version, row.points) > (kept.version, kept.points) {
                *kept = row;
            }
        }
        let mut record = Self::default();
        for ((attempt, name, item, refresh, _), rows) in sittings {
            let Some(policy) = policies.iter().find(|policy| policy.name() == name) else { continue };
            let rows: Vec<&Evidence> = rows.into_values().collect();
            let at = rows.iter().map(|row| row.at).max().unwrap_or_default();
            let way = policy.practical.iter().flat_map(|practical| &practical.any_of).find(|way| way.item == item);
            if policy.exam.item == item {
                let sittings = if refresh { &mut record.refreshes } else { &mut record.exams };
                sittings.push(Sitting { attempt, policy, at, way: None, rows });
            } else if way.is_some() {
                record.practicals.push(Sitting { attempt, policy, at, way, rows });
            }
        }
        record.exams = first_passes(record.exams, Sitting::passes_exam);
        record.refreshes = first_passes(record.refreshes, Sitting::passes_refresh);
        record.practicals = first_passes(record.practicals, Sitting::passes_practical);
        record
    }

    /// The exam taken last.
    pub(super) fn latest_exam(&self) -> Option<&Sitting<'a>> {
        self.exams.iter().max_by_key(|exam| exam.order())
    }

    /// Practical work that passed.
    pub(super) fn passed_practicals(&self) -> impl Iterator<Item = &Sitting<'a>> {
        self.practicals.iter().filter(|sitting| sitting.passes_practical())
    }

    /// The practical work that stands for its skill: one that passed before one that did not, the better, the later.
    pub(super) fn best_practical(&self) -> Option<&Sitting<'a>> {
        self.practicals.iter().max_by(|a, b| {
            let passed = a.passes_practical().cmp(&b.passes_practical());
            passed.then(a.percent().total_cmp(&b.percent())).then(a.order().cmp(&b.order()))
        })
    }
}

/// An attempt that was judged anew counts once more only where it then passes for the first time: that can grant, but it
/// neither takes away nor renews what the attempt granted by itself. Judgements of an attempt stand in their order.
fn first_passes<'a>(sittings: Vec<Sitting<'a>>, passes: fn(&Sitting<'a>) -> bool) -> Vec<Sitting<'a>> {
    let mut kept: Vec<Sitting<'a>> = Vec::new();
    for sitting in sittings {
        match kept.last().filter(|last| last.attempt == sitting.attempt) {
            Some(last) if passes(last) || !passes(&sitting) => {}
            _ => kept.push(sitting),
        }
    }
    kept
}

impl Sitting<'_> {
    /// Sorts attempts by time, those of one instant by their id.
    pub(super) fn order(&self) -> (Instant, AttemptId) {
        (self.at, self.attempt)
    }

    /// How many questions it had.
    pub(super) fn size(&self) -> u32 {
        count(self.rows.iter())
    }

    /// How many answers were right.
    pub(super) fn right(&self) -> u32 {
        count(self.rows.iter().filter(|row| is_right(row)))
    }

    /// Right answers and questions of a skill.
    pub(super) fn of_skill(&self, skill: &str) -> (u32, u32) {
        let rows = || self.rows.iter().filter(|row| row.skill == skill);
        (count(rows().filter(|row| is_right(row))), count(rows()))
    }

    /// How it was watched: under somebody's eyes only where every row says so.
    pub(super) fn supervision(&self) -> Supervision {
        let watched = self.rows.iter().all(|row| row.supervision == Supervision::A);
        if watched { Supervision::A } else { Supervision::B }
    }

    /// Whether it passes as an exam. One of fewer scored questions than the policy asks is too little to decide on.
    pub(super) fn passes_exam(&self) -> bool {
        let exam = &self.policy.exam;
        self.size() >= exam.questions && exam.is_passed(self.right(), |skill| self.of_skill(skill).0)
    }

    /// Whether it passes as a short form, which has no floors.
    pub(super) fn passes_refresh(&self) -> bool {
        self.policy.refresh.is_some_and(|rule| self.size() >= rule.questions && self.right() >= rule.pass)
    }

    /// What it lacks as an exam.
    pub(super) fn shortfalls(&self) -> Vec<Missing> {
        let exam = &self.policy.exam;
        let (earned, of) = (self.right(), self.size());
        let total = (earned < exam.pass).then_some(Missing::TotalBelowPass { earned, required: exam.pass, of });
        let skills = exam.skills.iter().filter_map(|rule| {
            let (earned, of) = self.of_skill(&rule.skill);
            let skill = rule.skill.clone();
            (earned < rule.floor).then_some(Missing::SkillBelowFloor { skill, earned, required: rule.floor, of })
        });
        let few = (of < exam.questions).then_some(Missing::TooFewQuestions { of, required: exam.questions });
        few.into_iter().chain(total).chain(skills).collect()
    }

    /// Percent of the points, each question counting alike.
    pub(super) fn percent(&self) -> f64 {
        let points: f64 = self.rows.iter().map(|row| row.points.clamp(0.0, 1.0)).sum();
        let percent = 100.0 * points / f64::from(self.size().max(1));
        (percent * 1e9).round() / 1e9
    }

    /// The percent that passes, for practical work.
    pub(super) fn practical_pass(&self) -> Option<f64> {
        self.way.map(|way| way.pass)
    }

    /// Whether it passes as practical work.
    pub(super) fn passes_practical(&self) -> bool {
        self.practical_pass().is_some_and(|pass| self.percent() >= pass - DUST)
    }
}

fn is_right(row: &Evidence) -> bool {
    row.points >= 1.0 - DUST
}

fn count<T>(rows: impl Iterator<Item = T>) -> u32 {
    u32::try_from(rows.count()).unwrap_or(u32::MAX)
}
