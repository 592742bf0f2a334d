//! Who may start an attempt, and when: opening times, number of attempts, window and cooldown.

use crate::competency::AttemptRule;
use crate::course::QuizSettings;
use crate::instant::{DAY, Instant};

/// An earlier attempt at the same quiz; open ones are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastAttempt {
    /// When it was started.
    pub started: Instant,
    /// When it was submitted or ran out.
    pub ended: Instant,
    /// A facilitator has held a session with the person since: it is no try any more, and the cooldown after it stays.
    pub settled: bool,
}

/// Why an attempt may not start now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The quiz opens later.
    NotOpenYet(Instant),
    /// The quiz has closed.
    Closed,
    /// Wait until then.
    Cooldown(Instant),
    /// The attempts of the window are used up; the next one is free then.
    WindowFull(Instant),
    /// No attempt is left.
    UsedUp,
}

impl Refusal {
    /// When it is worth trying again; none when it is not.
    #[must_use]
    pub fn retry_at(self) -> Option<Instant> {
        match self {
            Self::NotOpenYet(at) | Self::Cooldown(at) | Self::WindowFull(at) => Some(at),
            Self::Closed | Self::UsedUp => None,
        }
    }
}

/// Whether an attempt may start at `now`. The policy's rule, where the quiz is its exam, replaces the quiz's own number
/// of attempts and cooldown. Where both the cooldown and the window stand in the way, the later is said; where the wait
/// would outlast the quiz's closing, no attempt is left.
///
/// # Errors
/// Says why not, and when it is worth trying again.
pub fn may_start(
    settings: &QuizSettings,
    rule: Option<&AttemptRule>,
    past: &[PastAttempt],
    now: Instant,
) -> Result<(), Refusal> {
    if let Some(open) = settings.open.map(Instant).filter(|open| now < *open) {
        return Err(Refusal::NotOpenYet(open));
    }
    let close = settings.close.map(Instant);
    if close.is_some_and(|close| now > close) {
        return Err(Refusal::Closed);
    }
    let window = match rule {
        Some(rule) => window_full(rule, past, now)?,
        None if settings.attempts.is_some_and(|most| past.len() >= size(most)) => return Err(Refusal::UsedUp),
        None => None,
    };
    let cooldown = rule.map_or(settings.cooldown, |rule| rule.cooldown);
    // Without a cooldown, a clock that runs a little behind another server's makes nobody wait.
    let cooled = past.iter().map(|attempt| attempt.ended.plus(cooldown)).max().filter(|at| cooldown > 0 && now < *at);
    let refusal = match (window, cooled) {
        (None, None) => return Ok(()),
        (Some(free), cooled) if cooled.is_none_or(|at| at <= free) => Refusal::WindowFull(free),
        (free, cooled) => cooled.or(free).map_or(Refusal::UsedUp, Refusal::Cooldown),
    };
    let outlasts = close.zip(refusal.retry_at()).is_some_and(|(close, at)| at > close);
    Err(if outlasts { Refusal::UsedUp } else { refusal })
}

/// When the next attempt is free, where the tries of the window are used up.
#[must_use]
pub fn free_at(rule: &AttemptRule, past: &[PastAttempt], now: Instant) -> Option<Instant> {
    window_full(rule, past, now).ok().flatten()
}

/// For so long after a wait is over it is worth telling.
const FRESH: i64 = 7 * DAY;

/// When the wait after the last attempt was over, where that was lately and another may start now; none where nobody had to
/// wait.
#[must_use]
pub fn freed_at(
    settings: &QuizSettings,
    rule: Option<&AttemptRule>,
    past: &[PastAttempt],
    now: Instant,
) -> Option<Instant> {
    may_start(settings, rule, past, now).ok()?;
    let ended = past.iter().map(|attempt| attempt.ended).max()?;
    let free = may_start(settings, rule, past, ended).err()?.retry_at()?;
    (free <= now && now < free.plus(FRESH)).then_some(free)
}

/// The instant at which enough attempts have left the window, where it is full now.
fn window_full(rule: &AttemptRule, past: &[PastAttempt], now: Instant) -> Result<Option<Instant>, Refusal> {
    let most = size(rule.max);
    if most == 0 {
        return Err(Refusal::UsedUp);
    }
    let tries = past.iter().filter(|attempt| !attempt.settled);
    let mut inside: Vec<Instant> =
        tries.map(|attempt| attempt.started).filter(|started| now < started.plus(rule.window)).collect();
    inside.sort_unstable();
    Ok(inside.len().checked_sub(most).map(|leaving| inside[leaving].plus(rule.window)))
}

fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::samples::settings;
    use crate::instant::{HOUR, MINUTE};
    use proptest::prelude::*;

    const NOW: Instant = Instant(1_800_000_000_000);
    const R1: AttemptRule = AttemptRule { max: 3, window: 90 * DAY, cooldown: 7 * DAY };

    /// An attempt of an hour that was started `ago` before now.
    fn started(ago: i64) -> PastAttempt {
        PastAttempt { started: NOW.plus(-ago), ended: NOW.plus(-ago + HOUR), settled: false }
    }

    fn quiz(attempts: Option<u32>, cooldown: i64) -> QuizSettings {
        QuizSettings { attempts, cooldown, ..settings() }
    }

    #[test]
    fn a_quiz_counts_its_own_attempts_and_cooldown() {
        let rested = started(2 * DAY);
        for (settings, past, expected) in [
            (quiz(None, 0), vec![], Ok(())),
            (quiz(None, 0), vec![started(HOUR); 50], Ok(())),
            (quiz(Some(3), 0), vec![rested; 2], Ok(())),
            (quiz(Some(3), 0), vec![rested; 3], Err(Refusal::UsedUp)),
            (quiz(Some(0), 0), vec![], Err(Refusal::UsedUp)),
            (quiz(None, DAY), vec![rested], Ok(())),
            (quiz(None, DAY), vec![rested, started(2 * HOUR)], Err(Refusal::Cooldown(NOW.plus(DAY - HOUR)))),
            (quiz(None, DAY), vec![started(2 * HOUR), rested], Err(Refusal::Cooldown(NOW.plus(DAY - HOUR)))),
            (quiz(Some(1), DAY), vec![started(2 * HOUR)], Err(Refusal::UsedUp)),
        ] {
            assert_eq!(may_start(&settings, None, &past, NOW), expected, "{past:?}");
        }
    }

    #[test]
    fn the_cooldown_ends_on_the_instant() {
        let settings = quiz(None, DAY);
        let last = PastAttempt { started: NOW.plus(-DAY - MINUTE), ended: NOW.plus(-DAY), settled: false };
        assert_eq!(may_start(&settings, None, &[last], NOW), Ok(()));
        assert_eq!(may_start(&settings, None, &[last], NOW.plus(-1)), Err(Refusal::Cooldown(NOW)));
    }

    #[test]
    fn that_a_wait_is_over_is_told_for_a_week_and_only_where_there_was_one() {
        let freed = |settings: &QuizSettings, rule, past: &[PastAttempt], now| freed_at(settings, rule, past, now);
        let (free, last) = (quiz(None, 0), started(0));
        let end = last.ended.plus(7 * DAY);
        for (now, told) in
            [(end.plus(-1), None), (end, Some(end)), (end.plus(7 * DAY - 1), Some(end)), (end.plus(7 * DAY), None)]
        {
            assert_eq!(freed(&free, Some(&R1), &[last], now), told);
        }
        assert_eq!(freed(&free, None, &[last], end), None, "nobody had to wait");
        assert_eq!(freed(&free, Some(&R1), &[], end), None);
        let three = [started(20 * DAY), started(10 * DAY), last];
        let window = three[0].started.plus(90 * DAY);
        assert_eq!(freed(&free, Some(&R1), &three, end), None, "the window is full");
        assert_eq!(freed(&free, Some(&R1), &three, window), Some(window), "the later of the two");
    }

    #[test]
    fn a_policy_replaces_attempts_and_cooldown() {
        let none_left = quiz(Some(1), 0);
        assert_eq!(may_start(&none_left, Some(&R1), &[started(8 * DAY)], NOW), Ok(()));
        let last = started(DAY);
        assert_eq!(may_start(&none_left, Some(&R1), &[last], NOW), Err(Refusal::Cooldown(last.ended.plus(7 * DAY))));
    }

    #[test]
    fn a_full_window_says_when_enough_attempts_have_left_it() {
        let settings = quiz(None, 0);
        let days = |all: &[i64]| all.iter().map(|ago| started(ago * DAY)).collect::<Vec<_>>();
        let full = |ago: i64| Err(Refusal::WindowFull(NOW.plus((90 - ago) * DAY)));
        assert_eq!(may_start(&settings, Some(&R1), &days(&[80, 50]), NOW), Ok(()));
        assert_eq!(may_start(&settings, Some(&R1), &days(&[80, 20, 50]), NOW), full(80));
        assert_eq!(may_start(&settings, Some(&R1), &days(&[91, 80, 50]), NOW), Ok(()));
        assert_eq!(may_start(&settings, Some(&R1), &days(&[90, 80, 50]), NOW), Ok(()));
        assert_eq!(may_start(&settings, Some(&R1), &days(&[80, 70, 60, 50]), NOW), full(70));
    }

    #[test]
    fn the_later_of_cooldown_and_window_is_said() {
        let settings = quiz(None, 0);
        let past = [started(89 * DAY), started(50 * DAY), started(2 * DAY)];
        let cooled = past[2].ended.plus(7 * DAY);
        assert_eq!(may_start(&settings, Some(&R1), &past, NOW), Err(Refusal::Cooldown(cooled)));
        let past = [started(70 * DAY), started(50 * DAY), started(2 * DAY)];
        assert_eq!(may_start(&settings, Some(&R1), &past, NOW), Err(Refusal::WindowFull(NOW.plus(20 * DAY))));
    }

    #[test]
    fn a_policy_without_attempts_lets_nobody_in() {
        let rule = AttemptRule { max: 0, ..R1 };
        assert_eq!(may_start(&settings(), Some(&rule), &[], NOW), Err(Refusal::UsedUp));
    }

    #[test]
    fn a_quiz_opens_and_closes() {
        let times = |open: i64, close: i64| QuizSettings {
            open: Some(NOW.plus(open).0),
            close: Some(NOW.plus(close).0),
            ..settings()
        };
        assert_eq!(may_start(&times(1, HOUR), None, &[], NOW), Err(Refusal::NotOpenYet(NOW.plus(1))));
        assert_eq!(may_start(&times(0, HOUR), None, &[], NOW), Ok(()));
        assert_eq!(may_start(&times(-HOUR, 0), None, &[], NOW), Ok(()));
        assert_eq!(may_start(&times(-HOUR, -1), None, &[], NOW), Err(Refusal::Closed));
        assert_eq!(may_start(&times(1, HOUR), Some(&R1), &[], NOW).map_err(Refusal::retry_at), Err(Some(NOW.plus(1))));
    }

    #[test]
    fn a_wait_beyond_the_closing_is_no_wait() {
        let settings = QuizSettings { close: Some(NOW.plus(HOUR).0), ..quiz(None, DAY) };
        assert_eq!(may_start(&settings, None, &[started(2 * HOUR)], NOW), Err(Refusal::UsedUp));
    }

    #[test]
    fn a_session_with_a_facilitator_gives_the_tries_back_and_not_the_cooldown() {
        let settled = |ago: i64| PastAttempt { settled: true, ..started(ago * DAY) };
        let three = [started(60 * DAY), started(40 * DAY), started(20 * DAY)];
        assert_eq!(free_at(&R1, &three, NOW), Some(NOW.plus(30 * DAY)));
        let after = [settled(60), settled(40), settled(20)];
        assert_eq!((free_at(&R1, &after, NOW), may_start(&settings(), Some(&R1), &after, NOW)), (None, Ok(())));
        let again = [settled(60), settled(40), settled(20), started(9 * DAY)];
        assert_eq!(may_start(&settings(), Some(&R1), &again, NOW), Ok(()));
        let soon = [settled(40), settled(20), settled(3)];
        let wait = Err(Refusal::Cooldown(NOW.plus(4 * DAY + HOUR)));
        assert_eq!(may_start(&settings(), Some(&R1), &soon, NOW), wait);
    }

    proptest! {
        #[test]
        fn who_waits_until_retry_at_may_start(ages in prop::collection::vec(0_i64..200, 0..8), max in 1_u32..4) {
            let past: Vec<PastAttempt> = ages.iter().map(|days| started(days * DAY)).collect();
            let rule = AttemptRule { max, ..R1 };
            if let Err(refusal) = may_start(&settings(), Some(&rule), &past, NOW) {
                let at = refusal.retry_at().expect("a policy's window empties");
                prop_assert!(at > NOW);
                prop_assert_eq!(may_start(&settings(), Some(&rule), &past, at), Ok(()));
                prop_assert!(may_start(&settings(), Some(&rule), &past, at.plus(-1)).is_err());
            }
        }
    }
}
