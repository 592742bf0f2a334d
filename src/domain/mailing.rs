//! When people are written to by mail, and when not: what is due, when a mail that did not go out is tried again, and the
//! hours of the night in which nobody is disturbed.

use crate::instant::{DAY, HOUR, Instant, MINUTE};
use crate::personal_data::Purpose;

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A lesson that was left unfinished.
    Lesson,
    /// A flag that runs out soon.
    Flag,
    /// The figures of a leader's unit.
    Figures,
    /// Somebody was drawn to show again what they can do.
    Recheck,
    /// An exam that was failed may be taken again.
    Retry,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 5] = [Self::Lesson, Self::Flag, Self::Figures, Self::Recheck, Self::Retry];

    /// The word for it in the database, and the name of its templates.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Flag => "flag",
            Self::Figures => "figures",
            Self::Recheck => "recheck",
            Self::Retry => "retry",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.word() == word)
    }

    /// The purpose that somebody must have agreed to.
    #[must_use]
    pub fn purpose(self) -> Purpose {
        match self {
            Self::Lesson | Self::Flag | Self::Recheck | Self::Retry => Purpose::Reminders,
            Self::Figures => Purpose::WeeklyFigures,
        }
    }
}

/// How far a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MailState {
    /// It goes out when it is due.
    Waiting,
    /// The mail server has taken it.
    Sent,
    /// It was refused, or tried too often.
    Failed,
    /// It was not sent: there was no reason any more when it was due.
    Dropped,
}

impl MailState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Sent, Self::Failed, Self::Dropped];

    /// The word for it in addresses and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// Who has not been here for so long is reminded.
pub const IDLE: i64 = 7 * DAY;
/// And again after so long, where they stayed away.
const AGAIN: i64 = 14 * DAY;
/// Reminders while somebody stays away.
const EACH_TIME: usize = 2;
/// Reminders of lessons in all: whoever does not want to come is left in peace.
const IN_ALL: u64 = 3;
/// A flag that runs out within so long is told of.
pub const RUNS_OUT: i64 = 30 * DAY;
/// How long is waited before each further try; after the last it has failed.
const TRIES: [i64; 6] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR, 24 * HOUR];
/// From this hour on, the night is over; to be read as a span after midnight.
const MORNING: i64 = 7 * HOUR;
/// From this hour on, nothing leaves.
const EVENING: i64 = 21 * HOUR;

/// Reminders of lessons that somebody got.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reminded {
    /// How many in all.
    pub count: u64,
    /// When the newest of them were made; at least two, where there are as many.
    pub newest: Vec<Instant>,
}

/// Whether somebody who takes part and is not done is to be reminded now.
#[must_use]
pub fn is_lesson_due(last_here: Instant, reminded: &Reminded, now: Instant) -> bool {
    let meanwhile: Vec<Instant> = reminded.newest.iter().copied().filter(|at| *at > last_here).collect();
    let due_at = match meanwhile.iter().max() {
        None => last_here.plus(IDLE),
        Some(last) => last.plus(AGAIN),
    };
    reminded.count < IN_ALL && meanwhile.len() < EACH_TIME && now >= due_at
}

/// When a mail is tried again that did not go out `tries` times; none where that was the last time.
#[must_use]
pub fn next_try(tries: u32, now: Instant) -> Option<Instant> {
    let index = usize::try_from(tries.checked_sub(1)?).ok()?;
    TRIES.get(index).map(|wait| now.plus(*wait))
}

/// The first instant from `at` on at which nobody is disturbed, with the beginnings of its day and of the next one where
/// people are.
#[must_use]
pub fn by_day(at: Instant, today: Instant, tomorrow: Instant) -> Instant {
    if at < today.plus(MORNING) {
        today.plus(MORNING)
    } else if at >= today.plus(EVENING) {
        tomorrow.plus(MORNING)
    } else {
        at
    }
}

/// When the day begins for mails.
#[must_use]
pub fn morning_of(day: Instant) -> Instant {
    day.plus(MORNING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const START: Instant = Instant(1_800_000_000_000);

    fn days(number: i64) -> Instant {
        START.plus(number * DAY)
    }

    fn reminded(at: &[i64]) -> Reminded {
        Reminded { count: at.len() as u64, newest: at.iter().rev().take(2).map(|day| days(*day)).collect() }
    }

    #[test]
    fn a_reminder_comes_after_a_week_and_once_more_and_then_no_more() {
        for (last_here, before, now, due) in [
            (0, &[][..], 6, false),
            (0, &[], 7, true),
            (0, &[], 400, true),
            (0, &[7], 20, false),
            (0, &[7], 21, true),
            (0, &[7, 21], 35, false),
            (0, &[7, 21], 400, false),
            // Back on day 30: a third one after a week, and none after that for good.
            (30, &[7, 21], 36, false),
            (30, &[7, 21], 37, true),
            (30, &[7, 21, 37], 51, false),
            (60, &[7, 21, 37], 100, false),
        ] {
            assert_eq!(
                is_lesson_due(days(last_here), &reminded(before), days(now)),
                due,
                "{last_here} {before:?} {now}"
            );
        }
    }

    #[test]
    fn tries_come_further_and_further_apart_and_end() {
        let waits: Vec<i64> =
            (1..=6).map(|tries| next_try(tries, START).expect("a further try").since(START)).collect();
        assert_eq!(waits, TRIES);
        assert!(waits.is_sorted());
        assert_eq!((next_try(7, START), next_try(0, START), next_try(u32::MAX, START)), (None, None, None));
    }

    #[test]
    fn nothing_leaves_at_night() {
        let (today, tomorrow) = (START, days(1));
        for (at, leaves) in [
            (0, 7 * HOUR),
            (7 * HOUR - 1, 7 * HOUR),
            (7 * HOUR, 7 * HOUR),
            (12 * HOUR, 12 * HOUR),
            (21 * HOUR - 1, 21 * HOUR - 1),
            (21 * HOUR, 31 * HOUR),
            (24 * HOUR - 1, 31 * HOUR),
        ] {
            assert_eq!(by_day(today.plus(at), today, tomorrow), today.plus(leaves), "{at}");
        }
    }

    proptest! {
        #[test]
        fn waiting_for_the_day_is_never_earlier_and_needs_no_second_wait(at in 0..DAY) {
            let at = START.plus(at);
            let leaves = by_day(at, START, days(1));
            prop_assert!(leaves >= at);
            let begin = if leaves < days(1) { START } else { days(1) };
            prop_assert_eq!(by_day(leaves, begin, begin.plus(DAY)), leaves);
        }
    }

    #[test]
    fn words_are_read_back() {
        assert!(Topic::ALL.into_iter().all(|one| Topic::parse(one.word()) == Some(one)));
        assert!(MailState::ALL.into_iter().all(|one| MailState::parse(one.word()) == Some(one)));
    }
}
