//! The emulation board: with communes in every band, and with none.

use super::{Sample, Say, Who, add, layout, link};
use crate::web::view::emulation::*;

const BANDS: [(&str, &str); 4] =
    [("leading", "a"), ("on-track", "b"), ("needs-support", "c"), ("under-review", "none")];

/// All of them.
pub(super) fn add_all(say: Say, samples: &mut Vec<Sample>) {
    let row = |name: &str, own: bool, gate: Option<&'static str>| CommuneRow {
        name: name.into(),
        url: own.then(|| "/units/A/figures".into()),
        size: if own { "small" } else { "large" },
        interval: gate.is_none().then(|| ("35,1%".into(), "48%".into())),
        gate,
        change: own.then(|| "+2,5".into()),
        weakest: Some((own.then(|| "Xóm <4>".into()), "12%".into())),
        older: own.then(|| "9,1%".into()),
    };
    let rows = |word: &str| match word {
        "under-review" => ["no-denominator", "no-lot", "unfinished", "not-accepted"]
            .map(|gate| CommuneRow { weakest: None, ..row("Xã <C>", false, Some(gate)) })
            .into(),
        "on-track" => vec![row("Xã <A>", true, None), row("Xã B", false, None)],
        _ => Vec::new(),
    };
    for (name, full) in [("emulation", true), ("emulation-none", false)] {
        let tile = |(index, (band, tile)): (usize, (&'static str, &'static str))| TileView {
            unit: link("Xã \"A\"".into(), if index == 0 { "/units/A/figures" } else { "" }),
            x: index * 50,
            y: 0,
            tile,
            band,
        };
        let band = |(word, _)| BandView { word, rows: if full { rows(word) } else { Vec::new() } };
        let page = EmulationPage {
            quarter: "1/2027".into(),
            target: 40,
            frozen: full.then(|| "14/01/2027".into()),
            before: full.then(|| "31/12/2026".into()),
            bands: BANDS.into_iter().map(band).collect(),
            tiles: if full { BANDS.into_iter().enumerate().map(tile).collect() } else { Vec::new() },
            height: 50,
        };
        add(samples, name, "emulation/board.html", layout(say, Who::Staff, "emulation"), &page);
    }
}
