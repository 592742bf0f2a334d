//! Hands practical work in with its attempt, so that it waits to be marked: one entry for each task that was answered.

use super::ActionError;
use super::answer_question::Pinned;
use crate::app::App;
use uuid::Uuid;
use xutra_domain::assessment::AttemptResult;
use xutra_domain::course::question::Answers;
use xutra_domain::instant::Instant;
use xutra_domain::marking::{marks_wanted, most};
use xutra_store::assessment::Attempt;
use xutra_store::marking::{self, Submission};
use xutra_store::{Tx, course};

/// Identities for the works of an attempt, one for each of its tasks.
#[must_use]
pub fn ids_for_tasks(app: &App, pinned: &Pinned) -> Vec<Uuid> {
    let tasks = pinned.questions.values().filter(|question| matches!(question.answers, Answers::Task { .. }));
    tasks.map(|_| app.new_uuid()).collect()
}

/// Enters what waits to be marked, in the transaction that closes the attempt. What passes, and whether the learner's own
/// facilitator may mark it, is pinned now: by the policy the attempt stands under, else by the rules of the quiz.
///
/// # Errors
/// Where the store fails.
pub async fn hand_in_work(
    tx: &Tx,
    attempt: &Attempt,
    pinned: &Pinned,
    result: &AttemptResult,
    ids: &[Uuid],
    at: Instant,
) -> Result<(), ActionError> {
    let rows = (1_usize..).zip(attempt.form.items.iter().zip(&result.marks));
    let waiting: Vec<_> = rows.filter(|(_, (_, mark))| mark.waiting).collect();
    if waiting.is_empty() {
        return Ok(());
    }
    let policies = course::all_policies(tx).await?;
    let rule = policies.iter().find(|policy| Some(policy.name()) == attempt.rules.policy);
    let way = rule.and_then(|policy| policy.practical_way(&attempt.quiz));
    let markers = marking::count_markers(tx, at).await?;
    for ((place, (item, _)), id) in waiting.into_iter().zip(ids) {
        let question = pinned.questions.get(&item.version);
        let Some(Answers::Task { rubric, .. }) = question.map(|question| &question.answers) else { continue };
        let work = Submission {
            id: *id,
            attempt: attempt.id,
            account: attempt.account,
            course: attempt.course.clone(),
            quiz: attempt.quiz.clone(),
            place: place.to_string(),
            question: item.question.clone(),
            version: item.version,
            handed_in_at: at,
            wanted: marks_wanted(*id, markers),
            most: most(rubric),
            pass: way.map_or(attempt.rules.pass, |way| way.pass),
            other: way.is_some_and(|way| way.grader.as_deref() == Some("other")),
        };
        marking::insert_submission(tx, &work).await?;
    }
    Ok(())
}
