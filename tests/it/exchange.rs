//! `xutra new`, `import` and `export` on a disk.

use std::fs;
use xutra::cli::check::{CheckRequest, check};
use xutra::cli::export::export;
use xutra::cli::import::{Words, import};
use xutra::cli::new::new_course;
use xutra::locales::Locales;

fn run(step: impl FnOnce(&Words<'_>, &mut Vec<u8>, &mut Vec<u8>) -> std::io::Result<u8>) -> (u8, String) {
    let locales = Locales::embedded();
    let words = Words { language: "vi", locales: &locales, colour: false };
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = step(&words, &mut out, &mut errors).unwrap();
    (code, String::from_utf8([out, errors].concat()).unwrap())
}

#[test]
fn a_new_course_compiles_clean_and_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("khoa-moi");
    let (code, said) = run(|words, out, errors| new_course(&path, words, out, errors));
    assert_eq!(code, 0, "{said}");
    let request = CheckRequest { paths: vec![path.clone()], deny_warnings: true, ..CheckRequest::default() };
    let (code, said) = run(|words, out, errors| check(&request, words.locales, out, errors));
    assert_eq!(code, 0, "{said}");
    fs::write(path.join("README.md"), "của tôi").unwrap();
    let (code, _) = run(|words, out, errors| new_course(&path, words, out, errors));
    assert_eq!((code, fs::read_to_string(path.join("README.md")).unwrap().as_str()), (1, "của tôi"));
}

#[test]
fn an_import_adds_to_the_bank_and_says_what_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("khoa");
    run(|words, out, errors| new_course(&path, words, out, errors));
    let file = folder.path().join("cau-hoi.gift");
    fs::write(&file, "// [tag:de]\n::dau-dung::Chọn{=a ~b ~c}\n\nMột{=x =%50%y}\n").unwrap();
    for name in ["cau-hoi-2.md", "cau-hoi-3.md"] {
        let (code, said) = run(|words, out, errors| import("gift", &file, &path, words, out, errors));
        assert_eq!(code, 0, "{said}");
        assert!(
            said.contains(name) && said.contains("cau-hoi.gift:1: ") && said.contains("cau-hoi.gift:4: "),
            "{said}"
        );
        assert!(path.join("bank").join(name).is_file());
    }
    let (code, _) = run(|words, out, errors| import("word", &file, &path, words, out, errors));
    assert_eq!(code, 2);
    let (code, said) = run(|words, out, errors| import("qti", &file, &path, words, out, errors));
    assert_eq!(code, 1, "{said}");
    let (code, _) = run(|words, out, errors| import("gift", &file, &folder.path().join("none"), words, out, errors));
    assert_eq!(code, 1);
}

#[test]
fn an_export_says_what_is_lost_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("khoa");
    run(|words, out, errors| new_course(&path, words, out, errors));
    for (format, name) in [("gift", "a.gift"), ("moodle-xml", "a.xml"), ("qti", "a.zip"), ("qti22", "b.zip")] {
        let into = folder.path().join(name);
        let (code, said) = run(|words, out, errors| export(format, &path, &into, words, out, errors));
        assert_eq!(code, 0, "{said}");
        assert!(into.is_file());
        if format == "gift" {
            assert!(said.contains("quiz.md:7 dau-dung: mất phần gợi ý."), "{said}");
        }
        let (code, _) = run(|words, out, errors| export(format, &path, &into, words, out, errors));
        assert_eq!(code, 1);
    }
    let into = folder.path().join("one.gift");
    let (code, said) =
        run(|words, out, errors| export("gift", &path.join("bank/cau-hoi.md"), &into, words, out, errors));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(": 3 câu hỏi"), "{said}");
}

#[test]
fn what_cannot_be_asked_is_kept_and_media_travel_both_ways() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("khoa");
    run(|words, out, errors| new_course(&path, words, out, errors));
    let item = "<assessmentItem identifier='i' title='Bản đồ'><itemBody><p>Bấm vào Huế</p><hotspotInteraction responseIdentifier='R'/></itemBody></assessmentItem>";
    let file = folder.path().join("ban-do.xml");
    fs::write(&file, item).unwrap();
    let (code, said) = run(|words, out, errors| import("qti", &file, &path, words, out, errors));
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("ban-do-chua-chuyen.md") && said.contains("ban-do.xml:1: "), "{said}");
    let page = fs::read_to_string(path.join("ban-do-chua-chuyen.md")).unwrap();
    assert!(page.contains("Bấm vào Huế") && page.contains("draft: yes"), "{page}");
    let kept: Vec<_> = fs::read_dir(path.join("bank/_imported")).unwrap().flatten().collect();
    assert_eq!((kept.len(), fs::read_to_string(kept[0].path()).unwrap().as_str()), (1, item));
    let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let file = folder.path().join("anh.xml");
    let text = format!(
        "<quiz><question type=\"multichoice\"><name><text>Ảnh</text></name><questiontext format=\"html\"><text><![CDATA[<p>Gì?</p><img src=\"@@PLUGINFILE@@/a.png\" alt=\"chấm\">]]></text>\
         <file name=\"a.png\" encoding=\"base64\">{dot}</file></questiontext><answer fraction=\"100\"><text>a</text></answer><answer fraction=\"0\"><text>b</text></answer></question></quiz>"
    );
    fs::write(&file, text).unwrap();
    let (code, said) = run(|words, out, errors| import("moodle-xml", &file, &path, words, out, errors));
    assert_eq!(code, 0, "{said}");
    let into = folder.path().join("lai.xml");
    let bank = path.join("bank/anh.md");
    let (code, said) = run(|words, out, errors| export("moodle-xml", &bank, &into, words, out, errors));
    assert_eq!(code, 0, "{said}");
    let written = fs::read_to_string(&into).unwrap();
    assert!(written.contains(dot) && written.contains("alt=\"chấm\""), "{written}");
}
