//! The last gate before HTML leaves the compiler: whatever the writers of `html.rs` did wrong, only the tags and
//! attributes of this list come out.

use ammonia::Builder;
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

/// HTML without anything that is not on the list.
pub(crate) fn clean(html: &str) -> String {
    if html.is_empty() { String::new() } else { GATE.clean(html).to_string() }
}
