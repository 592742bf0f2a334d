//! Who looks at signals.

use super::{Extracted, Learner, learner};
use crate::web::error::AppError;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::ops::Deref;
use xutra_domain::people::Role;

/// An inspector or administrator of everything: signals compare units with one another, so that a role over one unit is
/// not enough.
#[derive(Clone)]
pub struct Inspector(pub Learner);

impl Deref for Inspector {
    type Target = Learner;

    fn deref(&self) -> &Learner {
        &self.0
    }
}

impl FromRequest for Inspector {
    type Error = AppError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let learner = learner(request).await?;
            let is = |role| learner.me().has_role_everywhere(role, learner.now);
            let may = is(Role::Inspector) || is(Role::Administrator);
            if may { Ok(Self(learner)) } else { Err(AppError::forbidden()) }
        })
    }
}
