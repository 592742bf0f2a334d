//! Evidence (append-only), and the flag as the rule last decided it.

use crate::sql::{self, Parts, contains, from_json, get, instant, maybe_instant, small, to_json, values};
use crate::{StoreError, rows};
use sea_orm::{ConnectionTrait, QueryResult};
use xutra_domain::competency::{Evidence, Standing};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;

/// Somebody who is capable and has no capability certificate yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Who.
    pub account: AccountId,
    /// Name.
    pub display_name: String,
    /// Name of the unit they live in.
    pub unit: Option<String>,
    /// Since when capable.
    pub since: Option<Instant>,
    /// Until when.
    pub until: Option<Instant>,
    /// Right answers in the exam.
    pub score: Option<u32>,
}

/// Appends evidence; what is there already of an attempt's question stays as it is, so that a replay adds nothing.
///
/// # Errors
/// Conflict `reference` where the account, course, attempt or question version does not exist.
pub async fn record_evidence(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    evidence: &[Evidence],
) -> Result<(), StoreError> {
    for evidence in evidence.chunks(100) {
        let mut insert = Parts::new(
            "INSERT INTO evidence (account_id, course_id, attempt_id, item, policy, question, version_id, skill, points, \
             recorded_at, supervision, refresh) VALUES ",
        );
        let row = |one: &Evidence| {
            values![
                account,
                course,
                one.attempt,
                &one.item,
                &one.policy,
                &one.question,
                one.version,
                &one.skill,
                one.points,
                one.at,
                rows::supervision_word(one.supervision),
                one.refresh,
            ]
        };
        insert.rows(evidence.iter().map(row).collect());
        insert.add(" ON CONFLICT (attempt_id, question) DO NOTHING", Vec::new());
        insert.execute(db).await?;
    }
    Ok(())
}

/// Somebody's evidence in a course, as it was appended: what attempts earned, then what they earned when judged anew.
///
/// # Errors
/// Database trouble.
pub async fn evidence(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
) -> Result<Vec<Evidence>, StoreError> {
    let sql = format!("SELECT {EVIDENCE} FROM evidence WHERE account_id = $1 AND course_id = $2 ORDER BY id");
    let own = sql::all(db, &sql, values![account, course]).await?;
    let mut evidence: Vec<Evidence> = own.iter().map(evidence_of).collect::<Result<_, _>>()?;
    let sql = "SELECT evidence FROM rejudgement WHERE account_id = $1 AND course_id = $2 ORDER BY id";
    for row in sql::all(db, sql, values![account, course]).await? {
        evidence.extend(from_json::<Vec<Evidence>>(&get::<String>(&row, "evidence")?)?);
    }
    Ok(evidence)
}

/// What evidence is read from.
const EVIDENCE: &str =
    "attempt_id, item, policy, question, version_id, skill, points, recorded_at, supervision, refresh";

fn evidence_of(row: &QueryResult) -> Result<Evidence, StoreError> {
    Ok(Evidence {
        attempt: AttemptId(get(row, "attempt_id")?),
        item: get(row, "item")?,
        policy: get(row, "policy")?,
        question: get(row, "question")?,
        version: get(row, "version_id")?,
        skill: get(row, "skill")?,
        points: get(row, "points")?,
        at: instant(row, "recorded_at")?,
        supervision: rows::supervision(&get::<String>(row, "supervision")?)?,
        judgement: 0,
        refresh: get::<Option<bool>>(row, "refresh")?.unwrap_or(false),
    })
}

/// Keeps what the rule decided; replaces what it decided before.
///
/// # Errors
/// Conflict `reference` where the account does not exist.
pub async fn set_standing(
    db: &impl ConnectionTrait,
    account: AccountId,
    flag: &str,
    standing: &Standing,
    decided_at: Instant,
) -> Result<(), StoreError> {
    sql::execute(
        db,
        "INSERT INTO capability (account_id, flag, capable, since, until, rule, score, standing, decided_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account_id, flag) DO UPDATE SET \
         capable = excluded.capable, since = excluded.since, until = excluded.until, rule = excluded.rule, \
         score = excluded.score, standing = excluded.standing, decided_at = excluded.decided_at",
        values![
            account,
            flag,
            standing.capable,
            standing.since,
            standing.until,
            &standing.rule,
            standing.score,
            to_json(standing)?,
            decided_at,
        ],
    )
    .await
    .map(|_| ())
}

/// What the rule last decided of somebody, and when. The columns that lists are made from win over the details.
///
/// # Errors
/// Database trouble.
pub async fn standing(
    db: &impl ConnectionTrait,
    account: AccountId,
    flag: &str,
) -> Result<Option<(Standing, Instant)>, StoreError> {
    let sql = "SELECT capable, since, until, rule, score, standing, decided_at FROM capability \
               WHERE account_id = $1 AND flag = $2";
    sql::one(db, sql, values![account, flag]).await?.as_ref().map(standing_of).transpose()
}

pub(crate) fn standing_of(row: &QueryResult) -> Result<(Standing, Instant), StoreError> {
    let details: Standing = from_json(&get::<String>(row, "standing")?)?;
    let standing = Standing {
        capable: get(row, "capable")?,
        since: maybe_instant(row, "since")?,
        until: maybe_instant(row, "until")?,
        rule: get(row, "rule")?,
        score: get::<Option<i64>>(row, "score")?.map(small).transpose()?,
        ..details
    };
    Ok((standing, instant(row, "decided_at")?))
}

/// Waits until nobody else decides this person's flags, until this transaction ends: on PostgreSQL two submissions at once
/// would otherwise each miss the other's evidence. SQLite has one writer anyway.
///
/// # Errors
/// Database trouble.
pub async fn hold(db: &impl ConnectionTrait, account: AccountId) -> Result<(), StoreError> {
    // The low half of a UUIDv7 is its random part.
    sql::lock(db, account.0.as_u64_pair().1.cast_signed()).await
}

/// Who may be given a capability certificate of the course: capable now, and none that holds. By account, after the cursor.
///
/// # Errors
/// Database trouble.
#[expect(clippy::too_many_arguments, reason = "a page of a list: what, when, narrowed how, from where")]
pub async fn ready(
    db: &impl ConnectionTrait,
    flag: &str,
    course: &str,
    now: Instant,
    query: Option<&str>,
    scopes: Option<&[String]>,
    cursor: Option<AccountId>,
    limit: u64,
) -> Result<Vec<Ready>, StoreError> {
    let mut page = Parts::new("SELECT k.account_id, a.display_name, u.name AS unit, k.since, k.until, k.score");
    capable_without_certificate(&mut page, flag, course, now).within("u.path", scopes);
    if let Some(query) = query.filter(|query| !query.is_empty()) {
        let pattern = contains(query);
        let sql = r" AND (a.search_key LIKE ? ESCAPE '\' OR a.login LIKE ? ESCAPE '\' OR a.phone LIKE ? ESCAPE '\')";
        page.add(sql, values![&pattern, &pattern, &pattern]);
    }
    if let Some(after) = cursor {
        page.add(" AND k.account_id > ?", values![after]);
    }
    page.add(" ORDER BY k.account_id LIMIT ?", values![limit]);
    page.all(db).await?.iter().map(ready_of).collect()
}

fn ready_of(row: &QueryResult) -> Result<Ready, StoreError> {
    Ok(Ready {
        account: sql::account(row, "account_id")?,
        display_name: get(row, "display_name")?,
        unit: get(row, "unit")?,
        since: maybe_instant(row, "since")?,
        until: maybe_instant(row, "until")?,
        score: get::<Option<i64>>(row, "score")?.map(small).transpose()?,
    })
}

/// How many [`ready`] would list over all pages.
///
/// # Errors
/// Database trouble.
pub async fn count_ready(
    db: &impl ConnectionTrait,
    flag: &str,
    course: &str,
    now: Instant,
    scopes: Option<&[String]>,
) -> Result<u64, StoreError> {
    let mut query = Parts::new("SELECT COUNT(*)");
    capable_without_certificate(&mut query, flag, course, now).within("u.path", scopes);
    sql::count(db, &query.sql, query.values).await
}

fn capable_without_certificate<'a>(query: &'a mut Parts, flag: &str, course: &str, now: Instant) -> &'a mut Parts {
    query.add(
        " FROM capability k JOIN account a ON a.id = k.account_id LEFT JOIN unit u ON u.id = a.unit_id \
         WHERE a.merged_into IS NULL AND k.flag = ? AND k.capable = TRUE AND (k.until IS NULL OR k.until > ?) AND NOT EXISTS \
         (SELECT 1 FROM certificate c WHERE c.account_id = k.account_id AND c.course_id = ? \
         AND c.achievement = 'capability' AND c.revoked_at IS NULL AND c.superseded_at IS NULL \
         AND (c.expires_at IS NULL OR c.expires_at > ?))",
        values![flag, now, course, now],
    )
}
