//! Law 9 and the manners of the code: facts come from one place, arrows of dependence point one way, words are complete.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use xutra::locales::Locales;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files with an ending below a folder, with their paths from the root.
fn files(folder: &str, end: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path: PathBuf = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|one| one == end) {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, String)> {
    [files("src", "rs"), files("migrations", "rs"), files("tests", "rs")].concat()
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
        || path.ends_with("tests.rs")
        || path.contains("/tests/")
        || path.contains("/testing/")
        || path.ends_with("samples.rs")
}

/// The code of a file without its comments and without the tests at its end.
fn code(text: &str) -> String {
    let kept = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    kept.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// Whether a crate is named in the code.
fn uses(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = code[..at].chars().next_back().unwrap_or(' ');
        !(before.is_alphanumeric() || before == '_' || before == ':')
    })
}

#[test]
fn the_clock_and_the_dice_are_read_in_one_place() {
    let rules: [(&[&str], &[&str]); 3] = [
        (
            &["now_utc", "SystemTime::now", "Instant::now", "Zoned::now", "Timestamp::now", "Utc::now"],
            &["src/clock.rs"],
        ),
        (
            &[
                "rand::rng(",
                "thread_rng",
                "SysRng",
                "OsRng",
                "from_os_rng",
                "getrandom",
                "Uuid::new_v4",
                "Uuid::now_v7",
            ],
            &["src/app.rs", "src/credential/password.rs"],
        ),
        (&["env::var"], &["src/cli/", "src/config/"]),
    ];
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        for (words, places) in &rules {
            let found = words.iter().find(|word| code(&text).contains(*word));
            assert!(found.is_none() || places.iter().any(|place| path.starts_with(place)), "{path} says {found:?}");
        }
    }
}

#[test]
fn each_library_is_known_in_its_own_place_alone() {
    let rules: [(&str, &[&str]); 11] = [
        ("actix_web", &["src/web/", "src/cli/serve.rs"]),
        ("sea_orm", &["src/store/", "migrations/"]),
        ("sea_orm_migration", &["src/store/", "migrations/"]),
        ("lettre", &["src/mail/transport.rs"]),
        ("tera", &["src/web/", "src/certificate_paper/", "src/mail/templates.rs", "src/translate.rs"]),
        ("jsonwebtoken", &["src/credential/", "src/web/error.rs"]),
        ("clap", &["src/cli/"]),
        ("argon2", &["src/credential/password.rs"]),
        ("krilla", &["src/certificate_paper/"]),
        ("fluent_bundle", &["src/locales.rs"]),
        ("pulldown_cmark", &["src/domain/course/", "src/domain/exchange/"]),
    ];
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        for (name, places) in rules {
            assert!(
                !uses(&code(&text), name) || places.iter().any(|place| path.starts_with(place)),
                "{path} uses {name}"
            );
        }
    }
}

#[test]
fn nothing_points_at_the_web_and_the_domain_at_nothing() {
    let rules: [(&str, &[&str]); 6] = [
        ("src/mail/", &["crate::web", "crate::cli", "crate::actions", "crate::app", "xutra_store"]),
        ("src/actions/", &["crate::web", "crate::cli", "crate::jobs"]),
        ("src/credential/", &["crate::web", "crate::cli", "crate::actions", "crate::app", "xutra_store"]),
        ("src/certificate_paper/", &["crate::web", "crate::cli", "crate::actions", "crate::app", "xutra_store"]),
        ("src/store/", &["tokio::fs", "xutra::"]),
        ("src/domain/", &["std::fs", "std::time", "tokio", "xutra_store", "std::env"]),
    ];
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path)) {
        for (folder, forbidden) in rules {
            let found = forbidden.iter().find(|word| path.starts_with(folder) && code(&text).contains(*word));
            assert!(found.is_none(), "{path} uses {found:?}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_is_not_too_long() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{path} does not begin with //!");
        assert!(text.lines().count() <= 400, "{path} has {} lines", text.lines().count());
    }
}

#[test]
fn no_test_but_by_the_macro_runs_an_application_so_that_each_runs_on_both_databases() {
    let allowed = ["tests/it/support/mod.rs", "tests/it/bad_input.rs", "tests/it/conventions.rs"];
    for (path, text) in files("tests/it", "rs") {
        assert!(
            !text.contains("#[actix_web::test]") || allowed.contains(&path.as_str()),
            "{path} runs on one database alone"
        );
    }
}

/// Everything in the text that could be a key.
fn words_of(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).collect()
}

/// The first quoted word after each place where something is said.
fn said_after<'t>(text: &'t str, openings: &[&str]) -> BTreeSet<&'t str> {
    let mut found = BTreeSet::new();
    for opening in openings {
        for (at, _) in text.match_indices(opening) {
            let rest = &text[at + opening.len()..];
            let word = rest.split('"').next().unwrap_or_default();
            let whole = rest[word.len()..].starts_with('"') && !rest[word.len()..].starts_with("\" ~");
            if whole && !word.is_empty() && !word.contains(['{', ' ', '\n']) {
                found.insert(word);
            }
        }
    }
    found
}

/// Keys whose end comes from what is said: the rest of them stands in the code as a word of the domain.
const FAMILIES: [&str; 14] =
    ["E1", "E2", "E4", "W1", "W2", "W3", "W4", "E0", "W0", "state-", "outcome-", "audience-", "role-", "kind-"];
const MORE_FAMILIES: &[&str] = &[
    "display-text-",
    "recheck-verdict-",
    "recheck-say-",
    "recheck-outcome-",
    "finding-kind-",
    "finding-state-",
    "finding-event-",
    "findings-show-",
    "report-kind-",
    "report-state-",
    "tell-state-",
    "display-pictures-",
    "display-theme-",
    "home-step-",
    "home-say-",
    "stop-",
    "listen-no-voice-",
    "listen-prompt-",
    "help-ask-",
    "help-say-",
    "question-flag-",
    "question-why-",
    "question-expected-",
    "data-purpose-",
    "data-look-",
    "data-request-",
    "data-outcome-",
    "request-do-",
    "mail-state-",
    "mail-topic-",
    "mail-trouble-",
    "questions-sort-",
    "accounts-sort-",
    "boundary-fault-",
    "figures-band-",
    "imports-kind-",
    "imports-state-",
    "imports-now-",
    "imports-columns-",
    "imports-outcome-",
    "accounts-state-",
    "past-",
    "presence-",
    "duplicate-reason-",
    "follow-",
    "signal-",
    "sitting-state-",
    "figure-",
    "work-task-",
    "work-state-",
    "work-left-",
    "work-quality-",
    "work-event-",
    "figures-tree-",
    "band-",
    "exemplar-state-",
    "exemplar-field-",
    "size-",
    "gate-",
    "plan-gap-now-",
    "plan-gap-next-",
    "milestone-state-",
    "milestone-event-",
    "milestone-act-",
    "export-",
    "unit-kind-",
    "population-class-",
    "population-state-",
    "affiliation-kind-",
    "act-lead-",
    "act-reason-",
    "act-title-",
    "evidence-grade-",
    "why-grade-",
    "teach-origin-",
    "teach-severity-",
    "teach-item-",
    "teach-edit-",
    "teach-choice-",
    "teach-type-",
    "alert-",
    "achievement-",
    "certificate-status-",
    "certificate-says-",
    "badge-",
    "paper-",
    "check-",
];

#[test]
fn both_languages_have_the_same_keys() {
    let locales = Locales::embedded();
    let keys = |lang| locales.keys(lang).into_iter().collect::<BTreeSet<_>>();
    let (vi, en) = (keys("vi"), keys("en"));
    let different: Vec<_> = vi.symmetric_difference(&en).collect();
    assert!(different.is_empty(), "{different:?}");
}

/// Of two sentences with one key, the later file's would stand on both pages.
#[test]
fn no_key_stands_twice() {
    for language in ["vi", "en"] {
        let mut seen = BTreeMap::new();
        for (path, text) in files(&format!("locales/{language}"), "ftl") {
            for key in text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key) {
                let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic()) && !key.contains(' ');
                let before = if is_key { seen.insert(key.to_owned(), path.clone()) } else { None };
                assert_eq!(before, None, "{key} in {path:?}");
            }
        }
        assert!(seen.len() > 500, "{language} has words");
    }
}

#[test]
fn every_key_that_is_used_has_words_and_every_key_with_words_is_used() {
    let locales = Locales::embedded();
    let known: BTreeSet<&str> = locales.keys("vi").into_iter().collect();
    let rust = files("src", "rs")
        .into_iter()
        .filter(|(path, _)| !is_test(path))
        .map(|(_, text)| code(&text))
        .collect::<String>();
    let templates = files("templates", "html")
        .into_iter()
        .chain(files("templates", "svg"))
        .chain(files("templates", "txt"))
        .map(|(_, text)| text)
        .collect::<String>();
    let openings = ["Message::new(\"", "Unfit(\"", ".word(\"", "conflict(Message::new(\"", "error-"];
    let mut used = said_after(&rust, &openings[..4]);
    used.extend(said_after(&templates, &["t(key=\""]));
    let missing: Vec<&&str> =
        used.iter().filter(|key| !known.contains(key.split('.').next().unwrap_or_default())).collect();
    assert!(missing.is_empty(), "keys without words: {missing:?}");
    let words: BTreeSet<&str> = words_of(&rust).into_iter().chain(words_of(&templates)).collect();
    let families = [FAMILIES.as_slice(), MORE_FAMILIES].concat();
    let unused: Vec<&&str> = known
        .iter()
        .filter(|key| !words.contains(*key))
        .filter(|key| !families.iter().any(|family| key.starts_with(family)))
        .collect();
    assert!(unused.is_empty(), "words that nothing says: {unused:?}");
}
