//! Block tree -> a page to read: pieces of HTML, and self-checks between them.

use super::ParsedPiece;
use super::document::{Kind, Node};
use super::headings::HeadingData;
use super::pass::Pass;
use super::question::Source;
use super::sanitize::clean;
use super::settings::Place;

impl Pass<'_, '_> {
    /// Reads a lesson or a front page. The H1 is its title and left out.
    pub(crate) fn lesson(&mut self, blocks: &[Node]) {
        let mut html = String::new();
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            at += 1;
            let Kind::Heading(data) = &block.kind else {
                self.node(block, &mut html);
                continue;
            };
            if data.level > 1 && data.settings.has_class("check") {
                let end = at + check_length(&blocks[at..], data, self.input.text);
                self.flush(&mut html);
                let source = Source { heading: block, data, blocks: &blocks[at..end], check: true };
                self.in_question = true;
                let index = self.question(&source);
                self.in_question = false;
                self.page.body.push(ParsedPiece::Check(index));
                at = end + usize::from(blocks.get(end).is_some_and(|block| matches!(block.kind, Kind::Rule)));
                continue;
            }
            self.check_settings(&data.settings, Place::Heading);
            if data.level > 1 {
                self.node(block, &mut html);
            }
        }
        self.write_notes(&mut html);
        self.flush(&mut html);
    }

    fn flush(&mut self, html: &mut String) {
        let piece = clean(html);
        html.clear();
        self.scope.open_tags = 0;
        if !piece.trim().is_empty() {
            self.page.body.push(ParsedPiece::Html(piece));
        }
    }

    /// A question page without questions of its own uses this for what nobody will see: its mistakes count all the same.
    pub(crate) fn proof_read(&mut self, blocks: &[Node]) {
        let _ = self.fragment(blocks);
        for block in blocks {
            if let Kind::Heading(data) = &block.kind {
                self.check_settings(&data.settings, Place::Heading);
            }
        }
    }
}

/// A self-check goes on to the next heading of its level or above, or to a line `---`.
fn check_length(blocks: &[Node], heading: &HeadingData, text: &str) -> usize {
    let ends = |block: &Node| match &block.kind {
        Kind::Heading(data) => data.level <= heading.level,
        Kind::Rule => text[block.span.clone()].trim_start().starts_with('-'),
        _ => false,
    };
    blocks.iter().position(ends).unwrap_or(blocks.len())
}
