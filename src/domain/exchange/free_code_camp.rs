//! The challenges of freeCodeCamp: Markdown in which lines such as `## --answers--` say what follows.

use super::html_to_markdown::{Notes, markdown_blocks, markdown_inline};
use super::text::{blank, blocks};
use super::{ExchangeAnswers, ExchangeQuestion, Imported, weighted_choices};
use std::collections::BTreeMap;

/// Answers of one question.
const MOST: usize = 500;

/// What the lines belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum At {
    /// No question.
    #[default]
    Outside,
    /// A section of questions, before the first.
    Questions,
    Text,
    Answers,
    Feedback,
    Solution,
    Sentence,
    Blanks,
    Explanation,
}

#[derive(Debug, Clone, Default)]
struct Answer {
    text: String,
    feedback: String,
}

/// A question while it is read.
#[derive(Debug, Default)]
struct Found {
    line: u32,
    text: String,
    answers: Vec<Answer>,
    solution: String,
    has_blanks: bool,
}

/// Reads a file.
pub(super) fn import(file: &str) -> Imported {
    let (title, skipped) = front(file);
    let mut found: Vec<Found> = Vec::new();
    let (mut imported, mut explanation) = (Imported::default(), String::new());
    let (mut at, mut fenced) = (At::Outside, false);
    for (line, number) in file.lines().zip(1_u32..).skip(skipped) {
        let bare = line.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fenced = !fenced;
        } else if let Some((level, name)) = marker(bare).filter(|_| !fenced) {
            at = step(level, name, number, at, &mut found, &mut imported);
            continue;
        }
        let parts = bare == "---" && !fenced && found.last().is_some();
        match (at, found.last_mut()) {
            (At::Answers | At::Feedback | At::Blanks, Some(now)) if parts => {
                if now.answers.len() < MOST {
                    now.answers.push(Answer::default());
                }
                at = if now.has_blanks { At::Blanks } else { At::Answers };
            }
            (At::Text | At::Sentence, Some(now)) => put(&mut now.text, line),
            (At::Answers | At::Blanks, Some(Found { answers, .. })) => put_last(answers, |last| &mut last.text, line),
            (At::Feedback, Some(Found { answers, .. })) => put_last(answers, |last| &mut last.feedback, line),
            (At::Solution, Some(now)) => now.solution.push_str(bare),
            (At::Explanation, _) => put(&mut explanation, line),
            _ => {}
        }
    }
    write(found, &explanation, &title, &mut imported);
    imported
}

fn put_last(answers: &mut [Answer], of: fn(&mut Answer) -> &mut String, line: &str) {
    if let Some(last) = answers.last_mut() {
        put(of(last), line);
    }
}

fn put(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The title of the front matter, and the number of its lines.
fn front(file: &str) -> (String, usize) {
    let mut lines = file.lines();
    if lines.next().map(str::trim) != Some("---") {
        return (String::new(), 0);
    }
    let inside: Vec<&str> = lines.take(200).take_while(|line| line.trim() != "---").collect();
    let title = inside.iter().find_map(|line| line.strip_prefix("title:"));
    let title = title.unwrap_or_default().trim().trim_matches(['"', '\'']);
    (title.to_owned(), inside.len() + 2)
}

/// Level and name of `## --answers--`.
fn marker(bare: &str) -> Option<(usize, &str)> {
    let level = bare.bytes().take_while(|byte| *byte == b'#').count();
    let name = bare.get(level..)?.trim().strip_prefix("--")?.strip_suffix("--")?;
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (level > 0 && plain).then_some((level, name))
}

fn step(level: usize, name: &str, line: u32, at: At, found: &mut Vec<Found>, imported: &mut Imported) -> At {
    let inside = at != At::Outside;
    match (level, name) {
        (1, "questions" | "question" | "fillInTheBlank") => At::Questions,
        (1, "explanation") => At::Explanation,
        (2, "text" | "sentence") if inside => {
            let has_blanks = name == "sentence";
            found.push(Found { line, has_blanks, ..Found::default() });
            if has_blanks { At::Sentence } else { At::Text }
        }
        (2, "answers" | "blanks") if inside && !found.is_empty() => {
            if let Some(now) = found.last_mut() {
                now.answers.push(Answer::default());
            }
            if name == "blanks" { At::Blanks } else { At::Answers }
        }
        (3, "feedback") if matches!(at, At::Answers | At::Blanks) => At::Feedback,
        (2, "video-solution") if inside => At::Solution,
        _ => {
            imported.lose(line, "exchange-loss-section").with("name", name);
            // What is lost between the parts of a question does not end its section.
            if level > 1 && inside { At::Questions } else { At::Outside }
        }
    }
}

fn write(found: Vec<Found>, explanation: &str, title: &str, imported: &mut Imported) {
    let files = BTreeMap::new();
    let last = found.len();
    for (number, now) in (1..).zip(found) {
        let line = now.line;
        let mut notes = Notes { imported: &mut *imported, line, files: &files };
        let (stem, answers) = if now.has_blanks { gaps(&now, &mut notes) } else { choices(&now, &mut notes) };
        let mut question = ExchangeQuestion::new(line, "", stem, answers);
        // It stands once, after all questions of the file.
        if number == last {
            question.explanation = markdown_blocks(explanation, &mut notes);
        }
        imported.add(title, question);
    }
}

fn choices(now: &Found, notes: &mut Notes<'_>) -> (String, ExchangeAnswers) {
    let stem = markdown_blocks(&now.text, notes);
    let right = now.solution.trim().parse::<usize>().ok().filter(|right| (1..=now.answers.len()).contains(right));
    if right.is_none() {
        notes.imported.lose(now.line, "exchange-loss-no-key").with("text", now.text.trim());
    }
    let mut shares = Vec::new();
    for (place, answer) in (1..).zip(&now.answers) {
        let share = if Some(place) == right { 100.0 } else { 0.0 };
        shares.push((markdown_inline(&answer.text, notes), share, markdown_blocks(&answer.feedback, notes)));
    }
    (stem, weighted_choices(false, shares, notes))
}

/// A sentence in which `BLANK` stands for each word.
fn gaps(now: &Found, notes: &mut Notes<'_>) -> (String, ExchangeAnswers) {
    let mut words = now.answers.iter();
    let mut stem = String::new();
    let plain = blocks(&now.text.replace('`', ""));
    let mut parts = plain.split("BLANK");
    stem.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let word = words.next().map(|answer| answer.text.replace('`', ""));
        if word.as_ref().is_none_or(|word| word.trim().is_empty()) {
            notes.imported.lose(now.line, "exchange-loss-no-key").with("text", now.text.trim());
        }
        stem.push_str(&blank(&word.into_iter().collect::<Vec<_>>()));
        stem.push_str(part);
    }
    if now.answers.iter().any(|answer| !answer.feedback.trim().is_empty()) {
        notes.imported.lose(now.line, "exchange-loss-feedback");
    }
    (stem, ExchangeAnswers::Blanks { case_strict: false, exact: false, bank: false, extra: Vec::new() })
}
