//! What `xutra check --explain` says: every code of the compiler has a sentence, a reason and examples in both
//! languages, nothing is explained that does not exist, and examples do what they say.

use super::courses::codes_of_the_source;
use std::collections::BTreeSet;
use xutra::cli::explain::{Example, explanations};
use xutra::locales::{LANGUAGES, Locales};
use xutra_domain::course::{CourseSource, SourceTree, compile};

#[test]
fn every_code_is_explained_in_both_languages_and_nothing_else_is() {
    let raised = codes_of_the_source();
    let locales = Locales::embedded();
    for language in LANGUAGES {
        let all = explanations(language);
        let explained: BTreeSet<String> = all.iter().map(|one| one.code.to_owned()).collect();
        assert_eq!(explained.len(), all.len(), "a code stands twice in {language}");
        let missing: Vec<_> = raised.difference(&explained).collect();
        assert!(missing.is_empty(), "not explained in {language}: {missing:?}");
        let unknown: Vec<_> = explained.difference(&raised).collect();
        assert!(unknown.is_empty(), "explained in {language} but unknown: {unknown:?}");
        for one in &all {
            let sides: Vec<bool> = one.examples.iter().map(|example| example.right).collect();
            assert_eq!(sides, [false, true], "{} in {language}", one.code);
            assert!(!one.why.is_empty() && one.examples.iter().all(|example| !example.text.is_empty()), "{}", one.code);
            let sentence = locales.keys(language).into_iter().any(|key| key.split('-').next() == Some(one.code));
            assert!(sentence, "{} has no sentence in {language}", one.code);
        }
    }
}

/// The codes that a course in that language gets which holds the example and little else.
fn found(example: &Example, file: &str, language: &str) -> BTreeSet<String> {
    let mut tree = SourceTree::default();
    let bank = "# B\n\n## Q {#z}\n\n- [x] M\n- [ ] H\n- [ ] B\n\n## R {#y}\n\n- [x] M\n- [ ] H\n- [ ] B\n";
    let manifest = format!("lang = \"{language}\"");
    for (path, text) in [("course.toml", manifest.as_str()), ("bank/an-toan.md", bank), (file, example.text)] {
        tree.texts.insert(path.to_owned(), Ok(format!("{text}\n").into_bytes()));
    }
    for media in ["anh.png", "phim.mp4", "co-phu-de.mp4", "co-phu-de.vi.vtt", "co-phu-de.en.vtt"] {
        tree.media.insert(media.to_owned(), 1.into());
    }
    let source = CourseSource { folder: "ai".to_owned(), tree, ..CourseSource::default() };
    compile(&source).diagnostics.into_iter().map(|found| found.code.0.to_owned()).collect()
}

#[test]
fn wrong_examples_show_their_code_and_right_ones_do_not() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for one in explanations(language) {
            for example in &one.examples {
                let Some(file) = example.file else { continue };
                let codes = found(example, file, language);
                if codes.contains(one.code) == example.right {
                    wrong.push(format!("{} {language} right={} {codes:?}\n{}", one.code, example.right, example.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
