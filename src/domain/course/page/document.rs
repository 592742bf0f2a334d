//! Parser events -> a tree of blocks with places in the file. One pass; what is nested beyond all reason is left out,
//! so that everything after may recurse.

use super::Span;
use super::findings::Findings;
use super::headings::HeadingData;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};
use std::collections::{BTreeMap, HashSet};

pub(crate) use pulldown_cmark::Alignment;

/// Deeper blocks and inline marks are not read.
const MAX_DEPTH: usize = 64;

/// More elements than any page of a megabyte that is meant to be read; what follows them is left out, as each may
/// become many times as long in HTML.
const MAX_NODES: usize = 200_000;

/// A block or inline element.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// What it is.
    pub(crate) kind: Kind,
    /// Byte range in the file.
    pub(crate) span: Span,
    /// What it holds.
    pub(crate) children: Vec<Node>,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A paragraph.
    Paragraph,
    /// A heading with its settings.
    Heading(Box<HeadingData>),
    /// A quotation, or an alert by its name (`note`).
    Quote(Option<&'static str>),
    /// A code block: its language and text.
    Fence(String, String),
    /// A block of raw HTML: its lines with the offsets where they begin.
    HtmlBlock(Vec<(usize, String)>),
    /// A list, with its first number where it is ordered.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A footnote's definition by its label.
    Footnote(String),
    /// A table; its first row is the head.
    Table(Vec<Alignment>),
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// A thematic break.
    Rule,
    /// Text.
    Text(String),
    /// A code span.
    Code(String),
    /// An inline tag or comment.
    Tag(String),
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~`
    Strike,
    /// A link to a destination.
    Link(String),
    /// An image: destination and title.
    Image(String, String),
    /// A footnote's reference by its label.
    NoteRef(String),
    /// The end of a line.
    SoftBreak,
    /// A line break that is meant.
    HardBreak,
    /// A task marker, ticked or not.
    Marker(bool),
    /// Math, and whether it is a display.
    Math(bool, String),
    /// A blank of a stem: its number from 1, and its answers as they are written.
    Blank(usize, Vec<(String, Span)>),
}

/// A page as a tree.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Blocks in order, without the definitions of footnotes.
    pub(crate) blocks: Vec<Node>,
    /// Definitions of footnotes by label; the first of each.
    pub(crate) notes: BTreeMap<String, Node>,
}

/// Reads the text from `start` on.
pub(crate) fn read(text: &str, start: usize, math: bool, findings: &mut Findings<'_, '_>) -> Document {
    let mut start = start;
    let mut body = text.get(start..).unwrap_or_default();
    if let Some(rest) = body.strip_prefix('\u{feff}') {
        body = rest;
        start += '\u{feff}'.len_utf8();
    }
    let mut builder = Builder::default();
    for (event, range) in Parser::new_ext(body, options(math)).into_offset_iter() {
        if builder.count > MAX_NODES {
            let place = range.start + start..range.start + start;
            findings.report("E002", place).variant("elements").arg("limit", MAX_NODES.to_string());
            break;
        }
        builder.take(event, range.start + start..range.end + start, findings);
    }
    builder.finish(findings)
}

/// Decision 1 of the course format: no metadata blocks, definition lists or wikilinks, math only where it is wanted.
fn options(math: bool) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_MATH, math);
    options
}

/// Puts the tree together.
#[derive(Default)]
struct Builder {
    done: Vec<Node>,
    open: Vec<Node>,
    /// Open elements below the deepest level that is read.
    skipped: usize,
    warned: bool,
    /// Elements so far.
    count: usize,
    notes: BTreeMap<String, Node>,
    referenced: HashSet<String>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span, findings: &mut Findings<'_, '_>) {
        match event {
            Event::Start(_) if self.skipped > 0 => self.skipped += 1,
            Event::Start(tag) if self.open.len() >= MAX_DEPTH => {
                drop(tag);
                self.skipped = 1;
                if !std::mem::replace(&mut self.warned, true) {
                    findings.report("E002", span).variant("nesting").arg("depth", MAX_DEPTH.to_string());
                }
            }
            Event::Start(tag) => {
                self.count += 1;
                self.open.push(Node { kind: kind_of(tag), span, children: Vec::new() });
            }
            Event::End(_) if self.skipped > 0 => self.skipped -= 1,
            Event::End(_) => self.close(findings),
            _ if self.skipped > 0 => {}
            Event::Text(words) => self.text(&words, span),
            Event::Html(line) => self.html_line(line.into_string(), span),
            leaf => self.leaf(leaf, span),
        }
    }

    fn siblings(&mut self) -> &mut Vec<Node> {
        self.open.last_mut().map_or(&mut self.done, |parent| &mut parent.children)
    }

    fn close(&mut self, findings: &mut Findings<'_, '_>) {
        let Some(node) = self.open.pop() else { return };
        let Kind::Footnote(label) = &node.kind else {
            self.siblings().push(node);
            return;
        };
        if let Some(first) = self.notes.get(label) {
            let first = findings.position(label_span(first, label));
            let file_label = label.clone();
            let found = findings.report("W412", label_span(&node, label)).variant("twice").arg("label", file_label);
            found.label(&found.file.clone(), first);
        } else {
            self.notes.insert(label.clone(), node);
        }
    }

    /// Neighbouring texts become one, also over the backslash of an escape, which belongs to no event.
    fn text(&mut self, words: &str, span: Span) {
        if let Some(Node { kind: Kind::Fence(_, code), .. }) = self.open.last_mut() {
            code.push_str(words);
            return;
        }
        match self.siblings().last_mut() {
            Some(Node { kind: Kind::Text(before), span: place, .. })
                if place.end == span.start || place.end + 1 == span.start =>
            {
                before.push_str(words);
                place.end = span.end;
            }
            _ => self.push(Kind::Text(words.to_owned()), span),
        }
    }

    fn html_line(&mut self, line: String, span: Span) {
        if let Some(Node { kind: Kind::HtmlBlock(lines), .. }) = self.open.last_mut() {
            lines.push((span.start, line));
        } else {
            self.push(Kind::HtmlBlock(vec![(span.start, line)]), span);
        }
    }

    fn leaf(&mut self, event: Event<'_>, span: Span) {
        let kind = match event {
            Event::Code(code) => Kind::Code(code.into_string()),
            Event::InlineHtml(tag) => Kind::Tag(tag.into_string()),
            Event::InlineMath(math) => Kind::Math(false, math.into_string()),
            Event::DisplayMath(math) => Kind::Math(true, math.into_string()),
            Event::FootnoteReference(label) => {
                let label = label.to_lowercase();
                self.referenced.insert(label.clone());
                Kind::NoteRef(label)
            }
            Event::SoftBreak => Kind::SoftBreak,
            Event::HardBreak => Kind::HardBreak,
            Event::Rule => Kind::Rule,
            Event::TaskListMarker(ticked) => Kind::Marker(ticked),
            Event::Start(_) | Event::End(_) | Event::Text(_) | Event::Html(_) => return,
        };
        self.push(kind, span);
    }

    fn push(&mut self, kind: Kind, span: Span) {
        self.count += 1;
        self.siblings().push(Node { kind, span, children: Vec::new() });
    }

    fn finish(mut self, findings: &mut Findings<'_, '_>) -> Document {
        while !self.open.is_empty() {
            self.close(findings);
        }
        for (label, node) in &self.notes {
            if !self.referenced.contains(label) {
                findings.report("W412", label_span(node, label)).variant("unused").arg("label", label);
            }
        }
        Document { blocks: self.done, notes: self.notes }
    }
}

/// `[^label]` at the beginning of a definition.
fn label_span(node: &Node, label: &str) -> Span {
    node.span.start..(node.span.start + label.len() + "[^]".len()).min(node.span.end)
}

fn kind_of(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Heading { level, .. } => Kind::Heading(Box::new(HeadingData::new(level as u8))),
        Tag::BlockQuote(alert) => Kind::Quote(alert.map(alert_name)),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Fence(language(&info), String::new()),
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Fence(String::new(), String::new()),
        Tag::HtmlBlock => Kind::HtmlBlock(Vec::new()),
        Tag::List(first) => Kind::List(first),
        Tag::Item => Kind::Item,
        Tag::FootnoteDefinition(label) => Kind::Footnote(label.to_lowercase()),
        Tag::Table(alignments) => Kind::Table(alignments),
        Tag::TableHead | Tag::TableRow => Kind::Row,
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Strike,
        Tag::Link { link_type, dest_url, .. } => Kind::Link(destination(link_type, dest_url)),
        Tag::Image { link_type, dest_url, title, .. } => {
            Kind::Image(destination(link_type, dest_url), title.into_string())
        }
        Tag::Paragraph
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Superscript
        | Tag::Subscript
        | Tag::MetadataBlock(_) => Kind::Paragraph,
    }
}

fn alert_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

/// The first word of a fence's info string.
fn language(info: &str) -> String {
    info.split([' ', '\t', ',', '{']).next().unwrap_or_default().to_owned()
}

fn destination(kind: LinkType, destination: CowStr<'_>) -> String {
    if kind == LinkType::Email { format!("mailto:{destination}") } else { destination.into_string() }
}

/// Text without any marks: what an index, a slug or an alternative text is made of.
pub(crate) fn plain(nodes: &[Node]) -> String {
    let mut out = String::new();
    collect_plain(nodes, &mut out);
    out
}

fn collect_plain(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match &node.kind {
            Kind::Text(words) | Kind::Code(words) | Kind::Math(_, words) => out.push_str(words),
            Kind::SoftBreak | Kind::HardBreak => out.push(' '),
            Kind::Fence(_, code) => out.push_str(code),
            _ => collect_plain(&node.children, out),
        }
    }
}
