//! How well somebody remembers a question (FSRS with its usual parameters), and when to ask it again.

use crate::instant::{DAY, Instant};
use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, ItemState, MemoryState, current_retrievability};

/// A question is asked again when it would be remembered with this chance.
const RETENTION: f32 = 0.9;
/// Days after which a question is asked again at the latest: nobody practises a course for longer.
const MOST_DAYS: f32 = 180.0;

/// What somebody remembers of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance to remember it has fallen to nine in ten.
    pub stability: f64,
    /// How hard it is to this person, 1 to 10.
    pub difficulty: f64,
}

/// A question that somebody practises.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The author's id.
    pub question: String,
    /// Key of the version that was last answered.
    pub version: i64,
    /// What is remembered of it.
    pub memory: Memory,
    /// When to ask it again.
    pub due: Instant,
    /// When it was last answered.
    pub last_at: Instant,
    /// How often it was answered.
    pub reps: u32,
    /// How often not rightly.
    pub lapses: u32,
}

/// The card after an answer at `now`.
#[must_use]
pub fn practised(before: Option<&Card>, question: &str, version: i64, right: bool, now: Instant) -> Card {
    let (memory, days) = remembered(before.map(|card| (card.memory, card.last_at)), right, now);
    Card {
        question: question.to_owned(),
        version,
        memory,
        due: now.plus(days * DAY),
        last_at: now,
        reps: before.map_or(0, |card| card.reps).saturating_add(1),
        lapses: before.map_or(0, |card| card.lapses).saturating_add(u32::from(!right)),
    }
}

/// What is remembered after an answer, and for how many days that is enough, 1 at least.
pub(super) fn remembered(before: Option<(Memory, Instant)>, right: bool, now: Instant) -> (Memory, i64) {
    let elapsed = before.map_or(0, |(_, at)| now.since(at).max(0) / DAY);
    let elapsed = u32::try_from(elapsed).unwrap_or(u32::MAX);
    let known = before.map(|(memory, _)| state(memory));
    let next = |known| {
        let states = FSRS::default().next_states(known, RETENTION, elapsed).ok()?;
        Some(if right { states.good } else { states.again })
    };
    // What cannot be counted on from begins anew.
    let Some(ItemState { memory, interval }) = next(known).or_else(|| next(None)) else {
        return (before.map_or(Memory { stability: 1.0, difficulty: 5.0 }, |(memory, _)| memory), 1);
    };
    let memory = Memory { stability: f64::from(memory.stability), difficulty: f64::from(memory.difficulty) };
    #[expect(clippy::cast_possible_truncation, reason = "1 to 180")]
    let days = interval.round().clamp(1.0, MOST_DAYS) as i64;
    (memory, days)
}

/// The chance, 0 to 1, that somebody remembers what they last answered then.
#[must_use]
pub fn retrievability(memory: Memory, last_at: Instant, now: Instant) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a part of a day more or less")]
    let days = now.since(last_at).max(0) as f32 / DAY as f32;
    let chance = f64::from(current_retrievability(state(memory), days, FSRS6_DEFAULT_DECAY));
    if chance.is_finite() { chance.clamp(0.0, 1.0) } else { 0.0 }
}

#[expect(clippy::cast_possible_truncation, reason = "the model counts in single precision")]
fn state(memory: Memory) -> MemoryState {
    MemoryState { stability: memory.stability as f32, difficulty: memory.difficulty as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Instant = Instant(1_800_000_000_000);

    #[test]
    fn right_answers_space_out_and_a_wrong_one_brings_it_back() {
        let mut card = practised(None, "a", 7, true, NOW);
        assert_eq!((card.reps, card.lapses, card.version, card.last_at), (1, 0, 7, NOW));
        let mut waits = vec![card.due.since(NOW) / DAY];
        for _ in 0..3 {
            let at = card.due;
            card = practised(Some(&card), "a", 7, true, at);
            waits.push(card.due.since(at) / DAY);
        }
        assert_eq!(waits[0], 2, "the model's own first interval");
        assert!(waits.windows(2).all(|two| two[0] < two[1]), "{waits:?}");
        let at = card.due;
        let missed = practised(Some(&card), "a", 8, false, at);
        assert_eq!((missed.reps, missed.lapses, missed.version), (5, 1, 8));
        assert!(missed.due.since(at) / DAY < waits[3], "{missed:?}");
        assert!(missed.memory.difficulty > card.memory.difficulty);
        assert_eq!(practised(None, "a", 7, false, NOW).due, NOW.plus(DAY), "what was missed comes again tomorrow");
    }

    #[test]
    fn it_is_due_when_nine_in_ten_would_remember_it() {
        let memory = Memory { stability: 10.0, difficulty: 5.0 };
        let after = |days: i64| retrievability(memory, NOW, NOW.plus(days * DAY));
        assert!((after(0) - 1.0).abs() < 1e-6 && (after(10) - 0.9).abs() < 1e-3 && after(100) < after(10));
        assert!((retrievability(memory, NOW, NOW.plus(-DAY)) - 1.0).abs() < 1e-6, "a clock that runs behind");
    }

    proptest! {
        #[test]
        fn whatever_was_stored_gives_a_card_that_comes_again(
            stability in proptest::num::f64::ANY, difficulty in proptest::num::f64::ANY, right: bool, days in -10_i64..100_000,
        ) {
            let before = Card { memory: Memory { stability, difficulty }, ..practised(None, "a", 1, true, NOW) };
            let at = NOW.plus(days * DAY);
            let card = practised(Some(&before), "a", 1, right, at);
            let wait = card.due.since(at) / DAY;
            prop_assert!((1..=180).contains(&wait), "{}", wait);
            let chance = retrievability(before.memory, NOW, at);
            prop_assert!((0.0..=1.0).contains(&chance), "{}", chance);
        }

        #[test]
        fn the_memory_stays_in_its_bounds(answers in proptest::collection::vec((any::<bool>(), 0_i64..400), 1..20)) {
            let (mut card, mut at): (Option<Card>, _) = (None, NOW);
            for (right, days) in answers {
                at = at.plus(days * DAY);
                let next = practised(card.as_ref(), "a", 1, right, at);
                prop_assert!(next.memory.stability > 0.0 && next.memory.stability.is_finite());
                prop_assert!((1.0..=10.0).contains(&next.memory.difficulty));
                card = Some(next);
            }
        }
    }
}
