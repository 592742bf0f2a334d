//! Who may mark whose work, and for how long it is kept for who took it.

use crate::ids::AccountId;
use crate::instant::{DAY, Instant, MINUTE};

/// How long work is kept for who took it, in milliseconds.
pub const RESERVED_FOR: i64 = 60 * MINUTE;

/// When work should have been marked, in milliseconds after it was handed in.
pub const DUE_AFTER: i64 = 7 * DAY;

/// Why somebody may not mark some work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is their own.
    Own,
    /// They guide the people of the learner's unit, and the policy asks for somebody else.
    Guides,
    /// They marked it before.
    Before,
    /// Somebody else has taken it.
    Taken,
}

/// Over whose people somebody is a facilitator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facilitates {
    /// Over everybody.
    All,
    /// Over the people below these paths of units; none at all where there are none.
    Below(Vec<String>),
}

/// Who took some work, and until when it is theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reservation {
    /// Who.
    pub by: AccountId,
    /// Until when.
    pub until: Instant,
}

/// What of some work decides who may mark it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work<'a> {
    /// Whose it is.
    pub learner: AccountId,
    /// Path of the unit they live in.
    pub unit_path: Option<&'a str>,
    /// Whether the learner's own facilitator may not mark it.
    pub other: bool,
    /// Who marked it before.
    pub marked_by: &'a [AccountId],
    /// Who took it.
    pub reservation: Option<Reservation>,
}

impl Facilitates {
    /// Whether somebody who lives there is among these people.
    #[must_use]
    pub fn covers(&self, unit_path: Option<&str>) -> bool {
        match self {
            Self::All => true,
            Self::Below(scopes) => unit_path.is_some_and(|path| scopes.iter().any(|scope| path.starts_with(scope))),
        }
    }
}

impl Reservation {
    /// Whether it keeps others away at `now`.
    #[must_use]
    pub fn holds_at(&self, now: Instant) -> bool {
        now < self.until
    }
}

/// Whether somebody may mark some work now.
///
/// # Errors
/// Why not.
pub fn may_mark(marker: AccountId, facilitates: &Facilitates, work: &Work<'_>, now: Instant) -> Result<(), Refusal> {
    let taken = work.reservation.filter(|one| one.holds_at(now)).is_some_and(|one| one.by != marker);
    match () {
        () if marker == work.learner => Err(Refusal::Own),
        () if work.other && facilitates.covers(work.unit_path) => Err(Refusal::Guides),
        () if work.marked_by.contains(&marker) => Err(Refusal::Before),
        () if taken => Err(Refusal::Taken),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    #[test]
    fn who_may_mark_is_neither_the_learner_nor_the_guide_nor_who_did_before() {
        let (marker, learner, now) = (id(1), id(2), Instant(100));
        let nobody = Facilitates::Below(Vec::new());
        let of_a = Facilitates::Below(vec!["/T/A/".into()]);
        let work = Work { learner, unit_path: Some("/T/A/A1/"), other: true, marked_by: &[], reservation: None };
        let held = |by, until| Some(Reservation { by, until: Instant(until) });
        for (facilitates, work, expected) in [
            (&nobody, work, Ok(())),
            (&nobody, Work { learner: marker, ..work }, Err(Refusal::Own)),
            (&of_a, work, Err(Refusal::Guides)),
            (&of_a, Work { other: false, ..work }, Ok(())),
            (&of_a, Work { unit_path: Some("/T/B/"), ..work }, Ok(())),
            (&of_a, Work { unit_path: None, ..work }, Ok(())),
            (&Facilitates::All, Work { unit_path: None, ..work }, Err(Refusal::Guides)),
            (&nobody, Work { marked_by: &[marker], ..work }, Err(Refusal::Before)),
            (&nobody, Work { marked_by: &[learner], ..work }, Ok(())),
            (&nobody, Work { reservation: held(id(3), 101), ..work }, Err(Refusal::Taken)),
            (&nobody, Work { reservation: held(id(3), 100), ..work }, Ok(())),
            (&nobody, Work { reservation: held(marker, 101), ..work }, Ok(())),
        ] {
            assert_eq!(may_mark(marker, facilitates, &work, now), expected, "{facilitates:?} {work:?}");
        }
    }
}
