//! What every importer must hold: whatever the file is, it ends, does not panic, writes every question into bank files
//! that the compiler reads, and the compiler's findings lie inside of them.

use std::collections::{BTreeMap, BTreeSet};
use xutra_domain::course::{CourseSource, SourceTree, compile};
use xutra_domain::exchange::{Format, import, markdown, read_only};

/// Imports a file of the format and compiles what comes of it.
pub fn survive(format: Format, bytes: &[u8]) {
    let Ok(imported) = import(format, bytes) else { return };
    let written = markdown::write(&imported, format, "tệp--><b>.x", &BTreeSet::new(), &BTreeSet::new());
    let questions: usize = imported.banks.iter().map(|bank| bank.questions.len()).sum();
    let headings: usize = written.iter().map(|file| file.text.lines().filter(|line| line.starts_with("## ")).count()).sum();
    assert!(headings >= questions, "{headings} headings for {questions} questions");
    let mut texts: BTreeMap<_, _> =
        written.into_iter().map(|file| (format!("bank/{}", file.name), Ok(file.text.into_bytes()))).collect();
    let page = read_only::page(&imported, format, "tệp--><b>.x", &BTreeSet::new());
    texts.extend(page.map(|page| (page.name, Ok(page.text.into_bytes()))));
    let source = CourseSource {
        folder: "khoa".into(),
        skills: None,
        capability: None,
        tree: SourceTree { texts, media: BTreeMap::new() },
        siblings: Vec::new(),
    };
    for found in &compile(&source).diagnostics {
        let text = source.tree.texts.get(found.file.as_str()).and_then(|text| text.as_ref().ok());
        let length = text.map_or(0, Vec::len);
        assert!(found.position.start <= found.position.end && found.position.end <= length, "{found:?}");
    }
}
