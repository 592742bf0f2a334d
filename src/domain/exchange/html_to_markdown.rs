//! HTML of other programs to safe Markdown: the text is escaped, the few marks that the course format has are written
//! anew, and everything else is left out and said.

mod frames;
mod marks;

use super::Imported;
use super::html::{Token, attribute, tokens};
use super::text::{code, escaped, fence};
pub(super) use frames::in_cell;
use marks::sign;
use std::collections::BTreeMap;

/// Lists and quotations inside of each other that are kept.
const MAX_DEPTH: usize = 8;

/// What a conversion may look up and note.
pub(super) struct Notes<'a> {
    /// Where losses and media go.
    pub(super) imported: &'a mut Imported,
    /// Line of the question.
    pub(super) line: u32,
    /// Files by the name that the HTML calls them.
    pub(super) files: &'a BTreeMap<String, Vec<u8>>,
}

/// Blocks of Markdown.
pub(super) fn blocks(html: &str, notes: &mut Notes<'_>) -> String {
    from_tokens(&tokens(html), false, notes)
}

/// Markdown on one line.
pub(super) fn inline(html: &str, notes: &mut Notes<'_>) -> String {
    from_tokens(&tokens(html), true, notes)
}

/// Foreign Markdown, written anew by way of HTML: what is a heading or raw HTML in it does no harm.
pub(super) fn markdown_blocks(markdown: &str, notes: &mut Notes<'_>) -> String {
    blocks(&rendered(markdown), notes)
}

/// Foreign Markdown on one line.
pub(super) fn markdown_inline(markdown: &str, notes: &mut Notes<'_>) -> String {
    inline(&rendered(markdown), notes)
}

fn rendered(markdown: &str) -> String {
    use pulldown_cmark::{Options, Parser, html::push_html};
    let mut html = String::with_capacity(markdown.len() + markdown.len() / 4);
    push_html(&mut html, Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    html
}

/// Markdown from tokens; `flat` puts everything on one line.
pub(super) fn from_tokens(tokens: &[Token], flat: bool, notes: &mut Notes<'_>) -> String {
    let mut writer = Writer {
        flat,
        notes,
        frames: vec![Frame::new(Kind::Root)],
        line: String::new(),
        marks: Vec::new(),
        closed: None,
        verbatim: None,
        href: None,
    };
    for token in tokens {
        writer.token(token);
    }
    writer.finish()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Root,
    Quote,
    List(bool),
    Item,
    Table,
    Row,
}

/// An open container.
struct Frame {
    kind: Kind,
    blocks: Vec<String>,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self { kind, blocks: Vec::new() }
    }
}

/// An open mark: its sign, and where it was written; none where it could not be.
struct Mark {
    name: &'static str,
    at: Option<usize>,
}

struct Writer<'w, 'n> {
    flat: bool,
    notes: &'w mut Notes<'n>,
    frames: Vec<Frame>,
    /// The paragraph that is being written.
    line: String,
    marks: Vec<Mark>,
    /// Sign and places of the mark that was just closed.
    closed: Option<(&'static str, usize, usize)>,
    /// Content of a code element, and whether it is a block.
    verbatim: Option<(String, bool)>,
    /// Where the open link began, and its destination.
    href: Option<(usize, String)>,
}

impl Writer<'_, '_> {
    fn token(&mut self, token: &Token) {
        if let Some((content, block)) = &mut self.verbatim {
            let block = *block;
            match token {
                Token::Text(text) => content.push_str(text),
                Token::Open(name, _) if name == "br" => content.push('\n'),
                Token::Close(name) if (name == "pre") == block && matches!(name.as_str(), "pre" | "code" | "tt") => {
                    self.end_code();
                }
                _ => {}
            }
            return;
        }
        match token {
            Token::Text(text) => self.text(text),
            Token::Open(name, attributes) => self.open(name, attributes),
            Token::Close(name) => self.close(name),
        }
    }

    fn text(&mut self, text: &str) {
        if text.contains("\\(") || text.contains("$$") || text.contains("\\[") {
            self.notes.imported.lose(self.notes.line, "exchange-loss-formula");
        }
        let starts_blank = text.starts_with(|c: char| c.is_whitespace());
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if (starts_blank || words.is_empty())
            && !self.line.is_empty()
            && !self.line.ends_with([' ', '\n'])
            && !text.is_empty()
        {
            self.raw(" ");
        }
        if words.is_empty() {
            return;
        }
        if words.starts_with(char::is_alphanumeric)
            && let Some((sign, open, close)) =
                self.closed.take().filter(|(sign, _, close)| self.line.len() == close + sign.len())
            && self.line[..close].ends_with(|c: char| !c.is_alphanumeric())
        {
            // `**a.**b` would show its stars.
            self.line.replace_range(close..close + sign.len(), "");
            self.line.replace_range(open..open + sign.len(), "");
            for mark in self.marks.iter_mut().filter(|mark| mark.at.is_some_and(|at| at > open)) {
                mark.at = None;
            }
        }
        let start = self.line.is_empty() || self.line.ends_with('\n');
        self.line.push_str(&escaped(&words, start));
        self.closed = None;
        if text.ends_with(|c: char| c.is_whitespace()) {
            self.line.push(' ');
        }
    }

    fn raw(&mut self, text: &str) {
        self.line.push_str(text);
        self.closed = None;
    }

    fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        if let Some(sign) = sign(name) {
            let glued = self.closed.is_some() && !sign.starts_with('<');
            if self.marks.len() < MAX_DEPTH {
                let at = (!glued).then_some(self.line.len());
                if at.is_some() {
                    self.raw(sign);
                }
                self.marks.push(Mark { name: sign, at });
            }
            return;
        }
        match name {
            "br" => self.line_break(),
            "img" | "source" => self.image(attributes),
            "a" if self.href.is_none() => {
                self.href = attribute(attributes, "href").map(|href| (self.line.len(), href.to_owned()));
            }
            "code" | "tt" => self.verbatim = Some((String::new(), false)),
            "pre" => {
                self.end_block();
                self.verbatim = Some((String::new(), true));
            }
            "blockquote" => self.push(Kind::Quote),
            "ul" => self.push(Kind::List(false)),
            "ol" => self.push(Kind::List(true)),
            "li" => {
                self.pop_to(Kind::Item);
                if matches!(self.frames.last(), Some(Frame { kind: Kind::List(_), .. })) {
                    self.push(Kind::Item);
                } else {
                    self.end_block();
                }
            }
            "table" => self.push(Kind::Table),
            "tr" => {
                self.pop_to(Kind::Row);
                if matches!(self.frames.last(), Some(Frame { kind: Kind::Table, .. })) {
                    self.push(Kind::Row);
                }
            }
            "video" | "audio" | "iframe" | "object" | "embed" | "svg" | "math" | "script" | "style" | "form"
            | "canvas" => {
                let lost = self.notes.imported.lose(self.notes.line, "exchange-loss-html");
                lost.with("tag", name);
            }
            "td" | "th" => self.line.clear(),
            _ if is_block(name) => self.end_block(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(sign) = sign(name) {
            self.close_mark(sign);
            return;
        }
        match name {
            "a" => self.close_link(),
            "blockquote" => self.pop_to(Kind::Quote),
            "ul" => self.pop_to(Kind::List(false)),
            "ol" => self.pop_to(Kind::List(true)),
            "li" => self.pop_to(Kind::Item),
            "table" => self.pop_to(Kind::Table),
            "tr" => self.pop_to(Kind::Row),
            "td" | "th" => {
                let cell = self.take_line();
                match self.frames.last_mut() {
                    Some(frame) if frame.kind == Kind::Row => frame.blocks.push(cell),
                    Some(frame) if !cell.is_empty() => frame.blocks.push(cell),
                    _ => {}
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let heading = self.take_line();
                if !heading.is_empty() {
                    self.add(if heading.contains('*') { heading } else { format!("**{heading}**") });
                }
            }
            _ if is_block(name) => self.end_block(),
            _ => {}
        }
    }

    fn line_break(&mut self) {
        let trimmed = self.line.trim_end().len();
        self.line.truncate(trimmed);
        if self.line.is_empty() {
            return;
        }
        let in_cell = self.frames.last().is_some_and(|frame| frame.kind == Kind::Row);
        self.raw(if self.flat || in_cell || !self.marks.is_empty() { "<br>" } else { "\\\n" });
    }

    fn end_code(&mut self) {
        let Some((content, block)) = self.verbatim.take() else { return };
        if block && !self.flat {
            let content = content.trim_matches('\n').to_owned();
            if !content.trim().is_empty() {
                self.add(fence(&content));
            }
            return;
        }
        let span = code(&content);
        if content.starts_with(' ') && !self.line.is_empty() && !self.line.ends_with(' ') {
            self.raw(" ");
        }
        self.raw(&span);
    }

    fn finish(mut self) -> String {
        if self.verbatim.is_some() {
            self.end_code();
        }
        while self.frames.len() > 1 {
            let Some(kind) = self.frames.last().map(|frame| frame.kind) else { break };
            self.pop_to(kind);
        }
        // A row that was cut off leaves its text.
        let line = self.take_line();
        if !line.is_empty() {
            self.add(line);
        }
        let blocks = self.frames.pop().map(|frame| frame.blocks).unwrap_or_default();
        let whole = blocks.join(if self.flat { "<br>" } else { "\n\n" });
        if self.flat { whole.replace("\\\n", "<br>").replace('\n', " ") } else { whole }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "aside"
            | "figure"
            | "figcaption"
            | "header"
            | "footer"
            | "main"
            | "hr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "dl"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "fieldset"
            | "body"
            | "prompt"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "center"
            | "address"
            | "nav"
    )
}
