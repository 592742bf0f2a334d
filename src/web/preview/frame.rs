//! `/preview`: the course in a frame, what was found beside it.

use crate::message::Message;
use crate::preview::{Finding, PageNote, Preview, Snapshot};
use crate::web::actor::{Learner, query_value};
use crate::web::error::AppError;
use crate::web::view::Link;
use crate::web::view::preview::*;
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::web::Data;
use xutra_domain::course::{Label, Position, Severity};

/// Findings of one file that are shown; the rest is counted.
const SHOWN: usize = 20;

/// The page.
///
/// # Errors
/// Where the template fails.
pub(super) async fn show(reader: Learner, preview: Data<Preview>) -> Result<HttpResponse, AppError> {
    let snapshot = preview.snapshot();
    page::show(&reader, "preview/frame.html", &view(&reader, &preview, &snapshot))
}

fn view(reader: &Learner, preview: &Preview, snapshot: &Snapshot) -> PreviewPage {
    let (app, lang, query) = (&reader.app, reader.lang, reader.request().query_string());
    let start = snapshot.course.as_deref().map(|id| format!("/courses/{id}"));
    let asked = query_value(query, "page").filter(|path| is_framed(path));
    let framed = start.as_ref().map(|start| asked.unwrap_or_else(|| start.clone()));
    let path = framed.as_deref().map(|path| path.split(['?', '#']).next().unwrap_or(path));
    let view = if query_value(query, "view").as_deref() == Some("both") { "both" } else { "phone" };
    let note = snapshot.pages.iter().find(|note| note.url.is_some() && note.url.as_deref() == path);
    let (here, others) = files(reader, snapshot, note);
    let live = snapshot.course.as_deref().and_then(|id| app.catalog.course(id));
    let folder = preview.folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let link = |(way, key)| ViewLink {
        title: reader.word(key),
        view: way,
        url: address(lang, way, framed.as_deref().unwrap_or("/")),
        current: way == view,
    };
    PreviewPage {
        number: snapshot.number,
        course: live.map_or(folder, |live| live.course.title.get(lang).clone()),
        frames: frames(reader, view, framed.as_deref()),
        views: [("phone", "preview-view-phone"), ("both", "preview-view-both")].into_iter().map(link).collect(),
        view,
        state: match (&snapshot.course, snapshot.broken) {
            (None, _) => "none",
            (Some(_), true) => "kept",
            (Some(_), false) => "good",
        },
        status: status(reader, snapshot),
        shown: note.map(|note| shown(reader, note)),
        here,
        others,
        pages: pages(reader, snapshot, view, path),
        untranslated: untranslated(reader, snapshot, view),
        script: app.statics.url("preview.js"),
        style: app.statics.url("preview.css"),
    }
}

fn status(reader: &Learner, snapshot: &Snapshot) -> String {
    let errors = snapshot.findings.iter().filter(|one| is_error(one)).count();
    let message = match (&snapshot.trouble, &snapshot.course, snapshot.broken) {
        (Some(trouble), ..) => trouble.clone(),
        (None, None, _) => Message::new("preview-state-none").with("errors", errors),
        (None, Some(_), true) => Message::new("preview-state-kept").with("errors", errors),
        (None, Some(_), false) => Message::new("preview-state-good").with("warnings", snapshot.findings.len()),
    };
    reader.say(&message)
}

/// Pages of a learner may be framed, and nothing else.
fn is_framed(path: &str) -> bool {
    let kinds = ["/courses", "/attempts/", "/me"];
    path == "/" || (page::local(path) == path && kinds.iter().any(|kind| path.starts_with(kind)))
}

fn address(lang: &str, view: &str, framed: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("page", framed).append_pair("view", view).append_pair("lang", lang);
    format!("/preview?{}", query.finish())
}

fn frames(reader: &Learner, view: &str, framed: Option<&str>) -> Vec<FrameView> {
    let url = |lang: &str| {
        framed.map(|path| {
            let (path, anchor) = path.split_once('#').map_or((path, None), |(path, anchor)| (path, Some(anchor)));
            let sign = if path.contains('?') { '&' } else { '?' };
            format!("{path}{sign}lang={lang}{}", anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default())
        })
    };
    let languages: &[&'static str] = if view == "both" { crate::locales::LANGUAGES } else { &[reader.lang] };
    let frame = |lang: &&'static str| FrameView { title: language_name(reader, lang), lang, url: url(lang) };
    languages.iter().map(frame).collect()
}

/// The name of a language in the reader's; its tag where there is none.
fn language_name(reader: &Learner, tag: &str) -> String {
    match tag {
        "vi" => reader.word("preview-vietnamese"),
        "en" => reader.word("preview-english"),
        other => other.to_owned(),
    }
}

fn is_error(finding: &Finding) -> bool {
    finding.diagnostic.severity == Severity::Error
}

/// The findings of the page that is shown, and those of the other files, with errors first.
fn files(reader: &Learner, snapshot: &Snapshot, note: Option<&PageNote>) -> (Vec<FileView>, Vec<FileView>) {
    let by_file = snapshot.findings.chunk_by(|one, other| one.diagnostic.file == other.diagnostic.file);
    let mut files: Vec<FileView> = by_file.map(|findings| file(reader, findings)).collect();
    files.sort_by_key(|file| file.errors == 0);
    files.into_iter().partition(|file| note.is_some_and(|note| note.is_of(&file.file)))
}

fn file(reader: &Learner, findings: &[Finding]) -> FileView {
    let errors = findings.iter().filter(|one| is_error(one)).count();
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|one| !is_error(one));
    FileView {
        file: findings.first().map(|one| one.diagnostic.file.clone()).unwrap_or_default(),
        errors,
        warnings: findings.len() - errors,
        findings: sorted.into_iter().take(SHOWN).map(|one| finding(reader, one)).collect(),
        more: findings.len().saturating_sub(SHOWN),
    }
}

fn finding(reader: &Learner, finding: &Finding) -> FindingView {
    let diagnostic = &finding.diagnostic;
    let (message, help) = finding.sentence(reader.lang, &reader.app.locales);
    let place = |file: &str, at: &Position| format!("{file}:{}:{}", at.line, at.column);
    FindingView {
        place: place(&diagnostic.file, &diagnostic.position),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        },
        code: diagnostic.code.0,
        message,
        help,
        line: finding.excerpt.clone().map(|excerpt| LineView {
            number: diagnostic.position.line,
            before: excerpt.before,
            marked: excerpt.marked,
            after: excerpt.after,
            caret: excerpt.caret,
        }),
        also: diagnostic.labels.iter().map(|label: &Label| place(&label.file, &label.position)).collect(),
    }
}

/// The page as its author knows it, with what the preview takes away.
fn shown(reader: &Learner, note: &PageNote) -> ShownView {
    let mut lifted = Vec::new();
    if note.draft {
        lifted.push(reader.word("preview-lifts-draft"));
    }
    if !note.audience.is_empty() {
        let who: Vec<String> = note.audience.iter().map(|word| reader.word(&format!("audience-{word}"))).collect();
        lifted.push(reader.say(&Message::new("preview-lifts-audience").with("who", who.join(", "))));
    }
    if !note.requires.is_empty() {
        lifted.push(reader.say(&Message::new("preview-lifts-requires").with("items", note.requires.join(", "))));
    }
    if let Some(attempts) = note.attempts {
        lifted.push(reader.say(&Message::new("preview-lifts-attempts").with("n", attempts)));
    }
    if note.cooldown > 0 {
        let wait = show::duration(reader, note.cooldown);
        lifted.push(reader.say(&Message::new("preview-lifts-cooldown").with("wait", wait)));
    }
    ShownView { title: note.title.get(reader.lang).clone(), file: note.file.clone(), lifted }
}

fn pages(reader: &Learner, snapshot: &Snapshot, view: &str, path: Option<&str>) -> Vec<PageRow> {
    let row = |note: &PageNote| PageRow {
        link: link(reader, note, view),
        file: note.file.clone(),
        is_there: note.url.is_some(),
        current: note.url.is_some() && note.url.as_deref() == path,
        draft: note.draft,
        errors: snapshot.findings.iter().filter(|one| is_error(one) && note.is_of(&one.diagnostic.file)).count(),
    };
    snapshot.pages.iter().map(row).collect()
}

fn link(reader: &Learner, note: &PageNote, view: &str) -> Link {
    let url = note.url.as_deref().map(|url| address(reader.lang, view, url)).unwrap_or_default();
    Link { title: note.title.get(reader.lang).clone(), url }
}

fn untranslated(reader: &Learner, snapshot: &Snapshot, view: &str) -> Vec<UntranslatedView> {
    let language = |tag: &String| {
        let lacking: Vec<&PageNote> = snapshot.pages.iter().filter(|note| note.missing.contains(tag)).collect();
        UntranslatedView {
            language: language_name(reader, tag),
            count: lacking.len(),
            of: snapshot.pages.len(),
            pages: lacking.into_iter().map(|note| link(reader, note, view)).collect(),
        }
    };
    snapshot.languages.iter().skip(1).map(language).collect()
}

#[cfg(test)]
mod tests {
    use super::is_framed;

    #[test]
    fn only_pages_of_learners_are_framed() {
        for good in ["/", "/courses/a", "/courses/a/b?check=x", "/attempts/0190?q=2", "/me"] {
            assert!(is_framed(good), "{good}");
        }
        for bad in
            ["", "/preview", "/preview?page=/", "//evil", "https://evil", "/api/v1/me", "/static/x", "/courses\\x"]
        {
            assert!(!is_framed(bad), "{bad}");
        }
    }
}
