//! Moodle's calculated questions: `{a}` in the texts stands for the numbers of a data set, the key is a formula. Each row of
//! the numbers becomes a variant. What our expressions cannot say is worked out here, and stands in a column of its own.

use super::{Reader, fraction};
use crate::course::expression::{Wrong, evaluate, evaluate_with, written};
use crate::course::slug_of;
use crate::exchange::text::{decimal, number};
use crate::exchange::xml::Element;
use crate::exchange::{ExchangeAnswers, ExchangeFormula, ExchangeVariants};
use std::collections::{BTreeMap, BTreeSet};

/// Stand for numbers while HTML becomes Markdown; apart from those of blanks.
const FIRST_MARK: u32 = 0xe800;
/// Numbers in one text.
const MOST: u32 = 200;
/// Rows of one question: more are no better practice.
const MOST_ROWS: usize = 100;
/// Columns of one question.
const MOST_COLUMNS: usize = 40;

/// The numbers of a question.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Names as Moodle has them, and as columns.
    names: BTreeMap<String, String>,
    columns: Vec<String>,
    rows: Vec<Vec<f64>>,
    /// Rows in which a formula has no value.
    broken: BTreeSet<usize>,
    /// Formulas that were worked out, with their columns.
    done: BTreeMap<String, String>,
}

impl Reader<'_, '_, '_> {
    /// The data sets of the question; none where it has no numbers, which is said.
    pub(super) fn datasets(&mut self) -> Option<Table> {
        let mut table = Table::default();
        let sets =
            self.element.first("dataset_definitions").into_iter().flat_map(|sets| sets.all("dataset_definition"));
        let mut values: Vec<BTreeMap<u32, f64>> = Vec::new();
        for set in sets.take(MOST_COLUMNS) {
            let name = set.first("name").map(|name| name.text_of("text")).unwrap_or_default();
            let items = set.first("dataset_items").into_iter().flat_map(|items| items.all("dataset_item"));
            let read = |item: &Element| Some((item.text_of("number").parse().ok()?, decimal(&item.text_of("value"))?));
            let column = table.column(&name);
            if table.names.insert(name, column.clone()).is_none() {
                table.columns.push(column);
                values.push(items.filter_map(read).collect());
            }
        }
        // A row is whole where every set has a number of that place.
        let places: Vec<u32> = values.first().map(|first| first.keys().copied().collect()).unwrap_or_default();
        let row = |place: &u32| values.iter().map(|set| set.get(place).copied()).collect::<Option<Vec<f64>>>();
        table.rows = places.iter().filter_map(row).collect();
        if table.rows.len() > MOST_ROWS {
            self.notes
                .imported
                .lose(self.element.line, "exchange-loss-rows")
                .with("count", table.rows.len() - MOST_ROWS);
            table.rows.truncate(MOST_ROWS);
        }
        if table.rows.is_empty() {
            let name = self.name();
            self.notes.imported.lose(self.element.line, "exchange-loss-dataset").with("name", name);
            return None;
        }
        Some(table)
    }

    /// The keys of a question that asks for a number.
    pub(super) fn formulas(&mut self) -> Option<ExchangeAnswers> {
        let mut answers = Vec::new();
        for answer in self.element.all("answer") {
            let formula = answer.text_of("text");
            let share = fraction(answer);
            let feedback = self.feedback(answer);
            if formula == "*" {
                self.notes.imported.lose(answer.line, "exchange-loss-any-answer");
                continue;
            }
            let Some(value) = self.placeholder(answer.line, &formula, None) else { continue };
            if share > 0.0 && share < 99.99 {
                self.notes.imported.lose(answer.line, "exchange-loss-text-worth").with("text", &formula);
            }
            let far = decimal(&answer.text_of("tolerance")).unwrap_or(0.0).abs();
            let kind = answer.text_of("tolerancetype");
            if kind == "3" && far > 0.0 {
                self.notes.imported.lose(answer.line, "exchange-loss-tolerance");
            }
            let far = match kind.as_str() {
                _ if far == 0.0 => String::new(),
                "2" => format!(" ± {}", number(far)),
                _ => format!(" ± {}%", number((far * 1e8).round() / 1e6)),
            };
            answers.push(ExchangeFormula { text: format!("{value}{far}"), right: share >= 99.99, feedback });
        }
        if let Some(units) = self.element.first("units") {
            self.notes.imported.lose(units.line, "exchange-loss-unit");
        }
        answers.iter().any(|answer| answer.right).then_some(ExchangeAnswers::Formula { answers })
    }

    /// The text with a mark for each number, and what the marks stand for.
    pub(super) fn marked(&mut self, holder: &Element, text: &str) -> (String, Vec<(char, String)>) {
        let (mut marked, mut numbers) = (String::with_capacity(text.len()), Vec::new());
        let mut rest = text;
        while let Some(at) = rest.find('{').filter(|_| self.table.is_some()) {
            marked.push_str(&rest[..at]);
            rest = &rest[at..];
            let free = u32::try_from(numbers.len()).ok().filter(|free| *free < MOST);
            let mark = free.and_then(|free| char::from_u32(FIRST_MARK + free));
            let found = closing(rest).and_then(|end| Some((self.number_of(holder, &rest[1..end])?, end)));
            match (mark, found) {
                (Some(mark), Some((number, end))) => {
                    marked.push(mark);
                    numbers.push((mark, number));
                    rest = &rest[end + 1..];
                }
                _ => {
                    marked.push('{');
                    rest = &rest[1..];
                }
            }
        }
        marked.push_str(rest);
        (marked, numbers)
    }

    /// What stands in our text for what is in braces in Moodle's.
    fn number_of(&mut self, holder: &Element, inside: &str) -> Option<String> {
        match inside.strip_prefix('=') {
            Some(formula) => {
                // A choice says how it is to be rounded.
                let decimals = holder.text_of("correctanswerformat") == "1";
                let digits = holder.text_of("correctanswerlength").parse::<u32>().ok();
                self.placeholder(holder.line, formula, digits.filter(|digits| decimals && *digits < 7))
            }
            None => self.table.as_ref()?.names.get(inside).map(|column| format!("{{{{{column}}}}}")),
        }
    }

    /// `{{= a * b }}` for a formula, or `{{column}}` where its values had to be worked out; none where it has none.
    fn placeholder(&mut self, line: u32, formula: &str, digits: Option<u32>) -> Option<String> {
        let table = self.table.as_mut()?;
        let found = table.expression(formula, digits);
        let what = match &found {
            None => "exchange-loss-formula-key",
            Some(found) if found.starts_with("{{=") => return Some(found.clone()),
            Some(_) => "exchange-loss-formula-values",
        };
        self.notes.imported.lose(line, what).with("text", formula.trim());
        found
    }

    /// The table, without rows that have no value or are there already; none where no row is left.
    pub(super) fn variants(&mut self, table: Table) -> Option<ExchangeVariants> {
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for (at, row) in table.rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|value| cell(*value)).collect();
            if !table.broken.contains(&at) && seen.insert(cells.clone()) {
                rows.push(cells);
            }
        }
        if rows.len() < table.rows.len() {
            let lost = self.notes.imported.lose(self.element.line, "exchange-loss-rows");
            lost.with("count", table.rows.len() - rows.len());
        }
        (!rows.is_empty()).then_some(ExchangeVariants { names: table.columns, rows })
    }
}

/// A number as a cell that is read back as that number.
fn cell(value: f64) -> String {
    let exact = number(value);
    if exact.len() <= 24 { exact } else { written(value) }
}

impl Table {
    /// A name that an expression can hold, unlike all others.
    fn column(&self, name: &str) -> String {
        let mut base = slug_of(name).replace(['-', '.'], "_");
        base.truncate(24);
        if base.is_empty() || base == "round" || base.starts_with(|first: char| first.is_ascii_digit()) {
            base = format!("x_{base}").trim_end_matches('_').to_owned();
        }
        let mut column = base.clone();
        let mut number = 2;
        while self.columns.contains(&column) {
            column = format!("{base}_{number}");
            number += 1;
        }
        column
    }

    fn expression(&mut self, formula: &str, digits: Option<u32>) -> Option<String> {
        let mut ours = self.translated(formula)?;
        if let Some(digits) = digits {
            ours = format!("round({ours}, {digits})");
        }
        let mut broken = BTreeSet::new();
        for (at, row) in self.rows.iter().enumerate() {
            match evaluate(&ours, &|name| self.value(row, name)) {
                Ok(_) => {}
                Err(Wrong::Zero | Wrong::Large) => drop(broken.insert(at)),
                Err(_) => return self.worked_out(&ours),
            }
        }
        self.broken.extend(broken);
        Some(format!("{{{{= {ours} }}}}"))
    }

    /// A column with the values of a formula that only Moodle can say.
    fn worked_out(&mut self, formula: &str) -> Option<String> {
        if let Some(column) = self.done.get(formula) {
            return Some(format!("{{{{{column}}}}}"));
        }
        let mut values = Vec::with_capacity(self.rows.len());
        for (at, row) in self.rows.iter().enumerate() {
            match evaluate_with(formula, &|name| self.value(row, name), &function) {
                Ok(value) => values.push(value),
                Err(Wrong::Zero | Wrong::Large) => {
                    self.broken.insert(at);
                    values.push(0.0);
                }
                Err(_) => return None,
            }
        }
        if self.columns.len() >= MOST_COLUMNS {
            return None;
        }
        let column = self.column("ket_qua");
        self.columns.push(column.clone());
        // Six decimals, as expressions are written.
        let rounded = |value: f64| (value * 1e6).round() / 1e6;
        self.rows.iter_mut().zip(values).for_each(|(row, value)| row.push(rounded(value)));
        self.done.insert(formula.to_owned(), column.clone());
        Some(format!("{{{{{column}}}}}"))
    }

    fn value(&self, row: &[f64], name: &str) -> Result<f64, Wrong> {
        let at = self.columns.iter().position(|column| column == name);
        at.and_then(|at| row.get(at).copied()).ok_or_else(|| Wrong::Unknown(name.to_owned()))
    }

    /// A formula with our names, and with spaces around `*`, so that Markdown makes nothing of it.
    fn translated(&self, formula: &str) -> Option<String> {
        let mut out = String::with_capacity(formula.len() + 16);
        let mut rest = formula;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let end = at + rest[at..].find('}')?;
            out.push_str(self.names.get(&rest[at + 1..end])?);
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        let out = out.replace('*', " * ").replace("pi()", "3.14159265358979");
        let plain = |sign: char| sign.is_ascii_alphanumeric() || " +-*/().,_".contains(sign);
        let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
        (!out.is_empty() && out.len() < 500 && out.chars().all(plain)).then_some(out)
    }
}

/// Where the brace at the beginning is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().take(1_000) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            b'<' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The functions of Moodle's formulas.
fn function(name: &str, values: &[f64]) -> Option<f64> {
    let value = match (name, values) {
        ("abs", [x]) => x.abs(),
        ("ceil", [x]) => x.ceil(),
        ("floor", [x]) => x.floor(),
        ("sqrt", [x]) => x.sqrt(),
        ("exp", [x]) => x.exp(),
        ("log", [x]) => x.ln(),
        ("log10", [x]) => x.log10(),
        ("sin", [x]) => x.sin(),
        ("cos", [x]) => x.cos(),
        ("tan", [x]) => x.tan(),
        ("asin", [x]) => x.asin(),
        ("acos", [x]) => x.acos(),
        ("atan", [x]) => x.atan(),
        ("deg2rad", [x]) => x.to_radians(),
        ("rad2deg", [x]) => x.to_degrees(),
        ("pow", [x, y]) => x.powf(*y),
        ("atan2", [x, y]) => x.atan2(*y),
        ("fmod", [x, y]) => x % y,
        ("max", [first, rest @ ..]) => rest.iter().fold(*first, |most, x| most.max(*x)),
        ("min", [first, rest @ ..]) => rest.iter().fold(*first, |least, x| least.min(*x)),
        _ => return None,
    };
    Some(value)
}
