//! Renewing by the short form, and the grade of what holds a flag.

use super::samples::{day, full_form, practical, r1, r1_with_refresh, rows, short_form, watched};
use super::{Evidence, Policy, RefreshChance, RefreshRule, Standing, Supervision, evaluate};

fn judged(policy: &Policy, evidence: &[Vec<Evidence>], now: &str) -> Standing {
    evaluate(std::slice::from_ref(policy), &evidence.concat(), &[], day(now))
}

/// A holder from 2 December 2026 to 2 December 2028.
fn holder(policy: &Policy) -> Vec<Vec<Evidence>> {
    vec![practical(policy, 1, "2026-12-01"), full_form(policy, 2, "2026-12-02", 0)]
}

fn with(mut evidence: Vec<Vec<Evidence>>, more: impl IntoIterator<Item = Vec<Evidence>>) -> Vec<Vec<Evidence>> {
    evidence.extend(more);
    evidence
}

#[test]
fn a_holder_who_passes_the_short_form_holds_it_longer() {
    let p = r1_with_refresh();
    let before = judged(&p, &holder(&p), "2028-06-01");
    assert_eq!(before.refresh, Some(RefreshChance { questions: 10, pass: 8, extends_months: 24, left: 1 }));
    for (right, until, left) in
        [(8, "2030-12-02", 0), (10, "2030-12-02", 0), (7, "2028-12-02", 1), (0, "2028-12-02", 1)]
    {
        let found = judged(&p, &with(holder(&p), [short_form(&p, 3, "2028-06-01", right)]), "2028-06-02");
        assert!(found.capable, "{right}: one that fails takes nothing away");
        assert_eq!(found.until, Some(day(until)), "{right}");
        assert_eq!(found.refresh.map_or(0, |chance| chance.left), left, "{right}");
        assert_eq!((found.score, found.rule.as_str()), (Some(30), "R1@2026-12"), "{right}: the full form granted it");
        assert_eq!(found.refreshed.is_some(), right >= 8);
    }
}

#[test]
fn the_short_form_is_for_holders_only() {
    let p = r1_with_refresh();
    let nobody = judged(&p, &[practical(&p, 1, "2026-12-01"), short_form(&p, 3, "2026-12-02", 10)], "2026-12-03");
    assert!(!nobody.capable && nobody.refresh.is_none(), "ten questions are too few for a first decision");
    for on in ["2026-12-01", "2028-12-02", "2029-01-01"] {
        let found = judged(&p, &with(holder(&p), [short_form(&p, 3, on, 10)]), "2029-01-02");
        assert!(!found.capable, "{on}: the flag did not hold then");
        assert_eq!((found.until, found.refresh), (Some(day("2028-12-02")), None), "{on}");
    }
    let last = judged(&p, &with(holder(&p), [short_form(&p, 3, "2028-12-01", 8)]), "2029-01-02");
    assert!(last.capable);
}

#[test]
fn it_renews_so_often_and_then_a_full_form_is_due() {
    let p = r1_with_refresh();
    let twice = with(holder(&p), [short_form(&p, 3, "2028-06-01", 8), short_form(&p, 4, "2028-07-01", 10)]);
    assert_eq!(judged(&p, &twice, "2028-08-01").until, Some(day("2030-12-02")), "the second adds nothing");
    let full = with(twice.clone(), [full_form(&p, 5, "2030-06-01", 0)]);
    let found = judged(&p, &full, "2030-06-02");
    assert_eq!(found.until, Some(day("2032-06-01")));
    assert_eq!(found.refresh.map(|chance| chance.left), Some(1), "after a full form it may be renewed again");
    let again = with(full, [short_form(&p, 6, "2031-01-01", 9)]);
    let found = judged(&p, &again, "2031-01-02");
    assert_eq!((found.since, found.until), (Some(day("2026-12-02")), Some(day("2034-06-01"))));
}

#[test]
fn a_short_form_shows_no_practical_work_and_is_no_exam() {
    let p = r1_with_refresh();
    let evidence = with(holder(&p), [short_form(&p, 3, "2028-06-01", 0)]);
    let after = judged(&p, &evidence, "2029-01-01");
    assert_eq!(after.score, Some(30), "the failed short form is not shown as the latest exam");
}

#[test]
fn who_stops_offering_it_takes_nothing_away() {
    let (with_it, without) = (r1_with_refresh(), Policy { version: "2028-01".into(), ..r1() });
    let evidence = with(holder(&with_it), [short_form(&with_it, 3, "2028-06-01", 8)]).concat();
    let both = [with_it, without];
    let found = evaluate(&both, &evidence, &[], day("2029-06-01"));
    assert!(found.capable, "judged by the version that it was started under");
    assert_eq!(found.refresh, None);
}

#[test]
fn the_short_form_draws_in_proportion() {
    let draws = |questions: u32| -> Vec<u32> {
        let rule = RefreshRule { questions, pass: 8, extends_months: 24, times: 1 };
        let form = Policy { refresh: Some(rule), ..r1() }.refresh_form().expect("a short form");
        assert!(form.exam.skills.iter().all(|skill| skill.floor == 0));
        assert_eq!((form.exam.questions, form.exam.pass), (questions, 8));
        assert_eq!(form.exam.skills.iter().map(|skill| skill.draw).sum::<u32>(), questions);
        form.exam.skills.iter().map(|skill| skill.draw).collect()
    };
    assert_eq!(draws(10), [2, 1, 2, 2, 2, 1]);
    assert_eq!(draws(30), [4, 4, 6, 6, 6, 4]);
    assert_eq!(draws(15), [2, 2, 3, 3, 3, 2]);
    assert_eq!(draws(3), [1, 1, 1], "a skill that gets none is not drawn");
    assert!(r1().refresh_form().is_none());
}

#[test]
fn a_flag_is_of_grade_a_only_by_what_was_watched() {
    let p = r1_with_refresh();
    let [done, exam] = [practical(&p, 1, "2026-12-01"), full_form(&p, 2, "2026-12-02", 0)];
    let alone = judged(&p, &[done.clone(), exam.clone()], "2027-01-01");
    assert_eq!(alone.grade, Some(Supervision::B));
    let seen = judged(&p, &[done.clone(), watched(exam.clone())], "2027-01-01");
    assert_eq!(seen.grade, Some(Supervision::A), "the practical work need not be watched");
    let mut partly = watched(exam.clone());
    partly[0].supervision = Supervision::B;
    assert_eq!(judged(&p, &[done.clone(), partly], "2027-01-01").grade, Some(Supervision::B));
    // A later exam alone at home renews the flag; the grade stays while the watched one holds by itself.
    let renewed = [done.clone(), watched(exam), full_form(&p, 3, "2028-06-01", 0)];
    assert_eq!(judged(&p, &renewed, "2028-07-01").grade, Some(Supervision::A));
    assert_eq!(judged(&p, &renewed, "2029-01-01").grade, Some(Supervision::B));
    assert_eq!(judged(&p, &renewed, "2031-01-01").grade, None, "expired");
}

#[test]
fn a_short_form_at_home_keeps_the_grade_no_longer_than_the_exam_would() {
    let p = r1_with_refresh();
    let base = [practical(&p, 1, "2026-12-01"), watched(full_form(&p, 2, "2026-12-02", 0))];
    let at_home = with(base.to_vec(), [short_form(&p, 3, "2028-06-01", 8)]);
    assert_eq!(judged(&p, &at_home, "2028-07-01").grade, Some(Supervision::A));
    assert_eq!(judged(&p, &at_home, "2029-01-01").grade, Some(Supervision::B));
    let seen = with(base.to_vec(), [watched(short_form(&p, 3, "2028-06-01", 8))]);
    assert_eq!(judged(&p, &seen, "2029-01-01").grade, Some(Supervision::A));
}

#[test]
fn a_failed_exam_under_watch_gives_no_grade() {
    let p = r1_with_refresh();
    let failed = watched(rows(&p, 3, "danh-gia", day("2027-01-01"), &[("an-toan", 6, 30)]));
    assert_eq!(judged(&p, &with(holder(&p), [failed]), "2027-01-02").grade, Some(Supervision::B));
}
