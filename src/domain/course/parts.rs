//! What quizzes are made of: questions, pools with those of their banks, groups. E260, E261, W262, E263, W312.

use super::Part;
use super::build::{Build, Page};
use super::links::join;
use super::page::{ParsedPart, ParsedQuestion, Span};
use super::settings::{self, policy_of};
use super::suggest::nearest;
use super::tree::Role;
use super::values::Value;
use super::{Localized, ShowAnswers};
use std::collections::BTreeSet;

/// What is wrong with a pool.
struct Finding {
    code: &'static str,
    span: Span,
    args: Vec<(&'static str, String)>,
    variant: Option<&'static str>,
}

/// The parts of a quiz.
pub(super) fn of_quiz(build: &Build<'_>, at: usize) -> Vec<Part> {
    let page = &build.pages[at];
    let id = |index: &usize| page.question_ids.get(*index).map(|id| id.id.clone());
    let mut parts = Vec::new();
    for (place, part) in page.parsed.parts.iter().enumerate() {
        parts.extend(match part {
            ParsedPart::Question(index) => id(index).map(Part::Question),
            ParsedPart::Pool { id: written, title, draw, questions, .. } => Some(Part::Pool {
                id: part_id(page, written.as_ref(), title, place),
                title: Localized { original: title.clone(), translations: titles(build, at, place) },
                draw: draw.0,
                questions: questions.iter().filter_map(id).chain(from_bank(build, page, part)).collect(),
            }),
            ParsedPart::Group { id: written, html, questions, .. } => Some(Part::Group {
                id: part_id(page, written.as_ref(), "", place),
                html: Localized { original: html.clone(), translations: titles(build, at, place) },
                questions: questions.iter().filter_map(id).collect(),
            }),
        });
    }
    parts
}

fn part_id(page: &Page<'_>, written: Option<&(String, Span)>, title: &str, place: usize) -> String {
    let slug = super::names::slug(title);
    let made = if slug.is_empty() { format!("{}/{}", page.id, place + 1) } else { format!("{}/{slug}", page.id) };
    written.map_or(made, |(id, _)| id.clone())
}

/// Title of a pool or text of a group in each translation: the part of the same id, else of the same place.
fn titles(build: &Build<'_>, at: usize, place: usize) -> std::collections::BTreeMap<String, String> {
    let original = &build.pages[at].parsed.parts;
    let id_of = |part: &ParsedPart| match part {
        ParsedPart::Pool { id, .. } | ParsedPart::Group { id, .. } => id.as_ref().map(|(id, _)| id.clone()),
        ParsedPart::Question(_) => None,
    };
    let wanted = id_of(&original[place]);
    let mut titles = std::collections::BTreeMap::new();
    for (language, page) in build.translations(at) {
        let parts = &page.parsed.parts;
        let by_id = parts.iter().find(|part| wanted.is_some() && id_of(part) == wanted);
        let by_place = || parts.get(place).filter(|part| parts.len() == original.len() && id_of(part).is_none());
        match by_id.or_else(by_place) {
            Some(ParsedPart::Pool { title, .. }) => titles.insert(language.to_owned(), title.clone()),
            Some(ParsedPart::Group { html, .. }) => titles.insert(language.to_owned(), html.clone()),
            _ => None,
        };
    }
    titles
}

/// The bank that a pool names: a path from the course folder, or from the quiz.
fn bank(build: &Build<'_>, page: &Page<'_>, written: &str) -> Option<usize> {
    let paths = [join("", written), join(page.path, written)];
    build.originals().find(|at| {
        let bank = &build.pages[*at];
        bank.place.role == Role::Bank && paths.iter().flatten().any(|path| path == bank.path)
    })
}

fn from_bank(build: &Build<'_>, page: &Page<'_>, part: &ParsedPart) -> Vec<String> {
    let ParsedPart::Pool { from: Some((from, _)), skills, .. } = part else { return Vec::new() };
    let Some(bank) = bank(build, page, from).map(|at| &build.pages[at]) else { return Vec::new() };
    let questions = bank.parsed.questions.iter().zip(&bank.question_ids);
    let wanted = questions.filter(|(question, _)| {
        skills.is_empty() || skills_of(bank, question).iter().any(|skill| skills.contains(skill))
    });
    wanted.map(|(_, id)| id.id.clone()).collect()
}

/// A question's skills: its own, else its page's.
pub(super) fn skills_of(page: &Page<'_>, question: &ParsedQuestion) -> Vec<String> {
    if question.skills.is_empty() { page.front.items("skills") } else { question.skills.clone() }
}

/// Everything that an exam may draw from: its own questions and all of the banks that it names.
pub(super) fn all_questions<'b, 'a>(build: &'b Build<'a>, at: usize) -> Vec<(&'b Page<'a>, &'b ParsedQuestion)> {
    let page = &build.pages[at];
    let mut pages: BTreeSet<usize> = BTreeSet::from([at]);
    for part in &page.parsed.parts {
        if let ParsedPart::Pool { from: Some((from, _)), .. } = part {
            pages.extend(bank(build, page, from));
        }
    }
    pages
        .into_iter()
        .flat_map(|at| build.pages[at].parsed.questions.iter().map(move |q| (&build.pages[at], q)))
        .collect()
}

/// Checks the pools of every quiz.
pub(super) fn check(build: &mut Build<'_>) {
    for at in build.originals() {
        if !build.pages[at].place.role.is_quiz() {
            continue;
        }
        let mut findings = Vec::new();
        for (part, compiled) in build.pages[at].parsed.parts.iter().zip(of_quiz(build, at)) {
            check_pool(build, at, part, &compiled, &mut findings);
        }
        check_draw(build, at, &mut findings);
        check_answers_shown(build, at, &mut findings);
        for finding in findings {
            let diagnostic = build.pages[at].reporter.report(finding.code, finding.span);
            diagnostic.variant = finding.variant;
            diagnostic.args.extend(finding.args);
        }
    }
}

fn check_pool(build: &Build<'_>, at: usize, part: &ParsedPart, compiled: &Part, findings: &mut Vec<Finding>) {
    let page = &build.pages[at];
    let (ParsedPart::Pool { draw, from, span, .. }, Part::Pool { questions, .. }) = (part, compiled) else { return };
    if let Some((path, span)) = from {
        let found = bank(build, page, path);
        if found.is_none() {
            let banks = build.pages.iter().filter(|page| page.place.role == Role::Bank && page.original.is_none());
            let meant = nearest(path, banks.map(|page| page.path)).map(str::to_owned);
            let variant = meant.is_some().then_some("nearest");
            let args = vec![("path", path.clone()), ("nearest", meant.unwrap_or_default())];
            findings.push(Finding { code: "E261", span: span.clone(), args, variant });
            return;
        }
        if questions.is_empty() {
            let args = vec![("path", path.clone())];
            findings.push(Finding { code: "E261", span: span.clone(), args, variant: Some("empty") });
            return;
        }
    }
    check_size(build, page, questions.len(), (draw.0, &draw.1), findings);
    let points = questions.iter().map(|id| points_of(build, id));
    if points.collect::<BTreeSet<_>>().len() > 1 {
        findings.push(Finding { code: "E263", span: span.clone(), args: Vec::new(), variant: None });
    }
}

fn check_size(build: &Build<'_>, page: &Page<'_>, size: usize, draw: (u32, &Span), findings: &mut Vec<Finding>) {
    let wanted = usize::try_from(draw.0).unwrap_or(usize::MAX);
    let by_policy = policy_of(build, &page.id).is_some();
    let code = match size.cmp(&wanted) {
        std::cmp::Ordering::Less => "E260",
        std::cmp::Ordering::Equal if !by_policy => "W262",
        _ => return,
    };
    let args = vec![("count", size.to_string()), ("draw", draw.0.to_string())];
    findings.push(Finding { code, span: draw.1.clone(), args, variant: None });
}

/// `draw:` of front matter makes one pool of all questions.
fn check_draw(build: &Build<'_>, at: usize, findings: &mut Vec<Finding>) {
    let page = &build.pages[at];
    let Some(entry) = page.front.entry("draw") else { return };
    let Value::Limit(Some(draw)) = entry.value else { return };
    if policy_of(build, &page.id).is_some() {
        return;
    }
    let drawn = |part: Part| match part {
        Part::Question(id) => vec![id],
        Part::Pool { questions, .. } | Part::Group { questions, .. } => questions,
    };
    let ids: BTreeSet<String> = of_quiz(build, at).into_iter().flat_map(drawn).collect();
    check_size(build, page, ids.len(), (draw, &entry.span), findings);
    let points: BTreeSet<String> = ids.iter().map(|id| points_of(build, id)).collect();
    if points.len() > 1 && usize::try_from(draw).is_ok_and(|draw| draw < ids.len()) {
        findings.push(Finding { code: "E263", span: entry.span.clone(), args: Vec::new(), variant: None });
    }
}

fn points_of(build: &Build<'_>, id: &str) -> String {
    let pages = build.pages.iter().filter(|page| page.original.is_none());
    let mut all = pages.flat_map(|page| page.parsed.questions.iter().zip(&page.question_ids));
    let points = all.find(|(_, known)| known.id == id).and_then(|(question, _)| question.points);
    points.unwrap_or(1.0).to_string()
}

/// W312: an exam that may be tried for ever and shows its answers each time.
fn check_answers_shown(build: &Build<'_>, at: usize, findings: &mut Vec<Finding>) {
    let page = &build.pages[at];
    if page.place.role != Role::Exam {
        return;
    }
    let settings = settings::of_quiz(build, page, true);
    let key = page.front.entry("show-answers").or_else(|| page.front.entry("attempts"));
    if let (ShowAnswers::Always, None, Some(key)) = (settings.show_answers, settings.attempts, key) {
        findings.push(Finding { code: "W312", span: key.key_span.clone(), args: Vec::new(), variant: None });
    }
}
