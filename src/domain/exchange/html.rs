//! HTML as a flat row of tokens, read in one pass: foreign HTML is never well-formed, and a tree of it may be 100,000
//! deep. Nothing of it is ever shown: `html_to_markdown.rs` writes Markdown anew.

use quick_xml::escape::resolve_html5_entity;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A tag's name in lower case, and its attributes.
    Open(String, Vec<(String, String)>),
    /// A name in lower case.
    Close(String),
    /// Text without entities.
    Text(String),
}

/// Elements whose content is no text.
const OPAQUE: &[&str] = &["script", "style", "title", "template", "noscript"];

/// Reads HTML. Whatever is no markup is text.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        let Some((token, after)) = markup(from) else {
            push_text(&mut found, before);
            push_raw(&mut found, "<");
            rest = &from[1..];
            continue;
        };
        push_text(&mut found, before);
        rest = after;
        if let Some(Token::Open(name, _)) = &token
            && OPAQUE.contains(&name.as_str())
        {
            rest = skip(rest, name);
        }
        found.extend(token);
    }
    push_text(&mut found, rest);
    found
}

fn push_text(found: &mut Vec<Token>, text: &str) {
    if !text.is_empty() {
        push_raw(found, &unescaped(text));
    }
}

fn push_raw(found: &mut Vec<Token>, text: &str) {
    match found.last_mut() {
        Some(Token::Text(last)) => last.push_str(text),
        _ => found.push(Token::Text(text.to_owned())),
    }
}

/// The markup at the start of the text and what follows; no token for a comment. None where it is text.
fn markup(text: &str) -> Option<(Option<Token>, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some((None, comment.find("-->").map_or("", |end| &comment[end + 3..])));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        return Some((None, text.find('>').map_or("", |end| &text[end + 1..])));
    }
    let closing = text.starts_with("</");
    let inner = &text[if closing { 2 } else { 1 }..];
    if !inner.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))).unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    let name = name.rsplit(':').next().unwrap_or_default().to_owned();
    let (attributes, after) = attributes(&inner[end..]);
    Some((Some(if closing { Token::Close(name) } else { Token::Open(name, attributes) }), after))
}

/// The attributes of a tag up to its `>`.
fn attributes(text: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        if rest.is_empty() {
            return (found, rest);
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        // At least one character goes, or it would never end.
        let end = end.max(rest.chars().next().map_or(0, char::len_utf8));
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
            };
        }
        if found.len() < 32 {
            found.push((name, unescaped(value)));
        }
    }
}

/// What follows the end of an opaque element.
fn skip<'t>(text: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + 2;
        let is_name = text.get(start..start + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_name {
            return text[start..].find('>').map_or("", |end| &text[start + end + 1..]);
        }
        from = start;
    }
    ""
}

/// Text without entities; what is none stays.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(34).position(|byte| byte == b';');
        match end.and_then(|end| entity(&rest[1..end]).map(|shown| (shown, end))) {
            Some((shown, end)) => {
                out.push_str(&shown);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// What an entity shows; none for an unknown one.
pub(super) fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let character = char::from_u32(code)?;
        let hidden = character.is_control() && !matches!(character, '\n' | '\t');
        let hidden = hidden || matches!(character, '\u{feff}' | '\u{e000}'..='\u{f8ff}');
        return Some(if hidden { String::new() } else { character.to_string() });
    }
    resolve_html5_entity(name).map(|shown| shown.replace('\u{a0}', " "))
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The text alone, on one line.
pub(super) fn plain(html: &str) -> String {
    let mut out = String::new();
    for token in tokens(html) {
        match token {
            Token::Text(text) => out.push_str(&text),
            Token::Open(name, _) | Token::Close(name)
                if !matches!(
                    name.as_str(),
                    "b" | "i" | "em" | "strong" | "u" | "span" | "sub" | "sup" | "code" | "a" | "kbd" | "mark"
                ) =>
            {
                out.push(' ');
            }
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_that_is_broken_ends_nowhere_bad() {
        for (html, text) in [
            ("a < b &amp; c", "a < b & c"),
            ("<p>a<br/>b</p>", "a b"),
            ("x<!-- <p> -->y", "xy"),
            ("<script>if (a < b) {}</script>z", "z"),
            ("<SCRIPT>x</ScRiPt >z", "z"),
            ("<script>never ends", ""),
            ("<p title='a>b' x=1 y>t", "t"),
            ("<p title=\"never ends", ""),
            ("<", "<"),
            ("</", "</"),
            ("&unknown; &#0; &#x110000; &#xD0;", "&unknown; &#x110000; Ð"),
            ("&Aacute;&nbsp;b&", "Á b&"),
            ("<a=b>t", "t"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
