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
    "button",
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
    ("button", &["type", "popovertarget"]),
    ("audio", &["controls", "preload", "src", "aria-label"]),
    ("details", &["open"]),
    ("div", &["tabindex", "role", "aria-label"]),
    ("img", &["src", "alt", "loading", "decoding", "width", "height", "data-kb"]),
    ("ol", &["start"]),
    ("span", &["popover", "role"]),
    ("th", &["scope"]),
    ("track", &["kind", "src", "srclang"]),
    ("video", &["controls", "preload", "src", "poster", "aria-label"]),
];

/// Formulas: the elements of MathML Core, without those that run or load anything.
const MATH: &[&str] = &[
    "math",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];

/// What every element of a formula may say; never `href` or `style`.
const MATH_ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

static GATE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut gate = Builder::empty();
    let attributes: HashMap<&str, HashSet<&str>> = ATTRIBUTES
        .iter()
        .copied()
        .chain(MATH.iter().map(|tag| (*tag, MATH_ATTRIBUTES)))
        .map(|(tag, names)| (tag, names.iter().copied().collect()))
        .collect();
    gate.tags(TAGS.iter().chain(MATH).copied().collect())
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

/// HTML of another writer, to be passed through `clean`: its entities of text as the characters that stand for them.
pub(crate) fn stand_in_entities(html: &str) -> String {
    let mut out = html.to_owned();
    for (_, stand_in, entity) in ENTITIES {
        if out.contains(entity) {
            out = out.replace(entity, stand_in.encode_utf8(&mut [0; 4]));
        }
    }
    out
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
