//! The quizzes of mdbook-quiz: TOML with `[[questions]]`.

use super::html_to_markdown::{Notes, markdown_blocks, markdown_inline};
use super::{ExchangeAnswers, ExchangeQuestion, ExchangeText, Imported, Unreadable, weighted_choices};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// Reads a file.
pub(super) fn import(file: &str) -> Result<Imported, Unreadable> {
    let table: Table = file.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = file.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        Unreadable::new(line, "exchange-toml-broken").with("reason", error.message())
    })?;
    let begins = file.lines().zip(1_u32..).filter(|(line, _)| line.trim_start().starts_with("[[questions]]"));
    let lines: Vec<u32> = begins.map(|(_, number)| number).collect();
    let mut imported = Imported::default();
    let questions = table.get("questions").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for (at, value) in questions.iter().enumerate() {
        let line = lines.get(at).copied().unwrap_or(1);
        let files = BTreeMap::new();
        let mut notes = Notes { imported: &mut imported, line, files: &files };
        let found = value.as_table().and_then(|table| question(table, &mut notes));
        if let Some(found) = found {
            imported.add("", found);
        }
    }
    Ok(imported)
}

fn question(table: &Table, notes: &mut Notes<'_>) -> Option<ExchangeQuestion> {
    let inner = |part: &str, key: &str| table.get(part).and_then(Value::as_table).and_then(|part| part.get(key));
    let kind = table.get("type").and_then(Value::as_str).unwrap_or_default();
    let name = table.get("id").and_then(Value::as_str).unwrap_or_default();
    let right = strings(inner("answer", "answer"));
    let answers = match kind {
        "MultipleChoice" => {
            let several = inner("answer", "answer").is_some_and(Value::is_array);
            #[expect(clippy::cast_precision_loss, reason = "a count of choices")]
            let each = 100.0 / right.len().max(1) as f64;
            let wrong = if several { -each } else { 0.0 };
            let mut found = Vec::new();
            for text in &right {
                found.push((markdown_inline(text, notes), each, String::new()));
            }
            for text in strings(inner("prompt", "distractors")) {
                found.push((markdown_inline(&text, notes), wrong, String::new()));
            }
            weighted_choices(several, found, notes)
        }
        "ShortAnswer" => {
            let all = right.into_iter().chain(strings(inner("answer", "alternatives")));
            let text = |text: String| ExchangeText { text, regex: false, right: true, feedback: String::new() };
            ExchangeAnswers::Text { case_strict: false, answers: all.map(text).collect() }
        }
        other => {
            notes.imported.lose(notes.line, "exchange-loss-type").with("type", other).with("name", name);
            return None;
        }
    };
    let stem = inner("prompt", "prompt").and_then(Value::as_str).unwrap_or_default();
    let mut question = ExchangeQuestion::new(notes.line, name, markdown_blocks(stem, notes), answers);
    if let Some(context) = table.get("context").and_then(Value::as_str) {
        question.explanation = markdown_blocks(context, notes);
    }
    Some(question)
}

/// A text or a list of texts.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(texts)) => texts.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}
