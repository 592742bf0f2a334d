//! Which questions come next: those missed in a quiz first, then those that are due, the least remembered first, and at
//! last new ones of lessons that were read.

use super::memory::{Card, remembered, retrievability};
use super::{Bank, Known, Met, met};
use crate::course::question::Question;
use crate::instant::{DAY, Instant};
use rand::SeedableRng;
use rand::rngs::ChaCha12Rng;
use rand::seq::SliceRandom;
use std::collections::BTreeMap;

/// Most questions of one session: a few minutes.
pub const SESSION: usize = 10;

/// What somebody may practise now.
#[derive(Debug, Clone, PartialEq)]
pub struct Session<'c> {
    /// The next questions, at most [`SESSION`].
    pub next: Vec<&'c Question>,
    /// How many are due: missed, or not seen for long.
    pub due: usize,
    /// How many are new.
    pub fresh: usize,
    /// When the next one becomes due of those that are not yet.
    pub then: Option<Instant>,
}

/// Where a question stands: a smaller one comes earlier.
#[derive(Debug, PartialEq)]
enum Turn {
    /// Missed in a quiz at that instant, and not practised since.
    Missed(Instant),
    /// Due, remembered with that chance.
    Due(f64),
    /// Never met.
    New,
    /// Due later.
    Later(Instant),
}

/// Works the session out. Cards are by question; `today_ends` is when the next day begins where the person lives: what
/// becomes due before is due today. Questions that are `drawn` no more are left out. The seed decides the order of new
/// questions and nothing else.
#[must_use]
pub fn session<'c>(
    bank: &Bank<'c>,
    known: Known<'_>,
    cards: &BTreeMap<String, Card>,
    drawn: impl Fn(&str) -> bool,
    (now, today_ends): (Instant, Instant),
    seed: [u8; 32],
) -> Session<'c> {
    let met = met(known.sat);
    let (mut missed, mut due, mut fresh, mut then) = (Vec::new(), Vec::new(), Vec::new(), None);
    for (id, question) in bank.open_to(known).into_iter().filter(|(id, _)| drawn(id)) {
        match turn(cards.get(id), met.get(id), now, today_ends) {
            Turn::Missed(at) => missed.push((at, question)),
            Turn::Due(chance) => due.push((chance, question)),
            Turn::New => fresh.push(question),
            Turn::Later(at) => then = Some(then.map_or(at, |first: Instant| first.min(at))),
        }
    }
    // Both sorts keep the order of ids among equals.
    missed.sort_by_key(|(at, _)| *at);
    due.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    fresh.shuffle(&mut ChaCha12Rng::from_seed(seed));
    let counts = (missed.len() + due.len(), fresh.len());
    let old = missed.into_iter().map(|(_, one)| one).chain(due.into_iter().map(|(_, one)| one));
    Session { next: old.chain(fresh).take(SESSION).collect(), due: counts.0, fresh: counts.1, then }
}

/// Puts choices in an order that the seed decides: who practises should know the answer, not its place.
pub fn shuffle<T>(choices: &mut [T], seed: [u8; 32]) {
    choices.shuffle(&mut ChaCha12Rng::from_seed(seed));
}

fn turn(card: Option<&Card>, met: Option<&Met>, now: Instant, today_ends: Instant) -> Turn {
    let after_card = |met: &&Met| card.is_none_or(|card| card.last_at < met.at);
    if let Some(met) = met.filter(|met| !met.right).filter(after_card) {
        return Turn::Missed(met.at);
    }
    let (memory, last_at, at) = match (card, met) {
        (Some(card), _) => (card.memory, card.last_at, card.due),
        // Answered rightly in a quiz: that was the first time, and it fades like any other.
        (None, Some(met)) => {
            let (memory, days) = remembered(None, true, met.at);
            (memory, met.at, met.at.plus(days * DAY))
        }
        (None, None) => return Turn::New,
    };
    if at < today_ends { Turn::Due(retrievability(memory, last_at, now)) } else { Turn::Later(at) }
}
