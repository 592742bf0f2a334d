//! Boundaries of units from a file of surveyors: uploaded, looked at by a property, then kept or thrown away. Until it is
//! kept nothing of any map changes.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Semaphore;
use uuid::Uuid;
use xutra_domain::boundary::{FileFault, MOST_FEATURES, MOST_POINTS, Survey, read, survey};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::DAY;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::boundary::{self, Draft};
use xutra_store::unit;

/// Largest file, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;
/// Files are read one at a time: each may take several times its size in memory.
static LANE: Semaphore = Semaphore::const_new(1);

/// Keeps a file to be looked at; those that nobody came back to for a day are gone.
///
/// # Errors
/// `Invalid` for what is no file of areas, or a larger one than is drawn, saying where and why.
pub async fn upload_boundaries(app: &App, by: AccountId, name: &str, bytes: Vec<u8>) -> Result<Uuid, ActionError> {
    let refuse = |message: Message| ActionError::Invalid([("file".to_owned(), message)].into());
    if bytes.is_empty() {
        return Err(refuse(Message::new("boundary-file-none")));
    }
    if bytes.len() > LARGEST_FILE {
        return Err(refuse(Message::new("boundary-file-large")));
    }
    let bytes = Arc::new(bytes);
    let looked = Arc::clone(&bytes);
    off_the_threads(move || read(&looked).map(drop)).await?.map_err(|fault| refuse(said(&fault)))?;
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    let draft = Draft { id: app.new_uuid(), name, made_by: by, made_at: app.clock.now() };
    let id = draft.id;
    app.store
        .write(move |tx| {
            let (draft, bytes) = (draft.clone(), Arc::clone(&bytes));
            Box::pin(async move {
                boundary::delete_drafts_before(tx, draft.made_at.plus(-DAY)).await?;
                boundary::insert_draft(tx, &draft, &bytes).await.map_err(ActionError::from)
            })
        })
        .await?;
    Ok(id)
}

/// What is wrong with a file, in words.
fn said(fault: &FileFault) -> Message {
    match fault {
        FileFault::Unreadable { line, column } => {
            Message::new("boundary-unreadable").with("line", line).with("column", column)
        }
        FileFault::NoCollection => Message::new("boundary-no-collection"),
        FileFault::OtherSystem(name) => Message::new("boundary-other-system").with("name", name),
        FileFault::Empty => Message::new("boundary-no-features"),
        FileFault::TooManyFeatures => Message::new("boundary-many-features").with("n", MOST_FEATURES),
        FileFault::TooManyPoints => Message::new("boundary-many-points").with("n", MOST_POINTS),
    }
}

async fn off_the_threads<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ActionError> {
    let _turn = LANE.acquire().await.map_err(|_| ActionError::Busy)?;
    tokio::task::spawn_blocking(work).await.map_err(|error| ActionError::Internal(error.to_string()))
}

/// What a file comes to by a property, or by the one that finds most units; none where it is gone.
///
/// # Errors
/// Where the store fails.
pub async fn look_at(app: &App, id: Uuid, property: Option<String>) -> Result<Option<Survey>, ActionError> {
    let reader = app.store.reader();
    let Some(content) = boundary::find_content(reader, id).await? else { return Ok(None) };
    let units = unit::list_lasting(reader, app.clock.now()).await?;
    let look = move || read(&content).map(|features| survey(&features, &units, property.as_deref()));
    // It was read when it came; what cannot be read now was changed under our hands.
    let read = off_the_threads(look).await?;
    read.map(Some).map_err(|fault| ActionError::Internal(format!("an uploaded file of boundaries: {fault:?}")))
}

/// Sets the boundaries that a file has by a property, and lets the file go; how many units have one now by it.
///
/// # Errors
/// `NotFound` where it is gone; `Conflict` where it has the boundary of no unit.
pub async fn keep_boundaries(app: &App, by: AccountId, id: Uuid, property: &str) -> Result<usize, ActionError> {
    let found = look_at(app, id, Some(property.to_owned())).await?.ok_or(ActionError::NotFound)?;
    let drawn = found.drawn();
    if drawn == 0 {
        return Err(ActionError::conflict(Message::new("boundary-nothing")));
    }
    let (found, now) = (Arc::new(found), app.clock.now());
    app.store
        .write(move |tx| {
            let found = Arc::clone(&found);
            Box::pin(async move {
                // Whoever presses twice keeps it once.
                if !boundary::delete_draft(tx, id).await? {
                    return Err(ActionError::NotFound);
                }
                for map in &found.maps {
                    for (code, one) in &map.parts {
                        boundary::set(tx, code, (&map.frame, one), by, now).await?;
                    }
                    let detail = json!({ "units": map.parts.len(), "property": found.property });
                    audit::append(tx, &entry("boundaries.set", &map.parent, by, now, detail)).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(drawn)
}

fn entry(
    action: &str,
    unit: &str,
    by: AccountId,
    at: xutra_domain::instant::Instant,
    detail: serde_json::Value,
) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("unit:{unit}"), detail }
}

/// Throws a file away; whether it was there.
///
/// # Errors
/// Where the store fails.
pub async fn discard_boundaries(app: &App, id: Uuid) -> Result<bool, ActionError> {
    app.store.write(move |tx| Box::pin(async move { Ok(boundary::delete_draft(tx, id).await?) })).await
}

/// Takes the boundaries of the units right below one away; how many there were.
///
/// # Errors
/// Where the store fails.
pub async fn remove_boundaries(app: &App, by: AccountId, unit: &str) -> Result<u64, ActionError> {
    let (code, now) = (unit.to_owned(), app.clock.now());
    app.store
        .write(move |tx| {
            let code = code.clone();
            Box::pin(async move {
                let gone = boundary::delete_below(tx, &code).await?;
                if gone > 0 {
                    let detail = json!({ "units": gone });
                    audit::append(tx, &entry("boundaries.removed", &code, by, now, detail)).await?;
                }
                Ok(gone)
            })
        })
        .await
}
