//! From a view to an answer: the layout's data are added in one place, the page is compressed once.

use super::actor::Visitor;
use super::error::AppError;
use super::finish::{Outgoing, form_token};
use super::view::{ErrorPage, Flash, Layout, Link, Look, Person};
use super::{display, show};
use crate::app::App;
use crate::message::Message;
use crate::sessions::LiveSession;
use actix_web::cookie::Cookie;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use std::io::Write as _;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::{Account, Role};

const FLASH: &str = "flash";
/// Smaller answers are sent as they are.
const WORTH_COMPRESSING: usize = 1_024;

/// A page.
///
/// # Errors
/// Where the template fails.
pub fn show<T: Serialize>(visitor: &Visitor, template: &str, page: &T) -> Result<HttpResponse, AppError> {
    show_with(visitor, StatusCode::OK, template, page)
}

/// A page with a status of its own, such as a form that has to be mended.
///
/// # Errors
/// Where the template fails.
pub fn show_with<T: Serialize>(
    visitor: &Visitor,
    status: StatusCode,
    template: &str,
    page: &T,
) -> Result<HttpResponse, AppError> {
    let layout = layout(visitor);
    let html = visitor.app.templates.render(template, &layout, page)?;
    Ok(respond(
        visitor.request(),
        status,
        "text/html; charset=utf-8",
        show::words(&visitor.app, visitor.lang, html).into_bytes(),
    ))
}

/// The layout's data for a page of this request.
#[must_use]
pub fn layout(visitor: &Visitor) -> Layout {
    let request = visitor.request();
    let flash = take_flash(&visitor.app, request, visitor.lang);
    let csrf = form_token(&visitor.app, request);
    let mut layout = plain_layout(
        &visitor.app,
        visitor.lang,
        request.path(),
        request.query_string(),
        display::look(request),
        visitor.account(),
        visitor.now,
        csrf,
        flash,
    );
    mark_shared(&mut layout, visitor.session.as_deref());
    layout
}

/// Says in the header that several people share this device.
fn mark_shared(layout: &mut Layout, session: Option<&LiveSession>) {
    if let Some(person) = &mut layout.person {
        person.shared = session.is_some_and(|session| session.shared);
    }
}

/// The layout's data from its parts.
#[expect(clippy::too_many_arguments, reason = "the parts of a layout; two callers")]
#[must_use]
pub fn plain_layout(
    app: &App,
    lang: &str,
    path: &str,
    query: &str,
    look: Look,
    account: Option<&Account>,
    now: Instant,
    csrf: String,
    flash: Option<Flash>,
) -> Layout {
    Layout {
        lang: lang.to_owned(),
        site: app.config.site.name.clone(),
        other_lang_url: other_language(path, query, lang),
        look,
        display_url: display_url(path, query),
        person: account.map(|account| Person {
            name: account.display_name.clone(),
            tag: person_tag(app, account.id),
            certifier: account.has_role(Role::Certifier, now) || account.has_role(Role::Administrator, now),
            administrator: account.has_role_everywhere(Role::Administrator, now),
            instructor: account.has_role_everywhere(Role::Instructor, now)
                || account.has_role_everywhere(Role::Administrator, now),
            facilitator: account.has_role(Role::Facilitator, now),
            observer: [Role::Leader, Role::Facilitator, Role::Inspector, Role::Administrator]
                .iter()
                .any(|role| account.has_role(*role, now)),
            inspector: account.has_role(Role::Inspector, now) || account.has_role(Role::Administrator, now),
            chief_inspector: account.has_role_everywhere(Role::Inspector, now)
                || account.has_role_everywhere(Role::Administrator, now),
            shared: false,
        }),
        csrf,
        flash,
        css: app.statics.url("style.css"),
        js: app.statics.url("app.js"),
        icon: app.statics.url("icon-48.png"),
        section: section(path).to_owned(),
    }
}

/// The first part of a path; of the administration the second, since it has several pages in the menu.
fn section(path: &str) -> &str {
    let mut parts = path.trim_start_matches('/').split('/');
    match parts.next().unwrap_or_default() {
        "admin" => parts.next().unwrap_or_default(),
        "inspection" => match parts.next().unwrap_or_default() {
            // Not that of one's own records.
            "work-records" => "work-audits",
            second => second,
        },
        // Another page of the menu than the administration's units.
        "units" => "figures",
        first => first,
    }
}

/// What tells a person from others on a device that they share: the same for every page, and no number of theirs.
#[must_use]
pub fn person_tag(app: &App, account: AccountId) -> String {
    let mut tag = app.forms.make(&format!("person:{account}"));
    tag.truncate(16);
    tag
}

/// The same address in the other language. A page that only answers a POST is left by its path alone.
fn other_language(path: &str, query: &str, lang: &str) -> String {
    let other = if lang == "vi" { "en" } else { "vi" };
    let mut kept = form_urlencoded::Serializer::new(String::new());
    for (name, value) in super::form::pairs(query.as_bytes()).iter().filter(|(name, _)| name != "lang").take(20) {
        kept.append_pair(name, value);
    }
    kept.append_pair("lang", other);
    format!("{}?{}", path.trim_start_matches('/').chars().fold(String::from("/"), push_safe), kept.finish())
}

/// Where looks are chosen, with the way back to this page.
fn display_url(path: &str, query: &str) -> String {
    let here = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    let back = if path == display::ADDRESS { "" } else { next_or(&here, "") };
    super::account::with_next(display::ADDRESS, back)
}

fn push_safe(mut path: String, c: char) -> String {
    if !matches!(c, '"' | '<' | '>' | '\\') && !c.is_control() {
        path.push(c);
    }
    path
}

/// Bytes with a content type, compressed where the reader takes gzip.
#[must_use]
pub fn respond(request: &HttpRequest, status: StatusCode, kind: &'static str, body: Vec<u8>) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    response.content_type(kind).insert_header((header::VARY, "Accept-Encoding, Accept-Language, Cookie"));
    if body.len() >= WORTH_COMPRESSING
        && takes_gzip(request)
        && let Some(packed) = gzip(&body)
    {
        return encoded(&mut response, packed);
    }
    response.body(body)
}

/// Sends bytes that are gzip already.
pub fn encoded(response: &mut HttpResponseBuilder, packed: Vec<u8>) -> HttpResponse {
    response.insert_header((header::CONTENT_ENCODING, "gzip")).body(packed)
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 3), Compression::fast());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

/// Whether the request's `Accept-Encoding` takes gzip.
#[must_use]
pub fn takes_gzip(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        matches!(name.trim(), "gzip" | "*")
            && !matches!(weight.trim().replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

/// 303 to another page of this site.
#[must_use]
pub fn see_other(url: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, local(url))).finish()
}

/// 303 to another page, where a sentence is said once.
#[must_use]
pub fn see_other_saying(visitor: &Visitor, url: &str, tone: &'static str, message: &Message) -> HttpResponse {
    let facts: Vec<(&str, &String)> = message.args.iter().map(|(name, value)| (*name, value)).collect();
    let note = serde_json::json!([tone, message.key, facts]).to_string();
    let packed = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, note);
    let cookie = super::actor::cookie(&visitor.app, FLASH, packed, false);
    let mut cookie = cookie;
    // `__Host-` cookies would do as well; this one holds nothing that matters.
    cookie.set_max_age(actix_web::cookie::time::Duration::minutes(2));
    Outgoing::set_cookie(visitor.request(), cookie);
    see_other(url)
}

/// The sentence of the flash cookie, which is taken away with it. Only keys of flashes are taken from it, as anybody may
/// write cookies into his own browser.
fn take_flash(app: &App, request: &HttpRequest, lang: &str) -> Option<Flash> {
    let cookie = request.cookie(FLASH)?;
    let mut gone = Cookie::build(FLASH, "").path("/").finish();
    gone.make_removal();
    Outgoing::set_cookie(request, gone);
    let bytes = base64::Engine::decode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, cookie.value()).ok()?;
    let (tone, key, facts): (String, String, Vec<(String, String)>) = serde_json::from_slice(&bytes).ok()?;
    if !key.starts_with("flash-") || facts.len() > 5 || !app.locales.has(crate::locales::REFERENCE, &key) {
        return None;
    }
    let args: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Some(Flash { tone: if tone == "good" { "good" } else { "bad" }, text: app.locales.text(lang, &key, &args) })
}

/// An address of this site; anything else becomes the landing page.
#[must_use]
pub fn local(url: &str) -> &str {
    let fits = url.starts_with('/')
        && !url.starts_with("//")
        && !url.contains('\\')
        && !url.chars().any(|c| c.is_control() || c.is_whitespace());
    if fits { url } else { "/" }
}

/// Where a form wants to go afterwards.
#[must_use]
pub fn next_or<'a>(next: &'a str, otherwise: &'a str) -> &'a str {
    if next.is_empty() || local(next) != next { otherwise } else { next }
}

/// The page of an error. Who is not signed in is sent to the sign-in, and comes back.
#[must_use]
pub fn error(app: &App, request: &HttpRequest, lang: &'static str, error: &AppError) -> HttpResponse {
    let is_get = request.method() == actix_web::http::Method::GET;
    if error.status == StatusCode::UNAUTHORIZED {
        let back = if is_get { request.uri().path_and_query().map_or("/", |path| path.as_str()) } else { "/" };
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", local(back)).finish();
        return see_other(&format!("/login?{query}"));
    }
    let (id, session): (String, Option<std::sync::Arc<LiveSession>>) =
        Outgoing::with(request, |outgoing| (outgoing.request_id.clone(), outgoing.session.clone()));
    let account = session.as_deref().map(|session| &session.account);
    let message = show::sentence(app, lang, &error.message);
    let title = app
        .locales
        .find(lang, &format!("{}.title", error.message.key), &[])
        .unwrap_or_else(|| app.locales.text(lang, &format!("{}.title", fallback(error.status)), &[]));
    let details: Vec<String> = error.fields.values().map(|fault| show::sentence(app, lang, fault)).collect();
    let mut links = vec![
        Link { title: app.locales.text(lang, "home", &[]), url: "/".into() },
        Link { title: app.locales.text(lang, "courses", &[]), url: "/courses".into() },
    ];
    // What passes is asked for again.
    if is_get && (error.retry_after.is_some() || error.status.is_server_error()) {
        let again = request.uri().path_and_query().map_or("/", |path| local(path.as_str()));
        links.insert(0, Link { title: app.locales.text(lang, "error-again", &[]), url: again.into() });
    }
    let page = ErrorPage {
        status: error.status.as_u16(),
        title,
        message: if details.is_empty() { message } else { details.join(" ") },
        request_id: id,
        links,
    };
    let csrf = account.map(|_| form_token(app, request)).unwrap_or_default();
    let (path, query) = (request.path(), request.query_string());
    let look = display::look(request);
    let mut layout = plain_layout(app, lang, path, query, look, account, app.clock.now(), csrf, None);
    mark_shared(&mut layout, session.as_deref());
    match app.templates.render("error/error.html", &layout, &page) {
        Ok(html) => respond(request, error.status, "text/html; charset=utf-8", html.into_bytes()),
        Err(_) => HttpResponse::build(error.status).content_type("text/plain; charset=utf-8").body(page.message),
    }
}

fn fallback(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "error-not-found",
        StatusCode::FORBIDDEN => "error-forbidden",
        StatusCode::CONFLICT => "error-conflict",
        StatusCode::TOO_MANY_REQUESTS => "error-too-many",
        status if status.is_server_error() => "error-internal",
        _ => "error-bad-request",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_are_followed() {
        for good in ["/", "/courses/a?x=1", "/me"] {
            assert_eq!(local(good), good);
        }
        for bad in ["//evil", "/\\evil", "https:evil", "https://evil", "", "/a\r\nSet-Cookie: x", "javascript:1"] {
            assert_eq!(local(bad), "/", "{bad:?}");
        }
    }

    #[test]
    fn the_language_switch_keeps_the_rest_of_the_address() {
        assert_eq!(other_language("/courses", "q=tr%C3%A0&lang=vi", "vi"), "/courses?q=tr%C3%A0&lang=en");
        assert_eq!(other_language("//evil\"><x", "", "en"), "/evilx?lang=vi");
    }
}
