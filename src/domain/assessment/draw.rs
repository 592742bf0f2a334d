//! Which questions an attempt gets, and in which order they and their choices stand. The seed is handed in.

use super::pick::{Picked, Picker, Wanted, size, skill_of};
use super::{Form, FormItem, ShownChoice};
use crate::competency::{Policy, SkillRule};
use crate::course::question::{Answers, Choice, Question};
use crate::course::{CompiledCourse, Part, Quiz, Spread};
use crate::instant::Instant;
use rand::rngs::ChaCha12Rng;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use std::collections::{BTreeMap, BTreeSet};

/// Author's ids of the questions that the person met in earlier attempts at this quiz, with the last time.
pub type Seen = BTreeMap<String, Instant>;

/// What a draw needs to know.
#[derive(Debug, Clone, Copy)]
pub struct DrawPlan<'a> {
    /// The course, for its questions.
    pub course: &'a CompiledCourse,
    /// The quiz.
    pub quiz: &'a Quiz,
    /// The policy whose exam it is: its draw per skill then replaces the quiz's own.
    pub policy: Option<&'a Policy>,
    /// Key of the current version of each question, by author's id.
    pub versions: &'a BTreeMap<String, i64>,
    /// What the person met before.
    pub seen: &'a Seen,
    /// Author's ids of questions that too large a share of all forms held: they come after their equals.
    pub exposed: &'a BTreeSet<String>,
    /// 32 bytes of randomness.
    pub seed: [u8; 32],
}

/// Draws. Unseen questions come first while they last, then the longest unseen (marked `repeated`).
///
/// Under a policy so many questions of each of its skills, spread over their difficulties as its blueprint says; else so many of all where the page says `draw`; else the
/// parts in their order, pools giving what they draw.
#[must_use]
pub fn draw(plan: &DrawPlan<'_>) -> Form {
    let random = &mut ChaCha12Rng::from_seed(plan.seed);
    let mut picker = Picker::new(plan, |units| units.shuffle(random));
    choose(plan, &mut picker);
    form_of(plan, picker, random, |rows, _, random| random.random_range(0..rows))
}

/// Whether a draw has a choice, so that what was seen before matters.
#[must_use]
pub fn has_choice(quiz: &Quiz, policy: Option<&Policy>) -> bool {
    let pools = quiz.parts.iter().any(|part| matches!(part, Part::Pool { .. }));
    policy.is_some() || quiz.exam || quiz.settings.draw.is_some() || pools
}

/// Picks what the policy, the page or its pools ask for.
pub(super) fn choose(plan: &DrawPlan<'_>, picker: &mut Picker<'_>) {
    let settings = &plan.quiz.settings;
    if let Some(policy) = plan.policy {
        picker.join_pools(usize::MAX);
        let rules = policy.exam.skills.iter();
        let wanted = |rule: &'_ SkillRule| Wanted { count: size(rule.draw), spread: rule.spread };
        picker.take_skills(&rules.map(|rule| (rule.skill.as_str(), wanted(rule))).collect::<Vec<_>>());
    } else {
        if let Some(draw) = settings.draw {
            picker.join_pools(size(draw));
        } else {
            picker.take_plain();
        }
        let per_skill = settings.draw_per_skill.filter(|_| plan.quiz.exam).map_or(0, size);
        let any = Wanted { count: per_skill, spread: Spread::default() };
        let wanted: Vec<_> = plan.quiz.head.skills.iter().map(|skill| (skill.as_str(), any)).collect();
        picker.take_skills(&wanted);
        picker.fill();
        if settings.draw.is_none() {
            picker.open_pools();
            picker.take_skills(&wanted);
        }
    }
}

/// The form of what was picked. `row` draws one of so many rows of a question's variants.
pub(super) fn form_of(
    plan: &DrawPlan<'_>,
    mut picker: Picker<'_>,
    random: &mut ChaCha12Rng,
    row: impl Fn(u32, &Question, &mut ChaCha12Rng) -> u32,
) -> Form {
    arrange(plan, &mut picker.picked, random);
    let mut items = Vec::new();
    for picked in &picker.picked {
        let unit = &picker.units[picked.unit];
        for question in &unit.members {
            let rows = u32::try_from(question.variants.len()).unwrap_or(u32::MAX);
            let variant = (rows > 0).then(|| row(rows, question, random));
            let mut item = item(plan, question, picked.skill.as_deref(), variant, random);
            item.group = unit.group.map(str::to_owned);
            items.push(item);
        }
    }
    Form { items }
}

/// The order of the form: drawn where the page says so, else the blueprint's skills and then the source.
fn arrange(plan: &DrawPlan<'_>, picked: &mut [Picked], random: &mut ChaCha12Rng) {
    let skills = plan.policy.map_or(&[][..], |policy| &policy.exam.skills);
    let place = |skill: &Option<String>| skills.iter().position(|rule| Some(&rule.skill) == skill.as_ref());
    picked.sort_by_key(|one| (place(&one.skill), one.unit));
    if plan.quiz.settings.shuffle_questions {
        picked.shuffle(random);
    }
}

fn item(
    plan: &DrawPlan<'_>,
    question: &Question,
    blueprint: Option<&str>,
    variant: Option<u32>,
    random: &mut ChaCha12Rng,
) -> FormItem {
    let answers = question.answers_of(variant);
    let shuffle = plan.quiz.settings.shuffle_options;
    let mut ids = BTreeSet::new();
    let (left, right) = (left_order(question, answers, shuffle, random), order(question, answers, shuffle, random));
    FormItem {
        question: question.id.clone(),
        version: plan.versions.get(&question.id).copied().unwrap_or_default(),
        skill: skill_of(question, blueprint).map(str::to_owned),
        points: question.points,
        choices: named(right, &mut ids, random),
        left: named(left, &mut ids, random),
        variant,
        repeated: plan.seen.contains_key(&question.id),
        group: None,
    }
}

/// The order in which choices, right items, items of an order or words of a bank are shown. Pinned choices and
/// true/false keep their places, and so do the steps of a survey unless its author says otherwise.
fn order(question: &Question, answers: &Answers, shuffle: bool, random: &mut ChaCha12Rng) -> Vec<usize> {
    let (count, shuffle) = match answers {
        Answers::TrueFalse { choices } => (choices.len(), false),
        Answers::Survey { choices, .. } => (choices.len(), question.shuffle.unwrap_or(false)),
        Answers::Match { right, .. } => (right.len(), true),
        Answers::Blanks { words, .. } => (words.as_ref().map_or(0, Vec::len), true),
        Answers::Order { items, .. } => return other_order(items.len(), random),
        _ => (choices_of(answers).len(), question.shuffle.unwrap_or(shuffle)),
    };
    let mut order: Vec<usize> = (0..count).collect();
    if shuffle {
        let choices = choices_of(answers);
        let pinned = |index: usize| choices.get(index).is_some_and(|choice| choice.pin);
        let free: Vec<usize> = order.iter().copied().filter(|index| !pinned(*index)).collect();
        let mut drawn = free.clone();
        drawn.shuffle(random);
        for (place, source) in free.into_iter().zip(drawn) {
            order[place] = source;
        }
    }
    order
}

fn choices_of(answers: &Answers) -> &[Choice] {
    match answers {
        Answers::Single { choices } | Answers::Multiple { choices, .. } | Answers::Survey { choices, .. } => choices,
        _ => &[],
    }
}

/// Any order but the source's: that one is the answer.
fn other_order(count: usize, random: &mut ChaCha12Rng) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    while count > 1 && order.is_sorted() {
        order.shuffle(random);
    }
    order
}

fn left_order(question: &Question, answers: &Answers, shuffle: bool, random: &mut ChaCha12Rng) -> Vec<usize> {
    let Answers::Match { left, .. } = answers else { return Vec::new() };
    let mut order: Vec<usize> = (0..left.len()).collect();
    if question.shuffle.unwrap_or(shuffle) {
        order.shuffle(random);
    }
    order
}

/// Sources under ids of this attempt.
fn named(order: Vec<usize>, ids: &mut BTreeSet<String>, random: &mut ChaCha12Rng) -> Vec<ShownChoice> {
    let sources = order.into_iter().filter_map(|source| u32::try_from(source).ok());
    sources.map(|source| ShownChoice { id: new_id(ids, random), source }).collect()
}

/// Six random letters and digits that the question does not use yet.
fn new_id(used: &mut BTreeSet<String>, random: &mut ChaCha12Rng) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    loop {
        let bits = random.next_u32();
        let id: String = (0..6).map(|place| char::from(LETTERS[(bits >> (5 * place)) as usize & 31])).collect();
        if used.insert(id.clone()) {
            return id;
        }
    }
}

#[cfg(test)]
mod blueprint_tests;
#[cfg(test)]
mod tests;
