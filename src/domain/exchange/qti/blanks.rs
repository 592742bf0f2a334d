//! Items with blanks in their text.

use super::item::{Item, MOST};
use crate::exchange::ExchangeAnswers;
use crate::exchange::html::Token;
use crate::exchange::html_to_markdown::from_tokens;
use crate::exchange::text::{blank, inline, number_blank};
use crate::exchange::xml::Element;
use std::collections::BTreeSet;

/// Stand for blanks while HTML becomes Markdown; no input holds them.
const FIRST_MARK: u32 = 0xe100;

impl Item<'_, '_, '_> {
    /// Several typed or picked words in the text.
    pub(super) fn blanks(&mut self, body: &Element, interactions: &[&Element]) -> (String, ExchangeAnswers) {
        let (mut written, mut extra, mut used) = (Vec::new(), Vec::new(), BTreeSet::new());
        let picks = interactions.iter().all(|found| found.name == "inlinechoiceinteraction");
        let mut case_strict = false;
        for interaction in interactions.iter().take(MOST) {
            let declared = self.declaration(interaction);
            case_strict |= declared.case_strict();
            if interaction.name == "inlinechoiceinteraction" {
                let mut right = Vec::new();
                for choice in interaction.all("inlinechoice").take(MOST) {
                    let id = choice.attribute("identifier").unwrap_or_default();
                    let text = choice.text();
                    if declared.correct.iter().any(|correct| correct == id) {
                        right.push(text)
                    } else {
                        extra.push(text)
                    }
                }
                written.push(blank(&right));
                used.extend(right);
                continue;
            }
            let mut right: Vec<String> = Vec::new();
            for (text, share) in declared.texts() {
                if share >= 99.99 {
                    right.push(text);
                } else if share > 0.0 {
                    self.notes.imported.lose(interaction.line, "exchange-loss-text-worth").with("text", text);
                }
            }
            let range = right.first().filter(|_| declared.is_number()).and_then(|text| self.range(interaction, text));
            written.push(range.map_or_else(|| blank(&right), number_blank));
        }
        if !picks && interactions.iter().any(|found| found.name == "inlinechoiceinteraction") {
            self.notes.imported.lose(self.item.line, "exchange-loss-cloze-choices");
            extra.clear();
        }
        // The right word of one blank is offered at the others.
        extra.retain(|word| !used.contains(word));
        let stem = self.marked(body, &["textentryinteraction", "inlinechoiceinteraction"], &written);
        (
            stem,
            ExchangeAnswers::Blanks {
                case_strict,
                exact: self.all_or_nothing(),
                bank: picks,
                extra: each_once(&extra),
            },
        )
    }

    pub(super) fn gap_match(&mut self, body: &Element, interaction: &Element) -> (String, ExchangeAnswers) {
        let declared = self.declaration(interaction);
        let words: Vec<(String, String)> = interaction
            .all("gaptext")
            .take(MOST)
            .map(|word| (word.attribute("identifier").unwrap_or_default().to_owned(), word.text()))
            .collect();
        let exact = declared.mapping.is_empty() && self.all_or_nothing();
        let mut used = Vec::new();
        let mut written = Vec::new();
        for gap in interaction.descendants().into_iter().filter(|found| found.name == "gap").take(MOST) {
            let id = gap.attribute("identifier").unwrap_or_default();
            let pair =
                declared.correct.iter().filter_map(|pair| pair.split_once(' ')).find(|(_, place)| place.trim() == id);
            let word = pair.and_then(|(word, _)| words.iter().find(|(known, _)| known == word));
            used.extend(word.map(|(id, _)| id.clone()));
            written.push(blank(&word.map(|(_, text)| text.clone()).into_iter().collect::<Vec<_>>()));
        }
        let extra: Vec<String> =
            words.iter().filter(|(id, _)| !used.contains(id)).map(|(_, text)| text.clone()).collect();
        let stem = self.marked(body, &["gap"], &written);
        (stem, ExchangeAnswers::Blanks { case_strict: false, exact, bank: true, extra: each_once(&extra) })
    }

    /// The body with blanks in place of the elements of these names.
    fn marked(&mut self, body: &Element, names: &[&str], blanks: &[String]) -> String {
        let mut marks = (FIRST_MARK..).filter_map(char::from_u32).take(blanks.len());
        let mut replace = |element: &Element| {
            if names.contains(&element.name.as_str()) {
                return Some(marks.next().map(|mark| Token::Text(mark.to_string())).into_iter().collect());
            }
            matches!(element.name.as_str(), "gaptext" | "gapimg" | "rubricblock").then(Vec::new)
        };
        let tokens = body.tokens(&mut replace);
        let mut stem = from_tokens(&tokens, false, self.notes);
        for (mark, blank) in (FIRST_MARK..).filter_map(char::from_u32).zip(blanks) {
            stem = stem.replacen(mark, blank, 1);
        }
        stem
    }
}

fn each_once(words: &[String]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let written = words.iter().map(|word| inline(word));
    written.filter(|word| !word.is_empty() && seen.insert(word.clone())).collect()
}
