//! What a learner answers, checked for its shape before anything is stored.

use super::link::is_link;
use super::{FormItem, ShownChoice};
use crate::course::question::{Answers, Question, Submit};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An answer as the API carries it and as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Answer {
    /// Picked choices, by the attempt's own ids.
    Choices {
        /// Ids.
        choices: Vec<String>,
    },
    /// A number as it was typed.
    Number {
        /// Typed text.
        number: String,
    },
    /// A short text as it was typed.
    Text {
        /// Typed text.
        text: String,
    },
    /// Blanks as they were filled.
    Blanks {
        /// Typed or picked text by the blank's name (`1`, `2` …); blanks may be missing.
        blanks: BTreeMap<String, String>,
    },
    /// Joined items, by the attempt's own ids.
    Pairs {
        /// Right item by left item; left items may be missing.
        pairs: BTreeMap<String, String>,
    },
    /// Items in the learner's order, by the attempt's own ids; items may be missing.
    Order {
        /// Ids.
        order: Vec<String>,
    },
    /// Practical work.
    Task {
        /// Typed text.
        text: String,
        /// Ids of files that were handed in.
        files: Vec<String>,
    },
}

/// Why an answer has not the shape of its question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {reason:?}")]
pub struct AnswerError {
    /// JSON pointer into the answer.
    pub pointer: String,
    /// Key of a message.
    pub reason: &'static str,
}

/// Longest typed answer, in characters.
pub const MAX_TEXT: usize = 3_000;

/// Longest text in a blank, in characters.
pub const MAX_BLANK: usize = 300;

impl Answer {
    /// Reads an answer to `question` as `item` shows it. Unknown fields, foreign or repeated ids, several choices where
    /// one is asked, and texts beyond [`MAX_TEXT`], [`MAX_BLANK`] or the task's own limit are refused. An empty list or
    /// an empty text is an answer that takes back an earlier one. A number that cannot be read is stored as typed and
    /// earns nothing.
    ///
    /// # Errors
    /// Says which part is wrong.
    pub fn read(value: &Value, question: &Question, item: &FormItem) -> Result<Self, AnswerError> {
        match &question.answers {
            Answers::Multiple { .. } | Answers::Survey { several: true, .. } => {
                let choices = read_ids(only_field(value, "choices")?, "/choices", &item.choices)?;
                Ok(Self::Choices { choices })
            }
            Answers::Single { .. } | Answers::TrueFalse { .. } | Answers::Survey { .. } => {
                let choices = read_ids(only_field(value, "choices")?, "/choices", &item.choices)?;
                if choices.len() > 1 { refuse("/choices", "answer-one-choice") } else { Ok(Self::Choices { choices }) }
            }
            Answers::Number { .. } => {
                read_text(only_field(value, "number")?, "/number", MAX_TEXT).map(|number| Self::Number { number })
            }
            Answers::Text { .. } => {
                read_text(only_field(value, "text")?, "/text", MAX_TEXT).map(|text| Self::Text { text })
            }
            Answers::Blanks { blanks, .. } => {
                read_blanks(only_field(value, "blanks")?, blanks.len()).map(|blanks| Self::Blanks { blanks })
            }
            Answers::Match { .. } => read_pairs(only_field(value, "pairs")?, item).map(|pairs| Self::Pairs { pairs }),
            Answers::Order { .. } => {
                let order = read_ids(only_field(value, "order")?, "/order", &item.choices)?;
                Ok(Self::Order { order })
            }
            Answers::Task { submit, max_files, max_chars, .. } => read_task(value, submit, *max_files, *max_chars),
        }
    }

    /// Whether it says nothing: no choice, no pair, or blank text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Choices { choices } => choices.is_empty(),
            Self::Number { number: text } | Self::Text { text } => text.trim().is_empty(),
            Self::Blanks { blanks } => blanks.values().all(|text| text.trim().is_empty()),
            Self::Pairs { pairs } => pairs.is_empty(),
            Self::Order { order } => order.is_empty(),
            Self::Task { text, files } => text.trim().is_empty() && files.is_empty(),
        }
    }
}

/// A name that is longer than this is not repeated to who sent it.
const LONGEST_NAME: usize = 64;

fn refuse<T>(pointer: impl Into<String>, reason: &'static str) -> Result<T, AnswerError> {
    Err(AnswerError { pointer: pointer.into(), reason })
}

/// The fields of an object, all of which must be among `names`.
fn only_fields<'v>(value: &'v Value, names: &[&str]) -> Result<&'v Map<String, Value>, AnswerError> {
    let Some(fields) = value.as_object() else { return refuse("", "answer-shape") };
    match fields.keys().find(|field| !names.contains(&field.as_str())) {
        Some(foreign) => refuse(pointer_to("", foreign), "answer-shape"),
        None => Ok(fields),
    }
}

/// Pointer to a field below `parent`; to the parent where the name is endless.
fn pointer_to(parent: &str, name: &str) -> String {
    if name.chars().nth(LONGEST_NAME).is_some() {
        return parent.to_owned();
    }
    format!("{parent}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The value of the one field that an object may have.
fn only_field<'v>(value: &'v Value, name: &str) -> Result<&'v Value, AnswerError> {
    let fields = only_fields(value, &[name])?;
    fields.get(name).map_or_else(|| refuse(format!("/{name}"), "answer-shape"), Ok)
}

/// Ids of what is shown. The first that is foreign or repeated ends the reading: a long list costs no more than a short
/// one.
fn read_ids(value: &Value, name: &str, shown: &[ShownChoice]) -> Result<Vec<String>, AnswerError> {
    let Some(list) = value.as_array() else { return refuse(name, "answer-shape") };
    let mut picked = BTreeSet::new();
    for (place, entry) in list.iter().enumerate() {
        let pointer = || format!("{name}/{place}");
        let Some(id) = entry.as_str() else { return refuse(pointer(), "answer-shape") };
        if !shown.iter().any(|choice| choice.id == id) {
            return refuse(pointer(), "answer-unknown-choice");
        }
        if !picked.insert(id) {
            return refuse(pointer(), "answer-repeated-choice");
        }
    }
    Ok(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// A typed text, kept as it was typed. A NUL is no text: PostgreSQL cannot store it.
fn read_text(value: &Value, pointer: &str, most: usize) -> Result<String, AnswerError> {
    match value.as_str() {
        None => refuse(pointer, "answer-shape"),
        Some(text) if text.chars().nth(most).is_some() => refuse(pointer, "answer-too-long"),
        Some(text) if text.contains('\0') => refuse(pointer, "answer-shape"),
        Some(text) => Ok(text.to_owned()),
    }
}

/// Texts by the names of blanks.
fn read_blanks(value: &Value, count: usize) -> Result<BTreeMap<String, String>, AnswerError> {
    let Some(fields) = value.as_object() else { return refuse("/blanks", "answer-shape") };
    let mut blanks = BTreeMap::new();
    for (name, text) in fields {
        let pointer = pointer_to("/blanks", name);
        let number = name.parse::<usize>().ok().filter(|number| number.to_string() == *name);
        if !number.is_some_and(|number| (1..=count).contains(&number)) {
            return refuse(pointer, "answer-unknown-blank");
        }
        blanks.insert(name.clone(), read_text(text, &pointer, MAX_BLANK)?);
    }
    Ok(blanks)
}

/// Right items by left items.
fn read_pairs(value: &Value, item: &FormItem) -> Result<BTreeMap<String, String>, AnswerError> {
    let Some(fields) = value.as_object() else { return refuse("/pairs", "answer-shape") };
    let known = |shown: &[ShownChoice], id: &str| shown.iter().any(|choice| choice.id == id);
    let mut pairs = BTreeMap::new();
    for (left, right) in fields {
        let pointer = pointer_to("/pairs", left);
        let Some(right) = right.as_str() else { return refuse(pointer, "answer-shape") };
        if !known(&item.left, left) || !known(&item.choices, right) {
            return refuse(pointer, "answer-unknown-choice");
        }
        pairs.insert(left.clone(), right.to_owned());
    }
    Ok(pairs)
}

/// Practical work: what the task takes of text, links and files. Whether the files are the attempt's own is for who keeps
/// them to say.
fn read_task(value: &Value, submit: &[Submit], most_files: u32, most_chars: u32) -> Result<Answer, AnswerError> {
    let fields = only_fields(value, &["text", "files"])?;
    let most = usize::try_from(most_chars).unwrap_or(usize::MAX);
    let text = fields.get("text").map_or_else(|| Ok(String::new()), |text| read_text(text, "/text", most))?;
    let takes = |one: Submit| submit.contains(&one);
    if !text.trim().is_empty() && !takes(Submit::Text) {
        if !takes(Submit::Link) {
            return refuse("/text", "answer-no-text");
        }
        if !text.split_whitespace().all(is_link) {
            return refuse("/text", "answer-links-only");
        }
    }
    let files = match fields.get("files") {
        None => Vec::new(),
        Some(Value::Array(files)) => read_files(files, takes(Submit::Image) || takes(Submit::File), most_files)?,
        Some(_) => return refuse("/files", "answer-shape"),
    };
    Ok(Answer::Task { text, files })
}

fn read_files(files: &[Value], takes_files: bool, most: u32) -> Result<Vec<String>, AnswerError> {
    let mut named = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let id = file.as_str().and_then(|id| Uuid::parse_str(id).ok()).map(|id| id.to_string());
        match id.filter(|id| takes_files && !named.contains(id)) {
            None => return refuse(format!("/files/{place}"), "answer-unknown-file"),
            Some(_) if u32::try_from(place).is_ok_and(|place| place >= most) => {
                return refuse("/files", "answer-too-many-files");
            }
            Some(id) => named.push(id),
        }
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::samples::{multiple, question, shown, single};
    use crate::course::question::Partial;
    use proptest::prelude::*;
    use serde_json::json;

    fn number() -> Answers {
        Answers::Number { unit: None, accepted: Vec::new(), foreseen: Vec::new(), feedback: None }
    }

    fn text() -> Answers {
        Answers::Text { case_strict: false, accents_strict: false, accepted: Vec::new(), foreseen: Vec::new() }
    }

    fn read(answers: Answers, value: &Value) -> Result<Answer, (String, &'static str)> {
        let question = question("q", &[], answers);
        Answer::read(value, &question, &shown(&question, 1.0)).map_err(|error| (error.pointer, error.reason))
    }

    fn picked(ids: &[&str]) -> Answer {
        Answer::Choices { choices: ids.iter().map(|id| (*id).to_owned()).collect() }
    }

    #[test]
    fn an_answer_of_the_right_shape_is_read_as_it_was_sent() {
        let many = || multiple("1100", Partial::Exact);
        assert_eq!(read(single("100"), &json!({"choices": ["c2"]})), Ok(picked(&["c2"])));
        assert_eq!(read(many(), &json!({"choices": ["c3", "c0"]})), Ok(picked(&["c3", "c0"])));
        assert_eq!(read(single("100"), &json!({"choices": []})), Ok(picked(&[])));
        assert_eq!(read(number(), &json!({"number": " 12,5 "})), Ok(Answer::Number { number: " 12,5 ".into() }));
        assert_eq!(read(number(), &json!({"number": "mười"})), Ok(Answer::Number { number: "mười".into() }));
        let decomposed = "Ha\u{300} No\u{302}\u{323}i";
        assert_eq!(read(text(), &json!({"text": decomposed})), Ok(Answer::Text { text: decomposed.into() }));
        let longest = "ệ".repeat(MAX_TEXT);
        assert_eq!(read(text(), &json!({"text": longest})), Ok(Answer::Text { text: longest.clone() }));
    }

    #[test]
    fn any_other_shape_is_refused_with_its_place() {
        let many = || multiple("1100", Partial::Exact);
        for (answers, value, pointer, reason) in [
            (single("10"), json!(null), "", "answer-shape"),
            (single("10"), json!(["c0"]), "", "answer-shape"),
            (single("10"), json!("c0"), "", "answer-shape"),
            (single("10"), json!({}), "/choices", "answer-shape"),
            (single("10"), json!({"choices": "c0"}), "/choices", "answer-shape"),
            (single("10"), json!({"choices": null}), "/choices", "answer-shape"),
            (single("10"), json!({"choices": {"0": "c0"}}), "/choices", "answer-shape"),
            (single("10"), json!({"choices": [0]}), "/choices/0", "answer-shape"),
            (many(), json!({"choices": ["c0", ["c1"]]}), "/choices/1", "answer-shape"),
            (single("10"), json!({"number": "1"}), "/number", "answer-shape"),
            (single("10"), json!({"choices": ["c0"], "points": 1}), "/points", "answer-shape"),
            (single("10"), json!({"choices": ["c0"], "a/b~c": 1}), "/a~1b~0c", "answer-shape"),
            (single("10"), json!({"choices": ["c2"]}), "/choices/0", "answer-unknown-choice"),
            (single("10"), json!({"choices": ["0"]}), "/choices/0", "answer-unknown-choice"),
            (single("10"), json!({"choices": ["C0"]}), "/choices/0", "answer-unknown-choice"),
            (many(), json!({"choices": ["c1", "c1"]}), "/choices/1", "answer-repeated-choice"),
            (single("10"), json!({"choices": ["c1", "c1"]}), "/choices/1", "answer-repeated-choice"),
            (single("10"), json!({"choices": ["c0", "c1"]}), "/choices", "answer-one-choice"),
            (many(), json!({"choices": vec!["c0"; 10_000]}), "/choices/1", "answer-repeated-choice"),
            (many(), json!({"choices": vec!["x"; 10_000]}), "/choices/0", "answer-unknown-choice"),
            (number(), json!({"number": 12.5}), "/number", "answer-shape"),
            (number(), json!({"number": "1".repeat(MAX_TEXT + 1)}), "/number", "answer-too-long"),
            (text(), json!({"text": ["a"]}), "/text", "answer-shape"),
            (text(), json!({"text": "a\u{0}b"}), "/text", "answer-shape"),
            (text(), json!({"text": "ệ".repeat(MAX_TEXT + 1)}), "/text", "answer-too-long"),
            (text(), json!({"choices": []}), "/choices", "answer-shape"),
        ] {
            assert_eq!(read(answers, &value), Err((pointer.to_owned(), reason)), "{value:.80}");
        }
    }

    #[test]
    fn a_true_or_false_takes_one_choice() {
        let both = || Answers::TrueFalse { choices: crate::assessment::samples::choices("10") };
        assert_eq!(read(both(), &json!({"choices": ["c1"]})), Ok(picked(&["c1"])));
        assert_eq!(read(both(), &json!({"choices": ["c0", "c1"]})), Err(("/choices".into(), "answer-one-choice")));
    }

    #[test]
    fn an_endless_name_of_a_field_is_not_repeated() {
        let name = "x".repeat(1_000_000);
        assert_eq!(read(text(), &json!({ name: 1 })), Err((String::new(), "answer-shape")));
    }

    proptest! {
        #[test]
        fn what_was_read_is_read_again_the_same(ids in prop::collection::vec("c[0-5]", 0..6), typed in ".{0,40}") {
            for (answers, value) in [
                (multiple("110000", Partial::Net), json!({"choices": ids})),
                (single("100000"), json!({"choices": ids})),
                (number(), json!({"number": typed})),
                (text(), json!({"text": typed})),
            ] {
                if let Ok(answer) = read(answers.clone(), &value) {
                    let stored = serde_json::to_value(&answer).expect("JSON");
                    prop_assert_eq!(&stored, &value);
                    let loaded: Answer = serde_json::from_value(stored.clone()).expect("an answer");
                    prop_assert_eq!(&loaded, &answer);
                    prop_assert_eq!(read(answers, &stored), Ok(answer));
                }
            }
        }
    }
}
