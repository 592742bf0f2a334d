//! Block tree -> HTML: text, marks, links and images.

use super::document::{Kind, Node, plain};
use super::pass::Pass;
use super::repair;
use super::sanitize::escape;
use super::{Span, Target};
use crate::course::question::blank_mark;
use std::fmt::Write as _;

impl Pass<'_, '_> {
    /// Writes an inline element.
    pub(crate) fn inline(&mut self, node: &Node, out: &mut String) {
        match &node.kind {
            Kind::Text(text) => self.text(text, node.span.clone(), out),
            Kind::Code(code) => {
                self.page.words += code.split_whitespace().count();
                let _ = write!(out, "<code>{}</code>", escape(code));
            }
            Kind::Tag(tag) => self.raw(&[(node.span.start, tag.clone())], out),
            Kind::Emphasis => self.marked("em", node, out),
            Kind::Strong => self.marked("strong", node, out),
            Kind::Strike => self.marked("del", node, out),
            Kind::Link(destination) => self.link(node, destination, out),
            Kind::Image(destination, title) => self.image(node, destination, title, out),
            Kind::NoteRef(label) => self.note_reference(label, out),
            Kind::SoftBreak => out.push('\n'),
            Kind::HardBreak => out.push_str("<br>\n"),
            Kind::Marker(ticked) => out.push_str(if *ticked { "\u{2611} " } else { "\u{2610} " }),
            Kind::Math(display, math) => self.formula(math, *display, node.span.clone(), out),
            Kind::Blank(number, _) => out.push_str(&blank_mark(*number)),
            _ => self.nodes(&node.children, out),
        }
    }

    fn marked(&mut self, tag: &str, node: &Node, out: &mut String) {
        let _ = write!(out, "<{tag}>");
        self.nodes(&node.children, out);
        let _ = write!(out, "</{tag}>");
    }

    fn text(&mut self, text: &str, span: Span, out: &mut String) {
        self.page.words += text.split_whitespace().count();
        self.check_text(span);
        if self.in_link {
            out.push_str(&escape(text));
        } else {
            super::prose::autolink(text, out);
        }
    }

    /// Where a destination leads, with everything that is to be noted or said about it.
    pub(crate) fn follow(&mut self, node: &Node, destination: &str) -> Option<String> {
        match self.input.site.resolve(self.input.file, destination) {
            Target::Page { url, file, anchor } => {
                let span = self.destination_span(node, destination);
                self.page.page_links.push((file, anchor, span));
                Some(url)
            }
            Target::Media { url } => {
                self.note_media(destination);
                Some(url)
            }
            Target::External if is_external(destination) => Some(destination.to_owned()),
            Target::External | Target::Forbidden => {
                let span = self.destination_span(node, destination);
                self.findings.report("W410", span).variant("scheme").arg("link", destination);
                None
            }
            Target::Missing { nearest } => {
                self.missing(node, destination, nearest);
                None
            }
        }
    }

    /// E403 or E407; warnings where the course was not made for this server.
    fn missing(&mut self, node: &Node, destination: &str, nearest: Option<String>) {
        let path = destination.split(['#', '?']).next().unwrap_or_default();
        let extension = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
        let is_page = extension.is_none_or(|extension| matches!(extension, "md" | "mdx" | "html" | "htm"));
        let code = match (is_page && !matches!(node.kind, Kind::Image(..)), self.input.found) {
            (true, false) => "E407",
            (true, true) => "W407",
            (false, false) => "E403",
            (false, true) => "W403",
        };
        let span = self.destination_span(node, destination);
        let fix = nearest.as_deref().filter(|_| code.ends_with("403"));
        let fix = fix.and_then(|nearest| repair::destination(self.input.text, &span, destination, nearest));
        let found = self.findings.report(code, span).arg("link", destination);
        if let Some(nearest) = nearest {
            found.variant("nearest").arg("nearest", nearest).fix(fix);
        }
    }

    /// The destination in the source of an inline link; the whole link where it stands elsewhere.
    pub(crate) fn destination_span(&self, node: &Node, destination: &str) -> Span {
        let from = node.children.last().map_or(node.span.start, |child| child.span.end).min(node.span.end);
        let source = self.source(from..node.span.end);
        let Some(at) = source.find("](") else {
            let whole = self.source(node.span.clone());
            let bare = destination.strip_prefix("mailto:").unwrap_or(destination);
            let autolink = whole.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) == Some(bare);
            return if autolink { node.span.start + 1..node.span.end - 1 } else { node.span.clone() };
        };
        let rest = &source[at + 2..];
        let trimmed = rest.trim_start();
        let (bare, bracket) = trimmed.strip_prefix('<').map_or((trimmed, false), |bare| (bare, true));
        let start = from + source.len() - bare.len();
        let length = if !destination.is_empty() && bare.starts_with(destination) {
            destination.len()
        } else if bracket {
            bare.find('>').unwrap_or(bare.len())
        } else {
            bare.find(char::is_whitespace).unwrap_or(bare.len().saturating_sub(1))
        };
        start..start + length
    }

    fn link(&mut self, node: &Node, destination: &str, out: &mut String) {
        let url = self.follow(node, destination);
        if let Some(url) = &url
            && let Some(explanation) = self.explanation(destination)
        {
            self.term(node, url, &explanation, out);
            return;
        }
        let outer = std::mem::replace(&mut self.in_link, true);
        if let Some(url) = &url {
            let _ = write!(out, "<a href=\"{}\"{}>", escape(url), rel(url));
        }
        self.nodes(&node.children, out);
        if url.is_some() {
            out.push_str("</a>");
        }
        self.in_link = outer;
    }

    /// The alternative text: none where the image is decoration, E404 where it is missing.
    pub(crate) fn alternative(&mut self, node: &Node) -> String {
        let text = plain(&node.children);
        let text = text.trim();
        if text.is_empty() {
            let code = if self.input.found { "W404" } else { "E404" };
            self.findings.report(code, node.span.clone());
        }
        if text == "-" { String::new() } else { text.to_owned() }
    }

    /// An image. One from outside would tell its host who reads the page: it becomes a link.
    pub(crate) fn image(&mut self, node: &Node, destination: &str, title: &str, out: &mut String) {
        let alternative = self.alternative(node);
        let Some(url) = self.follow(node, destination) else {
            out.push_str(&escape(&alternative));
            return;
        };
        if is_external(&url) {
            let words = if alternative.is_empty() { url.as_str() } else { alternative.as_str() };
            if self.in_link {
                out.push_str(&escape(words));
            } else {
                let _ = write!(out, "<a class=\"image\" href=\"{}\"{}>{}</a>", escape(&url), rel(&url), escape(words));
            }
            return;
        }
        let _ = write!(out, "<img src=\"{}\" alt=\"{}\"", escape(&url), escape(&alternative));
        if let Some(medium) = self.input.site.medium(self.input.file, destination) {
            if let Some((width, height)) = medium.shape {
                let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
            }
            // Who pays for data is told before the picture is fetched.
            let _ = write!(out, " data-kb=\"{}\"", medium.bytes.div_ceil(1_000));
        }
        out.push_str(" loading=\"lazy\">");
        if !title.is_empty() {
            let _ = write!(out, " <span class=\"caption\">{}</span>", escape(title));
        }
    }
}

/// What an external link says of itself.
pub(crate) fn rel(url: &str) -> &'static str {
    if is_external(url) { " rel=\"noopener noreferrer\"" } else { "" }
}

/// Whether an address leads outside by a scheme that may be used.
pub(crate) fn is_external(url: &str) -> bool {
    let lower = url.get(..8.min(url.len())).unwrap_or_default().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
        && !url.contains(char::is_control)
}
