//! Takes a save in: reads and compiles the folder and, where nothing is wrong, publishes the course. Where something is
//! wrong, the last good course stays, and what was found is told.

use super::lift::lift;
use super::{Finding, Preview, Snapshot, pages};
use crate::actions::publish_courses::publish_courses;
use crate::app::App;
use crate::cli::read_course::{CourseFolder, read_courses};
use crate::media::Place;
use crate::message::Message;
use std::path::{Path, PathBuf};
use xutra_domain::course::{Compilation, compile};

/// Takes in what the folder holds now, and tells who waits for it.
pub async fn take_in(app: &App, preview: &Preview) {
    let folder = preview.folder.clone();
    let read = match tokio::task::spawn_blocking(move || read(&folder)).await {
        Ok(read) => read,
        Err(stopped) => Err(Message::new("preview-stopped").with("reason", stopped)),
    };
    let before = preview.snapshot();
    let snapshot = match read {
        Ok((folder, compilation)) => publish(app, &before, &folder, compilation).await,
        Err(trouble) => Snapshot { trouble: Some(trouble), broken: true, ..Snapshot::clone(&before) },
    };
    preview.show(snapshot);
}

fn read(folder: &Path) -> Result<(CourseFolder, Compilation), Message> {
    let unreadable = |error: std::io::Error| Message::new("preview-unreadable").with("reason", error.kind());
    let mut courses = read_courses(folder).map_err(unreadable)?;
    match (courses.pop(), courses.is_empty()) {
        (Some(course), true) => {
            let compilation = compile(&course.source);
            Ok((course, compilation))
        }
        _ => Err(Message::new("preview-no-course")),
    }
}

async fn publish(app: &App, before: &Snapshot, folder: &CourseFolder, compilation: Compilation) -> Snapshot {
    let id = compilation.id.clone();
    let media = folder.source.tree.media.keys();
    let media: Vec<(String, PathBuf)> = media.map(|path| (path.clone(), folder.path.join(path))).collect();
    let mut snapshot = Snapshot {
        findings: compilation.diagnostics.iter().map(|one| Finding::new(one.clone(), &folder.source)).collect(),
        broken: true,
        trouble: None,
        ..before.clone()
    };
    let Some(course) = compilation.course.clone() else {
        if snapshot.course.is_none() {
            snapshot.pages = pages::of_outline(&compilation);
        }
        return snapshot;
    };
    let has_index = folder.source.tree.texts.contains_key("index.md");
    let front = if has_index { "index.md" } else { "README.md" };
    let (notes, languages) = (pages::of_course(&course, front), course.languages.clone());
    let lifted = Compilation { course: Some(lift(course, &app.locales)), ..compilation };
    if let Err(error) = publish_courses(app, vec![lifted]).await {
        tracing::error!(event = "preview.failed", cause = %error, "a save could not be shown");
        snapshot.trouble = Some(Message::new("preview-stopped").with("reason", error));
        return snapshot;
    }
    app.media.replace(&id, media.into_iter().map(|(path, file)| (path, Place::Disk(file))));
    Snapshot { course: Some(id), languages, pages: notes, broken: false, ..snapshot }
}
