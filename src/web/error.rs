//! One error for every page and every call of the API: a status and a sentence. The cause is logged, never shown.

use crate::actions::ActionError;
use crate::message::Message;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use std::collections::BTreeMap;
use xutra_domain::instant::Instant;
use xutra_store::StoreError;

/// What a handler gives instead of an answer. `web::finish` makes a page or a problem document of it, in the reader's
/// language.
#[derive(Debug, Clone)]
pub struct AppError {
    /// HTTP status.
    pub status: StatusCode,
    /// What happened; the attribute `.title` of the key is its heading where there is one.
    pub message: Message,
    /// What does not fit, by JSON pointer or field.
    pub fields: BTreeMap<String, Message>,
    /// For attempts: when to try again.
    pub retry_at: Option<Option<Instant>>,
    /// Seconds for `Retry-After`.
    pub retry_after: Option<u32>,
    /// For the log alone.
    pub cause: Option<Box<str>>,
}

impl AppError {
    /// A status with its sentence.
    #[must_use]
    pub fn new(status: StatusCode, key: &'static str) -> Self {
        Self {
            status,
            message: Message::new(key),
            fields: BTreeMap::new(),
            retry_at: None,
            retry_after: None,
            cause: None,
        }
    }

    /// 404.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "error-not-found")
    }

    /// 401.
    #[must_use]
    pub fn sign_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "error-sign-in")
    }

    /// 403.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "error-forbidden")
    }

    /// 400.
    #[must_use]
    pub fn bad_request() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "error-bad-request")
    }

    /// 500, with its cause for the log.
    #[must_use]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let mut error = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "error-internal");
        error.cause = Some(cause.to_string().into());
        error
    }

    /// 503: too much is going on, for so many seconds.
    #[must_use]
    pub fn busy_for(seconds: u32) -> Self {
        Self::busy("error-busy", seconds)
    }

    fn busy(key: &'static str, seconds: u32) -> Self {
        let mut error = Self::new(StatusCode::SERVICE_UNAVAILABLE, key);
        error.retry_after = Some(seconds);
        error
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.message.key)
    }
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    /// Only a fallback: `web::finish` replaces the body.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status).finish()
    }
}

impl From<ActionError> for AppError {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::NotFound => Self::not_found(),
            ActionError::Forbidden(message) => Self { message, ..Self::forbidden() },
            ActionError::Conflict { reason, retry_at } => {
                Self { message: reason, retry_at, ..Self::new(StatusCode::CONFLICT, "error-conflict") }
            }
            ActionError::Invalid(fields) => {
                Self { fields, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "error-bad-request") }
            }
            ActionError::Unauthorized(message) => Self { message, ..Self::sign_in() },
            ActionError::TooMany(seconds) => Self::too_many(seconds),
            ActionError::Busy => Self::busy("error-busy", 2),
            ActionError::Store(error) => error.into(),
            ActionError::Internal(cause) => Self::internal(cause),
        }
    }
}

impl AppError {
    /// 429.
    #[must_use]
    pub fn too_many(seconds: u64) -> Self {
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, "error-too-many");
        error.message = error.message.with("n", seconds);
        error.retry_after = Some(u32::try_from(seconds).unwrap_or(u32::MAX));
        error
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::not_found(),
            StoreError::Conflict(what) => {
                Self { cause: Some(what.0.into()), ..Self::new(StatusCode::CONFLICT, "error-conflict") }
            }
            StoreError::Unavailable(_) => {
                Self { cause: Some(error.to_string().into()), ..Self::busy("error-unavailable", 5) }
            }
            other => Self::internal(other),
        }
    }
}

impl From<tera::Error> for AppError {
    fn from(error: tera::Error) -> Self {
        Self::internal(format!("{error:?}"))
    }
}

impl From<jsonwebtoken::errors::Error> for AppError {
    fn from(error: jsonwebtoken::errors::Error) -> Self {
        Self::internal(error)
    }
}
