//! Who is to be written to: those who agreed to a purpose and can be reached, and what a reminder goes by.

use crate::StoreError;
use crate::sql::{self, get, instant, maybe_instant, values};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;
use xutra_domain::mailing::Reminded;
use xutra_domain::personal_data::Purpose;

/// Who last said yes to the words of today, may sign in and has an address.
const AGREED: &str = "FROM consent c JOIN account a ON a.id = c.account_id \
    WHERE c.purpose = $1 AND c.version = $2 AND c.given = TRUE AND a.email IS NOT NULL AND a.disabled = FALSE \
    AND a.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM consent l WHERE l.account_id = c.account_id \
    AND l.purpose = c.purpose AND l.id > c.id)";

/// How many people a page has.
pub const PAGE: usize = 500;

fn version(purpose: Purpose) -> i32 {
    i32::try_from(purpose.version()).unwrap_or(i32::MAX)
}

/// Somebody who agreed to be reminded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learner {
    /// Who.
    pub account: AccountId,
    /// When they were last here.
    pub last_here: Instant,
    /// Reminders that they got.
    pub reminded: Reminded,
}

/// Whether somebody agrees to a purpose under the words of today.
///
/// # Errors
/// Database trouble.
pub async fn agrees(db: &impl ConnectionTrait, account: AccountId, purpose: Purpose) -> Result<bool, StoreError> {
    let sql = "SELECT given, version FROM consent WHERE account_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT 1";
    let Some(row) = sql::one(db, sql, values![account, purpose.word()]).await? else { return Ok(false) };
    Ok(get::<bool>(&row, "given")? && get::<i32>(&row, "version")? == version(purpose))
}

/// A page of those who agreed to a purpose and can be reached, after a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page_agreed(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    after: Option<AccountId>,
) -> Result<Vec<AccountId>, StoreError> {
    let sql = format!("SELECT a.id {AGREED} AND a.id > $3 ORDER BY a.id LIMIT {PAGE}");
    let rows = sql::all(db, &sql, values![purpose.word(), version(purpose), start(after)]).await?;
    rows.iter().map(|row| sql::account(row, "id")).collect()
}

/// Before every id.
fn start(after: Option<AccountId>) -> AccountId {
    after.unwrap_or(AccountId(uuid::Uuid::nil()))
}

/// When somebody was last here: a page, a lesson or an answer, whichever came last. Sessions that ended are forgotten.
const HERE: &str = "a.created_at, \
    (SELECT MAX(s.seen_at) FROM session s WHERE s.account_id = a.id) AS seen_at, \
    (SELECT MAX(COALESCE(l.reread_at, l.completed_at)) FROM lesson_completion l WHERE l.account_id = a.id) AS read_at, \
    (SELECT MAX(COALESCE(t.submitted_at, t.saved_at, t.started_at)) FROM attempt t WHERE t.account_id = a.id) AS tried_at";

fn last_here(row: &QueryResult) -> Result<Instant, StoreError> {
    let mut last = instant(row, "created_at")?;
    for column in ["seen_at", "read_at", "tried_at"] {
        last = last.max(maybe_instant(row, column)?.unwrap_or(last));
    }
    Ok(last)
}

/// When somebody was last here; none where there is no such account.
///
/// # Errors
/// Database trouble.
pub async fn find_last_here(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<Instant>, StoreError> {
    let row = sql::one(db, &format!("SELECT {HERE} FROM account a WHERE a.id = $1"), values![account]).await?;
    row.as_ref().map(last_here).transpose()
}

/// A page of those who agreed to be reminded, with what a reminder of lessons goes by, after a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page_learners(db: &impl ConnectionTrait, after: Option<AccountId>) -> Result<Vec<Learner>, StoreError> {
    let told = "FROM outbox o WHERE o.account_id = a.id AND o.topic = 'lesson' AND o.state <> 'dropped'";
    let sql = format!(
        "SELECT a.id, {HERE}, (SELECT COUNT(*) {told}) AS told, \
         (SELECT o.created_at {told} ORDER BY o.created_at DESC LIMIT 1) AS newest, \
         (SELECT o.created_at {told} ORDER BY o.created_at DESC LIMIT 1 OFFSET 1) AS second \
         {AGREED} AND a.id > $3 ORDER BY a.id LIMIT {PAGE}"
    );
    let purpose = Purpose::Reminders;
    let read = |row: &QueryResult| {
        let newest = [maybe_instant(row, "newest")?, maybe_instant(row, "second")?];
        Ok(Learner {
            account: sql::account(row, "id")?,
            last_here: last_here(row)?,
            reminded: Reminded {
                count: get::<i64>(row, "told")?.unsigned_abs(),
                newest: newest.into_iter().flatten().collect(),
            },
        })
    };
    sql::all(db, &sql, values![purpose.word(), version(purpose), start(after)]).await?.iter().map(read).collect()
}

/// A page of flags of those who agreed to be reminded that run out between two instants, after a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page_flags(
    db: &impl ConnectionTrait,
    between: (Instant, Instant),
    after: Option<AccountId>,
) -> Result<Vec<(AccountId, String, Instant)>, StoreError> {
    let sql = format!(
        "SELECT a.id, k.flag, k.until {} AND a.id > $3 AND k.capable = TRUE AND k.until > $4 AND k.until <= $5 \
         ORDER BY a.id, k.flag LIMIT {PAGE}",
        AGREED.replacen("WHERE", "JOIN capability k ON k.account_id = a.id WHERE", 1)
    );
    let purpose = Purpose::Reminders;
    let row = values![purpose.word(), version(purpose), start(after), between.0, between.1];
    let read = |row: &QueryResult| Ok((sql::account(row, "id")?, get(row, "flag")?, instant(row, "until")?));
    sql::all(db, &sql, row).await?.iter().map(read).collect()
}

/// Until when somebody holds a flag; none where they do not, or where it holds for good.
///
/// # Errors
/// Database trouble.
pub async fn find_flag_end(
    db: &impl ConnectionTrait,
    account: AccountId,
    flag: &str,
) -> Result<Option<Instant>, StoreError> {
    let sql = "SELECT until FROM capability WHERE account_id = $1 AND flag = $2 AND capable = TRUE";
    let row = sql::one(db, sql, values![account, flag]).await?;
    Ok(row.map(|row| maybe_instant(&row, "until")).transpose()?.flatten())
}

/// Who of some people agreed to a purpose and can be reached.
///
/// # Errors
/// Database trouble.
pub async fn list_reachable(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    people: &[AccountId],
) -> Result<Vec<AccountId>, StoreError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (3..).take(people.len()).map(|place| format!("${place}")).collect();
    let sql = format!("SELECT a.id {AGREED} AND a.id IN ({}) ORDER BY a.id", places.join(", "));
    let mut row = values![purpose.word(), version(purpose)];
    row.extend(people.iter().flat_map(|id| values![*id]));
    sql::all(db, &sql, row).await?.iter().map(|row| sql::account(row, "id")).collect()
}

/// An exam, and the flag that it gives.
#[derive(Debug, Clone, Copy)]
pub struct Exam<'a> {
    /// Course id.
    pub course: &'a str,
    /// Quiz id.
    pub quiz: &'a str,
    /// The flag.
    pub flag: &'a str,
}

/// A page of those who agreed to be reminded, do not hold the flag of an exam, and whose newest attempt at it was handed in
/// since then and not passed; with that attempt, after a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page_failed(
    db: &impl ConnectionTrait,
    exam: Exam<'_>,
    (since, now): (Instant, Instant),
    after: Option<AccountId>,
) -> Result<Vec<(AccountId, AttemptId)>, StoreError> {
    let sql = format!(
        "SELECT a.id, t.id AS attempt {} AND a.id > $3 AND {FAILED} AND t.submitted_at > $8 ORDER BY a.id LIMIT {PAGE}",
        AGREED.replacen("WHERE", "JOIN attempt t ON t.account_id = a.id WHERE", 1)
    );
    let purpose = Purpose::Reminders;
    let Exam { course, quiz, flag } = exam;
    let row = values![purpose.word(), version(purpose), start(after), course, quiz, flag, now, since];
    let read = |row: &QueryResult| Ok((sql::account(row, "id")?, AttemptId(get(row, "attempt")?)));
    sql::all(db, &sql, row).await?.iter().map(read).collect()
}

/// The newest attempt `t` of somebody at an exam, which is over and was not passed, while they do not hold its flag.
const FAILED: &str = "t.course_id = $4 AND t.quiz = $5 AND t.passed = FALSE AND t.state IN ('submitted', 'expired') \
    AND NOT EXISTS (SELECT 1 FROM attempt n WHERE n.account_id = t.account_id AND n.course_id = t.course_id \
    AND n.quiz = t.quiz AND n.number > t.number) \
    AND NOT EXISTS (SELECT 1 FROM capability k WHERE k.account_id = t.account_id AND k.flag = $6 AND k.capable = TRUE \
    AND (k.until IS NULL OR k.until > $7))";

/// Whether an attempt still is what somebody did last at an exam without passing, and they do not hold its flag.
///
/// # Errors
/// Database trouble.
pub async fn is_last_failed(
    db: &impl ConnectionTrait,
    attempt: AttemptId,
    exam: Exam<'_>,
    now: Instant,
) -> Result<bool, StoreError> {
    let Exam { course, quiz, flag } = exam;
    let failed = FAILED.replace("$4", "$2").replace("$5", "$3").replace("$6", "$4").replace("$7", "$5");
    let sql = format!("SELECT 1 FROM attempt t WHERE t.id = $1 AND {failed}");
    sql::exists(db, &sql, values![attempt, course, quiz, flag, now]).await
}
