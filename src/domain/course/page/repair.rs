//! How `check --fix` repairs what stands in a body. Each repair leaves alone what it is not sure of; the sentence then
//! tells the author what to do.

use super::document::{Kind, Node};
use super::pass::Pass;
use super::{Span, Target};
use crate::course::diagnostic::Fix;

/// `[]`, `[~]` and `[ ]text` as a marker (E203). None before nothing or code, where no marker can stand.
pub(crate) fn marker(item: &Node, text: &str, span: &Span, right: bool) -> Option<Fix> {
    let after = text.get(span.end..item.span.end)?;
    let is_code = item.children.first().is_some_and(|first| matches!(first.kind, Kind::Fence(..)));
    if is_code || after.lines().next().is_none_or(|line| line.trim().is_empty()) {
        return None;
    }
    let blank = if after.starts_with([' ', '\t']) { "" } else { " " };
    let mark = if right { "[x]" } else { "[ ]" };
    Some(Fix { start: span.start, end: span.end, text: format!("{mark}{blank}") })
}

/// Feedback that is indented too deeply (E205), moved to where the choice's own text begins. `lead` is what stands before
/// the choice in its line, `width` the columns before its text.
pub(crate) fn feedback(text: &str, lead: Span, width: usize, place: &Span) -> Option<Fix> {
    let line_start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &text[line_start..place.start];
    let item_line = text.get(lead.start..lead.start + width)?;
    let plain = text[lead].bytes().all(|byte| byte == b' ') && !item_line.contains('\t');
    let blank = indent.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
    (plain && blank && width <= 12).then(|| Fix { start: line_start, end: place.start, text: " ".repeat(width) })
}

/// A destination that names no file, replaced by the nearest name (E403): only where the two differ in capitals, in the
/// form of accents or in a slip of letters. A number or an ending that differs may mean another file.
pub(crate) fn destination(text: &str, span: &Span, destination: &str, nearest: &str) -> Option<Fix> {
    let path_end = destination.find(['#', '?']).unwrap_or(destination.len());
    let path = &destination[..path_end];
    let digits = |path: &str| path.chars().filter(char::is_ascii_digit).collect::<String>();
    let ending = |path: &str| path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let decoded = crate::course::links::percent_decoded(path);
    let same = digits(&decoded) == digits(nearest) && ending(&decoded) == ending(nearest);
    if !same || text.get(span.clone()) != Some(destination) {
        return None;
    }
    Some(Fix { start: span.start, end: span.start + path.len(), text: written(nearest) })
}

/// A path as it may stand between `(` and `)`.
fn written(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for character in path.chars() {
        if character.is_ascii() && !character.is_ascii_alphanumeric() && !"-_./~".contains(character) {
            out.push_str(&format!("%{:02X}", u32::from(character)));
        } else if character.is_whitespace() {
            let mut bytes = [0; 4];
            out.extend(character.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(character);
        }
    }
    out
}

impl Pass<'_, '_> {
    /// `(a b.png)` as `(<a b.png>)` (W413), where that leads somewhere and the link has words.
    pub(crate) fn in_brackets(&self, parentheses: Span) -> Option<Fix> {
        let inside = self.source(parentheses.start + 1..parentheses.end - 1).trim();
        let before = self.source(0..parentheses.start).strip_suffix(']')?;
        let label = &before[before.rfind(['[', '\n'])?..];
        let has_words = label.strip_prefix('[').is_some_and(|label| !label.trim().is_empty());
        let leads =
            || !matches!(self.input.site.resolve(self.input.file, inside), Target::Missing { .. } | Target::Forbidden);
        let fits = has_words && !inside.contains(['(', '>', '\\']) && leads();
        fits.then(|| Fix { start: parentheses.start, end: parentheses.end, text: format!("(<{inside}>)") })
    }
}
