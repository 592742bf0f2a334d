//! A policy for tests: R1, as the course ships it.

use super::{
    AttemptRule, EffortRule, Evidence, ExamRule, Policy, PracticalRule, PracticalWay, RefreshRule, SkillRule, Standard,
    Supervision,
};
use crate::course::Spread;
use crate::ids::AttemptId;
use crate::instant::{DAY, Instant};
use uuid::Uuid;

/// R1 as published.
pub(crate) fn r1() -> Policy {
    let skills = [
        ("hieu-ai", 4, 2),
        ("chon-viec", 4, 2),
        ("ra-yeu-cau", 6, 4),
        ("kiem-chung", 6, 4),
        ("an-toan", 6, 4),
        ("trach-nhiem", 4, 2),
    ];
    policy("2026-12", 24, &skills)
}

/// The small policy: 5 of 6, two skills.
pub(crate) fn small() -> Policy {
    policy("2026-12", 5, &[("hieu-ai", 3, 1), ("kiem-chung", 3, 3)])
}

/// A policy of `(skill, draw, floor)`.
pub(crate) fn policy(version: &str, pass: u32, skills: &[(&str, u32, u32)]) -> Policy {
    let skills: Vec<SkillRule> = skills
        .iter()
        .map(|(skill, draw, floor)| SkillRule {
            skill: (*skill).into(),
            draw: *draw,
            floor: *floor,
            spread: Spread::default(),
        })
        .collect();
    let questions = skills.iter().map(|rule| rule.draw).sum();
    let way = |item: &str, task, pass| PracticalWay { item: item.into(), task, pass, grader: None };
    Policy {
        id: "R1".into(),
        version: version.into(),
        flag: "ai-co-ban".into(),
        course: "ai".into(),
        standard: Standard { cut: 0.65, confidence: 0.95, source: "provisional".into() },
        exam: ExamRule { item: "danh-gia".into(), questions, pass, skills },
        practical: Some(PracticalRule {
            skill: "ap-dung".into(),
            any_of: vec![way("thuc-hanh", false, 80.0), way("viec-that", true, 70.0)],
        }),
        attempts: AttemptRule { max: 3, window: 90 * DAY, cooldown: 7 * DAY },
        effort: EffortRule { floor_ms: 0, share_of_median: 0.0, void_above: 0 },
        validity_months: 24,
        refresh: None,
    }
}

/// R1 with its short form: 8 of 10 add 24 months, once.
pub(crate) fn r1_with_refresh() -> Policy {
    Policy { refresh: Some(RefreshRule { questions: 10, pass: 8, extends_months: 24, times: 1 }), ..r1() }
}

/// A day at eight.
pub(crate) fn day(text: &str) -> Instant {
    Instant::parse_rfc3339(&format!("{text}T08:00:00Z")).expect("a day")
}

/// The attempt of that number.
pub(crate) fn attempt(number: u128) -> AttemptId {
    AttemptId(Uuid::from_u128(number))
}

/// Rows of one attempt at an item: `(skill, right, of)`.
pub(crate) fn rows(
    policy: &Policy,
    number: u128,
    item: &str,
    at: Instant,
    skills: &[(&str, u32, u32)],
) -> Vec<Evidence> {
    let row = |skill: &str, place: u32, right: bool| Evidence {
        attempt: attempt(number),
        item: item.into(),
        policy: policy.name(),
        question: format!("{skill}-{number}-{place}"),
        version: 1,
        skill: skill.into(),
        points: f64::from(u8::from(right)),
        at,
        supervision: Supervision::B,
        judgement: 0,
        refresh: false,
    };
    skills.iter().flat_map(|(skill, right, of)| (0..*of).map(move |place| row(skill, place, place < *right))).collect()
}

/// The exam of a policy with all right but so many of its first skill.
pub(crate) fn full_form(policy: &Policy, number: u128, on: &str, wrong: u32) -> Vec<Evidence> {
    let skills = policy.exam.skills.iter().enumerate();
    let skills: Vec<_> =
        skills.map(|(at, one)| (one.skill.as_str(), one.draw - if at == 0 { wrong } else { 0 }, one.draw)).collect();
    rows(policy, number, &policy.exam.item, day(on), &skills)
}

/// Practical work that passes.
pub(crate) fn practical(policy: &Policy, number: u128, on: &str) -> Vec<Evidence> {
    rows(policy, number, "thuc-hanh", day(on), &[("ap-dung", 5, 5)])
}

/// A short form of ten questions.
pub(crate) fn short_form(policy: &Policy, number: u128, on: &str, right: u32) -> Vec<Evidence> {
    let mut rows = rows(policy, number, &policy.exam.item, day(on), &[("an-toan", right, 10)]);
    rows.iter_mut().for_each(|row| row.refresh = true);
    rows
}

/// The same under somebody's eyes.
pub(crate) fn watched(mut rows: Vec<Evidence>) -> Vec<Evidence> {
    rows.iter_mut().for_each(|row| row.supervision = Supervision::A);
    rows
}
