//! Looks at how fast the answers of an exam were given. An attempt with too many given without reading is not scored, and
//! does not use up a try; once, so that the same haste counts the second time.

use super::ActionError;
use super::answer_question::Pinned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xutra_domain::competency::{judge_effort, paces};
use xutra_domain::instant::Instant;
use xutra_store::assessment::Attempt;
use xutra_store::ledger::{self, EFFORT, Event, Kind};
use xutra_store::{Tx, course, item_stats};

/// The event that makes an attempt void, where its answers were too fast and it is the first such of this person at this
/// exam; with its figures, so that nothing need be worked out from the medians of another day.
///
/// # Errors
/// Where the store fails.
pub async fn too_fast(
    tx: &Tx,
    attempt: &Attempt,
    pinned: &Pinned,
    times: &BTreeMap<String, i64>,
    ended: Instant,
) -> Result<Option<Event>, ActionError> {
    let Some(name) = attempt.rules.policy.as_ref().filter(|_| attempt.rules.practical_skill.is_none()) else {
        return Ok(None);
    };
    let policies = course::all_policies(tx).await?;
    let Some(rule) = policies.iter().find(|policy| policy.name() == *name).map(|policy| policy.effort) else {
        return Ok(None);
    };
    let length = ended.since(attempt.started_at);
    let answered = paces(times, length).into_iter();
    let answered: Vec<(i64, i64)> =
        answered.filter_map(|(place, took)| Some((pinned.attempt.form.at(&place)?.version, took))).collect();
    let versions: Vec<i64> = answered.iter().map(|(version, _)| *version).collect();
    // Without figures of earlier attempts there is no median, and the floor alone decides.
    let medians = item_stats::medians(tx, &versions).await?;
    let effort = judge_effort(&rule, answered, &medians);
    if !effort.too_many || ledger::was_void_for_effort(tx, attempt.account, &attempt.course, &attempt.quiz).await? {
        return Ok(None);
    }
    let body = json!({
        "reason": EFFORT,
        "by": Value::Null,
        "rapid": effort.rapid,
        "timed": effort.timed,
        "above": rule.void_above,
        "floor_ms": rule.floor_ms,
        "share_of_median": rule.share_of_median,
        "medians": medians.len(),
        "length_ms": length,
    });
    Ok(Some(Event { kind: Kind::AttemptVoided, attempt: Some(attempt.id), body }))
}
