//! Whose affair somebody is: duties end at the units over which they were given.

use super::{CERTIFIERS, INSPECTORS, Visitor, covers, scopes_of};
use crate::web::error::AppError;
use xutra_domain::ids::AccountId;
use xutra_domain::people::Role;
use xutra_store::people;

const FACILITATORS: &[Role] = &[Role::Facilitator, Role::Administrator];

impl Visitor {
    /// Whether the person may certify that account: a certifier's scope ends at its units.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn certifies(&self, account: AccountId) -> Result<bool, AppError> {
        self.holds_over(CERTIFIERS, account).await
    }

    /// Whether the person may decide about that account's attempts and flag: an inspector's scope ends at its units.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn inspects(&self, account: AccountId) -> Result<bool, AppError> {
        self.holds_over(INSPECTORS, account).await
    }

    /// Whether the person helps that account to learn: a facilitator's scope ends at its units.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn facilitates(&self, account: AccountId) -> Result<bool, AppError> {
        self.holds_over(FACILITATORS, account).await
    }

    /// Whether the person holds one of some duties over that account.
    async fn holds_over(&self, duties: &[Role], account: AccountId) -> Result<bool, AppError> {
        let Some(me) = self.account().filter(|me| duties.iter().any(|role| me.has_role(*role, self.now))) else {
            return Ok(false);
        };
        let path = people::unit_path_of(self.app.store.reader(), account).await?;
        let scopes = scopes_of(me, duties, self.now);
        Ok(path.is_some_and(|path| covers(scopes.as_deref(), path.as_deref())))
    }
}
