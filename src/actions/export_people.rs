//! Whole lists of people leave the server: that is noted before the first line does.

use super::ActionError;
use crate::app::App;
use serde_json::json;
use xutra_domain::ids::AccountId;
use xutra_store::account_list::AccountFilter;
use xutra_store::audit::{self, AuditEntry};

/// Notes in the audit log who takes which list. What was searched for is not kept: it may be somebody's name.
///
/// # Errors
/// Where the store fails.
pub async fn note_export(app: &App, by: AccountId, filter: &AccountFilter) -> Result<(), ActionError> {
    let entry = AuditEntry {
        at: app.clock.now(),
        actor: Some(by),
        action: "people.exported".into(),
        subject: "accounts".into(),
        detail: json!({
            "searched": filter.query.is_some(),
            "below": filter.scopes,
            "role": filter.role.map(xutra_domain::people::Role::word),
            "audience": filter.audience.map(xutra_domain::people::Audience::word),
        }),
    };
    app.store
        .write(move |tx| {
            let entry = entry.clone();
            Box::pin(async move { audit::append(tx, &entry).await.map_err(ActionError::from) })
        })
        .await
}
