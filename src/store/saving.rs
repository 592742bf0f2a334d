//! How answers are saved: one UPDATE of one row, whatever is saved.

use crate::sql::{self, to_json, values};
use crate::{Store, StoreError};
use sea_orm::{ConnectionTrait, DbBackend};
use std::collections::BTreeMap;
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
    let values = values![id, account, now, sql::without_nul(&to_json(answers)?)];
    Ok(sql::execute(db, saving(db.get_database_backend()), values).await? == 1)
}

/// The same, durable when it returns: a statement that is a transaction by itself, which spares the way of an answer the
/// round trips of BEGIN and COMMIT.
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
    let values = values![id, account, now, sql::without_nul(&to_json(answers)?)];
    Ok(store.execute(saving(store.reader().get_database_backend()), values).await? == 1)
}

/// The statement that saves answers: `$1` attempt, `$2` account, `$3` now, `$4` answers by place, as JSON.
fn saving(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "UPDATE attempt SET answers = (answers::jsonb || $4::text::jsonb)::text, saved_at = $3, \
             times = (COALESCE(times, '{}')::jsonb || (SELECT COALESCE(jsonb_object_agg(n.key, \
             GREATEST($3::bigint - started_at, 0)), '{}'::jsonb) FROM jsonb_each($4::text::jsonb) n \
             WHERE (answers::jsonb -> n.key) IS DISTINCT FROM n.value))::text \
             WHERE id = $1 AND account_id = $2 AND state = 'open' AND (expires_at IS NULL OR expires_at > $3)"
        }
        _ => {
            "UPDATE attempt SET answers = (SELECT json_group_object(key, json(value)) FROM \
             (SELECT key, value FROM json_each(answers) WHERE key NOT IN (SELECT key FROM json_each($4)) \
             UNION ALL SELECT key, value FROM json_each($4))), saved_at = $3, \
             times = (SELECT json_group_object(key, value) FROM (SELECT t.key, t.value FROM \
             json_each(COALESCE(times, '{}')) t WHERE t.key NOT IN (SELECT n.key FROM json_each($4) n WHERE NOT EXISTS \
             (SELECT 1 FROM json_each(answers) o WHERE o.key = n.key AND o.value = n.value)) \
             UNION ALL SELECT n.key, MAX($3 - started_at, 0) FROM json_each($4) n WHERE NOT EXISTS \
             (SELECT 1 FROM json_each(answers) o WHERE o.key = n.key AND o.value = n.value))) \
             WHERE id = $1 AND account_id = $2 AND state = 'open' AND (expires_at IS NULL OR expires_at > $3)"
        }
    }
}
