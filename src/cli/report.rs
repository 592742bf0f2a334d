//! Findings for people: a line that editors understand, the source with carets, a line of help.

use super::check::{CheckRequest, Finding};
use crate::locales::{Locales, REFERENCE};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::fmt;
use std::io::{self, Write};
use xutra_domain::course::{Diagnostic, Position, Severity};

/// Findings of one file that the text form shows.
const SHOWN: usize = 20;

/// The sentence and the help line of a finding.
pub(crate) fn sentence(diagnostic: &Diagnostic, language: &str, locales: &Locales) -> (String, Option<String>) {
    let args: Vec<(&str, &str)> = diagnostic.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = diagnostic.key();
    let key = if locales.has(REFERENCE, &key) { key } else { diagnostic.code.0.to_owned() };
    (locales.text(language, &key, &args), locales.find(language, &format!("{key}.help"), &args))
}

/// The code's sentences: its own and those of its variants.
pub(crate) fn keys_of(code: &str, language: &str, locales: &Locales) -> Vec<String> {
    let well_formed = code.len() == 4 && code.starts_with(['E', 'W']);
    let keys = locales.keys(language).into_iter();
    keys.filter(|key| well_formed && key.split('-').next() == Some(code)).map(str::to_owned).collect()
}

/// Writes all findings, at most some of each file, and their number.
pub(crate) fn write_text(
    findings: &[Finding<'_>],
    request: &CheckRequest,
    locales: &Locales,
    out: &mut dyn Write,
) -> io::Result<()> {
    let language = &request.language;
    for file in findings.chunk_by(|one, other| one.file == other.file) {
        for finding in file.iter().take(SHOWN) {
            write_finding(finding, request, locales, out)?;
        }
        if let Some(more) = file.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let more = more.to_string();
            writeln!(out, "{}\n", locales.text(language, "check-more", &[("count", &more), ("file", &file[0].file)]))?;
        }
    }
    let count = |severity| findings.iter().filter(|f| f.diagnostic.severity == severity).count().to_string();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let key = if findings.is_empty() { "check-clean" } else { "check-summary" };
    writeln!(out, "{}", locales.text(language, key, &[("errors", &errors), ("warnings", &warnings)]))
}

fn write_finding(
    finding: &Finding<'_>,
    request: &CheckRequest,
    locales: &Locales,
    out: &mut dyn Write,
) -> io::Result<()> {
    let diagnostic = finding.diagnostic;
    let (message, help) = sentence(diagnostic, &request.language, locales);
    let at = diagnostic.position;
    writeln!(out, "{}:{}:{}: {} {message}", finding.file, at.line, at.column, diagnostic.code.0)?;
    if let Some(excerpt) = excerpt(finding, request.colour) {
        writeln!(out, "{excerpt}")?;
    }
    for label in diagnostic.labels.iter().filter(|label| label.file != diagnostic.file) {
        let file = super::check::within(&finding.base, &label.file);
        writeln!(out, "  → {file}:{}:{}", label.position.line, label.position.column)?;
    }
    if let Some(help) = help {
        writeln!(out, "  = {help}")?;
    }
    writeln!(out)
}

/// The lines of the finding with carets under them; none where the text is not at hand.
fn excerpt(finding: &Finding<'_>, colour: bool) -> Option<String> {
    let diagnostic = finding.diagnostic;
    let source = &finding.folder.source;
    let beside = [&source.skills, &source.capability];
    let beside = beside.into_iter().flatten().find(|(path, _)| *path == diagnostic.file).map(|(_, bytes)| bytes);
    let bytes = source.tree.texts.get(&diagnostic.file).and_then(|text| text.as_ref().ok()).or(beside)?;
    let text = std::str::from_utf8(bytes).ok().filter(|text| !text.is_empty())?;
    let span = |at: &Position| at.start..at.end.max(at.start);
    let mut labels = vec![LabeledSpan::new_primary_with_span(None, span(&diagnostic.position))];
    let own = diagnostic.labels.iter().filter(|label| label.file == diagnostic.file);
    labels.extend(own.map(|label| LabeledSpan::new_with_span(None, span(&label.position))));
    let report = Excerpt { source: text.to_owned(), labels };
    let mut theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    theme.characters.underline = '^';
    let mut drawn = String::new();
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_context_lines(1)
        .render_report(&mut drawn, &report)
        .ok()?;
    let mut lines = drawn.lines().skip_while(|line| !line.contains('╭'));
    // Its own place counts bytes; ours stands in the line above.
    let frame = lines.next()?.split('[').next()?.to_owned() + "───";
    Some(std::iter::once(frame.as_str()).chain(lines).collect::<Vec<_>>().join("\n"))
}

/// What miette draws; the sentence stands above it.
#[derive(Debug)]
struct Excerpt {
    source: String,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Excerpt {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Excerpt {}

impl miette::Diagnostic for Excerpt {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
