//! Marks in running text that did not become what the author meant: `**` that stays `**` (W414), and `$…$` on a page
//! without math (W417). Both are decided from the source.

use super::Span;
use super::document::{Kind, Node};
use super::pass::Pass;

/// A formula is not longer than this.
const REACH: usize = 200;

/// `**` in text, with what stands around it.
struct Stars {
    at: usize,
    before: Option<char>,
    after: Option<char>,
}

impl Stars {
    /// Followed by words, after a space or at the beginning: it was to open.
    fn opens(&self) -> bool {
        !is_space(self.after) && is_space(self.before)
    }

    /// Preceded by words, before a space or at the end: it was to close.
    fn closes(&self) -> bool {
        is_space(self.after) && !is_space(self.before)
    }
}

fn is_space(character: Option<char>) -> bool {
    character.is_none_or(char::is_whitespace)
}

/// Formulas of a page without math.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    /// First `$` of each, in order.
    found: Vec<Span>,
    /// A `$$` on a line of its own that waits for its other.
    open: Option<Span>,
}

impl Pass<'_, '_> {
    /// W414 among neighbours: pairs of `**` in their text, and one that is alone at the edge of a word.
    pub(crate) fn check_stars(&mut self, nodes: &[Node]) {
        let mut found: Vec<Stars> = Vec::new();
        for node in nodes {
            match &node.kind {
                Kind::Text(_) => found.extend(stars(self.input.text, node.span.clone())),
                Kind::Paragraph | Kind::Item | Kind::Heading(_) => self.report_stars(&std::mem::take(&mut found)),
                _ => {}
            }
        }
        self.report_stars(&found);
    }

    fn report_stars(&mut self, found: &[Stars]) {
        for pair in found.chunks(2) {
            let (at, variant) = match pair {
                [open, close] if is_space(open.after) => {
                    (if open.closes() { close.at } else { open.at }, Some("space"))
                }
                [_, close] if is_space(close.before) => (close.at, Some("space")),
                [_, close] => (close.at, None),
                [one]
                    if one.opens()
                        && one.after.is_some_and(|after| after.is_alphanumeric() || "“\"'(".contains(after)) =>
                {
                    (one.at, Some("alone"))
                }
                [one] if one.closes() && one.before.is_some_and(char::is_alphanumeric) => (one.at, Some("alone")),
                _ => continue,
            };
            self.findings.report("W414", at..at + 2).variant = variant;
        }
    }

    /// Notes what looks like a formula in a run of text.
    pub(crate) fn find_formulas(&mut self, span: Span) {
        if self.input.math {
            return;
        }
        let source = self.source(span.clone());
        let mut at = 0;
        while let Some(open) = source[at..].find('$').map(|found| at + found) {
            let place = span.start + open..span.start + open + 1;
            if let Some(rest) = source[open + 1..].strip_prefix('$') {
                at = open + 2;
                if let Some(close) = rest.find("$$").filter(|close| *close > 0) {
                    at += close + 2;
                    self.formulas.found.push(place);
                } else if source.trim() == "$$" {
                    match self.formulas.open.take() {
                        Some(first) => self.formulas.found.push(first),
                        None => self.formulas.open = Some(place),
                    }
                }
                continue;
            }
            match formula_end(source, open) {
                Some(end) => {
                    self.formulas.found.push(place);
                    at = end + 1;
                }
                None => at = open + 1,
            }
        }
    }

    /// W417, each where it begins; once with their number where the course is a found one.
    pub(crate) fn report_formulas(&mut self) {
        let found = std::mem::take(&mut self.formulas.found);
        let (count, shown) = if self.input.found { (found.len(), 1) } else { (1, usize::MAX) };
        for span in found.into_iter().take(shown) {
            let report = self.findings.report("W417", span);
            if count > 1 {
                report.variant("count").arg("count", count.to_string());
            }
        }
    }
}

/// Every `**` of a run that is neither escaped nor part of a longer row of stars nor a sign of arithmetic.
fn stars(text: &str, span: Span) -> Vec<Stars> {
    let around = |at: usize| (text[..at].chars().next_back(), text[at + 2..].chars().next());
    let mut found = Vec::new();
    let Some(source) = text.get(span.clone()) else { return found };
    for (at, _) in source.match_indices("**") {
        let (left, right) = (source[..at].trim_end_matches(' '), source[at + 2..].trim_start_matches(' '));
        let at = span.start + at;
        let (before, after) = around(at);
        let digits =
            left.ends_with(|last: char| last.is_ascii_digit()) && right.starts_with(|c: char| c.is_ascii_digit());
        let inside = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        if !matches!(before, Some('*' | '\\')) && after != Some('*') && !digits && !inside {
            found.push(Stars { at, before, after });
        }
    }
    found
}

/// Where the formula ends that the `$` at `open` begins; none where it is a price or the like.
fn formula_end(source: &str, open: usize) -> Option<usize> {
    let joined = |character: char| character.is_alphanumeric() || matches!(character, '_' | '\\' | '$');
    if source[..open].chars().next_back().is_some_and(joined) {
        return None;
    }
    let rest = &source[open + 1..];
    let mut escaped = false;
    let close = rest.bytes().take(REACH).position(|byte| {
        let ends = byte == b'$' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })?;
    let inside = &rest[..close];
    let after = rest[close + 1..].chars().next();
    (!after.is_some_and(joined) && is_formula(inside)).then_some(open + 1 + close)
}

/// Whether the text between two `$` is a formula rather than words between two prices.
fn is_formula(inside: &str) -> bool {
    if inside.is_empty() || inside.starts_with(char::is_whitespace) || inside.ends_with(char::is_whitespace) {
        return false;
    }
    if inside.contains('\\') {
        return true;
    }
    let words = inside.split(|character: char| !character.is_alphabetic());
    let letters: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let has_words = letters.iter().any(|word| !word.is_ascii() || word.chars().count() > 3);
    let works = |sign: char| "=^_+*/<>-≤≥≈×÷".contains(sign);
    !has_words && !letters.is_empty() && (inside.contains(works) || letters.len() == 1)
}
