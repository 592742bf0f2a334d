//! Records of work with AI: what somebody used it for, what they changed of its answer and how long it took; who is drawn to
//! confirm that, and when somebody applies what they learnt, and applies it effectively. Nothing here knows a clock or
//! draws by itself: seeds are handed in.

pub mod audit;
pub mod confirm;
pub mod declare;
pub mod effective;

use crate::words::words;

pub use audit::{Adjusted, Rate, is_audited};
pub use confirm::{ANSWER_WITHIN, Link, Stage, Tie, draw_confirmer, may_confirm};
pub use declare::{Told, Typed, names_somebody, read, read_reason};
pub use effective::{Applied, Confirmed, Left, WINDOW, applied, left_business, left_official};

/// What AI was used for. The list is closed, so that 'two kinds of tasks' means the same for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Task {
    /// A letter, a report, a notice.
    Document,
    /// A table, a formula, a list.
    Spreadsheet,
    /// A summary of something long, the minutes of a meeting.
    Summary,
    /// An answer to a citizen or a customer.
    Reply,
    /// Words or pictures that present a product.
    Promotion,
    /// Something was looked up and checked.
    Research,
    /// A translation, also into plain words.
    Translation,
    /// Anything else.
    Other,
}

words!(Task {
    Document => "document",
    Spreadsheet => "spreadsheet",
    Summary => "summary",
    Reply => "reply",
    Promotion => "promotion",
    Research => "research",
    Translation => "translation",
    Other => "other",
});

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// It waits for whoever was drawn.
    Declared,
    /// It came back with a reason; its author may improve it, or appeal once.
    Returned,
    /// Its author appealed; it waits for the decision.
    Appealed,
    /// It was confirmed, and counts.
    Confirmed,
    /// It was refused after an appeal; that is the end of it.
    Refused,
}

words!(State {
    Declared => "declared",
    Returned => "returned",
    Appealed => "appealed",
    Confirmed => "confirmed",
    Refused => "refused",
});

impl State {
    /// Whether somebody is to answer.
    #[must_use]
    pub fn waits(self) -> bool {
        matches!(self, Self::Declared | Self::Appealed)
    }

    /// Where a record stands after an answer: an appeal is decided for good, anything else may come back.
    #[must_use]
    pub fn answered(self, confirmed: bool) -> Self {
        match (confirmed, self) {
            (true, _) => Self::Confirmed,
            (false, Self::Appealed) => Self::Refused,
            (false, _) => Self::Returned,
        }
    }

    /// Whether its author may appeal: once, after it came back.
    #[must_use]
    pub fn may_appeal(self, appealed_before: bool) -> bool {
        self == Self::Returned && !appealed_before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        assert!(Task::ALL.iter().all(|one| Task::parse(one.word()) == Some(*one)));
        assert!(State::ALL.iter().all(|one| State::parse(one.word()) == Some(*one)));
    }

    #[test]
    fn an_appeal_is_decided_for_good() {
        for (state, confirmed, after) in [
            (State::Declared, true, State::Confirmed),
            (State::Declared, false, State::Returned),
            (State::Appealed, true, State::Confirmed),
            (State::Appealed, false, State::Refused),
        ] {
            assert_eq!(state.answered(confirmed), after);
        }
        assert!(State::Returned.may_appeal(false) && !State::Returned.may_appeal(true));
        assert!(
            [State::Declared, State::Appealed, State::Confirmed, State::Refused]
                .iter()
                .all(|one| !one.may_appeal(false))
        );
    }
}
