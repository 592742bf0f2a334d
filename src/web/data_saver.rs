//! Pictures for who pays for data: each waits behind words that say how much it is, and comes when they are tapped.

use super::display;
use crate::app::App;
use actix_web::HttpRequest;

/// Whether pictures wait: it was chosen on this device, or the browser asks for it (`Save-Data: on`, W3C Save Data API)
/// and nothing else was chosen.
pub(super) fn is_on(request: &HttpRequest) -> bool {
    let asked = || request.headers().get("save-data").is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"on"));
    match display::pictures(request) {
        "tap" => true,
        "always" => false,
        _ => asked(),
    }
}

/// A lesson whose pictures that stand alone wait. Those inside of a sentence stay: they are small, and nothing can open there.
pub(super) fn on_tap(app: &App, lang: &str, html: String) -> String {
    if !html.contains("data-kb=\"") {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 512);
    let mut rest = html.as_str();
    while let Some(at) = rest.find("<img ") {
        let (before, picture) = rest.split_at(at);
        let Some(end) = picture.find('>') else { break };
        let (tag, after) = picture.split_at(end + 1);
        let words = attribute(tag, "data-kb").map(|kb| app.locales.text(lang, "picture-tap", &[("kb", kb)]));
        match (words, before.strip_suffix("<p>"), after.strip_prefix("</p>")) {
            (Some(words), Some(before), Some(after)) => {
                out.push_str(before);
                waiting(&mut out, &words, tag);
                rest = after;
            }
            (Some(words), ..) if before.ends_with("<figure>") => {
                out.push_str(before);
                waiting(&mut out, &words, tag);
                rest = after;
            }
            _ => {
                out.push_str(before);
                out.push_str(tag);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A lazy picture inside of closed details is not fetched.
fn waiting(out: &mut String, words: &str, tag: &str) {
    out.push_str("<details class=\"picture\"><summary>");
    out.push_str(words);
    out.push_str("</summary>");
    out.push_str(tag);
    out.push_str("</details>");
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let after = tag.split_once(&format!(" {name}=\""))?.1;
    after.split_once('"').map(|(value, _)| value)
}
