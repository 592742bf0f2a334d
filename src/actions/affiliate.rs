//! Says where somebody lives or works from now on. A new home ends the one before; what was stays in the record.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::affiliation::{AffiliationKind, CannotJoin, join};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{StoreError, affiliation, people, unit};

/// Lets somebody belong to a unit from now on.
///
/// # Errors
/// `NotFound`; `Invalid` for a unit that is not there, has ended or does not fit; `Conflict` where they do already.
pub async fn begin_affiliation(
    app: &App,
    by: AccountId,
    of: AccountId,
    code: &str,
    kind: AffiliationKind,
) -> Result<(), ActionError> {
    let now = app.clock.now();
    let reader = app.store.reader();
    people::find_account(reader, of, now).await?.ok_or(ActionError::NotFound)?;
    let found = unit::find(reader, code).await?.filter(|unit| unit.lasts_at(now));
    let found = found.ok_or_else(|| ActionError::invalid("unit", "unit-unknown"))?;
    let known = affiliation::list_of(reader, of).await?;
    join(&known, (&found.code, found.kind), kind, now).map_err(|cannot| match cannot {
        CannotJoin::Unfit => ActionError::invalid("kind", "affiliation-unfit"),
        CannotJoin::Already | CannotJoin::TooEarly => already(),
    })?;
    let entry = entry(now, by, "affiliation.begun", of, code, kind);
    let code = found.code;
    let reckoner = Reckoner::new(app);
    let done = app
        .store
        .write(move |tx| {
            let (code, entry, reckoner) = (code.clone(), entry.clone(), reckoner.clone());
            Box::pin(async move {
                affiliation::begin(tx, of, &code, kind, now).await?;
                reckoner.person(tx, of).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await;
    app.sessions.changed(of, now);
    match done {
        Err(ActionError::Store(StoreError::Conflict(_))) => Err(already()),
        other => other,
    }
}

/// Ends that somebody belongs to a unit in a way.
///
/// # Errors
/// `NotFound` where they do not.
pub async fn end_affiliation(
    app: &App,
    by: AccountId,
    of: AccountId,
    code: &str,
    kind: AffiliationKind,
) -> Result<(), ActionError> {
    let now = app.clock.now();
    let entry = entry(now, by, "affiliation.ended", of, code, kind);
    let code = code.to_owned();
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (code, entry, reckoner) = (code.clone(), entry.clone(), reckoner.clone());
            Box::pin(async move {
                if !affiliation::end(tx, of, &code, kind, now).await? {
                    return Err(ActionError::NotFound);
                }
                reckoner.person(tx, of).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    app.sessions.changed(of, now);
    Ok(())
}

fn already() -> ActionError {
    ActionError::conflict(Message::new("affiliation-already"))
}

fn entry(at: Instant, by: AccountId, action: &str, of: AccountId, unit: &str, kind: AffiliationKind) -> AuditEntry {
    let detail = json!({ "unit": unit, "kind": kind.word() });
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("account:{of}"), detail }
}
