//! QTI 2.x and 3.0: an item, or a content package with items, tests and media. The names of 3.0 (`qti-choice-interaction`)
//! and 2.x (`choiceInteraction`) become one before anything is read.

mod blanks;
mod declaration;
mod item;
mod package;
mod read_only;

use super::xml::{self, Element, Node};
use super::{Imported, Unreadable, decode};
use read_only::Source;
use std::collections::BTreeMap;

/// Reads a file.
pub(super) fn import(bytes: &[u8]) -> Result<Imported, Unreadable> {
    let mut imported = Imported::default();
    if !bytes.starts_with(b"PK") {
        let mut root = xml::parse(&decode::xml(bytes))?;
        normalise(&mut root);
        let items = items_of(&root);
        if items.is_empty() {
            return Err(Unreadable::new(root.line, "exchange-not-this").with("root", &root.name));
        }
        let source = Source { name: "", bytes };
        for item in items {
            item::import(item, source, &BTreeMap::new(), "", &mut imported);
        }
        return Ok(imported);
    }
    let files = package::unpack(bytes)?;
    let mut roots: BTreeMap<&str, Element> = BTreeMap::new();
    let mut media: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (name, content) in &files {
        if !name.to_ascii_lowercase().ends_with(".xml") {
            // The HTML of an item names a file by a path relative to itself; the last part is enough.
            media.insert(name.rsplit('/').next().unwrap_or_default().to_owned(), content.clone());
            continue;
        }
        match xml::parse(&decode::xml(content)) {
            Ok(mut root) => {
                normalise(&mut root);
                roots.insert(name, root);
            }
            Err(error) => {
                let lost = imported.lose(error.line, "exchange-loss-file");
                lost.with("name", name).with("reason", error.what);
            }
        }
    }
    let sections = sections(&roots, &mut imported);
    for name in in_order(&roots) {
        let section = sections.get(name.rsplit('/').next().unwrap_or_default()).map_or("", String::as_str);
        let source = Source { name, bytes: &files[name] };
        for item in items_of(&roots[name]) {
            item::import(item, source, &media, section, &mut imported);
        }
    }
    Ok(imported)
}

/// The items of a document: itself, or those of a file that holds several.
fn items_of(root: &Element) -> Vec<&Element> {
    if root.name == "assessmentitem" {
        return vec![root];
    }
    root.descendants().into_iter().filter(|element| element.name == "assessmentitem").collect()
}

/// The documents in the order of the manifest; those that it does not name come last.
fn in_order<'r>(roots: &BTreeMap<&'r str, Element>) -> Vec<&'r str> {
    let mut names: Vec<&str> = Vec::new();
    for manifest in roots.values().filter(|root| root.name == "manifest") {
        for resource in manifest.descendants().into_iter().filter(|element| element.name == "resource") {
            let Some(href) = resource.attribute("href") else { continue };
            names.extend(roots.get_key_value(href).map(|(name, _)| *name));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    names.extend(roots.keys().filter(|name| !seen.contains(*name)));
    names
}

/// The title of the section that refers to a file, by its name; what a test says beyond is lost.
fn sections(roots: &BTreeMap<&str, Element>, imported: &mut Imported) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for test in roots.values().filter(|root| root.name == "assessmenttest") {
        for element in test.descendants() {
            match element.name.as_str() {
                "timelimits" | "itemsessioncontrol" | "precondition" | "branchrule" => {
                    imported.lose(element.line, "exchange-loss-test-rule").with("rule", &element.name);
                }
                "assessmentsection" => {
                    let title = element.attribute("title").unwrap_or_default();
                    section_rules(element, title, imported);
                    for reference in element.all("assessmentitemref") {
                        let href = reference.attribute("href").unwrap_or_default();
                        let name = href.rsplit('/').next().unwrap_or_default();
                        found.insert(name.to_owned(), title.to_owned());
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// What a section says of drawing: an author can say it again with a pool.
fn section_rules(section: &Element, title: &str, imported: &mut Imported) {
    if let Some(selection) = section.first("selection") {
        let draw = selection.attribute("select").unwrap_or_default();
        imported.lose(selection.line, "exchange-loss-draw").with("title", title).with("draw", draw);
    }
    // Our quizzes shuffle by themselves.
    if let Some(ordering) = section.first("ordering").filter(|found| found.attribute("shuffle") != Some("true")) {
        imported.lose(ordering.line, "exchange-loss-test-rule").with("rule", &ordering.name);
    }
}

/// One form of names for all versions: `qti-simple-choice` and `simpleChoice` become `simplechoice`. Depth is bounded by
/// the reader of XML.
fn normalise(element: &mut Element) {
    let bare = |name: &str| name.to_ascii_lowercase().trim_start_matches("qti-").replace('-', "");
    element.name = bare(&element.name);
    for (name, _) in &mut element.attributes {
        *name = bare(name);
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            normalise(child);
        }
    }
}
