//! Forgetting a person: everything that says who they are goes; what they did stays under an id that means nobody, so that
//! figures, chains of hashes and the statistics of questions stay what they were.

use crate::sql::{self, from_json, get, to_json, values};
use crate::{StoreError, certificate, duplicate};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use xutra_domain::assessment::Answer;
use xutra_domain::certificate::Statement;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::personal_data::without_texts;

/// Tables of which every row about the person goes, by the column that names them.
const GONE: [(&str, &str); 14] = [
    ("session", "account_id"),
    ("link", "account_id"),
    ("pin", "account_id"),
    ("role_grant", "account_id"),
    ("affiliation", "account_id"),
    ("person_key", "account_id"),
    ("practice_card", "account_id"),
    ("enrollment", "account_id"),
    ("lesson_completion", "account_id"),
    ("course_completion", "account_id"),
    ("viewing", "account_id"),
    ("outbox", "account_id"),
    ("not_duplicate", "first_id"),
    ("not_duplicate", "second_id"),
];

/// Erases a person, with the accounts that were joined to theirs; false where that was done before. To be called in a
/// transaction.
///
/// # Errors
/// Database trouble.
pub async fn erase(
    db: &impl ConnectionTrait,
    id: AccountId,
    by: AccountId,
    reason: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let erased = erase_one(db, id, by, reason, now).await?;
    for merged in duplicate::list_merged(db, id).await? {
        erase_one(db, merged, by, reason, now).await?;
    }
    Ok(erased)
}

async fn erase_one(
    db: &impl ConnectionTrait,
    id: AccountId,
    by: AccountId,
    reason: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE account SET login = NULL, email = NULL, phone = NULL, display_name = '', search_key = '', \
               password_hash = NULL, audience = 'resident', birth_year = NULL, \
               unit_id = NULL, locale = NULL, disabled = $3, erased_at = $2 \
               WHERE id = $1 AND erased_at IS NULL";
    if sql::execute(db, sql, values![id, now, true]).await? == 0 {
        return Ok(false);
    }
    for (table, column) in GONE {
        sql::execute(db, &format!("DELETE FROM {table} WHERE {column} = $1"), values![id]).await?;
    }
    sql::execute(db, "UPDATE data_request SET note = '' WHERE account_id = $1", values![id]).await?;
    sql::execute(
        db,
        "DELETE FROM task_file WHERE attempt_id IN (SELECT id FROM attempt WHERE account_id = $1)",
        values![id],
    )
    .await?;
    sql::execute(db, "UPDATE recheck SET answers = '{}' WHERE account_id = $1", values![id]).await?;
    bare_findings(db, id).await?;
    bare_records(db, id).await?;
    bare_attempts(db, id).await?;
    bare_certificates(db, id, by, reason, now).await?;
    Ok(true)
}

/// Who of those between two ids was erased: their answers can no longer be marked again.
///
/// # Errors
/// Database trouble.
pub async fn erased_between(
    db: &impl ConnectionTrait,
    first: AccountId,
    last: AccountId,
) -> Result<BTreeSet<AccountId>, StoreError> {
    let sql = "SELECT id FROM account WHERE erased_at IS NOT NULL AND id >= $1 AND id <= $2";
    sql::all(db, sql, values![first, last]).await?.iter().map(|row| sql::account(row, "id")).collect()
}

/// Findings stay with what came of them; what the person typed of them goes.
async fn bare_findings(db: &impl ConnectionTrait, id: AccountId) -> Result<(), StoreError> {
    for sql in [
        "UPDATE finding SET looked = '', found = '', wanted = '' WHERE found_by = $1",
        "UPDATE finding_note SET words = '' WHERE author_id = $1",
        "UPDATE formality_report SET reason = '' WHERE settled_by = $1",
    ] {
        sql::execute(db, sql, values![id]).await?;
    }
    Ok(())
}

/// Records of work stay as numbers and words of ours: what was typed of them goes, by whomever, and what the person typed of
/// others'. Nobody is asked to confirm them any more.
async fn bare_records(db: &impl ConnectionTrait, id: AccountId) -> Result<(), StoreError> {
    let own = "record_id IN (SELECT id FROM work_record WHERE account_id = $1)";
    for sql in [
        "UPDATE work_record SET tool = '', asked = '', changed = '', product = '', \
         appeal = CASE WHEN appeal IS NULL THEN NULL ELSE '' END WHERE account_id = $1"
            .to_owned(),
        format!("UPDATE work_confirmation SET outcome = 'unanswered' WHERE outcome IS NULL AND {own}"),
        format!("UPDATE work_confirmation SET reason = '' WHERE confirmer_id = $1 OR {own}"),
        format!("UPDATE work_audit SET reason = '' WHERE inspector_id = $1 OR {own}"),
    ] {
        sql::execute(db, &sql, values![id]).await?;
    }
    Ok(())
}

async fn bare_attempts(db: &impl ConnectionTrait, id: AccountId) -> Result<(), StoreError> {
    let rows = sql::all(db, "SELECT id, answers FROM attempt WHERE account_id = $1", values![id]).await?;
    for row in rows {
        let answers: BTreeMap<String, Answer> = from_json(&get::<String>(&row, "answers")?)?;
        let bare = without_texts(&answers);
        if bare != answers {
            let values = values![get::<Uuid>(&row, "id")?, to_json(&bare)?];
            sql::execute(db, "UPDATE attempt SET answers = $2 WHERE id = $1", values).await?;
        }
    }
    Ok(())
}

/// A certificate without a holder attests nothing: it is revoked, and its name goes.
async fn bare_certificates(
    db: &impl ConnectionTrait,
    id: AccountId,
    by: AccountId,
    reason: &str,
    now: Instant,
) -> Result<(), StoreError> {
    for found in certificate::list_of(db, id).await? {
        certificate::revoke(db, &found.number, reason, by, now).await?;
        let statement = Statement { holder: String::new(), ..found.statement };
        let sql = "UPDATE certificate SET statement = $2, search_key = $3 WHERE number = $1";
        let number = found.number.as_str();
        sql::execute(db, sql, values![number, to_json(&statement)?, number]).await?;
    }
    Ok(())
}
