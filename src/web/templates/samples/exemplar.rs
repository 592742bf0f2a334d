//! Practice cards: the list, a card in each of its states, the form.

use super::{Sample, Say, Who, add, layout, link, mended, when};
use crate::web::view::FormState;
use crate::web::view::exemplar::*;

fn row(state: &'static str, leading: bool) -> CardRow {
    CardRow {
        link: link("Lớp <tối> ở nhà văn hóa".into(), "/practice-cards/0190"),
        unit: "Xã <A>".into(),
        leading,
        state,
        promised: 12,
        done: 4,
    }
}

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Staff, "practice-cards");
    for (name, full) in [("exemplars", true), ("exemplars-none", false)] {
        let page = CardsPage {
            published: if full { vec![row("published", true), row("published", false)] } else { Vec::new() },
            open: if full { vec![row("waiting", false), row("returned", false)] } else { Vec::new() },
            write: if full { vec![link("Xã <A>".into(), "/units/A/practice-cards")] } else { Vec::new() },
        };
        add(samples, name, "exemplar/list.html", here(), &page);
    }
    let wrong = |field| mended(say, &[(field, "<x>")], &[(field, "Từ 3 ký tự.", "3 characters at least.")]);
    for (name, state, form) in [
        ("waiting", "waiting", FormState::default()),
        ("waiting-refused", "waiting", wrong("reason")),
        ("returned", "returned", FormState::default()),
        ("published", "published", FormState::default()),
        ("published-refused", "published", wrong("outcome")),
    ] {
        add(samples, &format!("exemplar-{name}"), "exemplar/card.html", here(), &card(say, state, form));
    }
    for (name, reason, form) in [
        ("exemplar-new", None, FormState::default()),
        ("exemplar-edit", Some("Thiếu <chi phí>".to_owned()), wrong("cost")),
    ] {
        let page = CardForm {
            up: link(say.of("Phiếu kinh nghiệm", "Practice cards"), "/practice-cards"),
            unit: "Xã <A>".into(),
            action: "/units/A/practice-cards".into(),
            reason,
            form,
        };
        add(samples, name, "exemplar/form.html", here(), &page);
    }
}

fn card(say: Say, state: &'static str, form: FormState) -> CardPage {
    let published = state == "published";
    let own = |code: &str, state| OwnTrial { code: code.into(), name: format!("Xã <{code}>"), state };
    let trial = |done: bool| TrialRow {
        unit: "Xã <B>".into(),
        at: when(say),
        done: done.then(|| (when(say), "40 người <học> xong".into())),
    };
    let fields = ["problem", "steps", "cost", "people", "proof", "contact"];
    CardPage {
        row: row(state, published),
        fields: fields.map(|name| (name, "Một <dòng> chữ".to_owned())).into(),
        published: published.then(|| when(say)),
        reason: (state == "returned").then(|| "Thiếu <chi phí>".into()),
        edit_url: (state == "returned").then(|| "/practice-cards/0190/edit".into()),
        check_url: (state == "waiting").then(|| "/practice-cards/0190/check".into()),
        trials: if published { vec![trial(true), trial(false)] } else { Vec::new() },
        own: if published { vec![own("B", "none"), own("C", "promised"), own("D", "done")] } else { Vec::new() },
        trial_url: "/practice-cards/0190/trial".into(),
        form,
    }
}
