//! Answers that are typed: `.number` and `.text`.

use super::attributes::Settings;
use super::choices::Entry;
use super::number::{self, Tolerance, Wrong};
use super::pass::Pass;
use super::settings::Place;
use super::{ParsedAnswers, ParsedText, Span};
use crate::course::question::NumberRange;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Compiled expressions may not take more memory than this.
const REGEX_SIZE: usize = 1 << 20;

impl Pass<'_, '_> {
    /// `.number`: ranges that are right, and foreseen mistakes.
    pub(crate) fn numbers(&mut self, settings: &Settings, place: Place, entries: Vec<Entry>) -> ParsedAnswers {
        self.check_right(&entries);
        let tolerance = self.tolerance(settings, place);
        let unit = self.words(settings, place, "unit").map(|unit| unit.value.clone());
        let (mut accepted, mut foreseen) = (Vec::new(), Vec::new());
        let mut places: Vec<(bool, NumberRange, Span)> = Vec::new();
        for entry in entries.into_iter().filter(|entry| !entry.html.is_empty() && !entry.malformed) {
            let range = match number::range(&entry.plain, tolerance.filter(|_| entry.right)) {
                Ok(range) => range,
                Err(wrong) => {
                    self.bad_number(wrong, entry.text_span.clone(), &entry.plain);
                    continue;
                }
            };
            places.push((entry.right, range, entry.text_span.clone()));
            let list = if entry.right { &mut accepted } else { &mut foreseen };
            list.push((range, entry.feedback));
        }
        self.check_ranges(&places);
        ParsedAnswers::Number { unit, accepted, foreseen }
    }

    fn tolerance(&mut self, settings: &Settings, place: Place) -> Option<Tolerance> {
        if self.input.translation {
            return None;
        }
        let setting = self.words(settings, place, "tolerance")?;
        match number::tolerance(&setting.value) {
            Ok(tolerance) => Some(tolerance),
            Err(wrong) => {
                self.bad_number(wrong, setting.value_span.clone(), &setting.value);
                None
            }
        }
    }

    pub(crate) fn bad_number(&mut self, wrong: Wrong, span: Span, value: &str) {
        let (code, variant) = match wrong {
            Wrong::NotANumber => ("E210", None),
            Wrong::Ambiguous => ("E210", Some("ambiguous")),
            Wrong::UpsideDown => ("E211", None),
            Wrong::Negative => ("E211", Some("negative")),
        };
        let found = self.findings.report(code, span).arg("value", value);
        if let Some(variant) = variant {
            let bare: String = value.chars().filter(char::is_ascii_digit).collect();
            found.variant(variant).arg("whole", bare).arg("decimal", value.replacen(',', ".", 1));
        }
    }

    /// E214: a foreseen mistake that is right.
    fn check_ranges(&mut self, places: &[(bool, NumberRange, Span)]) {
        for (_, wrong, wrong_span) in places.iter().filter(|(right, ..)| !right).take(MOST_COMPARED) {
            let inside = |range: &NumberRange| range.low <= wrong.low && wrong.high <= range.high;
            let right = places.iter().take(MOST_COMPARED).find(|(right, range, _)| *right && inside(range));
            if let Some((_, _, right_span)) = right {
                self.report_both(right_span, wrong_span);
            }
        }
    }

    pub(crate) fn report_both(&mut self, one: &Span, other: &Span) {
        let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
        let position = self.findings.position(first.clone());
        let text = self.source(second.clone());
        self.findings.report("E214", second.clone()).arg("text", text).label(self.input.file, position);
    }

    /// `.text`: texts and expressions that are right, and foreseen mistakes.
    pub(crate) fn texts(&mut self, settings: &Settings, place: Place, entries: Vec<Entry>) -> ParsedAnswers {
        self.check_right(&entries);
        let case_strict = self.strict(settings, place, "case");
        let accents_strict = self.strict(settings, place, "accents");
        let (mut accepted, mut foreseen) = (Vec::new(), Vec::new());
        let mut seen: HashMap<String, (bool, Span)> = HashMap::new();
        for entry in entries.into_iter().filter(|entry| !entry.html.is_empty() && !entry.malformed) {
            let (pattern, regex) = self.pattern(&entry);
            if !regex {
                let key = normal(&pattern, case_strict, accents_strict);
                match seen.get(&key) {
                    Some((right, span)) if *right != entry.right => {
                        self.report_both(&span.clone(), &entry.text_span);
                    }
                    Some(_) => {}
                    None => drop(seen.insert(key, (entry.right, entry.text_span.clone()))),
                }
            }
            let list = if entry.right { &mut accepted } else { &mut foreseen };
            list.push(ParsedText { pattern, regex, feedback: entry.feedback });
        }
        ParsedAnswers::Text { case_strict, accents_strict, accepted, foreseen }
    }

    /// The literal text, or the expression between slashes in a code span.
    fn pattern(&mut self, entry: &Entry) -> (String, bool) {
        let between = |text: &str| -> Option<String> {
            let inner = text.strip_prefix('/')?.strip_suffix('/')?;
            (!inner.is_empty()).then(|| inner.to_owned())
        };
        if let Some(code) = &entry.code {
            let Some(pattern) = between(&entry.plain) else { return (entry.plain.clone(), false) };
            self.check_regex(&pattern, code);
            return (pattern, true);
        }
        if between(self.source(entry.text_span.clone()).trim()).is_some() {
            self.findings.report("E213", entry.text_span.clone()).arg("text", entry.plain.as_str());
        }
        (entry.plain.clone(), false)
    }

    /// E212, at the place that the expression's own error names.
    fn check_regex(&mut self, pattern: &str, code: &Span) {
        let compile = |pattern: &str| regex::RegexBuilder::new(pattern).size_limit(REGEX_SIZE).build();
        let error = match compile(pattern).and_then(|_| compile(&format!("^(?:{pattern})$"))) {
            Ok(_) => return,
            Err(error) => error,
        };
        let regex::Error::Syntax(message) = &error else {
            self.findings.report("E212", code.clone()).variant("large");
            return;
        };
        let reason = message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let source = self.source(code.clone());
        let start = code.start + source.find(pattern).unwrap_or_default();
        let column = message.lines().find(|line| line.trim_start().starts_with('^')).and_then(|line| line.find('^'));
        let skipped: usize = pattern.chars().take(column.unwrap_or(4).saturating_sub(4)).map(char::len_utf8).sum();
        let at = start + skipped;
        let width = pattern.get(skipped..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.findings.report("E212", at..at + width).arg("reason", reason);
    }
}

/// More numbers than these are not compared with each other.
const MOST_COMPARED: usize = 200;

/// What is left of a text for comparing: format.md's rules for typed answers.
pub(crate) fn normal(text: &str, case_strict: bool, accents_strict: bool) -> String {
    let text = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches(['.', '!', ' ']);
    let text = if case_strict { text.to_owned() } else { text.to_lowercase() };
    if accents_strict {
        return text;
    }
    let bare = text.nfd().filter(|character| !is_combining_mark(*character));
    bare.map(|character| match character {
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    })
    .collect()
}
