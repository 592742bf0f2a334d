//! Accounts that may be one person: finding pairs, remembering who is not, and joining two into one. What was shown in
//! exams (attempts, evidence, ledger, certificates) stays under the account that showed it, as no chain is written anew;
//! everything else moves to the one that goes on.

use crate::sql::{self, Parts, contains, get, values};
use crate::{StoreError, session};
use sea_orm::{ConnectionTrait, QueryResult};
use std::collections::BTreeSet;
use xutra_domain::duplicate::{Side, Traits};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;

/// Held while two accounts are joined, so that no chain of them is made a ring.
const LOCK: i64 = 0x7875_7472_6140;

/// An account as the list of pairs shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What is compared.
    pub traits: Traits,
    /// Name.
    pub name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// When it was made.
    pub created_at: Instant,
    /// May not sign in.
    pub disabled: bool,
}

const COLUMNS: &str = "SELECT p.id, p.search_key, p.display_name, p.birth_year, p.login, p.phone, p.email, p.created_at, \
    p.disabled, w.path, w.name AS unit_name FROM account p LEFT JOIN unit w ON w.id = p.unit_id \
    WHERE p.erased_at IS NULL AND p.merged_into IS NULL";

fn candidate(row: &QueryResult) -> Result<Candidate, StoreError> {
    Ok(Candidate {
        traits: Traits {
            id: sql::account(row, "id")?,
            name: get(row, "search_key")?,
            birth_year: get::<Option<i64>>(row, "birth_year")?.map(sql::small).transpose()?,
            path: get(row, "path")?,
            login: get(row, "login")?,
            phone: get(row, "phone")?,
            email: get(row, "email")?,
        },
        name: get(row, "display_name")?,
        unit: get(row, "unit_name")?,
        created_at: sql::instant(row, "created_at")?,
        disabled: get(row, "disabled")?,
    })
}

/// Accounts by name, those of one name together, from the name after that of an account on; a last name of which not all
/// are among them is left out. Narrowed to names that somebody bears whom the query (folded) finds. And whether there are more.
///
/// # Errors
/// Database trouble.
pub async fn page_by_name(
    db: &impl ConnectionTrait,
    query: &str,
    after: Option<AccountId>,
    limit: usize,
) -> Result<(Vec<Candidate>, bool), StoreError> {
    let mut page = Parts::new(COLUMNS);
    if let Some(after) = after {
        page.add(" AND p.search_key > (SELECT c.search_key FROM account c WHERE c.id = ?)", values![after]);
    }
    if !query.is_empty() {
        let pattern = contains(query);
        page.add(
            r" AND p.search_key IN (SELECT s.search_key FROM account s WHERE s.search_key LIKE ? ESCAPE '\' OR s.phone LIKE ? ESCAPE '\')",
            values![&pattern, &pattern],
        );
    }
    page.add(&format!(" ORDER BY p.search_key, p.id LIMIT {limit}"), Vec::new());
    let mut found = page.all(db).await?.iter().map(candidate).collect::<Result<Vec<_>, _>>()?;
    let more = found.len() >= limit;
    // One name that fills the whole page is compared as far as it goes: it must not stop the way.
    if let Some(last) = found.last().filter(|_| more).map(|last| last.traits.name.clone())
        && found.first().is_some_and(|first| first.traits.name != last)
    {
        found.retain(|one| one.traits.name != last);
    }
    Ok((found, more))
}

/// Pairs of accounts of which one bears the other's number or address in another way of writing, or as its sign-in name.
///
/// # Errors
/// Database trouble.
pub async fn list_by_address(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<(Candidate, Candidate)>, StoreError> {
    let sql = format!(
        "SELECT x.one, x.other FROM (\
         SELECT a.id AS one, b.id AS other FROM account a JOIN account b ON b.phone = '0' || substr(a.phone, 3) \
         WHERE a.phone LIKE '84%' AND length(a.phone) = 11 \
         UNION SELECT a.id, b.id FROM account a JOIN account b ON b.phone = a.login WHERE a.id <> b.id \
         UNION SELECT a.id, b.id FROM account a JOIN account b ON b.email = a.login WHERE a.id <> b.id) x \
         JOIN account a ON a.id = x.one AND a.merged_into IS NULL AND a.erased_at IS NULL \
         JOIN account b ON b.id = x.other AND b.merged_into IS NULL AND b.erased_at IS NULL \
         WHERE NOT EXISTS (SELECT 1 FROM not_duplicate n WHERE n.first_id = CASE WHEN x.one < x.other THEN x.one ELSE \
         x.other END AND n.second_id = CASE WHEN x.one < x.other THEN x.other ELSE x.one END) \
         ORDER BY x.one, x.other LIMIT {limit}"
    );
    let mut found = Vec::new();
    for row in sql::all(db, &sql, Vec::new()).await? {
        let (one, other) = (sql::account(&row, "one")?, sql::account(&row, "other")?);
        if let (Some(one), Some(other)) = (find(db, one).await?, find(db, other).await?) {
            found.push((one, other));
        }
    }
    Ok(found)
}

/// An account that may be joined with another.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Candidate>, StoreError> {
    let sql = format!("{COLUMNS} AND p.id = $1");
    sql::one(db, &sql, values![id]).await?.as_ref().map(candidate).transpose()
}

fn ordered(one: AccountId, other: AccountId) -> (AccountId, AccountId) {
    if one < other { (one, other) } else { (other, one) }
}

/// Notes that two accounts are two people; whether that is new.
///
/// # Errors
/// Database trouble.
pub async fn record_different(
    db: &impl ConnectionTrait,
    one: AccountId,
    other: AccountId,
    by: AccountId,
    now: Instant,
) -> Result<bool, StoreError> {
    let (first, second) = ordered(one, other);
    let sql = "INSERT INTO not_duplicate (first_id, second_id, said_by, said_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT DO NOTHING";
    Ok(sql::execute(db, sql, values![first, second, by, now]).await? == 1)
}

/// Which pairs among some accounts are two people, the lesser id first.
///
/// # Errors
/// Database trouble.
pub async fn list_different(
    db: &impl ConnectionTrait,
    among: &[AccountId],
) -> Result<BTreeSet<(AccountId, AccountId)>, StoreError> {
    let mut found = BTreeSet::new();
    for batch in among.chunks(500) {
        let mut query = Parts::new("SELECT first_id, second_id FROM not_duplicate WHERE first_id IN ");
        query.rows(vec![batch.iter().flat_map(|id| values![*id]).collect()]);
        for row in query.all(db).await? {
            found.insert((sql::account(&row, "first_id")?, sql::account(&row, "second_id")?));
        }
    }
    Ok(found)
}

/// What somebody has, side by side with somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    /// What says who goes on.
    pub side: Side,
    /// Courses that they take part in.
    pub courses: u64,
    /// Certificates.
    pub certificates: u64,
    /// Classes.
    pub classes: u64,
    /// Records of work with AI.
    pub records: u64,
}

/// What somebody has; none where there is no such account, or it was erased.
///
/// # Errors
/// Database trouble.
pub async fn holdings(db: &impl ConnectionTrait, id: AccountId, now: Instant) -> Result<Option<Holdings>, StoreError> {
    let count = |table: &str| format!("(SELECT COUNT(*) FROM {table} t WHERE t.account_id = a.id)");
    let sql = format!(
        "SELECT a.disabled, a.merged_into, EXISTS (SELECT 1 FROM capability k WHERE k.account_id = a.id \
         AND k.capable = TRUE AND (k.until IS NULL OR k.until > $2)) AS holds, {} AS evidence, {} AS attempts, \
         {} AS lessons, {} AS courses, {} AS certificates, {} AS classes, {} AS records \
         FROM account a WHERE a.id = $1 AND a.erased_at IS NULL",
        count("evidence"),
        count("attempt"),
        count("lesson_completion"),
        count("enrollment"),
        count("certificate"),
        count("class_member"),
        count("work_record"),
    );
    let Some(row) = sql::one(db, &sql, values![id, now]).await? else { return Ok(None) };
    let number = |column: &str| get::<i64>(&row, column).map(i64::unsigned_abs);
    Ok(Some(Holdings {
        side: Side {
            id,
            disabled: get(&row, "disabled")?,
            merged: get::<Option<uuid::Uuid>>(&row, "merged_into")?.is_some(),
            holds_flag: get(&row, "holds")?,
            evidence: number("evidence")?,
            attempts: number("attempts")?,
            lessons: number("lessons")?,
        },
        courses: number("courses")?,
        certificates: number("certificates")?,
        classes: number("classes")?,
        records: number("records")?,
    }))
}

/// The account that goes on for one that was joined to it.
///
/// # Errors
/// Database trouble.
pub async fn merged_into(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT merged_into FROM account WHERE id = $1 AND merged_into IS NOT NULL";
    sql::one(db, sql, values![id]).await?.map(|row| sql::account(&row, "merged_into")).transpose()
}

/// The accounts that were joined to one.
///
/// # Errors
/// Database trouble.
pub async fn list_merged(db: &impl ConnectionTrait, into: AccountId) -> Result<Vec<AccountId>, StoreError> {
    let sql = "SELECT id FROM account WHERE merged_into = $1 ORDER BY id";
    sql::all(db, sql, values![into]).await?.iter().map(|row| sql::account(row, "id")).collect()
}

/// Holds everybody else who would join accounts until the transaction ends. To be called before who they are is read.
///
/// # Errors
/// Database trouble.
pub async fn hold(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    sql::lock(db, LOCK).await
}

/// Joins one account to another: it is shut, and what may move moves. To be called in a transaction that holds merging, for
/// two accounts that the domain lets be joined.
///
/// # Errors
/// Database trouble.
pub async fn merge(
    db: &impl ConnectionTrait,
    goes: AccountId,
    stays: AccountId,
    now: Instant,
) -> Result<(), StoreError> {
    for sql in DUTIES {
        sql::execute(db, sql, values![goes, stays]).await?;
    }
    for (table, key, best) in MOVED {
        take_over(db, table, key, best, goes, stays).await?;
    }
    for sql in REST {
        sql::execute(db, sql, values![goes, stays]).await?;
    }
    places(db, goes, stays, now).await?;
    addresses(db, goes, stays).await?;
    session::revoke_all(db, goes).await?;
    for sql in
        ["DELETE FROM link WHERE account_id = $1", "DELETE FROM outbox WHERE account_id = $1 AND state = 'waiting'"]
    {
        sql::execute(db, sql, values![goes]).await?;
    }
    // Whoever was joined to the one that goes now belongs to the one that stays: no chain is ever longer than one step.
    sql::execute(db, "UPDATE account SET merged_into = $2 WHERE merged_into = $1", values![goes, stays]).await?;
    let close = "UPDATE account SET merged_into = $2, merged_at = $3, disabled = TRUE WHERE id = $1";
    sql::execute(db, close, values![goes, stays, now]).await.map(drop)
}

/// Duties, where the account was not shut out before: those of somebody who was are nobody's. One that both have stays as it
/// stands at the one that goes on.
const DUTIES: [&str; 2] = [
    "DELETE FROM role_grant WHERE account_id = $1 AND (EXISTS (SELECT 1 FROM account a WHERE a.id = $1 AND a.disabled = TRUE) \
     OR role IN (SELECT h.role FROM role_grant h WHERE h.account_id = $2))",
    "UPDATE role_grant SET account_id = $2 WHERE account_id = $1",
];

/// Tables of which each row belongs to one account under a key: the key's other columns, and a column of which the lesser
/// one stays where both have a row.
const MOVED: [(&str, &[&str], Option<&str>); 6] = [
    ("enrollment", &["course_id"], None),
    ("lesson_completion", &["course_id", "lesson"], Some("completed_at")),
    ("course_completion", &["course_id"], Some("completed_at")),
    ("practice_card", &["course_id", "question"], None),
    ("class_member", &["class_id"], Some("joined_at")),
    ("attendance", &["session_id"], None),
];

async fn take_over(
    db: &impl ConnectionTrait,
    table: &str,
    key: &[&str],
    least: Option<&str>,
    goes: AccountId,
    stays: AccountId,
) -> Result<(), StoreError> {
    let same = |one: &str, other: &str| {
        key.iter().map(|column| format!("{one}.{column} = {other}.{column}")).collect::<Vec<_>>().join(" AND ")
    };
    if let Some(column) = least {
        let earlier = format!(
            "SELECT g.{column} FROM {table} g WHERE g.account_id = $1 AND {} AND g.{column} < {table}.{column}",
            same("g", table)
        );
        let sql = format!("UPDATE {table} SET {column} = ({earlier}) WHERE account_id = $2 AND EXISTS ({earlier})");
        sql::execute(db, &sql, values![goes, stays]).await?;
    }
    let sql = format!(
        "DELETE FROM {table} WHERE account_id = $1 AND EXISTS (SELECT 1 FROM {table} s WHERE s.account_id = $2 AND {})",
        same("s", table)
    );
    sql::execute(db, &sql, values![goes, stays]).await?;
    let sql = format!("UPDATE {table} SET account_id = $2 WHERE account_id = $1");
    sql::execute(db, &sql, values![goes, stays]).await.map(drop)
}

/// What else moves. A record of work that the other account confirmed stays behind: nobody confirms their own.
const REST: [&str; 7] = [
    "UPDATE person_key SET account_id = $2 WHERE account_id = $1",
    "UPDATE data_request SET account_id = $2 WHERE account_id = $1 AND answered_at IS NULL",
    "UPDATE work_record SET account_id = $2 WHERE account_id = $1 AND NOT EXISTS (SELECT 1 FROM work_confirmation c \
     WHERE c.record_id = work_record.id AND c.confirmer_id = $2)",
    "UPDATE work_record SET recipient_id = CASE WHEN account_id = $2 THEN NULL ELSE $2 END WHERE recipient_id = $1",
    "UPDATE class_code SET facilitator_id = $2 WHERE facilitator_id = $1",
    "UPDATE account SET birth_year = COALESCE(birth_year, (SELECT g.birth_year FROM account g WHERE g.id = $1)), \
     locale = COALESCE(locale, (SELECT g.locale FROM account g WHERE g.id = $1)) WHERE id = $2",
    "DELETE FROM not_duplicate WHERE first_id = $1 AND second_id = $2 OR first_id = $2 AND second_id = $1",
];

/// The one that stays keeps its home; a place of work that both have counts once.
async fn places(db: &impl ConnectionTrait, goes: AccountId, stays: AccountId, now: Instant) -> Result<(), StoreError> {
    let end = "UPDATE affiliation SET until = $3 WHERE account_id = $1 AND until IS NULL AND EXISTS (SELECT 1 FROM affiliation s \
               WHERE s.account_id = $2 AND s.until IS NULL AND s.kind = affiliation.kind \
               AND (s.kind = 'resident' OR s.unit_id = affiliation.unit_id))";
    sql::execute(db, end, values![goes, stays, now]).await?;
    let go = "UPDATE affiliation SET account_id = $2 WHERE account_id = $1 AND until IS NULL";
    sql::execute(db, go, values![goes, stays]).await?;
    crate::affiliation::set_unit(db, stays).await
}

/// An address by which nobody signs in is of more use to the one that goes on. One by which somebody does stays where it
/// is: there it tells them which account to use.
async fn addresses(db: &impl ConnectionTrait, goes: AccountId, stays: AccountId) -> Result<(), StoreError> {
    let sql = "SELECT g.phone, g.email, s.phone AS own_phone, s.email AS own_email FROM account g JOIN account s ON s.id = $2 \
               WHERE g.id = $1 AND g.password_hash IS NULL AND NOT EXISTS (SELECT 1 FROM pin n WHERE n.account_id = g.id)";
    let Some(row) = sql::one(db, sql, values![goes, stays]).await? else { return Ok(()) };
    for (column, own) in [("phone", "own_phone"), ("email", "own_email")] {
        let (address, own) = (get::<Option<String>>(&row, column)?, get::<Option<String>>(&row, own)?);
        if own.is_none() && address.is_some() {
            let away = format!("UPDATE account SET {column} = NULL WHERE id = $1");
            sql::execute(db, &away, values![goes]).await?;
            let here = format!("UPDATE account SET {column} = $2 WHERE id = $1");
            sql::execute(db, &here, values![stays, address]).await?;
        }
    }
    Ok(())
}
