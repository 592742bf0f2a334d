//! Looks at an uploaded workbook before anything reads it: a few kilobytes can unpack to gigabytes.

use std::io::{Cursor, Read as _};

/// Most parts of a workbook.
const MOST_PARTS: usize = 2_000;
/// Most bytes that all parts unpack to.
const LARGEST: u64 = 256 * 1024 * 1024;
/// Most bytes of the words that cells share: a reader keeps all of them in memory.
const LARGEST_WORDS: u64 = 48 * 1024 * 1024;

/// Whether the file may be read: what is no workbook may, as it is read line by line.
///
/// # Errors
/// The key of a sentence.
pub fn check_workbook(bytes: &[u8]) -> Result<(), &'static str> {
    if !bytes.starts_with(b"PK") {
        return Ok(());
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| "imports-unreadable")?;
    if archive.len() > MOST_PARTS {
        return Err("imports-too-large");
    }
    let mut all = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| "imports-unreadable")?;
        // The sheets are read as they come; everything else is held.
        let is_sheet = part.name().is_ok_and(|name| name.starts_with("xl/worksheets/"));
        let most = if is_sheet { LARGEST - all } else { LARGEST_WORDS.min(LARGEST - all) };
        // What a part says of its size may be a lie: it is unpacked, and thrown away.
        let unpacked =
            std::io::copy(&mut part.take(most + 1), &mut std::io::sink()).map_err(|_| "imports-unreadable")?;
        if unpacked > most {
            return Err("imports-too-large");
        }
        all += unpacked;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn workbook(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let piece = vec![b' '; 1024 * 1024];
        for (name, megabytes) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
            for _ in 0..*megabytes {
                zip.write_all(&piece).expect("a part");
            }
        }
        zip.finish().expect("a workbook").into_inner()
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_by_what_it_really_unpacks_to() {
        assert_eq!(check_workbook(b"name,unit\nAn,A\n"), Ok(()));
        assert_eq!(check_workbook(b"PK\x03\x04 and nothing more"), Err("imports-unreadable"));
        assert_eq!(check_workbook(&workbook(&[("xl/worksheets/sheet1.xml", 3), ("xl/sharedStrings.xml", 1)])), Ok(()));
        let words = workbook(&[("xl/sharedStrings.xml", 49)]);
        assert!(words.len() < 1024 * 1024, "a bomb is small: {}", words.len());
        assert_eq!(check_workbook(&words), Err("imports-too-large"));
        assert_eq!(check_workbook(&workbook(&[("xl/worksheets/sheet1.xml", 257)])), Err("imports-too-large"));
    }
}
