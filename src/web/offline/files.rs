//! The two files that make a site something a phone can install: what it is called there, and the script that answers
//! while there is no network.

use crate::app::App;
use crate::web::actor::query_value;
use crate::web::error::AppError;
use crate::web::page;
use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

/// What the page needs that is shown while there is no network.
const SHELL: [&str; 4] = ["style.css", "app.js", "icon-48.png", "keep.js"];

/// `/manifest.webmanifest`: browsers fetch it without cookies, so that the page names its language in the address.
pub async fn manifest(app: Data<App>, request: HttpRequest) -> HttpResponse {
    let english = query_value(request.query_string(), "in").as_deref() == Some("en");
    let icon = |name: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": app.statics.url(name), "sizes": sizes, "type": kind, "purpose": purpose });
    let body = json!({
        "id": "/",
        "name": app.config.site.name,
        "short_name": app.config.site.name,
        "lang": if english { "en" } else { "vi" },
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf7ec",
        "theme_color": "#17503a",
        "icons": [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon-192.png", "192x192", "image/png", "any maskable"),
            icon("icon-512.png", "512x512", "image/png", "any maskable"),
        ],
    });
    let mut response = page::respond(
        &request,
        StatusCode::OK,
        "application/manifest+json; charset=utf-8",
        body.to_string().into_bytes(),
    );
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("public, max-age=86400"));
    response
}

/// `/service-worker.js`: begins with the addresses of this version's files, so that a new version replaces the old one.
///
/// # Errors
/// 404 where the file is missing.
pub async fn service_worker(app: Data<App>, request: HttpRequest) -> Result<HttpResponse, AppError> {
    let url = app.statics.url("service-worker.js");
    let file = app.statics.find(url.trim_start_matches("/static/")).ok_or_else(AppError::not_found)?;
    let shell = json!(SHELL.map(|name| app.statics.url(name)));
    let mut body = format!("const SHELL = {shell};\n").into_bytes();
    body.extend_from_slice(&file.bytes);
    let mut response = page::respond(&request, StatusCode::OK, "text/javascript; charset=utf-8", body);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-cache"));
    headers.insert(header::HeaderName::from_static("service-worker-allowed"), header::HeaderValue::from_static("/"));
    Ok(response)
}
