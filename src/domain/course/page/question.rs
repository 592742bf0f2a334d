//! A question's blocks in their order: stem, hints, answers, explanation.

use super::choices::{self, Entry};
use super::document::{Kind, Node};
use super::headings::HeadingData;
use super::pass::Pass;
use super::quiz::id_of;
use super::sanitize::clean;
use super::settings::{Place, Type, type_of};
use super::{ParsedAnswers, ParsedQuestion, Span};
use crate::course::page::attributes::comment_inside;

/// Where a question stands.
pub(crate) struct Source<'n> {
    /// Its heading.
    pub(crate) heading: &'n Node,
    /// What is known of the heading.
    pub(crate) data: &'n HeadingData,
    /// Everything up to the next question.
    pub(crate) blocks: &'n [Node],
    /// Whether it is a self-check of a lesson.
    pub(crate) check: bool,
}

/// The lists of choices (several where they fell apart), and the block after them.
struct Lists<'n> {
    lists: Vec<&'n Node>,
    end: usize,
}

impl Pass<'_, '_> {
    /// Reads a question; gives its index.
    pub(crate) fn question(&mut self, source: &Source<'_>) -> usize {
        let settings = &source.data.settings;
        let kind = type_of(settings);
        let place = Place::Question(kind, source.check);
        self.check_settings(settings, place);
        for block in source.blocks {
            if let Kind::Heading(data) = &block.kind {
                self.check_settings(&data.settings, Place::Heading);
            }
        }
        let first = self.first_list(source.blocks, kind);
        let (stem_html, hints) = self.stem(source, &source.blocks[..first.unwrap_or(source.blocks.len())]);
        let (answers, answers_span, end) = match first {
            Some(first) => self.answers(source, kind, first),
            None => (self.no_answers(source, kind), source.heading.span.clone(), source.blocks.len()),
        };
        let explanation = Some(self.fragment(&source.blocks[end..])).filter(|html| !html.trim().is_empty());
        let was = self.words(settings, place, "was").map(|was| (was.value.clone(), was.value_span.clone()));
        let question = ParsedQuestion {
            id: id_of(source.data),
            slug: source.data.slug.clone(),
            was,
            span: source.heading.span.clone(),
            stem_html,
            points: self.positive(settings, place, "points"),
            skills: self.skills(settings, place),
            shuffle: self.yes_no(settings, place, "shuffle"),
            hints,
            explanation,
            answers,
            answers_span,
            end: source.blocks.last().map_or(source.heading.span.end, |block| block.span.end),
        };
        self.page.questions.push(question);
        self.page.questions.len() - 1
    }

    fn first_list(&self, blocks: &[Node], kind: Type) -> Option<usize> {
        if matches!(kind, Type::Later(_)) {
            return None;
        }
        blocks.iter().position(|block| choices::is_choice_list(block, self.input.text))
    }

    /// The heading and the blocks before the answers; hints apart.
    fn stem(&mut self, source: &Source<'_>, blocks: &[Node]) -> (String, Vec<String>) {
        let outer = self.open_fragment();
        let mut html = String::from("<p class=\"stem\">");
        self.nodes(&source.heading.children, &mut html);
        html.push_str("</p>\n");
        let mut hints = Vec::new();
        for block in blocks {
            if matches!(block.kind, Kind::Quote(Some("tip"))) {
                hints.push(self.fragment(&block.children));
            } else {
                self.node(block, &mut html);
            }
        }
        self.write_notes(&mut html);
        self.scope = outer;
        (clean(&html), hints)
    }

    /// E200, with advice where the answers are written as in a Word file.
    fn no_answers(&mut self, source: &Source<'_>, kind: Type) -> Option<ParsedAnswers> {
        if matches!(kind, Type::Later(_)) {
            return None;
        }
        let end = source.blocks.last().map_or(source.heading.span.end, |block| block.span.end);
        let lettered = looks_like_aiken(self.source(source.heading.span.end..end));
        let found = self.findings.report("E200", source.heading.span.clone());
        if lettered {
            found.variant("aiken");
        }
        None
    }

    fn answers(&mut self, source: &Source<'_>, kind: Type, first: usize) -> (Option<ParsedAnswers>, Span, usize) {
        let Lists { lists, end } = self.lists(source.blocks, first);
        let list = trimmed(self.input.text, &lists[0].span);
        let place = if kind == Type::Choices { Place::Choice } else { Place::Answer };
        let mut entries: Vec<Entry> = Vec::new();
        for item in lists.iter().flat_map(|list| &list.children) {
            entries.extend(self.entry(item, place));
        }
        let settings = &source.data.settings;
        let question = Place::Question(kind, source.check);
        let answers = match kind {
            Type::Number => Some(self.numbers(settings, question, entries)),
            Type::Text => Some(self.texts(settings, question, entries)),
            Type::Choices | Type::Later(_) => self.choices(settings, question, entries, &list),
        };
        (answers, list, end)
    }

    /// Follows a list of choices over what tore it apart (E202).
    fn lists<'n>(&mut self, blocks: &'n [Node], first: usize) -> Lists<'n> {
        let mut lists = vec![&blocks[first]];
        let mut end = first + 1;
        loop {
            let mut next = end;
            while blocks.get(next).is_some_and(|block| self.tears(block)) {
                next += 1;
            }
            let Some(list) = blocks.get(next).filter(|block| choices::is_choice_list(block, self.input.text)) else {
                return Lists { lists, end };
            };
            let item = list.children.first().map_or(&list.span, |item| &item.span);
            let causes: Vec<Span> = blocks[end..next].iter().map(|block| block.span.clone()).collect();
            let labels: Vec<_> =
                causes.iter().map(|span| self.findings.position(trimmed(self.input.text, span))).collect();
            let variant = blocks.get(end).filter(|_| end < next).map_or("marker", |block| match block.kind {
                Kind::Quote(_) => "feedback",
                _ => "comment",
            });
            let found = self.findings.report("E202", choices::first_line(self.input.text, item)).variant(variant);
            for position in labels {
                found.label(self.input.file, position);
            }
            lists.push(list);
            end = next + 1;
        }
    }

    /// Whether a block between two lists only looks like a part of the choices.
    fn tears(&self, block: &Node) -> bool {
        match &block.kind {
            Kind::Quote(None) => true,
            Kind::HtmlBlock(_) => {
                let source = self.source(block.span.clone()).trim();
                source.starts_with("<!--") || comment_inside(self.input.text, block.span.clone()).is_some()
            }
            _ => false,
        }
    }
}

/// The span without the white space at its end.
pub(crate) fn trimmed(text: &str, span: &Span) -> Span {
    span.start..span.start + text[span.clone()].trim_end().len()
}

/// Whether lines begin with `A.` and `B.`, as in question files from Word.
fn looks_like_aiken(source: &str) -> bool {
    let begins = |letter: char| {
        source.lines().any(|line| {
            let line = line.trim_start_matches(['*', '-', ' ', '\t']);
            line.strip_prefix(letter).is_some_and(|rest| rest.starts_with(['.', ')', ':']))
        })
    };
    (begins('A') && begins('B')) || source.contains("Đáp án:") || source.contains("ANSWER:")
}
