//! Lots of re-checks in an invented province: which commune was drawn, who of the draw sat, who was confirmed, who did not come.
//! One after the other goes another way, so that every way is there; the order of the draw is that of its seed.

use super::dice::Dice;
use xutra_domain::ids::AccountId;
use xutra_domain::recheck::{Count, FIRST, MORE, Seed, commitment, order, population_hash};

/// Which way a lot goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nobody was drawn this quarter.
    NotDrawn,
    /// Drawn, and nobody asked.
    Drawn,
    /// Some were asked, and one did not come.
    UnderWay,
    /// The first leave it open: some of the further ones were asked.
    More,
    /// Accepted.
    Accepted,
    /// Accepted with hardly a doubt.
    AcceptedClearly,
    /// Accepted, with somebody who was away and replaced.
    AcceptedWithout,
    /// Accepted by all thirty.
    AcceptedOfAll,
    /// Refused.
    Refused,
}

const WAYS: [Way; 12] = [
    Way::Accepted,
    Way::UnderWay,
    Way::Refused,
    Way::AcceptedWithout,
    Way::More,
    Way::Accepted,
    Way::AcceptedOfAll,
    Way::NotDrawn,
    Way::Accepted,
    Way::Refused,
    Way::Drawn,
    Way::AcceptedWithout,
];

/// In which session of the lot somebody sat.
pub type Room = usize;

/// A lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeLot {
    /// The seed of the draw.
    pub seed: Seed,
    /// Its commitment.
    pub commitment: String,
    /// The hash of everybody who could be drawn.
    pub population_hash: String,
    /// Everybody who could be drawn, in the order of the draw.
    pub members: Vec<AccountId>,
    /// Who sat, in which room, and whether it confirmed them.
    pub sat: Vec<(AccountId, Room, bool)>,
    /// Who did not come: with whether they were replaced.
    pub absent: Vec<(AccountId, bool)>,
}

impl MadeLot {
    /// Its numbers.
    #[must_use]
    pub fn count(&self) -> Count {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Count {
            holders: small(self.members.len()),
            asked: small(self.sat.len()),
            confirmed: small(self.sat.iter().filter(|(.., confirmed)| *confirmed).count()),
            absent: small(self.absent.iter().filter(|(_, replaced)| *replaced).count()),
        }
    }
}

/// Which way the lot of the commune of that rank goes. `pilot` are those that tried it first; without time nobody was asked.
#[must_use]
pub fn way(rank: usize, pilot: bool, time: bool) -> Way {
    match (pilot, time) {
        (_, false) => Way::Drawn,
        (true, true) => Way::AcceptedClearly,
        (false, true) => WAYS[rank % WAYS.len()],
    }
}

/// Makes the lot of a commune; none where nobody is drawn.
#[must_use]
pub fn make(number: u64, holders: &[AccountId], way: Way) -> Option<MadeLot> {
    if way == Way::NotDrawn || holders.is_empty() {
        return None;
    }
    let mut dice = Dice::of("lot", number);
    let seed = Seed(dice.bytes());
    let population: Vec<String> = holders.iter().map(ToString::to_string).collect();
    let members: Vec<AccountId> =
        order(&seed, &population).iter().filter_map(|person| AccountId::parse(person)).collect();
    let mut lot = MadeLot {
        commitment: commitment(&seed),
        population_hash: population_hash(&population),
        seed,
        members,
        sat: Vec::new(),
        absent: Vec::new(),
    };
    sit(&mut lot, way, &mut dice);
    Some(lot)
}

/// People sit, as the way says.
fn sit(lot: &mut MadeLot, way: Way, dice: &mut Dice) {
    if way == Way::Drawn {
        return;
    }
    if matches!(way, Way::AcceptedWithout | Way::UnderWay) && lot.members.len() > 3 {
        lot.absent.push((lot.members[2], way == Way::AcceptedWithout));
    }
    let away = |who: &AccountId| lot.absent.iter().any(|(one, _)| one == who);
    let come: Vec<AccountId> = lot.members.iter().copied().filter(|who| !away(who)).collect();
    let first = come.len().min(whole(FIRST));
    let all = come.len().min(whole(FIRST + MORE));
    let open = share(first, 11, FIRST);
    let (asked, confirmed) = match way {
        Way::UnderWay => (first * 2 / 3, first * 2 / 3 - usize::from(first > 6)),
        Way::Refused => (first, share(first, 9, FIRST).saturating_sub(dice.below(2))),
        Way::More if all > first => (first + (all - first) / 2, open + (all - first) / 3),
        // Of fewer, even all the further ones would not be enough.
        Way::AcceptedOfAll if all >= first + 8 => (all, (21 * all).div_ceil(whole(FIRST + MORE))),
        Way::AcceptedClearly => (first, first - usize::from(first > 18)),
        _ => (first, first - dice.below(1 + (first - (13 * first).div_ceil(whole(FIRST))).min(3))),
    };
    // Of the first those were confirmed that leave it open, where more were asked.
    let early = if asked > first { open } else { confirmed };
    let head = lot.members.iter().take(whole(FIRST)).copied().collect::<Vec<_>>();
    for (place, who) in come.into_iter().take(asked).enumerate() {
        let confirmed = if place < first { place < early } else { place - first < confirmed - early };
        lot.sat.push((who, usize::from(!head.contains(&who)), confirmed));
    }
}

fn whole(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The share of so many, rounded down.
fn share(of: usize, part: usize, whole_of: u32) -> usize {
    of * part / whole(whole_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;
    use xutra_domain::recheck::Lot;

    fn holders(count: u128) -> Vec<AccountId> {
        (1..=count).map(|number| AccountId(Uuid::from_u128(number))).collect()
    }

    #[test]
    fn each_way_leads_where_it_says_however_many_there_are() {
        for way in WAYS.into_iter().chain([Way::AcceptedClearly]) {
            for count in [1, 2, 3, 4, 7, 18, 19, 20, 21, 29, 30, 31, 80, 400] {
                for number in 0..12 {
                    let Some(lot) = make(number, &holders(count), way) else {
                        assert_eq!(way, Way::NotDrawn);
                        continue;
                    };
                    let found = lot.count();
                    let said = match way {
                        Way::Drawn | Way::UnderWay => Lot::Waiting,
                        Way::More if count > 19 => Lot::DrawMore,
                        Way::Refused => Lot::UnderReview,
                        _ => Lot::Accepted,
                    };
                    assert_eq!(found.lot(), said, "{way:?} of {count}: {found:?}");
                    let sat: BTreeSet<AccountId> = lot.sat.iter().map(|(who, ..)| *who).collect();
                    assert_eq!(sat.len(), lot.sat.len());
                    assert!(lot.absent.iter().all(|(who, _)| !sat.contains(who)));
                    assert_eq!(lot.commitment, commitment(&lot.seed));
                }
            }
        }
    }
}
