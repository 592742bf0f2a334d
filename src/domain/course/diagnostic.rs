//! What the compiler says to an author: a stable code, the exact place, and the facts that the sentence needs.
//! The sentences themselves stand in `locales/*/diagnostic.ftl`, by code.

use serde::Serialize;
use std::collections::BTreeMap;

/// A stable code such as `E201`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Blocks publishing.
    Error,
    /// Fails only `check --deny warnings`.
    Warning,
    /// Never fails.
    Hint,
}

/// A stretch of a file: lines and columns from 1, columns in Unicode scalar values, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column after the last character.
    pub end_column: u32,
    /// Byte offset of the start in the file, for drawing the excerpt.
    #[serde(skip)]
    pub start: usize,
    /// Byte offset of the end.
    #[serde(skip)]
    pub end: usize,
}

/// A second place that belongs to the matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// File of the place.
    pub file: String,
    /// The place.
    pub position: Position,
}

/// One thing that the author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Which sentence of the code; `None` for the only or main one, else the suffix of its key (`E101-suffix`).
    pub variant: Option<&'static str>,
    /// Path relative to the course folder (`../skills.toml` for files beside it).
    pub file: String,
    /// Where.
    pub position: Position,
    /// Values for the sentence, by name.
    pub args: BTreeMap<&'static str, String>,
    /// Other places.
    pub labels: Vec<Label>,
    /// What `check --fix` does about it; none where only the author can tell.
    pub fix: Option<Fix>,
}

/// A repair that cannot be wrong: bytes of the diagnostic's file, and what should stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// First byte that is replaced.
    pub start: usize,
    /// Byte after the last one that is replaced; `start` where nothing is.
    pub end: usize,
    /// What stands there afterwards.
    pub text: String,
}

impl Diagnostic {
    /// Key of the sentence in `diagnostic.ftl`; its attribute `.help` is the help line, where there is one.
    #[must_use]
    pub fn key(&self) -> String {
        self.variant.map_or_else(|| self.code.0.to_owned(), |variant| format!("{}-{variant}", self.code.0))
    }
}

impl Severity {
    /// `E...` is an error, everything else a warning; hints are made by hand.
    fn of(code: Code) -> Self {
        if code.0.starts_with('E') { Self::Error } else { Self::Warning }
    }
}

/// Collects what is found in one file.
#[derive(Debug)]
pub(crate) struct Reporter<'a> {
    file: &'a str,
    text: &'a str,
    line_starts: Vec<usize>,
    /// Characters before each [`BLOCK`] of the text, so that columns in a very long line cost no walk along it.
    characters: Vec<usize>,
    found: Vec<Diagnostic>,
}

/// Bytes whose characters are counted anew for each place.
const BLOCK: usize = 512;

impl<'a> Reporter<'a> {
    /// For a file by its path and its whole text; byte ranges given later are offsets into `text`.
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut counted = 0;
        let characters = std::iter::once(0)
            .chain(text.as_bytes().chunks(BLOCK).map(|block| {
                counted += begun(block);
                counted
            }))
            .collect();
        Self { file, text, line_starts, characters, found: Vec::new() }
    }

    /// A reporter for the same file whose findings go nowhere.
    pub(crate) fn unheard(&self) -> Self {
        let (line_starts, characters) = (self.line_starts.clone(), self.characters.clone());
        Self { file: self.file, text: self.text, line_starts, characters, found: Vec::new() }
    }

    /// The place of a byte range; offsets are moved into the text and onto character boundaries.
    pub(crate) fn position(&self, span: std::ops::Range<usize>) -> Position {
        let start = floor_char(self.text, span.start);
        let end = floor_char(self.text, span.end.max(span.start)).max(start);
        let (line, column) = self.line_column(start);
        let (end_line, end_column) = self.line_column(end);
        Position { line, column, end_line, end_column, start, end }
    }

    /// Adds a finding; its facts are added to what is returned.
    pub(crate) fn report(&mut self, code: &'static str, span: std::ops::Range<usize>) -> &mut Diagnostic {
        let position = self.position(span);
        let code = Code(code);
        self.found.push(Diagnostic {
            code,
            severity: Severity::of(code),
            variant: None,
            file: self.file.to_owned(),
            position,
            args: BTreeMap::new(),
            labels: Vec::new(),
            fix: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Everything found.
    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }

    fn line_column(&self, offset: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let column = self.characters_before(offset) - self.characters_before(self.line_starts[line]);
        let one_based = |number: usize| u32::try_from(number + 1).unwrap_or(u32::MAX);
        (one_based(line), one_based(column))
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.characters[block] + begun(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in the bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

impl Diagnostic {
    /// Adds a fact for the sentence.
    pub(crate) fn arg(&mut self, name: &'static str, value: impl Into<String>) -> &mut Self {
        self.args.insert(name, value.into());
        self
    }

    /// Chooses another sentence of the code.
    pub(crate) fn variant(&mut self, variant: &'static str) -> &mut Self {
        self.variant = Some(variant);
        self
    }

    /// Sets another severity than the code's own.
    pub(crate) fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Says how it may be repaired.
    pub(crate) fn fix(&mut self, fix: Option<Fix>) -> &mut Self {
        self.fix = fix;
        self
    }

    /// Adds another place.
    pub(crate) fn label(&mut self, file: &str, position: Position) -> &mut Self {
        self.labels.push(Label { file: file.to_owned(), position });
        self
    }
}

fn floor_char(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_place_is_where_one_counts_it(lines in prop::collection::vec("[aệ🍵 ]{0,700}", 1..6), at in any::<prop::sample::Index>()) {
            let text = lines.join("\n");
            let offset = floor_char(&text, at.index(text.len() + 1));
            let place = Reporter::new("a.md", &text).position(offset..offset);
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
            prop_assert_eq!((place.line as usize, place.column as usize), (line, column));
        }
    }
}
