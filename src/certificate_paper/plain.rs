//! Texts from people, made fit for print: one line, composed accents, no control characters, nothing that turns the writing
//! direction or stacks accents over the edge, nothing that the fonts cannot draw.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest text on a certificate, in characters; what is longer ends in an ellipsis.
const LONGEST: usize = 300;
/// How many accents may follow a letter that has no composed form with them.
const ACCENTS: usize = 2;

/// What the fonts can draw; `static/fonts/README-Tinos.md` has the same list.
const DRAWN: [(char, char); 32] = [
    (' ', '~'),
    ('\u{A0}', '\u{17F}'),
    ('\u{18F}', '\u{18F}'),
    ('\u{192}', '\u{192}'),
    ('\u{1A0}', '\u{1A1}'),
    ('\u{1AF}', '\u{1B0}'),
    ('\u{1CD}', '\u{1D4}'),
    ('\u{218}', '\u{21B}'),
    ('\u{259}', '\u{259}'),
    ('\u{2C6}', '\u{2DD}'),
    ('\u{300}', '\u{304}'),
    ('\u{306}', '\u{30C}'),
    ('\u{31B}', '\u{31B}'),
    ('\u{323}', '\u{323}'),
    ('\u{326}', '\u{328}'),
    ('\u{1E80}', '\u{1E85}'),
    ('\u{1EA0}', '\u{1EF9}'),
    ('\u{2010}', '\u{2015}'),
    ('\u{2018}', '\u{201E}'),
    ('\u{2020}', '\u{2022}'),
    ('\u{2026}', '\u{2026}'),
    ('\u{2030}', '\u{2030}'),
    ('\u{2032}', '\u{2033}'),
    ('\u{2039}', '\u{203A}'),
    ('\u{2044}', '\u{2044}'),
    ('\u{20AB}', '\u{20AC}'),
    ('\u{2116}', '\u{2116}'),
    ('\u{2122}', '\u{2122}'),
    ('\u{2190}', '\u{2193}'),
    ('\u{2212}', '\u{2212}'),
    ('\u{2260}', '\u{2260}'),
    ('\u{2264}', '\u{2265}'),
];

/// The text as it may be printed.
pub(super) fn plain(text: &str) -> String {
    let mut clean = String::new();
    let mut length = 0;
    let mut accents = 0;
    for character in text.nfc().filter_map(drawn) {
        if character == ' ' && (clean.is_empty() || clean.ends_with(' ')) {
            continue;
        }
        accents = if is_combining_mark(character) { accents + 1 } else { 0 };
        if accents > ACCENTS {
            continue;
        }
        if length == LONGEST {
            clean.truncate(clean.trim_end().len());
            clean.push('…');
            return clean;
        }
        clean.push(character);
        length += 1;
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// The character, a blank for blanks and control characters, and `?` for a letter of another script: a name must not vanish
/// from the paper unseen. Whatever else cannot be drawn is left out: direction marks, joiners, emoji, private use.
fn drawn(character: char) -> Option<char> {
    if character.is_whitespace() || character.is_control() {
        Some(' ')
    } else if character != '\u{AD}' && DRAWN.iter().any(|(first, last)| (*first..=*last).contains(&character)) {
        Some(character)
    } else {
        (character.is_alphanumeric() && !is_combining_mark(character)).then_some('?')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_composed_and_lines_joined() {
        let decomposed: String = "Nguyễn Thị Ngọc Ánh Vỹ Ẵm".nfd().collect();
        assert_eq!(plain(&format!("  {decomposed}\r\n\t")), "Nguyễn Thị Ngọc Ánh Vỹ Ẵm");
    }

    #[test]
    fn what_is_not_seen_is_dropped() {
        assert_eq!(plain("a\0b\u{202E}c\u{2066}d\u{FEFF}\u{FFFF}\u{1B}[31m"), "a bcd [31m");
        assert_eq!(plain(&format!("x{}", "\u{301}".repeat(5_000))), "x\u{301}\u{301}");
        assert_eq!(plain("An 🎓 张伟 שלום"), "An ?? ????");
        assert_eq!(plain(&"Ẵ".repeat(10_000)).chars().count(), LONGEST + 1);
        assert_eq!(plain(" \u{200B} "), "");
    }
}
