//! Moodle XML: a category for each file, every text as HTML.

use super::xhtml::{escape, plain, xhtml};
use super::{Losses, fraction, is_true, shares};
use crate::course::question::{Answers, Blank, LeftItem, NumberRange, OrderPartial, Question, TextKey};
use crate::exchange::text::percent;
use crate::language::Localized;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write as _;

/// Writes the file; gives the number of questions in it.
pub(super) fn write(questions: &[&Question], losses: &mut Losses) -> (Vec<u8>, usize) {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
    let (mut file, mut count) = ("", 0);
    for question in questions {
        let Some((kind, body)) = body(question, losses) else {
            losses.add(question, "exchange-export-type");
            continue;
        };
        if file != question.file {
            file = &question.file;
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            let _ = writeln!(
                out,
                "<question type=\"category\"><category><text>$course$/top/{}</text></category></question>",
                escape(stem)
            );
        }
        count += 1;
        let stem = stem(question, losses);
        let _ = writeln!(
            out,
            "<question type=\"{kind}\">\n<name><text>{}</text></name>\n{}<defaultgrade>{}</defaultgrade>\n<idnumber>{}</idnumber>",
            escape(&question.id),
            text("questiontext", &stem, losses),
            question.points,
            escape(&question.id)
        );
        let explanation = question.explanation.as_ref().map(|html| plain(&html.original, question, losses));
        out.push_str(&text("generalfeedback", &explanation.unwrap_or_default(), losses));
        out.push_str(&body);
        for hint in &question.hints {
            let hint = plain(&hint.original, question, losses);
            out.push_str(&text("hint", &hint, losses));
        }
        if !question.skills.is_empty() {
            let tags: String =
                question.skills.iter().map(|skill| format!("<tag><text>{}</text></tag>", escape(skill))).collect();
            let _ = writeln!(out, "<tags>{tags}</tags>");
        }
        out.push_str("</question>\n");
    }
    out.push_str("</quiz>\n");
    (out.into_bytes(), count)
}

/// An element with HTML in it; `]]>` cannot stand in it, since `>` is escaped in every text.
fn text(name: &str, html: &str, losses: &Losses) -> String {
    format!("<{name} format=\"html\"><text><![CDATA[{html}]]></text>{}</{name}>\n", files(html, losses))
}

/// The media of a text, as they stand behind it.
fn files(html: &str, losses: &Losses) -> String {
    let file = |(name, bytes): (&str, &[u8])| {
        let base64 = STANDARD.encode(bytes);
        format!("<file name=\"{}\" path=\"/\" encoding=\"base64\">{base64}</file>", escape(name))
    };
    losses.media.mentioned(html).into_iter().map(file).collect()
}

fn cdata(html: &str) -> String {
    format!("<![CDATA[{html}]]>")
}

/// The stem, with the answers of its blanks written into it.
fn stem(question: &Question, losses: &mut Losses) -> String {
    let Answers::Blanks { blanks, words, case_strict, .. } = &question.answers else {
        return plain(&question.stem.original, question, losses);
    };
    let bank = words.is_some();
    xhtml(&question.stem.original, question, losses, &mut |number| match blanks.get(number.wrapping_sub(1)) {
        Some(_) if bank => format!("[[{}]]", place(question, number)),
        Some(blank) => cloze(blank, *case_strict),
        None => String::new(),
    })
}

/// The number of a blank's word among the words of the bank, from 1.
fn place(question: &Question, number: usize) -> usize {
    let Answers::Blanks { blanks, words: Some(words), .. } = &question.answers else { return number };
    let first = blanks.get(number.wrapping_sub(1)).and_then(|blank| blank.texts.original.first());
    let shown = |word: &str| crate::exchange::html::plain(word);
    let found =
        first.and_then(|text| words.iter().position(|word| word.original == *text || shown(&word.original) == *text));
    found.map_or(number, |at| at + 1)
}

fn cloze(blank: &Blank, strict: bool) -> String {
    let sign = |text: &str| {
        let mut out = String::new();
        for character in text.chars() {
            if matches!(character, '~' | '=' | '#' | '{' | '}' | '\\' | '/' | '"' | '%') {
                out.push('\\');
            }
            out.push(character);
        }
        escape(&out)
    };
    if let Some(NumberRange { low, high }) = blank.numbers.first() {
        let (middle, far) = (f64::midpoint(*low, *high), (high - low) / 2.0);
        return format!("{{1:NUMERICAL:={middle}:{far}}}");
    }
    let answers: Vec<String> = blank.texts.original.iter().map(|text| format!("={}", sign(text))).collect();
    format!("{{1:SHORTANSWER{}:{}}}", if strict { "_C" } else { "" }, answers.join("~"))
}

fn body(question: &Question, losses: &mut Losses) -> Option<(&'static str, String)> {
    let mut out = String::new();
    let kind = match &question.answers {
        Answers::Single { choices } | Answers::Multiple { choices, .. } => {
            let single = matches!(question.answers, Answers::Single { .. });
            let _ = writeln!(
                out,
                "<single>{single}</single>\n<shuffleanswers>{}</shuffleanswers>",
                question.shuffle != Some(false)
            );
            for (choice, share) in choices.iter().zip(shares(question)) {
                let (share, other) = fraction(share);
                if other {
                    losses.add(question, "exchange-export-fraction");
                }
                let html = cdata(&plain(&choice.html.original, question, losses));
                answer(&mut out, share, &html, choice.feedback.as_ref(), "", question, losses);
            }
            "multichoice"
        }
        Answers::TrueFalse { choices } => {
            let is_true = is_true(choices);
            for choice in choices {
                let share = if choice.right { 100.0 } else { 0.0 };
                let word = if choice.right == is_true { "true" } else { "false" };
                answer(&mut out, share, word, choice.feedback.as_ref(), "", question, losses);
            }
            "truefalse"
        }
        Answers::Number { accepted, foreseen, feedback, .. } => {
            let right = accepted.iter().map(|range| (100.0, range, feedback.as_ref()));
            let wrong = foreseen.iter().map(|mistake| (0.0, &mistake.range, mistake.feedback.as_ref()));
            for (share, range, feedback) in right.chain(wrong) {
                let tolerance = format!("<tolerance>{}</tolerance>", (range.high - range.low) / 2.0);
                let middle = f64::midpoint(range.low, range.high).to_string();
                answer(&mut out, share, &middle, feedback, &tolerance, question, losses);
            }
            "numerical"
        }
        Answers::Text { case_strict, accepted, foreseen, .. } => {
            let _ = writeln!(out, "<usecase>{}</usecase>", u8::from(*case_strict));
            let literal = |keys: &[TextKey]| keys.iter().filter(|key| !key.regex).cloned().collect::<Vec<_>>();
            let (right, wrong) = (literal(accepted), literal(foreseen));
            if right.len() + wrong.len() < accepted.len() + foreseen.len() {
                losses.add(question, "exchange-export-regex");
            }
            if right.is_empty() {
                return None;
            }
            for (share, key) in right.iter().map(|key| (100.0, key)).chain(wrong.iter().map(|key| (0.0, key))) {
                let written = escape(&key.pattern.original).replace('*', "\\*");
                answer(&mut out, share, &written, key.feedback.as_ref(), "", question, losses);
            }
            "shortanswer"
        }
        Answers::Match { left, right, .. } => {
            pairs(left, right, question, losses, &mut out)?;
            "matching"
        }
        Answers::Order { items, partial } => {
            let way = match partial {
                OrderPartial::Run => "LONGEST_CONTIGUOUS_SUBSET",
                OrderPartial::Exact => "ALL_OR_NOTHING",
            };
            let _ = writeln!(out, "<gradingtype>{way}</gradingtype>");
            for (at, item) in (1_u32..).zip(items) {
                let html = cdata(&plain(&item.original, question, losses));
                answer(&mut out, f64::from(at), &html, None, "", question, losses);
            }
            "ordering"
        }
        Answers::Task { submit, solution, .. } => {
            let files = submit.iter().any(|way| !matches!(way, crate::course::question::Submit::Text));
            let _ = writeln!(
                out,
                "<responseformat>editor</responseformat>\n<attachments>{}</attachments>",
                u8::from(files)
            );
            if let Some(solution) = solution {
                let solution = plain(&solution.original, question, losses);
                out.push_str(&text("graderinfo", &solution, losses));
            }
            "essay"
        }
        Answers::Blanks { words: Some(words), .. } => {
            for word in words {
                let word = plain(&word.original, question, losses);
                let _ = writeln!(out, "<selectoption><text><![CDATA[{word}]]></text><group>1</group></selectoption>");
            }
            "gapselect"
        }
        Answers::Blanks { .. } => "cloze",
        Answers::Survey { .. } => return None,
    };
    Some((kind, out))
}

fn pairs(
    left: &[LeftItem],
    right: &[Localized],
    question: &Question,
    losses: &mut Losses,
    out: &mut String,
) -> Option<()> {
    let mut pair = |one: &str, other: &str, losses: &Losses| {
        let (left, right) = (files(one, losses), files(other, losses));
        let (one, other) = (cdata(one), cdata(other));
        let _ = writeln!(
            out,
            "<subquestion format=\"html\"><text>{one}</text>{left}<answer><text>{other}</text>{right}</answer></subquestion>"
        );
    };
    for item in left {
        let partner = usize::try_from(item.right).ok().and_then(|at| right.get(at))?;
        let (one, other) = (plain(&item.html.original, question, losses), plain(&partner.original, question, losses));
        pair(&one, &other, losses);
    }
    for (at, extra) in right.iter().enumerate() {
        if !left.iter().any(|item| usize::try_from(item.right) == Ok(at)) {
            let extra = plain(&extra.original, question, losses);
            pair("", &extra, losses);
        }
    }
    Some(())
}

fn answer(
    out: &mut String,
    share: f64,
    text_of: &str,
    feedback: Option<&Localized>,
    more: &str,
    question: &Question,
    losses: &mut Losses,
) {
    let feedback = feedback.map(|html| plain(&html.original, question, losses)).unwrap_or_default();
    let feedback = if feedback.is_empty() { String::new() } else { text("feedback", &feedback, losses) };
    let _ = writeln!(
        out,
        "<answer fraction=\"{}\" format=\"html\"><text>{text_of}</text>{}{more}{feedback}</answer>",
        percent(share),
        files(text_of, losses)
    );
}
