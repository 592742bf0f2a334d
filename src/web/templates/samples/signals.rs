//! The page of signals with rich data.

use super::{Sample, Say, Who, add, layout};
use crate::web::view::When;
use crate::web::view::signals::*;
use xutra_domain::signals::Signal;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "admin");
    let rows: Vec<SignalView> = Signal::ALL.iter().zip(1..).map(|(signal, id)| row(say, *signal, id, false)).collect();
    let page = SignalsPage { seen: false, rows, next_url: Some("/admin/signals?before=1".into()) };
    add(samples, "signals", "signal/signals.html", staff(), &page);
    let page = SignalsPage { seen: true, rows: vec![row(say, Signal::Night, 1, true)], next_url: None };
    add(samples, "signals-seen", "signal/signals.html", staff(), &page);
    let page = SignalsPage { seen: false, rows: Vec::new(), next_url: None };
    add(samples, "signals-none", "signal/signals.html", staff(), &page);
}

fn row(say: Say, signal: Signal, id: i64, seen: bool) -> SignalView {
    let when =
        || When { iso: "2027-03-05T12:42:00Z".into(), text: say.of("19:42 ngày 05/03/2027", "19:42 on 05/03/2027") };
    let names = ["rapid", "count", "same", "expected", "night", "passed", "score", "seconds", "usual"];
    SignalView {
        id,
        kind: signal.word(),
        subject: "01890000-0000-7000-8000-000000000000 01890000-0000-7000-8000-000000000001".into(),
        course: say.of("AI <cơ bản>", "AI <basics>"),
        figures: names.map(|name| (name.to_owned(), "4".to_owned())).into(),
        when: when(),
        seen: seen.then(|| SeenView { by: "Trần <b>".into(), when: when(), note: "<i>".into() }),
        action: format!("/admin/signals/{id}"),
    }
}
