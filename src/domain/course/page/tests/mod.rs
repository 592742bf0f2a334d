//! Tests of the page passes: by construct, by diagnostic with its place, and by property.

mod answers;
mod diagnostics;
mod hostile;
mod markup;
mod parts;
mod quality;
mod quizzes;
mod traps;

use super::{
    PageInput, PageKind, ParsedAnswers, ParsedCriterion, ParsedPage, ParsedPart, ParsedPiece, Site, Target, parse,
};
use crate::course::diagnostic::{Diagnostic, Reporter, Severity};

/// A course of which everything exists but what is called `missing`.
struct Paper;

impl Site for Paper {
    fn resolve(&self, from: &str, destination: &str) -> Target {
        let scheme = destination.split(':').next().unwrap().to_lowercase();
        if destination.contains(':') && !destination.starts_with('#') {
            return match scheme.as_str() {
                "http" | "https" | "mailto" | "tel" => Target::External,
                _ => Target::Forbidden,
            };
        }
        if destination.contains("missing") {
            let nearest = destination.contains("near").then(|| "near.md".to_owned());
            return Target::Missing { nearest };
        }
        let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
        if path.is_empty() || path.ends_with(".md") {
            let file = if path.is_empty() { from } else { path };
            let anchor = (!anchor.is_empty()).then(|| anchor.to_owned());
            return Target::Page { url: format!("/courses/ai/{destination}"), file: file.to_owned(), anchor };
        }
        Target::Media { url: format!("/media/ai/{destination}") }
    }
}

/// What a page is parsed as in a test.
struct Paged {
    page: ParsedPage,
    found: Vec<Diagnostic>,
}

impl Paged {
    /// `E201:5:3` and so on, with variants, ordered by place.
    fn codes(&self) -> String {
        let mut found: Vec<&Diagnostic> = self.found.iter().collect();
        found.sort_by_key(|found| (found.position.start, found.code));
        let show = |found: &&Diagnostic| format!("{}:{}:{}", found.key(), found.position.line, found.position.column);
        found.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    /// All HTML of the body.
    fn html(&self) -> String {
        let text = |piece: &ParsedPiece| match piece {
            ParsedPiece::Html(html) => html.clone(),
            ParsedPiece::Check(index) => format!("[check {index}]\n"),
        };
        self.page.body.iter().map(text).collect()
    }

    /// Every piece of HTML of the page.
    fn all_html(&self) -> Vec<String> {
        let mut all = vec![self.html(), self.page.intro_html.clone()];
        for question in &self.page.questions {
            all.push(question.stem_html.clone());
            all.extend(question.hints.iter().chain(&question.explanation).cloned());
            all.extend(question.answers.iter().flat_map(answer_html));
        }
        all.extend(self.page.parts.iter().filter_map(|part| match part {
            ParsedPart::Group { html, .. } => Some(html.clone()),
            _ => None,
        }));
        all
    }
}

fn answer_html(answers: &ParsedAnswers) -> Vec<String> {
    match answers {
        ParsedAnswers::Choices { choices, .. } => {
            choices.iter().flat_map(|choice| [choice.html.clone()].into_iter().chain(choice.feedback.clone())).collect()
        }
        ParsedAnswers::Number { accepted, foreseen, .. } => {
            accepted.iter().chain(foreseen).filter_map(|(_, feedback)| feedback.clone()).collect()
        }
        ParsedAnswers::Text { accepted, foreseen, .. } => {
            accepted.iter().chain(foreseen).filter_map(|text| text.feedback.clone()).collect()
        }
        ParsedAnswers::Match { pairs, extra, .. } => {
            pairs.iter().flat_map(|(left, right)| [left.clone(), right.clone()]).chain(extra.clone()).collect()
        }
        ParsedAnswers::Order { items, .. } => items.clone(),
        ParsedAnswers::Task { rubric, solution, .. } => {
            let cells = |row: &ParsedCriterion| row.levels.iter().map(|(_, _, says)| says.clone()).collect::<Vec<_>>();
            let cells = rubric.iter().flat_map(|row| [vec![row.name.clone()], cells(row)].concat());
            cells.chain(solution.clone()).collect()
        }
        ParsedAnswers::Blanks { .. } => Vec::new(),
    }
}

const SKILLS: [&str; 2] = ["kiem-chung", "an-toan"];

fn page_with(kind: PageKind, text: &str, change: impl FnOnce(&mut PageInput<'_>)) -> Paged {
    let skills = SKILLS.map(str::to_owned);
    let mut input = PageInput {
        comma: true,
        file: "01/page.md",
        text,
        body: 0,
        kind,
        translation: false,
        math: false,
        found: false,
        known_skills: Some(&skills),
        site: &Paper,
    };
    change(&mut input);
    let mut reporter = Reporter::new("01/page.md", text);
    let page = parse(&input, &mut reporter);
    let found = reporter.into_found();
    for found in &found {
        assert!(found.position.start <= found.position.end && found.position.end <= text.len(), "{found:?}");
        let expected = if found.code.0.starts_with('E') { Severity::Error } else { Severity::Warning };
        assert_eq!(found.severity, expected);
    }
    Paged { page, found }
}

fn lesson(text: &str) -> Paged {
    page_with(PageKind::Lesson, text, |_| {})
}

fn quiz(text: &str) -> Paged {
    page_with(PageKind::Questions, text, |_| {})
}

/// Checks each text's findings.
fn table(parse: fn(&str) -> Paged, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(parse(text).codes(), *expected, "in\n{text}");
    }
}
