//! Certificates: issued, revoked, superseded when they have run out; never deleted.

use crate::entity::{account, certificate, unit};
use crate::sql::{self, Parts, contains, from_json, get, path_end, small, to_json, values, word};
use crate::{StoreError, competency, course, rows};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use xutra_domain::certificate::{Achievement, Certificate, CertificateNumber};
use xutra_domain::competency::{Policy, Standing, Suspension};
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::people::search_key;

/// How many places a status list has.
pub const LIST_LENGTH: u32 = 131_072;

/// Issues a certificate. One that has run out by then is superseded, as somebody has one at most that holds.
/// To be called in a transaction.
///
/// # Errors
/// Conflict `certificate` where one holds already; `number` or `status_index` where that was drawn before: draw again.
pub async fn insert(db: &impl ConnectionTrait, certificate: &Certificate) -> Result<(), StoreError> {
    supersede_expired(db, certificate).await?;
    let row = sql::one(
        db,
        "INSERT INTO certificate (number, account_id, course_id, achievement, statement, search_key, issued_at, \
         expires_at, status_index, subject) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT DO NOTHING RETURNING id",
        values![
            certificate.number.as_str(),
            certificate.account,
            &certificate.course,
            certificate.achievement.word(),
            to_json(&certificate.statement)?,
            search_key(&format!("{} {}", certificate.statement.holder, certificate.number)),
            certificate.issued_at,
            certificate.expires_at,
            certificate.status_index,
            certificate.subject,
        ],
    )
    .await?;
    let Some(row) = row else { return Err(which_clashes(db, certificate).await?) };
    record_event(db, get(&row, "id")?, "issued", certificate.issued_at, None, None).await
}

async fn supersede_expired(db: &impl ConnectionTrait, certificate: &Certificate) -> Result<(), StoreError> {
    let sql = "UPDATE certificate SET superseded_at = $4 WHERE account_id = $1 AND course_id = $2 AND achievement = $3 \
               AND revoked_at IS NULL AND superseded_at IS NULL AND expires_at <= $4 RETURNING id";
    let achievement = certificate.achievement.word();
    let values = values![certificate.account, &certificate.course, achievement, certificate.issued_at];
    for row in sql::all(db, sql, values).await? {
        record_event(db, get(&row, "id")?, "superseded", certificate.issued_at, None, None).await?;
    }
    Ok(())
}

async fn which_clashes(db: &impl ConnectionTrait, certificate: &Certificate) -> Result<StoreError, StoreError> {
    let live = "SELECT 1 FROM certificate WHERE account_id = $1 AND course_id = $2 AND achievement = $3 \
                AND revoked_at IS NULL AND superseded_at IS NULL";
    let values = values![certificate.account, &certificate.course, certificate.achievement.word()];
    if sql::exists(db, live, values).await? {
        return Ok(StoreError::clash("certificate"));
    }
    let number = "SELECT 1 FROM certificate WHERE number = $1";
    let taken = sql::exists(db, number, values![certificate.number.as_str()]).await?;
    Ok(StoreError::clash(if taken { "number" } else { "status_index" }))
}

async fn record_event(
    db: &impl ConnectionTrait,
    certificate: i64,
    kind: &str,
    at: Instant,
    actor: Option<AccountId>,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO certificate_event (certificate_id, kind, happened_at, actor, reason) \
               VALUES ($1, $2, $3, $4, $5)";
    sql::execute(db, sql, values![certificate, kind, at, actor, reason]).await.map(|_| ())
}

/// The certificate of that number, wherever it stands.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, number: &CertificateNumber) -> Result<Option<Certificate>, StoreError> {
    let row = certificate::Entity::find().filter(certificate::Column::Number.eq(number.as_str())).one(db).await?;
    row.map(rows::certificate).transpose()
}

/// Everything that somebody was ever given, newest first.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Certificate>, StoreError> {
    let rows = certificate::Entity::find()
        .filter(certificate::Column::AccountId.eq(account.0))
        .order_by_desc(certificate::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(rows::certificate).collect()
}

/// A page, newest first, of those whose holder or number holds the (folded) query and whose holder lives inside the
/// scopes (none means everywhere); and the cursor of the next page.
///
/// # Errors
/// Database trouble.
pub async fn page(
    db: &impl ConnectionTrait,
    query: Option<&str>,
    scopes: Option<&[String]>,
    cursor: Option<i64>,
    limit: u64,
) -> Result<(Vec<Certificate>, Option<i64>), StoreError> {
    let mut select = certificate::Entity::find().order_by_desc(certificate::Column::Id).limit(limit.saturating_add(1));
    if let Some(before) = cursor {
        select = select.filter(certificate::Column::Id.lt(before));
    }
    if let Some(query) = query.filter(|query| !query.is_empty()) {
        let pattern = LikeExpr::new(contains(&query.replace('\0', "\u{fffd}"))).escape('\\');
        select = select.filter(Expr::col(certificate::Column::SearchKey).like(pattern));
    }
    if let Some(scopes) = scopes {
        select = select.filter(certificate::Column::AccountId.in_subquery(living_in(scopes)));
    }
    let mut found = select.all(db).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > wanted;
    found.truncate(wanted);
    let next = found.last().filter(|_| more).map(|row| row.id);
    Ok((found.into_iter().map(rows::certificate).collect::<Result<_, _>>()?, next))
}

/// The accounts of the people who live in some subtrees.
fn living_in(scopes: &[String]) -> SelectStatement {
    let path = || Expr::col((unit::Entity, unit::Column::Path));
    let inside = scopes.iter().fold(Condition::any().add(Expr::val(1).eq(0)), |inside, scope| {
        inside.add(path().gte(scope.as_str()).and(path().lt(path_end(scope))))
    });
    Query::select()
        .column((account::Entity, account::Column::Id))
        .from(account::Entity)
        .inner_join(
            unit::Entity,
            Expr::col((unit::Entity, unit::Column::Id)).equals((account::Entity, account::Column::UnitId)),
        )
        .cond_where(inside)
        .to_owned()
}

/// Revokes a certificate; false where there is none of that number, or it was revoked before. To be called in a
/// transaction.
///
/// # Errors
/// Database trouble.
pub async fn revoke(
    db: &impl ConnectionTrait,
    number: &CertificateNumber,
    reason: &str,
    by: AccountId,
    now: Instant,
) -> Result<bool, StoreError> {
    let sql = "UPDATE certificate SET revoked_at = $2, revoked_reason = $3, revoked_by = $4 \
               WHERE number = $1 AND revoked_at IS NULL RETURNING id";
    let Some(row) = sql::one(db, sql, values![number.as_str(), now, reason, by]).await? else { return Ok(false) };
    record_event(db, get(&row, "id")?, "revoked", now, Some(by), Some(reason)).await?;
    Ok(true)
}

/// The places of revoked certificates within a status list of [`LIST_LENGTH`] places.
///
/// # Errors
/// Database trouble.
pub async fn revoked_indexes(db: &impl ConnectionTrait, list: u32) -> Result<Vec<u32>, StoreError> {
    let first = i64::from(list) * i64::from(LIST_LENGTH);
    let sql = "SELECT status_index FROM certificate WHERE revoked_at IS NOT NULL AND status_index >= $1 \
               AND status_index < $2 ORDER BY status_index";
    let rows = sql::all(db, sql, values![first, first + i64::from(LIST_LENGTH)]).await?;
    rows.iter().map(|row| small(get::<i64>(row, "status_index")? - first)).collect()
}

/// Certificates of capability that hold although the flag does not any more since an attempt became void, oldest first; one
/// whose flag is suspended waits for its case. Of people who live inside the scopes (none means everywhere).
///
/// # Errors
/// Database trouble.
pub async fn list_fallen(
    db: &impl ConnectionTrait,
    flag: &str,
    course: &str,
    now: Instant,
    scopes: Option<&[String]>,
    limit: usize,
) -> Result<Vec<Certificate>, StoreError> {
    let mut query = Parts::new("SELECT c.number, k.standing");
    query.add(
        " FROM certificate c JOIN account a ON a.id = c.account_id LEFT JOIN unit u ON u.id = a.unit_id \
         LEFT JOIN capability k ON k.account_id = c.account_id AND k.flag = ? \
         WHERE c.course_id = ? AND c.achievement = 'capability' AND c.revoked_at IS NULL AND c.superseded_at IS NULL \
         AND (c.expires_at IS NULL OR c.expires_at > ?) \
         AND c.account_id IN (SELECT l.account_id FROM ledger l WHERE l.kind = 'attempt_voided') \
         AND (k.flag IS NULL OR k.capable = FALSE OR k.until <= ?)",
        values![flag, course, now, now],
    );
    query.within("u.path", scopes).add(" ORDER BY c.id", Vec::new());
    let (mut found, policies) = (Vec::new(), course::all_policies(db).await?);
    for row in query.all(db).await? {
        let standing: Option<Standing> =
            get::<Option<String>>(&row, "standing")?.as_deref().map(from_json).transpose()?;
        if standing.is_some_and(|standing| standing.suspended.is_some()) || found.len() >= limit {
            continue;
        }
        let number = word(&get::<String>(&row, "number")?, CertificateNumber::parse)?;
        found.extend(find(db, &number).await?.filter(|found| flag_of(&policies, found) == Some(flag)));
    }
    Ok(found)
}

/// The suspension of the flag that a certificate attests, where it is suspended.
///
/// # Errors
/// Database trouble.
pub async fn suspension(db: &impl ConnectionTrait, found: &Certificate) -> Result<Option<Suspension>, StoreError> {
    if found.achievement != Achievement::Capability {
        return Ok(None);
    }
    let policies = course::all_policies(db).await?;
    let Some(flag) = flag_of(&policies, found) else { return Ok(None) };
    let standing = competency::standing(db, found.account, flag).await?;
    Ok(standing.and_then(|(standing, _)| standing.suspended))
}

/// The flag that a certificate attests: that of the policy under which it was granted.
fn flag_of<'p>(policies: &'p [Policy], found: &Certificate) -> Option<&'p str> {
    let granted = |policy: &&Policy| policy.course == found.course && Some(policy.name()) == found.statement.rule;
    policies.iter().find(granted).map(|policy| policy.flag.as_str())
}

/// How many were ever issued.
///
/// # Errors
/// Database trouble.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    sql::count(db, "SELECT COUNT(*) FROM certificate", Vec::new()).await
}
