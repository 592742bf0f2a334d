//! TOML with places: tables whose unknown keys and bad values are reported where they stand.

use super::diagnostic::{Diagnostic, Reporter};
use super::front_matter::{report_bad_value, report_unknown_key};
use super::page::Span;
use super::values::{Raw, Type, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Section<'t, 'i> {
    table: &'t DeTable<'i>,
    /// Its place in the file.
    pub(super) span: Span,
}

/// Parses a file. Of what is no TOML, the first place is reported: what follows it is mostly its echo.
pub(super) fn parse<'i>(text: &'i str, reporter: &mut Reporter<'_>) -> (Spanned<DeTable<'i>>, Clean) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut clean = Clean::Yes;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        if error.message().starts_with("duplicate key") {
            reporter.report("E107", span).variant("toml").arg("reason", error.message());
        } else if clean == Clean::Yes {
            clean = Clean::No;
            reporter.report("E102", span).variant("toml").arg("reason", error.message());
        }
    }
    (table, clean)
}

/// Whether a file is TOML. Where it is not, values that were saved from it count, but nothing is said about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clean {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// Reads with the file's reporter, or with one that nobody listens to.
pub(super) fn with_reporter<T>(
    clean: Clean,
    reporter: &mut Reporter<'_>,
    read: impl FnOnce(&mut Reporter<'_>) -> T,
) -> T {
    match clean {
        Clean::Yes => read(reporter),
        Clean::No => read(&mut reporter.unheard()),
    }
}

impl<'t, 'i> Section<'t, 'i> {
    /// The whole file.
    pub(super) fn root(table: &'t Spanned<DeTable<'i>>) -> Self {
        Self { table: table.get_ref(), span: 0..0 }
    }

    /// Keys in their order, with their values.
    pub(super) fn pairs(&self) -> Vec<(&'t str, Span, &'t Spanned<DeValue<'i>>)> {
        let mut pairs: Vec<_> =
            self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value)).collect();
        pairs.sort_by_key(|(_, span, _)| span.start);
        pairs
    }

    /// Whether the key stands here.
    pub(super) fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.table.get(key)
    }

    /// Reports every key that is none of `known`.
    pub(super) fn only(&self, known: &[&'static str], reporter: &mut Reporter<'_>) {
        for (key, span, _) in self.pairs() {
            if !known.contains(&key) {
                report_unknown_key(key, known, span, false, reporter);
            }
        }
    }

    /// The value of a key, where it is of its type.
    pub(super) fn read(&self, key: &str, holds: Type, reporter: &mut Reporter<'_>) -> Option<(Value, Span)> {
        let value = self.get(key)?;
        read_value(key, value, holds, reporter).map(|read| (read, value.span()))
    }

    /// A text.
    pub(super) fn text(&self, key: &str, reporter: &mut Reporter<'_>) -> Option<(String, Span)> {
        match self.read(key, Type::Text, reporter)? {
            (Value::Text(text), span) => Some((text, span)),
            _ => None,
        }
    }

    /// A count from 1.
    pub(super) fn count(&self, key: &str, reporter: &mut Reporter<'_>) -> Option<(u32, Span)> {
        match self.read(key, Type::Count, reporter)? {
            (Value::Limit(Some(count)), span) => Some((count, span)),
            _ => None,
        }
    }

    /// A whole number from 0.
    pub(super) fn whole(&self, key: &str, reporter: &mut Reporter<'_>) -> Option<(u32, Span)> {
        let (Value::Whole(number), span) = self.read(key, Type::Whole, reporter)? else { return None };
        if let Ok(number) = u32::try_from(number) {
            return Some((number, span));
        }
        report_wrong(key, "whole", span, reporter);
        None
    }

    /// A number from 0, or a duration in milliseconds.
    pub(super) fn number(&self, key: &str, holds: Type, reporter: &mut Reporter<'_>) -> Option<(f64, Span)> {
        match self.read(key, holds, reporter)? {
            (Value::Number(number), span) => Some((number, span)),
            _ => None,
        }
    }

    /// A duration in milliseconds.
    pub(super) fn duration(&self, key: &str, reporter: &mut Reporter<'_>) -> Option<i64> {
        match self.read(key, Type::Duration, reporter)? {
            (Value::Millis(millis), _) => Some(millis),
            _ => None,
        }
    }

    /// The table behind a key.
    pub(super) fn table(&self, key: &str, reporter: &mut Reporter<'_>) -> Option<Section<'t, 'i>> {
        let value = self.get(key)?;
        let section = Self::of(value);
        if section.is_none() {
            report_wrong(key, "table", value.span(), reporter);
        }
        section
    }

    /// The tables of an array behind a key.
    pub(super) fn tables(&self, key: &str, reporter: &mut Reporter<'_>) -> Vec<Section<'t, 'i>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            report_wrong(key, "tables", value.span(), reporter);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in items {
            match Self::of(item) {
                Some(section) => sections.push(section),
                None => {
                    report_wrong(key, "tables", item.span(), reporter);
                }
            }
        }
        sections
    }

    /// The same, and E106 where it is missing.
    pub(super) fn need<T>(&self, key: &'static str, found: Option<T>, reporter: &mut Reporter<'_>) -> Option<T> {
        if found.is_none() && self.get(key).is_none() {
            let start = self.span.start;
            reporter.report("E106", start..self.span.end.max(start)).variant("missing").arg("key", key);
        }
        found
    }

    /// A value as a table.
    pub(super) fn of(value: &'t Spanned<DeValue<'i>>) -> Option<Self> {
        value.get_ref().as_table().map(|table| Self { table, span: value.span() })
    }
}

/// Reads a value as a type of front matter.
pub(super) fn read_value(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    holds: Type,
    reporter: &mut Reporter<'_>,
) -> Option<Value> {
    let Some(raw) = raw(value) else {
        report_wrong(key, "text", value.span(), reporter);
        return None;
    };
    raw.read(holds).map_err(|bad| report_bad_value(key, bad, reporter).code).ok()
}

/// E106 for a value of a wrong shape.
pub(super) fn report_wrong<'r>(
    key: &str,
    variant: &'static str,
    span: Span,
    reporter: &'r mut Reporter<'_>,
) -> &'r mut Diagnostic {
    reporter.report("E106", span).variant(variant).arg("key", key)
}

fn raw(value: &Spanned<DeValue<'_>>) -> Option<Raw> {
    let span = value.span();
    let text = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DeValue::Datetime(at) => at.to_string(),
        DeValue::Array(items) => {
            let items: Option<Vec<_>> =
                items.iter().map(|item| Some((item.get_ref().as_str()?.to_owned(), item.span()))).collect();
            return Some(Raw { text: String::new(), span, items: items? });
        }
        DeValue::Table(_) => return None,
    };
    Some(Raw::new(&text, span))
}
