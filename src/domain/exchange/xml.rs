//! XML as a small tree with lines. No entity is expanded but the five of XML, numbers and those of HTML; nothing outside
//! of the file is ever read; nesting is bounded, so that no input overflows the stack.

use super::html::Token;
use super::{Unreadable, html};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements inside of elements that are read.
const MAX_DEPTH: usize = 100;
/// Elements and texts of one file.
const MAX_NODES: usize = 2_000_000;

/// An element.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Element {
    /// Name without its prefix, as written.
    pub(super) name: String,
    /// Names without prefix, values without entities.
    pub(super) attributes: Vec<(String, String)>,
    /// In their order.
    pub(super) children: Vec<Node>,
    /// Line of its start tag, from 1.
    pub(super) line: u32,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Text, CDATA included.
    Text(String),
}

/// Reads a document; gives its root.
///
/// # Errors
/// Where it is no well-formed XML, or too deep.
pub(super) fn parse(text: &str) -> Result<Element, Unreadable> {
    let mut reader = Reader::from_str(text.trim_start());
    reader.config_mut().check_end_names = true;
    reader.config_mut().expand_empty_elements = true;
    let mut lines = Lines { text: text.trim_start(), at: 0, line: 1 };
    lines.line += u32::try_from(text[..text.len() - lines.text.len()].matches('\n').count()).unwrap_or(0);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut nodes = 0_usize;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event();
        let bad = |lines: &mut Lines<'_>, what| Err(Unreadable::new(lines.line_at(at), what));
        nodes += 1;
        if nodes > MAX_NODES {
            return bad(&mut lines, "exchange-xml-large");
        }
        match event {
            Ok(Event::Start(tag)) => {
                if open.len() > MAX_DEPTH {
                    return bad(&mut lines, "exchange-xml-deep");
                }
                let line = lines.line_at(at);
                open.push(element(&tag, line));
            }
            Ok(Event::End(_)) => close(&mut open),
            Ok(Event::Text(found)) => add_text(&mut open, &found.into_inner()),
            Ok(Event::CData(found)) => add_text(&mut open, &found.into_inner()),
            Ok(Event::GeneralRef(name)) => {
                let name = name.into_inner();
                // An entity of the document's own is never expanded.
                add_text(&mut open, &html::entity(&name).unwrap_or_else(|| format!("&{name};")));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let found = Unreadable::new(lines.line_at(at), "exchange-xml-broken");
                return Err(found.with("reason", error));
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let root = open.pop().unwrap_or_default().children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    root.ok_or_else(|| Unreadable::new(0, "exchange-xml-empty"))
}

fn element(tag: &BytesStart<'_>, line: u32) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let mut written = tag.html_attributes();
    let read = written.with_checks(false).take(64).filter_map(Result::ok);
    let attributes = read.map(|attribute| (local(attribute.key.into_inner()), html::unescaped(&attribute.value)));
    Element { name: local(tag.name().into_inner()), attributes: attributes.collect(), children: Vec::new(), line }
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(done) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(done));
    }
}

fn add_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(last)) => last.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

/// Lines of growing offsets, counted once.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn line_at(&mut self, offset: usize) -> u32 {
        let end = offset.min(self.text.len());
        let skipped = self.text.as_bytes().get(self.at..end).unwrap_or_default();
        let ends = skipped.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.at = end.max(self.at);
        self.line
    }
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        html::attribute(&self.attributes, name)
    }

    /// Child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Child elements of a name.
    pub(super) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first child element of a name.
    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// Its own text and that of everything in it.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out.trim().to_owned()
    }

    fn add_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.add_text(out),
            }
        }
    }

    /// The text of a child element; empty where there is none.
    pub(super) fn text_of(&self, name: &str) -> String {
        self.first(name).map(Self::text).unwrap_or_default()
    }

    /// Every element below it and itself, from first to last.
    pub(super) fn descendants(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let mut at = 0;
        let mut ordered = Vec::new();
        // A stack, so that the order is that of the document.
        while let Some(element) = found.pop() {
            ordered.push(element);
            at += 1;
            let mut children: Vec<&Self> = element.elements().collect();
            children.reverse();
            found.extend(children);
        }
        debug_assert_eq!(at, ordered.len());
        ordered
    }

    /// Its content as tokens; names in lower case. `replace` may put tokens in place of an element.
    pub(super) fn tokens(&self, replace: &mut dyn FnMut(&Self) -> Option<Vec<Token>>) -> Vec<Token> {
        let mut out = Vec::new();
        self.add_tokens(replace, &mut out);
        out
    }

    fn add_tokens(&self, replace: &mut dyn FnMut(&Self) -> Option<Vec<Token>>, out: &mut Vec<Token>) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push(Token::Text(text.clone())),
                Node::Element(element) => {
                    if let Some(instead) = replace(element) {
                        out.extend(instead);
                        continue;
                    }
                    let name = element.name.to_ascii_lowercase();
                    out.push(Token::Open(name.clone(), element.attributes.clone()));
                    element.add_tokens(replace, out);
                    out.push(Token::Close(name));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_the_document_are_never_expanded() {
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\n\
                    <a k=\"&b;&lt;\">&b;&c;&amp;&#65;&eacute;<![CDATA[<&b;]]></a>";
        let root = parse(bomb).unwrap();
        assert_eq!(root.text(), "&b;&c;&Aé<&b;");
        assert_eq!(root.attribute("k"), Some("&b;<"));
        assert_eq!(root.line, 2);
    }

    #[test]
    fn what_is_too_deep_or_broken_is_refused_with_its_line() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(parse(&deep).unwrap_err().what, "exchange-xml-deep");
        assert_eq!(parse("<a>\n\n</b>").unwrap_err(), {
            let mut expected = parse("<a>\n\n</b>").unwrap_err();
            expected.line = 3;
            expected
        });
        assert_eq!(parse("").unwrap_err().what, "exchange-xml-empty");
        assert_eq!(parse("no xml").unwrap_err().what, "exchange-xml-empty");
    }

    #[test]
    fn names_lose_their_prefix_and_lines_are_counted() {
        let root = parse("\n<q:a xmlns:q='u'>\n<q:b/>\n<c>t</c></q:a>").unwrap();
        let found: Vec<(&str, u32)> = root.descendants().iter().map(|e| (e.name.as_str(), e.line)).collect();
        assert_eq!(found, [("a", 2), ("b", 3), ("c", 4)]);
        assert_eq!(root.text_of("c"), "t");
    }
}
