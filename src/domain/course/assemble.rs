//! The last pass: from joined pages to the compiled course and its outline.

use super::build::{Build, Folder, Page};
use super::page::ParsedPiece;
use super::tree::Role;
use super::values::Value;
use super::{CompiledCourse, CompleteRule, Item, ItemHead, Lesson, Module, Piece, Quiz};
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
    };
    course.revision = revision::course_revision(&course);
    course
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
        draft: draft || page.front.flag("draft"),
        audience: page.front.items("audience"),
        minutes,
    };
    if !page.place.role.is_quiz() {
        return Item::Lesson(Lesson {
            head: head(reading_minutes(page)),
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

fn reading_minutes(page: &Page<'_>) -> u32 {
    match page.front.value("minutes") {
        Some(Value::Limit(Some(minutes))) => *minutes,
        _ => minutes(page.parsed.words.div_ceil(WORDS_A_MINUTE)),
    }
}

/// `complete:`, else that of `course.toml`, else its checks where it has any.
fn complete(build: &Build<'_>, page: &Page<'_>) -> CompleteRule {
    let defaults = build.manifest.defaults.get("lesson").and_then(|defaults| defaults.get("complete"));
    let has_checks = page.parsed.body.iter().any(|piece| matches!(piece, ParsedPiece::Check(_)));
    match page.front.value("complete").or(defaults) {
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
    let html = |page: &Page<'_>| {
        let pieces = page.parsed.body.iter().filter_map(|piece| match piece {
            ParsedPiece::Html(html) => Some(html.as_str()),
            ParsedPiece::Check(_) => None,
        });
        pieces.collect::<String>()
    };
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
