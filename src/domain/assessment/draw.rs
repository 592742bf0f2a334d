//! Which questions an attempt gets, and in which order they and their choices stand. The seed is handed in.

use super::pick::{Picked, Picker, size, skill_of};
use super::{Form, FormItem, ShownChoice};
use crate::competency::Policy;
use crate::course::question::{Answers, Question};
use crate::course::{CompiledCourse, Quiz};
use crate::instant::Instant;
use rand::rngs::ChaCha12Rng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
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
    /// 32 bytes of randomness.
    pub seed: [u8; 32],
}

/// Draws. Unseen questions come first while they last, then the longest unseen (marked `repeated`).
///
/// Under a policy so many questions of each of its skills; else so many of all where the page says `draw`; else the
/// parts in their order, pools giving what they draw.
#[must_use]
pub fn draw(plan: &DrawPlan<'_>) -> Form {
    let random = &mut ChaCha12Rng::from_seed(plan.seed);
    let mut picker = Picker::new(plan, random);
    let settings = &plan.quiz.settings;
    if let Some(policy) = plan.policy {
        picker.join_pools(usize::MAX);
        let rules = policy.exam.skills.iter();
        picker.take_skills(&rules.map(|rule| (rule.skill.as_str(), size(rule.draw))).collect::<Vec<_>>());
    } else {
        if let Some(draw) = settings.draw {
            picker.join_pools(size(draw));
        } else {
            picker.take_plain();
        }
        let per_skill = settings.draw_per_skill.filter(|_| plan.quiz.exam).map_or(0, size);
        let wanted: Vec<_> = plan.quiz.head.skills.iter().map(|skill| (skill.as_str(), per_skill)).collect();
        picker.take_skills(&wanted);
        picker.fill();
        if settings.draw.is_none() {
            picker.open_pools();
            picker.take_skills(&wanted);
        }
    }
    arrange(plan, &mut picker.picked, random);
    let mut items = Vec::new();
    for picked in &picker.picked {
        let unit = &picker.units[picked.unit];
        for question in &unit.members {
            items.push(item(plan, question, picked.skill.as_deref(), unit.group, random));
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
    group: Option<&str>,
    random: &mut ChaCha12Rng,
) -> FormItem {
    FormItem {
        question: question.id.clone(),
        version: plan.versions.get(&question.id).copied().unwrap_or_default(),
        skill: skill_of(question, blueprint).map(str::to_owned),
        points: question.points,
        choices: shown_choices(question, plan.quiz.settings.shuffle_options, random),
        repeated: plan.seen.contains_key(&question.id),
        group: group.map(str::to_owned),
    }
}

/// Choices in shown order under ids of this attempt. Pinned ones and true/false keep their places.
fn shown_choices(question: &Question, shuffle: bool, random: &mut ChaCha12Rng) -> Vec<ShownChoice> {
    let choices = question.choices();
    let mut order: Vec<usize> = (0..choices.len()).collect();
    let fixed = matches!(question.answers, Answers::TrueFalse { .. });
    if !fixed && question.shuffle.unwrap_or(shuffle) {
        let free: Vec<usize> = order.iter().copied().filter(|index| !choices[*index].pin).collect();
        let mut drawn = free.clone();
        drawn.shuffle(random);
        for (place, source) in free.into_iter().zip(drawn) {
            order[place] = source;
        }
    }
    let mut ids = BTreeSet::new();
    let shown = order.into_iter().filter_map(|source| u32::try_from(source).ok());
    shown.map(|source| ShownChoice { id: new_id(&mut ids, random), source }).collect()
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
mod tests;
