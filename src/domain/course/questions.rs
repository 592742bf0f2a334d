//! From parsed questions in several languages to one question with its key and hashes.

use super::build::{Build, Page};
use super::page::{ChoiceKind, ParsedAnswers, ParsedChoice, ParsedContent, ParsedQuestion, ParsedText};
use super::parts::skills_of;
use super::question::{Answers, Choice, ForeseenNumber, NumberRange, Question, TextKey, Variant};
use super::revision::set_hashes;
use super::several_parts;
use crate::language::Localized;
use std::collections::BTreeMap;

/// What is asked in one language: by a question, or by a row of its variants.
#[derive(Clone, Copy)]
struct Text<'b> {
    stem_html: &'b String,
    hints: &'b [String],
    explanation: Option<&'b String>,
    answers: Option<&'b ParsedAnswers>,
}

/// Translations of what is asked, by language.
type Others<'b> = Vec<(&'b str, Text<'b>)>;

impl<'b> Text<'b> {
    fn of_question(question: &'b ParsedQuestion) -> Self {
        let ParsedQuestion { stem_html, hints, explanation, answers, .. } = question;
        Self { stem_html, hints, explanation: explanation.as_ref(), answers: answers.as_ref() }
    }

    fn of_row(row: &'b ParsedContent) -> Self {
        let ParsedContent { stem_html, hints, explanation, answers, .. } = row;
        Self { stem_html, hints, explanation: explanation.as_ref(), answers: answers.as_ref() }
    }
}

/// Every question of the course by its id; those too broken to be asked are left out (they have an error).
pub(super) fn all(build: &Build<'_>) -> BTreeMap<String, Question> {
    let mut questions = BTreeMap::new();
    for at in build.originals() {
        let page = &build.pages[at];
        for (index, parsed) in page.parsed.questions.iter().enumerate() {
            let others: Vec<(&str, &ParsedQuestion)> = build
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

fn question(
    page: &Page<'_>,
    index: usize,
    parsed: &ParsedQuestion,
    translations: &[(&str, &ParsedQuestion)],
) -> Option<Question> {
    let id = page.question_ids.get(index)?;
    let others: Others<'_> =
        translations.iter().map(|(language, other)| (*language, Text::of_question(other))).collect();
    let Variant { stem, hints, explanation, answers } = asked(Text::of_question(parsed), &others)?;
    let row = |(at, row): (usize, &ParsedContent)| {
        let others = translations.iter().filter_map(|(language, other)| Some((*language, other.variants.get(at)?)));
        asked(Text::of_row(row), &others.map(|(language, row)| (language, Text::of_row(row))).collect())
    };
    let is_survey = matches!(answers, Answers::Survey { .. });
    let mut question = Question {
        id: id.id.clone(),
        provisional: id.provisional,
        was: parsed.was.as_ref().map(|(was, _)| was.clone()).or_else(|| id.earlier.clone()),
        file: page.path.to_owned(),
        line: page.reporter.position(parsed.span.clone()).line,
        stem,
        points: parsed.points.unwrap_or(1.0),
        skills: if is_survey { Vec::new() } else { skills_of(page, parsed) },
        difficulty: parsed.difficulty,
        shuffle: parsed.shuffle,
        hints,
        explanation,
        answers,
        variants: parsed.variants.iter().enumerate().map(row).collect::<Option<_>>()?,
        text_hash: String::new(),
        key_hash: String::new(),
    };
    set_hashes(&mut question);
    Some(question)
}

/// What is asked, in every language; none where it is too broken.
fn asked(text: Text<'_>, others: &Others<'_>) -> Option<Variant> {
    let hint = |at: usize| localized(others, &text.hints[at], |other| other.hints.get(at));
    Some(Variant {
        stem: localized(others, text.stem_html, |other| Some(other.stem_html)),
        hints: (0..text.hints.len()).map(hint).collect(),
        explanation: optional(others, text.explanation, |other| other.explanation),
        answers: answers(text.answers?, others)?,
    })
}

pub(super) fn localized<'b, T: Copy, V: Clone + 'b>(
    others: &[(&'b str, T)],
    original: &V,
    pick: impl Fn(T) -> Option<&'b V>,
) -> Localized<V> {
    let translations =
        others.iter().filter_map(|(language, other)| Some(((*language).to_owned(), pick(*other)?.clone())));
    Localized { original: original.clone(), translations: translations.collect() }
}

pub(super) fn optional<'b, T: Copy>(
    others: &[(&'b str, T)],
    original: Option<&String>,
    pick: impl Fn(T) -> Option<&'b String>,
) -> Option<Localized> {
    original.map(|original| localized(others, original, pick))
}

fn answers(parsed: &ParsedAnswers, others: &Others<'_>) -> Option<Answers> {
    Some(match parsed {
        ParsedAnswers::Choices { kind, partial, choices } => {
            let choices = self::choices(choices, others);
            match kind {
                ChoiceKind::Single => Answers::Single { choices },
                ChoiceKind::TrueFalse => Answers::TrueFalse { choices },
                ChoiceKind::Multiple => Answers::Multiple { choices, partial: *partial },
                ChoiceKind::Survey { several } => Answers::Survey { several: *several, choices },
            }
        }
        ParsedAnswers::Number { unit, accepted, foreseen } => number(unit.as_deref(), accepted, foreseen, others),
        ParsedAnswers::Text { case_strict, accents_strict, accepted, foreseen } => {
            let texts_of = |pick: fn(&ParsedAnswers) -> Option<&[ParsedText]>| -> Vec<(&str, &[ParsedText])> {
                others.iter().filter_map(|(language, other)| Some((*language, pick(other.answers?)?))).collect()
            };
            Answers::Text {
                case_strict: *case_strict,
                accents_strict: *accents_strict,
                accepted: texts(accepted, &texts_of(|answers| Some(answers.texts()?.0))),
                foreseen: texts(foreseen, &texts_of(|answers| Some(answers.texts()?.1))),
            }
        }
        parsed => {
            let others = others.iter().filter_map(|(language, other)| Some((*language, other.answers?)));
            return several_parts::answers(parsed, &others.collect::<Vec<_>>());
        }
    })
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
        .filter_map(|(language, other)| match other.answers? {
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
        .filter_map(|(language, other)| match other.answers? {
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
