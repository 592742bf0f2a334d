//! Writes the files of a course as an archive. The same files give the same bytes.

use super::CourseFiles;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The archive: the course's folder, and beside it the skills and the policies.
///
/// # Errors
/// Where a name cannot stand in an archive.
pub fn write(course: &CourseFiles) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let beside = [("skills.toml", &course.skills), ("capability.toml", &course.capability)];
    for (name, bytes) in beside {
        if let Some(bytes) = bytes {
            add(&mut archive, name, bytes, CompressionMethod::Deflated)?;
        }
    }
    for (path, bytes) in &course.files {
        // Pictures and recordings are compressed already.
        let method = if super::kinds::is_text(path) { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        add(&mut archive, &format!("{}/{path}", course.folder), bytes, method)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn add(
    archive: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    bytes: &[u8],
    method: CompressionMethod,
) -> Result<(), zip::result::ZipError> {
    let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
    archive.start_file(name, options)?;
    archive.write_all(bytes)?;
    Ok(())
}
