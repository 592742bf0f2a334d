//! Saves answers as they are given, and hands out hints. An answer that was acknowledged is durable.

use super::ActionError;
use crate::app::App;
use crate::message::Message;
use std::collections::BTreeMap;
use std::sync::Arc;
use xutra_domain::assessment::Answer;
use xutra_domain::course::Part;
use xutra_domain::course::question::Question;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_domain::language::Localized;
use xutra_store::assessment::{self, Attempt, AttemptState};
use xutra_store::course;
use xutra_store::hint::{self, HintTaken};
use xutra_store::{Tx, task_file};

/// What of a running attempt never changes, kept in memory: saving an answer then needs no read.
#[derive(Debug, Clone)]
pub struct Pinned {
    /// The attempt as it was when it was first met. Of it only what never changes may be believed: whose, its questions,
    /// its rules.
    pub attempt: Arc<Attempt>,
    /// Their versions, with the drawn rows of their variants.
    pub questions: Arc<BTreeMap<i64, Arc<Question>>>,
    /// The texts that groups of questions share, by the group's id.
    pub groups: Arc<BTreeMap<String, Localized<String>>>,
}

/// The attempt of that account with its questions.
///
/// # Errors
/// `NotFound`, also for somebody else's.
pub async fn find_own(app: &App, account: AccountId, id: AttemptId) -> Result<(Attempt, Pinned), ActionError> {
    let attempt = assessment::find_attempt(app.store.reader(), id)
        .await?
        .filter(|attempt| attempt.account == account)
        .ok_or(ActionError::NotFound)?;
    let pinned = pinned_of(app, &attempt).await?;
    Ok((attempt, pinned))
}

/// The pinned part of an attempt.
///
/// # Errors
/// Where the store fails.
pub async fn pinned_of(app: &App, attempt: &Attempt) -> Result<Pinned, ActionError> {
    if let Some(pinned) = app.pinned.get(&attempt.id) {
        return Ok(pinned);
    }
    let versions: Vec<i64> = attempt.form.items.iter().map(|item| item.version).collect();
    let questions = app.catalog.questions(&app.store, &versions).await?;
    let pinned = Pinned {
        attempt: Arc::new(attempt.clone()),
        questions: Arc::new(attempt.form.asked(&questions)),
        groups: Arc::new(groups(app, attempt).await?),
    };
    app.pinned.insert(attempt.id, pinned.clone());
    Ok(pinned)
}

/// The shared texts of the revision that the attempt pinned, whatever was published since.
async fn groups(app: &App, attempt: &Attempt) -> Result<BTreeMap<String, Localized<String>>, ActionError> {
    if attempt.form.items.iter().all(|item| item.group.is_none()) {
        return Ok(BTreeMap::new());
    }
    let live = app.catalog.course(&attempt.course).filter(|live| live.revision == attempt.revision);
    let old = match live {
        Some(_) => None,
        None => Some(course::load(app.store.reader(), attempt.revision).await?.course),
    };
    let course = live.as_ref().map(|live| &live.course).or(old.as_ref());
    let parts = course.and_then(|course| course.quiz(&attempt.quiz)).map_or(&[][..], |quiz| &quiz.parts);
    let texts = parts.iter().filter_map(|part| match part {
        Part::Group { id, html, .. } => Some((id.clone(), html.clone())),
        _ => None,
    });
    Ok(texts.collect())
}

/// The pinned part of somebody's attempt, from memory where it is there.
///
/// # Errors
/// `NotFound`, also for somebody else's.
pub(super) async fn pinned(app: &App, account: AccountId, id: AttemptId) -> Result<Pinned, ActionError> {
    let found = match app.pinned.get(&id) {
        Some(pinned) => pinned,
        None => find_own(app, account, id).await?.1,
    };
    if found.attempt.account == account { Ok(found) } else { Err(ActionError::NotFound) }
}

/// Checks an answer's shape and saves it; when it was saved.
///
/// # Errors
/// `Invalid` with a pointer for a wrong shape or unknown ids (nothing is stored), `Conflict` once the attempt has ended,
/// `NotFound` for another's attempt or an unknown place.
pub async fn answer_question(
    app: &App,
    account: AccountId,
    id: AttemptId,
    place: &str,
    value: &serde_json::Value,
) -> Result<Instant, ActionError> {
    let pinned = pinned(app, account, id).await?;
    let unknown = || ActionError::Invalid(BTreeMap::from([(String::new(), Message::new("answer-unknown-question"))]));
    let item = pinned.attempt.form.at(place).ok_or_else(unknown)?;
    let question = pinned.questions.get(&item.version).ok_or(ActionError::NotFound)?;
    let answer = Answer::read(value, question, item)
        .map_err(|error| ActionError::Invalid(BTreeMap::from([(error.pointer, Message::new(error.reason))])))?;
    let now = app.clock.now();
    let answers = BTreeMap::from([(place.to_owned(), answer)]);
    let saved = match &answers[place] {
        Answer::Task { files, .. } if !files.is_empty() => {
            let (place, files, answers) = (place.to_owned(), files.clone(), answers.clone());
            app.store
                .write(move |tx| {
                    let (place, files, answers) = (place.clone(), files.clone(), answers.clone());
                    Box::pin(async move {
                        own_files(tx, id, account, &place, &files, now).await?;
                        assessment::save_answers(tx, id, account, &answers, now).await.map_err(ActionError::from)
                    })
                })
                .await?
        }
        _ => assessment::save_answers_alone(&app.store, id, account, &answers, now).await?,
    };
    if saved { Ok(now) } else { Err(ended(app, id).await?) }
}

/// Checks several answers and saves those that fit, in one UPDATE; what is wrong with the others, by place.
///
/// # Errors
/// `Conflict` once the attempt has ended, `NotFound` for another's attempt or an unknown place.
pub async fn answer_questions(
    app: &App,
    account: AccountId,
    id: AttemptId,
    values: &BTreeMap<String, serde_json::Value>,
) -> Result<BTreeMap<String, Message>, ActionError> {
    let pinned = pinned(app, account, id).await?;
    let (mut answers, mut faults) = (BTreeMap::new(), BTreeMap::new());
    for (place, value) in values {
        let item = pinned.attempt.form.at(place).ok_or(ActionError::NotFound)?;
        let question = pinned.questions.get(&item.version).ok_or(ActionError::NotFound)?;
        match Answer::read(value, question, item) {
            Ok(answer) => drop(answers.insert(place.clone(), answer)),
            Err(error) => drop(faults.insert(place.clone(), Message::new(error.reason))),
        }
    }
    if answers.is_empty() {
        return Ok(faults);
    }
    let now = app.clock.now();
    let (saved, refused) = app
        .store
        .write(move |tx| {
            let mut answers = answers.clone();
            Box::pin(async move {
                let mut refused = BTreeMap::new();
                for (place, answer) in &answers {
                    let Answer::Task { files, .. } = answer else { continue };
                    match own_files(tx, id, account, place, files, now).await {
                        Err(ActionError::Invalid(wrong)) => {
                            refused.extend(wrong.into_values().next().map(|fault| (place.clone(), fault)));
                        }
                        done => done?,
                    }
                }
                answers.retain(|place, _| !refused.contains_key(place));
                let saved = assessment::save_answers(tx, id, account, &answers, now).await?;
                Ok::<_, ActionError>((saved, refused))
            })
        })
        .await?;
    if !saved {
        return Err(ended(app, id).await?);
    }
    faults.extend(refused);
    Ok(faults)
}

/// Whether files are the attempt's own, handed in at that place.
///
/// # Errors
/// `Invalid` with a pointer to the first that is not.
async fn own_files(
    tx: &Tx,
    id: AttemptId,
    account: AccountId,
    place: &str,
    files: &[String],
    now: Instant,
) -> Result<(), ActionError> {
    // Held, so that none of them goes before the answer that names it is saved.
    if files.is_empty() || !task_file::hold_open(tx, id, account, now).await? {
        return Ok(());
    }
    let there = task_file::list(tx, id).await?;
    let is_own = |file: &String| there.iter().any(|one| one.place == place && one.id.to_string() == *file);
    match files.iter().position(|file| !is_own(file)) {
        Some(at) => Err(ActionError::invalid(&format!("/files/{at}"), "answer-unknown-file")),
        None => Ok(()),
    }
}

async fn ended(app: &App, id: AttemptId) -> Result<ActionError, ActionError> {
    let attempt = assessment::find_attempt(app.store.reader(), id).await?.ok_or(ActionError::NotFound)?;
    let key = if attempt.state == AttemptState::Submitted { "attempt-not-open" } else { "attempt-expired" };
    Ok(ActionError::conflict(Message::new(key)))
}

/// Takes the next hint of a question: which one (from 0) and how many are left after it.
///
/// # Errors
/// `NotFound` past the last one, for another's attempt or an unknown place; `Conflict` once the attempt has ended.
pub async fn take_hint(
    app: &App,
    account: AccountId,
    id: AttemptId,
    place: &str,
) -> Result<(Arc<Question>, usize, usize), ActionError> {
    let pinned = pinned(app, account, id).await?;
    let item = pinned.attempt.form.at(place).ok_or(ActionError::NotFound)?;
    let question = Arc::clone(pinned.questions.get(&item.version).ok_or(ActionError::NotFound)?);
    let most = u32::try_from(question.hints.len()).unwrap_or(u32::MAX);
    let now = app.clock.now();
    let place = place.to_owned();
    let taken = app
        .store
        .write(move |tx| {
            let place = place.clone();
            Box::pin(async move { hint::take(tx, id, account, &place, most, now).await.map_err(ActionError::from) })
        })
        .await?;
    match taken {
        HintTaken::Number(number) => {
            let index = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
            let left = question.hints.len().saturating_sub(index + 1);
            Ok((question, index, left))
        }
        HintTaken::NoneLeft => Err(ActionError::NotFound),
        HintTaken::NotOpen => Err(ended(app, id).await?),
    }
}
