//! Puts reminders into the outbox: to those who agreed, have an address, and left a course unfinished, hold a flag that
//! runs out soon, were drawn to be asked again, or may take an exam again. Found anew every day; the same reason makes no second mail.

use super::ActionError;
use super::deliver_mail::by_day;
use super::invite_again::{invite_drawn, invite_to_retry};
use crate::app::App;
use crate::catalog::LiveCourse;
use serde_json::json;
use std::sync::Arc;
use xutra_domain::course::Viewer;
use xutra_domain::ids::AccountId;
use xutra_domain::learning::{self as rules, Progress};
use xutra_domain::mailing::{RUNS_OUT, Topic, is_lesson_due};
use xutra_store::outbox::{self, NewMail};
use xutra_store::reminder::{self, Learner};
use xutra_store::{StoreError, learning, people};

/// The newest course of somebody that is not finished.
///
/// # Errors
/// Where the store fails.
pub async fn unfinished(
    app: &App,
    account: AccountId,
    viewer: Viewer,
) -> Result<Option<(Arc<LiveCourse>, Progress)>, StoreError> {
    let (reader, now) = (app.store.reader(), app.clock.now());
    for id in learning::enrolled_courses(reader, account).await? {
        let Some(live) = app.catalog.course_for(&id, viewer) else { continue };
        let record = learning::record(reader, account, &id, now).await?;
        let progress = rules::progress(&live.course, viewer, &record);
        if progress.next().is_some() {
            return Ok(Some((live, progress)));
        }
    }
    Ok(None)
}

/// Puts what is due today into the outbox; how many mails were made. What a job does.
///
/// # Errors
/// Where the store fails.
pub async fn remind_learners(app: &App) -> Result<usize, ActionError> {
    let again = invite_drawn(app).await? + invite_to_retry(app).await?;
    Ok(again + of_lessons(app).await? + of_flags(app).await?)
}

async fn of_lessons(app: &App) -> Result<usize, ActionError> {
    let (mut made, mut after) = (0, None);
    loop {
        let page = reminder::page_learners(app.store.reader(), after).await?;
        let Some(last) = page.last().map(|learner| learner.account) else { return Ok(made) };
        let mut mails = Vec::new();
        for learner in &page {
            if is_lesson_due(learner.last_here, &learner.reminded, app.clock.now()) {
                mails.extend(lesson_mail(app, learner).await?);
            }
        }
        made += put(app, mails).await?;
        after = Some(last);
    }
}

/// What there is to tell somebody of where they left off; nothing to who is done or takes part in nothing.
async fn lesson_mail(app: &App, learner: &Learner) -> Result<Option<NewMail>, StoreError> {
    let now = app.clock.now();
    let Some(account) = people::find_account(app.store.reader(), learner.account, now).await? else { return Ok(None) };
    let viewer = Viewer::of(&account, now);
    let Some((live, progress)) = unfinished(app, account.id, viewer).await? else { return Ok(None) };
    let Some(item) = progress.next().and_then(|id| live.course.item(id)) else { return Ok(None) };
    let left = rules::minutes_left(&live.course, viewer, &progress);
    let facts =
        json!({ "course": live.course.id, "item": item.head().id, "minutes": item.head().minutes, "left": left });
    let again = learner.reminded.newest.iter().filter(|at| **at > learner.last_here).count();
    let key = format!("{}:{}", learner.last_here.0, again);
    Ok(Some(mail(app, account.id, Topic::Lesson, &key, facts)))
}

async fn of_flags(app: &App) -> Result<usize, ActionError> {
    let now = app.clock.now();
    let (mut made, mut after) = (0, None);
    loop {
        let page = reminder::page_flags(app.store.reader(), (now, now.plus(RUNS_OUT)), after).await?;
        let Some(last) = page.last().map(|(account, ..)| *account) else { return Ok(made) };
        let tell = |(account, flag, until): &(AccountId, String, xutra_domain::instant::Instant)| {
            let facts = json!({ "flag": flag, "until": until.0 });
            mail(app, *account, Topic::Flag, &format!("{flag}:{}", until.0), facts)
        };
        made += put(app, page.iter().map(tell).collect()).await?;
        after = Some(last);
    }
}

/// A mail that leaves as soon as it is day.
pub(super) fn mail(app: &App, account: AccountId, topic: Topic, key: &str, facts: serde_json::Value) -> NewMail {
    let now = app.clock.now();
    NewMail {
        id: app.new_uuid(),
        account,
        topic,
        key: format!("{}:{account}:{key}", topic.word()),
        facts,
        created_at: now,
        due_at: by_day(app, now),
    }
}

/// Puts mails into the outbox; how many were not there before.
pub(super) async fn put(app: &App, mails: Vec<NewMail>) -> Result<usize, StoreError> {
    if mails.is_empty() {
        return Ok(0);
    }
    let mails = Arc::new(mails);
    app.store
        .write(move |tx| {
            let mails = Arc::clone(&mails);
            Box::pin(async move {
                let mut made = 0;
                for mail in mails.iter() {
                    made += usize::from(outbox::insert(tx, mail).await?);
                }
                Ok::<usize, StoreError>(made)
            })
        })
        .await
}
