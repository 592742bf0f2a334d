//! What each format gives, judged by the real compiler over the written bank.

mod calculated;
mod exports;
mod hostile;
mod importers;
mod kept;
mod later_importers;
mod round_trips;

use super::{Format, Imported, import, markdown};
use crate::course::question::{Answers, Question};
use crate::course::{CourseSource, Diagnostic, compile};
use std::collections::BTreeSet;

/// Advice on what the author of the foreign file wrote; an import keeps it and says it, and adds nothing to it.
const ADVICE: [&str; 11] = ["W301", "W302", "W303", "W304", "W305", "W306", "W307", "W308", "W309", "W310", "W311"];

/// What the compiler says of the form of the written Markdown, with places: all but the advice.
fn faults(diagnostics: &[Diagnostic]) -> Vec<String> {
    let faults = diagnostics.iter().filter(|found| !ADVICE.contains(&found.code.0));
    faults.map(|found| format!("{} {}:{}", found.key(), found.file, found.position.line)).collect()
}

/// Imports, writes, compiles; gives the import, the Markdown, the questions in order, and what is wrong with their form.
pub(super) struct Read {
    pub(super) imported: Imported,
    pub(super) text: String,
    pub(super) questions: Vec<Question>,
    pub(super) codes: Vec<String>,
}

impl Read {
    /// What was lost, with lines.
    pub(super) fn lost(&self) -> Vec<(u32, &'static str)> {
        self.imported.losses.iter().map(|loss| (loss.line, loss.what)).collect()
    }
}

pub(super) fn read(format: Format, bytes: &[u8]) -> Read {
    let imported = import(format, bytes).unwrap_or_else(|error| panic!("{error:?}"));
    judge(imported, format)
}

pub(super) fn judge(imported: Imported, format: Format) -> Read {
    let files = markdown::write(&imported, format, "mau.txt", &BTreeSet::new(), &BTreeSet::new());
    let mut source = CourseSource { folder: "khoa".to_owned(), ..CourseSource::default() };
    let mut add = |name: &str, text: &str| source.tree.texts.insert(name.to_owned(), Ok(text.as_bytes().to_vec()));
    add("course.toml", "id = \"khoa\"\n[title]\nvi = \"Khóa\"\n");
    add("bai.md", "# Bài\n\nChào.\n");
    for file in &files {
        add(&format!("bank/{}", file.name), &file.text);
    }
    for file in &imported.media {
        source.tree.media.insert(format!("media/{}", file.name), (file.bytes.len() as u64).into());
    }
    let compilation = compile(&source);
    let codes = faults(&compilation.diagnostics);
    let mut questions: Vec<Question> =
        compilation.course.map(|course| course.questions.into_values().map(owned).collect()).unwrap_or_default();
    questions.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    let text = files.iter().map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n=====\n");
    Read { imported, text, questions, codes }
}

fn owned(question: impl std::borrow::Borrow<Question>) -> Question {
    question.borrow().clone()
}

/// Type and key of a question in one line, for comparing.
pub(super) fn key(question: &Question) -> String {
    let choice = |choice: &crate::course::question::Choice| {
        let worth = choice.worth.map(|worth| format!("({worth})")).unwrap_or_default();
        format!("{}{}{worth}", if choice.right { "+" } else { "-" }, choice.html.original)
    };
    let parts: Vec<String> = match &question.answers {
        Answers::Number { accepted, foreseen, .. } => {
            let accepted = accepted.iter().map(|range| format!("+{}..{}", range.low, range.high));
            accepted.chain(foreseen.iter().map(|f| format!("-{}..{}", f.range.low, f.range.high))).collect()
        }
        Answers::Text { accepted, foreseen, case_strict, .. } => {
            let sign = |sign: &'static str| {
                move |key: &crate::course::question::TextKey| {
                    format!("{sign}{}{}", if key.regex { "~" } else { "" }, key.pattern.original)
                }
            };
            let strict = case_strict.then(|| "strict".to_owned());
            accepted.iter().map(sign("+")).chain(foreseen.iter().map(sign("-"))).chain(strict).collect()
        }
        Answers::Blanks { blanks, words, .. } => {
            let written = blanks.iter().map(|blank| {
                let numbers = blank.numbers.iter().map(|range| format!("{}..{}", range.low, range.high));
                blank.texts.original.iter().cloned().chain(numbers).collect::<Vec<_>>().join("|")
            });
            let words = words.iter().flatten().map(|word| format!("w:{}", word.original));
            written.chain(words).collect()
        }
        Answers::Match { left, right, .. } => {
            let partner = |at: u32| right.get(at as usize).map(|text| text.original.clone()).unwrap_or_default();
            let mut parts: Vec<String> =
                left.iter().map(|item| format!("{}={}", item.html.original, partner(item.right))).collect();
            parts.extend(right.iter().map(|text| format!("r:{}", text.original)));
            parts
        }
        Answers::Order { items, .. } => items.iter().map(|item| item.original.clone()).collect(),
        Answers::Task { submit, .. } => vec![format!("{submit:?} {}", question.points)],
        _ => question.choices().iter().map(choice).collect(),
    };
    format!("{}: {}", question.kind(), parts.join(" "))
}
