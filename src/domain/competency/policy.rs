//! The policy as data: what `capability.toml` says. A new version never removes a flag that an earlier one granted.

use crate::course::Spread;
use serde::{Deserialize, Serialize};

/// One policy of `capability.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Short name, such as `R1`.
    pub id: String,
    /// Version, such as `2026-12`.
    pub version: String,
    /// The flag it grants.
    pub flag: String,
    /// Id of the course.
    pub course: String,
    /// The standard that the cut follows from.
    pub standard: Standard,
    /// The exam.
    pub exam: ExamRule,
    /// Practical work.
    pub practical: Option<PracticalRule>,
    /// How often the exam may be tried.
    pub attempts: AttemptRule,
    /// What counts as guessing without reading.
    pub effort: EffortRule,
    /// How many calendar months the flag holds.
    pub validity_months: u32,
    /// How a holder renews it.
    pub refresh: Option<RefreshRule>,
}

/// The smallest k with P(true score >= cut | k of n, Beta(1,1)) >= confidence is the mark that passes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standard {
    /// True score that is asked for, 0 to 1.
    pub cut: f64,
    /// How sure one must be, 0 to 1.
    pub confidence: f64,
    /// Where the cut comes from; `provisional` until a panel has confirmed it.
    pub source: String,
}

/// The exam: its item, how many questions, how many right, by skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExamRule {
    /// Item id of the exam.
    pub item: String,
    /// How many questions are drawn.
    pub questions: u32,
    /// How many right answers pass.
    pub pass: u32,
    /// By skill, in the order of the file.
    pub skills: Vec<SkillRule>,
}

/// How many questions of a skill are drawn, and how many must be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillRule {
    /// Skill id.
    pub skill: String,
    /// How many are drawn.
    pub draw: u32,
    /// How many must be right.
    pub floor: u32,
    /// How the drawn ones spread over the difficulties, as far as the bank allows.
    #[serde(default, skip_serializing_if = "Spread::is_empty")]
    pub spread: Spread,
}

/// Practical work: any one of several ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PracticalRule {
    /// The skill it shows.
    pub skill: String,
    /// The ways.
    pub any_of: Vec<PracticalWay>,
}

/// One way to show practical work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PracticalWay {
    /// Item id of a quiz, or of a task.
    pub item: String,
    /// Whether it is a task that a person marks.
    pub task: bool,
    /// Percent that passes, 0 to 100.
    pub pass: f64,
    /// Who may mark it (`other` is anybody but the learner's own facilitator).
    pub grader: Option<String>,
}

/// How often the exam may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptRule {
    /// Attempts in a window.
    pub max: u32,
    /// Length of the window in milliseconds.
    pub window: i64,
    /// Milliseconds between the end of an attempt and the start of the next.
    pub cooldown: i64,
}

/// Rapid guessing; zeros turn it off.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EffortRule {
    /// Answers faster than this are rapid, in milliseconds.
    pub floor_ms: i64,
    /// Likewise faster than this share of the question's median time, 0 to 1.
    pub share_of_median: f64,
    /// More rapid answers than this void an attempt.
    pub void_above: u32,
}

/// How a holder renews the flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshRule {
    /// How many questions are drawn.
    pub questions: u32,
    /// How many right answers pass.
    pub pass: u32,
    /// Months added.
    pub extends_months: u32,
    /// How many times before a full form is due again.
    pub times: u32,
}

impl ExamRule {
    /// Whether so many right answers, in all and by skill, pass: the total and every floor must be reached.
    #[must_use]
    pub fn is_passed(&self, right: u32, of_skill: impl Fn(&str) -> u32) -> bool {
        right >= self.pass && self.skills.iter().all(|rule| of_skill(&rule.skill) >= rule.floor)
    }
}

impl Policy {
    /// `R1@2026-12`: names the rule wherever it decided something.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// Whether both decide alike. How a draw spreads over the difficulties says which questions are asked, not what
    /// passes, so that it may change without a new version.
    #[must_use]
    pub fn decides_like(&self, other: &Self) -> bool {
        let decision = |policy: &Self| {
            let mut policy = policy.clone();
            policy.exam.skills.iter_mut().for_each(|rule| rule.spread = Spread::default());
            policy
        };
        decision(self) == decision(other)
    }

    /// The policy as its short form asks: the questions in proportion to what the full form draws of each skill, without
    /// floors. Whole shares first, then what is left to the largest remainders, the earlier skill among equals.
    #[must_use]
    pub fn refresh_form(&self) -> Option<Self> {
        let rule = self.refresh?;
        let total = self.exam.skills.iter().map(|skill| u64::from(skill.draw)).sum::<u64>().max(1);
        let shares = self.exam.skills.iter().map(|skill| u64::from(skill.draw) * u64::from(rule.questions));
        let mut draws: Vec<(u64, u64)> = shares.map(|share| (share / total, share % total)).collect();
        let given: u64 = draws.iter().map(|(whole, _)| whole).sum();
        let mut order: Vec<usize> = (0..draws.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(draws[*index].1));
        let rest = usize::try_from(u64::from(rule.questions).saturating_sub(given)).unwrap_or(0);
        for index in order.into_iter().take(rest) {
            draws[index].0 += 1;
        }
        let skills = self.exam.skills.iter().zip(draws).map(|(skill, (draw, _))| SkillRule {
            skill: skill.skill.clone(),
            draw: u32::try_from(draw).unwrap_or(u32::MAX),
            floor: 0,
            spread: Spread::default(),
        });
        let exam = ExamRule {
            item: self.exam.item.clone(),
            questions: rule.questions,
            pass: rule.pass,
            skills: skills.filter(|skill| skill.draw > 0).collect(),
        };
        Some(Self { exam, ..self.clone() })
    }

    /// The way in which that quiz is practical evidence, if it is one: marked by the program, or by people.
    #[must_use]
    pub fn practical_way(&self, quiz: &str) -> Option<&PracticalWay> {
        self.practical.as_ref()?.any_of.iter().find(|way| way.item == quiz)
    }
}
