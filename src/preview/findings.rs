//! What the compiler found, with the line of the file that it stands in.

use crate::cli::report;
use crate::locales::Locales;
use xutra_domain::course::{CourseSource, Diagnostic};

/// Characters of a line that are shown before and behind the place; the rest of a long line is left out.
const ROUND: usize = 90;
/// Characters of the place itself that are shown.
const PLACE: usize = 160;

/// One thing that the author should know.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Code, place and facts.
    pub diagnostic: Diagnostic,
    /// The line; none where the file cannot be read.
    pub excerpt: Option<Excerpt>,
}

/// A line of a file around the place that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// The place, as far as it lies in the line.
    pub marked: String,
    /// What stands behind it.
    pub after: String,
    /// The line under it: as much room as `before`, and carets.
    pub caret: String,
}

impl Finding {
    /// A finding with its line.
    pub(super) fn new(diagnostic: Diagnostic, source: &CourseSource) -> Self {
        let excerpt = text_of(source, &diagnostic.file).and_then(|text| excerpt(text, &diagnostic));
        Self { diagnostic, excerpt }
    }

    /// The sentence and the line of help, where there is one.
    #[must_use]
    pub fn sentence(&self, language: &str, locales: &Locales) -> (String, Option<String>) {
        report::sentence(&self.diagnostic, language, locales)
    }
}

fn text_of<'s>(source: &'s CourseSource, file: &str) -> Option<&'s str> {
    let beside = [&source.skills, &source.capability].into_iter().flatten().find(|(path, _)| path == file);
    let own = source.tree.texts.get(file).and_then(|text| text.as_ref().ok());
    std::str::from_utf8(own.or(beside.map(|(_, bytes)| bytes))?).ok()
}

fn excerpt(text: &str, diagnostic: &Diagnostic) -> Option<Excerpt> {
    let (start, end) = (diagnostic.position.start, diagnostic.position.end);
    let first = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let last = text.get(start..)?.find(['\n', '\r']).map_or(text.len(), |at| start + at);
    let (whole, line_end) = (text.get(first..start)?, text.get(end.clamp(start, last)..last)?);
    let marked: String = text.get(start..end.clamp(start, last))?.chars().take(PLACE).collect();
    let skipped = whole.chars().count().saturating_sub(ROUND);
    let cut = if skipped > 0 { "…" } else { "" };
    let before: String = cut.chars().chain(whole.chars().skip(skipped)).collect();
    let mut after: String = line_end.chars().take(ROUND).collect();
    if line_end.chars().nth(ROUND).is_some() {
        after.push('…');
    }
    let room = before.chars().map(|c| if c == '\t' { '\t' } else { ' ' });
    let caret = room.chain(std::iter::repeat_n('^', marked.chars().count().max(1))).collect();
    Some(Excerpt { before, marked, after, caret })
}

#[cfg(test)]
mod tests {
    use super::*;
    use xutra_domain::course::compile;

    fn found(file: &str, text: &str) -> Vec<Finding> {
        let mut source = CourseSource { folder: "thu".into(), ..CourseSource::default() };
        source.tree.texts.insert("course.toml".into(), Ok(b"lang = \"vi\"\n".to_vec()));
        source.tree.texts.insert(file.into(), Ok(text.as_bytes().to_vec()));
        compile(&source).diagnostics.into_iter().map(|one| Finding::new(one, &source)).collect()
    }

    #[test]
    fn the_line_is_shown_with_carets_under_the_place() {
        let found = found("bai.md", "---\r\ntiltle: Bài ạ\r\n---\r\n# Bài\r\n\r\nChữ.\r\n");
        let unknown = found.iter().find(|one| one.diagnostic.code.0 == "E103").expect("an unknown key");
        let excerpt = unknown.excerpt.as_ref().expect("a line");
        assert_eq!(
            (excerpt.before.as_str(), excerpt.marked.as_str(), excerpt.after.as_str()),
            ("", "tiltle", ": Bài ạ")
        );
        assert_eq!(excerpt.caret, "^^^^^^");
        assert!(unknown.sentence("vi", &Locales::embedded()).0.contains("tiltle"));
    }

    #[test]
    fn a_long_line_is_shown_around_the_place_alone() {
        let text = format!("# Bài\n\n{} ![](a.png) {}\n", "à ".repeat(400), "ờ ".repeat(400));
        for finding in found("bai.md", &text) {
            let Some(excerpt) = finding.excerpt else { continue };
            let shown = excerpt.before.chars().count() + excerpt.marked.chars().count() + excerpt.after.chars().count();
            assert!(shown <= 2 * ROUND + PLACE + 2, "{excerpt:?}");
            assert_eq!(excerpt.caret.chars().filter(|c| *c == ' ').count(), excerpt.before.chars().count());
        }
    }

    #[test]
    fn a_file_that_is_no_text_has_no_line() {
        let mut source = CourseSource::default();
        source.tree.texts.insert("a.md".into(), Ok(vec![b'#', b' ', 0xff]));
        let findings: Vec<Finding> =
            compile(&source).diagnostics.into_iter().map(|one| Finding::new(one, &source)).collect();
        assert!(findings.iter().any(|one| one.diagnostic.code.0 == "E001" && one.excerpt.is_none()));
    }
}
