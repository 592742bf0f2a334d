//! What instructors do with courses: revisions and who published them, drafts, sources, pictures.

use crate::StoreError;
use crate::entity::{course_draft, revision_source};
use crate::sql::{self, Parts, get, instant, values, word};
use sea_orm::{ConnectionTrait, EntityTrait, QueryResult};
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// Where a revision came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The folder of courses, at a start.
    Folder,
    /// An instructor's upload.
    Upload,
    /// An instructor went back to an earlier revision.
    Rollback,
}

impl Origin {
    /// Every origin.
    pub const ALL: &'static [Self] = &[Self::Folder, Self::Upload, Self::Rollback];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Upload => "upload",
            Self::Rollback => "rollback",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|origin| origin.word() == word)
    }
}

/// A revision without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionHead {
    /// Key.
    pub id: i64,
    /// Course id.
    pub course: String,
    /// Its number in the course, from 1.
    pub number: i64,
    /// When it was published.
    pub published_at: Instant,
    /// Where it came from.
    pub origin: Origin,
    /// Name of who published it; none for the program.
    pub by: Option<String>,
    /// Whether it is live.
    pub live: bool,
    /// Whether its sources are kept.
    pub has_source: bool,
}

/// The columns of a [`RevisionHead`].
const HEADS: &str = "SELECT r.id, r.course_id, r.number, r.published_at, r.origin, a.display_name, \
    CASE WHEN c.live_revision = r.id THEN TRUE ELSE FALSE END AS live, \
    CASE WHEN s.revision_id IS NULL THEN FALSE ELSE TRUE END AS has_source FROM course_revision r \
    JOIN course c ON c.id = r.course_id LEFT JOIN account a ON a.id = r.published_by \
    LEFT JOIN revision_source s ON s.revision_id = r.id";

fn head(row: &QueryResult) -> Result<RevisionHead, StoreError> {
    let origin: Option<String> = get(row, "origin")?;
    Ok(RevisionHead {
        id: get(row, "id")?,
        course: get(row, "course_id")?,
        number: get(row, "number")?,
        published_at: instant(row, "published_at")?,
        origin: origin.map_or(Ok(Origin::Folder), |origin| word(&origin, Origin::parse))?,
        by: get(row, "display_name")?,
        live: get(row, "live")?,
        has_source: get(row, "has_source")?,
    })
}

/// The live revision of every course, by course id.
///
/// # Errors
/// Database trouble.
pub async fn live_heads(db: &impl ConnectionTrait) -> Result<Vec<RevisionHead>, StoreError> {
    let sql = format!("{HEADS} WHERE c.live_revision = r.id ORDER BY r.course_id");
    sql::all(db, &sql, Vec::new()).await?.iter().map(head).collect()
}

/// Revisions of a course before the cursor, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn page_revisions(
    db: &impl ConnectionTrait,
    course: &str,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<RevisionHead>, StoreError> {
    let mut query = Parts::new(HEADS);
    query.add(" WHERE r.course_id = ?", values![course]);
    if let Some(before) = before {
        query.add(" AND r.number < ?", values![before]);
    }
    query.add(" ORDER BY r.number DESC LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(head).collect()
}

/// The revision of that number.
///
/// # Errors
/// Database trouble.
pub async fn find_revision(
    db: &impl ConnectionTrait,
    course: &str,
    number: i64,
) -> Result<Option<RevisionHead>, StoreError> {
    let sql = format!("{HEADS} WHERE r.course_id = $1 AND r.number = $2");
    sql::one(db, &sql, values![course, number]).await?.as_ref().map(head).transpose()
}

/// Whether content was live already before somebody last published from the browser: a folder that still holds it is
/// older than what is live.
///
/// # Errors
/// Database trouble.
pub async fn is_outdated(db: &impl ConnectionTrait, course: &str, hash: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM course_revision r WHERE r.course_id = $1 AND r.hash = $2 AND r.number < \
               (SELECT MAX(n.number) FROM course_revision n WHERE n.course_id = $1 AND n.origin IN ('upload', 'rollback'))";
    sql::exists(db, sql, values![course, hash]).await
}

/// Where a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftState {
    /// It waits.
    Open,
    /// It became a revision.
    Published,
    /// Somebody threw it away.
    Dropped,
}

impl DraftState {
    /// Every state.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Published, Self::Dropped];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Published => "published",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.word() == word)
    }
}

/// A course that somebody uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Identity.
    pub id: Uuid,
    /// Course id.
    pub course: String,
    /// Where it stands.
    pub state: DraftState,
    /// Who uploaded it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Instant,
    /// Name of the file, as the browser said it.
    pub file_name: String,
    /// The archive, checked; empty once it was published or dropped.
    pub archive: Vec<u8>,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftHead {
    /// Identity.
    pub id: Uuid,
    /// Course id.
    pub course: String,
    /// Name of who uploaded it.
    pub by: String,
    /// When.
    pub made_at: Instant,
    /// Name of the file.
    pub file_name: String,
}

/// Keeps an upload.
///
/// # Errors
/// Conflict `reference` where the account does not exist.
pub async fn insert_draft(db: &impl ConnectionTrait, draft: &Draft) -> Result<(), StoreError> {
    sql::execute(
        db,
        "INSERT INTO course_draft (id, course_id, state, made_by, made_at, file_name, archive) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            draft.id,
            &draft.course,
            draft.state.word(),
            draft.made_by,
            draft.made_at,
            &draft.file_name,
            draft.archive.clone()
        ],
    )
    .await
    .map(drop)
}

/// The draft of that id.
///
/// # Errors
/// Database trouble.
pub async fn find_draft(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Draft>, StoreError> {
    let Some(row) = course_draft::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    Ok(Some(Draft {
        id: row.id,
        course: row.course_id,
        state: word(&row.state, DraftState::parse)?,
        made_by: AccountId(row.made_by),
        made_at: Instant(row.made_at),
        file_name: row.file_name,
        archive: row.archive,
    }))
}

/// Drafts that wait, of one course or of all, the newest first.
///
/// # Errors
/// Database trouble.
pub async fn open_drafts(
    db: &impl ConnectionTrait,
    course: Option<&str>,
    limit: u64,
) -> Result<Vec<DraftHead>, StoreError> {
    let mut query = Parts::new(
        "SELECT d.id, d.course_id, a.display_name, d.made_at, d.file_name FROM course_draft d \
         JOIN account a ON a.id = d.made_by WHERE d.state = 'open'",
    );
    if let Some(course) = course {
        query.add(" AND d.course_id = ?", values![course]);
    }
    query.add(" ORDER BY d.made_at DESC, d.id DESC LIMIT ?", values![limit]);
    let head = |row: &QueryResult| {
        Ok(DraftHead {
            id: get(row, "id")?,
            course: get(row, "course_id")?,
            by: get(row, "display_name")?,
            made_at: instant(row, "made_at")?,
            file_name: get(row, "file_name")?,
        })
    };
    query.all(db).await?.iter().map(head).collect()
}

/// Ends a draft that waits; whether it still did. Its archive is let go: a revision keeps its own.
///
/// # Errors
/// Database trouble.
pub async fn end_draft(
    db: &impl ConnectionTrait,
    id: Uuid,
    state: DraftState,
    revision: Option<i64>,
) -> Result<bool, StoreError> {
    let sql = "UPDATE course_draft SET state = $2, revision_id = $3, archive = $4 WHERE id = $1 AND state = 'open'";
    Ok(sql::execute(db, sql, values![id, state.word(), revision, Vec::new()]).await? == 1)
}

/// Keeps the sources of a revision; what is there stays.
///
/// # Errors
/// Conflict `reference` where the revision does not exist.
pub async fn set_source(db: &impl ConnectionTrait, revision: i64, archive: Vec<u8>) -> Result<(), StoreError> {
    let sql = "INSERT INTO revision_source (revision_id, archive) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    sql::execute(db, sql, values![revision, archive]).await.map(drop)
}

/// Whether the sources of a revision are kept.
///
/// # Errors
/// Database trouble.
pub async fn has_source(db: &impl ConnectionTrait, revision: i64) -> Result<bool, StoreError> {
    sql::exists(db, "SELECT 1 FROM revision_source WHERE revision_id = $1", values![revision]).await
}

/// The sources of a revision, as an archive.
///
/// # Errors
/// Database trouble.
pub async fn find_source(db: &impl ConnectionTrait, revision: i64) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(revision_source::Entity::find_by_id(revision).one(db).await?.map(|row| row.archive))
}

/// Makes pictures and recordings those of a course, in place of what was there: path, hash of the content, content.
///
/// # Errors
/// Conflict `reference` where the course does not exist.
pub async fn replace_media(
    db: &impl ConnectionTrait,
    course: &str,
    media: &[(String, String, Vec<u8>)],
) -> Result<(), StoreError> {
    sql::execute(db, "DELETE FROM course_medium WHERE course_id = $1", values![course]).await?;
    for (path, hash, content) in media {
        let sql = "INSERT INTO medium (id, content) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        sql::execute(db, sql, values![hash, content.clone()]).await?;
        let sql = "INSERT INTO course_medium (course_id, path, medium_id) VALUES ($1, $2, $3)";
        sql::execute(db, sql, values![course, path, hash]).await?;
    }
    Ok(())
}

/// The hash under which a picture or recording of a course is kept: all that a browser needs which has it already.
///
/// # Errors
/// Database trouble.
pub async fn find_medium(db: &impl ConnectionTrait, course: &str, path: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT medium_id FROM course_medium WHERE course_id = $1 AND path = $2";
    sql::one(db, sql, values![course, path]).await?.map(|row| get(&row, "medium_id")).transpose()
}

/// How many bytes the file of a course has; none where it was not uploaded.
///
/// # Errors
/// Database.
pub async fn find_medium_size(db: &impl ConnectionTrait, course: &str, path: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT CAST(LENGTH(medium.content) AS BIGINT) AS size FROM course_medium \
        JOIN medium ON medium.id = course_medium.medium_id \
        WHERE course_medium.course_id = $1 AND course_medium.path = $2";
    sql::one(db, sql, values![course, path]).await?.map(|row| get(&row, "size")).transpose()
}

/// The content of that hash.
///
/// # Errors
/// NotFound where there is none.
pub async fn medium_content(db: &impl ConnectionTrait, hash: &str) -> Result<Vec<u8>, StoreError> {
    let row = sql::one(db, "SELECT content FROM medium WHERE id = $1", values![hash]).await?;
    get(&row.ok_or(StoreError::NotFound)?, "content")
}
