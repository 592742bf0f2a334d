//! The page that asks before an inspector acts: fresh, refused, and for oneself.

use super::{Sample, Say, Who, add, layout, mended};
use crate::actions::act_on_flag::REASONS;
use crate::web::view::FormState;
use crate::web::view::inspection::ActPage;

pub(super) fn inspection(say: Say, samples: &mut Vec<Sample>) {
    let page = |what, own, form| ActPage {
        person: "Nguyễn Thị Hoa".into(),
        what,
        subject: say.of("Bài đánh giá cuối khóa · Lượt 2", "Final assessment · Attempt 2"),
        about: "0190".into(),
        reasons: REASONS.to_vec(),
        own,
        action: "/accounts/0190/competency/acts".into(),
        back_url: "/accounts/0190/competency".into(),
        form,
    };
    let missing = mended(
        say,
        &[("reason", "other"), ("note", "x")],
        &[
            ("note", "Lý do cần ít nhất 3 ký tự.", "A reason has at least 3 characters."),
            ("sure", "Bạn chọn nhé.", "Please tick it."),
        ],
    );
    for (name, what, own, form) in [
        ("act-void", "void", false, FormState::default()),
        ("act-void-refused", "void", false, missing),
        ("act-suspend", "suspend", false, FormState::default()),
        ("act-reinstate", "reinstate", true, FormState::default()),
    ] {
        add(samples, name, "competency/act.html", layout(say, Who::Staff, "admin"), &page(what, own, form));
    }
}
