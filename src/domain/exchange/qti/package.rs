//! A content package: a zip file that may have been made to do harm. Names in it are only names, never paths on a disk.

use crate::exchange::Unreadable;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Files of one package.
const MOST_FILES: usize = 5_000;
/// Bytes of all files together.
const MOST_BYTES: u64 = 64 << 20;
/// No file may grow by more than so many times.
const MOST_RATIO: u64 = 200;
/// Small files may.
const SMALL: u64 = 1 << 20;

/// The files of a package by name.
///
/// # Errors
/// Where it is no zip file, or holds too much.
pub(super) fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Unreadable> {
    let broken = |error: &dyn std::fmt::Display| Unreadable::new(0, "exchange-zip-broken").with("reason", error);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > MOST_FILES {
        return Err(Unreadable::new(0, "exchange-zip-many").with("limit", MOST_FILES));
    }
    let mut files = BTreeMap::new();
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|error| broken(&error))?;
        if !file.is_file() || file.encrypted() {
            continue;
        }
        let name = file.name().map_err(|error| broken(&error))?.into_owned();
        // What the directory claims is not believed: reading stops where the bound is.
        let bound = left.min((file.compressed_size().saturating_mul(MOST_RATIO)).max(SMALL));
        let mut content = Vec::new();
        file.take(bound + 1).read_to_end(&mut content).map_err(|error| broken(&error))?;
        let size = content.len() as u64;
        if size > bound {
            return Err(Unreadable::new(0, "exchange-zip-bomb").with("name", name));
        }
        left -= size;
        files.insert(name, content);
    }
    Ok(files)
}
