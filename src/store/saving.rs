//! How answers are saved: one UPDATE, and of each attempt one row, whatever is saved.

use crate::sql::{self, to_json, values};
use crate::{Store, StoreError};
use sea_orm::{ConnectionTrait, DbBackend, Value};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use xutra_domain::assessment::Answer;
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;

/// Saves one answer; false where the attempt is not open, not this person's, or its time is over. One UPDATE of one row.
///
/// # Errors
/// Database trouble.
pub async fn save_answer(
    db: &impl ConnectionTrait,
    id: AttemptId,
    account: AccountId,
    place: &str,
    answer: &Answer,
    now: Instant,
) -> Result<bool, StoreError> {
    let answers = BTreeMap::from([(place.to_owned(), answer.clone())]);
    save_answers(db, id, account, &answers, now).await
}

/// Saves several answers; the others stay. With each that changes its time is kept, by the same UPDATE: who looks at an
/// answer again and leaves it as it is has not answered it again. False where the attempt is not open, not this person's,
/// or its time is over.
///
/// # Errors
/// Database trouble.
pub async fn save_answers(
    db: &impl ConnectionTrait,
    id: AttemptId,
    account: AccountId,
    answers: &BTreeMap<String, Answer>,
    now: Instant,
) -> Result<bool, StoreError> {
    let given = Given { attempt: id, account, now, answers: answers.clone() };
    match db.get_database_backend() {
        DbBackend::Postgres => Ok(!save_many(db, &[given]).await?.is_empty()),
        _ => Ok(sql::execute(db, SAVE_ONE, given.values()?).await? == 1),
    }
}

/// The same, durable when it returns: a statement that is a transaction by itself, together with the answers of others
/// that arrive meanwhile.
///
/// # Errors
/// Database trouble; Unavailable where nobody knows whether it was saved.
pub async fn save_answers_alone(
    store: &Store,
    id: AttemptId,
    account: AccountId,
    answers: &BTreeMap<String, Answer>,
    now: Instant,
) -> Result<bool, StoreError> {
    let given = Given { attempt: id, account, now, answers: answers.clone() };
    match store.gathering() {
        Some(gathering) => gathering.save(given).await,
        None => Ok(store.execute(SAVE_ONE, given.values()?).await? == 1),
    }
}

/// What is to be saved of one attempt.
#[derive(Serialize)]
pub(crate) struct Given {
    pub(crate) attempt: AttemptId,
    account: AccountId,
    now: Instant,
    answers: BTreeMap<String, Answer>,
}

impl Given {
    /// The values of [`SAVE_ONE`].
    fn values(&self) -> Result<Vec<Value>, StoreError> {
        Ok(values![self.attempt, self.account, self.now, sql::without_nul(&to_json(&self.answers)?)])
    }
}

/// Saves for several attempts, each at most once in the list, by one statement; which were saved. PostgreSQL.
pub(crate) async fn save_many(db: &impl ConnectionTrait, given: &[Given]) -> Result<HashSet<AttemptId>, StoreError> {
    let rows = sql::all(db, SAVE_MANY, values![sql::without_nul(&to_json(&given)?)]).await?;
    rows.iter().map(|row| Ok(AttemptId(row.try_get_by_index(0)?))).collect()
}

/// SQLite: `$1` attempt, `$2` account, `$3` now, `$4` answers by place, as JSON.
const SAVE_ONE: &str = "UPDATE attempt SET answers = (SELECT json_group_object(key, json(value)) FROM \
    (SELECT key, value FROM json_each(answers) WHERE key NOT IN (SELECT key FROM json_each($4)) \
    UNION ALL SELECT key, value FROM json_each($4))), saved_at = $3, \
    times = (SELECT json_group_object(key, value) FROM (SELECT t.key, t.value FROM \
    json_each(COALESCE(times, '{}')) t WHERE t.key NOT IN (SELECT n.key FROM json_each($4) n WHERE NOT EXISTS \
    (SELECT 1 FROM json_each(answers) o WHERE o.key = n.key AND o.value = n.value)) \
    UNION ALL SELECT n.key, MAX($3 - started_at, 0) FROM json_each($4) n WHERE NOT EXISTS \
    (SELECT 1 FROM json_each(answers) o WHERE o.key = n.key AND o.value = n.value))) \
    WHERE id = $1 AND account_id = $2 AND state = 'open' AND (expires_at IS NULL OR expires_at > $3)";

/// PostgreSQL: `$1` is a list of [`Given`] as JSON. `nothing` is always null; asking for it tells the planner to expect
/// one row (it takes 1 of 200 for null), where it would else expect 100 and read a young table whole.
const SAVE_MANY: &str = "UPDATE attempt a SET answers = (a.answers::jsonb || n.answers)::text, saved_at = n.now, \
    times = (COALESCE(a.times, '{}')::jsonb || (SELECT COALESCE(jsonb_object_agg(k.key, \
    GREATEST(n.now - a.started_at, 0)), '{}'::jsonb) FROM jsonb_each(n.answers) k \
    WHERE (a.answers::jsonb -> k.key) IS DISTINCT FROM k.value))::text \
    FROM (SELECT * FROM jsonb_to_recordset($1::text::jsonb) \
    AS g(attempt uuid, account uuid, now bigint, answers jsonb, nothing text) WHERE g.nothing IS NULL) n \
    WHERE a.id = n.attempt AND a.account_id = n.account AND a.state = 'open' \
    AND (a.expires_at IS NULL OR a.expires_at > n.now) RETURNING a.id";
