//! A figure of a unit: what is counted, out of how many, and how many people are missing to the target. Where something is
//! not known, that is said instead of a number.

use super::definition::{Definition, Part};
use super::facts::{Facts, Register};
use super::standing::{Age, Place};
use super::tally::Counts;
use crate::population::PopulationClass;
use crate::work_record::{Adjusted, Rate};

/// Why there is no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold {
    /// Nobody has approved how many there are.
    NoDenominator,
    /// Nobody is there of whom a share could be told.
    Nobody,
    /// What it counts is not collected yet.
    NoData,
    /// Nobody was checked again yet.
    NotRechecked,
    /// The unit's plan does not name a number.
    NoPlan,
    /// No milestone's day is over yet.
    NothingDue,
}

impl Untold {
    /// The end of its key of words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoDenominator => "no-denominator",
            Self::Nobody => "nobody",
            Self::NoData => "no-data",
            Self::NotRechecked => "not-rechecked",
            Self::NoPlan => "no-plan",
            Self::NothingDue => "nothing-due",
        }
    }
}

/// A part of a figure, with the end of its key of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Which part.
    pub part: &'static str,
    /// How many.
    pub numerator: u64,
    /// Out of how many, where that is known of the part.
    pub denominator: Option<u64>,
}

/// A figure of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Id of the figure.
    pub id: &'static str,
    /// How many; none where it is not collected.
    pub numerator: Option<u64>,
    /// How many were counted, before re-checks took anything off.
    pub counted: Option<u64>,
    /// The commune is under review: what re-checks bear out stands for what was counted.
    pub under_review: bool,
    /// Out of how many.
    pub denominator: Option<u64>,
    /// Percent that are to be reached.
    pub target: u32,
    /// Why there is no percentage, where there is none.
    pub untold: Option<Untold>,
    /// Parts.
    pub lines: Vec<Line>,
    /// How many are left by the audits of their records, where the figure rests on such.
    pub adjusted: Option<Adjusted>,
    /// What came of those audits.
    pub audits: Rate,
    /// People who would count if somebody had said how old they are.
    pub unknown_age: u64,
}

impl Reading {
    /// The share in percent; above 100 where more people are counted than the register knows.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        match (self.untold, self.numerator, self.denominator) {
            (None, Some(numerator), Some(denominator)) => share(numerator, denominator),
            _ => None,
        }
    }

    /// Whether more are counted than there can be.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.percent().is_some() && self.numerator > self.denominator
    }

    /// Whether the target is reached; none where that cannot be told.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        self.percent().map(|_| self.gap() == Some(0))
    }

    /// How many people are missing to the target.
    #[must_use]
    pub fn gap(&self) -> Option<u64> {
        self.percent()?;
        let wanted = (self.denominator? * u64::from(self.target)).div_ceil(100);
        Some(wanted.saturating_sub(self.numerator?))
    }
}

/// A share in percent; none of nobody.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^52 people")]
pub fn share(numerator: u64, denominator: u64) -> Option<f64> {
    (denominator > 0).then(|| numerator as f64 * 100.0 / denominator as f64)
}

/// Reads a figure off the facts of a unit.
#[must_use]
pub fn read(definition: &'static Definition, facts: &Facts) -> Reading {
    let part = definition.numerator;
    let counted = count(part, facts);
    let denominator = count(definition.denominator, facts);
    let under_review = part == Part::Capable && facts.rechecks.under_review;
    let rate = if rests_on_records(part) {
        facts.audits
    } else if under_review || part == Part::Confirmed {
        facts.rechecks.rate()
    } else {
        Rate::default()
    };
    let adjusted = counted.and_then(|counted| rate.adjust(counted));
    let numerator = match part {
        Part::Confirmed => adjusted.map(|one| one.value),
        _ if under_review => adjusted.map_or(counted, |one| Some(one.value)),
        _ => counted,
    };
    let untold = match (part, numerator, denominator) {
        (Part::Confirmed, None, _) | (Part::RechecksConfirmed, _, Some(0)) => Some(Untold::NotRechecked),
        (_, None, _) => Some(Untold::NoData),
        (Part::Milestones, _, Some(0)) => Some(Untold::NothingDue),
        (_, _, None) if definition.denominator.is_planned() => Some(Untold::NoPlan),
        (_, _, None) => Some(Untold::NoDenominator),
        (_, _, Some(0)) => Some(Untold::Nobody),
        _ => None,
    };
    let unknown = facts.sums.at_home(Age::Unknown);
    Reading {
        id: &definition.id,
        numerator,
        counted,
        under_review,
        denominator,
        target: definition.target,
        untold,
        lines: lines(part, facts),
        adjusted,
        audits: rate,
        unknown_age: match part {
            Part::TakingPart => whole(unknown.taking_part),
            Part::Capable => whole(unknown.capable()),
            _ => 0,
        },
    }
}

fn rests_on_records(part: Part) -> bool {
    matches!(part, Part::OfficialsApplying | Part::OfficialsEffective | Part::OwnersEffective)
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// Owners of enterprises and cooperatives: both are units, and no data tells one from the other yet.
fn firms(register: &Register) -> Option<u64> {
    let of = |class| register.get(&class).copied();
    Some(of(PopulationClass::Enterprise)? + of(PopulationClass::Cooperative)?)
}

fn count(part: Part, facts: &Facts) -> Option<u64> {
    let (sums, network) = (&facts.sums, &facts.network);
    let registered = |class| facts.register.get(&class).copied().filter(|_| !facts.narrowed);
    let of_owners =
        |count: fn(Counts) -> i64| count(sums.of(|one, _, _| matches!(one, Place::Firm | Place::Household)));
    Some(match part {
        Part::TakingPart => whole(sums.at_home(Age::Working).taking_part),
        // Of the confirmed, what is counted; re-checks take off theirs afterwards.
        Part::Capable | Part::Confirmed => whole(sums.at_home(Age::Working).capable()),
        Part::RechecksConfirmed => facts.rechecks.confirmed,
        Part::Rechecks => facts.rechecks.asked,
        Part::WorkingAge => return registered(PopulationClass::WorkingAge),
        Part::OfficialsTrained => whole(sums.officials().trained),
        // Officials are the audience of the roll, whichever of them are looked at.
        Part::Staff => return facts.register.get(&PopulationClass::Staff).copied(),
        Part::OwnersTrained => whole(of_owners(|counts| counts.trained)),
        Part::OfficialsApplying => whole(sums.officials().applies),
        Part::OfficialsEffective => whole(sums.officials().effective),
        Part::OwnersEffective => whole(of_owners(|counts| counts.effective)),
        Part::Owners => return Some(firms(&facts.register)? + facts.register.get(&PopulationClass::Household)?),
        Part::CommunesWithGroup => network.communes_served,
        Part::Communes => network.communes,
        Part::AgenciesWithGroup => network.agencies_served,
        Part::Agencies => network.agencies,
        Part::Milestones => facts.plans.met,
        Part::MilestonesDue => facts.plans.due,
        Part::Lecturers => facts.plans.lecturers,
        Part::LecturersPlanned => return facts.plans.lecturers_planned,
        Part::Exemplary => facts.plans.exemplary,
        Part::ExemplaryPlanned => return facts.plans.exemplary_planned,
    })
}

fn lines(numerator: Part, facts: &Facts) -> Vec<Line> {
    match numerator {
        Part::Capable => {
            let counts = facts.sums.at_home(Age::Working);
            let line = |part, count| Line { part, numerator: whole(count), denominator: None };
            vec![line("a", counts.capable_a), line("b", counts.capable_b)]
        }
        Part::OwnersTrained => {
            let trained = |place| whole(facts.sums.of(|one, _, _| one == place).trained);
            let household = facts.register.get(&PopulationClass::Household).copied();
            vec![
                Line { part: "firm", numerator: trained(Place::Firm), denominator: firms(&facts.register) },
                Line { part: "household", numerator: trained(Place::Household), denominator: household },
            ]
        }
        Part::RechecksConfirmed if facts.rechecks.asked > 0 => {
            let known = facts.rechecks;
            vec![
                Line { part: "communes", numerator: known.accepted, denominator: Some(known.inspected) },
                Line { part: "absent", numerator: known.absent, denominator: None },
            ]
        }
        // The second lines: of those who apply it, and of everybody in the register.
        Part::OfficialsEffective => vec![beside("applying", numerator, Part::OfficialsApplying, facts)],
        Part::OwnersEffective => vec![beside("register", numerator, Part::Owners, facts)],
        _ => Vec::new(),
    }
}

fn beside(part: &'static str, numerator: Part, denominator: Part, facts: &Facts) -> Line {
    Line { part, numerator: count(numerator, facts).unwrap_or(0), denominator: count(denominator, facts) }
}

#[cfg(test)]
mod tests;
