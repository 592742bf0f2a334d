//! Links in what learners type: only those that a page may lead to.

/// A stretch of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run<'a> {
    /// Words.
    Text(&'a str),
    /// A link that may be followed.
    Link(&'a str),
}

/// Whether a word is an `http` or `https` address of a named place. An address that carries a name and a password hides
/// where it leads, and is none.
#[must_use]
pub fn is_link(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"'<>`\\{}|^".contains(c) && !is_bidi(c);
    host.contains('.') && !host.starts_with('.') && !authority.contains('@') && word.chars().all(plain)
}

/// Marks that turn the direction of writing, and with it what an address seems to be.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text as words and links, in their order; together they are the text.
#[must_use]
pub fn runs(text: &str) -> Vec<Run<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while at < rest.len() {
        let word_end = rest[at..].find(char::is_whitespace).map_or(rest.len(), |end| at + end);
        // A full stop after an address ends the sentence, not the address.
        let word = rest[at..word_end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        if is_link(word) {
            if at > 0 {
                found.push(Run::Text(&rest[..at]));
            }
            found.push(Run::Link(word));
            (rest, at) = (&rest[at + word.len()..], 0);
            continue;
        }
        at = rest[word_end..].find(|c: char| !c.is_whitespace()).map_or(rest.len(), |start| word_end + start);
    }
    if !rest.is_empty() {
        found.push(Run::Text(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for good in [
            "https://chat.example.vn/s/1?x=2#y",
            "http://example.com",
            "HTTPS://Example.com:8443/a%20b",
            "https://vi.example/Ảnh",
        ] {
            assert!(is_link(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.com",
            "example.com",
            "https://",
            "https://localhost",
            "https://.com",
            "https://bank.vn@evil.example/",
            "https://a.b/\"onmouseover=1",
            "https://a.b/<script>",
            "https://a.b/\u{202e}gpj",
            "ftp://example.com",
            "https:///example.com",
        ] {
            assert!(!is_link(bad), "{bad}");
        }
    }

    #[test]
    fn links_stand_out_of_the_words_around_them() {
        let text = "Xem https://a.vn/x. Rồi\nhttp://b.vn, hết";
        let expected = [
            Run::Text("Xem "),
            Run::Link("https://a.vn/x"),
            Run::Text(". Rồi\n"),
            Run::Link("http://b.vn"),
            Run::Text(", hết"),
        ];
        assert_eq!(runs(text), expected);
        assert_eq!(runs(" không có gì "), [Run::Text(" không có gì ")]);
        assert_eq!(runs(""), []);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "( |https://|a\\.vn|[<>.,]|ạ|\n){0,30}") {
            let whole: String = runs(&text).iter().map(|run| match run { Run::Text(text) | Run::Link(text) => *text }).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
