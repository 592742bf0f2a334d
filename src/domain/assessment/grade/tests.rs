//! What answers earn, by type and mode, and when an attempt passes.

use super::*;
use crate::assessment::samples::{choices, multiple, question, settings, shown, single};
use crate::course::question::{ForeseenNumber, NumberRange};
use crate::language::Localized;
use proptest::prelude::*;

fn pick(ids: &[u32]) -> Answer {
    Answer::Choices { choices: ids.iter().map(|id| format!("c{id}")).collect() }
}

fn mark(answers: Answers, points: f64, answer: Option<&Answer>) -> Mark {
    let question = question("q", &[], answers);
    grade_question(&question, &shown(&question, points), answer)
}

fn points(answers: Answers, answer: &Answer) -> f64 {
    mark(answers, 1.0, Some(answer)).points
}

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

/// Choices with `1` right, each with its worth.
fn worths(marks: &str, worths: &[Option<f64>]) -> Vec<Choice> {
    choices(marks).into_iter().zip(worths).map(|(choice, worth)| Choice { worth: *worth, ..choice }).collect()
}

#[test]
fn each_mode_earns_what_the_format_says() {
    use Partial::{Each, Exact, Net};
    for (marks, partial, picked, expected) in [
        ("1100", Exact, &[0, 1][..], 1.0),
        ("1100", Exact, &[1, 0], 1.0),
        ("1100", Exact, &[0], 0.0),
        ("1100", Exact, &[0, 1, 2], 0.0),
        ("1100", Net, &[0, 1], 1.0),
        ("1100", Net, &[0], 0.5),
        ("1100", Net, &[0, 1, 2], 0.5),
        ("1100", Net, &[0, 2], 0.0),
        ("1100", Net, &[2, 3], 0.0),
        ("1100", Each, &[0, 1], 1.0),
        ("1100", Each, &[0], 0.75),
        ("1100", Each, &[2, 3], 0.0),
        ("1100", Each, &[0, 1, 2, 3], 0.5),
        ("000", Net, &[0], 0.0),
        ("000", Each, &[0], 2.0 / 3.0),
    ] {
        let found = points(multiple(marks, partial), &pick(picked));
        assert!(close(found, expected), "{marks} {partial:?} {picked:?}: {found}");
    }
}

#[test]
fn an_unanswered_question_earns_nothing_in_every_mode() {
    for partial in [Partial::Exact, Partial::Net, Partial::Each] {
        for marks in ["1100", "0000", "0001"] {
            for answer in [None, Some(pick(&[]))] {
                let nothing = Mark { points: 0.0, correct: false, feedback: Vec::new(), waiting: false };
                assert_eq!(mark(multiple(marks, partial), 2.0, answer.as_ref()), nothing);
            }
        }
    }
    let blank = Answer::Text { text: " \u{a0} ".into() };
    let anything = TextKey { pattern: Localized::new(".*".into()), regex: true, feedback: None };
    let text =
        Answers::Text { case_strict: false, accents_strict: false, accepted: vec![anything], foreseen: Vec::new() };
    assert_eq!(mark(text, 1.0, Some(&blank)).points, 0.0);
}

#[test]
fn one_choice_is_right_or_wrong() {
    assert_eq!(points(single("0100"), &pick(&[1])), 1.0);
    assert_eq!(points(single("0100"), &pick(&[0])), 0.0);
    assert_eq!(points(single("0100"), &pick(&[0, 1])), 0.0);
    assert_eq!(points(Answers::TrueFalse { choices: choices("01") }, &pick(&[1])), 1.0);
    assert_eq!(mark(single("10"), 2.5, Some(&pick(&[0]))).points, 2.5);
}

#[test]
fn worth_is_summed_and_kept_between_nothing_and_all() {
    let single =
        |picked| points(Answers::Single { choices: worths("100", &[None, Some(50.0), None]) }, &pick(&[picked]));
    assert_eq!([single(0), single(1), single(2)], [1.0, 0.5, 0.0]);
    let many = worths("1100", &[Some(70.0), None, Some(-50.0), None]);
    for (picked, expected) in [
        (&[0][..], 0.7),
        (&[1], 0.3),
        (&[0, 1], 1.0),
        (&[0, 2], 0.2),
        (&[2], 0.0),
        (&[0, 1, 2], 0.5),
        (&[0, 1, 3], 1.0),
    ] {
        let found = points(Answers::Multiple { choices: many.clone(), partial: Partial::Exact }, &pick(picked));
        assert!(close(found, expected), "{picked:?}: {found}");
    }
}

#[test]
fn an_answer_that_is_not_of_the_question_earns_nothing() {
    assert_eq!(points(single("10"), &pick(&[7])), 0.0);
    assert_eq!(points(multiple("10", Partial::Each), &pick(&[0, 7])), 0.0);
    assert_eq!(points(single("10"), &Answer::Text { text: "c0".into() }), 0.0);
}

#[test]
fn feedback_is_that_of_the_picked_choices_in_source_order() {
    let found = mark(multiple("1100", Partial::Exact), 1.0, Some(&pick(&[3, 0]))).feedback;
    assert_eq!(found, [FeedbackRef::Choice(0), FeedbackRef::Choice(3)]);
}

#[test]
fn typed_answers_name_the_entry_that_they_met() {
    let range = |low, high| NumberRange { low, high };
    let number = || Answers::Number {
        unit: None,
        accepted: vec![range(1.0, 2.0), range(15.2 - 0.5, 15.2 + 0.5)],
        foreseen: vec![ForeseenNumber { range: range(17.0, 17.0), feedback: None }],
        feedback: None,
    };
    let typed = |text: &str| mark(number(), 1.0, Some(&Answer::Number { number: text.into() }));
    assert_eq!(
        typed("15,7"),
        Mark { points: 1.0, correct: true, feedback: vec![FeedbackRef::Accepted(1)], waiting: false }
    );
    assert_eq!(
        typed("17"),
        Mark { points: 0.0, correct: false, feedback: vec![FeedbackRef::Foreseen(0)], waiting: false }
    );
    assert_eq!(typed("18"), Mark { points: 0.0, correct: false, feedback: Vec::new(), waiting: false });
    assert_eq!(typed("NaN"), Mark { points: 0.0, correct: false, feedback: Vec::new(), waiting: false });

    let key = |text: &str| TextKey { pattern: Localized::new(text.into()), regex: false, feedback: None };
    let text = Answers::Text {
        case_strict: false,
        accents_strict: false,
        accepted: vec![key("Huế"), key("Hà Nội")],
        foreseen: vec![key("Sài Gòn")],
    };
    let typed = |answer: &str| mark(text.clone(), 1.0, Some(&Answer::Text { text: answer.into() })).feedback;
    assert_eq!(typed("ha noi."), [FeedbackRef::Accepted(1)]);
    assert_eq!(typed("SAI GON"), [FeedbackRef::Foreseen(0)]);
}

/// An attempt in which the questions of `(skill, points)` have one choice each, and those of `right` are answered.
fn attempt(rules: &Rules, drawn: &[(&str, f64)], right: &[bool]) -> AttemptResult {
    let mut form = Form { items: Vec::new() };
    let mut questions = BTreeMap::new();
    let mut answers = BTreeMap::new();
    for (place, ((skill, points), right)) in drawn.iter().zip(right).enumerate() {
        let question = question(&format!("q{place}"), &[skill], single("10"));
        let version = i64::try_from(place).expect("few questions");
        form.items.push(FormItem { version, ..shown(&question, *points) });
        questions.insert(version, Arc::new(question));
        answers.insert((place + 1).to_string(), pick(&[u32::from(!right)]));
    }
    grade_attempt(rules, &form, &questions, &answers)
}

fn plain(pass: f64) -> Rules {
    Rules { pass, ..Rules::of(&settings(), false) }
}

#[test]
fn percent_is_rounded_down_and_the_pass_mark_is_exact() {
    let thirds = [("a", 1.0); 3];
    let found = attempt(&plain(66.67), &thirds, &[true, true, false]);
    assert_eq!((found.score, found.max_score, found.percent, found.passed), (2.0, 3.0, 66.66, false));
    assert!(attempt(&plain(200.0 / 3.0), &thirds, &[true, true, false]).passed);
    let all = attempt(&plain(100.0), &thirds, &[true; 3]);
    assert_eq!((all.percent, all.passed), (100.0, true));
    assert!(!attempt(&plain(1.0), &thirds, &[false; 3]).passed);
    assert_eq!(attempt(&plain(80.0), &[], &[]).percent, 0.0);
    assert!(!attempt(&plain(80.0), &[], &[]).passed);
}

#[test]
fn points_have_no_float_dust() {
    let found = attempt(&plain(100.0), &[("a", 0.1), ("a", 0.2), ("a", 0.7)], &[true, true, false]);
    assert_eq!((found.score, found.max_score, found.percent), (0.3, 1.0, 30.0));
    assert!(attempt(&plain(30.0), &[("a", 0.1), ("a", 0.2), ("a", 0.7)], &[true, true, false]).passed);
}

#[test]
fn each_drawn_skill_must_reach_its_percent() {
    let rules = Rules { pass_skill: Some(50.0), ..plain(60.0) };
    let drawn = [("a", 1.0), ("a", 1.0), ("b", 1.0), ("b", 1.0)];
    assert!(attempt(&rules, &drawn, &[true, true, true, false]).passed);
    assert!(!attempt(&plain(60.0), &drawn, &[true, true, false, false]).passed);
    let rules = Rules { pass_skill: Some(50.0), ..plain(40.0) };
    assert!(!attempt(&rules, &drawn, &[true, true, false, false]).passed);
}

#[test]
fn under_a_policy_right_answers_and_floors_decide() {
    let floors = vec![("a".to_owned(), 1), ("b".to_owned(), 3)];
    let rules = Rules { pass_count: Some(5), floors: floors.clone(), ..plain(100.0) };
    let drawn = [("a", 1.0), ("a", 1.0), ("a", 1.0), ("b", 1.0), ("b", 1.0), ("b", 1.0)];
    assert!(!attempt(&rules, &drawn, &[true, false, false, true, true, true]).passed, "4 of 6");
    assert!(!attempt(&rules, &drawn, &[true, true, true, true, true, false]).passed, "a floor is broken");
    assert!(attempt(&rules, &drawn, &[true, true, false, true, true, true]).passed);
    assert!(attempt(&rules, &drawn, &[true; 6]).passed);
    let absent = Rules { floors: vec![("c".to_owned(), 1)], ..rules };
    assert!(!attempt(&absent, &drawn, &[true; 6]).passed, "a skill that was not drawn is not shown");
    let only_floors = Rules { pass_count: None, floors, ..plain(100.0) };
    assert!(attempt(&only_floors, &drawn, &[true, false, false, true, true, true]).passed);
}

#[test]
fn a_missing_version_earns_nothing() {
    let question = question("q", &[], single("10"));
    let form = Form { items: vec![shown(&question, 1.0)] };
    let answers = BTreeMap::from([("1".to_owned(), pick(&[0]))]);
    let found = grade_attempt(&plain(50.0), &form, &BTreeMap::new(), &answers);
    assert_eq!((found.score, found.max_score, found.marks.len()), (0.0, 1.0, 1));
}

proptest! {
    #[test]
    fn points_stay_between_nothing_and_all(
        marks in "[01]{2,6}",
        worth in prop::collection::vec(prop::option::of(-200.0_f64..200.0), 6),
        picked in prop::collection::vec(0_u32..6, 0..8),
        points in 0.01_f64..20.0,
        mode in 0_usize..4,
        with_worth: bool,
    ) {
        let choices = if with_worth { worths(&marks, &worth) } else { choices(&marks) };
        let answers = match mode {
            0 => Answers::Single { choices },
            1 => Answers::Multiple { choices, partial: Partial::Exact },
            2 => Answers::Multiple { choices, partial: Partial::Net },
            _ => Answers::Multiple { choices, partial: Partial::Each },
        };
        let found = mark(answers, points, Some(&pick(&picked)));
        prop_assert!((0.0..=points).contains(&found.points), "{found:?} of {points}");
        prop_assert_eq!(found.correct, found.points >= points * (1.0 - 1e-9));
    }

    #[test]
    fn an_exact_choice_is_right_only_when_every_mark_agrees(
        marks in "[01]{2,6}",
        picked in prop::collection::btree_set(0_u32..6, 1..6),
    ) {
        let rights = (0..).zip(marks.chars()).filter(|(_, mark)| *mark == '1');
        let wanted: BTreeSet<u32> = rights.map(|(index, _)| index).collect();
        let ids: Vec<u32> = picked.iter().copied().collect();
        let found = mark(multiple(&marks, Partial::Exact), 1.0, Some(&pick(&ids)));
        prop_assert_eq!(found.correct, picked == wanted);
    }

    #[test]
    fn the_attempt_is_the_sum_of_its_marks(
        right in prop::collection::vec(any::<bool>(), 1..20),
        pass in 1.0_f64..100.0,
    ) {
        let drawn: Vec<(&str, f64)> = right.iter().map(|_| ("a", 0.1)).collect();
        let found = attempt(&plain(pass), &drawn, &right);
        let count = right.iter().filter(|is| **is).map(|_| 1.0).sum::<f64>();
        let all = right.iter().map(|_| 1.0).sum::<f64>();
        prop_assert!(close(found.score, count * 0.1));
        prop_assert!(found.percent <= 100.0 * count / all + 1e-9 && found.percent > 100.0 * count / all - 0.0100001);
        prop_assert!((0.0..=100.0).contains(&found.percent));
    }
}
