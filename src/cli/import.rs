//! `xutra import FORMAT FILE --into PATH`: writes the questions of a foreign file into the `bank/` of a course, says what
//! was not carried over, and checks the course.

use super::check::{CheckRequest, check, exit};
use super::read_course::{CourseFolder, read_courses};
use crate::locales::Locales;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, IsTerminal as _, Read as _, Write};
use std::path::Path;
use std::process::ExitCode;
use xutra_domain::exchange::{Format, Imported, MAX_INPUT, MediaFile, import as read_questions, markdown, read_only};

/// `xutra import`: prints to the standard streams.
pub(super) fn run(format: &str, file: &Path, into: &Path, language: &str) -> ExitCode {
    let locales = super::locales();
    let colour = io::stdout().is_terminal();
    let (out, errors) = (&mut io::stdout().lock(), &mut io::stderr().lock());
    import(format, file, into, &Words { language, locales: &locales, colour }, out, errors)
        .map_or(ExitCode::FAILURE, ExitCode::from)
}

/// How to speak.
#[derive(Debug, Clone, Copy)]
pub struct Words<'w> {
    /// Language of the sentences.
    pub language: &'w str,
    /// The sentences.
    pub locales: &'w Locales,
    /// Whether to colour.
    pub colour: bool,
}

impl Words<'_> {
    pub(super) fn say(&self, out: &mut dyn Write, key: &str, args: &[(&str, &str)]) -> io::Result<()> {
        writeln!(out, "{}", self.locales.text(self.language, key, args))
    }

    /// A sentence with its place before it.
    pub(super) fn place(
        &self,
        out: &mut dyn Write,
        place: &str,
        key: &str,
        args: &[(&'static str, String)],
    ) -> io::Result<()> {
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        writeln!(out, "{place}: {}", self.locales.text(self.language, key, &args))
    }
}

/// Runs the command. Gives the exit code.
///
/// # Errors
/// Where nothing can be written to the streams.
pub fn import(
    format: &str,
    file: &Path,
    into: &Path,
    words: &Words<'_>,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<u8> {
    let source = file.to_string_lossy().into_owned();
    let Some(format) = Format::named(format) else {
        let known = Format::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        words.say(errors, "exchange-unknown-format", &[("format", format), ("known", &known)])?;
        return Ok(exit::USAGE);
    };
    let bytes = match read_at_most(file, MAX_INPUT as u64) {
        Ok(bytes) => bytes,
        Err(error) => {
            words.say(errors, "exchange-unreadable", &[("path", &source), ("reason", &error.kind().to_string())])?;
            return Ok(exit::FOUND);
        }
    };
    let course = match read_courses(into).map(|mut found| (found.len() == 1).then(|| found.remove(0))) {
        Ok(Some(course)) if course.prefix.is_empty() => course,
        _ => {
            words.say(errors, "exchange-no-course", &[("path", &into.to_string_lossy())])?;
            return Ok(exit::FOUND);
        }
    };
    let imported = match read_questions(format, &bytes) {
        Ok(imported) => imported,
        Err(error) => {
            words.place(errors, &format!("{source}:{}", error.line), error.what, &error.args)?;
            return Ok(exit::FOUND);
        }
    };
    let files =
        markdown::write(&imported, format, &source, &taken_ids(&course), &taken_names(&course.path.join("bank")));
    let page = read_only::page(&imported, format, &source, &taken_names(&course.path));
    if let Err(error) = save(&course, &files, page.as_ref(), &imported) {
        words.say(
            errors,
            "exchange-unwritable",
            &[("path", &into.to_string_lossy()), ("reason", &error.to_string())],
        )?;
        return Ok(exit::FOUND);
    }
    for file in &files {
        let count = file.questions.to_string();
        words.say(out, "exchange-written", &[("file", &format!("bank/{}", file.name)), ("count", &count)])?;
    }
    if let Some(page) = &page {
        let count = page.questions.to_string();
        words.say(out, "exchange-page-written", &[("file", &page.name), ("count", &count)])?;
    }
    for loss in &imported.losses {
        words.place(out, &format!("{source}:{}", loss.line), loss.what, &loss.args)?;
    }
    if imported.losses.is_empty() {
        words.say(out, "exchange-all-carried", &[])?;
    }
    let request = CheckRequest {
        paths: vec![into.to_owned()],
        language: words.language.to_owned(),
        colour: words.colour,
        ..CheckRequest::default()
    };
    check(&request, words.locales, out, errors)
}

/// At most one byte more than is taken, which is enough to see that it is too large.
pub(super) fn read_at_most(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whatever stands after a `#` in the course: more than its ids, which does no harm.
fn taken_ids(course: &CourseFolder) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for bytes in course.source.tree.texts.values().flatten() {
        let text = String::from_utf8_lossy(bytes);
        for piece in text.split('#').skip(1) {
            let id: String = piece
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
                .take(65)
                .collect();
            if !id.is_empty() {
                ids.insert(id);
            }
        }
    }
    ids
}

fn taken_names(folder: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    names.map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect()
}

/// Writes new files; none that exists is ever touched.
fn save(
    course: &CourseFolder,
    files: &[markdown::BankFile],
    page: Option<&markdown::BankFile>,
    imported: &Imported,
) -> io::Result<()> {
    let bank = course.path.join("bank");
    fs::create_dir_all(&bank)?;
    if let Some(page) = page {
        create(&course.path.join(&page.name), page.text.as_bytes())?;
        save_named(&bank.join(read_only::KEPT), &imported.kept)?;
    }
    for file in files {
        create(&bank.join(&file.name), file.text.as_bytes())?;
    }
    save_named(&course.path.join("media"), &imported.media)
}

/// Writes files whose names hold a hash of their content: one that is there already is the same.
fn save_named(folder: &Path, files: &[MediaFile]) -> io::Result<()> {
    if !files.is_empty() {
        fs::create_dir_all(folder)?;
    }
    for file in files {
        match create(&folder.join(&file.name), &file.bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => other?,
        }
    }
    Ok(())
}

/// Writes a file that must not exist.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}
