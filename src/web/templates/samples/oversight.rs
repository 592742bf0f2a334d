//! Findings and reports with rich data: lists, forms, answered, closed, told, set aside.

use super::{Sample, Say, Who, add, layout, mended, when};
use crate::web::view::oversight::*;
use crate::web::view::{FormState, Link};

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    findings(say, samples);
    one(say, samples);
    reports(say, samples);
    telling(say, samples);
}

fn link(title: &str, url: &str) -> Link {
    Link { title: title.into(), url: url.into() }
}

fn row(say: Say, kind: &'static str, state: &'static str) -> FindingRow {
    FindingRow {
        url: "/inspection/findings/0190".into(),
        kind,
        unit: "Xã <A>".into(),
        state,
        due: when(say),
        late: state == "open",
    }
}

fn findings(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "findings");
    let tabs = || {
        let tab = |(word, chosen)| TabView { word, url: format!("/inspection/findings?show={word}"), count: 3, chosen };
        [("open", true), ("overdue", false), ("closed", false)].map(tab).into()
    };
    let kinds = ["for-another", "attendance", "figures", "data", "on-paper", "other"];
    let states = ["open", "answered", "closed"];
    let rows = kinds.iter().zip(states.iter().cycle()).map(|(kind, state)| row(say, kind, state)).collect();
    let own = FindingsPage { up: None, tabs: tabs(), new_url: Some("/inspection/findings/new".into()), rows };
    add(samples, "findings", "oversight/findings.html", staff(), &own);
    let up = Some(link("Xã <A>", "/units/A/figures"));
    let unit = FindingsPage { up, tabs: tabs(), new_url: None, rows: Vec::new() };
    add(samples, "findings-unit", "oversight/findings.html", staff(), &unit);
    let errors = [("kind", "Hãy chọn một mục.", "Choose one."), ("found", "Viết dài hơn.", "Write more.")];
    let wrong = mended(say, &[("kind", "data"), ("found", "x"), ("days", "0")], &errors);
    for (name, form, told) in [("finding-new", FormState::default(), false), ("finding-new-wrong", wrong, true)] {
        let report = told.then(|| report(say, "pressed", "open"));
        let page = NewFindingPage { kinds: kinds.to_vec(), report, form };
        add(samples, name, "oversight/new.html", staff(), &page);
    }
}

fn one(say: Say, samples: &mut Vec<Sample>) {
    let event = |kind: &str, words: &str| FindingEventView {
        kind: kind.into(),
        by: "Trần <Bình>".into(),
        at: when(say),
        words: words.into(),
    };
    let page = |state, answers: bool, settles: bool, form| FindingPage {
        up: link(&say.of("Kết luận kiểm tra", "Findings"), "/inspection/findings"),
        row: row(say, "attendance", state),
        looked: say.of("Sổ điểm danh\ntháng 11", "Attendance\nof November"),
        found: say.of("Thiếu <mười> chữ ký", "Ten signatures <missing>"),
        wanted: say.of("Điểm danh lại", "Do it again"),
        events: vec![
            event("found", ""),
            event("answered", "Đã <làm> lại"),
            event("returned", "Còn thiếu"),
            event("closed", ""),
        ],
        answer_action: answers.then(|| "/units/A/findings/0190".into()),
        settle_action: settles.then(|| "/inspection/findings/0190".into()),
        form,
    };
    let wrong = mended(say, &[("words", "x")], &[("words", "Viết dài hơn.", "Write more.")]);
    for (name, page) in [
        ("finding", page("closed", false, false, FormState::default())),
        ("finding-answer", page("open", true, false, wrong)),
        ("finding-settle", page("answered", false, true, FormState::default())),
    ] {
        add(samples, name, "oversight/finding.html", layout(say, Who::Staff, "findings"), &page);
    }
}

fn report(say: Say, kind: &'static str, state: &'static str) -> ReportView {
    ReportView {
        url: "/inspection/reports/0190".into(),
        id: "0190".into(),
        kind,
        unit: "Xã <A>".into(),
        code: "A".into(),
        words: say.of("Ép cả xóm <đăng ký>", "All were <pressed>"),
        hour: when(say),
        state,
        reason: if state == "set-aside" {
            say.of("Đã xem, <không> đúng", "It was <not> so")
        } else {
            String::new()
        },
    }
}

fn reports(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "reports");
    let kinds = [
        ("for-another", "open"),
        ("attendance", "taken"),
        ("pressed", "set-aside"),
        ("figures", "open"),
        ("other", "open"),
    ];
    let rows: Vec<ReportView> = kinds.iter().map(|(kind, state)| report(say, kind, state)).collect();
    for (name, rows) in [("reports", rows), ("reports-none", Vec::new())] {
        add(samples, name, "oversight/reports.html", staff(), &ReportsPage { rows });
    }
    let wrong = mended(say, &[("reason", "x")], &[("reason", "Viết dài hơn.", "Write more.")]);
    for (name, state, form) in [("report", "open", wrong), ("report-aside", "set-aside", FormState::default())] {
        let open = state == "open";
        let page = ReportPage {
            report: report(say, "figures", state),
            finding_url: open.then(|| "/inspection/findings/new?report=0190".into()),
            action: open.then(|| "/inspection/reports/0190".into()),
            form,
        };
        add(samples, name, "oversight/report.html", staff(), &page);
    }
}

fn telling(say: Say, samples: &mut Vec<Sample>) {
    let anybody = || layout(say, Who::Visitor, "report");
    let kinds = vec!["for-another", "attendance", "pressed", "figures", "other"];
    let page =
        |query: &str, units, unit, form| TellPage { query: query.into(), units, unit, kinds: kinds.clone(), form };
    let found = vec![link("Xã <A>", "/report?unit=A"), link("Xã B", "/report?unit=B")];
    let errors = [("kind", "Hãy chọn một mục.", "Choose one."), ("words", "Viết dài hơn.", "Write more.")];
    let wrong = mended(say, &[("words", "x")], &errors);
    for (name, page) in [
        ("tell", page("", Vec::new(), None, FormState::default())),
        ("tell-search", page("xã", found, None, FormState::default())),
        ("tell-search-none", page("không có", Vec::new(), None, FormState::default())),
        ("tell-form", page("", Vec::new(), Some(link("Xã <A>", "A")), wrong)),
    ] {
        add(samples, name, "oversight/tell.html", anybody(), &page);
    }
    let told = ReceiptPage { receipt: Some("KXQ4-7MPD".into()), report: None };
    add(samples, "tell-receipt", "oversight/receipt.html", anybody(), &told);
    for (name, state) in [("tell-open", "open"), ("tell-taken", "taken"), ("tell-aside", "set-aside")] {
        let page = ReceiptPage { receipt: None, report: Some(report(say, "other", state)) };
        add(samples, name, "oversight/receipt.html", anybody(), &page);
    }
}
