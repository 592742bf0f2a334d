//! What a recomputation reads: people by the page, with everything that their flags are worked out from. A page is a
//! handful of statements, however many people are on it.

use crate::competency::{EVIDENCE, evidence_of, standing_of};
use crate::sql::{self, Parts, from_json, get, values};
use crate::{StoreError, ledger};
use sea_orm::ConnectionTrait;
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

/// People with evidence, a ledger or a stored flag after the cursor, by id.
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
         OR EXISTS (SELECT 1 FROM ledger_head h WHERE h.account_id = a.id))",
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
    let own = format!(
        "SELECT account_id, course_id, {EVIDENCE} FROM evidence WHERE account_id BETWEEN $1 AND $2 ORDER BY id"
    );
    for row in sql::all(db, &own, range()).await? {
        if let Some(facts) = found.get_mut(&sql::account(&row, "account_id")?) {
            facts.evidence.entry(get(&row, "course_id")?).or_default().push(evidence_of(&row)?);
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

/// What attempts earned by themselves, by attempt.
///
/// # Errors
/// Database trouble.
pub async fn evidence_of_attempts(
    db: &impl ConnectionTrait,
    attempts: &[AttemptId],
) -> Result<BTreeMap<AttemptId, Vec<Evidence>>, StoreError> {
    let mut found: BTreeMap<AttemptId, Vec<Evidence>> = BTreeMap::new();
    for attempts in attempts.chunks(500) {
        let mut query = Parts::new(&format!("SELECT {EVIDENCE} FROM evidence WHERE attempt_id IN "));
        query.rows(vec![attempts.iter().flat_map(|id| values![*id]).collect()]);
        for row in query.all(db).await? {
            let row = evidence_of(&row)?;
            found.entry(row.attempt).or_default().push(row);
        }
    }
    Ok(found)
}
