//! `xutra export FORMAT PATH --into FILE`: the questions of a course, or of one of its files, for another program.

use super::check::exit;
use super::import::{Words, create, read_at_most};
use super::read_course::{CourseFolder, read_courses};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use xutra_domain::course::compile;
use xutra_domain::exchange::export::{ExportFormat, MAX_MEDIA, export as write_questions, media_of};

/// `xutra export`: prints to the standard streams.
pub(super) fn run(format: &str, path: &Path, into: &Path, language: &str) -> ExitCode {
    let locales = super::locales();
    let words = Words { language, locales: &locales, colour: false };
    let (out, errors) = (&mut io::stdout().lock(), &mut io::stderr().lock());
    export(format, path, into, &words, out, errors).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Runs the command. Gives the exit code.
///
/// # Errors
/// Where nothing can be written to the streams.
pub fn export(
    format: &str,
    path: &Path,
    into: &Path,
    words: &Words<'_>,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<u8> {
    let Some(format) = ExportFormat::named(format) else {
        let known = ExportFormat::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        words.say(errors, "exchange-unknown-format", &[("format", format), ("known", &known)])?;
        return Ok(exit::USAGE);
    };
    let shown = path.to_string_lossy().into_owned();
    let Some((course, file)) = find(path) else {
        words.say(errors, "exchange-no-course", &[("path", &shown)])?;
        return Ok(exit::FOUND);
    };
    let compilation = compile(&course.source);
    let Some(compiled) = compilation.course else {
        words.say(errors, "exchange-course-broken", &[("path", &course.path.to_string_lossy())])?;
        return Ok(exit::FOUND);
    };
    let media = read_media(&course, media_of(&compiled, file.as_deref()));
    let exported = match write_questions(&compiled, file.as_deref(), format, media) {
        Ok(exported) => exported,
        Err(error) => {
            words.say(
                errors,
                "exchange-unwritable",
                &[("path", &into.to_string_lossy()), ("reason", &error.to_string())],
            )?;
            return Ok(exit::FOUND);
        }
    };
    if exported.questions == 0 {
        words.say(errors, "exchange-nothing-to-export", &[("path", &shown)])?;
        return Ok(exit::FOUND);
    }
    if let Err(error) = create(into, &exported.bytes) {
        let reason = error.kind().to_string();
        words.say(errors, "exchange-unwritable", &[("path", &into.to_string_lossy()), ("reason", &reason)])?;
        return Ok(exit::FOUND);
    }
    let count = exported.questions.to_string();
    words.say(out, "exchange-written", &[("file", &into.to_string_lossy()), ("count", &count)])?;
    for loss in &exported.losses {
        let place = format!("{}:{} {}", loss.file, loss.line, loss.id);
        words.place(out, &place, loss.what, &[])?;
    }
    if exported.losses.is_empty() {
        words.say(out, "exchange-all-carried", &[])?;
    }
    Ok(exit::CLEAN)
}

/// The content of the media that can be read, as long as there is room; the export says which are missing.
fn read_media(course: &CourseFolder, paths: BTreeSet<String>) -> BTreeMap<String, Vec<u8>> {
    let mut left = MAX_MEDIA;
    let mut found = BTreeMap::new();
    // The compiler knows these files: no path leads out of the course.
    for path in paths.into_iter().filter(|path| course.source.tree.media.contains_key(path)) {
        if let Ok(bytes) = read_at_most(&course.path.join(&path), left)
            && bytes.len() as u64 <= left
        {
            left -= bytes.len() as u64;
            found.insert(path, bytes);
        }
    }
    found
}

/// The course at a path, or the one that a file stands in with the file's path inside of it.
fn find(path: &Path) -> Option<(CourseFolder, Option<String>)> {
    let one = |folder: &Path| {
        let mut found = read_courses(folder).ok()?;
        (found.len() == 1 && found[0].prefix.is_empty()).then(|| found.remove(0))
    };
    let real = path.canonicalize().ok()?;
    if real.is_dir() {
        return Some((one(&real)?, None));
    }
    // The nearest folder with a manifest, else the outermost that is a course by itself.
    let folders: Vec<&Path> = real.ancestors().skip(1).take(16).collect();
    let with_manifest = folders.iter().find(|folder| folder.join("course.toml").is_file());
    let folder = with_manifest.or(folders.first())?;
    let inner = real.strip_prefix(folder).ok()?;
    let names: Vec<String> = inner.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    Some((one(folder)?, Some(names.join("/"))))
}
