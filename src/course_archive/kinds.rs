//! Kinds of files that a course may hold, by their ending, and whether the content is what the ending says.

use super::{LARGEST_MEDIUM, LARGEST_TEXT};
use crate::message::Message;

/// The ending in lower case.
fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether the compiler reads it.
pub(super) fn is_text(path: &str) -> bool {
    [".md", ".mdx", ".toml"].iter().any(|end| path.ends_with(end))
}

/// Whether it may hold a script although it is a picture.
pub(super) fn is_drawing(path: &str) -> bool {
    ending(path) == "svg"
}

/// Most bytes that a file of that name may have.
pub(super) fn largest(path: &str) -> u64 {
    if is_text(path) { LARGEST_TEXT } else { LARGEST_MEDIUM }
}

/// Refuses a kind that courses do not hold, an archive inside of the archive, and content that is not what it says.
pub(super) fn check(path: &str, bytes: &[u8]) -> Result<(), Message> {
    let refused = |key| Err(Message::new(key).with("path", path));
    let end = ending(path);
    let nested = ["zip", "rar", "7z", "gz", "tgz", "tar", "xz", "bz2", "jar", "docx", "pptx", "xlsx", "epub"];
    let begins = |start: &[u8]| bytes.starts_with(start);
    if nested.contains(&end.as_str()) || begins(b"PK\x03\x04") || begins(b"Rar!") || begins(b"7z\xbc\xaf") {
        return refused("archive-nested");
    }
    let at_four = bytes.get(4..8) == Some(b"ftyp".as_slice());
    let fits = match end.as_str() {
        // Whether it is UTF-8 is what the compiler says, with the place.
        "md" | "mdx" | "toml" if is_text(path) => true,
        "png" => begins(b"\x89PNG\r\n\x1a\n"),
        "jpg" | "jpeg" => begins(&[0xff, 0xd8, 0xff]),
        "gif" => begins(b"GIF87a") || begins(b"GIF89a"),
        "webp" => begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()),
        "mp3" => begins(b"ID3") || matches!(bytes, [0xff, second, ..] if second & 0xe0 == 0xe0),
        "m4a" | "mp4" => at_four,
        "ogg" => begins(b"OggS"),
        "webm" => begins(&[0x1a, 0x45, 0xdf, 0xa3]),
        "vtt" => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).starts_with(b"WEBVTT"),
        // Looked at later: only one that the server knows already is taken.
        "svg" => true,
        _ => return refused("archive-kind"),
    };
    if fits { Ok(()) } else { refused("archive-content") }
}
