//! The values of settings and their types: what stands after `key:` in front matter and behind `=` in TOML.

use super::page::Span;
use crate::instant::{DAY, HOUR, Instant, MINUTE, SECOND};
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

/// A value as it is written: text without outer quotes, and the items of a list that stands in lines of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Raw {
    /// Rest of the line.
    pub(super) text: String,
    /// Its place.
    pub(super) span: Span,
    /// `- item` lines.
    pub(super) items: Vec<(String, Span)>,
}

/// What a setting may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// Any text.
    Text,
    /// `[a-z0-9-]`.
    Slug,
    /// One of some words.
    Word(&'static [&'static str]),
    /// Several of some words.
    Words(&'static [&'static str]),
    /// Several texts.
    List,
    /// yes, no.
    Flag,
    /// Whole number.
    Whole,
    /// Whole number from 1.
    Count,
    /// Whole number from 1, or a word for no limit.
    CountOr(&'static str),
    /// 0 to 100.
    Percent,
    /// `90s 30m 2h 7d`.
    Duration,
    /// Not negative.
    Number,
    /// `2026-12-31`.
    Date,
    /// Date with time of day.
    Moment,
    /// Likewise; a date alone means its end.
    MomentEnd,
    /// Eight hexadecimal digits.
    Hash,
}

/// What a setting holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text, slug, date, hash.
    Text(String),
    /// One of the words.
    Word(&'static str),
    /// Several, each with its place.
    List(Vec<(String, Span)>),
    /// Yes or no.
    Flag(bool),
    /// Whole number.
    Whole(i64),
    /// How many; none means no limit.
    Limit(Option<u32>),
    /// Percent or other number.
    Number(f64),
    /// Milliseconds: a duration, or an instant.
    Millis(i64),
}

/// A value that is none of its type: which sentence says so, where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadValue {
    /// Variant of E106.
    pub(super) variant: &'static str,
    /// What is wrong.
    pub(super) written: String,
    /// Its place.
    pub(super) span: Span,
    /// The words that may stand there.
    pub(super) allowed: &'static [&'static str],
}

/// The longest list.
const MOST_ITEMS: usize = 500;

/// Zone of dates without an offset: Asia/Ho_Chi_Minh has had no other since 1975.
const ZONE_HOURS: i8 = 7;

impl Raw {
    /// From `key=value` or TOML.
    pub(super) fn new(text: &str, span: Span) -> Self {
        Self { text: text.to_owned(), span, items: Vec::new() }
    }

    /// Lines of items, else `a, b` or `[a, b]`; empty ones are left out, and what is more than anyone writes.
    pub(super) fn list(&self) -> Vec<(String, Span)> {
        if !self.items.is_empty() {
            return self.items.iter().take(MOST_ITEMS).cloned().collect();
        }
        let (mut at, mut inner) = (self.span.start, self.text.as_str());
        if let Some(bare) = inner.strip_prefix('[') {
            at += 1;
            inner = bare.strip_suffix(']').unwrap_or(bare);
        }
        let mut items = Vec::new();
        for piece in inner.split(',').take(MOST_ITEMS) {
            let (skipped, item) = unquoted(piece);
            if !item.is_empty() {
                items.push((item.to_owned(), at + skipped..at + skipped + item.len()));
            }
            at += piece.len() + 1;
        }
        items
    }

    /// Reads it as a type.
    pub(super) fn read(&self, kind: Type) -> Result<Value, BadValue> {
        let text = self.text.trim();
        let bad = |variant| self.bad(variant, &[]);
        match kind {
            Type::Text => Ok(Value::Text(if self.items.is_empty() { text.to_owned() } else { self.joined() })),
            Type::Slug if is_slug(text) => Ok(Value::Text(text.to_owned())),
            Type::Slug => Err(bad("slug")),
            Type::Word(words) => word(text, words).map(Value::Word).ok_or_else(|| self.bad("one-of", words)),
            Type::Words(words) => self.words(words),
            Type::List => Ok(Value::List(self.list())),
            Type::Flag => flag(text).map(Value::Flag).ok_or_else(|| bad("yes-no")),
            Type::Whole => text.parse().map(Value::Whole).map_err(|_| bad("whole")),
            Type::Count => count(text).map(|n| Value::Limit(Some(n))).ok_or_else(|| bad("count")),
            Type::CountOr(word) if text == word => Ok(Value::Limit(None)),
            Type::CountOr("all") => count(text).map(|n| Value::Limit(Some(n))).ok_or_else(|| bad("count-or-all")),
            Type::CountOr(_) => count(text).map(|n| Value::Limit(Some(n))).ok_or_else(|| bad("count-or-unlimited")),
            Type::Percent => percent(text).map(Value::Number).ok_or_else(|| bad("percent")),
            Type::Duration => duration(text).map(Value::Millis).ok_or_else(|| bad("duration")),
            Type::Number => number(text).map(Value::Number).ok_or_else(|| bad("number")),
            Type::Date => date(text).map(|_| Value::Text(text.to_owned())).ok_or_else(|| bad("date")),
            Type::Moment => moment(text, false).map(Value::Millis).ok_or_else(|| bad("moment")),
            Type::MomentEnd => moment(text, true).map(Value::Millis).ok_or_else(|| bad("moment")),
            Type::Hash if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Ok(Value::Text(text.to_ascii_lowercase()))
            }
            Type::Hash => Err(bad("hash")),
        }
    }

    fn joined(&self) -> String {
        self.items.iter().map(|(item, _)| item.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn bad(&self, variant: &'static str, allowed: &'static [&'static str]) -> BadValue {
        BadValue { variant, written: self.text.clone(), span: self.span.clone(), allowed }
    }

    fn words(&self, allowed: &'static [&'static str]) -> Result<Value, BadValue> {
        let items = self.list();
        match items.iter().find(|(item, _)| word(item, allowed).is_none()) {
            Some((item, span)) => {
                Err(BadValue { variant: "one-of", written: item.clone(), span: span.clone(), allowed })
            }
            None => Ok(Value::List(items)),
        }
    }
}

/// Outer quotes and blanks dropped; how many bytes went before.
pub(super) fn unquoted(text: &str) -> (usize, &str) {
    let start = text.len() - text.trim_start().len();
    let inner = text.trim();
    for quote in ['"', '\''] {
        if inner.len() >= 2 && inner.starts_with(quote) && inner.ends_with(quote) {
            return (start + 1, &inner[1..inner.len() - 1]);
        }
    }
    (start, inner)
}

/// Whether it may be an id of an item.
pub(super) fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// `80` or `80%`, 0 to 100.
pub(super) fn percent(text: &str) -> Option<f64> {
    number(text.strip_suffix('%').unwrap_or(text).trim_end()).filter(|percent| *percent <= 100.0)
}

/// `90s`, `30m`, `2h`, `7d` in milliseconds.
pub(super) fn duration(text: &str) -> Option<i64> {
    if text == "0" {
        return Some(0);
    }
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "s" => SECOND,
        "m" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        _ => return None,
    };
    let digits = digits.trim_end();
    let plain = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse::<i64>().ok()?.checked_mul(unit)).flatten()
}

fn word(text: &str, words: &'static [&'static str]) -> Option<&'static str> {
    words.iter().find(|word| **word == text).copied()
}

fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "có" => Some(true),
        "no" | "false" | "không" => Some(false),
        _ => None,
    }
}

fn count(text: &str) -> Option<u32> {
    text.parse().ok().filter(|count| *count > 0)
}

fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.len() <= 15;
    plain.then(|| text.parse().ok()).flatten()
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn moment(text: &str, end_of_day: bool) -> Option<i64> {
    if let Some(instant) = Instant::parse_rfc3339(text) {
        return Some(instant.0);
    }
    let offset = UtcOffset::from_hms(ZONE_HOURS, 0, 0).ok()?;
    let at = |day: Date, time| Instant::from_utc(PrimitiveDateTime::new(day, time).assume_offset(offset)).0;
    let Some((day, time)) = text.split_once(['T', ' ']) else {
        let day = date(text)?;
        return Some(if end_of_day { at(day.next_day()?, Time::MIDNIGHT) } else { at(day, Time::MIDNIGHT) });
    };
    let mut parts = time.trim().split(':').map(|part| part.parse::<u8>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    Some(at(date(day)?, Time::from_hms(hour, minute, second).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, kind: Type) -> Result<Value, &'static str> {
        Raw::new(text, 0..text.len()).read(kind).map_err(|bad| bad.variant)
    }

    #[test]
    fn every_type_takes_what_is_right() {
        let words = &["a", "b"];
        for (text, kind, value) in [
            ("80%", Type::Percent, Value::Number(80.0)),
            ("62.5", Type::Percent, Value::Number(62.5)),
            ("90s", Type::Duration, Value::Millis(90_000)),
            ("7d", Type::Duration, Value::Millis(7 * DAY)),
            ("0", Type::Duration, Value::Millis(0)),
            ("có", Type::Flag, Value::Flag(true)),
            ("Không", Type::Flag, Value::Flag(false)),
            ("-3", Type::Whole, Value::Whole(-3)),
            ("3", Type::CountOr("all"), Value::Limit(Some(3))),
            ("all", Type::CountOr("all"), Value::Limit(None)),
            ("unlimited", Type::CountOr("unlimited"), Value::Limit(None)),
            ("b", Type::Word(words), Value::Word("b")),
            ("1A2b3c4d", Type::Hash, Value::Text("1a2b3c4d".into())),
            ("2026-12-31", Type::Date, Value::Text("2026-12-31".into())),
            ("1970-01-02T00:00:00Z", Type::Moment, Value::Millis(DAY)),
            ("1970-01-01 07:00", Type::Moment, Value::Millis(0)),
            ("1970-01-01", Type::MomentEnd, Value::Millis(17 * HOUR)),
        ] {
            assert_eq!(read(text, kind), Ok(value), "{text}");
        }
    }

    #[test]
    fn every_type_refuses_what_is_wrong() {
        for (text, kind, variant) in [
            ("cao", Type::Percent, "percent"),
            ("101", Type::Percent, "percent"),
            ("-1", Type::Percent, "percent"),
            ("nan", Type::Number, "number"),
            ("30", Type::Duration, "duration"),
            ("phút", Type::Duration, "duration"),
            ("m", Type::Duration, "duration"),
            ("99999999999d", Type::Duration, "duration"),
            ("", Type::Duration, "duration"),
            ("maybe", Type::Flag, "yes-no"),
            ("1.5", Type::Whole, "whole"),
            ("0", Type::Count, "count"),
            ("0", Type::CountOr("all"), "count-or-all"),
            ("x", Type::CountOr("unlimited"), "count-or-unlimited"),
            ("c", Type::Word(&["a"]), "one-of"),
            ("a, c", Type::Words(&["a"]), "one-of"),
            ("Bài 1", Type::Slug, "slug"),
            ("1a2b", Type::Hash, "hash"),
            ("31/12/2026", Type::Date, "date"),
            ("2026-02-30", Type::Date, "date"),
            ("2026-12-31 25:00", Type::Moment, "moment"),
            ("2026-12-31 8", Type::Moment, "moment"),
        ] {
            assert_eq!(read(text, kind), Err(variant), "{text}");
        }
    }

    #[test]
    fn items_of_a_list_know_their_places() {
        let raw = Raw::new("[a, 'bài b' , ]", 10..25);
        assert_eq!(raw.list(), [("a".to_owned(), 11..12), ("bài b".to_owned(), 15..21)]);
    }
}
