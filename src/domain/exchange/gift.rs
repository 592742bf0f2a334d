//! GIFT: questions parted by blank lines, answers between braces. What is escaped becomes a character of its own until
//! the parts are cut, so that cutting needs to know nothing of escapes.

use super::html_to_markdown::{self as md, Notes};
use super::text::{self, decimal};
use super::{ExchangeAnswers, ExchangeNumber, ExchangeQuestion, ExchangeText, Imported};
use std::collections::BTreeMap;

/// Escaped characters and what stands for them; the reader of bytes lets none of these through.
const ESCAPES: [(char, char); 8] = [
    ('~', '\u{e010}'),
    ('=', '\u{e011}'),
    ('#', '\u{e012}'),
    ('{', '\u{e013}'),
    ('}', '\u{e014}'),
    (':', '\u{e015}'),
    ('n', '\u{e016}'),
    ('\\', '\u{e017}'),
];

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Auto,
    Plain,
    Html,
    Markdown,
}

/// Reads a file.
pub(super) fn import(file: &str) -> Imported {
    let mut imported = Imported::default();
    let (mut category, mut block, mut begin) = (String::new(), String::new(), 1_u32);
    let mut id = String::new();
    for (line, number) in file.lines().chain([""]).zip(1_u32..) {
        let bare = line.trim();
        if let Some(comment) = bare.strip_prefix("//") {
            comment_notes(comment, number, &mut id, &mut imported);
        } else if let Some(path) = bare.strip_prefix("$CATEGORY:") {
            flush(&mut block, begin, &mut id, &category, &mut imported);
            category = path.trim().trim_start_matches("$course$").trim_matches('/').replace("top/", "");
        } else if bare.is_empty() {
            flush(&mut block, begin, &mut id, &category, &mut imported);
        } else {
            if block.is_empty() {
                begin = number;
            }
            block.push_str(line);
            block.push('\n');
        }
    }
    flush(&mut block, begin, &mut id, &category, &mut imported);
    imported
}

/// `// [id:a] [tag:b]`: the id is the name where the question has none; tags are no skills of ours.
fn comment_notes(comment: &str, line: u32, id: &mut String, imported: &mut Imported) {
    let value = |key: &str| {
        let (_, rest) = comment.split_once(key)?;
        Some(rest.split(']').next().unwrap_or_default().trim().to_owned())
    };
    if let Some(found) = value("[id:") {
        *id = found;
    }
    if let Some(tag) = value("[tag:") {
        imported.lose(line, "exchange-loss-tag").with("tag", tag);
    }
}

fn flush(block: &mut String, line: u32, id: &mut String, category: &str, imported: &mut Imported) {
    let source = std::mem::take(block);
    let id = std::mem::take(id);
    if source.trim().is_empty() {
        return;
    }
    let files = BTreeMap::new();
    let mut notes = Notes { imported, line, files: &files };
    if let Some(mut question) = question(&source, line, &mut notes) {
        if !id.is_empty() {
            question.name = id;
        }
        imported.add(category, question);
    }
}

fn question(source: &str, line: u32, notes: &mut Notes<'_>) -> Option<ExchangeQuestion> {
    let source = hidden(source);
    let mut rest = source.trim();
    let mut name = String::new();
    if let Some((found, after)) = rest.strip_prefix("::").and_then(|rest| rest.split_once("::")) {
        name = shown(found).trim().to_owned();
        rest = after.trim_start();
    }
    let (writing, rest) = writing(rest, Writing::Auto);
    let Some((before, inside)) = rest.split_once('{') else {
        notes.imported.lose(line, "exchange-loss-description").with("text", shown(rest));
        return None;
    };
    let Some((inside, after)) = inside.split_once('}') else {
        notes.imported.lose(line, "exchange-loss-broken").with("text", shown(before));
        return None;
    };
    let (inside, explanation) = inside.split_once("####").unwrap_or((inside, ""));
    let after = after.trim();
    let stem = if after.is_empty() { before.to_owned() } else { format!("{} _____ {after}", before.trim_end()) };
    if after.contains('{') {
        notes.imported.lose(line, "exchange-loss-second-answers");
    }
    let answers = answers(inside.trim(), writing, notes)?;
    let stem = blocks(&stem, writing, notes);
    let mut question = ExchangeQuestion::new(line, &name, stem, answers);
    question.explanation = blocks(explanation, writing, notes);
    Some(question)
}

fn answers(inside: &str, writing: Writing, notes: &mut Notes<'_>) -> Option<ExchangeAnswers> {
    if inside.is_empty() {
        notes.imported.lose(notes.line, "exchange-loss-rubric");
        return Some(ExchangeAnswers::Task { files: false, solution: String::new() });
    }
    if let Some(numbers) = inside.strip_prefix('#') {
        return numbers_of(numbers, writing, notes);
    }
    let mut parts = inside.split('#');
    let truth = parts.next().unwrap_or_default().trim().to_ascii_uppercase();
    if matches!(truth.as_str(), "T" | "TRUE" | "F" | "FALSE") {
        // The feedback of a wrong answer comes first.
        let wrong = blocks(parts.next().unwrap_or_default(), writing, notes);
        let right = blocks(parts.next().unwrap_or_default(), writing, notes);
        return Some(super::true_false(truth.starts_with('T'), &right, &wrong));
    }
    let options = options(inside);
    if options.iter().any(|option| option.sign == '~') {
        return Some(choices(&options, writing, notes));
    }
    let is_pair = |option: &Piece<'_>| option.text.contains("->");
    if options.len() > 1 && options.iter().all(is_pair) {
        return Some(pairs(&options, writing, notes));
    }
    if options.is_empty() {
        notes.imported.lose(notes.line, "exchange-loss-broken").with("text", shown(inside));
        return None;
    }
    Some(texts(&options, writing, notes))
}

/// One answer of a list.
struct Piece<'s> {
    sign: char,
    /// Percent between `%`.
    weight: Option<f64>,
    text: &'s str,
    feedback: &'s str,
}

fn options(inside: &str) -> Vec<Piece<'_>> {
    let mut starts: Vec<usize> = inside.match_indices(['=', '~']).map(|(at, _)| at).collect();
    starts.push(inside.len());
    let pieces = starts.windows(2).filter_map(|pair| {
        let source = inside.get(pair[0]..pair[1])?;
        let sign = source.chars().next()?;
        let mut rest = source[1..].trim_start();
        let mut weight = None;
        if let Some((found, after)) = rest.strip_prefix('%').and_then(|rest| rest.split_once('%'))
            && let Some(number) = decimal(&found.replace(',', "."))
        {
            (weight, rest) = (Some(number), after);
        }
        let (text, feedback) = rest.split_once('#').unwrap_or((rest, ""));
        Some(Piece { sign, weight, text: text.trim(), feedback: feedback.trim() })
    });
    pieces.collect()
}

fn choices(options: &[Piece<'_>], writing: Writing, notes: &mut Notes<'_>) -> ExchangeAnswers {
    let several = options.iter().all(|option| option.sign == '~');
    let choices = options.iter().map(|option| {
        let share = option.weight.unwrap_or(if option.sign == '=' { 100.0 } else { 0.0 });
        let text = inline(option.text, writing, notes);
        (text, share, blocks(option.feedback, writing, notes))
    });
    let choices: Vec<(String, f64, String)> = choices.collect();
    super::weighted_choices(several, choices, notes)
}

fn pairs(options: &[Piece<'_>], writing: Writing, notes: &mut Notes<'_>) -> ExchangeAnswers {
    let read = options.iter().map(|option| {
        let (left, right) = option.text.split_once("->").unwrap_or((option.text, ""));
        if !option.feedback.is_empty() {
            notes.imported.lose(notes.line, "exchange-loss-feedback");
        }
        (inline(left, writing, notes), inline(right, writing, notes))
    });
    let (pairs, lone): (Vec<_>, Vec<_>) = read.partition(|(left, _)| !left.is_empty());
    ExchangeAnswers::Match { exact: false, pairs, extra: lone.into_iter().map(|(_, right)| right).collect() }
}

fn texts(options: &[Piece<'_>], writing: Writing, notes: &mut Notes<'_>) -> ExchangeAnswers {
    let mut answers = Vec::new();
    for option in options {
        let share = option.weight.unwrap_or(100.0);
        if share > 0.0 && share < 100.0 {
            notes.imported.lose(notes.line, "exchange-loss-text-worth").with("text", shown(option.text));
        }
        let feedback = blocks(option.feedback, writing, notes);
        let text = shown(option.text).trim().to_owned();
        if !text.is_empty() {
            answers.push(ExchangeText { text, regex: false, right: share >= 100.0, feedback });
        }
    }
    ExchangeAnswers::Text { case_strict: false, answers }
}

fn numbers_of(inside: &str, writing: Writing, notes: &mut Notes<'_>) -> Option<ExchangeAnswers> {
    let mut answers = Vec::new();
    let listed = options(inside);
    let alone = [Piece { sign: '=', weight: None, text: "", feedback: "" }];
    let pieces = if inside.trim_start().starts_with(['=', '~']) { &listed[..] } else { &alone[..] };
    for piece in pieces {
        let (text, feedback) = if piece.text.is_empty() {
            inside.split_once('#').unwrap_or((inside, ""))
        } else {
            (piece.text, piece.feedback)
        };
        let share = piece.weight.unwrap_or(if piece.sign == '=' { 100.0 } else { 0.0 });
        if share > 0.0 && share < 100.0 {
            notes.imported.lose(notes.line, "exchange-loss-text-worth").with("text", shown(text));
        }
        let feedback = blocks(feedback, writing, notes);
        match range(&shown(text)) {
            Some((low, high)) => answers.push(ExchangeNumber { low, high, right: share >= 100.0, feedback }),
            None => {
                notes.imported.lose(notes.line, "exchange-loss-number").with("text", shown(text));
            }
        }
    }
    (!answers.is_empty()).then_some(ExchangeAnswers::Number { answers })
}

/// `15:0.5` or `1..2` or `3`.
fn range(written: &str) -> Option<(f64, f64)> {
    let comma = |text: &str| decimal(&text.trim().replace(',', "."));
    if let Some((low, high)) = written.split_once("..") {
        let (low, high) = (comma(low)?, comma(high)?);
        return (low <= high).then_some((low, high));
    }
    let (value, far) = written.split_once(':').unwrap_or((written, "0"));
    let (value, far) = (comma(value)?, comma(far)?.abs());
    let range = text::around(value, far, far);
    Some((range.low, range.high))
}

/// The sign of a way of writing at the beginning of a text.
fn writing(text: &str, default: Writing) -> (Writing, &str) {
    let text = text.trim_start();
    for (sign, writing) in [
        ("[html]", Writing::Html),
        ("[markdown]", Writing::Markdown),
        ("[plain]", Writing::Plain),
        ("[moodle]", Writing::Auto),
    ] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (writing, rest);
        }
    }
    (default, text)
}

fn blocks(text: &str, default: Writing, notes: &mut Notes<'_>) -> String {
    let (writing, text) = writing(text, default);
    let text = shown(text);
    match writing {
        Writing::Html => md::blocks(&text, notes),
        Writing::Markdown => md::markdown_blocks(&text, notes),
        Writing::Auto if is_html(&text) => md::blocks(&text.trim().replace('\n', "<br>"), notes),
        Writing::Plain | Writing::Auto => text::blocks(&text),
    }
}

fn inline(text: &str, default: Writing, notes: &mut Notes<'_>) -> String {
    let (writing, text) = writing(text, default);
    let text = shown(text);
    match writing {
        Writing::Html => md::inline(&text, notes),
        Writing::Markdown => md::markdown_inline(&text, notes),
        Writing::Auto if is_html(&text) => md::inline(&text, notes),
        Writing::Plain | Writing::Auto => text::inline(&text),
    }
}

/// Whether a text without a word on it holds markup.
fn is_html(text: &str) -> bool {
    const TAGS: &[&str] = &[
        "<p", "<b>", "<i>", "<br", "<em>", "<strong", "<img", "<ul", "<ol", "<span", "<div", "<sub", "<sup", "<code",
        "<pre", "<a ",
    ];
    TAGS.iter().any(|tag| text.contains(tag))
        || ["&nbsp;", "&lt;", "&gt;", "&amp;"].iter().any(|name| text.contains(name))
}

fn hidden(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(character) = chars.next() {
        let stand_in = chars.peek().and_then(|next| ESCAPES.iter().find(|(plain, _)| plain == next));
        match stand_in.filter(|_| character == '\\') {
            Some((_, stand_in)) => {
                out.push(*stand_in);
                chars.next();
            }
            None => out.push(character),
        }
    }
    out
}

fn shown(text: &str) -> String {
    let plain = |character: char| {
        let found = ESCAPES.iter().find(|(_, stand_in)| *stand_in == character);
        found.map_or(character, |(plain, _)| if *plain == 'n' { '\n' } else { *plain })
    };
    text.chars().map(plain).collect()
}
