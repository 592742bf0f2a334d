//! An administrator says when somebody was born and who they are in the programme, from what an office knows of them.

use super::ActionError;
use super::reckon::Reckoner;
use crate::app::App;
use serde_json::json;
use xutra_domain::ids::AccountId;
use xutra_domain::people::{Audience, parse_birth_year};
use xutra_store::audit::{self, AuditEntry};
use xutra_store::{about_person, people};

/// Sets both; an empty year is one that nobody knows.
///
/// # Errors
/// `NotFound`; `Invalid` for what is no year or no audience.
pub async fn describe_person(
    app: &App,
    by: AccountId,
    of: AccountId,
    birth_year: &str,
    audience: &str,
) -> Result<(), ActionError> {
    let now = app.clock.now();
    people::find_account(app.store.reader(), of, now).await?.ok_or(ActionError::NotFound)?;
    let year = match birth_year.trim() {
        "" => None,
        text => Some(parse_birth_year(text).map_err(|unfit| ActionError::invalid("birth_year", unfit.0))?),
    };
    let audience = Audience::parse(audience).ok_or_else(|| ActionError::invalid("audience", "audience-unknown"))?;
    // The year itself is the person's own, and stays out of the log.
    let entry = AuditEntry {
        at: now,
        actor: Some(by),
        action: "account.described".into(),
        subject: format!("account:{of}"),
        detail: json!({ "audience": audience.word() }),
    };
    let reckoner = Reckoner::new(app);
    app.store
        .write(move |tx| {
            let (entry, reckoner) = (entry.clone(), reckoner.clone());
            Box::pin(async move {
                if !about_person::set(tx, of, year, audience).await? {
                    return Ok(());
                }
                reckoner.person(tx, of).await?;
                audit::append(tx, &entry).await.map_err(ActionError::from)
            })
        })
        .await?;
    app.sessions.changed(of, now);
    Ok(())
}
