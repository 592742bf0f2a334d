//! Milestones: by which day something is to be done, and who says that it is. One that waits for a figure is decided by the
//! frozen figures of its day and by nobody's hand; another is said to be done by its leader, with a proof, and accepted by
//! somebody else.

use crate::ids::AccountId;
use crate::instant::{DAY, Instant};

/// How a milestone is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A figure is at least so much on the day.
    Figure(String, u32),
    /// The leader says so, with a proof, and somebody accepts it.
    Mark,
}

/// Something that is to be done by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// What.
    pub title: String,
    /// The day, `2027-03-31`.
    pub day: String,
    /// When that day is over.
    pub due: Instant,
    /// How it is met.
    pub way: Way,
    /// The document that says so.
    pub source: String,
}

/// What happened to a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// Somebody says that it is done.
    Marked(AccountId),
    /// That was accepted; when it had been said.
    Accepted(Instant),
    /// It was not.
    Refused,
    /// The figure was reached, by the frozen figures.
    Met,
    /// It was not.
    Missed,
    /// It was taken back.
    Withdrawn,
}

impl Happened {
    /// The word for it in the database and the keys of words.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Marked(_) => "marked",
            Self::Accepted(_) => "accepted",
            Self::Refused => "refused",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Whether nothing comes after what that word says; the database holds one such row a milestone.
#[must_use]
pub fn final_kind(word: &str) -> bool {
    matches!(word, "accepted" | "met" | "missed" | "withdrawn")
}

/// How a milestone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Met by its day.
    Met,
    /// Done, so many days late.
    MetLate(i64),
    /// The figure was not reached on the day.
    Missed,
    /// Said to be done, and not accepted yet.
    Waiting,
    /// Due in so many days; 0 is today.
    Due(i64),
    /// So many days late.
    Late(i64),
    /// Taken back: it counts no more.
    Withdrawn,
}

impl Outcome {
    /// The end of its key of words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::MetLate(_) => "met-late",
            Self::Missed => "missed",
            Self::Waiting => "waiting",
            Self::Due(0) => "today",
            Self::Due(_) => "due",
            Self::Late(_) => "late",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Days that its words name.
    #[must_use]
    pub fn days(self) -> i64 {
        match self {
            Self::MetLate(days) | Self::Due(days) | Self::Late(days) => days,
            _ => 0,
        }
    }
}

/// How a milestone stands after what happened, in its order. A mark counts from when it was made, not from when somebody
/// found the time to accept it.
#[must_use]
pub fn state(due: Instant, happened: &[Happened], now: Instant) -> Outcome {
    let late = |at: Instant| at.since(due).max(0) / DAY + 1;
    match happened.last() {
        Some(Happened::Withdrawn) => Outcome::Withdrawn,
        Some(Happened::Met) => Outcome::Met,
        Some(Happened::Missed) => Outcome::Missed,
        Some(Happened::Accepted(at)) if *at <= due => Outcome::Met,
        Some(Happened::Accepted(at)) => Outcome::MetLate(late(*at)),
        Some(Happened::Marked(_)) => Outcome::Waiting,
        _ if now > due => Outcome::Late(late(now)),
        _ => Outcome::Due(due.since(now).max(1).div_euclid(DAY)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_milestone_stands_is_said_in_words_and_days() {
        let due = Instant(100 * DAY);
        let me = AccountId(uuid::Uuid::nil());
        let marked = Happened::Marked(me);
        let early = Happened::Accepted(Instant(90 * DAY));
        let late = Happened::Accepted(Instant(104 * DAY));
        for (happened, day, outcome) in [
            (vec![], 88, Outcome::Due(12)),
            (vec![], 99, Outcome::Due(1)),
            (vec![], 105, Outcome::Late(6)),
            (vec![marked.clone()], 105, Outcome::Waiting),
            (vec![marked.clone(), Happened::Refused], 105, Outcome::Late(6)),
            (vec![marked.clone(), early], 130, Outcome::Met),
            (vec![marked, late], 130, Outcome::MetLate(5)),
            (vec![Happened::Met], 130, Outcome::Met),
            (vec![Happened::Missed], 130, Outcome::Missed),
            (vec![Happened::Withdrawn], 130, Outcome::Withdrawn),
        ] {
            assert_eq!(state(due, &happened, Instant(day * DAY)), outcome, "{happened:?} on day {day}");
        }
        assert_eq!(state(due, &[], Instant(100 * DAY - 5)).word(), "today");
        assert_eq!(state(due, &[], Instant(100 * DAY + 5)), Outcome::Late(1));
    }
}
