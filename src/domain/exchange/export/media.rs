//! Pictures and sounds of the questions that are exported: which they are, and what they are called over there.

use super::Losses;
use crate::course::question::{Question, Variant};
use crate::course::{CompiledCourse, percent_decoded, slug_of};
use crate::exchange::html::{Token, attribute, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// No more bytes of media go into one export.
pub const MAX_MEDIA: u64 = 256 << 20;

/// Paths, relative to the course folder, of the media that the exported questions show. Who exports reads them.
#[must_use]
pub fn media_of(course: &CompiledCourse, file: Option<&str>) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for question in course.questions.values().filter(|question| file.is_none_or(|file| question.file == file)) {
        let variant = Variant {
            stem: question.stem.clone(),
            hints: question.hints.clone(),
            explanation: question.explanation.clone(),
            answers: question.answers.clone(),
        };
        // Every text of a question is somewhere in it; an address cannot stand in one by chance.
        let all = serde_json::to_value(&variant).unwrap_or_default();
        strings(&all, &mut |text| {
            for token in tokens(text) {
                if let Token::Open(_, attributes) = token
                    && let Some(path) = attribute(&attributes, "src").and_then(|src| path_of(src, &course.id))
                {
                    paths.insert(path);
                }
            }
        });
    }
    paths
}

fn strings(value: &serde_json::Value, each: &mut dyn FnMut(&str)) {
    match value {
        serde_json::Value::String(text) if text.contains("/media/") => each(text),
        serde_json::Value::Array(values) => values.iter().for_each(|inner| strings(inner, each)),
        serde_json::Value::Object(fields) => fields.values().for_each(|inner| strings(inner, each)),
        _ => {}
    }
}

/// The path in the course of `/media/khoa/a%20b.png`.
fn path_of(source: &str, course: &str) -> Option<String> {
    let path = source.strip_prefix("/media/")?.strip_prefix(course)?.strip_prefix('/')?;
    Some(percent_decoded(path))
}

/// The media of an export.
#[derive(Debug, Default)]
pub(super) struct Media {
    /// The course's id.
    pub(super) course: String,
    /// What stands before a name in the texts of the format; empty where it takes no media.
    pub(super) prefix: &'static str,
    /// Whether sounds and films are objects, as in QTI.
    pub(super) objects: bool,
    /// Content by path.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// Path by name over there.
    pub(super) names: BTreeMap<String, String>,
}

impl Media {
    /// The name over there; none where the file is not taken along.
    fn name(&mut self, path: &str) -> Option<String> {
        if self.prefix.is_empty() || !self.files.contains_key(path) {
            return None;
        }
        if let Some((name, _)) = self.names.iter().find(|(_, known)| known.as_str() == path) {
            return Some(name.clone());
        }
        let file = path.rsplit('/').next().unwrap_or_default();
        let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
        let mut slug = slug_of(stem);
        slug.truncate(40);
        let (ending, mut number) = (slug_of(ending), 1);
        let mut name = format!("{slug}.{ending}");
        while self.names.contains_key(&name) {
            number += 1;
            name = format!("{slug}-{number}.{ending}");
        }
        self.names.insert(name.clone(), path.to_owned());
        Some(name)
    }

    /// Names that a text of the format mentions, with their content.
    pub(super) fn mentioned<'m>(&'m self, text: &str) -> Vec<(&'m str, &'m [u8])> {
        let mut found = BTreeMap::new();
        if self.prefix.is_empty() {
            return Vec::new();
        }
        for piece in text.split(self.prefix).skip(1) {
            let name = piece.split(['"', '<', ']']).next().unwrap_or_default();
            if let Some((name, path)) = self.names.get_key_value(name)
                && let Some(bytes) = self.files.get(path)
            {
                found.insert(name.as_str(), bytes.as_slice());
            }
        }
        found.into_iter().collect()
    }
}

impl Losses {
    /// A picture, a sound or a film as the format shows it; its alternative text where it cannot be taken along.
    pub(super) fn medium(&mut self, tag: &str, attributes: &[(String, String)], question: &Question) -> String {
        let escape = super::xhtml::escape;
        let alt = attribute(attributes, "alt").or_else(|| attribute(attributes, "aria-label")).unwrap_or_default();
        let path = attribute(attributes, "src").and_then(|src| path_of(src, &self.media.course));
        let Some(name) = path.and_then(|path| self.media.name(&path)) else {
            self.add(question, "exchange-export-media");
            return if alt.is_empty() { String::new() } else { format!("[{}]", escape(alt)) };
        };
        let (url, alt) = (escape(&format!("{}{name}", self.media.prefix)), escape(alt));
        if tag == "img" {
            return format!("<img src=\"{url}\" alt=\"{alt}\"/>");
        }
        if self.media.objects {
            let ending = name.rsplit('.').next().unwrap_or_default();
            let kind = if ending == "mp3" { "mpeg" } else { ending };
            return format!("<object data=\"{url}\" type=\"{tag}/{kind}\">{alt}</object>");
        }
        format!("<{tag} controls=\"controls\"><source src=\"{url}\"/></{tag}>")
    }
}
