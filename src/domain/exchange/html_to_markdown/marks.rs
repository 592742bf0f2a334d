//! Marks, links and pictures inside of a line.

use super::super::html::attribute;
use super::super::media;
use super::Writer;

pub(super) fn sign(name: &str) -> Option<&'static str> {
    Some(match name {
        "b" | "strong" => "**",
        "i" | "em" => "*",
        "s" | "del" | "strike" => "~~",
        "sub" => "<sub>",
        "sup" => "<sup>",
        "kbd" => "<kbd>",
        "mark" => "<mark>",
        _ => return None,
    })
}

impl Writer<'_, '_> {
    pub(super) fn close_mark(&mut self, sign: &'static str) {
        let Some(found) = self.marks.iter().rposition(|mark| mark.name == sign) else { return };
        while self.marks.len() > found {
            let Some(mark) = self.marks.pop() else { return };
            let Some(at) = mark.at else { continue };
            let start = at + mark.name.len();
            let inner = self.line.get(start..).unwrap_or_default();
            let trailing = inner.len() - inner.trim_end().len();
            let leading = inner.len() - inner.trim_start().len();
            if inner.trim().is_empty() || self.line.get(at..start) != Some(mark.name) {
                if self.line.get(at..start) == Some(mark.name) {
                    self.line.replace_range(at..start, "");
                }
                continue;
            }
            if let Some(name) = mark.name.strip_prefix('<') {
                self.line.push_str("</");
                self.line.push_str(name);
                continue;
            }
            let before = self.line[..at].chars().next_back();
            let opens_badly = before.is_some_and(char::is_alphanumeric)
                && !self.line[start + leading..].starts_with(char::is_alphanumeric);
            if opens_badly {
                self.line.replace_range(at..start, "");
                continue;
            }
            self.line.truncate(self.line.len() - trailing);
            let mut open = at;
            if leading > 0 {
                self.line.replace_range(at..start + leading, &format!(" {}", mark.name));
                open += 1;
            }
            let close = self.line.len();
            self.line.push_str(mark.name);
            if trailing > 0 {
                self.line.push(' ');
                self.closed = None;
            } else {
                self.closed = Some((mark.name, open, close));
            }
        }
    }

    pub(super) fn close_link(&mut self) {
        let Some((at, href)) = self.href.take() else { return };
        let Some(text) = self.line.get(at..) else { return };
        let (text, href) = (text.trim().to_owned(), href.trim().to_owned());
        let safe = ["https://", "http://", "mailto:"].iter().any(|scheme| href.starts_with(scheme));
        let odd = href
            .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '(' | ')' | '\\' | '|'));
        if text.is_empty() {
            return;
        }
        if !safe || odd || text.contains("](") {
            self.notes.imported.lose(self.notes.line, "exchange-loss-link").with("link", href);
            return;
        }
        self.line.truncate(at);
        if at > 0 && !self.line.ends_with([' ', '\n', '(']) {
            self.line.push(' ');
        }
        self.raw(&format!("[{text}]({href})"));
    }

    pub(super) fn image(&mut self, attributes: &[(String, String)]) {
        let Some(source) = attribute(attributes, "src").or_else(|| attribute(attributes, "data")) else { return };
        let line = self.notes.line;
        let name = super::super::text::shortened(source.split(',').next().unwrap_or_default());
        let path = if let Some(data) = source.strip_prefix("data:") {
            let bytes = data.split_once("base64,").and_then(|(_, base64)| media::decode(base64)).unwrap_or_default();
            media::keep(self.notes.imported, line, "", &bytes)
        } else if let Some(bytes) = self.notes.files.get(&file_name(source)) {
            media::keep(self.notes.imported, line, &file_name(source), bytes)
        } else if source.starts_with("https://") && !source.contains([' ', '<', '>', '(', ')', '\\']) {
            Some(source.to_owned())
        } else {
            self.notes.imported.lose(line, "exchange-loss-media").with("name", &name);
            None
        };
        let alt = attribute(attributes, "alt").map(str::trim).unwrap_or_default();
        let Some(path) = path else {
            let text = if alt.is_empty() { name } else { alt.to_owned() };
            self.raw(&super::super::text::inline(&format!("[{text}]")));
            return;
        };
        if path.ends_with(".mp3") || path.ends_with(".mp4") {
            self.raw(&format!("[{}]({path})", super::super::text::inline(if alt.is_empty() { &name } else { alt })));
            return;
        }
        if alt.is_empty() {
            self.notes.imported.lose(line, "exchange-loss-alt").with("name", &name);
        }
        let alt =
            super::super::text::inline(if alt.is_empty() { path.rsplit('/').next().unwrap_or_default() } else { alt });
        self.raw(&format!("![{alt}]({path})"));
    }
}

fn file_name(source: &str) -> String {
    let bare = source.split(['?', '#']).next().unwrap_or_default();
    let name = bare.rsplit('/').next().unwrap_or_default();
    percent_decoded(name)
}

/// `a%20b` as `a b`.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| *byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
