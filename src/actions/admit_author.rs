//! Makes the account in whose name an author looks at a preview. It has no password: nobody can sign in with it.

use super::ActionError;
use super::register_learner::insert;
use crate::app::App;
use xutra_domain::ids::AccountId;
use xutra_domain::people::Audience;
use xutra_store::people::NewAccount;

/// Makes the account.
///
/// # Errors
/// `Conflict` where it exists already; where the store fails.
pub async fn admit_author(app: &App) -> Result<AccountId, ActionError> {
    let id = app.new_account_id();
    let account = NewAccount {
        id,
        login: Some("author".into()),
        display_name: app.locales.text(&app.config.site.locale, "preview-author", &[]),
        password_hash: None,
        audience: Audience::default(),
        unit: None,
        email: None,
        phone: None,
        locale: None,
        birth_year: None,
        created_at: app.clock.now(),
    };
    insert(app, account).await?;
    Ok(id)
}
