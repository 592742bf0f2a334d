//! Checks the ledger: every chain of hashes, and that the evidence is what the chains say, no less and no more.

use crate::ledger::{EvidenceDigest, Kind, Link, digest};
use crate::sql::{self, from_json, get, values};
use crate::{StoreError, recompute};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use xutra_domain::competency::{Evidence, Supervision};
use xutra_domain::ids::{AccountId, AttemptId};

/// How many people are checked at a time.
const PAGE: u64 = 200;
const MIGRATION: &str = "m20261122_000015_ledger";

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An event whose hash is not that of itself and the event before.
    Chain {
        /// Whose chain.
        account: AccountId,
        /// Its place; the first that does not fit.
        seq: i64,
    },
    /// A chain that does not end where it ended when its last event was entered.
    Cut {
        /// Whose chain.
        account: AccountId,
        /// The place of its last event.
        seq: i64,
    },
    /// Evidence that is not what the event of its attempt says, or is gone.
    Evidence {
        /// Whose chain.
        account: AccountId,
        /// The event's place.
        seq: i64,
        /// The attempt.
        attempt: AttemptId,
    },
    /// Evidence that no event tells of.
    Untold {
        /// Whose.
        account: AccountId,
        /// The attempt.
        attempt: AttemptId,
    },
    /// Evidence said to be supervised, of an attempt that no event says was started in a sitting.
    Unsupervised {
        /// Whose.
        account: AccountId,
        /// The attempt.
        attempt: AttemptId,
    },
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// People with a chain.
    pub people: u64,
    /// Events.
    pub events: u64,
    /// Evidence rows that events tell of.
    pub evidence: u64,
    /// Evidence rows from before there was a ledger.
    pub before: u64,
    /// What does not fit.
    pub faults: Vec<Fault>,
}

/// Checks every person's chain.
///
/// # Errors
/// Database trouble.
pub async fn verify(db: &impl ConnectionTrait) -> Result<Checked, StoreError> {
    let mut checked = Checked::default();
    let begin = began(db).await?;
    let mut after = None;
    loop {
        let people = recompute::people(db, after, PAGE).await?;
        let (Some(first), Some(last)) = (people.first(), people.last()) else { return Ok(checked) };
        after = Some(*last);
        check_page(db, (*first, *last), begin, &mut checked).await?;
    }
}

/// Since when there is a ledger, in milliseconds.
async fn began(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let sql = "SELECT applied_at FROM seaql_migrations WHERE version = $1";
    let row = sql::one(db, sql, values![MIGRATION]).await?;
    Ok(row.map(|row| get::<i64>(&row, "applied_at")).transpose()?.unwrap_or(0).saturating_mul(1_000))
}

/// What an event says of evidence: of an attempt and an instant, or of an attempt and a judgement.
type Told = BTreeMap<(AttemptId, i64, i64), (AccountId, i64, EvidenceDigest)>;

/// Attempts that were started in a sitting, with whose they are.
type Supervised = BTreeSet<(AccountId, AttemptId)>;
/// The last event of each person, with its hash.
type Ends = BTreeMap<AccountId, (i64, String)>;

async fn check_page(
    db: &impl ConnectionTrait,
    (first, last): (AccountId, AccountId),
    begin: i64,
    checked: &mut Checked,
) -> Result<(), StoreError> {
    let (mut told, supervised, ends) = check_chains(db, first, last, checked).await?;
    check_ends(db, (first, last), ends, checked).await?;
    let mut groups: BTreeMap<(AttemptId, i64, i64), (AccountId, Vec<Evidence>)> = BTreeMap::new();
    for (account, _, row) in recompute::evidence_between(db, first, last).await? {
        groups.entry((row.attempt, row.at.0, 0)).or_insert_with(|| (account, Vec::new())).1.push(row);
    }
    let sql = "SELECT account_id, attempt_id, revision_id, evidence, judged_at FROM rejudgement \
               WHERE account_id BETWEEN $1 AND $2";
    for row in sql::all(db, sql, values![first, last]).await? {
        let key = (AttemptId(get(&row, "attempt_id")?), get(&row, "judged_at")?, get(&row, "revision_id")?);
        let rows: Vec<Evidence> = from_json(&get::<String>(&row, "evidence")?)?;
        if !rows.is_empty() {
            groups.insert(key, (sql::account(&row, "account_id")?, rows));
        }
    }
    for (key, (account, rows)) in groups {
        if rows.iter().any(|row| row.supervision == Supervision::A) && !supervised.contains(&(account, key.0)) {
            checked.faults.push(Fault::Unsupervised { account, attempt: key.0 });
        }
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        match told.remove(&key) {
            Some((told_of, seq, said)) => {
                checked.evidence += count;
                if told_of != account || digest(&rows)? != said {
                    checked.faults.push(Fault::Evidence { account: told_of, seq, attempt: key.0 });
                }
            }
            None if key.1 < begin => checked.before += count,
            None => checked.faults.push(Fault::Untold { account, attempt: key.0 }),
        }
    }
    let gone = told.into_iter().filter(|(_, (.., said))| said.rows > 0);
    checked.faults.extend(gone.map(|((attempt, ..), (account, seq, _))| Fault::Evidence { account, seq, attempt }));
    Ok(())
}

/// Walks the chains of a page of people; what their events say of evidence, and what was supervised.
async fn check_chains(
    db: &impl ConnectionTrait,
    first: AccountId,
    last: AccountId,
    checked: &mut Checked,
) -> Result<(Told, Supervised, Ends), StoreError> {
    let sql = "SELECT account_id, seq, recorded_at, kind, attempt_id, body, hash FROM ledger \
               WHERE account_id BETWEEN $1 AND $2 ORDER BY account_id, seq";
    let (mut told, mut supervised, mut ends) = (Told::new(), Supervised::new(), Ends::new());
    let mut chain: Option<(AccountId, i64, i64, String, bool)> = None;
    for row in sql::all(db, sql, values![first, last]).await? {
        let (link, hash) = (Link::read(&row)?, get::<String>(&row, "hash")?);
        let (seq, at, before, broken) = match chain.take().filter(|(account, ..)| *account == link.account) {
            Some((_, seq, at, before, broken)) => (seq, at, before, broken),
            None => {
                checked.people += 1;
                (0, i64::MIN, String::new(), false)
            }
        };
        checked.events += 1;
        let fits = link.seq == seq + 1 && link.at >= at && link.hash(&before)? == hash;
        if !fits && !broken {
            // What comes after the first that does not fit says nothing more.
            checked.faults.push(Fault::Chain { account: link.account, seq: link.seq });
        }
        if link.kind == Kind::SessionSupervised.word() {
            supervised.extend(link.attempt.map(|attempt| (link.account, AttemptId(attempt))));
        }
        if let Some((key, said)) = says(&link) {
            told.insert(key, (link.account, link.seq, said));
        }
        ends.insert(link.account, (link.seq, hash.clone()));
        chain = Some((link.account, link.seq, link.at, hash, broken || !fits));
    }
    Ok((told, supervised, ends))
}

/// Compares where chains end with where they ended when their last events were entered.
async fn check_ends(
    db: &impl ConnectionTrait,
    (first, last): (AccountId, AccountId),
    mut ends: Ends,
    checked: &mut Checked,
) -> Result<(), StoreError> {
    let sql = "SELECT account_id, seq, hash FROM ledger_head WHERE account_id BETWEEN $1 AND $2 ORDER BY account_id";
    for row in sql::all(db, sql, values![first, last]).await? {
        let (account, seq) = (sql::account(&row, "account_id")?, get::<i64>(&row, "seq")?);
        if ends.remove(&account) != Some((seq, get(&row, "hash")?)) {
            checked.faults.push(Fault::Cut { account, seq });
        }
    }
    // Events of somebody of whom no end is known.
    checked.faults.extend(ends.into_iter().map(|(account, (seq, _))| Fault::Cut { account, seq }));
    Ok(())
}

fn says(link: &Link) -> Option<((AttemptId, i64, i64), EvidenceDigest)> {
    let kind = Kind::parse(&link.kind)?;
    if !matches!(kind, Kind::AttemptSubmitted | Kind::PracticalScored | Kind::Rejudged) {
        return None;
    }
    let body: Value = serde_json::from_str(&link.body).ok()?;
    let said: EvidenceDigest = serde_json::from_value(body.get("evidence")?.clone()).ok()?;
    let revision = body.get("revision").and_then(Value::as_i64).filter(|_| kind == Kind::Rejudged).unwrap_or(0);
    Some(((AttemptId(link.attempt?), said.at, revision), said))
}
