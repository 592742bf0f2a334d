//! Footnotes as GitHub shows them: numbers in the text, and at the end the notes with ways back.

use super::pass::Pass;
use super::sanitize::{clean, escape};
use super::{WORD_END, WORD_START};
use crate::course::page::document::Node;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

/// Notes of one fragment that are shown; a reference to one more stays what was written.
const MAX_NOTES: usize = 5_000;
/// References of one note that lead to it; more than that nobody means.
const MAX_REFERENCES: usize = 1_000;

/// The footnotes of one fragment of HTML.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// Keeps ids of fragments apart that are shown together.
    prefix: String,
    /// Labels in the order of their first reference.
    order: Vec<String>,
    /// Number and count of references by label.
    uses: HashMap<String, (usize, usize)>,
    /// Raw tags that are open.
    pub(crate) open_tags: usize,
}

impl Pass<'_, '_> {
    /// Safe HTML of blocks, followed by their footnotes.
    pub(crate) fn fragment(&mut self, nodes: &[Node]) -> String {
        let outer = self.open_fragment();
        let mut out = String::new();
        self.nodes(nodes, &mut out);
        self.write_notes(&mut out);
        self.scope = outer;
        clean(&out)
    }

    /// Begins a fragment with footnotes of its own; gives back the scope to return to.
    pub(crate) fn open_fragment(&mut self) -> Scope {
        self.fragments += 1;
        let prefix = format!("{}-", self.fragments);
        std::mem::replace(&mut self.scope, Scope { prefix, ..Scope::default() })
    }

    /// A reference in the text.
    pub(crate) fn note_reference(&mut self, label: &str, out: &mut String) {
        let known = self.scope.uses.contains_key(label) || self.scope.order.len() < MAX_NOTES;
        if !known || !self.notes.contains_key(label) {
            let _ = write!(out, "[^{}]", escape(label));
            return;
        }
        let next = self.scope.order.len() + 1;
        let (number, count) = self.scope.uses.entry(label.to_owned()).or_insert((next, 0));
        *count += 1;
        let (number, count) = (*number, *count);
        if number == next {
            self.scope.order.push(label.to_owned());
        }
        if count > MAX_REFERENCES {
            let _ = write!(out, "<sup class=\"footnote-ref\">{number}</sup>");
            return;
        }
        let prefix = &self.scope.prefix;
        let again = if count > 1 { format!("-{count}") } else { String::new() };
        let _ = write!(
            out,
            "<sup class=\"footnote-ref\"><a href=\"#fn-{prefix}{number}\" id=\"fnref-{prefix}{number}{again}\">{number}</a></sup>"
        );
    }

    /// The notes that the fragment refers to, and those that they refer to.
    pub(crate) fn write_notes(&mut self, out: &mut String) {
        if self.scope.order.is_empty() {
            return;
        }
        let notes = Rc::clone(&self.notes);
        let prefix = self.scope.prefix.clone();
        out.push_str("<section class=\"footnotes\"><ol>");
        let mut at = 0;
        while let Some(label) = self.scope.order.get(at).cloned() {
            at += 1;
            let _ = write!(out, "<li id=\"fn-{prefix}{at}\">");
            if let Some(node) = notes.get(&label) {
                self.nodes(&node.children, out);
            }
            let _ = write!(
                out,
                " <a class=\"footnote-back\" href=\"#fnref-{prefix}{at}\" aria-label=\"{WORD_START}footnote-back{WORD_END}\">\u{21a9}\u{fe0e}</a></li>"
            );
        }
        out.push_str("</ol></section>");
    }
}
