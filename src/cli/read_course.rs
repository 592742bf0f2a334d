//! Reads course folders from a disk into what the compiler takes. Nothing outside of a folder is read, whatever its
//! links point at, and no file that is too large to be compiled is read whole.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use xutra_domain::course::{CourseSource, MAX_FILE, Medium, SourceTree, course_id_of};

/// A course folder that was read.
#[derive(Debug, Clone)]
pub struct CourseFolder {
    /// The folder.
    pub path: PathBuf,
    /// The folder as seen from the path that was asked for: empty where that is the course itself.
    pub prefix: String,
    /// Its content.
    pub source: CourseSource,
}

/// Folders inside folders that are followed.
const MAX_DEPTH: usize = 16;
/// Larger pictures are not read: a page that shows one is warned about in any case.
const MAX_MEDIUM: u64 = 16 * 1_024 * 1_024;

/// The courses at a path: one (a folder with `course.toml`, or with Markdown and no child that has one), or those of a
/// folder of courses. Empty where there is none.
///
/// # Errors
/// Where the path is no folder or cannot be read.
pub fn read_courses(path: &Path) -> io::Result<Vec<CourseFolder>> {
    let root = path.canonicalize()?;
    let children = folders(&root)?;
    let has_manifest = |folder: &Path| folder.join("course.toml").is_file();
    if has_manifest(&root) || !children.iter().any(|child| has_manifest(child)) {
        if !has_manifest(&root) && !has_markdown(&root, 0) {
            return Ok(Vec::new());
        }
        let beside = root.parent().map(folders).transpose().unwrap_or_default().unwrap_or_default();
        let siblings = ids(beside.iter().filter(|folder| has_manifest(folder) && **folder != root));
        return Ok(vec![read_course(&root, String::new(), siblings)]);
    }
    let courses: Vec<&PathBuf> =
        children.iter().filter(|child| has_manifest(child) || has_markdown(child, 0)).collect();
    let read = courses.iter().map(|folder| {
        let siblings = ids(courses.iter().copied().filter(|other| other != folder));
        read_course(folder, name_of(folder), siblings)
    });
    Ok(read.collect())
}

fn name_of(folder: &Path) -> String {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn ids<'p>(folders: impl Iterator<Item = &'p PathBuf>) -> Vec<String> {
    folders
        .map(|folder| course_id_of(&name_of(folder), &text(&folder.join("course.toml")).unwrap_or_default()))
        .collect()
}

/// Reads one course folder and the two files that may stand beside it.
fn read_course(root: &Path, prefix: String, siblings: Vec<String>) -> CourseFolder {
    let mut tree = SourceTree { texts: BTreeMap::new(), media: BTreeMap::new() };
    read_folder(root, root, "", 0, &mut tree);
    let beside = |name: &str| {
        let bytes = text(&root.parent()?.join(name)).ok()?;
        Some((format!("../{name}"), bytes))
    };
    let source = CourseSource {
        folder: name_of(root),
        tree,
        skills: beside("skills.toml"),
        capability: beside("capability.toml"),
        siblings,
    };
    CourseFolder { path: root.to_owned(), prefix, source }
}

fn read_folder(root: &Path, folder: &Path, prefix: &str, depth: usize, tree: &mut SourceTree) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_hidden(&name) {
            continue;
        }
        let (path, key) = (entry.path(), format!("{prefix}{name}"));
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() {
            if depth < MAX_DEPTH {
                read_folder(root, &path, &format!("{key}/"), depth + 1, tree);
            }
        } else if kind.is_file() || is_inside(root, &path) {
            if is_text(&name) {
                tree.texts.insert(key, text(&path).map_err(|error| error.kind().to_string()));
            } else if let Some(medium) = medium(&path, &name) {
                tree.media.insert(key, medium);
            }
        }
    }
}

/// A file that is no page; only of a picture the content is read.
fn medium(path: &Path, name: &str) -> Option<Medium> {
    let about = fs::metadata(path).ok()?;
    if about.len() > MAX_MEDIUM || !Medium::has_shape(name) {
        return Some(about.len().into());
    }
    fs::read(path).ok().map(|content| Medium::of(name, &content))
}

/// A link to a file of the same folder; links to folders are not followed, so that there are no circles.
fn is_inside(root: &Path, path: &Path) -> bool {
    path.canonicalize().is_ok_and(|real| real.starts_with(root) && real.is_file())
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules"
}

fn is_text(name: &str) -> bool {
    [".md", ".mdx", ".toml"].iter().any(|end| name.ends_with(end))
}

/// At most one byte more than a file may have, which is enough to see that it is too large.
fn text(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The folders in a folder, by name.
fn folders(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path)?.flatten() {
        let hidden = is_hidden(&entry.file_name().to_string_lossy());
        if !hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn has_markdown(folder: &Path, depth: usize) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| !is_hidden(&entry.file_name().to_string_lossy())).any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => depth < MAX_DEPTH && has_markdown(&entry.path(), depth + 1),
            Ok(_) => name.ends_with(".md") || name.ends_with(".mdx"),
            Err(_) => false,
        }
    })
}
