//! Task lists as answers: markers, feedback and settings of each item, and questions of one or several choices.

use super::attributes::{Settings, comment_inside, read};
use super::document::{Kind, Node, plain};
use super::pass::Pass;
use super::sanitize::clean;
use super::settings::Place;
use super::{ChoiceKind, ParsedAnswers, ParsedChoice, Span};
use crate::course::question::Partial;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;

/// What an item begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    /// `[x]` or `[ ]` with its place.
    Valid(bool, Span),
    /// Something that was meant as one.
    Malformed(bool, Span),
    /// Nothing of the kind.
    None,
}

/// An item of an answer list.
#[derive(Debug)]
pub(crate) struct Entry {
    /// `[x]`
    pub(crate) right: bool,
    /// The marker.
    pub(crate) marker: Span,
    /// The text after the marker.
    pub(crate) text_span: Span,
    /// Plain text.
    pub(crate) plain: String,
    /// Place of the code span, where the text is nothing else.
    pub(crate) code: Option<Span>,
    /// Inline HTML.
    pub(crate) html: String,
    /// HTML.
    pub(crate) feedback: Option<String>,
    /// From attribute comments.
    pub(crate) settings: Settings,
    /// Whether E203 was reported.
    pub(crate) malformed: bool,
}

/// Whether a block is a list of choices, or was meant as one.
pub(crate) fn is_choice_list(block: &Node, text: &str) -> bool {
    matches!(block.kind, Kind::List(_)) && block.children.iter().any(|item| mark(item, text) != Mark::None)
}

/// Whether one of the items is ticked.
pub(crate) fn has_right(list: &Node, text: &str) -> bool {
    list.children.iter().any(|item| matches!(mark(item, text), Mark::Valid(true, _) | Mark::Malformed(true, _)))
}

/// The first line of a span.
pub(crate) fn first_line(text: &str, span: &Span) -> Span {
    let line = text[span.clone()].lines().next().unwrap_or_default();
    span.start..span.start + line.trim_end().len()
}

/// Where the item's content begins in the source.
fn content_start(item: &Node, text: &str) -> usize {
    let source = &text[item.span.clone()];
    let bullet = source.trim_start().trim_start_matches(|character: char| character.is_ascii_digit());
    let after = bullet.get(1..).unwrap_or_default();
    item.span.start + source.len() - after.trim_start_matches([' ', '\t']).len()
}

fn mark(item: &Node, text: &str) -> Mark {
    let first = item.children.first();
    let inner = first.and_then(|first| first.children.first());
    for node in [first, inner].into_iter().flatten() {
        if let Kind::Marker(ticked) = node.kind {
            return Mark::Valid(ticked, node.span.clone());
        }
    }
    let start = content_start(item, text);
    let Some(rest) = text.get(start..item.span.end).and_then(|source| source.strip_prefix('[')) else {
        return Mark::None;
    };
    let Some((end, _)) = rest.char_indices().take(4).find(|(_, character)| *character == ']') else {
        return Mark::None;
    };
    let inside = rest[..end].trim();
    let ticked = matches!(inside, "x" | "X" | "v" | "V" | "✓" | "✔" | "✅" | "√" | "×" | "*" | "+");
    let meant = ticked || matches!(inside, "" | "~" | "-" | "_" | "." | "o" | "O");
    if !meant || rest[end + 1..].starts_with(['(', '[', ':']) {
        return Mark::None;
    }
    Mark::Malformed(ticked, start..start + end + 2)
}

impl Pass<'_, '_> {
    /// Reads one item with everything that is wrong with it; none where it is no choice.
    pub(crate) fn entry(&mut self, item: &Node, place: Place) -> Option<Entry> {
        let text = self.input.text;
        let line = first_line(text, &item.span);
        let (right, marker, malformed) = match mark(item, text) {
            Mark::Valid(right, span) => (right, span, false),
            Mark::Malformed(right, span) => {
                let found = self.findings.report("E203", span.clone());
                found.arg("marker", &text[span.clone()]).arg("write", if right { "[x]" } else { "[ ]" });
                (right, span, true)
            }
            Mark::None => {
                self.findings.report("E204", line);
                return None;
            }
        };
        let content = flatten(item);
        let settings = self.entry_settings(&content, place);
        let shown: Vec<&Node> = content.into_iter().filter(|node| !is_settings(node, text)).collect();
        self.check_lines(item, marker.end);
        let (html, feedback) = self.entry_html(item, &shown);
        let (text_span, code) = text_place(&shown, marker.end);
        if html.is_empty() && !malformed {
            self.findings.report("E206", line);
        }
        let plain = shown.iter().map(|node| plain(std::slice::from_ref(*node))).collect::<String>();
        let plain = plain.trim().to_owned();
        Some(Entry { right, marker, text_span, plain, code, html, feedback, settings, malformed })
    }

    fn entry_settings(&mut self, content: &[&Node], place: Place) -> Settings {
        let mut settings = Settings::default();
        for node in content {
            if let Some(inside) = comment_inside(self.input.text, node.span.clone()).filter(|_| is_html(node)) {
                let more = read(self.input.text, inside, true, &mut self.findings);
                settings.add(more, &mut self.findings);
            }
        }
        self.check_settings(&settings, place);
        settings
    }

    /// E205 and W209, decided from the source: lines that were joined to the choice.
    fn check_lines(&mut self, item: &Node, start: usize) {
        let text = self.input.text;
        let end = first_run(item).max(start);
        let line_start = text[..item.span.start].rfind('\n').map_or(0, |at| at + 1);
        let width = content_start(item, text) - line_start;
        let mut at = start;
        for (number, line) in text[start..end].split_inclusive('\n').enumerate() {
            let words = line.trim_start();
            let indent = line.len() - words.len();
            let place = at + indent..at + line.trim_end().len();
            at += line.len();
            if number == 0 || words.is_empty() {
                continue;
            }
            if words.starts_with('>') {
                self.findings.report("E205", place);
            } else if indent < width && !line.starts_with('\t') {
                self.findings.report("W209", place);
            }
        }
    }

    fn entry_html(&mut self, item: &Node, shown: &[&Node]) -> (String, Option<String>) {
        let outer = self.open_fragment();
        let mut html = String::new();
        for node in shown {
            self.node(node, &mut html);
        }
        let mut html = html.trim().to_owned();
        self.write_notes(&mut html);
        self.scope = outer;
        let mut feedback = String::new();
        for quote in &item.children {
            match quote.kind {
                Kind::Quote(None) => {
                    self.check_alert_marker(quote);
                    feedback.push_str(&self.fragment(&quote.children));
                }
                Kind::Quote(Some(_)) => feedback.push_str(&self.fragment(std::slice::from_ref(quote))),
                _ => {}
            }
        }
        let feedback = feedback.trim();
        (clean(&html), (!feedback.is_empty()).then(|| feedback.to_owned()))
    }

    /// E201: at least one must be right.
    pub(crate) fn check_right(&mut self, entries: &[Entry]) {
        if let Some(first) = entries.first()
            && !entries.iter().any(|entry| entry.right)
        {
            self.findings.report("E201", first.marker.clone());
        }
    }

    /// A question of one or several choices.
    pub(crate) fn choices(
        &mut self,
        settings: &Settings,
        place: Place,
        entries: Vec<Entry>,
        list: &Span,
    ) -> Option<ParsedAnswers> {
        let right = entries.iter().filter(|entry| entry.right).count();
        let kind = if settings.has_class("multi") {
            ChoiceKind::Multiple
        } else if is_true_false(&entries) {
            ChoiceKind::TrueFalse
        } else if right > 1 && !settings.has_class("single") {
            ChoiceKind::Multiple
        } else {
            ChoiceKind::Single
        };
        self.check_right(&entries);
        if kind != ChoiceKind::Multiple
            && let Some(second) = entries.iter().filter(|entry| entry.right).nth(1)
        {
            self.findings.report("E201", second.marker.clone()).variant("several");
        }
        if entries.len() == 1 {
            self.findings.report("E207", list.clone());
        }
        self.check_equal(&entries);
        let partial = self.partial(settings, place, kind);
        let choices: Vec<ParsedChoice> = entries.into_iter().map(|entry| self.choice(entry)).collect();
        (!choices.is_empty()).then_some(ParsedAnswers::Choices { kind, partial, choices })
    }

    /// A survey: nothing in it is right.
    pub(crate) fn survey(&mut self, settings: &Settings, entries: Vec<Entry>, list: &Span) -> Option<ParsedAnswers> {
        self.refuse_right(&entries, "survey");
        if entries.len() == 1 {
            self.findings.report("E207", list.clone());
        }
        self.check_equal(&entries);
        let kind = ChoiceKind::Survey { several: settings.has_class("multi") };
        let choices: Vec<ParsedChoice> = entries.into_iter().map(|entry| self.choice(entry)).collect();
        (!choices.is_empty()).then_some(ParsedAnswers::Choices { kind, partial: Partial::Exact, choices })
    }

    /// E108: `[x]` in a list in which nothing is right.
    pub(crate) fn refuse_right(&mut self, entries: &[Entry], kind: &str) {
        for entry in entries.iter().filter(|entry| entry.right) {
            self.findings.report("E108", entry.marker.clone()).arg("setting", "[x]").arg("kind", kind);
        }
    }

    /// E208: two choices say the same.
    fn check_equal(&mut self, entries: &[Entry]) {
        let mut seen: HashMap<String, &Entry> = HashMap::new();
        for entry in entries.iter().filter(|entry| !entry.html.is_empty()) {
            let said: String = entry.html.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(first) = seen.get(&said) {
                let position = self.findings.position(first.text_span.clone());
                let found = self.findings.report("E208", entry.text_span.clone());
                found.arg("text", entry.plain.as_str()).label(self.input.file, position);
            } else {
                seen.insert(said, entry);
            }
        }
    }

    /// How points are shared; what may stand there depends on how many choices are right.
    fn partial(&mut self, settings: &Settings, place: Place, kind: ChoiceKind) -> Partial {
        let several = kind == ChoiceKind::Multiple;
        let default = if several { Partial::Net } else { Partial::Exact };
        if self.input.translation {
            return default;
        }
        let Some(setting) = self.words(settings, place, "partial") else { return default };
        match (setting.value.as_str(), several) {
            ("net", true) => Partial::Net,
            ("each", true) => Partial::Each,
            ("exact", true) | ("none", false) => Partial::Exact,
            _ => {
                self.bad_value(setting, "one-of", if several { "net, exact, each" } else { "none" });
                default
            }
        }
    }

    fn choice(&mut self, entry: Entry) -> ParsedChoice {
        let settings = &entry.settings;
        let worth = self.share(settings, Place::Choice, "worth");
        let why = self.words(settings, Place::Choice, "why").map(|why| why.value.clone());
        ParsedChoice {
            id: settings.id().map(|id| id.name.clone()),
            pin: settings.key("pin").is_some(),
            html: entry.html,
            right: entry.right,
            worth,
            why,
            feedback: entry.feedback,
        }
    }
}

/// Keeps the paragraphs of a choice apart.
static BREAK: Node = Node { kind: Kind::HardBreak, span: 0..0, children: Vec::new() };

/// What an item shows: without its marker and feedback, its paragraphs taken out of their frames.
pub(crate) fn flatten(item: &Node) -> Vec<&Node> {
    let mut content = Vec::new();
    for child in &item.children {
        match child.kind {
            Kind::Quote(_) | Kind::Marker(_) => {}
            Kind::Paragraph => {
                if !content.is_empty() {
                    content.push(&BREAK);
                }
                content.extend(child.children.iter().filter(|node| !matches!(node.kind, Kind::Marker(_))));
            }
            _ => content.push(child),
        }
    }
    content
}

fn is_html(node: &Node) -> bool {
    matches!(node.kind, Kind::Tag(_) | Kind::HtmlBlock(_))
}

fn is_settings(node: &Node, text: &str) -> bool {
    is_html(node) && comment_inside(text, node.span.clone()).is_some()
}

/// Where the first paragraph of an item ends, or its text where the list is tight.
fn first_run(item: &Node) -> usize {
    let is_block = |node: &&Node| {
        matches!(
            node.kind,
            Kind::Quote(_)
                | Kind::List(_)
                | Kind::Fence(..)
                | Kind::HtmlBlock(_)
                | Kind::Table(_)
                | Kind::Heading(_)
                | Kind::Paragraph
        )
    };
    let nodes = match item.children.first() {
        Some(Node { kind: Kind::Paragraph, children, .. }) => children,
        _ => &item.children,
    };
    nodes.iter().take_while(|node| !is_block(node)).last().map_or(item.span.start, |node| node.span.end)
}

/// Place of the text, and of the code span that is all of it.
fn text_place(shown: &[&Node], fallback: usize) -> (Span, Option<Span>) {
    let visible = |node: &&&Node| {
        !matches!(&node.kind, Kind::SoftBreak) && !plain(std::slice::from_ref(**node)).trim().is_empty()
    };
    let solid: Vec<&&Node> = shown.iter().filter(visible).collect();
    let span = match (solid.first(), solid.last()) {
        (Some(first), Some(last)) => first.span.start..last.span.end.max(first.span.start),
        _ => fallback..fallback,
    };
    let code = match solid.as_slice() {
        [only] if matches!(only.kind, Kind::Code(_)) => Some(only.span.clone()),
        _ => None,
    };
    (span, code)
}

/// Whether the two choices are Đúng and Sai, or True and False.
fn is_true_false(entries: &[Entry]) -> bool {
    let [first, second] = entries else { return false };
    let word = |entry: &Entry| entry.plain.trim_end_matches(['.', '!']).nfc().collect::<String>().to_lowercase();
    let words = (word(first), word(second));
    [("đúng", "sai"), ("true", "false")]
        .iter()
        .any(|(yes, no)| (words.0 == *yes && words.1 == *no) || (words.0 == *no && words.1 == *yes))
}
