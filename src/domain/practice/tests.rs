//! What may be practised, and in which order.

use super::*;
use crate::assessment::{Mark, Rules, samples};
use crate::competency;
use crate::course::question::{Answers, Question};
use crate::course::{
    CompiledCourse, CompleteRule, FeedbackTime, Item, ItemHead, Lesson, Part, Piece, ShowAnswers, Viewer,
};
use crate::instant::{DAY, Instant};
use crate::language::Localized;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const NOW: Instant = Instant(1_800_000_000_000);
const TODAY: (Instant, Instant) = (NOW, Instant(NOW.0 + DAY / 2));

fn question(id: &str, file: &str, skills: &[&str]) -> Question {
    Question { file: file.into(), ..samples::question(id, skills, samples::single("10")) }
}

fn head(id: &str, skills: &[&str]) -> ItemHead {
    let head = samples::quiz(false, samples::settings(), Vec::new()).head;
    let skills = skills.iter().map(|skill| (*skill).to_owned()).collect();
    ItemHead { id: id.into(), file: format!("{id}.md"), skills, ..head }
}

fn lesson(id: &str, skills: &[&str], checks: &[&str]) -> Item {
    let pieces = checks.iter().map(|id| Piece::Check((*id).to_owned())).collect();
    Item::Lesson(Lesson { head: head(id, skills), body: Localized::new(pieces), complete: CompleteRule::View })
}

fn quiz(id: &str, exam: bool, parts: Vec<Part>) -> Item {
    let mut quiz = samples::quiz(exam, samples::settings(), parts);
    quiz.head = head(id, &[]);
    Item::Quiz(Box::new(quiz))
}

fn ids(list: &[&str]) -> Vec<String> {
    list.iter().map(|id| (*id).to_owned()).collect()
}

/// Two lessons with checks, a check of a module, an exam of its own file and a part of a bank, practical work, and a bank
/// that nothing draws from.
fn course() -> CompiledCourse {
    let mut task = question("task", "free.md", &[]);
    task.answers = Answers::Survey { several: false, choices: samples::choices("00") };
    let mut course = samples::course(vec![
        question("check-a", "a.md", &["ask"]),
        question("check-b", "b.md", &["ask"]),
        question("quiz-1", "quiz.md", &["ask"]),
        question("quiz-2", "quiz.md", &["ask"]),
        question("exam-1", "exam.md", &["ask"]),
        question("bank-drawn", "exam-bank.md", &["ask"]),
        question("bank-other", "exam-bank.md", &["check"]),
        question("work-1", "thuc-hanh.md", &["do"]),
        question("free-ask", "free.md", &["ask"]),
        question("free-check", "free.md", &["check"]),
        task,
    ]);
    let plain = |id: &str| Part::Question(id.to_owned());
    course.modules[0].items = vec![
        lesson("a", &["ask"], &["check-a"]),
        lesson("b", &["check"], &["check-b"]),
        quiz("quiz", false, vec![plain("quiz-1"), plain("quiz-2")]),
        quiz("exam", true, vec![plain("exam-1"), samples::pool(1, &ids(&["bank-drawn"]))]),
        quiz("thuc-hanh", false, vec![plain("work-1")]),
    ];
    course.policies = vec![competency::samples::r1()];
    course
}

fn sat(quiz: &str, show: ShowAnswers, passed: bool, answers: &[(&str, bool)], ended: Option<Instant>) -> Sat {
    let rules = Rules { show_answers: show, ..Rules::of(&samples::settings(), false) };
    let item = |(id, _): &(&str, bool)| samples::shown(&question(id, "quiz.md", &[]), 1.0);
    let mark = |(_, right): &(&str, bool)| Mark { points: 0.0, correct: *right, feedback: Vec::new(), waiting: false };
    Sat {
        quiz: quiz.into(),
        ended,
        passed,
        rules,
        form: crate::assessment::Form { items: answers.iter().map(item).collect() },
        marks: ended.map_or(Vec::new(), |_| answers.iter().map(mark).collect()),
    }
}

fn open(course: &CompiledCourse, read: &[&str], sat: &[Sat]) -> Vec<String> {
    let read: BTreeSet<String> = ids(read).into_iter().collect();
    let bank = Bank::of(course, Viewer::ANYONE);
    bank.open_to(Known { read: &read, sat }).into_keys().map(str::to_owned).collect()
}

#[test]
fn what_is_open_depends_on_what_was_read_and_shown() {
    let course = course();
    let both = [("quiz-1", true), ("quiz-2", false)];
    let of = |show, passed, ended| sat("quiz", show, passed, &both, ended);
    let nothing = |read: &[&str]| open(&course, read, &[]);
    assert!(nothing(&[]).is_empty());
    assert_eq!(nothing(&["a"]), ["check-a", "free-ask"]);
    assert_eq!(nothing(&["b"]), ["check-b", "free-check"], "a bank by the skills of what was read");
    let told = ["quiz-1", "quiz-2"];
    use ShowAnswers::{Always, Never, Passed};
    for (one, expected) in [
        (of(Passed, true, Some(NOW)), &told[..]),
        (of(Passed, false, Some(NOW)), &[]),
        (of(Always, false, Some(NOW)), &told),
        (of(Never, true, Some(NOW)), &[]),
        (of(Always, false, None), &[]),
    ] {
        assert_eq!(open(&course, &[], std::slice::from_ref(&one)), expected, "{one:?}");
    }
    let silent = Sat {
        rules: Rules { feedback: FeedbackTime::None, ..of(Always, true, Some(NOW)).rules },
        ..of(Always, true, Some(NOW))
    };
    assert!(open(&course, &[], &[silent]).is_empty(), "who says nothing after a quiz wants it so");
    let again = [of(Passed, true, Some(NOW)), sat("quiz", Passed, false, &[("quiz-1", false)], None)];
    assert_eq!(open(&course, &[], &again), ["quiz-2"], "the key of an open attempt stays closed");
}

#[test]
fn nothing_that_an_exam_may_ask_is_ever_practised() {
    let mut course = course();
    let closed = ["exam-1", "bank-drawn", "bank-other", "work-1"];
    let all: Vec<(&str, bool)> = closed.iter().map(|id| (*id, false)).collect();
    let everything = sat("exam", ShowAnswers::Always, true, &all, Some(NOW));
    let found = open(&course, &["a", "b"], std::slice::from_ref(&everything));
    assert!(closed.iter().all(|id| !found.iter().any(|one| one == id)), "{found:?}");
    course.modules[0].items.push(lesson("c", &["do"], &closed));
    let found = open(&course, &["a", "b", "c"], &[everything]);
    assert!(
        closed.iter().all(|id| !found.iter().any(|one| one == id)),
        "not even where a lesson repeats it: {found:?}"
    );
}

#[test]
fn a_draft_opens_nothing() {
    let mut course = course();
    if let Item::Lesson(lesson) = &mut course.modules[0].items[0] {
        lesson.head.draft = true;
    }
    assert!(open(&course, &["a"], &[]).is_empty());
}

#[test]
fn missed_ones_come_first_then_what_fades_then_new_ones() {
    let course = course();
    let bank = Bank::of(&course, Viewer::ANYONE);
    let read: BTreeSet<String> = ids(&["a", "b"]).into_iter().collect();
    let met = [sat("quiz", ShowAnswers::Always, true, &[("quiz-1", true), ("quiz-2", false)], Some(NOW.plus(-DAY)))];
    let known = Known { read: &read, sat: &met };
    let at = |days: i64| NOW.plus(days * DAY);
    let card = |id: &str, last: i64, due: i64| {
        let memory = Memory { stability: 3.0, difficulty: 5.0 };
        let card = Card { memory, due: at(due), ..practised(None, id, 1, true, at(last)) };
        (id.to_owned(), card)
    };
    let next = |cards: &[(String, Card)], now: Instant| {
        let cards: BTreeMap<String, Card> = cards.iter().cloned().collect();
        let found = session(&bank, known, &cards, |_| true, (now, now.plus(DAY / 2)), [7; 32]);
        let next: Vec<String> = found.next.iter().map(|question| question.id.clone()).collect();
        (next, found.due, found.fresh, found.then)
    };
    let (order, due, fresh, then) = next(&[], NOW);
    assert_eq!((order[0].as_str(), due, fresh, then), ("quiz-2", 1, 4, Some(at(1))), "the right one fades by tomorrow");
    assert_eq!(next(&[], at(1)).0[..2], ["quiz-2", "quiz-1"]);
    let cards = [card("check-a", -9, -1), card("check-b", -30, -2), card("free-ask", -1, 5)];
    let (order, due, fresh, then) = next(&cards, NOW);
    assert_eq!(order, ["quiz-2", "check-b", "check-a", "free-check"], "the least remembered first");
    assert_eq!((due, fresh, then), (3, 1, Some(at(1))));
    let since = [card("quiz-2", 0, 1), card("quiz-1", 0, 2)];
    assert!(!next(&since, NOW).0.iter().any(|id| id.starts_with("quiz")), "practised since, and not due");
    let none = session(&bank, known, &BTreeMap::new(), |id| id != "quiz-2", TODAY, [7; 32]);
    assert_eq!((none.due, none.next.len()), (0, 4), "a withdrawn question is not asked");
}

#[test]
fn what_becomes_due_later_today_is_due_today() {
    let course = course();
    let bank = Bank::of(&course, Viewer::ANYONE);
    let read: BTreeSet<String> = ids(&["a"]).into_iter().collect();
    let due_at = |due: Instant| {
        let cards = BTreeMap::from([("check-a".to_owned(), Card { due, ..practised(None, "check-a", 1, true, NOW) })]);
        session(&bank, Known { read: &read, sat: &[] }, &cards, |_| true, TODAY, [0; 32]).due
    };
    assert_eq!((due_at(TODAY.1.plus(-1)), due_at(TODAY.1)), (1, 0));
}

proptest! {
    #[test]
    fn a_session_is_short_repeats_nothing_and_is_the_same_for_the_same_seed(
        seed: [u8; 32], count in 0_usize..40, practised_ones in proptest::collection::vec((0_usize..40, any::<bool>(), 0_i64..60), 0..30),
    ) {
        let names: Vec<String> = (0..count).map(|number| format!("q{number:02}")).collect();
        let mut course = samples::course(names.iter().map(|id| question(id, "a.md", &[])).collect());
        let checks: Vec<&str> = names.iter().map(String::as_str).collect();
        course.modules[0].items = vec![lesson("a", &[], &checks)];
        let read = BTreeSet::from(["a".to_owned()]);
        let mut cards = BTreeMap::new();
        for (number, right, ago) in practised_ones {
            let id = format!("q{number:02}");
            let card = practised(cards.get(&id), &id, 1, right, NOW.plus(-ago * DAY));
            cards.insert(id, card);
        }
        let bank = Bank::of(&course, Viewer::ANYONE);
        let known = Known { read: &read, sat: &[] };
        let found = session(&bank, known, &cards, |_| true, TODAY, seed);
        prop_assert_eq!(found.next.len(), (found.due + found.fresh).min(SESSION));
        let distinct: BTreeSet<&str> = found.next.iter().map(|question| question.id.as_str()).collect();
        prop_assert_eq!(distinct.len(), found.next.len());
        prop_assert_eq!(&found, &session(&bank, known, &cards, |_| true, TODAY, seed));
        let old = found.next.iter().take(found.due.min(SESSION));
        prop_assert!(old.into_iter().all(|question| cards[&question.id].due < TODAY.1));
    }
}
