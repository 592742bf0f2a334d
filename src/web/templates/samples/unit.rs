//! Units with rich data: found, none, ended, refused; where somebody belongs.

use super::{Sample, Say, Who, add, layout, link, mended, when};
use crate::web::view::FormState;
use crate::web::view::unit::*;

const KINDS: [&str; 5] = ["province", "commune", "hamlet", "agency", "division"];

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    units(say, samples);
    unit(say, samples);
    end(say, samples);
    affiliations(say, samples);
}

fn rows() -> Vec<UnitRow> {
    let row = |(number, kind): (usize, &'static str)| UnitRow {
        link: link("Xã <Tân Cương>".into(), "/admin/units/A"),
        code: format!("0{number}"),
        kind,
        parent: (number > 0).then(|| "Tỉnh \"T\"".into()),
        ended: number == 4,
    };
    KINDS.into_iter().enumerate().map(row).collect()
}

fn units(say: Say, samples: &mut Vec<Sample>) {
    let page = |rows, more, form| UnitsPage { query: "tân <c".into(), rows, more, kinds: KINDS.to_vec(), form };
    let wrong = mended(say, &[("code", "A"), ("kind", "hamlet")], &[("code", "Mã đã có.", "The code is taken.")]);
    for (name, page) in [
        ("units", page(rows(), true, FormState::default())),
        ("units-none", page(Vec::new(), false, FormState::default())),
        ("units-refused", page(rows(), false, wrong)),
    ] {
        add(samples, name, "unit/units.html", layout(say, Who::Staff, "admin"), &page);
    }
}

fn unit(say: Say, samples: &mut Vec<Sample>) {
    let classes = ["working_age", "staff", "enterprise", "cooperative", "household"];
    let figure = |(number, class): (usize, &'static str)| FigureRow {
        class,
        value: "12.345".into(),
        as_of: "30/06/2026".into(),
        source: "Báo cáo <12>".into(),
        state: ["in_force", "approved", "open"][number % 3],
        approve_url: (number % 3 == 2).then(|| "/admin/units/A/population/1/approval".into()),
    };
    let page = |full: bool, form| UnitPage {
        above: vec![link("Tỉnh T".into(), "/admin/units/T")],
        name: "Xã <A>".into(),
        code: "01840".into(),
        kind: "commune",
        since: when(say),
        ended: (!full).then(|| when(say)),
        successor: (!full).then(|| link("Xã B".into(), "/admin/units/B")),
        people: "42".into(),
        names: if full { vec![FormerName { name: "Xã \"cũ\"".into(), since: when(say) }] } else { Vec::new() },
        parts: if full { rows() } else { Vec::new() },
        more: full,
        figures: if full { classes.into_iter().enumerate().map(figure).collect() } else { Vec::new() },
        classes: classes.to_vec(),
        url: "/admin/units/A".into(),
        population_url: "/admin/units/A/population".into(),
        end_url: "/admin/units/A/end".into(),
        form,
    };
    let wrong = mended(say, &[("value", "x"), ("class", "staff")], &[("value", "Ghi một số.", "Give a number.")]);
    for (name, page) in [
        ("unit", page(true, FormState::default())),
        ("unit-ended", page(false, FormState::default())),
        ("unit-refused", page(true, wrong)),
    ] {
        add(samples, name, "unit/unit.html", layout(say, Who::Staff, "admin"), &page);
    }
}

fn end(say: Say, samples: &mut Vec<Sample>) {
    let wrong = mended(
        say,
        &[("successor", "X")],
        &[("successor", "Không có đơn vị này.", "There is no such unit."), ("sure", "Cần đánh dấu.", "Tick the box.")],
    );
    for (name, people, form) in [("unit-end", 31, wrong), ("unit-end-empty", 0, FormState::default())] {
        let unit = link("Xã <A>".into(), "/admin/units/A");
        let page = EndUnitPage { unit, people, parts: 0, action: "/admin/units/A/end".into(), form };
        add(samples, name, "unit/end.html", layout(say, Who::Staff, "admin"), &page);
    }
}

fn affiliations(say: Say, samples: &mut Vec<Sample>) {
    let kinds = ["resident", "staff", "owner"];
    let row = |(number, kind): (usize, &'static str)| AffiliationRow {
        unit: link("Xã <A>".into(), "/admin/units/A"),
        code: "A".into(),
        kind,
        since: when(say),
        until: (number == 2).then(|| when(say)),
    };
    let full: Vec<AffiliationRow> = kinds.into_iter().enumerate().map(row).collect();
    let wrong = mended(say, &[("unit", "X"), ("kind", "staff")], &[("unit", "Không có.", "There is none.")]);
    for (name, rows, form) in [("affiliations", full, FormState::default()), ("affiliations-none", Vec::new(), wrong)] {
        let person = link("Nguyễn <An>".into(), "/admin/accounts/0190");
        let (action, end_url) =
            ("/admin/accounts/0190/affiliations".into(), "/admin/accounts/0190/affiliations/end".into());
        let page = AffiliationsPage { person, rows, kinds: kinds.to_vec(), action, end_url, form };
        add(samples, name, "unit/affiliations.html", layout(say, Who::Staff, "admin"), &page);
    }
}
