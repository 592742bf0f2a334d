//! Pages as a whole: where their title comes from (W402), films without captions (W406), what a phone has to load
//! (W411).

use super::Finding;
use crate::course::build::{Build, Page};
use crate::course::titles;
use crate::course::tree::Role;

/// More bytes than these take long on a slow phone.
const HEAVY: u64 = 500_000;

/// Files that are loaded only when somebody plays them.
const PLAYED: &[&str] = &["mp4", "webm", "mp3", "m4a", "ogg", "vtt"];

pub(super) fn all(build: &Build<'_>, at: usize) -> Vec<Finding> {
    let page = &build.pages[at];
    let mut findings: Vec<Finding> = Vec::new();
    findings.extend(title(build, page));
    findings.extend(weight(build, page));
    for (path, span) in &page.parsed.films {
        let language = page.place.language.as_deref().unwrap_or(&build.languages[0]);
        let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
        let captions = format!("{stem}.{language}.vtt");
        if !build.source.tree.media.contains_key(&captions) {
            let name = captions.rsplit('/').next().unwrap_or_default();
            findings.push(Finding::new("W406", span.clone()).arg("file", name));
        }
    }
    findings
}

/// W402: no H1, or several of which only the first counts.
fn title(build: &Build<'_>, page: &Page<'_>) -> Option<Finding> {
    let headings = &page.parsed.headings;
    let mut first = headings.iter().filter(|heading| heading.level == 1);
    if let Some(one) = first.next() {
        let second = first.next()?;
        let mut finding = Finding::new("W402", one.span.clone()).variant("several").arg("title", one.text.trim());
        finding.other = Some(second.span.clone());
        return Some(finding);
    }
    let named = page.front.text("title").or_else(|| page.front.text("name")).is_some()
        || (page.place.role == Role::Front && !build.manifest.title.is_empty());
    if named || build.is_found() || matches!(page.place.role, Role::Bank | Role::Glossary) {
        return None;
    }
    let finding = Finding::new("W402", headings.first().map_or(0..0, |heading| heading.span.clone()));
    let heading = titles::written(page);
    Some(match (heading, page.original.is_some(), &page.summary_title) {
        (Some(title), ..) => finding.arg("title", title),
        (None, true, _) => finding.variant("original"),
        (None, false, Some(title)) => finding.variant("summary").arg("title", title.as_str()),
        (None, false, None) => finding.variant("file"),
    })
}

/// W411: what is shown without being asked for.
fn weight(build: &Build<'_>, page: &Page<'_>) -> Option<Finding> {
    let waits =
        |path: &str| path.rsplit('.').next().is_some_and(|end| PLAYED.contains(&end.to_ascii_lowercase().as_str()));
    let media = page.parsed.media.iter().filter(|path| !waits(path));
    let size: u64 = media.filter_map(|path| build.source.tree.media.get(path)).map(|medium| medium.bytes).sum();
    let tenths = size.div_ceil(100_000);
    (size > HEAVY).then(|| Finding::new("W411", 0..0).arg("size", format!("{}.{}", tenths / 10, tenths % 10)))
}
