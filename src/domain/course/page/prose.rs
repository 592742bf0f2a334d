//! What is looked for in running text: bare addresses, which become links, and marks that did not work.

use super::Span;
use super::pass::Pass;
use super::sanitize::escape;
use std::fmt::Write as _;

/// A label or a destination is not longer than this.
const REACH: usize = 300;

/// Writes text with its bare addresses as links.
pub(crate) fn autolink(text: &str, out: &mut String) {
    let mut done = 0;
    for (at, _) in text.match_indices("http") {
        if at < done || text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let Some(length) = address(&text[at..]) else { continue };
        let url = escape(&text[at..at + length]);
        let _ = write!(out, "{}<a href=\"{url}\" rel=\"noopener noreferrer\">{url}</a>", escape(&text[done..at]));
        done = at + length;
    }
    out.push_str(&escape(&text[done..]));
}

/// Length of the address at the beginning of the text, without the punctuation of the sentence around it.
fn address(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let ends = |character: char| character.is_whitespace() || character.is_control() || "<>\"".contains(character);
    if !text[scheme.len()..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let mut url = &text[..text.find(ends).unwrap_or(text.len())];
    let (opened, mut closed) = (url.matches('(').count(), url.matches(')').count());
    while let Some(last) = url.chars().next_back() {
        if last == ')' && closed > opened {
            closed -= 1;
        } else if !"?!.,:;*_~'”’…»]}".contains(last) {
            break;
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    Some(url.len())
}

impl Pass<'_, '_> {
    /// W412 and W413 in a run of text, decided from the source.
    pub(crate) fn check_text(&mut self, span: Span) {
        let source = self.source(span.clone());
        for (at, _) in source.match_indices('[') {
            if source[..at].ends_with('\\') {
                continue;
            }
            let near = until(&source[at..], REACH);
            if near.starts_with("[^") {
                self.check_note(span.start + at, near);
            }
        }
        for (at, _) in source.match_indices("](") {
            self.check_spaces(span.start + at + 1, until(&source[at + 1..], REACH));
        }
        for (at, _) in source.match_indices("][") {
            self.check_reference(span.start, source, at);
        }
    }

    fn check_note(&mut self, at: usize, near: &str) {
        let Some(end) = near.find(']') else { return };
        let label = &near[2..end];
        if !label.is_empty() && !label.contains(['[', '\n', ' ']) {
            self.findings.report("W412", at..at + end + 1).arg("label", label);
        }
    }

    /// `](ảnh có cách.png)`: a destination with spaces is no destination.
    fn check_spaces(&mut self, at: usize, near: &str) {
        let Some(end) = near.find(')') else { return };
        let inside = &near[1..end];
        if inside.trim().contains([' ', '\u{a0}']) && !inside.contains(['\n', '"', '<']) && inside.contains(['.', '/'])
        {
            let fix = self.in_brackets(at..at + end + 1);
            self.findings.report("W413", at..at + end + 1).arg("link", inside.trim()).fix(fix);
        }
    }

    /// `[a][b]` whose `b` is defined nowhere.
    fn check_reference(&mut self, start: usize, source: &str, at: usize) {
        let before = &source[..at];
        let tail_start = floor(before, before.len().saturating_sub(REACH));
        let Some(open) = before[tail_start..].rfind(['[', ']', '\n']).map(|open| tail_start + open) else { return };
        let after = until(&source[at + 2..], REACH);
        let Some(close) = after.find(['[', ']', '\n']) else { return };
        let is_pair = before.as_bytes()[open] == b'[' && after.as_bytes()[close] == b']';
        let word_before = before[..open].chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == ']');
        if is_pair && !word_before && open + 1 < at && close > 0 && !before[..open].ends_with('\\') {
            let label = &after[..close];
            let span = start + at + 1..start + at + 2 + close + 1;
            self.findings.report("W412", span).variant("reference").arg("label", label);
        }
    }
}

/// At most so many bytes of the text's beginning.
fn until(text: &str, reach: usize) -> &str {
    &text[..floor(text, reach)]
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
