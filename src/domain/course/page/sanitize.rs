//! The last gate before HTML leaves the compiler: whatever the writers of `html.rs` did wrong, only the tags and
//! attributes of this list come out.

use super::{WORD_END, WORD_START};
use ammonia::Builder;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "aside",
    "audio",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "track",
    "ul",
    "video",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "rel", "aria-label"]),
    ("abbr", &["title"]),
    ("audio", &["controls", "preload", "src", "aria-label"]),
    ("details", &["open"]),
    ("div", &["tabindex", "role", "aria-label"]),
    ("img", &["src", "alt", "loading", "decoding", "width", "height"]),
    ("ol", &["start"]),
    ("th", &["scope"]),
    ("track", &["kind", "src", "srclang"]),
    ("video", &["controls", "preload", "src", "poster", "aria-label"]),
];

static GATE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut gate = Builder::empty();
    let attributes: HashMap<&str, HashSet<&str>> =
        ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect();
    gate.tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["class", "id", "lang"]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None);
    gate
});

/// Characters that stand for entities until the gate is passed: it takes minutes for a megabyte of entities, and a
/// character that is not `<` cannot be taken for one. Authors cannot write them: `escape` takes them out.
const ENTITIES: [(char, char, &str); 5] = [
    ('&', '\u{E002}', "&amp;"),
    ('<', '\u{E003}', "&lt;"),
    ('>', '\u{E004}', "&gt;"),
    ('"', '\u{E005}', "&quot;"),
    ('\'', '\u{E006}', "&#39;"),
];

/// The `&` of an entity that an author wrote in raw HTML.
pub(crate) const KEPT_AMPERSAND: char = '\u{E007}';

/// Text for HTML content or a quoted attribute; to be passed through `clean`.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let special = |character: char| {
        matches!(character, '&' | '<' | '>' | '"' | '\'' | '\0' | WORD_START | WORD_END | '\u{E002}'..=KEPT_AMPERSAND)
    };
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let stand_in = |character: char| {
        let entity = ENTITIES.iter().find(|(plain, ..)| *plain == character);
        entity.map_or_else(|| (!special(character)).then_some(character), |(_, stand_in, _)| Some(*stand_in))
    };
    Cow::Owned(text.chars().filter_map(stand_in).collect())
}

/// HTML without anything that is not on the list.
pub(crate) fn clean(html: &str) -> String {
    if html.is_empty() {
        return String::new();
    }
    let clean = GATE.clean(html).to_string();
    if !clean.contains(|character: char| ('\u{E002}'..=KEPT_AMPERSAND).contains(&character)) {
        return clean;
    }
    let mut out = String::with_capacity(clean.len() + 64);
    for character in clean.chars() {
        match ENTITIES.iter().find(|(_, stand_in, _)| *stand_in == character) {
            Some((_, _, entity)) => out.push_str(entity),
            None if character == KEPT_AMPERSAND => out.push('&'),
            None => out.push(character),
        }
    }
    out
}
