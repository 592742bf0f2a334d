//! Who confirms a record: drawn at random from those who could know, by a seed that is handed in; never the author, and
//! never two people for each other.

use crate::ids::AccountId;
use crate::instant::{DAY, Instant};
use crate::words::words;
use std::collections::{BTreeMap, BTreeSet};

/// How long somebody who was drawn may take before another is: a week.
pub const ANSWER_WITHIN: i64 = 7 * DAY;
/// How long after confirming somebody's record one is not confirmed by them: the window in which records count.
pub const RECIPROCAL: i64 = 90 * DAY;

/// Why somebody may confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tie {
    /// The product was made for them.
    Recipient,
    /// They work in the same unit.
    Colleague,
    /// They help the author learn.
    Facilitator,
    /// They lead the unit.
    Leader,
}

words!(Tie {
    Recipient => "recipient",
    Colleague => "colleague",
    Facilitator => "facilitator",
    Leader => "leader",
});

/// How far the search for an answer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Somebody was drawn.
    First,
    /// They did not answer, and another was drawn.
    Second,
    /// Nobody answered: it is the leader's.
    Leader,
    /// The author appealed: it is the leader's, or that of another than the first.
    Appeal,
}

words!(Stage {
    First => "first",
    Second => "second",
    Leader => "leader",
    Appeal => "appeal",
});

impl Stage {
    /// What comes where nobody answers in time.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second | Self::Leader => Self::Leader,
            Self::Appeal => Self::Appeal,
        }
    }

    /// Whether leaders are asked before anybody else.
    #[must_use]
    pub fn is_for_leaders(self) -> bool {
        matches!(self, Self::Leader | Self::Appeal)
    }
}

/// Somebody confirmed a record of somebody, or is asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Who confirmed.
    pub confirmer: AccountId,
    /// Whose record it was.
    pub author: AccountId,
    /// When.
    pub at: Instant,
}

/// Whether somebody may confirm a record of the author: not oneself, and not somebody whom the author confirmed lately.
#[must_use]
pub fn may_confirm(candidate: AccountId, author: AccountId, links: &[Link], now: Instant) -> bool {
    let returns = |link: &Link| link.confirmer == author && link.author == candidate && now.since(link.at) < RECIPROCAL;
    candidate != author && !links.iter().any(returns)
}

/// Draws who confirms: each of those who may and were not asked before is as likely as any other. None where nobody is
/// left.
#[must_use]
pub fn draw_confirmer(
    author: AccountId,
    eligible: &BTreeMap<AccountId, Tie>,
    asked: &BTreeSet<AccountId>,
    links: &[Link],
    seed: u64,
    now: Instant,
) -> Option<(AccountId, Tie)> {
    let left: Vec<(AccountId, Tie)> = eligible
        .iter()
        .map(|(id, tie)| (*id, *tie))
        .filter(|(id, _)| !asked.contains(id) && may_confirm(*id, author, links, now))
        .collect();
    let count = u64::try_from(left.len()).ok().filter(|count| *count > 0)?;
    left.get(usize::try_from(seed % count).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const NOW: Instant = Instant(400 * DAY);

    fn id(number: u128) -> AccountId {
        AccountId(Uuid::from_u128(number))
    }

    fn people(numbers: &[u128]) -> BTreeMap<AccountId, Tie> {
        numbers.iter().map(|number| (id(*number), Tie::Colleague)).collect()
    }

    #[test]
    fn nobody_confirms_for_whom_they_were_confirmed_by() {
        let link = |days: i64| [Link { confirmer: id(1), author: id(2), at: NOW.plus(-days * DAY) }];
        for (days, drawn) in [(0, None), (89, None), (90, Some((id(2), Tie::Colleague)))] {
            assert_eq!(draw_confirmer(id(1), &people(&[1, 2]), &BTreeSet::new(), &link(days), 7, NOW), drawn, "{days}");
        }
        // The other way round it is no pair: the same person may confirm the same author again.
        let same = [Link { confirmer: id(2), author: id(1), at: NOW }];
        assert!(draw_confirmer(id(1), &people(&[2]), &BTreeSet::new(), &same, 0, NOW).is_some());
    }

    #[test]
    fn who_did_not_answer_is_not_asked_again_and_then_it_is_the_leaders() {
        let asked = BTreeSet::from([id(2)]);
        assert_eq!(draw_confirmer(id(1), &people(&[2, 3]), &asked, &[], 0, NOW), Some((id(3), Tie::Colleague)));
        assert_eq!(draw_confirmer(id(1), &people(&[2]), &asked, &[], 0, NOW), None);
        let steps: Vec<Stage> = std::iter::successors(Some(Stage::First), |stage| Some(stage.next())).take(4).collect();
        assert_eq!(steps, [Stage::First, Stage::Second, Stage::Leader, Stage::Leader]);
        assert_eq!(Stage::Appeal.next(), Stage::Appeal);
    }

    #[test]
    fn words_are_read_back() {
        assert!(Tie::ALL.iter().all(|one| Tie::parse(one.word()) == Some(*one)));
        assert!(Stage::ALL.iter().all(|one| Stage::parse(one.word()) == Some(*one)));
    }

    proptest! {
        #[test]
        fn a_draw_is_fair_pure_and_never_a_pair(
            author in 0u128..6,
            eligible in prop::collection::vec(0u128..6, 0..6),
            asked in prop::collection::btree_set((0u128..6).prop_map(id), 0..3),
            links in prop::collection::vec((0u128..6, 0u128..6, 0i64..200), 0..12),
            seed in any::<u64>(),
        ) {
            let eligible = people(&eligible);
            let links: Vec<Link> = links.into_iter()
                .map(|(confirmer, author, days)| Link { confirmer: id(confirmer), author: id(author), at: NOW.plus(-days * DAY) })
                .collect();
            let author = id(author);
            let drawn = draw_confirmer(author, &eligible, &asked, &links, seed, NOW);
            prop_assert_eq!(drawn, draw_confirmer(author, &eligible, &asked, &links, seed, NOW));
            let may: Vec<AccountId> = eligible.keys().copied()
                .filter(|one| *one != author && !asked.contains(one))
                .filter(|one| !links.iter().any(|link| link.confirmer == author && link.author == *one && NOW.since(link.at) < 90 * DAY))
                .collect();
            match drawn {
                None => prop_assert!(may.is_empty()),
                Some((one, _)) => prop_assert!(may.contains(&one)),
            }
            // Every one of them is drawn by some seed, as often as any other.
            let all: BTreeSet<AccountId> = (0..may.len() as u64)
                .filter_map(|seed| draw_confirmer(author, &eligible, &asked, &links, seed, NOW)).map(|(one, _)| one).collect();
            prop_assert_eq!(all.len(), may.len());
        }
    }
}
