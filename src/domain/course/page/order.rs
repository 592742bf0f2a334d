//! `.order`: a numbered list whose source order is right.

use super::choices::flatten;
use super::document::Node;
use super::pass::Pass;
use super::question::{Asked, trimmed};
use super::sanitize::clean;
use super::{ParsedAnswers, Span};
use crate::course::question::OrderPartial;
use std::collections::HashSet;

/// An order of fewer items is no question.
const FEWEST: usize = 3;

impl Pass<'_, '_> {
    /// Reads the list. E243 where it is too short or two of its items are the same.
    pub(crate) fn order(&mut self, asked: &Asked<'_>, list: &Node) -> Option<ParsedAnswers> {
        let span = trimmed(self.input.text, &list.span);
        let words = [("run", OrderPartial::Run), ("exact", OrderPartial::Exact)];
        let partial = self.one_of(asked.settings, asked.place, "partial", &words);
        let items: Vec<String> = list.children.iter().map(|item| self.order_item(item)).collect();
        let filled = items.iter().filter(|item| !item.is_empty()).count();
        if filled < FEWEST || filled < items.len() {
            return self.no_order(span, "few");
        }
        let mut seen = HashSet::new();
        if !items.iter().all(|item| seen.insert(item.to_lowercase())) {
            return self.no_order(span, "equal");
        }
        Some(ParsedAnswers::Order { partial, items })
    }

    fn no_order(&mut self, list: Span, variant: &'static str) -> Option<ParsedAnswers> {
        self.findings.report("E243", list).variant(variant);
        None
    }

    fn order_item(&mut self, item: &Node) -> String {
        let outer = self.open_fragment();
        let mut html = String::new();
        for node in flatten(item) {
            self.node(node, &mut html);
        }
        let mut html = html.trim().to_owned();
        self.write_notes(&mut html);
        self.scope = outer;
        clean(&html)
    }
}
