//! What a recomputation reads: people by the page, with everything that their flags are worked out from. A page is a
//! handful of statements, however many people are on it, and evidence comes as a row for each attempt: handing over
//! millions of rows took longer than working them out.

use crate::competency::standing_of;
use crate::sql::{self, Parts, from_json, get, instant, values};
use crate::{StoreError, ledger, rows};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult};
use std::collections::BTreeMap;
use xutra_domain::competency::{Act, Evidence, Standing};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;

/// What is stored of one person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Evidence by course, as it was appended: what attempts earned, then what they earned when judged anew.
    pub evidence: BTreeMap<String, Vec<Evidence>>,
    /// What was decided about the person.
    pub acts: Vec<Act>,
    /// What the rule last decided, and when, by flag.
    pub standings: BTreeMap<String, (Standing, Instant)>,
}

/// People with attempts, evidence, a ledger or a stored flag after the cursor, by id.
///
/// # Errors
/// Database trouble.
pub async fn people(
    db: &impl ConnectionTrait,
    after: Option<AccountId>,
    limit: u64,
) -> Result<Vec<AccountId>, StoreError> {
    // Along the accounts, so that a page costs what is on it: a union of the tables would be worked out for each page.
    let mut query = Parts::new(
        "SELECT a.id FROM account a WHERE (EXISTS (SELECT 1 FROM evidence e WHERE e.account_id = a.id) \
         OR EXISTS (SELECT 1 FROM capability c WHERE c.account_id = a.id) \
         OR EXISTS (SELECT 1 FROM ledger l WHERE l.account_id = a.id) \
         OR EXISTS (SELECT 1 FROM ledger_head h WHERE h.account_id = a.id) \
         OR EXISTS (SELECT 1 FROM attempt t WHERE t.account_id = a.id))",
    );
    if let Some(after) = after {
        query.add(" AND a.id > ?", values![after]);
    }
    query.add(" ORDER BY a.id LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(|row| sql::account(row, "id")).collect()
}

/// What is stored of people who stand next to each other: `people` is a page of [`people`], in its order.
///
/// # Errors
/// Database trouble.
pub async fn facts(db: &impl ConnectionTrait, people: &[AccountId]) -> Result<BTreeMap<AccountId, Facts>, StoreError> {
    let mut found: BTreeMap<AccountId, Facts> = people.iter().map(|account| (*account, Facts::default())).collect();
    let (Some(first), Some(last)) = (people.first(), people.last()) else { return Ok(found) };
    let range = || values![*first, *last];
    for (account, course, evidence) in evidence_between(db, *first, *last).await? {
        if let Some(facts) = found.get_mut(&account) {
            facts.evidence.entry(course).or_default().push(evidence);
        }
    }
    let anew = "SELECT account_id, course_id, evidence FROM rejudgement WHERE account_id BETWEEN $1 AND $2 ORDER BY id";
    for row in sql::all(db, anew, range()).await? {
        if let Some(facts) = found.get_mut(&sql::account(&row, "account_id")?) {
            let rows: Vec<Evidence> = from_json(&get::<String>(&row, "evidence")?)?;
            facts.evidence.entry(get(&row, "course_id")?).or_default().extend(rows);
        }
    }
    let stored = "SELECT account_id, flag, capable, since, until, rule, score, standing, decided_at FROM capability \
                  WHERE account_id BETWEEN $1 AND $2";
    for row in sql::all(db, stored, range()).await? {
        if let Some(facts) = found.get_mut(&sql::account(&row, "account_id")?) {
            facts.standings.insert(get(&row, "flag")?, standing_of(&row)?);
        }
    }
    for (account, act) in ledger::acts_between(db, *first, *last).await? {
        if let Some(facts) = found.get_mut(&account) {
            facts.acts.push(act);
        }
    }
    Ok(found)
}

/// What attempts of people earned by themselves, with the course, as it was appended.
///
/// # Errors
/// Database trouble.
pub(crate) async fn evidence_between(
    db: &impl ConnectionTrait,
    first: AccountId,
    last: AccountId,
) -> Result<Vec<(AccountId, String, Evidence)>, StoreError> {
    let together = match db.get_database_backend() {
        DbBackend::Postgres => "json_agg(json_build_array(id, question, version_id, skill))::text",
        _ => "json_group_array(json_array(id, question, version_id, skill))",
    };
    // Points are a column of their own: as text a third would not come back as it was.
    let same = "account_id, course_id, attempt_id, item, policy, points, recorded_at, supervision, refresh";
    let sql =
        format!("SELECT {same}, {together} AS asked FROM evidence WHERE account_id BETWEEN $1 AND $2 GROUP BY {same}");
    let mut found = Vec::new();
    for row in sql::all(db, &sql, values![first, last]).await? {
        let (account, course) = (sql::account(&row, "account_id")?, get::<String>(&row, "course_id")?);
        let rows = alike(&row)?;
        found.extend(rows.into_iter().map(|(id, evidence)| (id, (account, course.clone(), evidence))));
    }
    found.sort_unstable_by_key(|(id, _)| *id);
    Ok(found.into_iter().map(|(_, one)| one).collect())
}

/// Evidence that differs in the question alone, with its number in the order of all.
fn alike(row: &QueryResult) -> Result<Vec<(i64, Evidence)>, StoreError> {
    let asked: Vec<(i64, String, i64, String)> = from_json(&get::<String>(row, "asked")?)?;
    let common = Evidence {
        attempt: AttemptId(get(row, "attempt_id")?),
        item: get(row, "item")?,
        policy: get(row, "policy")?,
        question: String::new(),
        version: 0,
        skill: String::new(),
        points: get(row, "points")?,
        at: instant(row, "recorded_at")?,
        supervision: rows::supervision(&get::<String>(row, "supervision")?)?,
        judgement: 0,
        refresh: get::<Option<bool>>(row, "refresh")?.unwrap_or(false),
    };
    let whole = |(id, question, version, skill)| (id, Evidence { question, version, skill, ..common.clone() });
    Ok(asked.into_iter().map(whole).collect())
}
