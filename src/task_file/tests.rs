//! Files as learners and attackers send them.

use super::*;
use image::{ExtendedColorType, ImageEncoder as _, ImageFormat, Rgba, RgbaImage};

const IMAGE: &[Submit] = &[Submit::Text, Submit::Image];
const FILE: &[Submit] = &[Submit::File];

fn drawing(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        let part = |n: u32| u8::try_from(n % 251).expect("a byte");
        Rgba([part(x * 7), part(y * 5), part(x * y), if x < width / 2 { 255 } else { 0 }])
    })
}

fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgba8(drawing(width, height));
    let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

/// A JPEG with an EXIF block that turns it a quarter and holds a place.
fn turned_jpeg() -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    tiff.extend(b"GPS 21.59N 105.84E");
    let mut block = vec![0xff, 0xe1];
    block.extend(u16::try_from(tiff.len() + 2).expect("a short block").to_be_bytes());
    block.extend(tiff);
    let mut jpeg = encoded(40, 20, ImageFormat::Jpeg);
    jpeg.splice(2..2, block);
    jpeg
}

fn size_of(content: &[u8]) -> (u32, u32) {
    let decoder = JpegDecoder::new(Cursor::new(content)).expect("a JPEG");
    decoder.dimensions()
}

fn holds(content: &[u8], what: &[u8]) -> bool {
    content.windows(what.len()).any(|window| window == what)
}

#[test]
fn pictures_of_each_kind_are_written_anew() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let clean = read(&encoded(30, 20, format), IMAGE).expect("a picture");
        assert_eq!((clean.kind, clean.ending, size_of(&clean.content)), ("image/jpeg", "jpg", (30, 20)), "{format:?}");
    }
    let clean = read(&encoded(30, 20, ImageFormat::Png), IMAGE).expect("a picture");
    let seen = image::load_from_memory(&clean.content).expect("a picture").to_rgb8();
    assert!(seen.get_pixel(25, 10).0.iter().all(|part| *part > 240), "what one saw through is white");
}

#[test]
fn a_large_picture_becomes_smaller_and_keeps_its_shape() {
    let clean = read(&encoded(2_400, 600, ImageFormat::Jpeg), IMAGE).expect("a picture");
    assert_eq!(size_of(&clean.content), (2_000, 500));
}

#[test]
fn a_picture_is_turned_as_it_was_taken_and_says_no_more_where() {
    let jpeg = turned_jpeg();
    assert!(holds(&jpeg, b"GPS 21.59N"));
    let clean = read(&jpeg, IMAGE).expect("a picture");
    assert_eq!(size_of(&clean.content), (20, 40));
    assert!(!holds(&clean.content, b"GPS") && !holds(&clean.content, b"Exif"));
}

#[test]
fn what_is_hidden_behind_a_picture_goes() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let mut polyglot = encoded(30, 20, format);
        polyglot.extend(b"PK\x05\x06<script>alert(1)</script>");
        match read(&polyglot, IMAGE) {
            Ok(clean) => assert!(!holds(&clean.content, b"<script>") && !holds(&clean.content, b"PK\x05\x06")),
            Err(refused) => assert_eq!(refused, Refused("file-broken"), "{format:?}"),
        }
    }
}

#[test]
fn what_only_calls_itself_a_picture_is_refused() {
    for (content, expected) in [
        (&b""[..], "file-empty"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "file-no-picture"),
        (b"GIF89a\x01\0\x01\0", "file-no-picture"),
        (b"<!doctype html><script>alert(1)</script>", "file-no-picture"),
        (b"MZ\x90\0", "file-no-picture"),
        (b"%PDF-1.7\n%%EOF\n", "file-no-picture"),
        (b"\xff\xd8\xff\xe0<script>", "file-broken"),
        (b"\x89PNG\r\n\x1a\n<script>", "file-broken"),
        (b"RIFF\x10\0\0\0WEBP<script>", "file-broken"),
    ] {
        assert_eq!(read(content, IMAGE), Err(Refused(expected)), "{}", String::from_utf8_lossy(content));
    }
    assert_eq!(read(&vec![0xff; LARGEST + 1], IMAGE), Err(Refused("file-too-large")));
}

#[test]
fn a_picture_that_breaks_off_is_refused() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = encoded(64, 64, format);
        for part in [20, whole.len() / 3, whole.len() / 2, whole.len() - 30] {
            assert_eq!(
                read(&whole[..part], IMAGE),
                Err(Refused("file-broken")),
                "{format:?} {part} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_decoded() {
    // A PNG of a few bytes that claims to be 60,000 by 60,000, and one of many pixels that packs well.
    let mut claims = encoded(4, 4, ImageFormat::Png);
    claims[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let check = crc32fast::hash(&claims[12..29]).to_be_bytes();
    claims[29..33].copy_from_slice(&check);
    assert_eq!(read(&claims, IMAGE), Err(Refused("file-too-many-pixels")));
    let mut flat = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut flat);
    let (width, height) = (41_000, 1_000);
    encoder.write_image(&vec![7; 41_000_000], width, height, ExtendedColorType::L8).expect("a picture");
    assert!(flat.len() < 1_000_000, "{}", flat.len());
    assert_eq!(read(&flat, IMAGE), Err(Refused("file-too-many-pixels")));
    let mut wide = encoded(16, 16, ImageFormat::Jpeg);
    let frame = wide.windows(2).position(|two| two == [0xff, 0xc0]).expect("a frame");
    wide[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(read(&wide, IMAGE), Err(Refused("file-too-many-pixels")));
}

#[test]
fn a_plain_file_is_a_pdf_and_nothing_else() {
    let pdf = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";
    let clean = read(pdf, FILE).expect("a PDF");
    assert_eq!((clean.kind, clean.content.as_slice()), ("application/pdf", &pdf[..]));
    assert!(read(&encoded(8, 8, ImageFormat::Png), FILE).is_ok(), "a picture is a file, too");
    for (content, expected) in [
        (&b"PK\x03\x04docx"[..], "file-kind"),
        (b" %PDF-1.7\n%%EOF", "file-kind"),
        (b"<html>%PDF-1.7\n%%EOF", "file-kind"),
        (b"%PDF-1.7\nno end", "file-broken"),
        (b"%PDF-1.7\n%%EOF\nPK\x05\x06", "file-broken"),
    ] {
        assert_eq!(read(content, FILE), Err(Refused(expected)), "{}", String::from_utf8_lossy(content));
    }
    let long = [b"%PDF-1.7\n".to_vec(), vec![b' '; LARGEST_PDF], b"%%EOF".to_vec()].concat();
    assert_eq!(read(&long, FILE), Err(Refused("file-too-large")));
}
