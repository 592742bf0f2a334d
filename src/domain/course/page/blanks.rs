//! `[[câu lệnh|prompt]]` in a stem: a blank and the answers that fill it. Read from the source, where escapes show.

use super::choices::{Entry, is_choice_list};
use super::document::{Kind, Node};
use super::pass::Pass;
use super::question::{Asked, Written};
use super::typed::normal;
use super::{ParsedAnswers, ParsedBlank, Span, number};
use std::ops::Range;

/// Bytes in which the end of a blank in a cell is looked for.
const LONGEST_CELL: usize = 4_096;

/// What stands at `[[` in a text.
enum Found {
    /// `[[inner]]`: the whole, and what is inside.
    Blank(Range<usize>, Range<usize>),
    /// Never closed.
    Open(usize),
}

/// Every `[[` of a source that no backslash takes back.
fn find(source: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    // The first `]]` behind what was read; looked for again only once it is passed, as there may be none.
    let mut close = source.find("]]");
    while let Some(open) = source[at..].find("[[").map(|open| at + open) {
        let backslashes = source[..open].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if backslashes % 2 == 1 {
            at = open + 1;
            continue;
        }
        let inner = open + 2;
        if close.is_some_and(|close| close < inner) {
            close = source[inner..].find("]]").map(|close| inner + close);
        }
        let next = source[inner..].find("[[").map_or(source.len(), |next| inner + next);
        let Some(close) = close.filter(|close| *close < next) else {
            found.push(Found::Open(open));
            at = inner;
            continue;
        };
        found.push(Found::Blank(open..close + 2, open + 2..close));
        at = close + 2;
    }
    found
}

/// Whether a hint: what is in it belongs to no stem.
fn is_hint(node: &Node) -> bool {
    matches!(node.kind, Kind::Quote(Some("tip")))
}

/// Whether the source of a stem has a blank with something in it.
pub(crate) fn has_blank(nodes: &[Node], text: &str) -> bool {
    nodes.iter().any(|node| match &node.kind {
        Kind::Text(_) => find(&text[node.span.clone()]).iter().any(|found| match found {
            Found::Blank(_, inner) => !text[node.span.clone()][inner.clone()].trim().is_empty(),
            Found::Open(_) => false,
        }),
        Kind::Link(_) => false,
        _ => !is_hint(node) && has_blank(&node.children, text),
    })
}

/// Where the explanation begins of a question that no class and no list makes one of blanks: after the blocks that have
/// some. Brackets in it are only text.
fn end_of_blanks(written: &Written, text: &str) -> usize {
    let mut seen = has_blank(&written.heading.children, text);
    for (at, block) in written.blocks.iter().enumerate() {
        let here = !is_hint(block) && has_blank(std::slice::from_ref(block), text);
        if seen && !here {
            return at;
        }
        seen |= here;
    }
    written.blocks.len()
}

/// Whether a blank was marked in the nodes.
pub(crate) fn any_blank(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| matches!(node.kind, Kind::Blank(..)) || any_blank(&node.children))
}

/// Where the stem ends where no list follows: after the last block with a blank, and the hints that follow it.
pub(crate) fn end_of_stem(blocks: &[Node]) -> usize {
    let Some(last) = blocks.iter().rposition(|block| any_blank(std::slice::from_ref(block))) else {
        return blocks.iter().take_while(|block| is_hint(block)).count();
    };
    last + 1 + blocks[last + 1..].iter().take_while(|block| is_hint(block)).count()
}

/// Text without the backslashes of its escapes, and with the characters that entities stand for.
fn unescape(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek() {
            Some(next) if character == '\\' && next.is_ascii_punctuation() => out.extend(characters.next()),
            _ => out.push(character),
        }
    }
    if !out.contains('&') {
        return out;
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    entities.iter().fold(out, |text, (entity, character)| text.replace(entity, character))
}

impl Pass<'_, '_> {
    /// Puts a node in place of each blank of the stem, numbered in their order. `named` where `.blanks` says that every
    /// block may have some.
    pub(crate) fn mark_blanks(&mut self, written: &mut Written, named: bool) {
        let text = self.input.text;
        let list = written.blocks.iter().position(|block| is_choice_list(block, text));
        let open = if named { written.blocks.len() } else { end_of_blanks(written, text) };
        let end = list.unwrap_or(open);
        let mut number = 0;
        self.mark(&mut written.heading.children, false, &mut number);
        for block in &mut written.blocks[..end] {
            if !is_hint(block) {
                self.mark(&mut block.children, false, &mut number);
            }
        }
    }

    fn mark(&mut self, nodes: &mut Vec<Node>, in_cell: bool, number: &mut usize) {
        let mut marked = Vec::with_capacity(nodes.len());
        for mut node in std::mem::take(nodes) {
            match &node.kind {
                Kind::Text(_) => {
                    self.mark_text(node, in_cell, number, &mut marked);
                    continue;
                }
                Kind::Code(_) => self.warn_of_brackets(&node.span),
                Kind::Link(_) => self.warn_of_link(&node),
                _ if is_hint(&node) => {}
                _ => {
                    let in_cell = in_cell || matches!(node.kind, Kind::Cell);
                    self.mark(&mut node.children, in_cell, number);
                }
            }
            marked.push(node);
        }
        *nodes = marked;
    }

    /// Parts a text at its blanks.
    fn mark_text(&mut self, node: Node, in_cell: bool, number: &mut usize, out: &mut Vec<Node>) {
        let source = self.source(node.span.clone());
        let found = find(source);
        if found.is_empty() {
            out.push(node);
            return;
        }
        let base = node.span.start;
        let text = |range: Range<usize>| Node {
            kind: Kind::Text(unescape(&source[range.clone()])),
            span: base + range.start..base + range.end,
            children: Vec::new(),
        };
        let mut done = 0;
        for found in found {
            match found {
                Found::Open(at) => self.report_open(base + at, in_cell),
                Found::Blank(whole, inner) => {
                    let span = base + whole.start..base + whole.end;
                    let answers = self.alternatives(base + inner.start..base + inner.end);
                    if answers.is_empty() || answers.iter().any(|(answer, _)| answer.is_empty()) {
                        self.findings.report("E220", span.start..span.start + 2).variant("empty");
                    }
                    if done < whole.start {
                        out.push(text(done..whole.start));
                    }
                    done = whole.end;
                    *number += 1;
                    out.push(Node { kind: Kind::Blank(*number, answers), span, children: Vec::new() });
                }
            }
        }
        if done < source.len() {
            out.push(text(done..source.len()));
        }
    }

    /// E220, or E222 where a bar of the table parted the blank.
    fn report_open(&mut self, at: usize, in_cell: bool) {
        // Only a bar of the table parts a blank of it; elsewhere nothing needs to be looked for.
        let mut end = self.input.text.len().min(at + LONGEST_CELL);
        while !self.input.text.is_char_boundary(end) {
            end -= 1;
        }
        let line = if in_cell { self.source(at..end).lines().next() } else { None };
        let inside = line.and_then(|line| Some(&line[..line.find("]]")?]));
        match inside.and_then(|inside| inside.find('|')) {
            Some(bar) => self.findings.report("E222", at + bar..at + bar + 1),
            None => self.findings.report("E220", at..at + 2),
        };
    }

    /// The answers of a blank with their places; parted by bars, in a table by `\|`.
    fn alternatives(&self, inner: Span) -> Vec<(String, Span)> {
        let mut at = inner.start;
        let part = |part: &str| {
            let start = at + part.len() - part.trim_start().len();
            at += part.len() + 1;
            let answer = part.strip_suffix('\\').unwrap_or(part).trim();
            (unescape(answer), start..start + answer.len())
        };
        self.source(inner).split('|').map(part).collect()
    }

    /// W221: `[[x]]` in code.
    fn warn_of_brackets(&mut self, span: &Span) {
        let source = self.source(span.clone());
        if let Some(Found::Blank(whole, _)) = find(source).first() {
            self.findings.report("W221", span.start + whole.start..span.start + whole.end);
        }
    }

    /// W221: `[[x]](…)`, `[[[x]]](…)`, or `[[x]]` where `[x]` is a link that is defined elsewhere.
    fn warn_of_link(&mut self, link: &Node) {
        let (text, span) = (self.input.text, link.span.clone());
        let around = text[..span.start].ends_with('[') && text[span.end..].starts_with(']');
        if around {
            self.findings.report("W221", span.start - 1..span.end + 1);
        } else {
            self.warn_of_brackets(&span);
        }
    }

    /// `.blanks`: E200, E210, E211, E213, E214.
    pub(crate) fn blanks(
        &mut self,
        asked: &Asked<'_>,
        written: &Written,
        entries: Vec<Entry>,
    ) -> Option<ParsedAnswers> {
        let case_strict = self.strict(asked.settings, asked.place, "case");
        let accents_strict = self.strict(asked.settings, asked.place, "accents");
        let partial = self.each_or_exact(asked);
        let words = self.yes_no(asked.settings, asked.place, "words");
        let mut written_blanks = Vec::new();
        collect(&written.heading.children, &mut written_blanks);
        collect(&written.blocks, &mut written_blanks);
        if written_blanks.is_empty() {
            self.findings.report("E200", written.heading.span.clone()).variant("blanks");
            return None;
        }
        let blanks: Vec<ParsedBlank> = written_blanks.iter().map(|answers| self.blank(answers)).collect();
        self.refuse_right(&entries, "blanks");
        let accepted: Vec<(String, &Span)> = written_blanks
            .iter()
            .flat_map(|answers| answers.iter())
            .map(|(answer, span)| (normal(answer, case_strict, accents_strict), span))
            .collect();
        let mut extra = Vec::new();
        for entry in entries.into_iter().filter(|entry| !entry.plain.is_empty() && !entry.malformed) {
            let folded = normal(&entry.plain, case_strict, accents_strict);
            if let Some((_, span)) = accepted.iter().find(|(answer, _)| *answer == folded) {
                self.report_both(span, &entry.text_span);
            }
            extra.push(entry.plain);
        }
        let bank = words.unwrap_or(!extra.is_empty());
        Some(ParsedAnswers::Blanks { case_strict, accents_strict, partial, blanks, bank, extra })
    }

    fn blank(&mut self, answers: &[(String, Span)]) -> ParsedBlank {
        let mut blank = ParsedBlank { texts: Vec::new(), numbers: Vec::new(), word: String::new() };
        for (answer, span) in answers.iter().filter(|(answer, _)| !answer.is_empty()) {
            let Some(value) = answer.strip_prefix('=') else {
                if answer.len() > 2 && answer.starts_with('/') && answer.ends_with('/') {
                    self.findings.report("E213", span.clone()).variant("blank").arg("text", answer);
                }
                blank.texts.push(answer.clone());
                continue;
            };
            match number::range(value, None) {
                Ok(range) => blank.numbers.push(range),
                Err(wrong) => self.bad_number(wrong, span.clone(), value.trim()),
            }
        }
        blank.word = answers.iter().find(|(answer, _)| !answer.is_empty()).map_or_else(String::new, |(answer, _)| {
            let value = answer.strip_prefix('=').map(|value| value.split(['±', '+']).next().unwrap_or_default());
            let value = value.map(|value| value.split("..").next().unwrap_or_default().trim());
            value.unwrap_or(answer).to_owned()
        });
        blank
    }
}

fn collect(nodes: &[Node], out: &mut Vec<Vec<(String, Span)>>) {
    for node in nodes {
        match &node.kind {
            Kind::Blank(_, answers) => out.push(answers.clone()),
            _ => collect(&node.children, out),
        }
    }
}
