//! Gives every question its id and sees that no id is used twice: E110, W112, E114, W131.

use super::build::{Build, QuestionId};
use super::page::{ParsedPage, ParsedPart, ParsedQuestion, Span};
use std::collections::BTreeMap;

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
    for at in build.originals() {
        name_the_rest(build, at, &mut taken);
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
fn name_the_rest(build: &mut Build<'_>, at: usize, taken: &mut Taken) {
    let page = &mut build.pages[at];
    let mut ids = Vec::with_capacity(page.parsed.questions.len());
    for question in &page.parsed.questions {
        if let Some((id, _)) = &question.id {
            ids.push(QuestionId { id: id.clone(), provisional: false });
            continue;
        }
        let base = format!("{}/{}", page.id, question.slug);
        let mut id = base.clone();
        let mut number = 1;
        while taken.contains_key(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        page.reporter.report("W112", question.span.clone()).arg("slug", question.slug.as_str());
        taken.insert(id.clone(), (at, question.span.clone()));
        ids.push(QuestionId { id, provisional: true });
    }
    page.question_ids = ids;
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
