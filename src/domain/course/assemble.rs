//! The last pass: from joined pages to the compiled course and its outline.

use super::bodies::html_of;
use super::build::{Build, Folder, Page};
use super::page::ParsedPiece;
use super::tree::Role;
use super::values::Value;
use super::{CompiledCourse, CompleteRule, Glossary, Item, ItemAbout, ItemHead, Lesson, Module, Piece, Quiz};
use super::{Outline, parts, questions, revision, settings, titles};
use crate::instant::MINUTE;
use crate::language::Localized;

/// Words that are read in a minute.
const WORDS_A_MINUTE: usize = 180;
/// Questions that are answered in three minutes.
const QUESTIONS_IN_THREE_MINUTES: usize = 4;

/// The whole course.
pub(super) fn course(build: &Build<'_>) -> CompiledCourse {
    let front = build.originals().find(|at| build.pages[*at].place.role == Role::Front);
    let policies = build.policies.iter().map(|written| &written.policy);
    let mut course = CompiledCourse {
        id: build.id.clone(),
        languages: build.languages.clone(),
        title: titles::of_course(build),
        summary: front.map(|at| summary(build, at)).unwrap_or_default(),
        front_html: front.map(|at| front_html(build, at)).unwrap_or_default(),
        audience: build.manifest.audience.clone(),
        modules: build.modules.iter().map(|folder| module(build, folder)).collect(),
        questions: questions::all(build),
        skills: build.skills.clone().unwrap_or_default(),
        policies: policies.filter(|policy| policy.course == build.id).cloned().collect(),
        revision: String::new(),
        question_count: question_count(build),
        glossary: glossary(build),
        about: build.manifest.about.clone(),
    };
    course.revision = revision::course_revision(&course);
    course
}

/// All glossaries on one page, that of the course folder first.
fn glossary(build: &Build<'_>) -> Option<Glossary> {
    let mut pages: Vec<usize> =
        build.originals().filter(|at| build.pages[*at].place.role == Role::Glossary && !is_draft(build, *at)).collect();
    pages.sort_by_key(|at| !build.pages[*at].place.dir.is_empty());
    let title = titles::of_item(build, *pages.first()?);
    let mut html = Localized::default();
    for language in build.languages.iter().skip(1) {
        let is_translated = |at: &usize| build.translations(*at).any(|(tag, _)| tag == language);
        if pages.iter().any(is_translated) {
            let all = pages.iter().map(|at| front_html(build, *at).get(language).clone());
            html.translations.insert(language.clone(), all.collect());
        }
    }
    html.original = pages.iter().map(|at| front_html(build, *at).original).collect();
    Some(Glossary { title, html })
}

fn is_draft(build: &Build<'_>, at: usize) -> bool {
    matches!(build.setting(&build.pages[at], "draft"), Some(Value::Flag(true)))
}

/// Authors, license and day of a page.
fn about(build: &Build<'_>, page: &Page<'_>) -> ItemAbout {
    let text = |key| match build.setting(page, key) {
        Some(Value::Text(text)) if !text.is_empty() => Some(text.clone()),
        _ => None,
    };
    ItemAbout {
        authors: items(build, page, "authors"),
        license: text("license").or_else(|| build.manifest.about.license.clone()),
        updated: text("updated"),
    }
}

fn items(build: &Build<'_>, page: &Page<'_>, key: &str) -> Vec<String> {
    match build.setting(page, key) {
        Some(Value::List(items)) => items.iter().map(|(item, _)| item.clone()).collect(),
        _ => Vec::new(),
    }
}

/// What `check` lists, also of a course with errors.
pub(super) fn outline(build: &Build<'_>) -> Outline {
    let items: Vec<usize> = build.modules.iter().flat_map(|module| module.items.iter().copied()).collect();
    let count = |quizzes: bool| items.iter().filter(|at| build.pages[**at].place.role.is_quiz() == quizzes).count();
    let row = |at: &usize| {
        let page = &build.pages[*at];
        (page.id.clone(), page.kind(), titles::of_item(build, *at).original, page.path.to_owned())
    };
    Outline {
        languages: build.languages.clone(),
        modules: build.modules.len(),
        lessons: count(false),
        quizzes: count(true),
        questions: question_count(build),
        items: items.iter().map(row).collect(),
    }
}

fn question_count(build: &Build<'_>) -> usize {
    let pages = build.pages.iter().filter(|page| page.original.is_none() && page.place.role.has_questions());
    pages.map(|page| page.parsed.questions.len()).sum()
}

fn module(build: &Build<'_>, folder: &Folder) -> Module {
    let draft = folder.front.is_some_and(|front| build.pages[front].front.flag("draft"));
    Module {
        id: folder.id.clone(),
        title: titles::of_module(build, folder),
        intro_html: folder.front.map(|at| front_html(build, at)).unwrap_or_default(),
        items: folder.items.iter().map(|at| item(build, *at, draft)).collect(),
    }
}

fn item(build: &Build<'_>, at: usize, draft: bool) -> Item {
    let page = &build.pages[at];
    let head = |minutes| ItemHead {
        id: page.id.clone(),
        file: page.path.to_owned(),
        title: titles::of_item(build, at),
        summary: summary(build, at),
        skills: page.front.items("skills"),
        requires: page.front.items("requires"),
        draft: draft || is_draft(build, at),
        audience: items(build, page, "audience"),
        minutes,
        about: about(build, page),
    };
    if !page.place.role.is_quiz() {
        return Item::Lesson(Lesson {
            head: head(reading_minutes(build, page)),
            body: body(build, at),
            complete: complete(build, page),
        });
    }
    let exam = page.place.role == Role::Exam;
    let settings = settings::of_quiz(build, page, exam);
    let asked = settings.draw.and_then(|draw| usize::try_from(draw).ok()).unwrap_or(page.parsed.questions.len());
    let guess = minutes(asked.div_ceil(QUESTIONS_IN_THREE_MINUTES).saturating_mul(3));
    let limit =
        settings.time_limit.map(|limit| u32::try_from((limit + MINUTE - 1) / MINUTE).unwrap_or(u32::MAX).max(1));
    let mut intro_html = Localized::new(page.parsed.intro_html.clone());
    for (language, page) in build.translations(at) {
        intro_html.translations.insert(language.to_owned(), page.parsed.intro_html.clone());
    }
    let parts = parts::of_quiz(build, at);
    Item::Quiz(Box::new(Quiz { head: head(limit.unwrap_or(guess)), exam, intro_html, settings, parts }))
}

fn minutes(minutes: usize) -> u32 {
    u32::try_from(minutes).unwrap_or(u32::MAX).max(1)
}

/// `minutes:`, else the time that its words take, and its films and recordings.
fn reading_minutes(build: &Build<'_>, page: &Page<'_>) -> u32 {
    match build.setting(page, "minutes") {
        Some(Value::Limit(Some(minutes))) => *minutes,
        _ => {
            let reading = page.parsed.words.saturating_mul(60).div_ceil(WORDS_A_MINUTE);
            minutes(reading.saturating_add(page.parsed.media_seconds).div_ceil(60))
        }
    }
}

/// `complete:`, else that of `course.toml`, else its checks where it has any.
fn complete(build: &Build<'_>, page: &Page<'_>) -> CompleteRule {
    let has_checks = page.parsed.body.iter().any(|piece| matches!(piece, ParsedPiece::Check(_)));
    match build.setting(page, "complete") {
        Some(Value::Word("none")) => CompleteRule::None,
        None if page.place.role == Role::Page => CompleteRule::None,
        Some(Value::Word("view")) => CompleteRule::View,
        _ if has_checks => CompleteRule::Checks,
        _ => CompleteRule::View,
    }
}

fn summary(build: &Build<'_>, at: usize) -> Localized {
    let text = |page: &Page<'_>| page.front.text("summary").map(str::to_owned);
    let mut summary = Localized::new(text(&build.pages[at]).unwrap_or_default());
    for (language, page) in build.translations(at) {
        summary.translations.extend(text(page).map(|text| (language.to_owned(), text)));
    }
    summary
}

fn front_html(build: &Build<'_>, at: usize) -> Localized {
    let html = |page: &Page<'_>| html_of(&page.parsed);
    let mut front = Localized::new(html(&build.pages[at]));
    for (language, page) in build.translations(at) {
        front.translations.insert(language.to_owned(), html(page));
    }
    front
}

/// A lesson's body in every language. Checks that a translation lacks stand at its end, in the original's words, so
/// that the lesson can be completed in any language.
fn body(build: &Build<'_>, at: usize) -> Localized<Vec<Piece>> {
    let page = &build.pages[at];
    let ids = &page.question_ids;
    let id = |index: usize| ids.get(index).map(|id| Piece::Check(id.id.clone()));
    let original: Vec<Piece> = page
        .parsed
        .body
        .iter()
        .filter_map(|piece| match piece {
            ParsedPiece::Html(html) => Some(Piece::Html(html.clone())),
            ParsedPiece::Check(index) => id(*index),
        })
        .collect();
    let checks = original.iter().filter(|piece| matches!(piece, Piece::Check(_)));
    let checks: Vec<Piece> = checks.cloned().collect();
    let mut body = Localized::new(original);
    for (language, page) in build.translations(at) {
        let of = |here: &usize| page.joined.iter().find(|(_, joined)| *joined == here).map(|(of, _)| *of);
        let mut pieces: Vec<Piece> = page
            .parsed
            .body
            .iter()
            .filter_map(|piece| match piece {
                ParsedPiece::Html(html) => Some(Piece::Html(html.clone())),
                ParsedPiece::Check(here) => id(of(here)?),
            })
            .collect();
        for check in &checks {
            if !pieces.contains(check) {
                pieces.push(check.clone());
            }
        }
        body.translations.insert(language.to_owned(), pieces);
    }
    body
}
