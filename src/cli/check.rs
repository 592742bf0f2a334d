//! `xutra check`: compiles course folders and tells their authors what is wrong. Touches no database.

use super::arguments::CheckArguments;
use super::fix::fix;
use super::read_course::{CourseFolder, read_courses};
use super::report;
use crate::locales::Locales;
use serde::Serialize;
use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use xutra_domain::course::{Compilation, Diagnostic, Severity, compile};

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people: the lines with carets under them.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// What was asked for.
#[derive(Debug, Clone, Default)]
pub struct CheckRequest {
    /// Courses or folders of courses; none means `courses`.
    pub paths: Vec<PathBuf>,
    /// How to write.
    pub format: Format,
    /// Whether warnings fail as well.
    pub deny_warnings: bool,
    /// Language of the sentences.
    pub language: String,
    /// Whether to colour the text form; for terminals only.
    pub colour: bool,
    /// Whether to repair what can be repaired, before what is left is listed.
    pub fix: bool,
    /// Whether repairing marks translations as ones of their originals as they are now.
    pub stamp: bool,
}

/// Exit codes of the command.
pub mod exit {
    /// Nothing is wrong.
    pub const CLEAN: u8 = 0;
    /// There are errors, or denied warnings.
    pub const FOUND: u8 = 1;
    /// There is no course at the path.
    pub const USAGE: u8 = 2;
}

/// A finding with the path under which the reader knows its file.
pub(crate) struct Finding<'c> {
    pub(crate) diagnostic: &'c Diagnostic,
    pub(crate) file: String,
    pub(crate) folder: &'c CourseFolder,
    /// What stands before paths of the course.
    pub(crate) base: String,
}

struct Checked {
    path: String,
    folder: CourseFolder,
    compilation: Compilation,
}

/// Runs the command; what goes wrong with the paths themselves is said on `errors`. Gives the exit code.
///
/// # Errors
/// Where nothing can be written.
pub fn check(request: &CheckRequest, locales: &Locales, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<u8> {
    let default = [PathBuf::from("courses")];
    let paths = if request.paths.is_empty() { &default } else { request.paths.as_slice() };
    let (mut checked, mut unwritten) = (Vec::new(), 0);
    for path in paths {
        let shown = path.to_string_lossy().trim_end_matches('/').to_owned();
        let folders = match read_courses(path) {
            Ok(folders) if !folders.is_empty() => folders,
            Ok(_) => return refuse(request, locales, errors, "check-no-course", &[("path", &shown)]),
            Err(error) => {
                let reason = error.kind().to_string();
                return refuse(request, locales, errors, "check-unreadable", &[("path", &shown), ("reason", &reason)]);
            }
        };
        for mut folder in folders {
            if request.fix {
                // One JSON object is all that standard output may hold.
                let said: &mut dyn Write = if request.format == Format::Json { &mut *errors } else { &mut *out };
                let prefix = folder.prefix.as_str();
                let base = if prefix.is_empty() { shown.clone() } else { within(&shown, prefix) };
                unwritten += fix(&mut folder, &base, request, locales, said)?;
            }
            let compilation = compile(&folder.source);
            checked.push(Checked { path: shown.clone(), folder, compilation });
        }
    }
    let with_path = request.format == Format::Text || paths.len() > 1;
    let findings = findings(&checked, with_path);
    match request.format {
        Format::Text => report::write_text(&findings, request, locales, out)?,
        Format::Json => write_json(&checked, &findings, request, locales, out)?,
    }
    let fails = |finding: &Finding<'_>| match finding.diagnostic.severity {
        Severity::Error => true,
        Severity::Warning => request.deny_warnings,
        Severity::Hint => false,
    };
    Ok(if unwritten > 0 || findings.iter().any(fails) { exit::FOUND } else { exit::CLEAN })
}

/// `xutra check`: prints to the standard streams.
pub(super) fn run(arguments: &CheckArguments, language: &str) -> ExitCode {
    let locales = super::locales();
    if let Some(code) = &arguments.explain {
        let (out, errors) = (&mut io::stdout().lock(), &mut io::stderr().lock());
        return super::explain::explain(code, language, &locales, out, errors)
            .map_or(ExitCode::FAILURE, ExitCode::from);
    }
    let configured = std::env::var("XUTRA_COURSES_DIR").ok().filter(|folder| !folder.is_empty());
    let paths = match (&arguments.paths[..], configured) {
        ([], Some(folder)) => vec![PathBuf::from(folder)],
        (paths, _) => paths.to_vec(),
    };
    let request = CheckRequest {
        paths,
        format: match arguments.format {
            super::arguments::Format::Text => Format::Text,
            super::arguments::Format::Json => Format::Json,
        },
        deny_warnings: arguments.deny.is_some(),
        language: language.to_owned(),
        colour: io::stdout().is_terminal(),
        fix: arguments.fix,
        stamp: arguments.stamp,
    };
    // A reader that closed its end has seen enough.
    check(&request, &locales, &mut io::stdout().lock(), &mut io::stderr().lock())
        .map_or(ExitCode::FAILURE, ExitCode::from)
}

fn refuse(
    request: &CheckRequest,
    locales: &Locales,
    errors: &mut dyn Write,
    key: &str,
    args: &[(&str, &str)],
) -> io::Result<u8> {
    writeln!(errors, "{}", locales.text(&request.language, key, args))?;
    Ok(exit::USAGE)
}

/// Everything found, once (files beside the courses are read for each of them), in order.
fn findings(checked: &[Checked], with_path: bool) -> Vec<Finding<'_>> {
    let mut findings: Vec<Finding<'_>> = Vec::new();
    for course in checked {
        let prefix = course.folder.prefix.as_str();
        let base = if with_path && prefix.is_empty() { course.path.clone() } else { prefix.to_owned() };
        let base = if with_path && !prefix.is_empty() { within(&course.path, prefix) } else { base };
        for diagnostic in &course.compilation.diagnostics {
            let file = within(&base, &diagnostic.file);
            findings.push(Finding { diagnostic, file, folder: &course.folder, base: base.clone() });
        }
    }
    let key = |finding: &Finding<'_>| {
        (finding.file.clone(), finding.diagnostic.position, finding.diagnostic.code, finding.diagnostic.variant)
    };
    findings.sort_by_key(key);
    findings.dedup_by(|one, other| key(one) == key(other) && one.diagnostic.args == other.diagnostic.args);
    findings
}

/// A path inside of a folder, `..` resolved where the folder has a name for it.
pub(crate) fn within(folder: &str, path: &str) -> String {
    if folder.is_empty() || folder == "." {
        return path.to_owned();
    }
    match path.strip_prefix("../") {
        Some(rest) if !folder.ends_with("..") => match folder.rsplit_once('/') {
            Some((parent, _)) => format!("{parent}/{rest}"),
            None => rest.to_owned(),
        },
        _ => format!("{folder}/{path}"),
    }
}

#[derive(Serialize)]
struct Report<'c> {
    courses: Vec<CourseRow<'c>>,
    diagnostics: Vec<DiagnosticRow<'c>>,
}

#[derive(Serialize)]
struct CourseRow<'c> {
    id: &'c str,
    languages: &'c [String],
    modules: usize,
    lessons: usize,
    quizzes: usize,
    questions: usize,
    items: Vec<ItemRow<'c>>,
}

#[derive(Serialize)]
struct ItemRow<'c> {
    id: &'c str,
    kind: &'c str,
    title: &'c str,
    file: String,
}

#[derive(Serialize)]
struct DiagnosticRow<'c> {
    code: &'c str,
    severity: Severity,
    message: String,
    file: &'c str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    help: Option<String>,
}

fn write_json(
    checked: &[Checked],
    findings: &[Finding<'_>],
    request: &CheckRequest,
    locales: &Locales,
    out: &mut dyn Write,
) -> io::Result<()> {
    let several = request.paths.len() > 1;
    let courses = checked.iter().map(|course| {
        let outline = &course.compilation.outline;
        let file = |file: &str| {
            let inner = within(&course.folder.prefix, file);
            if several { within(&course.path, &inner) } else { inner }
        };
        CourseRow {
            id: &course.compilation.id,
            languages: &outline.languages,
            modules: outline.modules,
            lessons: outline.lessons,
            quizzes: outline.quizzes,
            questions: outline.questions,
            items: outline
                .items
                .iter()
                .map(|(id, kind, title, path)| ItemRow { id, kind, title, file: file(path) })
                .collect(),
        }
    });
    let rows = findings.iter().map(|finding| {
        let diagnostic = finding.diagnostic;
        let (message, help) = report::sentence(diagnostic, &request.language, locales);
        DiagnosticRow {
            code: diagnostic.code.0,
            severity: diagnostic.severity,
            message,
            file: &finding.file,
            line: diagnostic.position.line,
            column: diagnostic.position.column,
            end_line: diagnostic.position.end_line,
            end_column: diagnostic.position.end_column,
            help,
        }
    });
    let report = Report { courses: courses.collect(), diagnostics: rows.collect() };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn files_beside_a_course_are_named_from_the_path() {
        for (folder, path, expected) in [
            ("", "a.md", "a.md"),
            (".", "a.md", "a.md"),
            ("ai", "a.md", "ai/a.md"),
            ("ai", "../skills.toml", "skills.toml"),
            ("courses/ai", "../skills.toml", "courses/skills.toml"),
            ("", "../skills.toml", "../skills.toml"),
            ("..", "../skills.toml", "../../skills.toml"),
        ] {
            assert_eq!(within(folder, path), expected);
        }
    }
}
