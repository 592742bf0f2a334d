//! A new attempt after returned work begins with what was handed in, so that nothing that was typed or photographed is lost.

use super::ActionError;
use crate::app::App;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::assessment::Answer;
use xutra_store::assessment::{self, AttemptHead, NewAttempt};
use xutra_store::{Tx, task_file};

/// What goes over into the new attempt.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    pub(super) answers: BTreeMap<String, Answer>,
    /// Files to copy: from, to, and the place there.
    files: Vec<(Uuid, Uuid, String)>,
}

/// What was handed in with the attempt before, where that was returned: the works of questions that are asked again. What
/// no longer fits the question is left behind.
///
/// # Errors
/// Where the store fails.
pub async fn kept(app: &App, past: &[AttemptHead], new: &NewAttempt) -> Result<Kept, ActionError> {
    let mut kept = Kept::default();
    let Some(returned) = past.last().filter(|head| head.returned) else { return Ok(kept) };
    let reader = app.store.reader();
    let Some(old) = assessment::find_attempt(reader, returned.id).await? else { return Ok(kept) };
    let files = task_file::list(reader, old.id).await?;
    let versions: Vec<i64> = new.form.items.iter().map(|item| item.version).collect();
    let questions = app.catalog.questions(&app.store, &versions).await?;
    for (place, item) in (1_usize..).zip(&new.form.items) {
        let before = old.form.items.iter().position(|one| one.question == item.question);
        let Some(before) = before.map(|index| (index + 1).to_string()) else { continue };
        let Some(Answer::Task { text, files: named }) = old.answers.get(&before) else { continue };
        let Some(question) = questions.get(&item.version) else { continue };
        let there = files.iter().filter(|one| one.place == before && named.contains(&one.id.to_string()));
        let copies: Vec<(Uuid, Uuid)> = there.map(|one| (one.id, app.new_random_uuid())).collect();
        let copied: Vec<String> = copies.iter().map(|(_, to)| to.to_string()).collect();
        let read = |files: &[String]| Answer::read(&json!({ "text": text, "files": files }), question, item).ok();
        let place = place.to_string();
        if let Some(answer) = read(&copied) {
            kept.files.extend(copies.into_iter().map(|(from, to)| (from, to, place.clone())));
            kept.answers.insert(place, answer);
        } else if let Some(answer) = read(&[]) {
            kept.answers.insert(place, answer);
        }
    }
    Ok(kept)
}

/// Puts it into the attempt that has just begun, in the same transaction.
///
/// # Errors
/// Where the store fails.
pub async fn carry_over(tx: &Tx, new: &NewAttempt, kept: &Kept) -> Result<(), ActionError> {
    for (from, to, place) in &kept.files {
        task_file::copy(tx, *from, *to, new.id, place, new.started_at).await?;
    }
    if !kept.answers.is_empty() {
        assessment::save_answers(tx, new.id, new.account, &kept.answers, new.started_at).await?;
    }
    Ok(())
}
