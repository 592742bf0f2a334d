//! `check --fix`: repairs what cannot be wrong, round by round until nothing is left, and writes nothing else. Pure: texts
//! in, texts out.

use super::build::{Build, Page};
use super::diagnostic::{Code, Diagnostic, Fix, Position, Reporter};
use super::revision::content_hash;
use super::{CourseSource, arrange, compile};
use std::collections::{BTreeMap, BTreeSet};

/// Repairs that would overlap wait for the next round. More rounds are not needed.
const ROUNDS: usize = 8;

/// Digits of a hash that `source:` holds.
const DIGITS: usize = 8;

/// A repair that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was wrong.
    pub code: Code,
    /// File, relative to the course folder.
    pub file: String,
    /// Where it was.
    pub position: Position,
    /// What stood there; empty where something was put in.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A course after its repair.
#[derive(Debug, Clone)]
pub struct Repaired {
    /// Its files.
    pub source: CourseSource,
    /// What was done, in the order in which it was done.
    pub changes: Vec<Change>,
}

impl Repaired {
    /// Files that differ from those of `before`, with their new bytes.
    pub fn files<'r>(&'r self, before: &'r CourseSource) -> impl Iterator<Item = (&'r str, &'r [u8])> {
        self.source.tree.texts.iter().filter_map(|(path, text)| {
            let now = text.as_ref().ok()?;
            let was = before.tree.texts.get(path).and_then(|text| text.as_ref().ok());
            (was != Some(now)).then_some((path.as_str(), now.as_slice()))
        })
    }
}

/// Repairs a course. Where `stamp` is set, every translation is marked as one of the original as it is now: somebody has
/// looked at them. A translation that was up to date before stays so, though repairs changed its original.
#[must_use]
pub fn repair(source: &CourseSource, stamp: bool) -> Repaired {
    let fresh: BTreeSet<String> = stamps(source).into_iter().filter(|s| s.is_current).map(|s| s.file).collect();
    let mut repaired = Repaired { source: source.clone(), changes: Vec::new() };
    for _ in 0..ROUNDS {
        let mut edits: BTreeMap<String, Vec<(Code, Fix)>> = BTreeMap::new();
        for Diagnostic { code, file, fix, .. } in compile(&repaired.source).diagnostics {
            if let Some(fix) = fix {
                edits.entry(file).or_default().push((code, fix));
            }
        }
        if edits.is_empty() || !repaired.apply(edits) {
            break;
        }
    }
    let mut edits: BTreeMap<String, Vec<(Code, Fix)>> = BTreeMap::new();
    for one in stamps(&repaired.source) {
        let wanted = stamp || (fresh.contains(&one.file) && !one.is_new);
        if let Some(fix) = one.fix.filter(|_| wanted && !one.is_current) {
            edits.entry(one.file).or_default().push((Code("W163"), fix));
        }
    }
    repaired.apply(edits);
    repaired
}

impl Repaired {
    /// Makes edits; whether there was any.
    fn apply(&mut self, edits: BTreeMap<String, Vec<(Code, Fix)>>) -> bool {
        let before = self.changes.len();
        for (file, mut edits) in edits {
            let Some(Ok(bytes)) = self.source.tree.texts.get_mut(&file) else { continue };
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            edits.sort_by_key(|(_, fix)| (fix.start, fix.end));
            let reporter = Reporter::new(&file, text);
            let mut out = String::with_capacity(text.len() + 64);
            let mut done = 0;
            let mut last = None;
            for (code, fix) in edits {
                let fits = fix.start >= done && last != Some(fix.start);
                let Some(was) = text.get(fix.start..fix.end).filter(|was| fits && **was != fix.text) else { continue };
                self.changes.push(Change {
                    code,
                    file: file.clone(),
                    position: reporter.position(fix.start..fix.end),
                    before: was.to_owned(),
                    after: fix.text.clone(),
                });
                out.push_str(&text[done..fix.start]);
                out.push_str(&fix.text);
                (done, last) = (fix.end, Some(fix.start));
            }
            out.push_str(&text[done..]);
            *bytes = out.into_bytes();
        }
        self.changes.len() > before
    }
}

/// What `source:` of a translation says, and what it should say.
struct Stamp {
    file: String,
    is_current: bool,
    /// There is no `source:` yet.
    is_new: bool,
    fix: Option<Fix>,
}

fn stamps(source: &CourseSource) -> Vec<Stamp> {
    let mut build = Build::open(source);
    arrange::arrange(&mut build);
    let translations = build.pages.iter().filter_map(|page| Some((page, &build.pages[page.original?])));
    translations.map(|(page, original)| stamp(page, &content_hash(original.text)[..DIGITS])).collect()
}

fn stamp(page: &Page<'_>, now: &str) -> Stamp {
    let file = page.path.to_owned();
    match (page.front.text("source"), page.front.entry("source")) {
        (Some(written), Some(entry)) => {
            let fix = Fix { start: entry.span.start, end: entry.span.end, text: now.to_owned() };
            Stamp { file, is_current: written == now, is_new: false, fix: Some(fix) }
        }
        _ => Stamp { file, is_current: false, is_new: true, fix: new_stamp(page.text, page.front.body, now) },
    }
}

/// `source:` as the first line of front matter, with front matter around it where there is none. None where front matter
/// is not as it should be, or holds a `source:` that cannot be read.
fn new_stamp(text: &str, body: usize, now: &str) -> Option<Fix> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first_line = text[start..].split_inclusive('\n').next().unwrap_or_default();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if first_line.trim_end_matches(['\r', '\n']) != "---" {
        return (body == start).then(|| Fix { start, end: start, text: format!("---{end}source: {now}{end}---{end}") });
    }
    let front = text.get(start + first_line.len()..body)?;
    let closed = front.lines().next_back() == Some("---");
    let unread = front.lines().any(|line| line.trim_start().starts_with("source"));
    let at = start + first_line.len();
    (closed && !unread).then(|| Fix { start: at, end: at, text: format!("source: {now}{end}") })
}
