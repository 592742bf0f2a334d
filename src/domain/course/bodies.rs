//! Hands every page to the page passes with the address book of the course, and checks the anchors that pages point at.

use super::build::Build;
use super::links::CourseSite;
use super::page::{self, PageInput, PageKind, ParsedPage, Span};
use super::suggest::nearest;
use super::tree::Role;
use std::collections::BTreeMap;

/// Parses all bodies.
pub(super) fn parse(build: &mut Build<'_>) {
    let id = build.id.clone();
    let site = site(build, &id);
    let skills: Option<Vec<String>> =
        build.skills.as_ref().map(|skills| skills.iter().map(|skill| skill.id.clone()).collect());
    let found = build.is_found();
    for at in 0..build.pages.len() {
        let original = build.pages[at].original.unwrap_or(at);
        let math = build.pages[original].front.flag("math") || build.pages[at].front.flag("math");
        let page = &mut build.pages[at];
        let input = PageInput {
            file: page.path,
            text: page.text,
            body: page.front.body,
            kind: match page.place.role {
                Role::Front | Role::ModuleFront => PageKind::Front,
                Role::Quiz | Role::Exam | Role::Bank => PageKind::Questions,
                Role::Lesson | Role::Page | Role::Glossary => PageKind::Lesson,
            },
            translation: page.original.is_some(),
            math,
            found,
            known_skills: skills.as_deref(),
            site: &site,
        };
        page.parsed = page::parse(&input, &mut page.reporter);
    }
}

fn site<'s>(build: &Build<'s>, course: &'s str) -> CourseSite<'s> {
    let home = format!("/courses/{course}");
    let mut site = CourseSite { course, ..CourseSite::default() };
    for module in &build.modules {
        let url = if module.dir.is_empty() { home.clone() } else { format!("{home}#{}", module.id) };
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
    }
    site.media = build.source.tree.media.iter().map(|(path, size)| (path.as_str(), *size)).collect();
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
