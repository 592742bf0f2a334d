//! Reads front matter: a flat subset of YAML, one `key: value` a line, so that `title: Bài 1: AI là gì?` is no error and
//! every value knows its place.

use super::diagnostic::{Diagnostic, Fix, Reporter, Severity};
use super::front_keys::{self, Key};
use super::page::Span;
use super::suggest::nearest;
use super::values::{BadValue, Raw, Value, unquoted};
use std::collections::BTreeMap;

/// What stands before the body of a page.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Where the body begins.
    pub(super) body: usize,
    entries: BTreeMap<&'static str, Entry>,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry {
    /// What the key is.
    pub(super) key: &'static Key,
    /// Place of the key.
    pub(super) key_span: Span,
    /// Place of the value.
    pub(super) span: Span,
    /// The value.
    pub(super) value: Value,
}

/// A line as it is written, before its value is read.
struct Line {
    key: String,
    key_span: Span,
    raw: Raw,
}

impl FrontMatter {
    /// Reads the beginning of a file. In a found course, keys that we do not know are none of its author's mistakes.
    pub(super) fn read(text: &str, found: bool, reporter: &mut Reporter<'_>) -> Self {
        let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut lines = Lines { text, at: bom };
        let Some(opening) = lines.next().filter(|line| bare(text, line) == "---") else {
            return Self { body: bom, ..Self::default() };
        };
        let opening = opening.start..opening.start + 3;
        let first = Lines { ..lines }.find(|line| !text[line.clone()].trim().is_empty());
        match first {
            Some(line) if bare(text, &line) == "---" => return Self { body: line.end, ..Self::default() },
            Some(line) if key_of(&text[line.clone()]).is_some() => {}
            _ => {
                reporter.report("W101", opening);
                return Self { body: bom, ..Self::default() };
            }
        }
        let closed = Lines { ..lines }.any(|line| bare(text, &line) == "---");
        if !closed {
            reporter.report("E101", opening);
        }
        let (written, body) = read_lines(lines, closed, found, reporter);
        Self { body, entries: read_values(written, found, reporter) }
    }

    /// The entry of a key.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// All entries by name.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.entries.get(key).map(|entry| &entry.value)
    }

    /// A text, a slug, a hash; none where it is empty.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.value(key)? {
            Value::Text(text) if !text.is_empty() => Some(text),
            Value::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Items of a list with their places.
    pub(super) fn list(&self, key: &str) -> &[(String, Span)] {
        match self.value(key) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// Items of a list.
    pub(super) fn items(&self, key: &str) -> Vec<String> {
        self.list(key).iter().map(|(item, _)| item.clone()).collect()
    }

    /// Whether a flag is set.
    pub(super) fn flag(&self, key: &str) -> bool {
        matches!(self.value(key), Some(Value::Flag(true)))
    }
}

/// Reports E106 for a value that is none of its type.
pub(super) fn report_bad_value<'r>(key: &str, bad: BadValue, reporter: &'r mut Reporter<'_>) -> &'r mut Diagnostic {
    let meant = nearest(&bad.written, bad.allowed.iter().copied());
    let diagnostic = reporter.report("E106", bad.span).variant(bad.variant).arg("key", key);
    if let Some(meant) = meant {
        diagnostic.variant("one-of-nearest").arg("nearest", meant);
    }
    diagnostic.arg("value", bad.written).arg("allowed", bad.allowed.join(", "))
}

/// Reports E103, in found courses W103.
pub(super) fn report_unknown_key(
    written: &str,
    known: &[&'static str],
    span: Span,
    found: bool,
    reporter: &mut Reporter<'_>,
) {
    let meant = nearest(written, known.iter().copied());
    let diagnostic = reporter.report(if found { "W103" } else { "E103" }, span).arg("key", written);
    if let Some(meant) = meant {
        diagnostic.variant("nearest").arg("nearest", meant);
    }
}

/// Byte ranges of lines, line ends included.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
        Some(start..self.at)
    }
}

/// A line without its line end.
fn bare<'a>(text: &'a str, line: &Span) -> &'a str {
    let line = &text[line.clone()];
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// Length of `key` in a line `key: value`: up to three words of letters, digits, `-` and `_`. A colon without a blank
/// behind it counts after a key that we know, so that `title:Bài 1` is understood and `https://` is no key.
fn key_of(line: &str) -> Option<usize> {
    let colon = line.find(':')?;
    let key = &line[..colon];
    let letters = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ') || is_mark(c));
    let shape = key.starts_with(char::is_alphabetic) && letters && key.split(' ').count() <= 3;
    let after = line[colon + 1..].chars().next();
    let split = after.is_none_or(char::is_whitespace) || front_keys::find(key.trim_end()).is_some();
    (shape && key.len() <= 60 && split).then(|| key.trim_end().len())
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether a line belongs to the value of the key above it: deeper, or the end of a bracket.
fn goes_on(line: &str) -> bool {
    line.starts_with([' ', '\t']) || line.trim_end_matches(',').chars().all(|sign| matches!(sign, '}' | ']'))
}

/// Reads lines up to the closing `---`; without one, up to the first line that is none of front matter.
fn read_lines(lines: Lines<'_>, closed: bool, found: bool, reporter: &mut Reporter<'_>) -> (Vec<Line>, usize) {
    let text = lines.text;
    let mut written: Vec<Line> = Vec::new();
    let mut body = lines.at;
    for span in lines {
        let line = bare(text, &span);
        if line == "---" {
            return (written, span.end);
        }
        if line.trim().is_empty() || line.starts_with('#') {
            body = if closed { span.end } else { body };
            continue;
        }
        let item =
            line.trim_start().strip_prefix("- ").filter(|_| written.last().is_some_and(|l| l.raw.text.is_empty()));
        if let (Some(item), Some(last)) = (item, written.last_mut()) {
            let at = span.start + line.len() - item.len();
            let (skipped, item) = unquoted(item);
            last.raw.items.push((item.to_owned(), at + skipped..at + skipped + item.len()));
        } else if let Some(end) = key_of(line) {
            written.push(read_line(line, span.start, end, reporter));
        } else if closed && !(found && goes_on(line) && !written.is_empty()) {
            // In a found course YAML may go deeper: what belongs to a key is passed over with it.
            reporter.report("E102", span.start..span.start + line.len());
        } else if !closed {
            return (written, body);
        }
        body = span.end;
    }
    (written, body)
}

fn read_line(line: &str, start: usize, key_end: usize, reporter: &mut Reporter<'_>) -> Line {
    let colon = line.find(':').unwrap_or(key_end);
    let rest = &line[colon + 1..];
    let (skipped, value) = unquoted(rest);
    let at = start + colon + 1 + skipped;
    let span = at..at + value.len();
    if value.len() == rest.trim().len() && value.contains(": ") {
        reporter
            .report("W104", span.clone())
            .severity(Severity::Hint)
            .arg("value", value)
            .fix(quoted(value, span.clone()));
    }
    Line { key: line[..key_end].to_owned(), key_span: start..start + key_end, raw: Raw::new(value, span) }
}

/// The value in quotes, so that it is YAML for others too; none where it holds quotes of both kinds.
fn quoted(value: &str, span: Span) -> Option<Fix> {
    let quote = if !value.contains(['"', '\\']) { '"' } else { Some('\'').filter(|quote| !value.contains(*quote))? };
    Some(Fix { start: span.start, end: span.end, text: format!("{quote}{value}{quote}") })
}

fn read_values(written: Vec<Line>, found: bool, reporter: &mut Reporter<'_>) -> BTreeMap<&'static str, Entry> {
    let known: Vec<&'static str> = front_keys::names().collect();
    let mut entries: BTreeMap<&'static str, Entry> = BTreeMap::new();
    let mut seen: BTreeMap<&'static str, Span> = BTreeMap::new();
    for line in written {
        let Some(key) = front_keys::find(&line.key) else {
            report_unknown_key(&line.key, &known, line.key_span, found, reporter);
            continue;
        };
        if let Some(first) = seen.get(key.name) {
            let first = reporter.position(first.clone());
            let diagnostic = reporter.report("E107", line.key_span.clone()).arg("key", key.name);
            diagnostic.arg("line", first.line.to_string());
            let file = diagnostic.file.clone();
            diagnostic.label(&file, first);
            continue;
        }
        seen.insert(key.name, line.key_span.clone());
        match line.raw.read(key.holds) {
            Ok(value) => {
                entries.insert(key.name, Entry { key, key_span: line.key_span, span: line.raw.span, value });
            }
            Err(bad) => {
                report_bad_value(key.name, bad, reporter);
            }
        }
    }
    entries
}
