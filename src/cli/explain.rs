//! `xutra check --explain CODE`: what a code says, why it matters, and an example before and after. The explanations
//! stand in `locales/LANGUAGE/explain.md`.

use super::check::exit;
use super::report;
use crate::locales::{Locales, REFERENCE};
use std::io::{self, Write};
use xutra_domain::course::nearest;

/// The texts, by language.
const TEXTS: &[(&str, &str)] = &[
    ("vi", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/vi/explain.md"))),
    ("en", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en/explain.md"))),
];

/// What is said of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Such as `E201`.
    pub code: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// Wrong and right, in their order.
    pub examples: Vec<Example>,
}

/// A piece of Markdown that an author may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Whether it is right.
    pub right: bool,
    /// The file in which it gives the code; none where one file alone cannot show it.
    pub file: Option<&'static str>,
    /// What stands in it.
    pub text: &'static str,
}

/// All explanations in a language, else in Vietnamese.
#[must_use]
pub fn explanations(language: &str) -> Vec<Explanation> {
    let of = |wanted: &str| TEXTS.iter().find(|(known, _)| *known == wanted).map(|(_, text)| *text);
    let text = of(language).or_else(|| of(REFERENCE)).unwrap_or_default();
    let mut starts: Vec<usize> = Vec::new();
    let (mut at, mut inside) = (0, false);
    for line in text.split_inclusive('\n') {
        inside ^= line.starts_with("~~~");
        if !inside && line.starts_with("## ") {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| explanation(&text[*start..end])).collect()
}

fn explanation(section: &'static str) -> Explanation {
    let (title, rest) = section.split_once('\n').unwrap_or((section, ""));
    let mut parts = rest.split("~~~");
    let why = parts.next().unwrap_or_default().trim();
    let mut examples = Vec::new();
    // Between two fences stands nothing but empty lines.
    for part in parts.step_by(2) {
        let (kind, text) = part.split_once('\n').unwrap_or((part, ""));
        let mut words = kind.split_whitespace();
        let right = words.next() == Some("right");
        examples.push(Example { right, file: words.next(), text: text.trim_end() });
    }
    Explanation { code: title.trim_start_matches('#').trim(), why, examples }
}

/// Says what a code means. Gives the exit code.
///
/// # Errors
/// Where nothing can be written.
pub fn explain(
    code: &str,
    language: &str,
    locales: &Locales,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<u8> {
    let code = code.trim().to_uppercase();
    let known = report::keys_of(&code, language, locales);
    let all = explanations(language);
    let explained = all.iter().find(|one| one.code == code);
    if known.is_empty() && explained.is_none() {
        // O and 0 are easily taken for each other.
        let meant = nearest(&code.replacen('O', "0", 3), all.iter().map(|one| one.code));
        let (key, meant) = meant.map_or(("check-no-code", ""), |meant| ("check-no-code-nearest", meant));
        writeln!(errors, "{}", locales.text(language, key, &[("code", &code), ("nearest", meant)]))?;
        return Ok(exit::USAGE);
    }
    for key in known {
        writeln!(out, "{code} {}", without_facts(&locales.text(language, &key, &[])))?;
        if let Some(help) = locales.find(language, &format!("{key}.help"), &[]) {
            writeln!(out, "     {}", without_facts(&help))?;
        }
    }
    if let Some(explained) = explained {
        writeln!(out, "\n{}", explained.why)?;
        for example in &explained.examples {
            write_example(example, language, locales, out)?;
        }
    }
    Ok(exit::CLEAN)
}

fn write_example(example: &Example, language: &str, locales: &Locales, out: &mut dyn Write) -> io::Result<()> {
    let key = if example.right { "check-example-right" } else { "check-example-wrong" };
    writeln!(out, "\n{}", locales.text(language, key, &[]))?;
    for line in example.text.lines() {
        writeln!(out, "{}", format!("    {line}").trim_end())?;
    }
    Ok(())
}

/// A sentence whose facts are not known here: `…` for each.
fn without_facts(sentence: &str) -> String {
    let mut shown = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{$") {
        let Some((_, after)) = after.split_once('}') else { break };
        shown.push_str(before);
        shown.push('…');
        rest = after;
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: &str, language: &str) -> (u8, String, String) {
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        let exit = explain(code, language, &Locales::embedded(), &mut out, &mut errors).unwrap();
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(errors).unwrap())
    }

    #[test]
    fn a_code_is_explained_by_sentence_reason_and_examples() {
        let (exit, out, errors) = said(" e207 ", "en");
        assert_eq!((exit, errors.as_str()), (exit::CLEAN, ""));
        for part in ["E207 There is only one choice.", "With one choice only", "\nWrong:\n    ## ", "\nRight:\n    ## "]
        {
            assert!(out.contains(part), "{part} in {out}");
        }
        assert!(!said("E106", "vi").1.contains("{$"));
    }

    #[test]
    fn an_unknown_code_is_refused_with_the_nearest() {
        assert_eq!(said("E2O1", "en").0, exit::USAGE);
        assert!(said("E2O1", "en").2.contains("E201"));
        assert!(!said("hello", "en").2.contains("mean"));
    }
}
