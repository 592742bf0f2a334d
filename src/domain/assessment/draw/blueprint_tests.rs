//! Draws by a blueprint: skills, difficulties, and what many forms held.

use super::tests::{count, drawn_after, ids, names, r1_exam, seed};
use super::*;
use crate::assessment::samples::{course, pool, question, quiz, settings, single, versions};
use crate::competency::samples::r1;
use crate::course::{Difficulty, Part, QuizSettings};
use proptest::prelude::*;

/// R1 with a spread for each skill and a bank in which so many of each difficulty stand.
fn spread_exam(held: [usize; 3]) -> (CompiledCourse, Quiz, Policy) {
    let (mut policy, mut questions, mut parts) = (r1(), Vec::new(), Vec::new());
    for rule in &mut policy.exam.skills {
        rule.spread = Spread { easy: 1, medium: 2, hard: 1 };
        let mut names = Vec::new();
        for (difficulty, count) in Difficulty::ALL.into_iter().zip(held) {
            for id in ids(&format!("{}-{}", rule.skill, difficulty.word()), count) {
                let mut one = question(&id, &[&rule.skill], single("0100"));
                one.difficulty = Some(difficulty);
                questions.push(one);
                names.push(id);
            }
        }
        parts.push(pool(1, &names));
    }
    (course(questions), quiz(true, settings(), parts), policy)
}

fn held(form: &Form, skill: &str, difficulty: Difficulty) -> usize {
    let name = format!("{skill}-{}", difficulty.word());
    form.items.iter().filter(|item| item.question.starts_with(&name)).count()
}

proptest! {
    #[test]
    fn a_skill_is_spread_over_the_difficulties_as_far_as_the_bank_allows(
        number: u64,
        bank in [0_usize..4, 0_usize..5, 0_usize..4],
    ) {
        let (course, exam, policy) = spread_exam(bank);
        let form = drawn_after(&course, &exam, Some(&policy), &Seen::new(), number);
        for rule in &policy.exam.skills {
            prop_assert_eq!(count(&form, &rule.skill), size(rule.draw).min(bank.iter().sum()));
            for (difficulty, there) in Difficulty::ALL.into_iter().zip(bank) {
                let least = size(rule.spread.of(difficulty)).min(there);
                prop_assert!(held(&form, &rule.skill, difficulty) >= least, "{:?}", names(&form));
            }
        }
    }

    #[test]
    fn what_is_new_comes_before_what_is_of_the_right_difficulty(number: u64) {
        let (course, exam, policy) = spread_exam([4, 4, 4]);
        let mut seen = Seen::new();
        for attempt in 0..2 {
            let form = drawn_after(&course, &exam, Some(&policy), &seen, number.wrapping_add(attempt));
            prop_assert!(form.items.iter().all(|item| !item.repeated), "12 of each skill last for two draws of 6");
            let at = Instant(i64::try_from(attempt).expect("few"));
            seen.extend(form.items.into_iter().map(|item| (item.question, at)));
        }
    }

    #[test]
    fn what_many_forms_held_comes_last_among_equals(number: u64) {
        let (course, exam, policy) = r1_exam(3);
        let exposed: BTreeSet<String> = course.questions.keys().filter(|id| id.ends_with(['0', '1'])).cloned().collect();
        let seen = Seen::new();
        let versions = versions(&course);
        let plan = DrawPlan {
            course: &course,
            quiz: &exam,
            policy: Some(&policy),
            versions: &versions,
            seen: &seen,
            exposed: &exposed,
            seed: seed(number),
        };
        let form = draw(&plan);
        prop_assert!(form.items.iter().all(|item| !exposed.contains(&item.question)), "{:?}", names(&form));
        prop_assert_eq!(form.items.len(), 30);
    }
}

#[test]
fn what_was_seen_matters_where_not_everything_is_asked() {
    let plain = vec![Part::Question("p00".into())];
    assert!(!has_choice(&quiz(false, settings(), plain.clone()), None));
    assert!(has_choice(&quiz(true, settings(), plain.clone()), None));
    assert!(has_choice(&quiz(false, QuizSettings { draw: Some(1), ..settings() }, plain), None));
    assert!(has_choice(&quiz(false, settings(), vec![pool(2, &ids("p", 4))]), None));
}
