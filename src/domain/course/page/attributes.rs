//! Settings `{#id .class key=value}` and attribute comments `<!-- {…} -->`: the parser gives no places for them, so
//! they are read again from the source. Which setting may stand where is said in `settings.rs`.

use super::Span;
use super::findings::Findings;

/// More settings than there are kinds of them; the rest of a hostile heading is not kept.
const MOST_SETTINGS: usize = 64;

/// What a setting looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `#id`
    Id,
    /// `.class`
    Class,
    /// `key=value`
    Key,
    /// `word`
    Word,
}

/// One setting with its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting {
    /// What it looks like.
    pub(crate) form: Form,
    /// Id, class, key or word, without sign.
    pub(crate) name: String,
    /// Place of the name; with its dot for a class.
    pub(crate) name_span: Span,
    /// What stands after `=`.
    pub(crate) value: String,
    /// Place of the value.
    pub(crate) value_span: Span,
}

/// The settings of one heading or choice, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// In source order.
    pub(crate) list: Vec<Setting>,
}

impl Settings {
    /// The id with its place.
    pub(crate) fn id(&self) -> Option<&Setting> {
        self.list.iter().find(|setting| setting.form == Form::Id)
    }

    /// Whether `.name` is there.
    pub(crate) fn has_class(&self, name: &str) -> bool {
        self.classes().any(|setting| setting.name == name)
    }

    /// All classes.
    pub(crate) fn classes(&self) -> impl Iterator<Item = &Setting> {
        self.list.iter().filter(|setting| setting.form == Form::Class)
    }

    /// The setting `name=…` or `name`.
    pub(crate) fn key(&self, name: &str) -> Option<&Setting> {
        self.list.iter().find(|setting| matches!(setting.form, Form::Key | Form::Word) && setting.name == name)
    }

    /// Adds settings; what is there already is E107.
    pub(crate) fn add(&mut self, more: Vec<Setting>, findings: &mut Findings<'_, '_>) {
        for setting in more {
            let twice = self.list.iter().any(|earlier| match setting.form {
                Form::Id => earlier.form == Form::Id,
                Form::Class => earlier.form == Form::Class && earlier.name == setting.name,
                Form::Key | Form::Word => {
                    matches!(earlier.form, Form::Key | Form::Word) && earlier.name == setting.name
                }
            });
            if twice {
                let shown = if setting.form == Form::Id { "#id" } else { setting.name.as_str() };
                findings.report("E107", setting.name_span.clone()).arg("key", shown);
            } else if self.list.len() < MOST_SETTINGS {
                self.list.push(setting);
            }
        }
    }
}

/// Reads what stands between the braces. In a comment values may be quoted, in a heading not.
pub(crate) fn read(text: &str, inside: Span, comment: bool, findings: &mut Findings<'_, '_>) -> Vec<Setting> {
    let mut settings = Vec::new();
    for span in tokens(text, inside, comment) {
        for part in split(text, span, comment, findings) {
            settings.extend(setting(text, part, comment, findings));
        }
    }
    settings
}

/// Places of the tokens: separated by white space, which a quoted value of a comment may hold.
fn tokens(text: &str, inside: Span, comment: bool) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, character) in text[inside.clone()].char_indices() {
        let at = inside.start + at;
        if comment && character == '"' {
            quoted = !quoted;
        }
        if character.is_ascii_whitespace() && !quoted {
            found.extend(start.take().map(|start| start..at));
        } else if start.is_none() {
            start = Some(at);
        }
    }
    found.extend(start.map(|start| start..inside.end));
    found
}

/// Splits a token at no-break spaces and at commas that hide further settings, and warns of them (W108).
fn split(text: &str, span: Span, comment: bool, findings: &mut Findings<'_, '_>) -> Vec<Span> {
    let token = &text[span.clone()];
    if comment && token.contains('"') {
        return vec![span];
    }
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, character) in token.char_indices() {
        let hides = match character {
            '\u{a0}' | '\u{202f}' => true,
            ',' => comma_hides(&token[start..at], &token[at + 1..]),
            _ => false,
        };
        if hides {
            let width = character.len_utf8();
            let place = span.start + at..span.start + at + width;
            let name = if character == ',' { "comma" } else { "no-break-space" };
            findings.report("W108", place).variant(name);
            parts.push(span.start + start..span.start + at);
            start = at + width;
        }
    }
    parts.push(span.start + start..span.end);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a comma is no part of a list of values: after an id or class, or before something like a setting.
fn comma_hides(before: &str, after: &str) -> bool {
    if before.starts_with(['#', '.']) || after.starts_with(['#', '.']) {
        return true;
    }
    let next = after.split(',').next().unwrap_or_default();
    next.split_once('=').is_some_and(|(key, _)| key.len() > 1 && key.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Reads one token.
fn setting(text: &str, span: Span, comment: bool, findings: &mut Findings<'_, '_>) -> Option<Setting> {
    let token = &text[span.clone()];
    if !comment && token.contains('"') {
        findings.report("E104", span).variant("quotes").arg("setting", token);
        return None;
    }
    let sign = token.as_bytes()[0];
    let (key, value) = token.split_once('=').unwrap_or((token, ""));
    let signed = matches!(sign, b'#' | b'.');
    if (signed && token.len() == 1) || (!signed && key.chars().count() <= 1) {
        findings.report("W105", span).arg("setting", token);
        return None;
    }
    let (form, name, name_start) = match sign {
        b'#' => (Form::Id, &token[1..], span.start + 1),
        b'.' => (Form::Class, &token[1..], span.start),
        _ if token.contains('=') => (Form::Key, key, span.start),
        _ => (Form::Word, token, span.start),
    };
    let name_end = if form == Form::Key { span.start + key.len() } else { span.end };
    let mut value_span = if form == Form::Key { span.start + key.len() + 1..span.end } else { span.end..span.end };
    let mut value = if form == Form::Key { value } else { "" };
    if let Some(bare) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        value_span = value_span.start + 1..value_span.end - 1;
        value = bare;
    }
    Some(Setting { form, name: name.to_owned(), name_span: name_start..name_end, value: value.to_owned(), value_span })
}

/// The inside of an attribute comment `<!-- {…} -->`, if the source range is one.
pub(crate) fn comment_inside(text: &str, span: Span) -> Option<Span> {
    let source = text.get(span.clone())?;
    let lead = source.len() - source.trim_start().len();
    let inner = source.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let skipped = inner.len() - inner.trim_start().len();
    let inside = inner.trim().strip_prefix('{')?.strip_suffix('}')?;
    let start = span.start + lead + "<!--".len() + skipped + 1;
    looks_like_settings(inside).then(|| start..start + inside.len())
}

/// Whether text between braces was meant as settings.
pub(crate) fn looks_like_settings(inside: &str) -> bool {
    !inside.contains(['{', '}'])
        && inside.split_whitespace().any(|token| {
            let name = |rest: &str| rest.starts_with(|first: char| first.is_alphanumeric());
            token.strip_prefix(['#', '.']).is_some_and(name)
                || token == "pin"
                || token.split_once('=').is_some_and(|(key, _)| key.starts_with(char::is_alphabetic))
        })
}
