//! Hands every page to the page passes with the address book of the course, and checks the anchors that pages point at.

use super::build::{Build, Page};
use super::diagnostic::Reporter;
use super::front_matter::FrontMatter;
use super::links::CourseSite;
use super::names::{markdown_stem, slug_or_hash};
use super::page::{self, PageInput, PageKind, ParsedPage, ParsedPiece, Span};
use super::suggest::nearest;
use super::tree::Role;
use super::values::Value;
use std::collections::BTreeMap;

/// Parses all bodies: glossaries and transcripts first, which others show.
pub(super) fn parse(build: &mut Build<'_>) {
    let id = build.id.clone();
    let mut site = site(build, &id);
    let skills: Option<Vec<String>> =
        build.skills.as_ref().map(|skills| skills.iter().map(|skill| skill.id.clone()).collect());
    read_transcripts(build, &mut site);
    read_glossaries(build, &mut site);
    for at in 0..build.pages.len() {
        let input = input(build, at, skills.as_deref(), &site);
        let beside = recording(&build.pages[at], &site);
        let page = &mut build.pages[at];
        page.parsed = page::parse(&input, &mut page.reporter);
        if let Some((path, html)) = beside {
            page.parsed.media.push(path);
            page.parsed.body.insert(0, ParsedPiece::Html(html));
        }
    }
}

/// The recording of a lesson that bears its name: `01-hoc.mp3` beside `01-hoc.md`, `01-hoc.en.mp3` beside `01-hoc.en.md`. Its
/// path, and what shows it.
fn recording(page: &Page<'_>, site: &CourseSite<'_>) -> Option<(String, String)> {
    if !matches!(page.place.role, Role::Lesson | Role::Page) {
        return None;
    }
    let stem = markdown_stem(page.path)?;
    let (path, url) = page::AUDIO.iter().find_map(|ending| {
        let path = format!("{stem}.{ending}");
        let url = site.url_of_medium(&path)?;
        Some((path, url))
    })?;
    Some((path, page::recording(&url)))
}

fn input<'b, 'a: 'b>(
    build: &Build<'a>,
    at: usize,
    known_skills: Option<&'b [String]>,
    site: &'b CourseSite<'b>,
) -> PageInput<'b> {
    let page = &build.pages[at];
    let original = &build.pages[page.original.unwrap_or(at)];
    let math = |page: &Page<'_>| matches!(build.setting(page, "math"), Some(Value::Flag(true)));
    PageInput {
        file: page.path,
        text: page.text,
        body: page.front.body,
        kind: match page.place.role {
            Role::Front | Role::ModuleFront => PageKind::Front,
            Role::Quiz | Role::Exam | Role::Bank => PageKind::Questions,
            Role::Lesson | Role::Page | Role::Glossary => PageKind::Lesson,
        },
        translation: page.original.is_some(),
        comma: page.place.language.as_ref().or(build.languages.first()).is_some_and(|language| language == "vi"),
        math: math(original) || math(page),
        found: build.is_found(),
        known_skills,
        site,
    }
}

/// What is said in films and recordings. They are pages to read, whose anchors must not meet those of the lesson.
fn read_transcripts(build: &mut Build<'_>, site: &mut CourseSite<'_>) {
    let found = build.is_found();
    for (path, text) in build.transcripts.clone() {
        let mut reporter = Reporter::new(path, text);
        let body = FrontMatter::read(text, found, &mut reporter).body;
        let plain = PageInput {
            file: path,
            text,
            body,
            kind: PageKind::Front,
            translation: true,
            comma: false,
            math: false,
            found,
            known_skills: None,
            site,
        };
        let said = html_of(&page::parse(&plain, &mut reporter));
        build.found.extend(reporter.into_found());
        let Some((base, language)) = markdown_stem(path).and_then(|stem| stem.rsplit_once('.')) else { continue };
        let prefix = slug_or_hash(base);
        let said =
            said.replace(" id=\"", &format!(" id=\"{prefix}-")).replace("href=\"#", &format!("href=\"#{prefix}-"));
        site.transcripts.insert((base.to_owned(), language.to_owned()), said);
    }
}

/// The terms of every glossary, in every language.
fn read_glossaries(build: &Build<'_>, site: &mut CourseSite<'_>) {
    let mut explanations = BTreeMap::new();
    for (at, page) in build.pages.iter().enumerate().filter(|(_, page)| page.place.role == Role::Glossary) {
        let original = build.pages[page.original.unwrap_or(at)].path;
        site.glossaries.insert(page.path.to_owned(), original.to_owned());
        let language = site.languages.get(page.path).cloned().unwrap_or_default();
        for term in page::explanations(&input(build, at, None, site), &page.reporter) {
            for anchor in term.anchors {
                let key = (original.to_owned(), language.clone(), anchor);
                explanations.entry(key).or_insert_with(|| term.html.clone());
            }
        }
    }
    site.explanations = explanations;
}

/// HTML of a page without its self-checks.
pub(super) fn html_of(page: &ParsedPage) -> String {
    let pieces = page.body.iter().filter_map(|piece| match piece {
        ParsedPiece::Html(html) => Some(html.as_str()),
        ParsedPiece::Check(_) => None,
    });
    pieces.collect()
}

fn site<'s>(build: &Build<'s>, course: &'s str) -> CourseSite<'s> {
    let home = format!("/courses/{course}");
    let mut site = CourseSite { course, by_language: build.by_language, ..CourseSite::default() };
    for module in &build.modules {
        let url = if module.dir.is_empty() { home.clone() } else { format!("{home}#{}", module.id) };
        for language in build.languages.iter().filter(|_| build.by_language) {
            site.folders.insert(format!("{language}/{}", module.dir), url.clone());
        }
        site.folders.insert(module.dir.clone(), url);
    }
    for page in &build.pages {
        let url = match page.place.role {
            Role::Bank => continue,
            Role::Front => home.clone(),
            Role::ModuleFront => site.folders.get(&page.place.dir).unwrap_or(&home).clone(),
            Role::Glossary => format!("{home}/glossary"),
            Role::Lesson | Role::Page | Role::Quiz | Role::Exam => format!("{home}/{}", page.id),
        };
        site.pages.insert(page.path.to_owned(), url);
        let language = page.place.language.as_ref().unwrap_or(&build.languages[0]);
        site.languages.insert(page.path.to_owned(), language.clone());
    }
    site.media = build.source.tree.media.iter().map(|(path, medium)| (path.as_str(), *medium)).collect();
    site
}

/// More dead anchors on one page are not told.
const MOST: usize = 400;

/// E407, in found courses W407, for anchors that their page does not have.
pub(super) fn check_anchors(build: &mut Build<'_>) {
    let anchors: BTreeMap<&str, Vec<String>> =
        build.pages.iter().map(|page| (page.path, page.parsed.anchors.clone())).collect();
    let code = if build.is_found() { "W407" } else { "E407" };
    for page in &mut build.pages {
        for (anchor, span, meant) in dead_links(&page.parsed, &anchors) {
            let diagnostic = page.reporter.report(code, span).variant("anchor").arg("anchor", anchor);
            if let Some(meant) = meant {
                diagnostic.variant("anchor-nearest").arg("nearest", meant);
            }
        }
    }
}

fn dead_links(page: &ParsedPage, anchors: &BTreeMap<&str, Vec<String>>) -> Vec<(String, Span, Option<String>)> {
    let dead = |(file, anchor, span): &(String, Option<String>, Span)| {
        let anchor = anchor.as_ref()?;
        let known = anchors.get(file.as_str()).filter(|known| !known.contains(anchor))?;
        let meant = nearest(anchor, known.iter().map(String::as_str)).map(str::to_owned);
        Some((anchor.clone(), span.clone(), meant))
    };
    page.page_links.iter().filter_map(dead).take(MOST).collect()
}
