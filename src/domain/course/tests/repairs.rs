//! `check --fix`: each code that it repairs, what it leaves alone, and what holds for any input.

use super::super::{Code, Severity, compile, repair};
use super::properties::sources;
use super::*;
use proptest::prelude::*;

/// The text of a file after the repair, and the codes that were repaired.
fn fixed(files: &[(&str, &str)], file: &str, stamp: bool) -> (String, Vec<&'static str>) {
    let repaired = repair(&source(files), stamp);
    let codes = repaired.changes.iter().map(|change| change.code.0).collect();
    (String::from_utf8(repaired.source.tree.texts[file].clone().unwrap()).unwrap(), codes)
}

#[test]
fn each_code_is_repaired_as_its_sentence_says() {
    let quiz = |text: &str| format!("# Q\n\n## Hỏi? {{#a}}\n\n{text}");
    let choices = "- [x] Một\n- [ ] Hai\n";
    for (before, after, code) in [
        ("---\r\ntitle: Bài 1: AI\r\n---\r\n", "---\r\ntitle: \"Bài 1: AI\"\r\n---\r\n", "W104"),
        ("---\ntitle: Nói \"a: b\"!\n---\n", "---\ntitle: 'Nói \"a: b\"!'\n---\n", "W104"),
        (
            &format!("# Q\n\n## Đâu là AI? \n\n{choices}"),
            &format!("# Q\n\n## Đâu là AI? {{#dau-la-ai}} \n\n{choices}"),
            "W112",
        ),
        (&format!("# Q\n\n## Ơ? {{.multi}}\n\n{choices}"), &format!("# Q\n\n## Ơ? {{#o .multi}}\n\n{choices}"), "W112"),
        (&format!("# Q\n\n## C# ##\n\n{choices}"), &format!("# Q\n\n## C# <!-- {{#c}} --> ##\n\n{choices}"), "W112"),
        (&format!("# Q\n\n## Về C#\n\n{choices}"), &format!("# Q\n\n## Về C# {{#ve-c}}\n\n{choices}"), "W112"),
        (&quiz("- [x] Một\n- []Hai\n"), &quiz("- [x] Một\n- [ ] Hai\n"), "E203"),
        (&quiz("- [✓] Một\n- [ ] Hai\n"), &quiz("- [x] Một\n- [ ] Hai\n"), "E203"),
        (&quiz("- [x] Một\n        > Đúng.\n- [ ] Hai\n"), &quiz("- [x] Một\n  > Đúng.\n- [ ] Hai\n"), "E205"),
        (&quiz("1. [x] Một\n\t\t> Đúng.\n2. [ ] Hai\n"), &quiz("1. [x] Một\n   > Đúng.\n2. [ ] Hai\n"), "E205"),
        ("![Ảnh](Media/a.png)\n", "![Ảnh](media/a.png)\n", "E403"),
        ("![Ảnh](media/co%20cahc.png)\n", "![Ảnh](media/co%20cach.png)\n", "E403"),
        ("[x](media/co cach.png)\n", "[x](<media/co cach.png>)\n", "W413"),
    ] {
        let path = if before.contains("## ") { "quiz.md" } else { "bai.md" };
        let files = [("course.toml", ""), (path, before), ("media/a.png", ""), ("media/co cach.png", "")];
        assert_eq!(fixed(&files, path, false), (after.to_owned(), vec![code]), "{before}");
        let mended = source(&[("course.toml", ""), (path, after), ("media/a.png", ""), ("media/co cach.png", "")]);
        assert!(!findings(&compile(&mended)).iter().any(|found| found.starts_with(code)), "{after}");
    }
}

#[test]
fn what_may_be_meant_otherwise_is_left_alone() {
    for text in [
        "---\ntitle: 'a: b' và \"c\n---\n",
        "![Hình 2](media/hinh2.png)\n",
        "![Hình](media/hinh1.jpg)\n",
        "![](media/co cach.png)\n",
        "[x](media/nothing like it.png)\n",
        "[x](media/a (1).png)\n",
        "# Q\n\n## Hỏi? {#a}\n\n- [x] Một\n- []\n",
    ] {
        let path = if text.contains("## ") { "quiz.md" } else { "bai.md" };
        let files = [("course.toml", ""), (path, text), ("media/hinh1.png", ""), ("media/co cach.png", "")];
        assert_eq!(fixed(&files, path, false), (text.to_owned(), vec![]), "{text}");
    }
}

#[test]
fn new_ids_are_unlike_all_others() {
    let text = format!(
        "# Q\n\n{}{}{}",
        question("hoi"),
        "## Hỏi?\n\n- [x] A\n- [ ] B\n- [ ] C\n\n",
        "## 🌾\n\n- [x] A\n- [ ] B\n- [ ] C\n\n"
    );
    let other = "# Q\n\n## Hỏi {was=hoi-3}\n\n- [x] A\n- [ ] B\n- [ ] C\n";
    let files = [("course.toml", ""), ("a.quiz.md", text.as_str()), ("b.quiz.md", other)];
    let repaired = repair(&source(&files), false);
    let ids: Vec<&str> = repaired.changes.iter().map(|change| change.after.trim()).collect();
    assert_eq!(ids, ["{#hoi-2}", "{#cau}", "#hoi-4"]);
    assert_eq!(findings(&compile(&repaired.source)), Vec::<String>::new());
}

#[test]
fn a_link_that_would_lead_nowhere_is_its_authors_to_mend() {
    let files = [("course.toml", ""), ("bai.md", "[x](Media/a b.png)\n"), ("media/a b.png", "")];
    let (text, codes) = fixed(&files, "bai.md", false);
    assert_eq!((text.as_str(), codes), ("[x](Media/a b.png)\n", vec![]), "a warning must not become an error");
}

#[test]
fn translations_are_stamped_only_where_it_is_asked() {
    let stale = "\u{feff}---\r\nsource: 1a2b3c4d\r\ntitle: One\r\n---\r\n# One\r\n";
    let bare = "# Two\n\nNo front matter.";
    let files = [
        ("course.toml", "languages = [\"vi\", \"en\"]\n"),
        ("a.md", "# Một\n"),
        ("a.en.md", stale),
        ("b.md", "# Hai\n"),
        ("b.en.md", bare),
        ("c.md", "# Ba\n"),
        ("c.en.md", "---\nsource: nothex\n---\n# Three\n"),
    ];
    let asked_not = repair(&source(&files), false);
    assert_eq!(asked_not.changes, []);
    let repaired = repair(&source(&files), true);
    let text = |file: &str| String::from_utf8(repaired.source.tree.texts[file].clone().unwrap()).unwrap();
    let hash = |text: &str| super::super::revision::content_hash(text)[..8].to_owned();
    assert_eq!(text("a.en.md"), stale.replace("1a2b3c4d", &hash("# Một\n")));
    assert_eq!(text("b.en.md"), format!("---\nsource: {}\n---\n{bare}", hash("# Hai\n")));
    assert_eq!(text("c.en.md"), "---\nsource: nothex\n---\n# Three\n", "its author is told by E106");
    assert!(!findings(&compile(&repaired.source)).iter().any(|found| found.starts_with("W163")));
    assert_eq!(repair(&repaired.source, true).changes, []);
}

#[test]
fn a_translation_that_is_up_to_date_stays_so_when_its_original_is_repaired() {
    let original = "# Q\n\n## Hỏi?\n\n- [x] A\n- [ ] B\n- [ ] C\n";
    let now = &super::super::revision::content_hash(original)[..8];
    let fresh = format!("---\nsource: {now}\n---\n# Q\n\n## Ask? {{#hoi}}\n\n- [x] A\n- [ ] B\n- [ ] C\n");
    let files = [("course.toml", "languages = [\"vi\", \"en\"]\n"), ("quiz.md", original), ("quiz.en.md", &fresh)];
    let repaired = repair(&source(&files), false);
    let codes: Vec<Code> = repaired.changes.iter().map(|change| change.code).collect();
    assert_eq!(codes, [Code("W112"), Code("W163")]);
    assert_eq!(findings(&compile(&repaired.source)), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_repair_touches_nothing_else_and_is_done_at_once(source in sources(), stamp in any::<bool>()) {
        let errors = |source: &CourseSource| {
            compile(source).diagnostics.iter().filter(|found| found.severity == Severity::Error).count()
        };
        let repaired = repair(&source, stamp);
        prop_assert!(errors(&repaired.source) <= errors(&source));
        let again = repair(&repaired.source, stamp);
        prop_assert_eq!(&again.changes, &[]);
        prop_assert_eq!(again.source.tree.texts, repaired.source.tree.texts.clone());
        let left: Vec<Code> =
            compile(&repaired.source).diagnostics.iter().filter(|found| found.fix.is_some()).map(|found| found.code).collect();
        prop_assert_eq!(left, []);
        prop_assert_eq!(&repaired.source.tree.media, &source.tree.media);
        for (path, before) in &source.tree.texts {
            let (Ok(before), Ok(after)) = (before, &repaired.source.tree.texts[path]) else { continue };
            let changes: Vec<_> = repaired.changes.iter().filter(|change| &change.file == path).collect();
            // Taken back from the last to the first, the changes give the file as it was.
            let mut text = after.clone();
            let mut rounds: Vec<Vec<&super::super::Change>> = Vec::new();
            for change in &changes {
                match rounds.last_mut() {
                    Some(round) if round.last().is_some_and(|last| last.position.start < change.position.start) => round.push(change),
                    _ => rounds.push(vec![change]),
                }
            }
            for round in rounds.iter().rev() {
                let mut grown = 0_isize;
                let mut places = Vec::new();
                for change in round {
                    places.push(usize::try_from(change.position.start.cast_signed() + grown).unwrap());
                    grown += change.after.len().cast_signed() - change.before.len().cast_signed();
                }
                for (change, at) in round.iter().zip(places).rev() {
                    prop_assert_eq!(&text[at..at + change.after.len()], change.after.as_bytes());
                    text.splice(at..at + change.after.len(), change.before.bytes());
                }
            }
            prop_assert_eq!(&text, before, "{:?}", changes);
        }
    }
}
