//! `### Biến thể {.variants}`: a table whose rows are put into the question, each a variant of its own that is read and
//! checked like any question. `### Bài mẫu {.solution}` is set aside here as well.

use super::document::{Kind, Node};
use super::expression::{self, Wrong};
use super::pass::Pass;
use super::question::{Asked, Source, Written};
use super::settings::{Place, Type};
use super::tables::cell_text;
use super::{ParsedContent, Span};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;

/// All rows together may not write out more than so many bytes of source.
const MOST_WRITTEN: usize = 2_000_000;

/// A question's parts that are not asked.
pub(crate) struct Asides {
    /// The others.
    pub(crate) blocks: Vec<Node>,
    /// The table of variants.
    pub(crate) variants: Option<Table>,
    /// The model answer.
    pub(crate) solution: Vec<Node>,
}

/// A table of variants.
pub(crate) struct Table {
    names: Vec<String>,
    /// Line and cells.
    rows: Vec<(Span, Vec<String>)>,
}

/// One row while it is put in.
struct Row<'t> {
    names: &'t [String],
    cells: &'t [String],
    line: &'t Span,
}

/// Whether a heading begins variants or a model answer, and so no question.
pub(crate) fn is_aside(node: &Node) -> bool {
    match &node.kind {
        Kind::Heading(data) => data.settings.has_class("variants") || data.settings.has_class("solution"),
        _ => false,
    }
}

impl Pass<'_, '_> {
    /// Parts what is asked from variants and model answer. E107 where they come twice, E270 without a table.
    pub(crate) fn asides(&mut self, source: &Source<'_>, kind: Type) -> Asides {
        let mut asides = Asides { blocks: Vec::new(), variants: None, solution: Vec::new() };
        let mut rest = source.blocks.iter().peekable();
        while let Some(block) = rest.next() {
            let Kind::Heading(data) = &block.kind else {
                asides.blocks.push(block.clone());
                continue;
            };
            if !is_aside(block) {
                asides.blocks.push(block.clone());
                continue;
            }
            self.check_settings(&data.settings, Place::Aside(kind));
            let own = |next: &&&Node| !matches!(next.kind, Kind::Heading(_));
            if data.settings.has_class("solution") {
                let mut solution = Vec::new();
                while let Some(next) = rest.next_if(|next| own(&next)) {
                    solution.push(next.clone());
                }
                if !asides.solution.is_empty() {
                    self.findings.report("E107", block.span.clone()).arg("key", ".solution");
                }
                asides.solution = solution;
                continue;
            }
            let mut table = None;
            while let Some(next) = rest.next_if(|next| own(&next)) {
                if matches!(next.kind, Kind::Table(_)) {
                    table = Some(next);
                    break;
                }
            }
            if asides.variants.is_some() {
                self.findings.report("E107", block.span.clone()).arg("key", ".variants");
            }
            let table = table.and_then(|table| self.variants_table(table));
            if table.is_none() {
                self.findings.report("E270", block.span.clone()).variant("table");
            }
            asides.variants = table.or(asides.variants);
        }
        asides
    }

    fn variants_table(&mut self, table: &Node) -> Option<Table> {
        let (head, rows) = table.children.split_first().filter(|(_, rows)| !rows.is_empty())?;
        self.check_rows(table, head.children.len());
        let text = |cell: &Node| cell_text(cell).nfc().collect::<String>();
        let names = head.children.iter().map(text).collect();
        let rows = rows.iter().map(|row| (self.row_line(row), row.children.iter().map(text).collect())).collect();
        Some(Table { names, rows })
    }

    /// Every row written out and read.
    pub(crate) fn variants(&mut self, asked: &Asked<'_>, written: &Written, table: &Table) -> Vec<ParsedContent> {
        let size = |node: &Node| node.span.end.saturating_sub(node.span.start);
        let whole: usize =
            written.blocks.iter().chain(&written.solution).map(size).sum::<usize>() + size(&written.heading);
        let mut contents: Vec<ParsedContent> = Vec::new();
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (number, (line, cells)) in table.rows.iter().enumerate() {
            if number > 0 && whole.saturating_mul(number) > MOST_WRITTEN {
                self.findings.report("E002", line.clone()).variant("variants");
                break;
            }
            let row = Row { names: &table.names, cells, line };
            let mut filled = Written {
                heading: written.heading.clone(),
                blocks: written.blocks.clone(),
                solution: written.solution.clone(),
            };
            let (words, links) = (self.page.words, self.page.page_links.len());
            let is_whole = self.fill(&mut filled.heading.children, &row)
                & self.fill(&mut filled.blocks, &row)
                & self.fill(&mut filled.solution, &row);
            let content = if is_whole { self.content(asked, &filled) } else { broken(&filled) };
            if number > 0 {
                self.page.words = words;
                self.page.page_links.truncate(links);
            }
            let asks = format!("{:?}", (&content.stem_html, &content.answers));
            if let Some(first) = seen.get(&asks).filter(|_| is_whole) {
                let position = self.findings.position(first.clone());
                self.findings.report("W272", line.clone()).label(self.input.file, position);
            }
            seen.entry(asks).or_insert_with(|| line.clone());
            contents.push(content);
        }
        contents
    }

    /// Puts a row into everything that is written; whether all went well. In code an unknown placeholder may be meant as
    /// it stands.
    fn fill(&mut self, nodes: &mut [Node], row: &Row<'_>) -> bool {
        let mut is_whole = true;
        for node in nodes {
            let span = node.span.clone();
            is_whole &= match &mut node.kind {
                Kind::Text(text) => self.fill_text(text, &span, row, true),
                Kind::Code(text) | Kind::Fence(_, text) => self.fill_text(text, &span, row, false),
                Kind::Blank(_, answers) => answers.iter_mut().fold(true, |is_whole, (answer, span)| {
                    let span = span.clone();
                    self.fill_text(answer, &span, row, true) && is_whole
                }),
                _ => self.fill(&mut node.children, row),
            };
        }
        is_whole
    }

    fn fill_text(&mut self, text: &mut String, span: &Span, row: &Row<'_>, strict: bool) -> bool {
        let given = std::mem::take(text);
        let (mut rest, mut is_whole) = (given.as_str(), true);
        while let Some((before, after)) = rest.split_once("{{") {
            text.push_str(before);
            let Some((inner, after)) = after.split_once("}}") else {
                if strict {
                    let place = self.place_of("{{", span);
                    self.findings.report("E270", place).variant("unclosed");
                    is_whole = false;
                }
                text.push_str("{{");
                rest = after;
                continue;
            };
            let whole = format!("{{{{{inner}}}}}");
            // Code is the same in every language.
            let comma = strict && self.input.comma;
            let value = self.value_of(inner, row, &whole, span, comma);
            if value.is_none() && !inner.trim().starts_with('=') && strict {
                let place = self.place_of(&whole, span);
                self.findings.report("E270", place).arg("name", inner.trim());
            }
            is_whole &= value.is_some() || !strict;
            text.push_str(value.as_ref().unwrap_or(&whole));
            rest = after;
        }
        text.push_str(rest);
        is_whole
    }

    /// What a placeholder stands for in this row; none where it is unknown or has no value.
    fn value_of(&mut self, inner: &str, row: &Row<'_>, whole: &str, span: &Span, comma: bool) -> Option<String> {
        let Some(formula) = inner.trim().strip_prefix('=') else {
            return row.cell(inner.trim()).map(str::to_owned);
        };
        let formula: String = formula.nfc().collect();
        let wrong = match expression::evaluate(&formula, &|name| row.number(name)) {
            Ok(value) if comma => return Some(expression::written(value).replace('.', ",")),
            Ok(value) => return Some(expression::written(value)),
            Err(wrong) => wrong,
        };
        let place = self.place_of(whole, span);
        let position = self.findings.position(place.clone());
        let line = row.line.clone();
        let found = match wrong {
            Wrong::Unknown(name) => {
                self.findings.report("E270", place).arg("name", name);
                return None;
            }
            Wrong::Syntax => self.findings.report("E271", place).variant("syntax"),
            Wrong::Zero => self.findings.report("E271", line).variant("zero"),
            Wrong::Large => self.findings.report("E271", line).variant("large"),
            Wrong::NotANumber(name, cell) => {
                self.findings.report("E271", line).variant("number").arg("name", name).arg("value", cell)
            }
        };
        found.arg("expression", formula.trim()).label(self.input.file, position);
        None
    }

    /// Where a piece stands in the source of a node; the whole node where it was put together.
    fn place_of(&self, piece: &str, span: &Span) -> Span {
        let at = self.source(span.clone()).find(piece);
        at.map_or_else(|| span.clone(), |at| span.start + at..span.start + at + piece.len())
    }
}

/// A row that could not be written out; its error is told.
fn broken(written: &Written) -> ParsedContent {
    let answers_span = written.heading.span.clone();
    ParsedContent { stem_html: String::new(), hints: Vec::new(), explanation: None, answers: None, answers_span }
}

impl Row<'_> {
    fn cell(&self, name: &str) -> Option<&str> {
        let name: String = name.nfc().collect();
        let at = self.names.iter().position(|known| *known == name)?;
        Some(self.cells.get(at).map_or("", String::as_str))
    }

    fn number(&self, name: &str) -> Result<f64, Wrong> {
        let cell = self.cell(name).ok_or_else(|| Wrong::Unknown(name.to_owned()))?;
        super::number::number(cell).map_err(|_| Wrong::NotANumber(name.to_owned(), cell.to_owned()))
    }
}
