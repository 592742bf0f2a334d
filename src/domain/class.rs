//! Classes that a facilitator holds: a code by which people join, and sessions at which it is noted who came.

use crate::ids::{AccountId, ClassId, ClassSessionId};
use crate::instant::{DAY, HOUR, Instant};
use crate::minute_code::{Code, Hidden};
use crate::people::Unfit;
use crate::spoken_code::ClassCode;
use crate::window::Window;

/// The longest that a class is open to newcomers.
const LONGEST: i64 = 366;
/// A session that nobody ends is over after so long.
pub const SESSION_LENGTH: i64 = 6 * HOUR;
/// What codes of the minute are made for, so that the same secret serves for nothing else.
const PURPOSE: &[u8] = b"class-session-code-v1\0";

/// A class of people who learn together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Identity.
    pub id: ClassId,
    /// The code by which one joins.
    pub code: ClassCode,
    /// Its name, such as `Lớp tối thứ ba`.
    pub title: String,
    /// Code of the unit where it takes place.
    pub unit: String,
    /// Course that newcomers are enrolled in.
    pub course: Option<String>,
    /// Who holds it.
    pub facilitator: AccountId,
    /// When one may join, until the facilitator closes it.
    pub window: Window,
}

/// A meeting of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassSession {
    /// Identity.
    pub id: ClassSessionId,
    /// The class.
    pub class: ClassId,
    /// What the codes are derived from.
    pub secret: Hidden,
    /// When it takes place, until the facilitator ends it.
    pub window: Window,
}

/// How it is known that somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// By the code of the minute.
    Code,
    /// The facilitator saw them, and ticked their name.
    List,
}

impl Presence {
    /// The word for it in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::List => "list",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Code, Self::List].into_iter().find(|one| one.word() == word)
    }
}

impl ClassSession {
    /// The code of the minute.
    #[must_use]
    pub fn code(&self, now: Instant) -> Code {
        self.secret.code(PURPOSE, now)
    }

    /// Whether a code is that of this minute or of the one before, while the session takes place.
    #[must_use]
    pub fn accepts(&self, typed: Code, now: Instant) -> bool {
        self.secret.accepts(PURPOSE, typed, now) && self.window.is_open(now)
    }
}

/// How long a class of so many days is open, where that is allowed.
#[must_use]
pub fn validity(days: i64) -> Option<i64> {
    (1..=LONGEST).contains(&days).then(|| days * DAY)
}

/// The name of a class, tidied: 1 to 100 characters, none that controls anything.
///
/// # Errors
/// `class-title-length`, `class-title-characters`.
pub fn parse_title(text: &str) -> Result<String, Unfit> {
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        1..=100 if !title.chars().any(char::is_control) => Ok(title),
        1..=100 => Err(Unfit("class-title-characters")),
        _ => Err(Unfit("class-title-length")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::MINUTE;
    use proptest::prelude::*;
    use uuid::Uuid;

    const NOW: Instant = Instant(1_800_000_000_000);

    fn session(secret: u8) -> ClassSession {
        ClassSession {
            id: ClassSessionId(Uuid::nil()),
            class: ClassId(Uuid::nil()),
            secret: Hidden([secret; 32]),
            window: Window::of(NOW, SESSION_LENGTH),
        }
    }

    #[test]
    fn a_class_is_open_for_a_day_to_a_year() {
        assert_eq!([0, 1, 366, 367, -5].map(validity), [None, Some(DAY), Some(366 * DAY), None, None]);
    }

    #[test]
    fn a_name_is_tidied() {
        assert_eq!(parse_title("  Lớp  tối thứ ba "), Ok("Lớp tối thứ ba".into()));
        assert_eq!(parse_title(" "), Err(Unfit("class-title-length")));
        assert_eq!(parse_title("a\u{0}b"), Err(Unfit("class-title-characters")));
    }

    #[test]
    fn words_are_read_again() {
        for one in [Presence::Code, Presence::List] {
            assert_eq!(Presence::parse(one.word()), Some(one));
        }
        assert_eq!(Presence::parse("x"), None);
    }

    proptest! {
        #[test]
        fn a_code_holds_for_its_minute_and_the_next_and_only_while_the_session_does(after in 0..SESSION_LENGTH - 3 * MINUTE, secret: u8) {
            let (session, at) = (session(secret), NOW.plus(after));
            let code = session.code(at);
            prop_assert!(session.accepts(code, at) && session.accepts(code, at.plus(MINUTE)));
            let ended = ClassSession { window: session.window.ended(at), ..session.clone() };
            prop_assert!(!ended.accepts(code, at));
            let others: Vec<bool> = (2..6).map(|minutes| session.accepts(code, at.plus(minutes * MINUTE))).collect();
            prop_assert!(others.iter().any(|accepted| !accepted));
        }
    }
}
