//! Collects the findings of one page: the same finding once, and never so many that a hostile file takes long.

use super::Span;
use crate::course::diagnostic::{Code, Diagnostic, Position, Reporter, Severity};
use std::collections::{BTreeMap, HashSet};

/// More errors, or more warnings, than anyone reads.
const MOST: usize = 400;

/// The reporter with a memory.
pub(crate) struct Findings<'p, 'r> {
    reporter: &'p mut Reporter<'r>,
    seen: HashSet<(&'static str, usize, usize)>,
    errors: usize,
    warnings: usize,
    /// Takes the facts of a finding that is not reported.
    spare: Diagnostic,
}

impl<'p, 'r> Findings<'p, 'r> {
    /// Over a file's reporter.
    pub(crate) fn new(reporter: &'p mut Reporter<'r>) -> Self {
        let position = Position { line: 1, column: 1, end_line: 1, end_column: 1, start: 0, end: 0 };
        let spare = Diagnostic {
            code: Code(""),
            severity: Severity::Hint,
            variant: None,
            file: String::new(),
            position,
            args: BTreeMap::new(),
            labels: Vec::new(),
            fix: None,
        };
        Self { reporter, seen: HashSet::new(), errors: 0, warnings: 0, spare }
    }

    /// Adds a finding unless it is there already.
    pub(crate) fn report(&mut self, code: &'static str, span: Span) -> &mut Diagnostic {
        let count = if code.starts_with('E') { &mut self.errors } else { &mut self.warnings };
        *count += 1;
        if *count > MOST || !self.seen.insert((code, span.start, span.end)) {
            return &mut self.spare;
        }
        self.reporter.report(code, span)
    }

    /// The place of a byte range, for a label.
    pub(crate) fn position(&self, span: Span) -> Position {
        self.reporter.position(span)
    }
}
