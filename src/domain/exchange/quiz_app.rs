//! The quizzes of Microsoft's courses for beginners: JSON with `questionText` and `answerOptions`, one file for a lesson or
//! for a whole course.

use super::html_to_markdown::Notes;
use super::text::{blocks, inline};
use super::{ExchangeQuestion, Imported, Unreadable, weighted_choices};
use serde_json::Value;
use std::collections::BTreeMap;

/// Where quizzes and questions stand inside of each other.
const INSIDE: [&str; 3] = ["quizzes", "quiz", "questions"];

/// Reads a file.
pub(super) fn import(file: &str) -> Result<Imported, Unreadable> {
    let value: Value = serde_json::from_str(file).map_err(|error| {
        let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
        Unreadable::new(line, "exchange-json-broken").with("reason", error)
    })?;
    let mut imported = Imported::default();
    // A value has no place of its own, but questions come in the order of the file.
    let begins = file.lines().zip(1_u32..).flat_map(|(line, number)| {
        let keys = line.match_indices("\"questionText\"").filter(|(at, key)| follows(&line[at + key.len()..]));
        keys.map(move |_| number)
    });
    let mut lines = begins.collect::<Vec<_>>().into_iter();
    walk(&value, "", &mut lines, &mut imported);
    Ok(imported)
}

/// Whether what follows makes a key of the word; a line may end before its colon.
fn follows(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(':')
}

/// The reader of JSON bounds the depth.
fn walk(value: &Value, title: &str, lines: &mut dyn Iterator<Item = u32>, imported: &mut Imported) {
    match value {
        Value::Array(values) => values.iter().for_each(|inner| walk(inner, title, lines, imported)),
        Value::Object(fields) if fields.contains_key("questionText") => {
            question(fields, title, lines.next().unwrap_or(1), imported);
        }
        Value::Object(fields) => {
            let title = fields.get("title").and_then(Value::as_str).unwrap_or(title);
            for inner in INSIDE.iter().filter_map(|key| fields.get(*key)) {
                walk(inner, title, lines, imported);
            }
        }
        _ => {}
    }
}

fn question(fields: &serde_json::Map<String, Value>, title: &str, line: u32, imported: &mut Imported) {
    let stem = fields.get("questionText").and_then(Value::as_str).unwrap_or_default();
    let options = fields.get("answerOptions").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_right = |option: &Value| match option.get("isCorrect") {
        Some(Value::String(word)) => word.trim().eq_ignore_ascii_case("true"),
        Some(Value::Bool(right)) => *right,
        _ => false,
    };
    let rights = options.iter().filter(|option| is_right(option)).count();
    if rights == 0 || stem.trim().is_empty() {
        imported.lose(line, "exchange-loss-no-key").with("text", stem);
    }
    if options.is_empty() {
        return;
    }
    let several = rights > 1;
    #[expect(clippy::cast_precision_loss, reason = "a count of choices")]
    let each = 100.0 / rights.max(1) as f64;
    let share = |option: &Value| match (is_right(option), several) {
        (true, _) => each,
        (false, true) => -each,
        (false, false) => 0.0,
    };
    let text = |option: &Value| inline(option.get("answerText").and_then(Value::as_str).unwrap_or_default());
    let choices = options.iter().map(|option| (text(option), share(option), String::new())).collect();
    let files = BTreeMap::new();
    let answers = weighted_choices(several, choices, &mut Notes { imported, line, files: &files });
    imported.add(title, ExchangeQuestion::new(line, "", blocks(stem), answers));
}
