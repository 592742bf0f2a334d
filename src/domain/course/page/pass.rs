//! What the passes over one page share: the input, the findings, and what the page is made of so far.

use super::document::{Document, Node};
use super::findings::Findings;
use super::marks::Formulas;
use super::notes::Scope;
use super::{PageInput, ParsedPage};
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// The state of the passes over one page.
pub(crate) struct Pass<'p, 'r> {
    /// The page.
    pub(crate) input: &'p PageInput<'p>,
    /// What is wrong with it.
    pub(crate) findings: Findings<'p, 'r>,
    /// What it holds.
    pub(crate) page: ParsedPage,
    /// Definitions of footnotes by label.
    pub(crate) notes: Rc<BTreeMap<String, Node>>,
    /// Footnotes of the fragment that is being written.
    pub(crate) scope: Scope,
    /// How many fragments have been written, for the ids of their footnotes.
    pub(crate) fragments: usize,
    /// Whether text is part of a link, so that addresses in it are not made links.
    pub(crate) in_link: bool,
    /// Whether it is a question, whose HTML must not depend on what stands around it.
    pub(crate) in_question: bool,
    /// Explanations of terms that have been written, for their ids.
    pub(crate) terms: usize,
    /// Formulas that have been written.
    pub(crate) formulas_written: usize,
    /// First tag that was removed, and how many more, where a found course gets one warning for all.
    pub(crate) removed: Option<(String, super::Span, usize)>,
    /// What looks like math on a page without it.
    pub(crate) formulas: Formulas,
}

impl<'p, 'r> Pass<'p, 'r> {
    /// Over a document.
    pub(crate) fn new(input: &'p PageInput<'p>, findings: Findings<'p, 'r>, document: &mut Document) -> Self {
        Self {
            input,
            findings,
            page: ParsedPage::default(),
            notes: Rc::new(std::mem::take(&mut document.notes)),
            scope: Scope::default(),
            fragments: 0,
            in_link: false,
            in_question: input.kind == super::PageKind::Questions,
            terms: 0,
            formulas_written: 0,
            removed: None,
            formulas: Formulas::default(),
        }
    }

    /// The source of a range.
    pub(crate) fn source(&self, span: super::Span) -> &'p str {
        self.input.text.get(span).unwrap_or_default()
    }

    /// Ends the passes.
    pub(crate) fn finish(mut self) -> ParsedPage {
        if let Some((tag, span, count)) = self.removed.take() {
            let found = self.findings.report("W410", span).arg("tag", tag);
            if count > 1 {
                found.variant("count").arg("count", count.to_string());
            }
        }
        let mut seen = HashSet::new();
        self.page.media.retain(|path| seen.insert(path.clone()));
        self.page
    }
}
