//! Keeps the figures in step: what somebody counts for is worked out anew in the transaction that changed it. Cheap where
//! nothing can have changed.

use super::ActionError;
use crate::app::App;
use crate::catalog::LiveCourse;
use std::sync::Arc;
use xutra_domain::course::{CompleteRule, Item, Viewer};
use xutra_domain::ids::AccountId;
use xutra_domain::learning::progress;
use xutra_domain::reporting::Basis;
use xutra_store::completion::{self, Reached};
use xutra_store::{Tx, learning, people, standing};

/// People that one transaction of a job changes.
const BATCH: u64 = 300;

/// What a transaction needs to keep the figures in step.
#[derive(Clone)]
pub struct Reckoner {
    /// What figures are worked out under.
    pub basis: Arc<Basis>,
    live: Option<Arc<LiveCourse>>,
    /// Lessons that everybody must have read to complete the course.
    lessons: u64,
}

impl Reckoner {
    /// For what changes outside of any course.
    #[must_use]
    pub fn new(app: &App) -> Self {
        Self { basis: Arc::new(app.basis()), live: None, lessons: 0 }
    }

    /// For what somebody does in a course.
    #[must_use]
    pub fn of(app: &App, course: &str) -> Self {
        let live = app.catalog.course(course);
        let required = |item: &&Item| match item {
            Item::Lesson(lesson) => {
                lesson.complete != CompleteRule::None && lesson.head.audience.is_empty() && !lesson.head.draft
            }
            Item::Quiz(_) => false,
        };
        let items = live.iter().flat_map(|live| live.course.modules.iter().flat_map(|module| &module.items));
        let lessons = u64::try_from(items.filter(required).count()).unwrap_or(u64::MAX);
        Self { lessons, live, ..Self::new(app) }
    }

    /// Somebody has changed.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn person(&self, tx: &Tx, account: AccountId) -> Result<(), ActionError> {
        Ok(standing::refresh(tx, account, &self.basis).await?)
    }

    /// Somebody has finished a lesson, or handed in a quiz of the course; `passed` where that may complete it.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn step(&self, tx: &Tx, account: AccountId, reached: Reached, passed: bool) -> Result<(), ActionError> {
        let may_complete = passed && !reached.completed && reached.lessons >= self.lessons;
        if may_complete && self.is_complete(tx, account).await? {
            if let Some(live) = &self.live {
                completion::record(tx, account, &live.course.id, self.basis.now).await?;
            }
            return self.person(tx, account).await;
        }
        if reached.takes_part { Ok(()) } else { self.person(tx, account).await }
    }

    /// An attempt of somebody counts no longer: what it completed may be complete no more.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn step_back(&self, tx: &Tx, account: AccountId) -> Result<(), ActionError> {
        if let Some(live) = &self.live
            && completion::exists(tx, account, &live.course.id).await?
            && !self.is_complete(tx, account).await?
        {
            completion::delete(tx, account, &live.course.id).await?;
        }
        self.person(tx, account).await
    }

    async fn is_complete(&self, tx: &Tx, account: AccountId) -> Result<bool, ActionError> {
        let (Some(live), now) = (&self.live, self.basis.now) else { return Ok(false) };
        let Some(person) = people::find_account(tx, account, now).await? else { return Ok(false) };
        let record = learning::record(tx, account, &live.course.id, now).await?;
        Ok(progress(&live.course, Viewer::of(&person, now), &record).is_complete())
    }
}

/// Counts those anew for whom time alone has changed something; how many it was.
///
/// # Errors
/// Where the store fails.
pub async fn keep_up(app: &App) -> Result<u64, ActionError> {
    let mut changed = 0;
    loop {
        let basis = Arc::new(app.basis());
        let people = standing::list_outdated(app.store.reader(), &basis, BATCH).await?;
        let count = u64::try_from(people.len()).unwrap_or(u64::MAX);
        if count > 0 {
            refresh(app, people, basis).await?;
        }
        changed += count;
        if count < BATCH {
            return Ok(changed);
        }
    }
}

async fn refresh(app: &App, people: Vec<AccountId>, basis: Arc<Basis>) -> Result<(), ActionError> {
    app.store
        .write(move |tx| {
            let (people, basis) = (people.clone(), Arc::clone(&basis));
            Box::pin(async move { standing::refresh_all(tx, &people, &basis).await.map_err(ActionError::from) })
        })
        .await
}

/// Counts everybody anew, set by set: after many people came by other ways.
///
/// # Errors
/// Where the store fails.
pub async fn recount(app: &App) -> Result<(), ActionError> {
    let basis = Arc::new(app.basis());
    app.store
        .write(move |tx| {
            let basis = Arc::clone(&basis);
            Box::pin(async move { standing::rebuild(tx, &basis).await.map_err(ActionError::from) })
        })
        .await
}

/// Counts everybody where nobody ever was, as after an update of the program.
///
/// # Errors
/// Where the store fails.
pub async fn begin(app: &App) -> Result<(), ActionError> {
    if standing::is_missing(app.store.reader()).await? { recount(app).await } else { Ok(()) }
}
