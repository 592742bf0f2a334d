//! A time in which something is open: it begins, closes of itself at the latest, and may be ended before.

use crate::instant::Instant;

/// From when until when something is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// When it began; that moment is within.
    pub opened_at: Instant,
    /// When it is over at the latest; that moment is not within.
    pub closes_at: Instant,
    /// When somebody ended it.
    pub ended_at: Option<Instant>,
}

impl Window {
    /// One that begins, and that nobody has ended. `length` in milliseconds.
    #[must_use]
    pub fn of(opened_at: Instant, length: i64) -> Self {
        Self { opened_at, closes_at: opened_at.plus(length), ended_at: None }
    }

    /// The same, ended by somebody.
    #[must_use]
    pub fn ended(self, at: Instant) -> Self {
        Self { ended_at: Some(at), ..self }
    }

    /// When it is over, as far as is known: to be ended late does not open it again.
    #[must_use]
    pub fn over_at(&self) -> Instant {
        self.ended_at.map_or(self.closes_at, |ended| ended.min(self.closes_at))
    }

    /// Whether it is open at a moment.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        self.opened_at <= now && now < self.over_at()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_open_from_its_beginning_until_it_closes_or_is_ended(
            begin in 0_i64..1_000, length in 0_i64..100, end in proptest::option::of(0_i64..200), at in -5_i64..205,
        ) {
            let begin = Instant(begin);
            let window = Window { ended_at: end.map(|end| begin.plus(end)), ..Window::of(begin, length) };
            let within = 0 <= at && at < length && end.is_none_or(|end| at < end);
            prop_assert_eq!(window.is_open(begin.plus(at)), within);
            prop_assert_eq!(window.over_at(), begin.plus(end.map_or(length, |end| end.min(length))));
        }
    }
}
