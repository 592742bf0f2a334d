//! What somebody chose of looks on this device: light or dark, the size of the letters, and when pictures come. A cookie keeps it, so that it
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
const PICTURES: [&str; 3] = ["ask", "tap", "always"];

/// What was chosen, a word of each list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Chosen {
    theme: &'static str,
    text: &'static str,
    pictures: &'static str,
}

fn known(words: &[&'static str; 3], word: &str) -> Option<&'static str> {
    words.iter().copied().find(|one| *one == word)
}

/// What the cookie holds.
fn chosen(request: &HttpRequest) -> Chosen {
    let kept = request.cookie(COOKIE);
    parse(kept.as_ref().map_or("", |cookie| cookie.value()))
}

/// Anybody may write cookies into their own browser, so that what is not known is as if it were not there.
fn parse(kept: &str) -> Chosen {
    let mut words = kept.split('-');
    let mut next = |list: &[&'static str; 3]| words.next().and_then(|word| known(list, word)).unwrap_or(list[0]);
    Chosen { theme: next(&THEMES), text: next(&TEXTS), pictures: next(&PICTURES) }
}

/// When pictures of lessons come: `tap`, `always`, or `ask` where the browser is asked.
pub(super) fn pictures(request: &HttpRequest) -> &'static str {
    chosen(request).pictures
}

/// The attributes of the page; empty where nothing was chosen.
pub(super) fn look(request: &HttpRequest) -> Look {
    shown(chosen(request))
}

/// The same, where a device without cookies names what it chose.
pub(super) fn look_of(kept: &str) -> Look {
    shown(parse(kept))
}

fn shown(Chosen { theme, text, .. }: Chosen) -> Look {
    Look { theme: if theme == THEMES[0] { "" } else { theme }, text: if text == TEXTS[0] { "" } else { text } }
}

/// `/settings/display`
///
/// # Errors
/// Where the template fails.
pub async fn show_display(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let Chosen { theme, text, pictures } = chosen(visitor.request());
    let next = account::next_of(&visitor);
    let view =
        DisplayPage { theme, text, pictures, back: if next.is_empty() { "/".to_owned() } else { next.clone() }, next };
    page::show(&visitor, "people/display.html", &view)
}

/// POST `/settings/display`: changes what is named and keeps the rest.
///
/// # Errors
/// None of its own.
pub async fn post_display(visitor: Visitor, form: Form) -> Result<HttpResponse, AppError> {
    let before = chosen(visitor.request());
    let theme = known(&THEMES, form.get("theme")).unwrap_or(before.theme);
    let text = known(&TEXTS, form.get("text")).unwrap_or(before.text);
    let pictures = known(&PICTURES, form.get("pictures")).unwrap_or(before.pictures);
    let mut kept = cookie(&visitor.app, COOKIE, format!("{theme}-{text}-{pictures}"), false);
    kept.set_max_age(actix_web::cookie::time::Duration::days(365));
    Outgoing::set_cookie(visitor.request(), kept);
    Ok(page::see_other(&account::with_next(ADDRESS, page::next_or(form.get("next"), ""))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_taken_from_the_cookie() {
        for (kept, theme, text, pictures) in [
            ("dark-largest-tap", "dark", "largest", "tap"),
            ("dark-largest", "dark", "largest", "ask"),
            ("system-large-always", "system", "large", "always"),
            ("dark", "dark", "normal", "ask"),
            ("\"><x-large-tap-tap", "system", "large", "tap"),
            ("light--<", "light", "normal", "ask"),
            ("", "system", "normal", "ask"),
        ] {
            assert_eq!(parse(kept), Chosen { theme, text, pictures }, "{kept}");
        }
    }
}
