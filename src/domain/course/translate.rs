//! Joins translations with their originals: questions by id, choices by position. Says what is missing or stale.

use super::build::{Build, Page};
use super::page::{ParsedAnswers, ParsedCriterion, ParsedQuestion, Span};
use super::revision::content_hash;
use super::tree::Role;
use std::collections::BTreeMap;

/// Joins every translation.
pub(super) fn join(build: &mut Build<'_>) {
    for at in 0..build.pages.len() {
        if let Some(original) = build.pages[at].original {
            join_questions(build, at, original);
            warn_if_stale(build, at, original);
        }
    }
    warn_of_untranslated(build);
}

fn join_questions(build: &mut Build<'_>, at: usize, original: usize) {
    let ids: BTreeMap<String, usize> =
        build.pages[original].question_ids.iter().enumerate().map(|(index, id)| (id.id.clone(), index)).collect();
    let mut joined: BTreeMap<usize, usize> = BTreeMap::new();
    for index in 0..build.pages[at].parsed.questions.len() {
        let question = &build.pages[at].parsed.questions[index];
        let heading = question.span.clone();
        let (id, span) = question.id.clone().unwrap_or_default();
        match ids.get(&id).copied() {
            Some(of) if joined.contains_key(&of) => report_twice(build, at, &id, span, joined[&of]),
            Some(of) => {
                joined.insert(of, index);
                check_answers(build, (at, index), (original, of));
            }
            None => {
                let variant = id.is_empty().then_some("no-id");
                build.pages[at].reporter.report("E160", heading).arg("id", id).variant = variant;
            }
        }
    }
    warn_of_gaps(build, at, original, &joined);
    build.pages[at].joined = joined;
}

fn report_twice(build: &mut Build<'_>, at: usize, id: &str, span: Span, first: usize) {
    let label = build.label(at, build.pages[at].parsed.questions[first].span.clone());
    let diagnostic = build.pages[at].reporter.report("E110", span).arg("id", id);
    diagnostic.arg("file", label.file.clone()).arg("line", label.position.line.to_string());
    diagnostic.labels.push(label);
}

/// E162 where type, number or marks of the choices differ.
fn check_answers(build: &mut Build<'_>, here: (usize, usize), there: (usize, usize)) {
    let original = &build.pages[there.0].parsed.questions[there.1];
    let translated = &build.pages[here.0].parsed.questions[here.1];
    let (Some(one), Some(other)) = (&original.answers, &translated.answers) else { return };
    let rows = (translated.variants.len(), original.variants.len());
    let (count, original_count) = if rows.0 == rows.1 { (other.len(), one.len()) } else { rows };
    let variant = if rows.0 == rows.1 { difference(one, other) } else { Some("rows") };
    let Some(variant) = variant else { return };
    let (count, original_count) = (count.to_string(), original_count.to_string());
    let span = translated.answers_span.clone();
    let label = build.label(there.0, original.answers_span.clone());
    let diagnostic = build.pages[here.0].reporter.report("E162", span).variant(variant);
    diagnostic.arg("count", count).arg("original", original_count).labels.push(label);
}

fn difference(original: &ParsedAnswers, translated: &ParsedAnswers) -> Option<&'static str> {
    use ParsedAnswers::{Blanks, Choices, Match, Number, Order, Task, Text};
    let same = match (original, translated) {
        (Choices { kind, choices, .. }, Choices { kind: other_kind, choices: others, .. }) => {
            let marks = choices.iter().zip(others).all(|(one, other)| one.right == other.right);
            let same_kind = kind == other_kind;
            return (choices.len() != others.len())
                .then_some("count")
                .or((!marks).then_some("marks"))
                .or((!same_kind).then_some("kind"));
        }
        (Number { .. }, Number { .. }) | (Order { .. }, Order { .. }) => original.len() == translated.len(),
        (Text { accepted, foreseen, .. }, Text { accepted: other_accepted, foreseen: other_foreseen, .. }) => {
            accepted.len() == other_accepted.len() && foreseen.len() == other_foreseen.len()
        }
        (Blanks { blanks, extra, .. }, Blanks { blanks: other_blanks, extra: other_extra, .. }) => {
            blanks.len() == other_blanks.len() && extra.len() == other_extra.len()
        }
        (Match { pairs, extra, .. }, Match { pairs: other_pairs, extra: other_extra, .. }) => {
            pairs.len() == other_pairs.len() && extra.len() == other_extra.len()
        }
        (Task { rubric, .. }, Task { rubric: others, .. }) => {
            let points = |row: &ParsedCriterion| row.levels.iter().map(|(_, points, _)| *points).collect::<Vec<_>>();
            let same = rubric.iter().zip(others).all(|(one, other)| points(one) == points(other));
            return (rubric.len() != others.len()).then_some("count").or((!same).then_some("points"));
        }
        _ => return Some("kind"),
    };
    (!same).then_some("count")
}

impl ParsedAnswers {
    /// How many choices, accepted and foreseen values, blanks and words, pairs, items or criteria.
    fn len(&self) -> usize {
        match self {
            Self::Choices { choices, .. } => choices.len(),
            Self::Number { accepted, foreseen, .. } => accepted.len() + foreseen.len(),
            Self::Text { accepted, foreseen, .. } => accepted.len() + foreseen.len(),
            Self::Blanks { blanks, extra, .. } => blanks.len() + extra.len(),
            Self::Match { pairs, extra, .. } => pairs.len() + extra.len(),
            Self::Order { items, .. } => items.len(),
            Self::Task { rubric, .. } => rubric.len(),
        }
    }
}

/// W161 for each question that is missing, at the heading before which or after which it would stand.
fn warn_of_gaps(build: &mut Build<'_>, at: usize, original: usize, joined: &BTreeMap<usize, usize>) {
    let missing: Vec<(usize, String)> = build.pages[original]
        .question_ids
        .iter()
        .enumerate()
        .filter(|(index, _)| !joined.contains_key(index))
        .map(|(index, id)| (index, id.id.clone()))
        .collect();
    let page = &mut build.pages[at];
    for (index, id) in missing {
        let before = joined.range(..index).next_back().or_else(|| joined.range(index..).next());
        let heading = before.and_then(|(_, here)| page.parsed.questions.get(*here)).map(heading_of);
        let span = heading.or_else(|| page.parsed.headings.first().map(|heading| heading.span.clone()));
        page.reporter.report("W161", span.unwrap_or(0..0)).arg("id", id);
    }
}

fn heading_of(question: &ParsedQuestion) -> Span {
    question.span.clone()
}

/// W163 where `source` is not the hash of the original as it is now.
fn warn_if_stale(build: &mut Build<'_>, at: usize, original: usize) {
    let now = content_hash(build.pages[original].text);
    let file = build.pages[original].path;
    let page = &mut build.pages[at];
    let (Some(source), Some(entry)) = (page.front.text("source"), page.front.entry("source")) else { return };
    if !now.starts_with(source) {
        let span = entry.span.clone();
        page.reporter.report("W163", span).arg("file", file).arg("hash", &now[..8]);
    }
}

/// W160 once for each language: how many pages have no translation, at the first of them.
fn warn_of_untranslated(build: &mut Build<'_>) {
    let wanted = |page: &Page<'_>| {
        page.place.role.is_item() || matches!(page.place.role, Role::Bank | Role::Front | Role::ModuleFront)
    };
    let pages: Vec<usize> = build.originals().filter(|at| wanted(&build.pages[*at])).collect();
    for language in build.languages.iter().skip(1).cloned().collect::<Vec<_>>() {
        let translated = |at: &usize| {
            let own = build.pages[*at].place.language.as_ref() == Some(&language);
            own || build.translations(*at).any(|(tag, _)| tag == language)
        };
        let missing: Vec<usize> = pages.iter().copied().filter(|at| !translated(at)).collect();
        if let Some(first) = missing.first() {
            let diagnostic = build.pages[*first].reporter.report("W160", 0..0).arg("language", language);
            diagnostic.arg("count", missing.len().to_string()).arg("total", pages.len().to_string());
        }
    }
}
