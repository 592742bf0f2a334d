//! Names in an archive: what may stand there, and where the course lies.

use super::CourseFiles;
use super::directory::Entry;
use crate::message::Message;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization as _;

/// Longest path, in bytes.
const LONGEST: usize = 300;
/// Deepest path, in folders.
const DEEPEST: usize = 16;

/// The files to be unpacked, with their places in the archive; hidden files and what systems leave behind are passed over.
pub(super) fn check(entries: &[Entry]) -> Result<Vec<(usize, String)>, Message> {
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let text = String::from_utf8_lossy(&entry.name);
        let shown: String = text.chars().filter(|c| !c.is_control()).take(120).collect();
        let refused = |key| Err(Message::new(key).with("path", &shown));
        let Ok(name) = std::str::from_utf8(&entry.name) else { return refused("archive-name") };
        if entry.encrypted {
            return refused("archive-encrypted");
        }
        if entry.special {
            return refused("archive-link");
        }
        if !is_safe(name) {
            return refused("archive-name");
        }
        let name: String = name.nfc().collect();
        let (path, is_folder) = name.strip_suffix('/').map_or((name.as_str(), false), |path| (path, true));
        if !seen.insert(path.to_lowercase()) {
            return refused("archive-twice");
        }
        if !is_folder && !is_left_behind(path) {
            files.push((index, path.to_owned()));
        }
    }
    // A file cannot be a folder as well.
    for (_, path) in &files {
        let folder = format!("{}/", path.to_lowercase());
        if seen.range(folder.clone()..).next().is_some_and(|other| other.starts_with(&folder)) {
            return Err(Message::new("archive-twice").with("path", path));
        }
    }
    Ok(files)
}

/// Relative, without steps upwards, drive letters, or characters that systems read differently.
fn is_safe(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{fffd}');
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.ends_with(['.', ' ']);
    name.len() <= LONGEST
        && !name
            .chars()
            .any(|c| odd(c) || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c))
        && path.split('/').count() <= DEEPEST
        && path.split('/').all(plain)
}

/// What the folder of courses passes over, too.
fn is_left_behind(path: &str) -> bool {
    let junk = ["__MACOSX", "node_modules", "Thumbs.db", "desktop.ini"];
    path.split('/').any(|part| part.starts_with('.') || junk.contains(&part))
}

/// Finds the course's folder and what stands beside it.
pub(super) fn arrange(mut files: BTreeMap<String, Vec<u8>>, file_name: &str) -> Result<CourseFiles, Message> {
    if files.is_empty() {
        return Err(Message::new("archive-empty"));
    }
    let root = root(&files)?;
    let parent = root.trim_end_matches('/').rsplit_once('/').map_or(String::new(), |(parent, _)| format!("{parent}/"));
    let mut take = |name: &str| {
        let beside = files.remove(&format!("{parent}{name}"));
        // In an archive without a folder they lie beside `course.toml`.
        if root.is_empty() || beside.is_some() { beside } else { None }
    };
    let (skills, capability) = (take("skills.toml"), take("capability.toml"));
    let folder = match root.trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => stem(file_name),
    };
    let mut own = BTreeMap::new();
    for (path, bytes) in files {
        match path.strip_prefix(&root) {
            Some(rest) => own.insert(rest.to_owned(), bytes),
            None => return Err(Message::new("archive-outside").with("path", path)),
        };
    }
    if own.keys().any(|path| path.ends_with(".md") || path.ends_with(".mdx")) {
        Ok(CourseFiles { folder, files: own, skills, capability })
    } else {
        Err(Message::new("archive-empty"))
    }
}

/// The folder of the one `course.toml`, else the one folder in which everything lies, else the top.
fn root(files: &BTreeMap<String, Vec<u8>>) -> Result<String, Message> {
    let manifests: Vec<&str> = files.keys().filter_map(|path| path.strip_suffix("course.toml")).collect();
    let manifests: Vec<&str> =
        manifests.into_iter().filter(|folder| folder.is_empty() || folder.ends_with('/')).collect();
    match manifests.as_slice() {
        [one] => return Ok((*one).to_owned()),
        [] => {}
        _ => return Err(Message::new("archive-several")),
    }
    let beside = ["skills.toml", "capability.toml"];
    let mut tops = files.keys().filter(|path| !beside.contains(&path.as_str())).map(|path| path.split_once('/'));
    let first = tops.next().flatten().map(|(top, _)| top.to_owned());
    let same = first.as_ref().is_some_and(|first| tops.all(|top| top.is_some_and(|(top, _)| top == first)));
    Ok(first.filter(|_| same).map_or(String::new(), |top| format!("{top}/")))
}

/// A word for a folder out of the name of the uploaded file.
fn stem(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.strip_suffix(".zip").or_else(|| name.strip_suffix(".ZIP")).unwrap_or(name);
    let word: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let word = word.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if word.is_empty() { "khoa-hoc".to_owned() } else { word }
}
