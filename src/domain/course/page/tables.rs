//! Tables that mean something: their cells as HTML, and rows with more cells than the head (W241).

use super::Span;
use super::document::{Node, plain};
use super::pass::Pass;

impl Pass<'_, '_> {
    /// Inline HTML of a cell.
    pub(crate) fn cell_html(&mut self, cell: &Node) -> String {
        self.fragment(&cell.children).trim().to_owned()
    }

    /// The line of a row.
    pub(crate) fn row_line(&self, row: &Node) -> Span {
        let text = self.input.text;
        let start = row.span.start;
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        start..start + text[start..end].trim_end().len()
    }

    /// W241: cells beyond those of the head are dropped.
    pub(crate) fn check_rows(&mut self, table: &Node, columns: usize) {
        for row in table.children.iter().skip(1) {
            let line = self.row_line(row);
            let cells = count_cells(self.source(line.clone()));
            if cells > columns {
                let found = self.findings.report("W241", line);
                found.arg("count", cells.to_string()).arg("columns", columns.to_string());
            }
        }
    }
}

/// Plain text of a cell.
pub(crate) fn cell_text(cell: &Node) -> String {
    plain(&cell.children).trim().to_owned()
}

/// How many cells a line of a table has. A bar after a backslash parts nothing.
fn count_cells(line: &str) -> usize {
    let line = line.trim().trim_start_matches('>').trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let (mut bars, mut escaped, mut last_is_bar) = (0, false, false);
    for character in line.chars() {
        let is_bar = character == '|' && !escaped;
        bars += usize::from(is_bar);
        last_is_bar = is_bar;
        escaped = character == '\\' && !escaped;
    }
    bars + usize::from(!last_is_bar)
}
