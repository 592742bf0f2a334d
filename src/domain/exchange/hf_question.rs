//! `<Question choices={[{text, explain, correct}]} />` of Hugging Face's courses: the heading before it is the question.

use super::html_to_markdown::{Notes, markdown_blocks, markdown_inline};
use super::{ExchangeQuestion, Imported, weighted_choices};
use std::collections::BTreeMap;

#[derive(Default)]
struct Choice {
    text: String,
    explain: String,
    correct: bool,
}

/// Reads a file.
pub(super) fn import(file: &str) -> Imported {
    let mut imported = Imported::default();
    let mut rest = file;
    let mut line = 1_u32;
    let mut title = String::new();
    while let Some(at) = rest.find("<Question") {
        let before = &rest[..at];
        line = line.saturating_add(lines(before));
        let stem = stem(before, &mut title);
        let (choices, used) = choices(&rest[at..]);
        write(&stem, choices, line, &title, &mut imported);
        line = line.saturating_add(lines(&rest[at..at + used]));
        rest = &rest[at + used..];
    }
    imported
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// The last heading before the question with what follows it. The page's title is the first heading.
fn stem(before: &str, title: &mut String) -> String {
    let mut found: Vec<&str> = Vec::new();
    let mut headed = false;
    for line in before.lines() {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level == 1 && title.is_empty() {
            let bare = line[1..].split("[[").next().unwrap_or_default();
            bare.trim().clone_into(title);
        }
        if (1..=6).contains(&level) && line[level..].starts_with(' ') {
            found.clear();
            headed = true;
            let text = line[level..].trim();
            // `1. What …` would become a list.
            found.push(text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')']).trim());
            found.push("");
        } else if !line.trim_start().starts_with("<") && !line.starts_with("import ") {
            found.push(line);
        }
    }
    if !headed && found.len() > 40 {
        found.drain(..found.len() - 40);
    }
    found.join("\n")
}

/// The choices of the element at the start of the text, and its length.
fn choices(text: &str) -> (Vec<Choice>, usize) {
    let mut found: Vec<Choice> = Vec::new();
    let mut key = String::new();
    let mut word = String::new();
    let mut chars = text.char_indices().peekable();
    // The name of the element itself.
    chars.nth("<Question".len() - 1);
    let mut depth = 0_i32;
    while let Some((at, character)) = chars.next() {
        match character {
            '"' | '\'' | '`' => {
                let string = string(&mut chars, character);
                if let Some(choice) = found.last_mut() {
                    match key.as_str() {
                        "text" => choice.text = string,
                        "explain" => choice.explain = string,
                        _ => {}
                    }
                }
                word.clear();
            }
            '{' => {
                depth = depth.saturating_add(1);
                if depth == 2 && found.len() < 200 {
                    found.push(Choice::default());
                }
                word.clear();
            }
            '}' | ',' => {
                if key == "correct"
                    && word == "true"
                    && let Some(choice) = found.last_mut()
                {
                    choice.correct = true;
                }
                key.clear();
                word.clear();
                depth -= i32::from(character == '}');
            }
            ':' => key = std::mem::take(&mut word),
            '>' if depth <= 0 => return (found, at + 1),
            _ if character.is_alphanumeric() && word.len() < 100 => word.push(character),
            _ => {}
        }
    }
    (found, text.len())
}

/// The string up to its quote, escapes read.
fn string(chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>, quote: char) -> String {
    let mut out = String::new();
    while let Some((_, character)) = chars.next() {
        if character == quote {
            break;
        }
        match character {
            '\\' => out.extend(chars.next().map(|(_, next)| if next == 'n' { '\n' } else { next })),
            _ => out.push(character),
        }
    }
    out
}

fn write(stem: &str, choices: Vec<Choice>, line: u32, title: &str, imported: &mut Imported) {
    let files = BTreeMap::new();
    let mut notes = Notes { imported, line, files: &files };
    let rights = choices.iter().filter(|choice| choice.correct).count();
    if choices.is_empty() {
        notes.imported.lose(line, "exchange-loss-broken").with("text", stem);
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of choices")]
    let each = 100.0 / rights.max(1) as f64;
    let several = rights > 1;
    let mut shares = Vec::new();
    for choice in choices {
        let share = if choice.correct {
            each
        } else if several {
            -each
        } else {
            0.0
        };
        let text = markdown_inline(&choice.text, &mut notes);
        shares.push((text, share, markdown_blocks(&choice.explain, &mut notes)));
    }
    let answers = weighted_choices(several, shares, &mut notes);
    let question = ExchangeQuestion::new(line, "", markdown_blocks(stem, &mut notes), answers);
    imported.add(title, question);
}
