//! Bytes to text: byte order marks, UTF-16, and what old Vietnamese files are written in. NUL is no character of a text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1258};

/// The text of a file, with `\n` as the only line end.
pub(super) fn text(bytes: &[u8]) -> String {
    tidy(&raw(bytes, None))
}

/// The text of an XML file: as its mark or declaration says.
pub(super) fn xml(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declared = head.split_once("encoding").and_then(|(_, rest)| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest[1..].split(quote).next()
    });
    // What is declared in bytes cannot be UTF-16.
    let declared = declared.and_then(|name| Encoding::for_label(name.as_bytes())).map(Encoding::output_encoding);
    tidy(&raw(bytes, declared))
}

fn raw(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    // ASCII in UTF-16 without a mark: every second byte is 0.
    match bytes {
        [0, first, ..] if *first != 0 => return UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
        [first, 0, ..] if *first != 0 => return UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        _ => {}
    }
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// One kind of line end, composed letters, no controls and none of the characters that the compiler keeps for itself.
fn tidy(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    unified
        .nfc()
        .filter(|character| {
            let control = character.is_control() && !matches!(character, '\n' | '\t');
            !control && !matches!(character, '\u{feff}' | '\u{e000}'..='\u{f8ff}')
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_old_code_pages_are_understood() {
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            let pair = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            text.encode_utf16().flat_map(pair).collect()
        };
        for bytes in [
            "Câu 1".as_bytes().to_vec(),
            "\u{feff}Câu 1".as_bytes().to_vec(),
            utf16("\u{feff}Câu 1", true),
            utf16("\u{feff}Câu 1", false),
            utf16("Câu 1", true),
            utf16("Câu 1", false),
            "Ca\u{302}u 1".as_bytes().to_vec(),
            b"C\xe2u 1".to_vec(),
        ] {
            assert_eq!(text(&bytes), "Câu 1", "{bytes:?}");
        }
        assert_eq!(text(b"a\r\nb\rc\0d"), "a\nb\ncd");
        assert_eq!(text(&[]), "");
        assert_eq!(text(&[0xff]).chars().count(), 1);
    }

    #[test]
    fn a_declared_encoding_counts() {
        let bytes = b"<?xml version='1.0' encoding='windows-1258'?><a>\xd0\xf4</a>";
        assert!(xml(bytes).ends_with("<a>Đô</a>"), "{}", xml(bytes));
        assert!(xml(b"<?xml version=\"1.0\" encoding=\"nonsense\"?><a/>").ends_with("<a/>"));
    }
}
