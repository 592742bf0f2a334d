//! How people stand for those who help them learn: whom to call, whom to bring to the exam.

/// A standing by which a list of people is narrowed. Somebody may stand in several ways at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// No lesson was completed, and nothing tried.
    NotStarted,
    /// They began, and have done nothing for a week.
    Stuck,
    /// All that an exam asks for beforehand is done, and no flag holds.
    Ready,
    /// They hold a flag.
    Capable,
    /// They cannot sign in yet.
    NoPassword,
}

impl Follow {
    /// Every standing, in the order in which one works through them.
    pub const ALL: [Self; 5] = [Self::NotStarted, Self::Stuck, Self::Ready, Self::Capable, Self::NoPassword];

    /// The word for it in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Stuck => "stuck",
            Self::Ready => "ready",
            Self::Capable => "capable",
            Self::NoPassword => "no_password",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_again_and_are_different() {
        for one in Follow::ALL {
            assert_eq!(Follow::parse(one.word()), Some(one));
        }
        assert_eq!(Follow::parse("x"), None);
    }
}
