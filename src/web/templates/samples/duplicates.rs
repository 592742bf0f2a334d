//! Accounts that may be one person, with rich data: likely and not, side by side, refused, one's own.

use super::{Sample, Say, Who, add, layout, link, mended, when};
use crate::web::view::FormState;
use crate::web::view::duplicates::*;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "duplicates");
    let likely = pair(say, &["name", "birth-year", "hamlet"], true);
    let others = pair(say, &["phone", "email", "phone-tail", "commune", "years-differ"], false);
    for (name, by_name, pairs, next) in [
        ("duplicates", true, vec![likely, others.clone()], true),
        ("duplicates-address", false, vec![others], false),
        ("duplicates-none", true, Vec::new(), false),
        ("duplicates-none-here", true, Vec::new(), true),
    ] {
        let next_url = next.then(|| "/admin/duplicates?after=0190".into());
        let page =
            DuplicatesPage { by_name, query: if next { "ho\"a".into() } else { String::new() }, pairs, next_url };
        add(samples, name, "people/duplicates.html", staff(), &page);
    }
    let wrong = [("stays", "Chưa chọn.", "Not chosen."), ("sure", "Chưa chọn.", "Not ticked.")];
    for (name, evidence, own, form) in [
        ("merge", true, false, FormState::default()),
        ("merge-refused", false, false, mended(say, &[], &wrong)),
        ("merge-own", true, true, FormState::default()),
    ] {
        let page = MergePage {
            id: "1".into(),
            with: "2".into(),
            sides: vec![side(say, 1), side(say, 2)],
            reasons: if evidence { vec!["name", "hamlet"] } else { Vec::new() },
            proposed: "1".into(),
            evidence,
            own,
            form,
        };
        add(samples, name, "people/merge.html", staff(), &page);
    }
}

fn candidate(say: Say, number: u64) -> CandidateView {
    let first = number == 1;
    CandidateView {
        name: if first { "Nguyễn Thị <Hoa>".into() } else { "Nguyen Thi Hoa".into() },
        unit: first.then(|| "Xóm <Gò>".into()),
        birth_year: first.then(|| "1980".into()),
        identifier: if first { "hoa.tancuong".into() } else { "0912345678".into() },
        created: when(say),
        disabled: !first,
    }
}

fn pair(say: Say, reasons: &[&'static str], likely: bool) -> PairView {
    let people = vec![candidate(say, 1), candidate(say, 2)];
    PairView { people, reasons: reasons.to_vec(), likely, url: "/admin/duplicates/1?with=2".into() }
}

fn side(say: Say, number: u64) -> SideView {
    let first = number == 1;
    SideView {
        id: number.to_string(),
        link: link(candidate(say, number).name, "/admin/accounts/1"),
        about: candidate(say, number),
        phone: first.then(|| "0912345678".into()),
        email: first.then(|| "hoa@example.vn".into()),
        roles: if first { vec!["facilitator", "leader"] } else { Vec::new() },
        holds_flag: first,
        courses: number,
        lessons: 3 * number,
        attempts: 5 - number,
        certificates: 2 - number,
        classes: number,
        records: 0,
    }
}
