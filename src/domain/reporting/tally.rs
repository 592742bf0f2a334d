//! Leaf counters: what each person adds to each unit. The counters are the sum of what everybody adds; whoever changes adds
//! the difference, and nothing else ever changes a counter.

use super::standing::{Age, Place, Standing};
use crate::competency::Supervision;
use crate::people::Audience;
use std::collections::BTreeMap;
use std::ops::{Add, AddAssign, Neg};

/// Which counter: a unit, and a class of people there. The order is the one in which counters are written, so that two who
/// write at once never wait for each other in a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Row number of the unit.
    pub unit: i64,
    /// How they count there.
    pub place: Place,
    /// Who they are, by its word.
    pub audience: &'static str,
    /// Their age; asked of homes alone.
    pub age: Age,
}

/// What is counted of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// With an account.
    pub people: i64,
    /// Who take part.
    pub taking_part: i64,
    /// Of those, capable by what was done under supervision.
    pub capable_a: i64,
    /// Of those, capable by what was done online alone.
    pub capable_b: i64,
    /// Have completed the course for everybody.
    pub core: i64,
    /// Have completed that and the track of their place: officials' at work, owners' in a business.
    pub trained: i64,
    /// With a confirmed record of work that counts.
    pub applies: i64,
    /// Who apply it effectively, by the rule of their place: officials with a valid flag, owners who are trained.
    pub effective: i64,
}

/// How many counts there are.
pub const COUNT: usize = 8;

impl Counts {
    /// Capable, however it was shown.
    #[must_use]
    pub fn capable(self) -> i64 {
        self.capable_a + self.capable_b
    }

    /// In the order of [`Counts::of`].
    #[must_use]
    pub fn list(self) -> [i64; COUNT] {
        let Self { people, taking_part, capable_a, capable_b, core, trained, applies, effective } = self;
        [people, taking_part, capable_a, capable_b, core, trained, applies, effective]
    }

    /// From the order of [`Counts::list`].
    #[must_use]
    pub fn of(list: [i64; COUNT]) -> Self {
        let [people, taking_part, capable_a, capable_b, core, trained, applies, effective] = list;
        Self { people, taking_part, capable_a, capable_b, core, trained, applies, effective }
    }

    /// Whether nothing is counted.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (mine, theirs) = (self.list(), other.list());
        Self::of(std::array::from_fn(|index| mine[index] + theirs[index]))
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Counts {
    type Output = Self;

    fn neg(self) -> Self {
        Self::of(self.list().map(|count| -count))
    }
}

/// What a person adds to the counters.
#[must_use]
pub fn contribution(standing: &Standing) -> BTreeMap<Key, Counts> {
    let takes_part = standing.since.is_some();
    let capable = |grade| i64::from(takes_part && standing.grade == Some(grade));
    let of = |(unit, place): &(i64, Place)| {
        let work = &standing.work;
        let (track, effective) = match place {
            Place::Home => (false, false),
            Place::Staff => (standing.officials, work.effective && standing.grade.is_some()),
            Place::Firm | Place::Household => {
                (standing.business, work.effective_owner && standing.core && standing.business)
            }
        };
        let key = Key {
            unit: *unit,
            place: *place,
            audience: Audience::word(standing.audience),
            age: if *place == Place::Home { standing.age } else { Age::Any },
        };
        let counts = Counts {
            people: 1,
            taking_part: i64::from(takes_part),
            capable_a: capable(Supervision::A),
            capable_b: capable(Supervision::B),
            core: i64::from(standing.core),
            trained: i64::from(standing.core && track),
            applies: i64::from(work.applies),
            effective: i64::from(effective),
        };
        (key, counts)
    };
    standing.places.iter().map(of).collect()
}

/// What counters change by when somebody counts for something else than before; only what is not zero, in order of keys.
#[must_use]
pub fn difference(old: Option<&Standing>, new: Option<&Standing>) -> BTreeMap<Key, Counts> {
    let mut changes = new.map(contribution).unwrap_or_default();
    for (key, counts) in old.map(contribution).unwrap_or_default() {
        *changes.entry(key).or_default() += -counts;
    }
    changes.retain(|_, counts| !counts.is_zero());
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::Instant;
    use crate::work_record::Applied;
    use proptest::prelude::*;

    fn person(places: &[(i64, Place)]) -> Standing {
        Standing {
            audience: Audience::Official,
            age: Age::Working,
            birth_year: Some(1990),
            places: places.iter().copied().collect(),
            since: Some(Instant(5)),
            grade: Some(Supervision::B),
            until: None,
            core: true,
            officials: true,
            business: false,
            work: Applied { applies: true, effective: true, effective_owner: true, until: None },
        }
    }

    #[test]
    fn somebody_counts_at_home_at_work_and_in_their_business() {
        let found = contribution(&person(&[(1, Place::Home), (2, Place::Staff), (3, Place::Firm)]));
        let all = Counts { people: 1, taking_part: 1, capable_b: 1, core: 1, applies: 1, ..Counts::default() };
        let told: Vec<(i64, Age, Counts)> = found.iter().map(|(key, counts)| (key.unit, key.age, *counts)).collect();
        assert_eq!(
            told,
            [(1, Age::Working, all), (2, Age::Any, Counts { trained: 1, effective: 1, ..all }), (3, Age::Any, all)]
        );
    }

    #[test]
    fn who_does_not_take_part_is_not_counted_as_capable() {
        let idle = Standing { since: None, ..person(&[(1, Place::Home)]) };
        assert_eq!(contribution(&idle).into_values().next().map(Counts::capable), Some(0));
    }

    #[test]
    fn effective_is_who_has_the_flag_at_work_and_who_is_trained_in_a_business() {
        let effective = |one: &Standing| contribution(one).into_values().next().map(|counts| counts.effective);
        let staff = person(&[(1, Place::Staff)]);
        assert_eq!((effective(&staff), effective(&Standing { grade: None, ..staff.clone() })), (Some(1), Some(0)));
        let owner = person(&[(1, Place::Firm)]);
        assert_eq!((effective(&owner), effective(&Standing { business: true, ..owner.clone() })), (Some(0), Some(1)));
        assert_eq!(effective(&person(&[(1, Place::Home)])), Some(0));
    }

    #[test]
    fn nothing_changes_where_nothing_does() {
        let one = person(&[(1, Place::Home)]);
        assert!(difference(Some(&one), Some(&one)).is_empty());
        assert_eq!(difference(None, Some(&one)), contribution(&one));
    }

    fn any_standing() -> impl Strategy<Value = Standing> {
        let place = (0i64..4, prop::sample::select(Place::ALL));
        let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
        let grade = prop::option::of(prop::sample::select(vec![Supervision::A, Supervision::B]));
        let who = (prop::sample::select(Audience::ALL), prop::sample::select(&Age::ALL[..3]));
        (prop::collection::btree_set(place, 0..4), flags, grade, who).prop_map(
            |(places, flags, grade, (audience, age))| Standing {
                audience,
                age,
                birth_year: None,
                places,
                since: flags.0.then_some(Instant(1)),
                grade,
                until: None,
                core: flags.1,
                officials: flags.2,
                business: flags.3,
                work: Applied { applies: flags.4, effective: flags.4, effective_owner: flags.3, until: None },
            },
        )
    }

    proptest! {
        #[test]
        fn counters_are_the_sum_of_what_everybody_adds(
            steps in prop::collection::vec((0usize..5, prop::option::of(any_standing())), 0..60)
        ) {
            let mut people: [Option<Standing>; 5] = Default::default();
            let mut counters: BTreeMap<Key, Counts> = BTreeMap::new();
            for (person, next) in steps {
                for (key, change) in difference(people[person].as_ref(), next.as_ref()) {
                    *counters.entry(key).or_default() += change;
                }
                people[person] = next;
            }
            let mut expected: BTreeMap<Key, Counts> = BTreeMap::new();
            for (key, counts) in people.iter().flatten().flat_map(contribution) {
                *expected.entry(key).or_default() += counts;
            }
            counters.retain(|_, counts| !counts.is_zero());
            prop_assert_eq!(counters, expected);
        }
    }
}
