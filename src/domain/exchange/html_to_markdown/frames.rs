//! Paragraphs and what they stand in: lists, quotations, tables.

use super::{Frame, Kind, MAX_DEPTH, Writer};
use std::fmt::Write as _;

impl Writer<'_, '_> {
    /// The paragraph that was written, with its marks closed.
    pub(super) fn take_line(&mut self) -> String {
        while let Some(name) = self.marks.last().map(|mark| mark.name) {
            self.close_mark(name);
        }
        self.href = None;
        self.closed = None;
        let line = std::mem::take(&mut self.line);
        line.trim().trim_end_matches("\\\n").trim_end_matches("<br>").trim().to_owned()
    }

    pub(super) fn end_block(&mut self) {
        // A cell of a table is one line.
        if self.frames.last().is_some_and(|frame| frame.kind == Kind::Row) {
            if !self.line.is_empty() && !self.line.ends_with([' ', '>']) {
                self.raw(" ");
            }
            return;
        }
        let line = self.take_line();
        if !line.is_empty() {
            self.add(line);
        }
    }

    pub(super) fn add(&mut self, block: String) {
        if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(block);
        }
    }

    pub(super) fn push(&mut self, kind: Kind) {
        self.end_block();
        if self.frames.len() <= MAX_DEPTH {
            self.frames.push(Frame::new(kind));
        }
    }

    pub(super) fn pop_to(&mut self, kind: Kind) {
        // An item ends at its own list, a row at its own table.
        let stops = |frame: &Frame| match kind {
            Kind::Item => matches!(frame.kind, Kind::List(_)),
            Kind::Row => frame.kind == Kind::Table,
            _ => false,
        };
        let Some(found) = self.frames.iter().rposition(|frame| frame.kind == kind || stops(frame)) else { return };
        if self.frames[found].kind != kind {
            return;
        }
        while self.frames.len() > found.max(1) {
            self.end_block();
            let Some(frame) = self.frames.pop() else { return };
            let block = self.render(&frame);
            if !block.is_empty() {
                self.add(block);
            }
        }
    }

    pub(super) fn render(&self, frame: &Frame) -> String {
        let prefixed = |prefix: &str, body: &str| {
            let lines = body
                .lines()
                .map(|line| if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") });
            lines.collect::<Vec<_>>().join("\n")
        };
        match frame.kind {
            Kind::Root | Kind::Item => frame.blocks.join("\n\n"),
            _ if self.flat => frame.blocks.join("; "),
            Kind::Quote => prefixed("> ", &frame.blocks.join("\n\n")),
            Kind::List(ordered) => {
                let items = frame.blocks.iter().enumerate().map(|(at, item)| {
                    let bullet = if ordered { format!("{}. ", at + 1) } else { "* ".to_owned() };
                    let body = prefixed(&" ".repeat(bullet.len()), item);
                    format!("{bullet}{}", body.trim_start())
                });
                items.collect::<Vec<_>>().join("\n")
            }
            Kind::Row => frame.blocks.iter().map(|cell| in_cell(cell)).collect::<Vec<_>>().join(" | "),
            Kind::Table => table(&frame.blocks),
        }
    }
}

/// A cell: no bar may stand bare in it.
pub(in crate::exchange) fn in_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escapes = false;
    for character in text.chars() {
        if character == '|' && !escapes {
            out.push('\\');
        }
        escapes = character == '\\' && !escapes;
        out.push(if character == '\n' { ' ' } else { character });
    }
    out
}

/// Rows that are joined already, as a table; the first is its head.
fn table(rows: &[String]) -> String {
    let Some(head) = rows.first() else { return String::new() };
    let columns = head.replace("\\|", "").matches(" | ").count() + 1;
    let mut out = format!("| {head} |\n|{}", "---|".repeat(columns));
    for row in &rows[1..] {
        let _ = write!(out, "\n| {row} |");
    }
    out
}
