//! Adds files to practical work, and takes them back, while its attempt is open.

use super::ActionError;
use super::answer_question::find_own;
use crate::app::App;
use crate::message::Message;
use crate::task_file::{self as clean, MOST_BYTES, MOST_FILES};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Semaphore;
use uuid::Uuid;
use xutra_domain::assessment::Answer;
use xutra_domain::course::question::{Answers, Submit};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_store::assessment::{self, AttemptState};
use xutra_store::task_file::{self, FileHead, NewFile};

/// Pictures that are decoded at the same time: each may take a quarter of a gigabyte.
static LANES: Semaphore = Semaphore::const_new(1);

/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 60;

/// Adds a file to a task. It is not part of the answer until the answer names it.
///
/// # Errors
/// `Invalid` for a file that is not taken, or one too many; `Conflict` once the attempt has ended; `NotFound` for another's
/// attempt or an unknown place.
pub async fn add_file(
    app: &App,
    account: AccountId,
    id: AttemptId,
    place: &str,
    name: &str,
    content: Vec<u8>,
) -> Result<FileHead, ActionError> {
    let (attempt, pinned) = find_own(app, account, id).await?;
    let item = attempt.form.at(place).ok_or(ActionError::NotFound)?;
    let question = pinned.questions.get(&item.version).ok_or(ActionError::NotFound)?;
    let takes: &[Submit] = match &question.answers {
        Answers::Task { submit, .. } => submit,
        _ => &[],
    };
    let Answers::Task { max_files, .. } = question.answers else { return Err(refused("answer-no-files")) };
    if !takes.contains(&Submit::Image) && !takes.contains(&Submit::File) {
        return Err(refused("answer-no-files"));
    }
    if attempt.state != AttemptState::Open {
        return Err(ActionError::conflict(Message::new("attempt-not-open")));
    }
    let takes = takes.to_vec();
    let lane = LANES.acquire().await.map_err(|_| ActionError::Busy)?;
    let read = tokio::task::spawn_blocking(move || clean::read(&content, &takes)).await;
    drop(lane);
    // A decoder that panics over a file has found it broken.
    let file = read.map_err(|_| refused("file-broken"))?.map_err(|error| refused(error.0))?;
    let new = Arc::new(NewFile {
        id: app.new_random_uuid(),
        attempt: id,
        place: place.to_owned(),
        kind: file.kind,
        name: shown_name(name, file.ending),
        content: file.content,
        added_at: app.clock.now(),
    });
    let most = usize::try_from(max_files).unwrap_or(usize::MAX);
    app.store
        .write(move |tx| {
            let new = Arc::clone(&new);
            Box::pin(async move {
                if !task_file::hold_open(tx, id, account, new.added_at).await? {
                    return Err(ActionError::conflict(Message::new("attempt-expired")));
                }
                let there = task_file::list(tx, id).await?;
                let bytes = there.iter().map(|one| one.bytes).sum::<u64>() + new.content.len() as u64;
                let here = there.iter().filter(|one| one.place == new.place).count();
                if here >= most || there.len() >= MOST_FILES || bytes > MOST_BYTES {
                    return Err(refused("file-too-many"));
                }
                task_file::insert(tx, &new).await?;
                task_file::find(tx, new.id).await?.ok_or(ActionError::NotFound)
            })
        })
        .await
}

fn refused(key: &'static str) -> ActionError {
    ActionError::Invalid(BTreeMap::from([("/file".to_owned(), Message::new(key))]))
}

/// A name to show to the learner alone: without folders and tricks, and with the ending of what the file is now.
fn shown_name(name: &str, ending: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let kept: String =
        stem.chars().filter(|c| c.is_alphanumeric() || " -_.()".contains(*c)).take(LONGEST_NAME).collect();
    let kept = kept.trim().trim_matches('.');
    format!("{}.{ending}", if kept.is_empty() { "1" } else { kept })
}

/// Takes a file back, out of the answer, too.
///
/// # Errors
/// `Conflict` once the attempt has ended; `NotFound` for another's attempt or file.
pub async fn remove_file(
    app: &App,
    account: AccountId,
    id: AttemptId,
    place: &str,
    file: Uuid,
) -> Result<(), ActionError> {
    let (attempt, _) = find_own(app, account, id).await?;
    if attempt.form.at(place).is_none() {
        return Err(ActionError::NotFound);
    }
    let (now, place) = (app.clock.now(), place.to_owned());
    app.store
        .write(move |tx| {
            let place = place.clone();
            Box::pin(async move {
                if !task_file::hold_open(tx, id, account, now).await? {
                    return Err(ActionError::conflict(Message::new("attempt-not-open")));
                }
                if !task_file::remove(tx, file, id, &place).await? {
                    return Err(ActionError::NotFound);
                }
                let attempt = assessment::find_attempt(tx, id).await?.ok_or(ActionError::NotFound)?;
                if let Some(Answer::Task { text, files }) = attempt.answers.get(&place) {
                    let gone = file.to_string();
                    let files = files.iter().filter(|one| **one != gone).cloned().collect();
                    let answer = Answer::Task { text: text.clone(), files };
                    assessment::save_answer(tx, id, account, &place, &answer, now).await?;
                }
                Ok(())
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::shown_name;

    #[test]
    fn a_name_keeps_its_letters_and_loses_its_tricks() {
        for (name, expected) in [
            ("Ảnh chụp 1.PNG", "Ảnh chụp 1.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\Users\\x\\a.html", "a.jpg"),
            ("a\"; filename=\"b.html", "a filenameb.jpg"),
            ("\u{202e}gpj.exe", "gpj.jpg"),
            ("", "1.jpg"),
            ("...", "1.jpg"),
        ] {
            assert_eq!(shown_name(name, "jpg"), expected, "{name:?}");
        }
        assert!(shown_name(&"x".repeat(500), "jpg").len() < 70);
    }
}
