//! Text cut into words with their places: syllables in Vietnamese, which writes them apart, and words elsewhere.

use crate::course::page::{Run, Span};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A question with more words is no question; the rest of it is not looked at.
const MOST: usize = 5_000;

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In small letters, composed.
    pub(super) text: String,
    /// Where it stands in the file.
    pub(super) span: Span,
    /// Whether it stands out: emphasised or in capitals.
    pub(super) strong: bool,
    /// Whether it is a capital letter and nothing else.
    pub(super) letter: bool,
    /// The punctuation behind it.
    pub(super) stop: Option<char>,
}

/// The words of the runs that begin in a stretch of the file.
pub(super) fn words_in(text: &str, runs: &[Run], within: Span, quoted: bool) -> Vec<Word> {
    let first = runs.partition_point(|run| run.span.start < within.start);
    let inside = runs[first..].iter().take_while(|run| run.span.start < within.end);
    let mut found = Vec::new();
    for run in inside.filter(|run| quoted || !run.quoted) {
        cut(text, run, &mut found);
        if found.len() > MOST {
            found.truncate(MOST);
            break;
        }
    }
    found
}

fn cut(text: &str, run: &Run, found: &mut Vec<Word>) {
    let Some(source) = text.get(run.span.clone()) else { return };
    let mut start = None;
    let mut characters = source.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let joins = matches!(character, '\'' | '’') && start.is_some() && next.is_some_and(char::is_alphabetic);
        if character.is_alphanumeric() || is_combining_mark(character) || joins {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            found.push(word(text, run, start..at));
        }
    }
    if let Some(start) = start {
        found.push(word(text, run, start..source.len()));
    }
}

fn word(text: &str, run: &Run, place: Span) -> Word {
    let span = run.span.start + place.start..run.span.start + place.end;
    let written = &text[span.clone()];
    let letters = written.chars().filter(|character| character.is_alphabetic()).count();
    let capitals = !written.chars().any(char::is_lowercase);
    Word {
        text: written.nfc().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect(),
        strong: run.strong || (capitals && letters > 1),
        letter: capitals && written.len() == 1 && letters == 1,
        stop: stop_after(&text[span.end..]),
        span,
    }
}

/// The punctuation that follows, over marks of emphasis and closing quotes.
fn stop_after(rest: &str) -> Option<char> {
    let mut rest = rest.chars().take(8).skip_while(|character| "*_`~\"”’»".contains(*character));
    let spaced = rest.find(|character| *character != ' ')?;
    ".,:;?!…()[]|–—".contains(spaced).then_some(spaced)
}

/// Where the first of the phrases stands, as indices; their words are separated by spaces.
pub(super) fn find(words: &[Word], phrases: &[&str]) -> Option<(usize, usize)> {
    (0..words.len()).find_map(|at| Some((at, at + phrases.iter().find_map(|phrase| matches(&words[at..], phrase))?)))
}

/// The number of words of the phrase, if the words begin with it.
pub(super) fn matches(words: &[Word], phrase: &str) -> Option<usize> {
    let mut count = 0;
    for part in phrase.split(' ') {
        let word = words.get(count).filter(|word| word.text == part)?;
        count += 1;
        if word.stop.is_some() && count < phrase.split(' ').count() {
            return None;
        }
    }
    Some(count)
}

/// From the first to the last of some words.
pub(super) fn place(words: &[Word]) -> Span {
    let (first, last) = (words.first(), words.last());
    first.map_or(0, |word| word.span.start)..last.map_or(0, |word| word.span.end)
}
