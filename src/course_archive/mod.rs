//! A course as one ZIP file: read from an instructor's upload as hostile input, in memory and bounded, and written for
//! keeping and for downloads. What does not fit is refused as a whole, before anything is kept.

mod directory;
mod kinds;
mod names;
#[cfg(test)]
mod tests;
mod write;

pub use write::write;

use crate::message::Message;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use xutra_domain::course::{CourseSource, Medium, SourceTree};
use zip::ZipArchive;

/// Largest archive, in bytes.
pub const LARGEST_ARCHIVE: usize = 32 * 1_024 * 1_024;
/// Most entries, folders included.
pub const MOST_ENTRIES: usize = 2_000;
/// Most bytes of all files together.
pub const LARGEST_CONTENT: u64 = 64 * 1_024 * 1_024;
/// Largest picture or recording, in bytes.
pub const LARGEST_MEDIUM: u64 = 5 * 1_024 * 1_024;
/// Largest Markdown or TOML file, in bytes.
pub const LARGEST_TEXT: u64 = 1_024 * 1_024;
/// A file that unpacks to more than so many times its size is a bomb, once it is larger than [`RATIO_FROM`].
const MOST_RATIO: u64 = 200;
const RATIO_FROM: u64 = 1_024 * 1_024;

/// The files of one course.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CourseFiles {
    /// Name of the course's folder; empty where the files lie at the top.
    pub folder: String,
    /// Files by path relative to the course's folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// `skills.toml` beside the course.
    pub skills: Option<Vec<u8>>,
    /// `capability.toml` beside the course.
    pub capability: Option<Vec<u8>>,
}

impl CourseFiles {
    /// What the compiler reads.
    #[must_use]
    pub fn source(&self, siblings: Vec<String>) -> CourseSource {
        let mut tree = SourceTree::default();
        for (path, bytes) in &self.files {
            if kinds::is_text(path) {
                tree.texts.insert(path.clone(), Ok(bytes.clone()));
            } else {
                tree.media.insert(path.clone(), Medium::of(path, bytes));
            }
        }
        let beside = |name: &str, bytes: &Option<Vec<u8>>| bytes.clone().map(|bytes| (format!("../{name}"), bytes));
        CourseSource {
            folder: self.folder.clone(),
            tree,
            skills: beside("skills.toml", &self.skills),
            capability: beside("capability.toml", &self.capability),
            siblings,
        }
    }

    /// Pictures and recordings.
    pub fn media(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.files.iter().filter(|(path, _)| !kinds::is_text(path))
    }

    /// Drawings that may hold a script: they are taken only where the server knows them already.
    pub fn drawings(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.files.iter().filter(|(path, _)| kinds::is_drawing(path))
    }
}

/// Reads an archive. `file_name` names the course where no folder does.
///
/// # Errors
/// Why it is refused: a sentence for the instructor.
pub fn read(archive: &[u8], file_name: &str) -> Result<CourseFiles, Message> {
    if archive.len() > LARGEST_ARCHIVE {
        return Err(Message::new("archive-large"));
    }
    let entries = directory::entries(archive)?;
    let paths = names::check(&entries)?;
    let mut zip = ZipArchive::new(Cursor::new(archive)).map_err(|_| Message::new("archive-broken"))?;
    if zip.len() != entries.len() {
        return Err(Message::new("archive-broken"));
    }
    let mut files = BTreeMap::new();
    let mut left = LARGEST_CONTENT;
    for (index, path) in paths {
        let bytes = unpack(&mut zip, index, &path, entries[index].size, &mut left)?;
        kinds::check(&path, &bytes)?;
        files.insert(path, bytes);
    }
    names::arrange(files, file_name)
}

fn unpack(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    path: &str,
    said: u64,
    left: &mut u64,
) -> Result<Vec<u8>, Message> {
    let at = |key| Message::new(key).with("path", path);
    let most = kinds::largest(path);
    let file = zip.by_index(index).map_err(|_| at("archive-unreadable"))?;
    let packed = file.compressed_size().max(1);
    let mut bytes = Vec::new();
    // One byte more than may be tells that there is more, whatever the header says.
    let limit = most.min(*left).min(said).saturating_add(1);
    file.take(limit).read_to_end(&mut bytes).map_err(|_| at("archive-unreadable"))?;
    let size = bytes.len() as u64;
    match size {
        _ if size > most => Err(at("archive-file-large")),
        _ if size > *left => Err(Message::new("archive-content-large")),
        _ if size != said => Err(at("archive-lies")),
        _ if size > RATIO_FROM && size / packed > MOST_RATIO => Err(at("archive-bomb")),
        _ => {
            *left -= size;
            Ok(bytes)
        }
    }
}
