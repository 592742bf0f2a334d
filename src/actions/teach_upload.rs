//! An instructor uploads a course: the archive is read as hostile input, and what passes is kept as a draft.

use super::ActionError;
use crate::app::App;
use crate::course_archive::{self, CourseFiles};
use crate::message::Message;
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::course::change::{CourseChange, ItemChange, ItemEdit};
use xutra_domain::course::{Compilation, compile};
use xutra_domain::ids::AccountId;
use xutra_store::publication::{self, Draft, DraftState};

/// Longest name of an uploaded file that is kept, in characters.
const LONGEST_NAME: usize = 100;

/// A draft with everything that is known of it.
#[derive(Debug, Clone)]
pub struct DraftLook {
    /// The draft.
    pub draft: Draft,
    /// Its files.
    pub files: Arc<CourseFiles>,
    /// What the compiler made of it, and says to it.
    pub compilation: Arc<Compilation>,
    /// The live revision that it is compared with.
    pub live: Option<i64>,
    /// What it changes; nothing where it does not compile.
    pub change: CourseChange,
}

impl DraftLook {
    /// Lessons that were live and whose text differs: their readers may be asked to read them again.
    pub fn edited_lessons(&self) -> impl Iterator<Item = &ItemChange> {
        let is_lesson = |id: &str| self.compilation.course.as_ref().is_some_and(|course| course.lesson(id).is_some());
        let edited = self.change.items.iter().filter(|one| one.edits.contains(&ItemEdit::Text));
        edited.filter(move |one| self.live.is_some() && is_lesson(&one.id))
    }
}

/// A picture or recording of a draft that waits.
///
/// # Errors
/// `NotFound` where there is no such draft, or no such file in it.
pub async fn draft_medium(app: &App, id: Uuid, path: &str) -> Result<Vec<u8>, ActionError> {
    let draft = publication::find_draft(app.store.reader(), id)
        .await?
        .filter(|draft| draft.state == DraftState::Open)
        .ok_or(ActionError::NotFound)?;
    let mut files = aside(move || read_kept(&draft.archive)).await??;
    files.files.remove(path).ok_or(ActionError::NotFound)
}

/// Keeps an uploaded course as a draft. Where the archive holds no skills or policies, those of the live course stay.
///
/// # Errors
/// `Invalid` for field `archive`: why the archive is refused. Nothing is kept then.
pub async fn upload(app: &App, by: AccountId, archive: Vec<u8>, file_name: &str) -> Result<Uuid, ActionError> {
    let name = file_name.to_owned();
    let refused = |why: Message| ActionError::Invalid([("archive".to_owned(), why)].into());
    let mut files = aside(move || course_archive::read(&archive, &name)).await?.map_err(refused)?;
    let id = course_id(&files);
    if let Some(live) = live_files(app, &id).await? {
        if files.skills.is_none() && files.capability.is_none() {
            files.skills.clone_from(&live.skills);
            files.capability.clone_from(&live.capability);
        }
        known_drawings(&files, Some(&live)).map_err(refused)?;
    } else {
        known_drawings(&files, None).map_err(refused)?;
    }
    let archive = aside(move || course_archive::write(&files)).await?;
    let archive = archive.map_err(|error| ActionError::Internal(error.to_string()))?;
    let draft = Draft {
        id: app.new_uuid(),
        course: id,
        state: DraftState::Open,
        made_by: by,
        made_at: app.clock.now(),
        file_name: file_name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect(),
        archive,
    };
    let (id, draft) = (draft.id, Arc::new(draft));
    app.store
        .write(move |tx| {
            let draft = Arc::clone(&draft);
            Box::pin(async move { publication::insert_draft(tx, &draft).await.map_err(ActionError::from) })
        })
        .await?;
    Ok(id)
}

/// The id under which the files would be published.
fn course_id(files: &CourseFiles) -> String {
    let manifest = files.files.get("course.toml").map_or(&[][..], Vec::as_slice);
    xutra_domain::course::course_id_of(&files.folder, manifest)
}

/// The files of the live revision, where they are kept.
async fn live_files(app: &App, course: &str) -> Result<Option<CourseFiles>, ActionError> {
    let Some(live) = app.catalog.course(course) else { return Ok(None) };
    let Some(archive) = publication::find_source(app.store.reader(), live.revision).await? else { return Ok(None) };
    aside(move || read_kept(&archive)).await?.map(Some)
}

/// An SVG can hold a script. One is taken only where the live course holds it, byte for byte, as after a download.
fn known_drawings(files: &CourseFiles, live: Option<&CourseFiles>) -> Result<(), Message> {
    let unknown = |(path, bytes): &(&String, &Vec<u8>)| live.is_none_or(|live| live.files.get(*path) != Some(*bytes));
    match files.drawings().find(unknown) {
        Some((path, _)) => Err(Message::new("archive-kind").with("path", path)),
        None => Ok(()),
    }
}

/// Reads an archive that was checked before it was kept.
pub(super) fn read_kept(archive: &[u8]) -> Result<CourseFiles, ActionError> {
    course_archive::read(archive, "").map_err(|why| ActionError::Internal(format!("a kept archive: {}", why.key)))
}

/// Runs what takes long beside the requests.
pub(super) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ActionError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ActionError::Internal(error.to_string()))
}

/// A draft that waits, compiled, and what it changes.
///
/// # Errors
/// `NotFound` where there is none that waits.
pub async fn look(app: &App, id: Uuid) -> Result<DraftLook, ActionError> {
    let mut draft = publication::find_draft(app.store.reader(), id)
        .await?
        .filter(|draft| draft.state == DraftState::Open)
        .ok_or(ActionError::NotFound)?;
    let archive = std::mem::take(&mut draft.archive);
    let live = app.catalog.course(&draft.course);
    let siblings = app.catalog.courses().iter().map(|live| live.course.id.clone()).collect::<Vec<_>>();
    let (own, before) = (draft.course.clone(), live.clone());
    aside(move || {
        let files = read_kept(&archive)?;
        draft.archive = archive;
        let compilation = compile(&files.source(siblings.into_iter().filter(|id| *id != own).collect()));
        let change = compilation
            .course
            .as_ref()
            .map(|new| CourseChange::between(before.as_ref().map(|live| &live.course), new))
            .unwrap_or_default();
        Ok(DraftLook {
            draft,
            files: Arc::new(files),
            compilation: Arc::new(compilation),
            live: live.map(|live| live.revision),
            change,
        })
    })
    .await?
}

/// Throws a draft away.
///
/// # Errors
/// `NotFound` where there is none that waits.
pub async fn drop_draft(app: &App, id: Uuid) -> Result<(), ActionError> {
    app.store
        .write(move |tx| {
            Box::pin(async move {
                match publication::end_draft(tx, id, DraftState::Dropped, None).await? {
                    true => Ok(()),
                    false => Err(ActionError::NotFound),
                }
            })
        })
        .await
}
