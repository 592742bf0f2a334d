//! Who looks at figures.

use super::{Extracted, Learner, learner, scopes_of};
use crate::web::error::AppError;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::ops::Deref;
use xutra_domain::people::Role;
use xutra_domain::unit::Unit;
use xutra_store::unit;

role_actor!(
    /// Somebody whose duty it is to know the figures of some units. For anybody else they do not exist, nor do those of
    /// other units.
    Observer, has_role, Leader | Facilitator | Inspector | Administrator, else not_found
);

const OBSERVERS: &[Role] = &[Role::Leader, Role::Facilitator, Role::Inspector, Role::Administrator];

impl Observer {
    /// Paths of the subtrees whose figures the person sees; none means everywhere.
    #[must_use]
    pub fn scopes(&self) -> Option<Vec<String>> {
        scopes_of(self.me(), OBSERVERS, self.now)
    }

    /// Whether the figures of the unit of that path are the person's affair.
    #[must_use]
    pub fn sees(&self, path: &str) -> bool {
        self.scopes().is_none_or(|scopes| scopes.iter().any(|scope| path.starts_with(scope)))
    }

    /// The unit of that code, where its figures are the person's affair.
    ///
    /// # Errors
    /// 404.
    pub async fn unit(&self, code: &str) -> Result<Unit, AppError> {
        let found = unit::find(self.app.store.reader(), code).await?;
        found.filter(|unit| self.sees(&unit.path)).ok_or_else(AppError::not_found)
    }
}
