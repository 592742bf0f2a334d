//! `xutra check --fix` on a disk: what is written, what is said, and what is left as it was.

use std::fs;
use std::path::Path;
use xutra::cli::check::{CheckRequest, Format, check, exit};
use xutra::locales::Locales;

fn run(path: &Path, format: Format, stamp: bool) -> (u8, String, String) {
    let request = CheckRequest {
        paths: vec![path.to_owned()],
        format,
        language: "en".to_owned(),
        fix: true,
        stamp,
        ..CheckRequest::default()
    };
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = check(&request, &Locales::embedded(), &mut out, &mut errors).unwrap();
    (code, String::from_utf8(out).unwrap(), String::from_utf8(errors).unwrap())
}

const QUIZ: &str = "\u{feff}---\r\ntitle: Bài 1: AI\r\n---\r\n# Q\r\n\r\n## Hỏi?\r\n\r\n- [x] Một\r\n- []Hai\r\n";
const MENDED: &str =
    "\u{feff}---\r\ntitle: \"Bài 1: AI\"\r\n---\r\n# Q\r\n\r\n## Hỏi? {#hoi}\r\n\r\n- [x] Một\r\n- [ ] Hai\r\n";

#[test]
fn files_are_repaired_in_their_place_and_every_change_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let quiz = folder.path().join("quiz.md");
    fs::write(folder.path().join("course.toml"), "").unwrap();
    fs::write(&quiz, QUIZ).unwrap();
    fs::write(folder.path().join("bai.md"), "# Bài\n\nKhông sửa.  \n\n").unwrap();
    let (code, out, _) = run(folder.path(), Format::Text, false);
    assert_eq!(code, exit::CLEAN, "{out}");
    assert_eq!(fs::read_to_string(&quiz).unwrap(), MENDED);
    assert_eq!(fs::read_to_string(folder.path().join("bai.md")).unwrap(), "# Bài\n\nKhông sửa.  \n\n");
    for told in ["quiz.md:2:8: W104 changed", "quiz.md:6:", "W112 added {#hoi}", "E203", "Repaired 3 places."] {
        assert!(out.contains(told), "{told} in {out}");
    }
    assert!(!out.contains("//"), "{out}");
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 3, "nothing is left beside the files");
    let (_, out, _) = run(folder.path(), Format::Text, false);
    assert!(out.contains("nothing that can be repaired"), "{out}");
    assert_eq!(fs::read_to_string(&quiz).unwrap(), MENDED);
}

#[test]
fn json_stays_one_object_and_lists_what_is_left() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("course.toml"), "").unwrap();
    fs::write(folder.path().join("quiz.md"), QUIZ.replace("- []Hai", "- []Hai\r\n- [ ] Hai")).unwrap();
    let (code, out, errors) = run(folder.path(), Format::Json, false);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let codes: Vec<&str> =
        report["diagnostics"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!((code, codes), (exit::FOUND, vec!["E208"]));
    assert!(errors.contains("W104"), "{errors}");
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_what_cannot_be_written_is_named() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("course.toml"), "").unwrap();
    fs::create_dir(folder.path().join("_goc")).unwrap();
    let real = folder.path().join("_goc/q.md");
    fs::write(&real, QUIZ).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("_goc/q.md", folder.path().join("quiz.md")).unwrap();
    run(folder.path(), Format::Text, false);
    assert!(fs::symlink_metadata(folder.path().join("quiz.md")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), MENDED);
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}
