//! What the compiler knows of a file that is no page: how large it is, and the shape of a picture, so that its place is kept
//! free on a page until it is there.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A picture, recording or other file of a course.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Medium {
    /// Size in bytes.
    pub bytes: u64,
    /// Width and height of a picture in CSS pixels, both at least 1; none where they are not known.
    pub shape: Option<(u32, u32)>,
}

impl From<u64> for Medium {
    fn from(bytes: u64) -> Self {
        Self { bytes, shape: None }
    }
}

/// No picture on a page is wider or higher; a head that says so is wrong.
const LARGEST: usize = 20_000;

impl Medium {
    /// What a file is by its path and content. A picture that cannot be read has no shape: the browser says what it makes of it.
    #[must_use]
    pub fn of(path: &str, content: &[u8]) -> Self {
        let shape = if path.to_ascii_lowercase().ends_with(".svg") { drawing(content) } else { raster(content) };
        Self { bytes: content.len() as u64, shape }
    }

    /// Whether [`Medium::of`] finds more than the size in the content.
    #[must_use]
    pub fn has_shape(path: &str) -> bool {
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        ["svg", "png", "jpg", "jpeg", "webp", "gif"].contains(&ending.as_str())
    }
}

fn raster(content: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(content).ok()?;
    shape(size.width, size.height)
}

fn shape(width: usize, height: usize) -> Option<(u32, u32)> {
    let known = (1..=LARGEST).contains(&width) && (1..=LARGEST).contains(&height);
    if known { Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?)) } else { None }
}

/// The shape that a drawing says of itself: width and height in pixels, else those of its `viewBox`.
fn drawing(content: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_str(std::str::from_utf8(content).ok()?);
    loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => return drawn(&root),
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn drawn(root: &BytesStart<'_>) -> Option<(u32, u32)> {
    if root.local_name().as_ref() != "svg" {
        return None;
    }
    let attribute = |name: &str| Some(root.try_get_attribute(name).ok().flatten()?.value.into_owned());
    let pixels = |name| attribute(name).and_then(|text| number(text.trim_end_matches("px")));
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return shape(width, height);
    }
    let view = attribute("viewBox")?;
    let mut sides = view.split([' ', ',', '\n', '\t']).filter(|side| !side.is_empty()).skip(2);
    shape(number(sides.next()?)?, number(sides.next()?)?)
}

/// A length without a unit, rounded to whole pixels.
fn number(text: &str) -> Option<usize> {
    let length: f64 = text.trim().parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and the largest")]
    (0.5..=20_000.0).contains(&length).then(|| length.round() as usize)
}

#[cfg(test)]
mod tests {
    use super::Medium;
    use proptest::prelude::*;

    /// A head of a PNG picture.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        head.extend(width.to_be_bytes());
        head.extend(height.to_be_bytes());
        head.extend([8, 6, 0, 0, 0]);
        head
    }

    #[test]
    fn the_shape_is_what_the_file_says() {
        let svg = |root: &str| format!("<?xml version=\"1.0\"?>\n<!-- chè -->\n{root}").into_bytes();
        for (path, content, expected) in [
            ("a.png", png(640, 480), Some((640, 480))),
            ("a.PNG", png(1, 1), Some((1, 1))),
            ("a.png", png(0, 480), None),
            ("a.png", png(1_000_000, 480), None),
            ("a.png", b"che".to_vec(), None),
            ("a.svg", svg("<svg viewBox=\"0 0 320 180.4\">"), Some((320, 180))),
            ("a.SVG", svg("<svg viewBox='-5,-5, 30,\n40'/>"), Some((30, 40))),
            ("a.svg", svg("<svg width=\"100px\" height=\"50\" viewBox=\"0 0 2 1\"/>"), Some((100, 50))),
            ("a.svg", svg("<svg width=\"100%\" height=\"50\" viewBox=\"0 0 2 1\"/>"), Some((2, 1))),
            ("a.svg", svg("<svg width=\"NaN\" height=\"inf\"/>"), None),
            ("a.svg", svg("<html viewBox=\"0 0 2 1\"/>"), None),
            ("a.svg", svg("<svg"), None),
            ("a.mp3", b"ID3".to_vec(), None),
        ] {
            let medium = Medium::of(path, &content);
            assert_eq!((medium.bytes, medium.shape), (content.len() as u64, expected), "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_content_breaks_it(path in "a\\.(svg|png|jpg|webp|gif)", content: Vec<u8>, tail in "<svg .{0,60}>") {
            let _ = Medium::of(&path, &content);
            let _ = Medium::of("a.svg", tail.as_bytes());
        }
    }
}
