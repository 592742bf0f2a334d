//! `xutra new course PATH`: a small course that compiles clean and shows the common types of questions.

use super::check::exit;
use super::import::{Words, create};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// The files of the skeleton by path.
const FILES: &[(&str, &str)] = &[
    ("course.toml", include_str!("new/course.toml")),
    ("README.md", include_str!("new/README.md")),
    ("01-bat-dau/README.md", include_str!("new/module.md")),
    ("01-bat-dau/01-chao-ban.md", include_str!("new/lesson.md")),
    ("01-bat-dau/quiz.md", include_str!("new/quiz.md")),
    ("bank/cau-hoi.md", include_str!("new/bank.md")),
    ("final.exam.md", include_str!("new/exam.md")),
];

/// `xutra new course`: prints to the standard streams.
pub(super) fn run(path: &Path, language: &str) -> ExitCode {
    let locales = super::locales();
    let words = Words { language, locales: &locales, colour: false };
    let (out, errors) = (&mut io::stdout().lock(), &mut io::stderr().lock());
    new_course(path, &words, out, errors).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Runs the command. Gives the exit code.
///
/// # Errors
/// Where nothing can be written to the streams.
pub fn new_course(path: &Path, words: &Words<'_>, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<u8> {
    let shown = path.to_string_lossy().into_owned();
    let free = match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if !free {
        words.say(errors, "exchange-exists", &[("path", &shown)])?;
        return Ok(exit::FOUND);
    }
    for (name, text) in FILES {
        let file = path.join(name);
        let made = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| create(&file, text.as_bytes()));
        if let Err(error) = made {
            let reason = error.kind().to_string();
            words.say(errors, "exchange-unwritable", &[("path", &file.to_string_lossy()), ("reason", &reason)])?;
            return Ok(exit::FOUND);
        }
    }
    words.say(out, "exchange-new-course", &[("path", &shown)])?;
    Ok(exit::CLEAN)
}
