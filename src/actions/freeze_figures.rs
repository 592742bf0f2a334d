//! Freezes the figures of the day that has just ended. Any number of servers may do so at once: the first one counts.

use super::ActionError;
use crate::app::App;
use std::sync::Arc;
use xutra_domain::instant::HOUR;
use xutra_store::snapshot;

/// Freezes yesterday, where that was not done; whether it was now. A day on which no server ran stays without.
///
/// # Errors
/// Where the store fails.
pub async fn freeze_figures(app: &App) -> Result<bool, ActionError> {
    let now = app.clock.now();
    let Some((_, today, _)) = app.zone.day(now) else { return Ok(false) };
    let Some((yesterday, ..)) = app.zone.day(today.plus(-HOUR)) else { return Ok(false) };
    let last = snapshot::last(app.store.reader()).await?;
    if last.is_some_and(|(day, _)| day >= yesterday) {
        return Ok(false);
    }
    let (basis, day) = (Arc::new(app.basis()), Arc::new(yesterday));
    app.store
        .write(move |tx| {
            let (basis, day) = (Arc::clone(&basis), Arc::clone(&day));
            Box::pin(async move { snapshot::record(tx, &day, &basis).await.map_err(ActionError::from) })
        })
        .await
}
