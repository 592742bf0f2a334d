//! What is carried over to another version, and what stays.

use super::*;
use crate::assessment::samples::{question, settings, shown};
use crate::course::question::{NumberRange, Partial};
use crate::language::Localized;

fn choices(texts: &[(&str, bool)]) -> Vec<Choice> {
    let choice = |(html, right): &(&str, bool)| Choice {
        id: None,
        html: Localized::new((*html).into()),
        right: *right,
        worth: None,
        pin: false,
        why: None,
        feedback: None,
    };
    texts.iter().map(choice).collect()
}

fn single(texts: &[(&str, bool)]) -> Question {
    question("q", &[], Answers::Single { choices: choices(texts) })
}

fn multiple(texts: &[(&str, bool)]) -> Question {
    question("q", &[], Answers::Multiple { choices: choices(texts), partial: Partial::Exact })
}

fn number(low: f64, high: f64) -> Question {
    let accepted = vec![NumberRange { low, high }];
    question("q", &[], Answers::Number { unit: None, accepted, foreseen: Vec::new(), feedback: None })
}

fn picked(ids: &[&str]) -> Option<Answer> {
    Some(Answer::Choices { choices: ids.iter().map(|id| (*id).to_owned()).collect() })
}

/// Percent and version after a decision; the old question is version 1, the new one 2.
fn after(old: &Question, answer: Option<Answer>, decision: Decision) -> (f64, i64, bool) {
    let form = Form { items: vec![shown(old, 1.0)] };
    let questions = BTreeMap::from([(1, Arc::new(old.clone()))]);
    let answers = answer.map(|answer| ("1".to_owned(), answer)).into_iter().collect();
    let rules = Rules::of(&settings(), false);
    let (form, result) =
        rejudge(&rules, &form, &questions, &answers, &BTreeMap::from([(1, decision)])).expect("it is concerned");
    (result.percent, form.items[0].version, result.passed)
}

fn regraded(old: &Question, new: &Question, answer: Option<Answer>) -> (f64, i64, bool) {
    after(old, answer, Decision::Regrade { version: 2, question: Arc::new(new.clone()) })
}

#[test]
fn what_was_answered_is_judged_by_the_other_version() {
    let old = single(&[("Một", true), ("Hai", false), ("Ba", false)]);
    let turned = single(&[("Ba", false), ("Hai!", true), ("Một", false)]);
    for (new, answer, expected) in [
        (&turned, picked(&["c1"]), (100.0, 2, true)),
        (&turned, picked(&["c0"]), (0.0, 2, false)),
        (&turned, None, (0.0, 2, false)),
        // The picked choice is gone: the own mark stays.
        (&single(&[("Bốn", true), ("Hai", false), ("Ba", true)]), picked(&["c0"]), (100.0, 1, true)),
        // The right one was never shown.
        (&single(&[("Một", false), ("Hai", false), ("Năm", true)]), picked(&["c0"]), (100.0, 1, true)),
        // A wrong one that nobody picked is gone.
        (&single(&[("Một", false), ("Hai", true)]), picked(&["c1"]), (100.0, 2, true)),
        // Another type.
        (&number(1.0, 2.0), picked(&["c0"]), (100.0, 1, true)),
    ] {
        assert_eq!(regraded(&old, new, answer.clone()), expected, "{answer:?} {new:?}");
    }
}

#[test]
fn several_choices_are_carried_over_only_where_all_were_shown() {
    let old = multiple(&[("Một", true), ("Hai", false)]);
    let both = multiple(&[("Một", true), ("Hai", true)]);
    let more = multiple(&[("Một", true), ("Hai", true), ("Ba", false)]);
    assert_eq!(regraded(&old, &both, picked(&["c0", "c1"])), (100.0, 2, true));
    assert_eq!(regraded(&old, &both, picked(&["c0"])), (0.0, 2, false));
    assert_eq!(regraded(&old, &more, picked(&["c0"])), (100.0, 1, true));
}

#[test]
fn an_author_s_id_tells_a_choice_better_than_its_text() {
    let with_ids = |texts: &[(&str, bool)]| {
        let mut choices = choices(texts);
        for (choice, id) in choices.iter_mut().zip(["a", "b"]) {
            choice.id = Some(id.into());
        }
        question("q", &[], Answers::Single { choices })
    };
    let (old, new) = (with_ids(&[("Một", true), ("Hai", false)]), with_ids(&[("Hai", false), ("Một", true)]));
    assert_eq!(regraded(&old, &new, picked(&["c0"])), (0.0, 2, false), "`a` says something else now");
}

#[test]
fn typed_answers_meet_the_new_key() {
    let typed = |text: &str| Some(Answer::Number { number: text.into() });
    assert_eq!(regraded(&number(1.0, 2.0), &number(1.0, 5.0), typed("4")), (100.0, 2, true));
    assert_eq!(regraded(&number(1.0, 2.0), &number(5.0, 6.0), typed("1,5")), (0.0, 2, false));
}

#[test]
fn a_void_question_gives_everybody_its_marks() {
    let old = single(&[("Một", true), ("Hai", false)]);
    for answer in [None, picked(&["c1"]), picked(&["c0"]), picked(&["nonsense"])] {
        assert_eq!(after(&old, answer, Decision::Void), (100.0, 1, true));
    }
}

#[test]
fn without_a_decision_about_it_an_attempt_is_not_judged_anew() {
    let old = single(&[("Một", true), ("Hai", false)]);
    let form = Form { items: vec![shown(&old, 1.0)] };
    let questions = BTreeMap::from([(1, Arc::new(old))]);
    let rules = Rules::of(&settings(), false);
    assert!(rejudge(&rules, &form, &questions, &BTreeMap::new(), &BTreeMap::from([(9, Decision::Void)])).is_none());
}
