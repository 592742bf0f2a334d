//! An administrator answers what somebody asked about their data: done, or refused with a reason. To be erased means that
//! nothing is left that says who it was.

use super::ActionError;
use super::ask_about_data::entry;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::personal_data::{Outcome, RequestKind};
use xutra_store::{audit, erasure, people, personal_data};

/// What everybody reads about a certificate whose holder was erased.
const REASON: &str = "erased";

/// Answers a request.
///
/// # Errors
/// `NotFound`; `Forbidden` for one's own; `Invalid` for a refusal without a reason; `Conflict` where it was answered before,
/// or the person still has duties.
pub async fn answer_data_request(
    app: &App,
    by: AccountId,
    id: Uuid,
    outcome: Outcome,
    said: &str,
) -> Result<(), ActionError> {
    let said = said.trim().to_owned();
    if outcome == Outcome::Refused && said.is_empty() {
        return Err(ActionError::invalid("answer", "field-missing"));
    }
    let now = app.clock.now();
    let request = personal_data::find_request(app.store.reader(), id).await?.ok_or(ActionError::NotFound)?;
    let of = request.account;
    if of == by {
        return Err(ActionError::Forbidden(Message::new("own-account")));
    }
    let erases = request.kind == RequestKind::Erasure && outcome == Outcome::Done;
    let detail = json!({ "request": id, "kind": request.kind.word(), "outcome": outcome.word() });
    let entry = entry(now, by, if erases { "account.erased" } else { "data.answered" }, of, detail);
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (said, entry, reckoner) = (said.clone(), entry.clone(), reckoner.clone());
            Box::pin(async move {
                if !personal_data::answer_request(tx, id, by, outcome, &said, now).await? {
                    return Err(ActionError::conflict(Message::new("data-answered-already")));
                }
                if erases {
                    let account = people::find_account(tx, of, now).await?.ok_or(ActionError::NotFound)?;
                    if !account.roles.is_empty() {
                        return Err(ActionError::conflict(Message::new("data-has-duties")));
                    }
                    erasure::erase(tx, of, by, REASON, now).await?;
                    reckoner.person(tx, of).await?;
                }
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    app.sessions.changed(of, now);
    Ok(())
}
