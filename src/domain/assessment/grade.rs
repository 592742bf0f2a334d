//! What answers earn. Grading happens on the server alone, from the pinned version and the saved answer.

use super::{Answer, Form, FormItem, Rules};
use super::{number, parts, text};
use crate::course::question::{Answers, Choice, Partial, Question, TextKey};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one answer earned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Points earned, 0 to the item's points.
    pub points: f64,
    /// Whether it earned all of them.
    pub correct: bool,
    /// Which feedback applies: indices of picked choices in source order, or the matched entry.
    pub feedback: Vec<FeedbackRef>,
    /// Whether people still have to mark it: handed-in practical work.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waiting: bool,
}

/// Points at a feedback text of a question version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackRef {
    /// Feedback of the choice at that source index.
    Choice(u32),
    /// Feedback of the accepted entry at that index (for numbers, the one feedback of right answers).
    Accepted(u32),
    /// Feedback of the foreseen mistake at that index.
    Foreseen(u32),
}

/// What a submitted attempt earned, stored with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttemptResult {
    /// Points earned.
    pub score: f64,
    /// Points that could be earned.
    pub max_score: f64,
    /// 100 * score / max_score, rounded down to two decimals; 0 where nothing could be earned.
    pub percent: f64,
    /// Whether it passed by its rules.
    pub passed: bool,
    /// One for each item of the form, in order.
    pub marks: Vec<Mark>,
}

/// Points and percents that differ by less are the same.
const DUST: f64 = 1e-9;

/// Marks one question. An unanswered one earns nothing in every mode.
#[must_use]
pub fn grade_question(question: &Question, item: &FormItem, answer: Option<&Answer>) -> Mark {
    let given = answer.filter(|answer| !answer.is_empty());
    let (share, feedback) = given.map_or((0.0, Vec::new()), |answer| share_and_feedback(question, item, answer));
    let points = if item.points.is_finite() { item.points.max(0.0) * share } else { 0.0 };
    let waiting = given.is_some() && matches!(question.answers, Answers::Task { .. });
    Mark { points, correct: share >= 1.0 - DUST, feedback, waiting }
}

/// What a given answer earns, 0 to 1, and its feedback. An answer that is not of the question's type earns nothing.
fn share_and_feedback(question: &Question, item: &FormItem, answer: &Answer) -> (f64, Vec<FeedbackRef>) {
    match (answer, &question.answers) {
        (Answer::Choices { choices: ids }, Answers::Single { choices } | Answers::TrueFalse { choices }) => {
            mark_choices(choices, None, item, ids)
        }
        (Answer::Choices { choices: ids }, Answers::Multiple { choices, partial }) => {
            mark_choices(choices, Some(*partial), item, ids)
        }
        (Answer::Choices { choices: ids }, Answers::Survey { choices, .. }) => {
            (0.0, mark_choices(choices, Some(Partial::Exact), item, ids).1)
        }
        (Answer::Number { number }, Answers::Number { accepted, foreseen, .. }) => {
            mark_typed(accepted.iter().position(|range| number::lies_in(number, *range)), || {
                foreseen.iter().position(|mistake| number::lies_in(number, mistake.range))
            })
        }
        (Answer::Text { text }, Answers::Text { case_strict, accents_strict, accepted, foreseen }) => {
            let strict = text::Strictness { case: *case_strict, accents: *accents_strict };
            let among = |keys: &[TextKey]| keys.iter().position(|key| text::equals(text, key, strict));
            mark_typed(among(accepted), || among(foreseen))
        }
        (answer, answers) => (parts::share(answers, item, answer), Vec::new()),
    }
}

/// The share of the points that picked choices earn, 0 to 1, and their feedback in source order. An id that the item
/// does not know spoils the answer.
fn mark_choices(
    choices: &[Choice],
    partial: Option<Partial>,
    item: &FormItem,
    ids: &[String],
) -> (f64, Vec<FeedbackRef>) {
    let source = |id: &String| item.choices.iter().find(|shown| shown.id == *id).map(|shown| shown.source);
    let known: Option<BTreeSet<u32>> = ids.iter().map(source).collect();
    let Some(sources) = known else { return (0.0, Vec::new()) };
    let picked: Vec<bool> = (0..).zip(choices).map(|(index, _)| sources.contains(&index)).collect();
    let feedback = sources.into_iter().map(FeedbackRef::Choice).collect();
    let share = match partial {
        None if picked.iter().filter(|is| **is).count() != 1 => 0.0,
        _ if choices.iter().any(|choice| choice.worth.is_some()) => worth_of(choices, &picked),
        Some(partial) => share_of(choices, &picked, partial),
        None => share_of(choices, &picked, Partial::Exact),
    };
    (share, feedback)
}

/// The sum of what the author set on the picked choices. Right choices without a word share what the others leave of
/// 100, wrong ones earn nothing.
fn worth_of(choices: &[Choice], picked: &[bool]) -> f64 {
    let right = || choices.iter().filter(|choice| choice.right);
    let silent = right().filter(|choice| choice.worth.is_none()).map(|_| 1.0).sum::<f64>();
    let set: f64 = right().filter_map(|choice| choice.worth).sum();
    let rest = if silent > 0.0 { (100.0 - set).max(0.0) / silent } else { 0.0 };
    let worth = |choice: &Choice| choice.worth.unwrap_or(if choice.right { rest } else { 0.0 });
    let sum: f64 = choices.iter().zip(picked).filter(|(_, is)| **is).map(|(choice, _)| worth(choice)).sum();
    (sum / 100.0).clamp(0.0, 1.0)
}

fn share_of(choices: &[Choice], picked: &[bool], partial: Partial) -> f64 {
    let count = |wanted: fn(bool, bool) -> bool| -> f64 {
        choices.iter().zip(picked).filter(|(choice, is)| wanted(choice.right, **is)).map(|_| 1.0).sum()
    };
    let decided = count(|right, is| right == is);
    let all = count(|_, _| true);
    let rights = count(|right, _| right);
    match partial {
        Partial::Exact => f64::from(u8::from(decided >= all)),
        Partial::Net if rights > 0.0 => {
            ((count(|right, is| right && is) - count(|right, is| !right && is)) / rights).max(0.0)
        }
        Partial::Net => 0.0,
        Partial::Each => decided / all,
    }
}

/// A typed answer earns all or nothing; a foreseen mistake has its feedback.
fn mark_typed(accepted: Option<usize>, foreseen: impl FnOnce() -> Option<usize>) -> (f64, Vec<FeedbackRef>) {
    let index = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    match accepted {
        Some(place) => (1.0, vec![FeedbackRef::Accepted(index(place))]),
        None => (0.0, foreseen().map(|place| FeedbackRef::Foreseen(index(place))).into_iter().collect()),
    }
}

/// Marks an attempt. `questions` holds the pinned versions by their key; `answers` the saved answers by place.
#[must_use]
pub fn grade_attempt(
    rules: &Rules,
    form: &Form,
    questions: &BTreeMap<i64, Arc<Question>>,
    answers: &BTreeMap<String, Answer>,
) -> AttemptResult {
    let questions = form.asked(questions);
    let marks: Vec<Mark> = (1..)
        .zip(&form.items)
        .map(|(place, item): (usize, _)| match questions.get(&item.version) {
            Some(question) => grade_question(question, item, answers.get(&place.to_string())),
            None => Mark { points: 0.0, correct: false, feedback: Vec::new(), waiting: false },
        })
        .collect();
    result_of(rules, form, marks)
}

/// What marks add up to under the rules of an attempt.
pub(crate) fn result_of(rules: &Rules, form: &Form, marks: Vec<Mark>) -> AttemptResult {
    let score = without_dust(marks.iter().map(|mark| mark.points).sum());
    let max_score = without_dust(form.items.iter().map(|item| item.points).sum());
    AttemptResult { score, max_score, percent: percent(score, max_score), passed: passes(rules, form, &marks), marks }
}

/// Whether marks pass: under a policy by right answers in all and by skill, else by the percent of the points. Compared
/// on the points themselves, not on the percent that is shown.
fn passes(rules: &Rules, form: &Form, marks: &[Mark]) -> bool {
    let rows: Vec<Row<'_>> = form.items.iter().zip(marks).collect();
    let of_skill = |skill: &str| -> Vec<Row<'_>> {
        rows.iter().filter(|(item, _)| item.skill.as_deref() == Some(skill)).copied().collect()
    };
    if rules.pass_count.is_some() || !rules.floors.is_empty() {
        let reached = |rows: &[Row<'_>], needed: u32| {
            let right = rows.iter().filter(|(_, mark)| mark.correct).count();
            u32::try_from(right).is_ok_and(|right| right >= needed)
        };
        return rules.pass_count.is_none_or(|needed| reached(&rows, needed))
            && rules.floors.iter().all(|(skill, floor)| reached(&of_skill(skill), *floor));
    }
    let skills: BTreeSet<&str> = form.items.iter().filter_map(|item| item.skill.as_deref()).collect();
    reaches(&rows, rules.pass)
        && rules.pass_skill.is_none_or(|pass| skills.into_iter().all(|skill| reaches(&of_skill(skill), pass)))
}

/// An item and what it earned.
type Row<'a> = (&'a FormItem, &'a Mark);

/// Whether rows earned that percent of their points.
fn reaches(rows: &[Row<'_>], pass: f64) -> bool {
    let add = |(earned, most): (f64, f64), (item, mark): &Row<'_>| (earned + mark.points, most + item.points);
    let (earned, most) = rows.iter().fold((0.0, 0.0), add);
    let wanted = if most > 0.0 { pass * most } else { pass };
    100.0 * earned >= wanted - DUST * wanted.abs().max(1.0)
}

/// 0.1 + 0.2 is 0.3 to people.
fn without_dust(points: f64) -> f64 {
    (points * 1e9).round() / 1e9
}

/// Rounded down to two decimals, so that nobody reads 80 % and has not passed.
fn percent(score: f64, max_score: f64) -> f64 {
    if max_score <= 0.0 {
        return 0.0;
    }
    let hundredths = 10_000.0 * score / max_score;
    (hundredths + 1e-6).floor() / 100.0
}

#[cfg(test)]
mod tests;
