//! One's own data and the desk of requests, with rich data: new, asked, answered, refused.

use super::{Sample, Say, Who, add, layout, link, mended, when};
use crate::web::view::FormState;
use crate::web::view::personal_data::*;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    own(say, samples);
    desk(say, samples);
}

fn row(say: Say, kind: &'static str, outcome: Option<&'static str>) -> RequestRow {
    RequestRow {
        person: Some(link("Nguyễn Thị <Hoa>".into(), "/admin/requests/1")),
        kind,
        note: if kind == "correction" { "Nhà tôi ở xóm <Gò>".into() } else { String::new() },
        asked: when(say),
        due: when(say),
        late: outcome.is_none(),
        outcome,
        answered: outcome.map(|_| when(say)),
        answer: if outcome == Some("refused") { "Cần giấy tờ & chữ ký".into() } else { String::new() },
    }
}

fn rows(say: Say) -> Vec<RequestRow> {
    vec![row(say, "erasure", None), row(say, "correction", Some("done")), row(say, "correction", Some("refused"))]
}

fn own(say: Say, samples: &mut Vec<Sample>) {
    let purpose = |word, given, said: bool| PurposeView {
        word,
        version: 1,
        given,
        by_mail: word != "improvement",
        said: said.then(|| when(say)),
    };
    let kept = mended(say, &[("display_name", "Nguyễn Thị <Hoa>"), ("phone", "+84912345678"), ("email", "")], &[]);
    let taken = mended(say, &[("display_name", "Hoa"), ("phone", "0912")], &[("phone", "Số đã gắn.", "Taken.")]);
    let note = mended(say, &[("note", "<b>")], &[("note", "Dài quá.", "Too long.")]);
    for (name, form, ask, full) in [
        ("data", kept.clone(), FormState::default(), true),
        ("data-refused", taken, FormState::default(), false),
        ("data-ask-refused", kept, note, true),
    ] {
        let look = |what: &str| LookRow { viewer: "Trần <Văn> Bình".into(), what: what.into(), when: when(say) };
        let page = DataPage {
            login: full.then(|| "hoa.tancuong".into()),
            since: when(say),
            place: full.then(|| "Xóm <Gò>".into()),
            audience: "resident",
            form,
            ask,
            purposes: vec![
                purpose("reminders", full, true),
                purpose("improvement", false, full),
                purpose("weekly-figures", full, full),
            ],
            looks: if full { ["competency", "account", "request"].map(look).into() } else { Vec::new() },
            requests: if full { rows(say) } else { Vec::new() },
        };
        add(samples, name, "people/data.html", layout(say, Who::Learner, "me"), &page);
    }
    for (name, certificates, form) in [
        ("erasure", 0, FormState::default()),
        ("erasure-refused", 2, mended(say, &[], &[("sure", "Chưa chọn.", "Not ticked.")])),
    ] {
        let page = ErasurePage { certificates, form };
        add(samples, name, "people/erasure.html", layout(say, Who::Learner, "me"), &page);
    }
}

fn desk(say: Say, samples: &mut Vec<Sample>) {
    for (name, open, rows, next) in [
        ("requests", true, rows(say), true),
        ("requests-none", true, Vec::new(), false),
        ("requests-answered", false, rows(say), false),
    ] {
        let next_url = next.then(|| "/admin/requests?which=open&page=1".into());
        let page = RequestsPage { open, unknown_year: (!open).then(|| "2029".into()), rows, next_url };
        add(samples, name, "people/requests.html", layout(say, Who::Staff, "requests"), &page);
    }
    let unsure = mended(say, &[], &[("sure", "Chưa chọn.", "Not ticked.")]);
    let wordless = mended(say, &[("answer", "")], &[("answer", "Chỗ này trống.", "This is empty.")]);
    for (name, kind, outcome, certificates, form) in [
        ("request-erasure", "erasure", None, 1, unsure),
        ("request-correction", "correction", None, 0, wordless),
        ("request-answered", "correction", Some("refused"), 0, FormState::default()),
    ] {
        let page = RequestPage {
            person: link("Nguyễn Thị <Hoa>".into(), "/admin/accounts/1"),
            row: row(say, kind, outcome),
            certificates,
            action: "/admin/requests/1".into(),
            form,
        };
        add(samples, name, "people/request.html", layout(say, Who::Staff, "requests"), &page);
    }
}
