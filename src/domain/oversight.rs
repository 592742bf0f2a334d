//! What inspectors find in a unit until it is closed by somebody else, and what people tell of learning for form's sake
//! without saying who they are.

use crate::ids::AccountId;
use crate::instant::{DAY, HOUR, Instant};
use crate::words::words;
use crate::work_record::names_somebody;
use unicode_normalization::UnicodeNormalization as _;

/// Most characters of a text.
pub const TEXT: usize = 1_000;
/// Fewest of one that has to say something.
const LEAST: usize = 10;
/// The longest that a unit is given, in days.
pub const LONGEST_DAYS: i64 = 180;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// Somebody learns or is examined for another.
    ForAnother,
    /// Attendance of people who were not there.
    Attendance,
    /// Figures, or what they rest on, are not right.
    Figures,
    /// Personal data are not kept as they should be.
    Data,
    /// A class, a group or a facilitator is there on paper alone.
    OnPaper,
    /// Anything else.
    Other,
}

words! { FindingKind {
    ForAnother => "for-another",
    Attendance => "attendance",
    Figures => "figures",
    Data => "data",
    OnPaper => "on-paper",
    Other => "other",
} }

/// What somebody tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportKind {
    /// Somebody learns or is examined for another.
    ForAnother,
    /// Attendance of people who were not there.
    Attendance,
    /// People are pressed to register, to make up the number.
    Pressed,
    /// Figures are not right.
    Figures,
    /// Anything else.
    Other,
}

words! { ReportKind {
    ForAnother => "for-another",
    Attendance => "attendance",
    Pressed => "pressed",
    Figures => "figures",
    Other => "other",
} }

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingState {
    /// The unit has to do something.
    Open,
    /// The unit says that it has; somebody looks at it.
    Answered,
    /// It is done.
    Closed,
}

words! { FindingState { Open => "open", Answered => "answered", Closed => "closed" } }

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportState {
    /// Nobody has looked yet.
    Open,
    /// It led to a finding.
    Taken,
    /// It was set aside, with a reason.
    SetAside,
}

words! { ReportState { Open => "open", Taken => "taken", SetAside => "set-aside" } }

/// Why something does not fit; the word is a message key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unfit(pub &'static str);

/// Reads a text: as long as it may be, and without a number that leads to somebody.
///
/// # Errors
/// `oversight-length`, `work-names-somebody`.
pub fn read_text(text: &str) -> Result<String, Unfit> {
    // Browsers send two characters for each end of a line.
    let text = text.replace("\r\n", "\n").trim().nfc().collect::<String>();
    match text.chars().count() {
        length if !(LEAST..=TEXT).contains(&length) => Err(Unfit("oversight-length")),
        _ if names_somebody(&text) => Err(Unfit("work-names-somebody")),
        _ => Ok(text),
    }
}

/// Until when a unit has time, in days from now.
#[must_use]
pub fn due(now: Instant, days: i64) -> Option<Instant> {
    (1..=LONGEST_DAYS).contains(&days).then(|| now.plus(days * DAY))
}

/// The hour of a report: when exactly it was told could tell who was at the computer.
#[must_use]
pub fn hour(now: Instant) -> Instant {
    Instant(now.0 - now.0.rem_euclid(HOUR))
}

/// Whether somebody may settle what the unit answered: neither who found it nor anybody who answered.
#[must_use]
pub fn may_settle(found_by: AccountId, answered_by: &[AccountId], who: AccountId) -> bool {
    who != found_by && !answered_by.contains(&who)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    #[test]
    fn a_text_says_something_and_leads_to_nobody() {
        for (text, expected) in [
            ("Lớp học ngày 3/11 không có ai", Ok("Lớp học ngày 3/11 không có ai")),
            ("  Điểm danh khống\r\ncả xóm  ", Ok("Điểm danh khống\ncả xóm")),
            ("ngắn", Err(Unfit("oversight-length"))),
            ("Gọi số 0912 345 678 để biết", Err(Unfit("work-names-somebody"))),
            ("Căn cước 019123456789 của người đó", Err(Unfit("work-names-somebody"))),
        ] {
            assert_eq!(read_text(text), expected.map(str::to_owned), "{text}");
        }
        assert_eq!(read_text(&"a".repeat(TEXT + 1)), Err(Unfit("oversight-length")));
    }

    #[test]
    fn a_unit_has_a_day_to_half_a_year() {
        for (days, given) in [(0, false), (1, true), (180, true), (181, false), (-3, false)] {
            assert_eq!(due(Instant(0), days), given.then_some(Instant(days * DAY)), "{days}");
        }
    }

    #[test]
    fn who_found_and_who_answered_do_not_settle() {
        for (who, may) in [(1, false), (2, false), (3, false), (4, true)] {
            assert_eq!(may_settle(id(1), &[id(2), id(3)], id(who)), may, "{who}");
        }
    }

    proptest! {
        #[test]
        fn the_hour_is_all_that_is_kept(at in 0_i64..4_000_000_000_000) {
            let kept = hour(Instant(at));
            prop_assert!(kept.0 % HOUR == 0 && kept.0 <= at && at - kept.0 < HOUR);
        }
    }
}
