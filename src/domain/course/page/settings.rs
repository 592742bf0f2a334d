//! Which setting may stand where, and what its value must be.

use super::attributes::{Form, Setting, Settings};
use super::pass::Pass;
use crate::course::Difficulty;
use crate::course::suggest::nearest;

/// What settings are given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A heading that is no question.
    Heading,
    /// A question; in a lesson with `.check`.
    Question(Type, bool),
    /// `.section`
    Section,
    /// `.pool`
    Pool,
    /// `.group`
    Group,
    /// A choice.
    Choice,
    /// An accepted or foreseen answer.
    Answer,
    /// A heading inside of a question that begins its variants or its model answer.
    Aside(Type),
}

/// Types of questions as classes name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    /// A task list; also `.single` and `.multi`.
    Choices,
    /// `.number`
    Number,
    /// `.text`
    Text,
    /// `.blanks`, or `[[…]]` in the stem.
    Blanks,
    /// `.match`
    Match,
    /// `.order`
    Order,
    /// `.task`
    Task,
    /// `.survey`
    Survey,
}

/// Classes that say what type a question is.
const TYPES: &[(&str, Type)] = &[
    ("single", Type::Choices),
    ("multi", Type::Choices),
    ("number", Type::Number),
    ("text", Type::Text),
    ("blanks", Type::Blanks),
    ("match", Type::Match),
    ("order", Type::Order),
    ("task", Type::Task),
    ("survey", Type::Survey),
];

/// Every other class.
const CLASSES: &[&str] = &["check", "section", "pool", "group", "variants", "solution"];

/// Every key, and whether it belongs into the original alone (E161).
const KEYS: &[(&str, bool)] = &[
    ("points", true),
    ("skill", true),
    ("difficulty", true),
    ("shuffle", true),
    ("partial", true),
    ("tolerance", true),
    ("unit", false),
    ("case", true),
    ("accents", true),
    ("words", true),
    ("draw", true),
    ("from", true),
    ("submit", true),
    ("max-files", true),
    ("max-chars", true),
    ("was", true),
    ("pin", false),
    ("worth", true),
    ("why", false),
];

impl Type {
    /// The class that names it.
    fn name(self) -> &'static str {
        match self {
            Self::Choices => "choices",
            Self::Number => "number",
            Self::Text => "text",
            Self::Blanks => "blanks",
            Self::Match => "match",
            Self::Order => "order",
            Self::Task => "task",
            Self::Survey => "survey",
        }
    }
}

impl Place {
    /// How a sentence tells it apart.
    fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Question(kind, _) | Self::Aside(kind) => kind.name(),
            Self::Section => "section",
            Self::Pool => "pool",
            Self::Group => "group",
            Self::Choice => "choice",
            Self::Answer => "answer",
        }
    }

    fn is_survey(self) -> bool {
        matches!(self, Self::Question(Type::Survey, _))
    }

    fn takes_key(self, key: &str) -> bool {
        match key {
            "was" => matches!(self, Self::Question(..)),
            "points" => matches!(self, Self::Question(kind, _) if kind != Type::Survey),
            "difficulty" => matches!(self, Self::Question(kind, _) if kind != Type::Survey),
            "skill" => matches!(self, Self::Question(..) | Self::Pool),
            "shuffle" => matches!(self, Self::Question(Type::Choices | Type::Match | Type::Order | Type::Survey, _)),
            "partial" => matches!(self, Self::Question(Type::Choices | Type::Blanks | Type::Match | Type::Order, _)),
            "tolerance" | "unit" => matches!(self, Self::Question(Type::Number, _)),
            "case" | "accents" => matches!(self, Self::Question(Type::Text | Type::Blanks, _)),
            "words" => matches!(self, Self::Question(Type::Blanks, _)),
            "submit" | "max-files" | "max-chars" => matches!(self, Self::Question(Type::Task, _)),
            "draw" | "from" => self == Self::Pool,
            "pin" | "worth" | "why" => self == Self::Choice,
            _ => false,
        }
    }

    fn takes_class(self, class: &str) -> bool {
        match self {
            Self::Question(_, check) => (check && class == "check") || TYPES.iter().any(|(name, _)| *name == class),
            Self::Section | Self::Pool | Self::Group => class == self.name(),
            Self::Aside(kind) => class == "variants" || (class == "solution" && kind == Type::Task),
            Self::Heading | Self::Choice | Self::Answer => false,
        }
    }
}

/// Whether a word is a class whose dot is missing.
fn is_class(word: &str) -> bool {
    CLASSES.contains(&word) || TYPES.iter().any(|(name, _)| *name == word)
}

/// The type that the classes name; choices where they name none. `.multi` beside `.survey` says how many may be picked.
pub(crate) fn type_of(settings: &Settings) -> Type {
    if settings.has_class("survey") {
        return Type::Survey;
    }
    named_type(settings).unwrap_or(Type::Choices)
}

/// The type that the classes name.
pub(crate) fn named_type(settings: &Settings) -> Option<Type> {
    let named = |setting: &Setting| TYPES.iter().find(|(name, _)| *name == setting.name).map(|(_, kind)| *kind);
    settings.classes().find_map(named)
}

impl Pass<'_, '_> {
    /// Reports every setting that is unknown (E104, E105), does not belong here (E108, E161) or has a bad id (E113).
    pub(crate) fn check_settings(&mut self, settings: &Settings, place: Place) {
        let mut type_class: Option<&str> = None;
        for setting in &settings.list {
            match setting.form {
                Form::Id => self.check_id(setting),
                Form::Class => {
                    self.check_class(setting, place);
                    if !TYPES.iter().any(|(name, _)| *name == setting.name) {
                        continue;
                    }
                    let both = |first: &str| place.is_survey() && (first == "multi" || setting.name == "multi");
                    if let (Some(first), Place::Question(..)) = (type_class.filter(|first| !both(first)), place) {
                        let found = self.findings.report("E108", setting.name_span.clone());
                        found.arg("setting", format!(".{}", setting.name)).arg("kind", first);
                    }
                    type_class.get_or_insert(&setting.name);
                }
                Form::Key | Form::Word => self.check_key(setting, place),
            }
        }
    }

    fn check_id(&mut self, setting: &Setting) {
        let id = setting.name.as_str();
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte);
        if id.len() > 64 {
            self.findings.report("E113", setting.name_span.clone()).variant("long").arg("id", id);
        } else if !id.bytes().all(allowed) || id.starts_with(['-', '.', '_']) {
            self.findings.report("E113", setting.name_span.clone()).arg("id", id);
        }
    }

    fn check_class(&mut self, setting: &Setting, place: Place) {
        let class = setting.name.as_str();
        let known = CLASSES.iter().copied().chain(TYPES.iter().map(|(name, _)| *name));
        if !known.clone().any(|name| name == class) {
            let meant = nearest(class, known);
            let found = self.findings.report("E105", setting.name_span.clone()).arg("class", class);
            if let Some(meant) = meant {
                found.variant("nearest").arg("nearest", meant);
            }
        } else if !place.takes_class(class) {
            let found = self.findings.report("E108", setting.name_span.clone());
            found.arg("setting", format!(".{class}")).arg("kind", place.name());
        }
    }

    fn check_key(&mut self, setting: &Setting, place: Place) {
        let key = setting.name.as_str();
        let Some((_, original_only)) = KEYS.iter().find(|(name, _)| *name == key) else {
            let meant = nearest(key, KEYS.iter().map(|(name, _)| *name));
            let found = self.findings.report("E104", setting.name_span.clone()).arg("setting", key);
            if let Some(meant) = meant {
                found.variant("nearest").arg("nearest", meant);
            } else if setting.form == Form::Word && is_class(key) {
                found.variant("class").arg("nearest", format!(".{key}"));
            }
            return;
        };
        if !place.takes_key(key) {
            let found = self.findings.report("E108", setting.name_span.clone());
            found.arg("setting", key).arg("kind", place.name());
        } else if *original_only && self.input.translation {
            self.findings.report("E161", setting.name_span.clone()).arg("setting", key);
        }
    }

    /// A setting that is to be read here: it is there, belongs here and does not stand in a translation in vain.
    fn usable<'s>(&self, settings: &'s Settings, place: Place, key: &str) -> Option<&'s Setting> {
        let scoring = KEYS.iter().any(|(name, original_only)| *name == key && *original_only);
        settings.key(key).filter(|_| place.takes_key(key) && !(scoring && self.input.translation))
    }

    /// E106: what was expected is the variant.
    pub(crate) fn bad_value(&mut self, setting: &Setting, expected: &'static str, allowed: &str) {
        let span = if setting.value.is_empty() { setting.name_span.clone() } else { setting.value_span.clone() };
        let found = self.findings.report("E106", span).variant(expected);
        found.arg("key", setting.name.as_str()).arg("value", setting.value.as_str()).arg("allowed", allowed);
    }

    /// A number greater than 0.
    pub(crate) fn positive(&mut self, settings: &Settings, place: Place, key: &str) -> Option<f64> {
        let setting = self.usable(settings, place, key)?;
        let number = decimal(&setting.value).filter(|number| *number > 0.0 && *number <= 1e6);
        if number.is_none() {
            self.bad_value(setting, "positive", "");
        }
        number
    }

    /// A percentage from -100 to 100.
    pub(crate) fn share(&mut self, settings: &Settings, place: Place, key: &str) -> Option<f64> {
        let setting = self.usable(settings, place, key)?;
        let bare = setting.value.strip_suffix('%').unwrap_or(&setting.value);
        let share = decimal(bare).filter(|share| (-100.0..=100.0).contains(share));
        if share.is_none() {
            self.bad_value(setting, "percent", "");
        }
        share
    }

    /// A whole number from 1.
    pub(crate) fn count(&mut self, settings: &Settings, place: Place, key: &str) -> Option<(u32, super::Span)> {
        let setting = self.usable(settings, place, key)?;
        let number = setting.value.parse::<u32>().ok().filter(|number| *number > 0);
        if number.is_none() {
            self.bad_value(setting, "whole", "");
        }
        number.map(|number| (number, setting.value_span.clone()))
    }

    /// yes or no, also in Vietnamese.
    pub(crate) fn yes_no(&mut self, settings: &Settings, place: Place, key: &str) -> Option<bool> {
        let setting = self.usable(settings, place, key)?;
        match setting.value.to_lowercase().as_str() {
            "yes" | "true" | "có" => Some(true),
            "no" | "false" | "không" => Some(false),
            _ => {
                self.bad_value(setting, "yes-no", "");
                None
            }
        }
    }

    /// Whether `strict` is set, where the other value is `ignore`.
    pub(crate) fn strict(&mut self, settings: &Settings, place: Place, key: &str) -> bool {
        let Some(setting) = self.usable(settings, place, key) else { return false };
        match setting.value.as_str() {
            "strict" => return true,
            "ignore" => {}
            _ => self.bad_value(setting, "one-of", "strict, ignore"),
        }
        false
    }

    /// One of some words, each with what it means; the first where there is none.
    pub(crate) fn one_of<T: Copy>(&mut self, settings: &Settings, place: Place, key: &str, words: &[(&str, T)]) -> T {
        let Some(setting) = self.usable(settings, place, key) else { return words[0].1 };
        match words.iter().find(|(word, _)| *word == setting.value) {
            Some((_, meaning)) => *meaning,
            None => {
                let allowed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                self.bad_value(setting, "one-of", &allowed.join(", "));
                words[0].1
            }
        }
    }

    /// `difficulty=`; what is probably meant is said, since teachers write it in their own language.
    pub(crate) fn difficulty(&mut self, settings: &Settings, place: Place) -> Option<Difficulty> {
        let setting = self.usable(settings, place, "difficulty")?;
        let words = Difficulty::ALL.map(Difficulty::word);
        match (Difficulty::parse(&setting.value), nearest(&setting.value, words)) {
            (Some(difficulty), _) => return Some(difficulty),
            (None, Some(meant)) => {
                let found = self.findings.report("E106", setting.value_span.clone()).variant("one-of-nearest");
                found.arg("key", "difficulty").arg("value", setting.value.as_str());
                found.arg("allowed", words.join(", ")).arg("nearest", meant);
            }
            (None, None) => self.bad_value(setting, "one-of", &words.join(", ")),
        }
        None
    }

    /// Any text that is not empty.
    pub(crate) fn words<'s>(&mut self, settings: &'s Settings, place: Place, key: &str) -> Option<&'s Setting> {
        let setting = self.usable(settings, place, key)?;
        if setting.value.trim().is_empty() {
            self.bad_value(setting, "empty", "");
            return None;
        }
        Some(setting)
    }

    /// Skill ids; an unknown one is E130.
    pub(crate) fn skills(&mut self, settings: &Settings, place: Place) -> Vec<String> {
        let Some(setting) = self.words(settings, place, "skill") else { return Vec::new() };
        let mut skills: Vec<String> = Vec::new();
        let mut at = setting.value_span.start;
        for part in setting.value.split(',') {
            let start = at + part.len() - part.trim_start().len();
            at += part.len() + 1;
            let skill = part.trim();
            let known = self.input.known_skills.is_none_or(|known| known.iter().any(|id| id == skill));
            if known && !skill.is_empty() {
                skills.push(skill.to_owned());
                continue;
            }
            let meant = nearest(skill, self.input.known_skills.unwrap_or_default().iter().map(String::as_str));
            let found = self.findings.report("E130", start..start + skill.len()).arg("skill", skill);
            if let Some(meant) = meant {
                found.variant("nearest").arg("nearest", meant);
            }
        }
        skills
    }
}

/// A finite decimal with a point and nothing else.
fn decimal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !digits.is_empty();
    text.parse::<f64>().ok().filter(|number| plain && number.is_finite())
}
