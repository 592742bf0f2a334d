//! Makes a unit, renames it or moves it.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::ids::AccountId;
use xutra_domain::unit::{Unit, UnitKind};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{StoreError, unit};

/// Puts a unit; the second value says whether it is new.
///
/// # Errors
/// `Invalid` for an unknown parent or a kind that does not fit below it, `Conflict` where it would stand below itself.
pub async fn put_unit(
    app: &App,
    by: AccountId,
    code: String,
    name: String,
    kind: UnitKind,
    parent: Option<String>,
) -> Result<(Unit, bool), ActionError> {
    let now = app.clock.now();
    let shape = |text: &str, longest: usize| {
        (1..=longest).contains(&text.chars().count()) && !text.chars().any(char::is_control)
    };
    if !shape(&code, 40) || code.chars().any(|c| !(c.is_ascii_alphanumeric() || "-_.".contains(c))) {
        return Err(ActionError::invalid("code", "unit-code"));
    }
    if !shape(name.trim(), 200) {
        return Err(ActionError::invalid("name", "name-length"));
    }
    let above = match &parent {
        None => None,
        Some(code) => {
            let found = unit::find(app.store.reader(), code).await?.filter(|unit| unit.lasts_at(now));
            Some(found.ok_or_else(|| ActionError::invalid("parent", "unit-unknown"))?.kind)
        }
    };
    if !kind.fits_below(above) {
        return Err(ActionError::invalid("kind", "unit-kind"));
    }
    let entry = AuditEntry {
        at: now,
        actor: Some(by),
        action: "unit.put".into(),
        subject: format!("unit:{code}"),
        detail: json!({ "kind": kind.word(), "parent": parent }),
    };
    let key = code.clone();
    let done = app
        .store
        .write(move |tx| {
            let (code, name, parent, entry) = (code.clone(), name.clone(), parent.clone(), entry.clone());
            Box::pin(async move {
                let created = unit::put(tx, &code, name.trim(), kind, parent.as_deref(), now).await?;
                audit::append(tx, &entry).await?;
                Ok::<_, ActionError>(created)
            })
        })
        .await;
    let created = match done {
        Err(ActionError::Store(StoreError::Conflict(_))) => {
            return Err(ActionError::conflict(Message::new("unit-cycle")));
        }
        other => other?,
    };
    app.sessions.changed_everybody();
    let unit = unit::find(app.store.reader(), &key).await?.ok_or(ActionError::NotFound)?;
    Ok((unit, created))
}
