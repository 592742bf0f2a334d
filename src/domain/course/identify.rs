//! Gives every question its id and sees that no id is used twice: E110, W112, E114, W131.

use super::build::{Build, QuestionId};
use super::names;
use super::page::{ParsedPage, ParsedPart, ParsedQuestion, Span, id_fix};
use std::collections::{BTreeMap, BTreeSet};

/// Ids in use: the page and the place of their first use.
type Taken = BTreeMap<String, (usize, Span)>;

/// Identifies questions, pools and groups of the originals.
pub(super) fn identify(build: &mut Build<'_>) {
    let mut taken = Taken::new();
    for at in build.originals() {
        for (id, span) in written_ids(&build.pages[at].parsed) {
            match taken.get(&id).cloned() {
                Some(first) => report_used_id(build, at, &id, span, &first),
                None => {
                    taken.insert(id, (at, span));
                }
            }
        }
    }
    let old = build.pages.iter().flat_map(|page| &page.parsed.questions).filter_map(|question| question.was.clone());
    let mut planned: BTreeSet<String> = taken.keys().cloned().chain(old.map(|(was, _)| was)).collect();
    for at in build.originals() {
        name_the_rest(build, at, &mut taken, &mut planned);
    }
    check_renames(build, &taken);
    warn_of_missing_skills(build);
}

/// Ids of questions, pools and groups as they are written, in the order of the file.
fn written_ids(page: &ParsedPage) -> Vec<(String, Span)> {
    let questions = page.questions.iter().filter_map(|question| question.id.clone());
    let parts = page.parts.iter().filter_map(|part| match part {
        ParsedPart::Pool { id, .. } | ParsedPart::Group { id, .. } => id.clone(),
        ParsedPart::Question(_) => None,
    });
    let mut ids: Vec<(String, Span)> = questions.chain(parts).collect();
    ids.sort_by_key(|(_, span)| span.start);
    ids
}

fn report_used_id(build: &mut Build<'_>, at: usize, id: &str, span: Span, first: &(usize, Span)) {
    let label = build.label(first.0, first.1.clone());
    let diagnostic = build.pages[at].reporter.report("E110", span).arg("id", id);
    diagnostic.arg("file", label.file.clone()).arg("line", label.position.line.to_string());
    diagnostic.labels.push(label);
}

/// Questions without an id get one from their page and heading.
fn name_the_rest(build: &mut Build<'_>, at: usize, taken: &mut Taken, planned: &mut BTreeSet<String>) {
    let page = &mut build.pages[at];
    let mut ids = Vec::with_capacity(page.parsed.questions.len());
    for question in &page.parsed.questions {
        let base = format!("{}/{}", page.id, question.slug);
        if let Some((id, _)) = &question.id {
            // Naming a question, as the repair of W112 does, keeps its history. Slugs count all headings of a page, so
            // that those of its neighbours stay as they were.
            ids.push(QuestionId { id: id.clone(), provisional: false, earlier: Some(base) });
            continue;
        }
        let mut id = base.clone();
        let mut number = 1;
        while taken.contains_key(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        let written = new_id(&question.slug, planned);
        let fix = id_fix(page.text, question.span.clone(), &written);
        page.reporter.report("W112", question.span.clone()).arg("slug", written).fix(Some(fix));
        taken.insert(id.clone(), (at, question.span.clone()));
        ids.push(QuestionId { id, provisional: true, earlier: None });
    }
    page.question_ids = ids;
}

/// Longest id that is made from a heading; a number may follow.
const LONGEST: usize = 56;

/// An id that the author may write into the heading: its slug without accents, unlike all others.
fn new_id(slug: &str, planned: &mut BTreeSet<String>) -> String {
    let slug = names::slug(slug);
    let cut = slug.get(..LONGEST).map(|cut| cut.rsplit_once('-').map_or(cut, |(whole_words, _)| whole_words));
    let base = match cut.unwrap_or(&slug) {
        "" => "cau",
        base => base,
    };
    let mut id = base.to_owned();
    let mut number = 1;
    while !planned.insert(id.clone()) {
        number += 1;
        id = format!("{base}-{number}");
    }
    id
}

fn check_renames(build: &mut Build<'_>, taken: &Taken) {
    for page in &mut build.pages {
        for (was, span) in page.parsed.questions.iter().filter_map(|question| question.was.clone()) {
            if taken.contains_key(&was) {
                page.reporter.report("E114", span).arg("id", was);
            }
        }
    }
}

/// W131 for scored questions without a skill in a course that has a policy.
fn warn_of_missing_skills(build: &mut Build<'_>) {
    if !build.policies.iter().any(|written| written.policy.course == build.id) {
        return;
    }
    for at in build.originals() {
        let page = &mut build.pages[at];
        if !page.place.role.has_questions() || !page.front.list("skills").is_empty() {
            continue;
        }
        let is_scored = |question: &&ParsedQuestion| question.points != Some(0.0);
        for question in page.parsed.questions.iter().filter(is_scored).filter(|question| question.skills.is_empty()) {
            page.reporter.report("W131", question.span.clone());
        }
    }
}
