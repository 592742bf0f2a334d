//! Pictures and recordings of courses: from the folder of courses, else from what was built in. Only files that were found
//! when the courses were read are ever opened.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

/// Largest file that is served.
const LARGEST: u64 = 64 * 1_024 * 1_024;

/// Where a file is.
#[derive(Debug, Clone)]
pub enum Place {
    /// On the disk.
    Disk(PathBuf),
    /// In the program.
    BuiltIn(&'static [u8]),
}

/// A file to serve.
#[derive(Debug, Clone)]
pub struct Medium {
    /// MIME type.
    pub content_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

impl Medium {
    /// A file by its name; none where its kind is not served.
    #[must_use]
    pub fn named(path: &str, bytes: Vec<u8>) -> Option<Self> {
        Some(Self { content_type: content_type(path)?, bytes })
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

    /// Reads a file; none where it is not known, or gone, or too large.
    #[must_use]
    pub fn read(&self, course: &str, path: &str) -> Option<Medium> {
        let content_type = content_type(path)?;
        let key = (course.to_owned(), path.to_owned());
        let place = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()?;
        let bytes = match place {
            Place::BuiltIn(bytes) => bytes.to_vec(),
            Place::Disk(path) => {
                let fits = std::fs::metadata(&path).is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
                if fits { std::fs::read(path).ok()? } else { return None }
            }
        };
        Some(Medium { content_type, bytes })
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
