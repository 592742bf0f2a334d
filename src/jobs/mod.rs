//! What happens by itself while the server runs: new revisions are taken in, attempts that ran out are graded, ended
//! sessions are cleared away. Every server may do all of it at once: each step is a conditional write.

use crate::actions::submit_attempt::close_overdue;
use crate::app::App;
use std::sync::Arc;
use std::time::Duration;
use xutra_store::{assessment, session};

const CATALOG: Duration = Duration::from_secs(2);
const ATTEMPTS: Duration = Duration::from_secs(15);
const TIDY: Duration = Duration::from_secs(600);

/// Starts them; they end with the runtime.
pub fn start(app: &Arc<App>) {
    repeat(app, CATALOG, |app| async move {
        app.catalog.refresh(&app.store).await.map(drop).map_err(|error| error.to_string())
    });
    repeat(app, ATTEMPTS, |app| async move { close_stale_attempts(&app).await });
    repeat(app, TIDY, |app| async move {
        let now = app.clock.now();
        let ended = app.store.write(move |tx| Box::pin(async move { session::delete_expired(tx, now).await })).await;
        ended.map(drop).map_err(|error| error.to_string())
    });
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
            if let Err(cause) = work(Arc::clone(&app)).await {
                tracing::warn!(event = "job.failed", cause, "a job failed; it will be tried again");
            }
        }
    });
}
