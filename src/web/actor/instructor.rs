//! Who publishes courses.

use super::{Extracted, Learner, learner};
use crate::web::error::AppError;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::ops::Deref;
use xutra_domain::people::Role;

/// Somebody who publishes courses: these belong to no unit, so a role over one is not enough. For anybody else these pages
/// do not exist.
#[derive(Clone)]
pub struct Instructor(pub Learner);

impl Deref for Instructor {
    type Target = Learner;

    fn deref(&self) -> &Learner {
        &self.0
    }
}

impl FromRequest for Instructor {
    type Error = AppError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let learner = learner(request).await?;
            let teaches = |role| learner.me().has_role_everywhere(role, learner.now);
            let may = teaches(Role::Instructor) || teaches(Role::Administrator);
            if may { Ok(Self(learner)) } else { Err(AppError::not_found()) }
        })
    }
}
