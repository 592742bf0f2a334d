//! Pictures and recordings of courses: from the database, else from the folder of courses, else from what was built in. Only files that were found
//! when the courses were read are ever opened.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

/// Where a file is.
#[derive(Debug, Clone)]
pub enum Place {
    /// On the disk.
    Disk(PathBuf),
    /// In the program.
    BuiltIn(&'static [u8]),
    /// In the database: it came with a course that was uploaded in the browser.
    Kept(Vec<u8>),
}

/// A file to serve.
#[derive(Debug, Clone)]
pub struct Medium {
    /// MIME type.
    pub content_type: &'static str,
    /// Where it is.
    pub place: Place,
}

impl Medium {
    /// A file of the database by its name; none where its kind is not served.
    #[must_use]
    pub fn kept(path: &str, bytes: Vec<u8>) -> Option<Self> {
        Some(Self { content_type: content_type(path)?, place: Place::Kept(bytes) })
    }
}

/// Every file by course and path.
#[derive(Debug, Default)]
pub struct Media(RwLock<BTreeMap<(String, String), Place>>);

impl Media {
    /// Makes a file known.
    pub fn add(&self, course: &str, path: &str, place: Place) {
        if content_type(path).is_some() {
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert((course.to_owned(), path.to_owned()), place);
        }
    }

    /// Makes the files of a course known in place of those that were known before.
    pub fn replace(&self, course: &str, files: impl Iterator<Item = (String, Place)>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(one, _), _| one != course);
        let served = files.filter(|(path, _)| content_type(path).is_some());
        known.extend(served.map(|(path, place)| ((course.to_owned(), path), place)));
    }

    /// A file; none where it is not known.
    #[must_use]
    pub fn find(&self, course: &str, path: &str) -> Option<Medium> {
        let content_type = content_type(path)?;
        let key = (course.to_owned(), path.to_owned());
        let place = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()?;
        Some(Medium { content_type, place })
    }
}

/// The MIME types that are served; other files of a course stay where they are.
fn content_type(path: &str) -> Option<&'static str> {
    let end = path.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match end.as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "vtt" => "text/vtt; charset=utf-8",
        _ => return None,
    })
}
