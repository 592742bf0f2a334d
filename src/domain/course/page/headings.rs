//! Headings: their text, slug and settings, worked out once over the whole tree.

use super::attributes::{self, Settings};
use super::document::{Kind, Node, plain};
use super::findings::Findings;
use super::{Heading, PageKind, Span};
use crate::course::diagnostic::Fix;
use std::collections::HashMap;
use unicode_normalization::char::is_combining_mark;

/// What is known of a heading.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeadingData {
    /// 1 to 6.
    pub(crate) level: u8,
    /// Plain text without settings.
    pub(crate) text: String,
    /// GitHub's slug, unique in the page.
    pub(crate) slug: String,
    /// From braces and attribute comments.
    pub(crate) settings: Settings,
}

impl HeadingData {
    /// Of a level, nothing else known yet.
    pub(crate) fn new(level: u8) -> Self {
        Self { level, ..Self::default() }
    }

    /// The id in HTML: the author's, else the slug.
    pub(crate) fn anchor(&self) -> &str {
        self.settings.id().map_or(self.slug.as_str(), |id| id.name.as_str())
    }
}

/// Walks over the tree and fills the headings in.
pub(crate) struct Headings<'t, 'f, 'p, 'r> {
    /// The file's text.
    pub(crate) text: &'t str,
    /// What the page is.
    pub(crate) kind: PageKind,
    /// Whether the course is a found one.
    pub(crate) found: bool,
    /// Where findings go.
    pub(crate) findings: &'f mut Findings<'p, 'r>,
    /// Slugs given so far, and how often.
    pub(crate) slugs: HashMap<String, usize>,
    /// Our ids and slugs.
    pub(crate) anchors: Vec<String>,
}

impl Headings<'_, '_, '_, '_> {
    /// Fills in the headings among the blocks, and takes the attribute comments that follow them out of the tree.
    pub(crate) fn settle(&mut self, blocks: &mut Vec<Node>) {
        let mut open: Option<usize> = None;
        let mut taken = Vec::new();
        for at in 0..blocks.len() {
            if let Some(heading) = open.take()
                && matches!(blocks[at].kind, Kind::HtmlBlock(_))
                && let Some(inside) = attributes::comment_inside(self.text, blocks[at].span.clone())
            {
                let settings = attributes::read(self.text, inside, true, self.findings);
                if let Kind::Heading(data) = &mut blocks[heading].kind {
                    data.settings.add(settings, self.findings);
                }
                taken.push(at);
                continue;
            }
            if matches!(blocks[at].kind, Kind::Heading(_)) {
                self.heading(&mut blocks[at]);
                open = Some(at);
            } else if !blocks[at].children.is_empty() {
                self.settle(&mut blocks[at].children);
            }
        }
        let mut at = 0;
        blocks.retain(|_| {
            at += 1;
            taken.binary_search(&(at - 1)).is_err()
        });
        self.name_anchors(blocks);
    }

    fn name_anchors(&mut self, blocks: &[Node]) {
        for block in blocks {
            if let Kind::Heading(data) = &block.kind {
                self.anchors.extend(data.settings.id().map(|id| id.name.clone()));
                self.anchors.push(data.slug.clone());
            }
        }
    }

    fn heading(&mut self, node: &mut Node) {
        let source = &self.text[node.span.clone()];
        node.span.end = node.span.start + source.trim_end().len();
        let Kind::Heading(data) = &mut node.kind else { return };
        let lines = content(self.text, node.span.clone());
        if lines.end < node.span.end && data.level == 2 && self.is_doubtful_rule(lines.clone(), node.span.end) {
            self.findings.report("W109", node.span.clone());
        }
        for child in &node.children {
            if matches!(child.kind, Kind::Tag(_))
                && let Some(inside) = attributes::comment_inside(self.text, child.span.clone())
            {
                let settings = attributes::read(self.text, inside, true, self.findings);
                data.settings.add(settings, self.findings);
            }
        }
        node.children.retain(|child| {
            !(matches!(child.kind, Kind::Tag(_)) && attributes::comment_inside(self.text, child.span.clone()).is_some())
        });
        if let Some(braces) = braces(self.text, lines) {
            let inside = braces.start + 1..braces.end - 1;
            if is_placeholder(&self.text[inside.clone()]) {
                self.findings.report("W106", braces.clone()).arg("text", &self.text[braces]);
            } else {
                let settings = attributes::read(self.text, inside, false, self.findings);
                data.settings.add(settings, self.findings);
            }
        }
        misplaced_braces(self.text, &node.children, self.findings);
        let mut named = None;
        if self.found && self.kind == PageKind::Lesson && !data.settings.has_class("check") {
            named = node.children.last_mut().and_then(own_anchor);
        }
        data.text = plain(&node.children).trim().to_owned();
        data.slug = unique(named.unwrap_or_else(|| slug(&data.text)), &mut self.slugs);
    }

    /// Whether a line of dashes under a paragraph was meant as a rule rather than as a heading's underline.
    fn is_doubtful_rule(&self, lines: Span, end: usize) -> bool {
        let underline = self.text[lines.end..end].trim_matches(['\r', '\n', ' ', '\t', '>']);
        self.kind == PageKind::Questions || underline == "---" || self.text[lines].trim_end().contains('\n')
    }
}

/// Takes `[[slug]]` from the end of a heading, where other programs write its anchor.
fn own_anchor(last: &mut Node) -> Option<String> {
    let Kind::Text(text) = &mut last.kind else { return None };
    let (title, anchor) = text.trim_end().strip_suffix("]]")?.rsplit_once("[[")?;
    let plain = !anchor.is_empty() && anchor.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let (title, anchor) = (title.trim_end().to_owned(), anchor.to_owned());
    plain.then(|| {
        *text = title;
        anchor
    })
}

/// How an id is written into a heading: into its braces, else behind its text; where braces of another kind or closing
/// `#` stand at its end, in a comment before them.
pub(crate) fn id_fix(text: &str, heading: Span, id: &str) -> Fix {
    let insert = |at: usize, text: String| Fix { start: at, end: at, text };
    let lines = content(text, heading);
    if let Some(braces) = braces(text, lines.clone()) {
        if is_placeholder(&text[braces.start + 1..braces.end - 1]) {
            return insert(braces.start, format!("<!-- {{#{id}}} --> "));
        }
        return insert(braces.start + 1, format!("#{id} "));
    }
    let source = text[lines.clone()].trim_end_matches(['\n', '\r', ' ', '\t']);
    let unclosed = source.trim_end_matches('#');
    let before = unclosed.trim_end_matches([' ', '\t']);
    let is_closed = unclosed.len() < source.len() && before.len() < unclosed.len() && !before.trim_start().is_empty();
    if is_closed && source.trim_start().starts_with('#') {
        return insert(lines.start + before.len(), format!(" <!-- {{#{id}}} -->"));
    }
    insert(lines.start + source.len(), format!(" {{#{id}}}"))
}

/// The heading's lines without the underline of a setext heading.
fn content(text: &str, span: Span) -> Span {
    let source = &text[span.clone()];
    if source.trim_start().starts_with('#') {
        return span.start..span.start + source.find('\n').unwrap_or(source.len());
    }
    span.start..source.rfind('\n').map_or(span.end, |at| span.start + at)
}

/// The braces at the end of a heading, exactly as the parser finds them.
fn braces(text: &str, lines: Span) -> Option<Span> {
    let source = text[lines.clone()].trim_end_matches(['\n', '\r', ' ', '\t']);
    let inner = source.strip_suffix('}')?;
    let open = inner.rfind(['{', '}', '<', '>', '\\', '\n', '\r'])?;
    (inner.as_bytes()[open] == b'{').then(|| lines.start + open..lines.start + source.len())
}

/// Whether braces hold words and no settings: a placeholder of a prompt, such as `{chủ đề}`.
fn is_placeholder(inside: &str) -> bool {
    let mut words = inside.split_ascii_whitespace().peekable();
    let no_settings = |word: &str| !word.starts_with(['#', '.']) && !word.contains('=') && word.chars().count() > 1;
    words.peek().is_none() || words.all(no_settings)
}

/// W107: settings that stand where they are only text.
fn misplaced_braces(text: &str, nodes: &[Node], findings: &mut Findings<'_, '_>) {
    for node in nodes {
        if !matches!(node.kind, Kind::Text(_)) {
            continue;
        }
        let source = &text[node.span.clone()];
        let mut open = None;
        for (at, byte) in source.bytes().enumerate() {
            match (byte, open) {
                (b'{', _) => open = Some(at),
                (b'}', Some(start)) => {
                    open = None;
                    let doubled = source[..start].ends_with('{') || source[at + 1..].starts_with('}');
                    if !doubled && attributes::looks_like_settings(&source[start + 1..at]) {
                        findings.report("W107", node.span.start + start..node.span.start + at + 1);
                    }
                }
                _ => {}
            }
        }
    }
}

/// GitHub's slug of a heading.
pub(crate) fn slug(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|character| match character {
            ' ' => Some('-'),
            '-' | '_' => Some(character),
            _ => (character.is_alphanumeric() || is_combining_mark(character)).then_some(character),
        })
        .collect()
}

fn unique(slug: String, given: &mut HashMap<String, usize>) -> String {
    let count = given.entry(slug.clone()).or_default();
    *count += 1;
    if *count == 1 {
        return slug;
    }
    let numbered = format!("{slug}-{}", *count - 1);
    given.entry(numbered.clone()).or_insert(1);
    numbered
}

/// The list of headings, and W401 where a level is left out.
pub(crate) fn outline(blocks: &[Node], findings: &mut Findings<'_, '_>) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    for block in blocks {
        let Kind::Heading(data) = &block.kind else { continue };
        if let Some(before) = headings.last()
            && data.level > before.level + 1
        {
            let levels = (before.level.to_string(), data.level.to_string());
            findings.report("W401", block.span.clone()).arg("from", levels.0).arg("to", levels.1);
        }
        headings.push(Heading { level: data.level, text: data.text.clone(), span: block.span.clone() });
    }
    headings
}
