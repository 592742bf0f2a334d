//! The sentences that people read: Fluent catalogues by language, embedded in the program. A folder `locales` in the
//! working directory wins over them, so that words can be mended without building. Missing words fall back to Vietnamese.

use crate::numbers::whole;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use unic_langid::LanguageIdentifier;

/// The language of reference: every key exists in it.
pub const REFERENCE: &str = "vi";
/// The languages that pages and messages come in.
pub const LANGUAGES: &[&str] = &["vi", "en"];

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
#[include = "*.ftl"]
struct Embedded;

/// All catalogues, ready for use by several threads.
pub struct Locales {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
    keys: BTreeMap<String, BTreeSet<String>>,
}

impl std::fmt::Debug for Locales {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Locales").field("languages", &self.languages()).finish()
    }
}

impl Default for Locales {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Locales {
    /// What was built in.
    #[must_use]
    pub fn embedded() -> Self {
        let mut locales = Self { bundles: BTreeMap::new(), keys: BTreeMap::new() };
        for path in Embedded::iter() {
            if let (Some(language), Some(file)) = (path.split('/').next(), Embedded::get(&path)) {
                locales.add(language, &String::from_utf8_lossy(&file.data));
            }
        }
        locales
    }

    /// What was built in, and over it the catalogues of a folder with one folder per language, where it exists.
    #[must_use]
    pub fn load(folder: &Path) -> Self {
        let mut locales = Self::embedded();
        for (language, text) in catalogues(folder) {
            locales.add(&language, &text);
        }
        locales
    }

    /// The languages that have words.
    #[must_use]
    pub fn languages(&self) -> Vec<&str> {
        self.bundles.keys().map(String::as_str).collect()
    }

    /// The sentence of `key` in `lang`, else in Vietnamese, else the key itself. `key.attribute` names an attribute.
    #[must_use]
    pub fn text(&self, lang: &str, key: &str, args: &[(&str, &str)]) -> String {
        self.find(lang, key, args).unwrap_or_else(|| key.to_owned())
    }

    /// Like [`Self::text`]; none where no language has the key.
    #[must_use]
    pub fn find(&self, lang: &str, key: &str, args: &[(&str, &str)]) -> Option<String> {
        self.find_in(lang, key, args).or_else(|| self.find_in(REFERENCE, key, args))
    }

    /// Whether the language itself has the key.
    #[must_use]
    pub fn has(&self, lang: &str, key: &str) -> bool {
        self.bundles.get(lang).is_some_and(|bundle| bundle.has_message(key))
    }

    /// Every key of a language, in order.
    #[must_use]
    pub fn keys(&self, lang: &str) -> Vec<&str> {
        self.keys.get(lang).into_iter().flatten().map(String::as_str).collect()
    }

    fn find_in(&self, lang: &str, key: &str, args: &[(&str, &str)]) -> Option<String> {
        let bundle = self.bundles.get(lang)?;
        let (name, attribute) = key.split_once('.').map_or((key, None), |(name, attribute)| (name, Some(attribute)));
        let message = bundle.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, fluent_value(name, value))).collect();
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
    }

    /// Adds a catalogue; its keys replace those that stand. A line that is no Fluent is left out, the rest counts.
    fn add(&mut self, language: &str, text: &str) {
        let Ok(id) = language.parse::<LanguageIdentifier>() else { return };
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let bundle = self.bundles.entry(language.to_owned()).or_insert_with(|| {
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(if language == "en" { english } else { vietnamese }));
            bundle
        });
        let keys = self.keys.entry(language.to_owned()).or_default();
        keys.extend(text.lines().filter_map(|line| {
            let key = line.split_once('=')?.0.trim_end();
            (key.starts_with(|c: char| c.is_ascii_alphabetic()) && !key.contains(' ')).then(|| key.to_owned())
        }));
        bundle.add_resource_overriding(resource);
    }
}

/// Names of arguments that count something: their thousands stand apart. Others, such as years and numbers of papers, do not.
const COUNTS: [&str; 3] = ["n", "total", "of"];

fn vietnamese<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    count(REFERENCE, value)
}

fn english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    count("en", value)
}

/// A count as people of the language write it; none for anything else, which is left to Fluent.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, not negative, far below 2^52")]
fn count(lang: &str, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // What has digits after a point was written by somebody who knew how.
    let is_whole = number.options.minimum_fraction_digits.unwrap_or(0) == 0 && number.value.fract() == 0.0;
    let is_count = number.options.use_grouping && is_whole && (0.0..1e15).contains(&number.value);
    is_count.then(|| whole(lang, number.value as u64))
}

/// A number where it is written as one, so that plural rules work; ids and codes with leading zeros stay text.
fn fluent_value<'v>(name: &str, value: &'v str) -> FluentValue<'v> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let whole = digits.split('.').next().unwrap_or_default();
    let plain = digits.len() <= 15
        && !digits.ends_with('.')
        && digits.chars().filter(|c| *c == '.').count() <= 1
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'));
    let mut read = if plain { FluentValue::try_number(value) } else { FluentValue::String(Cow::Borrowed(value)) };
    if let FluentValue::Number(number) = &mut read {
        number.options.use_grouping = COUNTS.contains(&name);
    }
    read
}

/// `LANGUAGE/NAME.ftl` of a folder, in a stable order.
fn catalogues(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for language in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = language.file_name().to_string_lossy().into_owned();
        for file in std::fs::read_dir(language.path()).into_iter().flatten().flatten() {
            let path = file.path();
            if path.extension().is_some_and(|end| end == "ftl")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                found.push((name.clone(), path, text));
            }
        }
    }
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found.into_iter().map(|(name, _, text)| (name, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Locales {
        let mut locales = Locales { bundles: BTreeMap::new(), keys: BTreeMap::new() };
        locales.add("vi", "chao = Chào { $name }\n    .help = Giúp\ncount = { $n } câu\n");
        locales.add(
            "en",
            "chao = Hello { $name }\ncount = { $n ->\n    [one] one question\n   *[other] { $n } questions\n }\n",
        );
        locales
    }

    #[test]
    fn thousands_of_what_is_counted_stand_apart_and_years_do_not() {
        let mut locales = sample();
        locales.add("vi", "year = năm { $year }\nleft = còn { $n } trên { $total }");
        assert_eq!(locales.text("vi", "count", &[("n", "86868")]), "86.868 câu");
        assert_eq!(locales.text("en", "count", &[("n", "1234567")]), "1,234,567 questions");
        assert_eq!(locales.text("en", "count", &[("n", "1")]), "one question");
        assert_eq!(locales.text("vi", "left", &[("n", "999"), ("total", "1000")]), "còn 999 trên 1.000");
        assert_eq!(locales.text("vi", "left", &[("n", "-5000"), ("total", "2.5")]), "còn -5000 trên 2.5");
        assert_eq!(
            locales.text("vi", "left", &[("n", "12.000"), ("total", "3")]),
            "còn 12.000 trên 3",
            "written already"
        );
        assert_eq!(locales.text("vi", "year", &[("year", "2026")]), "năm 2026");
    }

    #[test]
    fn a_missing_language_or_attribute_falls_back_to_vietnamese() {
        let locales = sample();
        assert_eq!(locales.text("en", "chao", &[("name", "An")]), "Hello An");
        assert_eq!(locales.text("fr", "chao", &[("name", "An")]), "Chào An");
        assert_eq!(locales.text("en", "chao.help", &[]), "Giúp");
        assert_eq!(locales.text("en", "nothing", &[]), "nothing");
        assert_eq!(locales.find("en", "nothing", &[]), None);
    }

    #[test]
    fn numbers_choose_plurals_and_other_digits_stay_as_written() {
        let locales = sample();
        assert_eq!(locales.text("en", "count", &[("n", "1")]), "one question");
        assert_eq!(locales.text("en", "count", &[("n", "12")]), "12 questions");
        for same in ["007", "1.", "1.2.3", "-", "", "inf", "1e5", "0.50", "12345678901234567890"] {
            assert_eq!(locales.text("vi", "chao", &[("name", same)]), format!("Chào {same}"));
        }
    }

    #[test]
    fn a_later_catalogue_wins_and_a_broken_line_spoils_nothing() {
        let mut locales = sample();
        locales.add("vi", "chao = Xin chào { $name }\n= broken\nmore = Nữa\n");
        assert_eq!(locales.text("vi", "chao", &[("name", "An")]), "Xin chào An");
        assert_eq!(locales.text("vi", "more", &[]), "Nữa");
    }

    #[test]
    fn what_is_built_in_has_both_languages() {
        assert_eq!(Locales::embedded().languages(), ["en", "vi"]);
    }
}
