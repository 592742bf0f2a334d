//! What answers of several parts earn: blanks, pairs and orders.

use super::text::{self, Strictness};
use super::{Answer, FormItem, ShownChoice, number};
use crate::course::question::{Answers, Blank, EachPartial, LeftItem, OrderPartial};
use std::collections::BTreeMap;

/// The share of the points that an answer earns, 0 to 1; nothing where it is not of the question's type.
pub(super) fn share(answers: &Answers, item: &FormItem, answer: &Answer) -> f64 {
    match (answers, answer) {
        (Answers::Blanks { partial, .. }, Answer::Blanks { blanks: typed }) => {
            share_of(&right_blanks(answers, typed), *partial)
        }
        (Answers::Match { partial, left, .. }, Answer::Pairs { pairs }) => {
            share_of(&right_pairs(left, item, pairs), *partial)
        }
        (Answers::Order { partial, items }, Answer::Order { order }) => {
            share_of_order(items.len(), *partial, item, order)
        }
        _ => 0.0,
    }
}

/// Which blanks are filled rightly, in their order; empty for other types.
#[must_use]
pub fn right_blanks(answers: &Answers, typed: &BTreeMap<String, String>) -> Vec<bool> {
    let Answers::Blanks { case_strict, accents_strict, blanks, .. } = answers else { return Vec::new() };
    let strict = Strictness { case: *case_strict, accents: *accents_strict };
    let text = |place: usize| typed.get(&place.to_string()).map_or("", String::as_str);
    (1..).zip(blanks).map(|(place, blank)| is_right(blank, text(place), strict)).collect()
}

/// Any text in any language, or any number, is right.
fn is_right(blank: &Blank, typed: &str, strict: Strictness) -> bool {
    if typed.trim().is_empty() {
        return false;
    }
    let mut texts = blank.texts.original.iter().chain(blank.texts.translations.values().flatten());
    texts.any(|accepted| text::same(typed, accepted, strict))
        || blank.numbers.iter().any(|range| number::lies_in(typed, *range))
}

fn right_pairs(left: &[LeftItem], item: &FormItem, pairs: &BTreeMap<String, String>) -> Vec<bool> {
    let shown = |at: u32| item.left.iter().find(|shown| shown.source == at);
    let partner = |shown: &ShownChoice| source(&item.choices, pairs.get(&shown.id)?);
    (0_u32..).zip(left).map(|(at, one)| shown(at).and_then(partner) == Some(one.right)).collect()
}

fn share_of(right: &[bool], partial: EachPartial) -> f64 {
    let count = |wanted: fn(bool) -> bool| right.iter().filter(|one| wanted(**one)).map(|_| 1.0).sum::<f64>();
    let (earned, all) = (count(|one| one), count(|_| true));
    match partial {
        _ if all < 1.0 => 0.0,
        EachPartial::Exact => f64::from(u8::from(earned >= all)),
        EachPartial::Each => earned / all,
    }
}

/// An id that the item does not know, or one that comes twice, spoils the answer.
fn share_of_order(count: usize, partial: OrderPartial, item: &FormItem, order: &[String]) -> f64 {
    let sources: Option<Vec<u32>> = order.iter().map(|id| source(&item.choices, id)).collect();
    let Some(sources) = sources else { return 0.0 };
    let repeated = (1..sources.len()).any(|at| sources[..at].contains(&sources[at]));
    let Ok(count) = u32::try_from(count) else { return 0.0 };
    if repeated || count == 0 {
        return 0.0;
    }
    let is_whole = sources.iter().copied().eq(0..count);
    match partial {
        _ if is_whole => 1.0,
        OrderPartial::Exact => 0.0,
        OrderPartial::Run => f64::from(longest_run(&sources).saturating_sub(1)) / f64::from((count - 1).max(1)),
    }
}

/// Length of the longest stretch in which each item is followed by its right successor.
fn longest_run(sources: &[u32]) -> u32 {
    let (mut longest, mut run, mut before) = (0_u32, 0_u32, None);
    for source in sources {
        let follows = before.is_some_and(|before: u32| before.checked_add(1) == Some(*source));
        run = if follows { run + 1 } else { 1 };
        longest = longest.max(run);
        before = Some(*source);
    }
    longest
}

fn source(shown: &[ShownChoice], id: &str) -> Option<u32> {
    shown.iter().find(|shown| shown.id == id).map(|shown| shown.source)
}

#[cfg(test)]
mod tests;
