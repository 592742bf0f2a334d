//! A policy for tests: R1, as the course ships it.

use super::{AttemptRule, EffortRule, ExamRule, Policy, PracticalRule, PracticalWay, SkillRule, Standard};
use crate::course::Spread;
use crate::instant::DAY;

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
