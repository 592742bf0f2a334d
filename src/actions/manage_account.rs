//! What an administrator does to an account: roles, disabling. Each act stands in the audit log.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Role};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{people, session, unit};

/// Gives a role over a unit's subtree, or everywhere. Nobody gives one to himself.
///
/// # Errors
/// `NotFound`, `Forbidden` for one's own account, `Invalid` for an unknown unit or an end in the past.
pub async fn grant_role(
    app: &App,
    by: AccountId,
    to: AccountId,
    role: Role,
    unit_code: Option<String>,
    expires_at: Option<Instant>,
) -> Result<Account, ActionError> {
    let now = app.clock.now();
    refuse_own(by, to)?;
    find(app, to).await?;
    if expires_at.is_some_and(|end| end <= now) {
        return Err(ActionError::invalid("expires_at", "role-expired"));
    }
    if let Some(code) = &unit_code
        && unit::find(app.store.reader(), code).await?.is_none()
    {
        return Err(ActionError::invalid("unit", "unit-unknown"));
    }
    let detail = json!({ "role": role.word(), "unit": unit_code, "until": expires_at.map(Instant::rfc3339) });
    let entry = entry(now, by, "role.granted", to, detail);
    app.store
        .write(move |tx| {
            let (unit_code, entry) = (unit_code.clone(), entry.clone());
            Box::pin(async move {
                people::grant_role(tx, to, role, unit_code.as_deref(), expires_at, by, now).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    app.sessions.changed(to, now);
    find(app, to).await
}

/// Takes a role away.
///
/// # Errors
/// `NotFound` where the account or the role is not there, `Forbidden` for one's own account.
pub async fn remove_role(app: &App, by: AccountId, from: AccountId, role: Role) -> Result<Account, ActionError> {
    let now = app.clock.now();
    refuse_own(by, from)?;
    let entry = entry(now, by, "role.removed", from, json!({ "role": role.word() }));
    app.store
        .write(move |tx| {
            let entry = entry.clone();
            Box::pin(async move {
                if !people::remove_role(tx, from, role).await? {
                    return Err(ActionError::NotFound);
                }
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    app.sessions.changed(from, now);
    find(app, from).await
}

/// Disables an account, which ends all its sessions, or enables it again.
///
/// # Errors
/// `NotFound`, `Forbidden` for one's own account.
pub async fn set_disabled(app: &App, by: AccountId, of: AccountId, disabled: bool) -> Result<Account, ActionError> {
    let now = app.clock.now();
    refuse_own(by, of)?;
    let action = if disabled { "account.disabled" } else { "account.enabled" };
    let entry = entry(now, by, action, of, json!({}));
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (entry, reckoner) = (entry.clone(), reckoner.clone());
            Box::pin(async move {
                // Sent again it changes nothing more, and is no new act.
                if !people::set_disabled(tx, of, disabled).await? {
                    return Ok(());
                }
                if disabled {
                    session::revoke_all(tx, of).await?;
                }
                reckoner.person(tx, of).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    app.sessions.changed(of, now);
    find(app, of).await
}

async fn find(app: &App, id: AccountId) -> Result<Account, ActionError> {
    people::find_account(app.store.reader(), id, app.clock.now()).await?.ok_or(ActionError::NotFound)
}

fn refuse_own(by: AccountId, of: AccountId) -> Result<(), ActionError> {
    if by == of { Err(ActionError::Forbidden(Message::new("own-account"))) } else { Ok(()) }
}

fn entry(at: Instant, by: AccountId, action: &str, of: AccountId, detail: serde_json::Value) -> AuditEntry {
    AuditEntry { at, actor: Some(by), action: action.into(), subject: format!("account:{of}"), detail }
}
