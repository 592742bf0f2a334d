//! How far a lot is: who of the draw is called, who was asked, who did not come. Somebody who does not come is asked once
//! more; who does not come again is replaced by the next in the order of the draw, so that nobody chooses a substitute, and
//! is told beside the lot. Counting them as not confirmed would make a commune answer for who is away at work; leaving them
//! out without a word would let it keep at home whom it pleases.

use super::lot::{FIRST, Lot, MORE, judge};
use crate::competency::{Policy, RefreshRule};

/// So often somebody is asked to come.
pub const CALLS: u32 = 2;
/// What is asked where a policy has no short form: ten questions, of which eight.
const STANDARD: RefreshRule = RefreshRule { questions: 10, pass: 8, extends_months: 0, times: 0 };

/// What came of somebody who was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet.
    Waiting,
    /// They showed again what they can do.
    Confirmed,
    /// They did not.
    NotConfirmed,
    /// They did not come, and the next one stands for them.
    Absent,
}

impl Outcome {
    /// The end of its key of words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::NotConfirmed => "not-confirmed",
            Self::Absent => "absent",
        }
    }
}

/// A lot in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Everybody who could be drawn.
    pub holders: u32,
    /// Who was asked, and answered.
    pub asked: u32,
    /// Of them, who was confirmed.
    pub confirmed: u32,
    /// Who did not come, and was replaced.
    pub absent: u32,
}

impl Count {
    /// What the lot says. Who was replaced is nobody who could be asked.
    #[must_use]
    pub fn lot(self) -> Lot {
        judge(self.holders.saturating_sub(self.absent), self.asked, self.confirmed)
    }

    /// Whether figures may rest on it: who answers first is no random part of who was drawn, so that a lot counts once its
    /// first people were all asked.
    #[must_use]
    pub fn counts(self) -> bool {
        self.lot() != Lot::Waiting
    }

    /// How many are called by now, of those who come.
    #[must_use]
    pub fn called(self) -> u32 {
        let all = self.holders.saturating_sub(self.absent);
        let first = FIRST.min(all);
        if self.asked > first || self.lot() == Lot::DrawMore { (FIRST + MORE).min(all) } else { first }
    }
}

/// Which of those at the head of the draw are called now, by their index: in the order of the draw, without who was replaced.
#[must_use]
pub fn called(outcomes: &[Outcome], holders: u32) -> Vec<usize> {
    let many = |wanted: &[Outcome]| {
        u32::try_from(outcomes.iter().filter(|one| wanted.contains(one)).count()).unwrap_or(u32::MAX)
    };
    let count = Count {
        holders,
        asked: many(&[Outcome::Confirmed, Outcome::NotConfirmed]),
        confirmed: many(&[Outcome::Confirmed]),
        absent: many(&[Outcome::Absent]),
    };
    let most = usize::try_from(count.called()).unwrap_or(usize::MAX);
    let come = outcomes.iter().enumerate().filter(|(_, one)| **one != Outcome::Absent);
    come.map(|(index, _)| index).take(most).collect()
}

/// The quarter of a month, `2026Q4`.
#[must_use]
pub fn quarter(year: i64, month: u32) -> String {
    format!("{year}Q{}", month.div_ceil(3))
}

/// The quarter of a day, `2026-11-22`; none of what is no day.
#[must_use]
pub fn quarter_of(day: &str) -> Option<String> {
    let mut parts = day.split('-');
    Some(quarter(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The policy as a re-check asks: its short form, also where holders are offered none.
#[must_use]
pub fn form_of(policy: &Policy) -> Policy {
    let with = Policy { refresh: Some(policy.refresh.unwrap_or(STANDARD)), ..policy.clone() };
    with.refresh_form().unwrap_or(with)
}

/// How many right answers confirm, where a bank gave so many questions: the policy's share of them, rounded up.
#[must_use]
pub fn needed(form: &Policy, questions: usize) -> u32 {
    let (given, wanted) = (u32::try_from(questions).unwrap_or(u32::MAX), form.exam.questions.max(1));
    if given >= wanted { form.exam.pass } else { (form.exam.pass * given).div_ceil(wanted).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Absent, Confirmed, NotConfirmed, Waiting};
    use proptest::prelude::*;

    fn of(confirmed: usize, not: usize, absent: usize, waiting: usize) -> Vec<Outcome> {
        let parts = [(Absent, absent), (Confirmed, confirmed), (NotConfirmed, not), (Waiting, waiting)];
        parts.into_iter().flat_map(|(one, many)| std::iter::repeat_n(one, many)).collect()
    }

    #[test]
    fn eleven_more_are_called_where_the_first_leave_it_open() {
        for (confirmed, not, absent, called_now) in [
            (0, 0, 0, 19),
            (5, 5, 0, 19),
            (13, 6, 0, 19),
            (12, 7, 0, 30),
            (10, 9, 0, 30),
            (9, 10, 0, 19),
            (12, 7, 3, 30),
            (14, 10, 0, 30),
            (21, 9, 0, 30),
        ] {
            let outcomes = of(confirmed, not, absent, 40);
            let found = called(&outcomes, 200);
            assert_eq!(found.len(), called_now, "{confirmed} of {}", confirmed + not);
            assert!(found.iter().all(|index| *index >= absent), "nobody who was replaced");
        }
        assert_eq!(called(&of(2, 1, 0, 0), 3).len(), 3, "everybody, where there are few");
        assert_eq!(called(&of(0, 0, 2, 1), 3), [2], "the next in the order of the draw");
    }

    #[test]
    fn a_day_lies_in_its_quarter() {
        for (day, of) in [
            ("2026-11-22", Some("2026Q4")),
            ("2027-01-01", Some("2027Q1")),
            ("2027-03-31", Some("2027Q1")),
            ("x", None),
        ] {
            assert_eq!(quarter_of(day).as_deref(), of, "{day}");
        }
    }

    #[test]
    fn a_lot_counts_once_its_first_people_were_all_asked() {
        let of = |holders, asked, confirmed, absent| Count { holders, asked, confirmed, absent };
        assert!(!of(100, 18, 18, 0).counts());
        assert!(of(100, 19, 18, 4).counts());
        assert_eq!(of(21, 19, 13, 2).lot(), Lot::Accepted);
        assert_eq!(of(19, 17, 17, 2).lot(), Lot::Accepted, "who is away is nobody who could be asked");
        assert_eq!(of(2, 0, 0, 2).lot(), Lot::Waiting);
    }

    proptest! {
        #[test]
        fn the_numbers_and_the_list_agree_and_nobody_is_passed_over(
            confirmed in 0usize..31, not in 0usize..31, absent in 0usize..9, holders in 0u32..90,
        ) {
            let known = (confirmed + not + absent).min(usize::try_from(holders).unwrap());
            let mut outcomes = of(confirmed, not, absent, 90);
            outcomes.truncate(known.max(usize::try_from(holders).unwrap()));
            let found = called(&outcomes, holders);
            prop_assert!(found.len() <= 30);
            prop_assert!(found.windows(2).all(|two| two[0] < two[1]));
            if let Some(last) = found.last() {
                let passed_over = (0..*last).filter(|index| !found.contains(index));
                prop_assert!(passed_over.into_iter().all(|index| outcomes[index] == Absent));
            }
        }
    }
}
