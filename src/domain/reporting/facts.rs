//! Everything that figures of a unit are read from: sums of counters, registers, groups, plans, audits.

use super::standing::{Age, Place};
use super::substance::Rechecks;
use super::tally::Counts;
use crate::people::Audience;
use crate::population::PopulationClass;
use crate::work_record::Rate;
use std::collections::BTreeMap;

/// The sums of a unit and everything below it, by place, audience and age.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(pub BTreeMap<(Place, &'static str, Age), Counts>);

impl Sums {
    /// The sum over some classes.
    #[must_use]
    pub fn of(&self, wanted: impl Fn(Place, &str, Age) -> bool) -> Counts {
        let fits = self.0.iter().filter(|((place, audience, age), _)| wanted(*place, audience, *age));
        fits.fold(Counts::default(), |sum, (_, counts)| sum + *counts)
    }

    /// Residents of an age.
    #[must_use]
    pub fn at_home(&self, of: Age) -> Counts {
        self.of(|place, _, age| place == Place::Home && age == of)
    }

    /// Staff who are officials; those who help others learn are on the roll, too.
    #[must_use]
    pub fn officials(&self) -> Counts {
        let words = [Audience::Official.word(), Audience::Facilitator.word()];
        self.of(|place, audience, _| place == Place::Staff && words.contains(&audience))
    }

    /// Adds a class.
    pub fn add(&mut self, place: Place, audience: &'static str, age: Age, counts: Counts) {
        *self.0.entry((place, audience, age)).or_default() += counts;
    }
}

/// What a register says of a unit, by class; only what is approved and in force.
pub type Register = BTreeMap<PopulationClass, u64>;

/// How many units have a group that helps people learn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Network {
    /// Communes.
    pub communes: u64,
    /// Communes where somebody facilitates.
    pub communes_served: u64,
    /// Agencies.
    pub agencies: u64,
    /// Agencies where enough do.
    pub agencies_served: u64,
}

/// What plans of a unit and of those below come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plans {
    /// Milestones whose day is over.
    pub due: u64,
    /// Of those, met by their day.
    pub met: u64,
    /// Lecturers, each once.
    pub lecturers: u64,
    /// How many of them the unit's own plan names.
    pub lecturers_planned: Option<u64>,
    /// Exemplary units.
    pub exemplary: u64,
    /// How many of them the unit's own plan names.
    pub exemplary_planned: Option<u64>,
}

/// People over 50 who live in a unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Older {
    /// Who take part.
    pub taking_part: u64,
    /// Of those, capable.
    pub capable: u64,
}

/// Everything that figures of a unit are read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Counters.
    pub sums: Sums,
    /// Denominators.
    pub register: Register,
    /// Groups.
    pub network: Network,
    /// Plans.
    pub plans: Plans,
    /// People over 50; told of frozen days alone, as nobody waits for them to be counted.
    pub older: Older,
    /// What came of the audits of records of work, on the whole site: a unit has too few of its own.
    pub audits: Rate,
    /// What re-checks came to, of a commune or of those of a province.
    pub rechecks: Rechecks,
    /// Counted are people of one audience alone: registers say nothing of those.
    pub narrowed: bool,
}
