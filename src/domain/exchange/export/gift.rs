//! GIFT. The texts are HTML; what has a meaning in GIFT is escaped.

use super::xhtml::{plain, xhtml};
use super::{Losses, fraction, is_true, shares};
use crate::course::question::{Answers, NumberRange, Question};
use crate::exchange::text::percent;
use crate::language::Localized;
use std::fmt::Write as _;

/// Writes the file; gives the number of questions in it.
pub(super) fn write(questions: &[&Question], losses: &mut Losses) -> (Vec<u8>, usize) {
    let mut out = String::new();
    let (mut file, mut count) = ("", 0);
    for question in questions {
        let Some(answers) = answers(question, losses) else {
            losses.add(question, "exchange-export-type");
            continue;
        };
        if file != question.file {
            file = &question.file;
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            let _ = writeln!(out, "$CATEGORY: $course$/top/{stem}\n");
        }
        count += 1;
        // One blank may stand inside of the text: what follows the answers is the rest of it.
        let mark = '\u{f000}';
        let stem = xhtml(&question.stem.original, question, losses, &mut |_| "\u{1}".to_owned());
        let stem = escape(&stem).replacen('\u{1}', &mark.to_string(), 1);
        let explanation = question.explanation.as_ref().map(|html| escape(&plain(&html.original, question, losses)));
        let explanation = explanation.map(|text| format!("\n####{text}")).unwrap_or_default();
        let block = format!("{{\n{answers}{explanation}\n}}");
        let body = if stem.contains(mark) { stem.replace(mark, &block) } else { format!("{stem}{block}") };
        let _ = writeln!(out, "// [id:{}]\n::{}::[html]{body}\n", question.id, escape(&question.id));
    }
    (out.into_bytes(), count)
}

fn answers(question: &Question, losses: &mut Losses) -> Option<String> {
    let mut out = String::new();
    match &question.answers {
        Answers::TrueFalse { choices } => {
            let says = |right: bool| {
                choices.iter().find(|choice| choice.right == right).and_then(|choice| choice.feedback.as_ref())
            };
            let (right, wrong) = (feedback(says(true), question, losses), feedback(says(false), question, losses));
            let wrong = if wrong.is_empty() && !right.is_empty() { "#".to_owned() } else { wrong };
            let _ = write!(out, "{}{wrong}{right}", if is_true(choices) { "T" } else { "F" });
        }
        Answers::Single { choices } | Answers::Multiple { choices, .. } => {
            let several = matches!(question.answers, Answers::Multiple { .. });
            for (choice, share) in choices.iter().zip(shares(question)) {
                let (share, other) = fraction(share);
                if other {
                    losses.add(question, "exchange-export-fraction");
                }
                let sign = match (several, choice.right) {
                    (false, true) if share > 99.0 => "=".to_owned(),
                    (false, true) => format!("=%{}%", percent(share)),
                    _ if share == 0.0 => "~".to_owned(),
                    _ => format!("~%{}%", percent(share)),
                };
                let text = escape(&plain(&choice.html.original, question, losses));
                let _ = writeln!(out, "{sign}{text}{}", feedback(choice.feedback.as_ref(), question, losses));
            }
        }
        Answers::Number { accepted, foreseen, feedback: praise, .. } => {
            out.push_str("#\n");
            for range in accepted {
                let _ = writeln!(out, "={}{}", range_text(*range), feedback(praise.as_ref(), question, losses));
            }
            for mistake in foreseen {
                let said = feedback(mistake.feedback.as_ref(), question, losses);
                let _ = writeln!(out, "=%0%{}{said}", range_text(mistake.range));
            }
        }
        Answers::Text { accepted, foreseen, .. } => {
            for (share, key) in accepted.iter().map(|key| ("", key)).chain(foreseen.iter().map(|key| ("%0%", key))) {
                if key.regex {
                    losses.add(question, "exchange-export-regex");
                    continue;
                }
                let said = feedback(key.feedback.as_ref(), question, losses);
                let _ = writeln!(out, "={share}{}{said}", escape(&key.pattern.original));
            }
            if !accepted.iter().any(|key| !key.regex) {
                return None;
            }
        }
        Answers::Blanks { blanks, words: None, .. } => {
            let [blank] = blanks.as_slice() else { return None };
            if blank.texts.original.is_empty() {
                return None;
            }
            for text in &blank.texts.original {
                let _ = writeln!(out, "={}", escape(text));
            }
        }
        Answers::Match { left, right, .. } => {
            let text = |html: &str, losses: &mut Losses| escape(&plain(html, question, losses));
            for item in left {
                let partner = usize::try_from(item.right).ok().and_then(|at| right.get(at))?;
                let (one, other) = (text(&item.html.original, losses), text(&partner.original, losses));
                let _ = writeln!(out, "={one} -> {other}");
            }
            for (at, extra) in right.iter().enumerate() {
                if !left.iter().any(|item| usize::try_from(item.right) == Ok(at)) {
                    let _ = writeln!(out, "= -> {}", text(&extra.original, losses));
                }
            }
        }
        Answers::Task { .. } => {}
        Answers::Blanks { .. } | Answers::Order { .. } | Answers::Survey { .. } => return None,
    }
    Some(out.trim_end().to_owned())
}

fn feedback(feedback: Option<&Localized>, question: &Question, losses: &mut Losses) -> String {
    feedback.map(|html| format!("#{}", escape(&plain(&html.original, question, losses)))).unwrap_or_default()
}

fn range_text(range: NumberRange) -> String {
    if range.low >= range.high { format!("{}:0", range.low) } else { format!("{}..{}", range.low, range.high) }
}

/// GIFT's own signs with a stroke before them; line ends as blanks, but in code.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            plain => out.push(plain),
        }
    }
    out
}
