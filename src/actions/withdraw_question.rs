//! Has a question drawn no more from now on, or again, without a new publication. Attempts that run keep it.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use serde_json::json;
use std::collections::BTreeSet;
use xutra_domain::assessment::{DrawPlan, Seen, draw};
use xutra_domain::course::{CompiledCourse, Item, Part, Quiz};
use xutra_domain::ids::AccountId;
use xutra_store::audit::{self, AuditEntry};
use xutra_store::question_withdrawal::{self, Withdrawal};

/// Withdraws the question of a live version, or brings it back.
///
/// # Errors
/// `NotFound` where that version is not live; `Conflict` where a quiz could not draw what it has to without it.
pub async fn withdraw_question(
    app: &App,
    by: AccountId,
    course: &str,
    version: i64,
    back: bool,
) -> Result<(), ActionError> {
    let live = app.catalog.course(course).ok_or(ActionError::NotFound)?;
    let found = live.versions.iter().find(|(_, own)| **own == version).map(|(id, _)| id.clone());
    let question = found.ok_or(ActionError::NotFound)?;
    let (course, at) = (live.course.id.clone(), app.clock.now());
    let action = if back { "question.bring_back" } else { "question.withdraw" };
    let id = course.clone();
    let done = app
        .store
        .write(move |tx| {
            let (live, course, question) = (live.clone(), course.clone(), question.clone());
            Box::pin(async move {
                let changed = if back {
                    question_withdrawal::bring_back(tx, &course, &question).await?
                } else {
                    let withdrawal = Withdrawal { by, at };
                    let changed = question_withdrawal::withdraw(tx, &course, &question, withdrawal).await?;
                    let gone = question_withdrawal::withdrawn(tx, &course).await?.into_keys().collect();
                    if let Some(quiz) = starved(&live.course, &live.versions, &gone, &question) {
                        let title = quiz.head.title.original.clone();
                        return Err(ActionError::conflict(Message::new("question-needed").with("quiz", title)));
                    }
                    changed
                };
                if changed {
                    let subject = format!("question:{course}/{question}");
                    let detail = json!({ "version": version });
                    let entry = AuditEntry { at, actor: Some(by), action: action.into(), subject, detail };
                    audit::append(tx, &entry).await?;
                }
                Ok(())
            })
        })
        .await;
    app.catalog.changed_withdrawn(&id);
    done
}

/// A quiz that would draw fewer questions without those that are gone. It is drawn as for anybody: what a form needs is
/// said by pools, pages and policies in many ways, and the draw knows them all.
fn starved<'c>(
    course: &'c CompiledCourse,
    versions: &std::collections::BTreeMap<String, i64>,
    gone: &BTreeSet<String>,
    question: &str,
) -> Option<&'c Quiz> {
    let (seen, exposed) = (Seen::new(), BTreeSet::new());
    let mut left = versions.clone();
    left.retain(|id, _| !gone.contains(id));
    let mut with = left.clone();
    with.extend(versions.get_key_value(question).map(|(id, version)| (id.clone(), *version)));
    let quizzes = course.modules.iter().flat_map(|module| &module.items).filter_map(|item| match item {
        Item::Quiz(quiz) => Some(quiz.as_ref()),
        Item::Lesson(_) => None,
    });
    let asking = |quiz: &&'c Quiz| quiz.parts.iter().any(|part| asks(part, question));
    quizzes.filter(asking).find(|quiz| {
        let policy = course.policy_of_exam(&quiz.head.id);
        let count = |versions| {
            let seed = [0; 32];
            let plan = DrawPlan { course, quiz, policy, versions, seen: &seen, exposed: &exposed, seed };
            draw(&plan).items.len()
        };
        // A question that stands in the page itself is simply left out, as long as something remains to be asked.
        let stands = |part: &Part| !matches!(part, Part::Pool { .. }) && asks(part, question);
        let plain = quiz.settings.draw.is_none() && policy.is_none() && quiz.parts.iter().any(stands);
        let fewest = if plain { 1 } else { count(&with) };
        count(&left) < fewest
    })
}

fn asks(part: &Part, question: &str) -> bool {
    match part {
        Part::Question(id) => id == question,
        Part::Pool { questions, .. } | Part::Group { questions, .. } => questions.iter().any(|id| id == question),
    }
}
