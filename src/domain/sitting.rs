//! Supervised sittings: an exam in a room, under the eyes of a facilitator. A code that changes each minute proves that
//! somebody is there; the letter of a form keeps neighbours from copying.

use crate::assessment::FormLetter;
use crate::ids::{AccountId, SittingId};
use crate::instant::{HOUR, Instant, MINUTE};
use crate::window::Window;
use sha2::{Digest, Sha256};

pub use crate::minute_code::{CODE_SPAN, Code, Hidden};

/// The longest a sitting is open.
pub const LONGEST: i64 = 8 * HOUR;
/// The shortest: less than that is no exam.
pub const SHORTEST: i64 = 10 * MINUTE;
/// What the code is made for, so that the same key serves for nothing else.
const PURPOSE: &[u8] = b"sitting-code-v1\0";

/// A supervised sitting of one exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// Identity.
    pub id: SittingId,
    /// Course id.
    pub course: String,
    /// Id of the exam.
    pub quiz: String,
    /// Code of the unit where it takes place.
    pub unit: String,
    /// Who supervises.
    pub facilitator: AccountId,
    /// What the codes are derived from.
    pub secret: Hidden,
    /// What the parallel forms are drawn from.
    pub seed: Hidden,
    /// When one may join and start, until the facilitator ends it.
    pub window: Window,
}

/// How long a sitting of so many minutes is open, where that is allowed.
#[must_use]
pub fn length(minutes: i64) -> Option<i64> {
    minutes.checked_mul(MINUTE).filter(|length| (SHORTEST..=LONGEST).contains(length))
}

impl Sitting {
    /// The code of the minute.
    #[must_use]
    pub fn code(&self, now: Instant) -> Code {
        self.secret.code(PURPOSE, now)
    }

    /// Whether a code is that of this minute or of the one before, while the sitting is open.
    #[must_use]
    pub fn accepts(&self, typed: Code, now: Instant) -> bool {
        self.secret.accepts(PURPOSE, typed, now) && self.window.is_open(now)
    }

    /// The letter of who joined as the `place`th, from 0: who sits down one after the other sits side by side, so they get
    /// different ones, and of three in a row each has another. Whoever starts again in the same sitting, as after a void
    /// attempt, gets the next letter.
    #[must_use]
    pub fn letter(&self, place: u64, again: u64) -> FormLetter {
        let first = u64::from(Sha256::new().chain_update(b"letter").chain_update(self.seed.0).finalize()[0]);
        let turn = first.wrapping_add(place % 3).wrapping_add(again % 3) % 3;
        FormLetter::ALL[usize::try_from(turn).unwrap_or_default()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::SECOND;
    use crate::minute_code::seconds_left;
    use proptest::prelude::*;
    use uuid::Uuid;

    const NOW: Instant = Instant(1_800_000_000_000);

    fn sitting(secret: u8, seed: u8) -> Sitting {
        Sitting {
            id: SittingId(Uuid::from_u128(1)),
            course: "ai".into(),
            quiz: "exam".into(),
            unit: "A".into(),
            facilitator: AccountId(Uuid::from_u128(2)),
            secret: Hidden([secret; 32]),
            seed: Hidden([seed; 32]),
            window: Window::of(NOW.plus(-2 * HOUR), 4 * HOUR),
        }
    }

    #[test]
    fn a_code_is_that_of_a_known_key_and_minute() {
        // HMAC-SHA-256 over the purpose and the minute, by another program.
        let codes: Vec<String> =
            [0, 1, 30_000_000].map(|minute| sitting(7, 0).code(Instant(minute * MINUTE)).to_string()).into();
        assert_eq!(codes, ["634527", "640810", "886701"]);
    }

    #[test]
    fn this_minutes_code_and_the_last_ones_are_accepted_and_no_others() {
        let sitting = sitting(7, 0);
        let start = Instant(NOW.0.div_euclid(MINUTE) * MINUTE);
        let code = sitting.code(start);
        for (after, accepted) in [
            (-1, false),
            (0, true),
            (59 * SECOND, true),
            (60 * SECOND, true),
            (119_999, true),
            (120_000, false),
            (HOUR, false),
        ] {
            assert_eq!(sitting.accepts(code, start.plus(after)), accepted, "{after} ms after it was first shown");
        }
        let left = [0, 1, SECOND, MINUTE - 1].map(|after| seconds_left(start.plus(after)));
        assert_eq!(left, [60, 60, 59, 1]);
    }

    #[test]
    fn no_code_is_accepted_once_it_is_over() {
        let (open, code) = (sitting(7, 0), sitting(7, 0).code(NOW));
        assert!(open.accepts(code, NOW));
        let closed = Window { closes_at: NOW, ..open.window };
        for window in [open.window.ended(NOW), closed, Window::of(NOW.plus(1), HOUR)] {
            assert!(!Sitting { window, ..open.clone() }.accepts(code, NOW), "{window:?}");
        }
    }

    #[test]
    fn a_code_is_typed_as_people_type() {
        for text in ["012345", " 012 345 ", "012-345", "0.1.2.3.4.5", "012\u{a0}345"] {
            assert_eq!(Code::parse(text).map(|code| code.to_string()).as_deref(), Some("012345"), "{text:?}");
        }
        for text in ["", "12345", "1234567", "12345a", "１２３４５６", "-", "+12345"] {
            assert_eq!(Code::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_sitting_lasts_ten_minutes_to_eight_hours() {
        for (minutes, allowed) in [(9, false), (10, true), (480, true), (481, false), (0, false), (-60, false)] {
            assert_eq!(length(minutes), allowed.then_some(minutes * MINUTE), "{minutes}");
        }
        assert_eq!(length(i64::MAX), None);
    }

    #[test]
    fn what_is_hidden_is_not_printed() {
        assert!(!format!("{:?}", sitting(193, 194)).contains("19"), "{:?}", sitting(193, 194));
    }

    proptest! {
        #[test]
        fn neighbours_never_share_a_letter_and_letters_are_spread(seed: u8, class in 1_u64..60) {
            let sitting = sitting(0, seed);
            let letters: Vec<FormLetter> = (0..class).map(|place| sitting.letter(place, 0)).collect();
            prop_assert!(letters.windows(2).all(|pair| pair[0] != pair[1]));
            let counts = FormLetter::ALL.map(|one| letters.iter().filter(|letter| **letter == one).count());
            prop_assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{:?}", counts);
        }

        #[test]
        fn who_starts_again_gets_another_letter(seed: u8, place in 0_u64..u64::MAX) {
            let sitting = sitting(0, seed);
            let mine = [0, 1, 2].map(|again| sitting.letter(place, again));
            prop_assert!(mine[0] != mine[1] && mine[1] != mine[2] && mine[0] != mine[2]);
            prop_assert_eq!(sitting.letter(place, 3), mine[0]);
        }

        #[test]
        fn codes_of_other_sittings_and_minutes_are_other_codes(one: u8, other: u8, minutes in 2_i64..1_000_000) {
            prop_assume!(one != other);
            let (mine, yours) = (sitting(one, 0), sitting(other, 0));
            let same = |a: &Sitting, b: &Sitting, at: Instant| (0..3).all(|m| a.code(NOW.plus(m * MINUTE)) == b.code(at.plus(m * MINUTE)));
            prop_assert!(!same(&mine, &yours, NOW), "three in a row are alike once in 10^18");
            prop_assert!(!same(&mine, &mine, NOW.plus(minutes * MINUTE)));
        }
    }
}
