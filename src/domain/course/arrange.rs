//! Puts pages into modules: pairs translations with their originals, gives ids, and finds the order.

use super::build::{Build, Folder};
use super::diagnostic::Reporter;
use super::links::join;
use super::names::{natural, slug_or_hash, split, without_number};
use super::suggest::nearest;
use super::summary;
use super::toml_file::report_wrong;
use super::tree::{Role, bare_name};
use super::values::Value;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// All of it.
pub(super) fn arrange(build: &mut Build<'_>) {
    pair_translations(build);
    let positions = read_summary(build);
    make_modules(build, &positions);
    give_ids(build);
    warn_of_strays(build, &positions);
}

/// A translation belongs to the page of the same folder and name.
fn pair_translations(build: &mut Build<'_>) {
    let mut originals = BTreeMap::new();
    for (at, page) in build.pages.iter().enumerate() {
        if page.place.language.is_none() {
            originals.entry((page.place.dir.clone(), page.place.stem.clone())).or_insert(at);
        }
    }
    let mut taken = BTreeMap::new();
    for at in 0..build.pages.len() {
        let place = &build.pages[at].place;
        let Some(language) = place.language.clone() else { continue };
        let Some(original) = originals.get(&(place.dir.clone(), place.stem.clone())).copied() else { continue };
        let first = *taken.entry((original, language)).or_insert(at);
        if first != at {
            report_same_id(build, at, first, "translation");
        }
        build.pages[at].original = Some(original);
        build.pages[at].place.role = build.pages[original].place.role;
    }
}

/// E111 at the beginning of a file, with the other file.
fn report_same_id(build: &mut Build<'_>, at: usize, first: usize, id: &str) {
    let label = build.label(first, 0..0);
    let other = build.pages[first].path;
    let diagnostic = build.pages[at].reporter.report("E111", 0..0).arg("id", id).arg("other", other);
    diagnostic.labels.push(label);
}

/// Entries of SUMMARY.md that are looked at.
const MOST_ENTRIES: usize = 5_000;

/// Place in SUMMARY.md of each file that it names.
fn read_summary(build: &mut Build<'_>) -> BTreeMap<String, usize> {
    let mut positions = BTreeMap::new();
    let Some(text) = build.summary else { return positions };
    let mut reporter = Reporter::new("SUMMARY.md", text);
    for (index, entry) in summary::read(text).into_iter().take(MOST_ENTRIES).enumerate() {
        let path = join("SUMMARY.md", &entry.path).unwrap_or_default();
        let known = &build.source.tree;
        if !known.texts.contains_key(&path) && !known.media.contains_key(&path) {
            let meant = nearest(&path, known.texts.keys().map(String::as_str));
            let diagnostic = reporter.report("E120", entry.span).arg("path", entry.path);
            if let Some(meant) = meant {
                diagnostic.variant("nearest").arg("nearest", meant);
            }
            continue;
        }
        if let Some(page) = build.pages.iter_mut().find(|page| page.path == path) {
            page.summary_title.get_or_insert(entry.title);
        }
        positions.entry(path).or_insert(index);
    }
    build.found.extend(reporter.into_found());
    positions
}

fn make_modules(build: &mut Build<'_>, positions: &BTreeMap<String, usize>) {
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for at in build.originals() {
        let page = &build.pages[at];
        let folder = || Folder { dir: page.place.dir.clone(), ..Folder::default() };
        if page.place.role == Role::ModuleFront {
            folders.entry(page.place.dir.clone()).or_insert_with(folder).front.get_or_insert(at);
        } else if page.place.role.is_item() {
            folders.entry(page.place.dir.clone()).or_insert_with(folder).items.push(at);
        }
    }
    let mut modules: Vec<Folder> = folders.into_values().collect();
    for module in &mut modules {
        module.items.sort_by(|one, other| compare_items(build, positions, *one, *other));
    }
    let listed = listed_modules(build, &modules);
    modules.sort_by(|one, other| compare_modules(build, positions, &listed, one, other));
    let mut taken = BTreeSet::new();
    for module in &mut modules {
        module.id = module_id(&module.dir, &build.id, &taken);
        taken.insert(module.id.clone());
    }
    build.modules = modules;
}

/// The folder's name; where another module has it, the whole path; where that is taken too, with a number.
fn module_id(dir: &str, course: &str, taken: &BTreeSet<String>) -> String {
    if dir.is_empty() {
        return course.to_owned();
    }
    let parts: Vec<&str> = dir.split('/').map(without_number).collect();
    let short = slug_or_hash(parts.last().copied().unwrap_or_default());
    let long = slug_or_hash(&parts.join("-"));
    let numbered = (2..).map(|number| format!("{long}-{number}"));
    let mut ids = [short, long.clone()].into_iter().chain(numbered);
    ids.find(|id| !taken.contains(id) && id != course).unwrap_or(long)
}

/// Folders in the order of `modules = […]`; names of no folder are reported.
fn listed_modules(build: &mut Build<'_>, modules: &[Folder]) -> Vec<String> {
    let mut listed = Vec::new();
    for (name, span) in build.manifest.modules.iter().flatten() {
        let name = name.trim_end_matches('/');
        if modules.iter().any(|module| module.dir == name) {
            listed.push(name.to_owned());
            continue;
        }
        let meant = nearest(name, modules.iter().map(|module| module.dir.as_str()));
        let diagnostic = report_wrong("modules", "folder", span.clone(), &mut build.manifest_reporter);
        diagnostic.arg("value", name);
        if let Some(meant) = meant {
            diagnostic.variant("folder-nearest").arg("nearest", meant);
        }
    }
    listed
}

fn order_of(build: &Build<'_>, page: usize) -> i64 {
    match build.pages[page].front.value("order") {
        Some(Value::Whole(order)) => *order,
        _ => i64::MAX,
    }
}

/// SUMMARY.md, else `order:`, else natural with quizzes behind lessons and exams behind quizzes.
fn compare_items(build: &Build<'_>, positions: &BTreeMap<String, usize>, one: usize, other: usize) -> Ordering {
    let key = |at: usize| {
        let page = &build.pages[at];
        let rank = match page.place.role {
            Role::Quiz => 1,
            Role::Exam => 2,
            _ => 0,
        };
        (positions.get(page.path).copied().unwrap_or(usize::MAX), order_of(build, at), rank)
    };
    key(one).cmp(&key(other)).then_with(|| natural(&build.pages[one].place.stem, &build.pages[other].place.stem))
}

fn compare_modules(
    build: &Build<'_>,
    positions: &BTreeMap<String, usize>,
    listed: &[String],
    one: &Folder,
    other: &Folder,
) -> Ordering {
    let key = |module: &Folder| {
        let place = listed.iter().position(|dir| *dir == module.dir).unwrap_or(usize::MAX);
        let pages = module.front.iter().chain(&module.items);
        let summary = pages.filter_map(|at| positions.get(build.pages[*at].path)).min().copied();
        let order = module.front.map_or(i64::MAX, |front| order_of(build, front));
        (root_rank(build, module) == 2, place, summary.unwrap_or(usize::MAX), order, root_rank(build, module))
    };
    key(one).cmp(&key(other)).then_with(|| natural(&one.dir, &other.dir))
}

/// Items outside of any folder come first, but an exam comes last in the course.
fn root_rank(build: &Build<'_>, module: &Folder) -> u8 {
    if !module.dir.is_empty() {
        return 1;
    }
    let role = |at: &usize| build.pages[*at].place.role;
    let last = module.items.iter().any(|at| role(at) == Role::Exam) || module.items.iter().all(|at| role(at).is_quiz());
    if last { 2 } else { 0 }
}

/// Ids of items and banks; two items of one id are an error, whatever their folders.
fn give_ids(build: &mut Build<'_>) {
    let modules: BTreeMap<String, String> =
        build.modules.iter().map(|module| (module.dir.clone(), module.id.clone())).collect();
    let ids: Vec<(usize, String, bool)> = build.originals().map(|at| id_of(build, &modules, at)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, id, _) in &ids {
        if build.pages[*at].place.role.is_item() {
            *counts.entry(id).or_default() += 1;
        }
    }
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for (at, id, written) in &ids {
        let (at, page) = (*at, &build.pages[*at]);
        let is_item = page.place.role.is_item();
        // Nobody wrote a found folder for us: `assignment.md` in each of its folders is no mistake.
        let shared = build.is_found() && is_item && !written && counts.get(id.as_str()).is_some_and(|count| *count > 1);
        let module = modules.get(&page.place.dir).filter(|_| shared);
        let id = module.map_or_else(|| id.clone(), |module| format!("{module}-{id}"));
        if is_item {
            let first = *taken.entry(id.clone()).or_insert(at);
            if first != at {
                report_same_id(build, at, first, &id);
            }
        }
        build.pages[at].id = id;
    }
    for at in 0..build.pages.len() {
        if let Some(original) = build.pages[at].original {
            build.pages[at].id = build.pages[original].id.clone();
        }
    }
}

/// The id of a page by itself, and whether its author wrote it.
fn id_of(build: &Build<'_>, modules: &BTreeMap<String, String>, at: usize) -> (usize, String, bool) {
    let page = &build.pages[at];
    let role = page.place.role;
    if let Some(written) = page.front.text("id") {
        return (at, written.to_owned(), true);
    }
    let module = || modules.get(&page.place.dir).unwrap_or(&build.id);
    let ending = if role == Role::Exam { "exam" } else { "quiz" };
    let id = match bare_name(&page.place.stem) {
        Some(name) if !matches!(role, Role::Front | Role::ModuleFront) => slug_or_hash(name),
        None => format!("{}-{ending}", module()),
        Some(_) => module().clone(),
    };
    (at, id, false)
}

/// W121 for items that SUMMARY.md or `modules` leaves out.
fn warn_of_strays(build: &mut Build<'_>, positions: &BTreeMap<String, usize>) {
    for at in build.originals() {
        let page = &build.pages[at];
        if !page.place.role.is_item() {
            continue;
        }
        let dir = &page.place.dir;
        let unlisted = |names: &Vec<(String, _)>| !names.iter().any(|(name, _)| name.trim_end_matches('/') == dir);
        let by_summary = build.summary.is_some() && !positions.contains_key(page.path);
        let by_modules = !dir.is_empty() && build.manifest.modules.as_ref().is_some_and(unlisted);
        if by_summary || by_modules {
            let variant = if by_summary { "summary" } else { "modules" };
            let name = split(page.path).1.to_owned();
            build.pages[at].reporter.report("W121", 0..0).variant(variant).arg("name", name);
        }
    }
}
