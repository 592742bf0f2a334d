//! What somebody counts for now: where, in which class, and how far they have come. It follows from what is stored of them,
//! an instant and a few settings.

use crate::competency::Supervision;
use crate::instant::Instant;
use crate::people::Audience;
use crate::work_record::Applied;
use std::collections::BTreeSet;

/// What figures are worked out under, beside what is stored of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The present: flags run out.
    pub now: Instant,
    /// The calendar year at the site, by which ages go.
    pub year: u32,
    /// The youngest working age.
    pub working_from: u32,
    /// The oldest.
    pub working_to: u32,
    /// What is learnt.
    pub programme: Programme,
}

/// Which flag and which courses the figures look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// The flag 'capable of basic AI skills'.
    pub flag: String,
    /// The course for everybody.
    pub core: String,
    /// The track of officials.
    pub officials: String,
    /// The track of owners.
    pub business: String,
}

/// How old somebody is, by calendar years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Age {
    /// Of working age.
    Working,
    /// Younger or older.
    Other,
    /// Nobody has said. Never counted as working: it is told beside the figure.
    Unknown,
    /// Does not matter: at work ages are not asked.
    Any,
}

impl Age {
    /// Every word.
    pub const ALL: &'static [Self] = &[Self::Working, Self::Other, Self::Unknown, Self::Any];

    /// The word for it in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Other => "other",
            Self::Unknown => "unknown",
            Self::Any => "any",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|age| age.word() == word)
    }

    /// The class of a year of birth. By calendar years, as registers count: who turns 15 this year is 15.
    #[must_use]
    pub fn of(birth_year: Option<u32>, basis: &Basis) -> Self {
        let Some(born) = birth_year else { return Self::Unknown };
        let age = basis.year.saturating_sub(born);
        if (basis.working_from..=basis.working_to).contains(&age) { Self::Working } else { Self::Other }
    }
}

/// How somebody counts for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Lives there.
    Home,
    /// Works there.
    Staff,
    /// Owns an enterprise or a cooperative, which is a unit.
    Firm,
    /// Owns a household business in it.
    Household,
}

impl Place {
    /// Every way.
    pub const ALL: &'static [Self] = &[Self::Home, Self::Staff, Self::Firm, Self::Household];

    /// The word for it in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Staff => "staff",
            Self::Firm => "firm",
            Self::Household => "household",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|place| place.word() == word)
    }
}

/// What somebody counts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who they are in the programme.
    pub audience: Audience,
    /// Their age.
    pub age: Age,
    /// Year of birth, from which the age follows anew each year.
    pub birth_year: Option<u32>,
    /// Where they count, by the row number of the unit.
    pub places: BTreeSet<(i64, Place)>,
    /// Since when they take part: three lessons finished, or a quiz handed in.
    pub since: Option<Instant>,
    /// The grade of a flag that holds; none where none does.
    pub grade: Option<Supervision>,
    /// Until when it holds.
    pub until: Option<Instant>,
    /// Has completed the course for everybody.
    pub core: bool,
    /// Has completed the track of officials.
    pub officials: bool,
    /// Has completed the track of owners.
    pub business: bool,
    /// What the records of their work say.
    pub work: Applied,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn basis() -> Basis {
        Basis {
            now: Instant(1_000),
            year: 2027,
            working_from: 15,
            working_to: 60,
            programme: Programme { flag: "f".into(), core: "c".into(), officials: "o".into(), business: "b".into() },
        }
    }

    #[test]
    fn ages_go_by_calendar_years() {
        for (born, expected) in [
            (None, Age::Unknown),
            (Some(2012), Age::Working),
            (Some(2013), Age::Other),
            (Some(1967), Age::Working),
            (Some(1966), Age::Other),
            (Some(2030), Age::Other),
        ] {
            assert_eq!(Age::of(born, &basis()), expected, "{born:?}");
        }
    }

    #[test]
    fn words_are_read_back() {
        assert!(Age::ALL.iter().all(|age| Age::parse(age.word()) == Some(*age)));
        assert!(Place::ALL.iter().all(|place| Place::parse(place.word()) == Some(*place)));
    }
}
