//! What a page is called: front matter, else its H1, else a heading that is alone at its level, else SUMMARY.md, else
//! the file's name. ('The first heading of any level' would call most pages of real courses 'Introduction'.)

use super::build::{Build, Folder, Page};
use super::manifest::localized;
use super::names::{readable, split};
use super::tree::Role;
use crate::language::Localized;

/// Title of an item, in every language.
pub(super) fn of_item(build: &Build<'_>, at: usize) -> Localized {
    let page = &build.pages[at];
    let name = super::tree::bare_name(&page.place.stem).unwrap_or(&page.place.stem);
    let title = written(page).or_else(|| page.summary_title.clone()).unwrap_or_else(|| readable(name));
    with_translations(build, at, title)
}

/// Title of a module: its README's, else the folder's name.
pub(super) fn of_module(build: &Build<'_>, module: &Folder) -> Localized {
    if module.dir.is_empty() {
        return of_course(build);
    }
    let name = readable(split(&module.dir).1);
    let Some(front) = module.front else { return Localized::new(name) };
    let page = &build.pages[front];
    let title = written(page).or_else(|| page.summary_title.clone()).unwrap_or(name);
    with_translations(build, front, title)
}

/// Title of the course: `course.toml`, else the README's, else the folder's name.
pub(super) fn of_course(build: &Build<'_>) -> Localized {
    let name = readable(&build.source.folder);
    let front = build.originals().find(|at| build.pages[*at].place.role == Role::Front);
    let readme = front.map(|at| {
        let title = written(&build.pages[at]).unwrap_or_else(|| name.clone());
        with_translations(build, at, title)
    });
    let fallback = readme.as_ref().map_or(&name, |readme| &readme.original);
    let mut title = localized(&build.manifest.title, &build.languages[0], fallback);
    for (language, text) in readme.into_iter().flat_map(|readme| readme.translations) {
        title.translations.entry(language).or_insert(text);
    }
    title
}

fn with_translations(build: &Build<'_>, at: usize, title: String) -> Localized {
    let mut title = Localized::new(title);
    for (language, page) in build.translations(at) {
        title.translations.extend(written(page).map(|text| (language.to_owned(), text)));
    }
    title
}

/// What the page itself says.
pub(super) fn written(page: &Page<'_>) -> Option<String> {
    if let Some(title) = page.front.text("title").or_else(|| page.front.text("name")) {
        return Some(title.to_owned());
    }
    let headings = &page.parsed.headings;
    let first = headings.iter().find(|heading| heading.level == 1).or_else(|| {
        let first = headings.first().filter(|_| !page.place.role.has_questions())?;
        let alone = headings.iter().filter(|heading| heading.level == first.level).count() == 1;
        alone.then_some(first)
    });
    first.map(|heading| heading.text.trim().to_owned()).filter(|text| !text.is_empty())
}
