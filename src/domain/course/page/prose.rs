//! What is looked for in running text: bare addresses, which become links, and marks that did not work.

use super::Span;
use super::pass::Pass;
use super::sanitize::escape;
use crate::course::suggest::nearest;
use std::fmt::Write as _;

/// A label or a destination is not longer than this.
const REACH: usize = 300;

/// Among more footnotes than these none is suggested.
const MOST_NOTES: usize = 100;

/// Writes text with its bare addresses as links.
pub(crate) fn autolink(text: &str, out: &mut String) {
    let mut done = 0;
    for place in bare_addresses(text) {
        let url = escape(&text[place.clone()]);
        let before = escape(&text[done..place.start]);
        let _ = write!(out, "{before}<a href=\"{url}\" rel=\"noopener noreferrer\">{url}</a>");
        done = place.end;
    }
    out.push_str(&escape(&text[done..]));
}

/// Places of the bare addresses in a text, in order.
pub(crate) fn bare_addresses(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices("http") {
        let inside = found.last().is_some_and(|last| at < last.end);
        if inside || text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        found.extend(address(&text[at..]).map(|length| at..at + length));
    }
    found
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
            let notes = std::rc::Rc::clone(&self.notes);
            let found = self.findings.report("W412", at..at + end + 1).arg("label", label);
            if let Some(meant) = nearest(label, notes.keys().take(MOST_NOTES).map(String::as_str)) {
                found.variant("nearest").arg("nearest", meant);
            }
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
