//! A figure of a unit: what is counted, out of how many, and how many people are missing to the target. Where something is
//! not known, that is said instead of a number.

use super::definition::{Definition, Part};
use super::standing::{Age, Place};
use super::tally::Counts;
use crate::people::Audience;
use crate::population::PopulationClass;
use crate::work_record::{Adjusted, Rate};
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

/// Everything that figures of a unit are read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Counters.
    pub sums: Sums,
    /// Denominators.
    pub register: Register,
    /// Groups.
    pub network: Network,
    /// What came of the audits of records of work, on the whole site: a unit has too few of its own.
    pub audits: Rate,
    /// Counted are people of one audience alone: registers say nothing of those.
    pub narrowed: bool,
}

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
    let numerator = count(definition.numerator, facts);
    let denominator = count(definition.denominator, facts);
    let untold = match (definition.numerator, numerator, denominator) {
        (Part::Confirmed, ..) => Some(Untold::NotRechecked),
        (_, None, _) => Some(Untold::NoData),
        (_, _, None) => Some(Untold::NoDenominator),
        (_, _, Some(0)) => Some(Untold::Nobody),
        _ => None,
    };
    let unknown = facts.sums.at_home(Age::Unknown);
    Reading {
        id: &definition.id,
        numerator,
        denominator,
        target: definition.target,
        untold,
        lines: lines(definition.numerator, facts),
        adjusted: numerator.filter(|_| rests_on_records(definition.numerator)).and_then(|n| facts.audits.adjust(n)),
        audits: if rests_on_records(definition.numerator) { facts.audits } else { Rate::default() },
        unknown_age: match definition.numerator {
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
        Part::Capable => whole(sums.at_home(Age::Working).capable()),
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
        Part::Confirmed | Part::Lecturers | Part::Rechecks | Part::Exemplary | Part::Milestones | Part::Plan => {
            return None;
        }
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
mod tests {
    use super::*;
    use crate::reporting::Definitions;
    use proptest::prelude::*;

    fn facts(taking_part: i64, a: i64, b: i64, register: Option<u64>) -> Facts {
        let mut facts = Facts::default();
        let counts = Counts { people: 900, taking_part, capable_a: a, capable_b: b, ..Counts::default() };
        facts.sums.add(Place::Home, "resident", Age::Working, counts);
        facts.sums.add(Place::Home, "resident", Age::Unknown, Counts { taking_part: 7, ..Counts::default() });
        facts.sums.add(Place::Staff, "official", Age::Any, Counts { trained: 3, ..counts });
        facts.sums.add(Place::Staff, "resident", Age::Any, Counts { trained: 9, ..counts });
        facts.register.extend(register.map(|value| (PopulationClass::WorkingAge, value)));
        facts
    }

    fn of(id: &str, facts: &Facts) -> Reading {
        read(Definitions::current().find(id).expect("a figure"), facts)
    }

    #[test]
    fn a_figure_says_how_many_people_are_missing() {
        let one = of("P1", &facts(588, 100, 41, Some(1_000)));
        assert_eq!((one.numerator, one.gap(), one.met(), one.unknown_age), (Some(588), Some(212), Some(false), 7));
        assert_eq!(one.percent(), Some(58.8));
        let two = of("P2", &facts(588, 100, 41, Some(1_000)));
        assert_eq!((two.numerator, two.denominator, two.gap()), (Some(141), Some(588), Some(153)));
        assert_eq!(two.lines.iter().map(|line| line.numerator).collect::<Vec<_>>(), [100, 41]);
        assert_eq!(of("P2p", &facts(588, 400, 41, Some(1_000))).met(), Some(true));
    }

    #[test]
    fn without_an_approved_denominator_there_is_no_percentage() {
        let none = of("P1", &facts(588, 1, 1, None));
        assert_eq!(
            (none.percent(), none.gap(), none.met(), none.untold),
            (None, None, None, Some(Untold::NoDenominator))
        );
        assert_eq!(none.numerator, Some(588), "what is counted is told");
        assert_eq!(of("P2", &facts(0, 0, 0, None)).untold, Some(Untold::Nobody));
    }

    #[test]
    fn more_people_than_the_register_knows_are_shown_and_flagged() {
        let over = of("P1", &facts(1_200, 1, 1, Some(1_000)));
        assert!(over.is_over() && over.percent() == Some(120.0) && over.met() == Some(true));
    }

    #[test]
    fn what_is_not_collected_is_said_to_be_so() {
        for id in ["P7", "P8", "P9", "P10"] {
            assert_eq!(of(id, &facts(9, 1, 1, Some(10))).untold, Some(Untold::NoData), "{id}");
        }
        assert_eq!(of("P2v", &facts(9, 1, 1, Some(10))).untold, Some(Untold::NotRechecked));
    }

    #[test]
    fn only_officials_count_for_the_roll() {
        let mut known = facts(9, 1, 1, None);
        known.register.insert(PopulationClass::Staff, 10);
        let reading = of("P3a", &known);
        assert_eq!((reading.numerator, reading.percent()), (Some(3), Some(30.0)));
    }

    #[test]
    fn work_is_told_with_its_second_line_and_as_far_as_audits_bear_it_out() {
        let mut known = facts(9, 1, 1, None);
        let counts = Counts { trained: 8, applies: 6, effective: 4, ..Counts::default() };
        known.sums.add(Place::Staff, "official", Age::Any, counts);
        known.sums.add(Place::Firm, "business", Age::Any, counts);
        known.register.extend([(PopulationClass::Staff, 10), (PopulationClass::Enterprise, 5)]);
        known.register.extend([(PopulationClass::Cooperative, 5), (PopulationClass::Household, 30)]);
        let (applying, effective, owners) = (of("P3b", &known), of("P3c", &known), of("P4b", &known));
        assert_eq!((applying.numerator, applying.denominator, applying.adjusted), (Some(6), Some(10), None));
        assert_eq!((effective.numerator, effective.denominator), (Some(4), Some(10)));
        assert_eq!(effective.lines, [Line { part: "applying", numerator: 4, denominator: Some(6) }]);
        assert_eq!((owners.numerator, owners.denominator), (Some(4), Some(8)));
        assert_eq!(owners.lines, [Line { part: "register", numerator: 4, denominator: Some(40) }]);
        known.audits = Rate { passed: 1, judged: 2 };
        assert_eq!(of("P3b", &known).adjusted.map(|one| (one.low, one.value, one.high)), Some((1, 3, 5)));
        assert_eq!(of("P3a", &known).adjusted, None);
    }

    #[test]
    fn a_register_says_nothing_of_one_audience() {
        let mut narrowed = facts(9, 1, 1, Some(10));
        narrowed.narrowed = true;
        assert_eq!(of("P1", &narrowed).untold, Some(Untold::NoDenominator));
        assert_eq!(of("P2", &narrowed).untold, None);
    }

    proptest! {
        #[test]
        fn with_the_gap_filled_the_target_is_met_and_with_one_fewer_not(count in 0i64..3_000, of_all in 1u64..3_000) {
            let before = of("P1", &facts(count, 0, 0, Some(of_all)));
            let gap = before.gap().expect("a gap");
            let filled = count + i64::try_from(gap).expect("small");
            prop_assert_eq!(of("P1", &facts(filled, 0, 0, Some(of_all))).met(), Some(true));
            if gap > 0 {
                prop_assert_eq!(of("P1", &facts(filled - 1, 0, 0, Some(of_all))).met(), Some(false));
            }
        }
    }
}
