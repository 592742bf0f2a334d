//! Which language a page or an answer comes in, and that a switch is remembered.

use super::actor::{cookie, query_value};
use super::finish::Outgoing;
use crate::actions::choose_language::choose_language;
use crate::app::App;
use crate::sessions::LiveSession;
use actix_web::HttpRequest;
use actix_web::http::header;

fn known_language(tag: &str) -> Option<&'static str> {
    crate::locales::LANGUAGES.iter().copied().find(|one| *one == tag)
}

fn asked_language(request: &HttpRequest) -> Option<&'static str> {
    query_value(request.query_string(), "lang").as_deref().and_then(known_language)
}

/// `?lang=`, else the account's choice, else the cookie on pages, else `Accept-Language`, else the site's.
pub(super) fn language(app: &App, request: &HttpRequest, chosen: Option<&str>) -> &'static str {
    if let Some(asked) = asked_language(request) {
        let mut kept = cookie(app, "lang", asked.to_owned(), false);
        kept.set_max_age(actix_web::cookie::time::Duration::days(365));
        Outgoing::set_cookie(request, kept);
        return asked;
    }
    let pages = !request.path().starts_with("/api/");
    let cookie = || request.cookie("lang").filter(|_| pages).and_then(|cookie| known_language(cookie.value()));
    let accepted = || {
        let header = request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        accepted_language(header, crate::locales::LANGUAGES)
    };
    let account = chosen.and_then(known_language);
    let site = || known_language(&app.config.site.locale);
    account.or_else(cookie).or_else(accepted).or_else(site).unwrap_or(crate::locales::REFERENCE)
}

/// Keeps a language that was switched to on a page with the account.
pub(super) async fn keep_language(app: &App, request: &HttpRequest, session: Option<&LiveSession>, lang: &'static str) {
    let Some(session) = session.filter(|_| asked_language(request).is_some()) else { return };
    if session.account.locale.as_deref() == Some(lang) || request.path().starts_with("/api/") {
        return;
    }
    // Reading goes on where nothing can be written; the cookie holds it on this device.
    if let Err(error) = choose_language(app, session.account.id, lang).await {
        tracing::warn!(event = "language.lost", cause = %error, "a chosen language could not be kept");
    }
}

/// The known language that the header likes best.
fn accepted_language(header: &str, known: &[&'static str]) -> Option<&'static str> {
    let mut best: Option<(f32, &'static str)> = None;
    for part in header.split(',').take(20) {
        let part = part.replace(' ', "");
        let (tag, weight) = part.split_once(";q=").unwrap_or((&part, "1"));
        let primary = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let weight = weight.trim().parse::<f32>().unwrap_or(0.0);
        if let Some(found) = known.iter().find(|one| **one == primary)
            && weight > 0.0
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, found));
        }
    }
    best.map(|(_, tag)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_known_language_is_taken() {
        let known = &["vi", "en"];
        for (header, expected) in [
            ("en-US,en;q=0.9,vi;q=0.8", Some("en")),
            ("fr, vi-VN;q=0.5", Some("vi")),
            ("en; q=0.1, vi", Some("vi")),
            ("en;q=0, vi;q=0.1", Some("vi")),
            ("de", None),
            ("", None),
            (";;;q=x,,", None),
        ] {
            assert_eq!(accepted_language(header, known), expected, "{header}");
        }
    }
}
