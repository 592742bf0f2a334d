//! Moodle's questions with blanks in the text: cloze, drag and drop into text, select missing words.

use super::Reader;
use crate::exchange::ExchangeAnswers;
use crate::exchange::text::{around, blank, decimal, number_blank};
use std::collections::BTreeSet;

/// Stand for the blanks while HTML becomes Markdown; no input holds them.
const FIRST_MARK: u32 = 0xe100;
/// Blanks of one question.
const MOST: u32 = 500;

/// What a subquestion of a cloze is.
struct Sub {
    markdown: String,
    right: Vec<String>,
    wrong: Vec<String>,
    picks: bool,
    strict: bool,
}

impl Reader<'_, '_, '_> {
    /// `{1:SHORTANSWER:=a~%50%b#feedback}` in the text.
    pub(super) fn cloze(&mut self) -> (String, Option<ExchangeAnswers>) {
        let Some(holder) = self.element.first("questiontext") else { return (String::new(), None) };
        let written = holder.text_of("text");
        let mut subs: Vec<Sub> = Vec::new();
        let mut marked = String::with_capacity(written.len());
        let mut rest = written.as_str();
        while let Some(at) = rest.find('{') {
            marked.push_str(&rest[..at]);
            let inside = &rest[at + 1..];
            let end = closing(inside);
            let number = u32::try_from(subs.len()).unwrap_or(MOST);
            let sub = end.filter(|_| number < MOST).and_then(|end| self.sub(&inside[..end]));
            match (sub, end) {
                (Some(sub), Some(end)) => {
                    marked.extend(char::from_u32(FIRST_MARK + number));
                    subs.push(sub);
                    rest = &inside[end + 1..];
                }
                _ => {
                    marked.push('{');
                    rest = inside;
                }
            }
        }
        marked.push_str(rest);
        let mut stem = self.rich(holder, &marked, false);
        for (mark, sub) in (FIRST_MARK..).filter_map(char::from_u32).zip(&subs) {
            stem = stem.replacen(mark, &sub.markdown, 1);
        }
        if subs.is_empty() {
            let lost = self.notes.imported.lose(self.element.line, "exchange-loss-type");
            lost.with("type", "cloze").with("name", "");
            return (stem, None);
        }
        let bank = subs.iter().all(|sub| sub.picks);
        if !bank && subs.iter().any(|sub| sub.picks) {
            self.notes.imported.lose(self.element.line, "exchange-loss-cloze-choices");
        }
        let mut extra: Vec<String> = subs.iter().flat_map(|sub| sub.wrong.iter().cloned()).filter(|_| bank).collect();
        // The right word of one blank may be a wrong one of another.
        let used: BTreeSet<&String> = subs.iter().flat_map(|sub| &sub.right).collect();
        extra.retain(|word| !used.contains(word));
        let case_strict = subs.iter().any(|sub| sub.strict);
        (stem, Some(ExchangeAnswers::Blanks { case_strict, exact: false, bank, extra: words(&extra) }))
    }

    fn sub(&mut self, inside: &str) -> Option<Sub> {
        let (_, rest) = inside.split_once(':')?;
        let (kind, rest) = rest.split_once(':')?;
        let kind = kind.trim().to_ascii_uppercase();
        let strict = matches!(kind.as_str(), "SHORTANSWER_C" | "SAC" | "MWC");
        let numeric = matches!(kind.as_str(), "NUMERICAL" | "NM");
        let typed = strict || numeric || matches!(kind.as_str(), "SHORTANSWER" | "SA" | "MW");
        let picks =
            kind.starts_with("MULTICHOICE") || matches!(kind.as_str(), "MC" | "MCV" | "MCH" | "MCS" | "MCVS" | "MCHS");
        if !typed && !picks {
            return None;
        }
        let (mut right, mut wrong, mut range) = (Vec::new(), Vec::new(), None);
        for answer in split_unescaped(rest, '~') {
            let (answer, feedback) = cut_unescaped(&answer, '#');
            if !feedback.is_empty() {
                self.notes.imported.lose(self.element.line, "exchange-loss-feedback");
            }
            let (share, text) = weighted(&answer);
            let text = crate::exchange::html::plain(&unescape(text));
            if numeric && share >= 99.99 {
                let (value, far) = text.split_once(':').unwrap_or((&text, "0"));
                if let (Some(value), Some(far)) = (decimal(value), decimal(far)) {
                    range = Some(around(value, far.abs(), far.abs()));
                }
            } else if share >= 99.99 {
                right.push(text);
            } else {
                if share > 0.0 {
                    self.notes.imported.lose(self.element.line, "exchange-loss-text-worth").with("text", &text);
                }
                wrong.push(text);
            }
        }
        let markdown = range.map_or_else(|| blank(&right), number_blank);
        if range.is_none() && right.is_empty() {
            self.notes.imported.lose(self.element.line, "exchange-loss-no-key").with("text", inside);
        }
        if typed && !wrong.is_empty() {
            self.notes.imported.lose(self.element.line, "exchange-loss-foreseen");
        }
        Some(Sub { markdown, right, wrong: if picks { wrong } else { Vec::new() }, picks, strict })
    }

    /// `[[1]]` in the text, the words beside it.
    pub(super) fn gaps(&mut self) -> (String, ExchangeAnswers) {
        let element = self.element;
        let boxes = element.elements().filter(|child| matches!(child.name.as_str(), "dragbox" | "selectoption"));
        let words_of: Vec<String> = boxes.map(|found| crate::exchange::html::plain(&found.text_of("text"))).collect();
        let mut used = vec![false; words_of.len()];
        let mut stem = String::new();
        if let Some(holder) = element.first("questiontext") {
            let written = holder.text_of("text");
            let mut marked = String::with_capacity(written.len());
            let mut texts: Vec<String> = Vec::new();
            let mut rest = written.as_str();
            while let Some(at) = rest.find("[[") {
                marked.push_str(&rest[..at]);
                let inside = &rest[at + 2..];
                let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
                let number = inside[..digits].parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let place = u32::try_from(texts.len()).unwrap_or(MOST);
                let word = number.and_then(|number| Some((number, words_of.get(number)?)));
                match word.filter(|_| place < MOST && inside[digits..].starts_with("]]")) {
                    Some((number, word)) => {
                        used[number] = true;
                        marked.extend(char::from_u32(FIRST_MARK + place));
                        texts.push(word.clone());
                        rest = &inside[digits + 2..];
                    }
                    None => {
                        marked.push_str("[[");
                        rest = inside;
                    }
                }
            }
            marked.push_str(rest);
            stem = self.rich(holder, &marked, false);
            for (mark, text) in (FIRST_MARK..).filter_map(char::from_u32).zip(&texts) {
                stem = stem.replacen(mark, &blank(std::slice::from_ref(text)), 1);
            }
        }
        let unused: Vec<String> =
            words_of.into_iter().zip(used).filter(|(_, used)| !used).map(|(word, _)| word).collect();
        (stem, ExchangeAnswers::Blanks { case_strict: false, exact: false, bank: true, extra: words(&unused) })
    }
}

/// Words as inline Markdown, each once.
fn words(plain: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let found = plain.iter().map(|word| crate::exchange::text::inline(word));
    found.filter(|word| !word.is_empty() && seen.insert(word.clone())).collect()
}

/// Where the braces close.
fn closing(inside: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate().take(20_000) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'}' => return Some(at),
            b'{' => return None,
            _ => {}
        }
    }
    None
}

fn split_unescaped(text: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for character in text.chars() {
        if character == sign && !escaped {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(character);
        }
        escaped = character == '\\' && !escaped;
    }
    parts
}

fn cut_unescaped(text: &str, sign: char) -> (String, String) {
    let mut parts = split_unescaped(text, sign).into_iter();
    (parts.next().unwrap_or_default(), parts.collect::<Vec<_>>().join(&sign.to_string()))
}

/// `=a`, `%50%a`: share and text.
fn weighted(answer: &str) -> (f64, &str) {
    let answer = answer.trim();
    if let Some(right) = answer.strip_prefix('=') {
        return (100.0, right);
    }
    match answer.strip_prefix('%').and_then(|rest| rest.split_once('%')) {
        Some((share, text)) => (decimal(share).unwrap_or(0.0), text),
        None => (0.0, answer),
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(character) = chars.next() {
        out.extend(if character == '\\' { chars.next() } else { Some(character) });
    }
    out
}
