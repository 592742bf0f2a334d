//! Choices and what is said to them: 'all of the above' (W302), letters that a drawn order does not have (W303), wrong
//! choices that nobody comments (W308), too few or too many (W309), several that are all right (W311).

use super::words::{Word, matches, place};
use super::{Asked, Finding, Sheet};
use crate::course::page::ChoiceKind;

/// Words before a letter that names a choice, by language.
const NAMES: &[(&str, &[&str])] =
    &[("vi", &["đáp án", "phương án", "lựa chọn", "ý"]), ("en", &["answer", "option", "choice"])];

/// May stand between such words and the letter.
const BETWEEN: &[&str] = &["đúng là", "sai là", "đúng", "sai", "là", "is"];

/// How many choices are too few and too many.
const SOME: std::ops::RangeInclusive<usize> = 3..=6;

pub(super) fn all(sheet: &Sheet<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for asked in &sheet.questions {
        findings.extend(
            above(sheet.language, asked)
                .filter(|(at, _)| asked.has_key() && !asked.choices[*at].pin)
                .map(|(at, _)| Finding::new("W302", asked.choices[at].span.clone())),
        );
        if asked.shuffled {
            letters(sheet.language, asked, &mut findings);
        }
        if sheet.original {
            shape(sheet, asked, &mut findings);
        }
    }
    findings
}

/// Choices that are to keep their place: index of the question on the page, and of the choice.
pub(super) fn to_pin(sheet: &Sheet<'_>) -> Vec<(usize, usize)> {
    let numbered = sheet.questions.iter().filter(|asked| asked.shuffled);
    numbered.flat_map(|asked| above(sheet.language, asked).map(|(at, _)| (asked.index, at))).collect()
}

/// Choices that speak of the others, by index.
fn above<'a>(language: &'a str, asked: &'a Asked<'_>) -> impl Iterator<Item = (usize, &'a [Word])> {
    let choices = asked.options().enumerate().map(|(at, (_, words))| (at, words));
    choices.filter(move |(_, words)| match language {
        "vi" => is_above_in_vietnamese(words),
        "en" => is_above_in_english(words),
        _ => false,
    })
}

/// 'Tất cả các ý trên', 'Cả ba đáp án trên đều đúng', 'Không ý nào ở trên đúng', 'Tất cả đều sai'.
fn is_above_in_vietnamese(words: &[Word]) -> bool {
    const WHOLE: &[&str] = &["tất cả", "cả hai", "cả ba", "cả bốn", "cả năm"];
    const NONE: &[&str] = &["không có", "không ý", "không đáp án", "không phương án", "không câu", "không điều"];
    let verdict = |words: &[Word]| {
        words.is_empty()
            || ["đều đúng", "đều sai", "đúng", "sai", "là đúng"]
                .iter()
                .any(|said| matches(words, said) == Some(words.len()))
    };
    let after_above = || {
        let above = words.iter().position(|word| word.text == "trên");
        above.is_some_and(|at| at < 8 && verdict(&words[at + 1..]))
    };
    if let Some(count) = WHOLE.iter().find_map(|begin| matches(words, begin)) {
        return (words.len() > count && verdict(&words[count..])) || after_above();
    }
    let none = NONE.iter().any(|begin| matches(words, begin).is_some());
    none && words.iter().take(5).any(|word| word.text == "nào")
        && (after_above() || (words.len() <= 6 && words.last().is_some_and(|last| last.text == "đúng")))
}

/// 'All of the above' and its likes.
fn is_above_in_english(words: &[Word]) -> bool {
    const WHOLE: &[&str] = &[
        "all of the above",
        "none of the above",
        "both of the above",
        "all the above",
        "all of these",
        "none of these",
    ];
    let whole = WHOLE.iter().find_map(|said| matches(words, said));
    whole.is_some_and(|count| words.len() <= count + 3)
}

/// W303: 'đáp án B' in feedback, explanation or a choice.
fn letters(language: &str, asked: &Asked<'_>, findings: &mut Vec<Finding>) {
    let Some((_, names)) = NAMES.iter().find(|(known, _)| *known == language) else { return };
    for words in std::iter::once(&asked.comments).chain(&asked.said) {
        for at in 0..words.len() {
            let rest = &words[at..];
            let Some(name) = names.iter().find_map(|name| matches(rest, name)) else { continue };
            let joined = BETWEEN.iter().find_map(|word| matches(&rest[name..], word)).unwrap_or(0);
            let Some(letter) = rest.get(name + joined).filter(|word| names_a_choice(word)) else { continue };
            let breaks = rest[..name + joined].iter().any(|word| word.stop.is_some_and(|stop| stop != ':'));
            let loose = joined > 0 || rest[name - 1].stop.is_some();
            // 'The answer is: A model guesses' names no choice.
            if breaks || (loose && letter.text == "a" && letter.stop.is_none() && language == "en") {
                continue;
            }
            let finding = Finding::new("W303", place(&rest[..=name + joined]));
            findings.push(finding.arg("letter", letter.text.to_uppercase()));
        }
    }
    if let Some((at, both)) = asked.said.iter().enumerate().find_map(|(at, words)| Some((at, pair(words)?))) {
        let finding = Finding::new("W303", place(both)).variant("choice");
        findings.push(
            finding.arg("text", asked.said[at].iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")),
        );
    }
}

/// Whether a word is a letter from A to H.
fn names_a_choice(word: &Word) -> bool {
    word.letter && matches!(word.text.as_bytes(), [b'a'..=b'h'])
}

/// 'Cả A và B', 'A và C đều đúng', 'both A and B': a choice that names others by their letters.
fn pair(words: &[Word]) -> Option<&[Word]> {
    let start = words.first().is_some_and(|first| matches!(first.text.as_str(), "cả" | "both"));
    let start = usize::from(start);
    let [one, and, other, ..] = words.get(start..)? else { return None };
    let joined = matches!(and.text.as_str(), "và" | "and" | "or" | "hoặc");
    (joined && names_a_choice(one) && names_a_choice(other) && words.len() <= start + 6)
        .then(|| &words[start..start + 3])
}

/// W308, W309, W311: what does not depend on words.
fn shape(sheet: &Sheet<'_>, asked: &Asked<'_>, findings: &mut Vec<Finding>) {
    let said_after = asked.kind == ChoiceKind::TrueFalse && asked.parsed.explanation.is_some();
    if sheet.checks && asked.has_key() && !said_after {
        let silent = asked.choices.iter().filter(|choice| !choice.right && choice.feedback.is_none());
        findings.extend(silent.map(|choice| Finding::new("W308", choice.span.clone())));
    }
    let list = || asked.parsed.answers_span.clone();
    let count = asked.choices.len();
    // In a self-check a blind guess earns nothing; 'yes' and 'no' are enough there.
    let few = count > 1 && count < *SOME.start() && !sheet.checks;
    if asked.has_key() && asked.kind != ChoiceKind::TrueFalse && (few || count > *SOME.end()) {
        let finding = Finding::new("W309", list()).arg("count", count.to_string());
        findings.push(if few { finding } else { finding.variant("many") });
    }
    if asked.kind == ChoiceKind::Multiple && count > 1 && asked.choices.iter().all(|choice| choice.right) {
        findings.push(Finding::new("W311", list()));
    }
    if let Some(joined) = asked.joined.clone() {
        findings.push(Finding::new("W311", joined).variant("joined"));
    }
}
