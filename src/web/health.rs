//! Whether the process lives, and whether it can serve.

use super::error::AppError;
use crate::app::App;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

/// `/healthz`: the process lives.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// `/readyz`: the database answers.
///
/// # Errors
/// 503 where it does not.
pub async fn ready(app: Data<App>) -> Result<HttpResponse, AppError> {
    app.store.ping().await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"))
}

/// `/static/{name}`: a file under its hashed name, for ever.
///
/// # Errors
/// 404.
pub async fn static_file(app: Data<App>, request: HttpRequest, name: Path<String>) -> Result<HttpResponse, AppError> {
    let file = app.statics.find(&name).ok_or_else(AppError::not_found)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(file.content_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    match &file.gzip {
        Some(packed) if super::page::takes_gzip(&request) => Ok(super::page::encoded(&mut response, packed.clone())),
        _ => Ok(response.body(file.bytes.clone())),
    }
}
