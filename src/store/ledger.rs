//! The ledger: what happened to each person's flag, in order. Each event's hash is over the hash before it and the event
//! itself, so that a change of the past shows. No personal data: ids and words only.

use crate::sql::{self, from_json, get, instant, to_json, values, word};
use crate::{StoreError, competency};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use xutra_domain::competency::{Act, ActKind, Evidence, Supervision};
use xutra_domain::ids::{AccountId, AttemptId};
use xutra_domain::instant::Instant;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An attempt was started in a supervised sitting: which, whose and where.
    SessionSupervised,
    /// An attempt that a policy looks at ended, with the digest of the evidence appended with it.
    AttemptSubmitted,
    /// An attempt counts no longer: why, and by whom.
    AttemptVoided,
    /// Practical work was marked, with the digest of the evidence appended with it.
    PracticalScored,
    /// An attempt was judged anew, with the digest of what it then earns.
    Rejudged,
    /// The rule decided otherwise than before.
    FlagDecided,
    /// A flag does not hold until its case is settled.
    FlagSuspended,
    /// A suspended flag holds again.
    FlagReinstated,
    /// Somebody who has used up the tries of an exam has learned with a facilitator: tries are counted from then on.
    SessionHeld,
}

/// Words of kinds.
const KINDS: [(Kind, &str); 9] = [
    (Kind::SessionSupervised, "session_supervised"),
    (Kind::AttemptSubmitted, "attempt_submitted"),
    (Kind::AttemptVoided, "attempt_voided"),
    (Kind::PracticalScored, "practical_scored"),
    (Kind::Rejudged, "rejudged"),
    (Kind::FlagDecided, "flag_decided"),
    (Kind::FlagSuspended, "flag_suspended"),
    (Kind::FlagReinstated, "flag_reinstated"),
    (Kind::SessionHeld, "session_held"),
];

impl Kind {
    /// The word for it in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }
}

/// Why an attempt is void, where the effort rule says so; people have words of their own.
pub const EFFORT: &str = "effort";

/// An event that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What kind.
    pub kind: Kind,
    /// The attempt that it is about.
    pub attempt: Option<AttemptId>,
    /// More of it.
    pub body: Value,
}

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its place in the person's chain, from 1.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// The event.
    pub event: Event,
}

/// What evidence rows come to: how many, of which instant, and a hash over them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceDigest {
    /// How many.
    pub rows: usize,
    /// The instant that they carry, in milliseconds; 0 without rows.
    pub at: i64,
    /// SHA-256 in hex.
    pub sha256: String,
}

/// Digests evidence of one attempt and one instant. The order of the rows does not matter.
///
/// # Errors
/// Never: rows are plain values.
pub fn digest(rows: &[Evidence]) -> Result<EvidenceDigest, StoreError> {
    let mut sorted: Vec<&Evidence> = rows.iter().collect();
    sorted.sort_by(|one, other| one.question.cmp(&other.question));
    let mut hash = Sha256::new();
    for row in sorted {
        let watched = row.supervision == Supervision::A;
        let text = to_json(&(
            row.attempt,
            &row.item,
            &row.policy,
            &row.question,
            row.version,
            &row.skill,
            row.points,
            row.at,
            watched,
            row.judgement,
            row.refresh,
        ))?;
        hash.update(text);
    }
    let at = rows.iter().map(|row| row.at.0).max().unwrap_or(0);
    Ok(EvidenceDigest { rows: rows.len(), at, sha256: hex(&hash.finalize()) })
}

/// Bytes as lower case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Appends an event to a person's chain, in the transaction that brings it about; its number. Nobody else appends to this
/// chain, or decides this person's flags, until the transaction ends. Time never runs backwards in a chain, whichever
/// server's clock it is told by.
///
/// # Errors
/// Conflict `reference` where the account or the attempt does not exist.
pub async fn append(
    db: &impl ConnectionTrait,
    account: AccountId,
    event: &Event,
    now: Instant,
) -> Result<i64, StoreError> {
    competency::hold(db, account).await?;
    let sql = "SELECT seq, recorded_at, hash FROM ledger WHERE account_id = $1 ORDER BY seq DESC LIMIT 1";
    let (seq, at, before) = match sql::one(db, sql, values![account]).await? {
        Some(row) => (get::<i64>(&row, "seq")? + 1, instant(&row, "recorded_at")?.max(now), get(&row, "hash")?),
        None => (1, now, String::new()),
    };
    let body = sql::without_nul(&to_json(&event.body)?);
    let attempt = event.attempt.map(|attempt| attempt.0);
    let link = Link { account, seq, at: at.0, kind: event.kind.word().to_owned(), attempt, body };
    let hash = link.hash(&before)?;
    let sql = "INSERT INTO ledger (account_id, seq, recorded_at, kind, attempt_id, body, hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    sql::execute(db, sql, values![account, seq, at, link.kind, attempt, link.body, &hash]).await?;
    let sql = "INSERT INTO ledger_head (account_id, seq, hash) VALUES ($1, $2, $3) \
               ON CONFLICT (account_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash";
    sql::execute(db, sql, values![account, seq, hash]).await?;
    Ok(seq)
}

/// What a hash is over.
pub(crate) struct Link {
    pub(crate) account: AccountId,
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) kind: String,
    pub(crate) attempt: Option<Uuid>,
    /// JSON exactly as it is stored.
    pub(crate) body: String,
}

impl Link {
    pub(crate) fn read(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            account: sql::account(row, "account_id")?,
            seq: get(row, "seq")?,
            at: get(row, "recorded_at")?,
            kind: get(row, "kind")?,
            attempt: get(row, "attempt_id")?,
            body: get(row, "body")?,
        })
    }

    /// SHA-256 in hex over the hash before and a JSON array, whose order is fixed whatever a map's is.
    pub(crate) fn hash(&self, before: &str) -> Result<String, StoreError> {
        let text = |id: Uuid| id.hyphenated().to_string();
        let event =
            to_json(&(text(self.account.0), self.seq, self.at, &self.kind, self.attempt.map(text), &self.body))?;
        Ok(hex(&Sha256::new().chain_update(before).chain_update(event).finalize()))
    }
}

/// A person's events, oldest first.
///
/// # Errors
/// Database trouble.
pub async fn list(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Stored>, StoreError> {
    let sql = "SELECT seq, recorded_at, kind, attempt_id, body FROM ledger WHERE account_id = $1 ORDER BY seq";
    sql::all(db, sql, values![account]).await?.iter().map(stored).collect()
}

fn stored(row: &QueryResult) -> Result<Stored, StoreError> {
    Ok(Stored {
        seq: get(row, "seq")?,
        at: instant(row, "recorded_at")?,
        event: Event {
            kind: word(&get::<String>(row, "kind")?, Kind::parse)?,
            attempt: get::<Option<Uuid>>(row, "attempt_id")?.map(AttemptId),
            body: from_json(&get::<String>(row, "body")?)?,
        },
    })
}

const ACTS: &str = "SELECT account_id, seq, recorded_at, kind, attempt_id, body FROM ledger \
                    WHERE kind IN ('attempt_voided', 'flag_suspended', 'flag_reinstated') AND ";

/// What was decided about a person.
///
/// # Errors
/// Database trouble.
pub async fn acts(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Act>, StoreError> {
    let rows = sql::all(db, &format!("{ACTS} account_id = $1 ORDER BY seq"), values![account]).await?;
    rows.iter().filter_map(|row| stored(row).map(|stored| act_of(&stored)).transpose()).collect()
}

/// What was decided about people from one to another.
///
/// # Errors
/// Database trouble.
pub(crate) async fn acts_between(
    db: &impl ConnectionTrait,
    first: AccountId,
    last: AccountId,
) -> Result<Vec<(AccountId, Act)>, StoreError> {
    let sql = format!("{ACTS} account_id BETWEEN $1 AND $2 ORDER BY account_id, seq");
    let mut found = Vec::new();
    for row in sql::all(db, &sql, values![first, last]).await? {
        if let Some(act) = act_of(&stored(&row)?) {
            found.push((sql::account(&row, "account_id")?, act));
        }
    }
    Ok(found)
}

/// When a facilitator last held a session with a person about a flag.
///
/// # Errors
/// Database trouble.
pub async fn last_session(
    db: &impl ConnectionTrait,
    account: AccountId,
    flag: &str,
) -> Result<Option<Instant>, StoreError> {
    let sql = "SELECT account_id, seq, recorded_at, kind, attempt_id, body FROM ledger \
               WHERE account_id = $1 AND kind = 'session_held' ORDER BY seq DESC";
    for row in sql::all(db, sql, values![account]).await? {
        let event = stored(&row)?;
        if event.event.body.get("flag").and_then(Value::as_str) == Some(flag) {
            return Ok(Some(event.at));
        }
    }
    Ok(None)
}

/// The act that an event is, if it is one.
fn act_of(stored: &Stored) -> Option<Act> {
    let text = |name: &str| stored.event.body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let kind = match stored.event.kind {
        Kind::AttemptVoided => ActKind::Voided { attempt: stored.event.attempt? },
        Kind::FlagSuspended => ActKind::Suspended { flag: text("flag"), case: text("case") },
        Kind::FlagReinstated => ActKind::Reinstated { flag: text("flag"), case: text("case") },
        _ => return None,
    };
    Some(Act { at: stored.at, seq: stored.seq, kind })
}

/// Whether the effort rule ever made an attempt of this person at this quiz void: it does so once.
///
/// # Errors
/// Database trouble.
pub async fn was_void_for_effort(
    db: &impl ConnectionTrait,
    account: AccountId,
    course: &str,
    quiz: &str,
) -> Result<bool, StoreError> {
    let sql = "SELECT l.body FROM ledger l JOIN attempt a ON a.id = l.attempt_id WHERE l.account_id = $1 \
               AND l.kind = 'attempt_voided' AND a.course_id = $2 AND a.quiz = $3";
    for row in sql::all(db, sql, values![account, course, quiz]).await? {
        let body: Value = from_json(&get::<String>(&row, "body")?)?;
        if body.get("reason").and_then(Value::as_str) == Some(EFFORT) {
            return Ok(true);
        }
    }
    Ok(false)
}
