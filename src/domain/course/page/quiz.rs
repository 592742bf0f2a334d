//! Block tree -> a page of questions: every H2 is a question, unless it is a section, pool or group of H3s.

use super::document::{Kind, Node};
use super::headings::HeadingData;
use super::pass::Pass;
use super::question::Source;
use super::settings::Place;
use super::variants::is_aside;
use super::{ParsedPart, Span};

impl Pass<'_, '_> {
    /// Reads a quiz, an exam or a bank.
    pub(crate) fn quiz(&mut self, blocks: &[Node]) {
        let first = next_heading(blocks, 2, 2);
        self.titles(&blocks[..first]);
        let intro_start = blocks[..first].iter().position(|block| level(block) == Some(1)).map_or(0, |at| at + 1);
        self.proof_read(&blocks[..intro_start]);
        self.page.intro_html = self.fragment(&blocks[intro_start..first]);
        let mut at = first;
        while let Some(block) = blocks.get(at) {
            at += 1;
            let Kind::Heading(data) = &block.kind else { continue };
            if data.level == 1 {
                let end = at + next_heading(&blocks[at..], 2, 2);
                self.check_settings(&data.settings, Place::Heading);
                self.proof_read(&blocks[at..end]);
                at = end;
                continue;
            }
            let end = at + next_heading(&blocks[at..], 1, 2);
            self.part(block, data, &blocks[at..end]);
            at = end;
        }
    }

    fn titles(&mut self, blocks: &[Node]) {
        for block in blocks {
            if let Kind::Heading(data) = &block.kind {
                self.check_settings(&data.settings, Place::Heading);
            }
        }
    }

    /// What one H2 is.
    fn part(&mut self, heading: &Node, data: &HeadingData, blocks: &[Node]) {
        let has = |class| data.settings.has_class(class);
        if has("pool") {
            self.pool(heading, data, blocks);
        } else if has("group") {
            self.group(heading, data, blocks);
        } else if has("section") {
            self.check_settings(&data.settings, Place::Section);
            let (before, questions) = self.children(blocks);
            self.proof_read(before);
            self.page.parts.extend(questions.into_iter().map(ParsedPart::Question));
        } else {
            let index = self.question(&Source { heading, data, blocks, check: false });
            self.page.parts.push(ParsedPart::Question(index));
        }
    }

    fn pool(&mut self, heading: &Node, data: &HeadingData, blocks: &[Node]) {
        let settings = &data.settings;
        self.check_settings(settings, Place::Pool);
        let draw = self.count(settings, Place::Pool, "draw").unwrap_or((1, heading.span.clone()));
        let from = self.words(settings, Place::Pool, "from").map(|from| (from.value.clone(), from.value_span.clone()));
        let skills = self.skills(settings, Place::Pool);
        let (before, questions) = self.children(blocks);
        self.proof_read(before);
        self.page.parts.push(ParsedPart::Pool {
            id: id_of(data),
            title: data.text.clone(),
            draw,
            from,
            skills,
            questions,
            span: heading.span.clone(),
        });
    }

    fn group(&mut self, heading: &Node, data: &HeadingData, blocks: &[Node]) {
        self.check_settings(&data.settings, Place::Group);
        let outer = self.open_fragment();
        let mut html = String::new();
        self.node(heading, &mut html);
        let shared = next_question(blocks);
        self.nodes(&blocks[..shared], &mut html);
        self.write_notes(&mut html);
        self.scope = outer;
        let (_, questions) = self.children(blocks);
        let html = super::sanitize::clean(&html);
        self.page.parts.push(ParsedPart::Group { id: id_of(data), html, questions });
    }

    /// The questions under H3s, and the blocks before the first of them.
    fn children<'n>(&mut self, blocks: &'n [Node]) -> (&'n [Node], Vec<usize>) {
        let first = next_question(blocks);
        let mut questions = Vec::new();
        let mut at = first;
        while let Some(block) = blocks.get(at) {
            let end = at + 1 + next_question(&blocks[at + 1..]);
            if let Kind::Heading(data) = &block.kind {
                let source = Source { heading: block, data, blocks: &blocks[at + 1..end], check: false };
                questions.push(self.question(&source));
            }
            at = end;
        }
        (&blocks[..first], questions)
    }
}

/// The id with its place.
pub(crate) fn id_of(data: &HeadingData) -> Option<(String, Span)> {
    data.settings.id().map(|id| (id.name.clone(), id.name_span.clone()))
}

fn level(block: &Node) -> Option<u8> {
    match &block.kind {
        Kind::Heading(data) => Some(data.level),
        _ => None,
    }
}

/// Index of the next H3 that is a question, or the end.
fn next_question(blocks: &[Node]) -> usize {
    let is_question = |block: &Node| level(block) == Some(3) && !is_aside(block);
    blocks.iter().position(is_question).unwrap_or(blocks.len())
}

/// Index of the next heading of these levels, or the end.
fn next_heading(blocks: &[Node], from: u8, to: u8) -> usize {
    let wanted = |block: &Node| level(block).is_some_and(|level| (from..=to).contains(&level));
    blocks.iter().position(wanted).unwrap_or(blocks.len())
}
