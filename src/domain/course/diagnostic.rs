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
}

impl Diagnostic {
    /// Key of the sentence in `diagnostic.ftl`; its attribute `.help` is the help line, where there is one.
    #[must_use]
    pub fn key(&self) -> String {
        self.variant.map_or_else(|| self.code.0.to_owned(), |variant| format!("{}-{variant}", self.code.0))
    }
}
