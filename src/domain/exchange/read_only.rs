//! The page on which stands what our courses cannot ask, so that nothing of an import is lost without a trace. It is a
//! draft: learners do not see it, its author does.

use super::markdown::{BankFile, for_comment};
use super::text::inline;
use super::{Format, Imported};
use crate::course::{MAX_FILE, slug_of};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Folder in `bank/` for the sources; no course looks into a folder of that name.
pub const KEPT: &str = "_imported";

/// Writes the page; none where everything could be imported. `taken_names` are those of the course folder, in lower case.
#[must_use]
pub fn page(imported: &Imported, format: Format, source: &str, taken_names: &BTreeSet<String>) -> Option<BankFile> {
    if imported.pages.is_empty() {
        return None;
    }
    let stem = source.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut slug = slug_of(stem.rsplit_once('.').map_or(stem, |(stem, _)| stem));
    slug.truncate(40);
    let base = format!("{slug}-chua-chuyen").trim_start_matches('-').to_owned();
    let mut name = format!("{base}.md");
    let mut number = 2;
    while taken_names.contains(&name) {
        name = format!("{base}-{number}.md");
        number += 1;
    }
    let format = format.name();
    let comment = for_comment(source);
    let mut text = format!(
        "---\nkind: page\ndraft: yes\ntitle: \"Câu chưa chuyển được: {comment}\"\n---\n\n<!-- imported: {format}, {comment} -->\n"
    );
    let mut questions = 0;
    for item in &imported.pages {
        if text.len() > MAX_FILE / 2 {
            break;
        }
        questions += 1;
        let title = inline(&item.name).replace("\\{", "&#123;");
        let title = if title.is_empty() { format!("Câu {}", item.line) } else { title };
        let _ =
            write!(text, "\n## {title}\n\n<!-- imported: {} -->\n\nXML: `bank/{KEPT}/{}`\n", item.line, item.source);
        if !item.text.trim().is_empty() {
            // The page stands in the course folder, not in the bank.
            let _ = write!(text, "\n{}\n", item.text.trim().replace("](../media/", "](media/"));
        }
    }
    Some(BankFile { name, text, questions })
}
