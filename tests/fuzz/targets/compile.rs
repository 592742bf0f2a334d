//! The compiler of courses: whatever the files hold, it ends, does not panic, and every place that it names lies inside
//! its file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use xutra_domain::course::{CourseSource, SourceTree, compile};

const PATHS: [&str; 12] = [
    "01-a/01-b.md",
    "01-a/quiz.md",
    "01-a/quiz.en.md",
    "course.toml",
    "SUMMARY.md",
    "bank/k.md",
    "thi.exam.md",
    "glossary.md",
    "README.md",
    "translations/en/01-a/01-b.md",
    "../skills.toml",
    "../capability.toml",
];

fuzz_target!(|data: &[u8]| {
    // Files are parted by 0xFE and a byte that says which; 0xFE occurs in no UTF-8.
    let mut texts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut parts = data.split(|byte| *byte == 0xFE);
    texts.insert(PATHS[0].into(), parts.next().unwrap_or_default().to_vec());
    for part in parts {
        if let Some((which, text)) = part.split_first() {
            texts.insert(PATHS[usize::from(*which) % PATHS.len()].into(), text.to_vec());
        }
    }
    let mut beside = |name: &str| texts.remove(name).map(|text| (name.to_owned(), text));
    let source = CourseSource {
        folder: "khoa".into(),
        skills: beside("../skills.toml"),
        capability: beside("../capability.toml"),
        tree: SourceTree {
            texts: texts.into_iter().map(|(path, text)| (path, Ok(text))).collect(),
            media: [("01-a/media/b.png".to_owned(), 10.into()), ("01-a/media/c.mp4".to_owned(), 10.into())].into(),
        },
        siblings: Vec::new(),
    };
    let compiled = compile(&source);
    for found in &compiled.diagnostics {
        let text = match found.file.as_str() {
            "../skills.toml" => source.skills.as_ref().map(|(_, text)| text),
            "../capability.toml" => source.capability.as_ref().map(|(_, text)| text),
            path => source.tree.texts.get(path).and_then(|text| text.as_ref().ok()),
        };
        let length = text.map_or(0, Vec::len);
        assert!(found.position.start <= found.position.end && found.position.end <= length, "{found:?}");
    }
    assert_eq!(compiled.course, compile(&source).course, "the same sources give the same course");
});
