//! From parsed blanks, pairs, orders and tasks in several languages to one key.

use super::page::{ParsedAnswers, ParsedBlank, ParsedCriterion};
use super::question::{Answers, Blank, Criterion, LeftItem, Level};
use super::questions::{localized, optional};
use crate::language::Localized;
use std::collections::HashMap;

/// Translations of the answers, by language.
type Others<'b> = [(&'b str, &'b ParsedAnswers)];

/// The answers where they have several parts; none for the other types. What decides the marks comes from the original.
pub(super) fn answers(parsed: &ParsedAnswers, others: &Others<'_>) -> Option<Answers> {
    Some(match parsed {
        ParsedAnswers::Blanks { case_strict, accents_strict, partial, blanks, bank, extra } => Answers::Blanks {
            case_strict: *case_strict,
            accents_strict: *accents_strict,
            partial: *partial,
            blanks: blanks.iter().enumerate().map(|(at, one)| blank(at, one, others)).collect(),
            words: bank.then(|| words(blanks, extra, others)),
        },
        ParsedAnswers::Match { partial, pairs, extra } => {
            let (left, right) = pairs_of(pairs, extra, others);
            Answers::Match { partial: *partial, left, right }
        }
        ParsedAnswers::Order { partial, items } => {
            let item = |(at, item): (usize, &String)| localized(others, item, |other| other.items().get(at));
            Answers::Order { partial: *partial, items: items.iter().enumerate().map(item).collect() }
        }
        ParsedAnswers::Task { submit, max_files, max_chars, rubric, solution } => Answers::Task {
            submit: submit.clone(),
            max_files: *max_files,
            max_chars: *max_chars,
            rubric: rubric.iter().enumerate().map(|(at, row)| criterion(at, row, others)).collect(),
            solution: optional(others, solution.as_ref(), |other| match other {
                ParsedAnswers::Task { solution, .. } => solution.as_ref(),
                _ => None,
            }),
        },
        ParsedAnswers::Choices { .. } | ParsedAnswers::Number { .. } | ParsedAnswers::Text { .. } => return None,
    })
}

impl ParsedAnswers {
    fn items(&self) -> &[String] {
        match self {
            Self::Order { items, .. } => items,
            _ => &[],
        }
    }

    fn blanks(&self) -> (&[ParsedBlank], &[String]) {
        match self {
            Self::Blanks { blanks, extra, .. } => (blanks, extra),
            _ => (&[], &[]),
        }
    }

    fn pairs(&self) -> (&[(String, String)], &[String]) {
        match self {
            Self::Match { pairs, extra, .. } => (pairs, extra),
            _ => (&[], &[]),
        }
    }
}

fn blank(at: usize, blank: &ParsedBlank, others: &Others<'_>) -> Blank {
    let texts = localized(others, &blank.texts, |other| Some(&other.blanks().0.get(at)?.texts));
    Blank { texts, numbers: blank.numbers.clone() }
}

/// The bank: a word of each blank and the extra ones, each once.
fn words(blanks: &[ParsedBlank], extra: &[String], others: &Others<'_>) -> Vec<Localized> {
    let word =
        |(at, one): (usize, &ParsedBlank)| localized(others, &one.word, |other| Some(&other.blanks().0.get(at)?.word));
    let more = |(at, one): (usize, &String)| localized(others, one, |other| other.blanks().1.get(at));
    let all = blanks.iter().enumerate().map(word).chain(extra.iter().enumerate().map(more));
    let mut words: Vec<Localized> = Vec::new();
    for word in all {
        if !words.iter().any(|known| known.original.to_lowercase() == word.original.to_lowercase()) {
            words.push(word);
        }
    }
    words
}

/// Left items with the places of their partners, and the right items, each once.
fn pairs_of(pairs: &[(String, String)], extra: &[String], others: &Others<'_>) -> (Vec<LeftItem>, Vec<Localized>) {
    let mut right: Vec<Localized> = Vec::new();
    let mut places: HashMap<&str, u32> = HashMap::new();
    let mut left = Vec::new();
    for (at, (one, partner)) in pairs.iter().enumerate() {
        let place = *places.entry(partner).or_insert_with(|| {
            right.push(localized(others, partner, |other| Some(&other.pairs().0.get(at)?.1)));
            u32::try_from(right.len() - 1).unwrap_or(u32::MAX)
        });
        let html = localized(others, one, |other| Some(&other.pairs().0.get(at)?.0));
        left.push(LeftItem { html, right: place });
    }
    for (at, one) in extra.iter().enumerate() {
        if !places.contains_key(one.as_str()) {
            places.insert(one, u32::MAX);
            right.push(localized(others, one, |other| other.pairs().1.get(at)));
        }
    }
    (left, right)
}

fn criterion(at: usize, row: &ParsedCriterion, others: &Others<'_>) -> Criterion {
    fn other_row(other: &ParsedAnswers, at: usize) -> Option<&ParsedCriterion> {
        match other {
            ParsedAnswers::Task { rubric, .. } => rubric.get(at),
            _ => None,
        }
    }
    let level = |(column, (title, points, says)): (usize, &(String, f64, String))| Level {
        title: localized(others, title, |other| Some(&other_row(other, at)?.levels.get(column)?.0)),
        points: *points,
        says: localized(others, says, |other| Some(&other_row(other, at)?.levels.get(column)?.2)),
    };
    Criterion {
        name: localized(others, &row.name, |other| Some(&other_row(other, at)?.name)),
        levels: row.levels.iter().enumerate().map(level).collect(),
    }
}
