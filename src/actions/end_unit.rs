//! Ends a unit: merges it into another of its kind, or gives it up when nobody is left in it.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::ids::AccountId;
use xutra_domain::unit::Unit;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{StoreError, standing, unit, unit_end};

/// Ends the unit of that code; with a successor its people and parts go over to that one.
///
/// # Errors
/// `NotFound`; `Invalid` for a successor that does not fit; `Conflict` where it has ended, or people or parts are left.
pub async fn end_unit(app: &App, by: AccountId, code: &str, successor: Option<&str>) -> Result<(), ActionError> {
    let now = app.clock.now();
    let ending = find(app, code).await?.ok_or(ActionError::NotFound)?;
    if let Some(into) = successor {
        let other = find(app, into).await?.filter(|other| other.lasts_at(now));
        let other = other.ok_or_else(|| ActionError::invalid("successor", "unit-unknown"))?;
        if other.code == ending.code || !ending.kind.merges_into(other.kind) {
            return Err(ActionError::invalid("successor", "unit-successor-unfit"));
        }
    }
    let entry = AuditEntry {
        at: now,
        actor: Some(by),
        action: if successor.is_some() { "unit.merged" } else { "unit.ended" }.into(),
        subject: format!("unit:{code}"),
        detail: json!({ "successor": successor }),
    };
    let (code, into) = (code.to_owned(), successor.map(str::to_owned));
    let reckoner = Reckoner::new(app);
    let done = app
        .store
        .write(move |tx| {
            let (code, into, entry, reckoner) = (code.clone(), into.clone(), entry.clone(), reckoner.clone());
            Box::pin(async move {
                match &into {
                    Some(into) => {
                        unit_end::merge(tx, &code, into, now).await?;
                        standing::merge_unit(tx, &code, into, &reckoner.basis).await?;
                    }
                    None => unit_end::end(tx, &code, now).await?,
                }
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await;
    app.sessions.changed_everybody();
    done.map_err(refusal)
}

async fn find(app: &App, code: &str) -> Result<Option<Unit>, ActionError> {
    Ok(unit::find(app.store.reader(), code).await?)
}

fn refusal(error: ActionError) -> ActionError {
    let ActionError::Store(StoreError::Conflict(clash)) = &error else { return error };
    let key = match clash.0 {
        "unit-has-parts" => "unit-has-parts",
        "unit-has-people" => "unit-has-people",
        "unit-cycle" => "unit-cycle",
        _ => "unit-ended",
    };
    ActionError::conflict(Message::new(key))
}
