//! Readings as they are shown: numbers in the reader's manner, bars, bands.

pub use crate::numbers::{percent, whole};

use crate::web::view::figures::{AdjustedView, Card, LineView};
use xutra_domain::reporting::{Reading, share};

/// How far a figure is from its target: `a` reached, `b` three quarters of the way or more, `c` half, `d` less.
#[must_use]
pub fn band(reading: &Reading) -> &'static str {
    let Some(percent) = reading.percent() else { return "none" };
    match percent / f64::from(reading.target) {
        _ if reading.met() == Some(true) => "a",
        way if way >= 0.75 => "b",
        way if way >= 0.5 => "c",
        _ => "d",
    }
}

/// A figure as a card.
#[must_use]
pub fn card(lang: &str, unit: &str, reading: &Reading) -> Card {
    let word = reading.id.to_lowercase();
    let line = |line: &xutra_domain::reporting::Line| LineView {
        part: line.part,
        counts: if matches!(reading.id, "P5" | "P6") || line.part == "communes" { "places" } else { "people" },
        numerator: whole(lang, line.numerator),
        denominator: line.denominator.map(|number| whole(lang, number)),
        percent: line.denominator.and_then(|of| share(line.numerator, of)).map(|value| percent(lang, value)),
    };
    Card {
        id: reading.id.to_owned(),
        url: format!("{}/{word}", board_url(unit)),
        counts: counts(reading.id),
        percent: reading.percent().map(|value| percent(lang, value)),
        width: width(reading),
        numerator: reading.numerator.map(|number| whole(lang, number)),
        denominator: reading.denominator.map(|number| whole(lang, number)),
        target: reading.target,
        // Nobody can be found who would be confirmed in place of somebody else.
        gap: reading.gap().filter(|gap| *gap > 0 && reading.id != "P8").map(|gap| whole(lang, gap)),
        met: reading.met().unwrap_or(false),
        over: reading.is_over(),
        untold: reading.untold.map(xutra_domain::reporting::Untold::word),
        lines: reading.lines.iter().map(line).collect(),
        under_review: reading.under_review,
        counted: reading.counted.map(|number| whole(lang, number)),
        adjusted: reading.adjusted.map(|adjusted| AdjustedView {
            by: if reading.under_review || reading.id == "P2v" { "rechecks" } else { "audits" },
            span: reading.denominator.and_then(|of| {
                let end = |number| share(number, of).map(|value| percent(lang, value));
                Some((end(adjusted.low)?, end(adjusted.high)?))
            }),
            value: whole(lang, adjusted.value),
            low: whole(lang, adjusted.low),
            high: whole(lang, adjusted.high),
            passed: whole(lang, reading.audits.passed),
            judged: whole(lang, reading.audits.judged),
        }),
        unknown: (reading.unknown_age > 0).then(|| whole(lang, reading.unknown_age)),
        word,
    }
}

/// What a figure counts, as the end of the keys that say so: networks and exemplary units are no people.
#[must_use]
pub fn counts(id: &str) -> &'static str {
    match id {
        "P5" | "P6" | "P9" => "places",
        "P10" => "milestones",
        _ => "people",
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn width(reading: &Reading) -> u32 {
    reading.percent().map_or(0, |value| value.clamp(0.0, 100.0) as u32)
}

/// The address of a unit's board.
#[must_use]
pub fn board_url(code: &str) -> String {
    format!("/units/{code}/figures")
}
