//! What goes into an export beside the texts: media, sections, ways of counting; and that what stays behind is said.

use super::{Format, import, judge};
use crate::course::question::{Answers, EachPartial, OrderPartial, Question};
use crate::course::{CompiledCourse, CourseSource, compile};
use crate::exchange::export::{ExportFormat, Exported, export, media_of};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\none";
const OTHER: &[u8] = b"\x89PNG\r\n\x1a\ntwo";

fn course(files: &[(&str, &str)]) -> CompiledCourse {
    let mut source = CourseSource { folder: "khoa".to_owned(), ..CourseSource::default() };
    for (name, text) in files {
        source.tree.texts.insert((*name).to_owned(), Ok(text.as_bytes().to_vec()));
    }
    for path in ["media/ảnh 1.png", "bank/media/ảnh 1.png", "media/lời.mp3", "media/thừa.png"] {
        source.tree.media.insert(path.to_owned(), 10.into());
    }
    let compilation = compile(&source);
    compilation.course.unwrap_or_else(|| panic!("{:?}", compilation.diagnostics))
}

fn media(course: &CompiledCourse) -> BTreeMap<String, Vec<u8>> {
    let content = |path: String| {
        let bytes = if path.starts_with("bank/") { OTHER } else { PNG };
        (path, bytes.to_vec())
    };
    media_of(course, None).into_iter().map(content).collect()
}

fn lost(exported: &Exported) -> Vec<String> {
    let word = |what: &str| what.trim_start_matches("exchange-export-").to_owned();
    exported.losses.iter().map(|loss| format!("{} {}", loss.id, word(loss.what))).collect()
}

fn entry(zip: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

const PICTURES: &str = "# N\n\n## Ảnh nào? {#anh}\n\n![một & hai](<../media/ảnh 1.png>)\n\n- [x] ![ba](<media/ảnh 1.png>)\n  > ![một](<../media/ảnh 1.png>)\n\
    - [ ] b\n- [ ] c\n\n## Nghe {#nghe .match}\n\n[Lời (1 phút)](../media/lời.mp3)\n\n| A | B |\n|---|---|\n| ![x](<../media/ảnh 1.png>) | y |\n| z | t |\n";

#[test]
fn pictures_and_sounds_go_into_the_package() {
    let course = course(&[("bai.md", "# B\n"), ("bank/a.md", PICTURES)]);
    let names: Vec<String> = media_of(&course, None).into_iter().collect();
    assert_eq!(names, ["bank/media/ảnh 1.png", "media/lời.mp3", "media/ảnh 1.png"]);
    assert!(media_of(&course, Some("bai.md")).is_empty());
    for (to, from) in [
        (ExportFormat::MoodleXml, Format::MoodleXml),
        (ExportFormat::Qti3, Format::Qti),
        (ExportFormat::Qti2, Format::Qti),
    ] {
        let exported = export(&course, None, to, media(&course)).unwrap();
        assert_eq!(lost(&exported), [] as [String; 0], "{to:?}");
        let read = judge(import(from, &exported.bytes).unwrap(), from);
        let mut kept: Vec<&[u8]> = read.imported.media.iter().map(|file| file.bytes.as_slice()).collect();
        kept.sort_unstable();
        kept.dedup();
        assert_eq!(kept, [PNG, OTHER], "{to:?} {:?}", read.lost());
        assert!(read.text.contains("![một & hai](../media/anh-1-"), "{to:?}\n{}", read.text);
        assert_eq!(read.questions.len(), 2, "{to:?}\n{}", read.text);
    }
    let gift = export(&course, None, ExportFormat::Gift, media(&course)).unwrap();
    assert_eq!(lost(&gift), ["anh media", "nghe media"]);
    let without = export(&course, None, ExportFormat::Qti3, BTreeMap::new()).unwrap();
    assert_eq!(lost(&without), ["anh media", "nghe media"]);
    assert!(!String::from_utf8_lossy(&without.bytes).contains("media/"));
}

#[test]
fn each_medium_is_in_the_package_once_and_named_in_the_manifest() {
    let course = course(&[("bai.md", "# B\n"), ("bank/a.md", PICTURES)]);
    let exported = export(&course, None, ExportFormat::Qti3, media(&course)).unwrap();
    let manifest = String::from_utf8(entry(&exported.bytes, "imsmanifest.xml")).unwrap();
    for name in ["media/anh-1.png", "media/anh-1-2.png", "media/loi.mp3"] {
        assert!(manifest.contains(&format!("<file href=\"{name}\"/>")), "{manifest}");
        assert!(!entry(&exported.bytes, name).is_empty());
    }
}

const QUIZ: &str = "---\ntitle: Kiểm tra\ntime-limit: 30m\ndraw: 4\n---\n# K\n\n## Một {#m}\n\n- [x] a\n- [ ] b\n- [ ] c\n\n\
    ## An toàn {.pool draw=2 from=bank/a.md}\n\n## Chung {.group}\n\nĐoạn văn.\n\n### Hai {#h}\n\n- [x] a\n- [ ] b\n- [ ] c\n\n### Ba {#b}\n\n- [x] a\n- [ ] b\n- [ ] c\n";

#[test]
fn quizzes_become_tests_with_their_draws() {
    let questions: String = (1..4).map(|n| format!("## Câu {n} {{#c{n}}}\n\n- [x] a\n- [ ] b\n- [ ] c\n\n")).collect();
    let course = course(&[("m/quiz.md", QUIZ), ("bank/a.md", &format!("# A\n\n{questions}"))]);
    let exported = export(&course, None, ExportFormat::Qti2, BTreeMap::new()).unwrap();
    assert_eq!(lost(&exported), ["m-quiz quiz"]);
    let test = String::from_utf8(entry(&exported.bytes, "tests/t00001.xml")).unwrap();
    for piece in [
        "<timeLimits maxTime=\"1800\"/>",
        "visible=\"true\"><selection select=\"4\"/><ordering shuffle=\"true\"/>",
        "title=\"An toàn\" visible=\"true\"><selection select=\"2\"/><ordering shuffle=\"true\"/>",
        "keepTogether=\"true\"",
        "<assessmentItemRef identifier=\"c3\" href=\"../items/q00003.xml\"/>",
    ] {
        assert!(test.contains(piece), "{piece}\n{test}");
    }
    assert_eq!(test.matches("<assessmentItemRef").count(), 6);
    let three = export(&course, None, ExportFormat::Qti3, BTreeMap::new()).unwrap();
    let test = String::from_utf8(entry(&three.bytes, "tests/t00001.xml")).unwrap();
    assert!(test.contains("<qti-selection select=\"4\"/><qti-ordering shuffle=\"true\"/>"), "{test}");
    for bytes in [&exported.bytes, &three.bytes] {
        let imported = import(Format::Qti, bytes).unwrap();
        let draws: Vec<String> = imported
            .losses
            .iter()
            .filter(|loss| loss.what == "exchange-loss-draw")
            .map(|loss| format!("{} {}", loss.args[0].1, loss.args[1].1))
            .collect();
        assert_eq!(draws, ["Kiểm tra 4", "An toàn 2"]);
        let titles: Vec<&str> = imported.banks.iter().map(|bank| bank.title.as_str()).collect();
        assert_eq!(titles, ["An toàn", "Kiểm tra", "Chung Đoạn văn."]);
    }
    let alone = export(&course, Some("m/quiz.md"), ExportFormat::Qti3, BTreeMap::new()).unwrap();
    assert_eq!((alone.questions, import(Format::Qti, &alone.bytes).unwrap().banks.len()), (3, 2));
    let moodle = export(&course, None, ExportFormat::MoodleXml, BTreeMap::new()).unwrap();
    assert_eq!(lost(&moodle), ["m-quiz draw"]);
}

fn ways(questions: &[Question]) -> Vec<String> {
    let way = |question: &Question| match &question.answers {
        Answers::Match { partial, .. } | Answers::Blanks { partial, .. } => *partial == EachPartial::Exact,
        Answers::Order { partial, .. } => *partial == OrderPartial::Exact,
        _ => false,
    };
    questions
        .iter()
        .map(|question| format!("{} {}", question.id, if way(question) { "exact" } else { "part" }))
        .collect()
}

#[test]
fn how_part_of_the_points_is_earned_comes_back_or_is_said() {
    let one = |id: &str, more: &str| {
        format!(
            "## Ghép {{#g{id} .match{more}}}\n\n| A | B |\n|---|---|\n| a | b |\n| c | d |\n\n\
             ## Xếp {{#x{id} .order{more}}}\n\n1. a\n2. b\n3. c\n\n## Điền {{#d{id} .blanks{more}}}\n\nMột [[hai]] ba [[bốn]].\n\n"
        )
    };
    let bank = format!("# N\n\n{}{}", one("1", ""), one("2", " partial=exact"));
    let course = course(&[("bai.md", "# B\n"), ("bank/a.md", &bank)]);
    for (to, from, back, said) in [
        (
            ExportFormat::MoodleXml,
            Format::MoodleXml,
            "g1 part x1 part d1 part g2 part x2 exact d2 part",
            "g2 partial d2 partial",
        ),
        (
            ExportFormat::Qti3,
            Format::Qti,
            "g1 part x1 exact d1 part g2 exact x2 exact d2 part",
            "x1 partial d2 partial",
        ),
    ] {
        let exported = export(&course, None, to, BTreeMap::new()).unwrap();
        assert_eq!(lost(&exported).join(" "), said, "{to:?}");
        let read = judge(import(from, &exported.bytes).unwrap(), from);
        assert_eq!(read.codes, [] as [String; 0], "{}", read.text);
        assert_eq!(ways(&read.questions).join(" "), back, "{to:?}\n{}", read.text);
        assert_eq!(read.lost(), []);
    }
    let gift = export(&course, None, ExportFormat::Gift, BTreeMap::new()).unwrap();
    assert!(lost(&gift).contains(&"g2 partial".to_owned()), "{:?}", lost(&gift));
}

#[test]
fn a_way_of_counting_that_we_do_not_have_is_said() {
    let file = |way: &str| {
        format!(
            "<quiz><question type=\"ordering\"><questiontext><text>Xếp</text></questiontext><gradingtype>{way}</gradingtype>\
             <answer fraction=\"1\"><text>a</text></answer><answer fraction=\"2\"><text>b</text></answer>\
             <answer fraction=\"3\"><text>c</text></answer></question></quiz>"
        )
    };
    for (way, said) in [("LONGEST_CONTIGUOUS_SUBSET", 0), ("ALL_OR_NOTHING", 0), ("ABSOLUTE_POSITION", 1)] {
        let imported = import(Format::MoodleXml, file(way).as_bytes()).unwrap();
        let told = imported.losses.iter().filter(|loss| loss.what == "exchange-loss-partial").count();
        assert_eq!(told, said, "{way}");
    }
}
