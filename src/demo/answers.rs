//! Right answers, and wrong ones, as somebody gives them who sees a question as its form shows it.

use xutra_domain::assessment::{Answer, FormItem};
use xutra_domain::course::question::{Answers, Choice, Question};

/// The right answer; none where nobody can say what it is.
#[must_use]
pub(super) fn right(question: &Question, item: &FormItem) -> Option<Answer> {
    let shown = |source: usize| shown(item, source);
    match &question.answers {
        Answers::Single { choices } | Answers::TrueFalse { choices } | Answers::Multiple { choices, .. } => {
            picked(choices, item, |choice| choice.right)
        }
        Answers::Survey { .. } => Some(Answer::Choices { choices: vec![item.choices.first()?.id.clone()] }),
        Answers::Number { accepted, .. } => {
            let range = accepted.first()?;
            Some(Answer::Number { number: f64::midpoint(range.low, range.high).to_string() })
        }
        Answers::Text { accepted, .. } => {
            let literal = accepted.iter().find(|key| !key.regex)?;
            Some(Answer::Text { text: literal.pattern.original.clone() })
        }
        Answers::Blanks { blanks, .. } => {
            let text = |blank: &xutra_domain::course::question::Blank| {
                let number = blank.numbers.first().map(|range| f64::midpoint(range.low, range.high).to_string());
                blank.texts.original.first().cloned().or(number)
            };
            let filled =
                (1..).zip(blanks).filter_map(|(place, blank): (u32, _)| Some((place.to_string(), text(blank)?)));
            Some(Answer::Blanks { blanks: filled.collect() })
        }
        Answers::Match { left, .. } => {
            let pair = |one: &xutra_domain::assessment::ShownChoice| {
                let partner = left.get(usize::try_from(one.source).ok()?)?.right;
                Some((one.id.clone(), shown(usize::try_from(partner).ok()?)?))
            };
            Some(Answer::Pairs { pairs: item.left.iter().filter_map(pair).collect() })
        }
        Answers::Order { items, .. } => Some(Answer::Order { order: (0..items.len()).filter_map(shown).collect() }),
        Answers::Task { .. } => None,
    }
}

/// A wrong answer; none where it is easiest not to answer.
#[must_use]
pub(super) fn wrong(question: &Question, item: &FormItem) -> Option<Answer> {
    match &question.answers {
        Answers::Single { choices } | Answers::TrueFalse { choices } | Answers::Multiple { choices, .. } => {
            let first = choices.iter().position(|choice| !choice.right)?;
            Some(Answer::Choices { choices: vec![shown(item, first)?] })
        }
        _ => None,
    }
}

fn picked(choices: &[Choice], item: &FormItem, which: impl Fn(&Choice) -> bool) -> Option<Answer> {
    let sources = choices.iter().enumerate().filter(|(_, choice)| which(choice)).map(|(source, _)| source);
    Some(Answer::Choices { choices: sources.map(|source| shown(item, source)).collect::<Option<_>>()? })
}

/// The form's own id of what stands at that place in the source.
fn shown(item: &FormItem, source: usize) -> Option<String> {
    let own = item.choices.iter().find(|choice| usize::try_from(choice.source) == Ok(source));
    own.map(|choice| choice.id.clone())
}
