//! Pictures and sounds that come with questions: known by their first bytes, never by their names, and named by us.

use super::text::shortened;
use super::{Imported, MediaFile};
use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use sha2::{Digest as _, Sha256};

/// No more files are taken from one import.
const MOST: usize = 500;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The ending that fits the content; none for what is not taken (SVG can run scripts).
pub(super) fn ending(bytes: &[u8]) -> Option<&'static str> {
    let at = |from: usize, what: &[u8]| bytes.get(from..from + what.len()) == Some(what);
    let known: &[(&str, bool)] = &[
        ("png", at(0, b"\x89PNG\r\n\x1a\n")),
        ("jpg", at(0, b"\xff\xd8\xff")),
        ("gif", at(0, b"GIF87a") || at(0, b"GIF89a")),
        ("webp", at(0, b"RIFF") && at(8, b"WEBP")),
        ("mp4", at(4, b"ftyp")),
        ("mp3", at(0, b"ID3") || at(0, b"\xff\xfb") || at(0, b"\xff\xf3") || at(0, b"\xff\xf2")),
    ];
    known.iter().find(|(_, is)| *is).map(|(ending, _)| *ending)
}

/// Bytes from base64 with line ends in it; none where it is no base64.
pub(super) fn decode(base64: &str) -> Option<Vec<u8>> {
    let bare: Vec<u8> = base64.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    LENIENT.decode(bare).ok()
}

/// Keeps a file; gives the path under which a bank's page finds it. Says what is not taken.
pub(super) fn keep(imported: &mut Imported, line: u32, written: &str, bytes: &[u8]) -> Option<String> {
    let Some(ending) = ending(bytes) else {
        imported.lose(line, "exchange-loss-media").with("name", written);
        return None;
    };
    if imported.media.len() >= MOST {
        imported.lose(line, "exchange-loss-media-many").with("name", written).with("limit", MOST);
        return None;
    }
    let stem = written.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let mut stem = crate::course::slug_of(&shortened(stem));
    stem.truncate(40);
    let hash: String = Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let name = if stem.is_empty() { format!("{hash}.{ending}") } else { format!("{stem}-{hash}.{ending}") };
    let path = format!("../media/{name}");
    if !imported.media.iter().any(|file| file.name == name) {
        imported.media.push(MediaFile { name, bytes: bytes.to_vec() });
    }
    Some(path)
}
