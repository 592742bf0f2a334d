//! Imports with rich data: none, tried, worked at, refused.

use super::{Sample, Say, Who, add, layout, mended, when};
use crate::web::view::FormState;
use crate::web::view::imports::*;

const KINDS: [&str; 3] = ["people", "units", "population"];
const STATES: [&str; 5] = ["trying", "tried", "running", "done", "failed"];
const OUTCOMES: [&str; 4] = ["wrong", "new", "changed", "same"];

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "admin");
    let rows: Vec<ImportRow> = STATES.iter().enumerate().map(|(place, state)| row(say, place, state)).collect();
    let wrong = mended(say, &[("kind", "units")], &[("file", "Tệp <quá> lớn.", "The file is too <large>.")]);
    for (name, rows, next_url, form) in [
        ("imports", rows, Some("/admin/imports?before=0190".to_owned()), FormState::default()),
        ("imports-none", Vec::new(), None, wrong),
    ] {
        let page = ImportsPage { kinds: KINDS.to_vec(), rows, next_url, form };
        add(samples, name, "import/imports.html", staff(), &page);
    }
    for (place, state) in STATES.into_iter().enumerate() {
        add(samples, &format!("import-{state}"), "import/import.html", staff(), &page(say, place, state));
    }
}

fn row(say: Say, place: usize, state: &'static str) -> ImportRow {
    ImportRow {
        name: "Danh sách <tháng 3>.xlsx".into(),
        url: "/admin/imports/01890000-0000-7000-8000-000000000000".into(),
        kind: KINDS[place % KINDS.len()],
        state,
        when: when(say),
        lines: 12_345,
    }
}

fn page(say: Say, place: usize, state: &'static str) -> ImportPage {
    let list = row(say, place, state);
    let active = matches!(state, "trying" | "running");
    let line = |(line, outcome): (u64, &'static str)| LineView {
        line,
        outcome,
        faults: if outcome == "wrong" { vec![say.of("Sai <b>.", "Wrong <b>.")] } else { Vec::new() },
    };
    ImportPage {
        by: "Trần <Bình>".into(),
        active,
        done: 400,
        percent: (state == "running").then_some(40),
        trouble: (state == "failed").then(|| say.of("Thiếu cột 'kind'.", "The column 'kind' is missing.")),
        counts: OUTCOMES.map(|outcome| (outcome, 7)).to_vec(),
        to_do: 14,
        only: (state == "done").then_some("wrong"),
        lines: if state == "failed" { Vec::new() } else { (2..).zip(OUTCOMES).map(line).collect() },
        next_url: (state == "tried").then(|| format!("{}?after=100", list.url)),
        run_url: (state == "tried").then(|| format!("{}/run", list.url)),
        remove_url: (!active).then(|| format!("{}/removal", list.url)),
        results_url: format!("{}/results.csv", list.url),
        list,
    }
}
