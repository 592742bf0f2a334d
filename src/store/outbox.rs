//! Mails that wait to be sent. What is due to one person goes out as one mail, with the id of its oldest row; whoever sends
//! it holds it for some minutes, so that of many servers one does.

use crate::StoreError;
use crate::sql::{self, Parts, from_json, get, instant, lock, maybe_instant, small, to_json, values, word};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;
use xutra_domain::ids::AccountId;
use xutra_domain::instant::Instant;
use xutra_domain::mailing::{MailState, Topic};

/// Held while somebody takes mails: what is due to one person is taken as a whole.
const TAKING: i64 = 0x6f75_7462_6f78;

/// Something to be told by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Identity.
    pub id: Uuid,
    /// To whom.
    pub account: AccountId,
    /// What it is about.
    pub topic: Topic,
    /// What makes it the same as another.
    pub key: String,
    /// What it says, without anything personal.
    pub facts: Value,
    /// When it is made.
    pub created_at: Instant,
    /// Not before.
    pub due_at: Instant,
}

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Identity.
    pub id: Uuid,
    /// To whom.
    pub account: AccountId,
    /// What it is about.
    pub topic: Topic,
    /// What it says.
    pub facts: Value,
    /// How far it is.
    pub state: MailState,
    /// How often it was tried without success.
    pub tries: u32,
    /// Not before.
    pub due_at: Instant,
    /// What it goes out as, once it was tried.
    pub letter: Option<Uuid>,
    /// Word of what went wrong last, and the mail server's code after a space.
    pub trouble: Option<String>,
    /// When it was made.
    pub created_at: Instant,
    /// When the mail server took it.
    pub sent_at: Option<Instant>,
}

/// What goes out as one mail, held by whoever took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id: the same at every try.
    pub letter: Uuid,
    /// To whom.
    pub account: AccountId,
    /// Until when it is held.
    pub until: Instant,
    /// What it tells, the oldest first.
    pub mails: Vec<Mail>,
}

/// Puts a mail into the outbox; false where the same stands there already.
///
/// # Errors
/// Conflict `reference` where there is no such account.
pub async fn insert(db: &impl ConnectionTrait, new: &NewMail) -> Result<bool, StoreError> {
    let sql = "INSERT INTO outbox (id, account_id, topic, dedup, facts, state, tries, due_at, created_at) \
               VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $6, $7) ON CONFLICT DO NOTHING";
    let facts = to_json(&new.facts)?;
    let row = values![new.id, new.account, new.topic.word(), &new.key, facts, new.due_at, new.created_at];
    Ok(sql::execute(db, sql, row).await? == 1)
}

const SELECT: &str = "SELECT id, account_id, topic, facts, state, tries, due_at, letter, trouble, created_at, sent_at \
                      FROM outbox";

fn mail_of(row: &QueryResult) -> Result<Mail, StoreError> {
    Ok(Mail {
        id: get(row, "id")?,
        account: sql::account(row, "account_id")?,
        topic: word(&get::<String>(row, "topic")?, Topic::parse)?,
        facts: from_json(&get::<String>(row, "facts")?)?,
        state: word(&get::<String>(row, "state")?, MailState::parse)?,
        tries: small(get(row, "tries")?)?,
        due_at: instant(row, "due_at")?,
        letter: get(row, "letter")?,
        trouble: get(row, "trouble")?,
        created_at: instant(row, "created_at")?,
        sent_at: maybe_instant(row, "sent_at")?,
    })
}

/// Takes what is due longest, with whatever else is due to the same person; nobody else sends it until an instant. To be
/// called in a transaction.
///
/// # Errors
/// Database trouble.
pub async fn take(db: &impl ConnectionTrait, now: Instant, until: Instant) -> Result<Option<Taken>, StoreError> {
    lock(db, TAKING).await?;
    let sql = "SELECT id, account_id, letter FROM outbox o WHERE state = 'waiting' AND due_at <= $1 \
               AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.account_id = o.account_id AND h.state = 'waiting' \
               AND h.taken_until > $1) ORDER BY due_at, id LIMIT 1";
    let Some(row) = sql::one(db, sql, values![now]).await? else { return Ok(None) };
    let (first, account): (Uuid, AccountId) = (get(&row, "id")?, sql::account(&row, "account_id")?);
    let letter = match get::<Option<Uuid>>(&row, "letter")? {
        Some(letter) => letter,
        None => {
            // Tried before, it goes out again as it was; only what is new is joined.
            let join = "UPDATE outbox SET letter = $1 WHERE account_id = $2 AND state = 'waiting' AND letter IS NULL \
                        AND due_at <= $3";
            sql::execute(db, join, values![first, account, now]).await?;
            first
        }
    };
    let hold = "UPDATE outbox SET taken_until = $2 WHERE letter = $1 AND state = 'waiting'";
    sql::execute(db, hold, values![letter, until]).await?;
    let sql = format!("{SELECT} WHERE letter = $1 AND state = 'waiting' ORDER BY created_at, id");
    let mails = sql::all(db, &sql, values![letter]).await?.iter().map(mail_of).collect::<Result<_, _>>()?;
    Ok(Some(Taken { letter, account, until, mails }))
}

/// Whether another mail went out to somebody since an instant.
///
/// # Errors
/// Database trouble.
pub async fn has_got_one(db: &impl ConnectionTrait, taken: &Taken, since: Instant) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM outbox WHERE account_id = $1 AND state = 'sent' AND sent_at >= $2 AND letter <> $3";
    sql::exists(db, sql, values![taken.account, since, taken.letter]).await
}

/// Puts a mail off, without counting it as a try.
///
/// # Errors
/// Database trouble.
pub async fn set_put_off(db: &impl ConnectionTrait, taken: &Taken, due_at: Instant) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET due_at = $3, taken_until = NULL \
               WHERE letter = $1 AND taken_until = $2 AND state = 'waiting'";
    sql::execute(db, sql, values![taken.letter, taken.until, due_at]).await.map(drop)
}

/// Notes that a mail did not go out: it comes again at an instant, or has failed where there is none.
///
/// # Errors
/// Database trouble.
pub async fn set_trouble(
    db: &impl ConnectionTrait,
    taken: &Taken,
    trouble: &str,
    again: Option<Instant>,
) -> Result<(), StoreError> {
    let state = if again.is_some() { MailState::Waiting } else { MailState::Failed };
    let sql = "UPDATE outbox SET state = $3, trouble = $4, due_at = COALESCE($5, due_at), tries = tries + 1, \
               taken_until = NULL WHERE letter = $1 AND taken_until = $2 AND state = 'waiting'";
    sql::execute(db, sql, values![taken.letter, taken.until, state.word(), trouble, again]).await.map(drop)
}

/// Notes that the mail server took a mail; false where somebody else had it by then.
///
/// # Errors
/// Database trouble.
pub async fn set_sent(db: &impl ConnectionTrait, taken: &Taken, now: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET state = 'sent', sent_at = $3, trouble = NULL, taken_until = NULL \
               WHERE letter = $1 AND taken_until = $2 AND state = 'waiting'";
    Ok(sql::execute(db, sql, values![taken.letter, taken.until, now]).await? > 0)
}

/// Drops what there is no reason for any more, with why.
///
/// # Errors
/// Database trouble.
pub async fn set_dropped(db: &impl ConnectionTrait, id: Uuid, why: &str) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET state = 'dropped', trouble = $2, taken_until = NULL \
               WHERE id = $1 AND state = 'waiting'";
    sql::execute(db, sql, values![id, why]).await.map(drop)
}

/// Has a mail sent that failed, or one that waits sent now; whether it was one of those.
///
/// # Errors
/// Database trouble.
pub async fn set_again(db: &impl ConnectionTrait, id: Uuid, due_at: Instant) -> Result<bool, StoreError> {
    let sql = "UPDATE outbox SET state = 'waiting', tries = 0, due_at = $2, taken_until = NULL \
               WHERE state IN ('waiting', 'failed') AND taken_until IS NULL \
               AND (id = $1 OR letter = (SELECT f.letter FROM outbox f WHERE f.id = $1))";
    Ok(sql::execute(db, sql, values![id, due_at]).await? > 0)
}

/// The mail of that id.
///
/// # Errors
/// Database trouble.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Mail>, StoreError> {
    sql::one(db, &format!("{SELECT} WHERE id = $1"), values![id]).await?.as_ref().map(mail_of).transpose()
}

/// Everything that goes out, or went out, together with a mail; that alone before it was tried.
///
/// # Errors
/// Database trouble.
pub async fn list_with(db: &impl ConnectionTrait, mail: &Mail) -> Result<Vec<Mail>, StoreError> {
    let sql = format!("{SELECT} WHERE id = $1 OR letter = $2 ORDER BY created_at, id");
    sql::all(db, &sql, values![mail.id, mail.letter]).await?.iter().map(mail_of).collect()
}

/// Mails in a state or in all, the newest first, before a cursor.
///
/// # Errors
/// Database trouble.
pub async fn page(
    db: &impl ConnectionTrait,
    state: Option<MailState>,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Mail>, StoreError> {
    let mut query = Parts::new(&format!("{SELECT} WHERE 1 = 1"));
    if let Some(state) = state {
        query.add(" AND state = ?", values![state.word()]);
    }
    if let Some(before) = before {
        query.add(" AND id < ?", values![before]);
    }
    query.add(" ORDER BY id DESC LIMIT ?", values![limit]);
    query.all(db).await?.iter().map(mail_of).collect()
}

/// How many mails are in which state.
///
/// # Errors
/// Database trouble.
pub async fn count(db: &impl ConnectionTrait) -> Result<BTreeMap<MailState, u64>, StoreError> {
    let rows = sql::all(db, "SELECT state, COUNT(*) AS mails FROM outbox GROUP BY state", Vec::new()).await?;
    let read = |row: &QueryResult| {
        Ok((word(&get::<String>(row, "state")?, MailState::parse)?, get::<i64>(row, "mails")?.unsigned_abs()))
    };
    rows.iter().map(read).collect()
}

/// Every mail to a person, in the order in which they were made.
///
/// # Errors
/// Database trouble.
pub async fn list_of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Mail>, StoreError> {
    let sql = format!("{SELECT} WHERE account_id = $1 ORDER BY created_at, id");
    sql::all(db, &sql, values![account]).await?.iter().map(mail_of).collect()
}
