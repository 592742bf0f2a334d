//! What acts do to a flag: a void takes evidence away, a suspension holds the flag back, a reinstatement gives it again.

use super::samples::{attempt, day, full_form, policy, practical, r1};
use super::{Act, ActKind, Evidence, Missing, Standing, Suspension, evaluate};
use crate::instant::DAY;
use proptest::prelude::*;

fn act(seq: i64, on: &str, kind: ActKind) -> Act {
    Act { at: day(on), seq, kind }
}

fn void(seq: i64, on: &str, number: u128) -> Act {
    act(seq, on, ActKind::Voided { attempt: attempt(number) })
}

fn suspend(seq: i64, on: &str) -> Act {
    act(seq, on, ActKind::Suspended { flag: "ai-co-ban".into(), case: "HS-7".into() })
}

fn reinstate(seq: i64, on: &str) -> Act {
    act(seq, on, ActKind::Reinstated { flag: "ai-co-ban".into(), case: "HS-7".into() })
}

fn judged(evidence: &[Vec<Evidence>], acts: &[Act], now: &str) -> Standing {
    evaluate(&[r1()], &evidence.concat(), acts, day(now))
}

/// Practical work and an exam that pass.
fn earned() -> Vec<Vec<Evidence>> {
    vec![practical(&r1(), 1, "2026-12-01"), full_form(&r1(), 2, "2026-12-02", 0)]
}

#[test]
fn a_suspended_flag_does_not_hold_until_it_is_reinstated_and_gains_no_time() {
    let acts = [suspend(5, "2027-01-01"), reinstate(6, "2027-03-01")];
    for (now, capable) in [("2026-12-31", true), ("2027-01-01", false), ("2027-02-28", false), ("2027-03-01", true)] {
        let found = judged(&earned(), &acts, now);
        assert_eq!((found.capable, found.suspended.is_some()), (capable, !capable), "{now}");
        assert_eq!(found.until, Some(day("2028-12-02")), "{now}: the validity is not moved");
        let case = Missing::Suspended { at: day("2027-01-01"), case: "HS-7".into() };
        assert_eq!(found.missing, if capable { vec![] } else { vec![case] }, "{now}");
        assert!(capable || (found.grade.is_none() && found.refresh.is_none()), "{now}");
    }
    assert!(!judged(&earned(), &acts, "2028-12-02").capable, "it ends when it would have ended");
}

#[test]
fn the_last_word_counts_and_a_second_suspension_keeps_the_first_instant() {
    let twice = [suspend(1, "2027-01-01"), suspend(2, "2027-02-01")];
    let standing = judged(&earned(), &twice, "2027-02-02");
    assert_eq!(standing.suspended, Some(Suspension { since: day("2027-01-01"), case: "HS-7".into() }));
    // Of one instant the later place in the ledger counts, in whichever order they are listed.
    let (off, on) = (suspend(3, "2027-03-01"), reinstate(4, "2027-03-01"));
    assert!(judged(&earned(), &[on.clone(), off.clone()], "2027-03-01").capable);
    assert!(!judged(&earned(), &[on, Act { seq: 9, ..off }], "2027-03-01").capable);
}

#[test]
fn a_suspension_is_of_one_flag_and_stays_over_new_evidence() {
    let other = act(1, "2027-01-01", ActKind::Suspended { flag: "ke-toan".into(), case: "HS-8".into() });
    assert!(judged(&earned(), &[other], "2027-02-01").capable);
    let mut evidence = earned();
    evidence.push(full_form(&r1(), 3, "2027-02-01", 0));
    let found = judged(&evidence, &[suspend(1, "2027-01-01")], "2027-02-02");
    assert!(!found.capable, "a new exam does not settle the case");
    let nobody = judged(&[], &[suspend(1, "2027-01-01")], "2027-02-02");
    assert_eq!(nobody.missing.len(), 3, "said beside what is left: {:?}", nobody.missing);
}

#[test]
fn a_flag_that_stood_on_a_voided_attempt_alone_falls_from_the_act_on() {
    let acts = [void(1, "2027-01-01", 2)];
    assert!(judged(&earned(), &acts, "2026-12-31").capable);
    let fallen = judged(&earned(), &acts, "2027-01-01");
    assert!(!fallen.capable);
    assert_eq!((fallen.since, fallen.exam_attempt), (None, None), "nothing of the attempt is left");
    assert_eq!(fallen.missing, [Missing::ExamNotTaken { item: "danh-gia".into() }]);
}

#[test]
fn a_flag_that_stands_on_something_else_too_stays() {
    let mut evidence = earned();
    evidence.push(full_form(&r1(), 3, "2027-06-01", 2));
    let found = judged(&evidence, &[void(1, "2027-07-01", 2)], "2027-07-02");
    assert!(found.capable);
    assert_eq!((found.since, found.score), (Some(day("2027-06-01")), Some(28)));
    // Without the practical work that stood before it, the exam waits.
    let without = judged(&evidence, &[void(1, "2027-07-01", 1)], "2027-07-02");
    assert!(!without.capable);
    assert!(matches!(without.missing[..], [Missing::PracticalNotDone { .. }]), "{:?}", without.missing);
}

#[test]
fn what_an_attempt_earned_when_it_was_judged_anew_is_void_with_it() {
    let mut evidence = vec![practical(&r1(), 1, "2026-12-01"), full_form(&r1(), 2, "2026-12-02", 4)];
    let mut anew = full_form(&r1(), 2, "2027-01-01", 0);
    anew.iter_mut().for_each(|row| row.judgement = 7);
    evidence[1].iter_mut().for_each(|row| row.points = 0.0);
    evidence.push(anew);
    assert!(judged(&evidence, &[], "2027-01-02").capable);
    assert!(!judged(&evidence, &[void(1, "2027-01-02", 2)], "2027-01-02").capable);
}

#[test]
fn an_exam_of_too_few_scored_questions_decides_nothing() {
    let p = policy("2026-12", 3, &[("hieu-ai", 3, 1), ("kiem-chung", 3, 1)]);
    let mut few = [practical(&p, 1, "2026-12-01"), full_form(&p, 2, "2026-12-02", 0)].concat();
    few.pop();
    let found = evaluate(std::slice::from_ref(&p), &few, &[], day("2026-12-03"));
    assert!(!found.capable);
    assert_eq!(found.missing, [Missing::TooFewQuestions { of: 5, required: 6 }]);
    // A row that was recorded twice is one question.
    let again = few.last().cloned().expect("a row");
    few.push(again);
    assert!(!evaluate(&[p], &few, &[], day("2026-12-03")).capable);
}

proptest! {
    #[test]
    fn neither_the_order_of_acts_matters_nor_what_lies_ahead(
        all in prop::collection::vec((0_i64..60, 0_u8..3, 1_u128..5), 0..8), now in 0_i64..60, seed in any::<u64>(),
    ) {
        let begin = day("2026-12-01");
        let of = |(place, (on, what, number)): (i64, &(i64, u8, u128))| Act {
            at: begin.plus(on * DAY),
            seq: place,
            kind: match what {
                0 => ActKind::Voided { attempt: attempt(*number) },
                1 => ActKind::Suspended { flag: "ai-co-ban".into(), case: "HS-7".into() },
                _ => ActKind::Reinstated { flag: "ai-co-ban".into(), case: "HS-7".into() },
            },
        };
        let acts: Vec<Act> = (0..).zip(&all).map(of).collect();
        let mut turned = acts.clone();
        turned.rotate_left(usize::try_from(seed % 7).unwrap().min(acts.len()));
        turned.reverse();
        let now = begin.plus(now * DAY);
        let past: Vec<Act> = acts.iter().filter(|act| act.at <= now).cloned().collect();
        let rows = earned().concat();
        let found = evaluate(&[r1()], &rows, &acts, now);
        prop_assert_eq!(&found, &evaluate(&[r1()], &rows, &turned, now));
        prop_assert_eq!(&found, &evaluate(&[r1()], &rows, &past, now));
        prop_assert_eq!(found.capable, found.missing.is_empty());
        prop_assert!(!(found.capable && found.suspended.is_some()));
        prop_assert_eq!(found.grade.is_some(), found.capable);
    }
}
