//! When somebody applies what they learnt, and applies it effectively. Confirmed records count from the day they were
//! declared, for 90 days; after that they are history.
//!
//! The numbers are those of the programme's definition of 'applies effectively'.

use super::Task;
use crate::instant::{DAY, Instant};
use std::collections::BTreeSet;

/// How long a record counts.
pub const WINDOW: i64 = 90 * DAY;
/// Confirmed records of an official who applies effectively.
pub const RECORDS: usize = 3;
/// Kinds of tasks among them.
pub const TASKS: usize = 2;
/// Weeks of the calendar (ISO 8601) in which they were declared.
pub const WEEKS: usize = 2;
/// Percent of the time that the middle record saves.
pub const SAVED: u32 = 20;
/// Or the quality of the middle record, from 1 to 4, in the eyes of who confirmed it.
pub const QUALITY: u32 = 3;
/// Uses of an owner, each with a product.
pub const USES: usize = 2;
/// How far the first of them and the last lie apart.
pub const APART: i64 = 14 * DAY;

/// A record that was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmed {
    /// When it was declared.
    pub at: Instant,
    /// In which week, as year and week of ISO 8601: 202647.
    pub week: u32,
    /// What for.
    pub task: Task,
    /// Minutes that it took before.
    pub before: u32,
    /// Minutes that it took now.
    pub after: u32,
    /// Quality, 1 to 4.
    pub quality: u32,
    /// It names its product.
    pub with_product: bool,
}

impl Confirmed {
    /// Until when it counts.
    #[must_use]
    pub fn leaves_at(&self) -> Instant {
        self.at.plus(WINDOW)
    }

    /// Whether it saved enough time.
    #[must_use]
    pub fn saves(&self) -> bool {
        saves(self.before, self.after)
    }
}

/// Whether that is a fifth of the time saved, at least.
#[must_use]
pub fn saves(before: u32, after: u32) -> bool {
    i64::from(before.saturating_sub(after)) * 100 >= i64::from(before) * i64::from(SAVED) && before > 0
}

/// What records say of somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// A record counts.
    pub applies: bool,
    /// Effectively, as an official. The flag is asked for beside it.
    pub effective: bool,
    /// Effectively, as an owner.
    pub effective_owner: bool,
    /// When the oldest of the records leaves the window, and all of it must be looked at again.
    pub until: Option<Instant>,
}

/// Works it out of confirmed records, whatever their order.
#[must_use]
pub fn applied(records: &[Confirmed], now: Instant) -> Applied {
    let counting = counting(records, now);
    Applied {
        applies: !counting.is_empty(),
        effective: left_official(records, now).is_nothing(),
        effective_owner: left_business(records, now).is_nothing(),
        until: counting.iter().map(|one| one.leaves_at()).min(),
    }
}

fn counting(records: &[Confirmed], now: Instant) -> Vec<&Confirmed> {
    records.iter().filter(|one| now < one.leaves_at()).collect()
}

/// What is left until somebody applies effectively.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Records that count.
    pub confirmed: usize,
    /// Records to go.
    pub records: usize,
    /// Kinds of tasks to go.
    pub tasks: usize,
    /// Weeks to go.
    pub weeks: usize,
    /// Neither is enough time saved nor is the quality high enough.
    pub worth: bool,
    /// Days that still have to lie between two uses.
    pub apart: bool,
}

impl Left {
    /// Whether nothing is left.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.records == 0 && self.tasks == 0 && self.weeks == 0 && !self.worth && !self.apart
    }
}

/// Of an official: three records, two kinds of tasks, two weeks, and the middle record saves a fifth of the time or is of
/// good quality. Of an even number the lower of the two in the middle counts: more than half must reach it.
#[must_use]
pub fn left_official(records: &[Confirmed], now: Instant) -> Left {
    let counting = counting(records, now);
    let tasks: BTreeSet<Task> = counting.iter().map(|one| one.task).collect();
    let weeks: BTreeSet<u32> = counting.iter().map(|one| one.week).collect();
    let most = |fits: &dyn Fn(&Confirmed) -> bool| 2 * counting.iter().filter(|one| fits(one)).count() > counting.len();
    Left {
        confirmed: counting.len(),
        records: RECORDS.saturating_sub(counting.len()),
        tasks: TASKS.saturating_sub(tasks.len()),
        weeks: WEEKS.saturating_sub(weeks.len()),
        worth: !(most(&Confirmed::saves) || most(&|one| one.quality >= QUALITY)),
        apart: false,
    }
}

/// Of an owner: two uses with a product, 14 days apart at least.
#[must_use]
pub fn left_business(records: &[Confirmed], now: Instant) -> Left {
    let counting = counting(records, now);
    let uses: Vec<Instant> = counting.iter().filter(|one| one.with_product).map(|one| one.at).collect();
    let apart = uses.iter().max().zip(uses.iter().min()).is_some_and(|(last, first)| last.since(*first) >= APART);
    Left { confirmed: uses.len(), records: USES.saturating_sub(uses.len()), apart: !apart, ..Left::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Instant = Instant(1_000 * DAY);

    fn record(days_ago: i64, task: Task, minutes: (u32, u32), quality: u32) -> Confirmed {
        let at = NOW.plus(-days_ago * DAY);
        let week = u32::try_from(at.0 / (7 * DAY)).expect("small");
        Confirmed { at, week, task, before: minutes.0, after: minutes.1, quality, with_product: true }
    }

    #[test]
    fn an_official_applies_effectively_by_the_table() {
        use Task::{Document, Reply};
        let good = |days, task| record(days, task, (60, 30), 2);
        let poor = |days, task| record(days, task, (60, 59), 2);
        let fine = |days, task| record(days, task, (60, 70), 3);
        for (records, expected, why) in [
            (vec![good(1, Document), good(9, Reply), good(20, Document)], true, "time"),
            (vec![fine(1, Document), fine(9, Reply), fine(20, Document)], true, "quality"),
            (vec![good(1, Document), good(9, Reply)], false, "two are too few"),
            (vec![good(1, Document), good(9, Document), good(20, Document)], false, "one kind of task"),
            (vec![good(1, Document), good(1, Reply), good(1, Document)], false, "one week"),
            (vec![good(1, Document), poor(9, Reply), poor(20, Document)], false, "the middle saves nothing"),
            (vec![good(1, Document), good(9, Reply), poor(20, Document)], true, "the middle saves"),
            (vec![good(1, Document), good(9, Reply), poor(20, Document), poor(30, Reply)], false, "the lower middle"),
            (vec![good(1, Document), good(9, Reply), good(90, Document)], false, "the third is history"),
            (vec![good(1, Document), good(9, Reply), good(89, Document)], true, "the third still counts"),
        ] {
            assert_eq!(applied(&records, NOW).effective, expected, "{why}");
        }
    }

    #[test]
    fn an_owner_applies_effectively_by_two_uses_apart() {
        let used = |days| record(days, Task::Promotion, (60, 30), 2);
        let bare = |days| Confirmed { with_product: false, ..used(days) };
        for (records, expected) in [
            (vec![used(0), used(14)], true),
            (vec![used(0), used(13)], false),
            (vec![used(0), used(7), used(14)], true),
            (vec![used(0), bare(14)], false),
            (vec![used(0), used(90)], false),
            (vec![used(0)], false),
        ] {
            assert_eq!(applied(&records, NOW).effective_owner, expected, "{records:?}");
        }
    }

    #[test]
    fn a_fifth_of_the_time_is_enough_and_less_is_not() {
        for (before, after, expected) in
            [(60, 48, true), (60, 49, false), (5, 4, true), (1, 1, false), (10, 20, false), (0, 0, false)]
        {
            assert_eq!(saves(before, after), expected, "{before} to {after}");
        }
    }

    proptest! {
        #[test]
        fn nothing_changes_before_the_oldest_record_leaves(
            records in prop::collection::vec((0i64..100, prop::sample::select(Task::ALL), 1u32..100, 1u32..100, 1u32..=4), 0..8)
        ) {
            let records: Vec<Confirmed> =
                records.into_iter().map(|(days, task, before, after, quality)| record(days, task, (before, after), quality)).collect();
            let now = applied(&records, NOW);
            prop_assert_eq!(now.applies, now.until.is_some());
            if let Some(until) = now.until {
                prop_assert_eq!(applied(&records, Instant(until.0 - 1)), now);
                prop_assert_ne!(applied(&records, until).until, now.until);
            }
            let mut turned = records;
            turned.reverse();
            prop_assert_eq!(applied(&turned, NOW), now);
        }

        #[test]
        fn more_than_half_is_the_lower_median(qualities in prop::collection::vec(1u32..=4, 1..9)) {
            let records: Vec<Confirmed> =
                qualities.iter().map(|quality| record(1, Task::Other, (10, 10), *quality)).collect();
            let mut sorted = qualities;
            sorted.sort_unstable();
            prop_assert_eq!(!left_official(&records, NOW).worth, sorted[(sorted.len() - 1) / 2] >= QUALITY);
        }
    }
}
