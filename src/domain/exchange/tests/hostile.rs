//! Files that were made to do harm: nothing panics, nothing takes long, nothing slips through as markup.

use super::{Format, read};
use crate::exchange::{MAX_INPUT, import, markdown, read_only};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Bytes of a repeated piece: what takes the square of it is felt.
const SIZE: usize = 20_000;

/// Imports and writes; whatever comes of it.
fn survive(bytes: &[u8]) {
    for (_, format) in Format::ALL {
        if let Ok(imported) = import(*format, bytes) {
            let _ = markdown::write(&imported, *format, "a--><b>.gift", &BTreeSet::new(), &BTreeSet::new());
            let _ = read_only::page(&imported, *format, "a--><b>.gift", &BTreeSet::new());
        }
    }
}

#[test]
fn long_lines_deep_nesting_and_nul_are_survived() {
    let repeated = |text: &str| text.repeat(SIZE / text.len()).into_bytes();
    for piece in [
        "a",
        " ",
        "\0",
        "{",
        "}",
        "{}",
        "~",
        "=",
        "#",
        "::",
        "\\",
        "<",
        "<b>",
        "</b>",
        "<b></i>",
        "<a href='https://x'>",
        "<svg>",
        "<ul><li>",
        "<table><tr><td>",
        "&",
        "&lt;",
        "[[",
        "]]",
        "[( )]",
        "[[X]]\n",
        "A. ",
        "A.\t",
        "x\n\n",
        "a{}\n\n",
        "Câu 1. x\nA. y\n",
        "$CATEGORY: a\n\nx{=1}\n\n",
        "<Question",
        "<Question choices={[{",
        "\"",
        "`",
        "*",
        "**a**b",
        "_",
        "|",
        "1. ",
        "> ",
        "- ",
        "<q>",
        "<question type=\"essay\">",
        "\u{fffd}",
        "\u{e001}",
        "[[questions]]\n",
        "[{\"quizzes\":",
        "{\"questionText\":\"a\",\"answerOptions\":[]},",
        "# --questions--\n",
        "## --text--\n",
        "## --answers--\n---\n",
        "BLANK ",
        "**Đáp án:** B\n",
    ] {
        survive(&repeated(piece));
        survive(
            &[
                b"<quiz><question type=\"multichoice\"><questiontext><text><![CDATA[",
                &repeated(piece)[..],
                b"]]></text></questiontext><answer fraction=\"100\"><text>a</text></answer></question></quiz>",
            ]
            .concat(),
        );
    }
    survive(&[0xff, 0xfe]);
    survive(&[0xff; 5000]);
}

#[test]
fn what_is_too_large_is_not_even_read() {
    let large = vec![b'a'; MAX_INPUT + 1];
    assert_eq!(import(Format::Gift, &large).unwrap_err().what, "exchange-too-large");
}

fn package(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const ITEM: &str = "<assessmentItem identifier='q' title='T'><responseDeclaration identifier='R' cardinality='single' baseType='identifier'>\
    <correctResponse><value>a</value></correctResponse></responseDeclaration><itemBody><p>?<img src='../../etc/x.png' alt='x'/></p>\
    <choiceInteraction responseIdentifier='R' maxChoices='1'><simpleChoice identifier='a'>1</simpleChoice>\
    <simpleChoice identifier='b'>2</simpleChoice></choiceInteraction></itemBody></assessmentItem>";

#[test]
fn a_package_that_grows_too_much_is_refused() {
    let bomb = package(&[("q.xml", vec![b' '; 40 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(import(Format::Qti, &bomb).unwrap_err().what, "exchange-zip-bomb");
    let many: Vec<(String, Vec<u8>)> = (0..5_001).map(|n| (format!("{n}.txt"), Vec::new())).collect();
    let many: Vec<(&str, Vec<u8>)> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    assert_eq!(import(Format::Qti, &package(&many)).unwrap_err().what, "exchange-zip-many");
    assert_eq!(import(Format::Qti, b"PK\x03\x04 broken").unwrap_err().what, "exchange-zip-broken");
}

#[test]
fn names_in_a_package_are_never_paths() {
    let png = b"\x89PNG\r\n\x1a\nrest".to_vec();
    let bytes = package(&[
        ("../../q.xml", ITEM.as_bytes().to_vec()),
        ("../../etc/x.png", png),
        ("/evil.svg", b"<svg/>".to_vec()),
    ]);
    let read = read(Format::Qti, &bytes);
    assert_eq!(read.codes, [] as [String; 0], "{}", read.text);
    assert_eq!(read.imported.media.len(), 1);
    assert!(read.imported.media[0].name.starts_with("x-") && !read.imported.media[0].name.contains(['/', '\\']));
}

#[test]
fn what_a_picture_claims_to_be_does_not_matter() {
    let svg = "<quiz><question type=\"essay\"><questiontext><text><![CDATA[<img src=\"data:image/png;base64,PHN2Zy8+\" alt=\"a\">\
               <img src=\"javascript:alert(1)\" alt=\"b\"><a href=\"javascript:x\">c</a>]]></text></questiontext></question></quiz>";
    let read = read(Format::MoodleXml, svg.as_bytes());
    assert!(read.imported.media.is_empty());
    let lost: Vec<&str> = read.lost().iter().map(|(_, what)| *what).collect();
    assert_eq!(lost, ["exchange-loss-media", "exchange-loss-media", "exchange-loss-link", "exchange-loss-rubric"]);
    assert!(!read.text.contains("javascript:x"), "{}", read.text);
}

#[test]
fn foreign_text_never_becomes_structure() {
    for text in [
        "# a",
        "## b {#x points=9}",
        "- [x] a",
        "> [!TIP]",
        "---",
        "<script>alert(1)</script>",
        "<!-- {pin} -->",
        "[[a|b]]",
        "{{gia}}",
        "1. a",
        "| a | b |",
        "a\n---",
        "```",
        "`a`",
        "[x](y)",
        "![x](y)",
        "$a$",
        "&lt;b&gt;",
        "* a",
        "+ a",
        "a {.task}",
        "C#",
        "a #",
        "\\",
        "~~a~~",
        "**a**",
        "_a_",
        "snake_case",
        "[^1]",
        "https://a.vn",
        "/abc/",
        "title: x",
        "`/a(/`",
        "5 > 3",
        "a\\",
        "=",
    ] {
        let escaped: String = text
            .chars()
            .flat_map(|c| if "~=#{}:\\".contains(c) { vec!['\\', c] } else { vec![c] })
            .collect::<String>()
            .replace('\n', "\\n");
        let gift = format!(
            "::{escaped}::[plain]{escaped}{{=z{escaped}#{escaped}\n~y{escaped}####{escaped}}}\n\n[plain]t{{={escaped}}}"
        );
        let read = read(Format::Gift, gift.as_bytes());
        let codes: Vec<&String> = read.codes.iter().filter(|code| code.starts_with('E')).collect();
        assert!(codes.is_empty(), "{text:?}: {codes:?}\n{}", read.text);
        assert_eq!(read.questions.len(), 2, "{text:?}\n{}", read.text);
        let question = &read.questions[0];
        assert_eq!((question.choices().len(), question.points), (2, 1.0), "{text:?}\n{}", read.text);
        let html = &question.choices()[0].html.original;
        let plain = crate::exchange::html::plain(html);
        let wanted = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(plain, format!("z{wanted}"), "{}", read.text);
        assert!(!html.contains("<em>") && !html.contains("<code>") && !html.contains("<script"), "{html}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_survives_every_reader(text in "[ -~\\n]{0,200}") {
        survive(text.as_bytes());
    }

    #[test]
    fn any_bytes_survive_every_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        survive(&bytes);
    }

    #[test]
    fn a_plain_choice_shows_what_was_written(text in "[a-zàệữđô0-9#*_<>&|`~\\[\\]!.() $^+-]{1,40}") {
        let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(!shown.is_empty());
        let inline = crate::exchange::text::inline(&shown);
        let file = format!("A question\nA. x{shown}\nB. y\nANSWER: B\n");
        let read = read(Format::Aiken, file.as_bytes());
        let question = &read.questions;
        prop_assert_eq!(question.len(), 1, "{:?} {:?}\n{}", inline, read.codes, read.text);
        let html = crate::exchange::html::plain(&question[0].choices()[0].html.original);
        if !shown.contains("  ") && !shown.ends_with('*') {
            prop_assert_eq!(html, format!("x{shown}"), "{}", read.text);
        }
    }
}
