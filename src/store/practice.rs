//! What people practise, and what decides which questions are open to them. Cards steer practice and nothing else.

use crate::StoreError;
use crate::assessment::{AttemptState, EARNED};
use crate::sql::{self, from_json, get, instant, maybe_instant, small, values, word};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use xutra_domain::assessment::AttemptResult;
use xutra_domain::ids::AccountId;
use xutra_domain::practice::{Card, Memory, Sat};

/// Somebody's cards of a course, by question.
///
/// # Errors
/// Database trouble.
pub async fn list_cards(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
) -> Result<BTreeMap<String, Card>, StoreError> {
    let sql = "SELECT question, version_id, stability, difficulty, due_at, last_at, reps, lapses FROM practice_card \
               WHERE account_id = $1 AND course_id = $2";
    let rows = sql::all(db, sql, values![account, course]).await?;
    rows.iter().map(card_of).map(|card| card.map(|card| (card.question.clone(), card))).collect()
}

/// Somebody's card of a question.
///
/// # Errors
/// Database trouble.
pub async fn find_card(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    question: &str,
) -> Result<Option<Card>, StoreError> {
    let sql = "SELECT question, version_id, stability, difficulty, due_at, last_at, reps, lapses FROM practice_card \
               WHERE account_id = $1 AND course_id = $2 AND question = $3";
    sql::one(db, sql, values![account, course, question]).await?.as_ref().map(card_of).transpose()
}

fn card_of(row: &QueryResult) -> Result<Card, StoreError> {
    Ok(Card {
        question: get(row, "question")?,
        version: get(row, "version_id")?,
        memory: Memory { stability: get(row, "stability")?, difficulty: get(row, "difficulty")? },
        due: instant(row, "due_at")?,
        last_at: instant(row, "last_at")?,
        reps: small(get(row, "reps")?)?,
        lapses: small(get(row, "lapses")?)?,
    })
}

/// Keeps a card that was answered once more; false where it was answered meanwhile, or this very answer was sent before.
///
/// # Errors
/// Conflict `reference` where the account, the course or the version does not exist.
pub async fn set_card(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    card: &Card,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO practice_card (account_id, course_id, question, version_id, stability, difficulty, due_at, \
               last_at, reps, lapses) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
               ON CONFLICT (account_id, course_id, question) DO UPDATE SET version_id = excluded.version_id, \
               stability = excluded.stability, difficulty = excluded.difficulty, due_at = excluded.due_at, \
               last_at = excluded.last_at, reps = excluded.reps, lapses = excluded.lapses \
               WHERE practice_card.reps = excluded.reps - 1";
    let Memory { stability, difficulty } = card.memory;
    let values = values![
        account,
        course,
        &card.question,
        card.version,
        stability,
        difficulty,
        card.due,
        card.last_at,
        card.reps,
        card.lapses,
    ];
    Ok(sql::execute(db, sql, values).await? == 1)
}

/// Somebody's attempts at quizzes of a course, as far as they decide what may be practised; void ones tell nothing.
///
/// # Errors
/// Database trouble.
pub async fn list_sat(db: &impl ConnectionTrait, account: AccountId, course: &str) -> Result<Vec<Sat>, StoreError> {
    let sql = format!(
        "SELECT a.quiz, a.state, a.started_at, a.submitted_at, a.form, a.rules, a.result, {EARNED} \
         WHERE a.account_id = $1 AND a.course_id = $2 AND a.state <> 'void' ORDER BY a.quiz, a.number"
    );
    sql::all(db, &sql, values![account, course]).await?.iter().map(sat_of).collect()
}

fn sat_of(row: &QueryResult) -> Result<Sat, StoreError> {
    let open = word(&get::<String>(row, "state")?, AttemptState::parse)? == AttemptState::Open;
    let ended = maybe_instant(row, "submitted_at")?.map_or_else(|| instant(row, "started_at"), Ok)?;
    let result: Option<AttemptResult> = get::<Option<String>>(row, "result")?.as_deref().map(from_json).transpose()?;
    Ok(Sat {
        quiz: get(row, "quiz")?,
        ended: (!open).then_some(ended),
        passed: get::<Option<bool>>(row, "passed")?.unwrap_or(false),
        rules: from_json(&get::<String>(row, "rules")?)?,
        form: from_json(&get::<String>(row, "form")?)?,
        marks: result.map(|result| result.marks).unwrap_or_default(),
    })
}
