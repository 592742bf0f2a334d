//! Maps and files of boundaries with rich data: none, several, a file that draws nothing.

use super::{Sample, Say, Who, add, layout, link, mended, when};
use crate::web::view::FormState;
use crate::web::view::boundary::*;
use std::collections::BTreeMap;

const BANDS: [&str; 5] = ["a", "b", "c", "d", "none"];

/// Five units in a row, a band each; the last has no room for a letter.
pub(super) fn map() -> MapView {
    let place = |(index, band): (i32, &'static str)| Region {
        unit: link("Xã \"A\" <B>".into(), "/units/A/figures"),
        path: format!("M{} 0l180 40 20 300-200-30z", index * 200),
        band,
        percent: (band != "none").then(|| "58,8%".into()),
        letter: (band != "none").then_some((index * 200 + 100, 160)),
    };
    MapView { corner: (-4, -4), size: (1_008, 348), places: (0..).zip(BANDS).map(place).collect() }
}

/// How many units are in each band.
pub(super) fn bands() -> Vec<BandCount> {
    BANDS.iter().zip(3..).map(|(band, count)| BandCount { band, count }).collect()
}

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let staff = || layout(say, Who::Staff, "units");
    let row = |name: &str, drawn| MapRow {
        unit: link(name.into(), "/units/T/figures"),
        drawn,
        parts: 92,
        when: when(say),
        remove_url: "/admin/units/T/boundaries".into(),
    };
    let drafts =
        vec![DraftRow { file: link("xa <phường>.geojson".into(), "/admin/boundaries/0189"), when: when(say) }];
    let full =
        BoundariesPage { maps: vec![row("Tỉnh <T>", 92), row("Xã A", 7)], drafts, form: FormState::default() };
    let wrong = mended(say, &[], &[("file", "Sai từ dòng 3.", "Wrong at line 3.")]);
    let empty = BoundariesPage { maps: Vec::new(), drafts: Vec::new(), form: wrong };
    add(samples, "boundaries", "boundary/boundaries.html", staff(), &full);
    add(samples, "boundaries-none", "boundary/boundaries.html", staff(), &empty);
    for (name, full) in [("boundary-draft", true), ("boundary-draft-none", false)] {
        add(samples, name, "boundary/draft.html", staff(), &draft(say, full));
    }
    let form = mended(say, &[], &[("sure", "Cần đánh dấu.", "Tick this.")]);
    let unit = link("Tỉnh <T>".into(), "/admin/boundaries");
    let removal = RemovalPage { unit, drawn: 92, action: "/admin/units/T/boundaries".into(), form };
    add(samples, "boundary-removal", "boundary/removal.html", staff(), &removal);
}

fn draft(say: Say, full: bool) -> DraftPage {
    let picture = |unit: &str, missing: &[&str], map| DraftMap {
        unit: unit.into(),
        drawn: 5,
        missing: missing.iter().map(|name| (*name).to_owned()).collect(),
        missing_all: missing.len() * 4,
        missing_more: missing.len() * 3,
        map,
    };
    let left = |(number, value): (usize, &str)| LeftOutView {
        number,
        value: value.into(),
        why: say.of("Không khép kín.", "Not closed."),
    };
    DraftPage {
        file: link("xa <phường>.geojson".into(), "/admin/boundaries/0189"),
        when: when(say),
        features: 94,
        drawn: if full { 10 } else { 0 },
        replaced: if full { 4 } else { 0 },
        properties: if full { vec![link("ma_xa".into(), "ma_xa"), link("<ten>".into(), "<ten>")] } else { Vec::new() },
        property: "ma_xa".into(),
        maps: if full {
            vec![picture("Tỉnh <T>", &["Xã B", "Xã <C>"], Some(map())), picture("Xã A", &[], Some(map()))]
        } else {
            Vec::new()
        },
        left_out: [(7, "01840"), (9, "<x>")].map(left).into(),
        left_all: if full { 14 } else { 2 },
        left_more: if full { 12 } else { 0 },
        remove_url: "/admin/boundaries/0189/removal".into(),
        form: FormState {
            values: BTreeMap::from([("property".to_owned(), "ma_xa".to_owned())]),
            errors: BTreeMap::new(),
        },
    }
}
