//! Who publishes courses.

use super::{Extracted, Learner, learner};
use crate::web::error::AppError;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::ops::Deref;
use xutra_domain::people::Role;

role_actor!(
    /// Somebody who publishes courses: these belong to no unit, so a role over one is not enough. For anybody else these
    /// pages do not exist.
    Instructor, has_role_everywhere, Instructor | Administrator, else not_found
);
