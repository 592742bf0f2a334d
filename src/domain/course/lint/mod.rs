//! Advice on didactics and on pages, once everything is parsed: choices that give themselves away, feedback that fits
//! no shuffled order, pages that are heavy. Pure functions over the parsed questions; warnings only.
//!
//! Each lint takes a `Sheet`, a page with its questions cut into words, and gives findings. All together stay linear in
//! the size of the page: words are compared by hash, phrases come from short lists.

mod answers;
mod cueing;
mod pages;
mod stem;
mod words;

#[cfg(test)]
mod tests;

use super::build::{Build, Page};
use super::page::{ChoiceKind, ParsedAnswers, ParsedChoice, ParsedQuestion, Span};
use super::settings;
use super::tree::Role;
use std::collections::HashMap;
use words::{Word, words_in};

/// More findings of the lints on one page are not told.
const MOST: usize = 200;

/// Something to tell the author.
#[derive(Debug, Default)]
struct Finding {
    code: &'static str,
    variant: Option<&'static str>,
    span: Span,
    args: Vec<(&'static str, String)>,
    /// A second place on the same page.
    other: Option<Span>,
}

impl Finding {
    fn new(code: &'static str, span: Span) -> Self {
        Self { code, span, ..Self::default() }
    }

    fn arg(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    fn variant(mut self, variant: &'static str) -> Self {
        self.variant = Some(variant);
        self
    }
}

/// A page as the lints see it.
struct Sheet<'p> {
    /// Language of its words.
    language: &'p str,
    /// Whether it is an original; what does not depend on words is told of originals alone.
    original: bool,
    /// Whether its questions are self-checks of a lesson.
    checks: bool,
    /// First heading.
    first_heading: Span,
    /// Choice questions in order.
    questions: Vec<Asked<'p>>,
}

/// A choice question in words.
struct Asked<'p> {
    /// Its place among the questions of the page.
    index: usize,
    parsed: &'p ParsedQuestion,
    kind: ChoiceKind,
    choices: &'p [ParsedChoice],
    /// Words of each choice.
    said: Vec<Vec<Word>>,
    /// Words of heading and paragraphs before the choices, without quotations and hints.
    stem: Vec<Word>,
    /// Words of feedback and explanation.
    comments: Vec<Word>,
    /// A list whose items hold further boxes.
    joined: Option<Span>,
    /// Whether learners see its choices in a drawn order.
    shuffled: bool,
}

impl Asked<'_> {
    /// Whether some choice is right, so that one can be guessed; in a survey none is.
    fn has_key(&self) -> bool {
        !matches!(self.kind, ChoiceKind::Survey { .. })
    }

    /// Choices with their words.
    fn options(&self) -> impl Iterator<Item = (&ParsedChoice, &[Word])> {
        self.choices.iter().zip(self.said.iter().map(Vec::as_slice))
    }
}

/// Runs all lints.
pub(super) fn check(build: &mut Build<'_>) {
    for at in 0..build.pages.len() {
        let sheet = sheet(build, at);
        let pinned: Vec<(usize, usize)> = answers::to_pin(&sheet);
        let mut findings = pages::all(build, at);
        findings.extend(answers::all(&sheet));
        findings.extend(cueing::all(&sheet));
        findings.extend(stem::all(&sheet));
        let page = &mut build.pages[at];
        for (question, choice) in pinned {
            pin(page, question, choice);
        }
        findings.sort_by_key(|finding| finding.span.start);
        for finding in findings.into_iter().take(MOST) {
            let file = page.path;
            let other = finding.other.map(|span| page.reporter.position(span));
            let diagnostic = page.reporter.report(finding.code, finding.span);
            diagnostic.variant = finding.variant;
            diagnostic.args.extend(finding.args);
            if let Some(position) = other {
                diagnostic.label(file, position);
            }
        }
    }
}

/// 'All of the above' is wrong anywhere but in its place.
fn pin(page: &mut Page<'_>, question: usize, choice: usize) {
    let question = page.parsed.questions.get_mut(question);
    if let Some(ParsedAnswers::Choices { choices, .. }) = question.and_then(|question| question.answers.as_mut())
        && let Some(choice) = choices.get_mut(choice)
    {
        choice.pin = true;
    }
}

fn sheet<'p>(build: &'p Build<'_>, at: usize) -> Sheet<'p> {
    let page = &build.pages[at];
    let original = &build.pages[page.original.unwrap_or(at)];
    let role = original.place.role;
    let page_shuffles = match role {
        Role::Quiz | Role::Exam => settings::of_quiz(build, original, role == Role::Exam).shuffle_options,
        Role::Bank => true,
        _ => false,
    };
    let own: HashMap<&str, bool> = match page.original {
        Some(_) => {
            original.parsed.questions.iter().filter_map(|of| Some((of.id.as_ref()?.0.as_str(), of.shuffle?))).collect()
        }
        None => HashMap::new(),
    };
    let asked = |(index, parsed): (usize, &'p ParsedQuestion)| {
        let of_original = parsed.id.as_ref().and_then(|(id, _)| own.get(id.as_str()).copied());
        let shuffled = of_original.or(parsed.shuffle).unwrap_or(page_shuffles);
        asked(page, index, role.has_questions() && shuffled)
    };
    Sheet {
        language: page.place.language.as_deref().unwrap_or(&build.languages[0]),
        original: page.original.is_none(),
        checks: !role.has_questions(),
        first_heading: page.parsed.headings.first().map_or(0..0, |heading| heading.span.clone()),
        questions: page.parsed.questions.iter().enumerate().filter_map(asked).collect(),
    }
}

fn asked<'p>(page: &'p Page<'_>, index: usize, shuffled: bool) -> Option<Asked<'p>> {
    let parsed = page.parsed.questions.get(index)?;
    let Some(ParsedAnswers::Choices { kind, choices, .. }) = &parsed.answers else { return None };
    let runs = page.parsed.runs.as_slice();
    let words = |span: Span, quoted: bool| words_in(page.text, runs, span, quoted);
    let mut comments = Vec::new();
    let mut from = parsed.answers_span.start;
    for choice in choices {
        comments.extend(words(from..choice.span.start, true));
        from = choice.span.end;
    }
    comments.extend(words(from..parsed.end, true));
    let boxes = |choice: &ParsedChoice| {
        let source = page.text.get(choice.span.clone()).unwrap_or_default();
        [" [ ] ", " [x] ", " [X] "].iter().any(|mark| source.contains(mark))
    };
    Some(Asked {
        index,
        parsed,
        joined: choices.iter().any(boxes).then(|| parsed.answers_span.clone()),
        kind: *kind,
        choices,
        said: choices.iter().map(|choice| words(choice.span.clone(), true)).collect(),
        stem: words(parsed.span.start..parsed.answers_span.start, false),
        comments,
        shuffled: shuffled && *kind != ChoiceKind::TrueFalse,
    })
}
