//! `.match`: a table of two columns whose rows are pairs; a row without a left item is one more right item.

use super::document::{Kind, Node};
use super::pass::Pass;
use super::question::{Asked, trimmed};
use super::{ParsedAnswers, Span};
use crate::course::question::EachPartial;
use std::collections::HashMap;

/// Fewer pairs are no question.
const FEWEST: usize = 2;

impl Pass<'_, '_> {
    /// Reads the table: E240, W241, E242.
    pub(crate) fn pairs(&mut self, asked: &Asked<'_>, table: &Node) -> Option<ParsedAnswers> {
        let partial = self.each_or_exact(asked);
        let span = trimmed(self.input.text, &table.span);
        let columns = match &table.kind {
            Kind::Table(columns) => columns.len(),
            _ => 0,
        };
        if columns != 2 {
            self.findings.report("E240", span).variant("columns").arg("count", columns.to_string());
            return None;
        }
        self.check_rows(table, columns);
        let (mut pairs, mut extra) = (Vec::new(), Vec::new());
        let mut seen: HashMap<String, (String, Span)> = HashMap::new();
        for row in table.children.iter().skip(1) {
            let [left, right] = row.children.as_slice() else { continue };
            let (left_html, right_html) = (self.cell_html(left), self.cell_html(right));
            match (left_html.is_empty(), right_html.is_empty()) {
                (true, true) => continue,
                (true, false) => {
                    extra.push(right_html);
                    continue;
                }
                (false, true) => {
                    let line = self.row_line(row);
                    self.findings.report("E240", line).variant("partner");
                    continue;
                }
                (false, false) => {}
            }
            if let Some((partner, first)) = seen.get(&left_html) {
                let (position, same) = (self.findings.position(first.clone()), *partner == right_html);
                let text = self.source(left.span.clone()).trim().trim_matches('|').trim();
                let found = self.findings.report("E242", self.cell_span(left));
                found.arg("text", text).label(self.input.file, position);
                if same {
                    found.variant("same");
                }
                continue;
            }
            seen.insert(left_html.clone(), (right_html.clone(), self.cell_span(left)));
            pairs.push((left_html, right_html));
        }
        if pairs.len() < FEWEST {
            self.findings.report("E240", span).variant("few");
            return None;
        }
        Some(ParsedAnswers::Match { partial, pairs, extra })
    }

    /// `partial=` of blanks and pairs.
    pub(crate) fn each_or_exact(&mut self, asked: &Asked<'_>) -> EachPartial {
        let words = [("each", EachPartial::Each), ("exact", EachPartial::Exact)];
        self.one_of(asked.settings, asked.place, "partial", &words)
    }

    /// The text of a cell without the blanks and bars around it.
    pub(crate) fn cell_span(&self, cell: &Node) -> Span {
        let source = self.source(cell.span.clone());
        let is_edge = |character: char| character.is_whitespace() || character == '|';
        let start = cell.span.start + source.len() - source.trim_start_matches(is_edge).len();
        start..(cell.span.start + source.trim_end_matches(is_edge).len()).max(start)
    }
}
