//! Two accounts of one person become one: an administrator says which goes on. One transaction moves what may move, shuts the
//! other and counts anew; it is not undone. What was shown in exams stays with the account that showed it: its evidence and
//! its chain of hashes name that account, and a flag that could be put together from two of them would let two people pass
//! one exam.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use xutra_domain::duplicate::{Refusal, may_merge};
use xutra_domain::ids::AccountId;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::duplicate;

fn refused(why: Refusal) -> ActionError {
    ActionError::conflict(Message::new(match why.0 {
        "self" => "merge-refused-self",
        "before" => "merge-refused-before",
        "disabled" => "merge-refused-disabled",
        _ => "merge-refused-flag",
    }))
}

/// Joins `goes` to `stays`.
///
/// # Errors
/// `NotFound`; `Forbidden` where one of them is the administrator's own; `Conflict` where the domain refuses it.
pub async fn merge_accounts(app: &App, by: AccountId, goes: AccountId, stays: AccountId) -> Result<(), ActionError> {
    refuse_own(by, [goes, stays])?;
    let now = app.clock.now();
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let reckoner = reckoner.clone();
            Box::pin(async move {
                duplicate::hold(tx).await?;
                let one = duplicate::holdings(tx, stays, now).await?.ok_or(ActionError::NotFound)?;
                let other = duplicate::holdings(tx, goes, now).await?.ok_or(ActionError::NotFound)?;
                may_merge(&one.side, &other.side).map_err(refused)?;
                duplicate::merge(tx, goes, stays, now).await?;
                reckoner.person(tx, goes).await?;
                reckoner.person(tx, stays).await?;
                audit::append(tx, &entry(now, by, "account.merged", goes, stays)).await.map_err(ActionError::from)
            })
        })
        .await?;
    for account in [goes, stays] {
        app.sessions.changed(account, now);
    }
    Ok(())
}

/// Notes that two accounts are two people, so that nobody asks again.
///
/// # Errors
/// `NotFound`; `Conflict` for one account.
pub async fn tell_apart(app: &App, by: AccountId, one: AccountId, other: AccountId) -> Result<(), ActionError> {
    if one == other {
        return Err(refused(Refusal("self")));
    }
    let now = app.clock.now();
    app.store
        .write(move |tx| {
            Box::pin(async move {
                for id in [one, other] {
                    duplicate::find(tx, id).await?.ok_or(ActionError::NotFound)?;
                }
                if duplicate::record_different(tx, one, other, by, now).await? {
                    audit::append(tx, &entry(now, by, "account.told_apart", one, other)).await?;
                }
                Ok(())
            })
        })
        .await
}

fn refuse_own(by: AccountId, of: [AccountId; 2]) -> Result<(), ActionError> {
    if of.contains(&by) { Err(ActionError::Forbidden(Message::new("own-account"))) } else { Ok(()) }
}

fn entry(
    at: xutra_domain::instant::Instant,
    by: AccountId,
    action: &str,
    of: AccountId,
    other: AccountId,
) -> AuditEntry {
    AuditEntry {
        at,
        actor: Some(by),
        action: action.into(),
        subject: format!("account:{of}"),
        detail: json!({ "with": other }),
    }
}
