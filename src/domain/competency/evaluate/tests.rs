//! The flag from evidence: who has it, since when, until when, and what is missing.

use super::super::Supervision;
use super::super::samples::{policy, small};
use super::*;
use crate::ids::AttemptId;
use crate::instant::DAY;
use proptest::prelude::*;
use uuid::Uuid;

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(&format!("{text}T08:00:00Z")).expect("a day")
}

fn attempt(number: u128) -> AttemptId {
    AttemptId(Uuid::from_u128(number))
}

/// Rows of one attempt: `(skill, right, of)`.
fn sitting(policy: &Policy, number: u128, item: &str, at: Instant, skills: &[(&str, u32, u32)]) -> Vec<Evidence> {
    let mut rows = Vec::new();
    for (skill, right, of) in skills {
        rows.extend((0..*of).map(|place| Evidence {
            attempt: attempt(number),
            item: item.into(),
            policy: policy.name(),
            question: format!("{skill}-{number}-{place}"),
            version: 1,
            skill: (*skill).into(),
            points: if place < *right { 1.0 } else { 0.5 },
            at,
            supervision: Supervision::B,
            judgement: 0,
            refresh: false,
        }));
    }
    rows
}

/// An attempt at the exam of the small policy.
fn exam(policy: &Policy, number: u128, day: &str, know: u32, check: u32) -> Vec<Evidence> {
    sitting(policy, number, "danh-gia", at(day), &[("hieu-ai", know, 3), ("kiem-chung", check, 3)])
}

/// Practical work of five questions; a wrong one earns half.
fn practical(policy: &Policy, number: u128, day: &str, right: u32) -> Vec<Evidence> {
    sitting(policy, number, "thuc-hanh", at(day), &[("ap-dung", right, 5)])
}

fn judge(policies: &[Policy], evidence: &[Vec<Evidence>], now: &str) -> Standing {
    evaluate(policies, &evidence.concat(), &[], at(now))
}

fn judged(policy: &Policy, evidence: &[Vec<Evidence>], now: &str) -> Standing {
    judge(std::slice::from_ref(policy), evidence, now)
}

fn not_done() -> Missing {
    Missing::PracticalNotDone { items: vec!["thuc-hanh".into(), "viec-that".into()] }
}

#[test]
fn nothing_done_is_all_missing() {
    let found = judged(&small(), &[], "2026-12-01");
    assert_eq!((found.capable, found.since, found.until, found.score), (false, None, None, None));
    assert_eq!(found.rule, "R1@2026-12");
    assert_eq!(found.missing, [Missing::ExamNotTaken { item: "danh-gia".into() }, not_done()]);
    let names: Vec<_> = found.skills.iter().map(|skill| (skill.skill.as_str(), skill.of, skill.met)).collect();
    assert_eq!(names, [("hieu-ai", 3.0, false), ("kiem-chung", 3.0, false), ("ap-dung", 100.0, false)]);
    assert!(!judge(&[], &[], "2026-12-01").capable);
}

#[test]
fn total_and_floors_decide() {
    let p = small();
    for (know, check, capable, missing) in [
        (1, 3, false, vec![Missing::TotalBelowPass { earned: 4, required: 5, of: 6 }]),
        (3, 2, false, vec![Missing::SkillBelowFloor { skill: "kiem-chung".into(), earned: 2, required: 3, of: 3 }]),
        (
            0,
            1,
            false,
            vec![
                Missing::TotalBelowPass { earned: 1, required: 5, of: 6 },
                Missing::SkillBelowFloor { skill: "hieu-ai".into(), earned: 0, required: 1, of: 3 },
                Missing::SkillBelowFloor { skill: "kiem-chung".into(), earned: 1, required: 3, of: 3 },
            ],
        ),
        (2, 3, true, vec![]),
        (3, 3, true, vec![]),
    ] {
        let evidence = [practical(&p, 1, "2026-12-01", 5), exam(&p, 2, "2026-12-02", know, check)];
        let found = judged(&p, &evidence, "2026-12-02");
        assert_eq!((found.capable, &found.missing), (capable, &missing), "{know} {check}");
        let met: Vec<bool> = found.skills.iter().map(|skill| skill.met).collect();
        assert_eq!(met, [know >= 1, check >= 3, true]);
        assert_eq!((found.score, found.exam_attempt), (Some(know + check), Some(attempt(2))));
        assert_eq!((found.skills[0].earned, found.skills[0].evidence), (f64::from(know), 3));
    }
}

#[test]
fn practical_work_is_needed_and_may_come_later() {
    let p = small();
    let taken = exam(&p, 1, "2026-12-01", 3, 3);
    let found = judged(&p, std::slice::from_ref(&taken), "2026-12-05");
    assert_eq!((found.capable, found.missing), (false, vec![not_done()]));
    let weak = practical(&p, 2, "2026-12-03", 2);
    let found = judged(&p, &[taken.clone(), weak.clone()], "2026-12-05");
    assert_eq!((found.capable, &found.missing[..]), (false, &[not_done()][..]));
    let shown = found.skills.last().expect("the practical skill");
    assert_eq!((shown.earned, shown.required, shown.evidence, shown.met), (70.0, 80.0, 5, false));
    let found = judged(&p, &[taken, weak, practical(&p, 3, "2026-12-04", 3)], "2026-12-05");
    assert_eq!((found.capable, found.since), (true, Some(at("2026-12-04"))));
    assert_eq!(found.until, Some(at("2028-12-04")));
    assert_eq!(found.skills.last().map(|skill| (skill.earned, skill.met)), Some((80.0, true)));
    assert_eq!(found.missing, []);
}

#[test]
fn a_task_that_a_person_marked_is_practical_work_with_its_own_pass() {
    let p = small();
    let task = sitting(&p, 1, "viec-that", at("2026-12-01"), &[("ap-dung", 2, 5)]);
    assert!(judged(&p, &[task, exam(&p, 2, "2026-12-02", 3, 3)], "2026-12-02").capable, "70 % is enough there");
}

#[test]
fn a_policy_without_practical_work_needs_none() {
    let p = Policy { practical: None, ..small() };
    let found = judged(&p, &[exam(&p, 1, "2026-12-01", 2, 3)], "2026-12-01");
    assert!(found.capable && found.skills.len() == 2);
}

#[test]
fn the_flag_ends_on_the_instant_and_says_so() {
    let p = small();
    let evidence = [practical(&p, 1, "2026-11-30", 5), exam(&p, 2, "2026-12-01", 3, 3)];
    let until = at("2028-12-01");
    let last = evaluate(std::slice::from_ref(&p), &evidence.concat(), &[], until.plus(-1));
    assert!(last.capable && last.until == Some(until));
    let over = evaluate(std::slice::from_ref(&p), &evidence.concat(), &[], until);
    assert!(!over.capable);
    assert_eq!((over.since, over.until), (Some(at("2026-12-01")), Some(until)));
    assert_eq!(over.missing, [Missing::Expired { at: until }]);
}

#[test]
fn passing_again_before_the_end_continues_the_period() {
    let p = small();
    let mut evidence =
        vec![practical(&p, 1, "2026-12-01", 5), exam(&p, 2, "2026-12-01", 3, 3), exam(&p, 3, "2028-06-01", 2, 3)];
    let found = judged(&p, &evidence, "2029-01-01");
    assert_eq!((found.since, found.until), (Some(at("2026-12-01")), Some(at("2030-06-01"))));
    assert_eq!((found.exam_attempt, found.score), (Some(attempt(3)), Some(5)));
    // After a gap a new period begins; the person had practical work from before.
    evidence.push(exam(&p, 4, "2031-01-01", 3, 3));
    let found = judged(&p, &evidence, "2031-02-01");
    assert_eq!((found.since, found.until), (Some(at("2031-01-01")), Some(at("2033-01-01"))));
}

#[test]
fn practical_work_alone_renews_nothing() {
    let p = small();
    let evidence =
        [practical(&p, 1, "2026-12-01", 5), exam(&p, 2, "2026-12-01", 3, 3), practical(&p, 3, "2028-11-01", 5)];
    let found = judged(&p, &evidence, "2028-11-02");
    assert_eq!(found.until, Some(at("2028-12-01")));
    assert!(!judged(&p, &evidence, "2028-12-02").capable);
}

#[test]
fn failing_later_takes_nothing_away() {
    let p = small();
    let evidence =
        [practical(&p, 1, "2026-12-01", 5), exam(&p, 2, "2026-12-01", 2, 3), exam(&p, 3, "2027-01-01", 0, 0)];
    let found = judged(&p, &evidence, "2027-02-01");
    assert!(found.capable && found.missing.is_empty());
    assert_eq!((found.exam_attempt, found.score), (Some(attempt(2)), Some(5)));
    // An exam that was passed waits for the practical work, whatever was failed since.
    let waiting = judged(&p, &evidence[1..], "2027-02-01");
    assert_eq!(waiting.missing, [not_done()]);
    assert_eq!(waiting.exam_attempt, Some(attempt(3)));
}

#[test]
fn a_later_policy_never_removes_a_flag() {
    let old = small();
    let new = policy("2027-06", 6, &[("hieu-ai", 3, 3), ("kiem-chung", 3, 3)]);
    let both = [old.clone(), new.clone()];
    let evidence = [practical(&old, 1, "2026-12-01", 5), exam(&old, 2, "2026-12-01", 2, 3)];
    let found = judge(&both, &evidence, "2027-07-01");
    assert_eq!((found.capable, found.rule.as_str()), (true, "R1@2026-12"));
    assert_eq!(found.until, Some(at("2028-12-01")));
    // An attempt is judged by the version that it was started under.
    let strict = [practical(&new, 1, "2027-07-01", 5), exam(&new, 2, "2027-07-01", 2, 3)];
    let found = judge(&both, &strict, "2027-07-02");
    assert_eq!((found.capable, found.rule.as_str()), (false, "R1@2027-06"));
    assert_eq!(found.skills[0].required, 3.0);
    // Practical work under one version serves an exam under another.
    let mixed = [practical(&old, 1, "2026-12-01", 5), exam(&new, 2, "2027-07-01", 3, 3)];
    assert!(judge(&both, &mixed, "2027-07-02").capable);
}

#[test]
fn evidence_of_an_unknown_version_or_item_is_judged_by_none() {
    let p = small();
    let unknown = policy("2020-01", 0, &[("hieu-ai", 3, 0)]);
    let evidence = [practical(&p, 1, "2026-12-01", 5), exam(&unknown, 2, "2026-12-01", 3, 3)];
    let found = judged(&p, &evidence, "2026-12-02");
    assert_eq!(found.missing, [Missing::ExamNotTaken { item: "danh-gia".into() }]);
    let elsewhere = sitting(&p, 3, "kiem-tra-mot", at("2026-12-01"), &[("hieu-ai", 3, 3), ("kiem-chung", 3, 3)]);
    assert!(!judged(&p, &[practical(&p, 1, "2026-12-01", 5), elsewhere], "2026-12-02").capable);
}

#[test]
fn what_lies_ahead_does_not_count_yet() {
    let p = small();
    let evidence = [practical(&p, 1, "2026-12-01", 5), exam(&p, 2, "2026-12-03", 3, 3)];
    assert!(!judged(&p, &evidence, "2026-12-02").capable);
    assert!(judged(&p, &evidence, "2026-12-03").capable);
}

#[test]
fn two_attempts_do_not_add_up_and_a_row_counts_once() {
    let p = small();
    let done = practical(&p, 1, "2026-12-01", 5);
    let halves = [exam(&p, 2, "2026-12-01", 3, 0), exam(&p, 3, "2026-12-02", 0, 3)];
    assert!(!judged(&p, &[done.clone(), halves.concat()], "2026-12-03").capable);
    let twice = [exam(&p, 2, "2026-12-01", 1, 3), exam(&p, 2, "2026-12-01", 1, 3)];
    let found = judged(&p, &[done, twice.concat()], "2026-12-03");
    assert_eq!((found.capable, found.score), (false, Some(4)));
}

#[test]
fn part_of_the_points_is_not_a_right_answer() {
    let p = small();
    let mut rows = exam(&p, 2, "2026-12-01", 2, 3);
    rows[0].points = 1.0 - 1e-12;
    assert!(judged(&p, &[practical(&p, 1, "2026-12-01", 5), rows.clone()], "2026-12-01").capable);
    rows[0].points = 0.999;
    assert!(!judged(&p, &[practical(&p, 1, "2026-12-01", 5), rows], "2026-12-01").capable);
}

/// The day on which the second version is published.
const PUBLISHED: i64 = 900;

/// Some attempts at anything, in the order of time, each under the version of its day.
fn histories() -> impl Strategy<Value = Vec<Vec<Evidence>>> {
    let one = (0_i64..2_500, any::<bool>(), 0_u32..4, 0_u32..4);
    prop::collection::vec(one, 0..8).prop_map(|mut all| {
        all.sort_unstable();
        let versions = versions();
        let rows = all.into_iter().zip(1..).map(|((day, is_exam, know, check), number)| {
            let policy = &versions[usize::from(day >= PUBLISHED)];
            let at = at("2026-12-01").plus(day * DAY);
            if is_exam {
                sitting(policy, number, "danh-gia", at, &[("hieu-ai", know, 3), ("kiem-chung", check, 3)])
            } else {
                sitting(policy, number, "thuc-hanh", at, &[("ap-dung", know + 2, 5)])
            }
        });
        rows.collect()
    })
}

fn versions() -> [Policy; 2] {
    [small(), policy("2027-06", 6, &[("hieu-ai", 3, 3), ("kiem-chung", 3, 3)])]
}

proptest! {
    #[test]
    fn the_order_of_evidence_does_not_matter(
        rows in histories().prop_map(|all: Vec<Vec<Evidence>>| all.concat()).prop_flat_map(|rows| {
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
        day in 0_i64..3_000,
    ) {
        let now = at("2026-12-01").plus(day * DAY);
        prop_assert_eq!(evaluate(&versions(), &rows.0, &[], now), evaluate(&versions(), &rows.1, &[], now));
    }

    #[test]
    fn a_standing_holds_together(history in histories(), day in 0_i64..3_500) {
        let now = at("2026-12-01").plus(day * DAY);
        let found = evaluate(&versions(), &history.concat(), &[], now);
        prop_assert_eq!(found.capable, found.missing.is_empty());
        prop_assert_eq!(found.since.is_some(), found.until.is_some());
        if let (Some(since), Some(until)) = (found.since, found.until) {
            prop_assert!(since < until && since <= now);
            prop_assert_eq!(found.capable, now < until);
            prop_assert_eq!(found.missing.contains(&Missing::Expired { at: until }), !found.capable);
        } else {
            prop_assert!(!found.capable);
        }
        if found.capable {
            prop_assert!(found.skills.iter().all(|skill| skill.met), "{found:?}");
        }
    }

    #[test]
    fn later_evidence_never_removes_a_flag(history in histories(), day in 0_i64..3_000) {
        let now = at("2026-12-01").plus(day * DAY);
        let all = evaluate(&versions(), &history.concat(), &[], now);
        for kept in 0..history.len() {
            let fewer = evaluate(&versions(), &history[..kept].concat(), &[], now);
            prop_assert!(!fewer.capable || (all.capable && all.until >= fewer.until));
        }
    }

    #[test]
    fn one_more_policy_never_removes_a_flag(history in histories(), day in 0_i64..3_000) {
        let now = at("2026-12-01").plus(day * DAY);
        let rows = history.concat();
        let before = evaluate(&versions()[..1], &rows, &[], now);
        prop_assert!(!before.capable || evaluate(&versions(), &rows, &[], now).capable);
    }
}
