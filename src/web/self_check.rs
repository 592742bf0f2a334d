//! Self-checks of lessons: a question that is answered in the page by a GET form, and nothing is stored.

use super::answering::{self, Filled, Prefix};
use super::form::Form;
use super::result::{self, correct_html};
use super::view::learning::{CheckChoice, CheckView};
use super::{asking, learning as lessons, show};
use xutra_domain::assessment::{Answer, FeedbackRef, FormItem, ShownChoice, grade_question};
use xutra_domain::course::Lesson;
use xutra_domain::course::question::{Answers, Question};

/// A self-check with what was sent for it.
pub(super) fn view(course: &str, lesson: &Lesson, question: &Question, lang: &str, sent: Option<&Form>) -> CheckView {
    let action = format!("{}#{}", show::item_url(course, &lesson.head.id), lessons::check_anchor(&question.id));
    view_at(action, question, lang, sent)
}

/// A question that is answered at an address and told at once, with what was sent for it.
pub(super) fn view_at(action: String, question: &Question, lang: &str, sent: Option<&Form>) -> CheckView {
    let item = item(question);
    let answer = sent.and_then(|form| answer(question, &item, form));
    let answered = answer.as_ref().filter(|answer| !answer.is_empty());
    let mark = answered.map(|answer| grade_question(question, &item, Some(answer)));
    let picked: Vec<&str> = sent.map(|form| form.all("pick").collect()).unwrap_or_default();
    let is_survey = matches!(question.answers, Answers::Survey { .. });
    let choices = question.choices().iter().enumerate().map(|(index, choice)| {
        let is_picked = picked.contains(&index.to_string().as_str());
        let told = mark.is_some() && is_picked;
        CheckChoice {
            value: index,
            html: choice.html.get(lang).clone(),
            picked: is_picked,
            right: (told && !is_survey).then_some(choice.right),
            feedback_html: choice.feedback.as_ref().filter(|_| told).map(|text| text.get(lang).clone()),
        }
    });
    let anchor = lessons::check_anchor(&question.id);
    let prefix = format!("{anchor}-");
    let prefix = Prefix { id: &prefix, name: "" };
    let filled = sent.map_or(Filled::Saved(None), Filled::Sent);
    let is_marked = !matches!(question.answers, Answers::Survey { .. } | Answers::Task { .. });
    let by_parts = matches!(question.answers, Answers::Blanks { .. } | Answers::Match { .. } | Answers::Order { .. });
    let correct = if by_parts && mark.is_some() { correct_html(question, lang) } else { Vec::new() };
    CheckView {
        action,
        id: question.id.clone(),
        stem_html: answering::prompt_html(question, &item, filled, prefix, lang),
        parts: answering::parts_view(question, &item, filled, prefix, lang),
        anchor,
        kind: question.kind(),
        several: answering::takes_several(question),
        hints: question.hints.iter().map(|hint| hint.get(lang).clone()).collect(),
        choices: choices.collect(),
        typed: filled.typed().to_owned(),
        unit: asking::unit(question),
        answered: mark.is_some(),
        right: mark.as_ref().filter(|_| is_marked).map(|mark| mark.correct),
        correct,
        feedback_html: mark.as_ref().and_then(|mark| {
            mark.feedback
                .iter()
                .filter(|place| !matches!(place, FeedbackRef::Choice(_)))
                .find_map(|place| result::feedback(question, place, lang))
        }),
        explanation_html: question.explanation.as_ref().filter(|_| mark.is_some()).map(|text| text.get(lang).clone()),
    }
}

/// A self-check as an attempt of one question would show it, the same for all: choices in source order, named by their
/// index; right items, items of an order and words in an order that says nothing, named by their place in it.
pub(super) fn item(question: &Question) -> FormItem {
    let named = |order: Vec<u32>, letter: &str| {
        let one = |(at, source): (usize, u32)| ShownChoice { id: format!("{letter}{at}"), source };
        order.into_iter().enumerate().map(one).collect::<Vec<_>>()
    };
    let in_order = |count: usize| (0_u32..).take(count).collect::<Vec<u32>>();
    let (left, choices) = match &question.answers {
        Answers::Match { left, right, .. } => {
            (named(in_order(left.len()), "l"), named(mixed(right.len(), question), "r"))
        }
        Answers::Order { items, .. } => (Vec::new(), named(mixed(items.len(), question), "")),
        Answers::Blanks { words: Some(words), .. } => (Vec::new(), named(mixed(words.len(), question), "")),
        _ => (Vec::new(), named(in_order(question.choices().len()), "")),
    };
    FormItem {
        question: question.id.clone(),
        version: 0,
        skill: None,
        points: question.points,
        choices,
        left,
        variant: None,
        repeated: false,
        group: None,
    }
}

/// An order that depends on the question alone, and is never that of the source: pages of lessons are the same for all.
fn mixed(count: usize, question: &Question) -> Vec<u32> {
    let mut order: Vec<u32> = (0_u32..).take(count).collect();
    let mut state = question
        .text_hash
        .bytes()
        .fold(0x811c_9dc5_u32, |state, byte| (state ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    for at in (1..count).rev() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let other = usize::try_from(state >> 8).unwrap_or(0) % (at + 1);
        order.swap(at, other);
    }
    if order.is_sorted() {
        order.rotate_left(1);
    }
    order
}

/// What was sent, where it is an answer at all.
pub(super) fn answer(question: &Question, item: &FormItem, form: &Form) -> Option<Answer> {
    if !question.choices().is_empty() {
        let choices = form.all("pick").filter(|id| item.choices.iter().any(|shown| shown.id == *id));
        return Some(Answer::Choices { choices: choices.map(str::to_owned).collect() });
    }
    let value = answering::value_of(question, item, form).ok()?;
    Answer::read(&value, question, item).ok()
}
