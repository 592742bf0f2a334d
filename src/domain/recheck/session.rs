//! Where people who were drawn answer: a room with a code that changes each minute, under the eyes of somebody who has no
//! tie to the commune.

use crate::ids::{AccountId, RecheckSessionId};
use crate::instant::Instant;
use crate::minute_code::{Code, Hidden};
use crate::window::Window;
use uuid::Uuid;

/// What the code is made for, so that the same key serves for nothing else.
const PURPOSE: &[u8] = b"recheck-code-v1\0";

/// A session of a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Identity.
    pub id: RecheckSessionId,
    /// The draw whose people are asked.
    pub draw: Uuid,
    /// Who watches.
    pub supervisor: AccountId,
    /// What the codes are derived from.
    pub secret: Hidden,
    /// When one may join and answer, until it is ended.
    pub window: Window,
}

impl Session {
    /// The code of the minute.
    #[must_use]
    pub fn code(&self, now: Instant) -> Code {
        self.secret.code(PURPOSE, now)
    }

    /// Whether a code is that of this minute or of the one before, while the session is open.
    #[must_use]
    pub fn accepts(&self, typed: Code, now: Instant) -> bool {
        self.secret.accepts(PURPOSE, typed, now) && self.window.is_open(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::MINUTE;

    #[test]
    fn the_code_of_a_minute_opens_it_until_it_is_over() {
        let now = Instant(1_800_000_000_000);
        let open = Session {
            id: RecheckSessionId(Uuid::from_u128(1)),
            draw: Uuid::from_u128(2),
            supervisor: AccountId(Uuid::from_u128(3)),
            secret: Hidden([7; 32]),
            window: Window::of(now, 60 * MINUTE),
        };
        let code = open.code(now);
        assert!(
            open.accepts(code, now)
                && open.accepts(code, now.plus(MINUTE))
                && !open.accepts(code, now.plus(2 * MINUTE))
        );
        let ended = Session { window: open.window.ended(now), ..open.clone() };
        assert!(!ended.accepts(code, now) && !open.accepts(code, now.plus(-1)));
        let other = Session { secret: Hidden([8; 32]), ..open };
        assert_ne!(other.code(now), code);
    }
}
