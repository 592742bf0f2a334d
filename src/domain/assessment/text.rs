//! When a typed text equals a key: forms of characters, spaces, capitals and, unless they matter, accents are no
//! difference. Many phones type without dấu.

use crate::course::question::TextKey;
use regex::RegexBuilder;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// What matters when texts are compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strictness {
    /// Capitals matter.
    pub(super) case: bool,
    /// Accents matter.
    pub(super) accents: bool,
}

/// Largest compiled regular expression, in bytes: an author's slip must not eat the server's memory.
const REGEX_SIZE: usize = 1 << 20;

/// Whether the typed text is the key in any language.
pub(super) fn equals(typed: &str, key: &TextKey, strict: Strictness) -> bool {
    let mut patterns = std::iter::once(&key.pattern.original).chain(key.pattern.translations.values());
    if key.regex {
        patterns.any(|pattern| matches(typed, pattern, strict))
    } else {
        let folded = fold(typed, strict);
        patterns.any(|pattern| fold(pattern, strict) == folded)
    }
}

/// Whether two texts are the same to people.
pub(super) fn same(typed: &str, accepted: &str, strict: Strictness) -> bool {
    fold(typed, strict) == fold(accepted, strict)
}

/// The whole text against a regular expression, with and without its final mark; where accents do not matter also with
/// the accents of both taken off.
fn matches(typed: &str, pattern: &str, strict: Strictness) -> bool {
    let tidied = tidy(typed);
    let pattern: String = pattern.nfc().collect();
    let found = |pattern: &str, text: &str| {
        let whole = RegexBuilder::new(&format!(r"\A(?:{pattern})\z"))
            .case_insensitive(!strict.case)
            .size_limit(REGEX_SIZE)
            .dfa_size_limit(REGEX_SIZE)
            .build();
        whole.is_ok_and(|regex| regex.is_match(text) || regex.is_match(without_final_mark(text)))
    };
    if found(&pattern, &tidied) {
        return true;
    }
    if strict.accents {
        return false;
    }
    let bare = without_accents(&tidied);
    found(&pattern, &bare) || found(&without_accents(&pattern), &bare)
}

/// A text in the form in which equal answers are equal.
fn fold(text: &str, strict: Strictness) -> String {
    let tidied = tidy(text);
    let mut folded = Cow::Borrowed(without_final_mark(&tidied));
    if !strict.case {
        // Up and down again, letter by letter, is case folding: ß becomes ss, both Greek sigmas one.
        folded = folded.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect::<String>().into();
    }
    if strict.accents { folded.nfc().collect() } else { without_accents(&folded) }
}

/// NFC, plain quotes, single spaces, nothing invisible.
fn tidy(text: &str) -> String {
    let plain: String =
        text.nfc().filter(|c| !matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')).map(plain_quote).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Phones and word processors turn quotes on their own.
fn plain_quote(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '«' | '»' => '"',
        other => other,
    }
}

/// Without the full stops and exclamation marks at the end, unless nothing would remain.
fn without_final_mark(text: &str) -> &str {
    let short = text.trim_end_matches(['.', '!', ' ']);
    if short.is_empty() { text } else { short }
}

fn without_accents(text: &str) -> String {
    let bare = text.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).map(|c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    });
    bare.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Localized;
    use proptest::prelude::*;

    const LOOSE: Strictness = Strictness { case: false, accents: false };
    const CASE: Strictness = Strictness { case: true, accents: false };
    const ACCENTS: Strictness = Strictness { case: false, accents: true };
    const STRICT: Strictness = Strictness { case: true, accents: true };

    fn key(pattern: &str, regex: bool) -> TextKey {
        TextKey { pattern: Localized::new(pattern.into()), regex, feedback: None }
    }

    #[test]
    fn small_differences_are_none() {
        for (typed, pattern, strict, expected) in [
            ("Hà Nội", "Hà Nội", STRICT, true),
            ("Ha\u{300} No\u{302}\u{323}i", "Hà Nội", STRICT, true),
            ("Hà Nội", "Ha\u{300} No\u{323}\u{302}i", STRICT, true),
            ("  hà \u{a0} nội\t", "Hà Nội", LOOSE, true),
            ("Hà Nội.", "Hà Nội", STRICT, true),
            ("Hà Nội!", "Hà Nội.", STRICT, true),
            ("Hà Nội ...", "Hà Nội", STRICT, true),
            ("Hà Nội?", "Hà Nội", LOOSE, false),
            ("ha noi", "Hà Nội", LOOSE, true),
            ("HA NOI", "Hà Nội", LOOSE, true),
            ("ha noi", "Hà Nội", ACCENTS, false),
            ("HÀ NỘI", "hà nội", ACCENTS, true),
            ("ha noi", "Hà Nội", CASE, false),
            ("Ha Noi", "Hà Nội", CASE, true),
            ("du lieu", "dữ liệu", LOOSE, true),
            ("Duong", "Đường", CASE, true),
            ("duong", "đường", ACCENTS, false),
            ("ĐƯỜNG", "đường", ACCENTS, true),
            ("đường", "duong", LOOSE, true),
            ("\u{201c}ảo giác\u{201d}", "\"ảo giác\"", STRICT, true),
            ("l\u{2019}IA", "l'ia", LOOSE, true),
            ("STRASSE", "straße", ACCENTS, true),
            ("ΟΔΟΣ", "οδος", ACCENTS, true),
            ("ảo\u{200b} giác", "ảo giác", STRICT, true),
            ("ảogiác", "ảo giác", LOOSE, false),
            ("", "Hà Nội", LOOSE, false),
            ("!", "...", LOOSE, false),
            ("...", "...", LOOSE, true),
        ] {
            assert_eq!(equals(typed, &key(pattern, false), strict), expected, "{typed:?} {pattern:?} {strict:?}");
        }
    }

    #[test]
    fn a_regular_expression_matches_the_whole_answer() {
        for (typed, pattern, strict, expected) in [
            ("Hà Nội", "h[aà] n[oộ]i", LOOSE, true),
            ("ha nội", "h[aà] n[oộ]i", LOOSE, true),
            ("ha nội", "h[aà] n[oộ]i", ACCENTS, true),
            ("há nội", "h[aà] n[oộ]i", LOOSE, true),
            ("há nội", "h[aà] n[oộ]i", ACCENTS, false),
            ("ha noi", "hà nội( cũ)?", LOOSE, true),
            ("Hà Nội", "hà nội", STRICT, false),
            ("hà nội xưa", "hà nội", LOOSE, false),
            ("thủ đô hà nội", "hà nội", LOOSE, false),
            (" hà   nội. ", "hà nội", LOOSE, true),
            ("a", "a|b", LOOSE, true),
            ("bx", "a|b", LOOSE, false),
            ("Ha\u{300}", "hà", ACCENTS, true),
            ("a.", r"a\.", STRICT, true),
            ("a", "(", LOOSE, false),
            ("a", "(?:a{1000}){1000}", LOOSE, false),
            ("đ", "d", LOOSE, true),
        ] {
            assert_eq!(equals(typed, &key(pattern, true), strict), expected, "{typed:?} {pattern:?} {strict:?}");
        }
    }

    #[test]
    fn the_key_of_every_language_counts() {
        let mut key = key("câu lệnh", false);
        key.pattern.translations.insert("en".into(), "prompt".into());
        assert!(equals("Cau lenh", &key, LOOSE));
        assert!(equals("Prompt.", &key, LOOSE));
        key.regex = true;
        assert!(equals("PROMPT", &key, LOOSE));
    }

    proptest! {
        #[test]
        fn folding_is_stable_and_never_panics(text in ".{0,40}") {
            for strict in [LOOSE, CASE, ACCENTS, STRICT] {
                let once = fold(&text, strict);
                prop_assert_eq!(fold(&once, strict), once.clone());
                prop_assert!(equals(&text, &key(&text, false), strict));
                equals(&text, &key(&text, true), strict);
            }
        }
    }
}
