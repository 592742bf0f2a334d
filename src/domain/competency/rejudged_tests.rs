//! An attempt that is judged anew can grant, and never takes away.

use super::samples::small;
use super::{Evidence, Policy, Standing, Supervision, evaluate};
use crate::ids::AttemptId;
use crate::instant::Instant;
use uuid::Uuid;

fn at(day: &str) -> Instant {
    Instant::parse_rfc3339(&format!("{day}T08:00:00Z")).expect("a day")
}

/// An attempt at the exam (or, in judgement 0 of item `thuc-hanh`, practical work) with so many right of its rows.
fn rows(policy: &Policy, item: &str, day: &str, judgement: i64, skills: &[(&str, u32, u32)]) -> Vec<Evidence> {
    let number = if item == "thuc-hanh" { 1 } else { 2 };
    let row = |skill: &str, place: u32, right: bool| Evidence {
        attempt: AttemptId(Uuid::from_u128(number)),
        item: item.into(),
        policy: policy.name(),
        question: format!("{skill}-{place}"),
        version: 1 + judgement,
        skill: skill.into(),
        points: f64::from(u8::from(right)),
        at: at(day),
        supervision: Supervision::B,
        judgement,
        refresh: false,
    };
    skills.iter().flat_map(|(skill, right, of)| (0..*of).map(move |place| row(skill, place, place < *right))).collect()
}

fn exam(policy: &Policy, day: &str, judgement: i64, right: u32) -> Vec<Evidence> {
    rows(policy, "danh-gia", day, judgement, &[("hieu-ai", right, 3), ("kiem-chung", right, 3)])
}

fn practical(policy: &Policy) -> Vec<Evidence> {
    rows(policy, "thuc-hanh", "2027-01-01", 0, &[("ap-dung", 5, 5)])
}

fn judged(policy: &Policy, evidence: &[Vec<Evidence>], now: &str) -> Standing {
    evaluate(std::slice::from_ref(policy), &evidence.concat(), &[], at(now))
}

#[test]
fn a_failed_exam_that_passes_when_judged_anew_grants_from_then_on() {
    let policy = small();
    let evidence = [practical(&policy), exam(&policy, "2027-01-02", 0, 1), exam(&policy, "2027-03-01", 7, 3)];
    assert!(!judged(&policy, &evidence, "2027-02-01").capable);
    let standing = judged(&policy, &evidence, "2027-03-02");
    assert!(standing.capable, "{standing:?}");
    assert_eq!(standing.since, Some(at("2027-03-01")));
}

#[test]
fn a_passed_exam_that_fails_when_judged_anew_keeps_what_it_granted() {
    let policy = small();
    let own = [practical(&policy), exam(&policy, "2027-01-02", 0, 3)];
    let anew = [own[0].clone(), own[1].clone(), exam(&policy, "2027-03-01", 7, 0)];
    for now in ["2027-02-01", "2027-03-02", "2028-01-01"] {
        assert_eq!(judged(&policy, &own, now), judged(&policy, &anew, now), "{now}");
    }
}

#[test]
fn judging_a_passed_exam_anew_renews_nothing() {
    let policy = small();
    let own = [practical(&policy), exam(&policy, "2027-01-02", 0, 3)];
    let anew = [own[0].clone(), own[1].clone(), exam(&policy, "2027-03-01", 7, 3)];
    assert_eq!(judged(&policy, &own, "2027-04-01"), judged(&policy, &anew, "2027-04-01"));
    let twice = [
        practical(&policy),
        exam(&policy, "2027-01-02", 0, 1),
        exam(&policy, "2027-02-01", 7, 3),
        exam(&policy, "2027-03-01", 8, 0),
        exam(&policy, "2027-04-01", 9, 3),
    ];
    let once = judged(&policy, &twice[..3], "2027-05-01");
    assert!(once.capable);
    assert_eq!(once, judged(&policy, &twice, "2027-05-01"), "the first pass counts");
}
