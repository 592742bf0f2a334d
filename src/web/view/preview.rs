//! The page of `xutra preview`.

use super::Link;
use serde::Serialize;

/// `preview/frame.html`
#[derive(Debug, Clone, Serialize)]
pub struct PreviewPage {
    /// Number of the save that is shown.
    pub number: u64,
    /// Title of the course, else the folder's name.
    pub course: String,
    /// The pages that are framed.
    pub frames: Vec<FrameView>,
    /// This page with a phone, or with two languages side by side.
    pub views: Vec<ViewLink>,
    /// `phone` or `both`.
    pub view: &'static str,
    /// `good`, `kept` (errors; an earlier version is shown) or `none` (nothing can be shown yet).
    pub state: &'static str,
    /// The same as a sentence, or why the folder could not be taken in at all.
    pub status: String,
    /// The page that is framed, where it belongs to a file.
    pub shown: Option<ShownView>,
    /// Its findings.
    pub here: Vec<FileView>,
    /// The findings of all other files, those with errors first.
    pub others: Vec<FileView>,
    /// All pages in order.
    pub pages: Vec<PageRow>,
    /// What lacks a translation, by language.
    pub untranslated: Vec<UntranslatedView>,
    /// Hashed address of the page's own script.
    pub script: String,
    /// Hashed address of the page's own style sheet.
    pub style: String,
}

/// A framed page.
#[derive(Debug, Clone, Serialize)]
pub struct FrameView {
    /// Name of its language.
    pub title: String,
    /// Tag of its language; empty where the reader's counts.
    pub lang: &'static str,
    /// Its address; none where there is no course to show yet.
    pub url: Option<String>,
}

/// A way to look at the course.
#[derive(Debug, Clone, Serialize)]
pub struct ViewLink {
    /// Its words.
    pub title: String,
    /// `phone` or `both`.
    pub view: &'static str,
    /// Its address.
    pub url: String,
    /// Whether it is this one.
    pub current: bool,
}

/// The framed page as its author knows it.
#[derive(Debug, Clone, Serialize)]
pub struct ShownView {
    /// Title.
    pub title: String,
    /// File.
    pub file: String,
    /// What holds learners off, which the preview lifts.
    pub lifted: Vec<String>,
}

/// The findings of a file.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// File, relative to the course folder.
    pub file: String,
    /// How many errors.
    pub errors: usize,
    /// How many warnings and hints.
    pub warnings: usize,
    /// The first of them.
    pub findings: Vec<FindingView>,
    /// How many more there are.
    pub more: usize,
}

/// Something that the author should know.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// `file:line:column`.
    pub place: String,
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// Code.
    pub code: &'static str,
    /// The sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The line.
    pub line: Option<LineView>,
    /// Other places that belong to the matter, as `file:line:column`.
    pub also: Vec<String>,
}

/// A line of a file.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// Its number.
    pub number: u32,
    /// What stands before the place.
    pub before: String,
    /// The place.
    pub marked: String,
    /// What stands behind it.
    pub after: String,
    /// Room and carets for the line under it.
    pub caret: String,
}

/// A page in the list.
#[derive(Debug, Clone, Serialize)]
pub struct PageRow {
    /// Title, and this page with that one framed.
    pub link: Link,
    /// File.
    pub file: String,
    /// Whether there is something to show.
    pub is_there: bool,
    /// Whether it is framed now.
    pub current: bool,
    /// Hidden from learners.
    pub draft: bool,
    /// How many errors its files have.
    pub errors: usize,
}

/// What a language lacks.
#[derive(Debug, Clone, Serialize)]
pub struct UntranslatedView {
    /// Name of the language.
    pub language: String,
    /// How many pages it lacks.
    pub count: usize,
    /// Of how many pages.
    pub of: usize,
    /// The pages.
    pub pages: Vec<Link>,
}
