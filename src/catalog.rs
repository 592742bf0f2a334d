//! The published courses in memory, checked against the database every few seconds: every server of a database serves the
//! newest published revision.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use xutra_domain::course::question::Question;
use xutra_domain::course::{CompiledCourse, Viewer};
use xutra_domain::instant::Instant;
use xutra_store::course::{self, PublishedCourse};
use xutra_store::{Store, StoreError, question_withdrawal};

/// How old what is known of withdrawn questions may be.
const FRESH: Duration = Duration::from_secs(2);

/// A published course.
#[derive(Debug)]
pub struct LiveCourse {
    /// Row of the revision.
    pub revision: i64,
    /// The course.
    pub course: CompiledCourse,
    /// Key of the current version of each question, by author's id.
    pub versions: BTreeMap<String, i64>,
    /// When the readers of lessons were last asked to read them again.
    pub bumps: BTreeMap<String, Instant>,
    by_version: BTreeMap<i64, Arc<Question>>,
}

impl From<PublishedCourse> for LiveCourse {
    fn from(published: PublishedCourse) -> Self {
        let PublishedCourse { revision, course, versions, bumps, .. } = published;
        let by_version = versions
            .iter()
            .filter_map(|(id, version)| Some((*version, Arc::new(course.questions.get(id)?.clone()))))
            .collect();
        Self { revision, course, versions, bumps, by_version }
    }
}

type Courses = BTreeMap<String, Arc<LiveCourse>>;

/// Every published course.
pub struct Catalog {
    live: RwLock<Arc<Courses>>,
    old_versions: moka::sync::Cache<i64, Arc<Question>>,
    withdrawn: moka::sync::Cache<String, Arc<BTreeSet<String>>>,
}

impl Default for Catalog {
    fn default() -> Self {
        Self {
            live: RwLock::default(),
            old_versions: moka::sync::Cache::new(10_000),
            withdrawn: moka::sync::Cache::builder().max_capacity(1_000).time_to_live(FRESH).build(),
        }
    }
}

impl Catalog {
    /// The course of that id.
    pub fn course(&self, id: &str) -> Option<Arc<LiveCourse>> {
        self.snapshot().get(id).cloned()
    }

    /// The course of that id, where it exists for the viewer.
    pub fn course_for(&self, id: &str, viewer: Viewer) -> Option<Arc<LiveCourse>> {
        self.course(id).filter(|live| live.course.is_for(viewer))
    }

    /// The courses that exist for the viewer, by id.
    pub fn courses_for(&self, viewer: Viewer) -> impl Iterator<Item = Arc<LiveCourse>> {
        self.courses().into_iter().filter(move |live| live.course.is_for(viewer))
    }

    /// All courses by id.
    pub fn courses(&self) -> Vec<Arc<LiveCourse>> {
        self.snapshot().values().cloned().collect()
    }

    fn snapshot(&self) -> Arc<Courses> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads what is newer in the database than in memory; whether anything was.
    ///
    /// # Errors
    /// Where the store fails; what is in memory then stays.
    pub async fn refresh(&self, store: &Store) -> Result<bool, StoreError> {
        let mut courses = Courses::clone(&self.snapshot());
        let mut changed = false;
        for (id, revision, _) in course::newest_revisions(store.reader()).await? {
            if courses.get(&id).is_none_or(|live| live.revision != revision) {
                let published = course::load(store.reader(), revision).await?;
                courses.insert(id, Arc::new(LiveCourse::from(published)));
                changed = true;
            }
        }
        if changed {
            *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(courses);
        }
        Ok(changed)
    }

    /// The questions of a course that are drawn no more, as they were at most two seconds ago.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn withdrawn(&self, store: &Store, course: &str) -> Result<Arc<BTreeSet<String>>, StoreError> {
        if let Some(known) = self.withdrawn.get(course) {
            return Ok(known);
        }
        let found: BTreeSet<_> = question_withdrawal::withdrawn(store.reader(), course).await?.into_keys().collect();
        let found = Arc::new(found);
        self.withdrawn.insert(course.to_owned(), Arc::clone(&found));
        Ok(found)
    }

    /// Notes that a question of a course was withdrawn, or brought back.
    pub fn changed_withdrawn(&self, course: &str) {
        self.withdrawn.invalidate(course);
    }

    /// Question versions by key, from memory where they are current, else from the database.
    ///
    /// # Errors
    /// `NotFound` where one does not exist; where the store fails.
    pub async fn questions(&self, store: &Store, keys: &[i64]) -> Result<BTreeMap<i64, Arc<Question>>, StoreError> {
        let courses = self.snapshot();
        let mut found = BTreeMap::new();
        let mut missing = Vec::new();
        for key in keys {
            let known = courses.values().find_map(|live| live.by_version.get(key).cloned());
            match known.or_else(|| self.old_versions.get(key)) {
                Some(question) => drop(found.insert(*key, question)),
                None => missing.push(*key),
            }
        }
        if !missing.is_empty() {
            for (key, question) in course::questions(store.reader(), &missing).await? {
                let question = Arc::new(question);
                self.old_versions.insert(key, Arc::clone(&question));
                found.insert(key, question);
            }
        }
        if keys.iter().all(|key| found.contains_key(key)) { Ok(found) } else { Err(StoreError::NotFound) }
    }
}
