//! Keeps the language that somebody switched to, for all their devices.

use super::ActionError;
use crate::app::App;
use xutra_domain::ids::AccountId;
use xutra_store::people;

/// Keeps it; sessions see it at once.
///
/// # Errors
/// Where the store fails.
pub async fn choose_language(app: &App, account: AccountId, language: &'static str) -> Result<(), ActionError> {
    app.store
        .write(move |tx| {
            Box::pin(async move { people::set_locale(tx, account, language).await.map_err(ActionError::from) })
        })
        .await?;
    app.sessions.changed(account, app.clock.now());
    Ok(())
}
