//! Content hashes: what a learner's record pins. They look at the normalised model, not at the bytes of the file, so
//! that moving a question or editing beside it changes nothing.

use super::CompiledCourse;
use super::names::hex;
use super::question::{Answers, Blank, Choice, Criterion, ForeseenNumber, NumberRange, Question, TextKey};
use crate::language::Localized;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Hash of a page's text, whatever its line ends: what `source:` of a translation names.
pub(super) fn content_hash(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    hex(&Sha256::digest(text.replace("\r\n", "\n").as_bytes()))
}

/// Sets both hashes of a question.
pub(super) fn set_hashes(question: &mut Question) {
    question.text_hash = hash(&text_of(question));
    question.key_hash = hash(&key_of(question));
}

/// Hash of a whole course, its own revision aside.
pub(super) fn course_revision(course: &CompiledCourse) -> String {
    let about = (&course.id, &course.languages, &course.title, &course.summary, &course.front_html, &course.audience);
    let more = (&course.glossary, &course.about);
    hash(&json(&(about, &course.modules, &course.questions, &course.skills, &course.policies, more)))
}

fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// JSON in the order of the fields. (Not by way of a `Value`, whose order depends on a feature of the program.)
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// All visible content.
fn text_of(question: &Question) -> String {
    let own = json(&(&question.stem, &question.hints, &question.explanation, text_of_answers(&question.answers)));
    let rows = question.variants.iter();
    let rows: Vec<String> =
        rows.map(|row| json(&(&row.stem, &row.hints, &row.explanation, text_of_answers(&row.answers)))).collect();
    if rows.is_empty() { own } else { json(&(own, rows)) }
}

fn text_of_answers(answers: &Answers) -> String {
    match answers {
        Answers::Single { choices }
        | Answers::Multiple { choices, .. }
        | Answers::TrueFalse { choices }
        | Answers::Survey { choices, .. } => {
            json(&choices.iter().map(|choice| (&choice.html, &choice.feedback)).collect::<Vec<_>>())
        }
        Answers::Number { unit, accepted, foreseen, feedback } => json(&(unit, accepted, foreseen, feedback)),
        Answers::Text { accepted, foreseen, .. } => json(&(accepted, foreseen)),
        Answers::Blanks { blanks, words, .. } => json(&(blanks, words)),
        Answers::Match { left, right, .. } => json(&(left, right)),
        Answers::Order { items, .. } => json(items),
        Answers::Task { rubric, solution, submit, .. } => json(&(rubric, solution, submit)),
    }
}

/// What decides the marks.
fn key_of(question: &Question) -> String {
    let own = json(&(question.kind(), question.points, key_of_answers(&question.answers)));
    let rows: Vec<String> = question.variants.iter().map(|row| key_of_answers(&row.answers)).collect();
    if rows.is_empty() { own } else { json(&(own, rows)) }
}

fn key_of_answers(answers: &Answers) -> String {
    match answers {
        Answers::Single { choices } | Answers::TrueFalse { choices } => json(&marks(choices)),
        Answers::Multiple { choices, partial } => json(&(marks(choices), partial)),
        Answers::Number { accepted, foreseen, .. } => {
            json(&(ranges(accepted.iter()), ranges(foreseen.iter().map(|foreseen: &ForeseenNumber| &foreseen.range))))
        }
        Answers::Text { case_strict, accents_strict, accepted, foreseen } => {
            json(&(case_strict, accents_strict, patterns(accepted), patterns(foreseen)))
        }
        Answers::Blanks { case_strict, accents_strict, partial, blanks, .. } => {
            let accepted = |blank: &Blank| (blank.texts.clone(), ranges(blank.numbers.iter()));
            json(&(case_strict, accents_strict, partial, blanks.iter().map(accepted).collect::<Vec<_>>()))
        }
        Answers::Match { partial, left, right } => {
            let partner = |at: u32| usize::try_from(at).ok().and_then(|at| right.get(at)).map(letters);
            let pairs: BTreeSet<String> =
                left.iter().map(|item| json(&(letters(&item.html), partner(item.right)))).collect();
            json(&(partial, pairs, right.iter().map(letters).collect::<BTreeSet<_>>()))
        }
        Answers::Order { partial, items } => json(&(partial, items.iter().map(letters).collect::<Vec<_>>())),
        Answers::Task { rubric, .. } => {
            let points = |row: &Criterion| row.levels.iter().map(|level| level.points).collect::<Vec<_>>();
            json(&rubric.iter().map(|row| (letters(&row.name), points(row))).collect::<Vec<_>>())
        }
        // Nothing is marked; only the choices themselves tell one survey from another.
        Answers::Survey { several, choices } => json(&(several, marks(choices))),
    }
}

/// The set of choices: text without case, blanks and punctuation, and what each is worth. Where two choices differ in
/// punctuation alone, their full texts are taken.
fn marks(choices: &[Choice]) -> BTreeSet<String> {
    let bare: BTreeSet<String> = choices.iter().map(|choice| letters(&choice.html)).collect();
    let distinct = bare.len() == choices.len();
    let text = |choice: &Choice| if distinct { letters(&choice.html) } else { choice.html.original.clone() };
    choices.iter().map(|choice| json(&(text(choice), choice.right, choice.worth))).collect()
}

/// Letters and digits of a piece of HTML in lower case; tags are left out, but images keep where they point.
pub(crate) fn letters(html: &Localized) -> String {
    let mut text = String::new();
    let mut rest = html.original.as_str();
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        if rest[start..].starts_with("<img") {
            text.push_str(&rest[start..end]);
        }
        rest = &rest[end..];
    }
    text.push_str(rest);
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn ranges<'a>(ranges: impl Iterator<Item = &'a NumberRange>) -> BTreeSet<String> {
    ranges.map(|range| json(&(range.low, range.high))).collect()
}

fn patterns(keys: &[TextKey]) -> BTreeSet<String> {
    keys.iter().map(|key| json(&(&key.pattern, key.regex))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(html: &str, right: bool) -> Choice {
        let html = Localized::new(html.to_owned());
        Choice { id: None, html, right, worth: None, pin: false, why: None, feedback: None }
    }

    fn question(choices: Vec<Choice>) -> Question {
        let mut question = Question {
            id: "a".into(),
            provisional: false,
            was: None,
            file: "quiz.md".into(),
            line: 1,
            stem: Localized::new("<p class=\"stem\">Hỏi?</p>".into()),
            points: 1.0,
            skills: Vec::new(),
            difficulty: None,
            shuffle: None,
            hints: Vec::new(),
            explanation: None,
            answers: Answers::Single { choices },
            variants: Vec::new(),
            text_hash: String::new(),
            key_hash: String::new(),
        };
        set_hashes(&mut question);
        question
    }

    #[test]
    fn only_what_decides_the_marks_changes_the_key() {
        let base = question(vec![choice("Vi-rút", false), choice("Ảo <em>giác</em>", true)]);
        let wording = question(vec![choice("ảo giác.", true), choice("vi rút", false)]);
        assert_eq!(base.key_hash, wording.key_hash);
        assert_ne!(base.text_hash, wording.text_hash);
        let marks = question(vec![choice("Vi-rút", true), choice("Ảo giác", false)]);
        let text = question(vec![choice("Vi-rút", false), choice("Ảo ảnh", true)]);
        let more = question(vec![choice("Vi-rút", false), choice("Ảo giác", true), choice("Khác", false)]);
        for other in [marks, text, more] {
            assert_ne!(base.key_hash, other.key_hash);
        }
    }

    #[test]
    fn choices_of_punctuation_alone_are_told_apart() {
        let one = question(vec![choice("C++", true), choice("C#", false)]);
        let other = question(vec![choice("C++", false), choice("C#", true)]);
        assert_ne!(one.key_hash, other.key_hash);
        let images = |right| question(vec![choice("<img src=\"a\">", right), choice("<img src=\"b\">", !right)]);
        assert_ne!(images(true).key_hash, images(false).key_hash);
    }

    #[test]
    fn line_ends_do_not_make_a_translation_stale() {
        assert_eq!(content_hash("a\r\nb\r\n"), content_hash("\u{feff}a\nb\n"));
        assert_ne!(content_hash("a"), content_hash("b"));
    }
}
