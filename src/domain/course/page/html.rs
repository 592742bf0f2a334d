//! Block tree -> HTML: the blocks. Everything is escaped here and passes `sanitize.rs` afterwards.

use super::document::{Alignment, Kind, Node, plain};
use super::headings::HeadingData;
use super::pass::Pass;
use super::sanitize::escape;
use super::{WORD_END, WORD_START};
use crate::course::suggest::nearest;
use std::fmt::Write as _;

impl Pass<'_, '_> {
    /// Writes nodes in order, blocks or inline.
    pub(crate) fn nodes(&mut self, nodes: &[Node], out: &mut String) {
        for node in nodes {
            self.node(node, out);
        }
    }

    /// Writes a node, block or inline.
    pub(crate) fn node(&mut self, node: &Node, out: &mut String) {
        if !self.block(node, out) {
            self.inline(node, out);
        }
    }

    /// Writes a block; false where the node is none.
    fn block(&mut self, node: &Node, out: &mut String) -> bool {
        match &node.kind {
            Kind::Paragraph => self.paragraph(node, out),
            Kind::Heading(data) => self.heading(node, data, out),
            Kind::Quote(alert) => self.quote(node, *alert, out),
            Kind::Fence(language, code) => fence(language, code, out),
            Kind::HtmlBlock(lines) => self.raw(lines, out),
            Kind::List(first) => self.list(node, *first, out),
            Kind::Item => self.item(node, out),
            Kind::Table(alignments) => self.table(node, alignments, out),
            Kind::Rule => out.push_str("<hr>\n"),
            Kind::Footnote(_) => {}
            _ => return false,
        }
        true
    }

    /// A heading with the author's id, and with GitHub's slug where that is another one: links to either arrive.
    fn heading(&mut self, node: &Node, data: &HeadingData, out: &mut String) {
        let (level, anchor) = (data.level, data.anchor());
        let _ = write!(out, "<h{level}");
        if !anchor.is_empty() {
            let _ = write!(out, " id=\"{}\"", escape(anchor));
        }
        out.push('>');
        if anchor != data.slug && !data.slug.is_empty() {
            let _ = write!(out, "<span id=\"{}\"></span>", escape(&data.slug));
        }
        self.nodes(&node.children, out);
        let _ = writeln!(out, "</h{level}>");
    }

    fn paragraph(&mut self, node: &Node, out: &mut String) {
        if self.player(node, out) || self.lone_figure(node, out) {
            return;
        }
        out.push_str("<p>");
        self.nodes(&node.children, out);
        out.push_str("</p>\n");
    }

    fn quote(&mut self, node: &Node, alert: Option<&str>, out: &mut String) {
        let Some(name) = alert else {
            self.check_alert_marker(node);
            out.push_str("<blockquote>\n");
            self.nodes(&node.children, out);
            out.push_str("</blockquote>\n");
            return;
        };
        let _ = write!(out, "<aside class=\"alert alert-{name}\">");
        let _ = writeln!(out, "<p class=\"alert-title\">{WORD_START}alert-{name}{WORD_END}</p>");
        self.nodes(&node.children, out);
        out.push_str("</aside>\n");
    }

    /// W405: a quotation that begins like an alert and is none.
    pub(crate) fn check_alert_marker(&mut self, node: &Node) {
        let source = self.source(node.span.clone());
        let line = source.lines().next().unwrap_or_default();
        let marker = line.trim_start_matches(['>', ' ', '\t']);
        let at = node.span.start + line.len() - marker.len();
        if marker.starts_with("[!")
            && let Some(end) = marker.find(']')
            && !marker[end + 1..].starts_with(['(', '['])
        {
            let found = self.findings.report("W405", at..at + end + 1);
            found.arg("marker", &marker[..=end]);
            let name = marker[2..end].to_lowercase();
            let known = ["note", "tip", "important", "warning", "caution"];
            if known.contains(&name.as_str()) {
                found.variant("alone");
            } else if let Some(meant) = nearest(&name, known) {
                found.variant("nearest").arg("nearest", format!("[!{}]", meant.to_uppercase()));
            }
        }
    }

    fn list(&mut self, node: &Node, first: Option<u64>, out: &mut String) {
        match first {
            Some(1) => out.push_str("<ol>\n"),
            Some(first) => {
                let _ = writeln!(out, "<ol start=\"{first}\">");
            }
            None => out.push_str("<ul>\n"),
        }
        self.nodes(&node.children, out);
        out.push_str(if first.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, node: &Node, out: &mut String) {
        let task = |nodes: &[Node]| nodes.first().is_some_and(|first| matches!(first.kind, Kind::Marker(_)));
        let is_task = task(&node.children) || node.children.first().is_some_and(|first| task(&first.children));
        out.push_str(if is_task { "<li class=\"task\">" } else { "<li>" });
        self.nodes(&node.children, out);
        out.push_str("</li>\n");
    }

    fn table(&mut self, node: &Node, alignments: &[Alignment], out: &mut String) {
        let wide = is_wide(node);
        if wide {
            let head = node.children.first().map(|row| row.children.as_slice()).unwrap_or_default();
            let names: Vec<String> = head.iter().map(|cell| plain(&cell.children).trim().to_owned()).collect();
            let label = names.iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>().join(", ");
            out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
            if !label.is_empty() {
                let _ = write!(out, " aria-label=\"{}\"", escape(&label));
            }
            out.push('>');
        }
        out.push_str("<table>\n");
        for (row_at, row) in node.children.iter().enumerate() {
            out.push_str(match row_at {
                0 => "<thead><tr>",
                1 => "<tbody><tr>",
                _ => "<tr>",
            });
            for (cell_at, cell) in row.children.iter().enumerate() {
                self.cell(cell, row_at == 0, alignments.get(cell_at), out);
            }
            out.push_str(if row_at == 0 { "</tr></thead>\n" } else { "</tr>\n" });
        }
        out.push_str(if node.children.len() > 1 { "</tbody></table>" } else { "</table>" });
        out.push_str(if wide { "</div>\n" } else { "\n" });
    }

    fn cell(&mut self, cell: &Node, head: bool, alignment: Option<&Alignment>, out: &mut String) {
        let tag = if head { "th" } else { "td" };
        let _ = write!(out, "<{tag}");
        if head {
            out.push_str(" scope=\"col\"");
        }
        match alignment {
            Some(Alignment::Left) => out.push_str(" class=\"align-left\""),
            Some(Alignment::Center) => out.push_str(" class=\"align-center\""),
            Some(Alignment::Right) => out.push_str(" class=\"align-right\""),
            Some(Alignment::None) | None => {}
        }
        out.push('>');
        self.nodes(&cell.children, out);
        let _ = write!(out, "</{tag}>");
    }
}

/// Whether a table is likely wider than a phone: the longest cells of its columns together.
fn is_wide(table: &Node) -> bool {
    const NARROW: usize = 30;
    let mut widths: Vec<usize> = Vec::new();
    for row in &table.children {
        for (at, cell) in row.children.iter().enumerate() {
            let width = plain(&cell.children).chars().count();
            match widths.get_mut(at) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    widths.iter().sum::<usize>() > NARROW
}

fn fence(language: &str, code: &str, out: &mut String) {
    let code = escape(code);
    if language == "prompt" {
        let _ = writeln!(out, "<figure class=\"prompt\"><pre><code>{code}</code></pre></figure>");
        return;
    }
    let plain = |character: char| character.is_ascii_alphanumeric() || "+-_#.".contains(character);
    if language.is_empty() || !language.chars().all(plain) {
        let _ = writeln!(out, "<pre><code>{code}</code></pre>");
    } else {
        let _ = writeln!(out, "<pre><code class=\"language-{language}\">{code}</code></pre>");
    }
}
