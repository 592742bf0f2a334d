//! Aiken, and questions as they are typed in Vietnam, in Word or in Markdown: `Câu 1.` or `### Câu 1`, `A.` … `D.`, the
//! answer on a line of its own, by a star, or in a table of keys at the end.

use super::html_to_markdown::{Notes, markdown_blocks, markdown_inline};
use super::text::{blocks, inline};
use super::{ExchangeAnswers, ExchangeQuestion, Imported, weighted_choices};
use std::collections::{BTreeMap, BTreeSet};

/// A question as it is typed.
#[derive(Default)]
struct Typed {
    line: u32,
    /// Of `Câu 12`.
    number: Option<u32>,
    stem: Vec<String>,
    /// Letter and text.
    choices: Vec<(char, String)>,
    right: BTreeSet<char>,
    explanation: Vec<String>,
    /// Whether the explanation has begun.
    explains: bool,
}

/// Reads a file.
pub(super) fn import(file: &str) -> Imported {
    let mut imported = Imported::default();
    let mut found: Vec<Typed> = Vec::new();
    let mut now = Typed::default();
    let mut keys: BTreeMap<u32, char> = BTreeMap::new();
    let markdown = is_markdown(file);
    let (mut blank, mut fenced) = (true, false);
    for (line, number) in file.lines().zip(1_u32..) {
        let bare = line.trim();
        let fence = markdown && bare.starts_with("```");
        if fence || fenced {
            // Code is code, whatever its lines look like.
            fenced ^= fence;
            now.keep_code(line, number);
            continue;
        }
        if bare.is_empty() || markdown && is_frame(bare) {
            blank = true;
            continue;
        }
        if markdown && blank && !now.explains && now.choices.is_empty() && !now.stem.is_empty() {
            now.stem.push(String::new());
        }
        let table = key_table(bare);
        if !table.is_empty() {
            keys.extend(table);
        } else if is_key_title(bare) {
            finish(&mut now, &mut found, &mut imported);
        } else {
            read_line(bare, number, blank, &mut now, &mut found, &mut imported);
        }
        blank = false;
    }
    finish(&mut now, &mut found, &mut imported);
    for mut typed in found {
        if let Some(key) = typed.number.and_then(|number| keys.get(&number))
            && typed.right.is_empty()
        {
            typed.right.insert(*key);
        }
        write(&typed, markdown, &mut imported);
    }
    imported
}

/// Whether the file is written in Markdown, so that `**` and accents grave are no text: it has a heading of a question, or
/// a bold label.
fn is_markdown(file: &str) -> bool {
    file.lines().any(|line| {
        let line = line.trim();
        (line.starts_with("**") || line.starts_with('#')) && (titled(line).is_some() || answer_line(line).is_some())
    })
}

/// A rule or the frame of what can be folded away: it parts, and says nothing.
fn is_frame(bare: &str) -> bool {
    let rule = |sign: u8| bare.len() > 2 && bare.bytes().all(|byte| byte == sign);
    let lower = bare.to_lowercase();
    let folded = ["<details", "</details", "<summary", "</summary"].iter().any(|tag| lower.starts_with(tag));
    rule(b'-') || rule(b'*') || rule(b'_') || folded
}

impl Typed {
    fn keep_code(&mut self, line: &str, number: u32) {
        if self.explains {
            self.explanation.push(line.to_owned());
        } else {
            if self.stem.is_empty() {
                self.line = number;
            }
            self.stem.push(line.to_owned());
        }
    }
}

fn read_line(bare: &str, number: u32, blank: bool, now: &mut Typed, found: &mut Vec<Typed>, imported: &mut Imported) {
    if let Some((label, text)) = titled(bare) {
        finish(now, found, imported);
        *now = Typed { line: number, number: Some(label), ..Typed::default() };
        if text.starts_with('(') && text.ends_with(')') {
            imported.lose(number, "exchange-loss-text").with("text", text);
        } else if !text.is_empty() {
            now.stem.push(text.to_owned());
        }
    } else if let Some((letters, more)) = answer_line(bare) {
        now.right.extend(letters);
        now.explains = true;
        now.explanation.extend(more.map(str::to_owned));
    } else if bare.starts_with('#') && bare.trim_start_matches('#').starts_with(' ') {
        finish(now, found, imported);
        imported.lose(number, "exchange-loss-text").with("text", bare.trim_start_matches(['#', ' ']));
    } else if let Some(text) = explanation_line(bare) {
        now.explains = true;
        now.explanation.push(text.to_owned());
    } else if let Some(choices) = choices_of(bare, now) {
        for (letter, starred, text) in choices {
            if starred {
                now.right.insert(letter);
            }
            now.choices.push((letter, text));
        }
    } else if now.explains && (blank || now.explanation.is_empty()) {
        // Plain Aiken: what follows the answer is the next question.
        finish(now, found, imported);
        *now = Typed { line: number, stem: vec![bare.to_owned()], ..Typed::default() };
    } else if now.explains {
        now.explanation.push(bare.to_owned());
    } else if let Some((_, last)) = now.choices.last_mut() {
        last.push(' ');
        last.push_str(bare);
    } else {
        if now.stem.is_empty() {
            now.line = number;
        }
        now.stem.push(bare.to_owned());
    }
}

fn finish(now: &mut Typed, found: &mut Vec<Typed>, imported: &mut Imported) {
    let typed = std::mem::take(now);
    if !typed.choices.is_empty() {
        found.push(typed);
    } else if !typed.stem.is_empty() {
        imported.lose(typed.line, "exchange-loss-text").with("text", typed.stem.join(" "));
    }
}

fn write(typed: &Typed, markdown: bool, imported: &mut Imported) {
    let line = typed.line;
    let files = BTreeMap::new();
    if typed.right.is_empty() {
        imported.lose(line, "exchange-loss-no-key").with("text", typed.stem.join(" "));
    }
    for letter in typed.right.iter().filter(|letter| !typed.choices.iter().any(|(known, _)| known == *letter)) {
        imported.lose(line, "exchange-loss-key").with("letter", letter);
    }
    let several = typed.right.len() > 1;
    #[expect(clippy::cast_precision_loss, reason = "at most 26 letters")]
    let each = 100.0 / typed.right.len().max(1) as f64;
    let wrong = if several { -each } else { 0.0 };
    let share = |letter: &char| if typed.right.contains(letter) { each } else { wrong };
    let mut notes = Notes { imported, line, files: &files };
    let mut choices = Vec::new();
    for (letter, text) in &typed.choices {
        let text = if markdown { markdown_inline(text, &mut notes) } else { inline(text) };
        choices.push((text, share(letter), String::new()));
    }
    let answers = weighted_choices(several, choices, &mut notes);
    let answers = match answers {
        ExchangeAnswers::Choices { exact, choices, .. } => ExchangeAnswers::Choices { several, exact, choices },
        other => other,
    };
    let mut written = |lines: &[String]| {
        let text = lines.join("\n");
        if markdown { markdown_blocks(&text, &mut notes) } else { blocks(&text) }
    };
    let (stem, explanation) = (written(&typed.stem), written(&typed.explanation));
    let mut question = ExchangeQuestion::new(line, "", stem, answers);
    question.explanation = explanation;
    imported.add("", question);
}

/// `Câu 12. …`, `Câu hỏi 3: …`, `Question 4) …`, `### Câu 5 (dễ)`: the number and what follows.
fn titled(line: &str) -> Option<(u32, &str)> {
    let marked = line.starts_with('#') || line.starts_with("**");
    let line = line.trim_start_matches(['*', '#', ' ']);
    let lower = line.to_lowercase();
    let word = ["câu hỏi ", "câu ", "question ", "bài "].into_iter().find(|word| lower.starts_with(word))?;
    // The words keep their length in lower case.
    let rest = line.get(word.len()..)?.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest.get(..digits)?.parse().ok()?;
    let rest = rest[digits..].trim_start();
    let text = rest.strip_prefix(['.', ':', ')', '/', '-']);
    // A heading, or bold words, need no sign after the number.
    let alone = || rest.trim_matches(['*', ' ']).is_empty() || rest.starts_with('(');
    let text = text.or_else(|| (marked && alone()).then_some(rest))?;
    let text = text.trim_start_matches(['*', '.', ' ']);
    // Bold words at the end keep their stars.
    let text = if text.matches("**").count() % 2 == 1 { text.trim_end_matches('*') } else { text };
    Some((number, text.trim()))
}

/// The letters of `Đáp án: B`, `ANSWER: B`, `Đáp án đúng: A, C`, and the explanation behind `Giải thích:` on that line.
fn answer_line(line: &str) -> Option<(Vec<char>, Option<&str>)> {
    let line = line.trim_matches(['*', '(', ')', '[', ']', '=', '>', ' ']);
    let lower = line.to_lowercase();
    let word = ["đáp án đúng là", "đáp án đúng", "đáp án", "trả lời", "answer", "key", "đ/a", "đa"]
        .into_iter()
        .find(|word| lower.starts_with(word))?;
    let rest = line.get(word.len()..)?.trim_start();
    let rest = rest.trim_start_matches('*').trim_start();
    let rest = rest.strip_prefix([':', '.', '=', '-'])?.trim_matches(['*', ' ']);
    let behind = rest.char_indices().find_map(|(at, _)| Some((at, explanation_line(&rest[at..])?)));
    let (rest, more) = behind.map_or((rest, None), |(at, more)| (&rest[..at], Some(more)));
    let letters: Vec<&str> =
        rest.split([',', ';', ' ', '.', '*']).filter(|part| !part.is_empty() && *part != "và").collect();
    let letter = |part: &&str| {
        let mut chars = part.chars();
        let letter = chars.next()?.to_ascii_uppercase();
        (chars.next().is_none() && letter.is_ascii_uppercase()).then_some(letter)
    };
    // `B. Text of the choice` names the choice twice.
    let first = rest.get(..1).filter(|_| rest.get(1..).is_some_and(|after| after.starts_with(". ")));
    let named = first.and_then(|first| letter(&first)).map(|letter| vec![letter]);
    let read: Option<Vec<char>> = letters.iter().map(letter).collect();
    let read = read.or(named).filter(|letters| !letters.is_empty())?;
    Some((read, more.filter(|more| !more.is_empty())))
}

fn explanation_line(line: &str) -> Option<&str> {
    let line = line.trim_start_matches('*');
    let lower = line.to_lowercase();
    let word =
        ["giải thích", "lời giải", "hướng dẫn giải", "explanation"].into_iter().find(|word| lower.starts_with(word))?;
    let rest = line.get(word.len()..)?.trim_start();
    let rest = rest.trim_start_matches('*').strip_prefix([':', '.'])?;
    Some(rest.trim_start_matches('*').trim())
}

/// The choices of a line: one, or several side by side as in a Word table. The first letter must be the next one.
fn choices_of(line: &str, now: &Typed) -> Option<Vec<(char, bool, String)>> {
    if now.explains || now.stem.is_empty() {
        return None;
    }
    let next = |after: Option<char>| after.map_or('A', |last| char::from_u32(u32::from(last) + 1).unwrap_or('Z'));
    let mut last = now.choices.last().map(|(letter, _)| *letter);
    let mut rest = line;
    let mut found = Vec::new();
    loop {
        let Some((letter, starred, text)) = choice(rest).filter(|(letter, ..)| *letter == next(last)) else {
            return if found.is_empty() { None } else { Some(found) };
        };
        last = Some(letter);
        let end = side_by_side(text, next(last));
        let (own, after) = text.split_at(end);
        // `A. right *` and `A. **right**`
        let own = own.trim();
        let tail = own.ends_with(" *") || own.ends_with("\t*");
        let own = if tail { own[..own.len() - 1].trim_end() } else { own };
        found.push((letter, starred || tail, own.trim_end_matches("**").to_owned()));
        rest = after.trim_start();
        if rest.is_empty() {
            return Some(found);
        }
    }
}

/// `A.`, `*A.`, `A)`, `a)`, `**A.`: letter, whether it is starred, text.
fn choice(line: &str) -> Option<(char, bool, &str)> {
    let bare = line.trim_start_matches(['*', '#', '>', '-', ' ']);
    let marked = line[..line.len() - bare.len()].contains(['*', '#']);
    let mut chars = bare.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    let rest = chars.as_str();
    let rest = rest.strip_prefix("**").unwrap_or(rest);
    let text = rest.strip_prefix(['.', ')', ':', '/'])?;
    if !text.is_empty() && !text.starts_with([' ', '\t', '*']) && letter.is_ascii_lowercase() {
        return None;
    }
    Some((letter.to_ascii_uppercase(), marked, text.trim_start_matches('*').trim_start()))
}

/// Where the next choice of the same line begins: after a tab or two blanks.
fn side_by_side(text: &str, next: char) -> usize {
    let lower = next.to_ascii_lowercase();
    let mut gaps = text.match_indices(['\t', ' ']).map(|(at, _)| at);
    let begins = |at: &usize| {
        let wide = text[..*at].ends_with(' ') || text[*at..].starts_with('\t') || text[..*at].ends_with('\t');
        let word = &text[at + 1..];
        let word = word.strip_prefix("**").or_else(|| word.strip_prefix('*')).unwrap_or(word);
        wide && (word.starts_with(next) || word.starts_with(lower)) && word[1..].starts_with(['.', ')'])
    };
    gaps.find(begins).unwrap_or(text.len())
}

fn is_key_title(line: &str) -> bool {
    let lower = line.trim_matches(['*', '#', '-', '=', ' ', ':']).to_lowercase();
    matches!(lower.as_str(), "đáp án" | "bảng đáp án" | "đáp án tham khảo" | "answer key" | "hết" | "key")
}

/// `1.A 2.B 3.C` or `1-A, 2-B`: at least two, or one alone on a line as `12. C`.
fn key_table(line: &str) -> Vec<(u32, char)> {
    let parts: Vec<&str> = line.split([' ', '\t', ',', ';', '|']).filter(|part| !part.is_empty()).take(1000).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let Ok(number) = part[..digits].parse::<u32>() else { return Vec::new() };
        let rest = part[digits..].trim_start_matches(['.', '-', ':', ')']);
        let letter = if rest.is_empty() {
            at += 1;
            parts.get(at).copied().unwrap_or_default()
        } else {
            rest
        };
        let mut chars = letter.chars();
        match (chars.next(), chars.next()) {
            (Some(letter), None) if letter.is_ascii_alphabetic() => found.push((number, letter.to_ascii_uppercase())),
            _ => return Vec::new(),
        }
        at += 1;
    }
    found
}
