//! What leaders type of plans, and what of it is taken: short lines that name offices and papers, and nobody's number.

use super::Way;
use crate::people::Unfit;
use crate::population::is_day;
use crate::reporting::Definitions;
use crate::work_record::names_somebody;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;

/// Most characters of a line.
pub const LINE: usize = 200;
/// Most characters of a passage.
pub const PASSAGE: usize = 1_000;
/// The most that a figure that is counted can be planned to be.
pub const COUNT: u32 = 100_000;

/// What does not fit, by field.
pub type Faults = BTreeMap<&'static str, Unfit>;

/// A line without more blanks than it needs.
///
/// # Errors
/// `plan-line`, `plan-names-somebody`.
pub fn line(text: &str, least: usize) -> Result<String, Unfit> {
    let text = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    fits(text, least, LINE, "plan-line")
}

/// A text of several lines.
///
/// # Errors
/// `plan-passage`, `plan-names-somebody`.
pub fn passage(text: &str, least: usize) -> Result<String, Unfit> {
    let text = text.replace("\r\n", "\n").trim().nfc().collect::<String>();
    fits(text, least, PASSAGE, "plan-passage")
}

fn fits(text: String, least: usize, most: usize, wrong: &'static str) -> Result<String, Unfit> {
    match text.chars().count() {
        length if !(least..=most).contains(&length) => Err(Unfit(wrong)),
        _ if names_somebody(&text) => Err(Unfit("plan-names-somebody")),
        _ => Ok(text),
    }
}

/// A day of the calendar.
///
/// # Errors
/// `plan-day`.
pub fn day(text: &str) -> Result<String, Unfit> {
    let text = text.trim();
    if is_day(text) { Ok(text.to_owned()) } else { Err(Unfit("plan-day")) }
}

/// A figure that can be planned, by its id.
///
/// # Errors
/// `plan-figure`.
pub fn figure(text: &str) -> Result<String, Unfit> {
    Definitions::current().find(text.trim()).map(|figure| figure.id.clone()).ok_or(Unfit("plan-figure"))
}

/// What a figure is to be: percent, or a count where it is counted against its plan.
///
/// # Errors
/// `plan-value-wrong`.
pub fn value(text: &str, figure: &str) -> Result<u32, Unfit> {
    let counted = Definitions::current().find(figure).is_some_and(|one| one.denominator.is_planned());
    let (least, most) = if counted { (1, COUNT) } else { (0, 100) };
    let text = text.trim().trim_end_matches('%').trim_end();
    text.parse().ok().filter(|value| (least..=most).contains(value)).ok_or(Unfit("plan-value-wrong"))
}

/// How a milestone is met, by the figure and its value, or by a mark where there is no figure.
///
/// # Errors
/// By field.
pub fn way(of: &str, wanted: &str) -> Result<Way, Faults> {
    if of.trim().is_empty() {
        return Ok(Way::Mark);
    }
    let id = figure(of).map_err(|fault| BTreeMap::from([("figure", fault)]))?;
    let value = value(wanted, &id).map_err(|fault| BTreeMap::from([("value", fault)]))?;
    Ok(Way::Figure(id, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_and_impossible_values_are_refused() {
        assert_eq!(line("  Kế hoạch   12/KH-UBND ", 3).as_deref(), Ok("Kế hoạch 12/KH-UBND"));
        assert_eq!(line("x", 3), Err(Unfit("plan-line")));
        assert_eq!(line("gọi 0912345678", 3), Err(Unfit("plan-names-somebody")));
        assert_eq!(passage("a\r\nb", 1).as_deref(), Ok("a\nb"));
        for (text, figure, found) in [
            ("20 %", "P2p", Ok(20)),
            ("101", "P2p", Err(Unfit("plan-value-wrong"))),
            ("120", "P7", Ok(120)),
            ("0", "P7", Err(Unfit("plan-value-wrong"))),
        ] {
            assert_eq!(value(text, figure), found, "{text} {figure}");
        }
        assert_eq!(way("", "9"), Ok(Way::Mark));
        assert_eq!(way("p1", "60"), Ok(Way::Figure("P1".into(), 60)));
        assert!(way("p99", "60").is_err() && way("p1", "").is_err());
        assert_eq!((day(" 2027-03-31 "), day("31/3")), (Ok("2027-03-31".into()), Err(Unfit("plan-day"))));
    }
}
