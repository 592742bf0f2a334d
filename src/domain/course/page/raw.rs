//! Raw HTML in Markdown: a few harmless tags are written anew without attributes, everything else is taken out (W410).

use super::Span;
use super::attributes::comment_inside;
use super::pass::Pass;
use super::sanitize::{KEPT_AMPERSAND, escape};
use std::fmt::Write as _;

const ALLOWED: &[&str] = &["details", "summary", "br", "kbd", "sub", "sup", "mark", "abbr"];

/// With so many raw tags open no more are taken.
const MOST_OPEN: usize = 64;

/// Where a place in joined lines stands in the file.
struct Lines {
    text: String,
    /// Offset in `text`, offset in the file.
    starts: Vec<(usize, usize)>,
}

impl Lines {
    fn join(lines: &[(usize, String)]) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (at, line) in lines {
            starts.push((text.len(), *at));
            text.push_str(line);
        }
        Self { text, starts }
    }

    fn place(&self, start: usize, end: usize) -> Span {
        let line = self.starts.partition_point(|(here, _)| *here <= start).saturating_sub(1);
        let (here, there) = self.starts.get(line).copied().unwrap_or_default();
        let line_end = self.starts.get(line + 1).map_or(self.text.len(), |(next, _)| *next);
        there + start - here..there + end.min(line_end) - here
    }
}

impl Pass<'_, '_> {
    /// Writes what may stay of raw HTML.
    pub(crate) fn raw(&mut self, lines: &[(usize, String)], out: &mut String) {
        let mut kept = String::new();
        self.filter(lines, &mut kept);
        if !kept.trim().is_empty() {
            out.push_str(&kept);
        }
    }

    fn filter(&mut self, lines: &[(usize, String)], out: &mut String) {
        let lines = Lines::join(lines);
        self.check_details(&lines);
        let text = lines.text.as_str();
        let mut at = 0;
        let mut no_more = false;
        while let Some(open) = text[at..].find('<').map(|found| at + found) {
            out.push_str(&keep_entities(&text[at..open]));
            let rest = &text[open..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                let end = comment.find("-->").map_or(text.len(), |end| open + 4 + end + 3);
                self.stray_settings(&lines, open, end);
                at = end;
                continue;
            }
            let is_tag = rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next));
            let end = if no_more || !is_tag { None } else { rest.find('>') };
            no_more |= is_tag && end.is_none();
            let Some(end) = end else {
                out.push_str(&escape("<"));
                at = open + 1;
                continue;
            };
            at = self.tag(&lines, open, open + end + 1, out);
        }
        out.push_str(&keep_entities(&text[at..]));
    }

    /// One tag; gives back where to go on.
    fn tag(&mut self, lines: &Lines, open: usize, end: usize, out: &mut String) -> usize {
        let text = lines.text.as_str();
        let inner = &text[open + 1..end - 1];
        let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let name_end = inner.find(|end: char| !end.is_ascii_alphanumeric() && end != '-').unwrap_or(inner.len());
        let name = inner[..name_end].to_ascii_lowercase();
        if ALLOWED.contains(&name.as_str()) && (closing || self.scope.open_tags < MOST_OPEN) {
            if closing {
                self.scope.open_tags = self.scope.open_tags.saturating_sub(1);
                let _ = write!(out, "</{name}>");
                return end;
            }
            self.scope.open_tags += usize::from(name != "br");
            let attributes = &inner[name_end..];
            let _ = write!(out, "<{name}");
            if name == "details" && attributes.split_whitespace().any(|word| word.trim_end_matches('/') == "open") {
                out.push_str(" open");
            }
            if name == "abbr"
                && let Some(title) = attributes.split_once("title=\"").and_then(|(_, rest)| rest.split('"').next())
            {
                let _ = write!(out, " title=\"{}\"", keep_entities(title));
            }
            out.push('>');
            return end;
        }
        if !closing {
            self.remove_tag(&name, lines.place(open, end));
        }
        if !closing && matches!(name.as_str(), "script" | "style") {
            let closes = |at: &usize| {
                let found = text.as_bytes().get(end + at + 2..end + at + 2 + name.len());
                found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            };
            let close = text[end..].match_indices("</").map(|(at, _)| at).find(closes);
            return close.map_or(text.len(), |at| end + at);
        }
        end
    }

    fn remove_tag(&mut self, name: &str, span: Span) {
        if !self.input.found {
            self.findings.report("W410", span).arg("tag", name);
            return;
        }
        match &mut self.removed {
            Some((_, _, count)) => *count += 1,
            None => self.removed = Some((name.to_owned(), span, 1)),
        }
    }

    /// W107: an attribute comment that stands where it sets nothing.
    fn stray_settings(&mut self, lines: &Lines, open: usize, end: usize) {
        let span = lines.place(open, end);
        if comment_inside(self.input.text, span.clone()).is_some() {
            self.findings.report("W107", span).variant("comment");
        }
    }

    /// W408: Markdown in a block of raw HTML that begins with `<details>` stays raw.
    fn check_details(&mut self, lines: &Lines) {
        let Some(open) = lines.text.find("<details") else { return };
        let after = &lines.text[open..];
        let after = after.split_once("</summary>").map_or(after, |(_, rest)| rest);
        if after.lines().any(is_markdown) {
            let end = lines.text[open..].find('>').map_or(lines.text.len(), |end| open + end + 1);
            self.findings.report("W408", lines.place(open, end));
        }
    }
}

/// Whether a line of raw HTML was meant as Markdown.
fn is_markdown(line: &str) -> bool {
    let line = line.trim();
    let list = ["- ", "* ", "+ ", "# ", "## ", "### ", "> ", "```", "1. ", "| "];
    list.iter().any(|mark| line.starts_with(mark)) || ["**", "](", "`"].iter().any(|mark| line.contains(mark))
}

/// Escapes text of raw HTML, in which entities are written as such.
fn keep_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('&');
    out.push_str(&escape(parts.next().unwrap_or_default()));
    for part in parts {
        let name = part.bytes().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let is_entity = name > 0 && part.as_bytes().get(name) == Some(&b';');
        if is_entity {
            out.push(KEPT_AMPERSAND);
        } else {
            out.push_str(&escape("&"));
        }
        out.push_str(&escape(part));
    }
    out
}
