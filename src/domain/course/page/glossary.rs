//! Terms of the glossary: what they mean, taken from the glossary's page, and how a link to one shows it in its place.

use super::document::{Kind, Node};
use super::findings::Findings;
use super::headings::{HeadingData, Headings};
use super::pass::Pass;
use super::sanitize::{clean, escape};
use super::{PageInput, Target, WORD_END, WORD_START, document};
use crate::course::diagnostic::Reporter;
use crate::course::names::hex;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;

/// What is said of a term where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// The author's id and GitHub's slug.
    pub(crate) anchors: Vec<String>,
    /// Safe HTML that may stand in a paragraph.
    pub(crate) html: String,
}

/// Paragraphs of a term that are shown in place; the glossary has the rest.
const PARAGRAPHS: usize = 3;

/// The terms of a glossary: `## Term {#id}` and the paragraphs under it. What is wrong with the page is told when it is
/// parsed as a page.
pub(crate) fn explanations(input: &PageInput<'_>, reporter: &Reporter<'_>) -> Vec<Explanation> {
    let mut unheard = reporter.unheard();
    let mut findings = Findings::new(&mut unheard);
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
    document.notes.clear();
    let mut pass = Pass::new(input, findings, &mut document);
    // A link to another term leads to the glossary: an explanation in an explanation helps nobody.
    pass.in_question = true;
    let mut terms = Vec::new();
    for (at, block) in document.blocks.iter().enumerate() {
        let Kind::Heading(data) = &block.kind else { continue };
        if data.level != 2 {
            continue;
        }
        let below = document.blocks[at + 1..].iter();
        let below = below.take_while(|block| !matches!(&block.kind, Kind::Heading(data) if data.level <= 2));
        let html = pass.inline_paragraphs(below);
        if !html.is_empty() {
            terms.push(Explanation { anchors: anchors(data), html });
        }
    }
    terms
}

fn anchors(data: &HeadingData) -> Vec<String> {
    let written = data.settings.id().map(|id| id.name.clone());
    written.into_iter().chain([data.slug.clone()]).collect()
}

impl Pass<'_, '_> {
    /// The first paragraphs, in a form that may stand in a paragraph itself.
    fn inline_paragraphs<'n>(&mut self, blocks: impl Iterator<Item = &'n Node>) -> String {
        let mut out = String::new();
        for block in blocks.filter(|block| matches!(block.kind, Kind::Paragraph)).take(PARAGRAPHS) {
            out.push_str("<span class=\"para\">");
            self.nodes(&block.children, &mut out);
            out.push_str("</span>");
        }
        clean(&out)
    }

    /// What a link to a term explains; none where no button may stand: in links, and in questions, whose HTML must not
    /// depend on how many terms stand before them.
    pub(crate) fn explanation(&self, destination: &str) -> Option<String> {
        if self.in_link || self.in_question || !destination.contains('#') {
            return None;
        }
        match self.input.site.resolve(self.input.file, destination) {
            Target::Page { file, anchor: Some(anchor), .. } => {
                self.input.site.explanation(self.input.file, &file, &anchor)
            }
            _ => None,
        }
    }

    /// A term whose explanation opens where it stands: a button and a popover, which need no script. Browsers that know no
    /// popovers show the explanation behind the term (see the style sheet).
    pub(crate) fn term(&mut self, node: &Node, url: &str, explanation: &str, out: &mut String) {
        self.terms += 1;
        let file = &hex(&Sha256::digest(self.input.file.as_bytes()))[..6];
        let id = format!("term-{file}-{}", self.terms);
        let _ = write!(out, "<span class=\"term\"><button type=\"button\" popovertarget=\"{id}\">");
        let outer = std::mem::replace(&mut self.in_link, true);
        self.nodes(&node.children, out);
        self.in_link = outer;
        let more = format!("<a href=\"{}\">{WORD_START}term-more{WORD_END}</a>", escape(url));
        let _ = write!(
            out,
            "</button><span class=\"explanation\" id=\"{id}\" popover role=\"note\">{explanation} {more}</span></span>"
        );
    }
}
