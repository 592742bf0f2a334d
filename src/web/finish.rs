//! What every answer passes: the defence against forged requests before, and after it headers, cookies, errors as pages
//! or problem documents, and one line of log without personal data.

use super::actor::{bearer, form_cookie, session_cookie};
use super::error::AppError;
use super::language::language;
use super::{api, body, page};
use crate::app::App;
use crate::sessions::LiveSession;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::Cookie;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use std::sync::Arc;

/// What handlers and extractors leave for the answer.
#[derive(Default, Clone)]
pub struct Outgoing {
    /// Cookies to set.
    pub cookies: Vec<Cookie<'static>>,
    /// The language that was decided.
    pub lang: Option<&'static str>,
    /// Who was found to be signed in.
    pub session: Option<Arc<LiveSession>>,
    /// The request carries neither `Origin` nor `Sec-Fetch-Site`: its form token must be checked.
    pub needs_form_token: bool,
    /// Seconds for `Retry-After`, where a form says itself that it was refused for now.
    pub retry_after: Option<u32>,
    /// For the log and for asking.
    pub request_id: String,
}

impl Outgoing {
    /// Changes what is left for the answer.
    pub fn with<T>(request: &HttpRequest, change: impl FnOnce(&mut Self) -> T) -> T {
        let mut extensions = request.extensions_mut();
        if let Some(outgoing) = extensions.get_mut::<Self>() {
            return change(outgoing);
        }
        let mut outgoing = Self::default();
        let value = change(&mut outgoing);
        extensions.insert(outgoing);
        value
    }

    /// Sets a cookie, in place of an earlier one of the same name.
    pub fn set_cookie(request: &HttpRequest, cookie: Cookie<'static>) {
        Self::with(request, |outgoing| {
            outgoing.cookies.retain(|one| one.name() != cookie.name());
            outgoing.cookies.push(cookie);
        });
    }

    /// Notes what was found out about the reader.
    pub fn note(request: &HttpRequest, lang: &'static str, session: Option<Arc<LiveSession>>) {
        Self::with(request, |outgoing| {
            outgoing.lang = Some(lang);
            outgoing.session = session;
        });
    }
}

/// The middleware.
///
/// # Errors
/// None of its own: what fails becomes an answer.
pub async fn finish<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(app) = request.app_data::<Data<App>>().cloned() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let began = app.clock.now();
    let id = request_id(&app);
    Outgoing::with(request.request(), |outgoing| outgoing.request_id.clone_from(&id));
    let refused = match origin(&app, request.request()) {
        Trust::Own => None,
        Trust::Unknown => {
            Outgoing::with(request.request(), |outgoing| outgoing.needs_form_token = true);
            None
        }
        Trust::Foreign => Some(AppError::new(StatusCode::FORBIDDEN, "error-csrf")),
    };
    let mut response = match refused {
        Some(error) => request.into_response(HttpResponse::from_error(error)),
        // What handlers and extractors refuse comes back as an answer; nothing else on the way fails.
        None => next.call(request).await?.map_into_boxed_body(),
    };
    if response.status().is_client_error() || response.status().is_server_error() {
        response = show_error(&app, response);
    }
    add_headers(&app, &mut response);
    leave_when_idle(&mut response);
    log(&app, &response, &id, began);
    Ok(response)
}

/// On a phone that several people share, a page goes away when its session has ended: nobody reads on in another's name.
fn leave_when_idle(response: &mut ServiceResponse<BoxBody>) {
    let shared =
        Outgoing::with(response.request(), |outgoing| outgoing.session.as_ref().is_some_and(|session| session.shared));
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if shared && kind.starts_with("text/html") {
        let name = HeaderName::from_static("refresh");
        response.headers_mut().insert(name, HeaderValue::from_static("605;url=/login"));
    }
}

fn request_id(app: &App) -> String {
    app.random::<8>().iter().fold(String::with_capacity(16), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

enum Trust {
    Own,
    Unknown,
    Foreign,
}

/// Whether a request that changes something comes from this site. A bearer token is no cookie, which another site could
/// make a browser send; a JSON call without any cookie carries nobody's right, and its content type keeps forms out.
fn origin(app: &App, request: &HttpRequest) -> Trust {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || bearer(request).is_some() {
        return Trust::Own;
    }
    // Here the token in the address is the only right there is; mail programs send it for their reader (RFC 8058).
    if request.path().starts_with(super::mail::STOP) {
        return Trust::Own;
    }
    let headers = request.headers();
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?").to_owned());
    let (site, origin) = (text("sec-fetch-site"), text("origin"));
    if site.as_deref().is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Trust::Foreign;
    }
    if origin.as_deref().is_some_and(|origin| !is_own_origin(app, request, origin)) {
        return Trust::Foreign;
    }
    let is_api = request.path().starts_with("/api/");
    let cookie = request.cookie(session_cookie(app)).is_some();
    if site.is_some() || origin.is_some() || (is_api && !cookie) { Trust::Own } else { Trust::Unknown }
}

fn is_own_origin(app: &App, request: &HttpRequest, origin: &str) -> bool {
    let public = app.public_url();
    if origin.eq_ignore_ascii_case(&public) {
        return true;
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    // Without a public address there is no other name to compare with than the one that was asked for.
    app.config.public_url.is_none() && host.is_some() && host == authority
}

/// Whether the form token of a request fits the browser it comes from.
#[must_use]
pub fn form_token_fits(app: &App, request: &HttpRequest, token: &str) -> bool {
    binding(app, request).is_some_and(|binding| app.forms.fits(&binding, token))
}

/// What ties forms to a browser: its session, else the form cookie.
fn binding(app: &App, request: &HttpRequest) -> Option<String> {
    let session = Outgoing::with(request, |outgoing| outgoing.session.clone());
    session
        .map(|session| format!("session:{}", session.id))
        .or_else(|| request.cookie(form_cookie(app)).map(|cookie| format!("visitor:{}", cookie.value())))
}

/// The token for the forms of a page; a visitor's browser gets the cookie that it is tied to.
#[must_use]
pub fn form_token(app: &App, request: &HttpRequest) -> String {
    let binding = binding(app, request).unwrap_or_else(|| {
        let pending = Outgoing::with(request, |outgoing| {
            outgoing.cookies.iter().find(|one| one.name() == form_cookie(app)).map(|one| one.value().to_owned())
        });
        let value = pending.unwrap_or_else(|| {
            let value = app.new_random_uuid().simple().to_string();
            Outgoing::set_cookie(request, super::actor::cookie(app, form_cookie(app), value.clone(), false));
            value
        });
        format!("visitor:{value}")
    });
    app.forms.make(&binding)
}

/// Makes a page or a problem document of an error, in the reader's language.
fn show_error(app: &Data<App>, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let known = response.response().error().and_then(|error| error.as_error::<AppError>()).cloned();
    let is_ready = known.is_none()
        && response.headers().contains_key(header::CONTENT_TYPE)
        && response.response().error().is_none();
    if is_ready {
        return response;
    }
    let error = known.unwrap_or_else(|| from_status(response.status()));
    if let Some(cause) = error.cause.as_deref()
        && error.status.is_server_error()
    {
        let id = Outgoing::with(response.request(), |outgoing| outgoing.request_id.clone());
        tracing::error!(event = "request.failed", request.id = id, cause, "a request failed");
    }
    let (request, old) = response.into_parts();
    let decided = Outgoing::with(&request, |outgoing| outgoing.lang);
    let lang = decided.unwrap_or_else(|| language(app, &request, None));
    let mut fresh = if request.path().starts_with("/api/") {
        api::problem::respond(app, lang, &error)
    } else {
        page::error(app, &request, lang, &error)
    };
    if let Some(seconds) = error.retry_after {
        fresh.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Some(allow) = old.headers().get(header::ALLOW) {
        fresh.headers_mut().insert(header::ALLOW, allow.clone());
    }
    if error.status == StatusCode::UNAUTHORIZED && request.path().starts_with("/api/") {
        fresh.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    let fresh = body::close_after(&request, fresh);
    ServiceResponse::new(request, fresh)
}

fn from_status(status: StatusCode) -> AppError {
    let key = match status {
        StatusCode::NOT_FOUND => "error-not-found",
        StatusCode::METHOD_NOT_ALLOWED => "error-method",
        StatusCode::REQUEST_TIMEOUT => "error-slow",
        StatusCode::PAYLOAD_TOO_LARGE => "error-too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "error-unsupported-media",
        status if status.is_server_error() => "error-internal",
        _ => "error-bad-request",
    };
    AppError::new(status, key)
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    media-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; object-src 'none'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    ("x-frame-options", "DENY"),
];

fn add_headers(app: &App, response: &mut ServiceResponse<BoxBody>) {
    let (cookies, retry_after) =
        Outgoing::with(response.request(), |outgoing| (std::mem::take(&mut outgoing.cookies), outgoing.retry_after));
    let headers = response.headers_mut();
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    for (name, value) in HEADERS {
        set(headers, name, value);
    }
    if app.config.is_https() {
        set(headers, "strict-transport-security", "max-age=63072000; includeSubDomains");
    }
    set(headers, "cache-control", "no-store");
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie.encoded().to_string()) {
            headers.append(header::SET_COOKIE, value);
        }
    }
}

/// Adds a header where the handler has not set a value of its own.
fn set(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    let name = HeaderName::from_static(name);
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// One line: the route's pattern, not the path, so that no number or name of a person gets into a log.
fn log(app: &App, response: &ServiceResponse<BoxBody>, id: &str, began: xutra_domain::instant::Instant) {
    let status = response.status().as_u16();
    let route = response.request().match_pattern().unwrap_or_else(|| "-".into());
    let took = app.clock.now().since(began);
    let method = response.request().method().as_str();
    if response.status().is_server_error() {
        tracing::error!(event = "request", request.id = id, method, route, status, duration_ms = took, "answered");
    } else if response.request().method().is_safe() {
        tracing::debug!(event = "request", request.id = id, method, route, status, duration_ms = took, "answered");
    } else {
        tracing::info!(event = "request", request.id = id, method, route, status, duration_ms = took, "answered");
    }
}
