//! Who opens supervised sittings.

use super::{Extracted, Learner, learner, scopes_of};
use crate::web::error::AppError;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::ops::Deref;
use xutra_domain::people::Role;

/// A facilitator, over whatever units. Nobody else watches an exam, not even who runs the server: for anybody else these
/// pages do not exist.
#[derive(Clone)]
pub struct Facilitator(pub Learner);

impl Deref for Facilitator {
    type Target = Learner;

    fn deref(&self) -> &Learner {
        &self.0
    }
}

impl FromRequest for Facilitator {
    type Error = AppError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let learner = learner(request).await?;
            let may = learner.me().has_role(Role::Facilitator, learner.now);
            if may { Ok(Self(learner)) } else { Err(AppError::not_found()) }
        })
    }
}

impl Facilitator {
    /// Paths of the subtrees in which the person may open sittings; none means everywhere.
    #[must_use]
    pub fn scopes(&self) -> Option<Vec<String>> {
        scopes_of(self.me(), &[Role::Facilitator], self.now)
    }
}
