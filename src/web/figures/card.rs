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
        numerator: whole(lang, line.numerator),
        denominator: line.denominator.map(|number| whole(lang, number)),
        percent: line.denominator.and_then(|of| share(line.numerator, of)).map(|value| percent(lang, value)),
    };
    Card {
        id: reading.id.to_owned(),
        url: format!("{}/{word}", board_url(unit)),
        // Networks are of communes and agencies, not of people.
        counts: if matches!(reading.id, "P5" | "P6") { "places" } else { "people" },
        percent: reading.percent().map(|value| percent(lang, value)),
        width: width(reading),
        numerator: reading.numerator.map(|number| whole(lang, number)),
        denominator: reading.denominator.map(|number| whole(lang, number)),
        target: reading.target,
        gap: reading.gap().filter(|gap| *gap > 0).map(|gap| whole(lang, gap)),
        met: reading.met().unwrap_or(false),
        over: reading.is_over(),
        untold: reading.untold.map(xutra_domain::reporting::Untold::word),
        lines: reading.lines.iter().map(line).collect(),
        adjusted: reading.adjusted.map(|adjusted| AdjustedView {
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

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn width(reading: &Reading) -> u32 {
    reading.percent().map_or(0, |value| value.clamp(0.0, 100.0) as u32)
}

/// The address of a unit's board.
#[must_use]
pub fn board_url(code: &str) -> String {
    format!("/units/{code}/figures")
}
