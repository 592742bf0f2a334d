//! What holds for any input: no panic, every place inside its file, findings in order, hashes that only their own
//! question moves.

use super::super::{Diagnostic, Severity, compile};
use super::*;
use proptest::prelude::*;

/// Pieces of which courses are made, right and wrong.
const PIECES: &[&str] = &[
    "---\n",
    "title: Bài 1: gì?\n",
    "tiltle: x\n",
    "kind: quiz\n",
    "kind: exam\n",
    "id: a\n",
    "requires: a, b\n",
    "- b\n",
    "pass: cao\n",
    "draw: 3\n",
    "draw-per-skill: 2\n",
    "skills: [x, 'y']\n",
    "source: 1a2b3c4d\n",
    "order: -3\n",
    "# Một\n",
    "\n",
    "## Hỏi? {#a}\n",
    "## Hỏi? {#b skill=x}\n",
    "## Hỏi?\n",
    "### Con {#c .check was=a}\n",
    "- [x] Một\n",
    "- [ ] Hai\n",
    "- []Ba\n",
    "* [~]\n",
    "- [v] Bốn\n",
    "        > Sâu\n",
    "## Hỏi {.multi} ##\n",
    "## Viết {chủ đề}\n",
    "Hỏi nữa\n---\n",
    "[x](a b.md) [y](M.png) ![z](m m.png)\n",
    "  > Góp ý\n",
    "- [ ] Không bao giờ cả A và B\n",
    "Đáp án B: **“ữ”**là $x^2$, http://a.vn ** c\n",
    "| a | b | c | d | e | ữ |\n|---|---|---|---|---|---|\n",
    "> trích\nlười\n",
    "[Phim](m.mp4)\n",
    "## Nhóm {#p .pool draw=2 from=bank/k.md}\n",
    "## Nhóm {.group}\n",
    "[x](a.md#b) ![](m.png)\n",
    "\u{feff}",
    "\r\n",
    "ữ",
    "`",
    "{{",
    "}}",
    "modules = [\"m\"]\n",
    "[defaults.quiz]\n",
    "lang = \"en\"\n",
    "languages = [\"vi\", \"en\"]\n",
    "[title]\n",
    "vi = 1\n",
    "= [\n",
    "\"",
    "[exam]\nitem = \"a\"\nquestions = 2\npass = 9\n",
    "[exam.skills]\nx = { draw = 4, floor = 5 }\n",
    "[standard]\ncut = 0.5\nconfidence = 0.9\n",
    "id = \"R\"\nversion = \"1\"\nflag = \"f\"\ncourse = \"ai\"\n",
    "[x]\nname.vi = \"X\"\n",
    "- [A](a.md)\n",
    "[b](<c d.md>)\n",
];

const PATHS: &[&str] = &[
    "course.toml",
    "SUMMARY.md",
    "README.md",
    "a.md",
    "b.md",
    "b.en.md",
    "m/quiz.md",
    "m/quiz.en.md",
    "m/x.exam.md",
    "m/README.md",
    "bank/k.md",
    "glossary.md",
    "translations/en/a.md",
    "m/n/01-ữ.mdx",
];

fn text() -> impl Strategy<Value = Vec<u8>> {
    let made =
        prop::collection::vec(prop::sample::select(PIECES), 0..25).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![9 => made, 1 => prop::collection::vec(any::<u8>(), 0..80)]
}

pub(super) fn sources() -> impl Strategy<Value = CourseSource> {
    let files = prop::collection::btree_map(prop::sample::select(PATHS), text(), 1..8);
    (files, prop::option::of(text()), prop::option::of(text())).prop_map(|(files, skills, capability)| {
        let mut source = source(&[("m.png", "x"), ("m m.png", "x")]);
        source.tree.texts = files.into_iter().map(|(path, text)| (path.to_owned(), Ok(text))).collect();
        source.skills = skills.map(|text| ("../skills.toml".to_owned(), text));
        source.capability = capability.map(|text| ("../capability.toml".to_owned(), text));
        source
    })
}

fn bytes<'s>(source: &'s CourseSource, file: &str) -> &'s [u8] {
    let beside = [&source.skills, &source.capability].into_iter().flatten().find(|(path, _)| path == file);
    let own = || source.tree.texts.get(file).and_then(|text| text.as_ref().ok());
    beside.map(|(_, bytes)| bytes).or_else(own).map_or(&[], Vec::as_slice)
}

pub(super) fn check_place(source: &CourseSource, found: &Diagnostic) -> Result<(), TestCaseError> {
    let places = found.labels.iter().map(|label| (&label.file, label.position));
    for (file, at) in places.chain([(&found.file, found.position)]) {
        let bytes = bytes(source, file);
        prop_assert!(at.start <= at.end && at.end <= bytes.len(), "{found:?}");
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
        prop_assert!(at.line >= 1 && at.column >= 1 && at.end_line as usize <= lines, "{found:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_course_compiles_or_is_told_why_not(source in sources()) {
        let compiled = compile(&source);
        for found in &compiled.diagnostics {
            check_place(&source, found)?;
        }
        let key = |d: &Diagnostic| (d.file.clone(), d.position.line, d.position.column);
        prop_assert!(compiled.diagnostics.is_sorted_by_key(key));
        let broken = compiled.diagnostics.iter().any(|d| d.severity == Severity::Error);
        prop_assert_eq!(broken, compiled.course.is_none());
        if let Some(course) = &compiled.course {
            let again = compile(&source).course.map(|course| course.revision);
            prop_assert_eq!(Some(&course.revision), again.as_ref());
            let stored = serde_json::to_string(course).expect("JSON");
            let read: CompiledCourse = serde_json::from_str(&stored).expect("the course");
            prop_assert_eq!(&read, course);
        }
    }

    #[test]
    fn an_edit_outside_of_a_question_leaves_its_hashes(before in "[a-zà-ỹ .\n]{0,60}", intro in "[a-zà-ỹ ]{0,40}", other in "[a-zà-ỹ ]{1,40}") {
        let plain = course(&[("m/quiz.md", &format!("# Q\n\n{}{}", question("a"), question("b")))]);
        let edited = course(&[
            ("m/quiz.md", &format!("---\ntitle: {intro} x\npass: 50\n---\n# Q\n\n{intro}\n\n{}{}", question("b").replace("Hỏi", &format!("x{other} Hỏi")), question("a"))),
            ("m/khac.md", &before),
        ]);
        let (one, two) = (&plain.questions["a"], &edited.questions["a"]);
        prop_assert_eq!((&one.text_hash, &one.key_hash), (&two.text_hash, &two.key_hash));
        prop_assert_eq!(&plain.questions["b"].key_hash, &edited.questions["b"].key_hash);
        prop_assert_ne!(&plain.questions["b"].text_hash, &edited.questions["b"].text_hash);
    }
}
