//! What somebody chose of looks on this device: light or dark, and the size of the letters. A cookie keeps it, so that it
//! works without an account and without script.

use super::actor::{Visitor, cookie};
use super::error::AppError;
use super::finish::Outgoing;
use super::form::Form;
use super::view::Look;
use super::view::people::DisplayPage;
use super::{account, page};
use actix_web::{HttpRequest, HttpResponse};

const COOKIE: &str = "display";
/// The page where one chooses.
pub(super) const ADDRESS: &str = "/settings/display";
/// What can be chosen; the first is what nobody has to choose.
const THEMES: [&str; 3] = ["system", "light", "dark"];
const TEXTS: [&str; 3] = ["normal", "large", "largest"];

fn known(words: &[&'static str; 3], word: &str) -> Option<&'static str> {
    words.iter().copied().find(|one| *one == word)
}

/// Theme and text size that the cookie holds.
fn chosen(request: &HttpRequest) -> (&'static str, &'static str) {
    let kept = request.cookie(COOKIE);
    parse(kept.as_ref().map_or("", |cookie| cookie.value()))
}

/// Anybody may write cookies into their own browser, so that what is not known is as if it were not there.
fn parse(kept: &str) -> (&'static str, &'static str) {
    let (theme, text) = kept.split_once('-').unwrap_or_default();
    (known(&THEMES, theme).unwrap_or(THEMES[0]), known(&TEXTS, text).unwrap_or(TEXTS[0]))
}

/// The attributes of the page; empty where nothing was chosen.
pub(super) fn look(request: &HttpRequest) -> Look {
    shown(chosen(request))
}

/// The same, where a device without cookies names what it chose.
pub(super) fn look_of(kept: &str) -> Look {
    shown(parse(kept))
}

fn shown((theme, text): (&'static str, &'static str)) -> Look {
    Look { theme: if theme == THEMES[0] { "" } else { theme }, text: if text == TEXTS[0] { "" } else { text } }
}

/// `/settings/display`
///
/// # Errors
/// Where the template fails.
pub async fn show_display(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let (theme, text) = chosen(visitor.request());
    let next = account::next_of(&visitor);
    let view = DisplayPage { theme, text, back: if next.is_empty() { "/".to_owned() } else { next.clone() }, next };
    page::show(&visitor, "people/display.html", &view)
}

/// POST `/settings/display`: changes what is named and keeps the rest.
///
/// # Errors
/// None of its own.
pub async fn post_display(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    let (theme, text) = chosen(visitor.request());
    let theme = known(&THEMES, form.get("theme")).unwrap_or(theme);
    let text = known(&TEXTS, form.get("text")).unwrap_or(text);
    let mut kept = cookie(&visitor.app, COOKIE, format!("{theme}-{text}"), false);
    kept.set_max_age(actix_web::cookie::time::Duration::days(365));
    Outgoing::set_cookie(visitor.request(), kept);
    Ok(page::see_other(&account::with_next(ADDRESS, page::next_or(form.get("next"), ""))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_taken_from_the_cookie() {
        for (kept, expected) in [
            ("dark-largest", ("dark", "largest")),
            ("system-large", ("system", "large")),
            ("dark", ("system", "normal")),
            ("\"><x-large", ("system", "large")),
            ("light-", ("light", "normal")),
            ("", ("system", "normal")),
        ] {
            assert_eq!(parse(kept), expected, "{kept}");
        }
    }
}
