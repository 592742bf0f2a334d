//! A finding of the compiler, as a page shows it: the sentence, the line, carets under it.

use crate::app::App;
use crate::course_archive::CourseFiles;
use crate::locales::REFERENCE;
use crate::web::view::teach::FindingView;
use xutra_domain::course::{Diagnostic, Severity};

/// Longest line that is shown, in characters.
const LONGEST: usize = 160;

/// The view of a finding.
pub(super) fn view(app: &App, lang: &str, files: &CourseFiles, found: &Diagnostic) -> FindingView {
    let args: Vec<(&str, &str)> = found.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = found.key();
    let key = if app.locales.has(REFERENCE, &key) { key } else { found.code.0.to_owned() };
    FindingView {
        severity: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        },
        code: found.code.0,
        place: format!("{}:{}:{}", found.file, found.position.line, found.position.column),
        message: app.locales.text(lang, &key, &args),
        help: app.locales.find(lang, &format!("{key}.help"), &args),
        excerpt: excerpt(files, found),
    }
}

/// Errors before warnings before hints; each in the order of files and lines.
pub(super) fn rank(found: &Diagnostic) -> u8 {
    match found.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Hint => 2,
    }
}

fn excerpt(files: &CourseFiles, found: &Diagnostic) -> Option<String> {
    let bytes = match found.file.as_str() {
        "../skills.toml" => files.skills.as_ref(),
        "../capability.toml" => files.capability.as_ref(),
        path => files.files.get(path),
    }?;
    let text = std::str::from_utf8(bytes).ok()?;
    let at = found.position;
    let line = text.lines().nth(usize::try_from(at.line.checked_sub(1)?).ok()?)?;
    let shown: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    let from = usize::try_from(at.column.saturating_sub(1)).ok()?;
    let end = if at.end_line == at.line { usize::try_from(at.end_column).ok()?.saturating_sub(1) } else { line.len() };
    let count = shown.chars().count();
    let carets = end.min(count).saturating_sub(from).max(1);
    let number = at.line.to_string();
    let under = if from <= count { "^".repeat(carets) } else { String::new() };
    Some(format!("{number} | {shown}\n{} | {}{under}", " ".repeat(number.len()), " ".repeat(from.min(count))))
}
