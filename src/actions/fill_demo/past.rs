//! Frozen days of an invented past, so that trends and the change since the last quarter can be seen: every day of the last
//! weeks but one on which no server ran, and the eve of the quarter.

use super::{ActionError, write};
use crate::app::App;
use std::sync::Arc;
use xutra_domain::instant::{DAY, HOUR};
use xutra_domain::recheck::quarter_of;
use xutra_domain::reporting::{Basis, Counts};
use xutra_store::snapshot::{self, Material};

/// So many days before the last one are frozen.
const DAYS: i64 = 28;
/// On this one no server ran.
const MISSED: i64 = 9;
/// Of a thousand of those who take part today, so many were not yet there a day before, in the slowest commune.
const PER_DAY: i64 = 2;
/// How many paces there are; a commune's is told by its row.
const PACES: i64 = 4;

/// Freezes them, the oldest first.
pub(super) async fn make(app: &App) -> Result<(), ActionError> {
    let now = app.clock.now();
    let Some((_, today, _)) = app.zone.day(now) else { return Ok(()) };
    let name = |back: i64| app.zone.day(today.plus(-HOUR - back * DAY)).map(|(day, ..)| day);
    let Some(yesterday) = name(0) else { return Ok(()) };
    let eve = (1..=100).find(|back| name(*back).is_some_and(|day| quarter_of(&day) != quarter_of(&yesterday)));
    let mut days: Vec<i64> = (1..=DAYS).filter(|back| *back != MISSED).chain(eve).collect();
    days.sort_unstable();
    days.dedup();
    let basis = app.basis();
    let material = snapshot::gather(app.store.reader(), &yesterday, &basis).await?;
    let material = Arc::new((basis, material));
    for back in days.into_iter().rev() {
        let Some(day) = name(back) else { continue };
        freeze(app, Arc::clone(&material), day, back).await?;
    }
    Ok(())
}

async fn freeze(app: &App, material: Arc<(Basis, Material)>, day: String, back: i64) -> Result<(), ActionError> {
    write(app, &Arc::new((material, day)), move |tx, known| {
        Box::pin(async move {
            let ((basis, material), day) = (&*known.0, &known.1);
            let then = |path: &str, counts| earlier(counts, path, back);
            snapshot::record_invented(tx, day, basis, material, then).await?;
            Ok(())
        })
    })
    .await
}

/// What of the counts of a unit was there so many days before: of who learned more than of who was able to. Each unit rounds its
/// own way, so that many small ones do not all lose somebody on the same day.
fn earlier(counts: Counts, path: &str, back: i64) -> Counts {
    let rows: Vec<i64> = path.split('/').filter_map(|part| part.parse().ok()).collect();
    let (commune, own) = (rows.get(1).copied().unwrap_or_default(), rows.last().copied().unwrap_or_default());
    let there = (1_000 - PER_DAY * (1 + commune % PACES) * back).max(0);
    let share = |count: i64, of_thousand: i64| (count * of_thousand + own * 617 % 1_000) / 1_000;
    let of = |count: i64| share(count, there);
    let able = |count: i64| share(count, there * there / 1_000);
    let Counts { people, taking_part, capable_a, capable_b, core, trained, applies, effective } = counts;
    Counts {
        people: of(people),
        taking_part: of(taking_part),
        capable_a: able(capable_a),
        // Rounded together, so that they are never more than those who took part.
        capable_b: able(capable_a + capable_b) - able(capable_a),
        core: of(core),
        trained: able(trained),
        applies: of(applies),
        effective: able(effective),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_were_able_than_took_part_on_every_day_and_ever_more_came() {
        for (counts, path) in [
            ([2_000, 900, 100, 300, 500, 200, 80, 80], "1/7/30/"),
            ([3, 2, 1, 1, 2, 2, 1, 1], "1/7/31/"),
            ([1, 1, 0, 1, 1, 1, 0, 0], "1/8/999/"),
        ] {
            let counts = Counts::of(counts);
            let mut later = counts;
            for back in 0..=92 {
                let then = earlier(counts, path, back);
                assert!(then.capable() <= then.taking_part && then.taking_part <= then.people, "{back}: {then:?}");
                assert!(then.trained <= then.core && then.effective <= then.applies, "{back}: {then:?}");
                assert!(then.list().iter().all(|count| *count >= 0), "{back}: {then:?}");
                assert!(then.capable() <= later.capable() && then.taking_part <= later.taking_part, "{back}: {then:?}");
                assert!(back > 0 || then == counts, "today is today");
                later = then;
            }
        }
        let of = |path| earlier(Counts::of([2_000, 900, 100, 300, 500, 200, 80, 80]), path, 92).taking_part;
        assert!(of("1/7/30/") < 450, "{}", of("1/7/30/"));
        assert_ne!(of("1/8/30/"), of("1/9/30/"), "communes go their own pace");
        let alone = |own: i64| earlier(Counts::of([1, 1, 0, 0, 0, 0, 0, 0]), &format!("1/8/{own}/"), 28).people;
        assert!((1..=200).map(alone).sum::<i64>() > 150, "most of those who are alone were there four weeks ago");
    }
}
