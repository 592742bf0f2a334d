//! Tests of blanks, pairs and orders: partial points, bounds, and what never earns anything.

use super::super::samples::{question, shown};
use super::super::{AttemptResult, grade_question};
use super::*;
use crate::course::question::{NumberRange, Question};
use crate::language::Localized;
use proptest::prelude::*;

fn text(words: &str) -> Localized {
    Localized::new(words.to_owned())
}

fn blanks(partial: EachPartial) -> Question {
    let texts = |words: &[&str]| Localized::new(words.iter().map(|word| (*word).to_owned()).collect());
    let mut first = texts(&["câu lệnh", "prompt"]);
    first.translations.insert("en".into(), vec!["instruction".into()]);
    let about = NumberRange { low: 14.0, high: 16.0 };
    let blanks =
        vec![Blank { texts: first, numbers: Vec::new() }, Blank { texts: texts(&["mười lăm"]), numbers: vec![about] }];
    question("q", &[], Answers::Blanks { case_strict: false, accents_strict: false, partial, blanks, words: None })
}

/// Left items 0, 1, 2 go with right items 0, 1, 0; right item 2 has no partner.
fn pairs(partial: EachPartial) -> Question {
    let left = [("a", 0), ("b", 1), ("c", 0)].map(|(words, right)| LeftItem { html: text(words), right });
    question("q", &[], Answers::Match { partial, left: left.into(), right: ["x", "y", "z"].map(text).into() })
}

fn order(partial: OrderPartial, count: usize) -> Question {
    let items = (0..count).map(|at| text(&at.to_string())).collect();
    question("q", &[], Answers::Order { partial, items })
}

fn points(question: &Question, answer: &Answer) -> f64 {
    grade_question(question, &shown(question, 6.0), Some(answer)).points
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn blanks_are_compared_like_texts_and_numbers() {
    for (typed, each, exact) in [
        (&[("1", "Cau lenh."), ("2", "15,5")][..], 6.0, 6.0),
        (&[("1", "prompt"), ("2", "Mười  lăm")], 6.0, 6.0),
        (&[("1", "INSTRUCTION"), ("2", "17")], 3.0, 0.0),
        (&[("2", "14")], 3.0, 0.0),
        (&[("1", " "), ("2", "")], 0.0, 0.0),
        (&[("1", "mười lăm"), ("2", "câu lệnh")], 0.0, 0.0),
        (&[], 0.0, 0.0),
    ] {
        let answer = Answer::Blanks { blanks: map(typed) };
        let earned = [EachPartial::Each, EachPartial::Exact].map(|partial| points(&blanks(partial), &answer));
        assert_eq!(earned, [each, exact], "{typed:?}");
    }
}

#[test]
fn two_left_items_may_have_one_partner() {
    for (given, each, exact) in [
        (&[("l0", "c0"), ("l1", "c1"), ("l2", "c0")][..], 6.0, 6.0),
        (&[("l0", "c0"), ("l1", "c2"), ("l2", "c0")], 4.0, 0.0),
        (&[("l1", "c1")], 2.0, 0.0),
        (&[("l0", "x")], 0.0, 0.0),
        (&[], 0.0, 0.0),
    ] {
        let answer = Answer::Pairs { pairs: map(given) };
        let earned = [EachPartial::Each, EachPartial::Exact].map(|partial| points(&pairs(partial), &answer));
        assert_eq!(earned, [each, exact], "{given:?}");
    }
}

#[test]
fn an_order_earns_its_longest_run() {
    for (given, run, exact) in [
        ("0123", 6.0, 6.0),
        ("1230", 4.0, 0.0),
        ("0132", 2.0, 0.0),
        ("2301", 2.0, 0.0),
        ("3210", 0.0, 0.0),
        ("123", 4.0, 0.0),
        ("0", 0.0, 0.0),
        ("00", 0.0, 0.0),
        ("9", 0.0, 0.0),
        ("", 0.0, 0.0),
    ] {
        let answer = Answer::Order { order: given.chars().map(|at| format!("c{at}")).collect() };
        let earned = [OrderPartial::Run, OrderPartial::Exact].map(|partial| points(&order(partial, 4), &answer));
        assert_eq!(earned, [run, exact], "{given}");
    }
}

#[test]
fn nothing_and_answers_of_another_type_earn_nothing() {
    let other = [Answer::Text { text: "câu lệnh".into() }, Answer::Choices { choices: vec!["c0".into()] }];
    for question in [blanks(EachPartial::Each), pairs(EachPartial::Each), order(OrderPartial::Run, 3)] {
        let item = shown(&question, 6.0);
        for answer in [None, Some(&other[0]), Some(&other[1])] {
            let mark = grade_question(&question, &item, answer);
            assert_eq!((mark.points, mark.correct, mark.waiting), (0.0, false, false));
        }
    }
}

#[test]
fn practical_work_waits_and_a_survey_has_no_points() {
    use crate::course::question::Submit;
    let task =
        Answers::Task { submit: vec![Submit::Text], max_files: 3, max_chars: 10, rubric: Vec::new(), solution: None };
    let task = question("t", &[], task);
    let work = Answer::Task { text: "Bài".into(), files: Vec::new() };
    let mark = grade_question(&task, &shown(&task, 2.0), Some(&work));
    assert_eq!((mark.points, mark.correct, mark.waiting), (0.0, false, true));
    let blank = Answer::Task { text: " \n".into(), files: Vec::new() };
    assert!(!grade_question(&task, &shown(&task, 2.0), Some(&blank)).waiting);
    let survey = Answers::Survey { several: false, choices: super::super::samples::choices("00") };
    let survey = question("s", &[], survey);
    let mark = grade_question(&survey, &shown(&survey, 0.0), Some(&Answer::Choices { choices: vec!["c1".into()] }));
    assert_eq!((mark.points, mark.correct, mark.waiting), (0.0, false, false));
}

/// Results that were stored before there were tasks are read as they are.
#[test]
fn earlier_results_are_still_read() {
    let old = r#"{"score":1.0,"max_score":1.0,"percent":100.0,"passed":true,
        "marks":[{"points":1.0,"correct":true,"feedback":[]}]}"#;
    let result: AttemptResult = serde_json::from_str(old).expect("a result");
    assert!(!result.marks[0].waiting);
    assert!(!serde_json::to_string(&result).expect("JSON").contains("waiting"));
}

proptest! {
    #[test]
    fn an_order_earns_between_nothing_and_all(given in Just((0..6).collect::<Vec<u32>>()).prop_shuffle(), take in 0..7_usize) {
        let ids: Vec<String> = given.iter().take(take).map(|at| format!("c{at}")).collect();
        for partial in [OrderPartial::Run, OrderPartial::Exact] {
            let question = order(partial, 6);
            let mark = grade_question(&question, &shown(&question, 6.0), Some(&Answer::Order { order: ids.clone() }));
            prop_assert!((0.0..=6.0).contains(&mark.points));
            prop_assert_eq!(mark.correct, ids.len() == 6 && given.is_sorted());
        }
    }

    /// Names and the shown order say nothing: only what is joined or put where counts.
    #[test]
    fn the_shown_order_does_not_count(
        right in Just(vec![0_usize, 1, 2]).prop_shuffle(),
        left in Just(vec![0_usize, 1, 2]).prop_shuffle(),
        given in prop::collection::vec(0..3_usize, 3),
    ) {
        let question = pairs(EachPartial::Each);
        let answer = Answer::Pairs { pairs: (0..).zip(&given).map(|(l, r): (u32, _)| (format!("l{l}"), format!("c{r}"))).collect() };
        let mut item = shown(&question, 6.0);
        let before = grade_question(&question, &item, Some(&answer));
        item.choices = right.iter().map(|at| item.choices[*at].clone()).collect();
        item.left = left.iter().map(|at| item.left[*at].clone()).collect();
        prop_assert_eq!(&grade_question(&question, &item, Some(&answer)), &before);
        prop_assert!((0.0..=6.0).contains(&before.points));
    }

    #[test]
    fn blanks_earn_between_nothing_and_all(one in ".{0,12}", two in ".{0,12}") {
        for partial in [EachPartial::Each, EachPartial::Exact] {
            let answer = Answer::Blanks { blanks: map(&[("1", &one), ("2", &two)]) };
            prop_assert!((0.0..=6.0).contains(&points(&blanks(partial), &answer)));
        }
    }
}
