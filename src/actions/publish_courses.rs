//! Publishes compiled courses whose content is new. All or nothing: a course with errors keeps its last good revision.

use super::ActionError;
use crate::app::App;
use xutra_domain::course::{Compilation, CompiledCourse, Severity};
use xutra_store::{StoreError, course, publication};

/// What became of one course folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// A new revision went live.
    New(String),
    /// Nothing had changed.
    Unchanged(String),
    /// The folder holds what was live before somebody published from the browser; that stays live.
    Older(String),
    /// It has errors; an earlier revision stays live.
    Kept {
        /// Course id.
        id: String,
        /// How many errors.
        errors: usize,
    },
    /// It has errors, and there is no earlier revision.
    Refused {
        /// Course id.
        id: String,
        /// How many errors.
        errors: usize,
    },
}

/// Publishes what is new and loads the catalog.
///
/// # Errors
/// Where the store fails.
pub async fn publish_courses(app: &App, compiled: Vec<Compilation>) -> Result<Vec<Published>, ActionError> {
    let newest = course::newest_revisions(app.store.reader()).await?;
    let mut report = Vec::new();
    for compilation in compiled {
        let live = newest.iter().find(|(id, ..)| *id == compilation.id);
        report.push(match compilation.course {
            Some(course) if live.is_some_and(|(_, _, hash)| *hash == course.revision) => {
                Published::Unchanged(course.id)
            }
            Some(course) if publication::is_outdated(app.store.reader(), &course.id, &course.revision).await? => {
                Published::Older(course.id)
            }
            Some(course) => {
                let id = course.id.clone();
                match publish(app, course).await {
                    Ok(()) => Published::New(id),
                    Err(ActionError::Store(StoreError::Conflict(what))) if what.0 == "policy" => {
                        let reason = "a policy in capability.toml changed under its old name; give it a new `version`";
                        tracing::error!(event = "course.policy", course.id = id, "{reason}");
                        if live.is_none() {
                            return Err(ActionError::Internal(format!("course `{id}`: {reason}")));
                        }
                        Published::Kept { id, errors: 1 }
                    }
                    Err(error) => return Err(error),
                }
            }
            None => {
                let errors = compilation.diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
                let id = compilation.id;
                if live.is_some() { Published::Kept { id, errors } } else { Published::Refused { id, errors } }
            }
        });
    }
    app.catalog.refresh(&app.store).await?;
    Ok(report)
}

async fn publish(app: &App, compiled: CompiledCourse) -> Result<(), ActionError> {
    let now = app.clock.now();
    let (id, hash) = (compiled.id.clone(), compiled.revision.clone());
    let compiled = std::sync::Arc::new(compiled);
    let done = app
        .store
        .write(move |tx| {
            let compiled = std::sync::Arc::clone(&compiled);
            Box::pin(async move {
                course::publish(tx, &compiled, now).await?;
                // What is in the folder now wins over pictures of an upload before it.
                publication::replace_media(tx, &compiled.id, &[]).await.map_err(ActionError::from)
            })
        })
        .await;
    match done {
        // Another server of the same database was quicker with the same content.
        Err(ActionError::Store(StoreError::Conflict(_)))
            if course::newest_revisions(app.store.reader())
                .await?
                .iter()
                .any(|(one, _, live)| *one == id && *live == hash) =>
        {
            Ok(())
        }
        other => other.map(drop),
    }
}

/// Keeps the sources of live revisions that were published from the folder, so that instructors can download, edit and
/// upload them. `archives` gives the archive of a course where it fits one.
///
/// # Errors
/// Where the store fails.
pub async fn keep_sources(
    app: &App,
    hashes: &[(String, String)],
    archive: impl Fn(&str) -> Option<Vec<u8>>,
) -> Result<(), ActionError> {
    for (id, hash) in hashes {
        let Some(live) = app.catalog.course(id).filter(|live| live.course.revision == *hash) else { continue };
        let revision = live.revision;
        if publication::has_source(app.store.reader(), revision).await? {
            continue;
        }
        let Some(bytes) = archive(id).map(std::sync::Arc::new) else { continue };
        app.store
            .write(move |tx| {
                let bytes = std::sync::Arc::clone(&bytes);
                Box::pin(async move {
                    publication::set_source(tx, revision, bytes.to_vec()).await.map_err(ActionError::from)
                })
            })
            .await?;
    }
    Ok(())
}
