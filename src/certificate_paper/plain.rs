//! Texts from people, made fit for print: one line, composed accents, no control characters, nothing that turns the writing
//! direction or stacks accents over the edge.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest text on a certificate, in characters; what is longer ends in an ellipsis.
const LONGEST: usize = 300;
/// How many accents may follow a letter that has no composed form with them.
const ACCENTS: usize = 2;

/// The text as it may be printed.
pub(super) fn plain(text: &str) -> String {
    let mut clean = String::new();
    let mut length = 0;
    let mut accents = 0;
    for character in text.nfc() {
        let character = if character.is_whitespace() || character.is_control() { ' ' } else { character };
        if is_invisible(character) || (character == ' ' && (clean.is_empty() || clean.ends_with(' '))) {
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

/// Direction marks, joiners, other format characters, private use and what XML does not take.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{E0000}'..)
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
        assert_eq!(plain(&format!("x{}", "\u{336}".repeat(5_000))), "x\u{336}\u{336}");
        assert_eq!(plain(&"Ẵ".repeat(10_000)).chars().count(), LONGEST + 1);
        assert_eq!(plain(" \u{200B} "), "");
    }
}
