//! Files that learners hand in, read as hostile. What a file is, its content says, never its name. A picture is decoded and
//! written anew: what phones add to it (where it was taken, by whom) goes, and so does whatever was hidden in it.

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, Limits, RgbImage};
use std::io::Cursor;
use xutra_domain::course::question::Submit;

/// Largest file that is taken, in bytes.
pub const LARGEST: usize = 10 * 1_024 * 1_024;
/// Largest PDF: it is kept as it came.
pub const LARGEST_PDF: usize = 5 * 1_024 * 1_024;
/// Most bytes that an attempt keeps.
pub const MOST_BYTES: u64 = 30 * 1_024 * 1_024;
/// Most files of an attempt, over all of its questions.
pub const MOST_FILES: usize = 20;
/// Most pixels of a picture, known before it is decoded: more than the cameras of phones give by default.
const MOST_PIXELS: u64 = 40_000_000;
/// Most memory that decoding one may take.
const MOST_MEMORY: u64 = 256 * 1_024 * 1_024;
/// The longer side of a picture that is kept.
const LONG_SIDE: u32 = 2_000;
const QUALITY: u8 = 85;

/// A file that is safe to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanFile {
    /// Media type.
    pub kind: &'static str,
    /// Ending of its name.
    pub ending: &'static str,
    /// Content.
    pub content: Vec<u8>,
}

/// Why a file is not taken; the word is a key of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub &'static str);

#[derive(Clone, Copy)]
enum Kind {
    Jpeg,
    Png,
    WebP,
    Pdf,
}

/// Reads a file of a task that takes such things. Decoding takes a while: not for the threads that answer requests.
///
/// # Errors
/// Says why it is not taken.
pub fn read(content: &[u8], takes: &[Submit]) -> Result<CleanFile, Refused> {
    if content.is_empty() {
        return Err(Refused("file-empty"));
    }
    if content.len() > LARGEST {
        return Err(Refused("file-too-large"));
    }
    let images = takes.contains(&Submit::Image);
    match kind_of(content) {
        Some(Kind::Pdf) if takes.contains(&Submit::File) => pdf(content),
        Some(kind @ (Kind::Jpeg | Kind::Png | Kind::WebP)) if images || takes.contains(&Submit::File) => {
            picture(content, kind)
        }
        _ if takes.contains(&Submit::File) => Err(Refused("file-kind")),
        _ => Err(Refused("file-no-picture")),
    }
}

/// What the first bytes say.
fn kind_of(content: &[u8]) -> Option<Kind> {
    match content {
        [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Kind::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::WebP),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Kind::Pdf),
        _ => None,
    }
}

/// A PDF ends with its own mark: whatever follows it, such as an archive, is no part of it.
fn pdf(content: &[u8]) -> Result<CleanFile, Refused> {
    if content.len() > LARGEST_PDF {
        return Err(Refused("file-too-large"));
    }
    let end = b"%%EOF";
    let last = content.windows(end.len()).rposition(|window| window == end);
    let rest = last.map(|at| &content[at + end.len()..]);
    if !rest.is_some_and(|rest| rest.iter().all(u8::is_ascii_whitespace)) {
        return Err(Refused("file-broken"));
    }
    Ok(CleanFile { kind: "application/pdf", ending: "pdf", content: content.to_vec() })
}

fn picture(content: &[u8], kind: Kind) -> Result<CleanFile, Refused> {
    let broken = |_: ImageError| Refused("file-broken");
    let decoded = match kind {
        Kind::Jpeg if !is_whole_jpeg(content) => return Err(Refused("file-broken")),
        Kind::Jpeg => decode(JpegDecoder::new(Cursor::new(content)).map_err(broken)?),
        Kind::Png => decode(PngDecoder::with_limits(Cursor::new(content), limits()).map_err(broken)?),
        Kind::WebP if !is_whole_webp(content) => return Err(Refused("file-broken")),
        Kind::WebP => decode(WebPDecoder::new(Cursor::new(content)).map_err(broken)?),
        Kind::Pdf => Err(Refused("file-kind")),
    }?;
    let (width, height) = (decoded.width(), decoded.height());
    let small = match width.max(height) > LONG_SIDE {
        true => decoded.resize(LONG_SIDE, LONG_SIDE, FilterType::Triangle),
        false => decoded,
    };
    let mut written = Vec::new();
    on_white(&small).write_with_encoder(JpegEncoder::new_with_quality(&mut written, QUALITY)).map_err(broken)?;
    Ok(CleanFile { kind: "image/jpeg", ending: "jpg", content: written })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// Decodes a picture of which size and memory are known to be bearable, and turns it as the phone was held.
fn decode(mut decoder: impl ImageDecoder) -> Result<DynamicImage, Refused> {
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Refused("file-too-many-pixels"));
    }
    decoder.set_limits(limits()).map_err(|_| Refused("file-too-many-pixels"))?;
    let orientation = decoder.orientation();
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        ImageError::Limits(_) => Refused("file-too-many-pixels"),
        _ => Refused("file-broken"),
    })?;
    if let Ok(orientation) = orientation {
        decoded.apply_orientation(orientation);
    }
    Ok(decoded)
}

/// Without its transparency, which JPEG has not.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let mix = |part: u8| {
            let sum = u16::from(part) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([mix(red), mix(green), mix(blue)])
    })
}

/// Whether as many bytes are there as its head says.
fn is_whole_webp(content: &[u8]) -> bool {
    let size = content.get(4..8).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok()).map(u32::from_le_bytes);
    size.and_then(|size| usize::try_from(size).ok()).is_some_and(|size| content.len() >= size.saturating_add(8))
}

/// Whether the picture's data reach its end: the decoder fills what is missing with grey and says nothing.
fn is_whole_jpeg(content: &[u8]) -> bool {
    let mut at = 2;
    let mut in_scan = false;
    while let Some(&[first, mark]) = content.get(at..at + 2) {
        match (first, mark) {
            (0xff, 0xd9) => return in_scan,
            // A filled byte, a stuffed one, a restart: data of the scan go on.
            (0xff, 0xff) => at += 1,
            (0xff, 0x00 | 0x01 | 0xd0..=0xd7) => at += 2,
            (0xff, _) => {
                let Some(&[high, low]) = content.get(at + 2..at + 4) else { return false };
                in_scan = in_scan || mark == 0xda;
                at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
            }
            _ if in_scan => at += 1,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests;
