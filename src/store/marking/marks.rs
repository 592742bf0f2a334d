//! What markers said: append-only.

use super::{Grade, Marked, Queued, of_attempts};
use crate::StoreError;
use crate::sql::{self, Parts, from_json, get, instant, to_json, values};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::ids::AttemptId;
use xutra_domain::marking::Verdict;

/// The work that was handed in with attempts, with what was said of it.
///
/// # Errors
/// Database trouble.
pub async fn with_marks(db: &impl ConnectionTrait, attempts: &[AttemptId]) -> Result<Vec<Marked>, StoreError> {
    let works = of_attempts(db, attempts).await?;
    let ids: Vec<Uuid> = works.iter().map(|queued| queued.work.id).collect();
    let mut said = grades(db, &ids).await?;
    let marked = |queued: Queued| Marked { said: said.remove(&queued.work.id).unwrap_or_default(), queued };
    Ok(works.into_iter().map(marked).collect())
}

/// Appends what a marker said.
///
/// # Errors
/// Conflict `unique` where they marked it before.
pub async fn record_grade(db: &impl ConnectionTrait, work: Uuid, grade: &Grade) -> Result<(), StoreError> {
    let points = match &grade.verdict {
        Verdict::Marked(points) => points.as_slice(),
        Verdict::Returned => &[],
    };
    let sql = "INSERT INTO task_grade (submission_id, marker_id, returned, points, ranks, passed, comment, graded_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (submission_id, marker_id) DO NOTHING";
    let returned = grade.verdict == Verdict::Returned;
    let (points, ranks) = (to_json(&points)?, to_json(&grade.ranks)?);
    let values = values![work, grade.marker, returned, points, ranks, grade.passed, &grade.comment, grade.at];
    if sql::execute(db, sql, values).await? == 1 { Ok(()) } else { Err(StoreError::clash("unique")) }
}

/// What markers said of some works, in their order.
///
/// # Errors
/// Database trouble.
pub async fn grades(db: &impl ConnectionTrait, works: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<Grade>>, StoreError> {
    let mut found: BTreeMap<Uuid, Vec<Grade>> = BTreeMap::new();
    for works in works.chunks(500) {
        let mut query = Parts::new(&format!("{GRADE} FROM task_grade g WHERE g.submission_id IN "));
        query.rows(vec![works.iter().flat_map(|id| values![*id]).collect()]);
        gather(&query.add(" ORDER BY g.id", Vec::new()).sql.clone(), query.values, db, &mut found).await?;
    }
    Ok(found)
}

/// What markers said of the works that more than one marked, narrowed to a course.
///
/// # Errors
/// Database trouble.
pub async fn marked_twice(
    db: &impl ConnectionTrait,
    course: Option<&str>,
) -> Result<BTreeMap<Uuid, Vec<Grade>>, StoreError> {
    let mut query = Parts::new(&format!(
        "{GRADE} FROM task_grade g JOIN task_submission s ON s.id = g.submission_id WHERE s.wanted > 1"
    ));
    if let Some(course) = course {
        query.add(" AND s.course_id = ?", values![course]);
    }
    query.add(" ORDER BY g.id", Vec::new());
    let mut found = BTreeMap::new();
    gather(&query.sql, query.values, db, &mut found).await?;
    found.retain(|_, grades: &mut Vec<Grade>| grades.len() > 1);
    Ok(found)
}

const GRADE: &str =
    "SELECT g.submission_id, g.marker_id, g.returned, g.points, g.ranks, g.passed, g.comment, g.graded_at";

async fn gather(
    sql: &str,
    values: Vec<sea_orm::Value>,
    db: &impl ConnectionTrait,
    found: &mut BTreeMap<Uuid, Vec<Grade>>,
) -> Result<(), StoreError> {
    for row in sql::all(db, sql, values).await? {
        let points = from_json::<Vec<f64>>(&get::<String>(&row, "points")?)?;
        let grade = Grade {
            marker: sql::account(&row, "marker_id")?,
            verdict: if get(&row, "returned")? { Verdict::Returned } else { Verdict::Marked(points) },
            ranks: from_json(&get::<String>(&row, "ranks")?)?,
            passed: get(&row, "passed")?,
            comment: get(&row, "comment")?,
            at: instant(&row, "graded_at")?,
        };
        found.entry(get(&row, "submission_id")?).or_default().push(grade);
    }
    Ok(())
}
