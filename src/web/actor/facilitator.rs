//! Who opens supervised sittings.

use super::{Extracted, Learner, learner, scopes_of};
use crate::web::error::AppError;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::ops::Deref;
use xutra_domain::people::Role;

role_actor!(
    /// A facilitator, over whatever units. Nobody else watches an exam, not even who runs the server: for anybody else these
    /// pages do not exist.
    Facilitator, has_role, Facilitator, else not_found
);

impl Facilitator {
    /// Paths of the subtrees in which the person may open sittings; none means everywhere.
    #[must_use]
    pub fn scopes(&self) -> Option<Vec<String>> {
        scopes_of(self.me(), &[Role::Facilitator], self.now)
    }
}
