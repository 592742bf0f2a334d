//! The guides for authors: every file that a reader is told to write compiles, and nothing is found in it.
//!
//! A file begins with a line such as "Tệp `khoa/bai.md`:" and a fence under it; a line such as "Thêm vào cuối `khoa/bai.md`:"
//! adds to it. The first folder of a path is the course.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use xutra::cli::check::{CheckRequest, Format, check, exit};
use xutra::locales::Locales;

const GUIDES: [(&str, &str, &str); 2] =
    [("docs/AUTHORING.md", "Tệp `", "Thêm vào cuối `"), ("docs/AUTHORING.en.md", "File `", "Append to `")];

fn guide(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Files by path, as a reader has them at the end.
fn files(text: &str, new: &str, more: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let named = |opening: &str| line.strip_prefix(opening)?.strip_suffix("`:");
        let begins = named(new).map(|path| (path, false));
        let Some((path, adds)) = begins.or_else(|| named(more).map(|path| (path, true))) else { continue };
        assert_eq!(lines.next(), Some(""), "{path}");
        let fence: String = lines.next().unwrap_or_default().chars().take_while(|c| *c == '`').collect();
        assert!(fence.len() >= 3, "{path} has no fence under it");
        let content: String =
            lines.by_ref().take_while(|line| *line != fence).map(|line| format!("{line}\n")).collect();
        assert_eq!(files.contains_key(path), adds, "{path}");
        files.entry(path.to_owned()).or_default().push_str(&content);
    }
    files
}

/// Writes the files below a folder.
fn write(files: &BTreeMap<String, String>, folder: &Path) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// What `xutra check` says of some folders.
fn checked(folder: &Path, courses: &BTreeSet<&str>, language: &str) -> (u8, String) {
    let request = CheckRequest {
        paths: courses.iter().map(|course| folder.join(course)).collect(),
        format: Format::Text,
        deny_warnings: true,
        language: language.into(),
        ..CheckRequest::default()
    };
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = check(&request, &Locales::embedded(), &mut out, &mut errors).unwrap();
    let before = format!("{}/", folder.display());
    (code, String::from_utf8_lossy(&out).replace(&before, ""))
}

#[test]
fn every_example_of_the_guides_compiles_without_a_finding() {
    for (name, new, more) in GUIDES {
        let files = files(&guide(name), new, more);
        assert!(files.len() >= 12, "{name} has {} files", files.len());
        let folder = tempfile::tempdir().unwrap();
        write(&files, folder.path());
        let courses: BTreeSet<&str> = files.keys().filter_map(|path| path.split('/').next()).collect();
        assert_eq!(courses.len(), 2, "{name}: {courses:?}");
        let (code, said) = checked(folder.path(), &courses, "en");
        assert_eq!(code, exit::CLEAN, "{name}\n{said}");
        assert!(!said.contains(": W") && !said.contains(": E"), "{name}\n{said}");
    }
}

#[test]
fn the_mistake_in_the_guides_is_shown_as_it_is_said() {
    for ((name, new, more), language, id) in [(GUIDES[0], "vi", "do-nong-tra"), (GUIDES[1], "en", "how-hot")] {
        let text = guide(name);
        let mut files = files(&text, new, more);
        let quiz = files.iter_mut().find(|(_, text)| text.contains(&format!("{{#{id}}}"))).unwrap();
        *quiz.1 = quiz.1.replace(&format!("{{#{id}}}"), &format!("{{#{id} pionts=2}}"));
        let course = quiz.0.split('/').next().unwrap().to_owned();
        let folder = tempfile::tempdir().unwrap();
        write(&files, folder.path());
        let (code, said) = checked(folder.path(), &BTreeSet::from([course.as_str()]), language);
        assert_eq!(code, exit::FOUND);
        let shown = said.split("\n\n").find(|part| part.contains("E104")).unwrap_or_else(|| panic!("{said}"));
        assert!(text.contains(&format!("```\n{shown}\n```")), "{name} shows something else than\n{shown}");
    }
}

#[test]
fn both_guides_have_the_same_sections_and_examples() {
    let shape = |(name, new, more): (&str, &str, &str)| {
        let text = guide(name);
        let headings = |level: &str| text.lines().filter(|line| line.starts_with(level)).count();
        (headings("## "), headings("### "), files(&text, new, more).len(), text.matches("\n| ").count())
    };
    assert_eq!(shape(GUIDES[0]), shape(GUIDES[1]));
}
