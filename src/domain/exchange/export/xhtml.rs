//! The compiler's HTML as plain well-formed XHTML: only what every program shows, without classes and ids.

use super::Losses;
use crate::course::question::Question;
use crate::exchange::html::{Token, attribute, tokens};
use std::fmt::Write as _;

const KEPT: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "dl",
    "dt",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Well-formed HTML; `blank` writes the blank of a number, from 1. Media that stay behind are said.
pub(super) fn xhtml(
    html: &str,
    question: &Question,
    losses: &mut Losses,
    blank: &mut dyn FnMut(usize) -> String,
) -> String {
    let mut out = String::with_capacity(html.len());
    let mut open: Vec<String> = Vec::new();
    let mut hidden = 0_usize;
    for token in tokens(html) {
        match token {
            Token::Text(text) if hidden == 0 => out.push_str(&escape(&text)),
            Token::Text(_) => {}
            Token::Open(name, attributes) => {
                let class = attribute(&attributes, "class").unwrap_or_default();
                if hidden > 0 || (name == "p" && class == "alert-title") {
                    hidden += usize::from(name == "p");
                    continue;
                }
                if class == "blank"
                    && let Some(number) =
                        attribute(&attributes, "id").and_then(|id| id.strip_prefix("blank-")?.parse().ok())
                {
                    out.push_str(&blank(number));
                }
                match name.as_str() {
                    "br" => out.push_str("<br/>"),
                    "img" | "video" | "audio" => {
                        out.push_str(&losses.medium(&name, &attributes, question));
                    }
                    kept if KEPT.contains(&kept) => {
                        out.push('<');
                        out.push_str(kept);
                        if let Some(href) = attribute(&attributes, "href").filter(|href| href.starts_with("http")) {
                            let _ = write!(out, " href=\"{}\"", escape(href));
                        }
                        out.push('>');
                        open.push(name);
                    }
                    _ => {}
                }
            }
            Token::Close(name) => {
                if hidden > 0 {
                    hidden -= usize::from(name == "p");
                } else if let Some(at) = open.iter().rposition(|opened| *opened == name) {
                    for closed in open.drain(at..).rev() {
                        let _ = write!(out, "</{closed}>");
                    }
                }
            }
        }
    }
    for closed in open.iter().rev() {
        let _ = write!(out, "</{closed}>");
    }
    out.trim().to_owned()
}

/// Like [`xhtml`], for texts that have no blanks.
pub(super) fn plain(html: &str, question: &Question, losses: &mut Losses) -> String {
    xhtml(html, question, losses, &mut |_| "_____".to_owned())
}

/// Text for XML, in elements and in quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{e000}'..='\u{f8ff}' => {}
            control if control.is_control() && !matches!(control, '\n' | '\t') => {}
            plain => out.push(plain),
        }
    }
    out
}
