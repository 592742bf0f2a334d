//! What an attempt that is over earns when its questions are judged anew: by a later version of them, or with full marks
//! for all. Its own result stays beside it.

use super::grade::{grade_question, result_of};
use super::{Answer, AttemptResult, Form, FormItem, Mark, Rules, ShownChoice};
use crate::course::question::{Answers, Choice, Question};
use crate::course::revision::letters;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the author decided of the attempts that pinned a version of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// The question was no good: everybody gets its full marks.
    Void,
    /// Stored answers are judged by another version, where what was answered still exists in it.
    Regrade {
        /// Key of the version.
        version: i64,
        /// The version.
        question: Arc<Question>,
    },
}

/// Judges an attempt anew by what was decided of the versions that it pinned. Gives the form as it then is, and the
/// result; none where no decision concerns it.
#[must_use]
pub fn rejudge(
    rules: &Rules,
    form: &Form,
    questions: &BTreeMap<i64, Arc<Question>>,
    answers: &BTreeMap<String, Answer>,
    decisions: &BTreeMap<i64, Decision>,
) -> Option<(Form, AttemptResult)> {
    if form.items.iter().all(|item| !decisions.contains_key(&item.version)) {
        return None;
    }
    let judged = (1..).zip(&form.items).map(|(place, item): (usize, _)| {
        let answer = answers.get(&place.to_string());
        let own = questions.get(&item.version);
        match decisions.get(&item.version) {
            Some(Decision::Void) => {
                let points = if item.points.is_finite() { item.points.max(0.0) } else { 0.0 };
                (item.clone(), Mark { points, correct: true, waiting: false, feedback: Vec::new() })
            }
            Some(Decision::Regrade { version, question }) => {
                let carried = own.and_then(|own| carry(own, question, *version, item, answer));
                match (carried, own) {
                    (Some(carried), _) => {
                        let mark = grade_question(question, &carried, answer);
                        (carried, mark)
                    }
                    (None, own) => kept(own, item, answer),
                }
            }
            None => kept(own, item, answer),
        }
    });
    let (items, marks): (Vec<FormItem>, Vec<Mark>) = judged.unzip();
    let form = Form { items };
    let result = result_of(rules, &form, marks);
    Some((form, result))
}

fn kept(own: Option<&Arc<Question>>, item: &FormItem, answer: Option<&Answer>) -> (FormItem, Mark) {
    let mark = match own {
        Some(own) => grade_question(own, item, answer),
        None => Mark { points: 0.0, correct: false, waiting: false, feedback: Vec::new() },
    };
    (item.clone(), mark)
}

/// The item as if it had been drawn from the other version; none where the answer cannot be carried over fairly: another
/// type, a picked choice that is gone, or a choice that would have had to be picked and was not shown.
fn carry(old: &Question, new: &Question, version: i64, item: &FormItem, answer: Option<&Answer>) -> Option<FormItem> {
    // A row of a table of variants is another question in the other version.
    if item.variant.is_some() || !new.variants.is_empty() {
        return None;
    }
    let choices = match (&old.answers, &new.answers) {
        (Answers::Number { .. }, Answers::Number { .. }) | (Answers::Text { .. }, Answers::Text { .. }) => Vec::new(),
        (Answers::Single { .. }, Answers::Single { .. })
        | (Answers::TrueFalse { .. }, Answers::TrueFalse { .. })
        | (Answers::Multiple { .. }, Answers::Multiple { .. }) => carry_choices(old, new, item, answer)?,
        _ => return None,
    };
    Some(FormItem { version, points: new.points, choices, ..item.clone() })
}

fn carry_choices(old: &Question, new: &Question, item: &FormItem, answer: Option<&Answer>) -> Option<Vec<ShownChoice>> {
    let to = |shown: &ShownChoice| {
        let before = old.choices().get(usize::try_from(shown.source).ok()?)?;
        let place = new.choices().iter().position(|after| is_same(before, after))?;
        Some(ShownChoice { id: shown.id.clone(), source: u32::try_from(place).ok()? })
    };
    let carried: Vec<ShownChoice> = item.choices.iter().filter_map(to).collect();
    let was_shown = |place: usize| carried.iter().any(|shown| usize::try_from(shown.source) == Ok(place));
    let fair = match &new.answers {
        Answers::Multiple { choices, .. } => (0..choices.len()).all(was_shown),
        _ => new.choices().iter().enumerate().any(|(place, choice)| choice.right && was_shown(place)),
    };
    let picked_exist = match answer {
        Some(Answer::Choices { choices: ids }) => ids.iter().all(|id| carried.iter().any(|shown| shown.id == *id)),
        Some(_) => false,
        None => true,
    };
    (fair && picked_exist).then_some(carried)
}

/// The same choice: the author's id says so, else its letters and digits.
fn is_same(before: &Choice, after: &Choice) -> bool {
    match (&before.id, &after.id) {
        (Some(before), Some(after)) => before == after,
        _ => letters(&before.html) == letters(&after.html),
    }
}

#[cfg(test)]
mod tests;
