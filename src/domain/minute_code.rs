//! Codes that change each minute: shown in a room and typed by those who are in it, so that a code proves that somebody is
//! there. They are worked out from a secret and the minute; nothing of them is stored.

use crate::instant::{Instant, MINUTE, SECOND};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// How long a code is shown. The one before is accepted for as long again: some type slowly.
pub const CODE_SPAN: i64 = MINUTE;
/// Digits of a code.
const DIGITS: usize = 6;

/// 32 random bytes that nobody sees.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hidden(pub [u8; 32]);

/// A code as it is shown: six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code([u8; DIGITS]);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hidden")
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl Code {
    /// The code that somebody typed; spaces, hyphens and dots between the digits do not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.chars().filter(|c| !(c.is_whitespace() || matches!(c, '-' | '.')));
        let digits: Vec<u8> = digits.map(|c| u8::try_from(c).ok().filter(u8::is_ascii_digit)).collect::<Option<_>>()?;
        digits.try_into().ok().map(Self)
    }
}

impl Hidden {
    /// The code of the minute, for a purpose: the same secret gives other codes for another one.
    #[must_use]
    pub fn code(&self, purpose: &[u8], now: Instant) -> Code {
        self.code_of(purpose, minute(now))
    }

    /// Whether a code is that of this minute or of the one before. Both are compared to their last digit, so that the time
    /// it takes says nothing.
    #[must_use]
    pub fn accepts(&self, purpose: &[u8], typed: Code, now: Instant) -> bool {
        let minute = minute(now);
        let fits = |minute| self.code_of(purpose, minute).0.ct_eq(&typed.0);
        bool::from(fits(minute) | fits(minute - 1))
    }

    fn code_of(&self, purpose: &[u8], minute: i64) -> Code {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(purpose);
        mac.update(&minute.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let number = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let mut digits = [b'0'; DIGITS];
        // Of 64 bits the remainder by a million favours no code that anybody could notice.
        let mut rest = number % 10_u64.pow(6);
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        Code(digits)
    }
}

/// How many seconds the code of the minute is still shown, 1 to 60.
#[must_use]
pub fn seconds_left(now: Instant) -> i64 {
    let next = Instant((minute(now) + 1).saturating_mul(CODE_SPAN));
    (next.since(now) + SECOND - 1) / SECOND
}

fn minute(at: Instant) -> i64 {
    at.0.div_euclid(CODE_SPAN)
}
