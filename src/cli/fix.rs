//! `xutra check --fix`: writes what the compiler repaired. A file is replaced as a whole or not at all, and only where it
//! still is what was read.

use super::check::{CheckRequest, within};
use super::read_course::CourseFolder;
use crate::locales::Locales;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use xutra_domain::course::{Change, Repaired, repair};

/// Longest piece of a file that is shown.
const SHOWN: usize = 60;

/// Repairs a course in its folder and says what was changed. The folder then holds what stands on the disk.
///
/// Gives how many files could not be written; they are named.
///
/// # Errors
/// Where nothing can be said.
pub(super) fn fix(
    folder: &mut CourseFolder,
    base: &str,
    request: &CheckRequest,
    locales: &Locales,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let repaired = repair(&folder.source, request.stamp);
    let language = request.language.as_str();
    let mut failed = 0;
    let files: Vec<(String, Vec<u8>)> =
        repaired.files(&folder.source).map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    for (path, bytes) in files {
        let was = folder.source.tree.texts.get(&path).and_then(|text| text.as_ref().ok());
        let file = within(base, &path);
        match was.ok_or_else(changed).and_then(|was| replace(&folder.path, &path, was, &bytes)) {
            Ok(()) => {
                for change in repaired.changes.iter().filter(|change| change.file == path) {
                    writeln!(out, "{}", sentence(change, &file, language, locales))?;
                }
                folder.source.tree.texts.insert(path, Ok(bytes));
            }
            Err(error) => {
                failed += 1;
                let reason = if is_changed(&error) {
                    locales.text(language, "check-fix-changed", &[])
                } else {
                    error.kind().to_string()
                };
                writeln!(
                    out,
                    "{}",
                    locales.text(language, "check-fix-failed", &[("file", &file), ("reason", &reason)])
                )?;
            }
        }
    }
    writeln!(out, "{}\n", said(&repaired, failed, language, locales))?;
    Ok(failed)
}

fn said(repaired: &Repaired, failed: usize, language: &str, locales: &Locales) -> String {
    match repaired.changes.len() {
        0 => locales.text(language, "check-fix-none", &[]),
        _ if failed > 0 => locales.text(language, "check-fix-partly", &[("count", &failed.to_string())]),
        count => locales.text(language, "check-fix-done", &[("count", &count.to_string())]),
    }
}

fn sentence(change: &Change, file: &str, language: &str, locales: &Locales) -> String {
    let place = format!("{file}:{}:{}", change.position.line, change.position.column);
    let (before, after) = (short(&change.before), short(&change.after));
    let key = if before.is_empty() { "check-fix-added" } else { "check-fix-change" };
    let facts = [("place", place.as_str()), ("code", change.code.0), ("before", &before), ("after", &after)];
    locales.text(language, key, &facts)
}

/// A piece of a file in one line.
fn short(text: &str) -> String {
    let mut line: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN + 1).collect();
    if line.chars().count() > SHOWN {
        line.pop();
        line.push('…');
    }
    if line.is_empty() && !text.is_empty() { "␣".repeat(text.chars().count().min(8)) } else { line }
}

fn changed() -> io::Error {
    io::Error::new(io::ErrorKind::ResourceBusy, "the file changed")
}

fn is_changed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::ResourceBusy && error.get_ref().is_some()
}

/// Puts new content in the place of the old: beside it first, then by a rename in the same folder. A link inside of the
/// course is followed, so that it stays one; nothing outside of the course is written.
fn replace(root: &Path, path: &str, was: &[u8], bytes: &[u8]) -> io::Result<()> {
    let real = root.join(path).canonicalize()?;
    if !real.starts_with(root.canonicalize()?) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let permissions = fs::metadata(&real)?.permissions();
    let folder = real.parent().ok_or(io::ErrorKind::NotFound)?;
    let name = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let done = write_new(&beside, bytes).and_then(|()| {
        fs::set_permissions(&beside, permissions)?;
        if fs::read(&real)? != was {
            return Err(changed());
        }
        fs::rename(&beside, &real)
    });
    if done.is_err() && beside.exists() {
        fs::remove_file(&beside)?;
    }
    done?;
    sync_folder(folder.to_owned())
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the rename last; systems that cannot open a folder do it by themselves.
fn sync_folder(folder: PathBuf) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
