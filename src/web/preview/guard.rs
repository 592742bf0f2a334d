//! Stands before every request of a preview: lets through what was really asked of this machine, asks in the author's name,
//! keeps a frame in its language, and allows the preview's own page to frame the others.

use crate::actions::ActionError;
use crate::actions::answer_question::find_own;
use crate::actions::submit_attempt::submit_attempt;
use crate::app::App;
use crate::preview::Preview;
use crate::web::error::AppError;
use crate::web::{actor, show};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage as _, HttpResponse};
use xutra_domain::ids::AttemptId;
use xutra_store::assessment::AttemptState;

/// The middleware; it stands outside of `finish`.
///
/// # Errors
/// None of its own: what fails becomes an answer.
pub async fn guard<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let app = request.app_data::<Data<App>>().cloned();
    let (Some(app), Some(preview)) = (app, request.app_data::<Data<Preview>>().cloned()) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    if !is_own_host(&app, &request) {
        let refused = HttpResponse::build(StatusCode::MISDIRECTED_REQUEST)
            .content_type("text/plain; charset=utf-8")
            .body(app.locales.text(&app.config.site.locale, "preview-foreign-host", &[]));
        return Ok(request.into_response(refused));
    }
    let signed_in = async {
        let cookie = preview.cookie(&app).await?;
        Ok::<_, ActionError>((cookie, detour(&app, &preview, &request).await?))
    };
    match signed_in.await {
        Ok((_, Some(elsewhere))) => {
            let moved = HttpResponse::SeeOther().insert_header((header::LOCATION, elsewhere)).finish();
            return Ok(request.into_response(moved));
        }
        Ok((cookie, None)) => ask_as(&app, &mut request, &cookie),
        Err(error) => return Ok(request.into_response(HttpResponse::from_error(AppError::from(error)))),
    }
    let is_media = request.path().starts_with("/media/");
    let mut response = next.call(request).await?.map_into_boxed_body();
    let headers = response.headers_mut();
    allow_frames(headers);
    drop_cookies(&app, headers);
    if is_media {
        // A picture that was drawn anew is seen at once.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

/// A page of another site can make a browser ask this machine under another name (DNS rebinding); only its own names count.
fn is_own_host(app: &App, request: &ServiceRequest) -> bool {
    let url = app.public_url();
    let port = url.rsplit(':').next().unwrap_or_default();
    let mut hosts = request.headers().get_all(header::HOST).filter_map(|host| host.to_str().ok());
    let is_own = |host: &str| {
        let (name, given) = host.rsplit_once(':').unwrap_or((host, "80"));
        matches!(name, "127.0.0.1" | "localhost") && given == port
    };
    hosts.next().is_some_and(is_own) && hosts.next().is_none()
}

/// Puts the author's session in place of whatever session the browser has from another server of this machine.
fn ask_as(app: &App, request: &mut ServiceRequest, cookie: &str) {
    let name = actor::session_cookie(app);
    let sent = request.headers().get_all(header::COOKIE).filter_map(|line| line.to_str().ok());
    let kept = sent.flat_map(|line| line.split(';')).map(str::trim);
    let kept = kept.filter(|pair| pair.split('=').next().is_some_and(|one| one != name && one != "lang"));
    let line: String = kept.map(|pair| format!("{pair}; ")).chain([format!("{name}={cookie}")]).collect();
    if let Ok(value) = HeaderValue::from_str(&line) {
        request.headers_mut().remove(header::AUTHORIZATION);
        request.headers_mut().insert(header::COOKIE, value);
    }
}

/// Where a page is better left for another one.
async fn detour(app: &App, preview: &Preview, request: &ServiceRequest) -> Result<Option<String>, ActionError> {
    if request.method() != Method::GET {
        return Ok(None);
    }
    let attempt = request.path().strip_prefix("/attempts/").and_then(AttemptId::parse);
    if let Some(id) = attempt
        && let Some(elsewhere) = leave_old_attempt(app, preview, id).await?
    {
        return Ok(Some(in_language(&elsewhere, "", &language_before(request).unwrap_or_default())));
    }
    let is_page = !["/preview", "/static/", "/media/", "/api/"].iter().any(|one| request.path().starts_with(one));
    if !is_page || actor::query_value(request.query_string(), "lang").is_some() {
        return Ok(None);
    }
    Ok(language_before(request).map(|language| in_language(request.path(), request.query_string(), &language)))
}

/// An attempt keeps the questions with which it began; for who has just rewritten one of them it is over.
async fn leave_old_attempt(app: &App, preview: &Preview, id: AttemptId) -> Result<Option<String>, ActionError> {
    let (attempt, _) = match find_own(app, preview.author, id).await {
        Err(ActionError::NotFound) => return Ok(None),
        found => found?,
    };
    let Some(live) = app.catalog.course(&attempt.course) else { return Ok(None) };
    let is_current = |version: i64| live.versions.values().any(|one| *one == version);
    if attempt.state != AttemptState::Open || attempt.form.items.iter().all(|item| is_current(item.version)) {
        return Ok(None);
    }
    submit_attempt(app, preview.author, id).await?;
    Ok(Some(show::item_url(&attempt.course, &attempt.quiz)))
}

/// The language of the page from which one comes, where its address names one: a frame stays in its language.
fn language_before(request: &ServiceRequest) -> Option<String> {
    let before = request.headers().get(header::REFERER)?.to_str().ok()?;
    let host = request.headers().get(header::HOST)?.to_str().ok()?;
    let rest = before.strip_prefix("http://")?.strip_prefix(host)?;
    let (path, query) = rest.split_once('?')?;
    let language = actor::query_value(query.split('#').next()?, "lang")?;
    let is_page = path.starts_with('/') && !path.starts_with("/preview");
    (is_page && crate::locales::LANGUAGES.contains(&language.as_str())).then_some(language)
}

fn in_language(path: &str, query: &str, language: &str) -> String {
    match (query.is_empty(), language.is_empty()) {
        (true, true) => path.to_owned(),
        (true, false) => format!("{path}?lang={language}"),
        (false, true) => format!("{path}?{query}"),
        (false, false) => format!("{path}?{query}&lang={language}"),
    }
}

fn allow_frames(headers: &mut HeaderMap) {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let policy =
        policy.map(|policy| policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'; frame-src 'self'"));
    if let Some(policy) = policy.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(HeaderName::from_static("x-frame-options"), HeaderValue::from_static("SAMEORIGIN"));
}

/// Cookies know no ports: those of the preview must not sign an author out of another server of this machine, nor change
/// its language.
fn drop_cookies(app: &App, headers: &mut HeaderMap) {
    let all: Vec<HeaderValue> = headers.remove(header::SET_COOKIE).collect();
    for cookie in all {
        let name = cookie.to_str().ok().and_then(|line| line.split('=').next()).unwrap_or_default().to_owned();
        if name != actor::session_cookie(app) && name != "lang" {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn a_frame_stays_in_its_language() {
        for (referer, expected) in [
            ("http://127.0.0.1:9/courses/a?lang=en", Some("en")),
            ("http://127.0.0.1:9/attempts/1?q=2&lang=vi#x", Some("vi")),
            ("http://127.0.0.1:9/courses/a", None),
            ("http://127.0.0.1:9/preview?lang=en", None),
            ("http://127.0.0.1:99/courses/a?lang=en", None),
            ("http://evil/courses/a?lang=en", None),
            ("http://127.0.0.1:9/courses/a?lang=de", None),
        ] {
            let request = TestRequest::get().uri("/").insert_header((header::HOST, "127.0.0.1:9"));
            let request = request.insert_header((header::REFERER, referer)).to_srv_request();
            assert_eq!(language_before(&request).as_deref(), expected, "{referer}");
        }
        assert_eq!(in_language("/a", "q=1", "en"), "/a?q=1&lang=en");
        assert_eq!((in_language("/a", "", "vi"), in_language("/a", "", "")), ("/a?lang=vi".into(), "/a".into()));
    }
}
