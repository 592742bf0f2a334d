//! Reads `course.toml` and `skills.toml`.

use super::diagnostic::Reporter;
use super::front_keys::{self, ROLES};
use super::names::{readable, slug_or_hash};
use super::page::Span;
use super::suggest::nearest;
use super::toml_file::{Section, parse, read_value, report_wrong, with_reporter};
use super::values::{Type, Value, is_slug};
use super::{CourseAbout, Skill};
use crate::language::Localized;
use std::collections::BTreeMap;

/// What `course.toml` says; the defaults where there is none.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// Whether the file is there; a course without it is a found one.
    pub(super) present: bool,
    /// `id`.
    pub(super) id: Option<String>,
    /// `lang`.
    pub(super) lang: Option<String>,
    /// `languages`.
    pub(super) languages: Option<Vec<String>>,
    /// `[title]` by language.
    pub(super) title: BTreeMap<String, String>,
    /// Roles it is meant for.
    pub(super) audience: Vec<String>,
    /// Folders of modules in order.
    pub(super) modules: Option<Vec<(String, Span)>>,
    /// `[defaults.quiz]`, `[defaults.exam]`, `[defaults.lesson]`.
    pub(super) defaults: BTreeMap<&'static str, BTreeMap<&'static str, Value>>,
    /// Version, license, certificate.
    pub(super) about: CourseAbout,
}

const COURSE_KEYS: &[&str] =
    &["id", "lang", "languages", "version", "license", "audience", "title", "modules", "defaults", "certificate"];

/// Reads `course.toml`.
pub(super) fn read_manifest(text: &str, reporter: &mut Reporter<'_>) -> Manifest {
    let (table, clean) = parse(text, reporter);
    with_reporter(clean, reporter, |reporter| manifest(&Section::root(&table), reporter))
}

fn manifest(root: &Section<'_, '_>, reporter: &mut Reporter<'_>) -> Manifest {
    root.only(COURSE_KEYS, reporter);
    let id = root.read("id", Type::Slug, reporter).and_then(|(value, _)| text_of(value));
    let word = |key: &str, reporter: &mut Reporter<'_>| root.text(key, reporter).map(|(text, _)| text);
    let mut about = CourseAbout {
        version: word("version", reporter),
        license: word("license", reporter),
        ..CourseAbout::default()
    };
    let audience = root.read("audience", Type::Words(ROLES), reporter).map(|(value, _)| list_of(value));
    let modules = root.read("modules", Type::List, reporter).map(|(value, _)| list_of(value));
    if let Some(certificate) = root.table("certificate", reporter) {
        certificate.only(&["template", "valid"], reporter);
        about.certificate_template = certificate.text("template", reporter).map(|(text, _)| text);
        about.certificate_valid = certificate.text("valid", reporter).and_then(|(valid, span)| {
            if is_validity(&valid) {
                return Some(valid);
            }
            report_wrong("valid", "validity", span, reporter).arg("value", valid);
            None
        });
    }
    Manifest {
        present: true,
        id,
        lang: languages(root, "lang", reporter).into_iter().next(),
        languages: root.get("languages").is_some().then(|| languages(root, "languages", reporter)),
        title: words_by_language(root, "title", reporter),
        audience: audience.unwrap_or_default().into_iter().map(|(role, _)| role).collect(),
        modules,
        defaults: defaults(root, reporter),
        about,
    }
}

/// `2y` or `400d`.
fn is_validity(text: &str) -> bool {
    let number = text.strip_suffix(['y', 'd']).and_then(|number| number.parse::<u16>().ok());
    number.is_some_and(|number| number > 0)
}

fn text_of(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn list_of(value: Value) -> Vec<(String, Span)> {
    match value {
        Value::List(items) => items,
        _ => Vec::new(),
    }
}

/// Whether it may name a language: `vi`, `en`, `zh-Hant`.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && tag.len() <= 20
        && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn languages(root: &Section<'_, '_>, key: &str, reporter: &mut Reporter<'_>) -> Vec<String> {
    let Some((Value::List(items), _)) = root.read(key, Type::List, reporter) else { return Vec::new() };
    let mut tags: Vec<String> = Vec::new();
    for (tag, span) in items {
        if !is_language(&tag) {
            report_wrong(key, "language", span, reporter).arg("value", tag);
        } else if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// `title = "…"`, or a table with a text per language; the plain form stands under the empty tag.
fn words_by_language(section: &Section<'_, '_>, key: &str, reporter: &mut Reporter<'_>) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let Some(value) = section.get(key) else { return words };
    if let Some(text) = value.get_ref().as_str() {
        words.insert(String::new(), text.to_owned());
        return words;
    }
    let Some(table) = section.table(key, reporter) else { return words };
    for (language, span, value) in table.pairs() {
        if !is_language(language) {
            report_wrong(key, "language", span, reporter).arg("value", language);
        } else if let Some(Value::Text(text)) = read_value(language, value, Type::Text, reporter) {
            words.insert(language.to_owned(), text);
        }
    }
    words
}

/// A text by language as a localized one; `fallback` where the default language has none.
pub(super) fn localized(words: &BTreeMap<String, String>, lang: &str, fallback: &str) -> Localized {
    let original = words.get(lang).or_else(|| words.get("")).filter(|text| !text.is_empty());
    let mut text = Localized::new(original.map_or(fallback, String::as_str).to_owned());
    for (language, word) in words {
        if language != lang && !language.is_empty() && !word.is_empty() {
            text.translations.insert(language.clone(), word.clone());
        }
    }
    text
}

fn defaults(
    root: &Section<'_, '_>,
    reporter: &mut Reporter<'_>,
) -> BTreeMap<&'static str, BTreeMap<&'static str, Value>> {
    let mut defaults = BTreeMap::new();
    let Some(tables) = root.table("defaults", reporter) else { return defaults };
    tables.only(&["quiz", "exam", "lesson"], reporter);
    let known: Vec<&'static str> = front_keys::names().collect();
    for kind in ["quiz", "exam", "lesson"] {
        let Some(table) = tables.table(kind, reporter) else { continue };
        table.only(&known, reporter);
        let mut values = BTreeMap::new();
        for (name, _, value) in table.pairs() {
            let Some(key) = front_keys::find(name) else { continue };
            if let Some(value) = read_value(name, value, key.holds, reporter) {
                values.insert(key.name, value);
            }
        }
        defaults.insert(kind, values);
    }
    defaults
}

/// Reads `skills.toml`: the skills in the file's order.
pub(super) fn read_skills(text: &str, lang: &str, reporter: &mut Reporter<'_>) -> Vec<Skill> {
    let (table, clean) = parse(text, reporter);
    with_reporter(clean, reporter, |reporter| skills(&Section::root(&table), lang, reporter))
}

fn skills(root: &Section<'_, '_>, lang: &str, reporter: &mut Reporter<'_>) -> Vec<Skill> {
    let mut skills = Vec::new();
    let mut parents = Vec::new();
    for (id, span, value) in root.pairs() {
        let Some(section) = Section::of(value) else {
            report_wrong(id, "table", value.span(), reporter);
            continue;
        };
        if !is_slug(id) {
            report_wrong("id", "slug", span, reporter).arg("value", id);
            continue;
        }
        section.only(&["name", "parent"], reporter);
        let name = words_by_language(&section, "name", reporter);
        let parent = section.text("parent", reporter);
        skills.push(Skill {
            id: id.to_owned(),
            name: localized(&name, lang, &readable(id)),
            parent: parent.as_ref().map(|(parent, _)| parent.clone()),
        });
        parents.extend(parent);
    }
    for (parent, span) in parents {
        report_unknown_skill(&parent, span, &skills, reporter);
    }
    skills
}

/// E130 where no skill has that id.
pub(super) fn report_unknown_skill(id: &str, span: Span, skills: &[Skill], reporter: &mut Reporter<'_>) {
    if skills.iter().any(|skill| skill.id == id) {
        return;
    }
    let diagnostic = reporter.report("E130", span).arg("skill", id);
    if let Some(meant) = nearest(id, skills.iter().map(|skill| skill.id.as_str())) {
        diagnostic.variant("nearest").arg("nearest", meant);
    }
}

/// The course's id: `id` of `course.toml`, else the folder's name as a slug.
pub(super) fn course_id(manifest: &Manifest, folder: &str) -> String {
    manifest.id.clone().unwrap_or_else(|| slug_or_hash(folder))
}

/// The id of a course folder, by its name and the content of its `course.toml` (empty where there is none).
#[must_use]
pub fn course_id_of(folder: &str, course_toml: &[u8]) -> String {
    let text = std::str::from_utf8(course_toml).unwrap_or_default();
    course_id(&read_manifest(text, &mut Reporter::new("course.toml", text)), folder)
}
