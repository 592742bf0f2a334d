//! An instructor publishes a draft, or goes back to an earlier revision: all or nothing, in one transaction, with what
//! was decided of attempts that are over.

use super::ActionError;
use super::rejudge_attempts::{Changed, apply};
use super::teach_upload::{DraftLook, aside, look, read_kept};
use crate::app::App;
use crate::course_archive::CourseFiles;
use crate::message::Message;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;
use xutra_domain::course::change::QuestionEdit;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::reporting::Basis;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::course::{self, Publishing};
use xutra_store::publication::{self, DraftState, Origin};
use xutra_store::{StoreError, Tx, learning, regrade};

/// What the author decides of a question whose key changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// Marks of the past stay.
    Keep,
    /// Only words changed: marks of the past stay, and the version is a minor one.
    Wording,
    /// Stored answers are judged by the new key.
    Regrade,
    /// Everybody gets the question's full marks.
    Void,
}

impl Choice {
    /// Every choice.
    pub const ALL: &'static [Self] = &[Self::Keep, Self::Wording, Self::Regrade, Self::Void];

    /// The word for it in forms and the audit.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Wording => "wording",
            Self::Regrade => "regrade",
            Self::Void => "void",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }
}

/// What the author decides when publishing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// By question; what is not named is kept.
    pub questions: BTreeMap<String, Choice>,
    /// Edited lessons whose readers are asked to read them again; completions stay.
    pub reread: BTreeSet<String>,
}

/// A draft that may be published, with choices that fit it.
struct Ready {
    look: DraftLook,
    choices: Choices,
    /// Key of the live version of each question to be judged anew, by its new id.
    before: BTreeMap<String, i64>,
}

/// Looks at a draft once more before anything is written.
async fn ready(app: &App, id: Uuid, live: Option<i64>, choices: Choices) -> Result<Ready, ActionError> {
    let look = look(app, id).await?;
    if look.live != live {
        return Err(ActionError::conflict(Message::new("teach-live-changed")));
    }
    if look.compilation.course.is_none() {
        return Err(ActionError::conflict(Message::new("teach-has-errors")));
    }
    let asked: BTreeMap<&str, QuestionEdit> = look.change.major().map(|one| (one.id.as_str(), one.edit)).collect();
    let fits = |(id, choice): (&String, &Choice)| match asked.get(id.as_str()) {
        Some(QuestionEdit::Wording) => true,
        Some(_) => *choice != Choice::Wording,
        None => false,
    };
    let edited = |id: &String| look.edited_lessons().any(|one| one.id == *id);
    if !choices.questions.iter().all(fits) || !choices.reread.iter().all(edited) {
        return Err(ActionError::conflict(Message::new("teach-live-changed")));
    }
    let versions = app.catalog.course(&look.draft.course).map(|live| live.versions.clone()).unwrap_or_default();
    let old = |id: &String| {
        let change = look.change.questions.iter().find(|change| change.id == *id)?;
        versions.get(change.was.as_ref().unwrap_or(id)).copied()
    };
    let judged = choices.questions.iter().filter(|(_, choice)| matches!(choice, Choice::Regrade | Choice::Void));
    let before = judged.filter_map(|(id, _)| Some((id.clone(), old(id)?))).collect();
    Ok(Ready { look, choices, before })
}

/// Why a publication came to nothing: it was only to be tried, or it failed.
enum Halt {
    Tried(Vec<Changed>),
    Failed(ActionError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<ActionError> for Halt {
    fn from(error: ActionError) -> Self {
        Self::Failed(error)
    }
}

/// Whose results would change: publishes in a transaction that is taken back, so that it is exactly what would happen.
///
/// # Errors
/// `NotFound` for a draft that does not wait; `Conflict` where it has errors, where something else was published
/// meanwhile, or where a policy says something else under an old name.
pub async fn dry_run(
    app: &App,
    by: AccountId,
    id: Uuid,
    live: Option<i64>,
    choices: Choices,
) -> Result<(DraftLook, Vec<Changed>), ActionError> {
    let ready = Arc::new(ready(app, id, live, choices).await?);
    match run(app, by, Arc::clone(&ready), true).await {
        Err(Halt::Tried(changed)) => Ok((ready.look.clone(), changed)),
        Err(Halt::Failed(error)) => Err(error),
        Ok(()) => Err(ActionError::Internal("a trial was committed".into())),
    }
}

/// Publishes a draft: a new revision, its pictures and sources, and what was decided of attempts that are over. Gives the
/// course's id.
///
/// # Errors
/// As [`dry_run`].
pub async fn publish_draft(
    app: &App,
    by: AccountId,
    id: Uuid,
    live: Option<i64>,
    choices: Choices,
) -> Result<String, ActionError> {
    let ready = Arc::new(ready(app, id, live, choices).await?);
    let course = ready.look.draft.course.clone();
    match run(app, by, ready, false).await {
        Ok(()) => {}
        Err(Halt::Failed(error)) => return Err(error),
        Err(Halt::Tried(_)) => return Err(ActionError::Internal("a publication was only tried".into())),
    }
    app.catalog.refresh(&app.store).await?;
    Ok(course)
}

/// The one transaction.
async fn run(app: &App, by: AccountId, ready: Arc<Ready>, trial: bool) -> Result<(), Halt> {
    let files = Arc::clone(&ready.look.files);
    let media = Arc::new(aside(move || media_of(&files)).await?);
    let basis = Arc::new(app.basis());
    app.store
        .write(move |tx| {
            let (ready, media, basis) = (Arc::clone(&ready), Arc::clone(&media), Arc::clone(&basis));
            Box::pin(async move {
                let changed = write(tx, by, &ready, &media, &basis).await?;
                if trial { Err(Halt::Tried(changed)) } else { Ok(()) }
            })
        })
        .await
}

async fn write(
    tx: &Tx,
    by: AccountId,
    ready: &Ready,
    media: &[(String, String, Vec<u8>)],
    basis: &Basis,
) -> Result<Vec<Changed>, ActionError> {
    let now = basis.now;
    let Some(compiled) = &ready.look.compilation.course else { return Err(ActionError::NotFound) };
    let worded = ready.choices.questions.iter().filter(|(_, choice)| **choice == Choice::Wording);
    let wording: BTreeSet<String> = worded.map(|(id, _)| id.clone()).collect();
    let publishing = Publishing { course: compiled, origin: Origin::Upload, by: Some(by), wording: &wording };
    // The course's row is held by this, so that what is live is what the draft was compared with.
    let revision = course::publish_as(tx, publishing, now).await.map_err(policy_clash)?;
    let published = course::load(tx, revision).await?;
    if ready.look.live != Some(revision) {
        let before = publication::page_revisions(tx, &compiled.id, Some(published.number), 1).await?;
        if before.first().map(|head| head.id) != ready.look.live {
            return Err(ActionError::conflict(Message::new("teach-live-changed")));
        }
    }
    if !publication::end_draft(tx, ready.look.draft.id, DraftState::Published, Some(revision)).await? {
        return Err(ActionError::NotFound);
    }
    publication::set_source(tx, revision, ready.look.draft.archive.clone()).await?;
    publication::replace_media(tx, &compiled.id, media).await?;
    let mut decided = Vec::new();
    for (question, old) in &ready.before {
        let void = ready.choices.questions.get(question) == Some(&Choice::Void);
        let to = published.versions.get(question).copied().filter(|_| !void);
        for version in regrade::judged_by(tx, *old).await? {
            regrade::record_decision(tx, regrade::Regrade { version, to, revision }, by, now).await?;
            decided.push(version);
        }
    }
    let changed = apply(tx, &compiled.id, revision, &decided, basis).await?;
    let words: BTreeMap<&String, &str> =
        ready.choices.questions.iter().map(|(id, choice)| (id, choice.word())).collect();
    let reread: Vec<String> = ready.choices.reread.iter().cloned().collect();
    learning::record_bumps(tx, &compiled.id, &reread, revision, now).await?;
    let detail = json!({ "revision": published.number, "choices": words, "reread": reread, "judged": changed.len() });
    audit::append(tx, &entry(now, by, "course.published", &compiled.id, detail)).await?;
    Ok(changed)
}

/// Publishes an earlier revision again, as a new one.
///
/// # Errors
/// `NotFound` where there is no revision of that number; `Conflict` where it is live.
pub async fn roll_back(app: &App, by: AccountId, course_id: &str, number: i64) -> Result<(), ActionError> {
    let head = publication::find_revision(app.store.reader(), course_id, number).await?.ok_or(ActionError::NotFound)?;
    let archive = publication::find_source(app.store.reader(), head.id).await?.map(Arc::new);
    let media = match archive.clone() {
        Some(archive) => Some(aside(move || read_kept(&archive).map(|files| media_of(&files))).await??),
        None => None,
    };
    let (now, media, course_id) = (app.clock.now(), Arc::new(media), course_id.to_owned());
    app.store
        .write(move |tx| {
            let (media, archive, course_id) = (Arc::clone(&media), archive.clone(), course_id.clone());
            Box::pin(async move {
                let revision = course::restore(tx, head.id, by, now).await?;
                let fresh = course::load(tx, revision).await?;
                if fresh.published_at != now || fresh.number <= number {
                    return Err(ActionError::conflict(Message::new("teach-is-live")));
                }
                if let Some(archive) = archive {
                    publication::set_source(tx, revision, archive.to_vec()).await?;
                }
                publication::replace_media(tx, &course_id, media.as_deref().unwrap_or_default()).await?;
                let detail = json!({ "revision": fresh.number, "from": number });
                audit::append(tx, &entry(now, by, "course.rolled-back", &course_id, detail)).await?;
                Ok(())
            })
        })
        .await?;
    app.catalog.refresh(&app.store).await?;
    Ok(())
}

fn policy_clash(error: StoreError) -> ActionError {
    match error.conflict() {
        Some("policy") => ActionError::conflict(Message::new("teach-policy-changed")),
        _ => error.into(),
    }
}

/// Path, hash and content of each picture and recording.
pub(super) fn media_of(files: &CourseFiles) -> Vec<(String, String, Vec<u8>)> {
    let hash = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    files.media().map(|(path, bytes)| (path.clone(), hash(bytes), bytes.clone())).collect()
}

fn entry(at: Instant, by: AccountId, action: &str, course: &str, detail: serde_json::Value) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("course:{course}"), detail }
}
