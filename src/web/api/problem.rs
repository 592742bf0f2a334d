//! Errors as `application/problem+json` (RFC 9457).

use crate::app::App;
use crate::web::error::AppError;
use crate::web::show;
use actix_web::HttpResponse;
use serde_json::{Value, json};
use xutra_domain::instant::Instant;

/// The problem document of an error.
#[must_use]
pub fn respond(app: &App, lang: &str, error: &AppError) -> HttpResponse {
    let detail = show::sentence(app, lang, &error.message);
    let mut body = json!({
        "type": "about:blank",
        "title": error.status.canonical_reason().unwrap_or("Error"),
        "status": error.status.as_u16(),
        "detail": detail,
    });
    if !error.fields.is_empty() {
        let errors = error.fields.iter().map(|(field, message)| {
            let pointer = if field.is_empty() || field.starts_with('/') { field.clone() } else { format!("/{field}") };
            json!({ "pointer": pointer, "detail": show::sentence(app, lang, message) })
        });
        body["errors"] = errors.collect::<Vec<Value>>().into();
    }
    if let Some(retry_at) = error.retry_at {
        body["retry_at"] = retry_at.map(Instant::rfc3339).into();
    }
    HttpResponse::build(error.status).content_type("application/problem+json").body(body.to_string())
}
