//! Somebody looked at a signal and says what came of it. Nothing else follows.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::ids::AccountId;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::signal;

/// Longest note.
const LONGEST: usize = 1_000;

/// Keeps who looked at a signal, and the note.
///
/// # Errors
/// `Invalid` for a note that is too long, `Conflict` where somebody looked at it before or there is no such signal.
pub async fn review_signal(app: &App, by: AccountId, id: i64, note: String) -> Result<(), ActionError> {
    if note.chars().count() > LONGEST {
        return Err(ActionError::invalid("note", "signal-note-long"));
    }
    let at = app.clock.now();
    app.store
        .write(move |tx| {
            let note = note.clone();
            Box::pin(async move {
                if !signal::set_seen(tx, id, by, note.trim(), at).await? {
                    return Err(ActionError::conflict(Message::new("signal-seen-before")));
                }
                let (action, subject) = ("signal.review".into(), format!("signal:{id}"));
                audit::append(tx, &AuditEntry { at, actor: Some(by), action, subject, detail: json!({}) }).await?;
                Ok(())
            })
        })
        .await
}
