//! How many people a unit has, by class: the denominators. A figure comes from a document, is entered by one person and
//! approved by another, and is never changed: a correction is a newer one, and what was said of the past keeps the old.

use crate::ids::AccountId;
use crate::instant::Instant;

/// Whom a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PopulationClass {
    /// Residents of working age.
    WorkingAge,
    /// Civil servants and public employees on the roll.
    Staff,
    /// Owners of enterprises.
    Enterprise,
    /// Owners of cooperatives.
    Cooperative,
    /// Owners of household businesses.
    Household,
}

impl PopulationClass {
    /// Every class.
    pub const ALL: &'static [Self] =
        &[Self::WorkingAge, Self::Staff, Self::Enterprise, Self::Cooperative, Self::Household];

    /// The word for it in forms, files and the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::WorkingAge => "working_age",
            Self::Staff => "staff",
            Self::Enterprise => "enterprise",
            Self::Cooperative => "cooperative",
            Self::Household => "household",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.word() == word)
    }
}

/// What a document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Whom it counts.
    pub class: PopulationClass,
    /// How many.
    pub value: u64,
    /// The day that it counts, `YYYY-MM-DD`.
    pub as_of: String,
    /// The document.
    pub source: String,
    /// From when on it is the denominator.
    pub valid_from: Instant,
}

/// A statement as it was entered, and perhaps approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Number, in the order of entering.
    pub id: i64,
    /// What is said.
    pub statement: Statement,
    /// Who entered it.
    pub entered_by: AccountId,
    /// When.
    pub entered_at: Instant,
    /// Who approved it, and when.
    pub approved: Option<(AccountId, Instant)>,
}

impl Figure {
    /// Whether that person may approve it: never who entered it, and never twice.
    #[must_use]
    pub fn may_be_approved_by(&self, person: AccountId) -> bool {
        self.approved.is_none() && self.entered_by != person
    }

    /// Whether it was in force at an instant: approved by then, and valid by then.
    #[must_use]
    pub fn was_in_force(&self, at: Instant) -> bool {
        self.statement.valid_from <= at && self.approved.is_some_and(|(_, when)| when <= at)
    }
}

/// The denominator of a class at an instant: of those in force the one that is valid since last, of equals the newest.
/// None means that nobody has approved one: then there is no percentage.
#[must_use]
pub fn in_force(figures: &[Figure], class: PopulationClass, at: Instant) -> Option<&Figure> {
    let fits = |figure: &&Figure| figure.statement.class == class && figure.was_in_force(at);
    figures.iter().filter(fits).max_by_key(|figure| (figure.statement.valid_from, figure.id))
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
#[must_use]
pub fn is_day(text: &str) -> bool {
    text.len() == 10 && Instant::parse_rfc3339(&format!("{text}T00:00:00Z")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn figure(id: i64, value: u64, valid_from: i64, approved: Option<i64>) -> Figure {
        Figure {
            id,
            statement: Statement {
                class: PopulationClass::WorkingAge,
                value,
                as_of: "2026-06-30".into(),
                source: "Niên giám".into(),
                valid_from: Instant(valid_from),
            },
            entered_by: AccountId(Uuid::from_u128(1)),
            entered_at: Instant(0),
            approved: approved.map(|at| (AccountId(Uuid::from_u128(2)), Instant(at))),
        }
    }

    #[test]
    fn the_denominator_is_the_newest_that_is_approved_and_valid() {
        let known = [
            figure(1, 100, 10, Some(20)),
            figure(2, 120, 30, Some(31)),
            figure(3, 125, 30, Some(40)),
            figure(4, 999, 35, None),
            figure(5, 130, 90, Some(50)),
        ];
        for (at, expected) in [
            (15, None),
            (20, Some(100)),
            (30, Some(100)),
            (31, Some(120)),
            (39, Some(120)),
            (40, Some(125)),
            (89, Some(125)),
            (90, Some(130)),
        ] {
            let found = in_force(&known, PopulationClass::WorkingAge, Instant(at));
            assert_eq!(found.map(|figure| figure.statement.value), expected, "{at}");
        }
        assert_eq!(in_force(&known, PopulationClass::Staff, Instant(99)), None);
    }

    #[test]
    fn nobody_approves_what_they_entered_and_nobody_twice() {
        let (own, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(3)));
        let open = figure(1, 5, 0, None);
        assert!(!open.may_be_approved_by(own) && open.may_be_approved_by(other));
        assert!(!figure(1, 5, 0, Some(1)).may_be_approved_by(other));
    }

    #[test]
    fn a_day_is_one_of_the_calendar() {
        for (text, expected) in
            [("2026-06-30", true), ("2026-02-30", false), ("2026-6-30", false), ("30/06/2026", false), ("", false)]
        {
            assert_eq!(is_day(text), expected, "{text}");
        }
        for class in PopulationClass::ALL {
            assert_eq!(PopulationClass::parse(class.word()), Some(*class));
        }
    }
}
