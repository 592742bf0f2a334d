//! Whole courses, from files to the compiled course.

mod arrangement;
mod extras;
mod foreign;
mod properties;
mod repairs;
mod settings;
mod translations;

use super::{Compilation, CompiledCourse, CourseSource, SourceTree, compile};

/// A course folder `ai` of these files; names that end in neither `.md` nor `.toml` are media.
pub(super) fn source(files: &[(&str, &str)]) -> CourseSource {
    let mut tree = SourceTree::default();
    for (path, text) in files {
        if [".md", ".mdx", ".toml"].iter().any(|end| path.ends_with(end)) {
            tree.texts.insert((*path).to_owned(), Ok(text.as_bytes().to_vec()));
        } else {
            tree.media.insert((*path).to_owned(), super::Medium::of(path, text.as_bytes()));
        }
    }
    CourseSource { folder: "ai".to_owned(), tree, ..CourseSource::default() }
}

/// What compiling says: `CODE file:line:column`.
pub(super) fn findings(compiled: &Compilation) -> Vec<String> {
    let row = |d: &super::Diagnostic| format!("{} {}:{}:{}", d.code.0, d.file, d.position.line, d.position.column);
    compiled.diagnostics.iter().map(row).collect()
}

/// The course, which must have no error.
pub(super) fn course(files: &[(&str, &str)]) -> CompiledCourse {
    compiled(&source(files))
}

/// Likewise.
pub(super) fn compiled(source: &CourseSource) -> CompiledCourse {
    let compilation = compile(source);
    compilation.course.clone().unwrap_or_else(|| panic!("{:?}", findings(&compilation)))
}

/// Item ids of each module, in order.
pub(super) fn order(course: &CompiledCourse) -> Vec<(String, Vec<String>)> {
    let ids = |module: &super::Module| module.items.iter().map(|item| item.head().id.clone()).collect();
    course.modules.iter().map(|module| (module.id.clone(), ids(module))).collect()
}

/// `order` of some words.
pub(super) fn words(modules: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    modules
        .iter()
        .map(|(id, items)| ((*id).to_owned(), items.iter().map(|item| (*item).to_owned()).collect()))
        .collect()
}

/// A question with three choices.
pub(super) fn question(id: &str) -> String {
    format!("## Hỏi {id}? {{#{id}}}\n\n- [x] Một\n- [ ] Hai\n- [ ] Ba\n\n")
}
