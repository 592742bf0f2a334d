//! Archives that were made to do harm, each refused as a whole; and those that a teacher makes.

use super::*;
use std::io::Write as _;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PAGE: &[u8] = b"# Xin\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        if let Some(folder) = name.strip_suffix('/') {
            archive.add_directory(folder, SimpleFileOptions::default()).unwrap();
        } else {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

/// Puts bytes in place of others of the same length, everywhere.
fn patched(archive: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = archive.to_vec();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(from.len()).position(|window| window == from) {
        bytes[at + found..at + found + from.len()].copy_from_slice(to);
        at += found + from.len();
    }
    bytes
}

/// Changes bytes of the last entry of the list.
fn listed(archive: &[u8], offset: usize, to: &[u8]) -> Vec<u8> {
    let mut bytes = archive.to_vec();
    let at = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[at + offset..at + offset + to.len()].copy_from_slice(to);
    bytes
}

fn refusal(archive: &[u8]) -> &'static str {
    read(archive, "khoa.zip").expect_err("a refusal").key
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [
        "../x.md",
        "ai/../../x.md",
        "/etc/x.md",
        "C:/x.md",
        "C:x.md",
        "ai\\x.md",
        "..\\x.md",
        "ai/./x.md",
        "ai//x.md",
        "ai/x.md ",
        "ai/x.",
        "ai/a\u{202e}dm.md",
        "ai/a\nb.md",
        "ai/a*b.md",
        "ai/con|x.md",
    ] {
        let plain = "ai/".to_owned() + &"n".repeat(name.len() - 3);
        let archive = patched(&zip(&[("ai/a.md", PAGE), (&plain, PAGE)]), plain.as_bytes(), name.as_bytes());
        assert_eq!(refusal(&archive), "archive-name", "{name:?}");
    }
    let archive = patched(&zip(&[("ai/a.md", PAGE), ("ai/b.md", PAGE)]), b"ai/b.md", b"ai/\0.md");
    assert_eq!(refusal(&archive), "archive-name", "NUL");
    let archive = patched(&zip(&[("ai/a.md", PAGE), ("ai/b.md", PAGE)]), b"ai/b.md", b"ai/\xff.md");
    assert_eq!(refusal(&archive), "archive-name", "not UTF-8");
    let deep = "a/".repeat(20) + "x.md";
    assert_eq!(refusal(&zip(&[(&deep, PAGE)])), "archive-name");
}

#[test]
fn two_of_one_name_are_refused() {
    let twice = patched(&zip(&[("ai/a.md", PAGE), ("ai/b.md", b"# Kh\xc3\xa1c\n")]), b"ai/b.md", b"ai/a.md");
    assert_eq!(refusal(&twice), "archive-twice");
    for (one, other) in
        [("ai/a.md", "ai/A.md"), ("ai/a.md", "AI/a.md"), ("ai/ữ.md", "ai/Ữ.md"), ("ai/a.md", "ai/a.md/b.md")]
    {
        assert_eq!(refusal(&zip(&[(one, PAGE), (other, PAGE)])), "archive-twice", "{one} {other}");
    }
    // The same letter, once composed and once not.
    assert_eq!(refusal(&zip(&[("ai/\u{e0}.md", PAGE), ("ai/a\u{300}.md", PAGE)])), "archive-twice");
}

#[test]
fn links_and_encryption_are_refused() {
    let archive = zip(&[("ai/a.md", PAGE), ("ai/b.md", b"/etc/passwd")]);
    let link = listed(&archive, 38, &(0o120_777_u32 << 16).to_le_bytes());
    assert_eq!(refusal(&link), "archive-link");
    let device = listed(&archive, 38, &(0o020_666_u32 << 16).to_le_bytes());
    assert_eq!(refusal(&device), "archive-link");
    assert_eq!(refusal(&listed(&archive, 8, &[1, 0])), "archive-encrypted");
}

#[test]
fn sizes_that_lie_and_bombs_are_refused() {
    let archive = zip(&[("ai/a.md", PAGE), ("ai/b.md", &[b'x'; 5_000])]);
    for said in [0_u32, 1, 4_999, 5_001, 1_000_000] {
        let key = refusal(&listed(&archive, 24, &said.to_le_bytes()));
        assert!(matches!(key, "archive-lies" | "archive-unreadable"), "{said}: {key}");
    }
    assert_eq!(refusal(&listed(&archive, 24, &u32::MAX.to_le_bytes())), "archive-content-large");
    let too_long = vec![b'x'; usize::try_from(LARGEST_TEXT).unwrap() + 1];
    assert_eq!(refusal(&zip(&[("ai/a.md", &too_long)])), "archive-file-large");
    let mut bomb = PNG.to_vec();
    bomb.resize(4 * 1_024 * 1_024, 0);
    assert_eq!(refusal(&zip(&[("ai/a.md", PAGE), ("ai/b.png", &bomb)])), "archive-bomb");
    let mut large = PNG.to_vec();
    large.resize(usize::try_from(LARGEST_MEDIUM).unwrap() + 1, 0);
    assert_eq!(refusal(&zip(&[("ai/a.md", PAGE), ("ai/b.png", &large)])), "archive-file-large");
    let many: Vec<(String, Vec<u8>)> =
        (0..14).map(|n| (format!("ai/{n}.png"), large[..large.len() - 1].to_vec())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(refusal(&zip(&many)), "archive-content-large");
    let names: Vec<String> = (0..=MOST_ENTRIES).map(|n| format!("ai/{n}.md")).collect();
    let names: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(refusal(&zip(&names)), "archive-entries");
}

#[test]
fn kinds_that_no_course_holds_are_refused() {
    for (name, bytes, key) in [
        ("ai/a.html", b"<p>".as_slice(), "archive-kind"),
        ("ai/a.exe", b"MZ", "archive-kind"),
        ("ai/a.php", b"<?php", "archive-kind"),
        ("ai/a", b"x", "archive-kind"),
        ("ai/a.svgz", b"x", "archive-kind"),
        ("ai/a.MD", b"x", "archive-kind"),
        ("ai/a.zip", b"PK\x05\x06", "archive-nested"),
        ("ai/b.md", b"PK\x03\x04nested", "archive-nested"),
        ("ai/a.png", b"<svg onload=alert(1)>", "archive-content"),
        ("ai/a.jpg", PNG, "archive-content"),
        ("ai/a.gif", b"GIF8", "archive-content"),
        ("ai/a.webp", b"RIFF0000WAVE", "archive-content"),
        ("ai/a.mp3", b"<html>", "archive-content"),
        ("ai/a.mp4", b"<html>", "archive-content"),
        ("ai/a.webm", b"<html>", "archive-content"),
        ("ai/a.vtt", b"<html>", "archive-content"),
        ("ai/a.ogg", b"<html>", "archive-content"),
    ] {
        assert_eq!(refusal(&zip(&[("ai/x.md", PAGE), (name, bytes)])), key, "{name}");
    }
    let files = read(&zip(&[("ai/x.md", PAGE), ("ai/a.svg", b"<svg/>")]), "").unwrap();
    assert_eq!(files.drawings().count(), 1, "what a drawing is worth is seen by who knows the live course");
}

#[test]
fn what_is_no_archive_or_no_course_is_refused() {
    let good = zip(&[("ai/a.md", PAGE)]);
    for cut in [0, 1, 10, good.len() / 2, good.len() - 1] {
        assert_eq!(refusal(&good[..cut]), "archive-broken", "{cut}");
    }
    assert_eq!(refusal(b"<html>no</html>"), "archive-broken");
    assert_eq!(refusal(&zip(&[])), "archive-empty");
    assert_eq!(refusal(&zip(&[("ai/a.png", PNG)])), "archive-empty");
    assert_eq!(refusal(&zip(&[("a/course.toml", b""), ("b/course.toml", b""), ("a/x.md", PAGE)])), "archive-several");
    assert_eq!(refusal(&zip(&[("a/course.toml", b""), ("a/x.md", PAGE), ("b/y.md", PAGE)])), "archive-outside");
    // Bytes between the list and its end are what another reader would take for more entries.
    let mut hidden = good.clone();
    let end = hidden.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
    hidden.splice(end..end, b"PK\x01\x02hidden".iter().copied());
    assert_eq!(refusal(&hidden), "archive-broken");
}

#[test]
fn the_course_is_found_wherever_a_teacher_put_it() {
    let (toml, skills) = (b"lang = \"vi\"\n".as_slice(), b"[a]\n".as_slice());
    for (files, folder) in [
        (vec![("ai/", b"".as_slice()), ("ai/course.toml", toml), ("ai/01/a.md", PAGE)], "ai"),
        (vec![("course.toml", toml), ("01/a.md", PAGE)], "khoa-hoc-1"),
        (vec![("01/a.md", PAGE), ("02/b.md", PAGE)], "khoa-hoc-1"),
        (vec![("ai/01/a.md", PAGE), ("ai/b.md", PAGE), ("skills.toml", skills)], "ai"),
        (vec![("courses/ai/course.toml", toml), ("courses/ai/01/a.md", PAGE), ("courses/skills.toml", skills)], "ai"),
        (
            vec![
                ("ai/course.toml", toml),
                ("ai/01/a.md", PAGE),
                ("__MACOSX/ai/._a.md", b"junk"),
                ("ai/.DS_Store", b"x"),
            ],
            "ai",
        ),
    ] {
        let course = read(&zip(&files), "Khoa hoc (1).zip").unwrap_or_else(|why| panic!("{files:?}: {why:?}"));
        assert_eq!(course.folder, folder, "{files:?}");
        assert!(course.files.keys().any(|path| path == "01/a.md"), "{course:?}");
        let beside = files.iter().any(|(name, _)| name.ends_with("skills.toml"));
        assert_eq!(course.skills.is_some(), beside, "{files:?}");
        assert!(course.files.keys().all(|path| !path.contains("MACOSX") && !path.contains("DS_Store")));
    }
}

#[test]
fn what_is_written_is_read_again_as_it_was() {
    let course = CourseFiles {
        folder: "ai".into(),
        files: [("course.toml", b"".as_slice()), ("01/a.md", PAGE), ("01/hình.png", PNG)]
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .into(),
        skills: Some(b"[a]".to_vec()),
        capability: None,
    };
    let archive = write(&course).unwrap();
    assert_eq!(read(&archive, "").unwrap(), course);
    assert_eq!(write(&course).unwrap(), archive, "the same bytes each time");
    let stored = course.source(vec!["khac".into()]);
    assert_eq!((stored.tree.texts.len(), stored.tree.media.len(), stored.skills.is_some()), (2, 1, true));
}
