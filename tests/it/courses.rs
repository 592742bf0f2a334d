//! Course folders that are right, and one that is wrong for each code, with what the compiler says of it.
//!
//! `tests/courses/broken/NAME/` is a course folder (or a folder of courses); `expected.txt` in it lists what is found,
//! one `CODE file:line:column` a line. Set `XUTRA_UPDATE_EXPECTED` to write the files anew, and read the difference.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use xutra::cli::check::{CheckRequest, Format, check, exit};
use xutra::cli::read_course::read_courses;
use xutra::locales::Locales;
use xutra_domain::course::compile;

fn fixtures(kind: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses").join(kind);
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn json(path: &Path, language: &str) -> (u8, serde_json::Value) {
    let request = CheckRequest {
        paths: vec![path.to_owned()],
        format: Format::Json,
        language: language.to_owned(),
        ..CheckRequest::default()
    };
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = check(&request, &Locales::embedded(), &mut out, &mut errors).unwrap();
    (code, serde_json::from_slice(&out).unwrap())
}

fn found(report: &serde_json::Value) -> Vec<String> {
    let rows = report["diagnostics"].as_array().unwrap().iter();
    rows.map(|row| {
        let word = |key: &str| row[key].as_str().unwrap().to_owned();
        format!("{} {}:{}:{}", word("code"), word("file"), row["line"], row["column"])
    })
    .collect()
}

#[test]
fn every_broken_course_gets_exactly_what_is_expected() {
    let mut wrong = Vec::new();
    for folder in fixtures("broken") {
        let expected_path = folder.join("expected.txt");
        let found = found(&json(&folder, "vi").1).join("\n");
        if std::env::var_os("XUTRA_UPDATE_EXPECTED").is_some() {
            fs::write(&expected_path, format!("{found}\n")).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if expected.trim() != found {
            wrong.push(format!("{}\nexpected:\n{}\nfound:\n{found}\n", folder.display(), expected.trim()));
        }
        let code = folder.file_name().unwrap().to_string_lossy()[..4].to_uppercase();
        if !found.lines().any(|line| line.starts_with(&code)) {
            wrong.push(format!("{} does not show its own code", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_right_course_compiles_without_a_finding() {
    for folder in fixtures("valid") {
        let (code, report) = json(&folder, "vi");
        assert_eq!((code, found(&report)), (exit::CLEAN, Vec::new()), "{}", folder.display());
        for course in read_courses(&folder).unwrap() {
            assert!(compile(&course.source).course.is_some(), "{}", folder.display());
        }
    }
}

#[test]
fn the_real_courses_compile_without_a_finding() {
    let (code, report) = json(&Path::new(env!("CARGO_MANIFEST_DIR")).join("courses"), "vi");
    assert_eq!((code, found(&report)), (exit::CLEAN, Vec::new()));
}

#[test]
fn every_finding_has_a_sentence_in_both_languages() {
    let locales = Locales::embedded();
    for folder in fixtures("broken") {
        for course in read_courses(&folder).unwrap() {
            for diagnostic in compile(&course.source).diagnostics {
                let key = diagnostic.key();
                let args: Vec<(&str, &str)> = diagnostic.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
                for language in ["vi", "en"] {
                    assert!(locales.has(language, &key), "{key} has no sentence in {language}");
                    for key in [key.clone(), format!("{key}.help")] {
                        let text = locales.find(language, &key, &args).unwrap_or_default();
                        assert!(!text.contains("{$"), "{key} lacks a fact in {language}: {text}");
                    }
                }
            }
        }
    }
}

/// Codes as they stand in the domain's source.
fn raised(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            raised(&path, codes);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            codes.extend(text.split('"').filter(|word| is_code(word)).map(str::to_owned));
        }
    }
}

/// Every code that the compiler may give.
pub fn codes_of_the_source() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    raised(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain/course"), &mut codes);
    codes
}

fn is_code(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['E', 'W']) && word[1..].bytes().all(|byte| byte.is_ascii_digit())
}

#[test]
fn every_code_of_the_source_has_sentences_and_both_languages_have_the_same_keys() {
    let codes = codes_of_the_source();
    let locales = Locales::embedded();
    for language in ["vi", "en"] {
        for code in &codes {
            let known = locales.keys(language).into_iter().any(|key| key.split('-').next() == Some(code));
            assert!(known, "{code} has no sentence in {language}");
        }
    }
    let keys = |language| {
        let all = locales.keys(language).into_iter().map(str::to_owned);
        all.filter(|key| is_code(key.split('-').next().unwrap_or_default())).collect::<Vec<_>>()
    };
    assert_eq!(keys("vi"), keys("en"));
    for (language, key) in
        ["vi", "en"].into_iter().flat_map(|language| keys(language).into_iter().map(move |k| (language, k)))
    {
        assert!(locales.has(language, &key), "{key} cannot be read in {language}");
    }
}
