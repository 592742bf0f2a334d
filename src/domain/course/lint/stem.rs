//! A question that asks for the exception without saying it loudly (W306).

use super::words::{Word, find};
use super::{Finding, Sheet};

/// How many words may stand between 'nào' or 'which' and its 'không' or 'not'.
const REACH: usize = 7;

/// Words that begin another thought, so that a 'không' behind them denies nothing of the question.
const TURNS: &[&str] = &[
    "khi", "nếu", "vì", "mà", "để", "dù", "hay", "hoặc", "vẫn", "if", "when", "because", "although", "that", "who",
    "or", "so", "whether",
];

/// Words that deny.
const NOT: &[&str] =
    &["không", "chưa", "chẳng", "not", "isn't", "aren't", "doesn't", "don't", "shouldn't", "cannot", "can't"];

pub(super) fn all(sheet: &Sheet<'_>) -> Vec<Finding> {
    let denied = |words: &[Word]| match sheet.language {
        "vi" => except(words, &["ngoại trừ", "trừ ra"]).or_else(|| negated(words, &["nào"])),
        "en" => except(words, &["except"]).or_else(|| negated(words, &["which", "what"])),
        _ => None,
    };
    let found = sheet.questions.iter().filter(|asked| asked.has_key()).filter_map(|asked| {
        let (start, end) = denied(&asked.stem)?;
        let words = &asked.stem[start..end];
        let loud = words.iter().any(|word| word.strong);
        let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        (!loud).then(|| Finding::new("W306", super::words::place(words)).arg("word", said.join(" ")))
    });
    found.collect()
}

/// 'Ngoại trừ' in a sentence that asks; elsewhere it only tells.
fn except(words: &[Word], phrases: &[&str]) -> Option<(usize, usize)> {
    let (start, end) = find(words, phrases)?;
    let stop = words[start..].iter().find_map(|word| word.stop.filter(|stop| "?:.!".contains(*stop)));
    stop.is_none_or(|stop| "?:".contains(stop)).then_some((start, end))
}

/// 'Việc nào không nên …?', 'Which of these is not …?'.
fn negated(words: &[Word], asking: &[&str]) -> Option<(usize, usize)> {
    for (at, word) in words.iter().enumerate() {
        if !asking.contains(&word.text.as_str()) || word.stop.is_some() {
            continue;
        }
        for (further, near) in words[at + 1..].iter().enumerate().take(REACH) {
            let place = at + 1 + further;
            if TURNS.contains(&near.text.as_str()) {
                break;
            }
            if NOT.contains(&near.text.as_str()) && near.stop.is_none() {
                return Some((place, place + 1));
            }
            if near.stop.is_some() {
                break;
            }
        }
    }
    None
}
