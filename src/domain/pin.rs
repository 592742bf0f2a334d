//! PINs of six digits, for people who have no keyboard for words: which are taken, and how long one waits after wrong ones.
//! Who holds a duty has none.

use crate::instant::{DAY, Instant, MINUTE};

/// Digits of a PIN.
pub const DIGITS: usize = 6;
/// Wrong tries in a row that cost nothing.
pub const FREE: u32 = 5;
/// How long a PIN that somebody else made works, until its holder chooses an own one.
pub const GIVEN_FOR: i64 = 7 * DAY;
/// After so long without a try, wrong ones are forgotten.
pub const REMEMBERED: i64 = 7 * DAY;
/// The longest wait.
const LONGEST: i64 = DAY;

/// Six digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

/// Never shows in a log.
impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}

impl Pin {
    /// What was typed, where it is six digits, however they are spaced.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        (bare.len() == DIGITS && bare.bytes().all(|byte| byte.is_ascii_digit())).then_some(Self(bare))
    }

    /// One from random bytes that nobody would guess first.
    #[must_use]
    pub fn of(random: [u8; 8]) -> Self {
        let mut number = u64::from_be_bytes(random) % 1_000_000;
        loop {
            let pin = Self(format!("{number:06}"));
            if check(&pin, &Own::default()).is_ok() {
                return pin;
            }
            number = (number + 137_911) % 1_000_000;
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As one reads it out: `482 915`.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{} {}", &self.0[..3], &self.0[3..])
    }
}

/// What others know of somebody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Own<'a> {
    /// Year of birth.
    pub birth_year: Option<u32>,
    /// Phone.
    pub phone: Option<&'a str>,
    /// Sign-in name.
    pub login: Option<&'a str>,
}

/// Whether a PIN may be chosen; the error is a message key. Refused is what a neighbour would try first: one digit, digits
/// in their order, a part that comes again, one's year of birth, a part of one's number.
///
/// # Errors
/// `pin-weak`, `pin-own`.
pub fn check(pin: &Pin, own: &Own<'_>) -> Result<(), &'static str> {
    let digits = pin.0.as_bytes();
    let step = |by: i16| digits.windows(2).all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == by);
    let again = |length: usize| digits.chunks(length).all(|part| part == &digits[..length]);
    let pairs = digits.chunks(2).all(|pair| pair[0] == pair[1]);
    let mirrored = digits.iter().eq(digits.iter().rev()) && digits[0] == digits[1];
    if [-1, 0, 1].into_iter().any(step) || again(2) || again(3) || pairs || mirrored {
        return Err("pin-weak");
    }
    let year = own.birth_year.is_some_and(|year| pin.0.contains(&format!("{year:04}")));
    let holds = |text: Option<&str>| {
        text.is_some_and(|text| text.chars().filter(char::is_ascii_digit).collect::<String>().contains(&pin.0))
    };
    if year || holds(own.phone) || holds(own.login) { Err("pin-own") } else { Ok(()) }
}

/// How long one waits after so many wrong tries in a row: nothing at first, then a time that doubles.
#[must_use]
pub fn pause(wrong: u32) -> i64 {
    match wrong.checked_sub(FREE) {
        None => 0,
        Some(over) => MINUTE.checked_shl(over.min(20)).map_or(LONGEST, |pause| pause.min(LONGEST)),
    }
}

/// Whether wrong tries of that time still count.
#[must_use]
pub fn counts(last: Instant, now: Instant) -> bool {
    now.since(last) < REMEMBERED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::HOUR;
    use proptest::prelude::*;

    fn pin(text: &str) -> Pin {
        Pin::parse(text).expect("six digits")
    }

    #[test]
    fn six_digits_are_a_pin_and_nothing_else() {
        assert_eq!(Pin::parse(" 482 915 ").map(|pin| pin.0), Some("482915".to_owned()));
        for bad in ["", "12345", "1234567", "48291a", "４８２９１５", "48-2915"] {
            assert!(Pin::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(pin("482915").shown(), "482 915");
        assert_eq!(format!("{:?}", pin("482915")), "Pin(…)");
    }

    #[test]
    fn what_a_neighbour_tries_first_is_refused() {
        let own = Own { birth_year: Some(1980), phone: Some("0912345678"), login: Some("hoa482911") };
        for weak in ["000000", "777777", "123456", "654321", "012345", "121212", "123123", "112233", "998877", "110011"]
        {
            assert_eq!(check(&pin(weak), &own), Err("pin-weak"), "{weak}");
        }
        for known in ["198042", "421980", "119803", "091234", "345678", "482911"] {
            assert!(check(&pin(known), &own).is_err(), "{known}");
        }
        for good in ["482915", "203948", "102030", "135790"] {
            assert_eq!(check(&pin(good), &own), Ok(()), "{good}");
        }
        assert_eq!(check(&pin("198042"), &Own::default()), Ok(()), "a year that is not known to be theirs");
    }

    #[test]
    fn each_wrong_try_past_the_fifth_doubles_the_wait() {
        let waits: Vec<i64> = (0..=9).map(|wrong| pause(wrong) / MINUTE).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16]);
        assert_eq!((pause(15), pause(16), pause(u32::MAX)), (1_024 * MINUTE, DAY, DAY));
        assert!(counts(Instant(0), Instant(6 * DAY)) && !counts(Instant(0), Instant(7 * DAY + HOUR)));
    }

    proptest! {
        #[test]
        fn a_made_pin_is_never_one_that_would_be_refused(random in any::<[u8; 8]>()) {
            let made = Pin::of(random);
            prop_assert_eq!(check(&made, &Own::default()), Ok(()));
            prop_assert_eq!(Pin::parse(made.as_str()), Some(made));
        }
    }
}
