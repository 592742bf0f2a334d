//! What an ended attempt says about each of its questions and about its quiz.

use super::sums::{Observation, REST, SHARE};
use super::times::time_spent;
use crate::assessment::{Answer, AttemptResult, Form, FormItem, Mark};
use crate::instant::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// An attempt that ended, as it was graded at that time.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    /// Its questions.
    pub form: &'a Form,
    /// What it earned.
    pub result: &'a AttemptResult,
    /// What was answered, by place.
    pub answers: &'a BTreeMap<String, Answer>,
    /// When each answer was last changed, in milliseconds from the start, by place; empty where that is not known.
    pub times: &'a BTreeMap<String, i64>,
    /// When it was started.
    pub at: Instant,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// By version of a question.
    pub items: Vec<(i64, Observation)>,
    /// How many questions were scored.
    pub length: u32,
    /// How many were answered rightly.
    pub right: u32,
    /// Whether it passed.
    pub passed: bool,
}

/// Reads an attempt. Questions that people mark (`marked_by_people`, versions) and those without points say nothing here.
/// None where nothing was answered: whoever only looked at the form tells nothing about its questions.
#[must_use]
pub fn observe(ended: &Ended<'_>, marked_by_people: &BTreeSet<i64>) -> Option<Observed> {
    let is_scored = |item: &FormItem| item.points > 0.0 && !marked_by_people.contains(&item.version);
    let rows: Vec<(String, &FormItem, &Mark)> = (1..)
        .zip(ended.form.items.iter().zip(&ended.result.marks))
        .filter(|(_, (item, _))| is_scored(item))
        .map(|(place, (item, mark)): (usize, _)| (place.to_string(), item, mark))
        .collect();
    let given = |place: &str| ended.answers.get(place).filter(|answer| !answer.is_empty());
    if !rows.iter().any(|(place, ..)| given(place).is_some()) {
        return None;
    }
    let spent = time_spent(ended.times);
    let shares = rows.iter().map(|(_, item, mark)| share_of(mark.points, item.points, SHARE));
    let (all, most) =
        rows.iter().fold((0.0, 0.0), |(all, most), (_, item, mark)| (all + mark.points, most + item.points));
    let items = rows.iter().zip(shares).map(|((place, item, mark), share)| {
        let answer = given(place);
        let seen = Observation {
            share,
            right: mark.correct,
            rest: share_of(all - mark.points, most - item.points, REST),
            chosen: answer.map(|answer| chosen(item, answer)).unwrap_or_default(),
            given: answer.is_some(),
            spent: answer.and_then(|_| spent.get(place).copied()),
            at: ended.at,
        };
        (item.version, seen)
    });
    let items: Vec<_> = items.collect();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let right = count(rows.iter().filter(|(_, _, mark)| mark.correct).count());
    Some(Observed { length: count(rows.len()), right, passed: ended.result.passed, items })
}

/// A share in whole units; 0 where nothing could be earned.
fn share_of(earned: f64, most: f64, unit: i64) -> i64 {
    let units = super::quiz::real(unit);
    let share = if most > 1e-9 { (earned / most).clamp(0.0, 1.0) } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and the unit")]
    let whole = (share * units).round() as i64;
    whole
}

/// Source indices of the picked choices. Rows of variants differ in their choices, so that they are not compared.
fn chosen(item: &FormItem, answer: &Answer) -> Vec<u32> {
    match answer {
        Answer::Choices { choices } if item.variant.is_none() => {
            let picked: BTreeSet<&String> = choices.iter().collect();
            item.choices.iter().filter(|shown| picked.contains(&shown.id)).map(|shown| shown.source).collect()
        }
        _ => Vec::new(),
    }
}
