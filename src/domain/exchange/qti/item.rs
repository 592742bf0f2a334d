//! One item: which interactions its body has, and what question of ours they make.

use super::declaration::Declaration;
use super::read_only::Source;
use crate::course::question::NumberRange;
use crate::exchange::html::Token;
use crate::exchange::html_to_markdown::{Notes, from_tokens};
use crate::exchange::text::{around, decimal};
use crate::exchange::xml::{Element, Node};
use crate::exchange::{ExchangeAnswers, ExchangeNumber, ExchangeQuestion, ExchangeText, Imported, weighted_choices};
use std::collections::{BTreeMap, BTreeSet};

/// Blanks of one item.
pub(super) const MOST: usize = 500;

/// Reads an item into the bank of its section.
pub(super) fn import(
    item: &Element,
    source: Source<'_>,
    media: &BTreeMap<String, Vec<u8>>,
    section: &str,
    imported: &mut Imported,
) {
    let mut notes = Notes { imported, line: item.line, files: media };
    let found = Item { item, source, notes: &mut notes }.question();
    if let Some(question) = found {
        imported.add(section, question);
    }
}

pub(super) struct Item<'e, 'w, 'n> {
    pub(super) item: &'e Element,
    pub(super) source: Source<'e>,
    pub(super) notes: &'w mut Notes<'n>,
}

impl Item<'_, '_, '_> {
    fn question(&mut self) -> Option<ExchangeQuestion> {
        let item = self.item;
        let title = item.attribute("title").unwrap_or_default();
        let Some(body) = item.first("itembody") else { return self.kept("itemBody") };
        if item.attribute("adaptive") == Some("true") {
            return self.kept("adaptive");
        }
        if item.first("templatedeclaration").is_some() {
            return self.kept("templateDeclaration");
        }
        let all = body.descendants();
        let interactions: Vec<&Element> = all.into_iter().filter(|found| found.name.ends_with("interaction")).collect();
        let typed =
            |found: &&Element| matches!(found.name.as_str(), "textentryinteraction" | "inlinechoiceinteraction");
        let (stem, answers) = match interactions.as_slice() {
            [] => return self.kept("–"),
            [one] if one.name == "textentryinteraction" && ends_with(body, one) => (self.stem(body), self.entry(one)?),
            several if several.iter().all(typed) => self.blanks(body, several),
            [one] => {
                let answers = match one.name.as_str() {
                    "choiceinteraction" => self.choices(one),
                    "orderinteraction" => self.order(one),
                    "matchinteraction" => self.pairs(one),
                    "associateinteraction" => self.association(one),
                    "extendedtextinteraction" | "uploadinteraction" => self.task(body, one),
                    "gapmatchinteraction" => {
                        let (stem, answers) = self.gap_match(body, one);
                        return Some(self.finished(title, stem, answers));
                    }
                    other => return self.kept(other),
                };
                (self.stem(body), answers)
            }
            [first, ..] => {
                let names = format!("{} × {}", interactions.len(), first.name);
                return self.kept(&names);
            }
        };
        if item.all("responseprocessing").any(|rules| rules.descendants().len() > 60) {
            self.notes.imported.lose(item.line, "exchange-loss-rules");
        }
        Some(self.finished(title, stem, answers))
    }

    fn finished(&mut self, title: &str, stem: String, answers: ExchangeAnswers) -> ExchangeQuestion {
        let item = self.item;
        let id = item.attribute("identifier").unwrap_or_default();
        let name = if title.is_empty() { id } else { title };
        let mut question = ExchangeQuestion::new(item.line, name, stem, answers);
        let points = item.all("outcomedeclaration").find_map(|outcome| {
            let max = outcome.attribute("identifier") == Some("MAXSCORE");
            let value = if max {
                outcome.first("defaultvalue")?.text_of("value")
            } else {
                outcome.attribute("normalmaximum")?.to_owned()
            };
            decimal(&value)
        });
        question.points = points.filter(|points| *points > 0.0 && *points <= 1e6 && (*points - 1.0).abs() > 1e-9);
        let inner = item.descendants();
        let choices: BTreeSet<&str> = inner
            .iter()
            .filter(|found| found.name == "simplechoice")
            .filter_map(|found| found.attribute("identifier"))
            .collect();
        let of_choice = |feedback: &&Element| feedback.attribute("identifier").is_some_and(|id| choices.contains(id));
        let mut explained: Vec<String> = Vec::new();
        for feedback in item.all("modalfeedback").filter(|feedback| !of_choice(feedback)).take(20) {
            explained.push(from_tokens(&feedback.tokens(&mut |_| None), false, self.notes));
        }
        let mut kept: Vec<String> = Vec::new();
        for part in explained {
            if !part.is_empty() && !kept.contains(&part) {
                kept.push(part);
            }
        }
        question.explanation = kept.join("\n\n");
        let shuffle = inner.iter().find_map(|found| found.attribute("shuffle").map(str::to_owned));
        if shuffle.as_deref() == Some("false") {
            question.shuffle = Some(false);
        }
        question
    }

    /// The body without its interactions and rubrics; a prompt stays.
    fn stem(&mut self, body: &Element) -> String {
        let mut replace = |element: &Element| {
            let hidden = element.name == "rubricblock" || element.name.starts_with("feedback");
            if element.name.ends_with("interaction") {
                let prompt = element.first("prompt").map(|prompt| prompt.tokens(&mut |_| None)).unwrap_or_default();
                return Some(as_block(prompt));
            }
            hidden.then(Vec::new)
        };
        let tokens = body.tokens(&mut replace);
        from_tokens(&tokens, false, self.notes)
    }

    /// Inline Markdown of an element, and the feedback in it.
    fn flat(&mut self, element: &Element) -> (String, String) {
        let mut feedback = Vec::new();
        let mut replace = |inner: &Element| {
            let is = inner.name.starts_with("feedback");
            if is {
                feedback.extend(inner.tokens(&mut |_| None));
            }
            is.then(Vec::new)
        };
        let tokens = element.tokens(&mut replace);
        (from_tokens(&tokens, true, self.notes), from_tokens(&feedback, false, self.notes))
    }

    pub(super) fn declaration(&self, interaction: &Element) -> Declaration {
        Declaration::of(self.item, interaction.attribute("responseidentifier").unwrap_or_default())
    }

    fn choices(&mut self, interaction: &Element) -> ExchangeAnswers {
        let declared = self.declaration(interaction);
        let several = declared.cardinality == "multiple" && interaction.attribute("maxchoices") != Some("1");
        let exact = several && declared.mapping.is_empty();
        let most = declared.most(several);
        let mut found = Vec::new();
        for choice in interaction.all("simplechoice").take(MOST) {
            let id = choice.attribute("identifier").unwrap_or_default();
            let right = declared.correct.iter().any(|correct| correct == id);
            let share = match declared.points(id) {
                Some(points) if most > 0.0 => points / most * 100.0,
                _ if declared.mapping.is_empty() && right => 100.0,
                _ => 0.0,
            };
            let (text, mut feedback) = self.flat(choice);
            for modal in self.item.all("modalfeedback").filter(|modal| modal.attribute("identifier") == Some(id)) {
                feedback = from_tokens(&modal.tokens(&mut |_| None), false, self.notes);
            }
            found.push((text, share, feedback));
        }
        match weighted_choices(several, found, self.notes) {
            ExchangeAnswers::Choices { several, mut choices, .. } if exact => {
                choices.iter_mut().for_each(|choice| choice.worth = None);
                ExchangeAnswers::Choices { several, exact, choices }
            }
            other => other,
        }
    }

    /// Whether the rules of the item compare whole responses and add nothing up.
    pub(super) fn all_or_nothing(&self) -> bool {
        let mut rules = self.item.all("responseprocessing");
        rules.any(|rules| {
            let template = rules.attribute("template").unwrap_or_default();
            let inside = rules.descendants();
            let has = |names: &[&str]| inside.iter().any(|found| names.contains(&found.name.as_str()));
            template.contains("match_correct") || (has(&["and", "match"]) && !has(&["sum", "mapresponse"]))
        })
    }

    fn order(&mut self, interaction: &Element) -> ExchangeAnswers {
        let declared = self.declaration(interaction);
        let mut items: Vec<(usize, String)> = Vec::new();
        for choice in interaction.all("simplechoice").take(MOST) {
            let id = choice.attribute("identifier").unwrap_or_default();
            let place = declared.correct.iter().position(|correct| correct == id).unwrap_or(usize::MAX);
            items.push((place, self.flat(choice).0));
        }
        if items.iter().any(|(place, _)| *place == usize::MAX) {
            self.notes.imported.lose(interaction.line, "exchange-loss-no-key").with("text", "order");
        }
        items.sort_by_key(|(place, _)| *place);
        ExchangeAnswers::Order {
            exact: self.all_or_nothing(),
            items: items.into_iter().map(|(_, item)| item).collect(),
        }
    }

    fn pairs(&mut self, interaction: &Element) -> ExchangeAnswers {
        let declared = self.declaration(interaction);
        let mut sets = interaction.all("simplematchset");
        let (left, right) = (sets.next(), sets.next());
        let left = self.associable(left);
        let right = self.associable(right);
        self.joined(&declared, &left, &right)
    }

    fn association(&mut self, interaction: &Element) -> ExchangeAnswers {
        let declared = self.declaration(interaction);
        let all = self.associable(Some(interaction));
        let seconds: Vec<&str> = declared.correct.iter().filter_map(|pair| pair.split_whitespace().nth(1)).collect();
        let (right, left): (Vec<_>, Vec<_>) = all.into_iter().partition(|(id, _)| seconds.contains(&id.as_str()));
        self.joined(&declared, &left, &right)
    }

    fn associable(&mut self, set: Option<&Element>) -> Vec<(String, String)> {
        let choices = set.into_iter().flat_map(|set| set.all("simpleassociablechoice").take(MOST));
        choices
            .map(|choice| (choice.attribute("identifier").unwrap_or_default().to_owned(), self.flat(choice).0))
            .collect()
    }

    fn joined(
        &mut self,
        declared: &Declaration,
        left: &[(String, String)],
        right: &[(String, String)],
    ) -> ExchangeAnswers {
        let mut used = Vec::new();
        let mut pairs = Vec::new();
        let partners = declared.correct.iter().filter_map(|pair| pair.split_once(' '));
        let partners: BTreeMap<&str, &str> = partners.map(|(one, other)| (one, other.trim())).collect();
        for (id, text) in left {
            let partner = partners.get(id.as_str()).and_then(|wanted| right.iter().find(|(id, _)| id == wanted));
            match partner {
                Some((id, partner)) => {
                    used.push(id.as_str());
                    pairs.push((text.clone(), partner.clone()));
                }
                None => drop(self.notes.imported.lose(self.notes.line, "exchange-loss-lone").with("text", text)),
            }
        }
        let extra = right.iter().filter(|(id, _)| !used.contains(&id.as_str())).map(|(_, text)| text.clone()).collect();
        ExchangeAnswers::Match { exact: declared.mapping.is_empty() && self.all_or_nothing(), pairs, extra }
    }

    fn task(&mut self, body: &Element, interaction: &Element) -> ExchangeAnswers {
        self.notes.imported.lose(interaction.line, "exchange-loss-rubric");
        let mut solution = Vec::new();
        for rubric in body.descendants().into_iter().filter(|found| found.name == "rubricblock") {
            solution.push(from_tokens(&rubric.tokens(&mut |_| None), false, self.notes));
        }
        ExchangeAnswers::Task { files: interaction.name == "uploadinteraction", solution: solution.join("\n\n") }
    }

    /// One typed answer.
    fn entry(&mut self, interaction: &Element) -> Option<ExchangeAnswers> {
        let declared = self.declaration(interaction);
        let mut texts = Vec::new();
        let mut numbers = Vec::new();
        for (text, share) in declared.texts() {
            if share > 0.0 && share < 99.99 {
                self.notes.imported.lose(interaction.line, "exchange-loss-text-worth").with("text", &text);
            }
            let right = share >= 99.99;
            if !declared.is_number() {
                texts.push(ExchangeText { text, regex: false, right, feedback: String::new() });
            } else if let Some(range) = self.range(interaction, &text) {
                numbers.push(ExchangeNumber { low: range.low, high: range.high, right, feedback: String::new() });
            } else {
                self.notes.imported.lose(interaction.line, "exchange-loss-number").with("text", &text);
            }
        }
        if declared.is_number() {
            return (!numbers.is_empty()).then_some(ExchangeAnswers::Number { answers: numbers });
        }
        if texts.is_empty() {
            self.notes.imported.lose(interaction.line, "exchange-loss-no-key").with("text", "");
        }
        Some(ExchangeAnswers::Text { case_strict: declared.case_strict(), answers: texts })
    }

    /// A number with the tolerance of the rule that compares it.
    pub(super) fn range(&self, interaction: &Element, text: &str) -> Option<NumberRange> {
        let value = decimal(&text.replace(',', "."))?;
        let response = interaction.attribute("responseidentifier").unwrap_or_default();
        let rules = self.item.descendants().into_iter().filter(|found| found.name == "equal");
        let mut mine = rules.filter(|rule| {
            rule.all("variable").any(|variable| variable.attribute("identifier") == Some(response))
                && rule.first("basevalue").is_none_or(|base| decimal(&base.text()) == Some(value))
        });
        let Some(rule) = mine.next() else { return Some(NumberRange { low: value, high: value }) };
        let mut tolerance = rule.attribute("tolerance").unwrap_or("0").split_whitespace().filter_map(decimal);
        let below = tolerance.next().unwrap_or(0.0).abs();
        let above = tolerance.next().unwrap_or(below).abs();
        Some(match rule.attribute("tolerancemode") {
            Some("absolute") => around(value, below, above),
            Some("relative") => {
                let part = value.abs() / 100.0;
                around(value, part * below, part * above)
            }
            _ => NumberRange { low: value, high: value },
        })
    }
}

fn as_block(tokens: Vec<Token>) -> Vec<Token> {
    let mut out = vec![Token::Open("p".to_owned(), Vec::new())];
    out.extend(tokens);
    out.push(Token::Close("p".to_owned()));
    out
}

/// Whether nothing but signs follows the interaction in the body.
fn ends_with(body: &Element, interaction: &Element) -> bool {
    fn walk(element: &Element, wanted: &Element, after: &mut bool, words: &mut bool) {
        for node in &element.children {
            match node {
                Node::Text(text) if *after => *words |= text.contains(char::is_alphanumeric),
                Node::Text(_) => {}
                Node::Element(inner) if std::ptr::eq(inner, wanted) => *after = true,
                Node::Element(inner) if inner.name != "rubricblock" => walk(inner, wanted, after, words),
                Node::Element(_) => {}
            }
        }
    }
    let (mut after, mut words) = (false, false);
    walk(body, interaction, &mut after, &mut words);
    !words
}
