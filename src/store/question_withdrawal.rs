//! Questions that are drawn no more, without a new publication: somebody saw what answers say about them.

use crate::StoreError;
use crate::sql::{self, get, values};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeMap;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// Since when a question is drawn no more, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawal {
    /// By whom.
    pub by: AccountId,
    /// Since when.
    pub at: Instant,
}

/// The questions of a course that are drawn no more, by the author's id.
///
/// # Errors
/// Database trouble.
pub async fn withdrawn(db: &impl ConnectionTrait, course: &str) -> Result<BTreeMap<String, Withdrawal>, StoreError> {
    let sql = "SELECT question, withdrawn_by, withdrawn_at FROM question_withdrawal WHERE course_id = $1";
    let read = |row: &QueryResult| {
        let withdrawal = Withdrawal { by: sql::account(row, "withdrawn_by")?, at: sql::instant(row, "withdrawn_at")? };
        Ok((get(row, "question")?, withdrawal))
    };
    sql::all(db, sql, values![course]).await?.iter().map(read).collect()
}

/// Has a question drawn no more; false where it is so already.
///
/// # Errors
/// Database trouble.
pub async fn withdraw(
    db: &impl ConnectionTrait,
    course: &str,
    question: &str,
    withdrawal: Withdrawal,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO question_withdrawal (course_id, question, withdrawn_by, withdrawn_at) \
               VALUES ($1, $2, $3, $4) ON CONFLICT (course_id, question) DO NOTHING";
    Ok(sql::execute(db, sql, values![course, question, withdrawal.by, withdrawal.at]).await? == 1)
}

/// Has a question drawn again; false where it is drawn.
///
/// # Errors
/// Database trouble.
pub async fn bring_back(db: &impl ConnectionTrait, course: &str, question: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM question_withdrawal WHERE course_id = $1 AND question = $2";
    Ok(sql::execute(db, sql, values![course, question]).await? == 1)
}
