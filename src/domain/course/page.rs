//! One Markdown page as the page passes leave it to the course passes: in one language, not yet joined with translations
//! or banks. `parse` is the seam between them.

mod answers;
mod attributes;
mod blanks;
mod choices;
mod document;
pub(crate) mod expression;
mod findings;
mod glossary;
mod headings;
mod html;
mod inline;
mod lesson;
mod marks;
mod math;
mod media;
mod notes;
mod number;
mod order;
mod pairs;
mod pass;
mod prose;
mod quality;
mod question;
mod quiz;
mod raw;
mod repair;
mod sanitize;
mod settings;
mod tables;
mod task;
mod typed;
mod variants;

pub(crate) use self::answers::{
    ChoiceKind, ParsedAnswers, ParsedBlank, ParsedChoice, ParsedContent, ParsedCriterion, ParsedText,
};
use self::findings::Findings;
pub(crate) use self::glossary::explanations;
use self::headings::Headings;
pub(crate) use self::headings::id_fix;
pub(crate) use self::media::{AUDIO, recording};
use self::pass::Pass;
use super::Difficulty;
use super::diagnostic::Reporter;
use super::medium::Medium;
use std::collections::HashMap;
use std::ops::Range;

/// Begins a word that the caller replaces by one in the reader's language, wherever it stands in HTML, also in
/// attributes: `WORD_START`, key, `WORD_END`. Keys: `recording`, `alert-note`, `alert-tip`, `alert-important`, `alert-warning`,
/// `alert-caution` (titles of alerts), `footnote-back` (label of the way back from a footnote), `term-more` (way to the
/// glossary) and `transcript` (title of what is said in a film). Authors cannot write
/// these two characters: they are taken out of their texts.
pub(crate) const WORD_START: char = '\u{E000}';
/// Ends such a word.
pub(crate) const WORD_END: char = '\u{E001}';

/// Byte range in the file's text.
pub(crate) type Span = Range<usize>;

/// What a page is parsed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageKind {
    /// A page to read; headings with `.check` are questions.
    Lesson,
    /// README.md or index.md of a course or module.
    Front,
    /// A quiz, exam or bank: every H2 is a question, pool, group or section.
    Questions,
}

/// What the parser is given.
pub(crate) struct PageInput<'a> {
    /// Path relative to the course folder.
    pub(crate) file: &'a str,
    /// The whole text of the file; spans are offsets into it.
    pub(crate) text: &'a str,
    /// Where the body begins, after the front matter.
    pub(crate) body: usize,
    /// What it is.
    pub(crate) kind: PageKind,
    /// Whether it is a translation: scoring settings are E161 then.
    pub(crate) translation: bool,
    /// Whether numbers that are worked out are written with a decimal comma.
    pub(crate) comma: bool,
    /// Whether `$...$` is math.
    pub(crate) math: bool,
    /// Whether the course is a found one (no `course.toml`): broken links and the like are warnings.
    pub(crate) found: bool,
    /// Skill ids of `skills.toml`; none where there is no such file, so that any id is taken.
    pub(crate) known_skills: Option<&'a [String]>,
    /// Resolves what pages point at.
    pub(crate) site: &'a dyn Site,
}

/// Where a destination leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Another page of the course, or the same one: the address to put into `href`, and the file it is.
    Page {
        /// Address with the anchor, such as `/courses/ai/bai-2#ao-giac`, or `#ao-giac` on the same page.
        url: String,
        /// File of the page.
        file: String,
        /// Anchor without `#`, if any.
        anchor: Option<String>,
    },
    /// A media file: the address for `src`.
    Media {
        /// Such as `/media/ai-co-ban/01-lam-quen/media/a.svg`.
        url: String,
    },
    /// Something outside: http, https, mailto, tel.
    External,
    /// Not found; the nearest name where there is one.
    Missing {
        /// Did you mean.
        nearest: Option<String>,
    },
    /// A scheme that may not be used (javascript:, data:, ...).
    Forbidden,
}

/// Answers where links lead; made by the course passes, which know every file.
pub(crate) trait Site {
    /// `from` is the file that holds the link; `destination` is what stands in the Markdown, percent-decoding not done.
    fn resolve(&self, from: &str, destination: &str) -> Target;

    /// What the glossary says of a term, safe HTML that may stand in a paragraph, in the language of the page `from`.
    /// None where `file` is no glossary or has no such term.
    fn explanation(&self, _from: &str, _file: &str, _anchor: &str) -> Option<String> {
        None
    }

    /// What is known of a picture or recording; none where there is no such file.
    fn medium(&self, _from: &str, _destination: &str) -> Option<Medium> {
        None
    }

    /// What is said in a film or recording, safe HTML, in the language of the page `from` where there is one.
    fn transcript(&self, _from: &str, _destination: &str) -> Option<String> {
        None
    }
}

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct ParsedPage {
    /// Every heading in order, H1 included.
    pub(crate) headings: Vec<Heading>,
    /// Lesson and front pages: HTML without the H1, and self-checks (index into `questions`), in order.
    pub(crate) body: Vec<ParsedPiece>,
    /// Question pages: HTML between the H1 and the first question.
    pub(crate) intro_html: String,
    /// Every question in order.
    pub(crate) questions: Vec<ParsedQuestion>,
    /// Question pages: questions, pools and groups in order.
    pub(crate) parts: Vec<ParsedPart>,
    /// Words of prose, for the reading time.
    pub(crate) words: usize,
    /// Length of films and recordings in seconds, where their links say it.
    pub(crate) media_seconds: usize,
    /// Links to pages, for checking anchors once all pages are known: target file, anchor, place.
    pub(crate) page_links: Vec<(String, Option<String>, Span)>,
    /// Anchors of the page: our ids and GitHub's slugs of the headings.
    pub(crate) anchors: Vec<String>,
    /// Media files it shows, by path relative to the course folder.
    pub(crate) media: Vec<String>,
    /// Films of the course that it plays: path relative to the course folder, and the link.
    pub(crate) films: Vec<(String, Span)>,
    /// Everything that is read, in order of the source, for the lints.
    pub(crate) runs: Vec<Run>,
}

/// A run of words as they stand in the source.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// Where.
    pub(crate) span: Span,
    /// Whether it is emphasised.
    pub(crate) strong: bool,
    /// Whether it stands in a quotation.
    pub(crate) quoted: bool,
}

/// A heading.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// 1 to 6.
    pub(crate) level: u8,
    /// Plain text without settings.
    pub(crate) text: String,
    /// The heading's line.
    pub(crate) span: Span,
}

/// A stretch of a lesson.
#[derive(Debug, Clone)]
pub(crate) enum ParsedPiece {
    /// Safe HTML.
    Html(String),
    /// Index into `questions`.
    Check(usize),
}

/// A part of a question page; numbers are indices into `questions`.
#[derive(Debug)]
pub(crate) enum ParsedPart {
    /// One question.
    Question(usize),
    /// `.pool`
    Pool {
        /// Id with its place.
        id: Option<(String, Span)>,
        /// Heading text.
        title: String,
        /// `draw=`; 1 where it is missing.
        draw: (u32, Span),
        /// `from=`: as written.
        from: Option<(String, Span)>,
        /// `skill=`: only questions of these skills are taken from the bank.
        skills: Vec<String>,
        /// Questions that stand in the pool itself.
        questions: Vec<usize>,
        /// The heading.
        span: Span,
    },
    /// `.group`
    Group {
        /// Id with its place.
        id: Option<(String, Span)>,
        /// Shared HTML, with the heading.
        html: String,
        /// Its questions.
        questions: Vec<usize>,
    },
}

/// A question in one language.
#[derive(Debug)]
pub(crate) struct ParsedQuestion {
    /// `{#id}` with its place.
    pub(crate) id: Option<(String, Span)>,
    /// GitHub's slug of the heading, for a provisional id.
    pub(crate) slug: String,
    /// `was=`.
    pub(crate) was: Option<(String, Span)>,
    /// The heading's line.
    pub(crate) span: Span,
    /// Heading and blocks before the answers, HTML. The heading's text comes as `<p class="stem">…</p>`.
    pub(crate) stem_html: String,
    /// `points=`.
    pub(crate) points: Option<f64>,
    /// `skill=`, checked against the known skills.
    pub(crate) skills: Vec<String>,
    /// `difficulty=`.
    pub(crate) difficulty: Option<Difficulty>,
    /// `shuffle=`.
    pub(crate) shuffle: Option<bool>,
    /// HTML of each hint.
    pub(crate) hints: Vec<String>,
    /// HTML of the explanation.
    pub(crate) explanation: Option<String>,
    /// What is asked; none where the question is too broken (an error was reported).
    pub(crate) answers: Option<ParsedAnswers>,
    /// The answer list, for E162; the heading where there is none.
    pub(crate) answers_span: Span,
    /// The rows of its variants, each written out; the first is what stands above. Empty where it has none.
    pub(crate) variants: Vec<ParsedContent>,
    /// Where everything that belongs to it ends.
    pub(crate) end: usize,
}

/// Parses the body of a page. Reports everything that is wrong with it.
///
/// 1. `document` reads the Markdown into a tree, `headings` gives every heading its slug and settings.
/// 2. `quality` and `marks` look over the whole tree for what reads badly.
/// 3. `lesson` or `quiz` go over the tree; `question` reads questions, `choices`, `typed`, `blanks`, `pairs`, `order` and
///    `task` their answers, `variants` writes out their rows.
/// 4. `html`, `inline`, `media`, `raw` and `notes` write HTML, and `sanitize` lets only listed tags out.
pub(crate) fn parse(input: &PageInput<'_>, reporter: &mut Reporter<'_>) -> ParsedPage {
    let mut findings = Findings::new(reporter);
    let mut document = document::read(input.text, input.body, input.math, &mut findings);
    let mut walk = Headings {
        text: input.text,
        kind: input.kind,
        found: input.found,
        findings: &mut findings,
        slugs: HashMap::new(),
        anchors: Vec::new(),
    };
    walk.settle(&mut document.blocks);
    let anchors = walk.anchors;
    let outline = headings::outline(&document.blocks, &mut findings);
    let mut pass = Pass::new(input, findings, &mut document);
    pass.page.anchors = anchors;
    pass.page.headings = outline;
    pass.check_quality(&document.blocks);
    match input.kind {
        PageKind::Lesson | PageKind::Front => pass.lesson(&document.blocks),
        PageKind::Questions => pass.quiz(&document.blocks),
    }
    pass.finish()
}

#[cfg(test)]
mod tests;
