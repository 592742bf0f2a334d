//! Looks and help.

use super::{Sample, Say, Who, add, layout};
use crate::web::view::Look;
use crate::web::view::people::{DisplayPage, FacilitatorView, HelpPage};

/// Adds all pages of looks and help.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let mut chosen = layout(say, Who::Visitor, "settings");
    chosen.look = Look { theme: "dark", text: "largest" };
    let page =
        |theme, text, next: &str| DisplayPage { theme, text, pictures: "ask", next: next.into(), back: "/".into() };
    add(
        samples,
        "display",
        "people/display.html",
        layout(say, Who::Learner, "settings"),
        &page("system", "normal", ""),
    );
    add(samples, "display-chosen", "people/display.html", chosen.clone(), &page("dark", "largest", "/me?a=\"<b>"));
    add(samples, "lesson-look", "learning/lesson_look.html", chosen, &());
    let one = |name: &str, unit: &str| FacilitatorView { name: name.into(), unit: unit.into() };
    let found = vec![one("Ma Văn <Khởi>", "Xã Tân Cương"), one("Trần Văn Bình", "Thái Nguyên")];
    let page = |unit: Option<&str>, facilitators| HelpPage { unit: unit.map(str::to_owned), facilitators };
    add(samples, "help", "people/help.html", layout(say, Who::Learner, "help"), &page(Some("Xã Tân Cương"), found));
    add(samples, "help-none", "people/help.html", layout(say, Who::Learner, "help"), &page(Some("Xã \"A\""), vec![]));
    add(samples, "help-unknown", "people/help.html", layout(say, Who::Learner, "help"), &page(None, vec![]));
    add(samples, "help-visitor", "people/help.html", layout(say, Who::Visitor, "help"), &page(None, vec![]));
}
