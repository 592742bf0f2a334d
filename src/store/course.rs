//! Published courses: revisions, questions with their immutable versions, policies.

use crate::entity::{course_revision, policy};
use crate::publication::Origin;
use crate::sql::{self, Parts, from_json, get, to_json, values};
use crate::{StoreError, learning};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use xutra_domain::competency::Policy;
use xutra_domain::course::CompiledCourse;
use xutra_domain::course::question::Question;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// A revision as it was published.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedCourse {
    /// Key of the revision.
    pub revision: i64,
    /// Its number in the course, from 1.
    pub number: i64,
    /// What was compiled.
    pub course: CompiledCourse,
    /// The version of each question that belongs to it, by the author's id.
    pub versions: BTreeMap<String, i64>,
    /// When it was published.
    pub published_at: Instant,
    /// When the readers of lessons were last asked to read them again.
    pub bumps: BTreeMap<String, Instant>,
}

/// A question's newest version.
struct Known {
    question: i64,
    retired: bool,
    version: i64,
    number: i64,
    text_hash: String,
    key_hash: String,
}

/// A course to be published, and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Publishing<'a> {
    /// What was compiled.
    pub course: &'a CompiledCourse,
    /// Where it came from.
    pub origin: Origin,
    /// Who publishes; none for the program.
    pub by: Option<AccountId>,
    /// Questions of which the author says that only their words changed: their new versions are minor.
    pub wording: &'a BTreeSet<String>,
}

/// Publishes a course from a folder and gives the key of its revision; the same course again gives the same one. To be
/// called in a transaction.
///
/// # Errors
/// Those of [`publish_as`].
pub async fn publish(db: &impl ConnectionTrait, course: &CompiledCourse, now: Instant) -> Result<i64, StoreError> {
    publish_as(db, Publishing { course, origin: Origin::Folder, by: None, wording: &BTreeSet::new() }, now).await
}

/// Publishes a course and gives the key of its revision; the same course again gives the same one. To be called in a
/// transaction. A question whose text or key changed gets a new version, or the old one that equals it; a question that
/// is gone is retired, a new policy is kept for ever.
///
/// # Errors
/// Conflict `policy` where a policy of that name says something else already.
pub async fn publish_as(
    db: &impl ConnectionTrait,
    publishing: Publishing<'_>,
    now: Instant,
) -> Result<i64, StoreError> {
    let course = publishing.course;
    let live = hold(db, &course.id, now).await?;
    if let Some((revision, _, hash)) = &live
        && *hash == course.revision
    {
        return Ok(*revision);
    }
    keep_policies(db, course, now).await?;
    let versions = keep_questions(db, publishing, now).await?;
    let number = live.map_or(1, |(_, number, _)| number + 1);
    insert_revision(db, publishing, number, &versions, now).await
}

/// Publishes an earlier revision again, as a new one: its questions get their versions of that time back. To be called in
/// a transaction.
///
/// # Errors
/// NotFound where there is no such revision.
pub async fn restore(db: &impl ConnectionTrait, revision: i64, by: AccountId, now: Instant) -> Result<i64, StoreError> {
    let old = load(db, revision).await?;
    let live = hold(db, &old.course.id, now).await?;
    if let Some((live, _, hash)) = &live
        && *hash == old.course.revision
    {
        return Ok(*live);
    }
    sql::execute(db, "UPDATE question SET retired = TRUE WHERE course_id = $1", values![&old.course.id]).await?;
    for (word, version) in &old.versions {
        let of_version = "id = (SELECT question_id FROM question_version WHERE id = $1)";
        let sql = format!("UPDATE question SET retired = FALSE WHERE {of_version}");
        sql::execute(db, &sql, values![*version]).await?;
        // A question that was renamed since takes its old id again, unless another one has it by now.
        let sql = format!(
            "UPDATE question SET word = $2 WHERE {of_version} AND word <> $2 AND NOT EXISTS \
             (SELECT 1 FROM question o WHERE o.course_id = $3 AND o.word = $2)"
        );
        sql::execute(db, &sql, values![*version, word, &old.course.id]).await?;
    }
    let wording = BTreeSet::new();
    let publishing = Publishing { course: &old.course, origin: Origin::Rollback, by: Some(by), wording: &wording };
    let number = live.map_or(1, |(_, number, _)| number + 1);
    insert_revision(db, publishing, number, &old.versions, now).await
}

/// Holds the course's row, so that two servers publish one after the other; gives key, number and hash of what is live.
async fn hold(db: &impl ConnectionTrait, course: &str, now: Instant) -> Result<Option<(i64, i64, String)>, StoreError> {
    sql::execute(
        db,
        "INSERT INTO course (id, created_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET id = excluded.id",
        values![course, now],
    )
    .await?;
    let live = sql::one(
        db,
        "SELECT r.id, r.number, r.hash FROM course c JOIN course_revision r ON r.id = c.live_revision WHERE c.id = $1",
        values![course],
    )
    .await?;
    live.map(|live| Ok((get(&live, "id")?, get(&live, "number")?, get(&live, "hash")?))).transpose()
}

async fn insert_revision(
    db: &impl ConnectionTrait,
    publishing: Publishing<'_>,
    number: i64,
    versions: &BTreeMap<String, i64>,
    now: Instant,
) -> Result<i64, StoreError> {
    let Publishing { course, origin, by, .. } = publishing;
    let row = sql::one(
        db,
        "INSERT INTO course_revision (course_id, number, hash, model, versions, published_at, origin, published_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        values![&course.id, number, &course.revision, to_json(course)?, to_json(versions)?, now, origin.word(), by],
    )
    .await?;
    let revision: i64 = get(&row.ok_or(StoreError::NotFound)?, "id")?;
    sql::execute(db, "UPDATE course SET live_revision = $2 WHERE id = $1", values![&course.id, revision]).await?;
    Ok(revision)
}

async fn keep_policies(db: &impl ConnectionTrait, course: &CompiledCourse, now: Instant) -> Result<(), StoreError> {
    for policy in &course.policies {
        let name = policy.name();
        let inserted = sql::execute(
            db,
            "INSERT INTO policy (name, flag, course_id, content, created_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (name) DO NOTHING",
            values![&name, &policy.flag, &course.id, to_json(policy)?, now],
        )
        .await?;
        if inserted == 0 {
            let row = sql::one(db, "SELECT content FROM policy WHERE name = $1", values![&name]).await?;
            let kept: Policy = from_json(&get::<String>(&row.ok_or(StoreError::NotFound)?, "content")?)?;
            if !kept.decides_like(policy) {
                return Err(StoreError::clash("policy"));
            }
        }
    }
    Ok(())
}

async fn keep_questions(
    db: &impl ConnectionTrait,
    publishing: Publishing<'_>,
    now: Instant,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let course = publishing.course;
    let mut known = known_questions(db, &course.id).await?;
    let mut versions = BTreeMap::new();
    for (id, question) in &course.questions {
        let renamed =
            question.was.as_ref().filter(|was| !known.contains_key(id) && !course.questions.contains_key(*was));
        if let Some(old) = renamed.and_then(|was| known.remove(was)) {
            sql::execute(db, "UPDATE question SET word = $2 WHERE id = $1", values![old.question, id]).await?;
            known.insert(id.clone(), old);
        }
        versions.insert(id.clone(), keep_question(db, publishing, question, known.get(id), now).await?);
    }
    let current: BTreeSet<&String> = course.questions.keys().collect();
    for (_, gone) in known.iter().filter(|(id, old)| !old.retired && !current.contains(id)) {
        sql::execute(db, "UPDATE question SET retired = TRUE WHERE id = $1", values![gone.question]).await?;
    }
    Ok(versions)
}

async fn known_questions(db: &impl ConnectionTrait, course: &str) -> Result<BTreeMap<String, Known>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT q.word, q.id AS question, q.retired, v.id AS version, v.number, v.text_hash, v.key_hash FROM question q \
         JOIN question_version v ON v.question_id = q.id WHERE q.course_id = $1 \
         AND v.number = (SELECT MAX(n.number) FROM question_version n WHERE n.question_id = q.id)",
        values![course],
    )
    .await?;
    let known = |row: &_| -> Result<Known, StoreError> {
        Ok(Known {
            question: get(row, "question")?,
            retired: get(row, "retired")?,
            version: get(row, "version")?,
            number: get(row, "number")?,
            text_hash: get(row, "text_hash")?,
            key_hash: get(row, "key_hash")?,
        })
    };
    rows.iter().map(|row| Ok((get(row, "word")?, known(row)?))).collect()
}

/// The key of the version that holds this content; a new one where it differs from the newest.
async fn keep_question(
    db: &impl ConnectionTrait,
    publishing: Publishing<'_>,
    question: &Question,
    known: Option<&Known>,
    now: Instant,
) -> Result<i64, StoreError> {
    let major = known.is_none_or(|old| old.key_hash != question.key_hash) && !publishing.wording.contains(&question.id);
    let (id, number) = match known {
        Some(old) => {
            if old.retired {
                let sql = "UPDATE question SET retired = FALSE WHERE id = $1";
                sql::execute(db, sql, values![old.question]).await?;
            }
            if old.text_hash == question.text_hash && old.key_hash == question.key_hash {
                return Ok(old.version);
            }
            let sql = "SELECT id FROM question_version WHERE question_id = $1 AND text_hash = $2 AND key_hash = $3";
            let equal = values![old.question, &question.text_hash, &question.key_hash];
            if let Some(row) = sql::one(db, sql, equal).await? {
                return get(&row, "id");
            }
            (old.question, old.number + 1)
        }
        None => {
            let sql = "INSERT INTO question (course_id, word, retired) VALUES ($1, $2, FALSE) RETURNING id";
            let row = sql::one(db, sql, values![&publishing.course.id, &question.id]).await?;
            (get(&row.ok_or(StoreError::NotFound)?, "id")?, 1)
        }
    };
    let row = sql::one(
        db,
        "INSERT INTO question_version (question_id, number, text_hash, key_hash, content, created_at, major) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        values![id, number, &question.text_hash, &question.key_hash, to_json(question)?, now, major],
    )
    .await?;
    get(&row.ok_or(StoreError::NotFound)?, "id")
}

/// The live revision of each course: course id, revision, hash.
///
/// # Errors
/// Database trouble.
pub async fn newest_revisions(db: &impl ConnectionTrait) -> Result<Vec<(String, i64, String)>, StoreError> {
    let sql = "SELECT c.id AS course, r.id, r.hash FROM course c JOIN course_revision r ON r.id = c.live_revision \
               ORDER BY c.id";
    let rows = sql::all(db, sql, Vec::new()).await?;
    rows.iter().map(|row| Ok((get(row, "course")?, get(row, "id")?, get(row, "hash")?))).collect()
}

/// A revision.
///
/// # Errors
/// NotFound where there is none.
pub async fn load(db: &impl ConnectionTrait, revision: i64) -> Result<PublishedCourse, StoreError> {
    let row = course_revision::Entity::find_by_id(revision).one(db).await?.ok_or(StoreError::NotFound)?;
    Ok(PublishedCourse {
        bumps: learning::bumps(db, &row.course_id).await?,
        revision: row.id,
        number: row.number,
        course: from_json(&row.model)?,
        versions: from_json(&row.versions)?,
        published_at: Instant(row.published_at),
    })
}

/// Question versions by their key; keys that do not exist are left out.
///
/// # Errors
/// Database trouble.
pub async fn questions(db: &impl ConnectionTrait, ids: &[i64]) -> Result<BTreeMap<i64, Question>, StoreError> {
    let mut found = BTreeMap::new();
    for ids in ids.chunks(500) {
        let mut query = Parts::new("SELECT id, content FROM question_version WHERE id IN ");
        query.rows(vec![ids.iter().flat_map(|id| values![*id]).collect()]);
        for row in query.all(db).await? {
            found.insert(get(&row, "id")?, from_json(&get::<String>(&row, "content")?)?);
        }
    }
    Ok(found)
}

/// Every published version of every policy, oldest first.
///
/// # Errors
/// Database trouble.
pub async fn all_policies(db: &impl ConnectionTrait) -> Result<Vec<Policy>, StoreError> {
    let rows = policy::Entity::find().order_by_asc(policy::Column::Id).all(db).await?;
    rows.iter().map(|row| from_json(&row.content)).collect()
}
