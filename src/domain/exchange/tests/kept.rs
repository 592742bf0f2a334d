//! What our courses cannot ask: a page to read, the XML beside it, and a line for each.

use super::{Format, import, read};
use crate::course::{CourseSource, compile};
use crate::exchange::{Imported, read_only};
use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

fn item(title: &str, more: &str, body: &str) -> String {
    format!("<assessmentItem identifier='i' title='{title}' {more}>\n<itemBody>{body}</itemBody>\n</assessmentItem>")
}

fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What the compiler says of a course with the page in it, and the number of its questions.
fn compiled(imported: &Imported) -> (Vec<String>, usize) {
    let page = read_only::page(imported, Format::Qti, "a/đề 1.zip", &BTreeSet::new()).unwrap();
    let mut source = CourseSource { folder: "khoa".to_owned(), ..CourseSource::default() };
    let mut add = |name: &str, text: &str| source.tree.texts.insert(name.to_owned(), Ok(text.as_bytes().to_vec()));
    add("course.toml", "id = \"khoa\"\n[title]\nvi = \"Khóa\"\n");
    add("bai.md", "# Bài\n\nChào.\n");
    add(&page.name, &page.text);
    for file in &imported.media {
        source.tree.media.insert(format!("media/{}", file.name), 1.into());
    }
    let compilation = compile(&source);
    let codes =
        compilation.diagnostics.iter().map(|found| format!("{} {}", found.key(), found.position.line)).collect();
    (codes, compilation.course.map_or(usize::MAX, |course| course.questions.len()))
}

#[test]
fn each_kind_that_is_not_asked_is_kept_and_said() {
    for (what, file) in [
        (
            "hotspotinteraction",
            item(
                "Bản đồ",
                "",
                "<p>Bấm vào Huế</p><hotspotInteraction responseIdentifier='R'><object data='x.png'>ảnh</object></hotspotInteraction>",
            ),
        ),
        ("graphicorderinteraction", item("a", "", "<graphicOrderInteraction responseIdentifier='R'/>")),
        ("sliderinteraction", item("a", "", "<p>Mấy?</p><sliderInteraction lowerBound='0' upperBound='9'/>")),
        ("drawinginteraction", item("a", "", "<drawingInteraction/>")),
        ("mediainteraction", item("a", "", "<mediaInteraction/>")),
        ("custominteraction", item("a", "", "<customInteraction/>")),
        ("adaptive", item("a", "adaptive='true'", "<choiceInteraction responseIdentifier='R'/>")),
        ("2 × choiceinteraction", item("a", "", "<choiceInteraction/><choiceInteraction/>")),
        ("–", item("a", "", "<p>Chỉ để đọc</p>")),
    ] {
        let imported = import(Format::Qti, file.as_bytes()).unwrap();
        assert!(imported.banks.is_empty(), "{what}");
        let [loss] = imported.losses.as_slice() else { panic!("{what}: {:?}", imported.losses) };
        assert_eq!((loss.line, loss.what, &loss.args[0]), (1, "exchange-loss-kept", &("type", what.to_owned())));
        assert_eq!((imported.pages.len(), imported.kept.len()), (1, 1), "{what}");
        assert_eq!(imported.kept[0].bytes, file.as_bytes(), "{what}");
        assert_eq!(compiled(&imported), (vec![], 0), "{what}");
    }
}

#[test]
fn the_page_holds_what_can_be_read_and_no_question() {
    let png = b"\x89PNG\r\n\x1a\nrest".as_slice();
    let slider = item(
        "[x] {#a} &lt;b&gt;",
        "",
        "<h2>Đề</h2><p>Kéo <img src='img/x.png' alt='thước'/></p><ul><li>[x] một</li></ul><sliderInteraction/>",
    );
    let hotspot = item("Câu <!-- 2", "", "<p>Bấm</p><hotspotInteraction/>").replace("<!-- 2", "2");
    let bytes =
        package(&[("items/q1.xml", slider.as_bytes()), ("items/q2.xml", hotspot.as_bytes()), ("img/x.png", png)]);
    let imported = import(Format::Qti, &bytes).unwrap();
    assert_eq!(compiled(&imported), (vec![], 0));
    let page = read_only::page(&imported, Format::Qti, "đề 1.zip", &["de-1-chua-chuyen.md".to_owned()].into()).unwrap();
    assert_eq!((page.name.as_str(), page.questions), ("de-1-chua-chuyen-2.md", 2));
    assert!(page.text.contains("kind: page\ndraft: yes\n"), "{}", page.text);
    assert!(page.text.contains("](media/x-"), "{}", page.text);
    for kept in &imported.kept {
        assert!(page.text.contains(&format!("bank/_imported/{}", kept.name)), "{}", page.text);
    }
}

#[test]
fn no_page_without_need() {
    let read = read(Format::Aiken, b"What?\nA. a\nB. b\nANSWER: A\n");
    assert_eq!(read_only::page(&read.imported, Format::Aiken, "x.txt", &BTreeSet::new()), None);
}
