//! LiaScript: Markdown in which `[( )]`, `[[ ]]` and `[[answer]]` are quizzes. The text before a quiz, up to the heading
//! above it, is its question.

use super::html_to_markdown::{Notes, markdown_blocks, markdown_inline};
use super::{ExchangeAnswers, ExchangeQuestion, ExchangeText, Imported, weighted_choices};
use std::collections::BTreeMap;

/// A line of a quiz.
#[derive(Debug, PartialEq)]
enum Line<'l> {
    /// `[(X)]` or `[( )]`
    One(bool, &'l str),
    /// `[[X]]` or `[[ ]]`
    Several(bool, &'l str),
    /// `[[answer]]`
    Typed(&'l str),
    /// `[[a|(b)|c]]`
    Pick(&'l str),
    /// `[[?]]`
    Hint(&'l str),
    /// `[[!]]`, `[(1)]`, `[[___]]` and what else there is.
    Other,
}

#[derive(Default)]
struct Quiz {
    line: u32,
    one: Vec<(bool, String)>,
    several: Vec<(bool, String)>,
    typed: Option<String>,
    pick: Option<String>,
    hints: Vec<String>,
    explanation: Vec<String>,
}

/// Reads a file.
pub(super) fn import(file: &str) -> Imported {
    let mut imported = Imported::default();
    let (mut title, mut heading) = (String::new(), String::new());
    let mut stem: Vec<&str> = Vec::new();
    let mut quiz: Option<Quiz> = None;
    let (mut fenced, mut explains) = (false, false);
    for (written, number) in file.lines().zip(1_u32..) {
        let bare = written.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fenced = !fenced;
        }
        let stars = bare.len() >= 3 && bare.bytes().all(|byte| byte == b'*');
        if let Some(now) = quiz.as_mut().filter(|_| stars || explains) {
            if stars {
                explains = !explains;
            } else {
                now.explanation.push(written.to_owned());
            }
            continue;
        }
        let found = if fenced { None } else { line(bare) };
        if let Some(found) = found {
            let now = quiz.get_or_insert_with(|| Quiz { line: number, ..Quiz::default() });
            take(&found, now, number, &mut imported);
            continue;
        }
        if bare.is_empty() && quiz.is_some() {
            continue;
        }
        if let Some(done) = quiz.take() {
            write(done, &heading, &stem, &title, &mut imported);
            stem.clear();
        }
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        if !fenced && (1..=6).contains(&level) && bare[level..].starts_with(' ') {
            bare[level..].trim().clone_into(&mut heading);
            if level == 1 {
                title.clone_from(&heading);
            }
            stem.clear();
        } else {
            stem.push(written);
        }
    }
    if let Some(done) = quiz.take() {
        write(done, &heading, &stem, &title, &mut imported);
    }
    imported
}

fn take(found: &Line<'_>, now: &mut Quiz, number: u32, imported: &mut Imported) {
    match found {
        Line::One(right, text) => now.one.push((*right, (*text).to_owned())),
        Line::Several(right, text) => now.several.push((*right, (*text).to_owned())),
        Line::Typed(text) => now.typed = Some((*text).to_owned()),
        Line::Pick(text) => now.pick = Some((*text).to_owned()),
        Line::Hint(text) => now.hints.push((*text).to_owned()),
        Line::Other => drop(imported.lose(number, "exchange-loss-type").with("type", "LiaScript").with("name", "")),
    }
}

fn line(bare: &str) -> Option<Line<'_>> {
    if let Some(rest) = bare.strip_prefix("[(") {
        let (mark, text) = rest.split_once(")]")?;
        return Some(match mark {
            "X" | "x" => Line::One(true, text),
            " " | "" => Line::One(false, text),
            _ => Line::Other,
        });
    }
    let (mark, text) = bare.strip_prefix("[[")?.split_once("]]")?;
    Some(match mark {
        "X" | "x" => Line::Several(true, text),
        " " | "" => Line::Several(false, text),
        "?" => Line::Hint(text),
        "!" => Line::Other,
        _ if !text.trim().is_empty() || mark.starts_with(['_', ':', '-']) => Line::Other,
        _ if mark.contains('|') => Line::Pick(mark),
        _ => Line::Typed(mark),
    })
}

fn write(quiz: Quiz, heading: &str, stem: &[&str], title: &str, imported: &mut Imported) {
    let files = BTreeMap::new();
    let line = quiz.line;
    let mut notes = Notes { imported, line, files: &files };
    let share = |right: bool, rights: usize, several: bool| {
        #[expect(clippy::cast_precision_loss, reason = "a count of choices")]
        let each = 100.0 / rights.max(1) as f64;
        if right {
            each
        } else if several {
            -each
        } else {
            0.0
        }
    };
    let choices = |found: &[(bool, String)], several: bool, notes: &mut Notes<'_>| {
        let rights = found.iter().filter(|(right, _)| *right).count();
        let shares: Vec<(String, f64, String)> = found
            .iter()
            .map(|(right, text)| (markdown_inline(text, notes), share(*right, rights, several), String::new()))
            .collect();
        weighted_choices(several, shares, notes)
    };
    let answers = if !quiz.one.is_empty() {
        choices(&quiz.one, false, &mut notes)
    } else if !quiz.several.is_empty() {
        choices(&quiz.several, true, &mut notes)
    } else if let Some(pick) = &quiz.pick {
        let parts: Vec<(bool, String)> = pick
            .split('|')
            .map(str::trim)
            .map(|part| match part.strip_prefix('(').and_then(|part| part.strip_suffix(')')) {
                Some(right) => (true, right.trim().to_owned()),
                None => (false, part.to_owned()),
            })
            .collect();
        choices(&parts, false, &mut notes)
    } else if let Some(typed) = quiz.typed {
        let answer = ExchangeText { text: typed.trim().to_owned(), regex: false, right: true, feedback: String::new() };
        ExchangeAnswers::Text { case_strict: false, answers: vec![answer] }
    } else {
        return;
    };
    let mut text = markdown_blocks(&stem.join("\n"), &mut notes);
    if text.is_empty() {
        text = markdown_inline(heading, &mut notes);
    }
    let mut question = ExchangeQuestion::new(line, "", text, answers);
    question.hints = quiz.hints.iter().map(|hint| markdown_blocks(hint.trim(), &mut notes)).collect();
    question.explanation = markdown_blocks(&quiz.explanation.join("\n"), &mut notes);
    imported.add(title, question);
}
