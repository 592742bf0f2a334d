//! The courses of a start: the folder of the settings, else what was built in.

use super::read_course::read_courses;
use crate::course_archive::{self, CourseFiles};
use crate::media::{Media, Place};
use anyhow::Context as _;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use xutra_domain::course::{Compilation, CourseSource, Medium, compile, course_id_of};

/// The archive of a course of the folder, or of the built-in one, where it fits: what instructors download.
pub(super) fn archive(folder: &Path, course: &str) -> Option<Vec<u8>> {
    let mut files = CourseFiles::default();
    if folder.is_dir() {
        let found = read_courses(folder).ok()?.into_iter();
        let found = found.into_iter().find(|found| {
            let manifest = found.source.tree.texts.get("course.toml").and_then(|text| text.as_ref().ok());
            course_id_of(&found.source.folder, manifest.map_or(&[][..], Vec::as_slice)) == course
        })?;
        files.folder.clone_from(&found.source.folder);
        for (path, text) in &found.source.tree.texts {
            files.files.insert(path.clone(), text.clone().ok()?);
        }
        for path in found.source.tree.media.keys() {
            files.files.insert(path.clone(), std::fs::read(found.path.join(path)).ok()?);
        }
        files.skills = found.source.skills.map(|(_, bytes)| bytes);
        files.capability = found.source.capability.map(|(_, bytes)| bytes);
    } else {
        course.clone_into(&mut files.folder);
        for path in BuiltIn::iter() {
            let bytes = || BuiltIn::get(&path).map(|file| file.data.to_vec());
            match path.split_once('/') {
                Some((own, rest)) if own == course => drop(files.files.insert(rest.to_owned(), bytes()?)),
                None if path == "skills.toml" => files.skills = bytes(),
                None if path == "capability.toml" => files.capability = bytes(),
                _ => {}
            }
        }
    }
    let archive = course_archive::write(&files).ok()?;
    // What an instructor could not upload again is not offered.
    course_archive::read(&archive, course).is_ok().then_some(archive)
}

#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/courses"]
#[exclude = "**/.*"]
struct BuiltIn;

/// Compiles every course and makes its media known.
///
/// # Errors
/// Where the folder cannot be read.
pub(super) fn compile_all(folder: &Path, media: &Media) -> anyhow::Result<Vec<Compilation>> {
    if !folder.is_dir() {
        tracing::info!(
            event = "courses.built_in",
            "there is no folder {}; the built-in courses are served",
            folder.display()
        );
        return Ok(built_in(media));
    }
    let read = read_courses(folder).with_context(|| format!("cannot read the courses in {}", folder.display()))?;
    let mut compiled = Vec::new();
    for course in read {
        let compilation = compile(&course.source);
        for path in course.source.tree.media.keys() {
            media.add(&compilation.id, path, Place::Disk(course.path.join(path)));
        }
        compiled.push(compilation);
    }
    Ok(compiled)
}

fn built_in(media: &Media) -> Vec<Compilation> {
    let mut sources: BTreeMap<String, CourseSource> = BTreeMap::new();
    let (mut skills, mut capability) = (None, None);
    for path in BuiltIn::iter() {
        let Some(file) = BuiltIn::get(&path) else { continue };
        let Some((course, rest)) = path.split_once('/') else {
            let content = Some((format!("../{path}"), file.data.to_vec()));
            match path.as_ref() {
                "skills.toml" => skills = content,
                "capability.toml" => capability = content,
                _ => {}
            }
            continue;
        };
        let source = sources
            .entry(course.to_owned())
            .or_insert_with(|| CourseSource { folder: course.to_owned(), ..CourseSource::default() });
        if [".md", ".mdx", ".toml"].iter().any(|end| rest.ends_with(end)) {
            source.tree.texts.insert(rest.to_owned(), Ok(file.data.to_vec()));
        } else {
            source.tree.media.insert(rest.to_owned(), Medium::of(rest, &file.data));
            if let Cow::Borrowed(bytes) = file.data {
                media.add(course, rest, Place::BuiltIn(bytes));
            }
        }
    }
    let ids: Vec<String> = sources.keys().cloned().collect();
    sources
        .into_values()
        .map(|mut source| {
            source.siblings = ids.iter().filter(|id| **id != source.folder).cloned().collect();
            source.skills.clone_from(&skills);
            source.capability.clone_from(&capability);
            compile(&source)
        })
        .collect()
}
