//! Items of kinds that our courses do not have: what can be read of them goes onto a page, their XML is kept beside it.

use super::item::Item;
use crate::course::slug_of;
use crate::exchange::html_to_markdown::from_tokens;
use crate::exchange::text::shortened;
use crate::exchange::xml::Element;
use crate::exchange::{ExchangeQuestion, MediaFile, ReadOnly};
use sha2::{Digest as _, Sha256};

/// No more sources are kept of one import.
const MOST: usize = 500;

/// Where an item comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'s> {
    /// Name of the file in its package; empty where there is none.
    pub(super) name: &'s str,
    /// Its bytes.
    pub(super) bytes: &'s [u8],
}

impl Item<'_, '_, '_> {
    /// Keeps the item to be read, and says so. Gives no question.
    pub(super) fn kept(&mut self, what: &str) -> Option<ExchangeQuestion> {
        let item = self.item;
        let name = item.attribute("title").filter(|title| !title.trim().is_empty());
        let name = name.or_else(|| item.attribute("identifier")).unwrap_or_default();
        let Some(source) = self.keep_source(name) else {
            self.notes.imported.lose(item.line, "exchange-loss-type").with("type", what).with("name", name);
            return None;
        };
        let lost = self.notes.imported.lose(item.line, "exchange-loss-kept");
        lost.with("type", what).with("name", name).with("file", &source);
        let text = item.first("itembody").map(|body| self.readable(body)).unwrap_or_default();
        let page = ReadOnly { line: item.line, name: shortened(name), text, source };
        self.notes.imported.pages.push(page);
        None
    }

    /// The body as text: the words of choices stay, fields do not.
    fn readable(&mut self, body: &Element) -> String {
        let hidden = |element: &Element| {
            let name = element.name.as_str();
            let is_field = matches!(name, "object" | "rubricblock" | "gapimg" | "portablecustominteraction");
            (is_field || name.starts_with("feedback") || name == "interactionmarkup").then(Vec::new)
        };
        let tokens = body.tokens(&mut |element| hidden(element));
        from_tokens(&tokens, false, self.notes)
    }

    fn keep_source(&mut self, name: &str) -> Option<String> {
        let Source { name: file, bytes } = self.source;
        let hash: String = Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let stem = file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let mut slug = slug_of(&shortened(if stem.is_empty() { name } else { stem }));
        slug.truncate(40);
        let ending = format!("{hash}.xml");
        let kept = &mut self.notes.imported.kept;
        if let Some(known) = kept.iter().find(|known| known.name.ends_with(&ending)) {
            return Some(known.name.clone());
        }
        if kept.len() >= MOST {
            return None;
        }
        let name = if slug.is_empty() { ending } else { format!("{slug}-{ending}") };
        kept.push(MediaFile { name: name.clone(), bytes: bytes.to_vec() });
        Some(name)
    }
}
