//! What happens by itself while the server runs: new revisions are taken in, attempts that ran out are graded, ended
//! sessions are cleared away, answers are counted for the item analysis, the ledger of past days is signed, figures are kept
//! in step and frozen, records of work that nobody confirms are given to another, people are written to. Every server may do
//! all of it at once: each step is a conditional write.

use crate::actions::answer_recheck::close_over;
use crate::actions::ask_confirmer::ask_others;
use crate::actions::deliver_mail::deliver_mail;
use crate::actions::find_signals::find_signals;
use crate::actions::freeze_figures::freeze_figures;
use crate::actions::meet_milestone::decide_milestones;
use crate::actions::reckon;
use crate::actions::remind_learners::remind_learners;
use crate::actions::run_import::work_at_imports;
use crate::actions::sign_ledger::sign_days;
use crate::actions::submit_attempt::close_overdue;
use crate::actions::tell_leaders::tell_leaders;
use crate::app::App;
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use xutra_store::{assessment, item_stats, session};

const CATALOG: Duration = Duration::from_secs(2);
const ATTEMPTS: Duration = Duration::from_secs(15);
const TIDY: Duration = Duration::from_secs(600);
const SIGNALS: Duration = Duration::from_secs(600);
const ANALYSIS: Duration = Duration::from_secs(60);
const CONFIRMERS: Duration = Duration::from_secs(600);
const IMPORTS: Duration = Duration::from_secs(2);
/// Attempts that one transaction of the item analysis counts.
const BATCH: u64 = 200;
const SIGN: Duration = Duration::from_secs(900);
/// How long a flag that ran out may still be counted.
const COUNTERS: Duration = Duration::from_secs(30);
const MAIL: Duration = Duration::from_secs(20);
const REMIND: Duration = Duration::from_secs(1200);
/// Who is to be reminded is looked for in this hour of the day, where people are.
const REMIND_AT: u8 = 8;

/// Starts them; they end with the runtime.
pub fn start(app: &Arc<App>) {
    repeat(app, CATALOG, |app| async move {
        app.catalog.refresh(&app.store).await.map(drop).map_err(|error| error.to_string())
    });
    repeat(app, ATTEMPTS, |app| async move { close_stale_attempts(&app).await });
    repeat(app, ATTEMPTS, |app| async move { close_over(&app).await.map_err(|error| error.to_string()) });
    repeat(app, ANALYSIS, |app| async move { count_answers(&app).await });
    repeat(app, SIGNALS, |app| async move { find_signals(&app).await.map(drop).map_err(|error| error.to_string()) });
    repeat(app, CONFIRMERS, |app| async move { ask_others(&app).await.map(drop).map_err(|error| error.to_string()) });
    repeat(app, IMPORTS, |app| async move { work_at_imports(&app).await.map_err(|error| error.to_string()) });
    repeat(app, TIDY, |app| async move {
        let now = app.clock.now();
        let ended = app.store.write(move |tx| Box::pin(async move { session::delete_expired(tx, now).await })).await;
        ended.map(drop).map_err(|error| error.to_string())
    });
    repeat(app, COUNTERS, |app| async move {
        reckon::begin(&app).await.map_err(|error| error.to_string())?;
        reckon::keep_up(&app).await.map_err(|error| error.to_string())?;
        freeze_figures(&app).await.map_err(|error| error.to_string())?;
        decide_milestones(&app).await.map(drop).map_err(|error| error.to_string())
    });
    repeat(app, MAIL, |app| async move { deliver_mail(&app).await.map(drop).map_err(|error| error.to_string()) });
    repeat(app, REMIND, |app| async move {
        tell_leaders(&app).await.map_err(|error| error.to_string())?;
        if app.zone.hour(app.clock.now()) == REMIND_AT {
            remind_learners(&app).await.map_err(|error| error.to_string())?;
        }
        Ok(())
    });
    repeat(app, SIGN, |app| async move { sign_days(&app).await.map(drop).map_err(|error| error.to_string()) });
}

/// Grades the attempts whose time ran out.
///
/// # Errors
/// Where the store fails.
pub async fn close_stale_attempts(app: &App) -> Result<(), String> {
    let overdue =
        assessment::list_overdue(app.store.reader(), app.clock.now(), 200).await.map_err(|error| error.to_string())?;
    for id in overdue {
        // One that cannot be closed must not hold up the others.
        if let Err(error) = close_overdue(app, id).await {
            tracing::error!(event = "attempt.stuck", attempt.id = %id, cause = %error, "an attempt could not be closed");
        }
    }
    Ok(())
}

/// Counts what ended attempts say about their questions, a batch in a transaction, until none is left. Nobody waits for it, while
/// people wait for pages: after each batch it rests twice as long as that took.
///
/// # Errors
/// Where the store fails.
pub async fn count_answers(app: &App) -> Result<(), String> {
    loop {
        let began = app.clock.now();
        let folded = app.store.write(|tx| Box::pin(async move { item_stats::fold(tx, BATCH).await })).await;
        if folded.map_err(|error| error.to_string())? < BATCH {
            return Ok(());
        }
        let took = app.clock.now().since(began).unsigned_abs();
        tokio::time::sleep(Duration::from_millis(2 * took)).await;
    }
}

fn repeat<F>(app: &Arc<App>, pause: Duration, work: impl Fn(Arc<App>) -> F + Send + Sync + 'static)
where
    F: Future<Output = Result<(), String>> + Send + 'static,
{
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(pause);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(cause) = once(|| work(Arc::clone(&app))).await {
                tracing::warn!(event = "job.failed", cause, "a job failed; it will be tried again");
            }
        }
    });
}

/// Runs a job once. One that panics has failed like any other: the next round comes.
async fn once<F: Future<Output = Result<(), String>>>(work: impl FnOnce() -> F) -> Result<(), String> {
    let run = AssertUnwindSafe(async { work().await }).catch_unwind();
    run.await.unwrap_or_else(|_| {
        tracing::error!(event = "job.panicked", "a job panicked");
        Err("it panicked".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_job_that_panics_has_failed_and_no_more() {
        assert_eq!(once(|| async { Ok(()) }).await, Ok(()));
        assert_eq!(once(|| async { Err("no".to_owned()) }).await, Err("no".to_owned()));
        assert_eq!(once(|| async { panic!("a fault of ours") }).await, Err("it panicked".to_owned()));
    }
}
