//! Draws: what is drawn, in which order, and that nothing shown betrays the key.

use super::*;
use crate::assessment::samples::{course, group, pool, question, quiz, settings, single, versions};
use crate::competency::Policy;
use crate::competency::samples::r1;
use crate::course::{Part, QuizSettings};
use crate::instant::DAY;
use proptest::prelude::*;

pub(super) fn ids(name: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{name}{number:02}")).collect()
}

/// A course with questions of `(name, skills, count)`.
fn bank(questions: &[(&str, &[&str], usize)]) -> CompiledCourse {
    let all = questions.iter().flat_map(|(name, skills, count)| {
        ids(name, *count).into_iter().map(move |id| question(&id, skills, single("0100")))
    });
    course(all.collect())
}

fn plain(questions: &[String]) -> Vec<Part> {
    questions.iter().cloned().map(Part::Question).collect()
}

pub(super) fn seed(number: u64) -> [u8; 32] {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    seed
}

/// A draw of a fresh person.
fn drawn(course: &CompiledCourse, quiz: &Quiz, number: u64) -> Form {
    drawn_after(course, quiz, None, &Seen::new(), number)
}

pub(super) fn drawn_after(
    course: &CompiledCourse,
    quiz: &Quiz,
    policy: Option<&Policy>,
    seen: &Seen,
    number: u64,
) -> Form {
    let exposed = BTreeSet::new();
    draw(&DrawPlan { course, quiz, policy, versions: &versions(course), seen, exposed: &exposed, seed: seed(number) })
}

pub(super) fn names(form: &Form) -> Vec<&str> {
    form.items.iter().map(|item| item.question.as_str()).collect()
}

fn sorted(form: &Form) -> Vec<&str> {
    let mut names = names(form);
    names.sort_unstable();
    names
}

pub(super) fn count(form: &Form, skill: &str) -> usize {
    form.items.iter().filter(|item| item.skill.as_deref() == Some(skill)).count()
}

#[test]
fn without_shuffling_the_form_is_the_source() {
    let course = bank(&[("a", &["x"], 3), ("g", &["x"], 2), ("p", &["x"], 5)]);
    let (a, g, p) = (ids("a", 3), ids("g", 2), ids("p", 5));
    let parts = [plain(&a[..2]), vec![group("nhom", &g), pool(2, &p)], plain(&a[2..])].concat();
    let form = drawn(&course, &quiz(false, settings(), parts), 1);
    assert_eq!(&names(&form)[..4], ["a00", "a01", "g00", "g01"]);
    assert!(form.items[4].question.starts_with('p') && form.items[4].question < form.items[5].question);
    assert_eq!(names(&form)[6..], ["a02"]);
    let groups: Vec<_> = form.items.iter().map(|item| item.group.as_deref()).collect();
    assert_eq!(groups, [None, None, Some("nhom"), Some("nhom"), None, None, None]);
    assert_eq!(form.items[0].version, 100);
    assert_eq!(form.items[0].choices.iter().map(|choice| choice.source).collect::<Vec<_>>(), [0, 1, 2, 3]);
}

#[test]
fn a_shuffled_form_keeps_groups_together() {
    let course = bank(&[("a", &[], 6), ("g", &[], 3)]);
    let parts = [plain(&ids("a", 6)), vec![group("nhom", &ids("g", 3))]].concat();
    let quiz = quiz(false, QuizSettings { shuffle_questions: true, ..settings() }, parts);
    let mut orders = BTreeSet::new();
    for number in 0..50 {
        let form = drawn(&course, &quiz, number);
        assert_eq!(form.items.len(), 9);
        let first = form.items.iter().position(|item| item.question == "g00").expect("the group");
        assert_eq!(&names(&form)[first..first + 3], ["g00", "g01", "g02"]);
        orders.insert(names(&form).join(" "));
    }
    assert!(orders.len() > 45, "{} orders", orders.len());
}

#[test]
fn draw_takes_so_many_of_all_and_no_question_twice() {
    let course = bank(&[("a", &[], 4), ("p", &[], 4)]);
    let parts = [plain(&ids("a", 4)), vec![pool(1, &ids("p", 4)), pool(1, &ids("p", 4))]].concat();
    let quiz = quiz(false, QuizSettings { draw: Some(6), ..settings() }, parts);
    let mut met = BTreeSet::new();
    for number in 0..50 {
        let form = drawn(&course, &quiz, number);
        let unique: BTreeSet<String> = form.items.iter().map(|item| item.question.clone()).collect();
        assert_eq!((form.items.len(), unique.len()), (6, 6));
        met.extend(unique);
    }
    assert_eq!(met.len(), 8, "every question is drawn at some time");
}

#[test]
fn a_pool_that_is_too_small_gives_what_it_has() {
    let course = bank(&[("p", &[], 3)]);
    let few = quiz(false, settings(), vec![pool(5, &[ids("p", 3), vec!["gone".into()]].concat())]);
    assert_eq!(names(&drawn(&course, &few, 1)), ["p00", "p01", "p02"]);
    let all = quiz(false, QuizSettings { draw: Some(9), ..settings() }, plain(&ids("p", 3)));
    assert_eq!(drawn(&course, &all, 1).items.len(), 3);
}

#[test]
fn a_question_without_a_version_is_not_drawn() {
    let course = bank(&[("p", &[], 3)]);
    let quiz = quiz(false, settings(), plain(&ids("p", 3)));
    let versions = BTreeMap::from([("p01".to_owned(), 7)]);
    let (course, quiz, versions, seen, exposed) = (&course, &quiz, &versions, &Seen::new(), &BTreeSet::new());
    let form = draw(&DrawPlan { course, quiz, policy: None, versions, seen, exposed, seed: seed(1) });
    assert_eq!((names(&form), form.items[0].version), (vec!["p01"], 7));
}

#[test]
fn an_exam_draws_at_least_so_many_of_each_listed_skill() {
    let course = bank(&[("x", &["x"], 30), ("y", &["y"], 4), ("z", &["z", "y"], 4)]);
    let parts = plain(&[ids("x", 30), ids("y", 4), ids("z", 4)].concat());
    let limits = QuizSettings { draw: Some(8), draw_per_skill: Some(2), ..settings() };
    let mut exam = quiz(true, limits, parts);
    exam.head.skills = vec!["x".into(), "y".into(), "z".into()];
    for number in 0..50 {
        let form = drawn(&course, &exam, number);
        assert_eq!(form.items.len(), 8);
        assert!(["x", "y", "z"].iter().all(|skill| count(&form, skill) >= 2), "{:?}", names(&form));
    }
    let mut pools = quiz(
        true,
        QuizSettings { draw_per_skill: Some(2), ..settings() },
        vec![pool(5, &[ids("x", 30), ids("y", 4)].concat()), pool(1, &ids("z", 4))],
    );
    pools.head.skills = exam.head.skills.clone();
    for number in 0..50 {
        let form = drawn(&course, &pools, number);
        assert_eq!(form.items.len(), 7, "a pool gives more where a skill lacks questions");
        assert!(["x", "y", "z"].iter().all(|skill| count(&form, skill) >= 2), "{:?}", names(&form));
    }
}

/// The bank of R1 with so many questions of each skill for one that is drawn.
pub(super) fn r1_exam(times: usize) -> (CompiledCourse, Quiz, Policy) {
    let policy = r1();
    let mut questions = Vec::new();
    let mut parts = Vec::new();
    for rule in &policy.exam.skills {
        let names = ids(&rule.skill, times * size(rule.draw));
        questions.extend(names.iter().map(|id| question(id, &[&rule.skill], single("0100"))));
        parts.push(pool(1, &names));
    }
    let shuffled = QuizSettings { shuffle_questions: true, shuffle_options: true, avoid_seen: false, ..settings() };
    (course(questions), quiz(true, shuffled, parts), policy)
}

#[test]
fn a_policy_draws_by_skill_in_its_order() {
    let (course, mut exam, policy) = r1_exam(5);
    exam.settings.shuffle_questions = false;
    let form = drawn_after(&course, &exam, Some(&policy), &Seen::new(), 3);
    let blueprint = policy.exam.skills.iter().flat_map(|rule| vec![Some(rule.skill.clone()); size(rule.draw)]);
    assert_eq!(form.items.iter().map(|item| item.skill.clone()).collect::<Vec<_>>(), blueprint.collect::<Vec<_>>());
    exam.settings.shuffle_questions = true;
    let shuffled = drawn_after(&course, &exam, Some(&policy), &Seen::new(), 3);
    assert_eq!(sorted(&form), sorted(&shuffled));
    assert_ne!(names(&form), names(&shuffled));
}

#[test]
fn a_policy_reads_later_skills_of_a_question_only_when_the_first_do_not_suffice() {
    let course = bank(&[("x", &["x"], 1), ("y", &["y", "x"], 3)]);
    let mut policy = crate::competency::samples::policy("1", 3, &[("x", 2, 0), ("y", 2, 0)]);
    let exam = quiz(true, settings(), plain(&[ids("x", 1), ids("y", 3)].concat()));
    for number in 0..20 {
        let form = drawn_after(&course, &exam, Some(&policy), &Seen::new(), number);
        assert_eq!((count(&form, "x"), count(&form, "y")), (2, 2), "{form:?}");
        assert_eq!(sorted(&form), ["x00", "y00", "y01", "y02"]);
    }
    policy.exam.skills[1].draw = 3;
    let form = drawn_after(&course, &exam, Some(&policy), &Seen::new(), 1);
    assert_eq!((count(&form, "x"), count(&form, "y")), (1, 3), "what there is, and no skill starves another");
}

#[test]
fn a_group_comes_whole_or_not_at_all() {
    let course = bank(&[("g", &["x"], 3), ("a", &["x"], 4)]);
    let parts = [vec![group("nhom", &ids("g", 3))], plain(&ids("a", 4))].concat();
    let mut with = 0;
    for number in 0..60 {
        let few = quiz(false, QuizSettings { draw: Some(4), ..settings() }, parts.clone());
        let form = drawn(&course, &few, number);
        let grouped = form.items.iter().filter(|item| item.group.is_some()).count();
        assert!(form.items.len() == 4 && (grouped == 0 || grouped == 3), "{:?}", names(&form));
        with += usize::from(grouped == 3);
    }
    assert!((1..60).contains(&with));
}

#[test]
fn the_longest_unseen_come_when_nothing_is_new() {
    let course = bank(&[("p", &[], 4)]);
    let pool = quiz(false, settings(), vec![pool(2, &ids("p", 4))]);
    let day = |number: i64| Instant(number * DAY);
    let seen = Seen::from([("p00".into(), day(3)), ("p01".into(), day(1)), ("p02".into(), day(2))]);
    for number in 0..20 {
        let form = drawn_after(&course, &pool, None, &seen, number);
        let repeated: Vec<_> = form.items.iter().map(|item| (item.question.as_str(), item.repeated)).collect();
        assert_eq!(repeated, [("p01", true), ("p03", false)]);
    }
    let mut careless = pool;
    careless.settings.avoid_seen = false;
    let met: BTreeSet<String> = (0..40)
        .flat_map(|number| drawn_after(&course, &careless, None, &seen, number).items)
        .map(|item| item.question)
        .collect();
    assert_eq!(met.len(), 4, "without avoid-seen all are alike");
}

#[test]
fn pins_true_false_and_the_authors_word_hold() {
    let shuffled = |change: fn(&mut Question), page: bool| {
        let mut one = question("q", &[], single("0100"));
        change(&mut one);
        let random = &mut ChaCha12Rng::from_seed(seed(1));
        let orders: BTreeSet<Vec<usize>> = (0..60).map(|_| order(&one, &one.answers, page, random)).collect();
        orders
    };
    let pin_last = |one: &mut Question| {
        if let Answers::Single { choices } = &mut one.answers {
            choices[3].pin = true;
        }
    };
    let true_false = |one: &mut Question| {
        one.answers = Answers::TrueFalse { choices: crate::assessment::samples::choices("10") };
        one.shuffle = Some(true);
    };
    assert!(shuffled(|_| (), true).len() > 15);
    assert_eq!(shuffled(|_| (), false).len(), 1);
    assert_eq!(shuffled(|one| one.shuffle = Some(false), true).len(), 1);
    assert!(shuffled(|one| one.shuffle = Some(true), false).len() > 15);
    assert_eq!(shuffled(true_false, true), BTreeSet::from([vec![0, 1]]));
    let pinned = shuffled(pin_last, true);
    assert!(pinned.len() == 6 && pinned.iter().all(|order| order[3] == 3));
}

#[test]
fn ids_and_places_of_choices_say_nothing_about_the_key() {
    let (course, exam, policy) = r1_exam(1);
    let mut places = [0_i32; 4];
    let mut alphabetical = [0_i32; 4];
    let mut met = BTreeSet::new();
    let mut shown = 0_usize;
    for number in 0..1_000 {
        let form = drawn_after(&course, &exam, Some(&policy), &Seen::new(), number);
        for item in &form.items {
            let distinct: BTreeSet<&str> = item.choices.iter().map(|choice| choice.id.as_str()).collect();
            assert_eq!(distinct.len(), 4);
            assert!(
                distinct.iter().all(|id| id.len() == 6 && id.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7')))
            );
            let place = item.choices.iter().position(|choice| choice.source == 1).expect("the right one");
            places[place] += 1;
            let right = item.choices[place].id.as_str();
            alphabetical[distinct.iter().position(|id| *id == right).expect("its id")] += 1;
            met.extend(item.choices.iter().map(|choice| choice.id.clone()));
            shown += 4;
        }
    }
    // 30,000 renders: 7,500 for each place, 75 either way is one standard deviation.
    for seen in places.iter().chain(&alphabetical) {
        assert!((seen - 7_500).abs() < 375, "{places:?} {alphabetical:?}");
    }
    assert!(met.len() + 50 > shown, "ids are drawn anew: {} of {shown} differ", met.len());
}

proptest! {
    #[test]
    fn the_same_seed_draws_the_same_form(number: u64, other: u64) {
        let (course, exam, policy) = r1_exam(3);
        let one = drawn_after(&course, &exam, Some(&policy), &Seen::new(), number);
        prop_assert_eq!(&one, &drawn_after(&course, &exam, Some(&policy), &Seen::new(), number));
        if number != other {
            prop_assert_ne!(&one, &drawn_after(&course, &exam, Some(&policy), &Seen::new(), other));
        }
    }

    #[test]
    fn retakes_never_overlap_while_the_pool_lasts(number: u64, times in 1_usize..5) {
        let (course, exam, policy) = r1_exam(times);
        let mut seen = Seen::new();
        for attempt in 0..times + 1 {
            let at = Instant(i64::try_from(attempt).expect("few") * DAY);
            let form = drawn_after(&course, &exam, Some(&policy), &seen, number.wrapping_add(attempt as u64));
            prop_assert_eq!(form.items.len(), 30);
            for rule in &policy.exam.skills {
                prop_assert_eq!(count(&form, &rule.skill), size(rule.draw));
            }
            let unique: BTreeSet<&str> = form.items.iter().map(|item| item.question.as_str()).collect();
            prop_assert_eq!(unique.len(), 30);
            let met = form.items.iter().filter(|item| seen.contains_key(&item.question)).count();
            prop_assert_eq!(met, if attempt < times { 0 } else { 30 });
            prop_assert!(form.items.iter().all(|item| item.repeated == seen.contains_key(&item.question)));
            if attempt == times {
                prop_assert!(form.items.iter().all(|item| seen[&item.question] == Instant(0)), "the longest unseen");
            }
            seen.extend(form.items.into_iter().map(|item| (item.question, at)));
        }
    }
}

/// Draws of a quiz of this one question, each with its own seed.
fn many_draws(one: &Question, count: u64) -> Vec<FormItem> {
    let course = course(vec![one.clone()]);
    let quiz = quiz(false, settings(), vec![Part::Question(one.id.clone())]);
    (0..count).flat_map(|number| drawn_after(&course, &quiz, None, &Seen::new(), number).items).collect()
}

fn sources(shown: &[ShownChoice]) -> Vec<u32> {
    shown.iter().map(|one| one.source).collect()
}

#[test]
fn an_order_is_never_shown_as_it_is_right() {
    let text = |words: &str| crate::language::Localized::new(words.to_owned());
    let partial = crate::course::question::OrderPartial::Run;
    let mut one = question("q", &[], Answers::Order { partial, items: ["a", "b", "c"].map(text).into() });
    for shuffle in [None, Some(false), Some(true)] {
        one.shuffle = shuffle;
        let orders: BTreeSet<Vec<u32>> = many_draws(&one, 200).iter().map(|item| sources(&item.choices)).collect();
        assert_eq!(orders.len(), 5, "every order but the right one");
        assert!(!orders.contains(&vec![0, 1, 2]));
    }
}

#[test]
fn right_items_and_words_are_shuffled_whatever_the_page_says() {
    use crate::course::question::{Blank, EachPartial, LeftItem};
    let text = |words: &str| crate::language::Localized::new(words.to_owned());
    let partial = EachPartial::Each;
    let left: Vec<LeftItem> = (0..3).map(|right| LeftItem { html: text(&right.to_string()), right }).collect();
    let mut pairs = question("q", &[], Answers::Match { partial, left, right: ["a", "b", "c", "d"].map(text).into() });
    let drawn = many_draws(&pairs, 300);
    assert!(drawn.iter().all(|item| sources(&item.left) == [0, 1, 2]), "the page shuffles nothing");
    assert_eq!(drawn.iter().map(|item| sources(&item.choices)).collect::<BTreeSet<_>>().len(), 24);
    for item in &drawn {
        let ids: BTreeSet<&str> = item.left.iter().chain(&item.choices).map(|one| one.id.as_str()).collect();
        assert_eq!(ids.len(), 7, "no id says what it belongs to");
    }
    pairs.shuffle = Some(true);
    assert_eq!(many_draws(&pairs, 100).iter().map(|item| sources(&item.left)).collect::<BTreeSet<_>>().len(), 6);
    let blank = Blank { texts: crate::language::Localized::new(vec!["a".into()]), numbers: Vec::new() };
    let words = Some(["a", "b", "c"].map(text).into());
    let (case_strict, accents_strict) = (false, false);
    let bank = Answers::Blanks { case_strict, accents_strict, partial, blanks: vec![blank], words };
    let bank = many_draws(&question("q", &[], bank), 100);
    assert_eq!(bank.iter().map(|item| sources(&item.choices)).collect::<BTreeSet<_>>().len(), 6);
}

#[test]
fn a_row_of_the_variants_is_drawn_and_pinned() {
    use crate::course::question::Variant;
    let mut one = question("q", &[], single("100"));
    let text = |words: &str| crate::language::Localized::new(words.to_owned());
    let row = |stem: &str, marks: &str| Variant {
        stem: text(stem),
        hints: Vec::new(),
        explanation: None,
        answers: single(marks),
    };
    one.variants = vec![row("một", "100"), row("hai", "010"), row("ba", "001")];
    let rows: BTreeSet<Option<u32>> = many_draws(&one, 100).iter().map(|item| item.variant).collect();
    assert_eq!(rows, BTreeSet::from([Some(0), Some(1), Some(2)]));
    let course = course(vec![one.clone()]);
    let quiz = quiz(false, settings(), vec![Part::Question("q".into())]);
    let form = drawn_after(&course, &quiz, None, &Seen::new(), 7);
    assert_eq!(form, drawn_after(&course, &quiz, None, &Seen::new(), 7), "the same seed draws the same row");
    let asked = form.asked(&[(form.items[0].version, std::sync::Arc::new(one))].into());
    let asked = &asked[&form.items[0].version];
    let right = asked.choices().iter().position(|choice| choice.right);
    assert_eq!(right.and_then(|right| u32::try_from(right).ok()), form.items[0].variant);
    assert!(asked.variants.is_empty() && asked.stem.original != "Câu hỏi?");
}
