//! Plans: full, empty, with forms to mend; milestones in every state; who is behind; decisions.

use super::{Sample, Say, Who, add, layout, link, mended, when};
use crate::web::view::FormState;
use crate::web::view::plan::*;

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let here = || layout(say, Who::Staff, "figures");
    for (name, full) in [("plan", true), ("plan-none", false)] {
        add(samples, name, "plan/plan.html", here(), &plan(say, full));
    }
    let typed = [("figure", "P2p"), ("day", "2027-03-31"), ("value", "<200>"), ("source", "x"), ("withdrawn", "yes")];
    let wrong = [
        ("value", "Bạn ghi một số từ 0 đến 100.", "Write a number from 0 to 100."),
        ("source", "Từ 3 ký tự.", "3 characters at least."),
    ];
    for (name, template) in [("target", "plan/target.html"), ("milestone-new", "plan/milestone_new.html")] {
        for (end, form) in [("", FormState::default()), ("-refused", mended(say, &typed, &wrong))] {
            let page = PlanForm {
                up: link(say.of("Kế hoạch", "Plan"), "/units/A/plan"),
                name: "Xã <A>".into(),
                action: "/units/A/plan/targets".into(),
                figures: vec![link("P1".into(), "P1"), link("P2p · Người <dân>".into(), "P2p")],
                form,
            };
            add(samples, &format!("plan-{name}{end}"), template, here(), &page);
        }
    }
    milestones(say, samples);
    behind(say, samples);
    decisions(say, samples);
}

fn milestone(state: &'static str, figure: bool) -> MilestoneRow {
    MilestoneRow {
        link: link("Mỗi xóm có một <người hướng dẫn>".into(), "/units/A/plan/milestones/0190"),
        day: "31/03/2027".into(),
        state: StateView { word: state, days: 12 },
        figure: figure.then(|| ("P1".into(), "60%".into())),
    }
}

fn line(id: &str, behind: Option<i64>, untold: Option<&'static str>) -> PlanLine {
    let row = |day: &str, target: bool| PointRow {
        day: day.into(),
        planned: "20%".into(),
        actual: (!target).then(|| "12,5%".into()),
        target,
    };
    PlanLine {
        id: id.into(),
        word: id.to_lowercase(),
        counts: if id == "P10" { "milestones" } else { "people" },
        url: "/units/A/figures/p2p".into(),
        planned: "15%".into(),
        actual: untold.is_none().then(|| "12,5%".into()),
        untold,
        days: behind,
        on_track: behind.is_none() && untold.is_none(),
        gap_now: behind.map(|_| "30".into()),
        next: Next { value: "20%".into(), day: "31/03/2027".into(), gap: untold.is_none().then(|| "88".into()) },
        curve: Curve {
            planned: "10.0,110.0 290.0,10.0".into(),
            actual: if untold.is_none() { "M10.0 110.0h0L80.0 90.0".into() } else { String::new() },
            now: "90.0".into(),
            top: "40%".into(),
        },
        rows: vec![row("14/01/2027", false), row("31/03/2027", true)],
    }
}

fn plan(say: Say, full: bool) -> PlanPage {
    let states = ["met", "met-late", "missed", "waiting", "due", "today", "late", "withdrawn"];
    let set = |value: Option<&str>, above| SetRow {
        figure: "P2p".into(),
        day: "31/03/2027".into(),
        value: value.map(Into::into),
        source: "Kế hoạch <12>/KH-UBND".into(),
        above,
        at: when(say),
    };
    let lines = vec![
        line("P2p", Some(10), None),
        line("P1", Some(0), None),
        line("P10", None, None),
        line("P7", None, Some("no-plan")),
    ];
    PlanPage {
        up: link("Xã <A>".into(), "/units/A/figures"),
        name: "Xã <A>".into(),
        url: "/units/A/plan".into(),
        leads: full,
        has_below: full,
        decisions_url: "/units/A/decisions".into(),
        frozen: full.then(|| "14/01/2027".into()),
        lines: if full { lines } else { Vec::new() },
        milestones: if full {
            states.iter().enumerate().map(|(index, state)| milestone(state, index % 2 == 0)).collect()
        } else {
            Vec::new()
        },
        set: if full { vec![set(None, false), set(Some("20%"), true)] } else { Vec::new() },
    }
}

fn milestones(say: Say, samples: &mut Vec<Sample>) {
    let event = |word, note: &str, frozen: bool| EventRow {
        word,
        note: note.into(),
        frozen: frozen.then(|| ("31/03/2027".into(), "58,8%".into())),
        at: when(say),
    };
    let marked = || vec![event("marked", "Biên bản <12>, 3 ảnh", false), event("refused", "Thiếu xóm 4", false)];
    let wrong = mended(say, &[("note", "<x>")], &[("note", "Từ 10 ký tự.", "10 characters at least.")]);
    for (name, state, events, acts, form) in [
        ("due", "due", Vec::new(), vec!["mark", "withdraw"], FormState::default()),
        ("refused", "late", marked(), vec!["mark"], wrong),
        ("waiting", "waiting", marked(), vec!["accept", "refuse"], FormState::default()),
        ("missed", "missed", vec![event("missed", "", true)], Vec::new(), FormState::default()),
    ] {
        let page = MilestonePage {
            up: link(say.of("Kế hoạch", "Plan"), "/units/A/plan"),
            row: milestone(state, state == "missed"),
            source: "Kế hoạch <12>/KH-UBND".into(),
            events,
            action: "/units/A/plan/milestones/0190".into(),
            acts,
            form,
        };
        add(samples, &format!("milestone-{name}"), "plan/milestone.html", layout(say, Who::Staff, "figures"), &page);
    }
}

fn behind(say: Say, samples: &mut Vec<Sample>) {
    let row = |name: &str, actual: bool, missing: bool| BehindRow {
        unit: link(name.into(), "/units/A/plan"),
        kind: "commune",
        figure: "P2p".into(),
        planned: "15%".into(),
        actual: actual.then(|| "12,5%".into()),
        missing: missing.then(|| "2,5".into()),
        days: 10,
    };
    for (name, full) in [("plan-behind", true), ("plan-behind-none", false)] {
        let rows = vec![row("Xã <A>", true, true), row("Xã B", true, false), row("Xã C", false, false)];
        let page = BehindPage {
            up: link(say.of("Kế hoạch", "Plan"), "/units/T/plan"),
            name: "Tỉnh <T>".into(),
            url: "/units/T/plan/behind".into(),
            kinds: if full { vec!["agency", "commune"] } else { Vec::new() },
            kind: if full { "commune".into() } else { String::new() },
            frozen: full.then(|| "14/01/2027".into()),
            rows: if full { rows } else { Vec::new() },
            count: 92,
            next_url: full.then(|| "/units/T/plan/behind?page=1".into()),
        };
        add(samples, name, "plan/behind.html", layout(say, Who::Staff, "figures"), &page);
    }
}

fn decisions(say: Say, samples: &mut Vec<Sample>) {
    let row = |number, corrects, corrected_by| DecisionRow {
        number,
        day: "15/01/2027".into(),
        what: "Mở thêm <hai> lớp ở xóm 4".into(),
        office: "Ủy ban nhân dân xã <A>".into(),
        paper: "Thông báo 7/TB-UBND".into(),
        figure: Some(link("P1".into(), "/units/A/figures/p1")),
        milestone: Some(link("Mỗi xóm <một> người".into(), "/units/A/plan/milestones/0190")),
        corrects,
        corrected_by,
    };
    let wrong = mended(say, &[("what", "<b>")], &[("what", "Từ 10 ký tự.", "10 characters at least.")]);
    for (name, leads, rows, form) in [
        ("decisions", true, vec![row(2, Some(1), None), row(1, None, Some(2))], FormState::default()),
        ("decisions-refused", true, Vec::new(), wrong),
        ("decisions-none", false, Vec::new(), FormState::default()),
    ] {
        let choices = || vec![link(say.of("Không", "None"), ""), link("P1".into(), "P1")];
        let page = DecisionsPage {
            up: link(say.of("Kế hoạch", "Plan"), "/units/A/plan"),
            name: "Xã <A>".into(),
            action: "/units/A/decisions".into(),
            leads,
            next_url: (!rows.is_empty()).then(|| "/units/A/decisions?before=1".into()),
            rows,
            figures: choices(),
            milestones: choices(),
            form,
        };
        add(samples, name, "plan/decisions.html", layout(say, Who::Staff, "figures"), &page);
    }
}
