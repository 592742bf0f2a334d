//! From parsed questions in several languages to one question with its key and hashes.

use super::build::{Build, Page};
use super::page::{ChoiceKind, ParsedAnswers, ParsedChoice, ParsedQuestion, ParsedText};
use super::parts::skills_of;
use super::question::{Answers, Choice, ForeseenNumber, NumberRange, Question, TextKey};
use super::revision::set_hashes;
use crate::language::Localized;
use std::collections::BTreeMap;

/// A translation of a question, by language.
type Others<'b> = Vec<(&'b str, &'b ParsedQuestion)>;

/// Every question of the course by its id; those too broken to be asked are left out (they have an error).
pub(super) fn all(build: &Build<'_>) -> BTreeMap<String, Question> {
    let mut questions = BTreeMap::new();
    for at in build.originals() {
        let page = &build.pages[at];
        for (index, parsed) in page.parsed.questions.iter().enumerate() {
            let others: Others<'_> = build
                .translations(at)
                .filter_map(|(language, page)| Some((language, page.parsed.questions.get(*page.joined.get(&index)?)?)))
                .collect();
            if let Some(question) = question(page, index, parsed, &others) {
                questions.entry(question.id.clone()).or_insert(question);
            }
        }
    }
    questions
}

fn question(page: &Page<'_>, index: usize, parsed: &ParsedQuestion, others: &Others<'_>) -> Option<Question> {
    let id = page.question_ids.get(index)?;
    let hint = |at: usize| localized(others, &parsed.hints[at], |other| other.hints.get(at));
    let mut question = Question {
        id: id.id.clone(),
        provisional: id.provisional,
        was: parsed.was.as_ref().map(|(was, _)| was.clone()),
        file: page.path.to_owned(),
        line: page.reporter.position(parsed.span.clone()).line,
        stem: localized(others, &parsed.stem_html, |other| Some(&other.stem_html)),
        points: parsed.points.unwrap_or(1.0),
        skills: skills_of(page, parsed),
        shuffle: parsed.shuffle,
        hints: (0..parsed.hints.len()).map(hint).collect(),
        explanation: optional(others, parsed.explanation.as_ref(), |other| other.explanation.as_ref()),
        answers: answers(parsed.answers.as_ref()?, others),
        variants: Vec::new(),
        text_hash: String::new(),
        key_hash: String::new(),
    };
    set_hashes(&mut question);
    Some(question)
}

fn localized<'b, T: Copy>(
    others: &[(&'b str, T)],
    original: &str,
    pick: impl Fn(T) -> Option<&'b String>,
) -> Localized {
    let translations =
        others.iter().filter_map(|(language, other)| Some(((*language).to_owned(), pick(*other)?.clone())));
    Localized { original: original.to_owned(), translations: translations.collect() }
}

fn optional<'b, T: Copy>(
    others: &[(&'b str, T)],
    original: Option<&String>,
    pick: impl Fn(T) -> Option<&'b String>,
) -> Option<Localized> {
    original.map(|original| localized(others, original, pick))
}

fn answers(parsed: &ParsedAnswers, others: &Others<'_>) -> Answers {
    match parsed {
        ParsedAnswers::Choices { kind, partial, choices } => {
            let choices = self::choices(choices, others);
            match kind {
                ChoiceKind::Single => Answers::Single { choices },
                ChoiceKind::TrueFalse => Answers::TrueFalse { choices },
                ChoiceKind::Multiple => Answers::Multiple { choices, partial: *partial },
            }
        }
        ParsedAnswers::Number { unit, accepted, foreseen } => number(unit.as_deref(), accepted, foreseen, others),
        ParsedAnswers::Text { case_strict, accents_strict, accepted, foreseen } => {
            let texts_of = |pick: fn(&ParsedAnswers) -> Option<&[ParsedText]>| -> Vec<(&str, &[ParsedText])> {
                others
                    .iter()
                    .filter_map(|(language, other)| Some((*language, pick(other.answers.as_ref()?)?)))
                    .collect()
            };
            Answers::Text {
                case_strict: *case_strict,
                accents_strict: *accents_strict,
                accepted: texts(accepted, &texts_of(|answers| Some(answers.texts()?.0))),
                foreseen: texts(foreseen, &texts_of(|answers| Some(answers.texts()?.1))),
            }
        }
    }
}

impl ParsedAnswers {
    /// Accepted and foreseen texts.
    fn texts(&self) -> Option<(&[ParsedText], &[ParsedText])> {
        match self {
            Self::Text { accepted, foreseen, .. } => Some((accepted, foreseen)),
            _ => None,
        }
    }
}

fn choices(originals: &[ParsedChoice], others: &Others<'_>) -> Vec<Choice> {
    let others: Vec<(&str, &[ParsedChoice])> = others
        .iter()
        .filter_map(|(language, other)| match other.answers.as_ref()? {
            ParsedAnswers::Choices { choices, .. } => Some((*language, choices.as_slice())),
            _ => None,
        })
        .collect();
    let choice = |(at, choice): (usize, &ParsedChoice)| Choice {
        id: choice.id.clone(),
        html: localized(&others, &choice.html, |other| Some(&other.get(at)?.html)),
        right: choice.right,
        worth: choice.worth,
        pin: choice.pin,
        why: choice.why.clone(),
        feedback: optional(&others, choice.feedback.as_ref(), |other| other.get(at)?.feedback.as_ref()),
    };
    originals.iter().enumerate().map(choice).collect()
}

/// Ranges with their feedback, as they are parsed.
type Ranges = [(NumberRange, Option<String>)];

/// Accepted and foreseen.
type TwoRanges<'r> = (&'r Ranges, &'r Ranges);

fn number(unit: Option<&str>, accepted: &Ranges, foreseen: &Ranges, others: &Others<'_>) -> Answers {
    let others: Vec<(&str, TwoRanges<'_>)> = others
        .iter()
        .filter_map(|(language, other)| match other.answers.as_ref()? {
            ParsedAnswers::Number { accepted, foreseen, .. } => {
                Some((*language, (accepted.as_slice(), foreseen.as_slice())))
            }
            _ => None,
        })
        .collect();
    let first = accepted.iter().position(|(_, feedback)| feedback.is_some());
    let said = first.and_then(|at| accepted[at].1.as_ref());
    let mistake = |(at, (range, feedback)): (usize, &(NumberRange, Option<String>))| ForeseenNumber {
        range: *range,
        feedback: optional(&others, feedback.as_ref(), |(_, foreseen)| foreseen.get(at)?.1.as_ref()),
    };
    Answers::Number {
        unit: unit.map(str::to_owned),
        accepted: accepted.iter().map(|(range, _)| *range).collect(),
        foreseen: foreseen.iter().enumerate().map(mistake).collect(),
        feedback: optional(&others, said, |(accepted, _)| accepted.iter().find_map(|(_, said)| said.as_ref())),
    }
}

fn texts(originals: &[ParsedText], others: &[(&str, &[ParsedText])]) -> Vec<TextKey> {
    let key = |(at, text): (usize, &ParsedText)| TextKey {
        pattern: localized(others, &text.pattern, |other| {
            Some(&other.get(at).filter(|other| other.regex == text.regex)?.pattern)
        }),
        regex: text.regex,
        feedback: optional(others, text.feedback.as_ref(), |other| other.get(at)?.feedback.as_ref()),
    };
    originals.iter().enumerate().map(key).collect()
}
